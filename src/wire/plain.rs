//! Counts and yes or no, as flags, forms and settings write them.

use unicode_normalization::UnicodeNormalization;

use crate::announcement::ValueError;

/// What says yes.
pub(crate) const YES: [&str; 6] = ["true", "yes", "on", "1", "y", "是"];
/// What says no.
pub(crate) const NO: [&str; 6] = ["false", "no", "off", "0", "n", "否"];

/// The whole number that `text` is.
///
/// # Errors
/// [`ValueError::Count`] when it is none.
pub fn count(text: &str) -> Result<usize, ValueError> {
    plain(text).parse().map_err(|_| ValueError::Count(text.to_string()))
}

/// Whether `text` says yes (`true`, `yes`, `on`, `1`, `是`) or no.
///
/// # Errors
/// [`ValueError::Truth`] when it says neither.
pub fn truth(text: &str) -> Result<bool, ValueError> {
    let plain = plain(text).to_lowercase();
    match plain.as_str() {
        yes if YES.contains(&yes) => Ok(true),
        no if NO.contains(&no) => Ok(false),
        _ => Err(ValueError::Truth(text.to_string())),
    }
}

fn plain(text: &str) -> String {
    text.trim().nfkc().collect()
}
