//! The page of an announcement: its anchors and marks, what it is linked to, and that nothing in a
//! document becomes a part of the page.

use std::collections::HashSet;

use scraper::{ElementRef, Html, Selector};

use super::client::{encoded, request, with};
use super::running::Served;
use crate::workspace::{NOW, Workspace, stdout};

const LAW: &str = "渡口管理条例\n（2021年3月1日发布）\n第一章　总　则\n\
    第一条　为了保护过河的人，制定本条例。\n第二条　渡口由村看护。\n看护人每日巡查渡口。\n\
    第三条　渡船应当检验：\n（一）船体；\n（二）救生衣。\n第二章　渡船\n第四条　渡船不得超载。\n\
    第五条　夜间停渡。\n第六条　大风停渡。\n第七条　渡口设牌。\n第三章　附则\n第八条　本条例自公布之日起施行。\n";

fn served(files: &[(&str, &str)]) -> Served {
    let workspace = Workspace::new();
    files.iter().for_each(|(name, content)| workspace.write(name, content));
    workspace.index();
    Served::of(workspace)
}

/// The id of the one announcement whose title begins so.
fn id(served: &Served, title: &str) -> String {
    let found = served.workspace.everything().into_iter();
    let mut ids = found.filter(|hit| hit.announcement.title.starts_with(title)).map(|hit| hit.id);
    let id = ids.next().unwrap_or_else(|| panic!("{title} is not indexed"));
    assert!(ids.next().is_none(), "{title} is there twice");
    id.to_string()
}

fn page(served: &Served, path: &str) -> Html {
    let answer = served.get(path);
    assert_eq!(answer.status, 200, "{path}");
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
    Html::parse_document(&answer.text())
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    all(page, selector).iter().map(|element| element.text().collect()).collect()
}

/// The values of an attribute, in the order of the page.
fn values<'a>(page: &'a Html, name: &str) -> Vec<&'a str> {
    let selector = format!("[{name}]");
    all(page, &selector).into_iter().filter_map(|element| element.attr(name)).collect()
}

#[test]
fn paragraphs_articles_and_clauses_have_anchors_and_numbers_that_link_to_them() {
    let served = served(&[("渡口.txt", LAW)]);
    let page = page(&served, &format!("/doc/{}", id(&served, "渡口管理条例")));
    let paragraphs = values(&page, "id").into_iter().filter(|id| id.starts_with('p'));
    let expected: Vec<String> = (1..LAW.lines().count()).map(|n| format!("p{n}")).collect();
    assert_eq!(paragraphs.collect::<Vec<_>>(), expected);
    assert_eq!(texts(&page, "#p3")[0], "3第一条　为了保护过河的人，制定本条例。");
    let anchors = |selector: &str| -> Vec<String> {
        let ids = all(&page, selector).into_iter().filter_map(|one| one.attr("id"));
        ids.map(String::from).collect()
    };
    assert_eq!(anchors("article b")[..3], ["第一条", "第二条", "第三条"]);
    assert_eq!(anchors("article p > a"), ["第二条-1", "第二条-2"]);
    assert_eq!(texts(&page, "article h2"), ["2第一章 总 则", "9第二章 渡船", "14第三章 附则"]);
    assert_eq!(
        texts(&page, ".outline > ol > li > a"),
        ["第一章 总则", "第二章 渡船", "第三章 附则"]
    );
    assert_eq!(
        texts(&page, ".outline ol ol a"),
        ["第一条", "第二条", "第三条", "第四条至第七条", "第八条"]
    );
}

#[test]
fn every_id_is_there_once_and_every_link_leads_somewhere() {
    let served = Served::sample();
    for hit in served.workspace.everything() {
        let path = with(&format!("/doc/{}", hit.id), &[("q", "数据 安全")]);
        let page = page(served, &path);
        let ids = values(&page, "id");
        let known: HashSet<&str> = ids.iter().copied().collect();
        assert_eq!(known.len(), ids.len(), "{path}: an id is there twice");
        for address in values(&page, "href") {
            if let Some(anchor) = address.strip_prefix('#') {
                assert!(known.contains(anchor), "{path}: {address} leads nowhere");
            } else if address.starts_with("/doc/") || address.starts_with("/cite/") {
                assert_eq!(served.get(address).status, 200, "{path}: {address}");
            } else if !address.starts_with('/') {
                let is_web =
                    ["http://", "https://"].iter().any(|scheme| address.starts_with(scheme));
                assert!(is_web, "{path}: {address}");
            }
        }
    }
}

