//! What is promised of any snapshot: the index in a folder answers as a plain list of the same
//! announcements does, whatever was added, edited and removed on the way, and whatever is asked.
//!
//! `ALIKE=2000 cargo test --lib search::tests` runs that many corpora instead of a few.

mod corpora;
mod counted;
mod cut_glosses;
mod faults;
mod partial;
mod plain;
mod read;
#[cfg(feature = "opensearch")]
mod remote;
mod row;
mod rungs;
mod scopes;
mod short_words;

use std::collections::BTreeMap;
use std::time::Duration;

use self::faults::{Fault, Faulty};
use self::plain::Plain;
use super::*;
use crate::backend::WriteOptions;
use crate::backend::prior::Priors;
use crate::backend::seam::{Best, Term};
use crate::evaluation::dice::Dice;
use crate::request::{Filters, Order};
use crate::text::cuts;

/// How many corpora are made unless more are asked for.
const CORPORA: u64 = 12;

/// How many requests are made of each.
const REQUESTS: usize = 40;

fn many_corpora() -> u64 {
    std::env::var("ALIKE").map_or(CORPORA, |many| many.parse().unwrap())
}

/// Announcements by path, in an index that was written in several commits.
struct Made {
    /// What is removed with it, of an index in a folder.
    _folder: Option<tempfile::TempDir>,
    location: Location,
    records: BTreeMap<String, Record>,
    /// All texts that were ever in it.
    texts: Vec<String>,
    commits: usize,
}

impl Made {
    fn new(dice: &mut Dice) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::Dir(folder.path().join("index"));
        Self { _folder: Some(folder), ..Self::at(location, dice) }
    }

    fn at(location: Location, dice: &mut Dice) -> Self {
        let mut made = Self {
            _folder: None,
            location,
            records: BTreeMap::new(),
            texts: Vec::new(),
            commits: 0,
        };
        for _ in 0..1 + dice.below(3) {
            made.commit(dice);
        }
        made
    }

    fn location(&self) -> Location {
        self.location.clone()
    }

    /// Adds some announcements, and removes some that earlier commits or this one added.
    fn commit(&mut self, dice: &mut Dice) {
        let indexer = backend::write(&self.location(), &WriteOptions::default()).unwrap();
        let before = self.texts.len();
        for _ in 0..1 + dice.below(12) {
            match self.taken(dice.below(16)) {
                Some(path) if path_number(&path) < before => indexer.delete(&path).unwrap(),
                Some(path) => indexer.withdraw(&path),
                None => {
                    let added = self.added(dice);
                    added.iter().for_each(|record| _ = indexer.put(record).unwrap());
                }
            }
        }
        let terms = Plain::new(&self.list()).totals().terms;
        indexer.commit(b"{}\n", terms).unwrap();
        self.commits += 1;
    }

    /// Takes the announcement at a place out of the list, if there is one.
    fn taken(&mut self, place: usize) -> Option<String> {
        let path = self.records.keys().nth(place)?.clone();
        self.records.remove(&path);
        Some(path)
    }

    /// Adds an announcement to the list, at a path of its own.
    fn added(&mut self, dice: &mut Dice) -> Option<Record> {
        let path = format!("c/{}.txt", self.texts.len());
        let text = corpora::text(dice, &self.texts);
        self.texts.push(text.clone());
        let record = corpora::record(&path, &text, corpora::begun(self.commits))?;
        self.records.insert(path, record.clone());
        Some(record)
    }

    fn ids(&self) -> Vec<Id> {
        self.records.values().map(|record| record.id.clone()).collect()
    }

    fn list(&self) -> Vec<Record> {
        self.records.values().cloned().collect()
    }
}

/// How many texts there were before the one at this path.
fn path_number(path: &str) -> usize {
    path.trim_start_matches("c/").trim_end_matches(".txt").parse().unwrap()
}

fn ranked<S: Snapshot>(snapshot: S) -> Ranked<S> {
    Ranked::new(snapshot, Cow::Borrowed(Thesaurus::builtin()), Dictionary::default())
}

/// What an engine answers to everything that is asked of it.
#[derive(Debug, PartialEq)]
struct Answers {
    response: SearchResponse,
    matching: Vec<Id>,
    /// The relations of the first hit, and the announcements of its number.
    related: Option<Related>,
    numbered: Vec<Record>,
    /// What is offered for the beginning of the query, and of the first title.
    suggested: Vec<Suggestion>,
}

