//! The versions of one statute: 某条例 of 2012, 某条例（2018修正）, 某条例（修订草案）.
//!
//! Documents are versions of one statute if their titles are the same without the bracket that tells a
//! version, they are of a sort that is amended and kept (法, 条例, 办法 …; a notice of the same title may be
//! another act), one house made them, and their texts and days differ. Of versions the latest that is no
//! draft is in force; a draft never makes another one old.
//!
//! On 2,707 real statutes 86 titles are there with several days. 83 of these have a mark, and of 30 read by
//! hand all were earlier versions; without one are a text that is there twice, one whose issuer is not known,
//! and the amendments of the constitution, which are acts of their own.

use super::acts::Authorship;
use super::fate::link;
use crate::announcement::Announcement;
use crate::backend::clause::Clause;
use crate::backend::seam::Snapshot;
use crate::document::{Field, Record, title};
use crate::error::Result;
use crate::response::Link;
use crate::text::pattern::Pattern;

/// The bracket of a title that tells a version, and not the part of a series: （二） is none.
static VERSION: Pattern = Pattern::new(
    r"^(?P<name>.{2,}?)\s*[（(][^（()）]*(?:[0-9]{4}|[〇○零一二三四五六七八九]{4}年|修正|修订|修改|草案|征求意见稿|送审稿|讨论稿|试行|全文|废止|失效)[^（()）]*[)）]$",
);

/// The bracket of a draft.
static DRAFT: Pattern =
    Pattern::new("[（(][^（()）]*(?:草案|意见稿|送审稿|讨论稿)[^（()）]*[)）]$");

/// How the titles of what is amended and kept end.
const STATUTES: [&str; 14] = [
    "法", "法典", "条例", "规定", "办法", "细则", "规则", "规程", "准则", "章程", "通则", "解释",
    "标准", "规范",
];

/// A version of a statute.
#[derive(Clone, Debug)]
pub(super) struct Version<D> {
    pub(super) authorship: Authorship<D>,
    pub(super) record: Record,
    name: String,
    text: Option<u64>,
}

impl<D> Version<D> {
    fn is_draft(&self) -> bool {
        is_draft(&self.record.announcement.title)
    }
}

/// Of each of `docs`, whose announcements these are, the other versions, the earliest first.
pub(super) fn versions<S: Snapshot>(
    snapshot: &S,
    docs: &[S::Doc],
    announcements: &[&Announcement],
) -> Result<Vec<Vec<Version<S::Doc>>>> {
    let names: Vec<Option<String>> = announcements.iter().map(|one| name(&one.title)).collect();
    let titled = |name: &String| Clause::value(Field::TitleKey, title::term(name).into_owned());
    let found = snapshot.all(&Clause::any(names.iter().flatten().map(titled).collect()))?;
    // Most statutes are there once: of those nothing more is read.
    if found.iter().all(|doc| docs.contains(doc)) && are_distinct(&names) {
        return Ok(docs.iter().map(|_| Vec::new()).collect());
    }
    let beside: Vec<S::Doc> = found.into_iter().filter(|doc| !docs.contains(doc)).collect();
    let mut known = read(snapshot, &beside)?;
    let is_shared = |name: &String| {
        let alike = names.iter().flatten().filter(|one| *one == name).count();
        alike > 1 || known.iter().any(|one| one.name == *name)
    };
    let shared = docs.iter().zip(&names).filter(|(_, name)| name.as_ref().is_some_and(is_shared));
    let shared: Vec<S::Doc> = shared.map(|(doc, _)| *doc).collect();
    known.extend(read(snapshot, &shared)?);
    let others = |doc: &S::Doc| {
        let own = known.iter().find(|one| one.authorship.doc == *doc);
        own.map_or(Vec::new(), |own| others(own, &known))
    };
    Ok(docs.iter().map(others).collect())
}

/// The latest version after the one of this day, if that is not a draft and has a day.
pub(super) fn newer<D: Copy>(
    own: &Announcement,
    day: Option<i64>,
    others: &[Version<D>],
) -> Option<Link> {
    let is_draft = is_draft(&own.title);
    let later = |one: &&Version<D>| one.authorship.day > day && !one.is_draft();
    let latest = others.iter().rev().find(later).filter(|_| day.is_some() && !is_draft);
    latest.map(|one| link(&one.record))
}

fn are_distinct(names: &[Option<String>]) -> bool {
    let mut names: Vec<&String> = names.iter().flatten().collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    names.len() == all
}

/// What tells the versions of each of `docs` that is a statute.
fn read<S: Snapshot>(snapshot: &S, docs: &[S::Doc]) -> Result<Vec<Version<S::Doc>>> {
    let records = snapshot.metadata(docs)?;
    let keys = snapshot.copy_keys(docs)?;
    let authorships = Authorship::read(snapshot, docs)?;
    let all = records.into_iter().zip(keys).zip(authorships);
    let version = all.filter_map(|((record, keys), authorship)| {
        let name = name(&record.announcement.title)?;
        Some(Version { name, authorship, record, text: keys.text })
    });
    Ok(version.collect())
}

/// The other versions, one a day and text.
fn others<D: Copy + PartialEq>(own: &Version<D>, known: &[Version<D>]) -> Vec<Version<D>> {
    let is_other = |one: &&Version<D>| {
        one.name == own.name
            && one.authorship.doc != own.authorship.doc
            && one.authorship.day.is_some()
            && one.authorship.day != own.authorship.day
            && (one.text.is_none() || one.text != own.text)
            && one.authorship.is_of_house(&own.authorship)
    };
    let mut others: Vec<Version<D>> = known.iter().filter(is_other).cloned().collect();
    let order = |one: &Version<D>| (one.authorship.day, one.record.id.clone());
    others.sort_by_key(order);
    others.dedup_by_key(|one| one.authorship.day);
    others
}

fn is_draft(title: &str) -> bool {
    has_bracket(title) && DRAFT.is_match(title.trim_end())
}

/// Whether a title ends with a bracket; few do, and a search need not build a pattern to know that.
fn has_bracket(title: &str) -> bool {
    title.trim_end().ends_with(['）', ')'])
}

/// What the versions of a statute of this title are all called; `None` for what is none.
fn name(title: &str) -> Option<String> {
    let title = title.trim_end();
    let bare = if has_bracket(title) { VERSION.captures(title) } else { None };
    let bare =
        bare.as_ref().and_then(|found| found.name("name")).map_or(title, |name| name.as_str());
    let is_statute = STATUTES.iter().any(|end| bare.ends_with(end));
    is_statute.then(|| title::cited(bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_have_one_name_and_other_acts_another() {
        for title in [
            "某省渡口条例",
            "某省渡口条例（2018修正）",
            "某省渡口条例(2021年修订)",
            "某省渡口条例（修订草案征求意见稿）",
            "某省渡口条例（二〇一八年修订）",
        ] {
            assert_eq!(name(title).as_deref(), Some("某省渡口条例"), "{title}");
        }
        assert_eq!(name("中华人民共和国渡口法（试行）").as_deref(), Some("渡口法"));
        assert_ne!(name("某规定（二）"), name("某规定"));
        assert_eq!(name("关于渡口安全的通知"), None);
        assert_eq!(name("2024年渡口工作要点"), None);
    }

    #[test]
    fn drafts_are_told_by_their_bracket() {
        for (title, is_draft) in [
            ("渡口法（草案）", true),
            ("渡口法（修订草案征求意见稿）", true),
            ("渡口法（2020修订）", false),
        ] {
            assert_eq!(super::is_draft(title), is_draft, "{title}");
        }
    }
}
