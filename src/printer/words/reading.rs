//! What parts of a query were read as, in words.

use crate::query::{Meaning, Reading};

use super::language::Language;

/// Whether what is like a text was looked for.
pub(crate) fn is_like(readings: &[Reading]) -> bool {
    readings.iter().any(|reading| matches!(reading.meaning, Meaning::Like(_)))
}

impl Language {
    /// `read 近三年 as dated 2023-01-20..2026-01-20; 下载 as optional (quotes or --literal undo this) · like
    /// 草稿.docx, by 清淤, 换闸`; nothing where a part is simply a title or a number in full.
    pub(crate) fn readings(self, readings: &[Reading]) -> String {
        let (others, likes) = self.each_reading(readings);
        let read = (!others.is_empty()).then(|| self.read_as(others.join(self.semicolon())));
        read.into_iter().chain(likes).collect::<Vec<_>>().join(" · ")
    }

    /// What each part was read as, and what texts hits are like; nothing where a part is simply a title
    /// or a number in full.
    pub(crate) fn each_reading(self, readings: &[Reading]) -> (Vec<String>, Vec<String>) {
        let is_like = |reading: &&Reading| matches!(reading.meaning, Meaning::Like(_));
        let noted = readings.iter().filter(|reading| !is_plain(reading));
        let (likes, others): (Vec<&Reading>, Vec<&Reading>) = noted.partition(is_like);
        let told = |reading: &&Reading| match &reading.meaning {
            Meaning::Like(words) => self.like(&reading.text, words.join(self.comma())),
            meaning => self.one_read_as(&reading.text, self.meaning(meaning)),
        };
        (others.iter().map(told).collect(), likes.iter().map(told).collect())
    }

    fn meaning(self, meaning: &Meaning) -> String {
        match meaning {
            Meaning::Dates(range) => self.as_dated(range),
            Meaning::Newest => self.as_newest(),
            Meaning::Title(title) => format!("《{title}》"),
            Meaning::Articles { work, articles } => format!("《{work}》 {}", articles.join("、")),
            Meaning::Number(number) => self.as_number(number),
            Meaning::Optional => self.as_optional(),
            Meaning::Operator(ours) => ours.clone(),
            Meaning::Marks => self.as_text(),
            Meaning::Like(words) => words.join(self.comma()),
        }
    }
}

/// Whether a part is written as what it was read as.
fn is_plain(reading: &Reading) -> bool {
    match &reading.meaning {
        Meaning::Title(title) => *title == reading.text,
        Meaning::Number(number) => number.to_string() == reading.text,
        _ => false,
    }
}
