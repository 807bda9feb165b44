//! Draws queries of every class from an index's own announcements.
//!
//! Some announcements are chosen by the seed, and words and sentences are cut from their texts as
//! readers would ask for them. Whether a query finds what its class promises is asked of the index
//! before it is taken.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::civil::Date;

use super::Queries;
use crate::analyzer::cut;
use crate::announcement::{Announcement, Id};
use crate::backend::Lookup;
use crate::engine::Engine;
use crate::error::{ErrorKind, Result};
use crate::evaluation::dice::Dice;
use crate::query::Query;
use crate::request::SearchRequest;
use crate::text::{fold_str, is_han};

/// How many queries of a class are drawn, where the index has so many.
pub const PER_CLASS: usize = 20;

/// How many announcements queries are cut from.
const SOURCES: usize = 200;

/// How many draws are made for one query before a class stays smaller.
const ATTEMPTS: usize = 40;

/// How many of the most frequent words are common.
const COMMON: usize = 40;

/// A rare word stands in no more than one announcement of so many, or in [`FEW`].
const RARE: usize = 10_000;

/// How many announcements may hold a rare word of a small index.
const FEW: usize = 3;

/// A sort of query that is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Word,
    Phrase,
    And,
    Or,
    Filter,
    Rare,
    Common,
    Question,
    Nothing,
}

/// All sorts with the names of their classes.
const SORTS: [(Sort, &str); 9] = [
    (Sort::Word, "one word"),
    (Sort::Phrase, "phrase"),
    (Sort::And, "and"),
    (Sort::Or, "or"),
    (Sort::Filter, "filter"),
    (Sort::Rare, "rare"),
    (Sort::Common, "common"),
    (Sort::Question, "question"),
    (Sort::Nothing, "nothing"),
];

/// Some [`PER_CLASS`] queries of each of nine classes; one index and one seed give the same.
///
/// | class | a query |
/// |---|---|
/// | `one word` | a word of a title |
/// | `phrase` | 4 to 8 characters of a text, in quotes |
/// | `and` | two words of one announcement |
/// | `or` | words of two announcements, of which either will do |
/// | `filter` | a word of an announcement, and three years around its date |
/// | `rare` | a word that stands in at most 3 announcements, or 1 of 10,000 |
/// | `common` | one of the 40 words that most announcements hold |
/// | `question` | a sentence of 10 to 40 characters, without quotes |
/// | `nothing` | 4 to 6 characters backwards, in quotes, that nothing holds |
///
/// A class for which the index has nothing, such as `filter` where nothing is dated, has fewer or
/// none.
///
/// # Errors
/// When the index cannot be read or is empty.
pub fn draw(engine: &Engine, seed: u64, now: Date) -> Result<Queries> {
    let mut dice = Dice(seed);
    let sources = sources(engine, &mut dice, now)?;
    if sources.is_empty() {
        return Err(ErrorKind::NothingToAsk.into());
    }
    let (common, rare) = common_and_rare(&sources);
    let announcements = engine.stats()?.announcements as usize;
    let mut drawer = Drawer { engine, dice, sources, common, rare, announcements, now };
    let mut queries = Queries::default();
    for (sort, class) in SORTS {
        for text in drawer.class(sort)? {
            let added = queries.add(class, &text, now);
            added.map_err(|reason| ErrorKind::Option(format!("{text}: {reason}")))?;
        }
    }
    Ok(queries)
}

/// Announcements chosen from all, in an order that follows from their ids and the seed alone.
fn sources(engine: &Engine, dice: &mut Dice, now: Date) -> Result<Vec<Source>> {
    let all = Query::everything();
    let mut ids = engine.matching(&SearchRequest::new(all, now))?;
    let mut sources = Vec::new();
    while sources.len() < SOURCES && !ids.is_empty() {
        let id: Id = ids.swap_remove(dice.below(ids.len()));
        let found = engine.get(&Lookup::Id(id), None)?;
        sources.extend(found.into_iter().map(|shown| Source::of(shown.record.announcement)));
    }
    Ok(sources)
}

/// What queries are cut from.
struct Source {
    /// The words of the title, folded.
    title: Vec<String>,
    /// The words of title and body, folded.
    words: Vec<String>,
    /// The sentences of the body that are Han characters and commas.
    sentences: Vec<String>,
    year: Option<i16>,
}

impl Source {
    fn of(announcement: Announcement) -> Self {
        let title = words(&announcement.title);
        let words = [title.clone(), words(&announcement.body)].concat();
        let sentences = sentences(&announcement.body);
        let date = announcement.written.or(announcement.published);
        Self { title, words, sentences, year: date.map(|date| date.date.year()) }
    }
}

/// The words of two to six Han characters.
fn words(text: &str) -> Vec<String> {
    let folded = fold_str(text);
    let fit = |word: &&str| word.chars().all(is_han) && (2..=6).contains(&word.chars().count());
    cut(&folded).into_iter().filter(fit).map(String::from).collect()
}

/// The sentences of 10 to 40 Han characters and commas.
fn sentences(text: &str) -> Vec<String> {
    let plain = |c: char| is_han(c) || matches!(c, '，' | '、');
    let fit = |sentence: &&str| {
        let length = sentence.chars().count();
        (10..=40).contains(&length) && sentence.chars().all(plain)
    };
    let sentences = text.split(['。', '；', '：', '\n']).map(str::trim);
    sentences.filter(fit).map(String::from).collect()
}

