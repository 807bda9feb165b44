//! Pictures: what tells files of them, and the form in which tesseract is handed one.

use serde::{Deserialize, Serialize};

/// A picture of one page, in grey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// How many pixels it is wide.
    pub width: u32,
    /// How many pixels it is high.
    pub height: u32,
    /// How many pixels make an inch, as far as that is known.
    pub dpi: u32,
    /// Its pixels by rows, black as 0; they travel on their own.
    #[serde(skip)]
    pub pixels: Vec<u8>,
}

impl Picture {
    /// The picture as a file: a portable grey map, which tesseract reads without a decoder.
    pub(super) fn file(&self) -> Vec<u8> {
        let mut file = format!("P5\n{} {}\n255\n", self.width, self.height).into_bytes();
        file.extend_from_slice(&self.pixels);
        file
    }
}

/// What a format of pictures is called whose files begin so.
pub(in super::super) fn name(head: &[u8]) -> Option<&'static str> {
    let has = |at: usize, bytes: &[u8]| head.get(at..).is_some_and(|rest| rest.starts_with(bytes));
    Some(match head {
        [0x89, b'P', b'N', b'G', ..] => "PNG",
        [0xFF, 0xD8, 0xFF, ..] => "JPEG",
        [b'G', b'I', b'F', b'8', ..] => "GIF",
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => "TIFF",
        [b'B', b'M', ..] if has(6, &[0; 4]) => "BMP",
        [b'R', b'I', b'F', b'F', ..] if has(8, b"WEBP") => "WebP",
        _ => return None,
    })
}
