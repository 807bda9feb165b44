//! An index in OpenSearch gives the same answers as one in a folder: the same announcements, counts,
//! facets and copies, and the same scores up to rounding.
//!
//! `ALIKE=6000` asks that many questions instead of [`QUESTIONS`].

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use policy_search::wire::{self, SearchParameters};
use policy_search::{Engine, ErrorKind, IndexOptions, Location};
use serde_json::{Map, Value};

use super::remote::Remote;
use crate::serve::same::{ASKED, queries};
use crate::workspace::{Dice, NOW, Workspace, real_data, repository};

/// How many questions are asked of each corpus unless more are wanted.
const QUESTIONS: usize = 600;

/// How far two scores may differ, as a share of the greater one.
const TOLERANCE: f64 = 1e-5;

/// Parameters of one search.
type Asked = Vec<(String, String)>;

/// The same corpus in a folder and in OpenSearch.
struct Both {
    workspace: Workspace,
    remote: Remote,
    roots: Vec<PathBuf>,
}

/// What the comparisons found.
#[derive(Default)]
struct Tally {
    answers: usize,
    certain: usize,
    widest: f64,
    wrong: Vec<String>,
}

impl Both {
    fn of(name: &str, roots: Vec<PathBuf>) -> Self {
        let both = Self { workspace: Workspace::new(), remote: Remote::fresh(name), roots };
        both.index(false);
        both
    }

    /// Brings both up to date, as of one moment.
    fn index(&self, rebuild: bool) {
        let now = jiff::Timestamp::now();
        for location in [self.workspace.location(), self.remote.location()] {
            let options = IndexOptions::of(self.roots.clone()).prune(true).rebuild(rebuild);
            policy_search::index(&location, &options.now(now), &|_| ()).unwrap();
        }
    }

    fn engines(&self) -> [Engine; 2] {
        let locations = [self.workspace.location(), self.remote.location()];
        locations.map(|location: Location| Engine::open(&location).unwrap())
    }

    /// Asks both the same.
    fn compare(&self, questions: &[Asked]) -> Tally {
        let [folder, cluster] = self.engines();
        let mut tally = Tally::default();
        for asked in questions {
            let (expected, found) = (answer(&folder, asked), answer(&cluster, asked));
            tally.add(asked, expected, found);
        }
        tally
    }
}

impl Tally {
    fn add(&mut self, asked: &Asked, expected: Option<Value>, found: Option<Value>) {
        let (Some(expected), Some(found)) = (expected, found) else { return };
        self.answers += 1;
        self.certain += usize::from(found["certain"] != false);
        let mut difference = Difference::default();
        difference.of("", &expected, &in_order_of(&expected, found));
        self.widest = self.widest.max(difference.widest);
        self.wrong.extend(difference.first.map(|what| format!("{asked:?}: {what}")));
    }

    fn check(&self, name: &str, least: usize) {
        println!(
            "{name}: {} answers, {} equal, {} certain, scores within {:.1e}",
            self.answers,
            self.answers - self.wrong.len(),
            self.certain,
            self.widest
        );
        assert!(self.wrong.is_empty(), "{} differ: {:#?}", self.wrong.len(), self.wrong.first());
        assert!(self.answers >= least, "only {} answers", self.answers);
        assert_eq!(self.certain, self.answers);
    }
}

/// Where two answers differ first, and how far their scores do at most.
#[derive(Default)]
struct Difference {
    first: Option<String>,
    widest: f64,
}

impl Difference {
    fn of(&mut self, place: &str, expected: &Value, found: &Value) {
        match (expected, found) {
            (Value::Object(expected), Value::Object(found)) => {
                self.of_objects(place, expected, found);
            }
            (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
                for (at, (expected, found)) in expected.iter().zip(found).enumerate() {
                    self.of(&format!("{place}[{at}]"), expected, found);
                }
            }
            (Value::Number(expected), Value::Number(found)) if expected.is_f64() => {
                self.of_scores(place, expected.as_f64().unwrap(), found.as_f64().unwrap());
            }
            _ if expected == found => {}
            _ => self.note(place, &format!("{found} instead of {expected}")),
        }
    }

    fn of_objects(
        &mut self,
        place: &str,
        expected: &Map<String, Value>,
        found: &Map<String, Value>,
    ) {
        let names: BTreeMap<&String, ()> =
            expected.keys().chain(found.keys()).map(|name| (name, ())).collect();
        for name in names.into_keys().filter(|name| *name != "took_ms") {
            let value = |of: &Map<String, Value>| of.get(name).cloned().unwrap_or_default();
            self.of(&format!("{place}.{name}"), &value(expected), &value(found));
        }
    }

    fn of_scores(&mut self, place: &str, expected: f64, found: f64) {
        let apart = (expected - found).abs() / expected.abs().max(found.abs()).max(1e-9);
        self.widest = self.widest.max(apart);
        if apart > TOLERANCE {
            self.note(place, &format!("{found} instead of {expected}"));
        }
    }

