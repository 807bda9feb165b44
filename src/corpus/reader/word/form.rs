//! Forms: what stands for the state of a check box.

/// The character that a check box shows.
pub(in super::super) fn check_box(is_checked: bool) -> char {
    if is_checked { '☑' } else { '☐' }
}
