//! Real documents for tests, from the folder that `POLICY_DATA` names.
//!
//! A test that asks for them is `#[ignore = "needs POLICY_DATA"]`. Run without them it fails, so
//! that no test passes without having run.

use std::fs;
use std::path::{Path, PathBuf};

/// The place of a file or folder among the real documents; of all of them, if `name` is empty.
///
/// # Panics
///
/// If `POLICY_DATA` is not set, or there is nothing of this name.
pub(crate) fn path(name: &str) -> PathBuf {
    let folder = std::env::var_os("POLICY_DATA");
    let folder = folder.expect("POLICY_DATA is not set: set it to the folder of real documents");
    let path = Path::new(&folder).join(name);
    fs::canonicalize(&path)
        .unwrap_or_else(|error| panic!("POLICY_DATA lacks {}: {error}", path.display()))
}

/// The content of a file among the real documents.
///
/// # Panics
///
/// If `POLICY_DATA` is not set, or the file cannot be read.
pub(crate) fn text(name: &str) -> String {
    let path = path(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