#[test]
fn a_page_is_little_heavier_than_its_text() {
    let served = Served::sample();
    for hit in served.workspace.everything() {
        let length = |path: String| served.get(&path).body.len();
        let text = length(format!("/doc/{}.txt", hit.id));
        let page = length(format!("/doc/{}", hit.id));
        assert!(page * 10 <= text * 16 + 200_000, "{}: {page} bytes for {text}", hit.id);
    }
}

#[test]
fn marks_are_numbered_and_each_leads_to_the_one_before_and_the_next() {
    let served = served(&[("渡口.txt", LAW)]);
    let path =
        with(&format!("/doc/{}", id(&served, "渡口")), &[("q", "渡船"), ("level", "county")]);
    let page = page(&served, &path);
    let marks = all(&page, "article mark");
    let ids: Vec<&str> = marks.iter().filter_map(|mark| mark.attr("id")).collect();
    assert_eq!(ids, ["m1", "m2", "m3"]);
    let links = |number: usize| -> Vec<String> {
        let within = Selector::parse("a").unwrap();
        let links = marks[number - 1].select(&within).filter_map(|link| link.attr("href"));
        links.map(String::from).collect()
    };
    assert_eq!(
        (links(1), links(2), links(3)),
        (
            vec!["#m2".to_string()],
            vec!["#m1".to_string(), "#m3".to_string()],
            vec!["#m2".to_string()],
        )
    );
    assert_eq!(texts(&page, ".marks-bar span:first-child"), ["渡船 3 处"]);
    assert_eq!(texts(&page, ".outline .num"), ["1 处检索词", "2 处检索词"]);
    // The way back has all that the list had.
    let back = all(&page, ".back a")[0].attr("href").unwrap();
    assert_eq!(back, "/?q=渡船&level=county");
}

#[test]
fn a_text_that_has_the_query_whole_has_its_parts_unmarked() {
    let served = served(&[("渡口.txt", LAW)]);
    let path = with(&format!("/doc/{}", id(&served, "渡口")), &[("q", "巡查渡口")]);
    assert_eq!(texts(&page(&served, &path), "article mark"), ["巡查渡口"]);
}

#[test]
fn what_a_query_names_by_number_is_marked_and_first_in_view() {
    let served = served(&[("渡口.txt", LAW)]);
    let id = id(&served, "渡口");
    for (query, asked, focus) in [
        ("渡口管理条例第三条", vec!["p6", "p7", "p8"], "#p6"),
        ("渡口管理条例第二条第二款", vec!["p5"], "#p5"),
    ] {
        let page = page(&served, &with(&format!("/doc/{id}"), &[("q", query)]));
        let marked: Vec<_> = all(&page, ".asked").iter().filter_map(|one| one.attr("id")).collect();
        assert_eq!(marked, asked, "{query}");
        let first = all(&page, "[autofocus]");
        assert_eq!((first.len(), first[0].attr("href")), (1, Some(focus)), "{query}");
        assert!(all(&page, "article mark").is_empty(), "{query}");
    }
}

#[test]
fn nothing_in_a_document_becomes_a_part_of_the_page() {
    let evil = "<script>alert(1)</script><img src=x onerror=alert(1)>";
    let file = "<script>alert(2)<\u{2044}script>\u{202E}.md";
    let text = format!(
        "---\ntitle: \"{evil}\\\"'关于渡口的通知\"\nissuer: \"{evil}\"\nsource: \"{evil}\"\nurl: \"javascript:alert(1)\"\n\
         topic: \"{evil}\"\nnumber: \"甲<b>发〔2021〕1号\"\n---\n\n{evil}\n\u{202E}反\u{2066}向\u{0007}\n\n\
         `{evil}`\n第一条 {evil}看护渡口。\n甲\t{evil}\n"
    );
    let served = served(&[(file, &text)]);
    let id = served.workspace.everything()[0].id.to_string();
    let queries = ["看护", "\"><img src=x onerror=alert(1)>", "</script><script>alert(1)</script>"];
    for path in queries.map(|query| with(&format!("/doc/{id}"), &[("q", query)])) {
        let answer = served.get(&path);
        assert!([200, 400].contains(&answer.status), "{path}");
        let (text, page) = (answer.text(), Html::parse_document(&answer.text()));
        assert!(!text.contains(['\u{202E}', '\u{2066}', '\u{7}']), "{path}");
        let scripts: Vec<_> = all(&page, "script").iter().map(|one| one.attr("src")).collect();
        assert!(scripts.len() == 1 && scripts[0].is_some_and(|src| src.starts_with("/asset/")));
        assert!(all(&page, "img, iframe, style, object").is_empty(), "{path}");
        for element in page.tree.values().filter_map(|node| node.as_element()) {
            for (name, value) in element.attrs() {
                assert!(!name.starts_with("on"), "{path}: {name}");
                assert!(!value.trim_start().to_lowercase().starts_with("javascript:"), "{value}");
            }
        }
    }
    // Nothing is lost either: it is text.
    let page = page(&served, &format!("/doc/{id}"));
    assert!(texts(&page, "article").concat().contains("alert(1)"));
}

