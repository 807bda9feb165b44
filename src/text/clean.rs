//! The readable text of a document in its own script: what damage put in is taken out, and nothing else.
//!
//! Invariant: a genuine text comes out as it went in, but for blanks. Taking glosses away is guarded by a gate on the
//! whole document, because 甲(jiǎ)型 and 亩(mu) are right where they are.
//!
//! ```
//! use policy_search::text::clean;
//! let cleaned = clean("政(zheng)(zheng)府(fu)網(wǎng)站x0dx0a第一條?為了");
//! assert_eq!(cleaned.text, "政府網站\n第一條 為了");
//! assert!(cleaned.corrupt && cleaned.traditional);
//! assert_eq!(clean("甲(jiǎ)型肝炎防治工作通知").text, "甲(jiǎ)型肝炎防治工作通知");
//! ```

use super::letter::{is_invisible, is_traditional_text};
use super::pattern::Pattern;
use super::{gloss, is_han, table};
use std::borrow::Cow;

/// A document made readable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// The text, in the script and width of the source.
    pub text: String,
    /// Whether a re-publisher had damaged it: glosses, blanks turned into `?`, or line ends written out were found.
    pub corrupt: bool,
    /// Whether it is in Traditional characters.
    pub traditional: bool,
}

/// Fewest glosses that show a document to be damaged when it is not Traditional.
const LEAST_GLOSSES: usize = 3;

/// Makes `raw` readable: see the module.
pub fn clean(raw: &str) -> Cleaned {
    let (lines, written_out) = line_ends(raw);
    let visible = visible(&lines);
    let traditional = is_traditional_text(&visible);
    let (bare, glossed) = without_glosses(visible, traditional);
    let damaged = glossed || written_out;
    let (whole, marked) =
        if damaged || traditional { blanks_for_marks(bare) } else { (bare, false) };
    Cleaned { text: tidy(&whole), corrupt: damaged || marked, traditional }
}

/// One newline for every kind of line end, and whether some were written out as `x0dx0a` or `_x000D_`.
fn line_ends(raw: &str) -> (Cow<'_, str>, bool) {
    static WRITTEN_OUT: Pattern =
        Pattern::new(r"(?i)\\?x0d\\?x0a|_x000d_(?:_x000a_|\r?\n)?|_x000a_");
    static CONTROLS: [char; 6] = ['\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'];
    let repaired = WRITTEN_OUT.replace_all(raw, "\n");
    let written_out = matches!(repaired, Cow::Owned(_));
    if repaired.contains(CONTROLS) {
        return (Cow::Owned(repaired.replace("\r\n", "\n").replace(CONTROLS, "\n")), written_out);
    }
    (repaired, written_out)
}

/// The text without invisible characters, and with characters for radicals.
fn visible(text: &str) -> String {
    text.chars().filter(|&c| !is_invisible(c)).map(table::mend_radical).collect()
}

/// The text without its glosses if the document passes the gate, and whether there were any.
fn without_glosses(text: String, traditional: bool) -> (String, bool) {
    let glosses = gloss::find(&text);
    // Of several characters they may be names: 北京(Beijing).
    let syllables = || glosses.iter().filter(|gloss| gloss.characters == 1);
    let count = syllables().count();
    if count >= LEAST_GLOSSES || (traditional && count > 0) {
        return (gloss::without(&text, syllables()), true);
    }
    (text, false)
}

/// A blank for each lone `?` between two Han characters, and whether there were any. Two together may stand for a
/// character that is lost, and stay to be seen.
fn blanks_for_marks(text: String) -> (String, bool) {
    let is_blank = |&at: &usize| {
        text[..at].chars().next_back().is_some_and(is_han)
            && text[at + 1..].chars().next().is_some_and(is_han)
    };
    let marks: Vec<usize> = text.match_indices('?').map(|(at, _)| at).filter(is_blank).collect();
    let mut mended = String::with_capacity(text.len());
    let mut from = 0;
    for &at in &marks {
        mended.push_str(&text[from..at]);
        mended.push(' ');
        from = at + 1;
    }
    mended.push_str(&text[from..]);
    (mended, !marks.is_empty())
}

/// Blanks as a person would type them: no wide or no-break ones, none at the ends of lines, one empty line at most.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.split('\n') {
        let pictureless = without_empty_images(line);
        let line = pictureless.trim();
        if line.is_empty() {
            empty += usize::from(matches!(pictureless, Cow::Borrowed(_)));
            continue;
        }
        if !tidy.is_empty() {
            tidy.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        empty = 0;
        push_line(&mut tidy, line);
    }
    tidy
}

/// A line without Markdown images that have neither words nor address.
fn without_empty_images(line: &str) -> Cow<'_, str> {
    static EMPTY_IMAGE: Pattern = Pattern::new(r"!\[\s*\]\(\s*\)");
    if !line.contains("![") {
        return Cow::Borrowed(line);
    }
    EMPTY_IMAGE.replace_all(line, "")
}

/// Writes a line with one plain space for each run of blanks that holds an unusual one.
fn push_line(to: &mut String, line: &str) {
    let mut rest = line;
    while let Some(at) = rest.find(is_unusual_blank) {
        to.push_str(rest[..at].trim_end_matches(is_line_blank));
        to.push(' ');
        rest = rest[at..].trim_start_matches(is_line_blank);
    }
    to.push_str(rest);
}

