//! Which division a document comes from, and which it concerns.
//!
//! Invariant: a region is one of the registry, by its full name.

use super::hints::Hints;
use super::issuer::site_region;
use super::raw::Field;
use crate::announcement::{DocNumber, Issuer};
use crate::issuer::{Context, registry};

/// How much of a text is asked which division it speaks of, in characters.
const OPENING: usize = 600;

/// Where and when the document was written, so that 市政府 means one: told by the prefix of its
/// number, its site, its record, its folder, its title, its first lines.
pub(super) fn context(
    title: &str,
    text: &str,
    number: Option<&DocNumber>,
    hints: &Hints,
) -> Context {
    let year = number.and_then(|number| number.year);
    let nowhere = Context { region: None, year };
    let prefix = || registry().from_prefix_in(&number?.prefix, &nowhere)?.region;
    let own = hints.own();
    let said = hinted(&own);
    let of_folder = || of_folder(title, text, hints).filter(|_| said.is_none());
    let site = site_region(&own).or_else(of_folder);
    let region = within(prefix(), site)
        .or(said)
        .or_else(|| registry().region_in(title))
        .or_else(|| registry().region_in(&opening(text)));
    Context { region, year }
}

/// The division of the folder, or the one that the document names where it lies within it: in a
/// folder of 广东省, a document on 深圳市 is of 深圳市.
fn of_folder(title: &str, text: &str, hints: &Hints) -> Option<String> {
    let folder = hints.of_folder();
    let said = folder.of_field(Field::Region);
    let said = said.filter_map(|(_, value)| registry().region_in(&value));
    let all = said.chain(site_region(&folder)).map(Some);
    let broad = all.reduce(within)?;
    let named = registry().region_in(title).or_else(|| registry().region_in(&opening(text)));
    within(broad, named)
}

/// The division of the number's prefix, or that of the site where it lies within it: 苏教义 on the
/// site of 苏州市 is of 苏州市, and not of 江苏省.
fn within(prefix: Option<String>, site: Option<String>) -> Option<String> {
    match (prefix, site) {
        (Some(prefix), Some(site)) => {
            let is_part = registry().ancestors(&site).iter().any(|outer| *outer == prefix);
            Some(if is_part { site } else { prefix })
        }
        (prefix, site) => prefix.or(site),
    }
}

/// The division a document concerns: its issuer's, else the one its title names, else (when no
/// body is known) the one it comes from.
pub(super) fn concerned(
    issuers: &[Issuer],
    title: &str,
    hints: &Hints,
    context: &Context,
) -> Option<String> {
    let issuer = issuers.iter().find_map(|issuer| issuer.region.clone());
    let said = issuer.or_else(|| registry().region_in(title)).or_else(|| hinted(&hints.own()));
    if issuers.is_empty() { said.or_else(|| context.region.clone()) } else { said }
}

fn hinted(hints: &Hints) -> Option<String> {
    registry().region_in(&hints.first(Field::Region)?)
}

fn opening(text: &str) -> String {
    text.chars().take(OPENING).collect()
}
