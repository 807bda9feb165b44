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

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use axum::body::Bytes;
    use axum::http::HeaderValue;
    use hyper::body::{Body as HttpBody, Frame};

    use super::*;

    /// A body of which nothing comes.
    struct Stalled;

    impl HttpBody for Stalled {
        type Data = Bytes;
        type Error = std::io::Error;

        fn poll_frame(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
            Poll::Pending
        }
    }

    fn read_now(media: &'static str, body: Body) -> Result<Vec<u8>, u16> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(media))]);
        let read = read(&headers, body, Duration::from_millis(20));
        runtime.expect("a runtime").block_on(read).map_err(|problem| problem.status.as_u16())
    }

    #[test]
    fn a_form_is_read_in_time_and_in_its_type_or_not_at_all() {
        const FORM: &str = "application/x-www-form-urlencoded";
        let spelled = "Application/X-WWW-Form-Urlencoded ; charset=utf-8";
        assert_eq!(read_now(FORM, Body::from("a=b")), Ok(b"a=b".to_vec()));
        assert_eq!(read_now(spelled, Body::from("a=b")), Ok(b"a=b".to_vec()));
        assert_eq!(read_now(FORM, Body::new(Stalled)), Err(408));
        assert_eq!(
            read_now(FORM, Body::from(vec![b'a'; LONGEST_FORM])).map(|all| all.len()),
            Ok(LONGEST_FORM)
        );
        assert_eq!(read_now(FORM, Body::from(vec![b'a'; LONGEST_FORM + 1])), Err(413));
        for other in ["application/json", "multipart/form-data; boundary=x", "text/plain", ""] {
            assert_eq!(read_now(other, Body::from("a=b")), Err(415), "{other}");
        }
    }
}
