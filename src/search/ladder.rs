//! The ladder a query climbs: its number, its title, all its words, most of its words.
//!
//! A hit on a higher rung comes before all on lower ones. A piece of the query of up to
//! [`LONGEST_TERM`] characters is a term: announcements with most of the terms are asked only when
//! none has them all, and one mistyped term finds nothing instead of something else. A longer piece
//! is a sentence, and so is a shorter one made of words that all occur: whoever holds it as it
//! stands has all its words, and when few do, any of its pairs of characters may answer. (Asking
//! half of a question's words instead left 91 of 1,235 lay questions without an answer, and R@100
//! at .586 instead of .676.)

use std::collections::BTreeSet;

use super::analyzed::{AnalyzedQuery, is_function};
use super::compile::Compiler;
use super::rank::ScoredTexts;
use super::short_names;
use crate::analyzer::{Unit, bigrams, units};
use crate::announcement::DocNumber;
use crate::backend::clause::Clause;
use crate::backend::seam::Snapshot;
use crate::document::{Field, title};
use crate::error::Result;
use crate::query::{Node, Query};
use crate::request::SearchRequest;
use crate::response::Expanded;
use crate::text::{Article, fold_str, is_han};
use crate::thesaurus::{Expansion, Origin, Thesaurus};

/// With this many hits that have all of a sentence, no others are looked for.
const FEW: usize = 10;

/// Pieces of at most this many Han characters and words are terms.
const LONGEST_TERM: usize = 8;

/// A short piece with one of these is a question and no term; no term of policy text holds them.
const QUESTION_WORDS: [&str; 12] =
    ["什么", "谁", "吗", "呢", "如何", "怎么", "怎样", "哪", "多少", "是否", "能否", "可否"];

/// The rungs of one query, each with what matches it.
pub(super) struct Ladder {
    /// Announcements with the number that the query is.
    pub(super) number: Option<Clause>,
    /// Announcements with the title that the query is.
    pub(super) title: Option<Clause>,
    /// Announcements with all words.
    pub(super) all: Clause,
    /// Announcements with most words.
    pub(super) most: Option<Most>,
    /// With fewer hits than this above it the last rung is asked.
    pub(super) few: usize,
    /// The folded texts that score.
    pub(super) scored: ScoredTexts,
    /// What may stand for words of it.
    pub(super) expanded: Vec<Expanded>,
    /// The folded pieces of the query outside quotes and fields.
    pub(super) pieces: Vec<String>,
}

/// Announcements with most words of a query; those with all of them are among them.
pub(super) struct Most {
    pub(super) matched: Clause,
    /// Whether any of the terms that score is enough, so that the scores alone decide.
    pub(super) is_any_term: bool,
}

impl Ladder {
    /// The ladder of a request.
    pub(super) fn new<S: Snapshot>(
        request: &SearchRequest,
        compiler: &Compiler<'_, S>,
        thesaurus: &Thesaurus,
    ) -> Result<Self> {
        let mut limits = compiler.filters(&request.filters)?;
        let text = if request.filters.title_only { Field::Title } else { Field::Grams };
        let (words, strict) = split(&request.query);
        let pieces: Vec<String> = words.iter().map(|words| fold_str(words)).collect();
        if !strict.is_empty() {
            limits.push(compiler.every(&strict, text)?);
        }
        let expansions = expansions(&pieces, request, thesaurus, compiler.analyzed);
        let statutes = request.expand.then_some(thesaurus);
        let rungs = Rungs { compiler, text, pieces: &pieces, expansions, limits, statutes };
        let number = rungs.number(&words);
        let is_question = pieces.iter().any(|piece| is_question(piece, compiler.analyzed));
        let own = request.query.root.texts().map(fold_str).collect();
        let all = match &number {
            Some(number) => Clause::any(spellings(number, &words, text)),
            None => {
                let whole = (0..pieces.len()).map(|piece| rungs.whole(piece));
                Clause::without(whole.collect(), Vec::new())
            }
        };
        Ok(Self {
            title: rungs.title()?,
            most: if number.is_some() { None } else { rungs.most()? },
            number: number.map(|number| rungs.with_number(&number)),
            all: rungs.filtered(all),
            scored: ScoredTexts { own, expansions: rungs.scored(), is_question },
            few: if is_question { FEW } else { 1 },
            expanded: rungs.expanded(),
            pieces,
        })
    }

