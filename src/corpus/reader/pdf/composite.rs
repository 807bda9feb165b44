//! The characters of composite fonts without a map to Unicode, from their codes and collections.
//!
//! Codes of Unicode are characters. Other predefined encodings lead to the characters of a collection
//! (CIDs of Adobe-GB1, -CNS1, -Japan1, -Korea1), for which Adobe says the Unicode. With `Identity`
//! the code is the CID, unless the font is TrueType and its glyphs are not mapped from CIDs: then
//! programs that made it are known to write numbers of glyphs, whatever collection they name, and only
//! the font's own table of characters is believed.

use std::cell::OnceCell;
use std::rc::Rc;

use hayro_font::{Font, FontGlyph};
use hayro_interpret::hayro_cmap::{BfString, CMap, CMapName};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as Bytes};

use super::cmaps::{self, CMaps, Unicode};
use super::program::Program;

/// Adobe's maps from CIDs to Unicode.
const COLLECTIONS: [(&[u8], &[u8]); 4] = [
    (b"GB1", b"Adobe-GB1-UCS2"),
    (b"CNS1", b"Adobe-CNS1-UCS2"),
    (b"Japan1", b"Adobe-Japan1-UCS2"),
    (b"Korea1", b"Adobe-Korea1-UCS2"),
];

/// A composite font.
pub(super) struct Composite<'a> {
    unicode: Option<Unicode>,
    cids: Option<Cids>,
    /// Whether its codes are CIDs themselves.
    is_identity: bool,
    /// Whether it says which glyph is drawn for each CID.
    has_gids: bool,
    program: OnceCell<Program>,
    descendant: Dict<'a>,
}

/// From codes to the characters of a collection, and from there to Unicode.
struct Cids {
    encoding: Rc<CMap>,
    unicode: Rc<CMap>,
}

impl<'a> Composite<'a> {
    pub(super) fn of(dict: &Dict<'a>, cmaps: &CMaps) -> Self {
        let descendants: Option<Array<'a>> = dict.get("DescendantFonts");
        let descendant = descendants.and_then(|all| all.iter::<Dict<'_>>().next());
        let descendant = descendant.unwrap_or_default();
        let encoding: Option<Object<'_>> = dict.get("Encoding");
        let name = encoding.as_ref().and_then(name);
        let has_gids = descendant.get::<Stream<'_>>("CIDToGIDMap").is_some();
        let is_identity = name.as_deref().is_none_or(|name| name.starts_with(b"Identity"));
        Self {
            unicode: name.as_deref().and_then(Unicode::of),
            cids: encoding.and_then(|encoding| Cids::of(&encoding, &descendant, cmaps)),
            is_identity,
            has_gids,
            program: OnceCell::new(),
            descendant,
        }
    }

    /// How many bytes the code is long that a string begins with, where it is Unicode: the engine's
    /// tables lack some characters, and it would go on in the middle of them.
    pub(super) fn length(&self, bytes: &[u8]) -> Option<usize> {
        Some(self.unicode?.length(*bytes.first()?))
    }

    /// The character of a code that a predefined encoding says; maps to Unicode in the same font were
    /// seen to be wrong (Ghostscript, where it puts another font in the place of the one it lacks).
    pub(super) fn encoded(&self, code: u32) -> Option<char> {
        let unicode = self.unicode.and_then(|unicode| unicode.character(code));
        let by_cid = || self.cids.as_ref().filter(|_| !self.is_identity)?.character(code);
        unicode.filter(is_known).or_else(|| by_cid().filter(is_known))
    }

    /// The character of a code that neither the encoding nor a map to Unicode says.
    pub(super) fn guessed(&self, code: u32, font: &Font<'a>) -> Option<char> {
        let program = self.program(font);
        let by_cid = self.cids.as_ref().filter(|_| self.has_gids || program.is_by_cid);
        let by_cid = by_cid.and_then(|cids| cids.character(code)).filter(is_known);
        by_cid.or_else(|| program.character(font.map_code(code)))
    }

    /// The font's program; none where the font is not embedded.
    fn program(&self, font: &Font<'a>) -> &Program {
        self.program.get_or_init(|| {
            let descriptor: Dict<'_> = self.descendant.get("FontDescriptor").unwrap_or_default();
            let files = ["FontFile", "FontFile2", "FontFile3"];
            let is_embedded = files.iter().any(|file| descriptor.contains_key(file));
            match font.glyph(font.map_code(0), 0) {
                FontGlyph::Outline(glyph) if is_embedded => {
                    let data = glyph.font_data();
                    data.map_or_else(Program::default, |data| Program::of((*data.data).as_ref()))
                }
                // Fonts that are not embedded are as their collection has them.
                _ => Program::of_collection(),
            }
        })
    }
}

impl Cids {
    fn of(encoding: &Object<'_>, descendant: &Dict<'_>, cmaps: &CMaps) -> Option<Self> {
        let encoding = match encoding {
            Object::Name(name) if name.as_ref() == b"Identity-H" => Rc::new(CMap::identity_h()),
            Object::Name(name) if name.as_ref() == b"Identity-V" => Rc::new(CMap::identity_v()),
            Object::Name(name) => cmaps.named(name)?,
            Object::Stream(stream) => Rc::new(cmaps::parse(&stream.decoded_data().ok()?)?),
            _ => return None,
        };
        let own = encoding.metadata().character_collection.as_ref();
        let unicode = match own.and_then(|own| own.family.ucs2_cmap()) {
            Some(name) => name,
            None => CMapName::from_bytes(named_by(descendant)?),
        };
        let unicode = cmaps.named(unicode.to_bytes())?;
        Some(Self { encoding, unicode })
    }

    fn character(&self, code: u32) -> Option<char> {
        let cid = (1..=4).find_map(|length| self.encoding.lookup_cid_code(code, length))?;
        match self.unicode.lookup_bf_string(cid)? {
            BfString::Char(c) => Some(c),
            BfString::String(text) => text.chars().next(),
        }
    }
}

fn is_known(c: &char) -> bool {
    !matches!(*c, '\0' | '\u{E000}'..='\u{F8FF}' | '\u{FFFD}')
}

/// The name of a predefined CMap, or of one that is embedded under such a name.
fn name(encoding: &Object<'_>) -> Option<Vec<u8>> {
    match encoding {
        Object::Name(name) => Some(name.to_vec()),
        Object::Stream(stream) => {
            stream.dict().get::<Name<'_>>("CMapName").map(|name| name.to_vec())
        }
        _ => None,
    }
}

/// The map from CIDs to Unicode of the collection that a font says it is of.
fn named_by(descendant: &Dict<'_>) -> Option<&'static [u8]> {
    let system: Dict<'_> = descendant.get("CIDSystemInfo")?;
    let ordering = system.get::<Bytes<'_>>("Ordering")?;
    COLLECTIONS.iter().find(|(name, _)| *name == ordering.as_bytes()).map(|(_, map)| *map)
}
