//! Chinese numerals and the numbers they write: 二〇二二, 三百七十一, 廿一.
//!
//! [`parse`] reads what [`digits`] and [`counted`] write, and the other ways people type it; it never guesses.
//!
//! ```
//! use policy_search::text::numerals::{counted, digits, parse};
//! assert_eq!(parse("二○○六"), Some(2006));
//! assert_eq!(parse("三百七十一"), Some(371));
//! assert_eq!((digits(2022), counted(371)), ("二〇二二".to_string(), "三百七十一".to_string()));
//! assert_eq!(parse("十百"), None);
//! ```

/// The number that a numeral writes: a row of digits (二〇二二, 三七一, ２０２２; zero also as 零, ○ or a letter O among
/// Chinese digits) or a counted number (十二, 二百零五, 一万三千, 廿一, 叁佰); `None` for anything else and above `u32`.
pub fn parse(numeral: &str) -> Option<u32> {
    let marks: Vec<Mark> = numeral.trim().chars().map(mark).collect::<Option<_>>()?;
    if marks.is_empty() {
        return None;
    }
    row(&marks).or_else(|| count(&marks))
}

/// A number digit by digit, as years are written: 二〇二二.
pub fn digits(number: u32) -> String {
    number.to_string().bytes().map(|byte| DIGITS[usize::from(byte - b'0')]).collect()
}

/// A number as it is counted: 三百七十一, 十二, 一万零三十.
pub fn counted(number: u32) -> String {
    if number == 0 {
        return "零".to_string();
    }
    let mut words = String::new();
    for (unit, name) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
        let section = number / unit % if unit == 100_000_000 { 100 } else { 10_000 };
        if section > 0 {
            let apart = !words.is_empty() && (section < 1000 || words.ends_with('零'));
            words.push_str(if apart { "零" } else { "" });
            words.push_str(&thousands(section, words.is_empty()));
            words.push_str(name);
        }
    }
    words
}

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// A number below ten thousand; at the head of a number, ten is 十 and not 一十.
fn thousands(number: u32, at_head: bool) -> String {
    let mut words = String::new();
    let mut skipped = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit == 0 {
            skipped = !words.is_empty();
            continue;
        }
        words.push_str(if skipped { "零" } else { "" });
        let bare_ten = at_head && unit == 10 && digit == 1 && words.is_empty();
        words.extend((!bare_ten).then(|| DIGITS[digit as usize]));
        words.push_str(name);
        skipped = false;
    }
    words
}

/// What one character does in a numeral.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Digit(u32),
    /// 廿, 卅, 卌: tens in one character.
    Tens(u32),
    Unit(u32),
}

fn mark(c: char) -> Option<Mark> {
    Some(match c {
        '〇' | '零' | '○' | '◯' | '０' | '0' => Mark::Digit(0),
        // Latin, full-width, Cyrillic and Greek O, as typists find them.
        'O' | 'o' | 'Ｏ' | 'ｏ' | 'О' | 'о' | 'Ο' | 'ο' => Mark::Digit(0),
        '1'..='9' => Mark::Digit(u32::from(c) - u32::from('0')),
        '１'..='９' => Mark::Digit(u32::from(c) - u32::from('０')),
        '一' | '壹' | '弌' => Mark::Digit(1),
        '二' | '贰' | '貳' | '两' | '兩' => Mark::Digit(2),
        '三' | '叁' | '參' | '叄' => Mark::Digit(3),
        '四' | '肆' => Mark::Digit(4),
        '五' | '伍' => Mark::Digit(5),
        '六' | '陆' | '陸' => Mark::Digit(6),
        '七' | '柒' => Mark::Digit(7),
        '八' | '捌' => Mark::Digit(8),
        '九' | '玖' => Mark::Digit(9),
        '廿' => Mark::Tens(20),
        '卅' => Mark::Tens(30),
        '卌' => Mark::Tens(40),
        '十' | '拾' => Mark::Unit(10),
        '百' | '佰' => Mark::Unit(100),
        '千' | '仟' => Mark::Unit(1000),
        '万' | '萬' => Mark::Unit(10_000),
        '亿' | '億' => Mark::Unit(100_000_000),
        _ => return None,
    })
}

/// A row of digits.
fn row(marks: &[Mark]) -> Option<u32> {
    marks.iter().try_fold(0u32, |number, mark| match mark {
        Mark::Digit(digit) => number.checked_mul(10)?.checked_add(*digit),
        _ => None,
    })
}

