//! ZIP archives → their files.

use std::path::Path;

use super::contents::{Contents, is_left_out};
use super::package::Package;
use crate::error::Refusal;

/// The files of an archive.
pub(super) fn contents<'a>(_: &'a Path, bytes: &'a [u8]) -> Result<Contents<'a>, Refusal> {
    let mut package = Package::open(bytes)?;
    let names = package.names().to_vec().into_iter().enumerate();
    let files = names.filter(|(_, name)| !is_left_out(name));
    let files = files.map(move |(at, name)| (name, package.entry(at)));
    Ok(Contents { own: None, files: Box::new(files) })
}
