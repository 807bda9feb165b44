//! Why nothing was found, and what to try.

use std::io;

use super::page::{FAINT, PLAIN, Page, WARNING};
use super::words::announcements;
use crate::response::{Absence, AskedPart, Counted, SearchResponse};

/// Writes what each part finds alone, what is found without a part, and what was probably meant.
pub(super) fn write(page: &mut Page, response: &SearchResponse) -> io::Result<()> {
    if let Some(absence) = &response.absence {
        for line in lines(absence) {
            page.text(2, &line, FAINT)?;
        }
    }
    if let Some(why) = &response.unexplained {
        page.text(2, &format!("no full explanation: {why}"), WARNING)?;
    }
    meant(page, response)
}

/// Writes what was probably meant.
pub(super) fn meant(page: &mut Page, response: &SearchResponse) -> io::Result<()> {
    for (index, suggestion) in response.suggestions.iter().enumerate() {
        let line = if index == 0 { "did you mean" } else { "or" };
        page.text(0, &format!("{line}: {suggestion}?"), PLAIN)?;
    }
    Ok(())
}

fn lines(absence: &Absence) -> Vec<String> {
    if absence.announcements == 0 {
        return vec![
            "the index is empty: run `search index` with the folder to search".to_string(),
        ];
    }
    let without = |one: &Counted| format!("without {}: {}", one.text, announcements(one.count));
    let several = absence.parts.len() > 1;
    let parts = absence.parts.iter().filter(|part| several || !part.words.is_empty());
    parts.map(part).chain(absence.without.iter().map(without)).collect()
}

/// `运茂产一体化: no announcement; cut into 运茂 (0), 一体化 (12)`.
fn part(asked: &AskedPart) -> String {
    let found = match asked.part.count {
        0 => "no announcement".to_string(),
        count => announcements(count),
    };
    let words: Vec<String> =
        asked.words.iter().map(|word| format!("{} ({})", word.text, word.count)).collect();
    let cut =
        if words.is_empty() { String::new() } else { format!("; cut into {}", words.join(", ")) };
    format!("{}: {found}{cut}", asked.part.text)
}
