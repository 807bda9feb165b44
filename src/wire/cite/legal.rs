//! As legal texts are cited: `《题名》（文号），机关，2025年12月8日。`

use super::cited::Cited;
use crate::response::Provision;

/// As running text names it: `《题名》（文号）第三条`.
pub(crate) fn in_text(cited: &Cited<'_>, provision: Option<&Provision>) -> String {
    let announcement = cited.announcement;
    let number = announcement.number.as_ref().map(|number| format!("（{number}）"));
    let provision = provision.map(ToString::to_string);
    // A name in the name of a text has single brackets (GB/T 15834—2011, 4.15).
    let title = announcement.title.replace('《', "〈").replace('》', "〉");
    format!("《{title}》{}{}", number.unwrap_or_default(), provision.unwrap_or_default())
}

pub(super) fn of(cited: &Cited<'_>) -> String {
    let announcement = cited.announcement;
    let mut parts = vec![in_text(cited, None)];
    let issuers: Vec<&str> = announcement.issuers.iter().map(|issuer| &*issuer.name).collect();
    if !issuers.is_empty() {
        parts.push(issuers.join("、"));
    }
    // The act is cited by its own day, not by that of the page.
    parts.extend(
        cited.own_day().map(|day| format!("{}年{}月{}日", day.year(), day.month(), day.day())),
    );
    format!("{}。", parts.join("，"))
}
