//! Small corpora and queries at random, from a seed.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

use crate::announcement::{Announcement, Id, Series};
use crate::document::Record;
use crate::evaluation::dice::Dice;
use crate::extract::{self, RawText};
use crate::query::{Added, DateRange, Query};
use crate::request::{Filters, Like, Order, SearchRequest};
use crate::response::Place;

/// The day that all ages are counted from.
pub(super) const TODAY: jiff::civil::Date = jiff::civil::date(2026, 1, 20);

const SUBJECTS: [&str; 16] = [
    "数据安全",
    "植树补贴",
    "防汛准备",
    "运贸产一体化",
    "養老服務",
    "民政救助",
    "政务公开",
    "安全生产",
    "房屋租赁",
    "ＧＤＰ核算",
    "GB 2312编码",
    "𠮷祥物管理",
    "猫",
    "亳（bó）州振兴",
    "蚌埠[beng bu]3号渡口",
    "亩(mu)5分",
];

const BODIES: [&str; 8] = [
    "国务院",
    "财政部",
    "四川省人民政府",
    "成都市青白江区人民政府",
    "成都市人民政府",
    "国家发展改革委",
    "某某公司",
    "中共中央办公厅",
];

const NUMBERS: [&str; 6] = [
    "国发〔2025〕1号",
    "国发〔2025〕3号",
    "川办发〔2024〕7号",
    "甲县发〔2019〕2号",
    "财税[2023]15号",
    "国务院令第510号",
];

const SERIES: [&str; 6] = [
    "国发",
    "国发〔2025〕",
    "国发〔2025〕2..9号",
    "川办发〔2020..〕",
    "甲县发〔..2022〕",
    "国务院令第500..600号",
];

/// Words that these announcements write otherwise.
const OTHERWISE: [&str; 8] = [
    "发改委",
    "国家发展和改革委员会要抓好",
    "四川省政府",
    "二十万元",
    "每年三十五万元",
    "2万元",
    "二〇〇五年",
    "養老計畫",
];

const ADDED: [&str; 5] = ["last", "今天", "昨天", "2026-01-19..", "..2026-01-19"];

const DIVISION_FIELDS: [&str; 3] = ["地区", "发文地区", "涉及地区"];

const DIVISIONS: [&str; 3] = ["四川", "成都市", "青白江区"];

const KINDS: [&str; 5] = ["通知", "意见", "公告", "办法", "决定"];

/// One of several things.
fn one<'a, T>(dice: &mut Dice, things: &'a [T]) -> &'a T {
    &things[dice.below(things.len())]
}

fn once_in(dice: &mut Dice, times: usize) -> bool {
    dice.below(times) == 0
}

/// When the commit of this number begins: some on one day, some around midnight.
pub(super) fn begun(commit: usize) -> Timestamp {
    let evening = 1_768_780_000_000;
    let started = evening + 30_000_000 * commit as i64;
    Timestamp::from_millisecond(started).expect("a time of this century")
}

/// The record of a text at a path that came in then; nothing where no announcement is in it.
pub(super) fn record(path: &str, text: &str, added: Timestamp) -> Option<Record> {
    let raw = RawText { text: text.to_string(), ..RawText::default() };
    let announcement: Announcement = extract::announcement(&raw).ok()?.announcement;
    let place = Place { path: path.to_string(), ..Place::default() };
    Some(Record::of(place, added, announcement))
}

/// A text: a notice, a statute, an act on another, a copy of another, or a long report.
pub(super) fn text(dice: &mut Dice, before: &[String]) -> String {
    match dice.below(12) {
        0 | 1 => copy(dice, before),
        2 | 3 => act(dice, before),
        4 => statute(dice),
        5 => report(dice),
        _ => notice(dice),
    }
}

fn notice(dice: &mut Dice) -> String {
    let subject = *one(dice, &SUBJECTS);
    let kind = *one(dice, &KINDS);
    let body = *one(dice, &BODIES);
    let number = *one(dice, &NUMBERS);
    let about = *one(dice, &["推进", "做好", "加强"]);
    let sentences: String = (0..dice.below(6)).map(|_| sentence(dice)).collect();
    let dated = match once_in(dice, 4) {
        true => String::new(),
        false => format!("\n{}年{}月5日", 1999 + dice.below(28), 1 + dice.below(12)),
    };
    let number = if once_in(dice, 3) { "" } else { number };
    format!(
        "{body}关于{about}{subject}工作的{kind}\n\n{number}\n\n各单位：\n现就{subject}通知如下，请落实。\
         {sentences}\n\n{body}{dated}\n"
    )
}

