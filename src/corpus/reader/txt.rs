//! Plain text: lines as they stand, and what the label lines at its head say.

use super::limits::LINE_LIMIT;
use super::{labels, lines, portions};
use crate::extract::RawText;

/// The document in a plain text.
pub(super) fn read(text: &str) -> RawText {
    let (text, hints) = labels::take(&lines::plain(text));
    RawText { text, hints, ..RawText::default() }
}

/// The document in the text of a paper (PDF, Word, OFD): its label lines are not the furniture of a
/// page but its own rows (`有效期限：…` of a licence), and stay. Its portions may be
/// [marked](portions::marked).
pub(super) fn of_paper(text: &str) -> RawText {
    let text = lines::plain(text);
    let (text, portions) = portions::taken(text.trim_matches('\n'));
    let (_, hints) = labels::take(&text);
    RawText { text, hints, portions, ..RawText::default() }
}

/// The text without lines that are longer than any document; each is told to `problem`.
pub(super) fn without_long_lines(text: String, problem: &mut dyn FnMut(u64, String)) -> String {
    if text.len() <= LINE_LIMIT || text.lines().all(|line| line.len() <= LINE_LIMIT) {
        return text;
    }
    let mut kept = String::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.len() <= LINE_LIMIT {
            kept.push_str(line);
            kept.push('\n');
        } else {
            problem(number, over_long(line.len()));
        }
    }
    kept
}

/// The reason why a line or a record of `bytes` is left out.
pub(super) fn over_long(bytes: usize) -> String {
    format!("a line of {} MB: no document is so long, it is left out", bytes / 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::HintField;

    #[test]
    fn labels_at_the_head_become_hints() {
        let raw = read("文号：临政发〔2023〕7号\r\n关于表彰先进的通报\r\n各科室：\r\n");
        assert_eq!(raw.text, "关于表彰先进的通报\n各科室：");
        assert_eq!(raw.hints_for(HintField::Number).next().unwrap().value, "临政发〔2023〕7号");
    }

    #[test]
    fn a_paper_keeps_its_rows() {
        let raw = of_paper("文号：临政发〔2023〕7号\n有效期限：五年\n关于表彰先进的通报\n");
        assert_eq!(raw.text, "文号：临政发〔2023〕7号\n有效期限：五年\n关于表彰先进的通报");
        assert_eq!(raw.hints_for(HintField::Number).next().unwrap().value, "临政发〔2023〕7号");
    }

    #[test]
    fn a_line_longer_than_any_document_is_left_out() {
        let text = format!("前\n{}\n后\n", "x".repeat(LINE_LIMIT + 1));
        let mut problems = Vec::new();
        let kept = without_long_lines(text, &mut |line, reason| problems.push((line, reason)));
        assert_eq!(kept, "前\n后\n");
        assert_eq!(problems[0].0, 2);
    }
}
