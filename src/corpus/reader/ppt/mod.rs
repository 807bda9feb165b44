//! PowerPoint 97 to 2003 (`.ppt`, and the `.dps` of WPS Office) → text: the slides in their order,
//! each with its notes.
//!
//! The stream `PowerPoint Document` is records in records, as \[MS-PPT\] tells them. Edits are
//! appended to it: which record of a slide is the last one, a directory says. Where it contradicts
//! itself, all texts of the stream are read in the order they were written in.

mod record;
mod slides;

use super::compound::Compound;
use super::txt;
use crate::error::Refusal;
use crate::extract::{Hint, HintField, HintSource, RawText};

use slides::Slides;

/// The first word of the stream `Current User` in a file that wants a password.
const ENCRYPTED: [u8; 4] = 0xF3D1_C4DF_u32.to_le_bytes();

/// Where a file that PowerPoint 95 can open too has what is read here.
const TWIN: &str = "/PP97_DUALSTORAGE";

/// Streams of PowerPoint 95.
const OF_95: [&str; 2] = ["/Text_Content", "/Header"];

/// The document in a compound file; an error is the reason why it cannot be read.
pub(super) fn read(file: &mut Compound<'_>) -> Result<RawText, Refusal> {
    let folder = if file.has(TWIN) { TWIN } else { "" };
    if folder.is_empty() && OF_95.iter().any(|stream| file.has(stream)) {
        return Err(Refusal::NotRead("PowerPoint 95".into()));
    }
    let stream = file.stream(&format!("{folder}/PowerPoint Document"))?;
    let user = file.stream(&format!("{folder}/Current User")).unwrap_or_default();
    if user.get(12..16) == Some(&ENCRYPTED) {
        return Err(Refusal::Encrypted);
    }
    let slides = Slides::of(&stream, &user);
    let (title, text) = match slides {
        Some(slides) => slides.text(),
        None => (String::new(), record::all_text(&stream)),
    };
    let mut raw = txt::of_paper(&text);
    let value = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let hint = Hint { field: HintField::Title, value, from: HintSource::Heading };
    raw.hints.extend((!hint.value.is_empty()).then_some(hint));
    Ok(raw)
}

#[cfg(test)]
mod tests;
