//! What is like a text: the few terms that tell it from other texts, and what they say in words.
//!
//! The terms are the pairs and words of the text with the highest `(1 + ln f) · rarity`, where `f`
//! is how often the text has one. What has any of them is scored by BM25 over these alone, with the
//! same priors as any answer, and comes first where it holds the longest sentences of the text.
//! All of it takes time linear in the text, of which the first 20,000 characters are taken.
//!
//! # What was tried
//!
//! On 2,765 announcements, most of them laws. *Cuts*: of 60 passages of 20,000 characters, most of
//! them from laws of which there are several versions, how many find first a document that holds
//! them. *Edited*: the same of 59 drafts, ten sentences without every third and with every fifth
//! character another. *Matter*: of the first ten documents like one on a named statute (or as many
//! as there are), the share whose titles name the statute too, over 60 documents. Each row changes
//! one thing of the first.
//!
//! | what | cuts | edited | matter |
//! |---|---|---|---|
//! | 60 terms, 1 + ln f, literal first (kept) | 60 | 59 | .714 |
//! | times (share of the weight that is held)⁴ | 60 | 59 | .704 |
//!
//! The others were compared with that share still in:
//!
//! | what | cuts | edited | matter |
//! |---|---|---|---|
//! | 40 terms | 59 | | .685 |
//! | 80 terms | 60 | | .688 |
//! | 100 terms | 58 | | .704 |
//! | 150 terms | 58 | | .697 |
//! | √f instead of 1 + ln f | 59 | 59 | .699 |
//! | pairs across two words weigh half | 59 | 59 | .665 |
//! | 20 of the rarest terms besides | 60 | 59 | .697 |
//! | no character in more than 3 terms, so that no name fills them all | 60 | | .665 |
//! | without date, authority and validity | 59 | 59 | .704 |
//! | not literal first | 58 | 59 | .704 |
//! | not literal first, f not counted | 60 | 58 | .602 |
//! | not literal first, passages raised as for a question | 54 | 59 | .693 |
//!
//! (The two rows before the last are also without date, authority and validity, and the last but one
//! with passages.) Of 60 single sentences literal first finds 60, and nothing else more than 57; of 60
//! threes and 60 eights of sentences, and of 60 passages of 2,000 characters, it finds all.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::analyzed::{AnalyzedQuery, is_function};
use super::ids;
use super::rank::{Terms, Weighed};
use super::snippet::Highlighter;
use crate::analyzer::{Dictionary, bigrams};
use crate::announcement::Id;
use crate::backend::clause::Clause;
use crate::backend::seam::Snapshot;
use crate::document::{Field, keys};
use crate::error::{ErrorKind, Result};
use crate::query::{Meaning, Node, Query, Reading};
use crate::request::{Like, SearchRequest};
use crate::text::{fold_str, is_han};

/// Of a longer text the beginning is taken.
const MOST_CHARACTERS: usize = 20_000;

/// How many terms are chosen.
const TERMS: usize = 60;

/// A query with more characters in words is a text, and what is like it is wanted.
const LONGEST_QUERY: usize = 200;

/// How many characters of a text stand for its name.
const NAME: usize = 20;

/// How many runs of chosen terms are told.
const TOLD: usize = 10;

/// How many characters around a run are looked at for the words that it is part of.
const AROUND: usize = 8;

/// How many sentences, the longest, must occur in what holds the text.
const SENTENCES: usize = 4;

/// How many characters of a sentence are looked for.
const LONGEST_SENTENCE: usize = 100;

/// A shorter sentence occurs in too many texts to tell anything.
const SHORTEST_SENTENCE: usize = 8;

/// What tells a text from others.
pub(super) struct LikeThis {
    /// The terms that score.
    pub(super) terms: Terms,
    /// The runs of the folded text that they make, the weightiest first.
    pub(super) runs: Vec<String>,
    /// What is not wanted: the document itself.
    pub(super) without: Clause,
    /// What of the query limits the hits.
    pub(super) limits: Query,
    /// What the text is called.
    name: String,
    folded: String,
}

