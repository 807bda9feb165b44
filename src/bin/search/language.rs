//! The language of the user: as asked by `--lang`, else that of the environment.
//!
//! It is found before the flags are parsed, so that help and what is wrong with a flag are in it too.
//! What is asked counts for one command, all of whose screens have one language: it is kept here once.

use std::ffi::OsString;
use std::sync::OnceLock;

use policy_search::printer::Language;

/// The flag that names the language.
pub(crate) const FLAG: &str = "--lang";

/// Variables that name a language, the first that is set goes before the others: ours, then those
/// of POSIX.
const VARIABLES: [&str; 4] = ["SEARCH_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];

static LANGUAGE: OnceLock<Language> = OnceLock::new();

/// What the user's settings prefer.
static PREFERRED: OnceLock<Language> = OnceLock::new();

/// Prefers a language to that of the system, where nothing else is asked.
pub(crate) fn prefer(language: Language) {
    PREFERRED.set(language).ok();
}

/// The language that everything is said in.
pub(crate) fn language() -> Language {
    *LANGUAGE.get_or_init(|| {
        let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
        asked(&arguments).unwrap_or_else(|| {
            of_environment(PREFERRED.get().copied(), |name| std::env::var(name).ok())
        })
    })
}

/// The language that the arguments ask for, the last `--lang` counting; what is no language is left
/// to the parser of flags.
fn asked(arguments: &[OsString]) -> Option<Language> {
    let texts = arguments.iter().map(|argument| argument.to_str().unwrap_or_default());
    let flags: Vec<&str> = texts.take_while(|text| *text != "--").collect();
    let value = |at: usize| match flags[at].strip_prefix(FLAG)? {
        "" => flags.get(at + 1).copied(),
        joined => joined.strip_prefix('='),
    };
    (0..flags.len()).rev().find_map(value).and_then(Language::named)
}

/// The arguments without the flags of a language that [`language`] knows: a flag before the name of a
/// command would make a query of that name.
pub(crate) fn without(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut left: Vec<OsString> = arguments.collect();
    let end = left.iter().position(|text| text == "--").unwrap_or(left.len());
    for at in (0..end).rev() {
        let flag = left[at].to_str().unwrap_or_default().to_string();
        let joined = flag.strip_prefix(FLAG).and_then(|value| value.strip_prefix('='));
        let known = |value: &str| Language::named(value).is_some();
        let apart = left.get(at + 1).and_then(|value| value.to_str());
        if joined.is_some_and(known) {
            left.remove(at);
        } else if flag == FLAG && apart.is_some_and(known) {
            left.drain(at..at + 2);
        }
    }
    left
}

/// Chinese where the first variable that is set names it, else English. Our own variable goes before
/// what is preferred, and that before those of the system.
fn of_environment(
    preferred: Option<Language>,
    variable: impl Fn(&str) -> Option<String>,
) -> Language {
    let set = |names: &[&str]| {
        let values = names.iter().filter_map(|name| variable(name));
        let value = values.into_iter().find(|value| !value.is_empty())?;
        Some(Language::named(&value).unwrap_or_default())
    };
    let (ours, systems) = VARIABLES.split_at(1);
    set(ours).or(preferred).or_else(|| set(systems)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(set: &[(&str, &str)]) -> Language {
        of_environment(None, |name| {
            let found = set.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| value.to_string())
        })
    }

    #[test]
    fn the_first_variable_that_is_set_names_the_language() {
        for locale in ["zh", "zh_CN.UTF-8", "zh_TW", "zh-Hans", "zh_HK.Big5"] {
            assert_eq!(of(&[("LANG", locale)]), Language::Chinese, "{locale}");
        }
        for locale in ["en_GB.UTF-8", "C", "C.UTF-8", "POSIX", "de_DE", "zhuang"] {
            assert_eq!(of(&[("LANG", locale)]), Language::English, "{locale}");
        }
        assert_eq!(of(&[]), Language::English);
        assert_eq!(of(&[("LC_ALL", "C"), ("LANG", "zh_CN")]), Language::English);
        assert_eq!(
            of(&[("LC_ALL", ""), ("LC_MESSAGES", "zh_CN"), ("LANG", "C")]),
            Language::Chinese
        );
        assert_eq!(of(&[("SEARCH_LANG", "en"), ("LC_ALL", "zh_CN")]), Language::English);
    }

    #[test]
    fn what_is_asked_is_found_wherever_it_stands() {
        let asked = |arguments: &[&str]| {
            let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
            super::asked(&arguments)
        };
        assert_eq!(asked(&["--lang", "zh", "数据"]), Some(Language::Chinese));
        assert_eq!(asked(&["show", "3a", "--lang=zh"]), Some(Language::Chinese));
        assert_eq!(asked(&["--lang=zh", "--lang", "en"]), Some(Language::English));
        for none in
            [&["--language=zh"][..], &["--lang"], &["--lang", "de"], &["--", "--lang", "zh"], &[]]
        {
            assert_eq!(asked(none), None, "{none:?}");
        }
    }

    #[test]
    fn only_flags_of_a_language_that_is_known_are_taken_out() {
        for (arguments, left) in [
            (&["--lang", "zh", "stats"][..], &["stats"][..]),
            (&["stats", "--lang=en", "--skipped"], &["stats", "--skipped"]),
            (&["--lang", "de", "stats"], &["--lang", "de", "stats"]),
            (&["--", "--lang", "zh"], &["--", "--lang", "zh"]),
            (&["a", "--lang"], &["a", "--lang"]),
        ] {
            assert_eq!(without(arguments.iter().map(OsString::from)), left, "{arguments:?}");
        }
    }
}
