//! What format a file is in: by its first bytes, then by its extension, then by its look.
//!
//! A text in disguise is read as what it is: a `.txt` that is a page, a `.pdf` that is the page
//! a site answered with instead of the PDF.

use std::path::Path;

use super::{no_text_at_all, unreadable};
use crate::error::ErrorKind;

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// HTML and XHTML.
    Html,
    /// JSON: an object, or an array of them.
    Json,
    /// JSON Lines: an object a line.
    JsonLines,
    /// Comma, semicolon or tab separated values with a header.
    Csv,
}

/// First bytes and the format they give away.
const MAGIC: &[(&[u8], &str)] = &[
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG images"),
    (b"\xFF\xD8\xFF", "JPEG images"),
    (b"GIF8", "GIF images"),
    (b"II*\0", "TIFF images"),
    (b"MM\0*", "TIFF images"),
    (b"RIFF", "RIFF media"),
    (b"\x1F\x8B", "gzip archives"),
    (b"BZh", "bzip2 archives"),
    (b"\xFD7zXZ", "xz archives"),
    (b"7z\xBC\xAF\x27\x1C", "7z archives"),
    (b"Rar!", "RAR archives"),
    (b"\x28\xB5\x2F\xFD", "zstd archives"),
    (b"SQLite format 3", "SQLite"),
    (b"\x7FELF", "programs"),
    (b"ID3", "MP3"),
];

/// What a ZIP holds, by the name of a part near its head.
const ZIPPED: &[(&[u8], &str)] =
    &[(b"word/", "DOCX"), (b"OFD.xml", "OFD"), (b"xl/", "XLSX"), (b"ppt/", "PPTX")];

/// Extensions of formats that are known and not read.
const NOT_READ: &[&str] = &[
    "pdf", "doc", "docx", "wps", "wpt", "ofd", "ceb", "rtf", "xls", "xlsx", "et", "ppt", "pptx",
    "odt", "epub", "mht", "mhtml", "xml", "sql", "db", "png", "jpg", "jpeg", "gif", "bmp", "tif",
    "tiff", "webp", "svg", "zip", "rar", "7z", "gz", "tgz", "tar", "bz2", "xz", "mp3", "mp4",
    "avi", "css", "js",
];

/// The format of the file at `path` that begins with `head`.
pub(super) fn format(path: &Path, head: &[u8]) -> Result<Format, ErrorKind> {
    let extension =
        path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    if let Some(name) = magic(head, &extension) {
        return Err(not_read(&name));
    }
    match extension.as_str() {
        "md" | "markdown" => Ok(Format::Markdown),
        "txt" | "text" => Ok(if opens_as_html(head) { Format::Html } else { Format::Text }),
        "html" | "htm" | "shtml" | "shtm" | "xhtml" => {
            Ok(if has_tags(head) { Format::Html } else { Format::Text })
        }
        "json" => Ok(if is_json_lines(head) { Format::JsonLines } else { Format::Json }),
        "jsonl" | "ndjson" => Ok(if is_one_json(head) { Format::Json } else { Format::JsonLines }),
        "csv" | "tsv" => Ok(Format::Csv),
        _ if opens_as_html(head) => Ok(Format::Html),
        "" if head.contains(&0) && !starts_with_mark(head) => Err(no_text_at_all()),
        "" => Ok(Format::Text),
        known if NOT_READ.contains(&known) => Err(not_read(&known.to_uppercase())),
        other => Err(unreadable(format!(
            "files named .{other} are not read: rename it to .txt if it is a text"
        ))),
    }
}

fn not_read(name: &str) -> ErrorKind {
    unreadable(
        format!("{name} is not read yet: save it as text or HTML")
            .replace("s is not read", "s are not read"),
    )
}

/// The format that the first bytes give away, when it is one that is not read.
fn magic(head: &[u8], extension: &str) -> Option<String> {
    if head[..head.len().min(1024)].windows(5).any(|bytes| bytes == b"%PDF-") {
        return Some("PDF".into());
    }
    if head.starts_with(b"PK\x03\x04") {
        return Some(zipped(head, extension));
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Some(if extension.is_empty() { "DOC".into() } else { extension.to_uppercase() });
    }
    let found = MAGIC.iter().find(|(bytes, _)| head.starts_with(bytes))?;
    Some(found.1.into())
}

fn zipped(head: &[u8], extension: &str) -> String {
    let near = &head[..head.len().min(1 << 16)];
    let holds = |name: &[u8]| near.windows(name.len()).any(|bytes| bytes == name);
    match ZIPPED.iter().find(|(name, _)| holds(name)) {
        Some((_, format)) => (*format).into(),
        None if ["docx", "ofd", "xlsx", "pptx", "epub", "odt"].contains(&extension) => {
            extension.to_uppercase()
        }
        None => "ZIP archives".into(),
    }
}

