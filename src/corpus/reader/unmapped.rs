//! Characters that stand for no known ones: those of private use, and U+FFFD.
//!
//! Fonts of one document only and lost mappings leave them behind. What they stand for cannot be
//! searched, so a person is told.

/// From one unmapped character in so many on, a text is not trusted.
const UNTRUSTED: usize = 5;

/// From one unmapped character in so many on, a person is told.
const TOLD: usize = 100;

/// How many characters of a text stand for no known ones; white space does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unmapped {
    unknown: usize,
    all: usize,
}

impl Unmapped {
    pub(super) fn of(text: &str) -> Self {
        Self::of_characters(text.chars())
    }

    pub(super) fn of_characters(characters: impl Iterator<Item = char>) -> Self {
        let seen = characters.filter(|c| !c.is_whitespace());
        let (all, unknown) =
            seen.fold((0, 0), |(all, unknown), c| (all + 1, unknown + usize::from(is_unmapped(c))));
        Self { unknown, all }
    }

    /// Whether they are so many that the text cannot be trusted.
    pub(super) fn is_untrusted(self) -> bool {
        self.unknown * UNTRUSTED > self.all
    }

    /// Whether most characters are unknown.
    pub(super) fn is_mostly_unknown(self) -> bool {
        self.unknown * 2 > self.all
    }

    /// What a person should know of them.
    pub(super) fn told(self) -> Option<String> {
        let Self { unknown, all } = self;
        (unknown * TOLD > all).then(|| {
            format!("{unknown} of {all} characters have no known meaning: they cannot be searched")
        })
    }
}

impl std::iter::Sum for Unmapped {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        let none = Self { unknown: 0, all: 0 };
        counts.fold(none, |sum, one| Self {
            unknown: sum.unknown + one.unknown,
            all: sum.all + one.all,
        })
    }
}

fn is_unmapped(c: char) -> bool {
    let private = matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}');
    private || c == char::REPLACEMENT_CHARACTER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_are_told_of_and_many_make_a_text_untrusted() {
        let text =
            |unknown| Unmapped::of(&("字 ".repeat(100 - unknown) + &"\u{E003}".repeat(unknown)));
        assert_eq!((text(1).told(), text(1).is_untrusted()), (None, false));
        let told = "2 of 100 characters have no known meaning: they cannot be searched";
        assert_eq!((text(2).told().as_deref(), text(2).is_untrusted()), (Some(told), false));
        assert!(text(21).is_untrusted() && Unmapped::of("\u{FFFD}").is_untrusted());
        assert_eq!(Unmapped::of("").told(), None);
    }
}
