//! What format a file is in: by its first bytes, then by its extension, then by its look.
//!
//! A text in disguise is read as what it is: a `.txt` that is a page, a `.pdf` that is the page
//! a site answered with instead of the PDF.

use std::path::Path;

use super::compound::Compound;
use super::encoding;
use super::format::Format;
use super::formats;
use super::mail;
use super::marks::{self, Mark, ascii};
use super::package::Package;
use super::sheets;
use super::unread::{self, Unread};
use crate::error::Refusal;

/// The format of the file at `path` that begins with `head`; of a container it is what its
/// extension names, until [`inside`] tells.
pub(super) fn format(path: &Path, head: &[u8]) -> Result<Format, Refusal> {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    let extension = extension.unwrap_or_default();
    let named = Format::of_extension(&extension);
    let named_so = |is_so: fn(&Mark) -> bool| named.filter(|format| is_so(&format.row().mark));
    if marks::is_zip(head) {
        return Ok(named_so(Mark::is_packed).unwrap_or(Format::Zip));
    }
    if marks::is_compound(head) {
        return Ok(named_so(Mark::is_compound).unwrap_or(Format::Doc));
    }
    if let Some(format) = named.filter(|named| has_fields_of(*named, head)) {
        return Ok(format);
    }
    let root = marks::root(head);
    if let Some(row) = formats::TABLE.iter().find(|row| row.mark.is_at(head, root.as_ref())) {
        return Ok(row.format);
    }
    if let Some(row) = unread::TABLE.iter().find(|row| row.mark.is_at(head, root.as_ref())) {
        return Err(row.refusal());
    }
    if is_declared(head) || (named == Some(Format::Xml) && !opens_as_html(head)) {
        match root.map(|root| root.name.to_ascii_lowercase()).as_deref() {
            Some("html") => return Ok(Format::Html),
            Some(_) => return Ok(Format::Xml),
            None if is_declared(head) => return Err(Refusal::damaged("XML without an element")),
            None => {}
        }
    }
    match named {
        Some(format) if format.is_sheet() && sheets::may_be(head) => Ok(format),
        Some(format) => looks(format, head).map_or_else(|| unmarked(&extension, head), Ok),
        None if opens_as_html(head) => Ok(Format::Html),
        None => unnamed(&extension, head),
    }
}

/// Whether a file that is named as one of a format has the header fields that such files may have: a
/// mail without those of its way, a sheet that was saved as a page with its parts.
fn has_fields_of(named: Format, head: &[u8]) -> bool {
    match named {
        Format::Eml => mail::has_fields(head),
        named => named.is_sheet() && mail::is_saved_page(head),
    }
}

/// What a file looks like that is named as one of a format without a mark.
fn looks(named: Format, head: &[u8]) -> Option<Format> {
    Some(match named {
        Format::Text | Format::Xml if opens_as_html(head) => Format::Html,
        // What has a root element was told before.
        Format::Xml => Format::Text,
        Format::Html if !has_tags(head) => Format::Text,
        Format::Json if is_json_lines(head) => Format::JsonLines,
        Format::JsonLines if is_one_json(head) => Format::Json,
        format if matches!(format.row().mark, Mark::Look) => format,
        _ if opens_as_html(head) => Format::Html,
        _ => return None,
    })
}

/// A file that is named as one of a format whose mark it does not have: damaged, or a text.
fn unmarked(extension: &str, head: &[u8]) -> Result<Format, Refusal> {
    let extension = extension.to_uppercase();
    match encoding::decode(head) {
        Some(_) => Ok(Format::Text),
        None => Err(Refusal::damaged(format!("no {extension} by its first bytes"))),
    }
}

/// A file whose extension is that of no format that is read.
fn unnamed(extension: &str, head: &[u8]) -> Result<Format, Refusal> {
    match Unread::of_extension(extension) {
        Some(row) => Err(row.refusal()),
        None if !extension.is_empty() => Err(Refusal::UnknownExtension(extension.into())),
        None if head.contains(&0) && !starts_with_mark(head) => Err(Refusal::NotText),
        None => Ok(Format::Text),
    }
}

/// The format of the whole file in `bytes`, which seemed to be one of `format`: of a container, its
/// parts tell.
pub(super) fn inside(format: Format, bytes: &[u8]) -> Result<Format, Refusal> {
    match &format.row().mark {
        // Under the name of a spreadsheet it may be in no container.
        _ if format.is_sheet() && sheets::may_be(bytes) => Ok(format),
        mark if mark.is_packed() => of_package(&mut Package::open(bytes)?),
        mark if mark.is_compound() => of_compound(&Compound::open(bytes)?),
        _ => Ok(format),
    }
}

fn of_package(package: &mut Package) -> Result<Format, Refusal> {
    let media_type = package.media_type().unwrap_or_default();
    let has = |mark: &Mark| mark.is_in_package(package, &media_type);
    if let Some(row) = formats::TABLE.iter().find(|row| has(&row.mark)) {
        return Ok(row.format);
    }
    let unread = unread::TABLE.iter().find(|row| has(&row.mark));
    unread.map_or(Ok(Format::Zip), |row| Err(row.refusal()))
}

