//! What a person does, step by step.

use super::driver::{Browser, Setup};
use super::server::Served;
use crate::workspace::Workspace;

/// The key Enter, as drivers write it.
const ENTER: &str = "\u{e007}";

/// Both ways that a browser may be.
fn with_and_without_scripts(test: impl Fn(&Browser, &str)) {
    let workspace = Workspace::with_sample();
    let served = Served::of(&workspace);
    for has_scripts in [true, false] {
        let browser = Browser::open(Setup { has_scripts, ..Setup::default() });
        test(&browser, &served.root);
    }
}

/// The parameters of the address that is shown.
fn parameters(browser: &Browser) -> Vec<(String, String)> {
    let url = browser.url();
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let query = query.split('#').next().unwrap_or_default();
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

fn has(browser: &Browser, name: &str, value: &str) -> bool {
    parameters(browser).contains(&(name.to_string(), value.to_string()))
}

/// The titles of the hits that are listed.
fn titles(browser: &Browser) -> Vec<String> {
    browser.texts("ol h3")
}

/// How many announcements the head of the list says there are.
fn total(browser: &Browser) -> usize {
    let digits = |text: String| text.chars().take_while(char::is_ascii_digit).collect::<String>();
    digits(browser.text("h1")).parse().expect("a number at the head of the list")
}

fn search(browser: &Browser, root: &str, query: &str) {
    browser.go(&format!("{root}/"));
    browser.keys("#q", query);
    browser.keys("#q", ENTER);
    browser.wait("a list", |browser| browser.url().contains("q="));
}

#[test]
#[ignore = "needs chromium"]
fn a_search_is_narrowed_sorted_paged_and_widened_and_back_is_where_it_was() {
    with_and_without_scripts(|browser, root| {
        search(browser, root, "通知");
        let all = total(browser);
        browser.click_link("最新");
        browser.click(".facet a[href*='from=2025']");
        assert!(total(browser) < all && total(browser) > 0);
        assert!(has(browser, "from", "2025") && has(browser, "to", "2025"));
        assert!(has(browser, "sort", "newest"), "{}", browser.url());
        browser.click_link("10");
        assert!(has(browser, "limit", "10") && has(browser, "from", "2025"), "{}", browser.url());
        browser.click(".chips a[aria-label*='2025']");
        assert_eq!(total(browser), all);
        assert!(has(browser, "sort", "newest") && has(browser, "limit", "10"));
        let first = titles(browser);
        browser.click_link("下一页");
        assert!(has(browser, "offset", "10"));
        let second = titles(browser);
        assert!(!second.is_empty() && second.iter().all(|title| !first.contains(title)));
        browser.click("ol h3 a");
        browser.back();
        assert_eq!(titles(browser), second);
        browser.back();
        assert_eq!(titles(browser), first);
    });
}

#[test]
#[ignore = "needs chromium"]
fn a_hit_opens_with_its_words_marked_and_the_next_one_a_click_away() {
    with_and_without_scripts(|browser, root| {
        search(browser, root, "运贸产一体化");
        browser.click("ol h3 a");
        assert!(browser.count("article mark") > 1, "{}", browser.url());
        browser.click(".marks-bar a:last-of-type");
        let at = browser.url();
        assert!(at.contains("#m"), "{at}");
        browser.reload();
        assert_eq!(browser.url(), at);
        let text = browser.text("article");
        let other = Browser::open(Setup::default());
        other.go(&at);
        assert_eq!(other.text("article"), text);
    });
}

#[test]
#[ignore = "needs chromium"]
fn nothing_found_says_why_and_one_click_leads_out() {
    with_and_without_scripts(|browser, root| {
        search(browser, root, "运茂产一体化");
        assert!(browser.count("ol h3") == 0 || browser.text("main").contains("运贸产一体化"));
        browser.click_link("运贸产一体化");
        assert!(total(browser) > 0);
        assert!(titles(browser)[0].contains("运贸产一体化"));
    });
}

#[test]
#[ignore = "needs chromium"]
fn words_are_looked_for_in_titles_exactly_or_within_what_was_found() {
    with_and_without_scripts(|browser, root| {
        search(browser, root, "运贸产");
        let all = total(browser);
        browser.click("input[value=title]");
        browser.click(".box button");
        browser.wait("titles only", |browser| has(browser, "title-only", "1"));
        assert!(total(browser) < all);
        browser.click("input[value=exact]");
        browser.click(".box button");
        browser.wait("a phrase", |browser| has(browser, "q", "\"运贸产\""));
        browser.click("input[value=words]");
        browser.click(".box button");
        browser.wait("words", |browser| has(browser, "q", "运贸产"));
        browser.keys("[name=within]", "口岸");
        browser.keys("[name=within]", ENTER);
        browser.wait("both", |browser| browser.url().contains("%E5%8F%A3%E5%B2%B8"));
        assert!(total(browser) > 0 && total(browser) < all);
    });
}

#[test]
#[ignore = "needs chromium"]
fn every_way_to_write_a_query_lists_the_same() {
    let workspace = Workspace::with_sample();
    let served = Served::of(&workspace);
    let browser = Browser::open(Setup::default());
    let listed = |query: &str| {
        search(&browser, &served.root, query);
        titles(&browser)
    };
    let plain = listed("运贸产一体化");
    assert!(!plain.is_empty());
    for query in ["運貿產一體化", "運(yùn)貿(mào)產(chǎn)一體化", "运 贸 产 一 体 化"]
    {
        assert_eq!(listed(query), plain, "{query}");
    }
}

#[test]
#[ignore = "needs chromium"]
fn enter_that_ends_a_composition_of_pinyin_searches_nothing() {
    let workspace = Workspace::with_sample();
    let served = Served::of(&workspace);
    let browser = Browser::open(Setup::default());
    browser.go(&format!("{}/", served.root));
    let before = browser.url();
    browser.run(
        "const q = document.getElementById('q'); q.focus();
         const fire = (type, what) => q.dispatchEvent(what);
         window.asked = 0; const real = window.fetch;
         window.fetch = (...what) => (window.asked++, real(...what));
         fire('compositionstart', new CompositionEvent('compositionstart', {bubbles: true}));
         q.value = 'yunmaochan';
         fire('input', new InputEvent('input', {bubbles: true, isComposing: true}));
         fire('keydown', new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, keyCode: 229, bubbles: true, cancelable: true}));",
    );
    std::thread::sleep(std::time::Duration::from_millis(600));
    assert_eq!(browser.url(), before);
    assert_eq!(browser.value("window.asked"), 0, "nothing is asked while one composes");
    browser.run(
        "const q = document.getElementById('q'); q.value = '运贸产';
         q.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true, data: '运贸产'}));",
    );
    assert_eq!(browser.url(), before);
    browser.keys("#q", ENTER);
    browser.wait("a list", |browser| browser.url().contains("q="));
}

