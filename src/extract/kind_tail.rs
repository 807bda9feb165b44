//! Whether a title is whole: the words it may end in.
//!
//! Invariant: the words are those of `data/title_tails.txt`, nothing else decides.

use std::sync::LazyLock;

/// A word that titles end in.
struct Tail {
    word: &'static str,
    /// Whether it may end a title that carries another one (`关于印发…的通知`).
    outer: bool,
}

static TAILS: LazyLock<Vec<Tail>> = LazyLock::new(|| {
    let lines = include_str!("data/title_tails.txt").lines();
    let words = lines.map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    words.map(tail).collect()
});

fn tail(row: &'static str) -> Tail {
    match row.strip_prefix('*') {
        Some(word) => Tail { word, outer: true },
        None => Tail { word: row, outer: false },
    }
}

/// Whether `title` (Simplified, squashed) ends in a word that titles end in, a closing bracket aside.
pub(super) fn ends_in_kind(title: &str) -> bool {
    let stem = without_bracket(title);
    TAILS.iter().any(|tail| stem.ends_with(tail.word))
}

/// Whether `title` can be as it is: brackets closed, its last word a 文种, and where it carries
/// another document, the 文种 of the paper itself.
pub(super) fn is_whole(title: &str) -> bool {
    if !is_balanced(title) {
        return false;
    }
    let stem = without_bracket(title);
    let carries =
        ["印发", "转发", "公布", "发布", "颁发", "下达"].iter().any(|word| title.contains(word));
    TAILS.iter().any(|tail| stem.ends_with(tail.word) && (tail.outer || !carries))
}

/// The title without a bracket at its end: `…办法（试行）`.
fn without_bracket(title: &str) -> &str {
    let title = title.trim_end_matches(['》', '”', '"']);
    for (open, close) in [('（', '）'), ('(', ')')] {
        if let Some(inner) = title.strip_suffix(close)
            && let Some(at) = inner.rfind(open)
        {
            return inner[..at].trim_end();
        }
    }
    title
}

/// Whether every bracket and quotation mark that opens in `title` closes in it.
pub(super) fn is_balanced(title: &str) -> bool {
    let pairs = [('《', '》'), ('（', '）'), ('(', ')'), ('“', '”'), ('〈', '〉'), ('〔', '〕')];
    let count = |mark: char| title.matches(mark).count();
    pairs.iter().all(|&(open, close)| count(open) <= count(close))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_carrying_title_is_whole_at_its_own_kind_only() {
        assert!(!is_whole("某县人民政府关于印发防汛应急预案"));
        assert!(is_whole("某县人民政府关于印发防汛应急预案的通知"));
        assert!(is_whole("某县防汛应急预案"));
    }

    #[test]
    fn an_open_bracket_leaves_it_unfinished() {
        assert!(!is_whole("关于实施《中华人民共和国水法"));
        assert!(!is_whole("关于《政府采购办法"));
    }

    #[test]
    fn a_bracket_at_the_end_does_not_hide_the_kind() {
        assert!(ends_in_kind("水资源费征收办法（试行）"));
        assert!(ends_in_kind("关于做好春耕工作的意见"));
        assert!(!ends_in_kind("区长主持召开会议"));
    }
}
