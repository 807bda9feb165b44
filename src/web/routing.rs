//! What a route is.

use axum::http::Method;

use super::asked::Asked;
use super::download::Form;
use super::problem::Problem;
use super::reply::Reply;
use super::visit::Visit;

/// Whom an answer is for: it is also what says in which form a problem is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    /// A person: pages, in Chinese unless another language is preferred.
    Page,
    /// A program: JSON, in English unless another language is preferred.
    Api,
    /// Whoever saves a file: in Chinese unless another language is preferred. A problem is a page for
    /// browsers only.
    File,
}

/// What answers.
#[derive(Clone, Copy)]
pub(super) enum Answer {
    /// The server, whether or not there is an index.
    Site(fn(&Visit<'_>) -> Result<Reply, Problem>),
    /// The index, on a thread of its own.
    Index(fn(&Asked) -> Result<Reply, Problem>),
    /// The index, which tells of all routes.
    Table(fn(&Asked, &[Route]) -> Result<Reply, Problem>),
    /// The index, in a list that is sent while it is made.
    Download(Form),
}

/// A route.
pub(super) struct Route {
    pub(super) method: Method,
    /// The path, with its variable parts in braces.
    pub(super) path: &'static str,
    /// What it is called in the description of the API.
    pub(super) name: &'static str,
    /// What it answers.
    pub(super) what: &'static str,
    /// The parameters that it knows.
    pub(super) parameters: &'static [&'static str],
    pub(super) face: Face,
    pub(super) answer: Answer,
}
