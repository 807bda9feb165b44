//! What parts of a query were read as, in words.

use crate::query::{Meaning, Reading};

/// How what has no date is kept.
pub(in crate::printer) const KEEP_UNDATED: &str = " (--undated keeps the undated)";

/// How a reading is undone.
const UNDO: &str = "quotes or --literal undo this";

/// Whether what is like a text was looked for.
pub(in crate::printer) fn is_like(readings: &[Reading]) -> bool {
    readings.iter().any(|reading| matches!(reading.meaning, Meaning::Like(_)))
}

/// `read 近三年 as dated 2023-01-20..2026-01-20; 下载 as optional (quotes or --literal undo this) · like
/// 草稿.docx, by 清淤, 换闸`; nothing where a part is simply a title or a number in full.
pub(in crate::printer) fn readings(readings: &[Reading]) -> String {
    let is_like = |reading: &&Reading| matches!(reading.meaning, Meaning::Like(_));
    let noted = readings.iter().filter(|reading| !is_plain(reading));
    let (likes, others): (Vec<&Reading>, Vec<&Reading>) = noted.partition(is_like);
    let told = |reading: &&Reading| match &reading.meaning {
        Meaning::Like(words) => format!("like {}, by {}", reading.text, words.join(", ")),
        meaning => format!("{} as {}", reading.text, told(meaning)),
    };
    let others: Vec<String> = others.iter().map(told).collect();
    let read = (!others.is_empty()).then(|| format!("read {} ({UNDO})", others.join("; ")));
    read.into_iter().chain(likes.iter().map(told)).collect::<Vec<_>>().join(" · ")
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
        Meaning::Like(words) => words.join(", "),
    }
}
