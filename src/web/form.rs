//! The form that a request sends.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use tokio::time::timeout;

use super::guard::LONGEST_FORM;
use super::problem::{Problem, Sort};

/// Reads a form that comes within `patience`.
///
/// # Errors
/// When it is none, is too long or does not come.
pub(super) async fn read(
    headers: &HeaderMap,
    body: Body,
    patience: Duration,
) -> Result<Vec<u8>, Problem> {
    let media = headers.get(CONTENT_TYPE).and_then(|media| media.to_str().ok()).unwrap_or_default();
    let essence = media.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(Problem::plain(StatusCode::UNSUPPORTED_MEDIA_TYPE, Sort::Media));
    }
    let late = |_| Problem::plain(StatusCode::REQUEST_TIMEOUT, Sort::Late);
    let bytes = timeout(patience, to_bytes(body, LONGEST_FORM)).await.map_err(late)?;
    let large = |_| Problem::plain(StatusCode::PAYLOAD_TOO_LARGE, Sort::Large);
    Ok(bytes.map_err(large)?.to_vec())
}
