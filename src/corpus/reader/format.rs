//! The formats that are read, by name only: how each is told and read, the table of
//! [`formats`](super::formats) says.

use serde::{Deserialize, Serialize};

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
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
