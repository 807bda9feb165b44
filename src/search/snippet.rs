//! The passage of a text that answers a query best, and where the query's words stand in it.
//!
//! Places are found in folded text and given in the source's own: `text[span]` is what the source
//! wrote, in its own script and spacing.
//!
//! Where a short word occurs as a word, what only has its characters across the border of other words
//! is not marked ([`Border`]).

use std::ops::Range;

use memchr::memmem;

use super::analyzed::AnalyzedQuery;
use super::one_line::{SENTENCE_ENDS, merged, one_line};
use super::provision;
use super::reading::Provision;
use crate::analyzer::{Border, Place, cuts_word};
use crate::query::{Node, Query};
use crate::response::Snippet;
use crate::text::{self, Article, Folded, fold, fold_str, is_han, places};

/// How many characters a snippet has at most, ellipses included, before a sentence's end is
/// looked for.
const LENGTH: usize = 110;

/// How far a snippet may run over to end with its sentence, in characters.
const OVERRUN: usize = 20;

/// How far before its first marked word a snippet may begin, in characters.
const LEAD: usize = 36;

/// Within how many folded characters a body repeats its title.
const HEAD: usize = 300;

/// Finds the words of one query in texts.
#[derive(Clone, Debug)]
pub(crate) struct Highlighter {
    /// What is looked for, the longest first.
    needles: Vec<Needle>,
    /// The articles that the query names, in the order typed.
    articles: Vec<Provision>,
}

/// A folded string that is looked for.
#[derive(Clone, Debug)]
struct Needle {
    text: String,
    /// Its ends, if it is a short word.
    border: Option<Border>,
}

impl Needle {
    fn new(text: String) -> Self {
        Self { border: Border::of(&text), text }
    }

    /// What its place at this byte of folded text is.
    fn place(&self, folded: &str, at: usize) -> Place {
        self.border.as_ref().map_or(Place::Word, |border| border.place_in(folded, at))
    }

    /// Whether it occurs in folded text otherwise than across a border.
    fn is_real_in(&self, folded: &str) -> bool {
        let mut places = memmem::find_iter(folded.as_bytes(), &self.text);
        places.any(|at| self.place(folded, at) != Place::Crossed)
    }
}

/// One place of a needle in folded text.
#[derive(Clone, Debug)]
struct Found {
    needle: usize,
    folded: Range<usize>,
    /// The same in the source.
    source: Range<usize>,
    /// Whether it is the word itself, or part of a longer one where the text has no other.
    is_telling: bool,
}

impl Highlighter {
    /// Finds what `query` wants: its phrases and pieces whole, the words of its pieces, and the article
    /// that it is, as statutes write it.
    pub(crate) fn new(query: &Query, analyzed: &AnalyzedQuery<'_>) -> Self {
        let mut needles = needles(query, analyzed);
        needles.extend(Article::of(&fold_str(&query.text)).map(|named| named.article));
        Self::of(needles)
    }

    /// Finds the folded `texts` too.
    pub(crate) fn and(mut self, texts: impl Iterator<Item = String>) -> Self {
        let articles = std::mem::take(&mut self.articles);
        let needles = self.needles.into_iter().map(|needle| needle.text);
        Self { articles, ..Self::of(needles.chain(texts).collect()) }
    }

    /// Finds `articles` too, and shows the first of them that a text has.
    pub(super) fn at(self, articles: &[Provision]) -> Self {
        let named = articles.iter().map(|asked| asked.article.clone());
        Self { articles: articles.to_vec(), ..self.and(named) }
    }

    fn of(mut needles: Vec<String>) -> Self {
        needles.retain(|needle| !needle.is_empty());
        needles.sort_by(|left, right| right.len().cmp(&left.len()).then(left.cmp(right)));
        needles.dedup();
        Self { needles: needles.into_iter().map(Needle::new).collect(), articles: Vec::new() }
    }

    /// Where the words stand in `text`, in bytes, in order, merged where they touch.
    pub(crate) fn spans(&self, text: &str) -> Vec<Range<usize>> {
        self.spans_beside(text, "")
    }

    /// The same of a text that is shown with another, in which words may occur as such.
    pub(super) fn spans_beside(&self, text: &str, other: &str) -> Vec<Range<usize>> {
        let folded = fold(text);
        let found = self.find(&folded, &fold_str(other));
        merged(found.into_iter().map(|found| found.source))
    }

