//! A look at a page before it is parsed: the parser's time grows with the square of its depth
//! and of a tag's attributes (50,000 nested tags took more than 20 seconds).

use crate::error::Refusal;

/// The deepest nesting that is parsed; pages of official sites have some dozens.
const DEPTH_LIMIT: usize = 5_000;

/// The most attributes of a tag.
const ATTRIBUTE_LIMIT: usize = 2_000;

/// How many elements the parser may have to open again, because `<font>` and its like are opened
/// anew in every block until they are closed.
const REOPENED_LIMIT: usize = 2_000_000;

/// Tags that the parser opens again in the next block.
const FORMATS: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Tags that hold nothing.
const VOID: &[&str] = &[
    "br", "img", "hr", "meta", "link", "input", "col", "area", "base", "embed", "param", "source",
    "wbr", "!doctype", "!",
];

/// Tags that end an open one of their own name, and what such an ending does not reach beyond.
const IMPLIED: &[(&str, &[&str])] = &[
    ("p", &["td", "th", "table", "button"]),
    ("li", BOUNDS),
    ("dt", BOUNDS),
    ("dd", BOUNDS),
    ("td", &["table"]),
    ("th", &["table"]),
    ("tr", &["table"]),
    ("tbody", &["table"]),
    ("option", &["select"]),
];

/// What the end of an item does not reach beyond.
const BOUNDS: &[&str] = &[
    "ul",
    "ol",
    "dl",
    "table",
    "td",
    "th",
    "section",
    "article",
    "aside",
    "main",
    "header",
    "footer",
    "nav",
    "blockquote",
    "center",
    "form",
    "figure",
    "fieldset",
    "details",
    "pre",
];

/// Tags that end an open paragraph: `<div><p>` again and again nests as deep as `<div>` alone.
const BLOCKS: &[&str] = &[
    "div",
    "ul",
    "ol",
    "dl",
    "li",
    "dt",
    "dd",
    "section",
    "article",
    "aside",
    "main",
    "header",
    "footer",
    "nav",
    "blockquote",
    "center",
    "form",
    "figure",
    "fieldset",
    "details",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "address",
    "menu",
];

/// How far back an open tag is looked for.
const REACH: usize = 256;

/// Tags whose content is not markup.
const RAW: &[&str] = &["script", "style", "textarea", "title"];

/// Refuses a page that would take the parser too long.
pub(super) fn check(page: &str) -> Result<(), Refusal> {
    let mut load = Load::default();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let tag = Tag::at(&rest[at + 1..]);
        load.add(&tag)?;
        rest = &rest[at + 1 + tag.length..];
    }
    Ok(())
}

/// What the parser has to carry.
#[derive(Default)]
struct Load {
    /// The names of the open tags.
    open: Vec<String>,
    formats: usize,
    reopened: usize,
}

impl Load {
    fn add(&mut self, tag: &Tag) -> Result<(), Refusal> {
        let is_format = FORMATS.contains(&tag.name.as_str());
        match tag.part {
            Part::Close => self.close(&tag.name, &[]),
            Part::Open if tag.has_slash && self.is_foreign() => {}
            Part::Open => self.open(&tag.name),
            Part::Nothing => {}
        }
        match tag.part {
            Part::Open if is_format => self.formats += 1,
            Part::Close if is_format => self.formats = self.formats.saturating_sub(1),
            Part::Open => self.reopened += self.formats,
            _ => {}
        }
        self.judge(tag)
    }

    fn judge(&self, tag: &Tag) -> Result<(), Refusal> {
        if tag.attributes > ATTRIBUTE_LIMIT {
            return Err(Refusal::TooManyAttributes(ATTRIBUTE_LIMIT));
        }
        if self.open.len() > DEPTH_LIMIT {
            return Err(Refusal::TagsTooDeep(DEPTH_LIMIT));
        }
        if self.reopened > REOPENED_LIMIT {
            return Err(Refusal::UnclosedTags);
        }
        Ok(())
    }

    fn open(&mut self, name: &str) {
        if VOID.contains(&name) {
            return;
        }
        if BLOCKS.contains(&name) {
            self.close("p", &["td", "th", "table", "button"]);
        }
        if let Some((_, bounds)) = IMPLIED.iter().find(|(implied, _)| *implied == name) {
            self.close(name, bounds);
        }
        self.open.push(name.to_string());
    }

    /// Closes the last open tag called `name` with all in it, unless a bound comes before it.
    fn close(&mut self, name: &str, bounds: &[&str]) {
        let near = self.open.iter().rev().take(REACH);
        let mut near = near.take_while(|open| !bounds.contains(&open.as_str()));
        if let Some(back) = near.position(|open| open == name) {
            self.open.truncate(self.open.len() - back - 1);
        }
    }

