//! Numbers and years in Arabic or Chinese digits, as document numbers and dates write them.

/// The value of a Chinese digit, with the circles and letters that stand for zero.
pub(crate) fn digit(char: char) -> Option<u32> {
    let value = match char {
        '〇' | '零' | '○' | 'O' | 'o' | '0' => 0,
        '一' | '元' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return char.to_digit(10),
    };
    Some(value)
}

/// The value of `371`, `三七一`, `三百七十一`, `十二` or `廿三`; `None` for anything else, and for
/// what does not fit.
pub(crate) fn value(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().count() > 9 {
        return None;
    }
    if text.contains(['十', '百', '千', '廿', '卅']) { counted(text) } else { spelled(text) }
}

fn spelled(text: &str) -> Option<u32> {
    text.chars().try_fold(0u32, |sum, char| sum.checked_mul(10)?.checked_add(digit(char)?))
}

fn counted(text: &str) -> Option<u32> {
    let mut sum = 0;
    let mut pending = None;
    for char in text.chars() {
        let unit = match char {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '廿' | '卅' => {
                sum += if char == '廿' { 20 } else { 30 };
                continue;
            }
            _ => {
                pending = Some(digit(char)?);
                continue;
            }
        };
        sum += pending.take().unwrap_or(1) * unit;
    }
    Some(sum + pending.unwrap_or(0))
}

/// The year of four digits in either writing, from 1900 to 2099.
pub(crate) fn year(text: &str) -> Option<u16> {
    let year = spelled(text).filter(|year| (1900..2100).contains(year))?;
    u16::try_from(year).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_writings_have_one_value() {
        for (text, expected) in [
            ("371", 371),
            ("三七一", 371),
            ("三七〇", 370),
            ("三百七十一", 371),
            ("十", 10),
            ("二十", 20),
            ("廿三", 23),
            ("一百零五", 105),
            ("一千二百", 1200),
        ] {
            assert_eq!(value(text), Some(expected), "{text}");
        }
        assert_eq!(value("第三"), None);
        assert_eq!(value("9999999999"), None);
        assert_eq!(year("二〇〇六"), Some(2006));
        assert_eq!(year("二OO六"), Some(2006));
        assert_eq!(year("3006"), None);
    }
}
