//! What was made of each column of a file of records.

use serde::{Deserialize, Serialize};

use super::super::super::column::Column;

/// How it is known what a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Known {
    /// A person said so: `--field`, or a `corpus.toml`.
    User,
    /// Its whole name is in the table of names.
    Name,
    /// A part of its name says so.
    Part,
    /// Its values say so, whatever its name.
    Shape,
}

impl Known {
    /// Its word in reports: `user`, `name`, `part`, `shape`.
    pub fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Name => "name",
            Self::Part => "part",
            Self::Shape => "shape",
        }
    }
}

/// What was made of one column of a dump, or of one key of its objects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnUse {
    /// Its name as the file writes it; keys of nested objects are joined by dots (`meta.title`).
    pub name: String,
    /// The sheet or the file of an archive that it is a column of; `None` in a file of one table.
    pub place: Option<String>,
    /// What it was taken for; `None` where it was not used.
    pub taken: Option<Column>,
    /// How that is known; `None` where it was not used.
    pub known: Option<Known>,
    /// In how many records it holds something.
    pub records: u64,
    /// How many characters it holds in all records, white space included.
    pub characters: u64,
    /// How many of them are long text (40 Han characters or more a record) that is in no document;
    /// what merely repeats the text of its document is not counted.
    pub left_out: u64,
}

impl ColumnUse {
    /// This column as one of a file of an archive.
    pub(in super::super) fn of_part(mut self, name: &str) -> Self {
        self.place = Some(match self.place {
            Some(sheet) => format!("{name}#{sheet}"),
            None => name.to_string(),
        });
        self
    }

    /// What a person says to take its text as the body, as a field by hand: `解读=body`. Other
    /// columns of the body are named along with it, or they are not taken any more. `None` where
    /// nothing is left out.
    #[must_use]
    pub fn remedy(&self) -> Option<String> {
        (self.left_out > 0).then(|| format!("{}=body", self.name))
    }
}
