//! How a passage is cut: around what it is shown for, from the beginning of a sentence to the end of one.

use std::ops::Range;

use super::one_line::SENTENCE_ENDS;

/// How many characters a passage has at most, ellipses included, before a sentence's end is looked
/// for.
pub(super) const LENGTH: usize = 110;

/// How far a passage may run over to end with its sentence, in characters.
pub(super) const OVERRUN: usize = 20;

/// How far before its first marked word a passage may begin, in characters.
const LEAD: usize = 36;

/// The passage to show for the part `core` of `body`: from the beginning of its sentence if that is
/// near and not before `floor`, to the end of one. All of `core` is in it, as far as a passage goes.
pub(super) fn window(body: &str, core: &Range<usize>, floor: usize) -> Range<usize> {
    let from = start_of(body, core, floor);
    from..end_of(body, from, core.end)
}

/// The byte where a passage begins.
fn start_of(body: &str, core: &Range<usize>, floor: usize) -> usize {
    let room = LENGTH.saturating_sub(body[core.clone()].chars().take(LENGTH).count());
    let mut from = core.start;
    for (at, character) in body[floor..core.start].char_indices().rev().take(LEAD.min(room)) {
        if SENTENCE_ENDS.contains(character) {
            break;
        }
        from = floor + at;
    }
    from
}

/// The byte where a passage from `from` ends: at a sentence's end near its full length, not before
/// `least`.
fn end_of(body: &str, from: usize, least: usize) -> usize {
    let mut last_sentence = None;
    let mut full = None;
    for (count, (at, character)) in body[from..].char_indices().enumerate() {
        let after = from + at + character.len_utf8();
        let ends = after >= least && SENTENCE_ENDS.contains(character);
        if ends && count + OVERRUN >= LENGTH {
            return after;
        }
        if ends && count * 2 >= LENGTH {
            last_sentence = Some(after);
        }
        if count + 1 == LENGTH && after >= least {
            full = Some(after);
        }
        if count >= LENGTH + OVERRUN {
            return last_sentence.or(full).unwrap_or(after);
        }
    }
    body.len()
}
