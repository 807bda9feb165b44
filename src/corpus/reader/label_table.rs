//! The labels that are known before a value, by the rows of `data/labels.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fields;
use crate::extract::HintField;

/// The longest label in characters.
pub(super) const LABEL_LIMIT: usize = 10;

/// What a label says of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// It is one of this field.
    Field(HintField),
    /// It is not kept.
    Nothing,
    /// It is text of the document.
    Text,
}

/// Where a label is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Known {
    /// In running text too.
    Anywhere,
    /// In a label table or among other labels.
    Table,
    /// In a bracket: `【题注】`.
    Bracket,
}

/// A label, by what the table says of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub says: Says,
    pub known: Known,
}

impl Label {
    fn field(self) -> Option<HintField> {
        match self.says {
            Says::Field(field) => Some(field),
            Says::Nothing | Says::Text => None,
        }
    }
}

static LABELS: LazyLock<HashMap<&'static str, Label>> = LazyLock::new(|| {
    let mut labels = HashMap::new();
    for row in fields::rows(include_str!("data/labels.tsv")) {
        let mut columns = row.split('\t');
        let (Some(name), Some(place), Some(forms)) =
            (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let says = match name {
            "=" => Says::Text,
            name => fields::field(name).map_or(Says::Nothing, Says::Field),
        };
        let known = match place {
            "any" => Known::Anywhere,
            "bracket" => Known::Bracket,
            _ => Known::Table,
        };
        for form in forms.split(' ') {
            labels.entry(form).or_insert(Label { says, known });
        }
    }
    labels
});

/// Where lines are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The head of a text: lines that begin with a label may be sentences.
    Text,
    /// Beside the main text of a page, or next to other labels: label tables and lists.
    Page,
    /// In 【】.
    Bracket,
}

impl Place {
    /// The labels known here are those known so widely, and wider.
    fn reach(self) -> Known {
        match self {
            Place::Text => Known::Anywhere,
            Place::Page => Known::Table,
            Place::Bracket => Known::Bracket,
        }
    }
}

/// What a word is the label of: a field, or nothing that is kept; `None` for any other word.
pub(super) fn meaning(word: &str) -> Option<Option<HintField>> {
    known(word, Place::Page).map(Label::field)
}

/// The label that a text is, spaces and brackets in it aside, if it is known in such a place.
pub(super) fn known(text: &str, place: Place) -> Option<Label> {
    if text.len() > 3 * 3 * LABEL_LIMIT {
        return None;
    }
    let squashed: String = text.chars().filter(|c| !is_bracket_or_space(*c)).collect();
    let label = LABELS.get(squashed.trim_end_matches(['：', ':'])).copied()?;
    (label.known <= place.reach()).then_some(label)
}

/// Blanks, and the brackets and bars around labels.
pub(super) fn is_bracket_or_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '【' | '】' | '[' | ']' | '|' | '｜')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_used() {
        for row in fields::rows(include_str!("data/labels.tsv")) {
            let columns: Vec<&str> = row.split('\t').collect();
            assert_eq!(columns.len(), 3, "{row}");
            let is_field = fields::field(columns[0]).is_some();
            assert!(is_field || matches!(columns[0], "-" | "="), "{row}");
            assert!(
                columns[2]
                    .split(' ')
                    .all(|form| !form.is_empty() && form.chars().count() <= LABEL_LIMIT),
                "{row}"
            );
        }
    }
}
