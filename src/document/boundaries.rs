//! Where sentences and paragraphs begin, as positions of the grams.
//!
//! Their field has two terms, one for sentences and one for paragraphs (which begin a
//! sentence as well, but are not listed twice). Their positions in a document are those of the
//! grams that are there, so that whether words are together is told without the text.

use crate::analyzer::{HAN_EXTENT, Placed, Unit, units};
use crate::text::{Begin, Folded, begins};

/// The begins of a document's text: of its title, and of its body, which is a paragraph of its own
/// behind the title and a break.
pub(crate) fn listed(
    text: &str,
    (title, folded_title): (&str, &Folded),
    (body, folded_body): (&str, &Folded),
) -> Vec<(u32, Begin)> {
    let shift = folded_title.as_str().len() + 1;
    let mut places = begins(title, folded_title);
    if shift > 1 {
        places.push((shift, Begin::Paragraph));
    }
    let of_body = begins(body, folded_body).into_iter();
    places.extend(of_body.map(|(at, begin)| (at + shift, begin)));
    positions(text, &places).collect()
}

/// The term of a begin.
pub(crate) fn letter(begin: Begin) -> &'static str {
    match begin {
        Begin::Sentence => "s",
        Begin::Paragraph => "p",
    }
}

/// The positions of ascending bytes of folded text, at each of which a unit or a character begins.
fn positions<'a>(
    folded: &'a str,
    places: &'a [(usize, Begin)],
) -> impl Iterator<Item = (u32, Begin)> + 'a {
    let mut units = units(folded).peekable();
    places.iter().filter_map(move |(at, begin)| {
        while units.peek().is_some_and(|unit| unit.at + unit.unit.text().len() <= *at) {
            units.next();
        }
        units.peek().map(|unit| (unit.position + inside(*unit, *at), *begin))
    })
}

/// How many positions after the start of a unit the byte `at` lies.
fn inside(placed: Placed<'_>, at: usize) -> u32 {
    match placed.unit {
        Unit::Han(run) if at > placed.at => {
            run[..at - placed.at].chars().count() as u32 * HAN_EXTENT
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    fn list(title: &str, body: &str) -> String {
        let (folded_title, folded_body) = (fold(title), fold(body));
        let text = format!("{} {}", folded_title.as_str(), folded_body.as_str());
        let listed = listed(&text, (title, &folded_title), (body, &folded_body)).into_iter();
        let spelled = listed.map(|(position, begin)| format!("{}{position}", letter(begin)));
        spelled.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn begins_are_positions_of_the_grams() {
        // 一 0, break 2, 二 3, break 5, 三 6 …
        assert_eq!(list("一", "二。三\n四五。GB 1"), "p3 s6 p8 s13");
        assert_eq!(list("", "二。三"), "s4");
        assert_eq!(list("", ""), "");
    }
}
