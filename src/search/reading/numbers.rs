//! Document numbers inside a query.

use std::ops::Range;

use super::line::Line;
use super::words::Beside;
use crate::announcement::DocNumber;
use crate::announcement::number::prefix;
use crate::extract;

/// A number, and where it is written.
pub(super) struct Numbered {
    pub(super) at: Range<usize>,
    pub(super) number: DocNumber,
}

/// Fewest digits that a number holds which is written without 号 or brackets: 国发2025-1.
const LEAST_DIGITS: usize = 5;

/// The numbers in a line: those that its text cites, else pieces that are one, alone or two together.
pub(super) fn numbers(line: &Line<'_>, kept: &[Range<usize>]) -> Vec<Numbered> {
    let text = line.text();
    if !text.contains(char::is_numeric) && !text.contains('号') {
        return Vec::new();
    }
    let cited = extract::number::find(text).into_iter();
    let cited: Vec<Numbered> =
        cited.map(|(at, number)| begun(line, kept, Numbered { at, number })).collect();
    if cited.is_empty() { shorthand(line, kept) } else { cited }
}

/// A number without the words in front that ask for it: 请问国发〔2014〕21号.
fn begun(line: &Line<'_>, kept: &[Range<usize>], found: Numbered) -> Numbered {
    let text = &line.text()[found.at.clone()];
    let asking = Beside::Asking.begins(text).map(|word| found.at.start + word.len());
    let trimmed = kept.iter().map(|piece| piece.start).find(|start| found.at.contains(start));
    let starts = trimmed.into_iter().chain(asking).filter(|start| *start > found.at.start);
    let rest = |start: usize| {
        let at = start..found.at.end;
        let number = DocNumber::parse(&line.text()[at.clone()])?;
        prefix::is_plausible(&number.prefix).then_some(Numbered { at, number })
    };
    starts.filter_map(rest).next().unwrap_or(found)
}

fn shorthand(line: &Line<'_>, kept: &[Range<usize>]) -> Vec<Numbered> {
    let mut found = Vec::new();
    let mut next = 0;
    while next < kept.len() {
        let longest = (1..=3.min(kept.len() - next)).rev();
        let number = longest.clone().find_map(|pieces| {
            let at = kept[next].start..kept[next + pieces - 1].end;
            may_be_number(&line.text()[at.clone()])
                .then(|| DocNumber::parse(&line.typed(&at)))
                .flatten()
                .map(|number| (pieces, Numbered { at, number }))
        });
        next += number.as_ref().map_or(1, |(pieces, _)| *pieces);
        found.extend(number.map(|(_, number)| number));
    }
    found
}

/// Whether text has the digits of a year and a number, and letters before them.
fn may_be_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits >= LEAST_DIGITS && !text.starts_with(|c: char| c.is_ascii_digit()) && !text.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &[&str]) -> Vec<String> {
        let line = Line::new(typed);
        numbers(&line, &line.pieces()).into_iter().map(|found| found.number.to_string()).collect()
    }

    #[test]
    fn numbers_are_found_beside_other_words() {
        assert_eq!(read(&["国发〔2025〕1号", "全文"]), ["国发〔2025〕1号"]);
        assert_eq!(read(&["关于国办发〔2017〕92号的通知"]), ["国办发〔2017〕92号"]);
        assert_eq!(read(&["国务院令第510号", "下载"]), ["国务院令第510号"]);
        assert_eq!(read(&["查", "财税[2023]15号", "解读"]), ["财税〔2023〕15号"]);
        assert_eq!(read(&["国发2025", "1号", "解读"]), ["国发〔2025〕1号"]);
    }

    #[test]
    fn words_that_ask_are_no_part_of_a_number() {
        let line = Line::new(&["请问国发〔2014〕21号"]);
        let text = line.text();
        let kept = "请问".len()..text.len();
        assert_eq!(
            numbers(&line, std::slice::from_ref(&kept))[0].number.to_string(),
            "国发〔2014〕21号"
        );
        assert_eq!(read(&["下载财税〔2018〕164号"]), ["财税〔2018〕164号"]);
    }

    #[test]
    fn other_figures_are_none() {
        for typed in
            [&["2025年", "补贴"][..], &["12345热线"], &["安全生产", "2025", "1"], &["5号线"]]
        {
            assert!(read(typed).is_empty(), "{typed:?}");
        }
    }
}
