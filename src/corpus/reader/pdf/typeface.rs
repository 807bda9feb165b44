//! Fonts, and which characters their codes stand for.
//!
//! What a font says itself (its map to Unicode, the names of its glyphs) comes first. Composite fonts
//! that say nothing are read by [their encoding](Composite), simple ones with a Chinese name and no
//! program as [bytes of its encoding](Bytes).

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use hayro_font::{
    CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn, StandardFont,
};
use hayro_interpret::hayro_cmap::{BfString, CMap};
use hayro_interpret::hayro_syntax::object::{Dict, Name, Stream};
use hayro_interpret::hayro_syntax::page::Resources;
use rustc_hash::FxHashMap;

use super::cmaps::{self, CMaps};
use super::code::Code;
use super::composite::Composite;
use super::named::Bytes;

/// The fonts of a document.
pub(super) struct Typefaces<'a> {
    cache: FontCache<'a>,
    /// By the place of their dictionaries in the file.
    known: RefCell<FxHashMap<usize, Rc<Typeface<'a>>>>,
    programs: FontResolverFn,
    encodings: CMapResolverFn,
    cmaps: CMaps,
}

impl<'a> Typefaces<'a> {
    pub(super) fn new() -> Self {
        let programs: FontResolverFn = Arc::new(|query| match query {
            FontQuery::Standard(font) => Some(font.get_font_data()),
            FontQuery::Fallback(query) => Some(query.pick_standard_font().get_font_data()),
        });
        Self {
            cache: FontCache::new(),
            known: RefCell::default(),
            programs,
            encodings: Arc::new(cmaps::resolve),
            cmaps: CMaps::default(),
        }
    }

    /// The font of this name; where there is none, the usual one, as viewers do.
    pub(super) fn named(
        &self,
        name: &Name<'_>,
        resources: &Resources<'a>,
    ) -> Option<Rc<Typeface<'a>>> {
        match resources.get_font(name) {
            Some(dict) => self.of(&dict),
            None => self.usual(),
        }
    }

    /// The font of a dictionary.
    pub(super) fn of(&self, dict: &Dict<'a>) -> Option<Rc<Typeface<'a>>> {
        let place = dict.data().as_ptr() as usize;
        if let Some(known) = self.known.borrow().get(&place) {
            return Some(known.clone());
        }
        let read = self.cache.font(dict, &self.programs, &self.encodings);
        let typeface = match read {
            Some(font) => Rc::new(Typeface::new(font, Meaning::of(dict, &self.cmaps))),
            None => self.stand_in(Lost::of(dict))?,
        };
        self.known.borrow_mut().insert(place, typeface.clone());
        Some(typeface)
    }

    /// What text is drawn in where no font is set.
    pub(super) fn usual(&self) -> Option<Rc<Typeface<'a>>> {
        self.stand_in(Lost { length: 1, map: None })
    }

    fn stand_in(&self, lost: Lost) -> Option<Rc<Typeface<'a>>> {
        let font = self.cache.standard_font(StandardFont::Helvetica, &self.programs)?;
        Some(Rc::new(Typeface::new(font, Meaning::Lost(Box::new(lost)))))
    }
}

fn is_composite(dict: &Dict<'_>) -> bool {
    dict.get::<Name<'_>>("Subtype").is_some_and(|kind| kind.as_ref() == b"Type0")
}

/// A font.
pub(super) struct Typeface<'a> {
    font: Font<'a>,
    meaning: Meaning<'a>,
    known: RefCell<FxHashMap<u32, Rc<[char]>>>,
}

/// What the codes of a font stand for.
enum Meaning<'a> {
    /// What the font says, and nothing else.
    Told,
    /// What the font says, or else what its encoding does.
    Composite(Box<Composite<'a>>),
    /// Bytes of an encoding.
    Bytes(Bytes),
    /// The font cannot be read.
    Lost(Box<Lost>),
}

/// What is known of a font that cannot be read.
struct Lost {
    /// How many bytes its codes have.
    length: usize,
    /// Its map to Unicode.
    map: Option<CMap>,
}

impl Lost {
    fn of(dict: &Dict<'_>) -> Self {
        let map = dict.get::<Stream<'_>>("ToUnicode").and_then(|map| map.decoded_data().ok());
        let map = map.and_then(|map| cmaps::parse(&map));
        Self { length: if is_composite(dict) { 2 } else { 1 }, map }
    }

