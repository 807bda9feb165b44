//! What is printed behind the date of a signature on its line: `（此件公开发布）`, `（联系人：…）`.

use crate::text::pattern::Pattern;

/// What a remark in brackets begins with.
const OPENING: [char; 6] = ['（', '(', '〔', '[', '［', '【'];

static BRACKET: Pattern = Pattern::new(
    r"\s*[（(〔\[［【][^（()）〔〕\[\]［］【】]*(?:公开|发布|联系人|联系|电话|存档|删减|略|盖章|印章|代章)[^（()）]*[)）〕\]］】]?\s*[。.]?\s*$",
);

static BARE: Pattern = Pattern::new(
    r"\s+(?:此件|本件|公开方式|公开属性|公开选项|主动公开|依申请公开|不予公开|联系人)[^。]*[。.]?\s*$",
);

/// The longest line that is looked at, in bytes: a signature is shorter with any remark.
const LONGEST: usize = 300;

/// The line without the remark behind its date; the line itself when there is none.
pub(in crate::extract) fn without(line: &str) -> &str {
    // Every line of a text is asked about, and a pattern that is held to the end of the line reads it
    // from there: 9 % of the time of a run over laws, before it was known to be needed.
    if line.len() > LONGEST || !line.contains(['日', '月', '号', '號', '发']) {
        return line;
    }
    let in_brackets = || line.contains(OPENING).then(|| BRACKET.find(line)).flatten();
    let bare = || line.contains(char::is_whitespace).then(|| BARE.find(line)).flatten();
    let remark = in_brackets().or_else(bare);
    let left = remark.map_or(line, |remark| line[..remark.start()].trim_end());
    if left.ends_with(['日', '号', '號', '月', '发']) { left } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_is_taken_off_a_date_and_off_nothing_else() {
        for line in [
            "2024年3月5日（此件公开发布）",
            "2024年3月5日(此件主动公开)",
            "2024年3月5日（联系人：张三，电话：12345678）",
            "2024年3月5日　此件公开发布",
            "2024年3月5日［主动公开］",
            "2024年3月5日（本文有删减）",
            "2024年3月5日　公开方式：主动公开",
        ] {
            assert_eq!(without(line), "2024年3月5日", "{line}");
        }
        for line in ["（2024年3月5日公布）", "某办法（2019年5月6日发布）", "请予公开。", ""]
        {
            assert_eq!(without(line), line);
        }
    }
}
