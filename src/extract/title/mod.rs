//! 标题: which of the texts that could be the title is it.
//!
//! Invariant: a title is one line that is in the document, its page or its file's name; where
//! nothing can be a title there is none.
//!
//! In this order: label, record and meta tag → heading of the page → head of the text → the
//! document an order (令) carries → a telling file name → the first clause of the text.

mod head;
mod spacing;
mod tidy;

use super::kind_tail;
use super::layout::Layout;
use super::line::{self, Shape, squash};
use super::raw::{Hint, HintField, HintSource};
use super::twin::Twin;
use crate::announcement::Origin;
pub(super) use tidy::Tidied;
use tidy::{han_count, tidy};

/// A file name of fewer Chinese characters tells nothing.
const TELLING_NAME: usize = 4;

/// The longest first clause that stands in for a title, in characters.
const LONGEST_CLAUSE: usize = 60;

/// The shortest piece a long sentence is cut to, in characters.
const SHORTEST_CLAUSE: usize = 12;

/// The title of the document with these hints (best first) and this text, and where it stood.
pub(super) fn choose(hints: &[Hint], layout: &Layout) -> Option<(Tidied, Origin)> {
    let from = |origin| move |title| (title, origin);
    let (solid, loose) = match head::title(layout) {
        Some(title) if title.solid => (Some(title.tidied), None),
        Some(title) => (None, Some(title.tidied)),
        None => (None, None),
    };
    hinted(hints, solid.as_ref())
        .or(solid.map(from(Origin::Head)))
        .or_else(|| head::carried(layout).and_then(|text| tidy(&text)).map(from(Origin::Head)))
        .or(loose.map(from(Origin::Head)))
        .or_else(|| file_name(hints).map(from(Origin::FileName)))
        .or_else(|| head::any_line(layout).map(from(Origin::Head)))
        .or_else(|| first_clause(layout).map(from(Origin::Text)))
        .or_else(|| number_alone(hints))
}

/// The best title the page or record gives, checked against the one in the text.
fn hinted(hints: &[Hint], head: Option<&Tidied>) -> Option<(Tidied, Origin)> {
    let said = given(hints, |from| !matches!(from, HintSource::Heading | HintSource::FileName));
    if let Some(said) = said {
        let whole = head.filter(|head| is_start(&said.0, head));
        return Some(with_head(said, whole));
    }
    let heading = given(hints, |from| from == HintSource::Heading)?;
    let better = head.filter(|head| {
        let heading = &heading.0;
        is_start(heading, head) || is_end(heading, head) || outranks(head, heading)
    });
    Some(with_head(heading, better))
}

/// Whether the hint holds a title, and not a column's name or a site's.
pub(super) fn is_given(hint: &Hint) -> bool {
    tidy(&hint.value).is_some()
}

/// The first title hint from such a source that holds a title.
fn given(hints: &[Hint], from: impl Fn(HintSource) -> bool) -> Option<(Tidied, Origin)> {
    let titles = hints.iter().filter(|hint| hint.field == HintField::Title && from(hint.from));
    let titles = titles.filter_map(|hint| Some((tidy(&hint.value)?, hint.from.into())));
    titles.into_iter().find(|(title, _)| !title.only_number)
}

/// The title of the text in place of the hinted one, with what both tell.
fn with_head((said, from): (Tidied, Origin), head: Option<&Tidied>) -> (Tidied, Origin) {
    let Some(head) = head else {
        return (said, from);
    };
    let whole = Tidied {
        text: head.text.clone(),
        number: head.number.clone().or(said.number),
        validity: said.validity.or(head.validity),
        only_number: false,
    };
    (whole, Origin::Head)
}

/// Whether the hint broke off: the text's title begins with it and goes on to its 文种.
fn is_start(said: &Tidied, head: &Tidied) -> bool {
    let (said, head) = (squash(said.text.plain()), squash(head.text.plain()));
    head.len() > said.len() && head.starts_with(&said) && !kind_tail::ends_in_kind(&said)
}

/// Whether the hint left out who issued it: the text's title ends with it.
fn is_end(said: &Tidied, head: &Tidied) -> bool {
    let (said, head) = (squash(said.text.plain()), squash(head.text.plain()));
    head.len() > said.len() && head.ends_with(&said) && said.starts_with("关于")
}

/// Whether the text opens with a full title and the heading is of another sort (a column's name).
fn outranks(head: &Tidied, heading: &Tidied) -> bool {
    let (said, head) = (squash(heading.text.plain()), squash(head.text.plain()));
    head.contains("关于") && !kind_tail::ends_in_kind(&said) && !said.contains("关于")
}

/// The title in a telling file name, without its extension and the date behind it.
fn file_name(hints: &[Hint]) -> Option<Tidied> {
    let names = hints
        .iter()
        .filter(|hint| hint.field == HintField::Title && hint.from == HintSource::FileName);
    let titles = names.filter_map(|hint| tidy(bare_name(&hint.value)));
    titles
        .into_iter()
        .find(|title| han_count(title.text.plain()) >= TELLING_NAME && !title.only_number)
}

