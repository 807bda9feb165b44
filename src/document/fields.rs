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
    /// The prefix of that key: 机关代字.
    Prefix,
    /// Its year.
    NumberYear,
    /// Its place in the year.
    Serial,
    /// The number behind the id ([`super::keys::of_id`]).
    Id,
    /// What tells the file from all others ([`crate::response::Place::key`]).
    Path,
    /// The day of 成文日期, else of 发布日期 ([`super::keys::day`]).
    Day,
    /// The year of that day.
    Year,
    /// The day of 发布日期.
    Published,
    /// The day of 成文日期 where it was read and not inferred.
    Written,
    /// When it came into the index, in milliseconds since 1970 ([`super::Record::added`]).
    Added,
    /// [`crate::announcement::Level::rank`] of the highest issuer.
    Level,
    /// Whether it says itself that it is out of force.
    Superseded,
    /// What it says of its own validity.
    Validity,
    /// Whether its text was mended.
    Damaged,
    /// Whether its text was recognised on images.
    Recognised,
    /// The issuing bodies.
    Issuer,
    /// The 文种.
    Kind,
    /// The division of its issuer, else the one it concerns
    /// ([`Announcement::region`](crate::announcement::Announcement::region)).
    Region,
    /// The divisions of its issuers.
    IssuedIn,
    /// The division that the subject of its title names, whoever issued it.
    About,
    /// What tells its text from others, whatever the fold ([`super::keys::content`]).
    Content,
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
pub(crate) enum Storage {
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
pub(crate) const FIELDS: [(Field, &str, Storage); 37] = [
    (Field::Grams, "grams", Storage::Grams),
    (Field::Characters, "characters", Storage::Characters),
    (Field::Title, "title", Storage::Grams),
    (Field::Boundaries, "begins", Storage::Places),
    (Field::TitleKey, "title_key", Storage::Name),
    (Field::Number, "number", Storage::Name),
    (Field::Prefix, "prefix", Storage::Value),
    (Field::NumberYear, "number_year", Storage::Number),
    (Field::Serial, "serial", Storage::Number),
    (Field::Id, "id", Storage::Key),
    (Field::Path, "path", Storage::Name),
    (Field::Day, "day", Storage::Day),
    (Field::Year, "year", Storage::Number),
    (Field::Published, "published", Storage::Day),
    (Field::Written, "written", Storage::Day),
    (Field::Added, "added", Storage::Number),
    (Field::Level, "level", Storage::Key),
    (Field::Superseded, "superseded", Storage::Flag),
    (Field::Validity, "validity", Storage::Name),
    (Field::Damaged, "damaged", Storage::Flag),
    (Field::Recognised, "recognised", Storage::Flag),
    (Field::Issuer, "issuer", Storage::Value),
    (Field::Kind, "kind", Storage::Value),
    (Field::Region, "region", Storage::Value),
    (Field::IssuedIn, "issued_in", Storage::Value),
    (Field::About, "about", Storage::Value),
    (Field::Content, "content", Storage::Key),
    (Field::SameText, "same_text", Storage::Key),
    (Field::SameAct, "same_act", Storage::Key),
    (Field::Bands, "bands", Storage::Key),
    (Field::Figures, "figures", Storage::Number),
    (Field::Work, "work", Storage::Number),
    (Field::Length, "length", Storage::Number),
    (Field::Names, "names", Storage::Number),
    (Field::Refers, "refers", Storage::Name),
    (Field::Acts, "acts", Storage::Number),
    (Field::Stored, "stored", Storage::Stored),
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
    /// Of a [`Storage::Name`], [`Storage::Value`] or [`Storage::Stored`].
    Text(String),
    /// Of a [`Storage::Key`] or [`Storage::Number`].
    Number(u64),
    /// Of a [`Storage::Day`].
    Day(i64),
    /// Of a [`Storage::Flag`].
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
