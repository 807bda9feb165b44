//! A query analyzed once: its texts, folded and cut into words.

use std::collections::HashMap;
use std::ops::Range;

use crate::analyzer::Dictionary;
use crate::query::{Node, Query};
use crate::text::fold_str;

/// Characters that join words and say nothing: none is asked of a hit beside other words.
const FUNCTION_CHARACTERS: &str = "的了和与及或在是为对于把被将等之其有吗呢吧么所以";

/// The words of one query, as a dictionary has them.
#[derive(Clone, Debug)]
pub(crate) struct AnalyzedQuery<'a> {
    dictionary: &'a Dictionary,
    /// The places of the words of each folded text outside quotes.
    words: HashMap<String, Vec<Range<usize>>>,
}

impl<'a> AnalyzedQuery<'a> {
    /// The words of what `query` wants.
    pub(crate) fn new(query: &Query, dictionary: &'a Dictionary) -> Self {
        let mut words = HashMap::new();
        for leaf in query.root.leaves() {
            if let Node::Words(text) = leaf.node {
                let folded = fold_str(text);
                let places = places(&folded, dictionary);
                words.insert(folded, places);
            }
        }
        Self { dictionary, words }
    }

    /// The words that texts are cut into.
    pub(crate) fn dictionary(&self) -> &'a Dictionary {
        self.dictionary
    }

    /// The words of folded text: of the query as they are known, of another text as it is cut now.
    pub(crate) fn words<'t>(&self, folded: &'t str) -> Vec<&'t str> {
        match self.words.get(folded) {
            Some(places) => places.iter().map(|place| &folded[place.clone()]).collect(),
            None => self.dictionary.cut(folded),
        }
    }

    /// The words of folded text without those that only join others, unless it has no others.
    pub(crate) fn telling<'t>(&self, folded: &'t str) -> Vec<&'t str> {
        let words = self.words(folded);
        let telling: Vec<_> = words.iter().copied().filter(|word| !is_function(word)).collect();
        if telling.is_empty() { words } else { telling }
    }
}

/// Where a word of folded text stands in it, in bytes.
pub(crate) fn place(folded: &str, word: &str) -> Range<usize> {
    let start = word.as_ptr().addr() - folded.as_ptr().addr();
    start..start + word.len()
}

/// Where the words of folded text stand, in bytes.
fn places(folded: &str, dictionary: &Dictionary) -> Vec<Range<usize>> {
    let mut end = 0;
    let mut place = |word: &str| {
        // Only breaks stand between two words.
        let start = folded[end..].find(word).map_or(end, |skipped| end + skipped);
        end = start + word.len();
        start..end
    };
    dictionary.cut(folded).into_iter().map(&mut place).collect()
}

/// Whether a word is a single character that joins others.
pub(crate) fn is_function(word: &str) -> bool {
    let mut characters = word.chars();
    match (characters.next(), characters.next()) {
        (Some(character), None) => FUNCTION_CHARACTERS.contains(character),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_the_words_that_it_would_be_cut_into() {
        let dictionary = Dictionary::default();
        let text = "用人单位的安全生产责任 标题:高質量發展 \"安全生产\"";
        let query = Query::parse(text, jiff::civil::date(2026, 1, 20)).unwrap();
        let analyzed = AnalyzedQuery::new(&query, &dictionary);
        assert_eq!(analyzed.words.len(), 2);
        for folded in ["用人单位的安全生产责任", "高质量发展", "安全生产", "另一个词"]
        {
            assert_eq!(analyzed.words(folded), dictionary.cut(folded), "{folded}");
        }
        assert!(!analyzed.telling("用人单位的安全生产责任").contains(&"的"));
        assert_eq!(analyzed.telling("的"), ["的"]);
    }
}
