//! What is refused before a request is routed.

use axum::http::header::{AUTHORIZATION, CONTENT_LENGTH, HOST, HeaderName, ORIGIN};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};

use super::hosts::Hosts;
use super::problem::{Problem, Sort};
use super::token::Token;

/// The longest address, in bytes. Longer texts are posted.
const LONGEST_ADDRESS: usize = 8 << 10;

/// The longest form, in bytes.
pub(super) const LONGEST_FORM: usize = 256 << 10;

/// The paths whose answers another site must not load: its scripts could learn from them what is
/// found here, by size or by time.
const GUARDED: [&str; 5] = ["/api/", "/export", "/suggest", "/cite/", "/like"];

/// How the paths of files end, of which the same holds.
const ORIGINAL: &str = "/original";

const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Who may ask what.
#[derive(Debug)]
pub(super) struct Guard {
    pub(super) hosts: Hosts,
    pub(super) token: Option<Token>,
}

impl Guard {
    /// Lets a request pass, whose path begins behind the base path of the server.
    ///
    /// # Errors
    /// When it is refused.
    pub(super) fn check(&self, parts: &Parts, path: &str) -> Result<(), Problem> {
        self.check_host(parts)?;
        check_length(parts)?;
        self.check_site(parts, path)?;
        match &self.token {
            Some(token) if !token.is_in(parts.headers.get(AUTHORIZATION)) => {
                Err(Problem::plain(StatusCode::UNAUTHORIZED, Sort::Token))
            }
            _ => Ok(()),
        }
    }

    fn check_host(&self, parts: &Parts) -> Result<(), Problem> {
        let mut named = parts.headers.get_all(HOST).iter();
        let (first, second) = (named.next(), named.next());
        if second.is_some() {
            return Err(Problem::plain(StatusCode::BAD_REQUEST, Sort::Request));
        }
        let name = first.and_then(|name| name.to_str().ok()).unwrap_or_default();
        // A whole address names a host as well.
        let whole = parts.uri.authority();
        match self.hosts.allow(name) && whole.is_none_or(|whole| self.hosts.allow(whole.as_str())) {
            true => Ok(()),
            false => Err(Problem::plain(StatusCode::MISDIRECTED_REQUEST, Sort::Host)),
        }
    }

    /// Refuses what the page of another site asks, where that could tell it something.
    fn check_site(&self, parts: &Parts, path: &str) -> Result<(), Problem> {
        let foreign = || Err(Problem::plain(StatusCode::FORBIDDEN, Sort::Foreign));
        let site = parts.headers.get(SITE).map(|site| site.as_bytes());
        let is_guarded =
            GUARDED.iter().any(|guarded| path.starts_with(guarded)) || path.ends_with(ORIGINAL);
        if site == Some(b"cross-site") && is_guarded {
            return foreign();
        }
        if parts.method == Method::POST && !self.is_own(parts, site) {
            return foreign();
        }
        Ok(())
    }

    /// Whether a form was sent by a page of this server. Programs send neither header.
    fn is_own(&self, parts: &Parts, site: Option<&[u8]>) -> bool {
        let is_own_site = site.is_none_or(|site| site == b"same-origin" || site == b"none");
        let origin = parts.headers.get(ORIGIN).map(|origin| origin.to_str().unwrap_or_default());
        let Some(origin) = origin else { return is_own_site };
        let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok());
        let named = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        is_own_site && named.is_some() && named == host
    }
}

/// Refuses addresses and bodies that are too long, the latter before they are read.
fn check_length(parts: &Parts) -> Result<(), Problem> {
    if parts.uri.to_string().len() > LONGEST_ADDRESS {
        return Err(Problem::plain(StatusCode::URI_TOO_LONG, Sort::Large));
    }
    let length = parts.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    let length: Option<usize> = length.and_then(|length| length.parse().ok());
    match length.is_some_and(|length| length > LONGEST_FORM) {
        true => Err(Problem::plain(StatusCode::PAYLOAD_TOO_LARGE, Sort::Large)),
        false => Ok(()),
    }
}
