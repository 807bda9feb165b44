//! The tree as text again: the form in which a query is shown as it was read.

use std::fmt;

use super::field::Field;
use super::tree::{Node, Query};

impl fmt::Display for Query {
    /// Canonical query text; plain text keeps line breaks, by which it is read as plain text again.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.root {
            Node::And(parts) if self.is_pasted() => separated(f, parts, "\n"),
            root => root.fmt(f),
        }
    }
}

impl fmt::Display for Node {
    /// Canonical query text, which is read into this node again.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Node::Words(words) => f.write_str(words),
            Node::Phrase(phrase) => f.write_str(&quoted(phrase)),
            Node::And(parts) => separated(f, parts, " "),
            Node::Or(parts) => separated(f, parts, " OR "),
            Node::Not(part) => write!(f, "-{}", Inner(part)),
            Node::Title(part) => field(f, Field::Title, &Inner(part)),
            Node::Near(scope, part) => write!(f, "{}({part})", scope.name()),
            Node::Issuer(name) => field(f, Field::Issuer, &value(name)),
            Node::Number(number) => field(f, Field::Number, &value(&number.to_string())),
            Node::Series(series) => field(f, Field::Number, &quoted(&series.to_string())),
            Node::Kind(kind) => field(f, Field::Kind, &kind.name()),
            Node::Level(level) => field(f, Field::Level, level),
            Node::Region(name) => field(f, Field::Region, &value(name)),
            Node::IssuedIn(name) => field(f, Field::IssuedIn, &value(name)),
            Node::About(name) => field(f, Field::About, &value(name)),
            Node::Validity(validity) => field(f, Field::Validity, validity),
            Node::Date(range) => field(f, Field::Date, range),
            Node::Added(added) => field(f, Field::Added, added),
        }
    }
}

/// A node inside another, in brackets if it has several parts, or begins with a quote that is text: right
/// after a field it would be a phrase.
struct Inner<'a>(&'a Node);

impl fmt::Display for Inner<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Node::And(_) | Node::Or(_) => write!(f, "({})", self.0),
            Node::Words(words) if words.starts_with(['"', '＂']) => write!(f, "({words})"),
            node => node.fmt(f),
        }
    }
}

/// The parts of a conjunction (which binds closer) or a disjunction.
fn separated(f: &mut fmt::Formatter<'_>, parts: &[Node], separator: &str) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        f.write_str(if at > 0 { separator } else { "" })?;
        match part {
            Node::And(_) | Node::Words(_) => fmt::Display::fmt(part, f)?,
            _ => fmt::Display::fmt(&Inner(part), f)?,
        }
    }
    Ok(())
}

fn field(f: &mut fmt::Formatter<'_>, field: Field, value: &dyn fmt::Display) -> fmt::Result {
    write!(f, "{}:{value}", field.name())
}

/// A value in quotes, unless it is one word without marks.
fn value(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '〔' | '〕');
    if text.chars().all(plain) { text.to_string() } else { quoted(text) }
}

/// `phrase` in the first quotes that it does not hold itself.
fn quoted(phrase: &str) -> String {
    const QUOTES: [(char, char); 4] = [('"', '"'), ('“', '”'), ('「', '」'), ('『', '』')];
    const SAME: [&[char]; 4] = [&['"', '＂'], &['“', '”'], &['」'], &['』']];
    let free = QUOTES.iter().zip(SAME).find(|(_, same)| !phrase.contains(*same));
    let (open, close) = free.map_or(QUOTES[0], |(quotes, _)| *quotes);
    format!("{open}{phrase}{close}")
}