#[test]
fn references_are_those_of_the_command() {
    let served = Served::sample();
    let now = NOW.to_string();
    for hit in served.workspace.everything().iter().take(12) {
        let id = hit.id.to_string();
        for style in ["gbt7714", "gbt7714-2015", "legal", "bibtex", "ris", "csl-json"] {
            let args = ["show", &id, "--cite", style, "--now", &now];
            let told = stdout(&served.workspace.command(&args));
            let path = with(&format!("/cite/{id}"), &[("style", style), ("now", &now)]);
            assert_eq!(served.get(&path).text(), told, "{path}");
        }
        let page = page(served, &with(&format!("/doc/{id}"), &[("now", &now)]));
        let cited = texts(&page, ".reference");
        let usual = served.get(&with(&format!("/cite/{id}"), &[("now", &now)]));
        assert_eq!((cited.len(), cited[0].as_str()), (4, usual.text().trim_end()));
    }
    let unknown = served.get("/cite/0000000000000000");
    assert_eq!(unknown.status, 404);
    let id = served.workspace.everything()[0].id.to_string();
    assert_eq!(served.get(&format!("/cite/{id}?style=apa")).status, 400);
    for (style, media, name) in [
        ("bibtex", "application/x-bibtex; charset=utf-8", "bib"),
        ("ris", "application/x-research-info-systems", "ris"),
        ("csl-json", "application/vnd.citationstyles.csl+json", "json"),
    ] {
        let answer = served.get(&format!("/cite/{id}?style={style}"));
        assert_eq!(answer.header("content-type"), Some(media));
        let attached = answer.header("content-disposition").unwrap();
        assert!(
            attached.starts_with(&format!("attachment; filename=\"{id}.{name}\"")),
            "{attached}"
        );
    }
}

#[test]
fn traditional_text_is_said_to_be_so_and_shown_in_simplified_characters_where_that_is_asked_for() {
    let text = "關於加強渡口安全管理的通知\n各鎮街：\n現就渡口管理有關事項通知如下，請認真貫徹執行。\n渡口應當設專人看護。\n";
    let served = served(&[("渡口.txt", text)]);
    let path = format!("/doc/{}", id(&served, "關於加強渡口"));
    let written = page(&served, &with(&path, &[("q", "渡口管理"), ("offset", "20")]));
    assert_eq!(all(&written, "article")[0].attr("lang"), Some("zh-Hant"));
    assert!(texts(&written, "article")[0].contains("請認真貫徹執行"));
    let link = all(&written, ".simplify a")[0].attr("href").unwrap();
    let simple = page(&served, link);
    assert_eq!(all(&simple, "article")[0].attr("lang"), Some("zh-Hans"));
    assert!(texts(&simple, "article")[0].contains("请认真贯彻执行"), "{link}");
    assert_eq!(texts(&simple, "h1"), ["关于加强渡口安全管理的通知"]);
    assert!(texts(&simple, "[role=status]")[0].contains("原文为繁体"));
    assert_eq!(texts(&simple, "article mark").len(), texts(&written, "article mark").len());
    let back = |page: &Html| all(page, ".back a")[0].attr("href").map(String::from);
    assert_eq!(back(&simple), back(&written));
}

#[test]
fn the_text_alone_is_the_title_and_the_text() {
    let served = served(&[("渡口.txt", LAW)]);
    let answer = served.get(&format!("/doc/{}.txt", id(&served, "渡口")));
    assert_eq!(answer.header("content-type"), Some("text/plain; charset=utf-8"));
    let text = answer.text();
    assert!(
        text.starts_with("渡口管理条例\n\n") && text.contains("\n看护人每日巡查渡口。\n"),
        "{text}"
    );
}

