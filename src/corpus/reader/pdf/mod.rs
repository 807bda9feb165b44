//! PDF → text: the characters its pages draw, laid out as paragraphs.
//!
//! `hayro-syntax` reads the file, `hayro-font` its fonts; the operators of text are ours
//! ([`content`]). An interpreter that draws (`hayro-interpret`) hands over glyphs without the font
//! they are of, but the font says what a code means where it has no map to Unicode; colours, paths and
//! images need not be read at all. Both crates are of one author, without `unsafe` of their own, MIT or
//! Apache-2.0, and release together: their versions are pinned. Of others, `lopdf` and `pdf-extract`
//! lack the predefined CMaps, `oxidize-pdf` and `pdf_oxide` are forty times as much code and die of
//! hostile files.
//!
//! The text of PDFs made by Chromium holds Kangxi radicals for one character in ten; they are
//! folded for every format when the text is cleaned ([`text::clean`](crate::text::clean)). Text that
//! is aslant (watermarks) is left out, text turned by a right angle comes last. What was filled
//! into a form is behind its label, remarks are at the end. Pages whose text cannot be trusted are left
//! out one by one.

mod annotations;
mod cmaps;
mod code;
mod composite;
mod content;
mod drawing;
mod field;
mod images;
mod layers;
mod named;
mod pages;
mod placed;
mod program;
mod text_state;
mod typeface;
mod xfa;

use hayro_interpret::TransformExt;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::layout::{self, Order};
use super::out::Paper;
use super::recognise::Sight;
use super::unmapped::Unmapped;
use super::{encoding, properties, txt};
use crate::error::{Reason, Refusal};
use crate::extract::RawText;

use annotations::{Place, additions};
use content::Content;
use drawing::{Drawing, Sheet};
use layers::Layers;
use pages::{Kept, kept};
use typeface::Typefaces;

/// The most pages that are read.
const PAGES: usize = 20_000;

/// The document in a PDF, whose pages that are images `sight` reads; an error is the reason why it
/// cannot be read.
pub(super) fn read(bytes: &[u8], sight: Sight<'_>) -> Result<Paper, Refusal> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(reason)?;
    let mut sheets = drawn(&pdf);
    let form = xfa(&pdf, &mut sheets);
    let images = images::read(&pdf, &mut sheets, sight);
    let (sheets, left_out) = match kept(sheets) {
        Ok(Kept { sheets, left_out }) => (sheets, left_out),
        // Whether it is found by its name is for others to say.
        Err(Refusal::Scanned) => return Ok(Paper { images, ..RawText::default().into() }),
        Err(refusal) => return Err(refusal),
    };
    let text = text(sheets);
    let mut problems = left_out.told(&images);
    problems.extend(form);
    problems.extend(Unmapped::of(&text).told().map(Reason::from));
    let mut raw = txt::of_paper(&without_symbols(&text));
    raw.hints.extend(title(&pdf).and_then(|title| properties::title(&title, &raw.text)));
    Ok(Paper { raw, problems, images })
}

/// Puts the values of a form of XFA beside the last page, where no field of a page holds any; what
/// is to be said of it.
fn xfa(pdf: &Pdf, sheets: &mut [Sheet]) -> Option<Reason> {
    let is_filled = sheets.iter().any(|sheet| sheet.is_filled);
    let (values, told) = xfa::read(&catalog(pdf)).filter(|_| !is_filled)?;
    sheets.last_mut()?.beside.extend(values);
    Some(told)
}

fn catalog(pdf: &Pdf) -> Dict<'_> {
    pdf.xref().get(pdf.xref().root_id()).unwrap_or_default()
}

/// What all pages show.
fn drawn(pdf: &Pdf) -> Vec<Sheet> {
    let catalog = catalog(pdf);
    let typefaces = Typefaces::new();
    let mut drawing = Drawing::default();
    let pages = pdf.pages().iter().take(PAGES);
    let draw = |(at, page): (usize, &_)| {
        draw(page, at + 1, &typefaces, Layers::of(&catalog), &mut drawing)
    };
    pages.enumerate().map(draw).collect()
}

/// What the page of this number shows.
fn draw<'a>(
    page: &Page<'a>,
    number: usize,
    typefaces: &Typefaces<'a>,
    mut layers: Layers,
    drawing: &mut Drawing,
) -> Sheet {
    drawing.begin_page(page.render_dimensions());
    let upright = page.initial_transform(true).to_kurbo();
    let mut content = Content::new(upright, typefaces, &mut layers, drawing);
    content.draw(page.typed_operations(), page.resources());
    let mut sheet = drawing.end_page();
    let additions = additions(page, typefaces, &mut layers);
    sheet.is_filled = additions.iter().any(|addition| addition.place == Place::Answer);
    sheet.beside = placed::put(&mut sheet, additions, upright, number);
    sheet
}

/// The text of all pages; what is turned by a right angle comes last, and then the remarks.
fn text(sheets: Vec<Sheet>) -> String {
    let beside: Vec<String> = sheets.iter().flat_map(|sheet| sheet.beside.clone()).collect();
    let sure: Vec<_> = sheets.iter().map(|sheet| sheet.recognised).collect();
    let (pages, turned): (Vec<_>, Vec<_>) =
        sheets.into_iter().map(|sheet| (sheet.text, sheet.turned_otherwise)).unzip();
    let order = if layout::is_torn(&pages) { Order::Placed } else { Order::Drawn };
    let mut parts = vec![layout::marked_text(&pages, order, &sure)];
    let turned = turned.iter().flatten().map(std::slice::from_ref);
    parts.extend(turned.map(|page| layout::text(page, Order::Drawn)));
    parts.extend(beside);
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
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
