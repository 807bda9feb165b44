//! Reading apart: a file of a dangerous format is read by another process, which it may break.
//!
//! Formats that unpack, recurse and interpret (PDF, Word, spreadsheets, OFD, RTF, MHTML, ZIP) can
//! ask for all memory or never end, and an abort cannot be caught. So the program starts itself again with
//! [`ARGUMENT`] and hands it one file after the other; the child has a limit on memory and time. A
//! file that kills its reader is one message, and the next file gets a new reader. A start costs
//! some 15 ms, so that a child reads many files.

mod asked;
mod child;
pub(super) mod memory;
mod parent;
mod wire;

pub use child::serve;
pub use parent::Readers;
pub use wire::ARGUMENT;
pub(super) use wire::Request;
