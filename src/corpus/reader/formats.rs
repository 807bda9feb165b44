//! The table of formats: how each is called, told by its content and read.
//!
//! A new format is a variant of [`Format`], a row here at the same place, and a module that reads
//! it; what tells, names and reads files goes by this table.

use std::path::Path;

use super::compound::Compound;
use super::contents::Contents;
use super::format::Format;
use super::limits::{FILE_LIMIT, HTML_LIMIT, TEXT_LIMIT};
use super::marks::{Mark, is_pdf, is_rtf, is_saved_page};
use super::options::ReadOptions;
use super::out::{Out, Paper};
use super::package::Package;
use super::source::AnySource;
use super::{archive, csv, doc, docx, html, json, markdown, mhtml, ofd, pdf, rtf, txt};
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
    #[expect(dead_code, reason = "spreadsheets are read so")]
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
        mark: Mark::Part(&["word/document.xml", "word/styles.xml"]),
        way: Way::Package(|package| docx::read(package).map(Paper::from)),
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
        way: Way::Compound(|file| doc::read(file).map(Paper::from)),
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
        mark: Mark::Head(is_saved_page),
        way: Way::Bytes(|bytes| mhtml::read(bytes).map(Paper::from)),
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
];

impl Format {
    /// Its usual name.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Its row in the table.
    pub(super) fn row(self) -> &'static Row {
        &TABLE[self as usize]
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
