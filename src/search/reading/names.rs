//! Where a query may name a statute or a document: what stands beside a name, and what makes another
//! name of it.

use std::cell::LazyCell;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::articles::{Articles, articles_at};
use super::line::{GAP, Line};
use super::words::Beside;
use crate::analyzer::Dictionary;
use crate::announcement::Kind;
use crate::announcement::number::prefix::is_organ;
use crate::issuer::registry;
use crate::text::STATE;
use crate::thesaurus::Thesaurus;

/// A name has at least so many characters, and inside a longer run at most so many.
const SHORTEST: usize = 2;
const LONGEST_STATUTE: usize = 40;

/// The name of a document other than a statute has at least so many: 通知 and 补贴办法 are words.
const SHORTEST_DOCUMENT: usize = 6;

/// A statute whose name has so many characters is named by it wherever its words stand; a shorter
/// one makes a longer name with the word before it: 幼儿教育法 is not 教育法.
const SELF_TELLING: usize = 5;

/// Shorter statutes that make no longer name.
const CODES: [&str; 3] = ["刑法", "民法典", "宪法"];

/// No more places are looked at: each is a look-up in the index.
const MOST: usize = 160;

/// Behind a name so many characters are looked at for what makes another name of it.
const CONTINUED_WITHIN: usize = 12;

/// The last characters of the short names of statutes, and how long they are at most.
const SHORT_NAME_ENDS: &str = "法例诉释定规";
const LONGEST_SHORT_NAME: usize = 12;

/// Kinds by which a document is passed on; one that ends so and has 关于 before a name cites it.
const CITING: [&str; 16] = [
    "通知",
    "意见",
    "决定",
    "批复",
    "公告",
    "通告",
    "解释",
    "方案",
    "函",
    "答复",
    "通报",
    "请示",
    "报告",
    "议案",
    "决议",
    "若干规定",
];

/// A part of a line that may name a work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) at: Range<usize>,
    /// The key of its title, without the name of the state.
    pub(super) key: String,
    /// Whether it begins where a word of its own does, so that it may be a shortened name as well.
    pub(super) is_apart: bool,
    /// Whether it is all of the query but for words about files.
    pub(super) is_all: bool,
    /// The articles written behind it.
    pub(super) articles: Option<Articles>,
}

/// What a side of a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// The end of the piece, a mark, or a word that stands beside names.
    Hard,
    /// The end of a dictionary word.
    Soft,
}

/// What a title does to the statute that it carries out, and to what it passes on.
const CARRYING_OUT: [&str; 4] = ["实施", "贯彻", "执行", "落实"];
const PASSING_ON: [&str; 7] = ["印发", "发布", "公布", "颁布", "颁发", "下发", "转发"];

/// Looks for names in a line.
pub(super) struct Names<'a> {
    line: &'a Line<'a>,
    /// What is left of each piece.
    kept: &'a [Range<usize>],
    /// What is read already: numbers.
    taken: &'a [Range<usize>],
    thesaurus: Option<&'a Thesaurus>,
    borders: LazyCell<Vec<usize>, Box<dyn FnOnce() -> Vec<usize> + 'a>>,
}

impl<'a> Names<'a> {
    pub(super) fn new(
        line: &'a Line<'a>,
        kept: &'a [Range<usize>],
        taken: &'a [Range<usize>],
        dictionary: &'a Dictionary,
        thesaurus: Option<&'a Thesaurus>,
    ) -> Self {
        let borders: Box<dyn FnOnce() -> Vec<usize>> = Box::new(|| line.borders(dictionary));
        Self { line, kept, taken, thesaurus, borders: LazyCell::new(borders) }
    }

