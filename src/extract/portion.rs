//! The portions of a text that do not come from the main text of its file: boxes, notes, forms, scans.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A portion of a text, and where in its file it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Portion {
    /// Where it is in [`RawText::text`](super::RawText::text), in bytes.
    pub bytes: Range<usize>,
    /// Where it was in the file.
    pub kind: PortionKind,
    /// The page it was on, from one, where the reader knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

/// Where in a file a portion of its text was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PortionKind {
    /// A text box or another shape with text.
    TextBox,
    /// A footnote.
    Footnote,
    /// An endnote.
    Endnote,
    /// The header of a page, kept because it names the issuer.
    Header,
    /// What was filled into a form.
    FormField,
    /// A remark written on a page.
    Annotation,
    /// A document embedded in this one.
    Embedded,
    /// An image whose text was recognised, with this confidence in percent.
    Recognised(u8),
}
