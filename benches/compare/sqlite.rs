//! SQLite's FTS5 with its trigram tokenizer, through the program `sqlite3`.

use std::fs::File;
use std::io::{BufWriter, Result, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::process::{self, Cost};
use crate::texts;

/// Makes the database of a corpus.
pub(crate) fn build(corpus: &Path, database: &Path) -> Result<Cost> {
    let script = database.with_extension("sql");
    write(corpus, &script)?;
    process::run(Command::new("sqlite3").arg(database).arg(format!(".read {}", script.display())))
}

fn write(corpus: &Path, script: &Path) -> Result<()> {
    let mut out = BufWriter::new(File::create(script)?);
    writeln!(out, "pragma journal_mode=off; pragma synchronous=off; begin;")?;
    writeln!(out, "create virtual table texts using fts5(title, body, tokenize='trigram');")?;
    let quoted = |text: &str| text.replace('\'', "''").replace('\0', "");
    texts::each(corpus, &mut |title, body| {
        writeln!(out, "insert into texts values('{}','{}');", quoted(title), quoted(body))
    })?;
    writeln!(out, "commit;")?;
    out.flush()
}

/// The process that asks for the ten best texts with the string, with snippets. Strings of fewer than
/// three characters have no trigram: they are looked for with `LIKE`.
pub(crate) fn ask(database: &Path, string: &str) -> Command {
    let wanted = condition(string);
    let select = match string.chars().count() {
        0..3 => format!("select title, substr(body, instr(body,'{string}') - 20, 60) from texts"),
        _ => "select title, snippet(texts, 1, '[', ']', '…', 40) from texts".to_string(),
    };
    let order = if string.chars().count() < 3 { "" } else { "order by rank" };
    let mut command = Command::new("sqlite3");
    command.arg("-readonly").arg(database).arg(format!("{select} where {wanted} {order} limit 10"));
    command
}

/// How many texts hold the string.
pub(crate) fn hits(database: &Path, string: &str) -> Result<usize> {
    let counted = Command::new("sqlite3")
        .arg("-readonly")
        .arg(database)
        .arg(format!("select count(*) from texts where {}", condition(string)))
        .stderr(Stdio::null())
        .output()?;
    Ok(String::from_utf8_lossy(&counted.stdout).trim().parse().unwrap_or_default())
}

fn condition(string: &str) -> String {
    match string.chars().count() {
        0..3 => format!("body like '%{string}%' or title like '%{string}%'"),
        _ => format!("texts match '\"{string}\"'"),
    }
}