/// A counted number: each of 亿 and 万 multiplies the section before it, in this order and once.
fn count(marks: &[Mark]) -> Option<u32> {
    let mut number = 0u32;
    let mut rest = marks;
    for unit in [100_000_000, 10_000] {
        if let Some(at) = rest.iter().position(|&mark| mark == Mark::Unit(unit)) {
            number = number.checked_add(section(&rest[..at])?.checked_mul(unit)?)?;
            rest = &rest[at + 1..];
        }
    }
    match rest {
        [] => (number > 0).then_some(number),
        _ => number.checked_add(section(rest)?),
    }
}

/// A number below ten thousand: units fall (千, 百, 十), each with one digit before it but for a leading 十; a zero
/// stands for units left out.
fn section(marks: &[Mark]) -> Option<u32> {
    let mut number = 0;
    let mut least = 10_000;
    let mut digit = None;
    let mut zero = false;
    for (index, &mark) in marks.iter().enumerate() {
        match mark {
            Mark::Digit(0) if digit.is_none() && !zero => zero = true,
            Mark::Digit(1..) if digit.is_none() => digit = Some(mark),
            Mark::Tens(tens) if digit.is_none() && least > 10 => {
                (number, least, zero) = (number + tens, 10, false)
            }
            Mark::Unit(unit) if unit < least => {
                number += unit * times(digit.take(), unit, index == 0)?;
                (least, zero) = (unit, false);
            }
            _ => return None,
        }
    }
    close(number, least, digit, zero)
}

/// How often a unit counts: its digit, or once for 十 at the head.
fn times(digit: Option<Mark>, unit: u32, at_head: bool) -> Option<u32> {
    match digit {
        Some(Mark::Digit(times)) => Some(times),
        None if unit == 10 && at_head => Some(1),
        _ => None,
    }
}

/// Adds the last digit. 一百二 (120 in speech) is refused: without a zero between, ones follow only tens.
fn close(number: u32, least: u32, digit: Option<Mark>, zero: bool) -> Option<u32> {
    match digit {
        Some(Mark::Digit(ones)) if number == 0 || least == 10 || zero => Some(number + ones),
        None if number > 0 && !zero => Some(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_digits_are_read() {
        for (numeral, number) in [
            ("二〇二二", 2022),
            ("二○○六", 2006),
            ("二OO六", 2006),
            ("二\u{41E}\u{41E}六", 2006),
            ("二零一九", 2019),
            ("三七一", 371),
            ("２０２２", 2022),
            ("二0二二", 2022),
            ("〇", 0),
            ("九", 9),
            (" 2025 ", 2025),
        ] {
            assert_eq!(parse(numeral), Some(number), "{numeral}");
        }
    }

    #[test]
    fn counted_numbers_are_read() {
        for (numeral, number) in [
            ("十", 10),
            ("十二", 12),
            ("二十一", 21),
            ("三百七十一", 371),
            ("廿", 20),
            ("廿一", 21),
            ("卅", 30),
            ("一百零五", 105),
            ("一百廿三", 123),
            ("二千零二十", 2020),
            ("一千零五十", 1050),
            ("一万二千", 12_000),
            ("一万零三", 10_003),
            ("十三万", 130_000),
            ("两百", 200),
            ("叁佰柒拾壹", 371),
            ("一亿零一万", 100_010_000),
            ("一百一十", 110),
            ("3万", 30_000),
            ("零五", 5),
        ] {
            assert_eq!(parse(numeral), Some(number), "{numeral}");
        }
    }

    #[test]
    fn nonsense_is_no_number() {
        for numeral in [
            "",
            " ",
            "十十",
            "百",
            "十百",
            "二三百",
            "一百二",
            "一百零",
            "百三",
            "万",
            "廿廿",
            "一二十",
            "第一",
            "九九九九九九九九九九九",
            "九十亿",
            "一万万",
            "号",
        ] {
            assert_eq!(parse(numeral), None, "{numeral}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for number in (0..30_000).chain((0..u32::MAX - 99_991).step_by(99_991)).chain([u32::MAX]) {
            assert_eq!(parse(&counted(number)), Some(number), "{}", counted(number));
            assert_eq!(parse(&digits(number)), Some(number));
        }
        assert_eq!(counted(110), "一百一十");
        assert_eq!(counted(100_010), "十万零一十");
    }
}
