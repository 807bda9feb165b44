//! The slides of a presentation in their order, and the texts of each.

use std::collections::HashMap;

use super::record::{self, Record, TEXT_BYTES, TEXT_CHARS};

/// The kinds of records that lead to texts, as \[MS-PPT\] 2.13.24 numbers them.
mod kind {
    pub(super) const DOCUMENT: u16 = 0x03E8;
    pub(super) const SLIDE: u16 = 0x03EE;
    pub(super) const SLIDE_ATOM: u16 = 0x03EF;
    pub(super) const NOTES: u16 = 0x03F0;
    pub(super) const SLIDE_PERSIST: u16 = 0x03F3;
    pub(super) const LIST_WITH_TEXT: u16 = 0x0FF0;
    pub(super) const OUTLINE_REFERENCE: u16 = 0x0F9E;
    pub(super) const TEXT_HEADER: u16 = 0x0F9F;
    pub(super) const USER_EDIT: u16 = 0x0FF5;
    pub(super) const PERSIST_DIRECTORY: u16 = 0x1772;
    pub(super) const DRAWING: u16 = 0x040C;
}

/// The list of the slides, among lists of masters and of notes.
const OF_SLIDES: u16 = 0;

/// The list of the notes.
const OF_NOTES: u16 = 2;

/// The types of texts that are titles: of a slide, and of a title slide.
const TITLES: [u32; 2] = [0, 6];

/// The most edits that a file may be made of.
const EDITS: usize = 10_000;

/// A slide as the list of slides has it.
struct Slide<'a> {
    record: Option<Record<'a>>,
    /// What notes call it.
    id: u32,
    /// Its outline: the type of each text, and the text.
    outline: Vec<(u32, String)>,
}

/// The slides of a presentation.
pub(super) struct Slides<'a> {
    slides: Vec<Slide<'a>>,
    /// The notes by their ids.
    notes: HashMap<u32, Record<'a>>,
}

impl<'a> Slides<'a> {
    /// The slides in a stream, of which `user` tells the last edit; `None` where that contradicts
    /// itself.
    pub(super) fn of(stream: &'a [u8], user: &[u8]) -> Option<Self> {
        let place = user.get(16..20).and_then(|place| place.try_into().ok());
        let last = u32::from_le_bytes(place?) as usize;
        let edit = record::at(stream, last).filter(|edit| edit.kind == kind::USER_EDIT)?;
        let places = places(stream, last);
        let record = |id: u32| record::at(stream, *places.get(&id)? as usize);
        let document = record(edit.number(16)?).filter(|found| found.kind == kind::DOCUMENT)?;
        let list = |which: u16| {
            let mut lists = document.children().filter(|found| found.kind == kind::LIST_WITH_TEXT);
            lists.find(|list| list.instance == which)
        };
        let slides = list(OF_SLIDES).map(|list| listed(list, &record)).unwrap_or_default();
        let notes = list(OF_NOTES).map(|list| listed(list, &record)).unwrap_or_default();
        let notes = notes.into_iter().filter_map(|notes| Some((notes.id, notes.record?)));
        Some(Self { slides, notes: notes.collect() })
    }

    /// The title of the first slide, and the text of all.
    pub(super) fn text(&self) -> (String, String) {
        let mut text = String::new();
        for slide in &self.slides {
            slide.add(&mut text);
            if let Some(notes) = slide.notes().and_then(|id| self.notes.get(&id)) {
                add_notes(*notes, &mut text);
            }
        }
        let title = self.slides.first().and_then(Slide::title);
        (title.unwrap_or_default(), text)
    }
}

/// Where the last record of each id is: later edits come first.
fn places(stream: &[u8], last: usize) -> HashMap<u32, u32> {
    let mut places = HashMap::new();
    let mut next = last;
    for _ in 0..EDITS {
        let Some(edit) = record::at(stream, next).filter(|edit| edit.kind == kind::USER_EDIT)
        else {
            break;
        };
        let directory = edit.number(12).and_then(|place| record::at(stream, place as usize));
        let directory = directory.filter(|found| found.kind == kind::PERSIST_DIRECTORY);
        for (id, place) in directory.into_iter().flat_map(entries) {
            places.entry(id).or_insert(place);
        }
        match edit.number(8) {
            // An edit before this one.
            Some(before) if before > 0 && (before as usize) < next => next = before as usize,
            _ => break,
        }
    }
    places
}