/// A text with its name.
struct Source {
    name: String,
    text: String,
    /// The document that it is the text of.
    id: Option<Id>,
}

impl LikeThis {
    /// What a request wants the like of; nothing where it asks for words.
    ///
    /// # Errors
    /// [`ErrorKind::Unknown`] where that is a document that is not in the index, and
    /// [`ErrorKind::Ambiguous`] where it may be one of several.
    pub(super) fn of<S: Snapshot>(request: &SearchRequest, snapshot: &S) -> Result<Option<Self>> {
        let pasted = if request.literal { None } else { pasted(&request.query) };
        let (source, limits) = match (&request.like, pasted) {
            (Some(like), _) => (Source::of(like, snapshot)?, request.query.clone()),
            (None, Some((text, limits))) => (Source::of(&Like::text(text), snapshot)?, limits),
            (None, None) => return Ok(None),
        };
        Self::new(source, limits, snapshot).map(Some)
    }

    fn new<S: Snapshot>(source: Source, limits: Query, snapshot: &S) -> Result<Self> {
        let Source { name, text, id } = source;
        let (taken, name) = match text.char_indices().nth(MOST_CHARACTERS) {
            Some((end, _)) => {
                (&text[..end], format!("{name} (its first {MOST_CHARACTERS} characters)"))
            }
            None => (text.as_str(), name),
        };
        let folded = fold_str(taken);
        // What the document itself alone holds finds nothing.
        let least = if id.is_some() { 2.0 } else { 1.0 };
        let best = |weighed| best(weighed, least);
        let terms = Terms::chosen(boosted(&folded), literal(taken), snapshot, best)?;
        let runs = runs(&folded, &terms);
        let own = |id| Clause::value(Field::Id, keys::of_id(id));
        Ok(Self {
            terms,
            runs,
            without: id.as_ref().map_or(Clause::None, own),
            limits,
            name,
            folded,
        })
    }

    /// What finds its runs, and the words that limit it, in texts.
    pub(super) fn highlighter(&self, analyzed: &AnalyzedQuery<'_>) -> Highlighter {
        Highlighter::new(&self.limits, analyzed).and(self.runs.iter().cloned())
    }

    /// What it was found by, in whole words of a dictionary.
    pub(super) fn reading(&self, dictionary: &Dictionary) -> Reading {
        let mut told: Vec<String> = Vec::new();
        for run in self.runs.iter().take(TOLD) {
            let whole = whole(run, &self.folded, dictionary);
            if !told.contains(&whole) {
                told.push(whole);
            }
        }
        Reading::new(self.name.clone(), Meaning::Like(told))
    }
}

impl Source {
    /// The text that is meant.
    fn of<S: Snapshot>(like: &Like, snapshot: &S) -> Result<Self> {
        let id = match like {
            Like::Text { name, text } => {
                let name = if name.is_empty() { beginning(text) } else { name.clone() };
                return Ok(Self { name, text: text.clone(), id: None });
            }
            Like::Document(id) => id.clone(),
            Like::Start(start) => match ids::meant(start, snapshot)? {
                Some(id) => id,
                None => return Err(ErrorKind::Unknown(start.clone()).into()),
            },
        };
        let docs = snapshot.all(&Clause::value(Field::Id, keys::of_id(&id)))?;
        let record = snapshot.records(&docs)?.into_iter().next();
        let Some(record) = record else { return Err(ErrorKind::Unknown(id.to_string()).into()) };
        let text = format!("{}\n{}", record.announcement.title, record.announcement.body);
        Ok(Self { name: id.to_string(), text, id: Some(id) })
    }
}

