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
use super::one_line::{merged, one_line};
use super::provision::excerpt;
use super::strongest::{Found, Weight, strongest};
use super::window::window;
use crate::analyzer::{Border, Place, cuts_word};
use crate::query::{Node, Query};
use crate::response::{Provision, Snippet};
use crate::text::{self, Article, Folded, fold, fold_str, is_han, places};

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
    /// Whether it is a piece of the query as it was typed.
    is_typed: bool,
    /// Its ends, if it is a short word.
    border: Option<Border>,
}

impl Needle {
    fn typed(text: String) -> Self {
        Self { is_typed: true, ..Self::word(text) }
    }

    fn word(text: String) -> Self {
        Self { border: Border::of(&text), is_typed: false, text }
    }

    fn weight(&self) -> Weight {
        Weight { bytes: self.text.len(), is_typed: self.is_typed }
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

impl Highlighter {
    /// Finds what `query` wants: its phrases and pieces whole, and where they touch, the words of its
    /// pieces, and the article that it is, as statutes write it.
    pub(crate) fn new(query: &Query, analyzed: &AnalyzedQuery<'_>) -> Self {
        let mut needles = needles(query, analyzed);
        let article = Article::of(&fold_str(&query.text)).map(|named| named.article);
        needles.extend(article.map(Needle::typed));
        Self::of(needles)
    }

    /// Finds the folded `texts` too.
    pub(crate) fn and(mut self, texts: impl Iterator<Item = String>) -> Self {
        let articles = std::mem::take(&mut self.articles);
        let needles = self.needles.into_iter().chain(texts.map(Needle::word));
        Self { articles, ..Self::of(needles.collect()) }
    }

    /// Finds `articles` too, and shows the first of them that a text has.
    pub(super) fn at(self, articles: &[Provision]) -> Self {
        let named = articles.iter().map(|asked| asked.article.clone());
        Self { articles: articles.to_vec(), ..self.and(named) }
    }

    fn of(mut needles: Vec<Needle>) -> Self {
        needles.retain(|needle| !needle.text.is_empty());
        needles.sort_by(|left, right| {
            let order = right.text.len().cmp(&left.text.len()).then(left.text.cmp(&right.text));
            order.then(right.is_typed.cmp(&left.is_typed))
        });
        needles.dedup_by(|left, right| left.text == right.text);
        Self { needles, articles: Vec::new() }
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
        let searched = self.searched(title, body, read);
        searched.snippet(&searched.window(&self.core(&searched)))
    }

    /// The places of the words in a body; the folded title and body are also given to `read`.
    pub(super) fn searched<'a>(
        &self,
        title: &str,
        body: &'a str,
        read: &mut dyn FnMut(&str, &str),
    ) -> Searched<'a> {
        let folded = fold(body);
        let title = fold_str(title);
        read(&title, folded.as_str());
        let head = head_end(&folded, &title);
        let mut found = self.find(&folded, &title);
        if found.iter().any(|one| one.folded.start >= head) {
            found.retain(|one| one.folded.start >= head);
        }
        Searched { body, found, head: folded.source(0..head).end }
    }

    /// What the passage of a body that answers best is shown for.
    pub(super) fn core(&self, Searched { body, found, head }: &Searched<'_>) -> Range<usize> {
        let excerpt = self.articles.iter().find_map(|asked| excerpt(body, asked));
        match excerpt.map(|one| one.part.map_or(one.text.start, |part| part.start)) {
            Some(start) => start..start,
            None => {
                let strongest = strongest(body, &telling(found), &self.weights());
                strongest.map_or(*head..*head, |(_, core)| core)
            }
        }
    }

    /// What each of the needles counts for.
    pub(super) fn weights(&self) -> Vec<Weight> {
        self.needles.iter().map(Needle::weight).collect()
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
}

/// A body in which the words of a query were looked for.
pub(super) struct Searched<'a> {
    pub(super) body: &'a str,
    /// Their places in order; those in the head alone where there are no others.
    pub(super) found: Vec<Found>,
    /// The byte where the title ends that the body repeats at its head.
    pub(super) head: usize,
}

