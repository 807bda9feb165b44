//! XML Spreadsheet 2003 (`progid="Excel.Sheet"`), which web systems write under the name `.xls`.

use rustc_hash::FxHashMap;

use super::super::xml::{Item, Stream, Tag};
use super::book::{Book, SHEETS};
use super::grid::{Area, Budget, Sheet};
use super::numbers::{Epoch, Format, plain};
use crate::error::Refusal;

/// The sheets in XML.
pub(super) fn read(stream: &mut Stream<'_>) -> Result<Book, Refusal> {
    let mut budget = Budget::default();
    let mut book = Book::default();
    let mut styles = Styles::default();
    while let Some(item) = stream.next()? {
        budget.step()?;
        let Item::Start(tag) = item else { continue };
        styles.take(&tag);
        if tag.name() == "Worksheet" && book.sheets.len() < SHEETS {
            let sheet = Sheet::new(tag.attribute("Name").unwrap_or_default(), false);
            book.sheet(sheet, &mut budget, |sheet, budget| {
                Table::new(&styles, sheet, budget).read(stream)
            })?;
            // Behind damaged XML there is none.
            if !book.problems.is_empty() {
                return Ok(book);
            }
        }
    }
    Ok(book)
}

/// Number formats by the names of styles.
#[derive(Default)]
struct Styles {
    name: String,
    formats: FxHashMap<String, Format>,
}

impl Styles {
    fn take(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "Style" => self.name = tag.attribute("ID").unwrap_or_default(),
            "NumberFormat" => {
                let code = tag.attribute("Format").unwrap_or_default();
                self.formats.insert(self.name.clone(), Format::of(code_of(&code)));
            }
            _ => {}
        }
    }
}

/// The code that a format is called by its name for.
fn code_of(name: &str) -> &str {
    match name {
        "" | "General Number" | "Yes/No" | "True/False" | "On/Off" => "General",
        "Fixed" => "0.00",
        "Standard" => "#,##0.00",
        "Percent" => "0.00%",
        "Scientific" => "0.00E+00",
        "Currency" => "\"¥\"#,##0.00",
        "Short Date" | "Medium Date" | "Long Date" => "yyyy-mm-dd",
        "General Date" => "yyyy-mm-dd hh:mm",
        "Short Time" | "Medium Time" | "Long Time" => "hh:mm:ss",
        code => code,
    }
}

/// A sheet that is being read.
struct Table<'s> {
    styles: &'s Styles,
    /// Where the next row and the next cell are that do not say it.
    next: (u32, u32),
    rows: u32,
    /// The cell that is open, and its style.
    place: (u32, u32),
    style: Option<String>,
    in_note: bool,
    sheet: &'s mut Sheet,
    budget: &'s mut Budget,
}

/// What the element says whose text comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Said {
    /// The value of the open cell, by its type.
    Value(String),
    Note,
    Visible,
}

impl<'s> Table<'s> {
    fn new(styles: &'s Styles, sheet: &'s mut Sheet, budget: &'s mut Budget) -> Self {
        let (next, rows, place) = ((0, 0), 0, (0, 0));
        Self { styles, next, rows, place, style: None, in_note: false, sheet, budget }
    }

    fn read(&mut self, stream: &mut Stream<'_>) -> Result<(), Refusal> {
        let mut depth = 1;
        while depth > 0 {
            self.budget.step()?;
            match stream.next()? {
                None => break,
                Some(Item::Start(tag)) => match self.begin(&tag) {
                    Some(said) => self.take(&said, &text(stream)?)?,
                    None => depth += 1,
                },
                Some(Item::End) => depth -= 1,
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// What the text of an element says that begins, if anything.
    fn begin(&mut self, tag: &Tag<'_>) -> Option<Said> {
        match tag.name() {
            "Row" => {
                let row = number(tag, "Index").map_or(self.rows, |index| index - 1);
                self.rows = row.saturating_add(1);
                self.next = (row, 0);
            }
            "Cell" => {
                self.in_note = false;
                self.style = tag.attribute("StyleID");
                self.place = self.cell(tag);
            }
            "Comment" => self.in_note = true,
            "Data" if self.in_note => return Some(Said::Note),
            "Data" => return Some(Said::Value(tag.attribute("Type").unwrap_or_default())),
            "Visible" => return Some(Said::Visible),
            _ => {}
        }
        None
    }

    /// The place of a cell, which it and its merged area take.
    fn cell(&mut self, tag: &Tag<'_>) -> (u32, u32) {
        let (row, next) = self.next;
        let column = number(tag, "Index").map_or(next, |index| index - 1);
        let right = column.saturating_add(number(tag, "MergeAcross").unwrap_or(0));
        let below = row.saturating_add(number(tag, "MergeDown").unwrap_or(0));
        self.sheet.merge(Area::of((row, below), (column, right)));
        self.next = (row, right.saturating_add(1));
        (row, column)
    }

    fn take(&mut self, said: &Said, text: &str) -> Result<(), Refusal> {
        match said {
            Said::Value(kind) => {
                let format = self.style.as_ref().and_then(|style| self.styles.formats.get(style));
                let shown = shown(kind, text, format);
                self.sheet.put(self.place, shown, self.budget)
            }
            Said::Note => self.sheet.put_beside(text, self.budget),
            Said::Visible => {
                self.sheet.hidden = text.trim() != "SheetVisible";
                Ok(())
            }
        }
    }
}

/// What a cell shows of a value.
fn shown(kind: &str, text: &str, format: Option<&Format>) -> String {
    match kind {
        "Error" => String::new(),
        "Boolean" => if text.trim() == "1" { "TRUE" } else { "FALSE" }.into(),
        "DateTime" => {
            let text = text.trim().split('.').next().unwrap_or_default();
            text.strip_suffix("T00:00:00").unwrap_or(text).replace('T', " ")
        }
        "Number" => match (text.trim().parse::<f64>(), format) {
            (Ok(number), Some(format)) => format.number(number, Epoch::default()),
            (Ok(number), None) => plain(number),
            (Err(_), _) => text.trim().into(),
        },
        _ => format.map_or_else(|| text.into(), |format| format.text(text).into_owned()),
    }
}

fn number(tag: &Tag<'_>, name: &str) -> Option<u32> {
    let number = tag.attribute(name)?.trim().parse().ok()?;
    // An index counts from one, and what is merged is at least nothing.
    Some(if name == "Index" { u32::max(number, 1) } else { number })
}

/// All text of the element that has begun, to its end.
fn text(stream: &mut Stream<'_>) -> Result<String, Refusal> {
    let mut text = String::new();
    let mut depth = 1;
    while depth > 0 {
        match stream.next()? {
            None => break,
            Some(Item::Start(_)) => depth += 1,
            Some(Item::End) => depth -= 1,
            Some(Item::Text(piece)) => text.push_str(&piece),
            Some(Item::Other) => {}
        }
    }
    Ok(text)
}
