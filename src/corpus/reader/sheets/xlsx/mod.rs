//! XLSX and XLSM (Office Open XML) → sheets, part by part as streams.

mod beside;
mod cells;
mod formats;
mod relations;
mod strings;

use rustc_hash::FxHashMap;

use super::super::package::Package;
use super::super::xml::{Item, Stream, Tag};
use super::book::{Book, SHEETS};
use super::grid::{Budget, Sheet};
use super::numbers::Epoch;
use super::styles::Styles;
use crate::error::Refusal;

pub(super) use beside::beside;
pub(super) use relations::{Relation, relations};

/// The sheets of a workbook whose main part is `main`.
pub(super) fn read(package: &mut Package, main: &str) -> Result<Book, Refusal> {
    let related = relations(package, main)?;
    let part = |kind: &str| related.iter().find(|relation| relation.kind == kind);
    let book = workbook(package, main)?;
    let strings = match part("sharedStrings") {
        Some(part) => strings::shared(package, &part.target)?,
        None => Vec::new(),
    };
    let styles = match part("styles") {
        Some(part) => formats::read(package, &part.target)?,
        None => Styles::default(),
    };
    let values = cells::Values { strings: &strings, styles: &styles, epoch: book.epoch };
    let by_id: FxHashMap<&str, &Relation> =
        related.iter().map(|part| (part.id.as_str(), part)).collect();
    let mut budget = Budget::default();
    let mut found = Book::default();
    for Tab { name, hidden, id } in book.tabs {
        let Some(part) = by_id.get(id.as_str()) else { continue };
        if part.kind != "worksheet" {
            continue;
        }
        found.sheet(Sheet::new(name, hidden), &mut budget, |sheet, budget| {
            if let Some(input) = package.stream(&part.target)? {
                cells::read(&mut Stream::new(input)?, &values, sheet, budget)?;
            }
            beside(package, &part.target, sheet, budget)
        })?;
    }
    Ok(found)
}

/// What the main part says.
#[derive(Default)]
struct Workbook {
    tabs: Vec<Tab>,
    epoch: Epoch,
}

/// A sheet as its workbook names it.
struct Tab {
    name: String,
    hidden: bool,
    /// The relation that leads to it.
    id: String,
}

fn workbook(package: &mut Package, main: &str) -> Result<Workbook, Refusal> {
    let Some(input) = package.stream(main)? else {
        return Err(Refusal::damaged("no workbook part"));
    };
    let mut stream = Stream::new(input)?;
    let mut book = Workbook::default();
    while let Some(item) = stream.next()? {
        let Item::Start(tag) = item else { continue };
        match tag.name() {
            "sheet" if book.tabs.len() < SHEETS => book.tabs.push(tab(&tag)),
            "workbookPr" if tag.attribute("date1904").is_some_and(|value| is_true(&value)) => {
                book.epoch = Epoch::Y1904;
            }
            _ => {}
        }
    }
    Ok(book)
}

fn tab(tag: &Tag<'_>) -> Tab {
    Tab {
        name: tag.attribute("name").unwrap_or_default(),
        hidden: tag.attribute("state").is_some_and(|state| state != "visible"),
        id: tag.attribute("id").unwrap_or_default(),
    }
}

fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}
