//! One file → the documents in it, each as [`RawText`](crate::extract::RawText); one format a file.
//!
//! Nothing is cleaned here and nothing is lost: what a file says is handed on as text in lines
//! and as hints, in the order of how far they can be trusted. A dump of many documents is read
//! record by record with bounded memory, and a bad record is one [`Problem`] while the rest is
//! read. What its columns hold is told by their names, by parts of names, then by what their values
//! look like; [`ColumnUse`] says which was taken for what, and which text is in no document.
//!
//! Which format a file is in, its first bytes tell, then its extension. PDF, Word, spreadsheets,
//! OFD, RTF, MHTML and ZIP unpack and recurse: limits hold on what they unpack to, yet a hostile one can take
//! much memory and time, or end the process, unless it is read apart ([`ReadOptions::apart`]). What
//! is refused another program may read, if that is asked for ([`convert`]).
//!
//! ```
//! use std::path::Path;
//! use policy_search::corpus::reader::{self, ReadOptions};
//!
//! let page = "<h1>关于开展春季植树的通知</h1><p>各镇街：请于三月底前完成。</p>";
//! let mut found = Vec::new();
//! let options = ReadOptions::default();
//! let report =
//!     reader::read_from(Path::new("a.html"), page.as_bytes(), &options, &mut |raw| found.push(raw))?;
//! assert_eq!(report.documents, 1);
//! assert!(found[0].text.ends_with("各镇街：请于三月底前完成。"));
//! # Ok::<(), policy_search::Error>(())
//! ```

mod archive;
mod byline;
mod bytes;
mod compound;
mod contents;
pub mod convert;
mod csv;
mod doc;
mod docx;
mod encoding;
mod epub;
mod feed;
mod fields;
mod file_name;
mod flat_opc;
mod format;
mod formats;
mod html;
mod json;
mod label_table;
mod labels;
mod layout;
mod limits;
mod lines;
mod links;
mod mail;
mod markdown;
mod marks;
mod mixed;
mod msg;
mod numbering;
mod odf;
mod ofd;
mod options;
mod out;
mod package;
mod page_marks;
mod pdf;
mod pictures;
mod place;
mod portions;
mod ppt;
mod pptx;
mod properties;
mod read;
pub mod recognise;
mod records;
mod repair;
mod rows;
mod rtf;
mod sheets;
mod sniff;
mod source;
mod table;
mod tar;
mod txt;
mod unmapped;
mod unread;
mod word;
mod word_xml;
pub mod worker;
mod xml;

pub use super::column::Column;
pub use encoding::{Decoded, decode};
pub use format::Format;
pub use options::ReadOptions;
pub use out::{Problem, ReadReport};
pub use read::{read, read_from};
pub use records::{ColumnUse, Known};

/// The number of what is read and how: a file that was skipped by readers of another number is read
/// again.
pub const VERSION: u32 = 5;

#[cfg(test)]
mod damaged;
#[cfg(test)]
mod tests;
