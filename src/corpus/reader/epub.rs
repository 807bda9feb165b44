//! EPUB → the text of a book in the order it is read in: one document, or one for each announcement
//! in it.
//!
//! A collection of announcements is searched for its announcements: where two or more entries of
//! the table of contents end as titles of announcements do, each such entry begins a document. What
//! other entries name (a chapter, an annex) belongs to the document before; a law in chapters stays
//! one. Tables of contents are left out.

use std::collections::HashMap;
use std::path::Path;

use super::links::joined;
use super::options::ReadOptions;
use super::out::Out;
use super::package::Package;
use super::xml::{Element, Xml};
use super::{file_name, html, properties, txt};
use crate::announcement::Kind;
use crate::error::{ErrorKind, Refusal};
use crate::extract::{Hint, HintField, HintSource, RawText};

/// Ways of hiding fonts, which do not protect the text.
const OF_FONTS: [&str; 2] =
    ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

/// The most files of a book.
const FILES: usize = 20_000;

/// A file of the book that is read.
struct Chapter {
    path: String,
    /// What the table of contents calls it.
    label: Option<String>,
}

/// A document that is being put together.
#[derive(Default)]
struct Document {
    label: Option<String>,
    /// The file that it begins in.
    path: String,
    text: String,
}

/// Reads the book in `bytes`.
pub(super) fn read(
    path: &Path,
    bytes: &[u8],
    _: &ReadOptions,
    out: &mut Out<'_>,
) -> Result<(), ErrorKind> {
    let mut package = Package::open(bytes)?;
    if is_protected(&mut package)? {
        return Err(Refusal::Protected.into());
    }
    let main = main(&mut package)?;
    let source = package.text(&main)?.ok_or_else(|| Refusal::damaged(format!("no {main}")))?;
    let xml = Xml::parse(&source)?;
    let root = xml.root().ok_or_else(|| Refusal::damaged("an empty package document"))?;
    let chapters = chapters(&mut package, root, &main);
    let documents = documents(&mut package, chapters, out)?;
    let title = root.all("title").next().map(Element::text).unwrap_or_default();
    hand_over(path, &title, documents, out)
}

/// Hands the documents over; the name of a file is a hint of a book that is one.
fn hand_over(
    path: &Path,
    title: &str,
    documents: Vec<Document>,
    out: &mut Out<'_>,
) -> Result<(), ErrorKind> {
    let many = documents.len() > 1;
    for Document { label, path: part, text } in documents {
        let mut raw: RawText = txt::of_paper(&text);
        if raw.text.is_empty() {
            continue;
        }
        let hint =
            |value: String| Hint { field: HintField::Title, value, from: HintSource::Heading };
        raw.hints.extend(label.map(hint));
        if many {
            raw.part = Some(part);
        } else {
            raw.hints.extend(properties::title(title, &raw.text));
            raw.hints.extend(file_name::hints(path));
        }
        out.document(raw);
    }
    if out.report.documents == 0 {
        return Err(Refusal::NoText.into());
    }
    Ok(())
}

/// Whether any part but a font is encrypted.
fn is_protected(package: &mut Package<'_>) -> Result<bool, Refusal> {
    let Some(source) = package.text("META-INF/encryption.xml")? else { return Ok(false) };
    let xml = Xml::parse(&source)?;
    let is_of_font = |data: Element| {
        let method = data.child("EncryptionMethod");
        let way = method.and_then(|method| method.attribute("Algorithm"));
        way.is_some_and(|way| OF_FONTS.contains(&&*way))
    };
    let protected = xml.root().map(|root| root.all("EncryptedData").any(|data| !is_of_font(data)));
    Ok(protected.unwrap_or_default())
}

/// The path of the package document.
fn main(package: &mut Package<'_>) -> Result<String, Refusal> {
    let source = package.text("META-INF/container.xml")?;
    let source = source.ok_or_else(|| Refusal::damaged("no META-INF/container.xml"))?;
    let xml = Xml::parse(&source)?;
    let file = xml.root().and_then(|root| root.all("rootfile").next());
    let path = file.and_then(|file| file.attribute("full-path"));
    path.map(|path| joined("", &path))
        .ok_or_else(|| Refusal::damaged("it names no package document"))
}

/// The files of the book in the order it is read in.
fn chapters(package: &mut Package<'_>, root: Element, main: &str) -> Vec<Chapter> {
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let items: HashMap<_, _> = root
        .all("item")
        .filter_map(|item| {
            Some((item.attribute("id")?, (item, place(folder, &item.attribute("href")?))))
        })
        .collect();
    let is_toc = |item: Element| {
        let properties = item.attribute("properties").unwrap_or_default();
        properties.split_whitespace().any(|property| property == "nav")
    };
    let nav = items.values().find(|(item, _)| is_toc(*item)).map(|(_, path)| path.clone());
    let is_ncx =
        |item: Element| item.attribute("media-type").is_some_and(|kind| kind.contains("ncx"));
    let ncx = items.values().find(|(item, _)| is_ncx(*item)).map(|(_, path)| path.clone());
    let mut labels = ncx.map(|path| labels(package, &path, "navPoint")).unwrap_or_default();
    for (path, label) in nav.iter().flat_map(|path| self::labels(package, path, "li")) {
        labels.entry(path).or_insert(label);
    }
    let references = root
        .all("reference")
        .filter(|reference| reference.attribute("type").is_some_and(|kind| kind == "toc"));
    let tocs =
        references.filter_map(|reference| Some(place(folder, &reference.attribute("href")?)));
    let tocs: Vec<String> = tocs.chain(nav).collect();
    let spine = root.all("itemref").take(FILES);
    let paths = spine.filter_map(|item| items.get(&item.attribute("idref")?).map(|(_, path)| path));
    let read = paths.filter(|path| !tocs.contains(path));
    read.map(|path| Chapter { label: labels.get(path).cloned(), path: path.clone() }).collect()
}

