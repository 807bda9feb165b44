//! RIS: one tag a line, `TY` first and `ER` last.

use jiff::civil::Date;

use super::cited::Cited;

pub(super) fn of(cited: &Cited<'_>) -> String {
    let mut lines = vec![line("TY", "GOVDOC"), line("ID", cited.id.as_str())];
    lines.extend(cited.issuers().map(|name| line("AU", name)));
    lines.push(line("TI", &cited.announcement.title));
    lines.extend(cited.number().map(|number| line("M1", &number)));
    if let Some(day) = cited.day() {
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
