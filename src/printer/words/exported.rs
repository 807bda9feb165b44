//! What is said of hits that were written to a file.

use std::path::Path;

use super::screen::{announcements, grouped};

/// So many announcements of so many.
pub(in crate::printer) fn of_announcements(hits: usize, total: usize) -> String {
    match hits == total {
        true => announcements(hits),
        false => format!("{} of {}", grouped(hits as u64), announcements(total)),
    }
}

/// That these are in a file.
pub(in crate::printer) fn in_file(these: &str, file: &Path) -> String {
    format!("{these} in {}", file.display())
}

/// That nothing has all that was asked for.
pub(in crate::printer) fn only_nearest(is_capped: bool) -> String {
    let best = if is_capped { "the best of the nearest" } else { "the nearest" };
    format!("nothing has all of this; these are {best}")
}

/// How many were left out that are only near.
pub(in crate::printer) fn nearest_left_out(count: usize) -> String {
    format!("{} nearest left out, which have only some of the words", grouped(count as u64))
}

/// How many cells of a workbook were cut.
pub(in crate::printer) fn cells_cut(count: usize) -> String {
    format!("{count} texts cut at the 32,767 characters of a cell")
}

/// How many hits a sheet has no rows for.
pub(in crate::printer) fn beyond_the_sheet(count: usize) -> String {
    format!("{} more than a sheet has rows: write CSV", grouped(count as u64))
}
