//! The names of `同句(…)` and `同段(…)`, which hold words together.

use unicode_normalization::UnicodeNormalization;

use super::tree::Scope;

/// Each scope with its Chinese and English name.
const NAMES: [(Scope, &str, &str); 2] =
    [(Scope::Sentence, "同句", "sentence"), (Scope::Paragraph, "同段", "paragraph")];

impl Scope {
    /// The Chinese name, which stands before the bracket.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|row| row.0 == self).map_or("", |row| row.1)
    }
}

/// The scope whose name `text` begins with, right before an opening bracket (a colon between the
/// two is read over), and the bytes up to the bracket.
pub(super) fn scope_at(text: &str) -> Option<(Scope, usize)> {
    let bracket = text.find(['(', '（'])?;
    let name = text[..bracket].strip_suffix([':', '：']).unwrap_or(&text[..bracket]);
    let name = name.nfkc().collect::<String>().to_lowercase();
    let row = NAMES.iter().find(|row| [row.1, row.2].contains(&name.as_str()))?;
    Some((row.0, bracket))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_its_name_before_a_bracket() {
        for text in ["同句(班列 供应链)", "同句：（班列", "Sentence(a b)", "ｓｅｎｔｅｎｃｅ:(a)"]
        {
            let (scope, bracket) = scope_at(text).unwrap();
            assert_eq!(scope, Scope::Sentence, "{text}");
            assert!(text[bracket..].starts_with(['(', '（']), "{text}");
        }
        assert_eq!(scope_at("同段(a b)").map(|found| found.0), Some(Scope::Paragraph));
        for text in ["同句", "不同句(a)", "同句 (a)", "(同句)", "同句::(a)"] {
            assert_eq!(scope_at(text), None, "{text}");
        }
    }
}
