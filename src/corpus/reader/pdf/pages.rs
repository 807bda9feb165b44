//! Which pages of a PDF are kept, and which are left out, by number and cause.

use super::super::layout;
use super::super::unmapped::Unmapped;
use super::drawing::Sheet;
use crate::error::{Reason, Refusal};

/// The pages of a document; those left out are blank, so that the others keep their numbers.
pub(super) struct Kept {
    pub sheets: Vec<Sheet>,
    pub left_out: LeftOut,
}

/// The numbers of the pages that are left out, from one.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct LeftOut {
    /// Pages that show images and no text.
    pub images: Vec<usize>,
    /// Pages whose fonts name no characters.
    pub unmapped: Vec<usize>,
}

impl LeftOut {
    /// What a person should know of them.
    pub(super) fn told(&self) -> Vec<Reason> {
        let causes = [(Refusal::Scanned, &self.images), (Refusal::Unmapped, &self.unmapped)];
        let causes = causes.into_iter().filter(|(_, pages)| !pages.is_empty());
        causes.map(|(cause, pages)| Reason::from(cause).of_part(&named(pages))).collect()
    }
}

/// The pages whose text can be trusted; an error where there is none.
pub(super) fn kept(mut sheets: Vec<Sheet>) -> Result<Kept, Refusal> {
    let known: Vec<Unmapped> = sheets.iter().map(unmapped).collect();
    let is_doubtful = known.iter().copied().sum::<Unmapped>().is_untrusted();
    let mut left_out = LeftOut::default();
    for (at, sheet) in sheets.iter_mut().enumerate() {
        if known[at].is_mostly_unknown() || is_doubtful && known[at].is_untrusted() {
            left_out.unmapped.push(at + 1);
            (sheet.text, sheet.turned_otherwise) = Default::default();
        } else if sheet.has_image && is_blank(sheet) {
            left_out.images.push(at + 1);
        }
    }
    if !sheets.iter().all(is_blank) {
        return Ok(Kept { sheets, left_out });
    }
    Err(match left_out {
        LeftOut { unmapped, .. } if !unmapped.is_empty() => Refusal::Unmapped,
        LeftOut { images, .. } if !images.is_empty() => Refusal::Scanned,
        _ => Refusal::BlankPages,
    })
}

fn is_blank(sheet: &Sheet) -> bool {
    sheet.text.iter().all(|glyph| glyph.c.is_whitespace()) && sheet.beside.is_empty()
}

fn unmapped(sheet: &Sheet) -> Unmapped {
    let pages = std::iter::once(&sheet.text).chain(&sheet.turned_otherwise);
    let glyphs = pages.flat_map(|page: &layout::Page| page.iter());
    Unmapped::of_characters(glyphs.map(|glyph| glyph.c))
}

/// `page 3`, `pages 3–5, 9`
fn named(numbers: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match runs.last_mut().filter(|(_, last)| last + 1 == *number) {
            Some((_, last)) => *last = *number,
            None => runs.push((*number, *number)),
        }
    }
    let shown = |(first, last): (usize, usize)| match first == last {
        true => first.to_string(),
        false => format!("{first}–{last}"),
    };
    let runs: Vec<String> = runs.into_iter().map(shown).collect();
    let noun = if numbers.len() == 1 { "page" } else { "pages" };
    format!("{noun} {}", runs.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_follow_each_other_are_one_range() {
        assert_eq!(named(&[7]), "page 7");
        assert_eq!(named(&[3, 4, 5, 9]), "pages 3–5, 9");
    }
}
