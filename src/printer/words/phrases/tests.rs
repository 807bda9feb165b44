//! The table holds what it promises.

use std::collections::BTreeSet;

use super::*;

/// A phrase as it is written in the table: its name, its arguments, its English, its Chinese.
type Entry = (&'static str, &'static [&'static str], &'static str, &'static str);

fn all() -> impl Iterator<Item = &'static Entry> {
    [
        answer::TABLE,
        facts::TABLE,
        run::TABLE,
        file::TABLE,
        check::TABLE,
        commands::TABLE,
        exported::TABLE,
        measured::TABLE,
        #[cfg(feature = "serve")]
        document_page::TABLE,
        #[cfg(feature = "serve")]
        page::TABLE,
        #[cfg(feature = "serve")]
        list::TABLE,
    ]
    .into_iter()
    .flatten()
}

/// The names between braces.
fn placeholders(text: &str) -> BTreeSet<&str> {
    let pieces = text.split('{').skip(1);
    pieces.map(|piece| piece.split([':', '}']).next().unwrap()).collect()
}

/// The text outside of braces.
fn outside(text: &str) -> String {
    let mut pieces = text.split('{');
    let first = pieces.next().unwrap().to_string();
    pieces.fold(first, |text, piece| text + piece.split_once('}').unwrap().1)
}

#[test]
fn both_languages_say_all_arguments() {
    for (name, arguments, english, chinese) in all() {
        let arguments: BTreeSet<&str> = arguments.iter().copied().collect();
        assert_eq!(placeholders(english), arguments, "{name}");
        assert_eq!(placeholders(chinese), arguments, "{name}");
    }
}

#[test]
fn neither_language_lacks_a_phrase_or_takes_the_others() {
    let is_han = |c: char| ('\u{3400}'..='\u{9FFF}').contains(&c);
    for (name, _, english, chinese) in all() {
        assert!(!english.is_empty() && !chinese.is_empty(), "{name}");
        assert!(!outside(english).contains(is_han), "{name}: {english}");
        assert_ne!(english, chinese, "{name}");
        let is_of_marks = !outside(chinese).contains(char::is_alphabetic);
        assert!(outside(chinese).contains(is_han) || is_of_marks, "{name}: {chinese}");
    }
}

#[test]
fn only_english_has_plurals() {
    for (name, _, english, chinese) in all() {
        assert!(!chinese.contains(":#}"), "{name}: {chinese}");
        assert!(!english.contains("(s)"), "{name}: {english}");
    }
}
