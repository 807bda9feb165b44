//! The table of phrases: each with its two languages side by side, checked by the compiler.
//!
//! A phrase is a method of [`Language`](super::language::Language) that [`phrases!`] makes from one line: its name, its arguments,
//! its English and its Chinese. Both texts are format strings, so that a placeholder that is not an
//! argument does not compile; that both use all arguments, and that neither is empty or the same, is
//! tested. A method was chosen over an enum of phrases: its arguments have names and no phrase needs a
//! type of its own, and a phrase that no screen says is dead code, which the compiler reports.
//!
//! English has one plural, that of `s`: `{count:#}` is the ending of the noun that `count` counts.

use std::borrow::Cow;
use std::fmt;

/// What a phrase takes as an argument.
pub trait Said: fmt::Display {
    /// Whether it counts a single thing.
    fn is_one(&self) -> bool {
        false
    }
}

macro_rules! counts {
    ($($number:ty),*) => {
        $(impl Said for $number {
            fn is_one(&self) -> bool {
                *self == 1
            }
        })*
    };
}

counts!(u8, u16, u32, u64, usize);

impl Said for f64 {}
impl Said for str {}
impl Said for String {}
impl Said for Cow<'_, str> {}
impl Said for jiff::civil::Date {}
impl Said for crate::announcement::DocNumber {}
impl Said for crate::query::DateRange {}
impl Said for std::path::Display<'_> {}

impl<T: Said + ?Sized> Said for &T {
    fn is_one(&self) -> bool {
        (**self).is_one()
    }
}

/// An argument within a phrase; with `#` the ending of what it counts.
pub(super) struct Spoken<T>(pub(super) T);

impl<T: Said> fmt::Display for Spoken<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match f.alternate() {
            true => f.write_str(if self.0.is_one() { "" } else { "s" }),
            false => self.0.fmt(f),
        }
    }
}

/// Makes a method of [`Language`](super::language::Language) of each line `name(arguments) "English" "Chinese";`,
/// and a table of all for tests.
macro_rules! phrases {
    ($vis:vis, $($name:ident($($argument:ident),*) $english:literal $chinese:literal;)*) => {
        impl $crate::printer::words::language::Language {
            $(
                #[doc = concat!("`", $english, "`")]
                $vis fn $name(self, $($argument: impl $crate::printer::words::phrase::Said),*) -> String {
                    $(let $argument = $crate::printer::words::phrase::Spoken($argument);)*
                    match self {
                        Self::English => format!($english),
                        Self::Chinese => format!($chinese),
                    }
                }
            )*
        }

        #[cfg(test)]
        pub(in crate::printer::words) const TABLE: &[(&str, &[&str], &str, &str)] =
            &[$((stringify!($name), &[$(stringify!($argument)),*], $english, $chinese)),*];
    };
}

pub(super) use phrases;
