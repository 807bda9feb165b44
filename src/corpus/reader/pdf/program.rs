//! Embedded font programs: which characters their glyphs are, by their tables.
//!
//! `skrifa` (fontations, in the engine already; no `unsafe` of its own) reads them; `ttf-parser` would
//! be a second parser of the same tables.

use rustc_hash::FxHashMap;

use hayro_font::GlyphId;
use skrifa::raw::TableProvider;
use skrifa::raw::ps::agl;
use skrifa::raw::ps::cff::CffFontRef;
use skrifa::{FontRef, GlyphNames, MetadataProvider};

/// What a font program says of its glyphs.
#[derive(Default)]
pub(super) struct Program {
    /// Whether its glyphs are numbered by the collection it is of.
    pub is_by_cid: bool,
    characters: FxHashMap<u32, char>,
}

impl Program {
    /// A program that is not at hand, numbered by its collection.
    pub(super) fn of_collection() -> Self {
        Self { is_by_cid: true, ..Self::default() }
    }

    pub(super) fn of(bytes: &[u8]) -> Self {
        match FontRef::from_index(bytes, 0) {
            Ok(font) => Self::of_tables(&font),
            Err(_) => CffFontRef::new_cff(bytes, 0, None).map_or_else(|_| Self::default(), of_cff),
        }
    }

    /// Its table of characters, then the names of its glyphs.
    fn of_tables(font: &FontRef<'_>) -> Self {
        let cff = font.cff().ok().map(|cff| cff.offset_data().as_bytes());
        let cff = cff.and_then(|bytes| CffFontRef::new_cff(bytes, 0, None).ok());
        let mut characters = FxHashMap::default();
        for (c, glyph) in font.charmap().mappings() {
            let Some(c) = char::from_u32(c).filter(|c| rank(*c).is_some()) else { continue };
            let known = characters.entry(glyph.to_u32()).or_insert(c);
            if rank(c) < rank(*known) {
                *known = c;
            }
        }
        for (glyph, name) in GlyphNames::new(font).iter().filter(|(_, name)| !name.is_synthesized())
        {
            if let Some(c) = agl::name_to_char(name.as_str()) {
                characters.entry(glyph.to_u32()).or_insert(c);
            }
        }
        Self { is_by_cid: cff.is_some_and(|cff| cff.is_cid()), characters }
    }

    pub(super) fn character(&self, glyph: GlyphId) -> Option<char> {
        self.characters.get(&glyph.to_u32()).copied()
    }
}

/// What a bare CFF says: the names of its glyphs.
fn of_cff(cff: CffFontRef<'_>) -> Program {
    let mut characters = FxHashMap::default();
    let named = |glyph: u32| {
        let id = cff.charset()?.string_id(skrifa::GlyphId::new(glyph))?;
        agl::name_to_char(std::str::from_utf8(cff.string(id)?).ok()?)
    };
    if !cff.is_cid() {
        characters.extend((0..cff.num_glyphs()).filter_map(|at| Some((at, named(at)?))));
    }
    Program { is_by_cid: cff.is_cid(), characters }
}

/// How far a character is from what a text would use for its glyph; `None` for what says nothing.
fn rank(c: char) -> Option<u8> {
    match c {
        '\0'..='\u{1F}' | '\u{E000}'..='\u{F8FF}' | '\u{FFF0}'..='\u{FFFF}' => None,
        // Radicals, and characters that other standards have twice.
        '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => Some(1),
        _ => Some(0),
    }
}
