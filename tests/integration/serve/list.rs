//! The page of a search: every control keeps what the others have set, what is found is told as the
//! engine tells it, and nothing that a document or a query says becomes a part of the page.

use std::collections::BTreeSet;

use scraper::{ElementRef, Html, Selector};

use super::client::{Answer, encoded, with};
use super::running::Served;
use crate::workspace::Workspace;

fn page_of(answer: &Answer) -> Html {
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    Html::parse_document(&answer.text())
}

fn page(served: &Served, path: &str) -> Html {
    let answer = served.get(path);
    assert_eq!(answer.status, 200, "{path}");
    page_of(&answer)
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    let text = |element: &ElementRef<'_>| element.text().collect::<String>().trim().to_string();
    all(page, selector).iter().map(text).collect()
}

fn hrefs(page: &Html, selector: &str) -> Vec<String> {
    let links = all(page, selector).into_iter().filter_map(|link| link.attr("href"));
    links.map(str::to_string).collect()
}

/// The parameters of an address, decoded.
fn parameters(address: &str) -> BTreeSet<(String, String)> {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let query = query.split('#').next().unwrap_or_default();
    let decoded = |text: &str| {
        let mut bytes = Vec::new();
        let mut rest = text.as_bytes();
        while let Some((first, others)) = rest.split_first() {
            rest = others;
            match first {
                b'+' => bytes.push(b' '),
                b'%' => {
                    let digits = std::str::from_utf8(&rest[..2]).unwrap();
                    bytes.push(u8::from_str_radix(digits, 16).unwrap());
                    rest = &rest[2..];
                }
                other => bytes.push(*other),
            }
        }
        String::from_utf8(bytes).unwrap()
    };
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (decoded(name), decoded(value))).collect()
}

/// What of `asked` an address has lost, by name.
fn lost(asked: &BTreeSet<(String, String)>, address: &str) -> BTreeSet<String> {
    let kept = parameters(address);
    asked.difference(&kept).map(|(name, _)| name.clone()).collect()
}

#[test]
fn every_link_of_the_list_keeps_what_the_other_controls_have_set() {
    let served = Served::sample();
    let path = with(
        "/",
        &[
            ("q", "运贸产 OR 安全"),
            ("from", "2015"),
            ("to", "2026"),
            ("level", "市级"),
            ("level", "county"),
            ("level", "ministry"),
            ("kind", "通知"),
            ("kind", "意见"),
            ("kind", "方案"),
            ("no-expand", "1"),
            ("sort", "newest"),
            ("limit", "2"),
            ("lang", "en"),
            ("now", "2026-01-20"),
        ],
    );
    let list = page(served, &path);
    let asked = parameters(&path);
    assert_eq!(texts(&list, ".hits h3").len(), 2);
    let names = |names: &[&str]| names.iter().map(|name| name.to_string()).collect::<BTreeSet<_>>();
    // The links of a control, and the parameters that it may change.
    let controls: [(&str, &[&str]); 9] = [
        ("nav.choices a[href*='sort=oldest']", &["sort"]),
        ("nav.choices a[href*='limit=50']", &["limit"]),
        (".below a[href*='limit=100']", &["limit"]),
        (".pager a", &[]),
        (".facet a[href]", &["from", "to", "level", "kind"]),
        (".chips li:not(.opener) a", &["from", "to", "level", "kind", "no-expand"]),
        (".hits h3 a", &[]),
        (".hits a[href*='/preview/']", &[]),
        ("a[href*='/export.']", &["limit"]),
    ];
    for (selector, may_change) in controls {
        let links = hrefs(&list, selector);
        assert!(!links.is_empty(), "{selector}");
        for link in links {
            let lost = lost(&asked, &link);
            assert!(lost.is_subset(&names(may_change)), "{selector}: {link} loses {lost:?}");
            // A facet changes one thing at a time.
            let is_whole = lost.len() <= 1 || lost == names(&["from", "to"]);
            assert!(
                is_whole || link.contains("/?q=") && selector.starts_with(".chips"),
                "{link}: {lost:?}"
            );
        }
    }
    // The box sends what limits the search, too.
    let sent: BTreeSet<(String, String)> = all(&list, ".box input[type=hidden]")
        .iter()
        .map(|input| (input.attr("name").unwrap().into(), input.attr("value").unwrap().into()))
        .collect();
    let unsent: BTreeSet<_> = asked.difference(&sent).map(|(name, _)| name.as_str()).collect();
    assert_eq!(unsent, BTreeSet::from(["now", "q"]));
}

