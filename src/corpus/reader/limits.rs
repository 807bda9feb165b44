//! The largest files that are read, and the longest parts of them.

/// The largest plain text or Markdown file, and the largest JSON object, in bytes.
pub(super) const TEXT_LIMIT: usize = 256 << 20;

/// The largest file of the other formats, in bytes.
pub(super) const FILE_LIMIT: usize = 256 << 20;

/// The largest page in bytes; the parser's time grows with the square of a hostile page's size.
pub(super) const HTML_LIMIT: usize = 16 << 20;

/// The longest line of a text, and the longest record of a dump, in bytes.
pub(super) const LINE_LIMIT: usize = 64 << 20;

/// How many records of a dump are kept before it is decided what its columns hold.
pub(super) const KEPT_RECORDS: usize = 200;

/// How much text of such records is kept at most, in bytes.
pub(super) const KEPT_BYTES: usize = 8 << 20;
