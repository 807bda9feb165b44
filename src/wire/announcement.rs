//! Announcements whole, with what they are related to, as one JSON object.

use std::io::{self, Write};

use serde::Serialize;

use crate::announcement::Announcement;
use crate::engine::Shown;
use crate::response::{self, Excerpt, Force, Related};

use super::paragraphs::{Paragraph, paragraphs};
use super::row::Link;
use super::{object, version};

/// Writes announcements as one JSON object on one line:
///
/// ```text
/// {version, announcements: [{id, path, part, added, validity, validity_by: LINK, announcement,
///   articles: [{article, clause, item, headings: [heading], text, asked, amended_by: LINKS,
///               cited_by: LINKS}],
///   paragraphs: [{n, heading, article, clause, item, range: [from, to]}],
///   related: {cites, cited_by, forwards, forwarded_by, replaces, replaced_by, amends, amended_by: LINKS,
///             versions: [LINK], newer: LINK}}]}
/// LINKS = {total, listed: [LINK]}
/// LINK = {id, path, part, title, number, date}
/// ```
///
/// `articles` has those that were asked for, each with its text, the clause or item of it that was
/// asked for (`asked`) and what names it by its number.
/// `paragraphs` has those of `announcement.body`, whose number `n` counts its lines that are not empty,
/// from 1: `range` are its characters (Unicode scalar values), the end left out, without blanks at both
/// ends. Of a heading `heading` is `part` (编), `subpart` (分编), `chapter` or `section`. Of a paragraph of an
/// article, `article` is its number as statutes write it (`第一百二十条之一`), `clause` the clause (`第二款`; null
/// where the article has only one) and `item` the item (`（二）`). Contents, and articles that an amending
/// act quotes, are none.
/// `announcement` has the fields of [`Announcement`]. What is named in the text and not in the index
/// has `id` null, and title and number as written. `versions` are other versions of the same statute, the
/// earliest first, and `newer` the last of them if it is later. At most fifty of a relation are listed.
///
/// Fails only when `out` does.
pub fn announcements_json(shown: &[(Related, Shown)], out: &mut dyn Write) -> io::Result<()> {
    let announcements = shown.iter().map(|(related, shown)| one(shown, related)).collect();
    object::write(&Announcements { version: version::ANNOUNCEMENTS, announcements }, out)
}

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serve", schemars(rename = "Documents"))]
pub(super) struct Announcements<'a> {
    version: u32,
    announcements: Vec<One<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serve", schemars(rename = "Document"))]
struct One<'a> {
    id: &'a str,
    path: &'a str,
    part: Option<&'a str>,
    added: String,
    validity: Option<&'static str>,
    validity_by: Option<Link<'a>>,
    announcement: &'a Announcement,
    articles: Vec<Article<'a>>,
    paragraphs: Vec<Paragraph>,
    related: Relations<'a>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
struct Article<'a> {
    article: &'a str,
    clause: Option<&'a str>,
    item: Option<&'a str>,
    headings: &'a [String],
    text: &'a str,
    asked: Option<&'a str>,
    amended_by: Links<'a>,
    cited_by: Links<'a>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
struct Relations<'a> {
    cites: Links<'a>,
    cited_by: Links<'a>,
    forwards: Links<'a>,
    forwarded_by: Links<'a>,
    replaces: Links<'a>,
    replaced_by: Links<'a>,
    amends: Links<'a>,
    amended_by: Links<'a>,
    versions: Vec<Link<'a>>,
    newer: Option<Link<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
struct Links<'a> {
    total: usize,
    listed: Vec<Link<'a>>,
}

impl<'a> From<&'a response::Links> for Links<'a> {
    fn from(links: &'a response::Links) -> Self {
        Self { total: links.total, listed: links.listed.iter().map(Link::from).collect() }
    }
}

impl<'a> Article<'a> {
    fn of(excerpt: &'a Excerpt, body: &'a str) -> Self {
        let Excerpt { provision, .. } = excerpt;
        Self {
            article: &provision.article,
            clause: provision.clause.as_deref(),
            item: provision.item.as_deref(),
            headings: &excerpt.headings,
            text: &body[excerpt.text.clone()],
            asked: excerpt.part.clone().map(|part| &body[part]),
            amended_by: (&excerpt.amended_by).into(),
            cited_by: (&excerpt.cited_by).into(),
        }
    }
}

