//! Where an index lies in OpenSearch, and by what right it is asked for.

use std::fmt;
use std::path::PathBuf;

use crate::error::{Error, ErrorKind, Result};

/// The bytes that a name may have: OpenSearch takes 255, and the names of the parts of an index are
/// longer than its own.
const LONGEST_NAME: usize = 200;

/// Characters that no name of OpenSearch has, and `%`, which would be taken for an escape.
const FORBIDDEN: &str = "\\/*?\"<>|,#:%";

/// The nodes of a cluster of OpenSearch, and the name of an index there.
///
/// ```
/// use policy_search::Address;
///
/// let address = Address::parse("https://a:9200,https://b:9200/policy")?;
/// assert_eq!(address.nodes(), ["https://a:9200", "https://b:9200"]);
/// assert_eq!(address.index(), "policy");
/// assert_eq!(address.to_string(), "https://a:9200,https://b:9200/policy");
/// # Ok::<(), policy_search::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    nodes: Vec<String>,
    index: String,
    access: Access,
}

/// By what right an index is asked for, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Access {
    /// What is sent with every request.
    pub credentials: Credentials,
    /// The certificates, in PEM, of the only authorities that nodes are trusted by; without it those of
    /// the public web.
    pub authority: Option<PathBuf>,
    /// Whether an answer is taken where some shards did not answer.
    pub allow_partial: bool,
}

/// What proves who asks. Shown, it keeps its secret.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Credentials {
    /// Nothing.
    #[default]
    None,
    /// A name and a password.
    Password {
        /// The name.
        user: String,
        /// The password.
        password: String,
    },
    /// An API key, as it is sent.
    ApiKey(String),
    /// A bearer token, such as a JSON Web Token.
    Token(String),
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Password { .. } => "Password",
            Self::ApiKey(_) => "ApiKey",
            Self::Token(_) => "Token",
        })
    }
}

impl Address {
    /// The index of this name at these nodes, with a comma between two.
    ///
    /// # Errors
    /// [`ErrorKind::Address`] when it names no node or no index, or one that cannot be;
    /// [`ErrorKind::PasswordInAddress`] when it holds a user or password, which it does not repeat.
    pub fn parse(text: &str) -> Result<Self> {
        // Before all else: no other error may repeat a password.
        if text.contains('@') {
            return Err(ErrorKind::PasswordInAddress.into());
        }
        let pieces: Vec<&str> = text.split(',').map(str::trim).collect();
        let (last, others) = pieces.split_last().ok_or_else(|| no_index(text))?;
        let (last, index) = cut(last).ok_or_else(|| no_index(text))?;
        let nodes = others.iter().copied().chain([last]);
        let nodes = nodes.map(node).collect::<Result<_>>()?;
        let index = name(index)?.to_string();
        Ok(Self { nodes, index, access: Access::default() })
    }

    /// This address, asked by this right.
    #[must_use]
    pub fn with_access(mut self, access: Access) -> Self {
        self.access = access;
        self
    }

    /// The nodes, as `https://HOST:PORT`.
    pub fn nodes(&self) -> &[String] {
        &self.nodes
    }

    /// The name of the index.
    pub fn index(&self) -> &str {
        &self.index
    }

    /// By what right it is asked for.
    pub fn access(&self) -> &Access {
        &self.access
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&[&self.nodes.join(","), "/", &self.index].concat())
    }
}

/// The last node and what stands behind it.
fn cut(text: &str) -> Option<(&str, &str)> {
    let host = text.find("://")? + "://".len();
    let slash = host + text[host..].find('/')?;
    let index = text[slash + 1..].trim_end_matches('/');
    (!index.is_empty()).then_some((&text[..slash], index))
}

/// A node as it is asked: in lower case, as hosts are the same in either.
fn node(text: &str) -> Result<String> {
    let wrong = || refused(format!("{text} is no node: write it as https://search.example:9200"));
    let node = text.to_ascii_lowercase();
    let (scheme, place) = node.split_once("://").ok_or_else(wrong)?;
    let is_known = ["https", "http"].contains(&scheme);
    if is_known && is_place(place) { Ok(node) } else { Err(wrong()) }
}

/// Whether a text is a host, with a port or without.
fn is_place(text: &str) -> bool {
    let (host, port) = match text.rsplit_once(':') {
        // The colons of an address of version 6 stand in brackets.
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (text, None),
    };
    let bracketed = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let is_host = match bracketed {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !host.is_empty() && host.chars().all(is_of_host),
    };
    is_host && port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0))
}

fn is_of_host(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._".contains(c)
}