impl Searched<'_> {
    /// The window to show for the part `core`.
    pub(super) fn window(&self, core: &Range<usize>) -> Range<usize> {
        window(self.body, core, if core.start < self.head { 0 } else { self.head })
    }

    /// A window with its marks.
    pub(super) fn snippet(&self, window: &Range<usize>) -> Snippet {
        one_line(self.body, window, &marks(&self.found, window))
    }
}

/// The places for which a passage may be shown.
pub(super) fn telling(found: &[Found]) -> Vec<Found> {
    found.iter().filter(|one| one.is_telling).cloned().collect()
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
fn needles(query: &Query, analyzed: &AnalyzedQuery<'_>) -> Vec<Needle> {
    let mut needles = Vec::new();
    for leaf in query.root.leaves() {
        let Some(folded) = leaf.text().map(fold_str) else { continue };
        if let Node::Words(_) = leaf.node {
            let words = analyzed.words(&folded).into_iter();
            let words = words.filter(|word| is_telling(word)).map(String::from);
            needles.extend(words.map(Needle::word));
        }
        needles.push(Needle::typed(folded));
    }
    let (words, _) = query.words_and_others();
    if words.len() > 1 {
        needles.push(Needle::typed(fold_str(&words.join(" "))));
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

#[cfg(test)]
mod tests {
    use super::super::window::{LENGTH, OVERRUN};
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
    fn a_passage_has_what_was_typed_before_its_words_apart() {
        let filler = "各单位应当按照职责分工抓好落实，定期报告进展。".repeat(8);
        let body = format!(
            "第一章 数据资源\n第二章 生产要素\n第三章 附则\n{filler}数据和要素并重。{filler}培育数据要素市场。{filler}"
        );
        let snippet = highlighter("数据要素").snippet("", &body);
        assert_eq!(marked(&snippet.text, &snippet.highlights), ["数据要素"]);
    }

    #[test]
    fn pieces_that_touch_come_before_pieces_apart_even_across_a_border() {
        let filler = "各单位应当按照职责分工抓好落实，定期报告进展。".repeat(8);
        let body = format!("教师应当具备资格。{filler}取得教师资格的，可以任教。{filler}");
        let snippet = highlighter("教师 资格").snippet("", &body);
        assert_eq!(marked(&snippet.text, &snippet.highlights), ["教师资格"]);
    }

    #[test]
    fn all_needles_of_a_passage_are_inside_what_is_shown() {
        let gap = "按照职责分工抓好落实".repeat(7);
        let body = format!("{gap}。渡口由村看护，{gap}，摆渡人应当持证。{gap}。");
        let snippet = highlighter("渡口 摆渡人").snippet("", &body);
        assert_eq!(marked(&snippet.text, &snippet.highlights), ["渡口", "摆渡人"]);
        assert!(snippet.text.chars().count() <= LENGTH + OVERRUN + 2);
    }

    #[test]
    fn contents_titles_and_names_come_after_prose() {
        let filler = "各单位应当按照职责分工抓好落实，定期报告进展。".repeat(8);
        for list in [
            "目录\n第一章 总则\n第二章 渡口安全\n第三章 附则\n",
            "目录 第一章 总则 第二章 渡口安全 第三章 附则 第四章 罚则 ",
            "1.关于桥梁管理的通知\n2.关于渡口安全的通知\n3.关于仓库管理的通知\n",
        ] {
            let body = format!("{list}{filler}\n渡口安全由村负责，每月检查。\n{filler}");
            let snippet = highlighter("渡口安全").snippet("", &body);
            assert!(snippet.text.contains("渡口安全由村负责"), "{list}: {}", snippet.text);
            let snippet = highlighter("渡口安全").snippet("", &format!("{list}{filler}"));
            assert!(snippet.text.contains("渡口安全"), "{list}: {}", snippet.text);
        }
    }

    #[test]
    fn a_sentence_without_end_is_cut_with_ellipses() {
        let body = format!("{}运贸产一体化{}", "长".repeat(200), "句".repeat(300));
        let snippet = highlighter("运贸产一体化").snippet("", &body);
        assert!(snippet.text.starts_with('…') && snippet.text.ends_with('…'));
        assert_eq!(marked(&snippet.text, &snippet.highlights), ["运贸产一体化"]);
    }
}
