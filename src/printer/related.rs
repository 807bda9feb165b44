//! What an announcement does to others, and they to it, for the eye.

use std::io;

use crate::announcement::Id;
use crate::response::{Link, Links, Related};

use super::marked::Marked;
use super::page::{FAINT, LABEL_COLUMNS, PLAIN, Page, WARNING};
use super::start::start;

/// How many documents of one relation are written out.
const MOST_SHOWN: usize = 8;

/// Writes each relation that there is; nothing where there is none. Of ids as many digits are shown as
/// `starts` has.
pub(super) fn write(page: &mut Page, related: &Related, starts: &[(Id, usize)]) -> io::Result<()> {
    let versions = Links { total: related.versions.len(), listed: related.versions.clone() };
    let relations = [
        ("其他版本", &versions),
        ("废止", &related.replaces),
        ("被废止", &related.replaced_by),
        ("修改", &related.amends),
        ("被修改", &related.amended_by),
        ("转发", &related.forwards),
        ("被转发", &related.forwarded_by),
        ("引用", &related.cites),
        ("被引用", &related.cited_by),
    ];
    if relations.iter().any(|(_, links)| links.total > 0) {
        page.blank()?;
    }
    if let Some(newer) = &related.newer {
        let newer = Marked::from(words(newer, starts).as_str());
        page.paragraph(("新版本", LABEL_COLUMNS), &newer, (WARNING, WARNING))?;
    }
    for (label, links) in relations {
        write_links(page, label, links, starts)?;
    }
    Ok(())
}

pub(super) fn write_links(
    page: &mut Page,
    label: &str,
    links: &Links,
    starts: &[(Id, usize)],
) -> io::Result<()> {
    for (at, link) in links.listed.iter().take(MOST_SHOWN).enumerate() {
        let label = if at == 0 { label } else { "" };
        let style = if link.id.is_some() { PLAIN } else { FAINT };
        page.paragraph(
            (label, LABEL_COLUMNS),
            &Marked::from(words(link, starts).as_str()),
            (style, style),
        )?;
    }
    let more = links.total.saturating_sub(links.listed.len().min(MOST_SHOWN));
    if more == 0 {
        return Ok(());
    }
    page.text(LABEL_COLUMNS, &format!("and {more} more: see --json"), FAINT)
}

/// `title · number · date · id`; what is not in the index says so.
fn words(link: &Link, starts: &[(Id, usize)]) -> String {
    let id = link.id.as_ref().map_or("not in the index", |id| start(id, starts));
    let parts = [
        link.title.clone(),
        link.number.as_ref().map(ToString::to_string),
        link.date.map(|date| date.to_string()),
        Some(id.to_string()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
