//! What a page is made in: its language, its addresses, and what was asked.

use std::fmt;

use jiff::Timestamp;

use super::super::asked::Asked;
use super::super::query_string::QueryString;
use super::super::readable::Readable;
use super::super::site::Site;
use crate::announcement::Id;
use crate::printer::Language;

/// What every page has around its content.
pub(in super::super) struct Frame<'a> {
    pub(in super::super) language: Language,
    /// What stands before every path.
    pub(in super::super) base: &'a str,
    /// The search that the page is of, or comes from.
    pub(in super::super) query: QueryString,
    /// The path of the page, with which another language is linked to.
    pub(in super::super) path: String,
    /// What answers, where something does.
    pub(in super::super) index: Option<Index>,
}

/// What the foot of a page says of the index.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Index {
    /// How many announcements it holds.
    pub(in super::super) announcements: u64,
    /// When a run last changed it.
    pub(in super::super) changed: Option<Timestamp>,
}

impl<'a> Frame<'a> {
    /// The frame of the answer to what is asked, on the page of this path.
    pub(in super::super) fn of(asked: &'a Asked, path: impl Into<String>) -> Self {
        let stats = &asked.opened.stats;
        Self {
            language: asked.language,
            base: &asked.site.base,
            query: asked.query.clone(),
            path: path.into(),
            index: Some(Index { announcements: stats.announcements, changed: stats.changed() }),
        }
    }

    /// The frame of a page that is no answer of the index.
    pub(in super::super) fn bare(site: &'a Site, language: Language) -> Self {
        let (query, path) = (QueryString::default(), "/".into());
        Self { language, base: &site.base, query, path, index: None }
    }

    /// The address of a path.
    pub(super) fn at(&self, path: impl fmt::Display) -> String {
        format!("{}{path}", self.base)
    }

    /// The address of the list of a search, in a page. The language goes along.
    pub(in super::super) fn list(&self, query: &QueryString) -> String {
        let text = Readable(query).to_string();
        if text.is_empty() { self.at("/") } else { self.at(format_args!("/?{text}")) }
    }

    /// The address of an announcement, with the search that it was found by.
    pub(super) fn document(&self, id: &Id) -> String {
        let text = Readable(&self.query).to_string();
        let mark = if text.is_empty() { "" } else { "?" };
        self.at(format_args!("/doc/{id}{mark}{text}"))
    }

    /// The address of the best passages of an announcement.
    pub(super) fn preview(&self, id: &Id) -> String {
        self.document(id).replacen("/doc/", "/preview/", 1)
    }

    /// The address of the original file of an announcement.
    pub(super) fn original(&self, id: &Id) -> String {
        self.at(format_args!("/doc/{id}/original"))
    }

    /// The address of a path with the language that was asked for by name.
    pub(super) fn page(&self, path: &str) -> String {
        match self.query.get("lang") {
            Some(language) => self.at(format_args!("{path}?lang={language}")),
            None => self.at(path),
        }
    }

    /// The address of this page in the other language.
    pub(super) fn other_language(&self) -> String {
        let query = self.query.with_language(match self.language {
            Language::Chinese => "en",
            _ => "zh",
        });
        self.at(format_args!("{}?{}", self.path, Readable(&query)))
    }
}
