//! What is left of a piece of a query without the words that only ask for a file.

use std::ops::Range;

use super::words::{Beside, NOISE};

/// Behind these a word about files is one, whatever word the dictionary makes of the two: 消法|官网.
const STATUTE_ENDS: [char; 3] = ['法', '典', '例'];

/// Begins a question, whatever word the dictionary makes of it and the next: 请问|道交法.
const PLEASE: &str = "请问";

/// The parts of a piece that only ask, and what is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trimmed {
    /// What is left: empty where all of the piece only asks.
    pub(super) kept: Range<usize>,
    /// What was taken away, in the order it stands.
    pub(super) optional: Vec<Range<usize>>,
}

impl Trimmed {
    pub(super) fn whole(piece: Range<usize>) -> Self {
        Self { kept: piece, optional: Vec::new() }
    }

    /// Takes words about files off both ends. A word of which a part belongs to a longer word that
    /// `is_border` knows is none.
    pub(super) fn without_noise(mut self, text: &str, is_border: impl Fn(usize) -> bool) -> Self {
        let bound = self.kept.clone();
        if is_address(&text[bound.clone()]) || is_year_of_edition(&text[bound.clone()]) {
            return Self { kept: bound.start..bound.start, optional: vec![bound] };
        }
        self.cut_label(text);
        while self.cut_end(text, &NOISE, &is_border) || self.cut_start(text, &NOISE, &is_border) {}
        // A single character that is left says nothing by itself, so that the words belong to it.
        match text[self.kept.clone()].chars().filter(|c| c.is_alphanumeric()).count() {
            0 => Self { kept: bound.start..bound.start, optional: vec![bound] },
            1 => Self::whole(bound),
            _ => self.in_order(),
        }
    }

    /// Takes the words that ask for what stands at `named` off the side of it on which nothing else
    /// stands.
    pub(super) fn without_asking(self, text: &str, named: &Range<usize>) -> Self {
        let always = |_| true;
        let (asking, answering) = (Beside::Asking.words(), Beside::Answering.words());
        let mut behind = self.clone();
        while behind.kept.end > named.end
            && [answering, &NOISE].iter().any(|words| behind.cut_end(text, words, always))
        {}
        let is_all = behind.kept.end >= named.end && !says(text, named.end, behind.kept.end);
        let mut before = if is_all { behind } else { self };
        let kept = before.clone();
        while before.kept.start < named.start
            && [asking, &NOISE].iter().any(|words| before.cut_start(text, words, always))
        {}
        let is_all =
            before.kept.start <= named.start && !says(text, before.kept.start, named.start);
        if is_all { before.in_order() } else { kept.in_order() }
    }

    /// Takes a label off the head: 附件1: before what it names.
    fn cut_label(&mut self, text: &str) {
        let Some((head, _)) = text[self.kept.clone()].split_once(':') else { return };
        let label = head.trim_end_matches(|c: char| c.is_ascii_digit() || is_numeral(c));
        if Beside::Labels.words().contains(&label) {
            let end = self.kept.start + head.len();
            self.optional.push(self.kept.start..end);
            self.kept.start = end + ':'.len_utf8();
        }
    }

    fn in_order(mut self) -> Self {
        self.optional.sort_by_key(|range| range.start);
        self
    }

    fn cut_end(&mut self, text: &str, words: &[&str], is_border: impl Fn(usize) -> bool) -> bool {
        let kept = text[self.kept.clone()].trim_end_matches(is_mark);
        let end = self.kept.start + kept.len();
        let cut = words.iter().filter(|word| kept.ends_with(**word)).find(|word| {
            let at = end - word.len();
            let is_apart = at == self.kept.start || text[..at].ends_with(STATUTE_ENDS);
            self.is_word(text, at, &(at..end)) && (is_apart || is_border(at))
        });
        let Some(word) = cut else { return false };
        self.optional.push(end - word.len()..end);
        self.kept.end = self.kept.start
            + text[self.kept.start..end - word.len()].trim_end_matches(is_dropped).len();
        true
    }

    fn cut_start(&mut self, text: &str, words: &[&str], is_border: impl Fn(usize) -> bool) -> bool {
        let kept = text[self.kept.clone()].trim_start_matches(is_mark);
        let start = self.kept.end - kept.len();
        let cut = words.iter().filter(|word| kept.starts_with(**word)).find(|word| {
            let at = start + word.len();
            let is_apart = at == self.kept.end || **word == PLEASE;
            self.is_word(text, at, &(start..at)) && (is_apart || is_border(at))
        });
        let Some(word) = cut else { return false };
        let from = start + word.len();
        self.optional.push(start..from);
        let rest = &text[from..self.kept.end];
        self.kept.start = from + (rest.len() - rest.trim_start_matches(is_dropped).len());
        true
    }

