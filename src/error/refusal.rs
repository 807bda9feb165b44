//! Why a file cannot be read, as a value: what is done about it never depends on a wording.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::remedy::Remedy;

/// Why a file as a whole is not read; displayed is what is wrong, without [`Refusal::remedy`].
///
/// Indexes hold it: no variant is ever renamed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// Nothing that has content.
    #[error("no file: a folder, a pipe or a device")]
    NoFile,
    /// Not a byte.
    #[error("empty file")]
    Empty,
    /// Nothing to search.
    #[error("no text: the file holds nothing that could be searched")]
    NoText,
    /// Pages with neither.
    #[error("no text and no images on any page: nothing in it could be searched")]
    BlankPages,
    /// Bytes in no encoding, of no format that they tell.
    #[error("only bytes that are no text")]
    NotText,
    /// A format that is known and not read; its name, of one thing or of many.
    #[error("{0} {verb} not read yet", verb = are(.0))]
    NotRead(String),
    /// A format of a sort that is not read; its name.
    #[error("{1} {told}", told = .0.told())]
    Foreign(Foreign, String),
    /// A format that is not known; the extension.
    #[error("files named .{0} are not read")]
    UnknownExtension(String),
    /// A format of Word before 1997.
    #[error("Word 6/95 files are not read")]
    OldWord,
    /// Another format of the nineties.
    #[error("MS Works and early WPS files are not read")]
    Works,
    /// It wants a password.
    #[error("encrypted")]
    Encrypted,
    /// It is encrypted in a way of its own.
    #[error("encrypted")]
    EncryptedOtherwise,
    /// It is protected against copies.
    #[error("protected against copying (DRM)")]
    Protected,
    /// Pages that are pictures.
    #[error("only images or drawings and no text layer (a scan)")]
    Scanned,
    /// Fonts that draw shapes and name no characters.
    #[error("its fonts do not say which characters they draw, so its text cannot be had")]
    Unmapped,
    /// It ends too early or contradicts itself; the cause in a few words.
    #[error("incomplete or damaged ({0})")]
    Damaged(String),
    /// It is larger than any document; the limit in mebibytes.
    #[error("larger than {0} MiB")]
    TooLarge(usize),
    /// A container that grows beyond all documents.
    #[error("larger than 256 MiB when unpacked, or one part of it than 64 MiB")]
    TooLargeUnpacked,
    /// Sheets beyond all tables that are read.
    #[error("a table of more than 8 million cells or 256 MiB of text")]
    TableTooLarge,
    /// An archive of more files than this.
    #[error("more than {0} files in one archive")]
    TooManyFiles(usize),
    /// An archive that lies in archives that lie in others.
    #[error("an archive in archives")]
    ArchiveInArchives,
    /// A way of packing that is not known.
    #[error("packed in a way that is not read")]
    Packing,
    /// Groups or parts in each other without end.
    #[error("nested too deep: it is left out")]
    NestedTooDeep,
    /// XML that no document is made of.
    #[error("nested too deep or too large for a document: it is left out")]
    XmlTooLarge,
    /// XML that could define anything.
    #[error("its XML defines a document type, which no document needs")]
    DocumentType,
    /// A page with a tag of more attributes than this.
    #[error("a tag with more than {0} attributes: the page is damaged")]
    TooManyAttributes(usize),
    /// A page nested deeper than this.
    #[error("tags nested more than {0} deep: the page is damaged")]
    TagsTooDeep(usize),
    /// A page whose open tags add up.
    #[error("too many tags that are never closed: the page is damaged")]
    UnclosedTags,
    /// JSON that ends where it must not; what the parser says.
    #[error("broken JSON ({0})")]
    BrokenJson(String),
    /// A JSON object larger than this, in mebibytes.
    #[error("a JSON object larger than {0} MiB")]
    JsonTooLarge(usize),
    /// JSON without a document.
    #[error("no record with a title or a body")]
    NoRecord,
    /// Lines none of which is a record; what is wrong with the first.
    #[error("no line is a record: the first says {0}")]
    NoRecordLine(String),
    /// A table without a header that is known.
    #[error("no header row with a known column (a title or a body)")]
    NoHeader,
    /// A table of a header alone.
    #[error("a header and no records")]
    OnlyHeader,
    /// A table whose rows hold no document.
    #[error("no record has a title or a body")]
    NoFullRecord,
    /// Nothing is left without the part that this was said of.
    #[error("{0}")]
    LeftOut(String),
    /// The process that reads apart could not be started; what the system says.
    #[error("its reader could not be started ({0})")]
    ReaderNotStarted(String),
    /// The process that reads apart ended at it.
    #[error("its reader needed more than 1 GiB of memory, or broke: it is left out")]
    ReaderEnded,
    /// The process that reads apart took longer than this, in seconds.
    #[error("reading it took longer than {0} seconds and was stopped")]
    ReaderSlow(u64),
    /// The process that reads apart panicked.
    #[error("the reader broke on this file")]
    ReaderPanicked,
    /// The system failed in the process that reads apart; its words.
    #[error("{0}")]
    System(String),
}

impl Refusal {
    /// A file that ends too early or contradicts itself; `cause` in a few words.
    pub(crate) fn damaged(cause: impl fmt::Display) -> Self {
        Self::Damaged(cause.to_string())
    }

    /// Why bytes could not be had: a limit that the error carries, or damage.
    pub(crate) fn of_bytes(error: &std::io::Error) -> Self {
        let limit = error.get_ref().and_then(|inner| inner.downcast_ref::<Self>());
        limit.cloned().unwrap_or_else(|| Self::damaged(error))
    }