    /// The character that its map says; codes of one byte that are ASCII are what they seem.
    fn characters(&self, code: u32) -> Option<Vec<char>> {
        let told = self.map.as_ref().and_then(|map| map.lookup_bf_string(code));
        let ascii = || char::from_u32(code).filter(|c| self.length == 1 && c.is_ascii());
        told.map(characters).or_else(|| Some(vec![ascii()?]))
    }
}

fn characters(told: BfString) -> Vec<char> {
    match told {
        BfString::Char(c) => vec![c],
        BfString::String(text) => text.chars().collect(),
    }
}

impl<'a> Meaning<'a> {
    fn of(dict: &Dict<'a>, cmaps: &CMaps) -> Self {
        match Bytes::of(dict) {
            _ if is_composite(dict) => Self::Composite(Box::new(Composite::of(dict, cmaps))),
            Some(bytes) => Self::Bytes(bytes),
            None => Self::Told,
        }
    }
}

impl<'a> Typeface<'a> {
    fn new(font: Font<'a>, meaning: Meaning<'a>) -> Self {
        Self { font, meaning, known: RefCell::default() }
    }

    pub(super) fn is_vertical(&self) -> bool {
        !self.font.is_horizontal()
    }

    /// The codes in a string, and how many bytes each has.
    pub(super) fn codes<'b>(&'b self, bytes: &'b [u8]) -> impl Iterator<Item = (u32, usize)> + 'b {
        let mut at = 0;
        std::iter::from_fn(move || {
            let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
            let (code, length) = match &self.meaning {
                Meaning::Lost(lost) => code_of(rest, lost.length),
                Meaning::Composite(composite) => match composite.length(rest) {
                    Some(length) => code_of(rest, length),
                    None => match self.font.read_code(bytes, at) {
                        // A code that the encoding lacks; those that begin so are of two bytes.
                        (0, 1) if rest[0] >= 0x80 => code_of(rest, 2),
                        read => read,
                    },
                },
                _ => self.font.read_code(bytes, at),
            };
            at += length;
            Some((code, length))
        })
    }

    /// How far a code moves the pen, in thousandths of the size.
    pub(super) fn advance(&self, code: u32) -> f64 {
        match self.meaning {
            Meaning::Lost(ref lost) if lost.length == 2 => 1000.0,
            _ if self.is_vertical() => self.font.code_advance(code).y,
            _ => self.font.code_advance(code).x,
        }
    }

    /// The characters of codes that are drawn one after the other, each with the place of its code.
    pub(super) fn read(&self, codes: &[Code]) -> Vec<(Rc<[char]>, Code)> {
        match &self.meaning {
            Meaning::Bytes(bytes) => bytes.read(codes, |code| self.characters(code)),
            _ => codes.iter().map(|code| (self.characters(code.code), *code)).collect(),
        }
    }

    fn characters(&self, code: u32) -> Rc<[char]> {
        if let Some(known) = self.known.borrow().get(&code) {
            return known.clone();
        }
        let found: Rc<[char]> = self.found(code).into();
        self.known.borrow_mut().insert(code, found.clone());
        found
    }

    fn found(&self, code: u32) -> Vec<char> {
        let unknown = || vec![char::REPLACEMENT_CHARACTER];
        match &self.meaning {
            Meaning::Lost(lost) => lost.characters(code).unwrap_or_else(unknown),
            Meaning::Composite(composite) => {
                let told = || self.told(code);
                let encoded = composite.encoded(code).map(|c| vec![c]);
                let meant = encoded.or_else(|| told().filter(|told| is_meant(told)));
                let meant = meant.or_else(|| Some(vec![composite.guessed(code, &self.font)?]));
                meant.or_else(told).unwrap_or_else(unknown)
            }
            _ => self.told(code).unwrap_or_else(unknown),
        }
    }

    /// What the font itself says of a code.
    fn told(&self, code: u32) -> Option<Vec<char>> {
        let told = match self.font.glyph(self.font.map_code(code), code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        told.map(characters)
    }
}

/// The code of so many bytes, or of all that are left.
fn code_of(bytes: &[u8], length: usize) -> (u32, usize) {
    let bytes = &bytes[..length.min(bytes.len())];
    (bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte)), bytes.len())
}

/// Whether characters say what is drawn.
fn is_meant(characters: &[char]) -> bool {
    let is_void = |c: &char| matches!(*c, '\0' | char::REPLACEMENT_CHARACTER | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..);
    !characters.is_empty() && !characters.iter().all(is_void)
}
