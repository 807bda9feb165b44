//! A small corpus: notices of two cities and a ministry, with re-posts and without dates.

use policy_search::IndexOptions;

use crate::workspace::{Workspace, repository};

const ISSUERS: [&str; 4] = ["青石市水务局", "青石市人民政府", "绿水省人民政府办公厅", "水利部"];
const MATTERS: [&str; 6] = ["渡口看护", "水井清淤", "集市保洁", "校车接送", "路灯养护", "堤坝巡查"];
const DUTIES: [&str; 5] = [
    "每旬登记一次，登记簿由看护人保存三年",
    "发现裂缝当日上报，不得隐瞒拖延",
    "夜间增派两人值守，雨天加倍",
    "费用按户分摊，困难户由镇里垫付",
    "年底组织评议，评议结果张榜公布",
];

/// How many notices there are.
const NOTICES: usize = 48;

/// A notice; every fifth has no date.
fn notice(serial: usize) -> String {
    let (issuer, matter) = (ISSUERS[serial % 4], MATTERS[serial % 6]);
    let duties: Vec<_> = (0..3).map(|at| DUTIES[(serial * (at + 1) + at) % 5]).collect();
    let date = format!("{}年{}月{}日\n", 2012 + serial % 14, 1 + serial % 12, 1 + serial % 28);
    let date = if serial.is_multiple_of(5) { "" } else { &date };
    let number = format!("青水发〔{}〕{serial}号\n", 2012 + serial % 14);
    let number = if serial.is_multiple_of(3) { number.as_str() } else { "" };
    format!(
        "关于做好第{serial}片{matter}工作的通知\n{number}\n各村：\n\
         第{serial}片共有{matter}点{}处，由{}组负责。{}。\n{issuer}\n{date}",
        serial * 7 + 3,
        serial + 11,
        duties.join("；"),
    )
}

/// How many of them, the first, come in by the first run, with the sample corpus; the others by the
/// second.
const FIRST: usize = 32;

/// The notices, some re-posted up to three times, together with the sample corpus.
pub(super) fn workspace() -> Workspace {
    let workspace = Workspace::new();
    let roots = [repository().join("corpus"), workspace.path("corpus")];
    for serials in [1..=FIRST, FIRST + 1..=NOTICES] {
        for (serial, copy) in
            serials.flat_map(|serial| (0..=serial % 4).map(move |copy| (serial, copy)))
        {
            workspace.write(&format!("{serial}-{copy}.txt"), notice(serial));
        }
        policy_search::index(&workspace.location(), &IndexOptions::of(&roots), &|_| ()).unwrap();
    }
    workspace
}