/// What a person does, and how often they click or press Enter for it.
#[test]
#[ignore = "needs chromium"]
fn the_four_errands_take_few_clicks() {
    with_and_without_scripts(|browser, root| {
        // Find by number: Enter, then a click.
        search(browser, root, "青府发〔2025〕28号");
        browser.click("ol h3 a");
        assert!(browser.text("h1").contains("青白江区运贸产一体化发展规划"));
        // Narrow by body and year, download the table: Enter, three clicks.
        search(browser, root, "通知");
        browser.click(".facet a[href*='issuer=']");
        browser.click(".facet a[href*='from=2025']");
        assert!(total(browser) > 0, "{}", browser.url());
        let table = browser.value("document.querySelector(\"a[href*='/export.csv']\").href");
        let table = table.as_str().unwrap();
        assert!(table.contains("from=2025") && table.contains("issuer="), "{table}");
        // Read an article and copy its citation: Enter, one click; the citation is on the page.
        search(browser, root, "青府发〔2025〕28号");
        browser.click(".hit-foot a[href*='#cite']");
        assert!(browser.text("#cite").contains("[EB/OL]"), "{}", browser.text("#cite"));
        // See who repealed it: Enter, one click.
        browser.go(&format!("{root}/?validity=repealed"));
        browser.click(".fate a");
        assert!(browser.url().contains("/doc/"));
    });
}
