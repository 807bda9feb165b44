//! The folded form: the one spelling in which documents, queries and snippets are compared.
//!
//! It consists of words: runs of Han characters, all Simplified, and runs of other letters and digits, half width, lower
//! case, without accents; and of signs that mean something (`data/signs.tsv`: %, +, ≥, ①), which are always kept, for what
//! is beside one is not asked. Blanks beside a Han character or a sign and between a letter and a digit are nothing, so
//! `国 务 院`, a line broken inside a word, `2025 年`, `5 %` and `ISO 9001` read like their plain spelling; any other run of
//! marks and blanks is one space; none at the ends.
//!
//! What a character becomes never depends on its neighbours (words of `data/taiwan.tsv` and glosses apart), hence the
//! invariant that search rests on: the folded form of a piece of a text, cut anywhere between characters of its words, is
//! a piece of the folded form of the text. A [gloss](super::gloss) is left out, and its words are kept beside the text: a piece
//! that was cut inside one is a piece of both. Each word of a folded text folds to itself. (The whole text does not: `中、国` is
//! `中 国`, and a blank between Han characters is nothing.)
//!
//! ```
//! use policy_search::text::fold;
//! let folded = fold("２０２５ 年，運貿產 一體化（ＧＢ/T 1）");
//! assert_eq!(folded.as_str(), "2025年 运贸产一体化 gb t1");
//! let at = folded.as_str().find("产一").unwrap();
//! let source = folded.source(at..at + "产一".len());
//! assert_eq!(&"２０２５ 年，運貿產 一體化（ＧＢ/T 1）"[source], "產 一");
//! ```

use super::gloss::beside::Beside;
use super::gloss::{self, is_open, read_word};
use super::letter::{Letter, expansion, is_combining, is_han, letter, plain_han};
use super::origins::{Origins, Trace};
use super::taiwan;
use std::ops::Range;

/// A folded text that knows where each part of it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    origins: Origins,
    beside: Vec<Beside>,
}

impl Folded {
    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The folded text alone.
    pub fn into_string(self) -> String {
        self.text
    }

    /// The words of glosses, in order, at most one behind a character.
    pub(crate) fn beside(&self) -> &[Beside] {
        &self.beside
    }

    /// The byte range of the source that a byte range of the folded text came from: exactly those characters, on
    /// character boundaries in both texts (a range inside a character is widened to it). A space stands for the marks it
    /// replaced; part of an expanded character (㎡ is `m2`) for the whole of it. Later ranges have later sources. An empty
    /// range has an empty source; what lies beyond the end is cut off.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.text.floor_char_boundary(range.start);
        let end = self.text.ceil_char_boundary(range.end);
        match self.text.get(start..end) {
            None | Some("") => {
                let at = self.origins.start(start);
                at..at
            }
            Some(_) => self.origins.start(start)..self.origins.end(end),
        }
    }
}

/// A part of folded text that stands for one stretch of its source.
pub(super) struct Part {
    /// Its bytes in the folded text.
    pub(super) folded: Range<usize>,
    /// What it stands for.
    pub(super) source: Range<usize>,
    /// What was left out between the part before and this one.
    pub(super) skipped: Range<usize>,
}

impl Folded {
    /// The parts of the text, in order.
    pub(super) fn parts(&self) -> impl Iterator<Item = Part> + '_ {
        let origins = &self.origins.0;
        let mut before = 0;
        origins.iter().enumerate().map(move |(index, origin)| {
            let next = origins.get(index + 1).map_or(self.text.len(), |next| next.folded);
            let length = if origin.length == 0 { next - origin.folded } else { origin.length };
            let skipped = before.min(origin.source)..origin.source;
            before = origin.source + length;
            Part { folded: origin.folded..next, source: origin.source..before, skipped }
        })
    }
}

/// Folds `source` and keeps the way back.
pub fn fold(source: &str) -> Folded {
    let mut folder = Folder::new(source, Origins::default());
    folder.run();
    Folded { text: folder.text, origins: folder.trace, beside: folder.beside }
}

/// Folds `source`: the same text as [`fold`], without the way back.
pub fn fold_str(source: &str) -> String {
    let mut folder = Folder::new(source, ());
    folder.run();
    folder.text
}

/// What is between the last word character and the next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Blank,
    Marks,
}

struct Folder<'a, T> {
    source: &'a str,
    text: String,
    trace: T,
    gap: Gap,
    gap_start: usize,
    /// What the last character was.
    after: Class,
    beside: Vec<Beside>,
}

