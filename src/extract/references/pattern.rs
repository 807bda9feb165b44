//! The patterns of the rules, and the part that they share.

use regex::Regex;

/// A bracket behind a title, with brackets in it: `（法（研）发〔1987〕32号）`.
const BRACKET: &str = r"(?:[（(](?:[^（()）\n]|[（(][^（()）\n]*[）)])*[）)])";

/// A pattern written here, in which `BRACKET` stands for [`BRACKET`].
pub(super) fn pattern(text: &str) -> Regex {
    Regex::new(&text.replace("BRACKET", BRACKET)).expect("a pattern written here")
}
