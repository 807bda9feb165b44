//! One request, read as far as every route needs it.

use std::sync::Arc;

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use jiff::civil::Date;

use super::etag::Etag;
use super::problem::Problem;
use super::query_string::QueryString;
use super::site::Site;
use crate::engine::Engine;
use crate::engine::live::Opened;
use crate::printer::Language;

/// What is asked, and of which state of the index.
pub(super) struct Asked {
    /// The server.
    pub(super) site: Arc<Site>,
    /// The state of the index that answers.
    pub(super) opened: Arc<Opened>,
    /// The values of the variable parts of the path, in order.
    pub(super) path: Vec<String>,
    /// The parameters, those of a form among them.
    pub(super) query: QueryString,
    /// The text of a form that has no place in an address.
    pub(super) text: Option<String>,
    /// The language of the answer.
    pub(super) language: Language,
    /// The day.
    pub(super) today: Date,
}

impl Asked {
    pub(super) fn engine(&self) -> &Engine {
        &self.opened.engine
    }

    /// The first variable part of the path.
    pub(super) fn name(&self) -> &str {
        self.path.first().map_or("", String::as_str)
    }

    /// The address of a path of this server.
    pub(super) fn at(&self, path: &str) -> String {
        [&self.site.base, path].concat()
    }

    /// A problem of the engine, in what may be told of this machine.
    pub(super) fn failed(&self, error: &crate::Error) -> Problem {
        Problem::of(error, self.site.is_local)
    }

    /// What tells the answer to this from all others.
    pub(super) fn etag(&self, route: &str) -> Etag {
        let Self { path, query, text, language, today, .. } = self;
        let began = self.site.began;
        let asked = format!("{began} {route} {path:?} {query} {text:?} {language:?} {today}");
        Etag::of(self.opened.generation(), &asked)
    }
}

/// The language that a browser or a program prefers, of those that there are words in.
pub(super) fn preferred(headers: &HeaderMap) -> Option<Language> {
    let header = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    let weighed = header.split(',').filter_map(|tag| {
        let (tag, weight) = tag.split_once(';').unwrap_or((tag, "q=1"));
        let weight: f32 = weight.trim().strip_prefix("q=")?.parse().ok()?;
        Some((Language::named(tag.trim())?, weight))
    });
    // Of equal ones the first is meant.
    let best = weighed.reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.map(|(language, _)| language)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_language_is_the_one_preferred_of_those_known() {
        for (header, expected) in [
            ("zh-CN,zh;q=0.9,en;q=0.8", Some(Language::Chinese)),
            ("en-GB,en;q=0.9,zh;q=0.8", Some(Language::English)),
            ("de-DE,zh;q=0.3,en;q=0.5", Some(Language::English)),
            ("de", None),
            ("", None),
            ("*", None),
        ] {
            let headers =
                HeaderMap::from_iter([(ACCEPT_LANGUAGE, HeaderValue::from_static(header))]);
            assert_eq!(preferred(&headers), expected, "{header}");
        }
        assert_eq!(preferred(&HeaderMap::new()), None);
    }
}
