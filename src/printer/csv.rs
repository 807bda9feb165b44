//! Hits as a table of comma-separated values, for spreadsheets.
//!
//! Texts are left as they are: a title that begins with `=` is written so, and it is for whoever
//! opens the table in a spreadsheet to import it as text.

use std::io::{self, Write};

use crate::response::SearchResponse;

use super::row::Row;

/// The columns, in order. New ones come last, where programs that count columns do not see them.
const HEADER: [&str; 18] = [
    "rank",
    "score",
    "id",
    "title",
    "issuers",
    "level",
    "region",
    "number",
    "written",
    "published",
    "kind",
    "validity",
    "path",
    "part",
    "url",
    "snippet",
    "written_inferred",
    "validity_by",
];

/// Writes a header and one row for each hit, in UTF-8, with the values that [`json`](fn@super::json)
/// has for it. Issuers are parted by `; `, `validity_by` is a number, else a title between 《》, and
/// what is unknown is empty.
///
/// Fails only when `out` does.
pub fn csv(response: &SearchResponse, out: &mut dyn Write) -> io::Result<()> {
    let mut table = ::csv::Writer::from_writer(out);
    table.write_record(HEADER)?;
    for hit in &response.hits {
        table.write_record(cells(Row::from(hit)))?;
    }
    table.flush()
}

fn cells(row: Row<'_>) -> [String; 18] {
    let text = |value: Option<&str>| value.unwrap_or_default().to_string();
    let issuers: Vec<&str> = row.issuers.iter().map(|issuer| issuer.name).collect();
    [
        row.rank.to_string(),
        row.score.to_string(),
        row.id.to_string(),
        row.title.to_string(),
        issuers.join("; "),
        text(row.level),
        text(row.region),
        row.number.unwrap_or_default(),
        row.written.unwrap_or_default(),
        row.published.unwrap_or_default(),
        text(row.kind),
        text(row.validity),
        row.path.to_string(),
        text(row.part),
        text(row.url),
        row.snippet.text.to_string(),
        row.written_inferred.map(|inferred| inferred.to_string()).unwrap_or_default(),
        row.validity_by.map(|by| by.name).unwrap_or_default(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::printer::fixture;

    #[test]
    fn rows_read_back_as_they_were() {
        let mut response = fixture::response();
        response.hits[1].announcement.title = "一、\"数据\",\n二".into();
        let mut out = Vec::new();
        csv(&response, &mut out).expect("a Vec can be written to");
        let mut table = ::csv::Reader::from_reader(&out[..]);
        assert_eq!(table.headers().expect("a header").len(), HEADER.len());
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
