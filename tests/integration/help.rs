//! Help and the manual as they are printed, at three widths in both languages.
//!
//! `tests/golden/help` has them; `UPDATE_GOLDEN=1 cargo test help` writes them anew, to be read by eye.

use std::fs;

use unicode_width::UnicodeWidthStr;

use crate::workspace::{Workspace, repository, stdout};

/// Each page, by the name of its file, with the arguments that ask for it.
const PAGES: [(&str, &[&str]); 7] = [
    ("search-short", &["-h"]),
    ("search", &["--help"]),
    ("index", &["index", "--help"]),
    ("show", &["show", "--help"]),
    ("extract", &["extract", "-h"]),
    ("bench", &["bench", "--help"]),
    ("check", &["help", "check"]),
];

const WIDTHS: [usize; 3] = [60, 80, 120];

fn printed(workspace: &Workspace, language: &str, columns: usize, page: &[&str]) -> String {
    let mut command = workspace.prepare(&[&["--lang", language], page].concat());
    let output = command.env("COLUMNS", columns.to_string()).output().unwrap();
    assert!(output.status.success(), "{page:?}");
    stdout(&output)
}

/// Holds `text` to the file of this name.
fn hold(name: &str, text: &str) {
    let file = repository().join("tests/golden/help").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&file, text).unwrap();
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == text, "{name}: moved (UPDATE_GOLDEN=1 keeps it)\n{text}");
}

#[test]
fn help_is_as_it_was_read_by_eye_and_no_line_is_too_wide() {
    let workspace = Workspace::new();
    for (name, page) in PAGES {
        for language in ["en", "zh"] {
            for columns in WIDTHS {
                let text = printed(&workspace, language, columns, page);
                // What is kept as it is may be wider: an example of a file, and how a command is written.
                let is_kept = |line: &&str| line.contains("  #") || line.contains("search ");
                let wide = text.lines().find(|line| line.width() > columns && !is_kept(line));
                assert_eq!(wide, None, "{name} {language} {columns}");
                assert!(!text.contains("|---"), "{name}");
                hold(&format!("{name}.{language}.{columns}.txt"), &text);
            }
        }
    }
}

#[test]
fn the_manual_is_as_it_was_read_by_eye() {
    let workspace = Workspace::new();
    for language in ["en", "zh"] {
        let page = printed(&workspace, language, 80, &["man"]);
        assert!(page.starts_with(".TH SEARCH 1 ") && !page.contains("|---"));
        hold(&format!("search.{language}.1"), &page);
    }
}

#[test]
fn chinese_help_has_no_english_sentence() {
    let workspace = Workspace::new();
    let pages = [
        &["--help"][..],
        &["index", "--help"],
        &["show", "--help"],
        &["extract", "--help"],
        &["stats", "--help"],
        &["check", "--help"],
        &["eval", "--help"],
        &["bench", "--help"],
        &["completions", "--help"],
        &["man"],
    ];
    for page in pages {
        let text = printed(&workspace, "zh", 120, page);
        for word in [" the ", " of ", " is ", " and ", "Usage", "Options", "default:", "Print"] {
            let mut lines =
                text.lines().filter(|line| !line.contains('#') && !line.starts_with('.'));
            let english = lines.find(|line| line.contains(word));
            assert_eq!(english, None, "{page:?} {word}");
        }
    }
}
