//! BibLaTeX: `@online` with an address, else `@misc`.
//!
//! The number is in `titleaddon`: neither type has a field `number` in the data model of BibLaTeX, and
//! the styles of GB/T 7714 print none there, but `titleaddon` after a colon, as the standard has it.

use super::cited::Cited;

pub(super) fn of(cited: &Cited<'_>) -> String {
    let url = cited.url();
    // A name in braces is one name, whatever it holds.
    let authors = cited.issuers().map(|name| format!("{{{}}}", escaped(name)));
    let authors = authors.collect::<Vec<_>>().join(" and ");
    let fields = [
        ("author", Some(authors).filter(|authors| !authors.is_empty())),
        ("title", Some(format!("{{{}}}", escaped(&cited.announcement.title)))),
        ("titleaddon", cited.number().map(|number| escaped(&number))),
        ("date", cited.day().map(|day| day.to_string())),
        ("url", url.map(bare)),
        ("urldate", url.map(|_| cited.seen.to_string())),
        ("langid", Some("chinese".to_string())),
    ];
    let fields = fields.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let fields: String = fields.map(|(name, value)| format!("  {name} = {{{value}}},\n")).collect();
    let entry = if url.is_some() { "online" } else { "misc" };
    format!("@{entry}{{a{},\n{fields}}}", cited.id)
}

/// Text without what TeX would take for a command.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            // Braces are counted whether or not a backslash is before them.
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '%' | '&' | '#' | '$' | '_' => escaped.extend(['\\', c]),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// An address, which is taken as it is, without what would end its field.
fn bare(url: &str) -> String {
    let encoded = |c: char| match c {
        '{' => "%7B".to_string(),
        '}' => "%7D".to_string(),
        '\\' => "%5C".to_string(),
        c if c.is_control() => String::new(),
        c if c.is_whitespace() => "%20".to_string(),
        c => c.to_string(),
    };
    url.chars().map(encoded).collect()
}
