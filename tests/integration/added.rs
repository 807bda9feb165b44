//! When announcements came in: never later than the first run that saw the text, never lost.

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use jiff::Timestamp;
use policy_search::{IndexOptions, Place, Record};
use serde_json::Value;

use crate::workspace::{Dice, Workspace, stderr, stdout};

/// What tells a document: its path, and its part in a dump.
type Name = (String, Option<String>);

/// When each document came in, in milliseconds.
type Dates = BTreeMap<Name, i64>;

/// A run in one step or in many, as its number is even or odd.
fn run(workspace: &Workspace, now: i64, rebuild: bool) {
    let step = (now / 1000 % 2 == 1).then_some(Duration::ZERO);
    let now = Timestamp::from_millisecond(now).unwrap();
    let options = IndexOptions::of([workspace.path("corpus")]).prune(true).rebuild(rebuild);
    let options = options.now(now).step(step);
    policy_search::index(&workspace.location(), &options, &|_| ()).unwrap();
}

fn dates(workspace: &Workspace) -> Dates {
    let mut dates = Dates::new();
    let take = &mut |record: Record| {
        let Place { path, part, .. } = record.place;
        dates.insert((path, part), record.added.as_millisecond());
        Ok(())
    };
    workspace.engine().each(take).unwrap();
    dates
}

/// The text of a number; of every fourth the title alone tells it from another.
fn text(number: usize) -> (String, String) {
    let title = format!("青山市人民政府关于第{number}号渡口安全检查的通知");
    let body = match number % 4 {
        0 => "请抓好落实。".to_string(),
        _ => format!(
            "各区人民政府：请于本月底以前完成第{number}号渡口的安全检查，并将结果报市政府办公室。"
        ),
    };
    (title, body)
}

/// Which of the documents of a corpus has which text.
type Corpus = BTreeMap<Name, usize>;

fn is_dump(file: usize) -> bool {
    file.is_multiple_of(3)
}

fn path(file: usize) -> String {
    format!("镇{}/{file}.{}", file % 2, if is_dump(file) { "jsonl" } else { "txt" })
}

/// Writes a file with these texts: all are in a dump, and the first of them in a text.
fn write(workspace: &Workspace, file: usize, texts: &[usize]) {
    let content: String = match is_dump(file) {
        true => {
            let line = |(part, number): (usize, &usize)| {
                let (title, body) = text(*number);
                format!("{{\"id\":\"{part}\",\"title\":\"{title}\",\"body\":\"{body}\"}}\n")
            };
            texts.iter().enumerate().map(line).collect()
        }
        false => {
            let (title, body) = text(texts[0]);
            format!("{title}\n{body}\n")
        }
    };
    workspace.write(&path(file), content);
}

/// What the rules say: a document that is as it was keeps its date; any other has the earliest of
/// those of its name, of its text now and of old, and of the run.
#[derive(Default)]
struct Model {
    corpus: Corpus,
    dates: Dates,
    departed: BTreeMap<usize, i64>,
    /// The first run that saw each text.
    seen: BTreeMap<usize, i64>,
}

impl Model {
    fn run(&mut self, corpus: Corpus, now: i64) {
        let dates = corpus.iter().map(|(name, text)| (name.clone(), self.date(name, *text, now)));
        let dates: Dates = dates.collect();
        for (name, text) in &self.corpus {
            if corpus.get(name) != Some(text) {
                let departed = self.departed.entry(*text).or_insert(i64::MAX);
                *departed = (*departed).min(self.dates[name]);
            }
        }
        corpus.values().for_each(|text| _ = self.seen.entry(*text).or_insert(now));
        (self.corpus, self.dates) = (corpus, dates);
    }

    fn date(&self, name: &Name, text: usize, now: i64) -> i64 {
        if self.corpus.get(name) == Some(&text) {
            return self.dates[name];
        }
        let alike = self.corpus.iter().filter(|(own, held)| *own == name || **held == text);
        let dates = alike.map(|(own, _)| self.dates[own]);
        dates.chain(self.departed.get(&text).copied()).fold(now, i64::min)
    }
}

/// A corpus that changes, by file.
struct Changing {
    workspace: Workspace,
    files: BTreeMap<usize, Vec<usize>>,
}

impl Changing {
    fn change(&mut self, dice: &mut Dice) {
        let file = dice.below(9);
        let held = self.files.keys().nth(dice.below(self.files.len().max(1))).copied();
        match (dice.below(6), held) {
            (0 | 1, Some(held)) => self.remove(held),
            (2 | 3, Some(held)) if is_dump(held) == is_dump(file) => {
                let texts = self.files[&held].clone();
                self.remove(held);
                self.write(file, texts);
            }
            _ => {
                let texts = (0..=dice.below(3)).map(|_| dice.below(12)).collect();
                self.write(file, texts);
            }
        }
    }

