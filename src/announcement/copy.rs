//! Whether two announcements are one: the same text posted again, sound or damaged.
//!
//! A wrong yes hides a document and a wrong no repeats a line, so what speaks against comes first: another document
//! number, another article of a law, another year or number in the title. Then the texts decide ([`difference`]). Title
//! and 成文日期 must agree too, unless the text is the same and long enough to be known by itself: the same short article
//! is in many laws, and `请遵照执行` under many notices; but a long one has its dates in it, and they are misread at
//! times. Where clauses are missing within, or
//! a short text differs at all, number or date must be known and the same; of an article only the very same text is a copy.

use super::Announcement;
use crate::text::{
    Article, Difference, STATE, Token, difference, fold_str, folded_tokens, tokens_without,
};

/// A text of so many tokens is known by itself, whatever title and date it is given.
const LONG: usize = 300;

/// Titles of fewer tokens are not found within others: 通知 is in most.
const SHORTEST_TITLE: usize = 6;

/// Words that make another document of the one they are added to: what passes it on, explains, amends or drafts it.
const OTHER: [&str; 22] = [
    "关于", "转发", "印发", "批转", "公布", "发布", "解读", "答", "问", "修正", "修订", "修改",
    "废止", "失效", "征求", "草案", "试行", "暂行", "附件", "补充", "公示", "摘要",
];

/// What two announcements are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sameness {
    /// One is a re-post of the other.
    Copy,
    /// Nothing shows that they are one, or two.
    Unknown,
    /// They are two documents.
    Different,
}

/// What of an announcement tells whether another is the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Likeness {
    number: Option<String>,
    /// 成文日期, if it was read.
    written: Option<jiff::civil::Date>,
    title: Title,
    tokens: Vec<Token>,
}

/// A folded title without blanks, and what of it is never otherwise in a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Title {
    text: String,
    numbers: Vec<u64>,
    is_article: bool,
}

impl Title {
    fn of(title: &str) -> Self {
        let text = fold_str(title).replace(' ', "").replace(STATE, "");
        let tokens = folded_tokens(&text);
        let numbers = tokens.iter().filter(|token| token.is_number()).map(Token::key).collect();
        Self { numbers, is_article: Article::of(&text).is_some(), text }
    }
}

impl Likeness {
    /// What tells it from others, its text but for the lines that are [`furniture`](crate::text::furniture).
    pub(crate) fn of(announcement: &Announcement, furniture: &[usize]) -> Self {
        let written = announcement.written.filter(|written| !written.inferred);
        Self {
            number: announcement.number.as_ref().map(super::DocNumber::key),
            written: written.map(|written| written.date),
            title: Title::of(&announcement.title),
            tokens: tokens_without(&announcement.body, furniture),
        }
    }

    /// Whether one is a re-post of the other.
    pub(crate) fn is_copy_of(&self, other: &Self) -> bool {
        // Where titles or dates do not agree only the same text could be, and texts need no alignment.
        let agree = titles(&self.title, &other.title) == Titles::Agree
            && !apart(&self.written, &other.written);
        let may_be = agree || same_text(&self.tokens, &other.tokens);
        may_be && self.to(other) == Sameness::Copy
    }

    /// What this and the other are to each other; either way round it is the same.
    pub(crate) fn to(&self, other: &Self) -> Sameness {
        let titles = titles(&self.title, &other.title);
        if apart(&self.number, &other.number) || titles == Titles::Apart {
            return Sameness::Different;
        }
        let long = self.tokens.len().min(other.tokens.len()) >= LONG;
        let dated_apart = apart(&self.written, &other.written);
        if same_text(&self.tokens, &other.tokens) {
            return if long { Sameness::Copy } else { of_short(titles, dated_apart) };
        }
        match difference(&self.tokens, &other.tokens) {
            Difference::Meaning => Sameness::Different,
            _ if dated_apart && !long => Sameness::Different,
            _ if dated_apart || titles != Titles::Agree => Sameness::Unknown,
            _ if self.title.is_article => Sameness::Unknown,
            Difference::Damage if long => Sameness::Copy,
            Difference::Damage | Difference::Loss if self.is_named_like(other) => Sameness::Copy,
            _ => Sameness::Unknown,
        }
    }

    /// Whether number or date say that both are of one act. Without them two versions of a law look like copies when
    /// one only lacks a sentence (5 of 86 laws of which there are several, their dates taken away), and two versions of
    /// an article when it says 处分 for 行政处分 (21 of 60,733 articles).
    fn is_named_like(&self, other: &Self) -> bool {
        let number = self.number.is_some() && self.number == other.number;
        number || (self.written.is_some() && self.written == other.written)
    }
}

/// What two announcements with the same short text are to each other, given their titles.
fn of_short(titles: Titles, dated_apart: bool) -> Sameness {
    match titles {
        Titles::Agree if !dated_apart => Sameness::Copy,
        Titles::Missing if !dated_apart => Sameness::Unknown,
        _ => Sameness::Different,
    }
}

/// Whether both are known, and are not the same.
fn apart<T: PartialEq>(left: &Option<T>, right: &Option<T>) -> bool {
    matches!((left, right), (Some(left), Some(right)) if left != right)
}

