//! What the page of a list is made from.

use super::super::frame::Frame;
use crate::response::{Facets, SearchResponse};

/// What was found, and in which search.
pub(in super::super::super) struct List<'a> {
    pub(in super::super::super) frame: &'a Frame<'a>,
    pub(in super::super::super) response: &'a SearchResponse,
    /// What each value of a facet has, or would add.
    pub(in super::super::super) facets: &'a Facets,
    /// How many hits a page has.
    pub(in super::super::super) limit: usize,
    /// How many hits come before this page.
    pub(in super::super::super) offset: usize,
    /// The title of the announcement that hits are to be like.
    pub(in super::super::super) like: Option<String>,
    /// Whether original files are handed out.
    pub(in super::super::super) has_originals: bool,
}
