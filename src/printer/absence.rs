//! Why nothing was found, and what to try.

use std::io;

use super::page::{FAINT, PLAIN, Page, WARNING};
use super::words::Language;
use crate::response::{Absence, AskedPart, Counted, SearchResponse};

/// Writes what each part finds alone, what is found without a part, and what was probably meant.
pub(super) fn write(page: &mut Page, response: &SearchResponse) -> io::Result<()> {
    if let Some(absence) = &response.absence {
        for line in lines(absence, page.language()) {
            page.text(2, &line, FAINT)?;
        }
    }
    if let Some(why) = &response.unexplained {
        let told = page.language().not_explained(why);
        page.text(2, &told, WARNING)?;
    }
    meant(page, response)
}

/// Writes what was probably meant.
pub(super) fn meant(page: &mut Page, response: &SearchResponse) -> io::Result<()> {
    for (index, suggestion) in response.suggestions.iter().enumerate() {
        let say = page.language();
        let line = if index == 0 { say.did_you_mean(suggestion) } else { say.or_else(suggestion) };
        page.text(0, &line, PLAIN)?;
    }
    Ok(())
}

fn lines(absence: &Absence, say: Language) -> Vec<String> {
    if absence.announcements == 0 {
        return vec![say.index_is_empty()];
    }
    let without = |one: &Counted| say.without(&one.text, say.announcements(one.count));
    let several = absence.parts.len() > 1;
    let parts = absence.parts.iter().filter(|part| several || !part.words.is_empty());
    parts.map(|asked| part(asked, say)).chain(absence.without.iter().map(without)).collect()
}

/// `运茂产一体化: no announcement; cut into 运茂 (0), 一体化 (12)`.
fn part(asked: &AskedPart, say: Language) -> String {
    let found = match asked.part.count {
        0 => say.no_announcement(),
        count => say.announcements(count),
    };
    let words: Vec<String> =
        asked.words.iter().map(|word| say.counted(&word.text, word.count)).collect();
    let found = match &words[..] {
        [] => found,
        words => say.cut_into(found, say.list(words, false)),
    };
    say.alone(&asked.part.text, found)
}
