//! Lists that are downloaded: the files that the command writes, sent while they are made.

use super::client::with;
use super::running::Served;

/// The forms, and the end of the name of a file that the command writes in each.
const FORMS: [&str; 4] = ["csv", "jsonl", "bib", "ris"];

/// The day all of this happens on.
const NOW: (&str, &str) = ("now", "2026-01-20");

#[test]
fn a_list_is_the_file_that_the_command_writes() {
    let served = Served::sample();
    for (query, filters) in [
        ("通知", &[("level", "county")][..]),
        ("运贸产一体化", &[("sort", "newest")]),
        ("安全生产", &[("from", "2020"), ("issuer", "国务院")]),
    ] {
        for form in FORMS {
            let asked = [&[("q", query), NOW, ("lang", "zh")], filters].concat();
            let sent = served.get(&with(&format!("/export.{form}"), &asked));
            assert_eq!(sent.status, 200, "{query} {form}");
            let file = format!("{query}.{form}");
            let flags =
                filters.iter().flat_map(|(name, value)| [format!("--{name}"), value.to_string()]);
            let flags: Vec<String> = flags.collect();
            let mut args = vec![query, "--now", "2026-01-20", "--lang", "zh", "-o", &file];
            args.extend(flags.iter().map(String::as_str));
            served.workspace.command(&args);
            let written = std::fs::read(served.workspace.path(&file)).unwrap_or_default();
            assert_eq!(sent.text(), String::from_utf8(written).unwrap(), "{query} {form}");
        }
    }
}

#[test]
fn a_list_has_all_hits_and_is_named_by_its_query_and_day() {
    let served = Served::sample();
    let all = served.get(&with("/api/v1/search", &[("limit", "1"), NOW])).json();
    let sent = served.get(&with("/export.jsonl", &[NOW]));
    assert_eq!(sent.text().lines().count() as u64, all["total"].as_u64().unwrap());
    let named = served.get(&with("/export.xlsx", &[("q", "运贸产"), ("lang", "zh"), NOW]));
    assert!(named.body.starts_with(b"PK"), "a workbook is a ZIP");
    let name = named.header("content-disposition").unwrap();
    assert!(name.starts_with("attachment; filename=\"search-"), "{name}");
    assert!(name.ends_with("-%E8%BF%90%E8%B4%B8%E4%BA%A7-2026-01-20.xlsx"), "{name}");
}

#[test]
fn a_list_is_whole_and_has_no_pages() {
    let served = Served::sample();
    for parameter in ["limit", "offset", "facets"] {
        let refused = served.get(&with("/export.csv", &[(parameter, "1")]));
        assert_eq!(refused.status, 400, "{parameter}");
        assert_eq!(refused.json()["parameter"], parameter);
    }
    let malformed = served.get(&with("/export.csv", &[("q", "(")]));
    assert_eq!((malformed.status, malformed.header("content-disposition")), (400, None));
}

#[test]
fn a_browser_is_told_what_it_may_search_with() {
    let served = Served::sample();
    let described = served.get("/opensearch.xml");
    let root = format!("http://{}", served.address);
    assert!(described.text().contains(&format!("template=\"{root}/?q={{searchTerms}}\"")));
    assert!(described.text().starts_with("<?xml"));
    let offered = served.get(&with("/suggest", &[("q", "青府發[2025]")])).json();
    assert_eq!(offered[0], "青府發[2025]");
    let texts = offered[1].as_array().unwrap();
    assert!(texts.contains(&"青府发〔2025〕28号".into()), "{texts:?}");
    assert_eq!(texts.len(), offered[3].as_array().unwrap().len());
    let nothing = served.get("/suggest").json();
    assert_eq!(nothing[1], serde_json::json!([]));
}
