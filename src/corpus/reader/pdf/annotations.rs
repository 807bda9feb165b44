//! What was added to a page after it was set: the answers of a form, and remarks.

use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, Rect, Stream};
use hayro_interpret::hayro_syntax::page::{Page, Resources};
use hayro_interpret::kurbo::Affine;

use super::super::layout::{self, Order};
use super::super::unmapped::Unmapped;
use super::content::Content;
use super::drawing::Drawing;
use super::field::{Filled, filled, string, without_tags};
use super::layers::Layers;
use super::typeface::Typefaces;
use crate::extract::PortionKind;

/// The most annotations of a page.
const MOST: usize = 2_000;

/// The longest text of all annotations of a page, in bytes.
const LONGEST: usize = 1 << 20;

/// Annotations whose flags have one of these bits are not seen.
const HIDDEN: u32 = 1 << 1;
const NO_VIEW: u32 = 1 << 5;

/// Annotations whose contents are a remark on what they mark.
const REMARKS: [&[u8]; 12] = [
    b"Text",
    b"Highlight",
    b"Underline",
    b"StrikeOut",
    b"Squiggly",
    b"Caret",
    b"Square",
    b"Circle",
    b"Line",
    b"Polygon",
    b"PolyLine",
    b"Ink",
];

/// Something that was added to a page.
#[derive(Debug)]
pub(super) struct Addition {
    pub text: String,
    pub place: Place,
    /// Where it is, in the space of the page.
    pub rect: Rect,
}

/// What an addition has to do with the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The answer to what is to the left of it, or above it.
    Answer,
    /// Words on the page: an answer where what is to the left of them asks for one.
    Words,
    /// A remark that is in no line.
    Remark,
}

impl Place {
    pub(super) fn kind(self) -> PortionKind {
        match self {
            Self::Answer => PortionKind::FormField,
            Self::Words | Self::Remark => PortionKind::Annotation,
        }
    }
}

/// What was added to a page, in the order of the file.
pub(super) fn additions<'a>(
    page: &Page<'a>,
    typefaces: &Typefaces<'a>,
    layers: &mut Layers,
) -> Vec<Addition> {
    let Some(all) = page.raw().get::<Array<'a>>("Annots") else { return Vec::new() };
    let seen = all.iter::<Dict<'a>>().take(MOST).filter(is_seen);
    let mut additions = Vec::new();
    let mut length = 0;
    for annotation in seen {
        if layers.shows(&annotation, b"OC")
            && length < LONGEST
            && let Some(addition) = addition(&annotation, typefaces, layers)
        {
            length += addition.text.len();
            additions.push(addition);
        }
    }
    additions
}

fn is_seen(annotation: &Dict<'_>) -> bool {
    annotation.get::<u32>("F").unwrap_or(0) & (HIDDEN | NO_VIEW) == 0
}

fn addition<'a>(
    annotation: &Dict<'a>,
    typefaces: &Typefaces<'a>,
    layers: &mut Layers,
) -> Option<Addition> {
    let kind = annotation.get::<Name<'_>>("Subtype")?;
    let mut shown = || shown(annotation, typefaces, layers);
    let (text, place) = match kind.as_ref() {
        b"Widget" => match filled(annotation) {
            Filled::Text(text) => (text, Place::Answer),
            Filled::Shown => (shown()?, Place::Answer),
            Filled::Nothing => return None,
        },
        b"FreeText" => (contents(annotation).or_else(shown)?, Place::Words),
        b"Stamp" => (shown().or_else(|| contents(annotation))?, Place::Words),
        kind if REMARKS.contains(&kind) && !annotation.contains_key("StateModel") => {
            (contents(annotation)?, Place::Remark)
        }
        _ => return None,
    };
    let rect = annotation.get::<Rect>("Rect")?;
    (!text.trim().is_empty()).then_some(Addition { text, place, rect })
}

/// What a person typed into an annotation.
fn contents(annotation: &Dict<'_>) -> Option<String> {
    let said = |key: &str| string(&annotation.get::<Object<'_>>(key)?);
    let plain = said("Contents").filter(|text| !text.trim().is_empty());
    plain.or_else(|| said("RC").map(|rich| without_tags(&rich)))
}

/// The text that the appearance of an annotation draws.
fn shown<'a>(
    annotation: &Dict<'a>,
    typefaces: &Typefaces<'a>,
    layers: &mut Layers,
) -> Option<String> {
    let appearance: Dict<'a> = annotation.get("AP")?;
    let stream: Stream<'a> = match appearance.get::<Object<'a>>("N")? {
        Object::Stream(stream) => stream,
        Object::Dict(states) => states.get(annotation.get::<Name<'_>>("AS")?)?,
        _ => return None,
    };
    let area = stream.dict().get::<Rect>("BBox")?;
    let content = stream.decoded_data().ok()?;
    let resources = Resources::new(stream.dict().get("Resources").unwrap_or_default());
    let mut drawing = Drawing::default();
    drawing.begin_page((area.width() as f32, area.height() as f32));
    let place = Affine::new([1.0, 0.0, 0.0, -1.0, -area.x0, area.y1]);
    let mut drawn = Content::new(place, typefaces, layers, &mut drawing);
    drawn.draw(TypedIter::new(content.as_ref()), &resources);
    let text = layout::text(&[drawing.end_page().text], Order::Drawn);
    (!Unmapped::of(&text).is_untrusted()).then_some(text)
}
