//! 时效 from a title's marks and from the value of a page's label.
//!
//! Invariant: only a mark says so (`（已废止）`, `[有效]`) or a label (`有效性：失效`); a title that
//! speaks of repealing something else (关于废止…的决定) says nothing of itself.

use jiff::Zoned;
use jiff::civil::Date;

use crate::announcement::Validity;
use crate::announcement::number::Folded;
use crate::text::pattern::Pattern;

static MARK: Pattern = Pattern::new(
    r"[(\[【〔〈<{] *(?P<word>(?:全文|现行|部分|已经?|己)?(?:被)?(?:有效|废止|失效|作废|修改|废除)|(?:全文|部分|已经?|己)?(?:被)?修订|(?:(?:19|20)\d{2}年?(?:\d{1,2}月(?:\d{1,2}日)?)?)起?(?:被|已)?(?:废止|失效|作废|废除|停止执行)|尚未生效|未生效|尚未施行|尚未实施|停止执行) *[)\]】〕〉>}]",
);

/// Words of a label in the order they are tried: 有效 also ends 失效's opposite.
const WORDS: [(&str, Validity); 20] = [
    ("部分失效", Validity::Amended),
    ("部分废止", Validity::Amended),
    ("部分有效", Validity::Amended),
    ("未废止", Validity::InForce),
    ("尚未生效", Validity::NotYetInForce),
    ("未生效", Validity::NotYetInForce),
    ("未施行", Validity::NotYetInForce),
    ("未实施", Validity::NotYetInForce),
    ("即将生效", Validity::NotYetInForce),
    ("废止", Validity::Repealed),
    ("废除", Validity::Repealed),
    ("作废", Validity::Repealed),
    ("停止执行", Validity::Repealed),
    ("失效", Validity::Expired),
    ("无效", Validity::Expired),
    ("过期", Validity::Expired),
    ("修改", Validity::Amended),
    ("修订", Validity::Amended),
    ("修正", Validity::Amended),
    ("有效", Validity::InForce),
];

/// The validity that `label` (the value of 有效性, 时效, 效力) or else a mark in `title` tells.
///
/// 部分失效 counts as amended.
///
/// ```
/// use policy_search::Validity;
/// use policy_search::extract::validity::from;
///
/// assert_eq!(from("（已废止）某办法", None), Some(Validity::Repealed));
/// assert_eq!(from("某办法", Some("有效性：现行有效")), Some(Validity::InForce));
/// assert_eq!(from("关于废止某办法的决定", None), None);
/// ```
pub fn from(title: &str, label: Option<&str>) -> Option<Validity> {
    label.and_then(of_label).or_else(|| strip_marks(title).1)
}

/// Whether a last day in force is past, on the day the text is read.
pub(super) fn after(last: Date) -> bool {
    last < Zoned::now().date()
}

/// What the value of a label says; a value longer than a few words says something else.
fn of_label(label: &str) -> Option<Validity> {
    const LONGEST: usize = 12;
    let folded = Folded::new(label);
    let value: String = folded.text().chars().filter(|char| !char.is_whitespace()).collect();
    let value = value.rsplit(':').next().unwrap_or_default();
    (value.chars().count() <= LONGEST && value != "否").then(|| of_word(value)).flatten()
}

fn of_word(word: &str) -> Option<Validity> {
    WORDS.iter().find(|(part, _)| word.contains(part)).map(|(_, validity)| *validity)
}

/// The title without its marks of validity, and what they say; `（2021年修订）` is not a mark.
pub fn strip_marks(title: &str) -> (String, Option<Validity>) {
    let folded = Folded::new(title);
    let Some(found) = MARK.captures(folded.text()) else {
        return (title.trim().to_string(), None);
    };
    let validity = of_word(&found["word"]);
    let span = folded.source(found.get(0).map_or(0..0, |mark| mark.range()));
    let before = &title[..span.start];
    let after = &title[span.end..];
    (format!("{}{}", before.trim(), after.trim()), validity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_and_taken_off() {
        for (title, clean, validity) in [
            ("（已废止）关于某事的通知", "关于某事的通知", Some(Validity::Repealed)),
            ("[有效]某省某办法", "某省某办法", Some(Validity::InForce)),
            ("某条例（已失效）", "某条例", Some(Validity::Expired)),
            ("【失效】某条例", "某条例", Some(Validity::Expired)),
            ("某条例(已修改)", "某条例", Some(Validity::Amended)),
            ("（已廢止）某辦法", "某辦法", Some(Validity::Repealed)),
            ("某条例（2021年修订）", "某条例（2021年修订）", None),
            ("某办法（试行）", "某办法（试行）", None),
            ("关于废止某办法的决定", "关于废止某办法的决定", None),
            ("关于公布继续有效文件目录的通知", "关于公布继续有效文件目录的通知", None),
            ("某办法（2024年废止）", "某办法", Some(Validity::Repealed)),
            ("某办法(2024年6月1日失效)", "某办法", Some(Validity::Expired)),
            ("某办法[尚未施行]", "某办法", Some(Validity::NotYetInForce)),
            ("某办法（停止执行）", "某办法", Some(Validity::Repealed)),
            ("", "", None),
        ] {
            assert_eq!(strip_marks(title), (clean.to_string(), validity), "{title}");
        }
    }

    #[test]
    fn labels_are_read_before_titles() {
        for (label, validity) in [
            ("有效", Some(Validity::InForce)),
            ("现行有效", Some(Validity::InForce)),
            ("有效性： 有 效", Some(Validity::InForce)),
            ("失效", Some(Validity::Expired)),
            ("废止", Some(Validity::Repealed)),
            ("已被修改", Some(Validity::Amended)),
            ("部分失效", Some(Validity::Amended)),
            ("尚未生效", Some(Validity::NotYetInForce)),
            ("尚未施行", Some(Validity::NotYetInForce)),
            ("已被修改", Some(Validity::Amended)),
            ("全文废止", Some(Validity::Repealed)),
            ("时　　效：失效", Some(Validity::Expired)),
            ("自发布之日起30日后施行，有效期五年，到期废止", None),
            ("", None),
        ] {
            assert_eq!(from("某办法", Some(label)), validity, "{label}");
        }
        assert_eq!(from("（已废止）某办法", Some("有效")), Some(Validity::InForce));
        assert_eq!(from("（已废止）某办法", Some("—")), Some(Validity::Repealed));
    }
}
