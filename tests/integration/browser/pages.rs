//! What holds of every page, in both themes and at every width.

use std::process::Command;

use super::driver::{Browser, Setup, tool};
use super::server::Served;
use crate::workspace::Workspace;

/// Every sort of page.
const PAGES: [&str; 9] = [
    "/",
    "/like",
    "/?q=%E8%BF%90%E8%B4%B8%E4%BA%A7%E4%B8%80%E4%BD%93%E5%8C%96&level=county",
    "/?q=%E8%BF%90%E8%8C%82%E4%BA%A7&from=2025&strict=1",
    "/n/%E9%9D%92%E5%BA%9C%E5%8F%91%5B2025%5D28%E5%8F%B7?q=%E8%BF%90%E8%B4%B8%E4%BA%A7",
    "/help",
    "/stats",
    "/api",
    "/?q=%28&level=county",
];

/// The widths of a phone, a tablet and a desk, in pixels.
const WIDTHS: [u32; 3] = [320, 768, 1280];

fn on_every_page(browser: &Browser, root: &str, mut check: impl FnMut(&str)) {
    for page in PAGES {
        browser.go(&format!("{root}{page}"));
        check(page);
    }
}

#[test]
#[ignore = "needs chromium and node"]
fn axe_finds_nothing_wrong_in_either_theme_or_language() {
    let workspace = Workspace::with_sample();
    let served = Served::of(&workspace);
    let mut wrong = Vec::new();
    for (is_dark, language, width) in
        [(false, "zh-CN", 1280), (true, "zh-CN", 320), (false, "en-GB", 768)]
    {
        let browser = Browser::open(Setup { is_dark, language, width, ..Setup::default() });
        on_every_page(&browser, &served.root, |page| {
            let theme = browser.value("matchMedia('(prefers-color-scheme: dark)').matches");
            assert_eq!(theme, is_dark, "the theme of the browser");
            let found = browser.violations().into_iter();
            wrong.extend(
                found.map(|violation| format!("{page} dark={is_dark} {language}: {violation}")),
            );
        });
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
#[ignore = "needs chromium"]
fn no_page_scrolls_sideways_and_none_asks_elsewhere() {
    let workspace = Workspace::with_sample();
    let served = Served::of(&workspace);
    for width in WIDTHS {
        for language in ["zh-CN", "en-GB"] {
            let browser = Browser::open(Setup { width, language, ..Setup::default() });
            on_every_page(&browser, &served.root, |page| {
                assert!(!browser.scrolls_sideways(), "{page} at {width}, {language}");
                let asked =
                    browser.value("performance.getEntriesByType('resource').map(one => one.name)");
                let asked: Vec<String> = serde_json::from_value(asked).unwrap();
                assert!(asked.len() <= 3, "{page}: {asked:?}");
                assert!(asked.iter().all(|one| one.starts_with(&served.root)), "{page}: {asked:?}");
            });
        }
    }
}

#[test]
#[ignore = "needs chromium and node"]
fn every_page_is_valid_html() {
    let workspace = Workspace::with_sample();
    let served = Served::of(&workspace);
    let folder = tempfile::tempdir().unwrap();
    for (at, page) in PAGES.iter().enumerate() {
        for language in ["zh", "en"] {
            let html = served.sent(page, language);
            assert!(html.starts_with("<!DOCTYPE html>"), "{page}");
            std::fs::write(folder.path().join(format!("{at}-{language}.html")), html).unwrap();
        }
    }
    // The case of the doctype and of tags is a matter of taste, and so is a text without a break.
    let rules = r#"{"extends": ["html-validate:recommended"], "rules": {"long-title": "off", "no-inline-style": "error"}}"#;
    std::fs::write(folder.path().join(".htmlvalidate.json"), rules).unwrap();
    let validator = tool("html-validate/bin/html-validate.mjs");
    let checked = Command::new("node")
        .arg(validator)
        .args(["--ext", "html", "."])
        .current_dir(folder.path())
        .output()
        .expect("node on PATH");
    let told = String::from_utf8_lossy(&checked.stdout);
    assert!(checked.status.success(), "{told}{}", String::from_utf8_lossy(&checked.stderr));
}