    /// Where a name may stand, the longest first.
    pub(super) fn candidates(&self) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for end in self.ends() {
            candidates.extend(self.ending_at(end));
            if candidates.len() > MOST {
                break;
            }
        }
        let is_new = |all: &Candidate| candidates.iter().all(|candidate| candidate.at != all.at);
        let all = self.all().filter(is_new);
        candidates.extend(all);
        candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.at.len()));
        candidates.truncate(MOST);
        candidates
    }

    fn text(&self) -> &'a str {
        self.line.text()
    }

    /// All of the query, if it is no single common word, and words were taken off it.
    fn all(&self) -> Option<Candidate> {
        let kept = self.whole()?;
        if kept == (0..self.text().len()) {
            return None;
        }
        let candidate = self.candidate(kept, true)?;
        (candidate.key.chars().count() >= 4 || self.is_statute(&candidate.key)).then_some(candidate)
    }

    /// From the first piece that is left to the last.
    fn whole(&self) -> Option<Range<usize>> {
        let mut left = self.kept.iter().filter(|kept| !kept.is_empty());
        let first = left.next()?;
        Some(first.start..left.next_back().unwrap_or(first).end)
    }

    /// Where names may end, in order.
    fn ends(&self) -> Vec<usize> {
        let text = self.text();
        let ends = text.char_indices().map(|(at, c)| (at + c.len_utf8(), c));
        let may_end = |end: usize, c: char| {
            matches!(c, '法' | '典') || ends_as_title(&text[..end]) || self.ends_short_name(end, c)
        };
        let is_free = |end: usize| {
            self.kept.iter().any(|kept| kept.start < end && end <= kept.end)
                && !self.taken.iter().any(|taken| taken.start < end && end <= taken.end)
        };
        ends.filter(|(end, c)| may_end(*end, *c) && is_free(*end)).map(|(end, _)| end).collect()
    }

    /// Whether a short name of the table may end at a byte, after the character `last`.
    fn ends_short_name(&self, end: usize, last: char) -> bool {
        let is_known = |thesaurus: &Thesaurus| {
            let starts = self.text()[..end].char_indices().rev().map(|(at, _)| at);
            let mut names = starts.take(LONGEST_SHORT_NAME).map(|at| &self.text()[at..end]);
            names.any(|name| thesaurus.statute(name).is_some())
        };
        SHORT_NAME_ENDS.contains(last) && self.thesaurus.is_some_and(is_known)
    }

    /// The names that may end at a byte.
    fn ending_at(&self, end: usize) -> Vec<Candidate> {
        let articles = self.articles_behind(end);
        let Some(right) = self.right(end, articles.is_some()) else { return Vec::new() };
        if articles.is_none() && self.is_continued(end) {
            return Vec::new();
        }
        let starts = self.text()[..end].char_indices().rev();
        let free = starts.map(|(at, _)| at).take_while(|at| !self.is_taken(*at));
        free.filter_map(|at| self.candidate_from(at, end, right, &articles)).collect()
    }

    fn candidate_from(
        &self,
        at: usize,
        end: usize,
        right: Side,
        articles: &Option<Articles>,
    ) -> Option<Candidate> {
        let written = &self.text()[at..end];
        let is_readable = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let mut characters = written.chars();
        let (first, last) = (characters.next(), characters.next_back());
        if !is_readable(first) || !is_readable(last) || has_half_a_pair(written) {
            return None;
        }
        let left = self.left(at)?;
        let may_be_soft = written.ends_with(['法', '典']) || articles.is_some();
        if left == Side::Soft && !may_be_soft {
            return None;
        }
        let mut candidate = self.candidate(at..end, left == Side::Hard)?;
        candidate.articles = articles.clone();
        self.may_name(&candidate, left, right).then_some(candidate)
    }

    /// The candidate at a place.
    fn candidate(&self, at: Range<usize>, is_apart: bool) -> Option<Candidate> {
        let key = self.line.key(&at);
        let key = key.strip_prefix(STATE).unwrap_or(&key).to_string();
        let is_all = self.whole().as_ref() == Some(&at);
        (key.chars().count() >= SHORTEST).then_some(Candidate {
            at,
            key,
            is_apart,
            is_all,
            articles: None,
        })
    }

    /// Whether the sides of a part of the line let it be a name of its sort.
    fn may_name(&self, candidate: &Candidate, left: Side, right: Side) -> bool {
        let (key, length) = (&candidate.key, candidate.key.chars().count());
        let crosses = self.text()[candidate.at.clone()].contains(GAP);
        let is_hard = left == Side::Hard && right == Side::Hard;
        if self.cites(&candidate.at) || self.is_part_of_title(candidate) {
            return false;
        }
        if self.is_statute(key) && length <= LONGEST_STATUTE {
            return match (left, crosses) {
                (_, true) => is_hard,
                (Side::Hard, _) => true,
                (Side::Soft, _) => self.tells_itself(candidate),
            };
        }
        let has_articles = candidate.articles.is_some() && length > SHORTEST && left == Side::Hard;
        has_articles || is_hard && length >= SHORTEST_DOCUMENT && ends_as_title(key)
    }

    /// Whether a statute is named whatever word stands before it.
    fn tells_itself(&self, candidate: &Candidate) -> bool {
        let length = candidate.key.chars().count();
        let is_law = candidate.key.ends_with(['法', '典']);
        CODES.contains(&candidate.key.as_str())
            || is_law && length >= SELF_TELLING
            || candidate.articles.is_some() && length > SHORTEST
    }

    /// Whether a key may be that of a statute: it ends as they do, or is the short name of one.
    fn is_statute(&self, key: &str) -> bool {
        let ends = key.ends_with(['法', '典']) || key.ends_with("条例");
        ends && !key.ends_with("办法")
            || self.thesaurus.is_some_and(|known| known.statute(key).is_some())
    }

    /// The articles written behind a byte, with nothing but marks and a joining 的 between.
    fn articles_behind(&self, end: usize) -> Option<Articles> {
        let text = self.text();
        let mut rest =
            text[end..].trim_start_matches(['》', GAP, '〉', '>', ',', ':', '_', '-', '、']);
        if let Some((edition, behind)) =
            rest.strip_prefix('(').and_then(|rest| rest.split_once(')'))
        {
            rest = match edition {
                _ if is_edition(edition) => behind.trim_start_matches(['》', GAP]),
                _ if edition.contains('条') => &rest['('.len_utf8()..],
                _ => rest,
            };
        }
        rest = ["中的", "里的", "的", "中", "里"]
            .iter()
            .find_map(|word| rest.strip_prefix(*word))
            .unwrap_or(rest);
        articles_at(text, text.len() - rest.len(), true)
    }

    fn is_border(&self, at: usize) -> bool {
        self.borders.binary_search(&at).is_ok()
    }

    fn is_taken(&self, at: usize) -> bool {
        self.taken.iter().any(|taken| taken.contains(&at))
    }

    /// The side on the left of a name that begins at a byte; none where it would cut a word.
    fn left(&self, at: usize) -> Option<Side> {
        let before = &self.text()[..at];
        let is_edge = self.kept.iter().any(|kept| kept.start == at);
        if is_edge || !before.ends_with(char::is_alphanumeric) {
            return Some(Side::Hard);
        }
        if before.ends_with(STATE) || !self.is_border(at) {
            return None;
        }
        let words = [Beside::Asking, Beside::Before];
        let is_word = |word: &str| self.is_border(at - word.len());
        let is_led = words.iter().filter_map(|beside| beside.ends(before)).any(is_word);
        let is_hard = is_led || self.is_issued(at);
        Some(if is_hard { Side::Hard } else { Side::Soft })
    }

    /// Whether all that stands before a byte in its piece is the name of a body. Before 关于 it belongs
    /// to the title: another body has issued another document that is called alike.
    fn is_issued(&self, at: usize) -> bool {
        if self.text()[at..].starts_with("关于") {
            return false;
        }
        let piece = self.kept.iter().find(|kept| kept.start < at && at <= kept.end);
        let before = piece.map_or("", |piece| &self.text()[piece.start..at]);
        is_organ(before) && registry().body_named(before).is_some()
    }

    /// The side on the right of a name that ends at a byte; none where it would cut a word.
    fn right(&self, end: usize, has_articles: bool) -> Option<Side> {
        let behind = &self.text()[end..];
        let is_edge = self.kept.iter().any(|kept| kept.end == end);
        if has_articles || is_edge || !behind.starts_with(char::is_alphanumeric) {
            return Some(Side::Hard);
        }
        let is_law = self.text()[..end].ends_with('法');
        let from_law = &self.text()[if is_law { end - '法'.len_utf8() } else { end }..];
        let is_other = Beside::LawWords.begins(from_law).is_some();
        if is_law && is_other && Beside::LawExceptions.begins(from_law).is_none() {
            return None;
        }
        let words = [Beside::Answering, Beside::Behind];
        let is_word = |word: &str| self.is_border(end + word.len());
        if words.iter().filter_map(|beside| beside.begins(behind)).any(is_word) {
            return Some(Side::Hard);
        }
        (is_law || self.is_border(end)).then_some(Side::Soft)
    }

    /// Whether what follows a name makes another one of it: 劳动合同法实施条例 is not 劳动合同法.
    fn is_continued(&self, end: usize) -> bool {
        let behind = self.text()[end..].trim_start_matches(['》', GAP]);
        let bracket = behind.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        if bracket.is_some_and(|(inside, _)| is_ordinal(inside)) {
            return true;
        }
        let inside = behind.trim_start_matches('(');
        let is_asked =
            || [Beside::Answering, Beside::Behind].iter().any(|b| b.begins(behind).is_some());
        if Beside::Joined.begins(&self.text()[end..]).is_some() && !is_asked() {
            return true;
        }
        let run = inside.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let run = run.split(['和', '与', '及']).next().unwrap_or_default();
        let soon = run.char_indices().nth(CONTINUED_WITHIN).map_or(run, |(at, _)| &run[..at]);
        Beside::Continuing.words().iter().any(|word| soon.contains(word))
    }

    /// Whether a name occurs in the title of a document about it: 关于修改《某条例》的决定,
    /// 实施《某法》办法. What such a title passes on is named.
    fn cites(&self, at: &Range<usize>) -> bool {
        let text = self.text();
        let whole = self.whole().map_or("", |whole| &text[whole]);
        let bare = whole.trim_end_matches(|c: char| !c.is_alphanumeric());
        let bare = bare.rsplit_once('(').map_or(bare, |(bare, _)| bare);
        let before = text[..at.start].trim_end_matches(STATE);
        let quoted = before.strip_suffix('《').filter(|_| text[at.end..].starts_with('》'));
        let carries_out =
            || quoted.is_some_and(|before| CARRYING_OUT.iter().any(|word| before.ends_with(word)));
        if carries_out() && ends_as_title(bare) && !bare.ends_with(&text[at.clone()]) {
            return true;
        }
        let is_citing = before.contains("关于") && CITING.iter().any(|kind| bare.ends_with(kind));
        let passes_on = |before: &str| PASSING_ON.iter().any(|word| before.ends_with(word));
        let behind = text[at.end..].trim_start_matches('》');
        let is_all = behind.starts_with('的') || !behind.contains(char::is_alphanumeric);
        is_citing && !(is_all && quoted.is_some_and(passes_on))
    }

    /// Whether a name is only a part of what stands between 《 and 》.
    fn is_part_of_title(&self, candidate: &Candidate) -> bool {
        let (before, behind) =
            (&self.text()[..candidate.at.start], &self.text()[candidate.at.end..]);
        let is_inside = before.rfind('《') > before.rfind('》');
        let is_whole =
            before.ends_with('《') && (candidate.articles.is_some() || behind.starts_with('》'));
        is_inside && behind.contains('》') && !is_whole
    }
}

