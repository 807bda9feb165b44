//! The objects of a page → characters at places, in millimetres.

use std::collections::HashMap;

use super::super::layout::{Glyph, Page};
use super::super::xml::Element;

/// How deep units may place units.
const DEPTH: usize = 8;

/// The most characters of a document.
const GLYPHS: usize = 5_000_000;

/// The pages of a document as far as they are drawn.
#[derive(Default)]
pub(super) struct Drawing {
    pub pages: Vec<Page>,
    /// The images of each page.
    pub images: Vec<Vec<Shown>>,
    /// Whether any page shows an image or a drawing.
    pub has_images: bool,
    /// The files of images by their ids, in the document that is read.
    pub media: HashMap<String, String>,
    count: usize,
    runs: u32,
}

/// An image on a page.
pub(super) struct Shown {
    /// Its file in the container.
    pub file: String,
    /// Where the square of side 1 that it fills lies on the page.
    pub place: [f32; 6],
}

/// Units by their ids.
type Units<'x> = HashMap<String, Element<'x>>;

impl Drawing {
    pub(super) fn begin_page(&mut self) {
        self.pages.push(Page::new());
        self.images.push(Vec::new());
    }

    /// Adds the content of a page or a template to the last page.
    pub(super) fn add(&mut self, page: Option<Element>, units: &Units) {
        if let Some(content) = page.and_then(|page| page.child("Content")) {
            self.objects(content, Place::default(), units, DEPTH);
        }
    }

    fn objects(&mut self, parent: Element, place: Place, units: &Units, depth: usize) {
        for object in parent.nodes() {
            match object.name() {
                "TextObject" => self.text(object, place),
                "CompositeObject" if depth > 0 => {
                    let id = object.attribute("ResourceID");
                    let unit = id.and_then(|id| units.get(&*id));
                    if let Some(content) = unit.and_then(|unit| unit.child("Content")) {
                        self.objects(content, place.of(object), units, depth - 1);
                    }
                }
                "ImageObject" => self.image(object, place),
                "PathObject" => self.has_images = true,
                "Layer" | "PageBlock" => self.objects(object, place, units, depth),
                _ => {}
            }
        }
    }

    fn image(&mut self, object: Element, place: Place) {
        self.has_images = true;
        let id = object.attribute("ResourceID");
        let Some(file) = id.and_then(|id| self.media.get(&*id)) else { return };
        let mut placed = place.of(object);
        let boundary = object.attribute("Boundary").map(|value| numbers(&value));
        // One without a matrix fills its boundary.
        if let (None, Some([_, _, width, height])) =
            (object.attribute("CTM"), boundary.as_deref().and_then(<[f32]>::first_chunk))
        {
            placed = placed.after([*width, 0.0, 0.0, *height, 0.0, 0.0]);
        }
        let shown = Shown { file: file.clone(), place: placed.0 };
        self.images.last_mut().map_or_else(|| (), |page| page.push(shown));
    }

    fn text(&mut self, object: Element, place: Place) {
        let place = place.of(object);
        let size = number(object, "Size").unwrap_or(1.0);
        let stretch = number(object, "HScale").unwrap_or(1.0);
        let mut at = (0.0, 0.0);
        for code in object.children("TextCode") {
            at = (number(code, "X").unwrap_or(at.0), number(code, "Y").unwrap_or(at.1));
            self.runs += 1;
            let run = Run { number: self.runs, ..Run::of(code, at, size, stretch) };
            let Some(page) = self.pages.last_mut() else { return };
            let before = page.len();
            page.extend(run.glyphs(place).take(GLYPHS.saturating_sub(self.count)));
            self.count += page.len() - before;
        }
    }
}

/// Where an object's own coordinates lie on the page: `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Clone, Copy)]
struct Place([f32; 6]);

impl Default for Place {
    fn default() -> Self {
        Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0])
    }
}

impl Place {
    /// The place of an object that is at this one: moved to its boundary, turned by its matrix.
    fn of(self, object: Element) -> Self {
        let numbers =
            |name| object.attribute(name).map(|value| numbers(&value)).unwrap_or_default();
        let boundary = numbers("Boundary");
        let own = <[f32; 6]>::try_from(numbers("CTM")).unwrap_or(Self::default().0);
        let x = boundary.first().unwrap_or(&0.0);
        let y = boundary.get(1).unwrap_or(&0.0);
        let [a, b, c, d, e, f] = own;
        self.after([a, b, c, d, e + x, f + y])
    }

    /// First the inner matrix, then this one.
    fn after(self, [a, b, c, d, e, f]: [f32; 6]) -> Self {
        let (right, down) = (self.turned(a, b), self.turned(c, d));
        let (x, y) = self.moved(e, f);
        Self([right.0, right.1, down.0, down.1, x, y])
    }

