//! Why a file cannot be read, as a value: what is done about it never depends on a wording.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a file as a whole is not read; displayed is what is wrong, without [`Refusal::advice`].
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
    #[error("the reader broke on this file: please report it")]
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

    /// What a person may do about it, where that is known.
    pub fn advice(&self) -> Option<&'static str> {
        Some(match self {
            Self::NotText => "name the format by the file's extension",
            Self::NotRead(_) => "save it as text or HTML",
            Self::UnknownExtension(_) => "rename it to .txt if it is a text",
            Self::OldWord | Self::Works => "save it as DOCX",
            Self::Encrypted => "save it without a password",
            Self::EncryptedOtherwise => {
                "save it without a password; its way of encrypting is not known"
            }
            Self::Scanned => "run text recognition (OCR) over it first",
            Self::Unmapped => "fetch another copy, or run text recognition (OCR) over it",
            Self::Damaged(_) => "fetch it again",
            Self::TooLarge(_) => "split it into its documents",
            Self::TooLargeUnpacked | Self::TooManyFiles(_) => "split it",
            Self::ArchiveInArchives => "unpack it",
            Self::Packing => "pack it again as a plain ZIP",
            Self::BrokenJson(_) => "repair or remove it",
            Self::JsonTooLarge(_) => "save its records as lines",
            Self::NoRecord | Self::NoHeader => "name the columns with --field",
            _ => return None,
        })
    }

    /// What is wrong and what a person may do about it.
    pub fn told(&self) -> String {
        match self.advice() {
            Some(advice) => format!("{self}: {advice}"),
            None => self.to_string(),
        }
    }
}

/// The verb for a format's name: `XLS is`, `PNG images are`.
fn are(name: &str) -> &'static str {
    if name.ends_with('s') { "are" } else { "is" }
}

/// What another program may do, or did, for a file that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Conversion {
    /// It might read the file, and was not asked to.
    NotAsked {
        /// What a person installs to have it.
        needs: &'static str,
        /// Whether the file must first be taken out of its archive.
        packed: bool,
    },
    /// It could not read the file either.
    Failed {
        /// The program.
        by: &'static str,
        /// What it said.
        why: String,
    },
}

impl fmt::Display for Conversion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAsked { needs, packed } => {
                let unpack = if *packed { "unpack it and " } else { "" };
                write!(f, ", or {unpack}run again with --convert (needs {needs})")
            }
            Self::Failed { by, why } => write!(f, " (--convert: {by} {why})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_and_what_to_do_are_one_sentence() {
        for (refusal, told) in [
            (Refusal::NotRead("XLS".into()), "XLS is not read yet: save it as text or HTML"),
            (
                Refusal::NotRead("PNG images".into()),
                "PNG images are not read yet: save it as text or HTML",
            ),
            (
                Refusal::EncryptedOtherwise,
                "encrypted: save it without a password; its way of encrypting is not known",
            ),
            (Refusal::damaged("no pages"), "incomplete or damaged (no pages): fetch it again"),
            (Refusal::Empty, "empty file"),
        ] {
            assert_eq!(refusal.told(), told);
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
