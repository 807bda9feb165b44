//! A look at a page before it is parsed: the parser's time grows with the square of its depth
//! and of a tag's attributes (50,000 nested tags took more than 20 seconds).

/// The deepest nesting that is parsed; pages of official sites have some dozens.
const DEPTH_LIMIT: usize = 5_000;

/// The most attributes of a tag.
const ATTRIBUTE_LIMIT: usize = 2_000;

/// Tags that hold nothing, or that close themselves.
const FLAT: &[&str] = &[
    "br", "img", "hr", "meta", "link", "input", "col", "area", "base", "embed", "param", "source",
    "wbr", "p", "li", "td", "th", "tr", "dd", "dt", "option", "thead", "tbody", "tfoot",
    "!doctype", "!--", "!",
];

/// Tags whose content is no markup.
const RAW: &[&str] = &["script", "style", "textarea", "title"];

/// Refuses a page that would take the parser too long.
pub(super) fn check(page: &str) -> Result<(), String> {
    let mut depth = 0_usize;
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let tag = Tag::at(&rest[at + 1..]);
        if tag.attributes > ATTRIBUTE_LIMIT {
            return Err(format!(
                "a tag with more than {ATTRIBUTE_LIMIT} attributes: the page is damaged"
            ));
        }
        if tag.closes {
            depth = depth.saturating_sub(1);
        } else if tag.nests {
            depth += 1;
        }
        if depth > DEPTH_LIMIT {
            return Err(format!("tags nested more than {DEPTH_LIMIT} deep: the page is damaged"));
        }
        rest = &rest[at + 1 + tag.length..];
    }
    Ok(())
}

/// What follows a `<`.
struct Tag {
    closes: bool,
    nests: bool,
    attributes: usize,
    /// Up to where nothing more is to be looked for, in bytes.
    length: usize,
}

impl Tag {
    fn at(rest: &str) -> Self {
        if let Some(comment) = rest.strip_prefix("!--") {
            return Self::plain(3 + comment.find("-->").unwrap_or(comment.len()));
        }
        let closes = rest.starts_with('/');
        let name = name(&rest[usize::from(closes)..]);
        if name.is_empty() {
            return Self::plain(0);
        }
        let (inner, attributes, selfclosing) = attributes(rest);
        let is_flat = FLAT.contains(&name.as_str());
        if !closes && RAW.contains(&name.as_str()) {
            return Self::plain(raw_length(rest, inner, &name));
        }
        Self {
            closes: closes && !is_flat,
            nests: !closes && !is_flat && !selfclosing,
            attributes,
            length: inner,
        }
    }

    fn plain(length: usize) -> Self {
        Self { closes: false, nests: false, attributes: 0, length }
    }
}

fn name(rest: &str) -> String {
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '!').unwrap_or(rest.len());
    rest[..end.min(16)].to_ascii_lowercase()
}

/// The length of a tag up to its `>`, how many attributes it may have, whether it closes itself.
fn attributes(rest: &str) -> (usize, usize, bool) {
    let (mut quote, mut attributes, mut blank) = (None, 0, false);
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return (at, attributes, rest[..at].ends_with('/')),
            (None, byte) => {
                let is_blank = byte.is_ascii_whitespace() || byte == b'/';
                attributes += usize::from(blank && !is_blank);
                blank = is_blank;
            }
        }
    }
    // Never closed: the tag's own first byte is all that is certain.
    (0, attributes.min(ATTRIBUTE_LIMIT), false)
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
    use super::check;

    #[test]
    fn hostile_pages_are_refused_at_once() {
        assert!(check(&"<div>".repeat(6_000)).unwrap_err().contains("nested"));
        let tag = format!("<p {}>", "a ".repeat(3_000));
        assert!(check(&tag).unwrap_err().contains("attributes"));
    }

    #[test]
    fn long_flat_pages_pass() {
        assert_eq!(check(&"<p>一<br>二<li>三<div><b>四</b></div>".repeat(9_000)), Ok(()));
        assert_eq!(check(&format!("<script>{}</script>", "if(a<b){}".repeat(9_000))), Ok(()));
        assert_eq!(check(&"<svg><path d='x'/></svg>".repeat(9_000)), Ok(()));
        assert_eq!(check(&"1 < 2 且 <甲>".repeat(9_000)), Ok(()));
    }
}