fn of_compound(file: &Compound) -> Result<Format, Refusal> {
    if file.has("/EncryptedPackage") {
        return Err(Refusal::Encrypted);
    }
    if let Some(row) = formats::TABLE.iter().find(|row| row.mark.is_in_compound(file)) {
        return Ok(row.format);
    }
    let unread = unread::TABLE.iter().find(|row| row.mark.is_in_compound(file));
    // Of a damaged file, what tells its kind may be lost.
    let unknown =
        || file.damage().unwrap_or_else(|| Refusal::NotRead("this kind of Office file".into()));
    Err(unread.map_or_else(unknown, Unread::refusal))
}

/// Whether it opens with the declaration of XML.
fn is_declared(head: &[u8]) -> bool {
    // `<?xml:namespace …>` is what old editors put into pages.
    ascii(head, 64).strip_prefix("<?xml").is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

fn starts_with_mark(head: &[u8]) -> bool {
    encoding_rs::Encoding::for_bom(head).is_some()
}

/// Whether it opens with a tag that only a page opens with.
fn opens_as_html(head: &[u8]) -> bool {
    const OPENINGS: [&str; 10] = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<meta",
        "<div",
        "<table",
        "<p>",
        "<p ",
        "<?xml:namespace",
    ];
    let mut look = ascii(head, 4096);
    while let Some((_, after)) = look.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")) {
        look = after.trim_start().to_string();
    }
    if is_declared(look.as_bytes()) {
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
    use super::super::compound::tests::compound;
    use super::*;
    use crate::error::Foreign;

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
    fn mails_pages_and_xml_are_told_apart() {
        let sent = b"Received: from x\r\nFrom: a@b.cn\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\nx";
        assert_eq!(of("a.txt", sent), Ok(Format::Eml));
        let saved = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a@b.cn\r\nSubject: x\r\n\
                     MIME-Version: 1.0\r\n\r\nx";
        assert_eq!(of("a.eml", saved.as_bytes()), Ok(Format::Eml));
        assert_eq!(of("a.mht", saved.as_bytes()), Ok(Format::Mhtml));
        let text = "To: 各镇\nFrom: 办公室\nSubject: 防汛\n\n请落实。";
        assert_eq!(of("a.txt", text.as_bytes()), Ok(Format::Text));
        let flat = b"<?xml version='1.0'?><office:document xmlns:office='urn:oasis:names:tc:opendocument:x'>";
        assert_eq!(of("a.xml", flat), Ok(Format::FlatOdf));
        for (xml, format) in [
            ("<?xml version='1.0'?><rss><channel/></rss>", Ok(Format::Xml)),
            ("<?xml version='1.0'?><文件><标题/></文件>", Ok(Format::Xml)),
            ("\u{FEFF}<?xml version='1.0'?>\n<a/>", Ok(Format::Xml)),
            ("<?xml version='1.0'?><html><body>x</body></html>", Ok(Format::Html)),
            (
                "<?xml version='1.0'?><!-- x --><?mso-application progid='Word.Document'?><w:wordDocument>",
                Ok(Format::WordXml),
            ),
            ("\n<!-- x --><x:wordDocument xmlns:x='y'>", Ok(Format::WordXml)),
            (
                "<?xml version='1.0'?><pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'>",
                Ok(Format::FlatOpc),
            ),
            (
                "<?xml version='1.0'?><!DOCTYPE w [<!ENTITY a 'b'>] ><w:wordDocument>",
                Ok(Format::WordXml),
            ),
            ("<?xml:namespace prefix = o /><p>x</p>", Ok(Format::Html)),
            ("<?xml version='1.0'?><报文><![CDATA[<html>]]></报文>", Ok(Format::Xml)),
            (
                "<?xml version='1.0'?>关于放假的通知",
                Err("incomplete or damaged (XML without an element)".to_string()),
            ),
            (
                "<?xml version='1.0'?><svg xmlns='x'/>",
                Err("SVG images hold no text layer".to_string()),
            ),
        ] {
            for name in ["a.doc", "a.txt", "a", "a.xml"] {
                assert_eq!(of(name, xml.as_bytes()), format, "{name}: {xml}");
            }
        }
    }

    #[test]
    fn the_streams_of_a_compound_file_tell_what_it_is() {
        for (streams, told) in [
            (&["/WordDocument", "/1Table"][..], Ok(Format::Doc)),
            (&["/WordDocument", "/EncryptedPackage"], Err(Refusal::Encrypted)),
            (&["/CONTENTS"], Err(Refusal::Works)),
            (&["/VisioDocument"], Err(Refusal::Foreign(Foreign::OwnFormat, "Visio".into()))),
            (&["/x"], Err(Refusal::NotRead("this kind of Office file".into()))),
        ] {
            let streams: Vec<_> = streams.iter().map(|name| (*name, &b"x"[..])).collect();
            assert_eq!(inside(Format::Doc, &compound(&streams)), told, "{streams:?}");
        }
    }

    #[test]
    fn what_is_not_read_is_named() {
        for (name, head, reason) in [
            ("a.dwg", &b"cut"[..], "AutoCAD is read only by programs made for it"),
            ("a", b"7z\xBC\xAF\x27\x1C", "7z archives are not unpacked"),
            ("a.doc", b"\x00\x01\x02", "incomplete or damaged (no DOC by its first bytes)"),
            ("a.xyz", b"cut", "files named .xyz are not read"),
        ] {
            assert_eq!(of(name, head), Err(reason.to_string()));
        }
        assert!(of("a", b"\x00\x01\x02").unwrap_err().starts_with("only bytes that are no text"));
    }
}
