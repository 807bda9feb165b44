//! Number formats: what a cell shows of its value (`0.00%`, `yyyy"年"m"月"d"日"`).
//!
//! Dates are given as dates (`2024-03-05`), whatever order and words the format has; numbers as
//! they are shown, except for fractions and for formats that hide their value.

mod builtin;
mod code;
mod date;
mod number;

use std::borrow::Cow;

pub(super) use builtin::builtin;
pub(super) use date::Epoch;
pub(super) use number::plain;

use code::{Kind, Section, Token};

/// A format code, read.
#[derive(Clone, Debug, Default)]
pub(super) struct Format {
    /// For positive numbers, negative ones, zero and text; fewer of them serve for more.
    sections: Vec<Section>,
}

impl Format {
    /// The format of this code.
    pub(super) fn of(code: &str) -> Self {
        Self { sections: code::sections(code) }
    }

    /// What is shown of a number.
    pub(super) fn number(&self, value: f64, epoch: Epoch) -> String {
        let Some((section, is_own)) = self.section(value) else { return plain(value) };
        let shown = match section.kind {
            Kind::Date => date::shown(section, value, epoch),
            Kind::Elapsed => date::elapsed(section, value),
            Kind::Number => Some(number::shown(section, value, is_own)),
            Kind::General => Some(general(section, value)),
        };
        // A format that hides its value (`;;;`) hides nothing from a search.
        shown.filter(|shown| !shown.trim().is_empty()).unwrap_or_else(|| plain(value))
    }

    /// What is shown of a text.
    pub(super) fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let last = self.sections.last().filter(|section| section.tokens.contains(&Token::Text));
        match last {
            Some(section) if section.tokens.len() > 1 => section.around(text).into(),
            _ => text.into(),
        }
    }

    /// The section for a number, and whether it is one for negative numbers, which show no sign.
    fn section(&self, value: f64) -> Option<(&Section, bool)> {
        let numbers = self.sections.iter().take(3);
        let mut conditional = numbers.filter(|section| section.condition.is_some());
        if let Some(met) = conditional.find(|section| section.is_met(value)) {
            return Some((met, false));
        }
        let plain: Vec<&Section> =
            self.sections.iter().take(3).filter(|section| section.condition.is_none()).collect();
        match plain[..] {
            [] => self.sections.first().map(|section| (section, false)),
            [_, negative, ..] if value < 0.0 => Some((negative, true)),
            [_, _, zero] if value == 0.0 => Some((zero, false)),
            [positive, ..] => Some((positive, false)),
        }
    }
}