/// Whether a text in brackets behind a name tells which edition is meant: 2020年修订.
fn is_edition(text: &str) -> bool {
    let year = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_year = text.len() - year.len() == 4 && ["", "年", "版", "年版"].contains(&year);
    is_year
        || ["修正", "修订", "修改", "试行", "暂行", "施行", "文本"]
            .iter()
            .any(|word| text.ends_with(word))
}

/// Whether a text in brackets behind a name tells which one of several is meant: 二, 第186号, 5月14日.
fn is_ordinal(text: &str) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    text.contains(is_number) && !is_edition(text) && !text.contains('条')
}

/// What the titles of documents end with, by its last character.
static TITLE_ENDS: LazyLock<FxHashMap<char, Vec<&'static str>>> = LazyLock::new(|| {
    let mut ends: FxHashMap<char, Vec<&'static str>> = FxHashMap::default();
    for kind in Kind::ALL {
        for name in [kind.name()].iter().chain(kind.other_names()) {
            let last = name.chars().nth(1).and_then(|_| name.chars().next_back());
            last.into_iter().for_each(|last| ends.entry(last).or_default().push(name));
        }
    }
    ends
});

/// Whether text ends as the titles of documents do.
fn ends_as_title(text: &str) -> bool {
    let last = text.chars().next_back().and_then(|last| TITLE_ENDS.get(&last));
    last.into_iter().flatten().any(|name| text.ends_with(name))
}

/// Whether 《 or 》 stands in text without the other.
fn has_half_a_pair(text: &str) -> bool {
    text.matches('《').count() != text.matches('》').count()
        || text.matches('(').count() != text.matches(')').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_end_as_the_table_has_them() {
        let table = include_str!("../../thesaurus/statutes.tsv");
        let rows = table.lines().filter(|line| !line.starts_with('#'));
        for name in
            rows.filter_map(|row| row.split_once('\t')).flat_map(|(names, _)| names.split('|'))
        {
            assert!(name.ends_with(|c| SHORT_NAME_ENDS.contains(c)), "{name}");
            assert!(name.chars().count() <= LONGEST_SHORT_NAME, "{name}");
        }
    }
}
