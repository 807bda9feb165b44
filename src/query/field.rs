//! The fields of the query language: their names, and what to say of a name that is none.

use unicode_normalization::UnicodeNormalization;

use crate::text::simplified_characters;

/// What a value can be sought in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Issuer,
    Number,
    Kind,
    Date,
    Added,
    Level,
    Region,
    IssuedIn,
    About,
    Validity,
}

/// Each field with its Chinese name, its English name, its Traditional name, and an example.
const FIELDS: [(Field, &str, &str, &str, &str); 11] = [
    (Field::Title, "标题", "title", "標題", "标题:数据安全"),
    (Field::Issuer, "机关", "issuer", "機關", "机关:国务院"),
    (Field::Number, "文号", "number", "文號", "文号:国发〔2025〕1号"),
    (Field::Kind, "类型", "kind", "類型", "类型:通知"),
    (Field::Date, "日期", "date", "日期", "日期:2025-01"),
    (Field::Added, "入库", "added", "入庫", "入库:近三天"),
    (Field::Level, "级别", "level", "級別", "级别:省级"),
    (Field::Region, "地区", "region", "地區", "地区:四川"),
    (Field::IssuedIn, "发文地区", "jurisdiction", "發文地區", "发文地区:四川"),
    (Field::About, "涉及地区", "concerns", "涉及地區", "涉及地区:成都"),
    (Field::Validity, "效力", "validity", "效力", "效力:现行有效"),
];

impl Field {
    /// The field of this name, in any script, width and case.
    pub(super) fn named(name: &str) -> Option<Field> {
        let name = folded(name);
        let row = FIELDS.iter().find(|row| [row.1, row.2, row.3].contains(&name.as_str()));
        row.map(|row| row.0)
    }

    /// The Chinese name.
    pub(super) fn name(self) -> &'static str {
        FIELDS.iter().find(|row| row.0 == self).map_or("", |row| row.1)
    }

    /// A value of the field.
    pub(super) fn value(self) -> &'static str {
        self.example().split_once(':').map_or("", |(_, value)| value)
    }

    /// A field with a value, to show how it is written.
    pub(super) fn example(self) -> &'static str {
        FIELDS.iter().find(|row| row.0 == self).map_or("", |row| row.4)
    }
}

/// Words that people write before a colon in their own right.
const LABELS: &str = include_str!("data/labels.txt");

/// Whether `name`, standing before a colon and `value`, is like a field: two to four ideographs or
/// two to twelve Latin letters, and no address. `9:30`, `https://` and `C:\` are not.
pub(super) fn looks_like_field(name: &str, value: &str) -> bool {
    let length = name.chars().count();
    let latin = name.chars().all(|c| c.is_ascii_alphabetic());
    let han = name.chars().all(|c| matches!(c, '\u{3400}'..='\u{9FFF}'));
    let a_name = (latin && (2..=12).contains(&length)) || (han && (2..=4).contains(&length));
    let value = value.trim_end_matches([')', '）']);
    a_name && !value.is_empty() && !value.starts_with(['/', '\\'])
}

/// What to say of a field that does not exist.
pub(super) fn no_such_field(name: &str) -> String {
    let meant = nearest(name).map(|field| format!("did you mean {field}? ")).unwrap_or_default();
    let latin = name.is_ascii();
    let names: Vec<_> = FIELDS.iter().map(|row| if latin { row.2 } else { row.1 }).collect();
    format!(
        "no field {name}: {meant}the fields are {}; to search for this text put it in quotes",
        names.join(", ")
    )
}

/// Whether `name` is a field's name with a slip in it, and no word that stands before colons.
pub(super) fn is_mistyped(name: &str) -> bool {
    nearest(name).is_some()
}

/// The field name that `name` must be a slip for: one ideograph of two is wrong, or at most two
/// Latin letters and less than half of them, the first not among them.
fn nearest(name: &str) -> Option<&'static str> {
    let name = simplified(name);
    if LABELS.lines().any(|label| label == name) {
        return None;
    }
    let rows = FIELDS.iter().flat_map(|row| [row.1, row.2]);
    let near = rows.filter(|written| written.is_ascii() == name.is_ascii());
    let nearest = near.map(|written| (strsim::levenshtein(&name, written), written)).min()?;
    let length = name.chars().count();
    let slips = match name.is_ascii() {
        true => nearest.0 <= 2 && 2 * nearest.0 < length && same_start(&name, nearest.1),
        false => nearest.0 == 1 && length == 2,
    };
    slips.then_some(nearest.1)
}

fn same_start(a: &str, b: &str) -> bool {
    a.chars().next() == b.chars().next()
}

/// A name in Simplified characters, whatever its width and case.
fn simplified(name: &str) -> String {
    simplified_characters(&folded(name)).collect()
}

fn folded(name: &str) -> String {
    name.nfkc().collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_any_script_width_and_case() {
        for name in ["标题", "標題", "title", "Title", "ＴＩＴＬＥ"] {
            assert_eq!(Field::named(name), Some(Field::Title));
        }
        assert_eq!(Field::named("titel"), None);
    }

    #[test]
    fn a_mistyped_field_is_guessed_and_a_strange_one_is_not() {
        assert_eq!(nearest("titel"), Some("title"));
        assert_eq!(nearest("isuer"), Some("issuer"));
        assert_eq!(nearest("標体"), Some("标题"));
        assert_eq!(nearest("日起"), Some("日期"));
        assert_eq!(nearest("ｔｉｔｅｌ"), Some("title"));
        assert_eq!(nearest("kinds"), Some("kind"));
        for word in ["機構", "地址", "附件", "联系人", "data", "site", "name", "reason"] {
            assert_eq!(nearest(word), None, "{word}");
        }
        assert_eq!(nearest("author"), None);
        assert_eq!(nearest("来源"), None);
    }

    #[test]
    fn text_with_a_colon_is_no_field() {
        assert!(looks_like_field("titel", "x"));
        assert!(looks_like_field("机构", "x"));
        for (name, value) in
            [("https", "//x"), ("9", "30"), ("C", "\\x"), ("注", "x"), ("来源", "")]
        {
            assert!(!looks_like_field(name, value), "{name}:{value}");
        }
    }
}
