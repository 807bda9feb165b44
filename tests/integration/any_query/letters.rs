//! Characters of every sort that a query or an announcement may hold, drawn at random.

use crate::workspace::Dice;

/// One sort of characters each: frequent in the announcements, rare, Extension B, Traditional,
/// compatibility forms, Latin, digits, full width, combining, marks, controls, emoji, other scripts.
const SORTS: [&str; 14] = [
    "安全生产数据补贴植树防汛通知办法关于第条一二三十的了在年月日号发令",
    "吨猫沪龘靐齉爩彧囧〆々〇",
    "\u{20000}𠮷𡈽𪚥𠜎\u{2A6DF}\u{2F804}\u{2FA1D}",
    "運貿產體國發關於據補貼門麼裡麵網際路",
    "\u{F900}\u{F901}\u{FA0E}\u{FA30}⼀⼈⺀⻳㈠㊤㍻㎡",
    "aZéßGDPtÅœﬁİ",
    "0123456789①⑴½Ⅳ一二〇",
    "ＧＤＰｔＯＲ０９：（）－＂　",
    "\u{301}\u{FE0F}\u{20E3}\u{200D}\u{3099}\u{E0100}\u{308}",
    "，。、；：？！“”‘’《》〈〉【】〔〕「」『』…—·～￥",
    "\"'()-:%&#@*+=/\\|<>[]{}^`~$_.,;!?",
    "\u{7}\u{1b}\n\r\t\u{85}\u{2028}\u{202E}\u{FEFF}\u{AD}\u{200B}\u{1}\u{0}",
    "😀🇨🇳👩🏽❤",
    "のカ한ไعﷺ\u{E000}\u{F0000}\u{FFFF}\u{10FFFF}",
];

/// One of several things.
pub(super) fn one<'a, T>(dice: &mut Dice, things: &'a [T]) -> &'a T {
    &things[dice.below(things.len())]
}

/// True once in `times`.
pub(super) fn once_in(dice: &mut Dice, times: usize) -> bool {
    dice.below(times) == 0
}

/// A Han character: frequent, rare, of Extension B, Traditional or a compatibility form.
pub(super) fn han(dice: &mut Dice) -> char {
    let sort = if once_in(dice, 2) { 0 } else { dice.below(5) };
    character_of(dice, sort)
}

fn character_of(dice: &mut Dice, sort: usize) -> char {
    let characters: Vec<char> = SORTS[sort].chars().collect();
    *one(dice, &characters)
}

fn character(dice: &mut Dice) -> char {
    if once_in(dice, 20) {
        return char::from_u32(dice.below(0x11_0000) as u32).unwrap_or('猫');
    }
    let sort = dice.below(SORTS.len());
    character_of(dice, sort)
}

/// One to `most` characters: of one sort, mostly Han, or of any.
pub(super) fn text(dice: &mut Dice, most: usize) -> String {
    let length = 1 + dice.below(most);
    let sort = dice.below(SORTS.len());
    let way = dice.below(3);
    let draw = |_| match way {
        0 => character_of(dice, sort),
        1 if !once_in(dice, 4) => han(dice),
        _ => character(dice),
    };
    (0..length).map(draw).collect()
}