    /// What matches any rung above the last.
    pub(super) fn strict(&self) -> Clause {
        let rungs = [&self.number, &self.title].into_iter().flatten().chain([&self.all]);
        Clause::any(rungs.cloned().collect())
    }

    /// The last rung, if it is asked when the others have `found` hits.
    pub(super) fn relaxed(&self, found: usize) -> Option<&Most> {
        self.most.as_ref().filter(|_| found < self.few)
    }
}

/// What may stand for parts of each piece.
fn expansions(
    pieces: &[String],
    request: &SearchRequest,
    thesaurus: &Thesaurus,
    analyzed: &AnalyzedQuery<'_>,
) -> Vec<Vec<Expansion>> {
    let dictionary = analyzed.dictionary();
    let expand = |piece: &String| match request.expand {
        true => [thesaurus.names(piece), thesaurus.expansions(piece, dictionary)].concat(),
        false => Vec::new(),
    };
    pieces.iter().map(expand).collect()
}

/// What holds a number as it is usually written, or as it was typed: texts spell it as they like.
fn spellings(number: &DocNumber, typed: &[&str], text: Field) -> Vec<Clause> {
    let texts = [number.to_string(), typed.join(" ")].map(|spelling| fold_str(&spelling));
    texts.map(|spelling| Clause::Text(text, spelling)).into()
}

/// The words of the root that the ladder may relax, and the parts it may not.
fn split(query: &Query) -> (Vec<&str>, Vec<Node>) {
    let (mut words, mut strict) = (Vec::new(), Vec::new());
    for part in query.root.parts() {
        match part {
            Node::Words(text) => words.push(text.as_str()),
            part => strict.push(part.clone()),
        }
    }
    (words, strict)
}

/// How far a query may be relaxed.
enum Looseness {
    /// Not at all.
    None,
    /// At least so many of its terms.
    Terms(usize),
    /// Any of its pairs of characters.
    Pairs,
}

/// Builds the rungs of one query.
struct Rungs<'a, S: Snapshot> {
    compiler: &'a Compiler<'a, S>,
    text: Field,
    pieces: &'a [String],
    /// What may stand for parts of each piece.
    expansions: Vec<Vec<Expansion>>,
    /// The parts that are never relaxed, and the filters.
    limits: Vec<Clause>,
    /// Knows the short names of statutes, if they are wanted.
    statutes: Option<&'a Thesaurus>,
}