    fn note(&mut self, place: &str, what: &str) {
        self.first.get_or_insert_with(|| format!("{place}: {what}"));
    }
}

/// An answer with its hits in the order of another answer. Only hits whose scores agree within the
/// tolerance may change places.
fn in_order_of(expected: &Value, mut found: Value) -> Value {
    let ids = |answer: &Value| -> Vec<String> {
        let hits = answer["hits"].as_array().unwrap().iter();
        hits.map(|hit| hit["id"].as_str().unwrap().to_string()).collect()
    };
    let (wanted, own) = (ids(expected), ids(&found));
    let hits = found["hits"].as_array().unwrap().clone();
    let moved = |(at, id): (usize, &String)| {
        let mut hit = own.iter().position(|own| own == id).map(|place| hits[place].clone())?;
        hit["rank"] = expected["hits"][at]["rank"].clone();
        Some(hit)
    };
    let ordered: Option<Vec<Value>> = wanted.iter().enumerate().map(moved).collect();
    let is_close = |(left, right): (&Value, &Value)| {
        let score = |hit: &Value| hit["score"].as_f64().unwrap_or_default();
        (score(left) - score(right)).abs() <= TOLERANCE * score(left).abs()
    };
    if let Some(ordered) = ordered.filter(|ordered| ordered.iter().zip(&hits).all(is_close)) {
        found["hits"] = Value::Array(ordered);
    }
    found
}

fn answer(engine: &Engine, asked: &Asked) -> Option<Value> {
    let mut parameters = SearchParameters::default();
    for (name, value) in asked {
        match name.as_str() {
            "q" => parameters.query = Some(value.clone()),
            name => parameters.set(name, value).unwrap(),
        }
    }
    let request = parameters.request(NOW).ok()?.files(true);
    let mut object = Vec::new();
    match engine.search(&request) {
        Ok(response) => wire::response_json(&response, &mut object).unwrap(),
        // A single character within a sentence is told by reading, which has an end.
        Err(error) => {
            let is_refused = matches!(error.kind(), ErrorKind::TooManyTexts { .. });
            assert!(is_refused, "{asked:?}: {error}");
        }
    }
    serde_json::from_slice(&object).ok()
}

/// The parameters of a search as the command takes them, for a query.
fn with(query: &str, asked: &[(&str, Option<&str>)]) -> Asked {
    let named = |(name, value): &(&str, Option<&str>)| match *name {
        "no-collapse" => ("collapse".to_string(), "no".to_string()),
        "no-expand" => ("expand".to_string(), "no".to_string()),
        "title-only" => ("title_only".to_string(), "yes".to_string()),
        name => (name.to_string(), value.unwrap_or("yes").to_string()),
    };
    let query = ("q".to_string(), query.to_string());
    std::iter::once(query).chain(asked.iter().map(named)).collect()
}

/// So many questions of every kind: queries of people with every parameter, titles, numbers, strings
/// out of the texts as they are, quoted and side by side in a sentence.
fn questions(engine: &Engine, texts: &[String], more: &[String], many: usize) -> Vec<Asked> {
    let mut dice = Dice(20);
    let (people, syntax) = (queries(), of_syntax());
    let records = records(engine);
    let mut all = Vec::new();
    while all.len() < many {
        let at = all.len();
        let asked = ASKED[dice.below(ASKED.len())];
        let text = &texts[dice.below(texts.len())];
        let record = &records[dice.below(records.len())];
        let cut = |dice: &mut Dice, most: usize| cut(dice, text, most);
        all.push(match at % 10 {
            0 | 1 => with(&people[dice.below(people.len())], asked),
            2 => with(&syntax[dice.below(syntax.len())], &[]),
            3 => with(&record.0, &[]),
            4 => with(&record.1, asked),
            5 if !more.is_empty() => with(&more[dice.below(more.len())], &[]),
            5 | 6 => with(&cut(&mut dice, 12), asked),
            7 | 8 => with(&format!("\"{}\"", cut(&mut dice, 6)), &[("facets", None)]),
            _ => {
                let scope = ["同句", "同段"][dice.below(2)];
                with(&format!("{scope}({} {})", cut(&mut dice, 3), cut(&mut dice, 3)), &[])
            }
        });
    }
    all
}

/// A piece of a text of so many characters at most, without what is syntax.
fn cut(dice: &mut Dice, text: &str, most: usize) -> String {
    let characters: Vec<char> = text.chars().collect();
    let start = dice.below(characters.len().max(1));
    let piece: String = characters[start..].iter().take(1 + dice.below(most)).collect();
    let is_plain = |c: &char| !matches!(c, '"' | '“' | '”' | '(' | ')' | ':' | '：' | '-' | '\n');
    let plain: String = piece.chars().filter(is_plain).collect();
    if plain.trim().is_empty() { "通知".to_string() } else { plain }
}