    /// The passage of `body` that answers best, of about [`LENGTH`] characters. The `title` that a
    /// body repeats at its head is shown already, and is taken only where nothing else answers.
    pub(crate) fn snippet(&self, title: &str, body: &str) -> Snippet {
        self.passage(title, body, &mut |_, _| ())
    }

    /// The same; the folded title and body are also given to `read`.
    pub(super) fn passage(
        &self,
        title: &str,
        body: &str,
        read: &mut dyn FnMut(&str, &str),
    ) -> Snippet {
        let folded = fold(body);
        let title = fold_str(title);
        read(&title, folded.as_str());
        let head = head_end(&folded, &title);
        let mut found = self.find(&folded, &title);
        if found.iter().any(|one| one.folded.start >= head) {
            found.retain(|one| one.folded.start >= head);
        }
        let head = folded.source(0..head).end;
        let telling: Vec<Found> = found.iter().filter(|one| one.is_telling).cloned().collect();
        let best = self.best(&telling).map(|one| one.source.start);
        let provision = self.articles.iter().find_map(|asked| provision::place(body, asked));
        let start = provision.or(best).unwrap_or(head);
        let window = window(body, start, if start < head { 0 } else { head });
        one_line(body, &window, &marks(&found, &window))
    }

    /// The places of the needles in a text that is shown beside `other`, in order.
    fn find(&self, folded: &Folded, other: &str) -> Vec<Found> {
        let text = folded.as_str();
        let mut found = Vec::new();
        for (number, needle) in self.needles.iter().enumerate() {
            let length = needle.text.len();
            let places = memmem::find_iter(text.as_bytes(), &needle.text);
            let whole = places.filter(|at| is_whole(text, *at, at + length));
            let mut places: Vec<_> = whole.map(|at| (at, needle.place(text, at))).collect();
            keep_real(&mut places, needle, other);
            let has_word = places.iter().any(|(_, place)| *place == Place::Word);
            found.extend(places.into_iter().map(|(at, place)| Found {
                needle: number,
                folded: at..at + length,
                source: folded.source(at..at + length),
                is_telling: !has_word || place == Place::Word,
            }));
            found.extend(beside(folded, number, &needle.text));
        }
        found.sort_by_key(|one| (one.folded.start, one.needle));
        found
    }

    /// The first word of the densest passage: that with the most bytes of needles, each counted once.
    fn best<'a>(&self, found: &'a [Found]) -> Option<&'a Found> {
        let mut inside = vec![0_usize; self.needles.len()];
        let (mut worth, mut end) = (0, 0);
        let mut best: Option<(usize, &Found)> = None;
        for first in found {
            while let Some(next) = found.get(end).filter(|next| first.reaches(next)) {
                worth +=
                    if inside[next.needle] == 0 { self.needles[next.needle].text.len() } else { 0 };
                inside[next.needle] += 1;
                end += 1;
            }
            if best.is_none_or(|(most, _)| worth > most) {
                best = Some((worth, first));
            }
            inside[first.needle] -= 1;
            worth -=
                if inside[first.needle] == 0 { self.needles[first.needle].text.len() } else { 0 };
        }
        best.map(|(_, first)| first)
    }
}

impl Found {
    /// Whether `other` stands in a passage that begins here.
    fn reaches(&self, other: &Found) -> bool {
        other.folded.end <= self.folded.start + LENGTH * 3
            || other.folded.start == self.folded.start
    }
}

/// The places of a needle that was cut inside a gloss.
fn beside(folded: &Folded, needle: usize, text: &str) -> Vec<Found> {
    let (own, glosses) = (folded.as_str(), folded.beside());
    let places = places(own, glosses, text).into_iter();
    let whole = places.filter(|place| is_whole(own, place.rest.end, place.rest.end));
    let found = whole.map(|text::Place { words: (first, last), rest }| {
        let end = if rest.is_empty() {
            glosses[last].source.end
        } else {
            folded.source(rest.clone()).end
        };
        let source = glosses[first].source.start..end;
        let folded = glosses[first].at..rest.end.max(glosses[last].at);
        Found { needle, folded, source, is_telling: true }
    });
    found.collect()
}

/// Leaves out the places of a needle across a border, if it has others here or in `other`.
fn keep_real(places: &mut Vec<(usize, Place)>, needle: &Needle, other: &str) {
    let is_real = |(_, place): &(usize, Place)| *place != Place::Crossed;
    if places.iter().any(is_real) || !places.is_empty() && needle.is_real_in(other) {
        places.retain(is_real);
    }
}

