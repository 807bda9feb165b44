//! Values that are written by name: the lists they are taken from, and what is wrong with a text
//! that is not a value.
//!
//! Flags, fields of a query, parameters of a form and settings all read their values here, so that
//! each takes the same names and refuses the rest in the same words.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::text::{simplified_characters, strip_query_glosses};

/// The lists that a value can be taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum List {
    /// [`Level`](super::Level).
    Level,
    /// [`Kind`](super::Kind).
    Kind,
    /// [`Validity`](super::Validity).
    Validity,
    /// [`Order`](crate::Order).
    Order,
    /// [`Column`](crate::Column).
    Column,
}

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            List::Level => "a level",
            List::Kind => "a kind",
            List::Validity => "a validity",
            List::Order => "an order",
            List::Column => "a field",
        })
    }
}

/// What a value of a list is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Names {
    /// In Chinese, as lists show it.
    pub chinese: &'static str,
    /// In English, as lists show it: lowercase with hyphens.
    pub english: &'static str,
    /// What else people write for it.
    pub others: &'static [&'static str],
}

impl Names {
    fn all(self) -> impl Iterator<Item = &'static str> {
        [self.chinese, self.english].into_iter().chain(self.others.iter().copied())
    }
}

/// A value of a closed list, written by any of its names.
///
/// ```
/// use policy_search::{Level, Listed};
///
/// assert_eq!(Level::named("省级"), Ok(Level::Province));
/// assert_eq!(Level::named("Province Office"), Ok(Level::ProvinceOffice));
/// let error = Level::named("provinse").unwrap_err().to_string();
/// assert!(error.starts_with("provinse is not a level: did you mean province? choose from centre, "));
/// ```
pub trait Listed: Copy + PartialEq + 'static {
    /// The list.
    const LIST: List;
    /// Its values, in the order of lists.
    const VALUES: &'static [Self];

    /// What it is called.
    fn names(self) -> Names;

    /// The value that `text` names, in any script, width and case; spaces and hyphens do not count.
    ///
    /// # Errors
    /// [`ValueError::Unlisted`] when it names none.
    fn named(text: &str) -> Result<Self, ValueError> {
        // As it is written in nearly all cases: the tables of issuers hold thousands of levels, and folding
        // each took a quarter of a cold search.
        let as_written = |value: &Self| value.names().all().any(|name| name == text);
        let found = Self::VALUES.iter().copied().find(as_written);
        found.map_or_else(|| spelled_otherwise(text), Ok)
    }
}

/// Why a text is not a value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValueError {
    /// It names no value of a list.
    Unlisted {
        /// The list.
        list: List,
        /// The text.
        text: String,
        /// The name that it must be a slip for.
        nearest: Option<&'static str>,
        /// The names of the list, in the language of the text.
        names: Vec<&'static str>,
    },
    /// It is neither a document number nor a series of them.
    Number(String),
    /// It is neither a date nor a range of dates.
    Dates(String),
    /// It is not a date that a range can begin or end with.
    Date(String),
    /// It is neither a date, a range of dates nor the latest run.
    Added(String),
    /// It is neither a date that a time can begin with nor the latest run.
    Since(String),
    /// It is not a day.
    Day(String),
    /// A range of dates ends before it begins.
    Reversed {
        /// Its beginning, as written.
        from: String,
        /// Its end, as written.
        to: String,
    },
    /// It holds nothing that could be the name of a body or a place.
    Nameless {
        /// The text.
        text: String,
        /// A name.
        example: &'static str,
    },
    /// It is not a count.
    Count(String),
    /// It is neither yes nor no.
    Truth(String),
    /// It is not the id of an announcement.
    Id(String),
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unlisted { list, text, nearest, names } => {
                let (text, names) = (shown(text), names.join(", "));
                match nearest {
                    None => write!(f, "{text} is not {list}: choose from {names}"),
                    Some(name) => {
                        write!(f, "{text} is not {list}: did you mean {name}? choose from {names}")
                    }
                }
            }
            Self::Reversed { from, to } => {
                write!(f, "{from}..{to} ends before it begins: write {to}..{from}")
            }
            Self::Nameless { text, example } => {
                write!(f, "{} is not a name: write one as {example}", shown(text))
            }
            Self::Number(text) => write!(
                f,
                "{} is not a document number: write it as 国发〔2025〕1号 or 国发[2025]1号, without spaces, or \
                 some of a series as 国发〔2025〕 or 国发〔2025〕1..9号",
                shown(text)
            ),
            Self::Count(text) => {
                write!(f, "{} is not a whole number: write one as 10", shown(text))
            }
            Self::Truth(text) => write!(f, "{} is neither true nor false", shown(text)),
            Self::Id(text) => write!(
                f,
                "{} is not an id: write its sixteen digits, or the first of them",
                shown(text)
            ),
            Self::Dates(text)
            | Self::Date(text)
            | Self::Added(text)
            | Self::Since(text)
            | Self::Day(text) => write!(f, "{} is not {}", shown(text), self.date()),
        }
    }
}