impl<S: Snapshot> Rungs<'_, S> {
    /// `matched`, within the limits.
    fn filtered(&self, matched: Clause) -> Clause {
        let limits = self.limits.iter().cloned();
        Clause::every(std::iter::once(matched).chain(limits).collect())
    }

    /// The number that the words are, if they are one.
    fn number(&self, words: &[&str]) -> Option<DocNumber> {
        DocNumber::parse(&words.join(" "))
    }

    fn with_number(&self, number: &DocNumber) -> Clause {
        self.filtered(Clause::value(Field::Number, number.key()))
    }

    /// Announcements of this title; of `某法第三条` also the whole law, if it has the article.
    fn title(&self) -> Result<Option<Clause>> {
        let key = title::key(&self.pieces.concat());
        if key.is_empty() {
            return Ok(None);
        }
        let matches = match Article::of(&key) {
            Some(named) => self.articles(&named)?,
            None => self.works(&key)?.iter().map(|work| titled(work)).collect(),
        };
        Ok(Some(self.filtered(Clause::any(matches))))
    }

    /// An article by itself, and the works that have it.
    fn articles(&self, named: &Article) -> Result<Vec<Clause>> {
        let mut matches = Vec::new();
        for work in self.works(&named.work)? {
            let holding = Clause::Text(Field::Grams, named.article.clone());
            matches.push(titled(&format!("{work}{}", named.article)));
            matches.push(Clause::every(vec![titled(&work), holding]));
        }
        Ok(matches)
    }

    /// The keys of the titles that `name` may be: itself, and what it is the short name of.
    fn works(&self, name: &str) -> Result<Vec<String>> {
        let Some(statutes) = self.statutes else { return Ok(vec![name.to_string()]) };
        let full = match statutes.statute(name) {
            Some(title) => Some(title::key(&title)),
            None => short_names::meant(self.compiler.snapshot, name)?,
        };
        Ok(std::iter::once(name.to_string()).chain(full).collect())
    }

    /// Announcements with most of the words: of several terms more than half; of a sentence any
    /// pair of characters, for few of its words stand in what answers it.
    fn most(&self) -> Result<Option<Most>> {
        let looseness = self.looseness()?;
        let most = match looseness {
            Looseness::None => return Ok(None),
            Looseness::Terms(least) => {
                let terms = (0..self.pieces.len()).map(|piece| self.whole(piece));
                Clause::AtLeast(least, terms.collect())
            }
            Looseness::Pairs => self.any_pair(),
        };
        let is_bare = self.limits.is_empty() && self.text == Field::Grams;
        let is_any_term = is_bare && matches!(looseness, Looseness::Pairs);
        Ok(Some(Most { matched: self.filtered(most), is_any_term }))
    }

    /// Announcements with any pair of characters, or with any character where no two of them stand
    /// together: the terms by which candidates are chosen ([`Terms::choosing`]).
    ///
    /// [`Terms::choosing`]: super::rank::Terms::choosing
    fn any_pair(&self) -> Clause {
        let pairs: Vec<Clause> =
            self.texts().flat_map(|text| bigrams(text)).map(|pair| self.literal(pair)).collect();
        if !pairs.is_empty() {
            return Clause::any(pairs);
        }
        let characters = self.texts().flat_map(|text| text.chars()).filter(|c| is_han(*c));
        let characters: BTreeSet<char> = characters.collect();
        let matches = characters.into_iter().map(|c| self.literal(c.to_string()));
        Clause::any(matches.collect())
    }

    fn literal(&self, folded: String) -> Clause {
        Clause::Text(self.text, folded)
    }

    /// The pieces, and what may stand for parts of them.
    fn texts(&self) -> impl Iterator<Item = &String> {
        let expanded = self.expansions.iter().flatten().map(|expansion| &expansion.text);
        self.pieces.iter().chain(expanded)
    }

    /// How far the query may be relaxed.
    fn looseness(&self) -> Result<Looseness> {
        let least = self.pieces.len() / 2 + 1;
        if self.pieces.iter().any(|piece| !is_term(piece)) {
            return Ok(Looseness::Pairs);
        }
        if least < self.pieces.len() {
            return Ok(Looseness::Terms(least));
        }
        for piece in self.pieces {
            if !self.is_sentence(piece)? {
                return Ok(Looseness::None);
            }
        }
        Ok(if self.pieces.is_empty() { Looseness::None } else { Looseness::Pairs })
    }

    /// Whether a short piece is a sentence after all: mostly words, and they all occur. A mistyped
    /// term is cut into stray characters, or into words that nothing holds.
    fn is_sentence(&self, piece: &str) -> Result<bool> {
        if asks(piece) {
            return Ok(true);
        }
        let words = self.compiler.analyzed.words(piece);
        let telling = words.iter().filter(|word| !is_function(word));
        let (words_only, stray): (Vec<&str>, Vec<&str>) =
            telling.partition(|word| word.chars().nth(1).is_some());
        if words.len() < 2 || stray.len() * 2 >= piece.chars().count() {
            return Ok(false);
        }
        Ok(!self.compiler.occurring(&words_only)?.contains(&false))
    }

    /// All of a piece, or what may stand for it: the words of a term; a sentence as it is, for a
    /// long text holds the words of any sentence by chance.
    fn whole(&self, index: usize) -> Clause {
        let piece = &self.pieces[index];
        if !is_term(piece) {
            return self.literal(piece.clone());
        }
        let variants = self.expansions[index].iter().map(|expansion| varied(piece, expansion));
        let texts = std::iter::once(piece.clone()).chain(variants);
        Clause::any(texts.map(|text| self.compiler.words(&text, self.text)).collect())
    }

    /// What may stand for parts of the pieces, in words.
    fn expanded(&self) -> Vec<Expanded> {
        let pairs = self.pieces.iter().zip(&self.expansions);
        let named = pairs.flat_map(|(piece, expansions)| {
            expansions.iter().map(|expansion| Expanded {
                from: piece[expansion.at.clone()].to_string(),
                to: expansion.text.clone(),
            })
        });
        let mut expanded = Vec::new();
        named.for_each(|one| {
            if !expanded.contains(&one) {
                expanded.push(one)
            }
        });
        expanded
    }

    /// What may stand for parts of the pieces, each text once, with its weight.
    fn scored(&self) -> Vec<(String, f32)> {
        let mut scored: Vec<(String, f32)> = Vec::new();
        for expansion in self.expansions.iter().flatten() {
            if scored.iter().all(|(text, _)| *text != expansion.text) {
                scored.push((expansion.text.clone(), weight(expansion.origin)));
            }
        }
        scored
    }
}

