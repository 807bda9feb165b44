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
