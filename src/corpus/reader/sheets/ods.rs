//! ODS (OpenDocument), packed or as one XML file (`.fods`) → sheets: cells say what they show.

use rustc_hash::FxHashSet;

use super::super::package::Package;
use super::super::xml::{Item, Stream, Tag};
use super::book::{Book, SHEETS};
use super::grid::{Area, Budget, Sheet};
use crate::error::Refusal;

/// How often a row or a cell that has text is repeated at most; blank ones cost nothing.
const REPEATED: u32 = 10_000;

/// The sheets in a container.
pub(super) fn read(package: &mut Package) -> Result<Book, Refusal> {
    if is_encrypted(package)? {
        return Err(Refusal::Encrypted);
    }
    match package.stream("content.xml")? {
        Some(input) => read_xml(&mut Stream::new(input)?),
        None => Err(Refusal::damaged("no content part")),
    }
}

fn is_encrypted(package: &mut Package) -> Result<bool, Refusal> {
    let Some(input) = package.stream("META-INF/manifest.xml")? else { return Ok(false) };
    let mut stream = Stream::new(input)?;
    loop {
        match stream.next() {
            Ok(None) => return Ok(false),
            Ok(Some(Item::Start(tag))) if tag.name() == "encryption-data" => return Ok(true),
            Ok(_) => {}
            // Old manifests define a document type, and none of those is encrypted.
            Err(Refusal::DocumentType | Refusal::Damaged(_)) => return Ok(false),
            Err(limit) => return Err(limit),
        }
    }
}

/// The sheets in XML.
pub(super) fn read_xml(stream: &mut Stream<'_>) -> Result<Book, Refusal> {
    let mut budget = Budget::default();
    let mut book = Book::default();
    let mut hidden = HiddenStyles::default();
    while let Some(item) = stream.next()? {
        budget.step()?;
        let Item::Start(tag) = item else { continue };
        hidden.take(&tag);
        if tag.name() == "table" && book.sheets.len() < SHEETS {
            let name = tag.attribute("name").unwrap_or_default();
            // What is kept of another workbook, for formulas.
            if name.starts_with("'file:") {
                stream.skip()?;
                continue;
            }
            let sheet = Sheet::new(name, hidden.has(&tag));
            book.sheet(sheet, &mut budget, |sheet, budget| {
                Table { sheet, budget, row: 0, column: 0 }.read(stream)
            })?;
            // Behind damaged XML there is none.
            if !book.problems.is_empty() {
                return Ok(book);
            }
        }
    }
    Ok(book)
}

/// The styles of tables that are not displayed.
#[derive(Default)]
struct HiddenStyles {
    name: String,
    hidden: FxHashSet<String>,
}

impl HiddenStyles {
    fn take(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "style" => self.name = tag.attribute("name").unwrap_or_default(),
            "table-properties" if tag.attribute("display").as_deref() == Some("false") => {
                self.hidden.insert(self.name.clone());
            }
            _ => {}
        }
    }

    fn has(&self, table: &Tag<'_>) -> bool {
        table.attribute("style-name").is_some_and(|style| self.hidden.contains(&style))
    }
}

/// A table that is being read.
struct Table<'s> {
    sheet: &'s mut Sheet,
    budget: &'s mut Budget,
    row: u32,
    column: u32,
}

impl Table<'_> {
    fn read(&mut self, stream: &mut Stream<'_>) -> Result<(), Refusal> {
        let mut depth = 1;
        while depth > 0 {
            self.budget.step()?;
            match stream.next()? {
                None => break,
                Some(Item::Start(tag)) => match tag.name() {
                    "table-row" => {
                        let repeated = number(&tag, "number-rows-repeated");
                        self.read_row(stream, repeated)?;
                    }
                    // What floats over the table.
                    "shapes" => {
                        let shapes = Cell::default().read(stream)?;
                        self.sheet.put_beside(&shapes.note, self.budget)?;
                    }
                    // Rows are in groups and headers.
                    _ => depth += 1,
                },
                Some(Item::End) => depth -= 1,
                Some(_) => {}
            }
        }
        Ok(())
    }

    fn read_row(&mut self, stream: &mut Stream<'_>, repeated: u32) -> Result<(), Refusal> {
        self.column = 0;
        let mut found: Vec<(u32, u32, String)> = Vec::new();
        loop {
            self.budget.step()?;
            match stream.next()? {
                None | Some(Item::End) => break,
                Some(Item::Start(tag))
                    if matches!(tag.name(), "table-cell" | "covered-table-cell") =>
                {
                    let times = number(&tag, "number-columns-repeated");
                    let area = self.area(&tag);
                    let cell = Cell::of(&tag).read(stream)?;
                    self.sheet.merge(area);
                    self.sheet.put_beside(&cell.note, self.budget)?;
                    if !cell.text.trim().is_empty() {
                        found.push((self.column, times.min(REPEATED), cell.text));
                    }
                    self.column = self.column.saturating_add(times);
                }
                Some(Item::Start(_)) => stream.skip()?,
                Some(_) => {}
            }
        }
        let rows = if found.is_empty() { 0 } else { repeated.min(REPEATED) };
        for row in self.row..self.row.saturating_add(rows) {
            for (column, times, text) in &found {
                for column in *column..column.saturating_add(*times) {
                    self.sheet.put((row, column), text.as_str(), self.budget)?;
                }
            }
        }
        self.row = self.row.saturating_add(repeated);
        Ok(())
    }

    /// The merged area that begins at a cell.
    fn area(&self, tag: &Tag<'_>) -> Option<Area> {
        let rows = number(tag, "number-rows-spanned");
        let columns = number(tag, "number-columns-spanned");
        let to = (self.row.saturating_add(rows - 1), self.column.saturating_add(columns - 1));
        Area::of((self.row, to.0), (self.column, to.1))
    }
}

