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

impl Picture {
    /// The picture with the middle one of the nine pixels around each: specks and noise go, strokes stay.
    pub(super) fn without_specks(&self) -> Self {
        let (width, height) = (self.width as usize, self.height as usize);
        let mut pixels = self.pixels.clone();
        for y in 1..height.saturating_sub(1) {
            for x in 1..width.saturating_sub(1) {
                let mut around = [0; 9];
                for (row, three) in around.chunks_exact_mut(3).enumerate() {
                    let from = (y + row - 1) * width + x - 1;
                    three.copy_from_slice(&self.pixels[from..from + 3]);
                }
                pixels[y * width + x] = *around.select_nth_unstable(4).1;
            }
        }
        Self { pixels, ..self.clone() }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specks_go_and_strokes_stay() {
        let mut pixels = vec![255; 10 * 10];
        pixels[5 * 10 + 8] = 0;
        for y in 0..10 {
            pixels[y * 10 + 2..y * 10 + 5].fill(0);
        }
        let picture = Picture { width: 10, height: 10, dpi: 200, pixels };
        let clean = picture.without_specks().pixels;
        assert_eq!(clean[5 * 10 + 8], 255);
        assert_eq!(clean[5 * 10 + 2..5 * 10 + 5], [0, 0, 0]);
        assert_eq!(clean.len(), 100);
    }
}