fn starts_with_mark(head: &[u8]) -> bool {
    encoding_rs::Encoding::for_bom(head).is_some()
}

/// The first `bytes` as ASCII that can be compared; zero bytes of UTF-16 and a mark fall out.
fn ascii(head: &[u8], bytes: usize) -> String {
    let seen = head[..head.len().min(bytes)].iter().filter(|byte| (1..0x80).contains(*byte));
    seen.map(|byte| byte.to_ascii_lowercase() as char).collect::<String>().trim_start().to_string()
}

/// Whether it opens with a tag that only a page opens with.
fn opens_as_html(head: &[u8]) -> bool {
    const OPENINGS: [&str; 9] =
        ["<!doctype html", "<html", "<head", "<body", "<meta", "<div", "<table", "<p>", "<p "];
    let mut look = ascii(head, 4096);
    while let Some((_, after)) = look.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")) {
        look = after.trim_start().to_string();
    }
    if look.starts_with("<?xml") {
        return look.contains("<html");
    }
    OPENINGS.iter().any(|opening| look.starts_with(opening))
}

/// Whether a file that is called a page has tags at all.
fn has_tags(head: &[u8]) -> bool {
    const TAGS: [&str; 14] = [
        "<!doctype",
        "<html",
        "<head",
        "<body",
        "<meta",
        "<title",
        "<div",
        "<table",
        "<td",
        "<p>",
        "<p ",
        "<br",
        "<span",
        "</",
    ];
    let look = ascii(head, head.len());
    TAGS.iter().any(|tag| look.contains(tag))
}

/// Whether a `.json` is an object a line: its first line is whole and another follows.
fn is_json_lines(head: &[u8]) -> bool {
    let mut lines =
        head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|l| !l.is_empty());
    let first = lines.next().is_some_and(|line| {
        line.starts_with(b"{") && serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok()
    });
    first && lines.next().is_some_and(|line| line.starts_with(b"{"))
}

/// Whether a `.jsonl` is one array, or one object over many lines.
fn is_one_json(head: &[u8]) -> bool {
    let look = ascii(head, 1 << 16);
    let first = look.lines().next().unwrap_or_default().trim();
    first.starts_with('[') || first == "{"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, head: &[u8]) -> Result<Format, String> {
        format(Path::new(name), head).map_err(|error| error.to_string())
    }

    #[test]
    fn extensions_name_the_formats() {
        assert_eq!(of("a.txt", "一、总体要求".as_bytes()), Ok(Format::Text));
        assert_eq!(of("a.MARKDOWN", b"# x"), Ok(Format::Markdown));
        assert_eq!(of("a.shtml", b"<p>x</p>"), Ok(Format::Html));
        assert_eq!(of("a.json", b"[{}]"), Ok(Format::Json));
        assert_eq!(of("a.ndjson", b"{\"a\":1}\n"), Ok(Format::JsonLines));
        assert_eq!(of("a.tsv", b"a\tb"), Ok(Format::Csv));
    }

    #[test]
    fn a_disguise_is_seen_through() {
        assert_eq!(
            of("a.txt", b"\xEF\xBB\xBF<!-- saved --> <!DOCTYPE HTML><html>"),
            Ok(Format::Html)
        );
        assert_eq!(of("a.html", "关于放假的通知\n五一放假".as_bytes()), Ok(Format::Text));
        assert_eq!(of("a.pdf", b"<html><body>404</body></html>"), Ok(Format::Html));
        assert_eq!(of("content_53", b"<html>"), Ok(Format::Html));
        assert_eq!(of("a.json", b"{\"a\":1}\n{\"a\":2}\n"), Ok(Format::JsonLines));
        assert_eq!(of("a.jsonl", b"[\n{\"a\":1}]"), Ok(Format::Json));
    }

    #[test]
    fn what_is_not_read_is_named() {
        for (name, head, reason) in [
            ("a.txt", &b"%PDF-1.7"[..], "PDF is not read yet: save it as text or HTML"),
            ("a.ofd", b"PK\x03\x04....OFD.xml", "OFD is not read yet: save it as text or HTML"),
            ("a.zip", b"PK\x03\x04", "ZIP archives are not read yet: save it as text or HTML"),
            (
                "a.wps",
                b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
                "WPS is not read yet: save it as text or HTML",
            ),
            ("a.doc", b"cut", "DOC is not read yet: save it as text or HTML"),
            ("a.xyz", b"cut", "files named .xyz are not read: rename it to .txt if it is a text"),
        ] {
            assert_eq!(of(name, head), Err(reason.to_string()));
        }
        assert!(of("a", b"\x00\x01\x02").unwrap_err().starts_with("only bytes that are no text"));
    }
}
