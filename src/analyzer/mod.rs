//! Folded text → terms; the only place that names the tokenizer crate.
//!
//! Two streams are made of one folded text ([`crate::text::fold`]):
//!
//! * **grams**, with positions, keep the recall promise: every two neighbouring Han characters are
//!   a term, every word of letters, every number and every sign is one, and the first and last
//!   character of every Han run are marked terms of their own, so that any substring of the folded
//!   text is a phrase of grams ([`phrase`]) and nothing else matches that phrase;
//! * **characters**, with frequencies, refine the ranking and answer queries of one character.
//!
//! Jieba's words are what a *query* is cut into ([`cut`], [`Dictionary`]); of a text none
//! are kept.
//!
//! A break (the one space of folded text) takes one position, a Han character, a word, a number and a
//! sign take two, whatever their length. So what is between two terms a given distance
//! apart is known from the distance, and a phrase matches exactly where the folded text has its
//! string.
//!
//! A pinyin gloss is nothing in folded text: its words are beside it, as terms of a class of their own, so that a string
//! that was cut inside one is found as well ([`readings`]).
//!
//! Where letters, digits and signs touch they are several units, as `iso` and `9001` in `iso9001`: the
//! number and the word are found by themselves, and the whole is a phrase of them. For the proof that
//! positions carry over to an engine that holds one term a place, a sign is a word like any other.
//!
//! Measured on 3,473 laws (58 MB): jieba terms alone miss a document that literally contains a
//! policy term for 30 % of 124 such terms, grams for none.

mod border;
mod cutters;
mod dictionary;
mod frequency;
mod gram;
mod partial;
mod reading;
mod shape;
mod word;

pub(crate) use border::{Border, Place};
pub(crate) use dictionary::Dictionary;
pub(crate) use gram::{Gram, Phrase, bigrams, each_gram, length, pairs_and_words, phrase};
pub(crate) use reading::{Reading, each_gloss, readings};
pub(crate) use shape::{
    HAN_EXTENT, LONGEST_WORD, Placed, Unit, cuts_word, is_of_word, joined, units,
};
pub(crate) use word::cut;

/// Names the terms this analyzer makes; an index of another fingerprint holds other terms.
///
/// Raise the number whenever a term of any stream changes; a test in this module holds the terms
/// of a probe text to it.
pub(crate) const FINGERPRINT: &str = "grams-3.fold-3";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    /// Holds every sort of character that folding and cutting treat in their own way.
    const PROBE: &str = "《國務院辦公廳關於ＧＤＰ增長5.9%的通知》（国办发〔2025〕1号）：運(yùn)貿產一體化，\
        ⼈工智能、網際網路；中 华 人 民 共和国 “放管服” t恤 第15条。";

    /// The terms of the probe; whoever changes them on purpose puts the new hash here and raises
    /// [`FINGERPRINT`].
    const TERMS: &str = "e445f1c60afd27cd";

    #[test]
    fn the_fingerprint_stands_for_these_terms() {
        let folded = fold(PROBE);
        let mut hasher = blake3::Hasher::new();
        let mut take = |gram: Gram<'_>, position: u32| {
            let mut term = String::new();
            gram.push_to(&mut term);
            hasher.update(term.as_bytes()).update(&position.to_le_bytes());
        };
        each_gram(folded.as_str(), &mut take);
        each_gloss(folded.as_str(), folded.beside(), &mut take);
        assert_eq!(&hasher.finalize().to_hex()[..16], TERMS);
    }
}
