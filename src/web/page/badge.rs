//! The badge that says whether an announcement is in force.

use maud::{Markup, html};

use crate::announcement::Validity;
use crate::printer::Language;
use crate::response::Force;

/// In force only where a page or an announcement says so; not stated where none does.
pub(super) fn badge(language: Language, force: Option<Force<'_>>) -> Markup {
    let validity = force.map(|force| force.validity);
    let class = match validity {
        None => "",
        Some(Validity::InForce) => "ok",
        Some(Validity::Amended) => "changed",
        Some(Validity::Repealed | Validity::Expired) => "gone",
        Some(Validity::NotYetInForce) => "later",
    };
    let word = match validity {
        Some(validity) => language.validity(validity).to_string(),
        None => language.validity_not_stated(),
    };
    html! { @if class.is_empty() { small { (word) } } @else { span class={ "badge " (class) } { (word) } } }
}
