//! Fields that have no result: what they show is in their code.
//!
//! A field is a code (`EQ \o\ac(○,11)`), then the result that Word made of it when it last ran. Some
//! never have a result, for Word draws them from the code each time.

use super::{eq, symbol};

/// The text that a field with this code and no result shows, where the code holds it. The results
/// of fields inside the code belong to the code.
pub(in super::super) fn shown(code: &str) -> Option<String> {
    let (name, rest) = word(code);
    match name.to_ascii_uppercase().as_str() {
        "EQ" => Some(eq::text(rest)),
        "SYMBOL" => symbol_of(rest).map(String::from),
        // The name of the macro or the place, then what there is to click on.
        "MACROBUTTON" | "GOTOBUTTON" => Some(word(rest).1.trim().to_string()),
        _ => None,
    }
}

/// The first word, and what comes after it; `EQ\o(…)` needs no blank.
fn word(code: &str) -> (&str, &str) {
    let code = code.trim_start();
    let end = code.find(|c: char| c.is_whitespace() || c == '\\').unwrap_or(code.len());
    (&code[..end], code[end..].trim_start())
}

/// The character of `SYMBOL 252 \f "Wingdings"`.
fn symbol_of(arguments: &str) -> Option<char> {
    let (number, switches) = word(arguments);
    let number = number.trim_matches('"');
    let hexadecimal = number.strip_prefix("0x").or_else(|| number.strip_prefix("0X"));
    let code = match hexadecimal {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    let font = switches.split_once("\\f").map(|(_, font)| font.trim_start());
    let font = font.map_or("", |font| match font.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap_or_default(),
        None => word(font).0,
    });
    symbol::character(font, code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_a_code_holds_is_shown() {
        for (code, text) in [
            (" eq \\o\\ac(○,11)", "⑪"),
            ("EQ\\f(1,2)", "1/2"),
            (" SYMBOL 9679 \\f \"宋体\" \\h ", "●"),
            ("SYMBOL 0xFE \\f Wingdings", "☑"),
            ("symbol 252 \\f \"Wingdings\"", "✓"),
            (" MACROBUTTON  DoFieldClick [填写单位名称] ", "[填写单位名称]"),
            ("GOTOBUTTON 附件 见附件", "见附件"),
        ] {
            assert_eq!(shown(code).as_deref(), Some(text), "{code}");
        }
    }

    #[test]
    fn codes_that_show_nothing_of_themselves_are_no_text() {
        for code in
            ["", " PAGE ", "HYPERLINK \"http://x\"", "SYMBOL", "SYMBOL x", "EQUAL 1", "TOC \\o"]
        {
            assert_eq!(shown(code), None, "{code}");
        }
    }
}