#[test]
fn rows_of_a_table_are_a_table_with_their_numbers() {
    let text = "关于公布渡口名录的通知\n各镇：\n名称\t所在\t船\n东渡口\t东村\t2\n西渡口\t西村\t1\n请知悉。\n";
    let served = served(&[("渡口.txt", text)]);
    let page = page(&served, &with(&format!("/doc/{}", id(&served, "关于公布")), &[("q", "东村")]));
    assert_eq!(texts(&page, "table tr"), ["3名称所在船", "4东渡口东村2", "5西渡口西村1"]);
    assert_eq!(texts(&page, "td mark"), ["东村"]);
    assert_eq!(all(&page, "tr")[1].attr("id"), Some("p4"));
}

#[test]
fn copies_and_what_became_of_it_are_on_the_page() {
    let copy = format!("{LAW}责任编辑：某人\n");
    let repeal = "渡口镇人民政府关于废止《渡口管理条例》的决定\n渡镇发〔2024〕3号\n各村：\n经研究，决定废止《渡口管理条例》。\n\
                  渡口镇人民政府\n2024年5月6日\n";
    let served = served(&[("a.txt", LAW), ("b.txt", &copy), ("废止.txt", repeal)]);
    let act = id(&served, "渡口镇人民政府关于废止");
    let page = page(&served, &format!("/doc/{act}"));
    let line = texts(&page, "#timeline li");
    assert!(
        line.iter().any(|item| item.contains("废止") && item.contains("渡口管理条例")),
        "{line:?}"
    );
    assert_eq!(texts(&page, "#timeline .self div"), ["本文"]);
    let found = served.workspace.everything().into_iter();
    let own = found.filter(|hit| hit.announcement.title == "渡口管理条例");
    let ids: Vec<String> = own.map(|hit| hit.id.to_string()).collect();
    assert_eq!(ids.len(), 2);
    for (one, other) in [(0, 1), (1, 0)] {
        let page = self::page(&served, &format!("/doc/{}", ids[one]));
        let copies = all(&page, "#copies a");
        assert_eq!(copies[0].attr("href"), Some(&*format!("/doc/{}", ids[other])));
    }
}

#[test]
fn a_page_in_english_says_the_same_in_english() {
    let served = served(&[("渡口.txt", LAW)]);
    let page = page(
        &served,
        &with(&format!("/doc/{}", id(&served, "渡口")), &[("q", "渡船"), ("lang", "en")]),
    );
    assert_eq!(all(&page, "html")[0].attr("lang"), Some("en"));
    assert_eq!(all(&page, "article")[0].attr("lang"), Some("zh-Hans"));
    let is_han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    for words in
        ["nav.jumps", "#record dt", "#record h2", "#cite h2", "#cite h3", ".files", "#outline"]
    {
        let told = texts(&page, words).concat();
        assert!(!told.is_empty() && !told.contains(is_han), "{words}: {told}");
    }
    assert_eq!(texts(&page, ".marks-bar span:first-child"), ["渡船 3 places"]);
}

/// Where a path leads.
fn location(served: &Served, path: &str) -> String {
    let answer = served.get(path);
    assert_eq!(answer.status, 302, "{path}: {}", answer.text());
    answer.header("location").unwrap().to_string()
}