/// What a table of contents calls files: the first and outermost entry of each.
fn labels(package: &mut Package<'_>, path: &str, entry: &str) -> HashMap<String, String> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let source = package.text(path).ok().flatten().unwrap_or_default();
    let Ok(xml) = Xml::parse(&source) else { return HashMap::new() };
    let mut labels = HashMap::new();
    for entry in xml.root().into_iter().flat_map(|root| root.all(entry)) {
        let of_ncx =
            || Some((entry.child("content")?.attribute("src")?, entry.child("navLabel")?.text()));
        let of_nav = || entry.child("a").and_then(|a| Some((a.attribute("href")?, read_out(a))));
        if let Some((target, label)) = of_ncx().or_else(of_nav) {
            let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
            labels.entry(place(folder, &target)).or_insert(label);
        }
    }
    labels
}

/// The text of an entry without the readings over its characters.
fn read_out(entry: Element) -> String {
    let piece = |node: Element| match node.name() {
        "" => node.text(),
        name if html::is_reading(name) => String::new(),
        _ => read_out(node),
    };
    entry.nodes().map(piece).collect()
}

/// The texts of the chapters as documents.
fn documents(
    package: &mut Package<'_>,
    chapters: Vec<Chapter>,
    out: &mut Out<'_>,
) -> Result<Vec<Document>, Refusal> {
    let labels = chapters.iter().filter_map(|chapter| chapter.label.as_deref());
    let splits = labels.filter(|label| is_title(label)).count() > 1;
    let mut documents: Vec<Document> = Vec::new();
    for chapter in chapters {
        let begins = splits && chapter.label.as_deref().is_some_and(is_title);
        if begins || documents.is_empty() {
            let label = chapter.label.clone().filter(|_| begins);
            documents.push(Document { label, path: chapter.path.clone(), ..Document::default() });
        }
        let text = match package.text(&chapter.path)? {
            Some(source) => html::all_text(&as_html(&source)),
            None => Err(Refusal::damaged("it is missing")),
        };
        match (text, documents.last_mut()) {
            (Ok(text), Some(last)) => last.text.extend([&*text, "\n"]),
            (Err(refusal), _) => {
                let reason = crate::error::Reason::from(refusal);
                out.problem(None, reason.of_part(&chapter.path));
            }
            (Ok(_), None) => {}
        }
    }
    Ok(documents)
}

/// Whether an entry of a table of contents ends as the title of an announcement does.
fn is_title(label: &str) -> bool {
    /// The shortest such title in characters: 刑法典 is one, 办法 is a heading.
    const SHORTEST: usize = 5;
    let label = label.trim_end_matches(|c: char| !c.is_alphanumeric());
    let label = label.split(['（', '(']).next().unwrap_or_default().trim_end();
    let is_long = label.chars().nth(SHORTEST).is_some();
    is_long
        && Kind::ALL.iter().any(|kind| {
            kind.other_names().iter().chain([&kind.name()]).any(|name| label.ends_with(name))
        })
}

/// The path of a file that an address names, seen from a folder.
fn place(folder: &str, address: &str) -> String {
    let path = address.split('#').next().unwrap_or_default();
    joined(folder, &unescaped(path))
}

/// An address without `%20` and its like.
fn unescaped(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.as_bytes();
    while let Some((byte, behind)) = rest.split_first() {
        let code = behind.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()).filter(|_| *byte == b'%') {
            Some(code) => {
                bytes.push(code);
                rest = &behind[2..];
            }
            None => {
                bytes.push(*byte);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A page of XML as HTML would be written: without `<?xml …?>`, which is a comment there, and with
/// the ends of empty elements (`<title/>`), which would stay open and swallow the page.
fn as_html(source: &str) -> String {
    const VOID: [&str; 13] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
        "track", "wbr",
    ];
    let declared = source.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    let mut rest = declared.map_or(source, |(_, rest)| rest);
    let mut page = String::with_capacity(rest.len());
    while let Some(end) = rest.find("/>") {
        let (before, behind) = rest.split_at(end);
        let tag = before.rfind('<').map(|at| &before[at + 1..]).unwrap_or_default();
        let name = tag.split(char::is_whitespace).next().unwrap_or_default();
        let is_element = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric());
        page.push_str(before);
        if is_element && !VOID.contains(&name.to_ascii_lowercase().as_str()) {
            page.extend(["></", name, ">"]);
        } else {
            page.push_str("/>");
        }
        rest = &behind[2..];
    }
    page + rest
}

#[cfg(test)]
mod tests;
