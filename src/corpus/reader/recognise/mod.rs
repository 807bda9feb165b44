//! Text recognition: pages that are images are read by the program tesseract, where a person asks.
//!
//! Whoever reads a file (this process, or one apart with limits of its own) decodes its images and
//! draws those of a page on one grey canvas, scaled to what tesseract reads best. A picture of
//! a page is all that leaves it: [`Recogniser`] has a process of tesseract read each, with limits on
//! time and memory, unless the store knows the page from before.
//!
//! What was measured on five notices set by LibreOffice at 16 and 10.5 points (error of characters,
//! tesseract 5.3, its fast model): at 100 to 200 dpi .02 to .03, at 300 .045; so pages are brought to
//! 200, and larger ones become faster as well. `--psm 4` is as good as `--psm 6`, while the automatic
//! layout (3) tears lines apart (.22 on four pages of ten). `chi_sim+chi_tra` takes twice the time and
//! errs more (.059 against .016), so that another script is asked for only on a page that one of them
//! cannot read. Noise, specks and a shade over the page take the error to .31; the middle of each nine
//! pixels and a local threshold bring it to .09, and are tried where a page is not sure.

mod canvas;
mod decode;
mod page;
mod picture;
mod recogniser;
mod store;
mod tesseract;
mod tsv;

pub(super) use canvas::{Canvas, Pixels, Place};
pub(super) use decode::{decoded, is_page, pages};
pub(super) use page::{Recognised, placed};
pub(super) use picture::{Picture, name};
pub use recogniser::{Pages, Recogniser, Tally};
pub use tesseract::Tesseract;

/// What reads pages that are images, where that is asked for.
pub(super) type Sight<'a> = Option<&'a dyn Recognise>;

/// What reads pictures of pages.
pub trait Recognise: std::fmt::Debug + Send + Sync {
    /// Reads the pictures of `pages` pages: one result a picture, in order, or why it could not be
    /// read.
    fn read(
        &self,
        pages: usize,
        pictures: &mut dyn Iterator<Item = Picture>,
    ) -> Vec<Result<Recognised, String>>;
}

#[cfg(test)]
pub(super) mod tests {
    use super::page::{TextLine, Word};
    use super::*;

    /// Reads the same line on every page that is not white, and keeps the pages it saw.
    #[derive(Debug, Default)]
    pub(crate) struct Reader {
        pub(crate) seen: std::sync::Mutex<Vec<Picture>>,
    }

    /// What it reads.
    pub(crate) const READ: &str = "各镇街应当按照要求";

    impl Recognise for Reader {
        fn read(
            &self,
            pages: usize,
            pictures: &mut dyn Iterator<Item = Picture>,
        ) -> Vec<Result<Recognised, String>> {
            let mut seen = self.seen.lock().unwrap();
            seen.extend(pictures);
            assert!(seen.len() <= pages);
            seen.iter().map(|picture| Ok(read(picture))).collect()
        }
    }

    fn read(picture: &Picture) -> Recognised {
        let size = (picture.width, picture.height);
        let words = READ.chars().enumerate().map(|(at, c)| {
            let x = 100.0 + 40.0 * at as f32;
            Word { text: c.into(), sure: 88.0, x: (x, x + 38.0), y: (500.0, 538.0) }
        });
        let is_white = picture.pixels.iter().all(|luma| *luma == 255);
        let lines = if is_white { Vec::new() } else { vec![TextLine { words: words.collect() }] };
        Recognised { size, lines }
    }
}
