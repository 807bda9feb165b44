//! The fields that are open while text is read: each a code, then perhaps what it made.

/// A field.
#[derive(Debug, Default)]
pub(super) struct Field {
    /// The text of its code, with the results of fields inside it.
    pub code: String,
    /// Where its result begins in the text it belongs to; `None` as long as its code goes on.
    pub result: Option<usize>,
    /// Where the stream `Data` has the state of the form field that it is.
    pub data: Option<usize>,
}

/// The fields that are open, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// Which of them are in their codes.
    codes: Vec<usize>,
}

impl Fields {
    /// Takes up the mark of a field's begin (0x13).
    pub(super) fn begin(&mut self) {
        self.codes.push(self.open.len());
        self.open.push(Field::default());
    }

    /// Takes up the mark of a code's end (0x14): what follows goes to `text`, unless a field around
    /// it is in its code.
    pub(super) fn separate(&mut self, text: &mut String) {
        if self.open.last().is_some_and(|field| field.result.is_none()) {
            self.codes.pop();
            let begin = self.sink(text).len();
            self.open.iter_mut().last().into_iter().for_each(|field| field.result = Some(begin));
        }
    }

    /// Takes up the mark of a field's end (0x15), which is the field that ends.
    pub(super) fn end(&mut self) -> Option<Field> {
        let field = self.open.pop()?;
        if field.result.is_none() {
            self.codes.pop();
        }
        Some(field)
    }

    /// How many fields are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Where text goes: the code of the innermost field that is in it, or `text`.
    pub(super) fn sink<'t>(&'t mut self, text: &'t mut String) -> &'t mut String {
        match self.codes.last() {
            Some(at) => &mut self.open[*at].code,
            None => text,
        }
    }

    /// The field whose code goes on.
    pub(super) fn coded(&mut self) -> Option<&mut Field> {
        self.codes.last().map(|at| &mut self.open[*at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_hold_the_results_of_fields_inside_them() {
        let mut fields = Fields::default();
        let mut text = "甲".to_string();
        fields.begin();
        fields.sink(&mut text).push_str("EQ ");
        fields.begin();
        fields.sink(&mut text).push_str("REF x");
        fields.separate(&mut text);
        fields.sink(&mut text).push('内');
        assert_eq!(fields.end().unwrap().result, Some("EQ ".len()));
        assert_eq!(fields.coded().unwrap().code, "EQ 内");
        fields.separate(&mut text);
        fields.separate(&mut text);
        fields.sink(&mut text).push('乙');
        assert_eq!(fields.end().unwrap().result, Some("甲".len()));
        assert!(fields.end().is_none() && fields.coded().is_none());
        assert_eq!(text, "甲乙");
    }
}
