//! What `--help` says beyond the options.

use policy_search::corpus::Settings;

/// What a site's own folder may say.
pub(crate) const INDEX: &str =
    "A corpus.toml in any folder sets defaults for the files below it (see --help).";

/// As [`INDEX`], with all that can be said.
pub(crate) fn index_at_length() -> String {
    let settings = Settings::EXAMPLE.replace('\n', "\n  ");
    format!(
        "A corpus.toml in any folder sets defaults for the files below it, all optional:\n\n  {}\n\n\
         The nearest folder wins, setting by setting; \"\" takes one back. What a file says\n\
         of itself goes before it, and so does --field. A setting that cannot be used stops\n\
         the run before anything is changed.",
        settings.trim_end()
    )
}
