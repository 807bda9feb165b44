//! GB/T 7714: `机关. 题名：文号[EB/OL]. （日期）[引用日期]. 网址.`, without an address
//! `机关. 题名：文号[Z]. 年.`

use super::cited::Cited;

/// The marks of an edition.
pub(super) struct Marks {
    /// Between authors.
    comma: &'static str,
    /// Between a title and what adds to it.
    colon: &'static str,
    /// Around the day of publication.
    brackets: [&'static str; 2],
}

/// The marks of 2025.
pub(super) const FULL_WIDTH: Marks = Marks { comma: "，", colon: "：", brackets: ["（", "）"] };

/// The marks of 2015.
pub(super) const HALF_WIDTH: Marks = Marks { comma: ", ", colon: ": ", brackets: ["(", ")"] };

/// How many authors are named before 等.
const AUTHORS: usize = 3;

pub(super) fn of(cited: &Cited<'_>, marks: &Marks) -> String {
    let authors = authors(cited, marks).map(|authors| format!("{authors}. ")).unwrap_or_default();
    let number = cited.number().map(|number| format!("{}{number}", marks.colon));
    let head = format!("{authors}{}{}", cited.announcement.title, number.unwrap_or_default());
    let day = cited.day();
    match cited.url() {
        Some(url) => {
            let [open, close] = marks.brackets;
            let day = day.map(|day| format!("{open}{day}{close}")).unwrap_or_default();
            format!("{head}[EB/OL]. {day}[{}]. {url}.", cited.seen)
        }
        None => {
            let year = day.map(|day| format!(" {}.", day.year()));
            format!("{head}[Z].{}", year.unwrap_or_default())
        }
    }
}

fn authors(cited: &Cited<'_>, marks: &Marks) -> Option<String> {
    let mut names: Vec<&str> = cited.issuers().collect();
    if names.len() > AUTHORS {
        names.truncate(AUTHORS);
        names.push("等");
    }
    (!names.is_empty()).then(|| names.join(marks.comma))
}
