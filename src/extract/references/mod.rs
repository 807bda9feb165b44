//! What a document's title and text say of other documents: cited, passed on, amended, repealed.
//!
//! Every place that names a document ([`mention`]) begins as a citation; the rules raise it. Each
//! document named is told once, with the strongest of what is said of it; only a repeal may name the
//! document's own title, and means the older ones of that title.

mod amend;
mod listed;
mod mention;
mod parts;
mod quoted;
mod repeal;
mod series;
mod title;

use std::collections::HashMap;

use self::mention::{Mention, Mentions};
use crate::announcement::{Announcement, Kind, Reference, Relation};
use crate::text::{STATE, fold_str, simplify};

/// A document tells of at most this many others; those it does something to go first.
const MOST: usize = 500;

/// What `announcement` says of other documents.
pub(super) fn find(announcement: &Announcement) -> Vec<Reference> {
    let title = simplify(&announcement.title);
    let body = simplify(&announcement.body);
    let mut told = in_title(&title);
    told.extend(in_body(&body, &title));
    let only_tells = is_narrative(announcement.kind) || title::is_proposal(&title);
    if only_tells {
        told.iter_mut().for_each(|one| one.relation = Relation::Cites);
    }
    told.retain(|one| !is_own(one, announcement, &title));
    strongest(told)
}

/// Whether documents of this kind tell of acts and do none.
fn is_narrative(kind: Option<Kind>) -> bool {
    const NARRATIVE: [Kind; 6] =
        [Kind::Explanation, Kind::News, Kind::Meeting, Kind::Speech, Kind::Answer, Kind::Motion];
    kind.is_some_and(|kind| NARRATIVE.contains(&kind))
}

fn in_title(title: &str) -> Vec<Reference> {
    let mentions = title::mentions(title);
    let unmarked = title::unmarked(title).map(|(name, relation)| Reference {
        relation,
        title: Some(name),
        number: None,
        until: None,
    });
    references(&mentions).chain(unmarked).collect()
}

fn in_body(body: &str, title: &str) -> Vec<Reference> {
    let mut mentions = Mentions::of(body);
    let amends = ["修改", "修正", "修订", "废止", "清理", "决定"];
    if amends.iter().any(|word| title.contains(word)) {
        amend::mark(&mut mentions);
    }
    repeal::mark(&mut mentions);
    listed::mark(&mut mentions, title);
    if title::forwards(title) {
        title::mark_passed_on(&mut mentions);
    }
    references(&mentions).collect()
}

fn references<'a>(mentions: &'a Mentions<'_>) -> impl Iterator<Item = Reference> + 'a {
    mentions.all.iter().map(|mention: &Mention| Reference {
        relation: mention.relation,
        title: mention.name.clone().map(|name| on_one_line(&mentions.text[name])),
        number: mention.number.clone(),
        until: mention.until,
    })
}

fn on_one_line(name: &str) -> String {
    name.lines().map(str::trim).collect()
}

/// Whether a reference names the document itself.
fn is_own(one: &Reference, announcement: &Announcement, title: &str) -> bool {
    if one.number.is_some() && announcement.number.is_some() {
        return one.number == announcement.number;
    }
    let same = one.title.as_deref().is_some_and(|name| key(name) == key(title));
    same && one.relation != Relation::Replaces
}

/// A title in the form that tells titles apart.
fn key(title: &str) -> String {
    fold_str(title).replace(' ', "").replace(STATE, "")
}

/// Each document once: by its number, else by its title, the strongest relation of all, those that
/// something is done to first.
fn strongest(told: Vec<Reference>) -> Vec<Reference> {
    let mut kept: Vec<Reference> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for one in told {
        let number = one.number.as_ref().map(|number| number.key());
        let name = one.title.as_deref().map(key).filter(|key| !key.is_empty());
        let known = [&number, &name].into_iter().flatten().find_map(|key| places.get(key).copied());
        let known = known.filter(|at| agree(&kept[*at], &one));
        let at = known.unwrap_or(kept.len());
        match kept.get_mut(at) {
            Some(before) => join(before, one),
            None => kept.push(one),
        }
        places.extend(number.into_iter().chain(name).map(|key| (key, at)));
    }
    kept.sort_by_key(|one| std::cmp::Reverse(one.relation));
    kept.truncate(MOST);
    kept
}

/// Whether two may name one document: two numbers are two documents.
fn agree(left: &Reference, right: &Reference) -> bool {
    left.number.is_none() || right.number.is_none() || left.number == right.number
}

fn join(before: &mut Reference, one: Reference) {
    if one.relation > before.relation {
        (before.relation, before.until) = (one.relation, one.until);
    }
    before.title = before.title.take().or(one.title);
    before.number = before.number.take().or(one.number);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::announcement::DocNumber;

    fn told(title: &str, body: &str) -> Vec<String> {
        let announcement =
            Announcement { title: title.into(), body: body.into(), ..Announcement::default() };
        let name = |one: &Reference| {
            let number = one.number.as_ref().map(DocNumber::to_string);
            let words = [one.title.clone(), number].into_iter().flatten();
            format!("{} {}", one.relation.name(), words.collect::<Vec<_>>().join(" "))
        };
        find(&announcement).iter().map(name).collect()
    }

    #[test]
    fn each_document_is_told_once_with_the_strongest_relation() {
        let body = "根据《甲县水法》和《甲县渔业办法》（甲政发〔2001〕2号），制定本办法。\n\
                    《甲县水法》第三条另有规定的除外。\n《甲县渔业办法》同时废止。";
        assert_eq!(
            told("甲县节水办法", body),
            ["replaces 甲县渔业办法 甲政发〔2001〕2号", "cites 甲县水法"]
        );
    }

    #[test]
    fn a_document_repeals_its_older_namesake_and_never_cites_itself() {
        let body = "现将《甲县节水办法》印发。《甲县节水办法》第三条适用。";
        assert!(told("甲县节水办法", body).is_empty());
        assert_eq!(
            told("甲县节水办法", "2001年发布的《甲县节水办法》同时废止。"),
            ["replaces 甲县节水办法"]
        );
    }

    #[test]
    fn traditional_text_reads_alike() {
        assert_eq!(
            told("甲縣節水辦法", "原《甲縣渔業辦法》（甲政發〔2001〕2號）同時廢止。"),
            ["replaces 甲县渔业办法 甲政发〔2001〕2号"]
        );
    }

    #[test]
    fn who_explains_a_repeal_repeals_nothing() {
        let body = "《甲县渔业办法》同时废止。";
        let announcement = Announcement {
            body: body.into(),
            kind: Some(Kind::Explanation),
            ..Announcement::default()
        };
        assert_eq!(find(&announcement)[0].relation, Relation::Cites);
        assert_eq!(told("甲县节水办法（征求意见稿）", body), ["cites 甲县渔业办法"]);
    }

    proptest! {
        #[test]
        fn nothing_written_is_a_panic(
            title in "[关于转发废止修改《》的通知〈甲乙办法]{0,30}",
            body in "[《》〈〉（）()、，。；：\n\t第一二条0-9年月日号〔〕自起施行同时废止修改将对以下简称办法的甲乙和根据]{0,120}"
        ) {
            let announcement = Announcement { title, body, ..Announcement::default() };
            for one in find(&announcement) {
                prop_assert!(one.title.is_some() || one.number.is_some());
            }
        }
    }
}
