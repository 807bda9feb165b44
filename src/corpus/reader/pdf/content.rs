//! Content streams → characters at places: the operators that write text, and what they depend on.
//!
//! Colours, paths and shadings leave no text and are passed over. Forms that draw themselves are
//! drawn once, and those nested too deep not at all.

use std::rc::Rc;

use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction as Operator;
use hayro_interpret::hayro_syntax::object::{
    Array, Dict, Name, Number, Object, ObjectIdentifier, Stream, String as Bytes,
};
use hayro_interpret::hayro_syntax::page::Resources;
use hayro_interpret::kurbo::Affine;

use rustc_hash::FxHashMap;

use super::code::Code;
use super::drawing::Drawing;
use super::layers::Layers;
use super::text_state::TextState;
use super::typeface::{Typeface, Typefaces};

/// How deep forms may be nested.
const DEEP: usize = 20;

/// How many forms a page may draw.
const FORMS: usize = 100_000;

/// The most states that are saved at once.
const SAVED: usize = 10_000;

/// What is drawn, and what it is drawn with.
pub(super) struct Content<'a, 'd> {
    pub typefaces: &'d Typefaces<'a>,
    pub layers: &'d mut Layers,
    pub drawing: &'d mut Drawing,
    state: State<'a>,
    saved: Vec<State<'a>>,
    /// How many of the saved states are of the streams around this one.
    outer: usize,
    /// The fonts that this stream has named: their dictionaries are long to read.
    named: FxHashMap<Vec<u8>, Option<Rc<Typeface<'a>>>>,
    /// The forms that are being drawn.
    forms: Vec<ObjectIdentifier>,
    drawn: usize,
}

/// What `q` saves.
#[derive(Clone)]
struct State<'a> {
    place: Affine,
    text: TextState<'a>,
}

impl<'a, 'd> Content<'a, 'd> {
    /// What is drawn on a page whose space lies as `place` says.
    pub(super) fn new(
        place: Affine,
        typefaces: &'d Typefaces<'a>,
        layers: &'d mut Layers,
        drawing: &'d mut Drawing,
    ) -> Self {
        Self {
            typefaces,
            layers,
            drawing,
            state: State { place, text: TextState::default() },
            saved: Vec::new(),
            outer: 0,
            named: FxHashMap::default(),
            forms: Vec::new(),
            drawn: 0,
        }
    }

    /// Draws a content stream.
    pub(super) fn draw(&mut self, mut operators: TypedIter<'_>, resources: &Resources<'a>) {
        let (outer, state) = (self.outer, self.state.clone());
        let named = std::mem::take(&mut self.named);
        self.outer = self.saved.len();
        while !self.drawing.is_full()
            && let Some(operator) = operators.next()
        {
            self.apply(&operator, resources);
        }
        self.saved.truncate(self.outer);
        (self.outer, self.state, self.named) = (outer, state, named);
    }

    fn apply(&mut self, operator: &Operator<'_, '_>, resources: &Resources<'a>) {
        match operator {
            Operator::SaveState(_) if self.saved.len() < SAVED => {
                self.saved.push(self.state.clone());
            }
            Operator::RestoreState(_) if self.saved.len() > self.outer => {
                self.state = self.saved.pop().unwrap_or_else(|| self.state.clone());
            }
            Operator::Transform(m) => {
                self.state.place *= affine([&m.0, &m.1, &m.2, &m.3, &m.4, &m.5]);
            }
            Operator::SetGraphicsState(name) => self.set(resources.get_ext_g_state(name.0)),
            Operator::XObject(name) => {
                resources.get_x_object(name.0).iter().for_each(|object| {
                    self.object(object, resources);
                });
            }
            Operator::InlineImage(image) => self.image(image.0.dict()),
            Operator::BeginMarkedContent(_) => self.layers.begin(),
            Operator::BeginMarkedContentWithProperties(marked) => {
                self.begin_marked(marked.1, resources);
            }
            Operator::EndMarkedContent(_) => self.layers.end(),
            _ => self.apply_to_text(operator, resources),
        }
    }

    fn apply_to_text(&mut self, operator: &Operator<'_, '_>, resources: &Resources<'a>) {
        let text = &mut self.state.text;
        match operator {
            Operator::BeginText(_) => text.begin_line(Affine::IDENTITY),
            Operator::SetTextMatrix(m) => {
                text.begin_line(affine([&m.0, &m.1, &m.2, &m.3, &m.4, &m.5]));
            }
            Operator::TextFont(font) => {
                let typeface = || self.typefaces.named(font.0, resources);
                let named = self.named.entry(font.0.to_vec()).or_insert_with(typeface);
                text.typeface.clone_from(named);
                text.size = font.1.as_f64();
            }
            Operator::CharacterSpacing(spacing) => text.spacing = spacing.0.as_f64(),
            Operator::WordSpacing(spacing) => text.word_spacing = spacing.0.as_f64(),
            Operator::HorizontalScaling(scaling) => text.stretch = scaling.0.as_f64() / 100.0,
            Operator::TextLeading(leading) => text.leading = leading.0.as_f64(),
            Operator::TextRise(rise) => text.rise = rise.0.as_f64(),
            Operator::NextLine(to) => text.next_line(to.0.as_f64(), to.1.as_f64()),
            Operator::NextLineAndSetLeading(to) => {
                text.leading = -to.1.as_f64();
                text.next_line(to.0.as_f64(), to.1.as_f64());
            }
            Operator::NextLineUsingLeading(_) => text.next_line(0.0, -text.leading),
            Operator::ShowText(shown) => self.show(shown.0),
            Operator::ShowTexts(shown) => self.show_all(shown.0),
            Operator::NextLineAndShowText(shown) => {
                text.next_line(0.0, -text.leading);
                self.show(shown.0);
            }
            Operator::ShowTextWithParameters(shown) => {
                (text.word_spacing, text.spacing) = (shown.0.as_f64(), shown.1.as_f64());
                text.next_line(0.0, -text.leading);
                self.show(shown.2);
            }
            _ => {}
        }
    }