fn is_line_blank(c: char) -> bool {
    c.is_whitespace()
}

fn is_unusual_blank(c: char) -> bool {
    c.is_whitespace() && !matches!(c, ' ' | '\t')
}

#[cfg(test)]
mod tests {
    use super::super::{fold_str, simplify};
    use super::*;
    use crate::real_data;

    #[test]
    fn glosses_go_under_the_gate_alone() {
        for kept in [
            "甲(jiǎ)型",
            "重(chóng)复",
            "每亩(mu)补贴",
            "元(yuan)",
            "安(an)培",
            "北京(beijing)上海(shanghai)广州(guangzhou)",
        ] {
            let cleaned = clean(kept);
            assert_eq!((cleaned.text.as_str(), cleaned.corrupt), (kept, false));
        }
        assert_eq!(clean("政(zheng)府网(wǎng)站发(fa)展").text, "政府网站发展");
        assert_eq!(clean("全區(qū)經濟運行情況").text, "全區經濟運行情況");
        assert_eq!(
            clean("會(huì )議、議（yì）程、各（ｇè）級、女(nv)職工、港(ɡǎnɡ)口").text,
            "會議、議程、各級、女職工、港口"
        );
    }

    #[test]
    fn genuine_brackets_stay_in_damaged_text() {
        let text = "建(構)筑物、低影響開發(fā)(Low Impact Development,簡稱 LID)、甲(A)類、限額(E)、北京(beijing)、維生素(e)";
        let clean_text = "建(構)筑物、低影響開發(Low Impact Development,簡稱 LID)、甲(A)類、限額(E)、北京(beijing)、維生素(e)";
        assert_eq!(clean(text).text, clean_text);
    }

    #[test]
    fn line_ends_written_out_are_line_ends() {
        for text in [
            "第一行x0dx0a第二行",
            "第一行_x000D_\n第二行",
            "第一行\\x0d\\x0a第二行",
            "第一行_x000D__x000A_第二行",
        ] {
            assert_eq!(
                clean(text),
                Cleaned { text: "第一行\n第二行".into(), corrupt: true, traditional: false }
            );
        }
        assert_eq!(
            clean("第一行\r\n第二行\r第三行\u{2028}第四行").text,
            "第一行\n第二行\n第三行\n第四行"
        );
        assert!(!clean("第一行\r\n第二行").corrupt);
    }

    #[test]
    fn question_marks_between_han_were_blanks_in_damaged_text_only() {
        assert_eq!(clean("第二條?為了規範").text, "第二條 為了規範");
        assert_eq!(clean("為什麼要出臺?(問答)網站??h級").text, "為什麼要出臺?(問答)網站??h級");
        assert_eq!(clean("怎么办?依法办").text, "怎么办?依法办");
    }

    #[test]
    fn blanks_images_and_radicals_are_tidied() {
        let text = "　　总　　则  \n\n\n\n![]()\n![ ]( )\n第一条\u{a0}为了 A  B\u{200B}C\n![图](a.png)\n⼈⺠政府\n\n";
        assert_eq!(clean(text).text, "总 则\n\n第一条 为了 A  BC\n![图](a.png)\n人民政府");
        assert_eq!(clean("甲\n![]()\n乙").text, "甲\n乙");
        assert_eq!(clean(" \n　\n").text, "");
    }

    #[test]
    fn cleaning_twice_changes_nothing() {
        for text in ["運(yùn)貿(mào)產(chǎn)　一體化?的", "甲(jiǎ)型", "a\n\n\nb", "第一x0dx0a条"]
        {
            let once = clean(text).text;
            assert_eq!(clean(&once).text, once);
        }
    }

    #[test]
    #[ignore = "needs POLICY_DATA"]
    fn real_damaged_pages_come_out_clean() {
        let samples = real_data::text("corruption_samples.jsonl");
        let samples: Vec<serde_json::Value> =
            samples.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let recoverable = samples
            .iter()
            .filter_map(|sample| Some((sample["raw"].as_str()?, sample["clean"].as_str()?)));
        let mut count = 0;
        for (raw, expected) in recoverable {
            let cleaned = clean(raw);
            assert_eq!(simplify(&cleaned.text), expected);
            assert_eq!(fold_str(&cleaned.text), fold_str(expected));
            assert!(cleaned.traditional);
            count += 1;
        }
        assert!(count >= 15, "{count}");
    }

    #[test]
    #[ignore = "needs POLICY_DATA"]
    fn genuine_laws_are_left_alone() {
        let squash = |text: &str| {
            text.chars().filter(|&c| !c.is_whitespace() && !is_invisible(c)).collect::<String>()
        };
        let mut files = 0;
        let mut changed = Vec::new();
        for path in files_under(&real_data::path("laws")) {
            let Ok(raw) = std::fs::read_to_string(&path) else { continue };
            let cleaned = clean(&raw);
            files += 1;
            if cleaned.corrupt || squash(&cleaned.text) != squash(&raw) {
                changed.push(path);
            }
        }
        println!("{files} laws, {} changed: {changed:?}", changed.len());
        assert!(files > 1000 && changed.is_empty());
    }

    fn files_under(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
        let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
        entries
            .map(walkdir::DirEntry::into_path)
            .filter(|path| path.extension().is_some_and(|end| end == "md"))
            .collect()
    }
}
