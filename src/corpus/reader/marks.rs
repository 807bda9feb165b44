//! What gives a format away in the content of a file, whatever the file is called.

use super::compound::Compound;
use super::package::Package;

/// What tells a format.
pub(super) enum Mark {
    /// Nothing in its content: its extension names it, or it looks like it.
    Look,
    /// Its first bytes.
    First(&'static [u8]),
    /// A test of its head, at most a mebibyte.
    Head(fn(&[u8]) -> bool),
    /// It is XML with a root element of this local name, in the head of which this word occurs.
    Root(&'static str, &'static str),
    /// Any of these parts in a ZIP container.
    Part(&'static [&'static str]),
    /// A ZIP container that says it has a media type that begins so.
    MediaType(&'static str),
    /// Any of these streams in a compound file (OLE).
    Stream(&'static [&'static str]),
}

impl Mark {
    /// Whether a file that begins with `head` has this mark there; `root` is what [`root`] says.
    pub(super) fn is_at(&self, head: &[u8], root: Option<&Root>) -> bool {
        match self {
            Self::First(bytes) => head.starts_with(bytes),
            Self::Head(test) => test(head),
            Self::Root(name, word) => {
                root.is_some_and(|root| root.name == *name && root.tag.contains(word))
            }
            Self::Look | Self::Part(_) | Self::MediaType(_) | Self::Stream(_) => false,
        }
    }

    /// Whether it lies in a ZIP container.
    pub(super) fn is_packed(&self) -> bool {
        matches!(self, Self::Part(_) | Self::MediaType(_))
    }

    /// Whether it lies in a compound file.
    pub(super) fn is_compound(&self) -> bool {
        matches!(self, Self::Stream(_))
    }

    /// Whether a ZIP container of this media type has this mark.
    pub(super) fn is_in_package(&self, package: &Package, media_type: &str) -> bool {
        match self {
            Self::Part(parts) => parts.iter().any(|part| package.has(part)),
            Self::MediaType(begins) => media_type.starts_with(begins),
            _ => false,
        }
    }

    /// Whether a compound file has this mark.
    pub(super) fn is_in_compound(&self, file: &Compound) -> bool {
        matches!(self, Self::Stream(streams) if streams.iter().any(|stream| file.has(stream)))
    }
}

/// Whether it is a ZIP container.
pub(super) fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

/// Whether it is a compound file.
pub(super) fn is_compound(head: &[u8]) -> bool {
    head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
}

/// Whether it is a PDF, which may begin with up to a kibibyte of something else.
pub(super) fn is_pdf(head: &[u8]) -> bool {
    head[..head.len().min(1024)].windows(5).any(|bytes| bytes == b"%PDF-")
}

/// Whether it is an RTF.
pub(super) fn is_rtf(head: &[u8]) -> bool {
    ascii(head, 4096).starts_with("{\\rtf")
}

/// The first `bytes` as ASCII that can be compared; zero bytes of UTF-16 and a mark fall out.
pub(super) fn ascii(head: &[u8], bytes: usize) -> String {
    let seen = head[..head.len().min(bytes)].iter().filter(|byte| (1..0x80).contains(*byte));
    seen.map(|byte| byte.to_ascii_lowercase() as char).collect::<String>().trim_start().to_string()
}

/// The first element of an XML.
pub(super) struct Root {
    /// Its local name.
    pub name: String,
    /// All of its tag.
    tag: String,
}

/// The root element, if it is XML as far as the head shows: tags, and nothing before the first one
/// but a declaration, comments and a document type.
pub(super) fn root(head: &[u8]) -> Option<Root> {
    let mut opening = head.iter().filter(|byte| byte.is_ascii() && **byte > b' ');
    if opening.next() != Some(&b'<') {
        return None;
    }
    // Zero bytes are those of UTF-16.
    let head = head.iter().copied().filter(|byte| *byte > 0);
    let look = String::from_utf8_lossy(&head.collect::<Vec<u8>>()).into_owned();
    // A mark of its encoding, in either order of its bytes.
    let mut rest = look.trim_start_matches(|c: char| c.is_whitespace() || !c.is_ascii());
    loop {
        let end = match rest {
            rest if rest.starts_with("<?") => "?>",
            rest if rest.starts_with("<!--") => "-->",
            // A document type may define things in brackets.
            rest if rest.starts_with("<!") && defines(rest) => "]",
            rest if rest.starts_with("<!") => ">",
            rest => {
                let tag = rest.strip_prefix('<')?.split('>').next()?;
                let name = tag.split([' ', '\t', '\r', '\n', '/']).next()?;
                let local = name.rsplit(':').next()?;
                let is_name = local
                    .starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii());
                return is_name.then(|| Root { name: local.into(), tag: tag.into() });
            }
        };
        rest = rest.split_once(end)?.1.trim_start();
        rest = if end == "]" { rest.strip_prefix('>')?.trim_start() } else { rest };
    }
}

/// Whether a document type has a bracket before it ends.
fn defines(rest: &str) -> bool {
    rest.find(['[', '>']).is_some_and(|at| rest[at..].starts_with('['))
}
