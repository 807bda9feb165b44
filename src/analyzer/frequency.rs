//! How often jieba's dictionary counts each of its words, without loading the dictionary.

use std::sync::LazyLock;

use tantivy_fst::raw::Fst;

/// The words of jieba's dictionary with their frequencies (`build.rs`).
static WORDS: LazyLock<Fst<&'static [u8]>> = LazyLock::new(|| {
    let map = include_bytes!(concat!(env!("OUT_DIR"), "/words.fst")).as_slice();
    Fst::new(map).expect("the map was made by build.rs")
});

/// All words of Han characters with their frequencies.
pub(super) fn words() -> &'static Fst<&'static [u8]> {
    &WORDS
}

/// The sum of all frequencies.
pub(super) fn total() -> usize {
    env!("DICTIONARY_TOTAL").parse().expect("the sum was made by build.rs")
}

/// The natural logarithm of the share that a word has of all words; `None` if the dictionary does not have it.
pub(super) fn likelihood(word: &str) -> Option<f64> {
    let frequency = words().get(word)?.value().max(1);
    Some((frequency as f64).ln() + rarest())
}

/// The likelihood of a word that was counted once, and of a character that the dictionary does not have.
pub(super) fn rarest() -> f64 {
    -(total() as f64).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frequent_word_is_likelier_than_a_rare_one() {
        let [often, seldom] = ["人民", "民政"].map(|word| likelihood(word).unwrap());
        assert!(rarest() <= seldom && seldom < often && often < 0.0);
        assert_eq!(likelihood("民政业"), None);
        assert_eq!(likelihood(""), None);
    }
}
