//! Query strings as pages have them.

use std::fmt;

use super::query_string::QueryString;

/// A query string in a page: letters of other scripts stand as they are, which browsers encode
/// themselves, and take a third of the room.
pub(super) struct Readable<'a>(pub(super) &'a QueryString);

impl fmt::Display for Readable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (name, value)) in self.0.iter().enumerate() {
            write!(f, "{}{name}=", if place > 0 { "&" } else { "" })?;
            for piece in value.split_inclusive(|c: char| !is_letter(c)) {
                let end = piece.chars().next_back().filter(|c| !is_letter(*c));
                f.write_str(piece.trim_end_matches(|c: char| !is_letter(c)))?;
                let rest = end.map(|c| c.to_string()).unwrap_or_default();
                form_urlencoded::byte_serialize(rest.as_bytes())
                    .try_for_each(|text| f.write_str(text))?;
            }
        }
        Ok(())
    }
}

/// Whether a character of an address needs no encoding by anyone but the browser.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && (c.is_ascii() || ('\u{2E80}'..='\u{9FFF}').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::super::query_string::OF_SEARCH;
    use super::*;

    fn read(text: &str) -> QueryString {
        QueryString::parse(text, OF_SEARCH).expect("known parameters")
    }

    #[test]
    fn in_pages_han_stands_as_it_is_and_all_else_is_encoded() {
        let asked =
            read("q=%E6%95%B0%E6%8D%AE%20%22%E5%AE%89%E5%85%A8%22%3C%26%F0%A0%AE%B7&sort=newest");
        let written = Readable(&asked).to_string();
        assert_eq!(written, "q=数据+%22安全%22%3C%26%F0%A0%AE%B7&sort=newest");
        assert_eq!(read(&written), asked);
        assert_eq!(Readable(&read("")).to_string(), "");
    }
}
