//! What a file's name says of its document: weak hints, after all that the file says.
//!
//! A name that is not Chinese words (`content_5354222`, a hash) says nothing.

use std::path::Path;

use super::repair;
use crate::extract::{Hint, HintField, HintSource};
use crate::text::pattern::Pattern;

/// A date, or a code of another collection, in brackets at the end.
static TAIL: Pattern =
    Pattern::new(r"^(.*?)\s*[(（]\s*(?:(\d{4}[-.年]\d{1,2}[-.月]\d{1,2}日?)|FBM-[\w.]+)\s*[)）]$");

/// The title, and the date in brackets after it, in the name of the file at `path`.
pub(super) fn hints(path: &Path) -> Vec<Hint> {
    let Some(stem) = path.file_stem().map(super::super::name::shown) else {
        return Vec::new();
    };
    let stem = repair::name(stem);
    let (title, date) = parts(stem.trim());
    let hint = |field, value: &str| Hint { field, value: value.into(), from: HintSource::FileName };
    let title = (count_han(title) >= 2).then(|| hint(HintField::Title, title));
    title.into_iter().chain(date.map(|date| hint(HintField::Written, date))).collect()
}

fn parts(stem: &str) -> (&str, Option<&str>) {
    let Some(found) = TAIL.captures(stem) else {
        return (stem, None);
    };
    let title = found.get(1).map_or(stem, |group| group.as_str());
    (title, found.get(2).map(|group| group.as_str()))
}

fn count_han(text: &str) -> usize {
    text.chars().filter(|c| ('\u{3400}'..='\u{9FFF}').contains(c)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Vec<(HintField, String)> {
        hints(Path::new(name)).into_iter().map(|hint| (hint.field, hint.value)).collect()
    }

    #[test]
    fn a_title_and_its_date() {
        let title = (HintField::Title, "节约用水条例".to_string());
        let date = (HintField::Written, "2020-12-25".to_string());
        assert_eq!(of("x/节约用水条例(2020-12-25).md"), [title.clone(), date.clone()]);
        assert_eq!(of("节约用水条例（2020-12-25）.txt"), [title.clone(), date]);
        assert_eq!(of("节约用水条例(FBM-CLI.12.748997).txt"), [title]);
        assert_eq!(of("刑法修正案（七）.md"), [(HintField::Title, "刑法修正案（七）".to_string())]);
    }

    #[test]
    fn a_name_without_words_says_nothing() {
        assert_eq!(of("content_5354222.htm"), []);
        assert_eq!(of("0b50b476d21c.html"), []);
    }
}
