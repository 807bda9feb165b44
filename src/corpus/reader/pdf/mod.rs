//! PDF → text: the characters its pages draw, laid out as paragraphs.
//!
//! The text of PDFs made by Chromium holds Kangxi radicals for one character in ten; they are
//! folded for every format when the text is cleaned ([`text::clean`](crate::text::clean)). Text that
//! stands aslant (watermarks) is left out, text turned by a right angle comes last.

mod device;

use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, RenderContent, TransformExt, interpret_page,
};

use super::layout::{self, Order};
use super::out::Paper;
use super::unmapped::Unmapped;
use super::{encoding, properties, txt};
use crate::error::Refusal;

use device::Drawing;

/// The most pages that are read.
const PAGES: usize = 20_000;

/// The document in a PDF; an error is the reason why it cannot be read.
pub(super) fn read(bytes: &[u8]) -> Result<Paper, Refusal> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(reason)?;
    let settings = InterpreterSettings {
        render_content: RenderContent::PAGE,
        ..InterpreterSettings::default()
    };
    let cache = InterpreterCache::new();
    let mut drawing = Drawing::default();
    for page in pdf.pages().iter().take(PAGES) {
        draw(page, &pdf, &cache, &settings, &mut drawing);
    }
    let mut problems = Vec::new();
    let order = if layout::is_torn(&drawing.pages) { Order::Placed } else { Order::Drawn };
    let turned = drawing.turned_otherwise.iter().map(std::slice::from_ref);
    let turned = turned.map(|page| layout::text(page, Order::Drawn));
    let parts: Vec<String> =
        std::iter::once(layout::text(&drawing.pages, order)).chain(turned).collect();
    let text = parts.join("\n");
    if text.trim().is_empty() {
        return Err(if drawing.images > 0 { Refusal::Scanned } else { Refusal::BlankPages });
    }
    let unmapped = Unmapped::of(&text);
    if unmapped.is_untrusted() {
        return Err(Refusal::Unmapped);
    }
    problems.extend(unmapped.told());
    problems.extend(told(&drawing));
    let mut raw = txt::of_paper(&without_symbols(&text));
    raw.hints.extend(title(&pdf).and_then(|title| properties::title(&title, &raw.text)));
    Ok(Paper { raw, problems })
}

fn draw<'a>(
    page: &Page<'a>,
    pdf: &'a Pdf,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    drawing: &mut Drawing,
) {
    let (width, height) = page.render_dimensions();
    let upright = page.initial_transform(true).to_kurbo();
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let mut context = Context::new(upright, bounds, cache, pdf.xref(), settings.clone());
    drawing.begin_page(width, height);
    interpret_page(page, &mut context, drawing);
    drawing.end_page();
}

fn reason(error: LoadPdfError) -> Refusal {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Refusal::Encrypted,
        LoadPdfError::Decryption(_) => Refusal::EncryptedOtherwise,
        LoadPdfError::Invalid => Refusal::damaged("no pages can be found in it"),
    }
}

/// What of a PDF with text was not read.
fn told(drawing: &Drawing) -> Option<String> {
    let (images, pages) = (drawing.images, drawing.drawn);
    let are = if images == 1 { "is only an image" } else { "are only images" };
    (images > 0).then(|| {
        format!("{images} of {pages} pages {are}: text recognition (OCR) is needed to search them")
    })
}

/// The text without signs of symbol fonts and characters that no font names.
pub(super) fn without_symbols(text: &str) -> String {
    let is_symbol = |c: char| matches!(c, '\u{F000}'..='\u{F0FF}' | char::REPLACEMENT_CHARACTER);
    text.chars().filter(|c| !is_symbol(*c)).collect()
}

fn title(pdf: &Pdf) -> Option<String> {
    let title = pdf.metadata().title.as_deref()?;
    encoding::decode(title).map(|decoded| decoded.text)
}

#[cfg(test)]
mod tests;
