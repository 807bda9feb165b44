//! The forms in which pages are numbered: the rows of `data/page_numbers.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::fields;
use crate::text::numerals;

/// The longest line that is nothing but the number of a page, in characters without blanks.
const LONGEST: usize = 16;

/// What proves that a line of a form is the number of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Proof {
    /// Its form, where it interrupts a sentence or another one counts on.
    Form,
    /// That three count up.
    Count,
    /// That three count up far from each other: lists, notes and tables are numbered alike.
    Weak,
    /// Only its place at the edge of a page.
    Edge,
}

/// A line that may be the number of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct PageNumber {
    /// Which row of the table it is written as.
    pub form: usize,
    pub proof: Proof,
    pub number: u32,
    /// The number of all pages, where it is named.
    pub total: Option<u32>,
}

/// A row of the table.
struct Form {
    row: usize,
    proof: Proof,
    /// Whether all pages are counted before the page.
    total_first: bool,
}

/// The forms by what is left of them when numbers are `#`, with the numerals they are written in.
static FORMS: LazyLock<HashMap<(Numerals, String), Form>> = LazyLock::new(|| {
    let rows = fields::rows(include_str!("../data/page_numbers.tsv")).enumerate();
    rows.filter_map(|(row, line)| form(row, line)).collect()
});

fn form(row: usize, line: &str) -> Option<((Numerals, String), Form)> {
    let (proof, written) = line.split_once('\t')?;
    let proof = match proof {
        "form" => Proof::Form,
        "count" => Proof::Count,
        "weak" => Proof::Weak,
        "edge" => Proof::Edge,
        _ => return None,
    };
    let numerals = match written {
        written if written.contains('C') => Numerals::Chinese,
        written if written.contains('R') => Numerals::Roman,
        _ => Numerals::Figures,
    };
    let total_first = written.find('T') < written.find('N') && written.contains('T');
    let shape = written.replace(['N', 'C', 'R', 'T'], "#");
    Some(((numerals, shape), Form { row, proof, total_first }))
}

/// The number of a page that `line` is, if it is written as one.
pub(in super::super) fn page_number(line: &str) -> Option<PageNumber> {
    let bare = bare(line)?;
    let numerals = Numerals::of(&bare)?;
    let (shape, numbers) = numerals.taken(&bare)?;
    let form = FORMS.get(&(numerals, shape))?;
    let (number, total) = match numbers[..] {
        [number] => (number, None),
        [total, number] if form.total_first => (number, Some(total)),
        [number, total] => (number, Some(total)),
        _ => return None,
    };
    let is_one = number > 0 && total.is_none_or(|total| number <= total);
    is_one.then_some(PageNumber { form: form.row, proof: form.proof, number, total })
}

/// The line as forms are compared; `None` where it is too long for one.
fn bare(line: &str) -> Option<String> {
    let mut bare = String::new();
    let signs = line.chars().filter(|c| !c.is_whitespace());
    for (at, c) in signs.enumerate() {
        let c = plain(c);
        if c != '-' || !bare.ends_with('-') {
            bare.push(c);
        }
        if at >= 2 * LONGEST {
            return None;
        }
    }
    (bare.chars().count() <= LONGEST).then_some(bare)
}

/// A character in the form in which it is compared.
fn plain(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => {
            let half = char::from_u32(c as u32 - 0xFEE0).unwrap_or(c).to_ascii_lowercase();
            plain(half)
        }
        '—' | '–' | '─' | '―' | '‐' | '‑' | '‒' | '−' | '﹣' | '━' | '﹘' | '⸺' => {
            '-'
        }
        '•' | '・' | '∙' | '⋅' | '‧' | '●' | '･' => '·',
        '∼' | '〜' => '~',
        '、' => ',',
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        '〈' | '‹' | '《' | '«' => '<',
        '〉' | '›' | '》' | '»' => '>',
        '│' | '丨' => '|',
        '∕' | '⁄' => '/',
        '頁' => '页',
        '碼' => '码',
        c => c.to_ascii_lowercase(),
    }
}