/// The text that a query is, if it is one, and what else the query has.
fn pasted(query: &Query) -> Option<(String, Query)> {
    let (words, others) = query.words_and_others();
    let text = words.join("\n");
    let is_text = text.chars().count() > LONGEST_QUERY;
    is_text.then(|| (text, Query::new(String::new(), Node::And(others))))
}

/// The beginning of a text, on one line.
fn beginning(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(NAME) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// The pairs and words of folded text, each once, with its boost.
fn boosted(folded: &str) -> Vec<(String, f32)> {
    let mut counts: HashMap<String, f32> = HashMap::new();
    bigrams(folded).into_iter().for_each(|pair| *counts.entry(pair).or_default() += 1.0);
    counts.into_iter().map(|(pair, count)| (pair, 1.0 + count.ln())).collect()
}

/// The weightiest terms, of those that at least so many documents hold.
fn best(mut weighed: Vec<Weighed>, least: f32) -> Vec<Weighed> {
    weighed.retain(|one| one.holding >= least);
    weighed.sort_unstable_by(|left, right| {
        right.weight.total_cmp(&left.weight).then_with(|| left.term.cmp(&right.term))
    });
    weighed.truncate(TERMS);
    weighed
}

/// What holds the longest sentences of a text; nothing where it has none of some length.
fn literal(text: &str) -> Clause {
    let sentences = text.split(['\n', '。', '！', '？', '；']).map(fold_str);
    let mut sentences: Vec<(usize, String)> =
        sentences.map(|sentence| (sentence.chars().count(), sentence)).collect();
    sentences.retain(|(length, _)| *length >= SHORTEST_SENTENCE);
    sentences.sort_by_key(|(length, _)| Reverse(*length));
    sentences.truncate(SENTENCES);
    let texts = sentences.iter().map(|(_, sentence)| Clause::Text(Field::Grams, head(sentence)));
    if sentences.is_empty() { Clause::None } else { Clause::every(texts.collect()) }
}

/// The beginning of a folded sentence, no word cut.
fn head(sentence: &str) -> String {
    match sentence.char_indices().nth(LONGEST_SENTENCE) {
        Some((end, _)) => sentence[..end].trim_end_matches(|c| !is_han(c)).to_string(),
        None => sentence.to_string(),
    }
}

/// The runs of folded text that the terms make where they overlap, the weightiest first, none of
/// them a part of one before it.
fn runs(folded: &str, terms: &Terms) -> Vec<String> {
    let mut runs: Vec<(String, f32)> = met(folded, terms).into_iter().collect();
    runs.sort_by(|left, right| right.1.total_cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
    let mut told: Vec<String> = Vec::new();
    for (run, _) in runs {
        if !told.iter().any(|other| other.contains(&run)) {
            told.push(run);
        }
    }
    told
}

/// Each run of the text that the terms make, with what they weigh together.
fn met(folded: &str, terms: &Terms) -> HashMap<String, f32> {
    let weights: HashMap<&str, f32> = terms.weights().collect();
    let mut runs = HashMap::new();
    let (mut run, mut weight) = (String::new(), 0.0);
    let mut end = |run: &mut String, weight: &mut f32| {
        let told = trimmed(&std::mem::take(run));
        let weight = std::mem::take(weight);
        told.map(|told| runs.insert(told, weight));
    };
    for pair in bigrams(folded) {
        let own = weights.get(pair.as_str());
        let goes_on = own.is_some() && pair.chars().all(is_han) && run.ends_with(first(&pair));
        if !goes_on {
            end(&mut run, &mut weight);
        }
        if let Some(own) = own {
            let added = if goes_on { &pair[first(&pair).len_utf8()..] } else { &pair };
            run.push_str(added);
            weight += own;
        }
    }
    end(&mut run, &mut weight);
    runs
}

/// A run with the rest of the words that it begins and ends in, where it first occurs.
fn whole(run: &str, folded: &str, dictionary: &Dictionary) -> String {
    let Some(at) = folded.find(run) else { return run.to_string() };
    let place = at..at + run.len();
    let before = folded[..at].char_indices().rev().take_while(|(_, c)| is_han(*c)).take(AROUND);
    let from = before.last().map_or(at, |(from, _)| from);
    let after = folded[place.end..].char_indices().take_while(|(_, c)| is_han(*c)).take(AROUND);
    let to = after.last().map_or(place.end, |(to, c)| place.end + to + c.len_utf8());
    let (mut start, mut whole) = (from, String::new());
    for word in dictionary.cut(&folded[from..to]) {
        if start < place.end && start + word.len() > place.start {
            whole.push_str(word);
        }
        start += word.len();
    }
    trimmed(&whole).unwrap_or_else(|| run.to_string())
}

/// The first character of a term.
fn first(term: &str) -> char {
    term.chars().next().unwrap_or_default()
}

/// A run without the characters at its ends that only join words; nothing where one is left.
fn trimmed(run: &str) -> Option<String> {
    let joins = |c: char| is_function(c.encode_utf8(&mut [0; 4]));
    let run = run.trim_matches(joins);
    let is_told = run.chars().nth(1).is_some() || !run.is_empty() && !run.chars().all(is_han);
    is_told.then(|| run.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: jiff::civil::Date = jiff::civil::date(2026, 1, 20);

    #[test]
    fn a_term_counts_for_more_where_it_recurs_and_once() {
        let mut terms = boosted("清淤 清淤 换闸");
        terms.sort_by(|left, right| left.0.cmp(&right.0));
        assert_eq!(terms, [("换闸".to_string(), 1.0), ("清淤".to_string(), 1.0 + 2_f32.ln())]);
    }

    #[test]
    fn the_words_of_a_long_query_are_a_text_and_all_else_limits() {
        let words = "河道分段清淤换闸测流".repeat(30);
        let query = Query::parse(&format!("{words} 类型:通知 -草案"), NOW).unwrap();
        let (text, limits) = pasted(&query).unwrap();
        assert_eq!((text, limits.root.parts().len()), (words.clone(), 2));
        assert!(limits.root.texts().next().is_none());
        let short: String = words.chars().take(LONGEST_QUERY).collect();
        assert_eq!(pasted(&Query::parse(&short, NOW).unwrap()), None);
    }

    #[test]
    fn what_holds_a_text_holds_its_longest_sentences() {
        let text = "第一条。各段由沿河村清淤；经费列入下一年度的预算。\n结果在村口张榜公布！巡查每月两次进行？放苗在汛期以前完成";
        let Clause::Every(clauses) = literal(text) else { panic!("several sentences") };
        assert_eq!(clauses.len(), SENTENCES);
        assert!(clauses.contains(&Clause::Text(Field::Grams, "经费列入下一年度的预算".into())));
        assert_eq!(literal("第一条。总则"), Clause::None);
        assert_eq!(head(&format!("{}abc", "闸".repeat(98))), "闸".repeat(98));
    }

    #[test]
    fn a_text_is_called_by_its_beginning() {
        assert_eq!(beginning(" 甲\n乙 "), "甲 乙");
        assert_eq!(beginning(&"闸".repeat(21)), format!("{}…", "闸".repeat(20)));
    }

    #[test]
    fn what_is_told_are_whole_words() {
        let folded = fold_str("各镇街要统筹安全生产工作，并公布。");
        let told = |run| whole(run, &folded, &Dictionary::default());
        assert_eq!((told("全生"), told("公布")), ("安全生产".into(), "公布".into()));
    }

    #[test]
    fn what_is_told_does_not_begin_or_end_with_a_joint() {
        assert_eq!(trimmed("的清淤和"), Some("清淤".into()));
        assert_eq!((trimmed("的闸"), trimmed("的和")), (None, None));
        assert_eq!(trimmed("5g"), Some("5g".into()));
    }
}
