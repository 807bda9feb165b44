//! The fields of a document: one table, from which every index makes its schema.

/// A field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Field {
    /// Title and body in grams, with positions: matching and ranking.
    Grams,
    /// Title and body in single characters, with frequencies: ranking.
    Characters,
    /// The title in grams, with positions.
    Title,
    /// Where sentences and paragraphs begin, as positions of [`Field::Grams`].
    Boundaries,
    /// The keys of the title ([`super::title`]).
    TitleKey,
    /// [`crate::announcement::DocNumber::key`].
    Number,
    /// The number behind the id ([`super::keys::of_id`]).
    Id,
    /// What tells the file from all others ([`crate::response::Place::key`]).
    Path,
    /// The day of 成文日期, else of 发布日期 ([`super::keys::day`]).
    Day,
    /// The year of that day.
    Year,
    /// The day of 成文日期 where it was read and not inferred.
    Written,
    /// [`crate::announcement::Level::rank`] of the highest issuer.
    Level,
    /// Whether it says itself that it is out of force.
    Superseded,
    /// What it says of its own validity.
    Validity,
    /// Whether its text was mended.
    Damaged,
    /// The issuing bodies.
    Issuer,
    /// The 文种.
    Kind,
    /// The division it concerns.
    Region,
    /// A hash of the folded body: the same text elsewhere.
    SameText,
    /// A hash of number, title and 成文日期: the same act elsewhere.
    SameAct,
    /// The bands of the sketch of the body: a similar text elsewhere.
    Bands,
    /// [`crate::text::Figures`] of the body.
    Figures,
    /// A hash of the work that an article is of: its title without the article's number.
    Work,
    /// How many pairs and words its text has, exactly: what BM25 calls its length.
    Length,
    /// Hashes of the ways other texts may name it ([`super::names`]).
    Names,
    /// What it says of others ([`super::names`]).
    Refers,
    /// Hashes of the names of what it repeals or amends.
    Acts,
    /// The announcement as it is shown ([`super::stored`]).
    Stored,
}

/// How the values of a field are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The grams of a text with their positions, and the length of the text in grams.
    Grams,
    /// The characters of a text with their frequencies, and the length of the text in characters.
    Characters,
    /// Places in a text, by which nothing is ranked.
    Places,
    /// Whole values, found by term.
    Name,
    /// Whole values, found by term and read by column.
    Value,
    /// Numbers, found by term and read by column.
    Key,
    /// Numbers, read by column.
    Number,
    /// Days since 1970-01-01, read by column.
    Day,
    /// Yes or no, read by column.
    Flag,
    /// Text that is only read back.
    Stored,
}

/// All fields in order, each with its name in an index and with how its values are kept.
///
/// A field's place in the table is its number in an index: a new one comes last, or the format of
/// the index is raised.
pub(crate) const FIELDS: [(Field, &str, Kind); 28] = [
    (Field::Grams, "grams", Kind::Grams),
    (Field::Characters, "characters", Kind::Characters),
    (Field::Title, "title", Kind::Grams),
    (Field::Boundaries, "begins", Kind::Places),
    (Field::TitleKey, "title_key", Kind::Name),
    (Field::Number, "number", Kind::Name),
    (Field::Id, "id", Kind::Key),
    (Field::Path, "path", Kind::Name),
    (Field::Day, "day", Kind::Day),
    (Field::Year, "year", Kind::Number),
    (Field::Written, "written", Kind::Day),
    (Field::Level, "level", Kind::Key),
    (Field::Superseded, "superseded", Kind::Flag),
    (Field::Validity, "validity", Kind::Name),
    (Field::Damaged, "damaged", Kind::Flag),
    (Field::Issuer, "issuer", Kind::Value),
    (Field::Kind, "kind", Kind::Value),
    (Field::Region, "region", Kind::Value),
    (Field::SameText, "same_text", Kind::Key),
    (Field::SameAct, "same_act", Kind::Key),
    (Field::Bands, "bands", Kind::Key),
    (Field::Figures, "figures", Kind::Number),
    (Field::Work, "work", Kind::Number),
    (Field::Length, "length", Kind::Number),
    (Field::Names, "names", Kind::Number),
    (Field::Refers, "refers", Kind::Name),
    (Field::Acts, "acts", Kind::Number),
    (Field::Stored, "stored", Kind::Stored),
];

impl Field {
    /// Its place in [`FIELDS`].
    pub(crate) const fn place(self) -> usize {
        self as usize
    }

    /// Its name in an index.
    pub(crate) const fn name(self) -> &'static str {
        FIELDS[self.place()].1
    }
}

/// A value of a field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Value {
    /// Of a [`Kind::Name`], [`Kind::Value`] or [`Kind::Stored`].
    Text(String),
    /// Of a [`Kind::Key`] or [`Kind::Number`].
    Number(u64),
    /// Of a [`Kind::Day`].
    Day(i64),
    /// Of a [`Kind::Flag`].
    Flag(bool),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_string())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_stands_at_its_place() {
        for (place, (field, name, _)) in FIELDS.into_iter().enumerate() {
            assert_eq!((field.place(), field.name()), (place, name), "{field:?}");
        }
    }

    #[test]
    fn no_two_fields_have_one_name() {
        let mut names: Vec<&str> = FIELDS.iter().map(|(_, name, _)| *name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), FIELDS.len());
    }
}
