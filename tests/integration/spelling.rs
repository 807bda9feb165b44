//! One spelling is all spellings: the same hits, scores and order.

use crate::desk::{Desk, answer};

fn same(desk: &Desk, spellings: &[&str]) {
    let first = desk.search(spellings[0]);
    assert!(first.total > 0, "{} finds nothing", spellings[0]);
    for spelling in &spellings[1..] {
        assert_eq!(answer(&desk.search(spelling)), answer(&first), "{spelling}");
    }
}

#[test]
fn every_spelling_gives_the_same_answer() {
    let desk = Desk::with_sample();
    same(
        &desk,
        &[
            "运贸产一体化",
            "運(yùn)貿(mào)產(chǎn)一體化",
            "運貿產一體化",
            "運(yun)貿(mao)產(chan)一體化",
            "運（yùn）貿（mào）產（chǎn）一體化",
            "運(yùn )貿(mào)(mào)產(chǎn)一體化",
            "运 贸 产 一 体 化",
            "《运贸产一体化》",
        ],
    );
    same(&desk, &["2025年政务公开", "２０２５年政務公開", "2025年政(zhèng)務(wù)公開"]);
    same(&desk, &["\"安全生产\"", "“安全生产”", "\"安全生產\"", "「安全生产」"]);
}

#[test]
fn a_number_is_found_in_every_spelling() {
    let desk = Desk::with_sample();
    let hit = desk
        .everything()
        .into_iter()
        .find(|hit| hit.announcement.number.as_ref().is_some_and(|number| number.year.is_some()));
    let number = hit.unwrap().announcement.number.unwrap();
    let (prefix, year, serial) = (&number.prefix, number.year.unwrap(), number.serial);
    let spellings = [
        format!("{prefix}〔{year}〕{serial}号"),
        format!("{prefix}[{year}]{serial}号"),
        format!("{prefix}({year}){serial}号"),
        format!("{prefix}【{year}】{serial}號"),
        format!("{prefix}〔{year}〕 {serial} 号"),
    ];
    same(&desk, &spellings.iter().map(String::as_str).collect::<Vec<_>>());
}
