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
    /// Excel since 2007, with and without macros.
    Xlsx,
    /// Excel before 2007, and what WPS Office saves as `.et`.
    Xls,
    /// Excel's binary workbooks.
    Xlsb,
    /// XML Spreadsheet 2003, which web systems call `.xls`.
    SpreadsheetXml,
    /// A spreadsheet of OpenDocument (LibreOffice Calc).
    Ods,
    /// A spreadsheet of OpenDocument as one XML (`.fods`).
    FlatOds,
    /// A text of OpenDocument (LibreOffice Writer).
    Odt,
    /// Slides or a drawing of OpenDocument (LibreOffice Impress, Draw).
    Odp,
    /// A text, slides or a drawing of OpenDocument as one XML (`.fodt`).
    FlatOdf,
    /// PowerPoint since 2007.
    Pptx,
    /// PowerPoint 97 to 2003, and what WPS Office saves as `.dps`.
    Ppt,
    /// A mail, with the files attached to it.
    Eml,
    /// A mail of Outlook, with the files attached to it.
    Msg,
    /// A book.
    Epub,
    /// One file that is packed, or a tar archive that is.
    Gzip,
    /// A tar archive of files.
    Tar,
    /// Word XML of 2003 in one file, which office systems call `.doc`.
    WordXml,
    /// The parts of a document of Office as one XML.
    FlatOpc,
    /// XML of any other kind: records, a feed of news, or a text in elements.
    Xml,
}
