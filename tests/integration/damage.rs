//! What re-publishers do to a text, one sort a function, the same on every run.

use pinyin::ToPinyin;

use crate::workspace::Dice;

/// A sort of damage.
pub(crate) type Damage = fn(&str, &mut Dice) -> String;

/// Every sort, by name.
pub(crate) const SORTS: [(&str, Damage); 9] = [
    ("same", |text, _| text.to_string()),
    ("glossed", glossed),
    ("other marks", marked),
    ("furniture", furnished),
    ("a line lost", shortened),
    ("end cut off", cut),
    ("wrapped at 28", wrapped),
    ("0.5 % garbled", garbled),
    ("line, marks and furniture", |text, dice| {
        let lost = shortened(text, dice);
        furnished(&marked(&lost, dice), dice)
    }),
];

/// The reading after every seventh character that has one.
fn glossed(text: &str, _: &mut Dice) -> String {
    let mut glossed = String::new();
    for (index, character) in text.chars().enumerate() {
        glossed.push(character);
        if let Some(reading) = character.to_pinyin().filter(|_| index % 7 == 0) {
            glossed.push_str(&format!("({})", reading.plain()));
        }
    }
    glossed
}

fn marked(text: &str, _: &mut Dice) -> String {
    text.replace('，', ",").replace('。', "．").replace('；', "，").replace(['《', '》'], "")
}

fn furnished(text: &str, dice: &mut Dice) -> String {
    let views = dice.below(10_000);
    let (title, body) = text.split_once('\n').unwrap_or((text, ""));
    let head = format!("{title}\n来源：青山在线　浏览次数：{views}\n欢迎关注青山在线");
    format!("{head}\n{body}\n责任编辑：李小山\n青山在线版权所有\n更多精彩内容请下载客户端")
}

/// Without one line of the body, not the first and not the last.
fn shortened(text: &str, dice: &mut Dice) -> String {
    let lines: Vec<&str> = text.lines().collect();
    if lines.len() < 8 {
        return text.to_string();
    }
    let lost = 3 + dice.below(lines.len() - 6);
    let kept = lines.iter().enumerate().filter(|(index, _)| *index != lost);
    kept.map(|(_, line)| *line).collect::<Vec<_>>().join("\n")
}

/// Without the last tenth of its lines.
fn cut(text: &str, _: &mut Dice) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[..lines.len() - lines.len() / 10].join("\n")
}

/// Lines broken after 28 characters, as they come out of a PDF.
fn wrapped(text: &str, _: &mut Dice) -> String {
    let (title, body) = text.split_once('\n').unwrap_or((text, ""));
    let mut wrapped = format!("{title}\n");
    for line in body.lines() {
        let mut column = 0;
        for character in line.chars() {
            column += 1;
            // As in print, words of letters and digits stay whole.
            if column > 28 && !character.is_ascii_alphanumeric() {
                wrapped.push('\n');
                column = 1;
            }
            wrapped.push(character);
        }
        wrapped.push('\n');
    }
    wrapped
}

/// One Han character in two hundred replaced by another.
fn garbled(text: &str, dice: &mut Dice) -> String {
    let garble = |character: char| match policy_search::text::is_han(character) {
        true if dice.below(200) == 0 => char::from_u32(0x4e00 + dice.below(0x5000) as u32),
        _ => Some(character),
    };
    text.chars().filter_map(garble).collect()
}
