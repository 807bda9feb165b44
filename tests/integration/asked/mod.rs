//! What people ask and what they are told: the counts of an answer, its readings, pasted texts, and
//! short questions. All of it through the command, as a person meets it.

mod counts;
mod faces;
mod forgiving;
mod never_nothing;
mod pasted;
mod real;
mod signs;
mod undated;
mod villages;

use std::io::Write as _;
use std::process::{Output, Stdio};

use serde_json::Value;

use crate::workspace::{NOW, Workspace, stderr, stdout};

/// The rung of hits that have only most of the words.
const NEAREST: &str = "most-words";

/// The rungs in their order.
const RUNGS: [&str; 5] = ["number", "title", "typed", "all-words", NEAREST];

/// What the command answered in JSON.
struct Answer {
    code: i32,
    json: Value,
    notes: String,
}

impl Answer {
    fn of(output: &Output) -> Self {
        let json = serde_json::from_slice(&output.stdout).unwrap_or_default();
        Self { code: output.status.code().unwrap(), json, notes: stderr(output) }
    }

    fn hits(&self) -> Vec<Hit> {
        self.json["hits"].as_array().into_iter().flatten().map(Hit::of).collect()
    }

    /// The title of the first hit, or nothing.
    fn first(&self) -> &str {
        self.json["hits"][0]["title"].as_str().unwrap_or_default()
    }

    /// The passage of the first hit, without blanks.
    fn passage(&self) -> String {
        let text = self.json["hits"][0]["snippet"]["text"].as_str().unwrap_or_default();
        text.split_whitespace().collect()
    }

    fn total(&self) -> usize {
        number(&self.json["total"]).unwrap()
    }

    /// Each rung that has hits, and how many it says it has.
    fn rungs(&self) -> Vec<(String, usize)> {
        let rows = self.json["rungs"].as_array().expect("an answer has `rungs`");
        let rung = |row: &Value| row["rung"].as_str().unwrap().to_string();
        rows.iter().map(|row| (rung(row), number(&row["hits"]).unwrap())).collect()
    }

    /// What was read as `meaning` (dates, articles, …): the parts as they were typed.
    fn read_as(&self, meaning: &str) -> Vec<String> {
        let readings = self.json["reading"].as_array().expect("an answer has `reading`");
        let readings = readings.iter().filter(|reading| reading["as"] == meaning);
        readings.map(|reading| reading["text"].as_str().unwrap().to_string()).collect()
    }
}

/// What a test looks at of a hit.
#[derive(Clone, Debug, PartialEq)]
struct Hit {
    rank: usize,
    rung: String,
    id: String,
    title: String,
    /// The day it was written or else published.
    date: Option<String>,
    kind: Option<String>,
    path: String,
    copies: usize,
}

impl Hit {
    fn of(json: &Value) -> Self {
        let text = |name: &str| json[name].as_str().map(String::from);
        Self {
            rank: number(&json["rank"]).unwrap(),
            rung: text("rung").unwrap(),
            id: text("id").unwrap(),
            title: text("title").unwrap(),
            date: text("written").or(text("published")),
            kind: text("kind"),
            path: text("path").unwrap(),
            copies: json["copies"].as_array().unwrap().len(),
        }
    }

    fn is_nearest(&self) -> bool {
        self.rung == NEAREST
    }
}

fn number(json: &Value) -> Option<usize> {
    json.as_u64().map(|number| number as usize)
}

/// Asks for `query` with these flags.
fn ask(workspace: &Workspace, query: &str, flags: &[&str]) -> Answer {
    Answer::of(&command(workspace, query, &[&["--json"], flags].concat()))
}

/// Asks for what is like the text on standard input.
fn ask_like(workspace: &Workspace, text: &str) -> Answer {
    let mut command = workspace.prepare(&["--now", &NOW.to_string(), "--json", "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A command that does not read its input closes it: what it answers is looked at all the same.
    let _ = child.stdin.take().unwrap().write_all(text.as_bytes());
    Answer::of(&child.wait_with_output().unwrap())
}

fn command(workspace: &Workspace, query: &str, flags: &[&str]) -> Output {
    let now = NOW.to_string();
    workspace.command(&[&["--now", &now], flags, &["--", query]].concat())
}

/// What the terminal shows.
fn screen(workspace: &Workspace, query: &str, flags: &[&str]) -> String {
    stdout(&command(workspace, query, flags))
}

/// All hits, reached by pages of `size`, and the answer of the first page.
fn paged(workspace: &Workspace, query: &str, flags: &[&str], size: usize) -> (Answer, Vec<Hit>) {
    let page = |offset: usize| {
        let (offset, size) = (offset.to_string(), size.to_string());
        ask(workspace, query, &[&["--offset", &offset, "-n", &size], flags].concat())
    };
    let first = page(0);
    let mut hits = first.hits();
    loop {
        let more = page(hits.len()).hits();
        if more.is_empty() || hits.is_empty() {
            return (first, hits);
        }
        hits.extend(more);
    }
}

/// Fails with all that is wrong, and says of how many.
fn hold(wrong: &[String], asked: usize) {
    println!("{} of {asked} right", asked - wrong.len());
    assert!(wrong.is_empty(), "{} of {asked}:\n{}", wrong.len(), wrong.join("\n"));
}