/// A number as it is, with the words of its format around it.
fn general(section: &Section, value: f64) -> String {
    section.around(&plain(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, value: f64) -> String {
        Format::of(code).number(value, Epoch::default())
    }

    #[test]
    fn numbers_are_shown_as_their_formats_say() {
        for (code, value, text) in [
            ("General", 45356.0, "45356"),
            ("General", 0.1 + 0.2, "0.3"),
            ("G/通用格式", 12.5, "12.5"),
            ("G/通用格式\"元\"", 12.5, "12.5元"),
            ("0", 2.5, "3"),
            ("0.00", 3.1351, "3.14"),
            ("0.##", 3.0, "3"),
            ("0.0#", 3.0, "3.0"),
            ("0%", 0.125, "13%"),
            ("0.0%", 0.125, "12.5%"),
            ("#,##0", 1_234_567.0, "1,234,567"),
            ("#,##0.00", -1234.5, "-1,234.50"),
            ("#,##0_);(#,##0)", -1234.0, "(1,234)"),
            ("#,##0_);[Red]\\-#,##0", -1234.0, "-1,234"),
            ("_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* \"-\"??_ ;_ @_ ", 1200.0, "¥1,200.00"),
            ("_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* \"-\"??_ ;_ @_ ", 0.0, "¥-"),
            ("[$¥-804]#,##0", 8.0, "¥8"),
            ("000000", 42.0, "000042"),
            ("\"第\"0\"号\"", 7.0, "第7号"),
            ("000\\-0000", 1234567.0, "123-4567"),
            ("0.00E+00", 123456.0, "1.23E+05"),
            ("#,##0,", 1_234_567.0, "1,235"),
            ("0.0,,\"百万\"", 1_250_000.0, "1.3百万"),
            ("# ?/?", 0.5, "0.5"),
            (";;;", 5.0, "5"),
            ("[>=10000]0.0,\"千\";0", 12_000.0, "12.0千"),
            ("[>=10000]0.0,\"千\";0", 900.0, "900"),
            ("[DBNum1][$-804]General", 12.0, "12"),
            ("#", 0.0, "0"),
            ("0.00_ ", 0.004, "0.00"),
            ("@", 12.0, "12"),
        ] {
            assert_eq!(shown(code, value), text, "{code} {value}");
        }
    }

    #[test]
    fn dates_are_dates_in_every_spelling() {
        for (code, value, text) in [
            ("mm-dd-yy", 45356.0, "2024-03-05"),
            ("yyyy/m/d", 45356.75, "2024-03-05"),
            ("yyyy\"年\"m\"月\"d\"日\";@", 45356.0, "2024-03-05"),
            ("[$-804]yyyy年m月d日;@", 45356.0, "2024-03-05"),
            ("[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@", 45356.0, "2024-03-05"),
            ("yyyy\"年\"m\"月\";@", 45356.0, "2024-03"),
            ("mmm-yy", 45356.0, "2024-03"),
            ("yyyy", 45356.0, "2024"),
            ("m\"月\"d\"日\"", 45356.0, "2024-03-05"),
            ("aaaa", 45356.0, "2024-03-05"),
            ("[$-404]e/m/d", 45356.0, "2024-03-05"),
            ("yyyy-mm-dd hh:mm:ss", 45356.770833333336, "2024-03-05 18:30:00"),
            ("yyyy-mm-dd hh:mm:ss", 45356.0, "2024-03-05"),
            ("m/d/yy h:mm", 45356.770833333336, "2024-03-05 18:30"),
            ("h:mm AM/PM", 0.770833333333333, "18:30"),
            ("上午/下午h\"时\"mm\"分\"", 0.75, "18:00"),
            ("[h]:mm", 1.5, "36:00"),
            ("[h]:mm:ss", 1.0 + 1.0 / 86400.0, "24:00:01"),
            ("mm:ss", 0.5 / 24.0, "30:00"),
            ("yyyy-mm-dd", 59.0, "1900-02-28"),
            ("yyyy-mm-dd", 61.0, "1900-03-01"),
            ("yyyy-mm-dd", -3.0, "-3"),
            ("yyyy-mm-dd", 20240305.0, "20240305"),
        ] {
            assert_eq!(shown(code, value), text, "{code} {value}");
        }
        let mac = Format::of("yyyy-mm-dd").number(43894.0, Epoch::Y1904);
        assert_eq!(mac, "2024-03-05");
    }

    #[test]
    fn letters_in_words_are_no_dates() {
        for code in ["0.00\"days\"", "\\d0", "#,##0\\ [$USD-409]", "[Red]0", "_d0", "*m0"] {
            assert!(!shown(code, 45356.0).contains("2024"), "{code}");
        }
    }

    #[test]
    fn texts_keep_the_words_of_their_format() {
        assert_eq!(Format::of("\"附件\"@").text("三"), "附件三");
        assert_eq!(Format::of("@").text("三"), "三");
        assert_eq!(Format::of("0;0;0;@\"号\"").text("三"), "三号");
        assert_eq!(Format::of("0.00").text("三"), "三");
    }

    #[test]
    fn nothing_is_ever_a_panic() {
        let pieces = [
            "0", "#", ".", ",", "%", "E+", "[h", "]", "\"", "\\", "y", "m", ";", "@", "*", "_",
            "/", "年",
        ];
        for seed in 0..4_000_usize {
            let mut state = seed.wrapping_mul(0x9E37_79B9) | 1;
            let mut code = String::new();
            for _ in 0..9 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                code.push_str(pieces[(state >> 33) % pieces.len()]);
            }
            for value in
                [0.0, -1.5, 45356.25, 1e300, f64::MAX, f64::MIN_POSITIVE, f64::NAN, f64::INFINITY]
            {
                let shown = shown(&code, value);
                assert!(shown.len() < 1_000, "{code} {value}");
            }
        }
    }
}