/// What a character is to the blanks beside it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Han,
    Sign,
    Digit,
    Letter,
}

impl Class {
    /// The class of a folded letter or digit.
    fn of(form: char) -> Self {
        if form.is_ascii_digit() { Self::Digit } else { Self::Letter }
    }

    /// Whether a blank between two characters parts them: it does between two words of letters and
    /// between two numbers.
    fn is_parted_from(self, next: Self) -> bool {
        self == next && matches!(self, Self::Digit | Self::Letter)
    }
}

impl<'a, T: Trace> Folder<'a, T> {
    fn new(source: &'a str, trace: T) -> Self {
        let text = String::with_capacity(source.len());
        let (gap, after, beside) = (Gap::None, Class::Han, Vec::new());
        Self { source, text, trace, gap, gap_start: 0, after, beside }
    }

    fn run(&mut self) {
        let mut at = 0;
        while let Some(c) = self.source[at..].chars().next() {
            at = match plain_han(&self.source[at..]) {
                0 => self.letter(at, c),
                length => self.unchanged(at, length),
            };
        }
    }

    /// Writes `length` bytes of Han characters that are their own forms; returns where they end.
    #[inline]
    fn unchanged(&mut self, at: usize, length: usize) -> usize {
        self.close_gap(at, Class::Han);
        self.trace.same(self.text.len(), at);
        self.text.push_str(&self.source[at..at + length]);
        at + length
    }

    /// Writes what a character becomes; returns where in the source to go on.
    fn letter(&mut self, at: usize, c: char) -> usize {
        match letter(c) {
            Letter::Han(form) => self.word(at, c.len_utf8(), form, Class::Han),
            Letter::Sign(form) => self.word(at, c.len_utf8(), form, Class::Sign),
            Letter::Other(form) => self.other(at, c, form),
            Letter::Blank => self.widen_gap(at, Gap::Blank),
            Letter::Mark if is_open(c) => return self.open(at, c),
            Letter::Mark => self.widen_gap(at, Gap::Marks),
            Letter::Nothing => {}
            Letter::TaiwanHan(form) => return self.taiwan(at, c, form),
            Letter::Several => self.several(at, c),
        }
        at + c.len_utf8()
    }

    /// Passes over a gloss whose bracket opens here, or over the bracket's mark; returns where to go on.
    fn open(&mut self, at: usize, c: char) -> usize {
        let may_be_glossed = self.gap != Gap::Marks && self.after == Class::Han;
        let gloss = if may_be_glossed { gloss::at(self.source, at) } else { None };
        let Some(gloss) = gloss else {
            self.widen_gap(at, Gap::Marks);
            return at + c.len_utf8();
        };
        for word in gloss.words {
            self.note(word.behind, word.range);
        }
        gloss.range.end
    }

    /// Keeps a word of a gloss, so many characters before the end of the text so far. A character's second one is not
    /// kept: 地(dì)(de).
    fn note(&mut self, behind: usize, source: Range<usize>) {
        let ends = std::iter::once(self.text.len());
        let ends = ends.chain(self.text.char_indices().rev().map(|(at, _)| at));
        let at = ends.take(behind + 1).last().unwrap_or_default();
        if let Err(place) = self.beside.binary_search_by_key(&at, |known| known.at) {
            let word = read_word(&self.source[source.clone()]);
            self.beside.insert(place, Beside { at, word, source });
        }
    }

    fn widen_gap(&mut self, at: usize, gap: Gap) {
        if self.gap == Gap::None {
            self.gap_start = at;
        }
        if self.gap != Gap::Marks {
            self.gap = gap;
        }
    }

    /// Writes the space that the gap before `at` calls for.
    #[inline]
    fn close_gap(&mut self, at: usize, next: Class) {
        let parted =
            self.gap == Gap::Marks || (self.gap == Gap::Blank && self.after.is_parted_from(next));
        if parted && !self.text.is_empty() {
            self.trace.whole(self.text.len(), self.gap_start, at - self.gap_start);
            self.text.push(' ');
        }
        self.gap = Gap::None;
        self.after = next;
    }

    /// Writes one character of a word for `length` bytes of the source at `at`.
    #[inline]
    fn word(&mut self, at: usize, length: usize, form: char, class: Class) {
        self.close_gap(at, class);
        if form.len_utf8() == length {
            self.trace.same(self.text.len(), at);
        } else {
            self.trace.whole(self.text.len(), at, length);
        }
        self.text.push(form);
    }

