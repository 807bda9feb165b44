//! An answer before it is one of HTTP: its status, its headers and its content.

use std::io::{self, Write};

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode};

use super::problem::Problem;
use crate::printer::Language;

/// A media type with the encoding of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Media(pub(super) &'static str);

impl Media {
    pub(super) const HTML: Self = Self("text/html; charset=utf-8");
    pub(super) const JSON: Self = Self("application/json");
    pub(super) const PROBLEM: Self = Self("application/problem+json");
    pub(super) const TEXT: Self = Self("text/plain; charset=utf-8");
}

/// Writes content piece by piece, on a thread of its own.
pub(super) type Writing = Box<dyn FnOnce(&mut dyn Write) -> io::Result<()> + Send>;

/// What is sent after the headers.
pub(super) enum Content {
    /// All of it.
    Whole(Vec<u8>),
    /// What is written as it is read. If it fails, the connection is broken off.
    Streamed(Writing),
}

/// An answer.
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) content: Content,
    /// Whether the same question may be answered otherwise, though the index is the same.
    pub(super) is_passing: bool,
}

impl Reply {
    /// An answer of this type.
    pub(super) fn of(media: Media, content: impl Into<Vec<u8>>) -> Self {
        let reply = Self {
            status: StatusCode::OK,
            headers: Vec::new(),
            content: Content::Whole(content.into()),
            is_passing: false,
        };
        reply.with(CONTENT_TYPE, media.0)
    }

    /// An answer that is written as it is read.
    pub(super) fn streamed(media: Media, writing: Writing) -> Self {
        Self { content: Content::Streamed(writing), ..Self::of(media, []) }
    }

    /// Another address of this server.
    pub(super) fn elsewhere(status: StatusCode, address: &str) -> Self {
        Self { status, ..Self::of(Media::TEXT, []) }.with(LOCATION, address)
    }

    /// The answer of this status.
    pub(super) fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// The answer, which may be another one the next time.
    pub(super) fn passing(self, is_passing: bool) -> Self {
        Self { is_passing, ..self }
    }

    /// The answer with a header more. What no header can hold is left out.
    pub(super) fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::try_from(value) {
            self.headers.push((name, value));
        }
        self
    }

    /// A problem as programs read it.
    pub(super) fn problem(problem: &Problem, language: Language) -> Self {
        let object = serde_json::to_vec(&problem.object(language)).unwrap_or_default();
        Self::of(Media::PROBLEM, object).status(problem.status)
    }

    /// The answer of HTTP, around `body` where it is streamed.
    pub(super) fn into_response(self, stream: impl FnOnce(Writing) -> Body) -> Response<Body> {
        let body = match self.content {
            Content::Whole(bytes) => Body::from(bytes),
            Content::Streamed(writing) => stream(writing),
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        response.headers_mut().extend(self.headers);
        response
    }
}
