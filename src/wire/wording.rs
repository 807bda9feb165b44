//! How values become sentences in what a person reads of the JSON: a face says.

use crate::engine::Kept;
use crate::error::Reason;

/// A face's words for what the library tells as values.
///
/// ```
/// use policy_search::engine::Kept;
/// use policy_search::Reason;
/// use policy_search::wire::Wording;
///
/// /// What is wrong, without what to do about it.
/// struct Plain;
///
/// impl Wording for Plain {
///     fn reason(&self, reason: &Reason) -> String {
///         reason.to_string()
///     }
///
///     fn kept(&self, kept: &Kept) -> String {
///         format!("{} announcements are kept", kept.announcements)
///     }
/// }
///
/// assert_eq!(Plain.reason(&Reason::from("no title")), "no title");
/// ```
pub trait Wording {
    /// What is wrong with a file or a part of it, and what may be done about it.
    fn reason(&self, reason: &Reason) -> String;

    /// What is kept of a file or folder that was not found, and why.
    fn kept(&self, kept: &Kept) -> String;
}
