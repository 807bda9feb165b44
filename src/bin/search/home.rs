//! The folders of the user, where the system keeps them; the only place that names `etcetera`.
//!
//! It follows XDG on Linux and macOS, as command-line tools do, and Known Folders on Windows. The
//! crate `dirs` was passed over: it brings a licence (MPL-2.0) of another kind with it.

use std::path::PathBuf;

use etcetera::{BaseStrategy, choose_base_strategy};

/// What our folders in those of the user are called.
const NAME: &str = "policy-search";

/// Where settings of the user are kept; `None` where the user has no home.
pub(crate) fn config() -> Option<PathBuf> {
    Some(choose_base_strategy().ok()?.config_dir().join(NAME))
}

/// Where what the program remembers is kept; `None` where the user has no home.
pub(crate) fn state() -> Option<PathBuf> {
    let places = choose_base_strategy().ok()?;
    Some(places.state_dir().unwrap_or_else(|| places.data_dir()).join(NAME))
}

/// Where data of the user is kept; `None` where the user has no home.
pub(crate) fn data() -> Option<PathBuf> {
    Some(choose_base_strategy().ok()?.data_dir().join(NAME))
}
