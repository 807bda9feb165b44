//! Counts over all matches, as a small table.

use std::io;

use crate::response::{FacetCount, Facets};

use super::marked::Marked;
use super::page::{Page, STRONG};
use super::words::FacetOf;
use super::wrap::columns;

/// Columns of space before a value and before its count.
const GAP: usize = 2;

pub(super) fn write(page: &mut Page, facets: &Facets) -> io::Result<()> {
    let say = page.language();
    let tables = [
        (FacetOf::Issuer, &facets.issuers),
        (FacetOf::Level, &facets.levels),
        (FacetOf::Year, &facets.years),
        (FacetOf::Kind, &facets.kinds),
        (FacetOf::Region, &facets.regions),
    ];
    for (of, counts) in tables.into_iter().filter(|(_, counts)| !counts.is_empty()) {
        page.blank()?;
        page.text(0, say.facet(of), STRONG)?;
        table(page, of, counts)?;
    }
    Ok(())
}

fn table(page: &mut Page, of: FacetOf, counts: &[FacetCount]) -> io::Result<()> {
    let say = page.language();
    let digits = counts.iter().map(|c| c.count.to_string().len()).max().unwrap_or(1);
    let room = page.width().saturating_sub(2 * GAP + digits);
    let values: Vec<String> = {
        let said = counts.iter().map(|c| say.facet_value(of, &c.value));
        said.map(|value| shortened(&value, room)).collect()
    };
    let widest = values.iter().map(|value| columns(value)).max().unwrap_or(0);
    for (value, count) in values.iter().zip(counts) {
        let head = format!("{:GAP$}{value}", "");
        let indent = GAP + widest + GAP;
        let number = format!("{:>digits$}", count.count);
        page.row(&head, indent, &number)?;
    }
    Ok(())
}

/// `value` made safe, cut with `…` where it takes more than `room` columns.
fn shortened(value: &str, room: usize) -> String {
    let value = Marked::from(value).text;
    if columns(&value) <= room {
        return value;
    }
    let mut short = String::new();
    for c in value.chars() {
        if columns(&short) + columns(c.encode_utf8(&mut [0; 4])) + 1 > room {
            break;
        }
        short.push(c);
    }
    short + "…"
}
