//! What was taken from which columns of dumps and tables, for the eye.

use std::io;

use super::marked::{Marked, plain};
use super::page::{PLAIN, Page};
use super::words::{Label, Language, grouped};
use crate::corpus::reader::{Column, ColumnUse};
use crate::engine::ColumnMapping;

/// How many mappings are written.
const MAPPINGS: usize = 10;

/// How many files of one mapping are named.
const FILES: usize = 3;

/// Writes a line for all files whose columns were taken for the same: what each was taken for, and those
/// whose text is in no document. Those with such a column stand last.
pub(super) fn write(page: &mut Page, indent: usize, mappings: &[ColumnMapping]) -> io::Result<()> {
    let say = page.language();
    let head = say.label(Label::Columns);
    let mut mappings: Vec<&ColumnMapping> = mappings.iter().collect();
    mappings.sort_by_key(|mapping| mapping.columns.iter().any(|column| column.left_out > 0));
    let beyond = mappings.len().saturating_sub(MAPPINGS);
    if beyond > 0 {
        let files: u64 = mappings[..beyond].iter().map(|mapping| mapping.files).sum();
        let told = say.other_columns(files, beyond);
        page.paragraph((head, indent), &Marked::from(&*told), (PLAIN, PLAIN))?;
    }
    mappings[beyond..].iter().try_for_each(|mapping| {
        let told = told(mapping, say);
        page.paragraph((head, indent), &Marked::from(&*told), (PLAIN, PLAIN))
    })
}

fn told(mapping: &ColumnMapping, say: Language) -> String {
    let ColumnMapping { files, paths, columns } = mapping;
    let named: Vec<String> = paths.iter().take(FILES).map(|path| plain(path)).collect();
    let named = say.list(&named, *files > FILES as u64);
    let files = match *files {
        1 => named,
        files => say.some_files(grouped(files), named),
    };
    let place = place_of_all(columns);
    let name =
        |column: &ColumnUse| if place.is_some() { plain(&column.name) } else { name(column) };
    let taken = columns.iter().filter_map(|column| taken(column, &name(column), say));
    let left = columns.iter().filter_map(|column| left_out(column, &name(column), say));
    let all: Vec<String> = taken.chain(left).collect();
    let place = place.map(|place| format!("#{}", plain(place))).unwrap_or_default();
    say.of_file(files + &place, all.join(" · "))
}

/// The sheet, or the file in an archive, that all of the columns are of: it is named once.
fn place_of_all(columns: &[ColumnUse]) -> Option<&str> {
    let first = columns.first()?.place.as_deref()?;
    columns.iter().all(|column| column.place.as_deref() == Some(first)).then_some(first)
}

/// `body ← original_text (115,735 characters)`.
fn taken(column: &ColumnUse, name: &str, say: Language) -> Option<String> {
    let taken = column.taken?;
    let held = match taken {
        Column::Body | Column::Abstract => say.characters(grouped(column.characters)),
        _ => String::new(),
    };
    Some(format!("{} ← {name}{held}", say.column(taken)))
}

/// `not used: remark (1,204 characters; --field 'remark=body' takes it)`.
fn left_out(column: &ColumnUse, name: &str, say: Language) -> Option<String> {
    let remedy = column.remedy()?;
    let remedy = plain(&remedy.replace('\'', r"'\''"));
    let characters = grouped(column.left_out);
    Some(say.column_not_used(name, characters, remedy))
}

/// Its name, after that of its sheet.
fn name(column: &ColumnUse) -> String {
    match &column.place {
        Some(place) => format!("{}#{}", plain(place), plain(&column.name)),
        None => plain(&column.name),
    }
}
