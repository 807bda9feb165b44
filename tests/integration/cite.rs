//! `search show --cite`: references to the character, in every style.

use crate::workspace::{Workspace, stdout};

const NUMBER: &str = "青府发〔2025〕28号";

fn cite(style: &str) -> String {
    let workspace = Workspace::new();
    workspace.write(
        "规划.md",
        "---\ntitle: 关于印发《青白江区发展规划》的通知\nissuer: 成都市青白江区人民政府\n\
         number: 青府发〔2025〕28号\nwritten: 2025-12-08\npublished: 2025-12-12\n\
         url: https://www.qbj.gov.cn/a_28.html\n---\n\n各镇人民政府：现将规划印发给你们，请遵照执行。\n",
    );
    workspace.index();
    stdout(&workspace.command(&["show", NUMBER, "--cite", style, "--now", "2026-11-28"]))
}

#[test]
fn a_reference_is_written_to_the_character() {
    let expected = [
        (
            "gbt7714",
            "成都市青白江区人民政府. 关于印发《青白江区发展规划》的通知：青府发〔2025〕28号[EB/OL]. \
             （2025-12-12）[2026-11-28]. https://www.qbj.gov.cn/a_28.html.\n",
        ),
        (
            "gbt7714-2015",
            "成都市青白江区人民政府. 关于印发《青白江区发展规划》的通知: 青府发〔2025〕28号[EB/OL]. \
             (2025-12-12)[2026-11-28]. https://www.qbj.gov.cn/a_28.html.\n",
        ),
        (
            "legal",
            "《关于印发〈青白江区发展规划〉的通知》（青府发〔2025〕28号），成都市青白江区人民政府，2025年12月8日。\n",
        ),
        (
            "ris",
            "TY  - RPRT\nID  - ID\nAU  - 成都市青白江区人民政府\nTI  - 关于印发《青白江区发展规划》的通知\n\
             SN  - 青府发〔2025〕28号\nM3  - 通知\nPY  - 2025\nDA  - 2025/12/12\nUR  - https://www.qbj.gov.cn/a_28.html\n\
             Y2  - 2026/11/28\nLA  - zh-CN\nER  - \n",
        ),
        (
            "bibtex",
            "@online{aID,\n  author = {{成都市青白江区人民政府}},\n  title = {{关于印发《青白江区发展规划》的通知}},\n  \
             titleaddon = {青府发〔2025〕28号},\n  date = {2025-12-12},\n  url = {https://www.qbj.gov.cn/a_28.html},\n  \
             urldate = {2026-11-28},\n  langid = {chinese},\n}\n",
        ),
    ];
    for (style, reference) in expected {
        assert_eq!(without_id(&cite(style)), reference, "{style}");
    }
}

#[test]
fn csl_json_is_an_array_of_items() {
    let items: Vec<serde_json::Value> = serde_json::from_str(&cite("csl-json")).unwrap();
    assert_eq!((items.len(), &items[0]["number"]), (1, &NUMBER.into()));
}

/// The reference with a word for the id, which depends on where the file is.
fn without_id(reference: &str) -> String {
    let digits = |part: &str| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let id = reference.match_indices(|c: char| c.is_ascii_hexdigit());
    let mut id = id.filter_map(|(at, _)| reference.get(at..at + 16)).filter(|part| digits(part));
    let id = id.next_back();
    id.map_or_else(|| reference.to_string(), |id| reference.replace(id, "ID"))
}