#[test]
fn links_lead_to_as_many_hits_as_their_facet_counts() {
    let served = Served::sample();
    let path = with("/", &[("q", "安全"), ("level", "county"), ("now", "2026-01-20")]);
    let list = page(served, &path);
    let mut followed = 0;
    for row in all(&list, ".facet li a:not([aria-current])") {
        let count = row.select(&Selector::parse("b").unwrap()).next();
        let Some(count) = count.map(|count| count.text().collect::<String>()) else { continue };
        let address = row.attr("href").unwrap();
        if !address.contains("level=county&") && address.matches("level=").count() < 2 {
            continue;
        }
        let found = page(served, &encoded_address(address));
        let total = texts(&found, "h1")[0].clone();
        let others = if address.matches("level=").count() == 2 { own_count(&list) } else { 0 };
        let expected = count.parse::<usize>().unwrap() + others;
        assert!(
            total.starts_with(&format!("{expected} 件")),
            "{address}: {total}, {count} + {others}"
        );
        followed += 1;
    }
    assert!(followed > 3, "{followed}");
}

/// How many hits the chosen level has.
fn own_count(list: &Html) -> usize {
    texts(list, ".facet li a[aria-current] b")[0].parse().unwrap()
}

/// An address of a page as a browser sends it.
fn encoded_address(address: &str) -> String {
    let escape = |c: char| if c.is_ascii() { c.to_string() } else { encoded(&c.to_string()) };
    address.chars().map(escape).collect()
}