fn answers(engine: &dyn Searcher, request: &SearchRequest) -> Result<Answers> {
    let mut response = engine.search(request)?;
    response.took = Duration::ZERO;
    let first = response.hits.first();
    let related = first.map(|hit| engine.related(&hit.id)).transpose()?.flatten();
    let number = first.and_then(|hit| hit.announcement.number.clone());
    let numbered = number.map(|number| engine.get(&Lookup::Number(number))).transpose()?;
    let matching = engine.matching(request)?;
    let begun = |text: &str| text.chars().take(1 + text.len() % 5).collect::<String>();
    let mut suggested = engine.suggest(&begun(&request.query.text), 8)?;
    let title = first.map_or("", |hit| &hit.announcement.title);
    suggested.extend(engine.suggest(&begun(title), 3)?);
    Ok(Answers { matching, related, numbered: numbered.unwrap_or_default(), suggested, response })
}

/// What is the same of two engines whatever is asked: what they hold, the ids, how many digits tell
/// each, and which begin with a digit.
type Contents = (Holdings, Vec<Id>, Vec<usize>, Vec<String>);

fn contents(engine: &dyn Searcher) -> Result<Contents> {
    let mut ids = Vec::new();
    engine.each(&mut |record| {
        ids.push(record.id);
        Ok(())
    })?;
    ids.sort();
    let begun = (0..16).map(|digit| match engine.get(&Lookup::Start(format!("{digit:x}"))) {
        Ok(records) => format!("{:?}", records.iter().map(|one| &one.id).collect::<Vec<_>>()),
        Err(error) => error.to_string(),
    });
    let (digits, begun) = (engine.starts(&ids)?, begun.collect());
    Ok((Holdings { bytes: Vec::new(), cluster: None, ..engine.stats()? }, ids, digits, begun))
}

/// The first difference between an engine and the plain list, in words.
fn difference(
    engine: &dyn Searcher,
    made: &Made,
    dice: &mut Dice,
    requests: usize,
) -> Option<String> {
    let plain = ranked(Plain::new(&made.list()));
    if contents(engine).ok() != contents(&plain).ok() {
        return Some("the contents differ".to_string());
    }
    for _ in 0..requests {
        let Some(request) = corpora::request(dice, &made.texts, &made.ids()) else { continue };
        let found = answers(engine, &request);
        let expected = answers(&plain, &request).unwrap();
        match found {
            Ok(found) if found == expected => {}
            Ok(found) => return Some(format!("{request:?}\n{}", differing(&found, &expected))),
            Err(error) => return Some(format!("{request:?}\n{error}")),
        }
    }
    None
}

/// The lines that differ, of as many as both have.
fn differing(found: &Answers, expected: &Answers) -> String {
    let (found, expected) = (format!("{found:#?}"), format!("{expected:#?}"));
    let pairs = found.lines().zip(expected.lines()).filter(|(found, expected)| found != expected);
    pairs.map(|(found, expected)| format!("{found}  instead of {expected}\n")).take(20).collect()
}

#[test]
fn an_index_answers_as_a_plain_list_of_its_announcements() {
    for seed in 0..many_corpora() {
        let mut dice = Dice(seed);
        let made = Made::new(&mut dice);
        let (snapshot, _) = backend::snapshot(&made.location()).unwrap();
        let difference = difference(&ranked(snapshot), &made, &mut dice, REQUESTS);
        assert!(difference.is_none(), "seed {seed}: {}", difference.unwrap_or_default());
    }
}

/// Words that many texts have.
const COMMON: [&str; 4] = ["工作", "决定", "国务院", "关于 工作"];

