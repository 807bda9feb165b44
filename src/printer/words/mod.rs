//! What a person reads, in two languages: all words of all screens.
//!
//! What a screen says is a phrase (`phrases`), with both languages on one line of its table; words for values
//! are in `values`. Errors, refusals and remedies have a table a language.
//!
//! The library says what is wrong and has a value for what to do about it
//! ([`Remedy`](crate::error::Remedy)); only here these become commands and flags of `search`. A table
//! has a word for every kind of error, refusal and remedy: what lacks one does not compile.

mod chinese;
mod columns;
mod english;
mod labels;
mod language;
mod phrase;
mod phrases;
mod reading;
mod screen;
mod table;
mod told;
mod values;

use crate::engine::Kept;
use crate::error::{Conversion, Error, ErrorKind, Reason, Refusal, Remedy, SystemFailure};
use crate::wire::Wording;

use table::Table;

pub(super) use columns::{heading, worded};
pub(crate) use labels::Label;
pub use language::Language;
pub use phrase::Said;
pub(super) use reading::is_like;
pub(crate) use screen::{address, date, grouped, moment};
pub(crate) use values::FacetOf;

impl Language {
    fn table(self) -> &'static Table {
        match self {
            Self::English => &english::TABLE,
            Self::Chinese => &chinese::TABLE,
        }
    }

    /// An error: where, what is wrong, and what to do about it.
    ///
    /// ```
    /// use policy_search::printer::Language;
    /// use policy_search::{Error, ErrorKind};
    ///
    /// let error = Error::at("index", ErrorKind::NoIndex);
    /// let told = Language::English.error(&error);
    /// let remedy = "run `search index DIR` with your folder of announcements";
    /// assert_eq!(told, format!("index: no index here: {remedy}"));
    /// let told = Language::Chinese.error(&error);
    /// assert_eq!(told, "index：此处没有索引：运行 `search index 文件夹` 建立");
    /// ```
    pub fn error(self, error: &Error) -> String {
        let told = match error.remedy() {
            Some(remedy @ Remedy::BuildIndexAt(_)) => {
                self.sentence((self.table().kind)(error.kind()), Some(remedy))
            }
            _ => self.kind(error.kind()),
        };
        match error.place() {
            Some(place) => [&place, self.table().colon, &told].concat(),
            None => told,
        }
    }

    /// What is wrong, and what to do about it.
    pub fn kind(self, kind: &ErrorKind) -> String {
        match kind {
            ErrorKind::Refused(refusal) => self.refusal(refusal),
            ErrorKind::Convertible { refusal, conversion } => self.convertible(refusal, conversion),
            ErrorKind::Io(error) => self.system(&error.into()),
            kind => self.sentence((self.table().kind)(kind), kind.remedy()),
        }
    }

    fn refusal(self, refusal: &Refusal) -> String {
        self.sentence((self.table().refusal)(refusal), refusal.remedy())
    }

    fn convertible(self, refusal: &Refusal, conversion: &Conversion) -> String {
        let made = match conversion {
            Conversion::Failed { made: Some(made), .. } => Some(self.refusal(made)),
            _ => None,
        };
        let refused = match conversion {
            // What to do is part of what is said of the conversion.
            Conversion::Unrecognised { .. } | Conversion::Unreadable { .. } => {
                (self.table().refusal)(refusal)
            }
            _ => self.refusal(refusal),
        };
        refused + &(self.table().conversion)(conversion, made)
    }

    fn system(self, failure: &SystemFailure) -> String {
        self.sentence((self.table().system)(failure), failure.remedy())
    }

    fn sentence(self, what: String, remedy: Option<Remedy>) -> String {
        match remedy {
            Some(remedy) => what + self.table().colon + &(self.table().remedy)(&remedy),
            None => what,
        }
    }
}

impl Wording for Language {
    fn reason(&self, reason: &Reason) -> String {
        match reason {
            Reason::Refused(refusal) => self.refusal(refusal),
            Reason::Convertible { refusal, conversion } => self.convertible(refusal, conversion),
            Reason::System(failure) => self.system(failure),
            Reason::Part { name, reason } => {
                [&self.told(name), self.table().colon, &self.reason(reason)].concat()
            }
            Reason::Parts { count, first, reason } => {
                let first: Vec<String> = first.iter().map(|name| self.told(name)).collect();
                (self.table().parts)(*count, &first, self.reason(reason))
            }
            Reason::Words(words) => self.told(words),
        }
    }

    fn kept(&self, kept: &Kept) -> String {
        (self.table().kept)(kept, kept.why.reason().map(|reason| self.reason(reason)))
    }
}

#[cfg(test)]
mod tests;