/// The places inside the window, in bytes of the source.
fn marks(found: &[Found], window: &Range<usize>) -> Vec<Range<usize>> {
    let from = found.partition_point(|one| one.source.start < window.start);
    let spans = found[from..]
        .iter()
        .map(|one| one.source.clone())
        .take_while(|span| span.start < window.end);
    merged(spans.filter(|span| span.end <= window.end))
}

/// The folded strings that a query wants.
fn needles(query: &Query, analyzed: &AnalyzedQuery<'_>) -> Vec<String> {
    let mut needles = Vec::new();
    for leaf in query.root.leaves() {
        let Some(folded) = leaf.text().map(fold_str) else { continue };
        if let Node::Words(_) = leaf.node {
            let words = analyzed.words(&folded).into_iter();
            needles.extend(words.filter(|word| is_telling(word)).map(String::from));
        }
        needles.push(folded);
    }
    needles
}

/// Whether a word cut from a longer piece is marked by itself: single characters are not.
fn is_telling(word: &str) -> bool {
    word.chars().nth(1).is_some() || !word.chars().all(is_han)
}

/// Whether no word or number of `text` is cut by the range.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let cuts = |at: usize| {
        let (before, after) = text.split_at(at);
        let touching = before.chars().next_back().zip(after.chars().next());
        touching.is_some_and(|(before, after)| cuts_word(before, after))
    };
    !cuts(start) && !cuts(end)
}

/// The folded byte where the `title` ends that a text begins with; 0 if it begins otherwise.
fn head_end(folded: &Folded, title: &str) -> usize {
    let text = folded.as_str();
    let reach = text.char_indices().nth(HEAD).map_or(text.len(), |(at, _)| at);
    let place = if title.is_empty() { None } else { text[..reach].rfind(title) };
    place.map_or(0, |at| at + title.len())
}

/// The passage to show for a first word at `start`: from the beginning of its sentence if that is
/// near and not before `floor`, to the end of one.
fn window(body: &str, start: usize, floor: usize) -> Range<usize> {
    let lead = body[floor..start].char_indices().rev().take(LEAD);
    let mut from = start;
    for (at, character) in lead {
        if SENTENCE_ENDS.contains(character) {
            from = floor + at + character.len_utf8();
            return from..end_of(body, from);
        }
        from = floor + at;
    }
    from..end_of(body, from)
}

