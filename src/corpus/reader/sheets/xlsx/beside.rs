//! What is in no cell: notes at cells, and text boxes.

use super::super::super::package::Package;
use super::super::super::xml::{Item, Stream};
use super::super::grid::{Budget, Sheet};
use super::relations::{Relation, relations};
use super::strings;
use crate::error::Refusal;

/// What a program writes as the note of a cell where there is a conversation about it, which is
/// a part of its own.
const STAND_INS: [&str; 2] = ["[Threaded comment]", "[线程批注]"];

/// Adds the notes and text boxes of the sheet at `path`.
pub(in super::super) fn beside(
    package: &mut Package,
    path: &str,
    sheet: &mut Sheet,
    budget: &mut Budget,
) -> Result<(), Refusal> {
    for Relation { kind, target, .. } in relations(package, path)? {
        // A note is a `text`, and what a shape says is a `txBody`.
        let element = match kind.as_str() {
            "drawing" => "txBody",
            "comments" | "threadedComment" if target.ends_with(".xml") => "text",
            _ => continue,
        };
        let Some(input) = package.stream(&target)? else { continue };
        let mut stream = Stream::new(input)?;
        while let Some(item) = stream.next()? {
            let Item::Start(tag) = item else { continue };
            // What older programs show instead of a shape says the same again.
            if tag.name() == "Fallback" {
                stream.skip()?;
                continue;
            }
            if tag.name() != element {
                continue;
            }
            let text = match kind.as_str() {
                "threadedComment" => plain(&mut stream)?,
                _ => strings::text(&mut stream)?,
            };
            if !STAND_INS.iter().any(|words| text.starts_with(words)) {
                sheet.put_beside(&text, budget)?;
            }
        }
    }
    Ok(())
}

/// The text right inside the element that has begun.
fn plain(stream: &mut Stream<'_>) -> Result<String, Refusal> {
    let mut text = String::new();
    loop {
        match stream.next()? {
            None | Some(Item::End) => return Ok(text),
            Some(Item::Start(_)) => stream.skip()?,
            Some(Item::Text(piece)) => text.push_str(&piece),
            Some(Item::Other) => {}
        }
    }
}