fn bare_name(name: &str) -> &str {
    let stem = match name.rsplit_once('.') {
        Some((stem, extension)) if extension.len() <= 5 && extension.is_ascii() => stem,
        _ => name,
    };
    let dated = |c: char| {
        c.is_ascii_digit() || matches!(c, '-' | '(' | ')' | '（' | '）' | '_' | ' ' | '.')
    };
    let bare = stem.trim_end_matches(dated);
    if stem[bare.len()..].contains("20") || stem[bare.len()..].contains("19") { bare } else { stem }
}

/// A number that is where the title should, when there is nothing better.
fn number_alone(hints: &[Hint]) -> Option<(Tidied, Origin)> {
    let titles = hints.iter().filter(|hint| hint.field == HintField::Title);
    let titles = titles.filter_map(|hint| Some((tidy(&hint.value)?, hint.from.into())));
    titles.into_iter().find(|(title, _)| title.only_number)
}

/// The first sentence of a text that has no title, or as much of it as is one clause.
fn first_clause(layout: &Layout) -> Option<Tidied> {
    let sentence = |at: &usize| {
        let line = layout.line(*at);
        han_count(line) >= 4 && line::shape(line) != Shape::Addressee
    };
    let at = (layout.opening..layout.len()).find(sentence)?;
    let sentence = Twin::new(layout.own_line(at).trim());
    let text = sentence.cut(0..clause_end(sentence.plain()));
    (han_count(text.plain()) >= 4).then(|| Tidied { text, ..Tidied::default() })
}

/// Where the first sentence ends, or within it the last clause that is not too long.
fn clause_end(text: &str) -> usize {
    let end = text.find(['。', '！', '？', '；']).unwrap_or(text.len());
    let limit = text.char_indices().nth(LONGEST_CLAUSE).map_or(text.len(), |(at, _)| at);
    if end <= limit {
        return end;
    }
    let shortest = text.char_indices().nth(SHORTEST_CLAUSE).map_or(0, |(at, _)| at);
    let marks = text[..limit].rmatch_indices(['，', ',', '：', ':', '、']).map(|(at, _)| at);
    let mut whole = marks.filter(|&at| at >= shortest && kind_tail::is_balanced(&text[..at]));
    whole.next().unwrap_or(limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTICE: &str =
        "某政发〔2020〕3号\n某县人民政府关于印发防汛\n预案的通知\n各镇：\n请抓紧落实。";

    fn chosen(hints: &[(HintSource, &str)], text: &str) -> String {
        let hints: Vec<_> = hints
            .iter()
            .map(|&(from, value)| Hint { field: HintField::Title, value: value.into(), from })
            .collect();
        let title = choose(&hints, &Layout::of(text, Twin::new(text).plain()));
        title.map(|(title, _)| title.text.own().to_string()).unwrap_or_default()
    }

    #[test]
    fn a_record_goes_before_the_text_and_the_text_before_a_columns_name() {
        let full = "某县人民政府关于印发防汛预案的通知";
        assert_eq!(chosen(&[], NOTICE), full);
        assert_eq!(chosen(&[(HintSource::Record, "防汛预案的通知")], NOTICE), "防汛预案的通知");
        assert_eq!(chosen(&[(HintSource::Heading, "重要政策信息")], NOTICE), full);
        assert_eq!(chosen(&[(HintSource::Heading, "关于印发防汛预案的通知")], NOTICE), full);
        assert_eq!(chosen(&[(HintSource::Record, "某县人民政府关于印发…")], NOTICE), full);
    }

    #[test]
    fn a_refused_hint_gives_way_to_the_next() {
        let hints = [(HintSource::Label, "索  引  号："), (HintSource::Heading, "某县防汛办法")];
        assert_eq!(chosen(&hints, "请抓紧落实。"), "某县防汛办法");
    }

    #[test]
    fn an_order_is_called_by_what_it_carries() {
        let text = "某省人民政府令\n第28号\n《某省防汛办法》已经会议通过，现予公布。\n省长 王某";
        assert_eq!(chosen(&[], text), "某省防汛办法");
    }

    #[test]
    fn a_file_name_counts_only_when_it_tells_something() {
        let text = "请各镇抓紧落实防汛工作。";
        assert_eq!(
            chosen(&[(HintSource::FileName, "某县防汛条例(2020-12-25).txt")], text),
            "某县防汛条例"
        );
        assert_eq!(chosen(&[(HintSource::FileName, "通知1.txt")], text), "请各镇抓紧落实防汛工作");
    }

    #[test]
    fn a_report_is_called_by_its_first_clause() {
        let text = "3月5日，縣長主持召開縣政府全體會議。會議強調，要抓好春耕。";
        assert_eq!(chosen(&[], text), "3月5日，縣長主持召開縣政府全體會議");
        let long = format!("3月5日，县长主持召开县政府全体会议，{}。", "研究部署".repeat(20));
        assert_eq!(chosen(&[], &long), "3月5日，县长主持召开县政府全体会议");
    }

    #[test]
    fn nothing_gives_no_title() {
        assert_eq!(chosen(&[], ""), "");
        assert_eq!(chosen(&[], "各镇："), "");
    }
}