#[test]
fn a_number_leads_to_its_announcement_in_any_spelling_and_to_the_list_of_several() {
    let notice = |title: &str, number: &str| {
        format!(
            "{title}\n{number}\n各村：\n请看护好渡口（{title}）。\n渡口镇人民政府\n2024年5月6日\n"
        )
    };
    let served = served(&[
        ("a.txt", &notice("渡口镇人民政府关于看护渡口的通知", "渡镇发〔2024〕3号")),
        ("b.txt", &notice("渡口镇人民政府关于检验渡船的通知", "渡镇发〔2024〕4号")),
        ("c.txt", &notice("渡口镇人民政府关于更换救生衣和缆绳的意见", "渡镇发〔2024〕4号")),
    ]);
    let place = format!("/doc/{}", id(&served, "渡口镇人民政府关于看护"));
    for number in ["渡镇发〔2024〕3号", "渡镇发[2024]3号", "渡鎮發﹝2024﹞3號", "渡镇发（2024）3号"]
    {
        assert_eq!(location(&served, &format!("/n/{}", encoded(number))), place, "{number}");
    }
    let kept =
        with(&format!("/n/{}", encoded("渡镇发[2024]3号")), &[("q", "渡口"), ("lang", "en")]);
    assert_eq!(location(&served, &kept), with(&place, &[("q", "渡口"), ("lang", "en")]));
    let several = location(&served, &format!("/n/{}", encoded("渡镇发[2024]4号")));
    assert_eq!(several, with("/", &[("number", "渡镇发〔2024〕4号")]));
    let near = request(
        served.address,
        &format!("GET /n/{}", encoded("渡镇发〔2024〕5号")),
        "Accept: text/html\r\n",
    );
    let near = Html::parse_document(&near.text());
    assert!(
        values(&near, "href").iter().any(|link| link.starts_with("/?q=")),
        "{:?}",
        texts(&near, "main")
    );
    for (path, status) in [("渡镇发〔2024〕9号", 404), ("没有这个", 404), ("a", 404), ("../3", 404)]
    {
        assert_eq!(served.get(&format!("/n/{}", encoded(path))).status, status, "{path}");
    }
}

#[test]
fn an_article_leads_to_the_newest_version_that_is_in_force() {
    let law = |year: u16, mark: &str| {
        let title = format!("渡口管理条例\n（{year}年3月1日发布{mark}）\n");
        title + LAW.split_once("发布）\n").unwrap().1
    };
    let served = served(&[
        ("渡口管理条例(2015-03-01).txt", &law(2015, "")),
        ("渡口管理条例(2021-03-01).txt", &law(2021, "")),
    ]);
    let found = served.workspace.everything().into_iter();
    let newest = found.max_by_key(|hit| hit.announcement.written.map(|day| day.date)).unwrap().id;
    for (path, anchor) in [
        ("第三条", "第三条"),
        ("第3条", "第三条"),
        ("第二条第二款", "第二条-2"),
        ("第三条第（二）项", "p8"),
    ] {
        let place = location(&served, &format!("/a/{}/{}", encoded("渡口管理条例"), encoded(path)));
        let anchor: String = form_urlencoded::byte_serialize(anchor.as_bytes()).collect();
        assert_eq!(place, format!("/doc/{newest}#{anchor}"), "{path}");
    }
    for path in ["/a/渡口管理条例/第九十条", "/a/没有的法/第一条"] {
        let path: Vec<String> = path.split('/').map(encoded).collect();
        assert_eq!(served.get(&path.join("/")).status, 404, "{path:?}");
    }
}

#[test]
fn a_notice_without_chapters_has_its_sections_as_contents() {
    let text = "渡口镇人民政府关于看护渡口的通知\n各村：\n一、总体要求\n渡口由村看护。\n二、重点任务\n（一）设牌。渡船每年检验。\n\
                三、保障措施\n渡船统一编号。\n渡口镇人民政府\n2024年5月6日\n";
    let served = served(&[("渡口.txt", text)]);
    let path = format!("/doc/{}", id(&served, "渡口镇"));
    let page = page(&served, &with(&path, &[("q", "渡船")]));
    assert_eq!(texts(&page, ".outline li > a"), ["一、总体要求", "二、重点任务", "三、保障措施"]);
    assert_eq!(texts(&page, ".outline .num"), ["1 处检索词", "1 处检索词"]);
    let heads: Vec<_> =
        all(&page, "article h2").iter().filter_map(|head| head.attr("id")).collect();
    assert_eq!(heads, ["p3", "p5", "p7"]);
}

#[test]
fn what_cites_the_article_that_a_query_names_is_on_the_page() {
    let citing = "渡口镇人民政府关于更换渡船的通知\n渡镇发〔2024〕3号\n各村：\n根据《渡口管理条例》第四条，更换渡船。\n\
                  渡口镇人民政府\n2024年5月6日\n";
    let served = served(&[("渡口.txt", LAW), ("更换.txt", citing)]);
    let path = format!("/doc/{}", id(&served, "渡口管理条例"));
    let page = page(&served, &with(&path, &[("q", "渡口管理条例第四条")]));
    let link = format!("section a[href='/doc/{}']", id(&served, "渡口镇"));
    let sections: Vec<String> = texts(&page, "section h2");
    assert!(sections.contains(&"第四条".to_string()), "{sections:?}");
    assert!(!all(&page, &link).is_empty());
}
