//! Form fields (`FFData` in the stream `Data`): which box is checked, which entry is chosen.

use super::super::bytes::{take, u16_at, u32_at};
use super::super::word::form;

/// What a check box or a list shows, from its place in the stream on; `None` for a field of text,
/// whose words are in the text.
pub(super) fn shown(data: &[u8]) -> Option<String> {
    state(behind_head(data)?)
}

/// What is behind the head that pictures, shapes and form fields have: a length, and that of the head.
pub(super) fn behind_head(data: &[u8]) -> Option<&[u8]> {
    let (whole, head) = (u32_at(data, 0)?, usize::from(u16_at(data, 4)?));
    let behind = data.get(head..)?;
    Some(&behind[..behind.len().min(whole.checked_sub(head)?)])
}

fn state(mut rest: &[u8]) -> Option<String> {
    /// The state that stands for the one the field began with.
    const UNTOUCHED: u16 = 25;
    let bits = u16_at(take(&mut rest, 10)?, 4)?;
    let (kind, state) = (bits & 3, bits >> 2 & 0x1F);
    text(&mut rest)?;
    if kind == 0 {
        return None;
    }
    let began = u16_at(take(&mut rest, 2)?, 0)?;
    let state = if state == UNTOUCHED { began } else { state };
    if kind == 1 {
        return Some(form::check_box(state == 1).to_string());
    }
    // A format, two texts of help, two macros; then the entries of the list.
    (0..5).try_for_each(|_| text(&mut rest).map(drop))?;
    let count = u16_at(take(&mut rest, 6)?, 2)?;
    let mut entries = (0..count).map_while(|_| entry(&mut rest));
    entries.nth(usize::from(state))
}

/// The next text: its length, its units and a zero.
fn text(rest: &mut &[u8]) -> Option<String> {
    let text = entry(rest)?;
    take(rest, 2)?;
    Some(text)
}

fn entry(rest: &mut &[u8]) -> Option<String> {
    let length = usize::from(u16_at(take(rest, 2)?, 0)?);
    let units = take(rest, 2 * length)?.chunks_exact(2).filter_map(|unit| u16_at(unit, 0));
    Some(String::from_utf16_lossy(&units.collect::<Vec<u16>>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(text: &str) -> Vec<u8> {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        (text.encode_utf16().count() as u16).to_le_bytes().into_iter().chain(units).collect()
    }

    /// A form field of a kind in a state, with what it began with and its entries.
    fn field(kind: u16, state: u16, began: u16, entries: &[&str]) -> Vec<u8> {
        let bits = (kind | state << 2).to_le_bytes();
        let mut data = [&[0xFF; 4][..], &bits, &[0; 4], &counted("名"), &[0; 2]].concat();
        data.extend(if kind == 0 { counted("x") } else { began.to_le_bytes().to_vec() });
        data.extend([0; 4].repeat(5));
        data.extend([&[0xFF, 0xFF][..], &(entries.len() as u16).to_le_bytes(), &[0; 2]].concat());
        data.extend(entries.iter().flat_map(|entry| counted(entry)));
        let head = [&(data.len() as u32 + 68).to_le_bytes()[..], &[68, 0], &[0; 62]].concat();
        [head, data].concat()
    }

    #[test]
    fn a_box_is_checked_and_an_entry_is_chosen() {
        let shown_of = |kind, state, began| {
            shown(&field(kind, state, began, &["一级", "二级", "三级"])).unwrap()
        };
        assert_eq!(
            [(1, 0), (0, 1), (25, 1), (25, 0)].map(|(s, b)| shown_of(1, s, b)),
            ["☑", "☐", "☑", "☐"]
        );
        assert_eq!([(2, 0), (25, 1)].map(|(s, b)| shown_of(2, s, b)), ["三级", "二级"]);
        assert_eq!(shown(&field(0, 0, 0, &[])), None);
        assert_eq!(shown(&field(2, 7, 0, &["一级"])), None);
    }

    #[test]
    fn a_cut_field_shows_nothing() {
        let whole = field(2, 1, 0, &["一级", "二级"]);
        let chosen = whole.len() - 2 * 2;
        assert_eq!(shown(&whole).as_deref(), Some("二级"));
        assert!((0..chosen).all(|at| shown(&whole[..at]).is_none()));
    }
}
