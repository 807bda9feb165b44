//! Tables opened by LibreOffice and read back: what a spreadsheet makes of each cell.

use std::fs;
use std::process::Command;

use serde_json::Value;

use policy_search::printer::Format;

use super::{json, odd_hits, workspace, write};
use crate::workspace::Workspace;

/// What LibreOffice makes of a file, as rows of cells: all texts in quotes, so that a number that was
/// taken for a text is seen.
fn opened(workspace: &Workspace, name: &str) -> Vec<Vec<String>> {
    let made = workspace.path("made");
    let profile = format!("-env:UserInstallation=file://{}", workspace.path("profile").display());
    // 44: comma; 34: quote; 76: UTF-8; from the first row; all texts in quotes.
    // Read as UTF-8, which its window concludes from the mark, and with all it knows of days and numbers.
    let read = "--infilter=CSV:44,34,76,1,,1033,false,true";
    let filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true";
    let status = Command::new("soffice")
        .args([&profile, "--headless"])
        .args(name.ends_with(".csv").then_some(read))
        .args(["--convert-to", filter, "--outdir"])
        .arg(&made)
        .arg(workspace.path(name))
        .output()
        .expect("soffice runs");
    assert!(status.status.success());
    let stem = name.split('.').next().unwrap();
    let bytes = fs::read(made.join(format!("{stem}.csv"))).unwrap();
    let mut table = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[..]);
    let cells = |row: csv::StringRecord| row.iter().map(String::from).collect();
    table.records().map(|row| cells(row.unwrap())).collect()
}

/// The texts of a hit that a spreadsheet might change, with their columns.
const TEXTS: [(usize, &str); 8] = [
    (2, "id"),
    (3, "title"),
    (7, "number"),
    (12, "path"),
    (13, "part"),
    (14, "url"),
    (25, "file"),
    (26, "citation"),
];

fn compare(rows: &[Vec<String>], hits: &[Value], read: fn(&str) -> &str) {
    assert_eq!(rows.len(), hits.len() + 1);
    for (row, hit) in rows[1..].iter().zip(hits) {
        for (at, name) in TEXTS {
            assert_eq!(read(&row[at]), hit[name].as_str().unwrap_or_default(), "{name} of {hit}");
        }
        assert_eq!(row[8], hit["written"].as_str().unwrap_or_default());
    }
}

/// A cell without the guard before it.
fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

#[test]
#[ignore = "needs soffice"]
fn libreoffice_reads_a_workbook_as_it_was_written() {
    let workspace = workspace();
    let hits = odd_hits(&workspace);
    write(&workspace, &hits, Format::Xlsx, "a.xlsx");
    compare(&opened(&workspace, "a.xlsx"), &json(&hits), |cell| cell);
}

#[test]
#[ignore = "needs soffice"]
fn libreoffice_reads_a_table_as_it_was_written_but_for_the_guards() {
    let workspace = workspace();
    let hits = odd_hits(&workspace);
    write(&workspace, &hits, Format::SpreadsheetCsv, "a.csv");
    compare(&opened(&workspace, "a.csv"), &json(&hits), unguarded);
}
