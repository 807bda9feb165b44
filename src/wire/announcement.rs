//! Announcements whole, with what they are related to, as one JSON object.

use std::io::{self, Write};

use serde::Serialize;

use crate::announcement::Announcement;
use crate::backend::Record;
use crate::response::{self, Force, Related};

use super::row::Link;
use super::{object, version};

/// Writes announcements as one JSON object on one line:
///
/// ```text
/// {version, announcements: [{id, path, part, added, validity, validity_by: LINK, announcement,
///   related: {cites, cited_by, forwards, forwarded_by, replaces, replaced_by, amends, amended_by:
///             {total, listed: [LINK]}}}]}
/// LINK = {id, path, part, title, number, date}
/// ```
///
/// `announcement` has the fields of [`Announcement`]. What is named in the text and not in the index
/// has `id` null, and title and number as written. At most fifty of a relation are listed.
///
/// Fails only when `out` does.
pub fn announcements_json(shown: &[(&Record, &Related)], out: &mut dyn Write) -> io::Result<()> {
    let announcements = shown.iter().map(|(record, related)| one(record, related)).collect();
    object::write(&Shown { version: version::ANNOUNCEMENTS, announcements }, out)
}

#[derive(Serialize)]
struct Shown<'a> {
    version: u32,
    announcements: Vec<One<'a>>,
}

#[derive(Serialize)]
struct One<'a> {
    id: &'a str,
    path: &'a str,
    part: Option<&'a str>,
    added: String,
    validity: Option<&'static str>,
    validity_by: Option<Link<'a>>,
    announcement: &'a Announcement,
    related: Relations<'a>,
}

#[derive(Serialize)]
struct Relations<'a> {
    cites: Links<'a>,
    cited_by: Links<'a>,
    forwards: Links<'a>,
    forwarded_by: Links<'a>,
    replaces: Links<'a>,
    replaced_by: Links<'a>,
    amends: Links<'a>,
    amended_by: Links<'a>,
}

#[derive(Serialize)]
struct Links<'a> {
    total: usize,
    listed: Vec<Link<'a>>,
}

fn one<'a>(record: &'a Record, related: &'a Related) -> One<'a> {
    let links = |links: &'a response::Links| Links {
        total: links.total,
        listed: links.listed.iter().map(Link::from).collect(),
    };
    let force = Force::of(record.announcement.validity, related.affected.as_ref());
    One {
        id: record.id.as_str(),
        path: &record.place.path,
        part: record.place.part.as_deref(),
        added: record.added.to_string(),
        validity: force.map(|force| force.validity.name()),
        validity_by: force.and_then(|force| force.by).map(Link::from),
        announcement: &record.announcement,
        related: Relations {
            cites: links(&related.cites),
            cited_by: links(&related.cited_by),
            forwards: links(&related.forwards),
            forwarded_by: links(&related.forwarded_by),
            replaces: links(&related.replaces),
            replaced_by: links(&related.replaced_by),
            amends: links(&related.amends),
            amended_by: links(&related.amended_by),
        },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::announcement::Validity;
    use crate::response::Affected;
    use crate::wire::fixture;

    #[test]
    fn relations_have_links_with_null_for_what_is_not_known() {
        let hit = fixture::response().hits.remove(0);
        let record = Record::of(hit.place, hit.added, hit.announcement);
        let related = fixture::related();
        let mut out = Vec::new();
        announcements_json(&[(&record, &related)], &mut out).expect("a Vec can be written to");
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
    }

    #[test]
    fn validity_and_what_made_it_so_agree() {
        let hit = fixture::response().hits.remove(0);
        let mut record = Record::of(hit.place, hit.added, hit.announcement);
        let by = response::Link { title: Some("某决定".into()), ..response::Link::default() };
        let affected = Some(Affected { validity: Validity::Repealed, by });
        let related = Related { affected, ..Related::default() };
        for (own, validity, by) in [
            (Validity::InForce, "已废止", "某决定".into()),
            (Validity::Expired, "已失效", Value::Null),
        ] {
            record.announcement.validity = Some(own);
            let mut out = Vec::new();
            announcements_json(&[(&record, &related)], &mut out).expect("a Vec can be written to");
            let object: Value = serde_json::from_slice(&out).expect("JSON");
            let one = &object["announcements"][0];
            assert_eq!((&one["validity"], &one["validity_by"]["title"]), (&validity.into(), &by));
        }
    }
}
