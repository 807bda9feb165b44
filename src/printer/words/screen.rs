//! What several screens say in the same words.
//!
//! A leaf: the English wording that screens share stands here, and nothing that lays it out.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::announcement::{Announcement, DocDate};
use crate::request::Order;
use crate::response::{Force, Place, Rung};

/// From how many days between act and publication both dates are shown.
const NOTABLE_DAYS: i32 = 30;

/// A number with its thousands set apart.
pub(in crate::printer) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(",")
}

/// So many announcements.
pub(in crate::printer) fn announcements(count: usize) -> String {
    if count == 1 { "1 announcement".into() } else { format!("{count} announcements") }
}

/// So many announcements cite something.
pub(in crate::printer) fn citing(count: usize) -> String {
    if count == 1 { "1 announcement cites".into() } else { format!("{count} announcements cite") }
}

/// Which hits stand on a rung.
pub(in crate::printer) fn rung(rung: Rung) -> &'static str {
    match rung {
        Rung::Number => "this document number",
        Rung::Title => "this title or article",
        Rung::Typed => "as typed",
        Rung::AllWords => "with all words apart",
        Rung::MostWords => "nearest, with only some of the words",
    }
}

/// In which order announcements are listed; nothing where it is none that can be named.
pub(in crate::printer) fn order(order: Order) -> Option<&'static str> {
    match order {
        Order::Relevance => None,
        Order::Newest => Some("the latest first"),
        Order::Oldest => Some("the earliest first"),
        Order::Level => Some("the highest issuer first"),
        Order::Added => Some("the latest in the index first"),
    }
}

/// Which run brought something in.
pub(in crate::printer) fn last_run(began: Timestamp) -> String {
    format!("brought in by the run of {}", moment(began))
}

/// What the latest run brought in, and when the first did.
pub(in crate::printer) fn runs(count: usize, first: Timestamp, last: Timestamp) -> String {
    let (first, brought) = (moment(first), last_run(last));
    format!("{} {brought}, the first was on {first}", announcements(count))
}

/// A time to the minute, in the time zone of the system.
pub(in crate::printer) fn moment(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M %Z").to_string()
}

/// What has no value of a facet.
pub(in crate::printer) const UNKNOWN: &str = "unknown";

/// What has no region.
pub(in crate::printer) const NO_REGION: &str = "national or unknown";

/// What is of a province and of nothing in it.
pub(in crate::printer) const ITSELF: &str = "the province itself";

/// So many values that have no row of their own.
pub(in crate::printer) fn and_more(values: usize) -> String {
    format!("and {values} more")
}

/// How to see the next page.
pub(in crate::printer) fn next(offset: usize) -> String {
    format!("next: --offset {offset}")
}

/// Whether a document is in force, in words: `已废止 by 国发〔2025〕1号`.
pub(in crate::printer) fn force(force: Force<'_>) -> String {
    match force.by {
        Some(by) => format!("{} by {}", force.validity, by.name()),
        None => force.validity.to_string(),
    }
}

/// The date of the act; that of publication is added when it is more than [`NOTABLE_DAYS`] from it.
pub(in crate::printer) fn dates(announcement: &Announcement) -> Option<String> {
    match (announcement.written, announcement.published) {
        (Some(written), Some(published)) if are_apart(written.date, published.date) => {
            Some(format!("{} (published {})", date(written), date(published)))
        }
        (Some(written), _) => Some(date(written)),
        (None, published) => published.map(|day| format!("published {}", date(day))),
    }
}

fn are_apart(a: Date, b: Date) -> bool {
    (a - b).get_days().abs() > NOTABLE_DAYS
}

/// The date, with `?` when a part of it was concluded from context.
pub(in crate::printer) fn date(date: DocDate) -> String {
    format!("{date}{}", if date.inferred { "?" } else { "" })
}

/// The path, and which document of the file it is.
pub(in crate::printer) fn address(place: &Place) -> String {
    match &place.part {
        Some(part) => format!("{}#{part}", place.path),
        None => place.path.clone(),
    }
}

/// A size in the largest unit that leaves at least one.
pub(in crate::printer) fn bytes(bytes: u64) -> String {
    let units = [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")];
    match units.iter().find(|(size, _)| bytes >= *size) {
        Some((size, unit)) => format!("{:.1} {unit}", bytes as f64 / *size as f64),
        None => format!("{bytes} bytes"),
    }
}
