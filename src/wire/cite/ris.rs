//! RIS: one tag a line, `TY` first and `ER` last.
//!
//! A law is a statute, whose number is `M1`. All else is a report with its kind in `M3` and its number in
//! `SN`, where EndNote and Zotero have the number of a report: of a government document (`GOVDOC`)
//! EndNote has it in `M1`, which Zotero takes for a remark, and Zotero in `SN`, which EndNote takes for an
//! ISSN.

use jiff::civil::Date;

use super::cited::Cited;
use crate::announcement::Kind;

pub(super) fn of(cited: &Cited<'_>) -> String {
    let kind = cited.announcement.kind;
    let is_law = kind == Some(Kind::Law);
    let (sort, number) = if is_law { ("STAT", "M1") } else { ("RPRT", "SN") };
    let mut lines = vec![line("TY", sort), line("ID", cited.id.as_str())];
    lines.extend(cited.issuers().map(|name| line("AU", name)));
    lines.push(line("TI", &cited.announcement.title));
    lines.extend(cited.number().map(|text| line(number, &text)));
    lines.extend(kind.filter(|_| !is_law).map(|kind| line("M3", kind.name())));
    // A statute has the day of its enactment.
    if let Some(day) = if is_law { cited.own_day() } else { cited.day() } {
        lines.push(line("PY", &day.year().to_string()));
        lines.push(line("DA", &slashed(day)));
    }
    if let Some(url) = cited.url() {
        lines.push(line("UR", url));
        lines.push(line("Y2", &slashed(cited.seen)));
    }
    lines.push(line("LA", "zh-CN"));
    lines.push("ER  - ".to_string());
    lines.join("\n")
}

/// One line, whatever the value holds.
fn line(tag: &str, value: &str) -> String {
    let value: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("{tag}  - {value}")
}

fn slashed(day: Date) -> String {
    day.strftime("%Y/%m/%d").to_string()
}
