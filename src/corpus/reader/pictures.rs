//! Files of pictures (PNG, JPEG, TIFF and others) → the text that is recognised on their pages.

use super::layout::{self, Order};
use super::out::{Images, Paper};
use super::recognise::{self, Canvas, Picture, Place, Recognised, Sight, placed};
use super::txt;
use crate::error::{Foreign, Refusal};
use crate::extract::RawText;

/// A picture is drawn as it is.
const OWN: Place = Place([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

/// The document in a file of pictures; an error is the reason why it cannot be read.
pub(super) fn read(bytes: &[u8], sight: Sight<'_>) -> Result<Paper, Refusal> {
    let name = recognise::name(bytes);
    let pages = recognise::pages(bytes);
    if pages.is_empty() {
        return Err(Refusal::damaged("no page can be found in it"));
    }
    if !recognise::is_page(bytes) {
        let name = name.unwrap_or("these").to_string();
        return Err(Refusal::Foreign(Foreign::Picture, name));
    }
    let count = pages.len() as u32;
    let mut images = Images { count, picture: name, ..Images::default() };
    let Some(sight) = sight else {
        images.waiting = count;
        return Ok(Paper { images, ..RawText::default().into() });
    };
    let mut why = None;
    let mut numbers = Vec::new();
    let mut pictures = pages.iter().enumerate().filter_map(|(number, page)| {
        let picture = picture(bytes, *page);
        let picture = picture.inspect_err(|error| _ = why.get_or_insert(error.clone())).ok()?;
        numbers.push(number);
        Some(picture)
    });
    let read = sight.read(pages.len(), &mut pictures);
    let mut text = Text::of(pages.len());
    for (number, page) in numbers.into_iter().zip(read) {
        match page {
            Ok(page) => text.add(number, &page),
            Err(failure) => _ = why.get_or_insert(format!("tesseract {failure}")),
        }
    }
    images.recognised = text.sure.iter().flatten().count() as u32;
    let raw = txt::of_paper(&layout::marked_text(&text.pages, Order::Placed, &text.sure));
    let told = || "no text was recognised".to_string();
    images.unreadable = why.or_else(|| (images.recognised == 0).then(told));
    Ok(Paper { images, ..raw.into() })
}

/// What was read on the pages of a file.
struct Text {
    pages: Vec<layout::Page>,
    sure: Vec<Option<u8>>,
}

impl Text {
    /// So many pages with nothing on them.
    fn of(count: usize) -> Self {
        Self { pages: vec![layout::Page::new(); count], sure: vec![None; count] }
    }

    fn add(&mut self, number: usize, page: &Recognised) {
        self.pages[number] = placed(page, 1.0);
        self.sure[number] = page.sure();
    }
}

/// A page of the file as it is read best.
fn picture(bytes: &[u8], page: Option<u32>) -> Result<Picture, String> {
    let pixels = recognise::decoded(bytes, page)?;
    let size = (f64::from(pixels.width), f64::from(pixels.height));
    let mut canvas = Canvas::new(size, 1.0, None).ok_or("too small for text")?;
    canvas.draw(&pixels, OWN);
    Ok(canvas.picture())
}
