//! Small corpora at random: notices, statutes, copies, repeals, dumps, and files with next to nothing.

use policy_search::IndexOptions;
use serde_json::json;

use super::letters::{once_in, one, text};
use crate::workspace::{Dice, Workspace};

pub(super) const SUBJECTS: [&str; 12] = [
    "数据安全",
    "植树补贴",
    "防汛准备",
    "运贸产一体化",
    "养老服务",
    "政务公开",
    "安全生产",
    "網路安全",
    "ＧＤＰ核算",
    "AI应用",
    "𠮷祥物管理",
    "猫",
];

pub(super) const BODIES: [&str; 8] = [
    "国务院",
    "财政部",
    "四川省人民政府",
    "成都市青白江区人民政府",
    "甲县人民政府",
    "国家发展改革委",
    "某某公司",
    "中共中央办公厅",
];

pub(super) const NUMBERS: [&str; 6] = [
    "国发〔2025〕1号",
    "川办发〔2024〕7号",
    "甲县发〔2019〕2号",
    "财税[2023]15号",
    "国务院令第510号",
    "2024年第3号",
];

pub(super) const KINDS: [&str; 6] = ["通知", "意见", "公告", "办法", "决定", "条例"];

/// A workspace with up to eight announcements, some of them changed or removed after the first run.
pub(super) fn workspace(dice: &mut Dice) -> Workspace {
    let workspace = Workspace::new();
    let mut written = Vec::new();
    let count = if once_in(dice, 10) { 0 } else { 1 + dice.below(8) };
    for number in 0..count {
        write(&workspace, dice, number, &mut written);
    }
    let options = IndexOptions::of([workspace.path("corpus")]).keep_junk(!once_in(dice, 3));
    policy_search::index(&workspace.location(), &options, &|_| ()).unwrap();
    if once_in(dice, 3) && !written.is_empty() {
        let last = written.len() - 1;
        written.truncate(last);
        write(&workspace, dice, last, &mut written);
        workspace.index();
    }
    workspace
}

/// Writes one file, and notes its text.
fn write(workspace: &Workspace, dice: &mut Dice, number: usize, written: &mut Vec<String>) {
    if once_in(dice, 8) {
        written.push(String::new());
        return workspace.write(&format!("{number}.jsonl"), dump(dice));
    }
    let announcement = announcement(dice, written);
    workspace.write(&format!("{number}.txt"), &announcement);
    written.push(announcement);
}

fn announcement(dice: &mut Dice, before: &[String]) -> String {
    match dice.below(14) {
        0 => String::new(),
        1 => text(dice, 1),
        2 => text(dice, 40),
        3 => before.last().cloned().unwrap_or_default(),
        4 | 5 => act(dice, before),
        6 | 7 => statute(dice),
        8 => notice(dice).replace('，', &text(dice, 5)),
        _ => notice(dice),
    }
}

fn notice(dice: &mut Dice) -> String {
    let (subject, kind) = (*one(dice, &SUBJECTS), *one(dice, &KINDS));
    let (body, number) = (*one(dice, &BODIES), *one(dice, &NUMBERS));
    let (year, month) = (1999 + dice.below(28), 1 + dice.below(12));
    let about = *one(dice, &["推进", "做好", "加强"]);
    let mark = *one(dice, &["", "", "（已废止）", "（已失效）", "（已修改）"]);
    let sentences = (0..dice.below(5)).map(|_| sentence(dice)).collect::<String>();
    format!(
        "{mark}{body}关于{about}{subject}工作的{kind}\n\n{number}\n\n各单位：\n现就{subject}通知如下，请落实。\
         {sentences}\n\n{body}\n{year}年{month}月5日\n"
    )
}

fn sentence(dice: &mut Dice) -> String {
    let (subject, place) = (*one(dice, &SUBJECTS), *one(dice, &BODIES));
    format!("{place}要抓好{subject}，每年{}万元。\n", dice.below(900))
}

/// An act that repeals, amends or passes on another announcement.
fn act(dice: &mut Dice, before: &[String]) -> String {
    let target = if before.is_empty() { "" } else { one(dice, before).as_str() };
    let title = target.lines().next().unwrap_or_default();
    let verb = *one(dice, &["废止", "修改", "转发", "印发"]);
    let number = *one(dice, &NUMBERS);
    format!(
        "关于{verb}《{title}》的决定\n\n甲县发〔2025〕9号\n\n现决定{verb}《{title}》（{number}）。\n\n\
         甲县人民政府\n2025年6月1日\n"
    )
}

fn statute(dice: &mut Dice) -> String {
    let subject = *one(dice, &SUBJECTS);
    let articles = ["第一条", "第二条", "第三条", "第十条"];
    let articles = articles.iter().map(|article| format!("{article}　{}", sentence(dice)));
    format!("中华人民共和国{subject}法\n\n{}", articles.collect::<String>())
}

/// Records whose values may be anything.
fn dump(dice: &mut Dice) -> String {
    let records = 1 + dice.below(3);
    let record = |_| {
        let record = json!({
            "title": text(dice, 30), "content": format!("{}{}", text(dice, 60), notice(dice)),
            "issuer": text(dice, 12), "number": *one(dice, &NUMBERS), "url": text(dice, 20),
            "source": text(dice, 10), "date": "2024-05-06", "id": text(dice, 6),
        });
        format!("{record}\n")
    };
    (0..records).map(record).collect()
}
