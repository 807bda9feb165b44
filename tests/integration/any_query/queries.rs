//! Queries at random, each of a class.

use super::announcements::{BODIES, KINDS, NUMBERS, SUBJECTS};
use super::letters::{han, once_in, one, text};
use crate::workspace::Dice;

const FIELDS: [&str; 24] = [
    "标题",
    "机关",
    "文号",
    "类型",
    "日期",
    "级别",
    "地区",
    "效力",
    "title",
    "issuer",
    "number",
    "kind",
    "date",
    "level",
    "region",
    "validity",
    "標題",
    "機關",
    "級別",
    "地區",
    "ＴＩＴＬＥ",
    "Number",
    "titel",
    "来源",
];

const OTHER_VALUES: [&str; 18] = [
    "2025",
    "2024..2025",
    "..2023",
    "近三年",
    "今年",
    "2025-02-30",
    "省级",
    "ministry",
    "很高",
    "四川",
    "青白江区",
    "已废止",
    "in-force",
    "很有效",
    "\"2025年 1月\"",
    "发改委",
    "..",
    "(通知 OR 意见)",
];

const NEAR: [&str; 8] =
    ["同句", "同段", "sentence", "paragraph", "同句:", "同段：", "Sentence", "同 句"];

const QUOTES: [(&str, &str); 7] =
    [("\"", "\""), ("“", "”"), ("「", "」"), ("『", "』"), ("＂", "＂"), ("“", "“"), ("\"", "")];

const SYNTAX: [&str; 18] = [
    " ", " ", " OR ", "OR", "(", ")", "（", "）", "-", "－", "\"", "“", "”", ":", "：", "..", " -",
    "同句(",
];

/// How a class of queries is drawn.
type Draw = fn(&mut Dice) -> String;

const CLASSES: [(&str, Draw); 15] = [
    ("one Han character", |dice| han(dice).to_string()),
    ("1-3 characters", |dice| text(dice, 3)),
    ("1-12 characters", |dice| text(dice, 12)),
    ("short in", |dice| format!("{}{}", field(dice), short(dice))),
    ("value in", |dice| format!("{}{}", field(dice), value(dice))),
    ("words", |dice| joined(dice, " ", word)),
    ("mistyped", mistyped),
    ("quoted", quoted),
    ("OR", |dice| joined(dice, " OR ", part)),
    ("exclusion", |dice| format!("{} -{}", part(dice), part(dice))),
    ("brackets", |dice| grouped(dice, 3)),
    ("near", near),
    ("number", number),
    ("syntax at random", soup),
    ("long", long),
];

/// A query, and the class it was drawn from; those in a field are a class for each field.
pub(super) fn query(dice: &mut Dice) -> (String, String) {
    let (class, draw) = *one(dice, &CLASSES);
    let query = draw(dice);
    let field = query.split([':', '：']).next().filter(|_| class.ends_with(" in"));
    (format!("{class} {}", field.unwrap_or_default()), query)
}

/// One to three characters, known ones as often as any.
fn short(dice: &mut Dice) -> String {
    if once_in(dice, 2) { text(dice, 3) } else { piece(dice, 3) }
}

/// Up to `most` characters of what announcements say.
fn piece(dice: &mut Dice, most: usize) -> String {
    let subject: Vec<char> = one(dice, &SUBJECTS).chars().collect();
    let from = dice.below(subject.len());
    let count = 1 + dice.below(most.min(subject.len() - from));
    subject[from..from + count].iter().collect()
}

/// `name:` in either width.
fn field(dice: &mut Dice) -> String {
    format!("{}{}", one(dice, &FIELDS), one(dice, &[":", ":", ":", "："]))
}

/// A value of any field, whichever it stands in.
fn value(dice: &mut Dice) -> String {
    let tables: [&[&str]; 5] = [&SUBJECTS, &BODIES, &NUMBERS, &KINDS, &OTHER_VALUES];
    let table = *one(dice, &tables);
    one(dice, table).to_string()
}

/// A word that some announcement may have, a part of one, or anything.
fn word(dice: &mut Dice) -> String {
    match dice.below(6) {
        0 => text(dice, 4),
        1 => han(dice).to_string(),
        2 => value(dice),
        _ => piece(dice, 6),
    }
}

fn part(dice: &mut Dice) -> String {
    match dice.below(6) {
        0 => quoted(dice),
        1 => format!("{}{}", field(dice), short(dice)),
        2 => format!("{}{}", field(dice), value(dice)),
        3 => grouped(dice, 1),
        _ => word(dice),
    }
}

fn joined(dice: &mut Dice, between: &str, draw: Draw) -> String {
    let count = 2 + dice.below(3);
    let parts: Vec<String> = (0..count).map(|_| draw(dice)).collect();
    parts.join(between)
}

/// What announcements say, with one character changed, left out or put in.
fn mistyped(dice: &mut Dice) -> String {
    let sources: [&[&str]; 3] = [&SUBJECTS, &BODIES, &NUMBERS];
    let source = *one(dice, &sources);
    let mut characters: Vec<char> = one(dice, source).chars().collect();
    let at = dice.below(characters.len());
    match dice.below(4) {
        0 => characters.insert(at, han(dice)),
        1 if characters.len() > 1 => _ = characters.remove(at),
        _ => characters[at] = han(dice),
    }
    let mistyped: String = characters.into_iter().collect();
    if once_in(dice, 4) { format!("{}{mistyped}", field(dice)) } else { mistyped }
}

/// A document number, as announcements have it or another.
fn number(dice: &mut Dice) -> String {
    let number = *one(dice, &NUMBERS);
    if once_in(dice, 2) {
        number.to_string()
    } else {
        number.replace('1', &dice.below(40).to_string())
    }
}

fn quoted(dice: &mut Dice) -> String {
    let (open, close) = *one(dice, &QUOTES);
    let inside = if once_in(dice, 2) { word(dice) } else { text(dice, 6) };
    format!("{open}{inside}{close}")
}

fn grouped(dice: &mut Dice, deep: usize) -> String {
    let (open, close) = *one(dice, &[("(", ")"), ("（", "）")]);
    let inner = if deep > 0 && once_in(dice, 2) { grouped(dice, deep - 1) } else { word(dice) };
    let between = *one(dice, &[" ", " OR ", " -", "、"]);
    let before = if once_in(dice, 4) { field(dice) } else { String::new() };
    format!("{before}{open}{inner}{between}{}{close}", word(dice))
}

fn near(dice: &mut Dice) -> String {
    let (name, between) = (*one(dice, &NEAR), *one(dice, &[" ", " OR ", "，"]));
    let (open, close) = *one(dice, &[("(", ")"), ("（", "）"), ("(", "")]);
    let draw: Draw = if once_in(dice, 4) { part } else { word };
    let words = joined(dice, between, draw);
    let beside = if once_in(dice, 3) { word(dice) } else { String::new() };
    format!("{name}{open}{words}{close} {beside}")
}

fn soup(dice: &mut Dice) -> String {
    let piece = |_| match dice.below(5) {
        0 | 1 => (*one(dice, &SYNTAX)).to_string(),
        2 => field(dice),
        _ => short(dice),
    };
    (0..8).map(piece).collect()
}

fn long(dice: &mut Dice) -> String {
    let times = 1 + dice.below(60);
    match dice.below(4) {
        0 => text(dice, 5).repeat(times),
        1 => format!("{}{}{}", "(".repeat(times), word(dice), ")".repeat(times)),
        2 => (0..times).map(|_| word(dice)).collect(),
        _ => text(dice, 4100),
    }
}
