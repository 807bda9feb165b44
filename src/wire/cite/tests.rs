use jiff::civil::date;

use super::*;
use crate::announcement::Announcement;
use crate::wire::fixture;

fn of(at: usize, url: Option<&str>, style: Citation) -> String {
    let mut hit = fixture::response().hits.swap_remove(at);
    hit.announcement.url = url.map(String::from);
    let (id, announcement) = (&hit.id, &hit.announcement);
    style.of(&Cited { id, announcement, seen: date(2026, 11, 28) })
}

const PAGE: Option<&str> = Some("https://www.qbj.gov.cn/a_1.html");

#[test]
fn the_national_standard_in_both_editions() {
    let title = "成都市青白江区人民政府关于加快推进运贸产一体化发展若干措施（试行）的通知";
    let authors = ["成都市青白江区人民政府", "成都市青白江区交通运输局"];
    assert_eq!(
        of(0, PAGE, Citation::Gbt7714),
        format!(
            "{}，{}. {title}：青府发〔2026〕3号[EB/OL]. （2026-03-01）[2026-11-28]. \
             https://www.qbj.gov.cn/a_1.html.",
            authors[0], authors[1]
        )
    );
    assert_eq!(
        of(0, PAGE, Citation::Gbt7714Of2015),
        format!(
            "{}, {}. {title}: 青府发〔2026〕3号[EB/OL]. (2026-03-01)[2026-11-28]. \
             https://www.qbj.gov.cn/a_1.html.",
            authors[0], authors[1]
        )
    );
    assert!(of(0, None, Citation::Gbt7714).ends_with("：青府发〔2026〕3号[Z]. 2026."));
}

#[test]
fn a_fourth_issuer_is_and_others_and_what_is_unknown_is_left_out() {
    let hit = fixture::response().hits.swap_remove(0);
    let mut announcement = hit.announcement.clone();
    announcement.issuers = [&hit.announcement.issuers[..], &hit.announcement.issuers].concat();
    let cited = Cited { id: &hit.id, announcement: &announcement, seen: date(2026, 11, 28) };
    let reference = Citation::Gbt7714.of(&cited);
    assert!(reference.contains("交通运输局，成都市青白江区人民政府，等. "), "{reference}");
    let named = Announcement {
        title: "关于印发《养犬办法》的通知".into(),
        ..Announcement::default()
    };
    let legal = Citation::Legal.of(&Cited { announcement: &named, ..cited });
    assert_eq!(legal, "《关于印发〈养犬办法〉的通知》。");
    let bare = Announcement {
        title: "养犬管理".into(),
        url: PAGE.map(String::from),
        ..Announcement::default()
    };
    let cited = Cited { announcement: &bare, ..cited };
    assert_eq!(
        Citation::Gbt7714.of(&cited),
        "养犬管理[EB/OL]. [2026-11-28]. https://www.qbj.gov.cn/a_1.html."
    );
    assert_eq!(Citation::Legal.of(&cited), "《养犬管理》。");
}

#[test]
fn a_legal_text_is_cited_by_its_own_day() {
    assert_eq!(
        of(0, PAGE, Citation::Legal),
        "《成都市青白江区人民政府关于加快推进运贸产一体化发展若干措施（试行）的通知》（青府发〔2026〕3号），\
         成都市青白江区人民政府、成都市青白江区交通运输局，2026年1月12日。"
    );
}

#[test]
fn entries_of_reference_software() {
    let entry = of(0, PAGE, Citation::Bibtex);
    assert!(entry.starts_with("@online{a"), "{entry}");
    assert!(
        entry.contains("  author = {{成都市青白江区人民政府} and {成都市青白江区交通运输局}},\n")
    );
    assert!(
        entry.contains("  url = {https://www.qbj.gov.cn/a_1.html},\n  urldate = {2026-11-28},\n")
    );
    assert!(of(0, None, Citation::Bibtex).starts_with("@misc{a"));
    let record = of(0, PAGE, Citation::Ris);
    assert!(record.starts_with("TY  - RPRT\nID  - "), "{record}");
    assert!(
        record.contains(
            "\nDA  - 2026/03/01\nUR  - https://www.qbj.gov.cn/a_1.html\nY2  - 2026/11/28\n"
        )
    );
    assert!(record.ends_with("\nER  - "));
    assert!(record.contains("\nSN  - 青府发〔2026〕3号\nM3  - 通知\n"), "{record}");
    assert!(entry.contains("  titleaddon = {青府发〔2026〕3号},\n"), "{entry}");
    let item: serde_json::Value = serde_json::from_str(&of(0, PAGE, Citation::CslJson)).unwrap();
    assert_eq!(item["type"], "regulation");
    assert_eq!(item["author"][1]["literal"], "成都市青白江区交通运输局");
    assert_eq!(item["issued"]["date-parts"], serde_json::json!([[2026, 3, 1]]));
}

#[test]
fn no_title_breaks_the_form_it_is_put_in() {
    let hit = fixture::response().hits.swap_remove(1);
    let mut announcement = hit.announcement.clone();
    announcement.title = "50%\\补贴}\n{#1".into();
    let cited = Cited { id: &hit.id, announcement: &announcement, seen: date(2026, 11, 28) };
    let entry = Citation::Bibtex.of(&cited);
    assert!(
        entry.contains(
            "title = {{50\\%\\textbackslash{}补贴\\textbraceright{} \\textbraceleft{}\\#1}},"
        ),
        "{entry}"
    );
    assert!(Citation::Ris.of(&cited).contains("\nTI  - 50%\\补贴} {#1\n"));
}

#[test]
fn a_law_is_a_statute_in_every_form_that_has_one() {
    let hit = fixture::response().hits.swap_remove(0);
    let announcement =
        Announcement { kind: Some(crate::announcement::Kind::Law), ..hit.announcement };
    let cited = Cited { id: &hit.id, announcement: &announcement, seen: date(2026, 11, 28) };
    let record = Citation::Ris.of(&cited);
    assert!(record.starts_with("TY  - STAT\n") && record.contains("\nM1  - 青府发〔2026〕3号\n"));
    assert!(record.contains("\nDA  - 2026/01/12\n") && !record.contains("M3  - "), "{record}");
    let item: serde_json::Value = serde_json::from_str(&Citation::CslJson.of(&cited)).unwrap();
    assert_eq!(item["type"], "legislation");
}

#[test]
fn an_address_ends_no_field_and_loses_nothing() {
    let entry = of(0, Some("https://a.cn/x y?q={1}\\2\n"), Citation::Bibtex);
    assert!(entry.contains("  url = {https://a.cn/x%20y?q=%7B1%7D%5C2},\n"), "{entry}");
}
