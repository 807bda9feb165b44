//! A text in the source's own script beside its Simplified form, cut at the same characters.
//!
//! Invariant: both sides have the same number of characters; rules read the Simplified side.

use std::ops::Range;

/// A short text (a title, a line) in two scripts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Twin {
    own: String,
    plain: String,
}

impl Twin {
    /// `own` and its Simplified form; where folding changes the length, Simplified on both sides.
    pub(super) fn new(own: &str) -> Self {
        let plain = crate::text::simplify(own);
        if plain.chars().count() == own.chars().count() {
            Self { own: own.to_string(), plain }
        } else {
            Self { own: plain.clone(), plain }
        }
    }

    /// The source's own script.
    pub(super) fn own(&self) -> &str {
        &self.own
    }

    /// Simplified.
    pub(super) fn plain(&self) -> &str {
        &self.plain
    }

    /// The part that takes the bytes `range` of the Simplified side, without white space around it.
    pub(super) fn cut(&self, range: Range<usize>) -> Self {
        let from = self.plain[..range.start].chars().count();
        let length = self.plain[range.clone()].chars().count();
        let own: String = self.own.chars().skip(from).take(length).collect();
        Self { own: own.trim().to_string(), plain: self.plain[range].trim().to_string() }
    }

    /// The part `plain` names, which must be a slice of the Simplified side; else all of it.
    pub(super) fn cut_to(&self, plain: &str) -> Self {
        match self.plain.find(plain) {
            Some(at) => self.cut(at..at + plain.len()),
            None => self.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_keeps_the_own_script() {
        let twin = Twin::new("關於發佈（已廢止）");
        let at = twin.plain().find('（').unwrap_or(0);
        assert_eq!(twin.cut(0..at).own(), "關於發佈");
        assert_eq!(twin.cut_to("已废止").own(), "已廢止");
    }

    #[test]
    fn what_is_not_there_cuts_nothing() {
        let twin = Twin::new("县政府");
        assert_eq!(twin.cut_to("通知"), twin);
    }
}
