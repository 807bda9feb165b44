//! The word that a reader of a server off this machine has to know.

use std::fmt;

use axum::http::HeaderValue;
use data_encoding::BASE64;

/// A token; its text is not kept, and compared by hash in the same time wherever texts differ.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Token(blake3::Hash);

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

impl Token {
    pub(super) fn of(text: &str) -> Self {
        Self(blake3::hash(text.as_bytes()))
    }

    /// Whether an `Authorization` header has it: as a bearer token, or as the password of a browser's
    /// own question, whatever the name.
    pub(super) fn is_in(&self, header: Option<&HeaderValue>) -> bool {
        let Some(text) = header.and_then(|header| header.to_str().ok()) else { return false };
        let (scheme, credentials) = text.split_once(' ').unwrap_or_default();
        let given = match scheme.to_ascii_lowercase().as_str() {
            "bearer" => Some(credentials.trim().as_bytes().to_vec()),
            "basic" => BASE64.decode(credentials.trim().as_bytes()).ok().and_then(password),
            _ => None,
        };
        given.is_some_and(|given| blake3::hash(&given) == self.0)
    }
}

/// What stands behind the name in the credentials of a browser.
fn password(credentials: Vec<u8>) -> Option<Vec<u8>> {
    let colon = credentials.iter().position(|byte| *byte == b':')?;
    Some(credentials[colon + 1..].to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_a_bearer_token_or_a_password() {
        let token = Token::of("s3cret");
        // `anyone:s3cret`, `anyone:other` and `s3cret` in base64.
        for (header, is_right) in [
            ("Bearer s3cret", true),
            ("bearer s3cret", true),
            ("Basic YW55b25lOnMzY3JldA==", true),
            ("Basic YW55b25lOm90aGVy", false),
            ("Basic czNjcmV0", false),
            ("Basic !!!", false),
            ("Bearer s3cre", false),
            ("Bearer", false),
            ("s3cret", false),
            ("", false),
        ] {
            let header = HeaderValue::from_static(header);
            assert_eq!(token.is_in(Some(&header)), is_right, "{header:?}");
        }
        assert!(!token.is_in(None));
        assert_eq!(format!("{token:?}"), "Token");
    }
}