/// The ids in a directory with their places: runs of ids that follow each other.
fn entries(directory: Record<'_>) -> Vec<(u32, u32)> {
    let mut words = directory
        .data
        .chunks_exact(4)
        .map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]));
    let mut entries = Vec::new();
    while let Some(head) = words.next() {
        let (first, count) = (head & 0xF_FFFF, head >> 20);
        entries.extend(
            words
                .by_ref()
                .take(count as usize)
                .enumerate()
                .map(|(at, place)| (first.saturating_add(at as u32), place)),
        );
    }
    entries
}

/// The slides in a list, each with the texts behind it.
fn listed<'a>(list: Record<'a>, record: &dyn Fn(u32) -> Option<Record<'a>>) -> Vec<Slide<'a>> {
    let mut slides: Vec<Slide> = Vec::new();
    for child in list.children() {
        match child.kind {
            kind::SLIDE_PERSIST => slides.push(Slide {
                record: child.number(0).and_then(record),
                id: child.number(12).unwrap_or_default(),
                outline: Vec::new(),
            }),
            kind::TEXT_HEADER => {
                let of_kind = child.number(0).unwrap_or_default();
                let outline = slides.last_mut().map(|slide| &mut slide.outline);
                outline.into_iter().for_each(|outline| outline.push((of_kind, String::new())));
            }
            TEXT_CHARS | TEXT_BYTES => {
                let last = slides.last_mut().and_then(|slide| slide.outline.last_mut());
                last.into_iter().zip(child.text()).for_each(|(last, text)| last.1 = text);
            }
            _ => {}
        }
    }
    slides
}

impl Slide<'_> {
    /// The id of the notes on it.
    fn notes(&self) -> Option<u32> {
        let slide = self.record.filter(|record| record.kind == kind::SLIDE)?;
        slide.child(kind::SLIDE_ATOM)?.number(16).filter(|id| *id > 0)
    }

    /// Its title: in its outline, else among its shapes.
    fn title(&self) -> Option<String> {
        let mut outline = self.outline.iter();
        if let Some((_, title)) = outline.find(|(kind, _)| TITLES.contains(kind)) {
            return Some(title.clone());
        }
        let (mut kind, mut title) = (None, None);
        self.record?.child(kind::DRAWING)?.walk(&mut |record| {
            if record.kind == kind::TEXT_HEADER {
                kind = record.number(0);
            } else if kind.is_some_and(|kind| TITLES.contains(&kind)) && title.is_none() {
                title = record.text();
            }
            true
        });
        title
    }

    /// Adds its texts: as its shapes are ordered, those first that its outline alone has.
    fn add(&self, text: &mut String) {
        let mut shapes = String::new();
        let mut placed = vec![false; self.outline.len()];
        let drawing = self.record.and_then(|record| record.child(kind::DRAWING));
        if let Some(drawing) = drawing {
            drawing.walk(&mut |record| {
                if record.kind == kind::OUTLINE_REFERENCE {
                    let at = record.number(0).map_or(usize::MAX, |at| at as usize);
                    if let Some((_, text)) = self.outline.get(at) {
                        add_line(text, &mut shapes);
                        placed[at] = true;
                    }
                }
                record.text().into_iter().for_each(|text| add_line(&text, &mut shapes));
                true
            });
        }
        for ((_, words), _) in self.outline.iter().zip(placed).filter(|(_, placed)| !placed) {
            add_line(words, text);
        }
        text.push_str(&shapes);
    }
}

/// Adds the texts of notes, but for the number of the page.
fn add_notes(notes: Record<'_>, text: &mut String) {
    let drawing = notes.child(kind::DRAWING).filter(|_| notes.kind == kind::NOTES);
    if let Some(drawing) = drawing {
        drawing.walk(&mut |record| {
            record.text().into_iter().for_each(|words| add_line(&words, text));
            true
        });
    }
}

/// Adds a text with its end; `*` alone stands for a number, a date or a footer of all slides.
fn add_line(words: &str, text: &mut String) {
    if !matches!(words.trim(), "" | "*") {
        text.push_str(words);
        text.push('\n');
    }
}
