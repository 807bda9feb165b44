//! `/doc/{id}/original`: the file that an announcement was read from.
//!
//! It is somebody's page and may hold anything, so it is never shown: browsers save it. Only files that
//! the index names can be asked for, since an id is all that is given.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use axum::http::StatusCode;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY,
};

use super::api::document::one;
use super::asked::Asked;
use super::attachment::attachment;
use super::problem::{Problem, Sort};
use super::reply::{Media, Reply};

/// The largest file that is handed out, in bytes.
const LARGEST: u64 = 64 << 20;

/// Whatever a browser makes of the file, it runs nothing and asks for nothing.
const POLICY: &str = "sandbox; default-src 'none'";

pub(super) fn answer(asked: &Asked) -> Result<Reply, Problem> {
    if !asked.site.has_originals {
        return Err(Problem::plain(StatusCode::FORBIDDEN, Sort::Kept));
    }
    let record = one(asked, asked.name(), None)?.record;
    let found = asked.engine().original_inside(&record.place);
    let path = found.map_err(|error| asked.failed(&error))?.ok_or_else(gone)?;
    let file = File::open(&path).map_err(|_| gone())?;
    // What was opened is asked, for another may be there by now.
    let size = file.metadata().ok().filter(std::fs::Metadata::is_file).ok_or_else(gone)?.len();
    if size > LARGEST {
        return Err(Problem::plain(StatusCode::FORBIDDEN, Sort::Long));
    }
    let reply = Reply::streamed(Media("application/octet-stream"), Box::new(copy(file, size)));
    Ok(reply
        .with(CONTENT_LENGTH, &size.to_string())
        .with(CONTENT_DISPOSITION, &attachment(&name(&path), &plain(&record.id.to_string(), &path)))
        .with(CONTENT_SECURITY_POLICY, POLICY)
        // The file may change while the index stays.
        .with(CACHE_CONTROL, "no-store"))
}

fn gone() -> Problem {
    Problem::plain(StatusCode::NOT_FOUND, Sort::Gone)
}

/// Copies as many bytes as were promised; a file that has fewer by now breaks the answer off.
fn copy(file: File, size: u64) -> impl FnOnce(&mut dyn io::Write) -> io::Result<()> + Send {
    move |out| match io::copy(&mut file.take(size), out)? {
        copied if copied == size => Ok(()),
        _ => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// What the file is called.
fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The same in ASCII: the id, with the extension of the file.
fn plain(id: &str, path: &Path) -> String {
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    let is_plain = (1..=8).contains(&extension.len())
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_plain { format!("{id}.{extension}") } else { id.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ascii_twin_has_nothing_that_ends_a_header_or_a_name() {
        for (file, twin) in [
            ("/a/通知.html", "0123.html"),
            ("/a/x.ht\"ml", "0123"),
            ("/a/x.h\r\nX: y", "0123"),
            ("/a/x", "0123"),
            ("/a/x.格式", "0123"),
        ] {
            assert_eq!(plain("0123", Path::new(file)), twin, "{file}");
        }
    }

    #[test]
    fn a_file_that_has_become_shorter_breaks_the_answer_off() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "甲乙").unwrap();
        let copied = |size| {
            let mut out = Vec::new();
            let copied = copy(File::open(&path).unwrap(), size)(&mut out);
            (copied.map_err(|error| error.kind()), out.len())
        };
        assert_eq!(copied(6), (Ok(()), 6));
        assert_eq!(copied(3), (Ok(()), 3));
        assert_eq!(copied(7), (Err(io::ErrorKind::UnexpectedEof), 6));
    }
}
