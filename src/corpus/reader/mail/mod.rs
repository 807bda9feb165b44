//! Mails (RFC 5322 and MIME), and what is written as mails are: their headers and parts.
//!
//! `mailparse` undoes MIME; it was here already and reads parts that are cut. What real mails of
//! Chinese programs do beyond the standard is undone in [`words`].

pub(super) mod message;
pub(super) mod page;
mod words;

use mailparse::{DispositionType, MailHeaderMap, ParsedMail, parse_mail};

use super::marks::ascii;
use crate::error::Refusal;

use words::decoded;
pub(super) use words::{as_declared, base64};

/// How many parts of parts there may be: the parser recurses.
const NESTED: usize = 64;

/// Header fields that only a mail has.
const ROUTED: &[&str] =
    &["received", "message-id", "return-path", "delivered-to", "to", "x-mailer"];

/// Whether it opens with the header fields of a page that was saved with its parts.
pub(super) fn is_saved_page(head: &[u8]) -> bool {
    let look = ascii(head, 4096);
    let has_field = look.starts_with("mime-version:") || look.contains("\nmime-version:");
    let opens = ["mime-version:", "from:", "content-type:", "subject:", "date:", "x-", "snapshot-"];
    has_field && opens.iter().any(|field| look.starts_with(field)) && !is_mail(head)
}

/// Whether it opens with the header fields of a mail.
pub(super) fn is_mail(head: &[u8]) -> bool {
    let look = ascii(without_envelope(head), 16 << 10);
    let mut names: Vec<&str> = Vec::new();
    for line in look.lines().take_while(|line| !line.trim().is_empty()) {
        match line.split_once(':') {
            _ if line.starts_with([' ', '\t']) => {}
            Some((name, _)) if is_name(name) => names.push(name),
            _ => return false,
        }
    }
    let has = |name: &&str| names.contains(name);
    let is_saved = look.contains("snapshot-content-location:") || look.contains("from: <saved by");
    let is_sent = has(&"from") && look.contains('@') && (has(&"subject") || has(&"date"));
    !is_saved && names.len() > 2 && is_sent && ROUTED.iter().any(has)
}

/// The bytes without the line that a mailbox puts before each mail (`From a@b Tue Mar 5 …`).
fn without_envelope(bytes: &[u8]) -> &[u8] {
    match bytes.iter().position(|byte| *byte == b'\n') {
        Some(end) if bytes.starts_with(b"From ") => &bytes[end + 1..],
        _ => bytes,
    }
}

/// Whether what is called a mail opens with header fields, or as a mailbox does.
pub(super) fn has_fields(head: &[u8]) -> bool {
    let look = ascii(head, 4096);
    let field = look.split_once(':').map(|(name, _)| name);
    head.starts_with(b"From ") || field.is_some_and(is_name)
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// A parsed mail.
pub(super) struct Message<'a>(ParsedMail<'a>);

/// A part of a mail, or all of it.
#[derive(Clone, Copy)]
pub(super) struct Part<'m>(&'m ParsedMail<'m>);

impl<'a> Message<'a> {
    /// The mail in `bytes`; an error is the reason why it cannot be read.
    pub(super) fn parse(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let words = bytes.windows(10);
        let nested = words.filter(|word| word.eq_ignore_ascii_case(b"multipart/")).count();
        if nested > NESTED {
            return Err(Refusal::NestedTooDeep);
        }
        parse_mail(without_envelope(bytes)).map(Self).map_err(Refusal::damaged)
    }

    /// The mail as one part.
    pub(super) fn whole(&self) -> Part<'_> {
        Part(&self.0)
    }

    /// The parts that have none in them, and those around them, in order.
    pub(super) fn leaves(&self) -> Vec<Part<'_>> {
        self.0.parts().map(Part).collect()
    }
}

impl<'m> Part<'m> {
    /// The type it declares, in lower case.
    pub(super) fn media_type(self) -> &'m str {
        &self.0.ctype.mimetype
    }

    /// The parts right inside.
    pub(super) fn parts(self) -> impl Iterator<Item = Part<'m>> {
        self.0.subparts.iter().map(Part)
    }

    /// The value of a header field, decoded.
    pub(super) fn header(self, name: &str) -> Option<String> {
        let header = self.0.headers.get_first_header(name)?;
        Some(decoded(header.get_value_raw()))
    }

    /// Its bytes, decoded as its header says.
    pub(super) fn bytes(self) -> Result<Vec<u8>, Refusal> {
        self.0.get_body_raw().map_err(Refusal::damaged)
    }

    /// Its text: in the encoding it declares, unless its bytes prove another; `None` if they
    /// are not text.
    pub(super) fn text(self) -> Result<Option<String>, Refusal> {
        let declared = encoding_rs::Encoding::for_label(self.0.ctype.charset.as_bytes());
        // A part that declares nothing is taken for ASCII by the parser.
        let declared = declared.filter(|_| self.0.ctype.params.contains_key("charset"));
        Ok(as_declared(&self.bytes()?, declared))
    }

    /// The name of the file it is, if it is one.
    pub(super) fn file_name(self) -> Option<String> {
        let disposition = self.0.get_content_disposition();
        let name = disposition.params.get("filename").or(self.0.ctype.params.get("name"))?;
        let name = decoded(name.as_bytes());
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
        (!name.is_empty()).then(|| name.to_string())
    }

    /// Whether it is to be saved and not shown.
    pub(super) fn is_attached(self) -> bool {
        self.0.get_content_disposition().disposition == DispositionType::Attachment
    }
}
