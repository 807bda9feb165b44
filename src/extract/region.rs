//! Which division a document comes from, and which it concerns.
//!
//! Invariant: a region is one of the registry, by its full name.

use super::hints::Hints;
use super::publisher::site_region;
use super::raw::HintField;
use crate::announcement::{DocNumber, Issuer, Level, Origin};
use crate::issuer::{Context, registry};

/// How much of a text is asked which division it speaks of, in characters.
const OPENING: usize = 600;

/// A division, and what told it.
type Placed = (String, Origin);

/// Where and when the document was written, so that 市政府 means one: told by the prefix of its
/// number, its site, its record, its folder, its title, its first lines; and which of these told it.
pub(super) fn context(
    title: &str,
    text: &str,
    number: Option<&DocNumber>,
    hints: &Hints,
) -> (Context, Option<Origin>) {
    let year = number.and_then(|number| number.year);
    let nowhere = Context { region: None, year };
    let prefix = || registry().from_prefix_in(&number?.prefix, &nowhere)?.region;
    let own = hints.own();
    let said = hinted(&own);
    let of_folder = || of_folder(title, text, hints).filter(|_| said.is_none());
    let site = site_region(&own).map(|site| (site, Origin::Site)).or_else(of_folder);
    let found = within(prefix().map(|region| (region, Origin::Number)), site)
        .or(said)
        .or_else(|| named(title, text));
    let (region, from) = found.unzip();
    (Context { region, year }, from)
}

/// The division that the title names, else the first lines.
fn named(title: &str, text: &str) -> Option<Placed> {
    let titled = registry().region_in(title).map(|region| (region, Origin::Title));
    let opened = || registry().region_in(&opening(text)).map(|region| (region, Origin::Text));
    titled.or_else(opened)
}

/// The division of the folder, or the one that the document names where it lies within it: in a
/// folder of 广东省, a document on 深圳市 is of 深圳市.
fn of_folder(title: &str, text: &str, hints: &Hints) -> Option<Placed> {
    let folder = hints.of_folder();
    let said = folder.of_field(HintField::Region);
    let said = said.filter_map(|(_, value)| registry().region_in(&value));
    let all = said.chain(site_region(&folder)).map(|region| Some((region, Origin::Folder)));
    let broad = all.reduce(within)?;
    within(broad, named(title, text))
}

/// The first division, or the second where it lies within it: 苏教义 on the site of 苏州市 is of
/// 苏州市, and not of 江苏省.
fn within(outer: Option<Placed>, inner: Option<Placed>) -> Option<Placed> {
    let is_part = |(inner, _): &Placed, (outer, _): &Placed| {
        registry().ancestors(inner).contains(&outer.as_str())
    };
    match (outer, inner) {
        (Some(outer), Some(inner)) if is_part(&inner, &outer) => Some(inner),
        (outer, inner) => outer.or(inner),
    }
}

/// The division a document is of: its issuer's; of a body of the centre none, whatever place it is
/// about. Where no issuer tells, the one its title names, else (when no body is known) the one it
/// comes from.
pub(super) fn concerned(
    issuers: &[Issuer],
    title: &str,
    hints: &Hints,
    (context, from): (&Context, Option<Origin>),
) -> Option<Placed> {
    let issuer = issuers.iter().find_map(|issuer| issuer.region.clone());
    let said = issuer.map(|region| (region, Origin::Issuer));
    if said.is_none() && issuers.iter().any(is_central) {
        return None;
    }
    let said = said
        .or_else(|| registry().region_in(title).map(|region| (region, Origin::Title)))
        .or_else(|| hinted(&hints.own()));
    let around = || context.region.clone().zip(from);
    if issuers.is_empty() { said.or_else(around) } else { said }
}

fn is_central(issuer: &Issuer) -> bool {
    matches!(issuer.level, Some(Level::Centre | Level::Ministry))
}

fn hinted(hints: &Hints) -> Option<Placed> {
    let (value, from) = hints.placed(HintField::Region)?;
    Some((registry().region_in(&value)?, from))
}

fn opening(text: &str) -> String {
    text.chars().take(OPENING).collect()
}
