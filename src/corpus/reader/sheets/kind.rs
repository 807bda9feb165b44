//! Which kind of spreadsheet a file is, by its content.

use encoding_rs::Encoding;

use super::super::compound::Compound;
use super::super::encoding;
use super::super::format::Format;
use super::super::html;
use super::super::mail::{self, Message};
use super::super::marks;
use super::super::out::Out;
use super::super::package::Package;
use super::super::xml::Stream;
use super::book::{Book, SHEETS};
use super::{disguised, ods, xls, xlsb, xlsx, xml2003};
use crate::error::Refusal;
use crate::extract::RawText;

/// What a file is under the name of a spreadsheet.
#[derive(Debug)]
pub(super) enum Opened {
    Book(Book),
    /// A table in another format.
    Disguised(Format, Book),
    /// A page that is not a table.
    Page(RawText),
}

/// The sheets of a file; `expected` is the encoding of a text that proves no other.
pub(super) fn open(
    bytes: &[u8],
    expected: Option<&'static Encoding>,
    out: &mut Out<'_>,
) -> Result<Opened, Refusal> {
    if marks::is_zip(bytes) {
        return packed(&mut Package::open(bytes)?).map(Opened::Book);
    }
    if marks::is_compound(bytes) {
        return compound(&mut Compound::open(bytes)?).map(Opened::Book);
    }
    if is_bare(bytes) {
        return xls::read(bytes).map(Opened::Book);
    }
    if mail::is_saved_page(bytes) {
        return saved(bytes);
    }
    let text = out.text(bytes.to_vec(), expected)?;
    let text = text.trim_start();
    let stream = || Stream::new(text.as_bytes());
    match root(text) {
        Some("Workbook") => Ok(Opened::Book(xml2003::read(&mut stream()?)?)),
        Some("document") => Ok(Opened::Book(ods::read_xml(&mut stream()?)?)),
        Some(_) => match disguised::page(text)? {
            Some(book) => Ok(Opened::Disguised(Format::Html, book)),
            None => Ok(Opened::Page(html::read(text)?)),
        },
        None => Ok(Opened::Disguised(Format::Csv, disguised::text(text)?)),
    }
}

/// The sheets of a workbook that was saved as a page: each is a part, and one is the frame.
fn saved(bytes: &[u8]) -> Result<Opened, Refusal> {
    let message = Message::parse(bytes)?;
    let pages = message.leaves().into_iter().filter(|part| part.media_type().contains("html"));
    let mut book = Book::default();
    for page in pages.take(SHEETS) {
        let text = page.text()?.unwrap_or_default();
        book.sheets.extend(disguised::page(&text)?.into_iter().flat_map(|page| page.sheets));
    }
    if book.sheets.is_empty() {
        return mail::page::read(bytes).map(Opened::Page);
    }
    Ok(Opened::Disguised(Format::Mhtml, book))
}

/// Whether a file that is named as a spreadsheet may be one outside of a container: a text, a page,
/// or the bare stream of a workbook.
pub(in super::super) fn may_be(head: &[u8]) -> bool {
    let is_container = marks::is_zip(head) || marks::is_compound(head);
    !is_container && (is_bare(head) || encoding::decode(head).is_some())
}

/// Whether it is the stream of a workbook without the compound file around it.
fn is_bare(bytes: &[u8]) -> bool {
    matches!(bytes, [9, 0 | 2 | 4 | 8, 4 | 6 | 8 | 16, 0, ..])
}

/// The sheets in a ZIP container.
fn packed(package: &mut Package) -> Result<Book, Refusal> {
    let main = xlsx::relations(package, "")?.into_iter().find(|part| part.kind == "officeDocument");
    let main = main.map(|part| part.target).filter(|main| package.has(main));
    let usual = ["xl/workbook.xml", "xl/workbook.bin"].into_iter().find(|part| package.has(part));
    match main.or(usual.map(String::from)) {
        Some(main) if main.ends_with(".bin") => xlsb::read(package, &main),
        Some(main) => xlsx::read(package, &main),
        None => ods::read(package),
    }
}

/// The sheets in a compound file.
fn compound(file: &mut Compound<'_>) -> Result<Book, Refusal> {
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.has(name));
    let name = name.ok_or_else(|| Refusal::damaged("no workbook in it"))?;
    xls::read(&file.stream(name)?)
}

/// The local name of the first element of a text that is markup.
fn root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start_matches('\u{FEFF}').trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<!") => ">",
            _ => break,
        };
        rest = rest.split_once(end)?.1.trim_start();
    }
    let name = rest.strip_prefix('<')?.split([' ', '\t', '\r', '\n', '/', '>']).next()?;
    let name = name.rsplit(':').next().unwrap_or(name);
    name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(name)
}
