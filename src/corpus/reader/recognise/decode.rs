//! Files of images → pixels.
//!
//! By `image` (0.25, MIT or Apache-2.0): one interface to decoders in safe Rust of all formats that
//! sites use, with limits. Its parts alone (`png`, `zune-jpeg`, `tiff`, `gif`, `image-webp`) are the
//! same code and need six ways to make grey of what they give; leptonica, which tesseract has, decodes
//! as well, but neither scales pages nor turns photographs, and is C.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

use super::canvas::Pixels;

/// The longest side of an image, in pixels.
const SIDE: u32 = 30_000;

/// The most pixels of an image.
const PIXELS: u64 = 120_000_000;

/// The most bytes that an image may take while it is decoded.
const BYTES: u64 = 512 << 20;

/// The shorter side of the smallest page, in pixels.
const SMALLEST: u32 = 200;

/// The most pages of a TIFF.
const PAGES: usize = 5_000;

/// Where the pages of a file of images begin: a TIFF may have several; all others have one.
pub(in super::super) fn pages(bytes: &[u8]) -> Vec<Option<u32>> {
    match Tiff::of(bytes) {
        Some(tiff) => tiff.pages().into_iter().map(Some).collect(),
        None => vec![None],
    }
}

/// Whether a file of images may be a page: what is smaller is a sign, a button or a stamp. One whose
/// size cannot be told may be.
pub(in super::super) fn is_page(bytes: &[u8]) -> bool {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok();
    let size = reader.and_then(|reader| reader.into_dimensions().ok());
    size.is_none_or(|(width, height)| width.min(height) >= SMALLEST)
}

/// The pixels of the page that begins there, upright; an error says why they cannot be had.
pub(in super::super) fn decoded(bytes: &[u8], page: Option<u32>) -> Result<Pixels, String> {
    match (page, Tiff::of(bytes)) {
        // A decoder reads the first page: that is where the head of the file points.
        (Some(page), Some(tiff)) => pixels(&tiff.beginning_at(page)),
        _ => pixels(bytes),
    }
}

fn pixels(bytes: &[u8]) -> Result<Pixels, String> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| error.to_string())?;
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(SIDE), Some(SIDE));
    limits.max_alloc = Some(BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| error.to_string())?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS {
        return Err(format!("{width} × {height} pixels: larger than any page"));
    }
    let turn = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())?;
    image.apply_orientation(turn);
    Ok(grey(image))
}

fn grey(image: DynamicImage) -> Pixels {
    let (width, height) = (image.width(), image.height());
    let alpha = image.color().has_alpha().then(|| {
        let both = image.to_luma_alpha8();
        both.pixels().map(|pixel| pixel.0[1]).collect()
    });
    Pixels { width, height, luma: image.into_luma8().into_raw(), alpha }
}

/// A TIFF as far as its pages are told.
struct Tiff<'a> {
    bytes: &'a [u8],
    is_little: bool,
}

impl<'a> Tiff<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let is_little = match bytes.get(..4)? {
            b"II*\0" => true,
            b"MM\0*" => false,
            _ => return None,
        };
        Some(Self { bytes, is_little })
    }

    /// Where its pages begin.
    fn pages(&self) -> Vec<u32> {
        let mut pages = Vec::new();
        let mut next = self.long(4);
        while let Some(page) = next.filter(|page| *page > 0) {
            // A chain that comes back to a page has no end.
            if pages.len() >= PAGES || pages.contains(&page) {
                break;
            }
            pages.push(page);
            let entries = self.short(page as usize).map(usize::from);
            next = entries.and_then(|entries| self.long(page as usize + 2 + 12 * entries));
        }
        pages
    }

    /// The file with this page as its first.
    fn beginning_at(&self, page: u32) -> Vec<u8> {
        let mut bytes = self.bytes.to_vec();
        let page = if self.is_little { page.to_le_bytes() } else { page.to_be_bytes() };
        if let Some(first) = bytes.get_mut(4..8) {
            first.copy_from_slice(&page);
        }
        bytes
    }

    fn short(&self, at: usize) -> Option<u16> {
        let bytes = self.bytes.get(at..at + 2)?.try_into().ok()?;
        Some(if self.is_little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    }

    fn long(&self, at: usize) -> Option<u32> {
        let bytes = self.bytes.get(at..at + 4)?.try_into().ok()?;
        Some(if self.is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A TIFF of grey pages of one pixel each.
    fn tiff(lumas: &[u8]) -> Vec<u8> {
        let mut file = b"II*\0\x08\0\0\0".to_vec();
        for (at, luma) in lumas.iter().enumerate() {
            let begin = file.len() as u32;
            let pixel = begin + 2 + 12 * 8 + 4;
            let entries: [(u16, u16, u32); 8] = [
                (256, 4, 1),
                (257, 4, 1),
                (258, 3, 8),
                (259, 3, 1),
                (262, 3, 1),
                (273, 4, pixel),
                (278, 4, 1),
                (279, 4, 1),
            ];
            file.extend(8_u16.to_le_bytes());
            for (tag, kind, value) in entries {
                file.extend(tag.to_le_bytes());
                file.extend(kind.to_le_bytes());
                file.extend(1_u32.to_le_bytes());
                file.extend(value.to_le_bytes());
            }
            let next = if at + 1 < lumas.len() { pixel + 2 } else { 0 };
            file.extend(next.to_le_bytes());
            file.extend([*luma, 0]);
        }
        file
    }

    #[test]
    fn each_page_of_a_tiff_is_read() {
        let file = tiff(&[7, 200, 90]);
        let pages = pages(&file);
        let luma = |page: &Option<u32>| decoded(&file, *page).map(|pixels| pixels.luma[0]);
        let read: Vec<_> = pages.iter().map(luma).collect();
        assert_eq!(read, [Ok(7), Ok(200), Ok(90)]);
    }

    #[test]
    fn a_chain_of_pages_without_end_is_cut_and_damage_is_no_page() {
        let mut file = tiff(&[1, 2]);
        let last = file.len() - 6;
        file[last..last + 4].copy_from_slice(&8_u32.to_le_bytes());
        assert_eq!(pages(&file).len(), 2);
        assert_eq!(pages(b"II*\0").len(), 0);
        assert_eq!(pages(b"\x89PNG"), [None]);
        assert!(decoded(b"\x89PNG\r\n", None).is_err());
        assert!(is_page(b"\x89PNG\r\n") && !is_page(&file));
    }
}
