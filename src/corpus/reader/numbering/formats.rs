//! A count in the figures, numerals or letters that Word counts in.
//!
//! Formats go by their names in ECMA-376 (`ST_NumberFormat`).

use crate::text::numerals::{counted, digits};

/// The formats of numbers (`MSONFC` in \[MS-OSHARED\]) by their numbers, as ECMA-376 names them.
const FORMATS: [&str; 60] = [
    "decimal",
    "upperRoman",
    "lowerRoman",
    "upperLetter",
    "lowerLetter",
    "ordinal",
    "cardinalText",
    "ordinalText",
    "hex",
    "chicago",
    "ideographDigital",
    "japaneseCounting",
    "aiueo",
    "iroha",
    "decimalFullWidth",
    "decimalHalfWidth",
    "japaneseLegal",
    "japaneseDigitalTenThousand",
    "decimalEnclosedCircle",
    "decimalFullWidth2",
    "aiueoFullWidth",
    "irohaFullWidth",
    "decimalZero",
    "bullet",
    "ganada",
    "chosung",
    "decimalEnclosedFullstop",
    "decimalEnclosedParen",
    "decimalEnclosedCircleChinese",
    "ideographEnclosedCircle",
    "ideographTraditional",
    "ideographZodiac",
    "ideographZodiacTraditional",
    "taiwaneseCounting",
    "ideographLegalTraditional",
    "taiwaneseCountingThousand",
    "taiwaneseDigital",
    "chineseCounting",
    "chineseLegalSimplified",
    "chineseCountingThousand",
    "decimal",
    "koreanDigital",
    "koreanCounting",
    "koreanLegal",
    "koreanDigital2",
    "hebrew1",
    "arabicAlpha",
    "hebrew2",
    "arabicAbjad",
    "hindiVowels",
    "hindiConsonants",
    "hindiNumbers",
    "hindiCounting",
    "thaiLetters",
    "thaiNumbers",
    "thaiCounting",
    "vietnameseCounting",
    "numberInDash",
    "russianLower",
    "russianUpper",
];

/// The name of the format that DOC, RTF and Word XML know by this number.
pub(in super::super) fn format_of(number: usize) -> &'static str {
    FORMATS.get(number).copied().unwrap_or("none")
}

/// A count in one of Word's formats; formats without a form of their own are figures.
pub(in super::super) fn formatted(count: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "koreanCounting" => counted(count),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => digits(count),
        "chineseLegalSimplified" => capital(count, "壹贰叁肆伍陆柒捌玖拾佰仟"),
        "ideographLegalTraditional" | "japaneseLegal" => {
            capital(count, "壹貳參肆伍陸柒捌玖拾佰仟").replace('万', "萬")
        }
        "ideographTraditional" => cyclic(count, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => cyclic(count, "子丑寅卯辰巳午未申酉戌亥"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => offset(count, '①', 20),
        "decimalEnclosedParen" => offset(count, '⑴', 20),
        "decimalEnclosedFullstop" => offset(count, '⒈', 20),
        "ideographEnclosedCircle" => offset(count, '㊀', 10),
        "decimalFullWidth" | "decimalFullWidth2" => wide(count),
        "numberInDash" => format!("- {count} -"),
        "decimalZero" => format!("{count:02}"),
        "lowerLetter" => letters(count, 'a'),
        "upperLetter" => letters(count, 'A'),
        "lowerRoman" => roman(count).to_lowercase(),
        "upperRoman" => roman(count),
        "none" => String::new(),
        _ => count.to_string(),
    }
}

/// A count in numerals that cannot be altered, where ten is 壹拾.
fn capital(count: u32, capitals: &str) -> String {
    let counted = counted(count);
    let one = if counted.starts_with('十') { "一" } else { "" };
    let capital = |c: char| {
        let place = "一二三四五六七八九十百千".chars().position(|plain| plain == c);
        place.and_then(|at| capitals.chars().nth(at)).unwrap_or(c)
    };
    one.chars().chain(counted.chars()).map(capital).collect()
}

fn cyclic(count: u32, names: &str) -> String {
    let names: Vec<char> = names.chars().collect();
    match count {
        0 => "0".into(),
        count => names[(count as usize - 1) % names.len()].to_string(),
    }
}

/// One of `many` characters in a row, the first of which is one.
fn offset(count: u32, one: char, many: u32) -> String {
    match count {
        1.. if count <= many => {
            char::from_u32(one as u32 + count - 1).map(String::from).unwrap_or_default()
        }
        _ => count.to_string(),
    }
}

fn wide(count: u32) -> String {
    let wide = |c: char| char::from_u32(c as u32 + 0xFEE0).unwrap_or(c);
    count.to_string().chars().map(wide).collect()
}

/// a, b, … z, aa, bb: as Word counts.
fn letters(count: u32, first: char) -> String {
    let Some(zero_based) = count.checked_sub(1) else { return "0".into() };
    let letter = char::from_u32(first as u32 + zero_based % 26).unwrap_or(first);
    std::iter::repeat_n(letter, (zero_based / 26 + 1).min(9) as usize).collect()
}

fn roman(mut count: u32) -> String {
    const VALUES: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&count) {
        return count.to_string();
    }
    let mut roman = String::new();
    for (value, name) in VALUES {
        while count >= value {
            roman.push_str(name);
            count -= value;
        }
    }
    roman
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_in_words_figures_and_letters() {
        for (format, count, printed) in [
            ("chineseCountingThousand", 112, "一百一十二"),
            ("chineseCounting", 10, "十"),
            ("ideographDigital", 12, "一二"),
            ("chineseLegalSimplified", 21, "贰拾壹"),
            ("chineseLegalSimplified", 12, "壹拾贰"),
            ("ideographLegalTraditional", 10_203, "壹萬零貳佰零參"),
            ("numberInDash", 3, "- 3 -"),
            ("ideographTraditional", 2, "乙"),
            ("decimalEnclosedCircle", 3, "③"),
            ("decimalFullWidth", 12, "１２"),
            ("lowerLetter", 28, "bb"),
            ("upperRoman", 14, "XIV"),
            ("whatever", 7, "7"),
        ] {
            assert_eq!(formatted(count, format), printed, "{format}");
        }
    }
}