fn one<'a>(shown: &'a Shown, related: &'a Related) -> One<'a> {
    let record = &shown.record;
    let body = &record.announcement.body;
    let force = Force::of(record.announcement.validity, related.affected.as_ref());
    One {
        id: record.id.as_str(),
        path: &record.place.path,
        part: record.place.part.as_deref(),
        added: record.added.to_string(),
        validity: force.map(|force| force.validity.name()),
        validity_by: force.and_then(|force| force.by).map(Link::from),
        announcement: &record.announcement,
        articles: shown.excerpts.iter().map(|one| Article::of(one, body)).collect(),
        paragraphs: paragraphs(body),
        related: Relations {
            cites: (&related.cites).into(),
            cited_by: (&related.cited_by).into(),
            forwards: (&related.forwards).into(),
            forwarded_by: (&related.forwarded_by).into(),
            replaces: (&related.replaces).into(),
            replaced_by: (&related.replaced_by).into(),
            amends: (&related.amends).into(),
            amended_by: (&related.amended_by).into(),
            versions: related.versions.iter().map(Link::from).collect(),
            newer: related.newer.as_ref().map(Link::from),
        },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::announcement::Validity;
    use crate::backend::Record;
    use crate::response::{Affected, Hit, Provision};
    use crate::wire::fixture;

    fn shown(hit: Hit) -> Shown {
        let record = Record::of(hit.place, hit.added, hit.announcement);
        Shown { record, highlights: Vec::new(), excerpts: Vec::new() }
    }

    #[test]
    fn relations_have_links_with_null_for_what_is_not_known() {
        let hit = fixture::response().hits.remove(0);
        let mut shown = shown(hit);
        let body = &shown.record.announcement.body;
        shown.excerpts = vec![Excerpt {
            provision: Provision {
                clause: Some("第二款".into()), ..Provision::article("第三条")
            },
            headings: vec!["第一章 总则".into()],
            text: 0..body.len(),
            part: None,
            amended_by: response::Links::default(),
            cited_by: fixture::related().cites,
        }];
        let record = shown.record.clone();
        let mut out = Vec::new();
        let shown = [(fixture::related(), shown)];
        announcements_json(&shown, &mut out).expect("a Vec can be written to");
        let object: Value = serde_json::from_slice(&out).expect("JSON");
        let one = &object["announcements"][0];
        assert_eq!(one["validity"], "现行有效");
        assert_eq!(one["announcement"]["title"], record.announcement.title);
        let replaced = &one["related"]["replaces"]["listed"][0];
        assert_eq!(
            (&replaced["number"], &replaced["path"]),
            (&"青府发〔2020〕12号".into(), &"corpus/old.txt".into())
        );
        assert_eq!(one["related"]["cites"]["total"], 12);
        assert_eq!(one["related"]["cites"]["listed"][0]["id"], Value::Null);
        assert_eq!(one["related"]["amended_by"]["total"], 0);
        let article = &one["articles"][0];
        assert_eq!((&article["article"], &article["clause"]), (&"第三条".into(), &"第二款".into()));
        assert_eq!(
            (&article["text"], &article["asked"]),
            (&one["announcement"]["body"], &Value::Null)
        );
        assert_eq!(article["cited_by"]["total"], 12);
        assert_eq!(
            one["paragraphs"][0]["range"],
            serde_json::json!([0, "各镇人民政府：".chars().count()])
        );
    }

    #[test]
    fn validity_and_what_made_it_so_agree() {
        let hit = fixture::response().hits.remove(0);
        let mut shown = shown(hit);
        let by = response::Link { title: Some("某决定".into()), ..response::Link::default() };
        let affected = Some(Affected { validity: Validity::Repealed, by });
        let related = Related { affected, ..Related::default() };
        for (own, validity, by) in [
            (Validity::InForce, "已废止", "某决定".into()),
            (Validity::Expired, "已失效", Value::Null),
        ] {
            shown.record.announcement.validity = Some(own);
            let mut out = Vec::new();
            let one = [(related.clone(), shown.clone())];
            announcements_json(&one, &mut out).expect("a Vec can be written to");
            let object: Value = serde_json::from_slice(&out).expect("JSON");
            let one = &object["announcements"][0];
            assert_eq!((&one["validity"], &one["validity_by"]["title"]), (&validity.into(), &by));
        }
    }
}
