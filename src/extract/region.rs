//! Which division a document comes from, and which it concerns.
//!
//! Invariant: a region is one of the registry, by its full name.

use super::hints::Hints;
use super::issuer::site_region;
use super::raw::Field;
use crate::announcement::{DocNumber, Issuer, Origin};
use crate::issuer::{Context, registry};

/// How much of a text is asked which division it speaks of, in characters.
const OPENING: usize = 600;

/// Where and when the document was written, so that 市政府 means one: told by the prefix of its
/// number, its site, its record, its title, its first lines; and which of these told it.
pub(super) fn context(
    title: &str,
    text: &str,
    number: Option<&DocNumber>,
    hints: &Hints,
) -> (Context, Option<Origin>) {
    let year = number.and_then(|number| number.year);
    let nowhere = Context { region: None, year };
    let prefix = || registry().from_prefix_in(&number?.prefix, &nowhere)?.region;
    let site = site_region(hints);
    let named = |text: &str, from| registry().region_in(text).map(|region| (region, from));
    let found = within(prefix(), site)
        .or_else(|| hinted(hints))
        .or_else(|| named(title, Origin::Title))
        .or_else(|| named(&opening(text), Origin::Text));
    let (region, from) = found.unzip();
    (Context { region, year }, from)
}

/// The division of the number's prefix, or that of the site where it lies within it: 苏教义 on the
/// site of 苏州市 is of 苏州市, and not of 江苏省.
fn within(prefix: Option<String>, site: Option<String>) -> Option<(String, Origin)> {
    let is_part = |site: &str, prefix: &str| registry().ancestors(site).contains(&prefix);
    match (prefix, site) {
        (Some(prefix), Some(site)) if is_part(&site, &prefix) => Some((site, Origin::Site)),
        (Some(prefix), _) => Some((prefix, Origin::Number)),
        (None, site) => site.map(|site| (site, Origin::Site)),
    }
}

/// The division a document concerns: its issuer's, else the one its title names, else (when no
/// body is known) the one it comes from.
pub(super) fn concerned(
    issuers: &[Issuer],
    title: &str,
    hints: &Hints,
    (context, from): (&Context, Option<Origin>),
) -> Option<(String, Origin)> {
    let issuer = issuers.iter().find_map(|issuer| issuer.region.clone());
    let said = issuer.map(|region| (region, Origin::Issuer));
    let said = said
        .or_else(|| registry().region_in(title).map(|region| (region, Origin::Title)))
        .or_else(|| hinted(hints));
    let around = || context.region.clone().zip(from);
    if issuers.is_empty() { said.or_else(around) } else { said }
}

fn hinted(hints: &Hints) -> Option<(String, Origin)> {
    let (value, from) = hints.placed(Field::Region)?;
    Some((registry().region_in(&value)?, from))
}

fn opening(text: &str) -> String {
    text.chars().take(OPENING).collect()
}
