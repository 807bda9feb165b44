//! Asks an index for what its texts hold, as users ask, and compares the answers with a scan.

use std::time::Instant;

use jiff::civil::{Date, date};
use rayon::prelude::*;

use super::contents::Contents;
use super::sample::{Cut, Sampler, class_of};
use super::tally::{Asked, Class, Tally};
use super::truth::holders;
use crate::engine::Engine;
use crate::error::Result;
use crate::issuer::registry;
use crate::query::{Node, Query};
use crate::request::SearchRequest;
use crate::text::{fold_str, strip_query_glosses};

/// The day of all requests; it decides ages, and no age decides whether a text is found.
const TODAY: Date = date(2000, 1, 1);

/// What an index found of what it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Recall {
    /// How many announcements were compared.
    pub announcements: usize,
    /// How many strings were asked for, in quotes and as words.
    pub strings: usize,
    /// The counts by class and way of asking.
    pub tallies: Vec<Tally>,
    /// How long all of it took, in seconds, with the reading and scanning of the texts.
    pub seconds: f64,
}

impl Recall {
    /// Whether no string failed.
    pub fn is_whole(&self) -> bool {
        self.tallies.iter().all(|tally| tally.failed == 0)
    }
}

/// A string to ask for.
struct Question {
    class: Class,
    typed: String,
    /// What the query says of it in quotes: folded, without the glosses that queries leave out.
    quoted: String,
    /// What it says as words, where that differs: a gloss that was cut is left out of quotes sooner.
    words: Option<String>,
    /// The announcement it was cut from, which holds it whatever the scan says; not for a string
    /// with a gloss, which queries leave out and genuine texts do not.
    from: Option<u32>,
}

impl Question {
    fn of(class: Class, typed: &str) -> Self {
        let question = Self::cut(Cut { string: typed.to_string(), from: 0 });
        Self { class, from: None, ..question }
    }

    fn cut(Cut { string, from }: Cut) -> Self {
        let words = strip_query_glosses(&string);
        let quoted = strip_query_glosses(&format!("\"{string}\""));
        let quoted = &quoted[1..quoted.len() - 1];
        let from = (quoted == string && words == string).then_some(from);
        let words = (words != quoted).then(|| fold_str(&words));
        let quoted = fold_str(quoted);
        Self { class: class_of(&quoted), typed: string, quoted, words, from }
    }

    /// Adds the announcement it was cut from to those that hold it.
    fn held(&self, mut holders: Vec<u32>) -> Vec<u32> {
        if let Some(from) = self.from
            && let Err(place) = holders.binary_search(&from)
        {
            holders.insert(place, from);
        }
        holders
    }
}

/// Asks for `strings` random strings, all names of the registry and `terms`.
pub(super) fn recall(
    engine: &Engine,
    strings: usize,
    terms: &[String],
    seed: u64,
) -> Result<Recall> {
    let began = Instant::now();
    let documents = engine.stats()?.announcements as usize;
    let mut sampler = Sampler::new(strings, documents, seed);
    let contents = Contents::read(engine, &mut sampler)?;
    let questions = questions(sampler.into_strings(), terms);
    let held = held(&contents, &questions)?;
    let mut tallies = Vec::new();
    for class in Class::ALL {
        for asked in [Asked::Quoted, Asked::Words] {
            let of_class = held.iter().zip(&questions).filter(|(_, one)| one.class == class);
            let of_class = of_class.map(|(held, one)| (held.when(asked), one)).collect::<Vec<_>>();
            tallies.push(tally(engine, &contents, (class, asked), &of_class)?);
        }
    }
    let announcements = contents.places.len();
    let strings = questions.len();
    Ok(Recall { announcements, strings, tallies, seconds: began.elapsed().as_secs_f64() })
}

fn questions(strings: Vec<Cut>, terms: &[String]) -> Vec<Question> {
    let strings = strings.into_iter().map(Question::cut);
    let names = registry().names().into_iter().map(|name| Question::of(Class::Names, name));
    let terms = terms.iter().map(|term| Question::of(Class::Terms, term));
    strings.chain(names).chain(terms).collect()
}

/// The announcements that hold what a question asks for.
struct Held {
    quoted: Vec<u32>,
    /// Asked as words, where that differs.
    words: Option<Vec<u32>>,
}

impl Held {
    fn when(&self, asked: Asked) -> &[u32] {
        match asked {
            Asked::Quoted => &self.quoted,
            Asked::Words => self.words.as_ref().unwrap_or(&self.quoted),
        }
    }
}

/// What holds each of the questions, by one scan.
fn held(contents: &Contents, questions: &[Question]) -> Result<Vec<Held>> {
    let quoted = questions.iter().map(|one| one.quoted.clone());
    let words = questions.iter().filter_map(|one| one.words.clone());
    let mut holders = holders(&contents.texts, &quoted.chain(words).collect::<Vec<_>>())?;
    let mut words = holders.split_off(questions.len()).into_iter();
    let held = holders.into_iter().zip(questions).map(|(quoted, one)| Held {
        quoted: one.held(quoted),
        words: one.words.as_ref().and_then(|_| words.next()),
    });
    Ok(held.collect())
}

/// What one query found, or why it was not asked.
enum Answer {
    Found(Vec<u32>),
    Unread,
    Unasked,
}

fn tally(
    engine: &Engine,
    contents: &Contents,
    (class, asked): (Class, Asked),
    questions: &[(&[u32], &Question)],
) -> Result<Tally> {
    let began = Instant::now();
    let answer = |(_, question): &(&[u32], &Question)| -> Result<(String, Answer)> {
        let typed = typed(question, asked);
        let answer = ask(engine, contents, &typed, asked)?;
        Ok((typed, answer))
    };
    let answers: Vec<_> = questions.par_iter().map(answer).collect::<Result<_>>()?;
    let mut tally = Tally::new(class, asked);
    for ((query, answer), (held, _)) in answers.iter().zip(questions) {
        match answer {
            Answer::Found(found) => tally.count(query, held, found, &contents.places),
            Answer::Unread => tally.unread(query, held),
            Answer::Unasked => tally.unasked += 1,
        }
    }
    tally.seconds = began.elapsed().as_secs_f64();
    Ok(tally)
}

/// The query a user would type for a string.
fn typed(question: &Question, asked: Asked) -> String {
    match asked {
        Asked::Quoted => Node::Phrase(question.typed.clone()).to_string(),
        Asked::Words => question.typed.clone(),
    }
}

fn ask(engine: &Engine, contents: &Contents, typed: &str, asked: Asked) -> Result<Answer> {
    let query = match (Query::literal(typed, TODAY), asked) {
        (Ok(query), Asked::Quoted) if matches!(query.root, Node::Phrase(_)) => query,
        (_, Asked::Quoted) => return Ok(Answer::Unread),
        (Ok(query), Asked::Words) if is_text(&query.root) => query,
        (_, Asked::Words) => return Ok(Answer::Unasked),
    };
    let ids = engine.matching(&SearchRequest::new(query, TODAY).literal(true))?;
    // What the index has and did not show cannot be judged: it counts as wrong.
    let number = |id| contents.number(id).unwrap_or(u32::MAX);
    let mut found: Vec<u32> = ids.iter().map(number).collect();
    found.sort_unstable();
    Ok(Answer::Found(found))
}

/// Whether a query asks for text and nothing else: no mark in it excludes, or names a field.
fn is_text(node: &Node) -> bool {
    match node {
        Node::Words(_) | Node::Phrase(_) => true,
        Node::And(parts) => parts.iter().all(is_text),
        _ => false,
    }
}