    /// Writes a letter or digit; its source takes in the accents that follow it.
    #[inline]
    fn other(&mut self, at: usize, c: char, form: char) {
        let end = at + c.len_utf8();
        let followed = self.source.as_bytes().get(end).is_some_and(|byte| !byte.is_ascii());
        let accents = if followed { accents(&self.source[end..]) } else { 0 };
        self.word(at, c.len_utf8() + accents, form, Class::of(form));
    }

    fn taiwan(&mut self, at: usize, c: char, form: char) -> usize {
        let Some(found) = taiwan::always(self.source, at) else {
            self.word(at, c.len_utf8(), form, Class::Han);
            return at + c.len_utf8();
        };
        let end = found.at.last().map_or(at, |(at, length)| at + length);
        if found.mainland.chars().count() == found.at.len() {
            let pairs = found.mainland.chars().zip(&found.at);
            pairs.for_each(|(c, &(at, length))| self.word(at, length, c, Class::Han));
        } else {
            self.close_gap(at, Class::Han);
            self.trace.whole(self.text.len(), at, end - at);
            self.text.push_str(found.mainland);
        }
        end
    }

    fn several(&mut self, at: usize, c: char) {
        let end = at + c.len_utf8();
        for part in expansion(c).chars() {
            match letter(part) {
                Letter::Mark | Letter::Blank => self.widen_gap(at, Gap::Marks),
                Letter::Sign(form) => self.part(at, end, form, Class::Sign),
                _ if is_han(part) => self.part(at, end, part, Class::Han),
                _ => self.part(at, end, part, Class::of(part)),
            }
        }
    }

    /// Writes one of the several characters that the source at `at..end` is spelled with.
    fn part(&mut self, at: usize, end: usize, form: char, class: Class) {
        self.close_gap(end, class);
        self.trace.whole(self.text.len(), at, end - at);
        self.text.push(form);
    }
}

