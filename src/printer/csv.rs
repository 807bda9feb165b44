//! Hits as a table of comma-separated values, for spreadsheets.
//!
//! Texts are left as they are: a title that begins with `=` is written so, and it is for whoever
//! opens the table in a spreadsheet to import it as text.

use std::io::{self, Write};

use crate::response::{Hit, SearchResponse};

/// The columns, in order.
const HEADER: [&str; 16] = [
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
];

/// Writes a header and one row for each hit, in UTF-8; issuers are parted by `; `, and what is
/// unknown is empty.
///
/// Fails only when `out` does.
pub fn csv(response: &SearchResponse, out: &mut dyn Write) -> io::Result<()> {
    let mut table = ::csv::Writer::from_writer(out);
    table.write_record(HEADER)?;
    for hit in &response.hits {
        table.write_record(row(hit))?;
    }
    table.flush()
}

fn row(hit: &Hit) -> [String; 16] {
    let a = &hit.announcement;
    let issuers: Vec<&str> = a.issuers.iter().map(|issuer| issuer.name.as_str()).collect();
    [
        hit.rank.to_string(),
        hit.score.to_string(),
        hit.id.to_string(),
        a.title.clone(),
        issuers.join("; "),
        a.level().map(|level| level.name().to_string()).unwrap_or_default(),
        a.region.clone().unwrap_or_default(),
        a.number.as_ref().map(ToString::to_string).unwrap_or_default(),
        a.written.map(|date| date.to_string()).unwrap_or_default(),
        a.published.map(|date| date.to_string()).unwrap_or_default(),
        a.kind.map(|kind| kind.to_string()).unwrap_or_default(),
        a.validity.map(|validity| validity.name().to_string()).unwrap_or_default(),
        hit.place.path.clone(),
        hit.place.part.clone().unwrap_or_default(),
        a.url.clone().unwrap_or_default(),
        hit.snippet.text.clone(),
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
    }
}
