//! How a command ends.

use std::process::ExitCode;

use policy_search::{Error, ErrorKind};

/// Exit code of a search without hits.
const NOTHING: u8 = 1;

/// The exit code that says whether something was found.
pub(super) fn found(any: bool) -> ExitCode {
    if any { ExitCode::SUCCESS } else { ExitCode::from(NOTHING) }
}

/// An error about an option.
pub(super) fn option_error(message: String) -> Error {
    ErrorKind::Option(message).into()
}
