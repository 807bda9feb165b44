//! Fields and forms: what a field shows when it has no result.

use super::super::portions::marked;
use super::super::word::{field, form};
use crate::extract::PortionKind;

/// A field that is open.
#[derive(Debug)]
pub(super) struct Field {
    /// How many groups are open inside its own.
    pub depth: usize,
    /// How many texts were being written when it began.
    pub texts: usize,
    /// Where it begins in the text.
    pub begin: usize,
    pub code: String,
    pub form: Option<Form>,
}

/// A form field.
#[derive(Debug, Default)]
pub(super) struct Form {
    /// `\fftype`: a text, a check box or a list.
    kind: i32,
    /// `\ffres`, what it shows, and `\ffdefres`, what it showed at first.
    state: Option<i32>,
    began: Option<i32>,
    /// `\ffdeftext`: the text at first.
    pub text: String,
    /// `\ffl`: the entries of a list.
    pub entries: Vec<String>,
}

impl Form {
    /// Takes up a word of its description.
    pub(super) fn word(&mut self, word: &str, number: Option<i32>) {
        match word {
            "fftype" => self.kind = number.unwrap_or(0),
            "ffres" => self.state = number,
            "ffdefres" => self.began = number,
            _ => {}
        }
    }

    fn shown(&self) -> Option<String> {
        /// The state that stands for the one the field began with.
        const UNTOUCHED: i32 = 25;
        let state = self.state.filter(|state| *state != UNTOUCHED).or(self.began).unwrap_or(0);
        match self.kind {
            1 => Some(form::check_box(state == 1).to_string()),
            2 => self.entries.get(usize::try_from(state).ok()?).cloned(),
            _ => Some(self.text.clone()),
        }
    }
}

impl Field {
    /// Closes the field at the end of `text`: adds what it shows, where it has no result, and marks
    /// what was filled in.
    pub(super) fn close(self, text: &mut String) {
        let result = text.get(self.begin..).unwrap_or_default();
        let is_blank = result.trim().is_empty();
        // LibreOffice does not describe its fields of text.
        let is_form = self.form.is_some() || self.code.trim_start().starts_with("FORMTEXT");
        if is_blank {
            let filled = self.form.and_then(|form| form.shown());
            let filled = filled.map(|shown| marked(PortionKind::FormField, &shown));
            text.extend(filled.or_else(|| field::shown(&self.code)));
        } else if is_form && !result.contains('\n') {
            let result = marked(PortionKind::FormField, result);
            text.truncate(self.begin);
            text.push_str(&result);
        }
    }
}