    /// Applies the font of a graphics state; nothing else in one concerns text.
    fn set(&mut self, state: Option<Dict<'a>>) {
        let Some(font) = state.and_then(|state| state.get::<Array<'_>>("Font")) else { return };
        let mut entries = font.iter::<Object<'_>>();
        let dict = entries.next().and_then(Object::into_dict);
        let size = entries.next().and_then(Object::into_number);
        if let (Some(dict), Some(size)) = (dict, size) {
            self.state.text.typeface = self.typefaces.of(&dict);
            self.state.text.size = size.as_f64();
        }
    }

    fn begin_marked(&mut self, properties: &Object<'_>, resources: &Resources<'a>) {
        match properties {
            Object::Name(name) if resources.properties.get_ref(name).is_some() => {
                self.layers.begin_layer(&resources.properties, name);
            }
            Object::Dict(dict) if dict.get_ref("OC").is_some() => {
                self.layers.begin_layer(dict, b"OC");
            }
            _ => self.layers.begin(),
        }
    }

    /// Draws an image or a form.
    fn object(&mut self, object: &Stream<'a>, resources: &Resources<'a>) {
        let dict = object.dict();
        match dict.get::<Name<'_>>("Subtype").as_ref().map(|kind| kind.as_ref()) {
            Some(b"Image") => self.image(dict),
            Some(b"Form") => self.form(object, resources),
            _ => {}
        }
    }

    fn image(&mut self, dict: &Dict<'_>) {
        if self.layers.is_seen() && self.layers.shows(dict, b"OC") {
            self.drawing.image();
        }
    }

    /// Draws a form, in the resources of what draws it if it has none.
    pub(super) fn form(&mut self, form: &Stream<'a>, resources: &Resources<'a>) {
        let (dict, id) = (form.dict(), form.obj_id());
        if !self.layers.is_seen() || self.forms.len() >= DEEP || self.forms.contains(&id) {
            return;
        }
        self.drawn += 1;
        let Ok(content) = form.decoded_data() else { return };
        if self.drawn > FORMS || !self.layers.shows(dict, b"OC") {
            return;
        }
        let own = dict.get("Resources").map(Resources::new);
        let place = self.state.place;
        self.state.place *= matrix(dict);
        self.forms.push(id);
        self.draw(TypedIter::new(content.as_ref()), own.as_ref().unwrap_or(resources));
        self.forms.pop();
        self.state.place = place;
    }

    fn show(&mut self, bytes: &Bytes<'_>) {
        self.drawing.begin_run();
        let mut codes = Vec::new();
        self.read(bytes, &mut codes);
        self.write(&codes);
    }

    fn show_all(&mut self, pieces: &Array<'_>) {
        self.drawing.begin_run();
        let mut codes = Vec::new();
        for piece in pieces.iter::<Object<'_>>() {
            match piece {
                Object::Number(number) => self.state.text.adjust(number.as_f64()),
                Object::String(bytes) => self.read(&bytes, &mut codes),
                _ => {}
            }
        }
        self.write(&codes);
    }

    /// The codes in a string, each where it is drawn; moves the pen behind them.
    fn read(&mut self, bytes: &Bytes<'_>, codes: &mut Vec<Code>) {
        let State { place, text } = &mut self.state;
        let Some(typeface) = text.typeface.clone().or_else(|| self.typefaces.usual()) else {
            return;
        };
        text.typeface = Some(typeface.clone());
        for (code, length) in typeface.codes(bytes.as_bytes()) {
            let advance = typeface.advance(code);
            let place = *place * text.place();
            codes.push(Code { code, place, width: advance.abs() / 1000.0 });
            text.advance(advance, code == 32 && length == 1);
        }
    }

    /// Draws characters for codes of one font.
    fn write(&mut self, codes: &[Code]) {
        let Some(typeface) = self.state.text.typeface.clone() else { return };
        if !self.layers.is_seen() {
            return;
        }
        for (characters, Code { place, width, .. }) in typeface.read(codes) {
            match typeface.is_vertical() {
                true => self.drawing.add_below(&characters, place, width),
                false => self.drawing.add(&characters, place, width),
            }
        }
    }
}

fn affine(numbers: [&Number; 6]) -> Affine {
    Affine::new(numbers.map(|number| number.as_f64()))
}

/// The matrix of a form.
pub(super) fn matrix(form: &Dict<'_>) -> Affine {
    form.get::<[f64; 6]>("Matrix").map_or(Affine::IDENTITY, Affine::new)
}
