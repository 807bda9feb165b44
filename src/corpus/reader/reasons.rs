//! Why a file was not read: one wording a reason, so that a report can count them.

use crate::error::ErrorKind;

/// A file that wants a password.
pub(super) const ENCRYPTED: &str = "encrypted: save it without a password";

/// Pages that are pictures.
pub(super) const SCANNED: &str =
    "only images or drawings and no text layer (a scan): run text recognition (OCR) over it first";

/// Fonts that draw shapes and name no characters.
pub(super) const UNMAPPED: &str = "its fonts do not say which characters they draw, so its text cannot be had: \
     fetch another copy, or run text recognition (OCR) over it";

/// Formats of the nineties.
pub(super) const OLD_WORD: &str = "Word 6/95 files are not read: save it as DOCX";

/// Other formats of the nineties.
pub(super) const WORKS: &str = "MS Works and early WPS files are not read: save it as DOCX";

/// How all reasons begin that [`damaged`] gives.
const DAMAGED: &str = "incomplete or damaged";

/// A container that grows beyond all documents.
pub(super) const TOO_LARGE: &str =
    "larger than 256 MiB when unpacked, or one part of it than 64 MiB: split it";

/// A format that is known and not read.
pub(super) fn not_read(name: &str) -> String {
    format!("{name} is not read yet: save it as text or HTML")
        .replace("s is not read", "s are not read")
}

/// A file that ends too early or contradicts itself; `cause` in a few words.
pub(super) fn damaged(cause: impl std::fmt::Display) -> String {
    format!("{DAMAGED} ({cause}): fetch it again")
}

/// Whether a reason is one that [`damaged`] gave.
pub(super) fn is_damaged(reason: &str) -> bool {
    reason.starts_with(DAMAGED)
}

/// A file that cannot be read, for this reason.
pub(super) fn unreadable(reason: impl Into<String>) -> ErrorKind {
    ErrorKind::Unreadable(reason.into())
}

/// A file without a character of text.
pub(super) fn no_text() -> ErrorKind {
    unreadable("no text: the file holds nothing that could be searched")
}

/// A file that is no text, and of no format that its bytes tell.
pub(super) fn no_text_at_all() -> ErrorKind {
    unreadable("only bytes that are no text: name the format by the file's extension")
}