#[test]
fn what_is_only_counted_is_shown_as_what_is_listed() {
    let mut many = 0;
    for seed in 0..2 * CORPORA {
        let mut dice = Dice(seed);
        let made = Made::new(&mut dice);
        let engine = |most| {
            let (snapshot, _) = backend::snapshot(&made.location()).unwrap();
            Ranked { most_listed: most, ..ranked(snapshot) }
        };
        let (listing, counting) = (engine(usize::MAX), engine(dice.below(4)));
        let answers = |request: &SearchRequest| {
            [&listing, &counting].map(|engine| {
                let response = engine.search(request).unwrap();
                SearchResponse { took: Duration::ZERO, ..response }
            })
        };
        for text in COMMON {
            let query = Query::parse(text, corpora::TODAY).unwrap();
            let Some(request) = corpora::request(&mut dice, &made.texts, &[]) else { continue };
            let filters =
                if dice.below(2) == 0 { request.filters.clone() } else { Filters::default() };
            let request = SearchRequest { query, like: None, filters, ..request };
            let [listed, counted] = answers(&request);
            assert_eq!(listed.hits, counted.hits, "seed {seed}: {request:?}");
            let [listed, counted] = answers(&request.collapse(false));
            let strict = listed.rungs.iter().filter(|rung| rung.rung.is_strict());
            many += strict.filter(|rung| rung.hits > 3).count();
            assert_eq!(listed, counted, "seed {seed}: {text}");
        }
    }
    assert!(many > 20, "{many}");
}

/// What scores a text: its pairs and words.
fn terms(text: &str) -> Vec<Term> {
    let grams = crate::analyzer::bigrams(&crate::text::fold_str(text)).into_iter();
    grams.map(|text| Term { field: Field::Grams, text }).collect()
}

#[test]
fn the_best_few_are_the_best_of_all() {
    for seed in 0..CORPORA {
        let mut dice = Dice(seed);
        let made = Made::new(&mut dice);
        let (snapshot, _) = backend::snapshot(&made.location()).unwrap();
        check_all_best(&snapshot, &made, &mut dice);
    }
}

/// Compares the best few by random requests with the best of all.
fn check_all_best<S: Snapshot>(snapshot: &S, made: &Made, dice: &mut Dice) {
    let plain = Plain::new(&made.list());
    for _ in 0..REQUESTS {
        let Some(request) = corpora::request(dice, &made.texts, &[]) else { continue };
        let terms = terms(&request.query.text);
        let weighed: Vec<(&Term, f32)> = terms.iter().zip((1..).map(|n| n as f32)).collect();
        let any = terms.iter().map(|term| Clause::Text(term.field, term.text.clone()));
        let what = Clause::any(any.collect());
        let priors = Priors { blend: request.blend, today: keys::day(request.now) };
        let are_of_text = terms.iter().all(|term| cuts(&term.text).is_empty());
        for prunes in [false, request.order == Order::Relevance && are_of_text] {
            let wanted = Best {
                what: &what,
                terms: &weighed,
                prunes,
                limit: request.limit,
                order: request.order,
                priors,
            };
            check_best(snapshot, &plain, &wanted);
        }
    }
}

/// The key that something is chosen by is as good, but for the last digits.
fn is_as_good(one: ((i64, i64), f32), other: ((i64, i64), f32)) -> bool {
    one.0 > other.0 || one.0 == other.0 && one.1 >= other.1 * 0.9999
}

fn check_best<S: Snapshot>(snapshot: &S, plain: &Plain, wanted: &Best<'_>) {
    let all = plain.all(wanted.what).unwrap();
    let chosen = snapshot.best(wanted).unwrap();
    let ids = snapshot.facts(&chosen).unwrap().into_iter().map(|facts| facts.id);
    let place = |id: u64| plain.all(&Clause::value(Field::Id, id)).unwrap()[0];
    let best: Vec<usize> = ids.map(place).collect();
    assert_eq!(best.len(), all.len().min(wanted.limit));
    let keys: Vec<_> = best.iter().map(|doc| plain.key(*doc, wanted)).collect();
    assert!(keys.windows(2).all(|two| is_as_good(two[0], two[1])), "{keys:?}");
    let mut left_out = all.iter().filter(|doc| !best.contains(doc));
    let last = keys.last();
    assert!(left_out.all(|doc| is_as_good(*last.unwrap(), plain.key(*doc, wanted))), "{keys:?}");
}

#[test]
fn every_planted_fault_is_seen() {
    let mut unseen: Vec<Fault> = Fault::ALL.to_vec();
    for seed in 0..60 {
        let mut dice = Dice(seed);
        let made = Made::new(&mut dice);
        unseen.retain(|fault| {
            let (snapshot, _) = backend::snapshot(&made.location()).unwrap();
            let faulty = ranked(Faulty { snapshot, fault: *fault });
            difference(&faulty, &made, &mut dice.clone(), REQUESTS).is_none()
        });
    }
    assert_eq!(unseen, []);
}
