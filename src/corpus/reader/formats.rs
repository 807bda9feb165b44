//! The table of formats: how each is called, told by its content and read.
//!
//! A new format is a variant of [`Format`], a row here at the same place, and a module that reads
//! it; what tells, names and reads files goes by this table.

use std::path::Path;

use super::compound::Compound;
use super::contents::Contents;
use super::format::Format;
use super::limits::{FILE_LIMIT, HTML_LIMIT, TEXT_LIMIT};
use super::marks::{Mark, is_pdf, is_rtf};
use super::options::ReadOptions;
use super::out::{Out, Paper};
use super::package::Package;
use super::source::AnySource;
use super::{
    archive, csv, doc, docx, epub, feed, flat_opc, html, json, mail, markdown, msg, odf, ofd, pdf,
    ppt, pptx, rtf, sheets, tar, txt, word_xml,
};
use crate::error::{ErrorKind, Refusal};
use crate::extract::RawText;

/// One format.
pub(super) struct Row {
    pub format: Format,
    /// The usual name.
    pub name: &'static str,
    /// The extensions in lower case, the usual one first.
    pub extensions: &'static [&'static str],
    /// What gives it away.
    pub mark: Mark,
    /// How it is read.
    pub way: Way,
    /// The largest file in bytes, of a format that is held whole.
    pub limit: usize,
}

/// Reads one document from its text.
pub(super) type ReadText = fn(&str, &ReadOptions) -> Result<RawText, Refusal>;