/// What numbers are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Numerals {
    Figures,
    Chinese,
    Roman,
}

impl Numerals {
    /// What the numbers of a line are written in, the first kind that it holds.
    fn of(bare: &str) -> Option<Self> {
        let all = [Self::Figures, Self::Chinese, Self::Roman];
        all.into_iter().find(|numerals| bare.contains(|c| numerals.has(c)))
    }

    fn has(self, c: char) -> bool {
        match self {
            Self::Figures => c.is_ascii_digit(),
            Self::Chinese => "〇零一二三四五六七八九十百".contains(c),
            Self::Roman => "ivx".contains(c),
        }
    }

    /// A line with `#` for its numbers, and these.
    fn taken(self, bare: &str) -> Option<(String, Vec<u32>)> {
        let (mut shape, mut numbers) = (String::new(), Vec::new());
        let mut rest = bare;
        while let Some(at) = rest.find(|c| self.has(c)) {
            let number = &rest[at..];
            let end = number.find(|c| !self.has(c)).unwrap_or(number.len());
            shape.push_str(&rest[..at]);
            shape.push('#');
            numbers.push(self.value(&number[..end])?);
            rest = &number[end..];
        }
        shape.push_str(rest);
        Some((shape, numbers))
    }

    fn value(self, number: &str) -> Option<u32> {
        match self {
            Self::Figures => number.parse().ok().filter(|_| number.len() <= 4),
            Self::Chinese => numerals::parse(number),
            Self::Roman => roman(number),
        }
    }
}

/// A Roman number; more than fifty pages are seldom numbered so.
fn roman(number: &str) -> Option<u32> {
    let value = |c| match c {
        'i' => 1,
        'v' => 5,
        _ => 10,
    };
    let values: Vec<u32> = number.chars().map(value).collect();
    let mut sum = 0_i64;
    for (at, value) in values.iter().enumerate() {
        let is_taken_off = values.get(at + 1).is_some_and(|next| next > value);
        sum += if is_taken_off { -i64::from(*value) } else { i64::from(*value) };
    }
    u32::try_from(sum).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(Proof, u32)> {
        page_number(line).map(|found| (found.proof, found.number))
    }

    #[test]
    fn pages_are_numbered_in_many_forms() {
        for (line, number) in [
            ("— 12 —", 12),
            ("——12——", 12),
            ("- 3 -", 3),
            ("－３－", 3),
            ("—三—", 3),
            ("－ iv －", 4),
            ("第 1 页 共 10 页", 1),
            ("第１頁／共１０頁", 1),
            ("共10页，第2页", 2),
            ("第十二页", 12),
            ("Page 3 of 12", 3),
            ("页码：3", 3),
        ] {
            assert_eq!(read(line), Some((Proof::Form, number)), "{line}");
        }
        for (line, proof, number) in [
            ("P.3", Proof::Count, 3),
            ("•3•", Proof::Count, 3),
            ("～3～", Proof::Count, 3),
            ("2/8", Proof::Count, 2),
            ("一 3 一", Proof::Count, 3),
            ("7", Proof::Weak, 7),
            ("（3）", Proof::Weak, 3),
            ("［3］", Proof::Weak, 3),
            ("xix", Proof::Weak, 19),
            ("—3", Proof::Edge, 3),
        ] {
            assert_eq!(read(line), Some((proof, number)), "{line}");
        }
    }

    #[test]
    fn other_lines_number_no_page() {
        for line in [
            "2024年",
            "一、总则",
            "第3条",
            "12.5%",
            "三",
            "第一章",
            "10-12",
            "12/8",
            "- 0 -",
            "12345",
            "2024-3-5",
            "— —",
            "第3页第4页",
            "表3",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn every_row_of_the_table_is_a_form() {
        let rows = fields::rows(include_str!("../data/page_numbers.tsv")).count();
        assert_eq!(FORMS.len(), rows);
    }
}