    /// Whether it is inside a drawing, where a slash closes a tag.
    fn is_foreign(&self) -> bool {
        self.open.iter().rev().take(REACH).any(|open| open == "svg" || open == "math")
    }
}

/// What a tag does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Open,
    Close,
    /// A comment, a script, a mark that is not a tag.
    Nothing,
}

/// What follows a `<`.
struct Tag {
    name: String,
    part: Part,
    has_slash: bool,
    attributes: usize,
    /// Up to where nothing more is to be looked for, in bytes.
    length: usize,
}

impl Tag {
    fn at(rest: &str) -> Self {
        if let Some(comment) = rest.strip_prefix("!--") {
            return Self::nothing(3 + comment.find("-->").unwrap_or(comment.len()));
        }
        let closes = rest.starts_with('/');
        let name = name(&rest[usize::from(closes)..]);
        if name.is_empty() {
            return Self::nothing(0);
        }
        let (length, attributes) = attributes(rest);
        if !closes && RAW.contains(&name.as_str()) {
            return Self::nothing(raw_length(rest, length, &name));
        }
        let part = if closes { Part::Close } else { Part::Open };
        Self { name, part, has_slash: rest[..length].ends_with('/'), attributes, length }
    }

    fn nothing(length: usize) -> Self {
        Self { name: String::new(), part: Part::Nothing, has_slash: false, attributes: 0, length }
    }
}

fn name(rest: &str) -> String {
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '!').unwrap_or(rest.len());
    rest[..end.min(16)].to_ascii_lowercase()
}

/// The length of a tag up to its `>`, and how many attributes it may have.
///
/// A quote counts only behind `=`, as the parser has it.
fn attributes(rest: &str) -> (usize, usize) {
    let mut quote = None;
    let mut attributes = 0;
    let mut last = b' ';
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if open == byte => (quote, last) = (None, b' '),
            (Some(_), _) => {}
            (None, b'"' | b'\'') if last == b'=' => quote = Some(byte),
            (None, b'>') => return (at, attributes),
            (None, byte) if byte.is_ascii_whitespace() || byte == b'/' => {
                last = if last == b'=' { last } else { b' ' };
            }
            (None, byte) => {
                attributes += usize::from(last == b' ');
                last = byte;
            }
        }
    }
    (rest.len(), attributes)
}

/// Up to the tag that ends a script or a style.
fn raw_length(rest: &str, inner: usize, name: &str) -> usize {
    let mut from = inner;
    while let Some(at) = rest[from..].find("</") {
        from += at + 2;
        if rest[from..].get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name)) {
            return from;
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_pages_are_refused_at_once() {
        assert_eq!(check(&"<div>".repeat(6_000)), Err(Refusal::TagsTooDeep(5_000)));
        assert_eq!(check(&"<div/>".repeat(6_000)), Err(Refusal::TagsTooDeep(5_000)));
        assert_eq!(check(&"<table><tr><td>".repeat(2_000)), Err(Refusal::TagsTooDeep(5_000)));
        assert_eq!(check(&"<div><p>一".repeat(6_000)), Err(Refusal::TagsTooDeep(5_000)));
        assert_eq!(check(&"<li><section>".repeat(6_000)), Err(Refusal::TagsTooDeep(5_000)));
        let tag = format!("<p {}>", "a ".repeat(3_000));
        assert_eq!(check(&tag), Err(Refusal::TooManyAttributes(2_000)));
        let hidden = format!("<p \">{}", "<div>".repeat(6_000));
        assert_eq!(check(&hidden), Err(Refusal::TagsTooDeep(5_000)));
        let fonts: String = (0..3_000).map(|i| format!("<font color={i}>")).collect();
        let open = format!("{fonts}{}", "<p>一".repeat(3_000));
        assert_eq!(check(&open), Err(Refusal::UnclosedTags));
        assert_eq!(check(&"<a ".repeat(1_000_000)), Err(Refusal::TooManyAttributes(2_000)));
    }

    #[test]
    fn long_flat_pages_pass() {
        assert_eq!(check(&"<p>一<br>二<li>三<div><b>四</b></div>".repeat(9_000)), Ok(()));
        assert_eq!(check(&"<p><span>一<o:p/></p>".repeat(9_000)), Ok(()));
        assert_eq!(check(&format!("<script>{}</script>", "if(a<b){}".repeat(9_000))), Ok(()));
        assert_eq!(check(&"<svg><path d='x'/></svg>".repeat(9_000)), Ok(()));
        assert_eq!(check(&"1 < 2 且 <甲>".repeat(9_000)), Ok(()));
    }
}
