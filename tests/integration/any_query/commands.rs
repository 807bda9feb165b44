//! Command lines at random through the real executable, of every subcommand that takes a query.

use std::collections::BTreeMap;
use std::fs;

use super::announcements::{self, BODIES, KINDS, NUMBERS};
use super::letters::{once_in, one};
use super::{queries, wanted};
use crate::workspace::{Dice, Workspace, stderr};

/// How many queries are asked in process for one command line, and the most command lines.
const QUERIES_A_COMMAND: usize = 100;
const MOST_COMMANDS: usize = 500;

/// How many command lines are run on one workspace.
const PER_DESK: usize = 10;

#[test]
fn any_command_line_exits_with_0_1_or_2() {
    let mut codes: BTreeMap<(&str, i32), usize> = BTreeMap::new();
    let commands = (wanted() / QUERIES_A_COMMAND).min(MOST_COMMANDS);
    for number in 0..commands.div_ceil(PER_DESK) {
        let mut dice = Dice(1_000_000 + number as u64);
        let workspace = announcements::workspace(&mut dice);
        for _ in 0..PER_DESK {
            let (name, args) = command(&mut dice, &workspace);
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            let output = workspace.command(&args);
            let code = output.status.code().unwrap_or(-1);
            let told = stderr(&output);
            assert!(
                (0..=2).contains(&code)
                    && !told.contains("panicked")
                    && !told.contains("this is a bug"),
                "{args:?} {code} {told}"
            );
            *codes.entry((name, code)).or_default() += 1;
        }
    }
    codes.iter().for_each(|((name, code), count)| println!("{name:16} exit {code}: {count}"));
}

/// A query that can be an argument.
fn query(dice: &mut Dice) -> String {
    queries::query(dice).1.replace('\0', "")
}

fn command(dice: &mut Dice, workspace: &Workspace) -> (&'static str, Vec<String>) {
    let (name, mut args) = match dice.below(10) {
        0 | 1 => ("show --query", show(dice, workspace)),
        2 => ("bench --queries", bench(dice, workspace)),
        3 => ("eval --topics", eval(dice, workspace)),
        4 => ("check --terms", check(dice, workspace)),
        _ => ("search", search(dice)),
    };
    if once_in(dice, 20) {
        args.push(query(dice));
    }
    (name, args)
}

fn search(dice: &mut Dice) -> Vec<String> {
    let queries = 1 + dice.below(2);
    let mut args: Vec<String> = (0..queries).map(|_| query(dice)).collect();
    for _ in 0..dice.below(4) {
        args.extend(flag(dice));
    }
    args
}

/// A flag of a search, with a value that may be wrong.
fn flag(dice: &mut Dice) -> Vec<String> {
    const BARE: [&str; 8] = [
        "--facets",
        "--no-collapse",
        "--explain",
        "--no-expand",
        "--json",
        "--csv",
        "--title-only",
        "--color=always",
    ];
    const SORTS: [&str; 4] = ["relevance", "newest", "oldest", "level"];
    const COUNTS: [&str; 5] = ["0", "1", "3", "18446744073709551615", "x"];
    const DATES: [&str; 4] = ["2024", "2025-02-30", "近三年", "9999-12-31"];
    let (flag, value) = match dice.below(13) {
        0 => ("--sort", (*one(dice, &SORTS)).to_string()),
        1 => ("-n", (*one(dice, &COUNTS)).to_string()),
        2 => ("--offset", (*one(dice, &COUNTS)).to_string()),
        3 => ("--from", (*one(dice, &DATES)).to_string()),
        4 => ("--to", (*one(dice, &DATES)).to_string()),
        5 => ("--issuer", (*one(dice, &BODIES)).to_string()),
        6 => ("--kind", (*one(dice, &KINDS)).to_string()),
        7 => ("--number", (*one(dice, &NUMBERS)).to_string()),
        8 => ("--validity", (*one(dice, &["已废止", "很有效"])).to_string()),
        9 => ("--now", (*one(dice, &DATES)).to_string()),
        _ => return vec![(*one(dice, &BARE)).to_string()],
    };
    vec![flag.to_string(), value]
}

fn show(dice: &mut Dice, workspace: &Workspace) -> Vec<String> {
    let known = workspace.everything().first().map(|hit| hit.id.to_string());
    let known = known.filter(|_| !once_in(dice, 4));
    let name = known.unwrap_or_else(|| (*one(dice, &NUMBERS)).to_string());
    let mut args = vec!["show".to_string(), name];
    if once_in(dice, 4) {
        args.push("--json".to_string());
    } else {
        args.extend(["--query".to_string(), query(dice), "--color=always".to_string()]);
    }
    args
}

/// Queries, one a line, in a file of the workspace.
fn file(dice: &mut Dice, workspace: &Workspace, name: &str, topics: bool) -> String {
    let line = |number| {
        let query = query(dice).replace(['\n', '\r'], " ");
        if topics { format!("{number}\t{query}\n") } else { format!("{query}\n") }
    };
    let path = workspace.path(name);
    fs::write(&path, (0..4).map(line).collect::<String>()).unwrap();
    path.display().to_string()
}

fn bench(dice: &mut Dice, workspace: &Workspace) -> Vec<String> {
    let classed = once_in(dice, 2);
    let queries = file(dice, workspace, "queries.tsv", classed);
    ["bench", "--rounds", "2", "--queries", &queries].map(String::from).to_vec()
}

fn eval(dice: &mut Dice, workspace: &Workspace) -> Vec<String> {
    let topics = file(dice, workspace, "topics.tsv", true);
    let run = workspace.path("answers.run").display().to_string();
    ["eval", "--topics", &topics, "--run", &run].map(String::from).to_vec()
}

fn check(dice: &mut Dice, workspace: &Workspace) -> Vec<String> {
    let terms = file(dice, workspace, "terms.txt", false);
    ["check", "--recall", "20", "--terms", &terms].map(String::from).to_vec()
}