fn sentence(dice: &mut Dice) -> String {
    let subject = *one(dice, &SUBJECTS);
    let place = *one(dice, &BODIES);
    let end = *one(dice, &["\n", "", "", "！"]);
    format!("{place}要抓好{subject}，每年{}万元。{end}", dice.below(90))
}

/// A text longer than a passage.
fn report(dice: &mut Dice) -> String {
    let sentences: String = (0..20 + dice.below(30)).map(|_| sentence(dice)).collect();
    format!("{}关于{}情况的报告\n\n{sentences}\n", one(dice, &BODIES), one(dice, &SUBJECTS))
}

/// A text that was there before, as re-publishers leave it.
fn copy(dice: &mut Dice, before: &[String]) -> String {
    if before.is_empty() {
        return notice(dice);
    }
    let text = one(dice, before).clone();
    match dice.below(4) {
        0 => text.replace('，', "、"),
        1 => format!("{text}\n扫一扫在手机打开当前页\n"),
        2 => text.replace("工作", "工　作"),
        _ => text,
    }
}

/// An act that repeals, amends or passes on another announcement.
fn act(dice: &mut Dice, before: &[String]) -> String {
    let target = if before.is_empty() { "" } else { one(dice, before).as_str() };
    let title = target.lines().next().unwrap_or_default();
    let verb = *one(dice, &["废止", "修改", "转发", "印发"]);
    let number = *one(dice, &NUMBERS);
    let body = *one(dice, &BODIES);
    format!(
        "{body}关于{verb}《{title}》的决定\n\n甲县发〔2025〕9号\n\n现决定{verb}《{title}》（{number}）。\n\n\
         {body}\n2025年6月1日\n"
    )
}

fn statute(dice: &mut Dice) -> String {
    let subject = *one(dice, &SUBJECTS);
    let articles = ["第一条", "第二条", "第三条", "第十条"];
    let articles: String =
        articles.iter().map(|article| format!("{article}　{}\n", sentence(dice))).collect();
    match once_in(dice, 2) {
        true => format!("中华人民共和国{subject}法\n\n{articles}"),
        false => format!("{subject}法第三条\n\n第三条　{}\n", sentence(dice)),
    }
}

/// A request at random about announcements like these `texts`; nothing where the query is none.
pub(super) fn request(dice: &mut Dice, texts: &[String], ids: &[Id]) -> Option<SearchRequest> {
    let like = once_in(dice, 6).then(|| like(dice, texts, ids)).flatten();
    let is_wordless = once_in(dice, if like.is_some() { 2 } else { 12 });
    let query = match is_wordless {
        true => Query::everything(),
        false => Query::parse(&query(dice, texts), TODAY).ok()?,
    };
    let order = *one(
        dice,
        &[
            Order::Relevance,
            Order::Relevance,
            Order::Newest,
            Order::Oldest,
            Order::Level,
            Order::Added,
        ],
    );
    Some(SearchRequest {
        like,
        filters: filters(dice),
        order,
        limit: *one(dice, &[1, 3, 10, 50]),
        offset: *one(dice, &[0, 0, 0, 2]),
        facets: once_in(dice, 2),
        collapse: !once_in(dice, 4),
        explain: once_in(dice, 2),
        expand: !once_in(dice, 4),
        texts: once_in(dice, 2),
        strict: once_in(dice, 6),
        literal: once_in(dice, 6),
        zone: TimeZone::fixed(Offset::constant(*one(dice, &[0, 8]))),
        ..SearchRequest::new(query, TODAY)
    })
}

/// A text to find the like of: an announcement, a part of one, or parts of two.
fn like(dice: &mut Dice, texts: &[String], ids: &[Id]) -> Option<Like> {
    match dice.below(3) {
        0 if ids.is_empty() => None,
        0 => Some(Like::Document(one(dice, ids).clone())),
        1 => Some(Like::text(piece(dice, texts, 300))),
        _ => Some(Like::named("甲", piece(dice, texts, 30) + "\n" + &piece(dice, texts, 90))),
    }
}

