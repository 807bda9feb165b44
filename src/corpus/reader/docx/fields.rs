//! Fields: a code, then perhaps the result that it made, in runs between marks (`fldChar`).

use super::super::xml::Element;
use super::form::{self, Value};

/// How many fields may be open in each other; of those inside only the ends are looked for.
const DEPTH: usize = 64;

/// The fields that are open.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many are open beyond [`DEPTH`].
    deeper: usize,
    /// Whether marks are missing, so that no text is taken for a code.
    is_broken: bool,
}

/// A field that is open, or has just ended.
#[derive(Debug, Default)]
pub(super) struct Field {
    pub code: String,
    in_code: bool,
    pub has_result: bool,
    /// What its form holds, if it is one.
    pub form: Option<Value>,
    /// Where in the paragraph the result begins, if it does in this one.
    pub begin: Option<usize>,
}

impl Fields {
    /// No field, before the text inside an element.
    pub(super) fn before(element: Element) -> Self {
        let marks = element.all("fldChar").filter_map(|mark| mark.attribute("fldCharType"));
        let balance: i64 = marks
            .map(|kind| match &*kind {
                "begin" => 1,
                "end" => -1,
                _ => 0,
            })
            .sum();
        Self { is_broken: balance != 0, ..Self::default() }
    }

    /// Takes up a mark, where the paragraph has `at` bytes; the field that it ends is returned.
    pub(super) fn mark(&mut self, mark: Element, at: usize) -> Option<Field> {
        match &*mark.attribute("fldCharType")? {
            "begin" if self.open.len() == DEPTH => self.deeper += 1,
            "end" if self.deeper > 0 => self.deeper -= 1,
            _ if self.deeper > 0 => {}
            "begin" => {
                let form = mark.child("ffData").and_then(form::legacy);
                self.open.push(Field { in_code: true, form, ..Field::default() });
            }
            "separate" => {
                let field = self.open.last_mut()?;
                field.in_code = false;
                field.begin = Some(at);
            }
            "end" => return self.open.pop(),
            _ => {}
        }
        None
    }

    /// Adds to the code of the field that is open.
    pub(super) fn code(&mut self, words: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| field.in_code) {
            field.code.push_str(words);
        }
    }

    /// Whether text belongs to the code of a field, where it is added; else it is (part of) the result
    /// of those that are open.
    pub(super) fn takes(&mut self, words: &str) -> bool {
        let coded = self.open.iter().rposition(|field| field.in_code).filter(|_| !self.is_broken);
        let inner = coded.map_or(0, |at| at + 1);
        if !words.trim().is_empty() {
            self.open[inner..].iter_mut().for_each(|field| field.has_result = true);
        }
        coded.inspect(|at| self.open[*at].code.push_str(words)).is_some()
    }

    /// Takes up the end of a paragraph.
    pub(super) fn paragraph(&mut self) {
        self.open.iter_mut().for_each(|field| field.begin = None);
    }
}