/// The same tokens, wherever clauses begin.
fn same_text(left: &[Token], right: &[Token]) -> bool {
    left.iter().map(Token::key).eq(right.iter().map(Token::key))
}

/// What two titles say of their documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Titles {
    /// The same, but for a name before or behind.
    Agree,
    /// There is but one.
    Missing,
    /// Other words.
    Differ,
    /// Other numbers, or other articles: never one document.
    Apart,
}

fn titles(left: &Title, right: &Title) -> Titles {
    match (left.text.as_str(), right.text.as_str()) {
        ("", _) | (_, "") => return Titles::Missing,
        (left, right) if left == right => return Titles::Agree,
        _ => {}
    }
    if left.is_article || right.is_article || left.numbers != right.numbers {
        return Titles::Apart;
    }
    let (left, right) = (&left.text, &right.text);
    let (short, long) = if left.len() < right.len() { (left, right) } else { (right, left) };
    let added =
        long.split_once(short.as_str()).map(|(before, behind)| format!("{before} {behind}"));
    let same = added.is_some_and(|added| !OTHER.iter().any(|word| added.contains(word)));
    if same && short.chars().count() >= SHORTEST_TITLE { Titles::Agree } else { Titles::Differ }
}

#[cfg(test)]
mod tests {
    use super::super::{DocDate, DocNumber};
    use super::*;
    use crate::text::furniture;

    const SHORT: &str =
        "违反本法规定，构成犯罪的，依法追究刑事责任；尚不构成犯罪的，依法给予行政处罚。";

    fn long() -> String {
        let line = |n: usize| format!("第{n}条 本县各镇应当在每年{n}月以前报送第{n}号名册。\n");
        (1..40).map(line).collect()
    }

    fn announcement(title: &str, body: &str) -> Announcement {
        Announcement { title: title.into(), body: body.into(), ..Announcement::default() }
    }

    fn of(left: &Announcement, right: &Announcement) -> Sameness {
        let of = |one: &Announcement| Likeness::of(one, &furniture(&one.body));
        let (left, right) = (of(left), of(right));
        assert_eq!(left.to(&right), right.to(&left));
        left.to(&right)
    }

    #[test]
    fn the_same_article_of_two_laws_is_two() {
        let of = |left, right| of(&announcement(left, SHORT), &announcement(right, SHORT));
        assert_eq!(of("青山法第三十条", "绿水法第五十条"), Sameness::Different);
        assert_eq!(of("青山法第三十条", "青山法第三十一条"), Sameness::Different);
        assert_eq!(of("中华人民共和国青山法第三十条", "青山法第三十条"), Sameness::Copy);
    }

    #[test]
    fn a_short_text_needs_its_title_and_a_long_one_does_not() {
        let of = |left, right, body| of(&announcement(left, body), &announcement(right, body));
        let long = long();
        let short = SHORT;
        assert_eq!(of("青山县护林办法", "绿水县护林办法", short), Sameness::Different);
        assert_eq!(of("青山县护林办法", "", short), Sameness::Unknown);
        assert_eq!(of("县政府开会研究护林", "青山县护林办法", &long), Sameness::Copy);
        assert_eq!(
            of("青山县护林办法（2024年）", "青山县护林办法（2025年）", &long),
            Sameness::Different
        );
    }

    #[test]
    fn titles_agree_but_for_a_name_around_them() {
        for (left, right, wanted) in [
            ("青山县人民政府关于护林的通知", "关于护林的通知", Titles::Agree),
            ("关于护林的通知_青山县政府网", "关于护林的通知", Titles::Agree),
            ("关于转发《关于护林的通知》的通知", "关于护林的通知", Titles::Differ),
            ("《青山县护林办法》解读", "青山县护林办法", Titles::Differ),
            ("青山县护林办法（修订）", "青山县护林办法", Titles::Differ),
            ("青山县护林通知", "通知", Titles::Differ),
            ("关于第3批名单的公示", "关于第4批名单的公示", Titles::Apart),
            ("", "通知", Titles::Missing),
        ] {
            assert_eq!(titles(&Title::of(left), &Title::of(right)), wanted, "{left} {right}");
        }
    }

    #[test]
    fn number_and_date_keep_apart() {
        let mut left = announcement("青山县护林办法", &long());
        let mut right = left.clone();
        left.number = DocNumber::parse("青府发〔2024〕3号");
        assert_eq!(of(&left, &right), Sameness::Copy);
        right.number = DocNumber::parse("青府发〔2025〕3号");
        assert_eq!(of(&left, &right), Sameness::Different);
        right.number = left.number.clone();
        let date =
            |month| Some(DocDate { date: jiff::civil::date(2024, month, 1), inferred: false });
        (left.written, right.written) = (date(3), date(4));
        assert_eq!(of(&left, &right), Sameness::Copy);
        right.body.push_str("以上请遵照执行。");
        assert_eq!(of(&left, &right), Sameness::Unknown);
        (left.body, right.body) = (SHORT.to_string(), SHORT.to_string());
        assert_eq!(of(&left, &right), Sameness::Different);
    }
}