    fn turned(self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, ..] = self.0;
        (a * x + c * y, b * x + d * y)
    }

    fn moved(self, x: f32, y: f32) -> (f32, f32) {
        let (turned, [.., e, f]) = (self.turned(x, y), self.0);
        (turned.0 + e, turned.1 + f)
    }

    /// How much a step to the right and a step down grow.
    fn scale(self) -> (f32, f32) {
        let [a, b, c, d, ..] = self.0;
        (a.hypot(b), c.hypot(d))
    }
}

/// The characters of one `TextCode` with the steps between them.
struct Run {
    characters: Vec<char>,
    across: Vec<f32>,
    down: Vec<f32>,
    at: (f32, f32),
    size: f32,
    stretch: f32,
    number: u32,
}

/// The widest step that is not a gap, in sizes.
const SET_WIDE: f32 = 1.1;

impl Run {
    fn of(code: Element, at: (f32, f32), size: f32, stretch: f32) -> Self {
        let text = code.text();
        let characters: Vec<char> = text.trim_matches(['\n', '\r', '\t']).chars().collect();
        let steps = |name| {
            let value = code.attribute(name);
            value.map(|value| steps(&value, characters.len())).unwrap_or_default()
        };
        Self {
            across: steps("DeltaX"),
            down: steps("DeltaY"),
            characters,
            at,
            size,
            stretch,
            number: 0,
        }
    }

    /// The characters on the page. Those that do not run from left to right are put as if they did,
    /// from where the first one is: a title down a spine is read as one word.
    fn glyphs(&self, place: Place) -> impl Iterator<Item = Glyph> {
        let (wide, high) = place.scale();
        let size = self.size * high;
        let start = place.moved(self.at.0, self.at.1);
        let upright = self.is_upright(place);
        let mut x = self.at.0;
        let mut y = self.at.1;
        let mut pen = start.0;
        let last = self.characters.len();
        self.characters.iter().enumerate().map(move |(at, c)| {
            let advance = self.size * self.stretch * wide * width(*c);
            let (left, line) = if upright { place.moved(x, y) } else { (pen, start.1) };
            // A list that is too short goes on with its last step.
            let step = |list: &[f32]| list.get(at).or(list.last()).copied();
            let usual =
                if self.down.is_empty() { self.size * self.stretch * width(*c) } else { 0.0 };
            // Digits set as wide as Han (2 0 2 5) are one word: the next one is where they end.
            let next = step(&self.across).map(|step| step * wide).filter(|_| at + 1 < last);
            let width = next.filter(|next| *next <= SET_WIDE * size).unwrap_or(0.0).max(advance);
            x += step(&self.across).unwrap_or(usual);
            y += step(&self.down).unwrap_or(0.0);
            pen += advance;
            Glyph { c: *c, x0: left, x1: left + width, y: line, size, run: self.number }
        })
    }

    fn is_upright(&self, place: Place) -> bool {
        let steps: (f32, f32) = (self.across.iter().sum(), self.down.iter().sum());
        let (x, y) = if steps == (0.0, 0.0) {
            place.turned(1.0, 0.0)
        } else {
            place.turned(steps.0, steps.1)
        };
        x > 0.0 && y.abs() < 0.2 * x
    }
}

/// The width of a character in sizes.
fn width(c: char) -> f32 {
    if c.is_ascii() { 0.5 } else { 1.0 }
}

/// The numbers of a list; what is not a number is zero.
fn numbers(list: &str) -> Vec<f32> {
    list.split_whitespace().map(|number| number.parse().unwrap_or(0.0)).collect()
}

fn number(element: Element, name: &str) -> Option<f32> {
    element.attribute(name)?.trim().parse().ok().filter(|number: &f32| number.is_finite())
}

/// Steps between so many characters: numbers, or `g 4 2.1`, which is four times 2.1.
fn steps(list: &str, most: usize) -> Vec<f32> {
    let mut steps = Vec::new();
    let mut words = list.split_whitespace();
    while let Some(word) = words.next() {
        if steps.len() >= most {
            break;
        }
        if word != "g" {
            steps.push(word.parse().unwrap_or(0.0));
            continue;
        }
        let count = words.next().and_then(|count| count.parse().ok()).unwrap_or(0);
        let step = words.next().and_then(|step| step.parse().ok()).unwrap_or(0.0);
        steps.extend(std::iter::repeat_n(step, usize::min(count, most - steps.len())));
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_repeat_and_never_outnumber_the_characters() {
        assert_eq!(steps("g 3 2 4", 9), [2.0, 2.0, 2.0, 4.0]);
        assert_eq!(steps("g 4000000000 1", 2), [1.0, 1.0]);
        assert_eq!(steps("g", 2), Vec::<f32>::new());
    }

    #[test]
    fn places_are_put_into_each_other() {
        let outer = Place([9.0, 0.0, 0.0, 9.0, 10.0, 20.0]);
        let inner = outer.after([1.0, 0.0, 0.0, 1.0, 2.0, 3.0]);
        assert_eq!(inner.moved(1.0, 1.0), (37.0, 56.0));
        assert_eq!(inner.scale(), (9.0, 9.0));
    }
}
