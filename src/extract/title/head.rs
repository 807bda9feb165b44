//! The title as it stands in the head of the text, put together from its lines.
//!
//! Invariant: only lines before the addressees or the first sentence take part.

use super::super::kind_tail;
use super::super::layout::Layout;
use super::super::line::{Shape, squash};
use super::super::twin::Twin;
use super::spacing;
use super::tidy::{Tidied, han_count, tidy};

/// The most lines a title is broken into.
const MOST_LINES: usize = 7;

/// The longest headline without a 文种, in characters.
const LONGEST_HEADLINE: usize = 80;

/// A title found in the head of a text.
pub(super) struct HeadTitle {
    pub tidied: Tidied,
    /// Whether it ends as titles end; else it is a headline that a text follows.
    pub solid: bool,
}

/// The title in the head: the first lines that make a whole one, else a headline above a text.
pub(super) fn title(layout: &Layout) -> Option<HeadTitle> {
    let runs = runs(layout);
    let whole = runs.iter().find_map(|run| whole_title(run)).and_then(|text| tidy(&text));
    if let Some(tidied) = whole.filter(|title| !title.only_number) {
        return Some(HeadTitle { tidied, solid: true });
    }
    let followed = layout.opening < layout.len();
    let headline =
        runs.iter().filter(|run| followed && run.len() <= 3).find_map(|run| headline(run));
    let headline = headline.or_else(|| set_off(layout).map(str::to_string))?;
    tidy(&headline).map(|tidied| HeadTitle { tidied, solid: false })
}

/// A short first line that a blank one sets off from the text: `养犬管理`.
fn set_off<'a>(layout: &Layout<'a>) -> Option<&'a str> {
    const LONGEST: usize = 40;
    let first = layout.head.first().filter(|line| line.shape == Shape::Fragment)?;
    let text = layout.own_line(first.at).trim();
    let is_apart = first.at + 1 < layout.len() && layout.line(first.at + 1).trim().is_empty();
    let alone = layout.head.get(1).is_none_or(|next| next.shape != Shape::Fragment);
    let is_short = text.chars().count() <= LONGEST && han_count(text) >= 2;
    (is_apart && alone && is_short && !text.ends_with(['，', '、', ',', '（'])).then_some(text)
}

/// What an order carries: `《…条例》已经…通过，现予公布` → that title; else the order's own name.
pub(super) fn carried(layout: &Layout) -> Option<String> {
    let printed = layout.shaped(Shape::Banner).chain(layout.shaped(Shape::Number));
    let order = printed.into_iter().find(|line| is_order(line))?;
    let opening = Twin::new(layout.own_line(layout.opening).trim());
    let quoted = opening.plain().strip_prefix('《').and_then(|rest| rest.split_once('》'));
    if let Some((name, rest)) = quoted
        && ["已经", "已", "经", "业经"].iter().any(|word| rest.starts_with(word))
    {
        return Some(opening.cut_to(name).own().to_string());
    }
    let number = layout.shaped(Shape::Number).find(|number| *number != order).unwrap_or_default();
    Some(format!("{} {}", squash(order), squash(number)).trim_end().to_string())
}

/// Any line of a head that no text follows.
pub(super) fn any_line(layout: &Layout) -> Option<Tidied> {
    runs(layout).iter().find_map(|run| headline(run)).and_then(|text| tidy(&text))
}

fn is_order(line: &str) -> bool {
    let bare = squash(line);
    bare.contains('令') || bare.contains("公告")
}

/// The lines that could be pieces of a title, in runs that nothing else interrupts.
fn runs<'a>(layout: &Layout<'a>) -> Vec<Vec<&'a str>> {
    let head = layout.head.chunk_by(|a, b| a.shape == b.shape);
    let fragments = head.filter(|lines| lines[0].shape == Shape::Fragment);
    fragments.map(|lines| lines.iter().map(|line| layout.own_line(line.at)).collect()).collect()
}

/// The fewest first lines of the run that make a whole title.
fn whole_title(run: &[&str]) -> Option<String> {
    let joined = |count: usize| spacing::join(run[..count].iter().copied());
    let whole = |text: &str| kind_tail::is_whole(&squash(Twin::new(text).plain()));
    let count = (1..=run.len().min(MOST_LINES)).find(|&count| whole(&joined(count)))?;
    let more = run[count..].iter().take_while(|line| goes_on(line)).count().min(2);
    Some(joined(count + more))
}

/// Whether the line can only be read on from the one above: `的通知`, `（试行）`.
fn goes_on(line: &str) -> bool {
    let bare = squash(line);
    let bracketed =
        bare.starts_with(['（', '(']) && bare.ends_with(['）', ')']) && bare.len() <= 60;
    bracketed
        || (bare.starts_with(['的', '及', '和', '暨', '》']) && kind_tail::ends_in_kind(&bare))
}

/// The first lines of the run that say enough for a headline.
fn headline(run: &[&str]) -> Option<String> {
    let counts = 1..=run.len().min(3);
    let texts = counts.map(|count| spacing::join(run[..count].iter().copied()));
    texts.into_iter().find(|text| {
        let length = text.chars().count();
        (8..=LONGEST_HEADLINE).contains(&length)
            && han_count(text) >= 6
            && kind_tail::is_balanced(Twin::new(text).plain())
    })
}
