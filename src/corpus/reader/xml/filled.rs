//! XML that templates were filled to (FreeMarker and the like), values put in as they were.

use crate::error::Refusal;

/// The longest name of an entity, or number of a character, in bytes.
const LONGEST: usize = 10;

/// The text of such a file, in any encoding, with `&amp;` for each `&` that begins no entity.
pub(in super::super) fn filled(bytes: &[u8]) -> Result<String, Refusal> {
    const VERBATIM: &str = "<![CDATA[";
    let source = super::decoded(bytes)?;
    let mut pieces = source.split(VERBATIM);
    let mut filled = String::with_capacity(source.len());
    escape(pieces.next().unwrap_or_default(), &mut filled);
    for piece in pieces {
        let end = piece.find("]]>").unwrap_or(piece.len());
        filled.extend([VERBATIM, &piece[..end]]);
        escape(&piece[end..], &mut filled);
    }
    Ok(filled)
}

/// Adds a piece of markup and text.
fn escape(piece: &str, to: &mut String) {
    let mut from = 0;
    for (at, _) in piece.match_indices('&') {
        if is_bare(&piece[at + 1..]) {
            to.extend([&piece[from..at], "&amp;"]);
            from = at + 1;
        }
    }
    to.push_str(&piece[from..]);
}

/// Whether what follows a `&` makes it no entity.
fn is_bare(rest: &str) -> bool {
    let name = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(rest.len());
    name == 0 || name > LONGEST || !rest[name..].starts_with(';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_entity_is_a_sign() {
        for (source, expected) in [
            ("<a>甲&amp;乙&#x4E2D;&lt;</a>", "<a>甲&amp;乙&#x4E2D;&lt;</a>"),
            (
                "<a>甲&乙 A&B; & C&copyright d&</a>",
                "<a>甲&amp;乙 A&B; &amp; C&amp;copyright d&amp;</a>",
            ),
            ("&", "&amp;"),
            ("<![CDATA[甲&乙]]>&<![CDATA[&", "<![CDATA[甲&乙]]>&amp;<![CDATA[&"),
        ] {
            assert_eq!(filled(source.as_bytes()).unwrap(), expected);
        }
    }
}