impl ValueError {
    /// The date that a text is not, and how it is written.
    fn date(&self) -> &'static str {
        match self {
            Self::Dates(_) => {
                "a date: write 2025, 2025-01, 2025-01-15, 2025年1月, 2024..2025, 2024.., ..2023, 今年, 去年 or \
                 近三年"
            }
            Self::Added(_) => {
                "a date: write last (what the latest run brought in), 2025, 2025-01, 2025-01-15, \
                 2025年1月, 2024..2025, 2024.., ..2023, 今年, 去年 or 近三年"
            }
            Self::Since(_) => {
                "a date: write last, 2025, 2025-01, 2025-01-15, 2025年1月, 今年, 去年 or 近三年"
            }
            Self::Day(_) => "a day: write 2025-01-15 or 2025年1月15日",
            _ => "a date: write 2025, 2025-01, 2025-01-15, 2025年1月, 今年, 去年 or 近三年",
        }
    }
}

impl std::error::Error for ValueError {}

/// A text as errors show it: nothing, which could not be seen, in quotes.
fn shown(text: &str) -> String {
    if text.trim().is_empty() { format!("{text:?}") } else { text.to_string() }
}

/// A name as it is compared.
fn folded(name: &str) -> String {
    let plain: String = strip_query_glosses(name).nfkc().collect();
    let kept = simplified_characters(&plain).filter(|c| !c.is_whitespace() && !"-_".contains(*c));
    kept.flat_map(char::to_lowercase).collect()
}

/// The value that `text` names in another script, width or case than its list has it.
fn spelled_otherwise<T: Listed>(text: &str) -> Result<T, ValueError> {
    let asked = folded(text);
    let is_called = |value: &T| value.names().all().any(|name| folded(name) == asked);
    let found = T::VALUES.iter().copied().find(is_called);
    found.ok_or_else(|| unlisted::<T>(text, &asked))
}

fn unlisted<T: Listed>(text: &str, asked: &str) -> ValueError {
    let is_latin = asked.is_ascii() && !asked.is_empty();
    let name = |value: &T| if is_latin { value.names().english } else { value.names().chinese };
    let names = T::VALUES.iter().map(name).collect();
    ValueError::Unlisted {
        list: T::LIST,
        text: text.to_string(),
        nearest: nearest::<T>(asked).map(|value| name(&value)),
        names,
    }
}

/// The only value that `asked` can be a slip for: of two ideographs or more one is wrong, missing or
/// too much, or at most two Latin letters, and less than half of them.
fn nearest<T: Listed>(asked: &str) -> Option<T> {
    let length = asked.chars().count();
    let slips = if asked.is_ascii() { 2.min(length.saturating_sub(1) / 2) } else { 1 };
    let distance = |value: &T| {
        let names = value.names().all().filter(|name| name.is_ascii() == asked.is_ascii());
        names.map(|name| strsim::osa_distance(asked, &folded(name))).min()
    };
    let far = |value: &T| distance(value).filter(|distance| *distance <= slips);
    let least = T::VALUES.iter().filter_map(far).min().filter(|_| length >= 2)?;
    let mut near = T::VALUES.iter().filter(|value| distance(value) == Some(least));
    near.next().copied().filter(|_| near.next().is_none())
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::super::{Kind, Level, Validity};
    use super::*;
    use crate::request::Order;

    fn each_name_means_one_value<T: Listed + fmt::Debug>() {
        let mut seen = HashMap::new();
        for value in T::VALUES {
            for name in value.names().all() {
                assert_eq!(T::named(name), Ok(*value), "{name}");
                let before = seen.insert(folded(name), *value);
                assert!(before.is_none_or(|before| before == *value), "{name} is taken");
            }
        }
    }

    #[test]
    fn each_name_of_a_list_means_one_value() {
        each_name_means_one_value::<Level>();
        each_name_means_one_value::<Kind>();
        each_name_means_one_value::<Validity>();
        each_name_means_one_value::<Order>();
    }

    #[test]
    fn script_width_case_and_spaces_do_not_count() {
        for text in [
            "省级部门",
            "省級部門",
            " 省 级部门",
            "Province-Office",
            "province_office",
            "ＰＲＯＶＩＮＣＥ　ｏｆｆｉｃｅ",
        ] {
            assert_eq!(Level::named(text), Ok(Level::ProvinceOffice), "{text}");
        }
        assert_eq!(Kind::named("通(tōng)知"), Ok(Kind::Notice));
        assert_eq!(Validity::named("Not yet in force"), Ok(Validity::NotYetInForce));
    }

    #[test]
    fn a_slip_is_guessed_where_it_can_mean_one_value_only() {
        let guess = |text: &str| match Kind::named(text) {
            Err(ValueError::Unlisted { nearest, .. }) => nearest,
            _ => None,
        };
        assert_eq!(guess("notise"), Some("notice"));
        assert_eq!(guess("opinion"), Some("opinions"));
        assert_eq!(guess("工作要点要"), Some("要点"));
        for text in ["通道", "x", "", "colour", "数据"] {
            assert_eq!(guess(text), None, "{text}");
        }
    }

    #[test]
    fn an_error_lists_the_names_in_the_language_of_the_text() {
        let told = |text: &str| Validity::named(text).unwrap_err().to_string();
        let english = "in-force, amended, repealed, expired, not-yet-in-force";
        let chinese = "现行有效, 已修改, 已废止, 已失效, 尚未生效";
        assert_eq!(told("good"), format!("good is not a validity: choose from {english}"));
        assert_eq!(told("很好"), format!("很好 is not a validity: choose from {chinese}"));
        assert_eq!(told(" "), format!("\" \" is not a validity: choose from {chinese}"));
        assert!(
            Order::named("loudest").unwrap_err().to_string().starts_with("loudest is not an order")
        );
    }
}
