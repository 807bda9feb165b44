//! Real documents with known answers, read from the folder named by `POLICY_DATA`.

use std::path::PathBuf;

use regex::Regex;
use serde_json::Value;

use super::layout::Layout;
use super::{Field, Hint, HintSource, RawText, title};
use crate::announcement::Announcement;

/// The folder of real data; `None` (said plainly) where there is none.
fn data() -> Option<PathBuf> {
    let folder = std::env::var_os("POLICY_DATA").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: POLICY_DATA names no folder of real data");
    }
    folder
}

fn records(name: &str) -> Vec<Value> {
    let Some(folder) = data() else { return Vec::new() };
    let text = std::fs::read_to_string(folder.join(name)).expect("the data is readable");
    text.lines().map(|line| serde_json::from_str(line).expect("a line is an object")).collect()
}

fn field<'a>(record: &'a Value, name: &str) -> &'a str {
    record[name].as_str().unwrap_or_default()
}

/// The text of the main container of a State Council page, one paragraph a line.
fn page_text(html: &str) -> String {
    let main = html.split_once("UCAP-CONTENT").map_or(html, |(_, rest)| rest);
    let main = main.split_once('>').map_or(main, |(_, rest)| rest);
    let ends = Regex::new("(?i)<br[^>]*>|</p>|</div>|</tr>").expect("a pattern");
    let tags = Regex::new("(?s)<[^>]*>").expect("a pattern");
    let text = ends.replace_all(main, "\n");
    tags.replace_all(&text, "").replace("&nbsp;", " ")
}

#[test]
fn the_head_of_a_page_alone_gives_its_title() {
    let mut misses = Vec::new();
    let golds = records("pages.gold.jsonl");
    for gold in &golds {
        let folder = data().expect("it was there");
        let html = std::fs::read_to_string(folder.join("pages").join(field(gold, "file")))
            .expect("a page");
        let text = page_text(&html);
        let found = title::choose(&[], &Layout::of(&text, &text));
        let found = found.map(|title| title.text.own().to_string()).unwrap_or_default();
        if found != field(gold, "title") {
            misses.push(format!("{found} / {}", field(gold, "title")));
        }
    }
    assert!(misses.is_empty(), "{} of {}: {misses:#?}", misses.len(), golds.len());
}

fn hint(field: Field, value: &str, from: HintSource) -> Hint {
    Hint { field, value: value.to_string(), from }
}

/// A notice as the reader of dumps hands it over.
fn notice(record: &Value) -> RawText {
    let hints = [
        (Field::Title, "Title"),
        (Field::Region, "main_issuer"),
        (Field::Written, "Date"),
        (Field::Published, "Publishing date"),
        (Field::Url, "Link"),
    ];
    let hints = hints.map(|(to, name)| hint(to, field(record, name), HintSource::Record));
    RawText { text: field(record, "Body").to_string(), hints: hints.to_vec(), part: None }
}

#[test]
fn explore() {
    for d in records("notices.jsonl") {
        match super::announcement(&notice(&d)) {
            Ok(e) => {
                let a = e.announcement;
                println!(
                    "{}\n   {} {:?} {:?} {:?} {:?}\n   {:?} {:?} {:?} {:?} notes {:?} body {}: {:?} ... {:?}",
                    field(&d, "Title"),
                    a.title,
                    a.number.map(|n| n.to_string()),
                    a.kind,
                    a.validity,
                    a.source,
                    a.issuers.iter().map(|i| (i.name.clone(), i.level)).collect::<Vec<_>>(),
                    a.region,
                    a.written.map(|d| d.to_string()),
                    a.published.map(|d| d.to_string()),
                    e.notes,
                    a.body.len(),
                    a.body.chars().take(40).collect::<String>(),
                    a.body
                        .chars()
                        .rev()
                        .take(30)
                        .collect::<Vec<_>>()
                        .into_iter()
                        .rev()
                        .collect::<String>()
                );
            }
            Err(j) => println!("{}\n   JUNK {j}", field(&d, "Title")),
        }
    }
    let seed = std::fs::read_to_string(data().unwrap().join("seed_announcement.txt")).unwrap();
    let a = super::announcement(&RawText { text: seed, ..RawText::default() }).unwrap();
    let b = a.announcement.body.clone();
    println!("{:?} {:?}", Announcement { body: String::new(), ..a.announcement }, a.notes);
    println!("{}", b.lines().last().unwrap());
}
