//! What the values of a column look like over the first records of a file.

use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::FxHashSet;

use super::values::{self, DateForm};
use crate::announcement::number::DocNumber;
use crate::extract::kind;
use crate::issuer::{Context, registry};

/// From so many Han characters on a value is long text.
pub(in super::super) const LONG: usize = 40;

/// The longest value that can be anything but text, in bytes.
const SHORT: usize = 600;

/// So many bodies are looked up in the registry for one column.
const LOOKED_UP: u32 = 40;

/// What the values of one column look like.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    /// How many records have a value.
    pub filled: u32,
    /// The Han characters of each value.
    han: Vec<u32>,
    distinct: FxHashSet<u64>,
    sentences: u32,
    dates: u32,
    serials: u32,
    years: u32,
    links: u32,
    numbers: u32,
    bodies: u32,
    titles: u32,
    tokens: u32,
    digits: u32,
    looked_up: u32,
}

impl Shape {
    /// Takes note of a value; whether it is a title or a body is looked up where that `is_open`.
    pub(super) fn add(&mut self, value: &str, is_open: bool) {
        let value = value.trim();
        let han = values::han(value);
        self.filled += 1;
        self.han.push(u32::try_from(han).unwrap_or(u32::MAX));
        self.sentences += u32::from(values::has_sentences(value));
        self.distinct.insert(hash(value));
        if value.len() <= SHORT {
            self.add_short(value, han, is_open);
        }
    }

    fn add_short(&mut self, value: &str, han: usize, is_open: bool) {
        if is_link(value) {
            self.links += 1;
        } else if let Some(form) = values::date_form(value) {
            match form {
                DateForm::Day => self.dates += 1,
                DateForm::Year => self.years += 1,
                DateForm::Serial => self.serials += 1,
            }
        } else if DocNumber::parse(value).is_some_and(|number| number.is_issued()) {
            self.numbers += 1;
        } else if is_open && is_title(value, han) {
            self.titles += 1;
        } else if is_open && (2..=40).contains(&han) && self.looked_up < LOOKED_UP {
            self.looked_up += 1;
            self.bodies += u32::from(is_body(value));
        }
        let is_token = value.len() <= 64 && value.bytes().all(is_of_token);
        self.tokens += u32::from(is_token && value.bytes().any(|byte| byte.is_ascii_digit()));
        self.digits += u32::from(value.bytes().all(|byte| byte.is_ascii_digit()));
    }

    /// The Han characters of all values together.
    pub(super) fn bulk(&self) -> u64 {
        self.han.iter().map(|han| u64::from(*han)).sum()
    }

    pub(super) fn longest(&self) -> usize {
        self.han.iter().max().map_or(0, |han| *han as usize)
    }

    /// The Han characters of the middle value.
    pub(super) fn median(&self) -> usize {
        let mut han = self.han.clone();
        han.sort_unstable();
        han.get(han.len() / 2).map_or(0, |han| *han as usize)
    }

    /// Whether the same values come back: names of categories, and not of records.
    pub(super) fn repeats(&self) -> bool {
        self.filled >= 4 && self.distinct.len() * 2 <= self.filled as usize
    }

    /// Whether it is one value in all records.
    pub(super) fn is_constant(&self) -> bool {
        self.distinct.len() == 1
    }

    /// Whether nearly every record has a value of its own.
    pub(super) fn is_distinct(&self) -> bool {
        self.distinct.len() * 10 >= self.filled as usize * 7
    }

    /// Whether each record has a value of its own.
    pub(super) fn is_unique(&self) -> bool {
        self.distinct.len() == self.filled as usize
    }

    /// Whether it is text in sentences, such as bodies are.
    pub(super) fn is_text(&self) -> bool {
        self.longest() >= LONG && self.sentences * 10 >= self.filled * 3
    }

    /// Whether most values are sentences, of any length.
    pub(super) fn has_sentences(&self) -> bool {
        self.sentences * 2 >= self.filled
    }

    /// Whether it is long text, which no title, name or date is.
    pub(super) fn is_long_text(&self) -> bool {
        self.median() >= 2 * LONG && self.sentences * 2 >= self.filled
    }

    pub(super) fn are_links(&self) -> bool {
        self.most(self.links, 8)
    }

    /// Whether some are addresses of pages.
    pub(super) fn has_links(&self) -> bool {
        self.links > 0
    }

    /// Whether they are dates, in any form.
    pub(super) fn are_dates(&self) -> bool {
        self.most(self.dates + self.years + self.serials, 8)
    }

    /// Whether some can be read as dates.
    pub(super) fn has_dates(&self) -> bool {
        (self.dates + self.years + self.serials) * 10 >= self.filled * 3
    }

    /// Whether they are whole dates, which no other column's values look like.
    pub(super) fn are_days(&self) -> bool {
        self.most(self.dates, 8)
    }

    /// Whether they are the numbers that spreadsheets count days by.
    pub(super) fn are_serials(&self) -> bool {
        self.most(self.serials, 8)
    }

    pub(super) fn are_numbers(&self) -> bool {
        self.most(self.numbers, 5)
    }

    pub(super) fn has_numbers(&self) -> bool {
        self.numbers > 0
    }

    /// Whether they are names of bodies that can issue a document.
    pub(super) fn are_bodies(&self) -> bool {
        let enough = self.filled.min(LOOKED_UP) * 4;
        self.bodies > 0 && self.looked_up * 10 >= enough && self.bodies * 10 >= self.looked_up * 6
    }

    /// Whether they end as titles of documents do.
    pub(super) fn are_titles(&self) -> bool {
        self.most(self.titles, 4)
    }

    pub(super) fn are_tokens(&self) -> bool {
        self.most(self.tokens, 10)
    }

    pub(super) fn are_digits(&self) -> bool {
        self.most(self.digits, 9)
    }

    /// Whether so many of ten are of a kind; none is of no kind.
    fn most(&self, of: u32, tenths: u32) -> bool {
        self.filled > 0 && of * 10 >= self.filled * tenths
    }
}

fn hash(value: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Whether a value is the address of a page.
pub(in super::super) fn is_link(value: &str) -> bool {
    const STARTS: [&str; 5] = ["http://", "https://", "//", "www.", "ftp://"];
    let starts = STARTS.iter().any(|start| value.len() > start.len() && value.starts_with(start));
    starts && !value.contains(char::is_whitespace)
}

/// Whether a value reads as the title of a document: it ends as one does, and is not a sentence.
pub(in super::super) fn is_title(value: &str, han: usize) -> bool {
    const TITLE: std::ops::RangeInclusive<usize> = 5..=120;
    TITLE.contains(&han) && !value.contains(['。', '；', '\n']) && kind::from_title(value).is_some()
}

fn is_body(value: &str) -> bool {
    let first = value.split(['、', ',', '，', ' ', ';', '；']).next().unwrap_or_default();
    registry().resolve(first, &Context::default()).is_some()
}

fn is_of_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':')
}