    /// What a person may do about it, where that is known.
    pub fn remedy(&self) -> Option<Remedy> {
        Some(match self {
            Self::NotText => Remedy::NameFormat,
            Self::NotRead(_) => Remedy::SaveAsText,
            Self::UnknownExtension(_) => Remedy::RenameToText,
            Self::Foreign(sort, _) => return sort.remedy(),
            Self::OldWord | Self::Works => Remedy::SaveAsDocx,
            Self::Encrypted => Remedy::SaveWithoutPassword,
            Self::EncryptedOtherwise => Remedy::SaveUnencrypted,
            Self::Protected => Remedy::FetchUnprotected,
            Self::Scanned => Remedy::Recognise,
            Self::Unmapped => Remedy::FetchOrRecognise,
            Self::Damaged(_) => Remedy::FetchAgain,
            Self::TooLarge(_) => Remedy::SplitIntoDocuments,
            Self::TooLargeUnpacked | Self::TableTooLarge | Self::TooManyFiles(_) => Remedy::Split,
            Self::ArchiveInArchives => Remedy::Unpack,
            Self::Packing => Remedy::PackAgain,
            Self::BrokenJson(_) => Remedy::Repair,
            Self::JsonTooLarge(_) => Remedy::SaveAsLines,
            Self::NoRecord | Self::NoHeader => Remedy::NameColumns,
            Self::ReaderPanicked => Remedy::ReportFile,
            _ => return None,
        })
    }
}

/// What sort of format it is that is not read: what can be done about its files depends on that.
///
/// Indexes hold it: no variant is ever renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Foreign {
    /// Of a word processor, which can save it otherwise.
    WordLike,
    /// Pictures without text.
    Picture,
    /// A way of packing files.
    Packed,
    /// A database, or a dump of one.
    Database,
    /// Only programs made for it read it.
    OwnFormat,
    /// There is no text in it.
    Textless,
}

impl Foreign {
    /// What is said of a format of this sort, behind its name.
    fn told(self) -> &'static str {
        match self {
            Self::WordLike => "is not read yet",
            Self::Picture => "images hold no text layer",
            Self::Packed => "archives are not unpacked",
            Self::Database => "is not read",
            Self::OwnFormat => "is read only by programs made for it",
            Self::Textless => "holds no text that could be searched",
        }
    }

    fn remedy(self) -> Option<Remedy> {
        match self {
            Self::WordLike => Some(Remedy::SaveAsDocx),
            Self::Picture => Some(Remedy::Recognise),
            Self::Packed => Some(Remedy::Unpack),
            Self::Database => Some(Remedy::Export),
            Self::OwnFormat => Some(Remedy::SaveAsPdf),
            Self::Textless => None,
        }
    }
}

/// The verb for a format's name: `XLS is`, `PNG images are`.
fn are(name: &str) -> &'static str {
    if name.ends_with('s') { "are" } else { "is" }
}

/// What another program may do, or did, for a file that was refused; displayed is how it failed.
///
/// Indexes hold it: no variant is ever renamed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Conversion {
    /// It might read the file, and was not asked to.
    NotAsked {
        /// What a person installs to have it.
        needs: String,
        /// Whether the file must first be taken out of its archive.
        packed: bool,
    },
    /// Text recognition might read its pages, and was not asked to.
    Unrecognised {
        /// How many pages are images.
        pages: u32,
    },
    /// Text recognition read nothing.
    Unreadable {
        /// Why.
        why: String,
    },
    /// It could not read the file either.
    Failed {
        /// The program.
        by: String,
        /// What it said.
        why: String,
        /// Why what it made of the file is not read, where that is how it failed.
        made: Option<Refusal>,
    },
}

impl Conversion {
    /// Whether it is about pages that are images.
    pub(crate) fn is_of_images(&self) -> bool {
        matches!(self, Self::Unrecognised { .. } | Self::Unreadable { .. })
    }

    /// How many pages wait to be recognised.
    pub(crate) fn waiting(&self) -> u32 {
        if let Self::Unrecognised { pages } = self { *pages } else { 0 }
    }
}

impl fmt::Display for Conversion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAsked { .. } | Self::Unrecognised { .. } => Ok(()),
            Self::Unreadable { why } => write!(f, " ({why})"),
            Self::Failed { by, why, made: None } => write!(f, " ({by} {why})"),
            Self::Failed { by, why, made: Some(made) } => write!(f, " ({by} {why}: {made})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_apart_from_what_to_do() {
        for (refusal, told, remedy) in [
            (Refusal::NotRead("XLS".into()), "XLS is not read yet", Some(Remedy::SaveAsText)),
            (
                Refusal::Foreign(Foreign::Picture, "PNG".into()),
                "PNG images hold no text layer",
                Some(Remedy::Recognise),
            ),
            (
                Refusal::damaged("no pages"),
                "incomplete or damaged (no pages)",
                Some(Remedy::FetchAgain),
            ),
            (Refusal::Empty, "empty file", None),
        ] {
            assert_eq!((refusal.to_string().as_str(), refusal.remedy()), (told, remedy));
        }
    }

    #[test]
    fn a_refusal_comes_whole_from_another_process() {
        for refusal in [Refusal::OldWord, Refusal::damaged("no pages"), Refusal::TooLarge(16)] {
            let sent = serde_json::to_string(&refusal).unwrap();
            assert_eq!(serde_json::from_str::<Refusal>(&sent).unwrap(), refusal);
        }
    }
}
