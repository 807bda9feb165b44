//! Letter-spaced words in a query: `运 贸 产 一 体 化` is one word with blanks for looks, `青白江 政府` are two.
//!
//! Only blanks between single Han characters are ever taken away.

use super::is_han;
use std::ops::Range;

/// Fewest characters that are taken for one letter-spaced word when nothing else is beside them.
const LEAST_ALONE: usize = 3;
/// Fewest beside a longer word: `水 电 气 价格` is four words, `黑 龙 江 省 地 方 标 准 目录` two.
const LEAST_IN_COMPANY: usize = 5;

/// Joins letter-spaced Han characters: runs of single characters with blanks between them, three or more when they
/// are alone, five or more beside a longer Han word.
///
/// ```
/// use policy_search::text::join_letter_spaced;
/// assert_eq!(join_letter_spaced("运 贸 产 一 体 化"), "运贸产一体化");
/// assert_eq!(join_letter_spaced("青白江 政府 全体会议"), "青白江 政府 全体会议");
/// ```
pub fn join_letter_spaced(query: &str) -> String {
    let mut joined = String::with_capacity(query.len());
    let mut from = 0;
    for run in runs(query) {
        joined.push_str(&query[from..run.start]);
        joined.extend(query[run.clone()].chars().filter(|c| !c.is_whitespace()));
        from = run.end;
    }
    joined.push_str(&query[from..]);
    joined
}

/// The letter-spaced runs of a query, each from its first character to its last.
fn runs(query: &str) -> Vec<Range<usize>> {
    let words = han_words(query);
    let mut runs = Vec::new();
    let mut first = 0;
    while first < words.len() {
        let follows =
            |&(before, after): &(usize, usize)| is_spaced(query, &words[before], &words[after]);
        let steps = (first..).zip(first + 1..words.len()).take_while(follows).count();
        let neighbours = &words[first..=first + steps];
        runs.extend(
            neighbours.chunk_by(|a, b| is_single(query, a) == is_single(query, b)).filter_map(
                |same| {
                    let least =
                        if same.len() == neighbours.len() { LEAST_ALONE } else { LEAST_IN_COMPANY };
                    let single = is_single(query, &same[0]) && same.len() >= least;
                    single.then(|| same[0].start..same[same.len() - 1].end)
                },
            ),
        );
        first += steps + 1;
    }
    runs
}

/// The runs of Han characters in a query.
fn han_words(query: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in query.char_indices().filter(|&(_, c)| is_han(c)) {
        let end = at + c.len_utf8();
        match words.last_mut().filter(|word| word.end == at) {
            Some(word) => word.end = end,
            None => words.push(at..end),
        }
    }
    words
}

fn is_single(query: &str, word: &Range<usize>) -> bool {
    query[word.clone()].chars().nth(1).is_none()
}

/// Whether nothing but blanks is between two words.
fn is_spaced(query: &str, before: &Range<usize>, after: &Range<usize>) -> bool {
    query[before.end..after.start].chars().all(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letter_spaced_words_are_joined() {
        assert_eq!(join_letter_spaced("\"国　务 院\" 2025"), "\"国务院\" 2025");
        assert_eq!(join_letter_spaced("黑 龙 江 省 地 方 标 准 目录"), "黑龙江省地方标准 目录");
        assert_eq!(join_letter_spaced("运 贸 产 OR 一 体 化"), "运贸产 OR 一体化");
    }

    #[test]
    fn words_stay_apart() {
        for query in [
            "水 电 气 价格",
            "青白江 政府 全体会议",
            "安全 生产",
            "水 电",
            "",
            "a b c d",
            "水，电，气",
            "标题:水 电",
        ] {
            assert_eq!(join_letter_spaced(query), query);
        }
    }
}
