//! Who names one article of a document: texts that say 《劳动合同法》第三十九条, and decisions that change it.
//!
//! A text names an article where the name of its work is followed by a list of articles that has it. It
//! changes the article if it says so in the same words (将《刑法》第三条修改为), or is a decision that changes
//! the work and says so in a line about the article (将第三条修改为). Articles inside a range (第三条至第九条)
//! whose own number the text does not write are not found.

use std::cmp::Reverse;

use super::fate::link;
use super::related::MOST_LISTED;
use crate::announcement::number::Folded;
use crate::announcement::{Announcement, Relation};
use crate::backend::clause::{Clause, Part};
use crate::backend::seam::Snapshot;
use crate::document::{Field, Record, title};
use crate::error::Result;
use crate::query::Scope;
use crate::response::{Link, Links};
use crate::search::reading::{articles_at, marked};
use crate::text::{STATE, fold_str};

/// How many documents are read at a time.
const AT_ONCE: usize = 64;

/// What may stand between the name of a work and its article.
const CLOSING: [char; 6] = ['》', '〉', '>', '」', '”', ' '];

/// What stands before the name of a work where nothing brackets it.
const LEADING: &str = "《〈<「“照据按反用由和与及的在对将以为";

/// Words in the titles of what changes a work.
const DECISIONS: [&str; 2] = ["修改", "修正"];

/// Words behind an article that is changed.
const CHANGES: [&str; 6] = ["修改", "改为", "删去", "删除", "废止", "作为"];

/// How far behind an article these are looked for, in characters.
const REACH: usize = 16;

/// What changes an article of a document, and what cites it.
pub(super) fn naming<S: Snapshot>(
    snapshot: &S,
    record: &Record,
    article: &str,
) -> Result<(Links, Links)> {
    let work = Work { names: title::cited_as(&record.announcement.title, &[]), article };
    let (mut amending, mut citing) = (Vec::new(), Vec::new());
    let candidates = snapshot.all(&work.candidates())?;
    for docs in candidates.chunks(AT_ONCE) {
        for other in snapshot.records(docs)?.iter().filter(|other| other.id != record.id) {
            match work.named_in(&other.announcement) {
                Some(Relation::Amends) => amending.push(link(other)),
                Some(_) => citing.push(link(other)),
                None => {}
            }
        }
    }
    Ok((listed(amending), listed(citing)))
}

/// The latest first.
fn listed(mut links: Vec<Link>) -> Links {
    links.sort_by_key(|link| (Reverse(link.date), link.id.clone()));
    let total = links.len();
    links.truncate(MOST_LISTED);
    Links { total, listed: links }
}

/// An article of a work.
struct Work<'a> {
    /// The names that texts give the work.
    names: Vec<String>,
    article: &'a str,
}

impl Work<'_> {
    /// Documents that may name the article.
    fn candidates(&self) -> Clause {
        let text = |text: &str| Clause::Text(Field::Grams, fold_str(text));
        let part = |text: &str| Part::Text(Field::Grams, fold_str(text));
        let each = self.names.iter().flat_map(|name| {
            let both = Clause::every(vec![text(name), text(self.article)]);
            let together = Part::All(vec![part(name), part(self.article)]);
            let titled = |word: &str| Clause::Text(Field::Title, fold_str(word));
            let decision = DECISIONS.map(titled).to_vec();
            let decision = vec![titled(name), Clause::any(decision), text(self.article)];
            [Clause::Near(Scope::Sentence, Box::new(both), together), Clause::every(decision)]
        });
        Clause::any(each.collect())
    }

    /// What a document does to the article.
    fn named_in(&self, other: &Announcement) -> Option<Relation> {
        let folded = Folded::new(&other.body);
        let text = folded.text();
        if self.is_changed_by(&other.title, text) {
            return Some(Relation::Amends);
        }
        let places = self.names.iter().flat_map(|name| {
            let starts = text.match_indices(name.as_str()).map(|(at, _)| at);
            starts.filter(|at| is_alone(&text[..*at])).map(|at| at + name.len())
        });
        places.filter_map(|at| self.named_at(text, at)).max()
    }

    /// What is done to the article where the name of the work ends at a byte.
    fn named_at(&self, text: &str, at: usize) -> Option<Relation> {
        let rest = text[at..].trim_start_matches(CLOSING);
        let at = text.len() - rest.len();
        let articles = articles_at(text, at, true).filter(|articles| articles.at.start == at)?;
        articles.asked.iter().find(|one| one.article == self.article)?;
        Some(if changes(&text[articles.at.end..]) { Relation::Amends } else { Relation::Cites })
    }

    /// Whether a decision that changes the work has a line that changes the article.
    fn is_changed_by(&self, title: &str, text: &str) -> bool {
        if !DECISIONS.iter().any(|word| title.contains(word)) {
            return false;
        }
        let of_work = |line: &str| self.names.iter().any(|name| line.contains(name.as_str()));
        let mut is_of_work = of_work(title);
        text.lines().any(|line| {
            if line.contains('《')
                && ["作出修改", "作如下修改", "作以下修改"].iter().any(|say| line.contains(say))
            {
                is_of_work = of_work(line);
            }
            is_of_work && self.is_changed_in(line)
        })
    }

    /// Whether a line of a decision changes the article; what it quotes is the new text.
    fn is_changed_in(&self, line: &str) -> bool {
        let said = line.split(['“', '"']).next().unwrap_or_default();
        let said = said.split_once("后增加").map_or(said, |(_, added)| added);
        let has_article = |at: usize| {
            let articles = marked(&said[at..]);
            articles.iter().flat_map(|one| &one.asked).any(|one| one.article == self.article)
        };
        // What another work's name precedes is not this one's article.
        let from = said.find('第').unwrap_or(said.len());
        CHANGES.iter().any(|word| said.contains(word))
            && !said[..from].ends_with('》')
            && has_article(from)
    }
}

