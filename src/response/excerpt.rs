//! An article of a statute, as it is asked for and as a text has it.

use std::fmt;
use std::ops::Range;

use super::{Link, Links};

/// An article, or the clause (款) or item (项) of it that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Provision {
    /// As statutes write it: 第三条, 第一百二十条之一.
    pub article: String,
    /// The clause: 第二款.
    pub clause: Option<String>,
    /// The item: （二）.
    pub item: Option<String>,
}

impl Provision {
    /// A whole article.
    pub(crate) fn article(article: impl Into<String>) -> Self {
        Self { article: article.into(), clause: None, item: None }
    }
}

impl fmt::Display for Provision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.article)?;
        self.clause.iter().chain(&self.item).try_for_each(|part| f.write_str(part))
    }
}

/// An article where a text has it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Excerpt {
    /// What was asked for.
    pub provision: Provision,
    /// The headings that the article is under, the widest first: 第二章 劳动合同的订立.
    pub headings: Vec<String>,
    /// The article, in bytes of the body.
    pub text: Range<usize>,
    /// The clause or item of it, where one was asked for and is there.
    pub part: Option<Range<usize>>,
    /// What changes this article by its number, the latest first.
    pub amended_by: Links,
    /// What cites this article by its number, the latest first.
    pub cited_by: Links,
}

impl Excerpt {
    /// All that names this article.
    pub fn links(&self) -> impl Iterator<Item = &Link> {
        self.amended_by.listed.iter().chain(&self.cited_by.listed)
    }
}
