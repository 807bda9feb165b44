//! The paragraph styles, and the lists they put their paragraphs on.

use super::super::bytes::{span, take, u16_at};
use super::super::numbering::Listed;
use super::head::{Head, Table};
use super::properties::Properties;

/// How many styles may be based on each other.
const CHAIN: usize = 16;

/// The kind of a style that is of paragraphs.
const OF_PARAGRAPHS: u16 = 1;

#[derive(Debug)]
struct Style {
    base: u16,
    listed: Listed,
}

/// The styles of a document by their numbers.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<Option<Style>>);

impl Styles {
    pub(super) fn of(stream: &[u8], head: &Head) -> Self {
        let table = head.table(stream, Table::Styles);
        Self(table.and_then(styles).unwrap_or_default())
    }

    /// What a style and those it is based on say of lists, and which of them names the list.
    pub(super) fn listed(&self, number: u16) -> (Option<u16>, Listed) {
        let mut by = None;
        let mut listed = Listed::default();
        let mut at = number;
        for _ in 0..CHAIN {
            let Some(Some(style)) = self.0.get(usize::from(at)) else { break };
            if listed.list.is_none() && style.listed.list.is_some() {
                by = Some(at);
            }
            listed = listed.or(&style.listed);
            at = style.base;
        }
        (by, listed)
    }
}

/// The styles up to where the table is damaged.
fn styles(mut rest: &[u8]) -> Option<Vec<Option<Style>>> {
    let length = u16_at(take(&mut rest, 2)?, 0)?;
    let about = take(&mut rest, usize::from(length))?;
    let (count, fixed) = (u16_at(about, 0)?, u16_at(about, 2)?);
    let mut styles = Vec::new();
    for _ in 0..count {
        let Some(definition) = definition(&mut rest) else { break };
        styles.push(style(definition, usize::from(fixed)));
    }
    Some(styles)
}

/// The bytes of the next style; of none for a number that no style has.
fn definition<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::from(u16_at(take(rest, 2)?, 0)?);
    let definition = take(rest, length)?;
    // Styles begin at even places; the last one may go without what fills it up.
    let _ = take(rest, length % 2);
    Some(definition)
}

/// A paragraph style, whose name follows a part of `fixed` bytes.
fn style(definition: &[u8], fixed: usize) -> Option<Style> {
    let kind = u16_at(definition, 2)? & 0xF;
    let base = u16_at(definition, 2)? >> 4;
    if kind != OF_PARAGRAPHS {
        return None;
    }
    let name = usize::from(u16_at(definition, fixed)?);
    let behind_name = fixed + 2 + 2 * name + 2;
    let length = usize::from(u16_at(definition, behind_name)?);
    let described = span(definition, behind_name + 2, length)?;
    let properties = Properties::of(described.get(2..).unwrap_or_default());
    Some(Style { base, listed: properties.listed })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A style of a kind, based on another, with a name and modifiers.
    fn definition(kind: u16, base: u16, name: &str, run: &[u8]) -> Vec<u8> {
        let mut bytes = [[0; 2], (kind | base << 4).to_le_bytes(), [0; 2], [0; 2], [0; 2]].concat();
        bytes.extend((name.encode_utf16().count() as u16).to_le_bytes());
        bytes.extend(name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes));
        bytes.extend((run.len() as u16 + 2).to_le_bytes());
        bytes.extend([0, 0]);
        bytes.extend(run);
        bytes
    }

    fn table(definitions: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = vec![4, 0, definitions.len() as u8, 0, 10, 0];
        for definition in definitions {
            bytes.extend((definition.len() as u16).to_le_bytes());
            bytes.extend(definition);
            bytes.resize(bytes.len().next_multiple_of(2), 0);
        }
        bytes
    }

    fn listed(list: &str, level: usize) -> Listed {
        Listed { list: Some(list.into()), level: Some(level) }
    }

    #[test]
    fn styles_take_over_what_their_base_says() {
        let definitions = [
            definition(1, 0x0FFF, "正文", &[]),
            definition(1, 0, "标题 1", &[0x0B, 0x46, 2, 0, 0x0A, 0x26, 0]),
            vec![],
            definition(2, 0, "字符", &[0x0B, 0x46, 9, 0]),
            definition(1, 1, "标题 2", &[0x0A, 0x26, 1]),
            definition(1, 5, "自身", &[0x0A, 0x26, 1]),
        ];
        let styles = Styles(styles(&table(&definitions)).unwrap());
        assert_eq!(styles.listed(0), (None, Listed::default()));
        assert_eq!(styles.listed(1), (Some(1), listed("2", 0)));
        assert_eq!(styles.listed(4), (Some(1), listed("2", 1)));
        assert_eq!(styles.listed(3), (None, Listed::default()));
        assert_eq!(styles.listed(5), (None, Listed { list: None, level: Some(1) }));
        assert_eq!(styles.listed(99), (None, Listed::default()));
    }

    #[test]
    fn a_cut_table_has_the_styles_before_the_cut() {
        let whole = table(&[
            definition(1, 0x0FFF, "标题 1", &[0x0B, 0x46, 2, 0]),
            definition(1, 0, "标题 2", &[0x0B, 0x46, 3, 0]),
        ]);
        let styles = Styles(styles(&whole[..whole.len() - 1]).unwrap());
        assert_eq!(styles.listed(0).0, Some(0));
        assert_eq!(styles.listed(1).0, None);
    }
}
