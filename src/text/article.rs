//! An article of a statute, as titles and queries name it: 民法典第三条, 刑法第120条之一.

use super::numerals::{counted, parse};
use super::pattern::Pattern;

/// A work's title and the number of an article of it.
static ARTICLE: Pattern = Pattern::new(
    "^(?P<work>.{2,}?) ?第(?P<number>[0-9]+|[一二三四五六七八九十百千零〇两]+)条(?P<more>之[一二三四五六七八九十]+)?$",
);

/// An article of a work, as a query or a title names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Article {
    /// The folded title of the work.
    pub(crate) work: String,
    /// `第三条`, as statutes write it.
    pub(crate) article: String,
}

impl Article {
    /// The article that folded text names, if it is one.
    pub(crate) fn of(folded: &str) -> Option<Self> {
        // Most texts are none, and a search need not build the pattern to know that.
        if !folded.contains('条') {
            return None;
        }
        let found = ARTICLE.captures(folded)?;
        let number = parse(&found["number"])?;
        let more = found.name("more").map_or("", |more| more.as_str());
        let article = format!("第{}条{more}", counted(number));
        Some(Self { work: found["work"].to_string(), article })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_read_in_both_numerals() {
        let of = |text: &str| Article::of(text).map(|found| (found.work, found.article));
        let third = Some(("民法典".to_string(), "第三条".to_string()));
        assert_eq!(of("民法典第三条"), third);
        assert_eq!(of("民法典 第3条"), third);
        assert_eq!(of("刑法第一百二十条之一").unwrap().1, "第一百二十条之一");
        assert_eq!(of("第三条"), None);
    }
}
