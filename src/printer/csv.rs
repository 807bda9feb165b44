//! Hits as a table of comma-separated values, for spreadsheets.
//!
//! Texts are left as they are: a title that begins with `=` is written so, and it is for whoever
//! opens the table in a spreadsheet to import it as text.

use std::io::{self, Write};

use crate::response::SearchResponse;
use crate::wire::Row;

/// A column: its name, and the cell of a hit in it.
type Column = (&'static str, fn(&Row<'_>) -> String);

/// The columns, in order. New ones come last, where programs that count columns do not see them.
const COLUMNS: [Column; 21] = [
    ("rank", |row| row.rank.to_string()),
    ("score", |row| row.score.to_string()),
    ("id", |row| row.id.to_string()),
    ("title", |row| row.title.to_string()),
    ("issuers", |row| issuers(row)),
    ("level", |row| text(row.level)),
    ("region", |row| text(row.region)),
    ("number", |row| text(row.number.as_deref())),
    ("written", |row| text(row.written.as_deref())),
    ("published", |row| text(row.published.as_deref())),
    ("kind", |row| text(row.kind)),
    ("validity", |row| text(row.validity)),
    ("path", |row| row.path.to_string()),
    ("part", |row| text(row.part)),
    ("url", |row| text(row.url)),
    ("snippet", |row| row.snippet.text.to_string()),
    ("written_inferred", |row| row.written_inferred.map_or(String::new(), |is| is.to_string())),
    ("validity_by", |row| text(row.validity_by.as_ref().map(|by| &*by.name))),
    ("rung", |row| row.rung.to_string()),
    ("added", |row| row.added.clone()),
    ("recognised", |row| row.recognised.map_or(String::new(), |sure| sure.to_string())),
];

/// Writes a header and one row for each hit, in UTF-8: those of the strict rungs, or the nearest where
/// those are empty. The values are those that
/// [`response_json`](crate::wire::response_json) has for a hit. Issuers are parted by `; `,
/// `validity_by` is a number, else a title between 《》, and what is unknown is empty.
///
/// Fails only when `out` does.
pub fn csv(response: &SearchResponse, out: &mut dyn Write) -> io::Result<()> {
    let mut table = ::csv::Writer::from_writer(out);
    table.write_record(COLUMNS.map(|(name, _)| name))?;
    let is_near = response.rungs.first().is_some_and(|first| !first.rung.is_strict());
    let hits = response.hits.iter().filter(|hit| is_near || hit.rung.is_strict());
    for row in hits.map(Row::from) {
        table.write_record(COLUMNS.map(|(_, cell)| cell(&row)))?;
    }
    table.flush()
}

fn text(value: Option<&str>) -> String {
    value.unwrap_or_default().to_string()
}

fn issuers(row: &Row<'_>) -> String {
    let names: Vec<&str> = row.issuers.iter().map(|issuer| issuer.name).collect();
    names.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::fixture;

    #[test]
    fn rows_read_back_as_they_were() {
        let mut response = fixture::response();
        response.hits[1].announcement.title = "一、\"数据\",\n二".into();
        let mut out = Vec::new();
        csv(&response, &mut out).expect("a Vec can be written to");
        let mut table = ::csv::Reader::from_reader(&out[..]);
        assert_eq!(table.headers().expect("a header").len(), COLUMNS.len());
        let rows: Vec<_> = table.records().map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len(), 3);
        assert_eq!(&rows[0][4], "成都市青白江区人民政府; 成都市青白江区交通运输局");
        assert_eq!(&rows[0][7], "青府发〔2026〕3号");
        assert_eq!(&rows[1][3], "一、\"数据\",\n二");
        assert_eq!(&rows[1][8], "");
        assert_eq!((&rows[0][16], &rows[1][16]), ("true", ""));
        assert_eq!((&rows[0][11], &rows[0][17]), ("现行有效", ""));
        assert_eq!((&rows[2][11], &rows[2][17]), ("已废止", "国发〔2025〕1号"));
    }
}
