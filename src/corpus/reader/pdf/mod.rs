//! PDF → text: the characters its pages draw, laid out as paragraphs.
//!
//! The text of PDFs made by Chromium holds Kangxi radicals for one character in ten; they are
//! folded for every format when the text is cleaned ([`text::clean`](crate::text::clean)). Text that
//! stands aslant (watermarks) is left out, text turned by a right angle comes last.

mod device;
mod images;
mod pages;

use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, RenderContent, TransformExt, interpret_page,
};

use super::layout::{self, Order};
use super::out::Paper;
use super::recognise::Sight;
use super::unmapped::Unmapped;
use super::{encoding, properties, txt};
use crate::error::{Reason, Refusal};
use crate::extract::RawText;

use device::{Drawing, Sheet};
use pages::{Kept, kept};

/// The most pages that are read.
const PAGES: usize = 20_000;

/// The document in a PDF, whose pages that are images `sight` reads; an error is the reason why it
/// cannot be read.
pub(super) fn read(bytes: &[u8], sight: Sight<'_>) -> Result<Paper, Refusal> {
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
    let mut sheets = drawing.sheets;
    let images = images::read(&pdf, &mut sheets, sight);
    let (sheets, left_out) = match kept(sheets) {
        Ok(Kept { sheets, left_out }) => (sheets, left_out),
        // Whether it is found by its name is for others to say.
        Err(Refusal::Scanned) => return Ok(Paper { images, ..RawText::default().into() }),
        Err(refusal) => return Err(refusal),
    };
    let text = text(sheets);
    let mut problems = left_out.told(&images);
    problems.extend(Unmapped::of(&text).told().map(Reason::from));
    let mut raw = txt::of_paper(&without_symbols(&text));
    raw.hints.extend(title(&pdf).and_then(|title| properties::title(&title, &raw.text)));
    Ok(Paper { raw, problems, images })
}

/// The text of all pages; what is turned by a right angle comes last.
fn text(sheets: Vec<Sheet>) -> String {
    let sure: Vec<_> = sheets.iter().map(|sheet| sheet.recognised).collect();
    let (pages, turned): (Vec<_>, Vec<_>) =
        sheets.into_iter().map(|sheet| (sheet.text, sheet.turned_otherwise)).unzip();
    let order = if layout::is_torn(&pages) { Order::Placed } else { Order::Drawn };
    let mut parts = vec![layout::marked_text(&pages, order, &sure)];
    let turned = turned.iter().flatten().map(std::slice::from_ref);
    parts.extend(turned.map(|page| layout::text(page, Order::Drawn)));
    parts.join("\n")
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