/// The byte where a passage from `from` ends: at a sentence's end near its full length.
fn end_of(body: &str, from: usize) -> usize {
    let mut last_sentence = None;
    let mut full = None;
    for (count, (at, character)) in body[from..].char_indices().enumerate() {
        let after = from + at + character.len_utf8();
        if SENTENCE_ENDS.contains(character) && count + OVERRUN >= LENGTH {
            return after;
        }
        if SENTENCE_ENDS.contains(character) && count * 2 >= LENGTH {
            last_sentence = Some(after);
        }
        if count + 1 == LENGTH {
            full = Some(after);
        }
        if count >= LENGTH + OVERRUN {
            return last_sentence.or(full).unwrap_or(after);
        }
    }
    body.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyzer::Dictionary;

    fn highlighter(query: &str) -> Highlighter {
        let query = Query::parse(query, jiff::civil::date(2026, 1, 20)).unwrap();
        let dictionary = Dictionary::default();
        Highlighter::new(&query, &AnalyzedQuery::new(&query, &dictionary))
    }

    #[test]
    fn the_article_that_a_query_is_is_marked_as_statutes_write_it() {
        let text = "第二条　略。\n第三条　渡口由村看护。";
        assert_eq!(marked(text, &highlighter("渡口法第3条").spans(text)), ["第三条", "渡口"]);
    }

    fn marked(text: &str, spans: &[Range<usize>]) -> Vec<String> {
        spans.iter().map(|span| text[span.clone()].to_string()).collect()
    }

    #[test]
    fn words_are_marked_as_the_source_wrote_them_and_merged_where_they_touch() {
        let text = "加快推進運貿產一體化，抓 安 全 生產，ＧＢ 2312。";
        let spans = highlighter("运贸产一体化 安全生产 gb").spans(text);
        assert_eq!(marked(text, &spans), ["運貿產一體化", "安 全 生產", "ＧＢ"]);
    }

    #[test]
    fn a_word_is_marked_with_its_gloss_and_what_was_cut_inside_one_with_its_own() {
        let text = "安徽省亳（bó）州市、砀山（Dàng shān）县";
        for (query, wanted) in [
            ("亳州市", vec!["亳（bó）州市"]),
            ("\"安徽省亳州\"", vec!["安徽省亳（bó）州"]),
            ("亳（bó）州", vec!["亳（bó）州"]),
            ("bo", vec!["bó"]),
            ("\"bo）州市\"", vec!["bó）州市"]),
            ("\"dang shan\"", vec!["Dàng shān"]),
            ("砀山县", vec!["砀山（Dàng shān）县"]),
            ("砀山", vec!["砀山"]),
        ] {
            assert_eq!(marked(text, &highlighter(query).spans(text)), wanted, "{query}");
        }
    }

    #[test]
    fn a_word_is_not_marked_across_a_border_where_it_occurs_as_a_word() {
        let text = "农业主管部门听取业主意见，由业主大会决定。";
        let spans = highlighter("业主").spans(text);
        assert_eq!(spans.len(), 2);
        assert!(spans.iter().all(|span| span.start > text.find("听取").unwrap()));
        assert_eq!(marked("农业主管部门", &highlighter("业主").spans("农业主管部门")), ["业主"]);
    }

    #[test]
    fn what_is_shown_beside_a_text_tells_what_is_marked_in_it() {
        let (title, body) = ("村民政务公开办法", "一、目的。\n二、民政部门备案。");
        let highlighter = highlighter("民政");
        assert_eq!(highlighter.spans(title).len(), 1);
        assert!(highlighter.spans_beside(title, body).is_empty());
        let snippet = highlighter.snippet("民政工作办法", "由乡人民政府负责。");
        assert!(snippet.highlights.is_empty());
    }

    #[test]
    fn a_passage_has_the_word_itself_before_one_that_holds_it() {
        let filler = "经办人应当核对不动产登记簿。".repeat(20);
        let body = format!("{filler}抵押动产的，交付之日起生效。{filler}");
        let snippet = highlighter("动产").snippet("", &body);
        assert!(snippet.text.starts_with("抵押动产的"), "{}", snippet.text);
        assert!(snippet.highlights.len() > 1);
    }

    #[test]
    fn a_passage_begins_where_a_word_occurs_as_such() {
        let filler = "由乡人民政府负责落实各项任务。".repeat(20);
        let body = format!("{filler}县民政局受理申请。{filler}");
        let snippet = highlighter("民政").snippet("", &body);
        assert!(snippet.text.starts_with("县民政局受理申请"), "{}", snippet.text);
        assert_eq!(snippet.highlights.len(), 1);
    }

    #[test]
    fn a_number_is_not_marked_inside_another() {
        let text = "第2312条和第23条";
        assert_eq!(marked(text, &highlighter("23").spans(text)), ["23"]);
    }

    #[test]
    fn a_passage_begins_with_its_sentence_and_ends_with_one() {
        let filler = "各单位要按照职责分工抓好落实。".repeat(30);
        let body = format!("{filler}要深化运贸产一体化改革，做强枢纽。{filler}");
        let snippet = highlighter("运贸产一体化").snippet("", &body);
        assert!(snippet.text.starts_with("要深化运贸产一体化改革"), "{}", snippet.text);
        assert!(snippet.text.ends_with('。'));
        assert!(snippet.text.chars().count() <= LENGTH + OVERRUN + 2);
        assert_eq!(marked(&snippet.text, &snippet.highlights), ["运贸产一体化"]);
    }

    #[test]
    fn the_title_repeated_in_the_body_gives_way_to_the_text() {
        let title = "关于推进运贸产一体化的通知";
        let body = format!("{title}\n各镇：\n现就运贸产一体化工作通知如下。\n");
        let snippet = highlighter("运贸产一体化").snippet(title, &body);
        assert!(snippet.text.contains("现就运贸产一体化"), "{}", snippet.text);
        assert_eq!(snippet.highlights.len(), 1);
    }

    #[test]
    fn a_text_without_the_words_shows_its_beginning() {
        let snippet = highlighter("没有").snippet("标题", "标题\n第一句。第二句。");
        assert_eq!((snippet.text.as_str(), snippet.highlights.len()), ("第一句。第二句。", 0));
        assert_eq!(highlighter("没有").snippet("", ""), Snippet::default());
    }

    #[test]
    fn a_sentence_without_end_is_cut_with_ellipses() {
        let body = format!("{}运贸产一体化{}", "长".repeat(200), "句".repeat(300));
        let snippet = highlighter("运贸产一体化").snippet("", &body);
        assert!(snippet.text.starts_with('…') && snippet.text.ends_with('…'));
        assert_eq!(marked(&snippet.text, &snippet.highlights), ["运贸产一体化"]);
    }
}