/// The name of an index, where OpenSearch has such.
fn name(text: &str) -> Result<&str> {
    if text.contains('/') {
        return Err(refused(format!(
            "{text} is no name of an index: one name stands behind the nodes"
        )));
    }
    let is_forbidden = |c: char| FORBIDDEN.contains(c) || c.is_whitespace() || c.is_control();
    if text.contains(is_forbidden) || text.starts_with(['-', '_', '+', '.']) {
        return Err(refused(format!(
            "{text} is no name of an index: none begins with - _ + . or holds a space or one of {FORBIDDEN}"
        )));
    }
    if text.chars().any(char::is_uppercase) {
        return Err(refused(format!("{text} is no name of an index: write it in lower case")));
    }
    if text.len() > LONGEST_NAME {
        return Err(refused(format!("the name of an index has at most {LONGEST_NAME} bytes")));
    }
    Ok(text)
}

fn no_index(text: &str) -> Error {
    let node = text.trim_end_matches('/');
    refused(format!("no index is named: write its name behind the nodes, as in {node}/policy"))
}

fn refused(what: String) -> Error {
    ErrorKind::Address(what).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Address {
        Address::parse(text).unwrap()
    }

    fn told(text: &str) -> String {
        Address::parse(text).unwrap_err().to_string()
    }

    #[test]
    fn an_address_is_its_nodes_and_a_name() {
        for (text, nodes, index) in [
            ("https://h/policy", &["https://h"][..], "policy"),
            ("HTTP://Search.Example:9200/policy/", &["http://search.example:9200"], "policy"),
            (
                "https://a:9200, https://b_2:1/政策-1.x",
                &["https://a:9200", "https://b_2:1"],
                "政策-1.x",
            ),
            ("http://[::1]:9200/p", &["http://[::1]:9200"], "p"),
            ("http://[::1]/p", &["http://[::1]"], "p"),
            ("http://127.0.0.1:65535/p_+", &["http://127.0.0.1:65535"], "p_+"),
        ] {
            let address = parsed(text);
            assert_eq!(
                (address.nodes(), address.index()),
                (&nodes.iter().map(ToString::to_string).collect::<Vec<_>>()[..], index)
            );
            assert_eq!(parsed(&address.to_string()), address, "{text}");
        }
    }

    #[test]
    fn what_is_no_address_is_told() {
        let named = |text: &str| told(&format!("https://h:9200/{text}"));
        for (told, sentence) in [
            (
                told("https://h:9200"),
                "no index is named: write its name behind the nodes, as in https://h:9200/policy",
            ),
            (
                told("https://a/p,https://b/"),
                "no index is named: write its name behind the nodes, as in https://a/p,https://b/policy",
            ),
            (
                told("https://a/p,https://b/p"),
                "https://a/p is no node: write it as https://search.example:9200",
            ),
            (
                told("h:9200,https://b/p"),
                "h:9200 is no node: write it as https://search.example:9200",
            ),
            (told("ftp://h/p"), "ftp://h is no node: write it as https://search.example:9200"),
            (named("a/b"), "a/b is no name of an index: one name stands behind the nodes"),
            (named("Policy"), "Policy is no name of an index: write it in lower case"),
            (named(&"政".repeat(67)), "the name of an index has at most 200 bytes"),
        ] {
            assert_eq!(told, sentence);
        }
        for node in [
            "https://",
            "https://h:0",
            "https://h:65536",
            "https://h:x",
            "https://h i",
            "https://[::g]",
            "https://a?b",
            "https://政策",
        ] {
            assert!(told(&format!("{node}/p")).contains("is no node"), "{node}");
        }
        for name in [
            "-p", "_p", "+p", ".p", "p*", "p?q=1", "p#1", "a:b", "a b", "a|b", "%61", "a\\b",
            "a\u{7}",
        ] {
            assert!(named(name).contains("is no name of an index: none begins with"), "{name}");
        }
        assert_eq!(parsed(&format!("https://h/{}", "a".repeat(200))).index().len(), 200);
    }

    #[test]
    fn a_password_in_an_address_is_refused_and_not_repeated() {
        for text in [
            "https://user:s3cret@h:9200/policy",
            "https://a:9200,https://user:s3cret@b",
            "ftp://user:s3cret@h",
        ] {
            let error = Address::parse(text).unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::PasswordInAddress), "{text}");
            assert!(!format!("{error} {error:?}").contains("s3cret"), "{text}");
        }
    }

    #[test]
    fn no_secret_is_ever_shown() {
        let secrets = [
            Credentials::Password { user: "reader".into(), password: "s3cret".into() },
            Credentials::ApiKey("s3cret".into()),
            Credentials::Token("s3cret".into()),
        ];
        for credentials in secrets {
            let access = Access { credentials, ..Access::default() };
            let address = parsed("https://h/p").with_access(access.clone());
            assert_eq!(address.access(), &access);
            let shown = format!("{address} {address:?} {access:#?}");
            assert!(!shown.contains("s3cret"), "{shown}");
        }
    }
}
