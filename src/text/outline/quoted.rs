//! Which lines of a text stand inside a quotation that began in a line above: the articles in it are
//! those of another text, as in 将第三条修改为：“第三条 …….

use super::line::MARGIN;

/// The marks of quotation; straight ones look alike at both ends.
const MARKS: [char; 8] = ['“', '”', '「', '」', '『', '』', '"', '＂'];

/// More marks than this do not end a line.
const MOST_AT_END: usize = 4;

/// A mark of quotation, read where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Opens,
    Closes,
}

/// Whether each of `lines` begins inside a quotation. One that is never closed is none.
pub(super) fn quoted(lines: &[&str]) -> Vec<bool> {
    let mut quotation = Quotation::default();
    let mut quoted = Vec::with_capacity(lines.len());
    let mut opened = None;
    for (at, line) in lines.iter().enumerate() {
        quoted.push(quotation.is_open);
        quotation.read(line.trim_start_matches(MARGIN));
        opened = if quotation.is_open { opened.or(Some(at)) } else { None };
    }
    if let Some(opened) = opened {
        quoted[opened..].fill(false);
    }
    quoted
}

/// How far quotations are open. What is quoted within a line ends with it.
#[derive(Default)]
struct Quotation {
    /// Whether one is open that runs on over lines: it began a line, or follows a colon.
    is_open: bool,
    /// How many are open within the line.
    within: usize,
}

impl Quotation {
    fn read(&mut self, line: &str) {
        self.within = 0;
        for (at, character) in line.char_indices().filter(|(_, c)| MARKS.contains(c)) {
            let before = line[..at].trim_end();
            let begins = before.is_empty() || before.ends_with(['：', ':']);
            match self.mark(character, begins, &line[at + character.len_utf8()..]) {
                // Each line of a quotation may begin with a mark.
                Some(Mark::Opens) if self.is_open && before.is_empty() => {}
                Some(Mark::Opens) if begins && !self.is_open && self.within == 0 => {
                    self.is_open = true;
                }
                Some(Mark::Opens) => self.within += 1,
                Some(Mark::Closes) if self.within > 0 => self.within -= 1,
                Some(Mark::Closes) => self.is_open = false,
                None => {}
            }
        }
    }

    /// What one of the marks does.
    fn mark(&self, character: char, begins: bool, after: &str) -> Option<Mark> {
        match character {
            '“' | '「' | '『' => Some(Mark::Opens),
            '”' | '」' | '』' => Some(Mark::Closes),
            '"' | '＂' if begins => Some(Mark::Opens),
            '"' | '＂' if self.within > 0 => Some(Mark::Closes),
            '"' | '＂' if self.is_open && is_end(after) => Some(Mark::Closes),
            '"' | '＂' => Some(Mark::Opens),
            _ => None,
        }
    }
}

/// Whether nothing but marks follows in a line.
fn is_end(after: &str) -> bool {
    let mut rest = after.trim_end().chars();
    rest.by_ref().take(MOST_AT_END).all(|c| !c.is_alphanumeric()) && rest.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<bool> {
        quoted(&text.lines().collect::<Vec<_>>())
    }

    #[test]
    fn lines_inside_a_quotation_are_known() {
        for text in [
            "将第三条修改为：“第三条 甲。\n第四条 乙。”\n第五条 丙。",
            "将第三条修改为：\"第三条 甲。\n第四条 乙。\"\n第五条 丙。",
            "将第三条修改为：「第三条 所称「渡口」，是指甲。\n第四条 乙。」\n第五条 丙。",
            "将第三条修改为：“第三条 所称“渡口”，是指甲。\n“第四条 乙。”\n第五条 丙。",
            "将第三条修改为：\"第三条 所称\"渡口\"，是指甲。\n\"第四条 所称\"渡船\"，是指乙。\"。\n第五条 丙。",
        ] {
            assert_eq!(of(text), [false, true, false], "{text}");
        }
    }

    #[test]
    fn a_mark_that_is_lost_makes_no_quotation_of_the_rest() {
        for text in [
            "将第三条修改为：“第三条 甲。\n第四条 乙。\n第五条 丙。",
            "所称“渡口，是指甲。\n第四条 所称渡船”，是指乙。\n第五条 丙。",
            "所称“渡口”，是指甲。\n第四条 乙。\n第五条 丙。”",
        ] {
            assert_eq!(of(text), [false; 3], "{text}");
        }
    }
}