/// What a user's synonym and a statute's title weigh beside the word itself: a little less, so that
/// the word comes first.
const USER: f32 = 0.8;

/// What an official term weighs beside the everyday one. On 1,235 lay questions, without the blend:
/// 0 → nDCG@10 .4183, R@100 .721; .1 → .4196, .727; .2 → .4222, .731; .3 → .4229, .729;
/// .5 → .4196, .728. The weight that four fifths of the questions choose gives the last fifth .004
/// (ten random splits) or .0025 (neighbouring questions together, p .18), and R@100 .008 to .009.
/// About fifty of the questions had been read before the table was written, so that even this is
/// not what unseen questions gain.
const EVERYDAY: f32 = 0.3;

/// How much an expansion counts beside what was typed.
fn weight(origin: Origin) -> f32 {
    match origin {
        Origin::User | Origin::ShortName => USER,
        Origin::Alias | Origin::Everyday => EVERYDAY,
    }
}

/// `piece` with what may stand for a part of it in its place.
fn varied(piece: &str, expansion: &Expansion) -> String {
    format!("{}{}{}", &piece[..expansion.at.start], expansion.text, &piece[expansion.at.end..])
}

/// Whether a piece is a term, which is never taken apart, and not a sentence.
fn is_term(piece: &str) -> bool {
    let length = |unit: Unit<'_>| match unit {
        Unit::Han(run) => run.chars().count(),
        Unit::Word(_) => 1,
    };
    units(piece).map(|placed| length(placed.unit)).sum::<usize>() <= LONGEST_TERM
}

/// Documents with this key of their title.
fn titled(key: &str) -> Clause {
    Clause::value(Field::TitleKey, title::term(key).into_owned())
}

/// Whether what answers a piece may be said in other words: it is long, it asks, or it is a
/// sentence of three words or more.
fn is_question(piece: &str, analyzed: &AnalyzedQuery<'_>) -> bool {
    let telling = || analyzed.words(piece).into_iter().filter(|word| !is_function(word)).count();
    !is_term(piece) || asks(piece) || telling() >= 3
}

/// Whether a piece asks something, in the words people ask with.
fn asks(piece: &str) -> bool {
    QUESTION_WORDS.iter().any(|word| piece.contains(word))
}