fn number(tag: &Tag<'_>, name: &str) -> u32 {
    tag.attribute(name).and_then(|number| number.parse().ok()).unwrap_or(1).max(1)
}

/// A cell: what it shows, and the note at it.
#[derive(Default)]
struct Cell {
    /// The date it holds, which is shown in any way; or a value that nothing is shown of.
    value: String,
    is_date: bool,
    is_error: bool,
    text: String,
    note: String,
}

impl Cell {
    fn of(tag: &Tag<'_>) -> Self {
        let mut cell = Self::default();
        match tag.attribute("value-type").as_deref() {
            Some("date") => {
                cell.is_date = true;
                cell.value = tag.attribute("date-value").unwrap_or_default();
            }
            Some("boolean") => {
                let value = tag.attribute("boolean-value");
                cell.value = value.unwrap_or_default().to_uppercase();
            }
            Some("string") => cell.value = tag.attribute("string-value").unwrap_or_default(),
            Some(_) => cell.value = tag.attribute("value").unwrap_or_default(),
            None => {}
        }
        // LibreOffice writes errors as texts of its own type.
        cell.is_error =
            tag.attributes().any(|(name, value)| name == "value-type" && value == "error");
        cell
    }

    /// Reads the cell up to its end: paragraphs are lines.
    fn read(mut self, stream: &mut Stream<'_>) -> Result<Self, Refusal> {
        let mut open: Vec<Part> = vec![Part::Other];
        while let Some(part) = open.last().copied() {
            match stream.next()? {
                None => break,
                Some(Item::Start(tag)) => {
                    let within = part.inside(tag.name());
                    match tag.name() {
                        "p" | "h" => self.line(within),
                        "s" => {
                            let blanks = number(&tag, "c").min(80);
                            (0..blanks).for_each(|_| self.add(within, " "));
                        }
                        "tab" => self.add(within, " "),
                        "line-break" => self.add(within, "\n"),
                        _ => {}
                    }
                    open.push(within);
                }
                Some(Item::End) => {
                    open.pop();
                }
                Some(Item::Text(piece)) => self.add(part, &piece),
                Some(_) => {}
            }
        }
        Ok(self.shown())
    }

    fn target(&mut self, part: Part) -> Option<&mut String> {
        match part {
            Part::Text => Some(&mut self.text),
            Part::Note => Some(&mut self.note),
            Part::Other | Part::AtNote | Part::Reading => None,
        }
    }

    fn add(&mut self, part: Part, piece: &str) {
        if let Some(target) = self.target(part) {
            target.push_str(piece);
        }
    }

    /// Begins a paragraph.
    fn line(&mut self, part: Part) {
        if let Some(target) = self.target(part).filter(|target| !target.is_empty()) {
            target.push('\n');
        }
    }

    fn shown(mut self) -> Self {
        if self.is_date && !self.value.is_empty() {
            let value = self.value.strip_suffix("T00:00:00").unwrap_or(&self.value);
            self.text = value.split('.').next().unwrap_or_default().replace('T', " ");
        } else if self.text.is_empty() {
            self.text = std::mem::take(&mut self.value);
        }
        if self.is_error {
            self.text.clear();
        }
        self
    }
}

/// What an element inside a cell belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Other,
    /// A paragraph of the cell.
    Text,
    /// Inside a note or a shape, but in no paragraph.
    AtNote,
    /// A paragraph of a note or a shape.
    Note,
    /// The reading over a word.
    Reading,
}

impl Part {
    fn inside(self, name: &str) -> Self {
        match (self, name) {
            (_, "ruby-text") | (Self::Reading, _) => Self::Reading,
            (Self::Other, "p" | "h") => Self::Text,
            (Self::AtNote, "p" | "h") => Self::Note,
            // Notes, and shapes that float over the cell.
            (Self::Other, _) => Self::AtNote,
            (other, _) => other,
        }
    }
}