fn filters(dice: &mut Dice) -> Filters {
    let mut filters = Filters::default();
    if once_in(dice, 5) {
        filters.title_only = true;
    }
    if once_in(dice, 8) {
        filters.issuers = vec![(*one(dice, &["发改委", "国务院", "四川省人民政府"])).to_string()];
    }
    if once_in(dice, 8) {
        filters.regions = vec![(*one(dice, &["四川", "成都市", "青白江区"])).to_string()];
    }
    if once_in(dice, 8) {
        filters.series = Series::parse(one::<&str>(dice, &SERIES));
    }
    if once_in(dice, 6) {
        filters.added = Added::parse(one::<&str>(dice, &ADDED), TODAY).ok();
    }
    if once_in(dice, 8) {
        filters.validities = vec![*one(dice, &crate::announcement::Validity::ALL)];
    }
    if once_in(dice, 8) {
        let from = jiff::civil::date(1999 + dice.below(28) as i16, 1, 1);
        filters.dates = Some(DateRange { from: Some(from), to: None });
        filters.undated = once_in(dice, 3);
    }
    filters
}

fn query(dice: &mut Dice, texts: &[String]) -> String {
    match dice.below(31) {
        0 => (*one(dice, &NUMBERS)).to_string(),
        1 => one(dice, texts).lines().next().unwrap_or_default().to_string(),
        2 => format!("\"{}\"", piece(dice, texts, 6)),
        3 => mistyped(dice, texts),
        4 => "国发〔2025〕2号".to_string(),
        5 => format!("同{}({} {})", one(dice, &["句", "段"]), word(dice), piece(dice, texts, 2)),
        6 => format!("标题:{} {}", word(dice), piece(dice, texts, 2)),
        7 => format!("{} -{}", word(dice), piece(dice, texts, 3)),
        8 => format!("({} OR \"{}\") {}", word(dice), piece(dice, texts, 3), word(dice)),
        9 => format!("{}应当由谁负责，如何办理{}", word(dice), piece(dice, texts, 4)),
        10 => format!("{} 2025年", word(dice)),
        11 => format!("{}法第3条", word(dice)),
        12 => piece(dice, texts, 1),
        13 => format!("{} -{}", pasted(dice, texts), word(dice)),
        14 => format!("{}法 {} pdf 下载", word(dice), piece(dice, texts, 2)),
        15 => format!("{}的{}", one(dice, &["近三年", "2019年以来", "最新"]), word(dice)),
        16 => format!("{} {}法3条和第10条", piece(dice, texts, 2), word(dice)),
        17 => format!("{} 全文", one(dice, &NUMBERS)),
        18 => format!("文号:{}", one(dice, &SERIES)),
        19 => format!("{}:{}", one(dice, &DIVISION_FIELDS), one(dice, &DIVISIONS)),
        20 => format!("{} {}", one(dice, &OTHERWISE), word(dice)),
        21 => format!("同段({} {})", one(dice, &OTHERWISE), word(dice)),
        22 => format!("({} OR {}) -{}", one(dice, &OTHERWISE), word(dice), one(dice, &OTHERWISE)),
        // Many texts have it across a border: 人民政府.
        23 => "民政".to_string(),
        24 => format!("{} {}入库:{}", word(dice), one(dice, &["", "-"]), one(dice, &ADDED)),
        _ => format!("{} {}", word(dice), piece(dice, texts, 4)),
    }
}

/// A text too long to be asked for word by word.
fn pasted(dice: &mut Dice, texts: &[String]) -> String {
    (0..12).map(|_| piece(dice, texts, 40)).collect()
}

fn word(dice: &mut Dice) -> &'static str {
    let index = dice.below(SUBJECTS.len());
    SUBJECTS[index]
}

/// Some characters of a text.
fn piece(dice: &mut Dice, texts: &[String], length: usize) -> String {
    let characters: Vec<char> = one(dice, texts).chars().filter(|c| !c.is_whitespace()).collect();
    let from = dice.below(characters.len().max(1));
    characters.into_iter().skip(from).take(length).filter(|c| *c != '"').collect()
}

/// Some characters of a text, one of them wrong.
fn mistyped(dice: &mut Dice, texts: &[String]) -> String {
    let mut characters: Vec<char> = piece(dice, texts, 5).chars().collect();
    if !characters.is_empty() {
        let at = dice.below(characters.len());
        characters[at] = *one(dice, &['茂', '按', '帖', '树', '生']);
    }
    characters.into_iter().collect()
}
