//! What format a file is in: by its first bytes, then by its extension, then by its look.
//!
//! A text in disguise is read as what it is: a `.txt` that is a page, a `.pdf` that is the page
//! a site answered with instead of the PDF.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::encoding;
use crate::error::Refusal;

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// Word since 2007, and what WPS Office saves as `.docx`.
    Docx,
    /// OFD, the fixed layout format of GB/T 33190.
    Ofd,
    /// PDF.
    Pdf,
    /// Word 97 to 2003, and what WPS Office saves as `.wps`.
    Doc,
    /// Rich Text Format.
    Rtf,
    /// A page saved with all its parts (`.mht`).
    Mhtml,
    /// A ZIP archive of files in any of these formats.
    Zip,
}

impl Format {
    /// Its usual name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Json => "JSON",
            Self::JsonLines => "JSON Lines",
            Self::Csv => "CSV",
            Self::Docx => "DOCX",
            Self::Ofd => "OFD",
            Self::Pdf => "PDF",
            Self::Doc => "DOC",
            Self::Rtf => "RTF",
            Self::Mhtml => "MHTML",
            Self::Zip => "ZIP",
        }
    }
}

/// First bytes of formats that are not read.
const MAGIC: &[(&[u8], &str)] = &[
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

/// Extensions of formats that are known and not read.
const NOT_READ: &[&str] = &[
    "ceb", "xls", "xlsx", "et", "ppt", "pptx", "odt", "epub", "xml", "sql", "db", "png", "jpg",
    "jpeg", "gif", "bmp", "tif", "tiff", "webp", "svg", "rar", "7z", "gz", "tgz", "tar", "bz2",
    "xz", "mp3", "mp4", "avi", "css", "js",
];

/// Extensions of formats that are known by their first bytes; without them a file is damaged, or a
/// text that was named wrong.
const MARKED: &[&str] =
    &["pdf", "doc", "docx", "wps", "wpt", "dot", "ofd", "rtf", "mht", "mhtml", "zip"];

/// The format of the file at `path` that begins with `head`.
pub(super) fn format(path: &Path, head: &[u8]) -> Result<Format, Refusal> {
    let extension =
        path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    if let Some(format) = magic(head) {
        return format.map_err(|name| Refusal::NotRead(name.into()));
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
        "" if head.contains(&0) && !starts_with_mark(head) => Err(Refusal::NotText),
        "" => Ok(Format::Text),
        known if NOT_READ.contains(&known) => Err(Refusal::NotRead(known.to_uppercase())),
        marked if MARKED.contains(&marked) => match encoding::decode(head) {
            Some(_) => Ok(Format::Text),
            None => {
                Err(Refusal::damaged(format!("no {} by its first bytes", marked.to_uppercase())))
            }
        },
        other => Err(Refusal::UnknownExtension(other.into())),
    }
}

/// The format that the first bytes give away; an error is the name of one that is not read.
fn magic(head: &[u8]) -> Option<Result<Format, &'static str>> {
    if head[..head.len().min(1024)].windows(5).any(|bytes| bytes == b"%PDF-") {
        return Some(Ok(Format::Pdf));
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Some(Ok(Format::Zip));
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Some(Ok(Format::Doc));
    }
    let look = ascii(head, 4096);
    if look.starts_with("{\\rtf") {
        return Some(Ok(Format::Rtf));
    }
    if opens_as_mail(&look) {
        return Some(Ok(Format::Mhtml));
    }
    let found = MAGIC.iter().find(|(bytes, _)| head.starts_with(bytes))?;
    Some(Err(found.1))
}

/// Whether it opens with the header fields of a page that was saved with its parts.
fn opens_as_mail(look: &str) -> bool {
    let has_field = look.starts_with("mime-version:") || look.contains("\nmime-version:");
    let opens = ["mime-version:", "from:", "content-type:", "subject:", "date:", "x-"];
    has_field && opens.iter().any(|field| look.starts_with(field))
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
        format(Path::new(name), head).map_err(|refusal| refusal.to_string())
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
        assert_eq!(of("a.txt", b"%PDF-1.7"), Ok(Format::Pdf));
        assert_eq!(of("a.doc", b"PK\x03\x04"), Ok(Format::Zip));
        assert_eq!(of("a.docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Ok(Format::Doc));
        assert_eq!(of("a.doc", b"{\\rtf1\\ansi"), Ok(Format::Rtf));
        assert_eq!(of("a.doc", b"MIME-Version: 1.0\r\nContent-Type: x"), Ok(Format::Mhtml));
        assert_eq!(of("a.doc", "关于放假的通知".as_bytes()), Ok(Format::Text));
        assert_eq!(of("a.json", b"{\"a\":1}\n{\"a\":2}\n"), Ok(Format::JsonLines));
        assert_eq!(of("a.jsonl", b"[\n{\"a\":1}]"), Ok(Format::Json));
    }

    #[test]
    fn what_is_not_read_is_named() {
        for (name, head, reason) in [
            ("a.xlsx", &b"cut"[..], "XLSX is not read yet"),
            ("a", b"7z\xBC\xAF\x27\x1C", "7z archives are not read yet"),
            ("a.doc", b"\x00\x01\x02", "incomplete or damaged (no DOC by its first bytes)"),
            ("a.xyz", b"cut", "files named .xyz are not read"),
        ] {
            assert_eq!(of(name, head), Err(reason.to_string()));
        }
        assert!(of("a", b"\x00\x01\x02").unwrap_err().starts_with("only bytes that are no text"));
    }
}