    /// Whether the edge of a word at `at` cuts no Latin word in two: pdf is none of the words of pdfa.
    fn is_word(&self, text: &str, at: usize, word: &Range<usize>) -> bool {
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let before = text[self.kept.start.min(at)..at].chars().next_back();
        let after = text[at..self.kept.end.max(word.end)].chars().next();
        !(is_latin(before) && is_latin(after))
    }
}

/// Whether a piece is the address of a site or a page: Latin words with dots between them.
fn is_address(piece: &str) -> bool {
    let host = piece.split_once("://").map_or(piece, |(_, rest)| rest);
    let host = host.split('/').next().unwrap_or_default();
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let ends_in_letters = host
        .rsplit('.')
        .next()
        .is_some_and(|last| last.len() >= 2 && last.chars().all(|c| c.is_ascii_alphabetic()));
    piece.is_ascii() && host.contains('.') && host.split('.').all(is_label) && ends_in_letters
}

/// Whether a piece only tells which edition of a text is wanted: 2021版, 2023年修订版.
fn is_year_of_edition(piece: &str) -> bool {
    let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
    let behind = piece[digits..].trim_start_matches('年');
    digits == 4 && ["版", "最新版", "修订版", "修正版", "新版"].contains(&behind)
}

/// Whether there is a letter or a digit between two bytes.
fn says(text: &str, from: usize, to: usize) -> bool {
    from < to && text[from..to].contains(char::is_alphanumeric)
}

/// Whether a character counts what a label is one of: 附件二.
fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

/// Whether a character says nothing at the end of a piece.
fn is_mark(c: char) -> bool {
    !c.is_alphanumeric()
}

/// Whether a character is dropped with a word beside it; brackets and 《》 belong to what is left.
fn is_dropped(c: char) -> bool {
    !c.is_alphanumeric() && !"《》〈〉()〔〕[]".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noiseless(text: &str) -> &str {
        &text[Trimmed::whole(0..text.len()).without_noise(text, |_| true).kept]
    }

    #[test]
    fn words_about_files_are_taken_off_both_ends() {
        for text in [
            "渔业法全文下载",
            "pdf版渔业法",
            "渔业法.pdf",
            "渔业法word",
            "渔业法(全文)",
            "渔业法_中国政府网",
        ] {
            assert!(noiseless(text).starts_with("渔业法"), "{text}: {}", noiseless(text));
        }
        assert_eq!(noiseless("全文下载"), "");
    }

    #[test]
    fn an_address_only_asks_and_a_number_with_dots_does_not() {
        for address in ["www.example.cn", "https://www.example.gov.cn/a/b.html", "example-a.com"] {
            assert_eq!(noiseless(address), "", "{address}");
        }
        for edition in ["2021版", "2023年修订版"] {
            assert_eq!(noiseless(edition), "", "{edition}");
        }
        for text in ["2021年", "21版", "1.5", "2024.3.5", "gb/t 1.1", "渔业法.pdf下载的a.b", "a.b."]
        {
            assert!(!noiseless(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_label_is_taken_off_the_head() {
        for text in ["附件:渔业法", "附件1:渔业法", "附件二:渔业法", "来源:渔业法"]
        {
            assert_eq!(noiseless(text), "渔业法", "{text}");
        }
        for text in ["渔业:渔业法", "9:30", "附件渔业法"] {
            assert_eq!(noiseless(text), text);
        }
    }

    #[test]
    fn no_word_is_cut() {
        for text in ["pdfa", "wordpress", "水下载", "政策解读", "附件"] {
            assert_eq!(noiseless(text), text);
        }
        let text = "健全文化";
        assert_eq!(noiseless(text), text);
    }

    #[test]
    fn what_asks_is_taken_off_up_to_the_name() {
        let text = "请问渔业法怎么规定的";
        let named = text.find("渔").unwrap()..text.find("怎").unwrap();
        let trimmed = Trimmed::whole(0..text.len()).without_asking(text, &named);
        assert_eq!((&text[trimmed.kept], trimmed.optional.len()), ("渔业法", 2));
    }
}
