//! PPTX → text: the slides in the order of the presentation, each with its title first, its tables
//! as rows, its diagrams and the notes of its speaker.
//!
//! Slides that are not shown are read too; numbers, dates and footers of slides are left out, and
//! so is what masters and layouts repeat.

pub(super) mod diagram;
mod paragraphs;
mod slide;

use super::links::{self, Links};
use super::package::Package;
use super::properties;
use super::txt;
use super::xml::Xml;
use crate::error::Refusal;
use crate::extract::{Hint, HintField, HintSource, RawText};

use slide::Slide;

/// Where the presentation is when nothing says otherwise.
const MAIN: &str = "ppt/presentation.xml";

/// The most slides of a presentation.
const SLIDES: usize = 5_000;

/// The document in a container; an error is the reason why it cannot be read.
pub(super) fn read(package: &mut Package<'_>) -> Result<RawText, Refusal> {
    let main = links::of(package, "")?.path("officeDocument").unwrap_or_else(|| MAIN.to_string());
    let source = package.text(&main)?.ok_or_else(|| Refusal::damaged("no main part"))?;
    let own = links::of(package, &main)?;
    let mut text = String::new();
    let mut titles = Vec::new();
    for path in slides(&Xml::parse(&source)?, &own) {
        titles.extend(add_slide(package, &path, &mut text)?);
    }
    let mut raw = txt::of_paper(&text);
    raw.hints.extend(links::title(package).and_then(|title| properties::title(&title, &raw.text)));
    let title = titles.into_iter().next();
    let hint =
        title.map(|value| Hint { field: HintField::Title, value, from: HintSource::Heading });
    let is_new = |hint: &Hint| !raw.hints.contains(hint);
    let hint = hint.filter(is_new);
    raw.hints.extend(hint);
    Ok(raw)
}

/// The paths of the slides in their order.
fn slides(presentation: &Xml, links: &Links) -> Vec<String> {
    let list = presentation.root().and_then(|root| root.child("sldIdLst"));
    let slides = list.into_iter().flat_map(|list| list.children("sldId")).take(SLIDES);
    // Its own id and that of the relation have the same local name: the second is wanted.
    let paths = slides.filter_map(|slide| links.of_id(&slide.last_attribute("id")?));
    paths.collect()
}

/// Adds the lines of a slide; what is returned is its title.
fn add_slide(
    package: &mut Package<'_>,
    path: &str,
    text: &mut String,
) -> Result<Option<String>, Refusal> {
    let source = package.text(path)?.ok_or_else(|| Refusal::damaged(format!("no {path}")))?;
    let links = links::of(package, path)?;
    let xml = Xml::parse(&source)?;
    let slide = Slide::of(xml.root());
    text.push_str(&slide.title);
    text.push_str(&slide.body);
    for id in &slide.placed {
        let Some(path) = links.of_id(id) else { continue };
        let Some(source) = package.text(&path)? else { continue };
        text.push_str(&diagram::text(&Xml::parse(&source)?));
    }
    if let Some(notes) = links.path("notesSlide") {
        let source = package.text(&notes)?.unwrap_or_default();
        text.push_str(&Slide::of(Xml::parse(&source)?.root()).body);
    }
    let title = slide.title.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok((!title.is_empty()).then_some(title))
}

#[cfg(test)]
mod tests;