/// Whether what follows a text is a name by itself, and not the end of a longer one.
fn is_alone(before: &str) -> bool {
    let before = before.strip_suffix(STATE).unwrap_or(before);
    before.chars().next_back().is_none_or(|c| !c.is_alphanumeric() || LEADING.contains(c))
}

/// Whether what follows an article says that it is changed.
fn changes(behind: &str) -> bool {
    let near: String = behind.chars().take(REACH).take_while(|c| !"。；，“".contains(*c)).collect();
    // 作为 tells of a new article in a decision alone; one is added behind the article named before 后.
    !near.starts_with('后') && CHANGES.iter().any(|word| *word != "作为" && near.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(title: &str, body: &str) -> Option<Relation> {
        let work = Work { names: vec!["渡口法".into()], article: "第三条" };
        let other =
            Announcement { title: title.into(), body: body.into(), ..Announcement::default() };
        work.named_in(&other)
    }

    #[test]
    fn a_text_cites_an_article_that_it_names_with_its_work() {
        for body in [
            "依照《渡口法》第三条的规定处罚。",
            "依照《中华人民共和国渡口法》第二条、第三条处罚。",
            "违反渡口法第3条第二款的，处罚。",
            "根据《渡口法》第三条第（二）项，制定本办法。",
            "适用〈渡口法〉第二条至第四条。",
        ] {
            assert_eq!(named("通知", body), Some(Relation::Cites), "{body}");
        }
        for body in [
            "依照《渡口法》第三十条的规定处罚。",
            "依照《内河渡口法》第三条的规定处罚。",
            "依照《渡口法实施条例》第三条的规定处罚。",
            "依照内河渡口法第三条。",
            "根据《渡口法》，制定本办法。\n第三条 略。",
        ] {
            assert_eq!(named("通知", body), None, "{body}");
        }
    }

    #[test]
    fn a_decision_changes_the_articles_of_its_lines() {
        let title = "关于修改《渡口法》的决定";
        for body in [
            "一、将第三条修改为：“略。”",
            "二、增加一条，作为第三条：“略”",
            "三、删去第二条、第三条。",
        ] {
            assert_eq!(named(title, body), Some(Relation::Amends), "{body}");
        }
        let inserted = "一、在渡口法第二条后增加一条，作为第三条：“略。”";
        assert_eq!(named("渡口法修正案（二）", inserted), Some(Relation::Amends));
        let behind = "二、在渡口法第三条后增加一条，作为第三条之一：“略。”";
        assert_eq!(named("渡口法修正案（二）", behind), Some(Relation::Cites));
        let held = "按照渡口法第三条，作为依据的材料应当保存。";
        assert_eq!(named("通知", held), Some(Relation::Cites));
        assert_eq!(named(title, "一、将第四条修改为：“依照第三条修改。”"), None);
        assert_eq!(named("修正案", "将《渡口法》第三条修改为：“略”"), Some(Relation::Amends));
        let several = "一、对《桥梁法》作出修改\n将第三条修改为：“略”\n二、对《渡口法》作出修改\n将第四条修改为：“略”";
        assert_eq!(named("关于修改《桥梁法》等二部法律的决定", several), None);
        assert_eq!(
            named("关于修改《渡口法》等二部法律的决定", &several.replace("第四条", "第三条")),
            Some(Relation::Amends)
        );
    }
}