/// The words that most of `sources` hold, most first, and those that only one holds.
fn common_and_rare(sources: &[Source]) -> (Vec<String>, Vec<String>) {
    let mut holders: HashMap<&str, usize> = HashMap::new();
    for source in sources {
        let words: HashSet<&str> = source.words.iter().map(String::as_str).collect();
        words.into_iter().for_each(|word| *holders.entry(word).or_default() += 1);
    }
    let mut words: Vec<(&str, usize)> = holders.into_iter().collect();
    words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let common = words.iter().take(COMMON);
    let rare = words.iter().filter(|(_, holders)| *holders == 1);
    let texts = |(word, _): &(&str, usize)| (*word).to_string();
    (common.map(texts).collect(), rare.map(texts).collect())
}

struct Drawer<'a> {
    engine: &'a Engine,
    dice: Dice,
    sources: Vec<Source>,
    common: Vec<String>,
    rare: Vec<String>,
    announcements: usize,
    now: Date,
}

impl Drawer<'_> {
    /// The queries of one sort, in order of their texts.
    fn class(&mut self, sort: Sort) -> Result<BTreeSet<String>> {
        let mut drawn = BTreeSet::new();
        for _ in 0..PER_CLASS * ATTEMPTS {
            if drawn.len() == PER_CLASS {
                break;
            }
            let Some(text) = self.text(sort) else { continue };
            if !drawn.contains(&text) && self.holds(sort, &text)? {
                drawn.insert(text);
            }
        }
        Ok(drawn)
    }

    /// A query that may be of this sort.
    fn text(&mut self, sort: Sort) -> Option<String> {
        let source = self.dice.pick(&self.sources)?;
        match sort {
            Sort::Word => self.dice.pick(&source.title).cloned(),
            Sort::Phrase => Some(format!("\"{}\"", piece(source, &mut self.dice, 4, 8)?)),
            Sort::And => {
                let [one, other] = [(); 2].map(|()| self.dice.pick(&source.words));
                two(one?, " ", other?)
            }
            Sort::Or => {
                let one = self.dice.pick(&source.words)?;
                let elsewhere = self.dice.pick(&self.sources)?;
                two(one, " OR ", self.dice.pick(&elsewhere.words)?)
            }
            Sort::Filter => {
                let year = source.year?;
                let word = self.dice.pick(&source.words)?;
                Some(format!("{word} 日期:{}..{}", year - 1, year + 1))
            }
            Sort::Rare => self.dice.pick(&self.rare).cloned(),
            Sort::Common => self.dice.pick(&self.common).cloned(),
            Sort::Question => self.dice.pick(&source.sentences).cloned(),
            Sort::Nothing => {
                let piece = piece(source, &mut self.dice, 4, 6)?;
                Some(format!("\"{}\"", piece.chars().rev().collect::<String>()))
            }
        }
    }

    /// Whether a query finds what its sort promises.
    fn holds(&self, sort: Sort, text: &str) -> Result<bool> {
        let Ok(query) = Query::parse(text, self.now) else { return Ok(false) };
        let found = self.engine.searcher.search(&SearchRequest::new(query, self.now))?.total;
        Ok(match sort {
            Sort::Nothing => found == 0,
            Sort::Rare => (1..=FEW.max(self.announcements / RARE)).contains(&found),
            _ => found > 0,
        })
    }
}

/// Two words with something between, if they are two.
fn two(one: &str, between: &str, other: &str) -> Option<String> {
    (one != other).then(|| format!("{one}{between}{other}"))
}

/// Some `least` to `most` characters of a sentence that nothing parts.
fn piece(source: &Source, dice: &mut Dice, least: usize, most: usize) -> Option<String> {
    let sentence = dice.pick(&source.sentences)?;
    let runs: Vec<Vec<char>> =
        sentence.split(['，', '、']).map(|run| run.chars().collect()).collect();
    let run = dice.pick(&runs).filter(|run| run.len() >= least)?;
    let length = least + dice.below(most.min(run.len()) + 1 - least);
    let from = dice.below(run.len() + 1 - length);
    Some(run[from..from + length].iter().collect())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::backend::Location;
    use crate::engine::{self, IndexOptions};

    const NOW: Date = date(2026, 1, 20);

    fn sample() -> (tempfile::TempDir, Engine) {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::Dir(folder.path().join("index"));
        let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
        engine::index(&location, &IndexOptions::of([corpus]), &|_| ()).unwrap();
        let engine = Engine::open(&location).unwrap();
        (folder, engine)
    }

    #[test]
    fn every_class_is_drawn_and_finds_what_it_promises() {
        let (_folder, engine) = sample();
        let queries = draw(&engine, 1, NOW).unwrap();
        let classes = queries.by_class();
        let names: Vec<&str> = classes.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, SORTS.map(|(_, name)| name));
        for (name, queries) in classes {
            assert_eq!(queries.len(), PER_CLASS, "{name}");
            for one in queries {
                let request = SearchRequest::new(one.query.clone(), NOW);
                let total = engine.search(&request).unwrap().total;
                assert_eq!(total == 0, name == "nothing", "{name} {}", one.text);
                assert!(name != "rare" || total <= FEW, "{} {total}", one.text);
            }
        }
    }

    #[test]
    fn a_seed_draws_the_same_and_another_seed_others() {
        let (_folder, engine) = sample();
        let drawn = |seed| draw(&engine, seed, NOW).unwrap();
        assert_eq!(drawn(7), drawn(7));
        assert_ne!(drawn(7), drawn(8));
    }

    #[test]
    fn nothing_can_be_drawn_from_an_empty_index() {
        let folder = tempfile::tempdir().unwrap();
        let (corpus, index) = (folder.path().join("corpus"), folder.path().join("index"));
        std::fs::create_dir(&corpus).unwrap();
        let location = Location::Dir(index);
        engine::index(&location, &IndexOptions::of([corpus]), &|_| ()).unwrap();
        let error = draw(&Engine::open(&location).unwrap(), 1, NOW).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::NothingToAsk), "{error}");
    }
}
