//! What an announcement does to others, and they to it, for the eye.

use std::io;

use crate::announcement::Id;
use crate::response::{Link, Links, Related};

use super::marked::Marked;
use super::page::{FAINT, PLAIN, Page, WARNING};
use super::start::start;
use super::words::{Label, Language};

/// How many documents of one relation are written out.
const MOST_SHOWN: usize = 8;

/// Writes each relation that there is; nothing where there is none. Of ids as many digits are shown as
/// `starts` has.
pub(super) fn write(page: &mut Page, related: &Related, starts: &[(Id, usize)]) -> io::Result<()> {
    let versions = Links { total: related.versions.len(), listed: related.versions.clone() };
    let relations = [
        (Label::Versions, &versions),
        (Label::Replaces, &related.replaces),
        (Label::ReplacedBy, &related.replaced_by),
        (Label::Amends, &related.amends),
        (Label::AmendedBy, &related.amended_by),
        (Label::Forwards, &related.forwards),
        (Label::ForwardedBy, &related.forwarded_by),
        (Label::Cites, &related.cites),
        (Label::CitedBy, &related.cited_by),
    ];
    if relations.iter().any(|(_, links)| links.total > 0) {
        page.blank()?;
    }
    if let Some(newer) = &related.newer {
        let say = page.language();
        let newer = Marked::from(words(newer, starts, say).as_str());
        let head = (say.label(Label::Newer), page.label_columns());
        page.paragraph(head, &newer, (WARNING, WARNING))?;
    }
    for (label, links) in relations {
        write_links(page, label, links, starts)?;
    }
    Ok(())
}

pub(super) fn write_links(
    page: &mut Page,
    label: Label,
    links: &Links,
    starts: &[(Id, usize)],
) -> io::Result<()> {
    let (say, columns) = (page.language(), page.label_columns());
    for (at, link) in links.listed.iter().take(MOST_SHOWN).enumerate() {
        let label = if at == 0 { say.label(label) } else { "" };
        let style = if link.id.is_some() { PLAIN } else { FAINT };
        page.paragraph(
            (label, columns),
            &Marked::from(words(link, starts, say).as_str()),
            (style, style),
        )?;
    }
    let more = links.total.saturating_sub(links.listed.len().min(MOST_SHOWN));
    if more == 0 {
        return Ok(());
    }
    page.text(columns, &say.more_related(more), FAINT)
}

/// `title · number · date · id`; what is not in the index says so.
fn words(link: &Link, starts: &[(Id, usize)], say: Language) -> String {
    let id = link.id.as_ref().map_or(say.not_in_index(), |id| start(id, starts).to_string());
    let parts = [
        link.title.clone(),
        link.number.as_ref().map(ToString::to_string),
        link.date.map(|date| date.to_string()),
        Some(id),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