    fn write(&mut self, file: usize, texts: Vec<usize>) {
        write(&self.workspace, file, &texts);
        self.files.insert(file, texts);
    }

    fn remove(&mut self, file: usize) {
        self.workspace.remove(&path(file));
        self.files.remove(&file);
    }

    /// A text of a dump and one of a file are two: what a dump says is the body is all of it.
    fn corpus(&self) -> Corpus {
        let mut corpus = Corpus::new();
        for (file, texts) in &self.files {
            let path = format!("corpus/{}", path(*file));
            match is_dump(*file) {
                true => corpus.extend(
                    texts
                        .iter()
                        .enumerate()
                        .map(|(part, text)| ((path.clone(), Some(part.to_string())), 100 + text)),
                ),
                false => _ = corpus.insert((path, None), texts[0]),
            }
        }
        corpus
    }
}

#[test]
fn dates_follow_the_rules_through_edits_moves_deletes_and_rebuilds() {
    for seed in 0..6 {
        let mut dice = Dice(seed);
        let mut changing = Changing { workspace: Workspace::new(), files: BTreeMap::new() };
        let mut model = Model::default();
        for step in 1..=30 {
            for _ in 0..=dice.below(3) {
                changing.change(&mut dice);
            }
            let now = step * 1000;
            run(&changing.workspace, now, dice.below(5) == 0);
            model.run(changing.corpus(), now);
            let dates = dates(&changing.workspace);
            assert_eq!(dates, model.dates, "seed {seed}, step {step}");
            for (name, text) in &model.corpus {
                assert!(dates[name] <= model.seen[text], "seed {seed}, step {step}: {name:?}");
            }
        }
        run(&changing.workspace, 99_000, true);
        assert_eq!(dates(&changing.workspace), model.dates, "seed {seed}");
    }
}

#[test]
fn what_was_gone_for_long_comes_back_with_its_date() {
    let workspace = Workspace::new();
    write(&workspace, 1, &[1]);
    write(&workspace, 2, &[2]);
    run(&workspace, 1000, false);
    workspace.remove(&path(1));
    run(&workspace, 2000, false);
    run(&workspace, 3000, true);
    write(&workspace, 5, &[1]);
    write(&workspace, 7, &[7]);
    run(&workspace, 4000, false);
    let dates: Vec<i64> = dates(&workspace).into_values().collect();
    assert_eq!(dates, [1000, 1000, 4000]);
}

#[test]
fn a_clock_that_goes_back_makes_nothing_older_than_what_was_there() {
    let workspace = Workspace::new();
    write(&workspace, 1, &[1]);
    run(&workspace, 5000, false);
    write(&workspace, 2, &[2]);
    run(&workspace, 3000, false);
    let dates: Vec<i64> = dates(&workspace).into_values().collect();
    assert_eq!(dates, [5001, 5000]);
}

/// As when it is of a format that had none: what the index knows of its files is when they were walked.
#[test]
fn where_dates_cannot_be_read_the_last_walk_dates_what_was_there() {
    let workspace = Workspace::new();
    write(&workspace, 1, &[1]);
    write(&workspace, 2, &[2]);
    run(&workspace, 1000, false);
    let generation = fs::read_dir(workspace.path("index/g1")).unwrap().map(|entry| entry.unwrap());
    let mut columns =
        generation.filter(|file| file.path().extension().is_some_and(|end| end == "fast"));
    fs::write(columns.next().unwrap().path(), "x").unwrap();
    let moved = workspace.path("corpus").join(path(4));
    fs::create_dir_all(moved.parent().unwrap()).unwrap();
    fs::rename(workspace.path("corpus").join(path(1)), moved).unwrap();
    write(&workspace, 7, &[7]);
    run(&workspace, 9000, true);
    let dates: Vec<i64> = dates(&workspace).into_values().collect();
    assert_eq!(dates, [1000, 1000, 9000]);
}

#[test]
fn the_date_is_shown() {
    let workspace = Workspace::new();
    write(&workspace, 1, &[1]);
    run(&workspace, 1_772_409_600_123, false);
    let hits = workspace.command(&["--json", "渡口"]);
    let hits: Value = serde_json::from_str(&stdout(&hits)).unwrap();
    let hit = &hits["hits"][0];
    assert_eq!(hit["added"], "2026-03-02T00:00:00.123Z");
    let id = hit["id"].as_str().unwrap();
    let shown = workspace.command(&["show", "--json", id]);
    let shown: Value = serde_json::from_str(&stdout(&shown)).unwrap();
    assert_eq!(shown["announcements"][0]["added"], hit["added"]);
    let shown = workspace.command(&["show", id]);
    assert!(stdout(&shown).contains("added         2026-03-02 00:00 UTC"), "{}", stderr(&shown));
}
