//! Tags by which a reader asks whether an answer is still the same.

use axum::http::HeaderMap;
use axum::http::header::IF_NONE_MATCH;

/// The tag of an answer, known before the answer is: what is asked, and of which state of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Etag(String);

impl Etag {
    pub(super) fn of(generation: &str, asked: &str) -> Self {
        let hash = blake3::hash(asked.as_bytes());
        // Weak: an answer says how long it took.
        Self(format!("W/\"{generation}-{}\"", &hash.to_hex()[..16]))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the reader has this answer already. Whoever sends `*` has any answer there is, and
    /// whether there is one is not known before it is made.
    pub(super) fn is_known(&self, headers: &HeaderMap) -> bool {
        let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|tags| tags.to_str().ok());
        let mut tags = known.flat_map(|tags| tags.split(',')).map(str::trim);
        let opaque = |tag: &str| tag.strip_prefix("W/").unwrap_or(tag).to_string();
        tags.any(|tag| opaque(tag) == opaque(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_tag_is_known_weakly_and_among_others() {
        let tag = Etag::of("00ff", "GET / q=数据");
        assert_eq!(tag, Etag::of("00ff", "GET / q=数据"));
        assert_ne!(tag, Etag::of("00fe", "GET / q=数据"));
        let strong = tag.as_str().trim_start_matches("W/").to_string();
        for (header, is_known) in [
            (tag.as_str().to_string(), true),
            (format!("\"a\", {strong} , \"b\""), true),
            ("*".to_string(), false),
            ("\"a\"".to_string(), false),
        ] {
            let value = HeaderValue::try_from(&header).expect("a header");
            let headers = HeaderMap::from_iter([(IF_NONE_MATCH, value)]);
            assert_eq!(tag.is_known(&headers), is_known, "{header}");
        }
        assert!(!tag.is_known(&HeaderMap::new()));
    }
}