/// How a format is read, and by which function of its module.
pub(super) enum Way {
    /// One document, from its text in any encoding.
    Text(ReadText),
    /// Any number of documents, from a stream and with bounded memory.
    Stream(fn(AnySource<'_>, &Path, &ReadOptions, &mut Out<'_>) -> Result<(), ErrorKind>),
    /// One document, from all bytes.
    Bytes(fn(&[u8]) -> Result<Paper, Refusal>),
    /// One document, from the parts of a ZIP container.
    Package(fn(&mut Package<'_>) -> Result<Paper, Refusal>),
    /// One document, from the streams of a compound file.
    Compound(fn(&mut Compound<'_>) -> Result<Paper, Refusal>),
    /// Any number of documents, from all bytes.
    Records(fn(&Path, &[u8], &ReadOptions, &mut Out<'_>) -> Result<(), ErrorKind>),
    /// Files, each read as one of its own.
    Files(for<'a> fn(&'a Path, &'a [u8]) -> Result<Contents<'a>, Refusal>),
}

/// The formats in the order of [`Format`]; where two marks match, the first does.
pub(super) const TABLE: &[Row] = &[
    Row {
        format: Format::Text,
        name: "text",
        extensions: &["txt", "text"],
        mark: Mark::Look,
        way: Way::Text(|text, _| Ok(txt::read(text))),
        limit: TEXT_LIMIT,
    },
    Row {
        format: Format::Markdown,
        name: "Markdown",
        extensions: &["md", "markdown"],
        mark: Mark::Look,
        way: Way::Text(|text, options| Ok(markdown::read(text, &options.columns()))),
        limit: TEXT_LIMIT,
    },
    Row {
        format: Format::Html,
        name: "HTML",
        extensions: &["html", "htm", "shtml", "shtm", "xhtml"],
        mark: Mark::Look,
        way: Way::Text(|text, _| html::read(text)),
        limit: HTML_LIMIT,
    },
    Row {
        format: Format::Json,
        name: "JSON",
        extensions: &["json"],
        mark: Mark::Look,
        way: Way::Stream(|source, _, options, out| json::read(source, options, out)),
        limit: TEXT_LIMIT,
    },
    Row {
        format: Format::JsonLines,
        name: "JSON Lines",
        extensions: &["jsonl", "ndjson"],
        mark: Mark::Look,
        way: Way::Stream(|source, _, options, out| json::read_lines(source, options, out)),
        limit: TEXT_LIMIT,
    },
    Row {
        format: Format::Csv,
        name: "CSV",
        extensions: &["csv", "tsv"],
        mark: Mark::Look,
        way: Way::Stream(|source, path, options, out| csv::read(path, source, options, out)),
        limit: TEXT_LIMIT,
    },
    Row {
        format: Format::Docx,
        name: "DOCX",
        extensions: &["docx"],
        mark: Mark::Part(&["word/document.xml", "word/styles.xml", "word/document2.xml"]),
        way: Way::Package(docx::read),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::Ofd,
        name: "OFD",
        extensions: &["ofd"],
        mark: Mark::Part(&["OFD.xml"]),
        way: Way::Package(|package| ofd::read(package).map(Paper::from)),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::Pdf,
        name: "PDF",
        extensions: &["pdf"],
        mark: Mark::Head(is_pdf),
        way: Way::Bytes(pdf::read),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::Doc,
        name: "DOC",
        extensions: &["doc", "dot", "wps", "wpt"],
        mark: Mark::Stream(&["/WordDocument"]),
        way: Way::Compound(doc::read),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::Rtf,
        name: "RTF",
        extensions: &["rtf"],
        mark: Mark::Head(is_rtf),
        way: Way::Bytes(|bytes| rtf::read(bytes).map(Paper::from)),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::Mhtml,
        name: "MHTML",
        extensions: &["mht", "mhtml"],
        mark: Mark::Head(mail::is_saved_page),
        way: Way::Bytes(|bytes| mail::page::read(bytes).map(Paper::from)),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::Zip,
        name: "ZIP",
        extensions: &["zip"],
        mark: Mark::Part(&[]),
        way: Way::Files(archive::contents),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::Xlsx,
        name: "XLSX",
        extensions: &["xlsx", "xlsm", "xltx", "xltm"],
        mark: Mark::Part(&["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"]),
        way: Way::Records(sheets::read),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::Xls,
        name: "XLS",
        extensions: &["xls", "et", "xlt", "ett"],
        mark: Mark::Stream(&["/Workbook", "/Book"]),
        way: Way::Records(sheets::read),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::Xlsb,
        name: "XLSB",
        extensions: &["xlsb"],
        mark: Mark::Part(&["xl/workbook.bin"]),
        way: Way::Records(sheets::read),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::SpreadsheetXml,
        name: "XML Spreadsheet",
        extensions: &[],
        mark: Mark::Root("Workbook", "office:spreadsheet"),
        way: Way::Records(sheets::read),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::Ods,
        name: "ODS",
        extensions: &["ods", "ots"],
        mark: Mark::MediaType("application/vnd.oasis.opendocument.spreadsheet"),
        way: Way::Records(sheets::read),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::FlatOds,
        name: "flat ODS",
        extensions: &["fods"],
        mark: Mark::Root("document", "opendocument.spreadsheet"),
        way: Way::Records(sheets::read),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::Odt,
        name: "ODT",
        extensions: &["odt", "ott", "odm", "oth"],
        mark: Mark::MediaType("application/vnd.oasis.opendocument.text"),
        way: Way::Package(|package| odf::read(package).map(Paper::from)),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::Odp,
        name: "ODP",
        extensions: &["odp", "otp", "odg"],
        mark: Mark::MediaType("application/vnd.oasis.opendocument.presentation"),
        way: Way::Package(|package| odf::read(package).map(Paper::from)),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::FlatOdf,
        name: "flat ODF",
        extensions: &["fodt", "fodp", "fodg"],
        mark: Mark::Root("document", "urn:oasis:names:tc:opendocument"),
        way: Way::Bytes(|bytes| odf::read_flat(bytes).map(Paper::from)),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::Pptx,
        name: "PPTX",
        extensions: &["pptx", "pptm", "ppsx", "potx"],
        mark: Mark::Part(&["ppt/presentation.xml"]),
        way: Way::Package(|package| pptx::read(package).map(Paper::from)),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::Ppt,
        name: "PPT",
        extensions: &["ppt", "pps", "pot", "dps", "dpt"],
        mark: Mark::Stream(&["/PowerPoint Document"]),
        way: Way::Compound(|file| ppt::read(file).map(Paper::from)),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::Eml,
        name: "EML",
        extensions: &["eml", "mbox"],
        mark: Mark::Head(mail::is_mail),
        way: Way::Files(mail::message::contents),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::Msg,
        name: "MSG",
        extensions: &["msg", "oft"],
        mark: Mark::Stream(&["/__properties_version1.0"]),
        way: Way::Files(msg::contents),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::Epub,
        name: "EPUB",
        extensions: &["epub"],
        mark: Mark::MediaType("application/epub+zip"),
        way: Way::Records(epub::read),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::Gzip,
        name: "gzip",
        extensions: &["gz", "tgz"],
        mark: Mark::First(b"\x1F\x8B"),
        way: Way::Files(tar::packed),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::Tar,
        name: "tar",
        extensions: &["tar"],
        mark: Mark::Head(tar::is_tar),
        way: Way::Files(tar::contents),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::WordXml,
        name: "Word XML",
        extensions: &[],
        mark: Mark::Root("wordDocument", ""),
        way: Way::Bytes(|bytes| word_xml::read(bytes).map(Paper::from)),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::FlatOpc,
        name: "flat OPC",
        extensions: &[],
        mark: Mark::Root("package", "xmlPackage"),
        way: Way::Bytes(flat_office),
        limit: FILE_LIMIT,
    },
    Row {
        format: Format::Xml,
        name: "XML",
        extensions: &["xml", "rss", "atom"],
        mark: Mark::Look,
        way: Way::Records(feed::read),
        limit: FILE_LIMIT,
    },
];

/// The document of Word or PowerPoint whose parts are one XML.
fn flat_office(bytes: &[u8]) -> Result<Paper, Refusal> {
    let packed = flat_opc::packed(bytes)?;
    let mut package = Package::open(&packed)?;
    match package.has("ppt/presentation.xml") {
        true => pptx::read(&mut package).map(Paper::from),
        false => docx::read(&mut package),
    }
}

impl Format {
    /// All formats.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.format)
    }

    /// The extensions of its files in lower case, the usual one first.
    pub fn extensions(self) -> &'static [&'static str] {
        self.row().extensions
    }

    /// Whether its content tells it, whatever a file is called.
    pub fn is_told_by_content(self) -> bool {
        !matches!(self.row().mark, Mark::Look)
    }

    /// Its usual name.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Its row in the table.
    pub(super) fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// Whether it is one of spreadsheets, under whose names pages and texts go as well.
    pub(super) fn is_sheet(self) -> bool {
        matches!(
            self,
            Self::Xlsx | Self::Xls | Self::Xlsb | Self::SpreadsheetXml | Self::Ods | Self::FlatOds
        )
    }

    /// The format whose files have this extension, which is in lower case.
    pub(super) fn of_extension(extension: &str) -> Option<Self> {
        let row = TABLE.iter().find(|row| row.extensions.contains(&extension));
        row.map(|row| row.format)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_stands_where_its_format_does_and_nothing_is_told_twice() {
        let extensions: Vec<_> = TABLE.iter().flat_map(|row| row.extensions).collect();
        for (at, row) in TABLE.iter().enumerate() {
            assert_eq!(row.format as usize, at, "{}", row.name);
            for extension in row.extensions {
                assert_eq!(extensions.iter().filter(|other| **other == extension).count(), 1);
            }
        }
    }
}
