//! What parts of a query were read as, in words.

use crate::query::{Meaning, Reading};

/// How what has no date is kept.
pub(in crate::printer) const KEEP_UNDATED: &str = " (--undated keeps the undated)";

/// How a reading is undone.
const UNDO: &str = "quotes or --literal undo this";

/// `read 近三年 as dated 2023-01-20..2026-01-20; 下载 as optional (quotes or --literal undo this)`; nothing
/// where a part is simply a title or a number in full.
pub(in crate::printer) fn readings(readings: &[Reading]) -> String {
    let noted = readings.iter().filter(|reading| !is_plain(reading));
    let told: Vec<String> =
        noted.map(|reading| format!("{} as {}", reading.text, told(&reading.meaning))).collect();
    if told.is_empty() { String::new() } else { format!("read {} ({UNDO})", told.join("; ")) }
}

/// Whether a part is written as what it was read as.
fn is_plain(reading: &Reading) -> bool {
    match &reading.meaning {
        Meaning::Title(title) => *title == reading.text,
        Meaning::Number(number) => number.to_string() == reading.text,
        _ => false,
    }
}

fn told(meaning: &Meaning) -> String {
    match meaning {
        Meaning::Dates(range) => format!("dated {range}"),
        Meaning::Newest => "the latest first".into(),
        Meaning::Title(title) => format!("《{title}》"),
        Meaning::Articles { work, articles } => format!("《{work}》 {}", articles.join("、")),
        Meaning::Number(number) => format!("the number {number}"),
        Meaning::Optional => "optional".into(),
        Meaning::Operator(ours) => ours.clone(),
        Meaning::Marks => "text".into(),
        Meaning::Like(words) => format!("a text to find the like of, by {}", words.join(" ")),
    }
}