/// How many bytes of accents `rest` begins with.
fn accents(rest: &str) -> usize {
    rest.len() - rest.trim_start_matches(is_combining).len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_word_are_one() {
        for spelling in [
            "运贸产一体化",
            "運貿產一體化",
            "运 贸　产\n一体化",
            "运\u{200B}贸\u{FEFF}产一体化",
            "运贸产⼀体化",
        ] {
            assert_eq!(fold_str(spelling), "运贸产一体化");
        }
        for spelling in
            ["GB/T 9704-2012", "ＧＢ／Ｔ　９７０４—２０１２", " gb t\n9704 2012 ", "GB/T9704－2012"]
        {
            assert_eq!(fold_str(spelling), "gb t9704 2012");
        }
    }

    #[test]
    fn signs_are_kept_and_blanks_beside_them_are_nothing() {
        assert_eq!(fold_str("增长 ５．５ ％，C + + 和 C#"), "增长5 5% c++和c#");
        assert_eq!(fold_str("≧ 60 ℃、＄5、① 总则 互联网＋"), "≥60°c $5 ①总则互联网+");
        assert_eq!(fold_str("5% 10%"), "5%10%");
        assert_eq!(fold_str("a&b=c±1×2"), "a b c 1 2");
    }

    #[test]
    fn marks_are_one_space_and_blanks_beside_han_nothing() {
        assert_eq!(
            fold_str("　　第一条　为了，《规定》…… 2025 年 GB 18030 标准。"),
            "第一条为了 规定 2025年gb18030标准"
        );
        assert_eq!(fold_str("国发〔2025〕1号"), "国发 2025 1号");
        assert_eq!(fold_str("，。！"), "");
        assert_eq!(fold_str("100 ㎡、⑴二○○六年"), "100m2 1 二〇〇六年");
    }

    #[test]
    fn taiwan_words_are_the_mainland_ones_where_nothing_else_is_meant() {
        assert_eq!(
            fold_str("網際網路和網路安全法、軟 體開發"),
            fold_str("互联网和网络安全法、软件开发")
        );
        assert_eq!(fold_str("管網路由、路網路段、軟體動物"), "管网路由 路网路段 软体动物");
    }

    #[test]
    fn sources_are_exact() {
        let text = "在ＧＢ、cafe\u{301} 100㎡的網際網路與網路安全，二○○六";
        let folded = fold(text);
        let cases = [
            ("在", "在"),
            ("gb", "ＧＢ"),
            ("b cafe", "Ｂ、cafe\u{301}"),
            ("e", "e\u{301}"),
            ("m", "㎡"),
            ("m2的", "㎡的"),
            ("联", "網際網路"),
            ("安全", "安全"),
            ("络", "路"),
            ("安全 二〇", "安全，二○"),
        ];
        for (piece, source) in cases {
            let at = folded.as_str().find(piece).unwrap();
            assert_eq!(&text[folded.source(at..at + piece.len())], source, "{piece}");
        }
        assert_eq!(folded.source(3..3), 3..3);
        assert_eq!(&text[folded.source(1..2)], "在");
        assert_eq!(folded.source(0..usize::MAX), 0..text.len());
    }

    /// Words in their plain spelling and in others, all of which must fold alike.
    const WORDS: [[&str; 4]; 8] = [
        ["运贸产", "運貿產", "运 贸 产", "運\u{200B}貿\n產"],
        ["一体化", "一體化", "⼀體化", "一　体化"],
        ["后里面", "後裏面", "后裡麵", "後 里面"],
        ["互联网", "網際網路", "互聯網", "互 联 网"],
        ["国务院", "國務院", "国 务 院", "國\n務院"],
        ["gb18030", "GB18030", "ＧＢ１８０３０", "gb1\u{AD}8030"],
        ["café", "CAFÉ", "cafe\u{301}", "ｃａｆｅ"],
        ["2025", "２０２５", "20\u{2060}25", "2025"],
    ];

    fn document() -> impl Strategy<Value = Vec<(usize, usize, &'static str)>> {
        let gap = prop::sample::select(vec![
            "", " ", "，", "\n", "　", "、《", "。\n\n", "\u{200B}", " — ",
        ]);
        prop::collection::vec((0..WORDS.len(), 0..4usize, gap), 0..12)
    }

    fn spelled(parts: &[(usize, usize, &str)], spelling: Option<usize>) -> String {
        parts
            .iter()
            .map(|&(word, own, gap)| format!("{}{gap}", WORDS[word][spelling.unwrap_or(own)]))
            .collect()
    }

    proptest! {
        #[test]
        fn every_spelling_folds_alike(parts in document()) {
            prop_assert_eq!(fold_str(&spelled(&parts, None)), fold_str(&spelled(&parts, Some(0))));
        }

        #[test]
        fn a_piece_of_a_text_is_a_piece_of_its_fold(parts in document(), from in 0..12usize, to in 0..12usize) {
            let (from, to) = (from.min(parts.len()), to.min(parts.len()));
            let piece = fold_str(&spelled(&parts[from.min(to)..from.max(to)], None));
            prop_assert!(fold_str(&spelled(&parts, None)).contains(&piece), "{}", piece);
        }

        #[test]
        fn a_han_text_may_be_cut_anywhere(text in "[ 　，。？\n\u{200B}中國運體貿○⼈后一-龥乾-亂]{0,40}", from in 0..40usize, to in 0..40usize) {
            let chars: Vec<char> = text.chars().collect();
            let (from, to) = (from.min(chars.len()), to.min(chars.len()));
            let piece: String = chars[from.min(to)..from.max(to)].iter().collect();
            prop_assert!(fold_str(&text).contains(&fold_str(&piece)));
        }

        #[test]
        fn the_way_back_changes_nothing(text in "\\PC{0,60}") {
            let folded = fold(&text);
            prop_assert_eq!(folded.as_str(), fold_str(&text));
        }

        #[test]
        fn sources_are_in_order_and_fold_back(text in "[ 　，。㎡½a-cＡ-Ｃé\u{301}\u{200B}中國運○０-９網際路]{0,30}") {
            let folded = fold(&text);
            let mut last = 0..0;
            for (at, c) in folded.as_str().char_indices() {
                let source = folded.source(at..at + c.len_utf8());
                prop_assert!(source.start >= last.start && source.end >= last.end && !source.is_empty());
                let back = fold_str(&text[source.clone()]);
                prop_assert!(c == ' ' || back.contains(c), "{} from {:?}", c, &text[source]);
                last = source;
            }
            prop_assert!(folded.source(0..folded.as_str().len()).end <= text.len());
        }
    }

    #[test]
    fn each_word_folds_to_itself_whatever_the_character() {
        for c in '\0'..=char::MAX {
            let folded = fold_str(&format!("国{c}a{c}"));
            assert!(
                folded.split(' ').all(|word| fold_str(word) == word),
                "{c:?} U+{:04X} {folded}",
                c as u32
            );
        }
    }
}