#[test]
fn the_list_says_what_the_answer_has_rung_by_rung() {
    let served = Served::sample();
    let query = [("q", "安全生产"), ("now", "2026-01-20")];
    let list = page(served, &with("/", &query));
    let answer = served.get(&with("/api/v1/search", &[query[0], query[1], ("limit", "20")])).json();
    let titles: Vec<&str> = answer["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| hit["title"].as_str().unwrap())
        .collect();
    assert_eq!(texts(&list, ".hits h3"), titles);
    let total = answer["total"].as_u64().unwrap();
    assert_eq!(texts(&list, "h1")[0], format!("{total} 件 第 1–{} 件", titles.len()));
    let rungs: Vec<String> = answer["rungs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rung| format!("{} 件", rung["hits"]))
        .collect();
    for (band, count) in texts(&list, ".rung").iter().zip(&rungs) {
        assert!(band.contains(count.as_str()), "{band}: {count}");
    }
    assert_eq!(texts(&list, ".rung").len(), rungs.len());
    let marked = texts(&list, ".snippet mark");
    assert!(marked.iter().filter(|mark| *mark == "安全生产").count() >= 10, "{marked:?}");
}

#[test]
fn what_the_box_sends_becomes_the_address_of_the_search_that_is_meant() {
    let served = Served::sample();
    for (sent, meant) in [
        ("/?q=a&scope=title&within=&level=", "/?q=a&title-only=1"),
        ("/?q=a&scope=exact", "/?q=%22a%22"),
        ("/?q=%22a%22&scope=words", "/?q=a"),
        ("/?q=a&within=b&sort=newest&offset=20", "/?q=a+b&sort=newest"),
        ("/?q=a+OR+b&within=c", "/?q=%28a+OR+b%29+c"),
    ] {
        let answer = served.get(sent);
        assert_eq!((answer.status, answer.header("location")), (303, Some(meant)), "{sent}");
    }
    for same in ["/?q=%E5%AE%89%E5%85%A8&scope=&within=", "/?q=%E5%AE%89%E5%85%A8&scope=words"] {
        assert_eq!(served.get(same).status, 200, "{same}");
    }
}

#[test]
fn the_first_page_leads_to_lists_that_have_something() {
    let served = Served::sample();
    let first = page(served, "/");
    let focused = all(&first, "input[autofocus]");
    assert_eq!(focused[0].attr("name"), Some("q"));
    let examples = hrefs(&first, ".examples a");
    assert_eq!(examples.len(), 3);
    for address in examples.iter().chain(&hrefs(&first, ".levels a, .ruled a[href*='sort=added']"))
    {
        let list = page(served, &encoded_address(address));
        assert!(!texts(&list, ".hits h3, .entries li").is_empty(), "{address}");
    }
    assert_eq!(texts(&first, ".entries li").len(), 10);
    for (path, words) in [("/?lang=en", "Recently added"), ("/?lang=zh", "最近入库")] {
        assert!(served.get(path).text().contains(words), "{path}");
    }
}

#[test]
fn nothing_found_is_explained_with_links_that_find_something() {
    let served = Served::sample();
    let path = with(
        "/",
        &[("q", "运茂产一体化 枢纽"), ("from", "2030"), ("level", "县级"), ("strict", "1")],
    );
    let empty = page(served, &path);
    assert!(texts(&empty, "h1")[0].contains("运茂产一体化"), "{:?}", texts(&empty, "h1"));
    assert_eq!(texts(&empty, ".counts tbody th").len(), 4 + 3, "{:?}", texts(&empty, ".counts th"));
    let links = hrefs(&empty, "main .entries a, main .counts a, main .notice a");
    assert!(!links.is_empty());
    for address in links {
        let list = page(served, &encoded_address(&address));
        assert!(!texts(&list, ".hits h3").is_empty(), "{address}");
    }
}

#[test]
fn a_wrong_query_is_shown_with_its_fault_and_links_that_can_be_read() {
    let served = Served::sample();
    let answer = served.get(&with("/", &[("q", "安全 标题:"), ("level", "县级")]));
    assert_eq!(answer.status, 400);
    let failure = page_of(&answer);
    assert_eq!(texts(&failure, "[role=alert] mark.bad"), ["标题:"]);
    assert_eq!(all(&failure, "#q")[0].attr("value"), Some("安全 标题:"));
    let links = hrefs(&failure, ".entries a[href*='q=']");
    assert!(!links.is_empty());
    for address in links {
        assert!(address.contains("level=县级"), "{address}");
        assert_eq!(served.get(&encoded_address(&address)).status, 200, "{address}");
    }
}

#[test]
fn no_word_of_a_document_or_a_query_becomes_a_part_of_the_page() {
    let workspace = Workspace::new();
    let attack = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>";
    let body = format!(
        "标题：关于{attack}渡口的通知\u{202E}\n发文机关：<b>甲县</b>人民政府\n文号：甲政发〔2025〕<i>1</i>号\n\
         网址：javascript:alert(3)\n\n渡口由村看护。{attack}\u{2066}\u{9b}\n"
    );
    workspace.write("<script>alert(4)<script>.txt", &body);
    workspace.write("二.md", "---\ntitle: 渡口二\nurl: JavaScript:alert(5)\n---\n渡口由村看护。\n");
    workspace.index();
    let served = Served::of(workspace);
    let hostile = format!("渡口 OR {attack}\u{202E}");
    for path in [
        "/".to_string(),
        with("/", &[("q", "渡口")]),
        with("/", &[("q", &hostile)]),
        with("/", &[("q", "\u{202E}没有的字<svg onload=alert(6)>"), ("issuer", attack)]),
        with("/", &[("q", "标题:"), ("region", attack)]),
        format!("/?{}=1", encoded(attack)),
        "/stats".to_string(),
        "/help".to_string(),
        "/api".to_string(),
    ] {
        let answer = served.get(&path);
        let (text, page) = (answer.text(), page_of(&answer));
        assert!(texts(&page, "h1").len() == 1, "{path}");
        assert!(
            all(&page, "script:not([src]), img, main svg a, iframe, main b[onerror]").is_empty(),
            "{path}"
        );
        assert_eq!(all(&page, "script").len(), 1, "{path}");
        let is_ours = |href: &String| href.starts_with('/') || href.starts_with('#');
        let foreign: Vec<String> =
            hrefs(&page, "a").into_iter().filter(|href| !is_ours(href)).collect();
        assert!(foreign.is_empty(), "{path}: {foreign:?}");
        let is_control = |c: char| {
            c.is_control() && c != '\n'
                || ('\u{202A}'..='\u{202E}').contains(&c)
                || ('\u{2066}'..='\u{2069}').contains(&c)
        };
        assert!(!text.contains(is_control), "{path}");
        for element in all(&page, "*") {
            let is_handler = element.value().attrs().any(|(name, _)| name.starts_with("on"));
            assert!(!is_handler, "{path}: {}", element.html());
        }
    }
}

#[test]
fn pages_are_light() {
    let served = Served::sample();
    for (path, most) in
        [("/?q=安全生产", 51_200), ("/", 51_200), ("/?sort=newest&limit=100", 163_840)]
    {
        let answer = served.get(&encoded_address(path));
        let page = page_of(&answer);
        let assets = hrefs(&page, "link[rel=stylesheet], link[rel=icon]").into_iter();
        let scripts = all(&page, "script").into_iter().filter_map(|one| one.attr("src"));
        let assets: Vec<String> = assets.chain(scripts.map(str::to_string)).collect();
        let size: usize = assets.iter().map(|asset| served.get(asset).body.len()).sum();
        assert_eq!(assets.len(), 3, "{path}");
        assert!(answer.body.len() + size <= most, "{path}: {} and {size}", answer.body.len());
    }
}

#[test]
fn both_languages_have_all_pages_and_neither_the_words_of_the_other() {
    let served = Served::sample();
    let is_han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    for path in
        ["/?q=zzzzzz&level=county", "/stats", "/help", "/api", "/?q=ab&limit=x", "/?sort=newest"]
    {
        let mark = if path.contains('?') { "&" } else { "?" };
        let said = |language: &str| {
            let answer = served.get(&format!("{path}{mark}lang={language}"));
            let page = page_of(&answer);
            let labels = texts(
                &page,
                "h1, h2, .label, .links a:not([lang]), thead th, .scope label, button, summary",
            );
            (all(&page, "html")[0].attr("lang").map(str::to_string), labels.concat())
        };
        let (english, chinese) = (said("en"), said("zh"));
        assert_eq!(
            (english.0.as_deref(), chinese.0.as_deref()),
            (Some("en"), Some("zh-Hans")),
            "{path}"
        );
        assert!(!english.1.contains(is_han), "{path}: {}", english.1);
        assert!(chinese.1.contains(is_han), "{path}: {}", chinese.1);
    }
}