/// The examples of the query language.
fn of_syntax() -> Vec<String> {
    let text = fs::read_to_string(repository().join("src/query/syntax.md")).unwrap();
    let example = |line: &str| Some(line.strip_prefix("| `")?.split('`').next()?.to_string());
    text.lines().filter_map(example).collect()
}

/// The titles and the numbers, or titles again, of all announcements.
fn records(engine: &Engine) -> Vec<(String, String)> {
    let asked = vec![("limit".to_string(), "5000".to_string())];
    let answer = answer(engine, &asked).unwrap();
    let of = |hit: &Value, name: &str| hit[name].as_str().map(str::to_string);
    let hits = answer["hits"].as_array().unwrap().iter();
    let titled = hits.filter_map(|hit| Some((of(hit, "title")?, hit)));
    titled.map(|(title, hit)| (title.clone(), of(hit, "number").unwrap_or(title))).collect()
}

/// The texts of all files of some folders.
fn texts(roots: &[PathBuf]) -> Vec<String> {
    let files = roots.iter().flat_map(walkdir::WalkDir::new).filter_map(Result::ok);
    let texts = files.filter_map(|file| fs::read_to_string(file.path()).ok());
    texts.filter(|text| text.chars().count() > 40).collect()
}

fn many() -> usize {
    std::env::var("ALIKE").map_or(QUESTIONS, |many| many.parse().unwrap())
}

#[test]
#[ignore = "needs OpenSearch"]
fn the_sample_answers_alike() {
    let roots = vec![repository().join("corpus/sample")];
    let both = Both::of("sample", roots.clone());
    let questions = questions(&both.engines()[0], &texts(&roots), &[], many());
    both.compare(&questions).check("sample", many() * 9 / 10);
}

#[test]
#[ignore = "needs OpenSearch and POLICY_DATA"]
fn real_documents_answer_alike() {
    let data = real_data();
    let roots = ["laws", "pages", "notices.jsonl"].map(|part| data.join(part)).to_vec();
    let topics = fs::read_to_string(data.join("statutes/train.topics.tsv")).unwrap();
    let lay: Vec<String> =
        topics.lines().filter_map(|line| line.split('\t').nth(1)).map(str::to_string).collect();
    let both = Both::of("real", roots.clone());
    let questions = questions(&both.engines()[0], &texts(&roots), &lay, many());
    both.compare(&questions).check("real", many() * 9 / 10);
}

#[test]
#[ignore = "needs OpenSearch"]
fn after_every_change_it_answers_as_if_built_anew() {
    let corpus = Workspace::new();
    let sample = texts(&[repository().join("corpus/sample")]);
    let mut dice = Dice(3);
    let both = Both {
        workspace: Workspace::new(),
        remote: Remote::fresh("changes"),
        roots: vec![corpus.path("corpus")],
    };
    let changes = 30;
    for run in 0..changes {
        change(&corpus, &mut dice, &sample, run);
        both.index(false);
        let questions = questions(&both.engines()[0], &sample, &[], 20);
        both.compare(&questions).check(&format!("change {run}"), 15);
    }
    let before: Vec<_> = contents(&both);
    both.index(true);
    assert_eq!(contents(&both), before);
    let questions = questions(&both.engines()[0], &sample, &[], 100);
    both.compare(&questions).check("rebuilt", 90);
}

/// Adds, edits, renames and removes some files.
fn change(corpus: &Workspace, dice: &mut Dice, sample: &[String], run: usize) {
    for number in 0..1 + dice.below(4) {
        let name = format!("{}.txt", dice.below(24));
        let there = corpus.path("corpus").join(&name).exists();
        match dice.below(4) {
            0 if there => corpus.remove(&name),
            1 if there => {
                let to = corpus.path("corpus").join(format!("moved-{run}-{number}.txt"));
                fs::rename(corpus.path("corpus").join(&name), to).unwrap();
            }
            _ => {
                let text = &sample[dice.below(sample.len())];
                corpus.write(&name, format!("关于第{}号的通知\n{text}", dice.below(1000)));
            }
        }
    }
}

/// What both hold: everything, newest first.
fn contents(both: &Both) -> Vec<Vec<Value>> {
    let asked: Asked = [("sort", "newest"), ("limit", "1000"), ("collapse", "no")]
        .map(|(name, value)| (name.to_string(), value.to_string()))
        .to_vec();
    let listed = |engine: &Engine| {
        let hits = answer(engine, &asked).unwrap()["hits"].take();
        hits.as_array().unwrap().iter().map(|hit| hit["id"].clone()).collect::<Vec<Value>>()
    };
    both.engines().iter().map(listed).collect()
}
