//! Help and the manual: commands and flags as they are declared, laid out for a terminal or for `man`,
//! in the language of the user.

mod chinese;
mod layout;
mod man;
mod markdown;
mod options;
mod page;

use clap::Command;
use policy_search::corpus::Settings;
use policy_search::printer::Language;
use policy_search::query::{SYNTAX, SYNTAX_IN_CHINESE};

pub(crate) use self::chinese::in_chinese;
pub(crate) use self::man::man;
pub(crate) use self::options::Extent;
pub(crate) use self::page::page;

/// What a site's own folder may say.
pub(crate) const INDEX: &str =
    "A corpus.toml in any folder sets defaults for the files below it (see --help).";

/// As [`INDEX`], with an example of all that can be said in the place of `{}`.
pub(crate) const INDEX_AT_LENGTH: &str = "\
A corpus.toml in any folder sets defaults for the files below it, all optional:\n\n{}\n\n\
The nearest folder wins, setting by setting; \"\" takes one back. What a file says of itself goes \
before it, and so does --field. A setting that cannot be used stops the run before anything is \
changed.";

/// The page of the query language.
fn syntax(language: Language) -> &'static str {
    match language {
        Language::Chinese => SYNTAX_IN_CHINESE,
        _ => SYNTAX,
    }
}

/// What is said after the flags of a command, with the settings of a site's folder at their place.
fn after(command: &Command, extent: Extent) -> String {
    let short = command.get_after_help().map(ToString::to_string);
    let long = command.get_after_long_help().map(ToString::to_string);
    let english = if extent.at_length { long.or(short) } else { short };
    let text = extent.said(command.get_name(), "after", english);
    let example = Settings::EXAMPLE.trim_end().replace('\n', "\n  ");
    text.replace("{}", &format!("  {example}"))
}
