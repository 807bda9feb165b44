//! The fields of the index, and what an announcement puts into them.
//!
//! Until format 6 there was a field of jieba's words, with frequencies, which no query asked. On 2,718
//! laws it took 28 % of the CPU (15.3 s with it, 11.1 s without, tantivy's writer of postings) and 6 %
//! of the bytes (61.2 and 57.3 MB), and every index depended on the dictionary it was built with.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tantivy::schema::document::TantivyDocument;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, STORED, Schema, SchemaBuilder,
    TextFieldIndexing, TextOptions, Value,
};

use super::{begins, references, title};
use crate::analyzer::length;
use crate::announcement::{Announcement, Id};
use crate::backend::Record;
use crate::error::{Error, ErrorKind, Result};
use crate::response::Place;
use crate::text::{Article, Begin, Figures, Folded, bands, fold, furniture, tokens_without};

/// Raised whenever an index of before cannot be read, or would be read wrongly.
pub(super) const FORMAT: u32 = 9;

/// Bodies of fewer folded bytes than this are not compared: two empty pages are not one text.
const SHORTEST_COMPARED: usize = 60;

/// The fields by name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// Title and body in grams, with positions: matching and ranking.
    pub(super) grams: Field,
    /// Title and body in single characters, with frequencies: ranking.
    pub(super) characters: Field,
    /// The title in grams, with positions.
    pub(super) title: Field,
    /// Where sentences and paragraphs begin, as positions of `grams`.
    pub(super) begins: Field,
    /// The folded title whole.
    pub(super) title_key: Field,
    /// [`crate::announcement::DocNumber::key`].
    pub(super) number: Field,
    pub(super) id: Field,
    pub(super) path: Field,
    /// Days since 1970-01-01 of 成文日期, else of 发布日期.
    pub(super) day: Field,
    pub(super) year: Field,
    /// Days since 1970-01-01 of 成文日期 where it was read and not inferred.
    pub(super) written: Field,
    pub(super) level: Field,
    pub(super) superseded: Field,
    /// What it says of its own validity.
    pub(super) validity: Field,
    pub(super) damaged: Field,
    pub(super) issuer: Field,
    pub(super) kind: Field,
    pub(super) region: Field,
    /// A hash of the folded body: the same text elsewhere.
    pub(super) same_text: Field,
    /// A hash of number, title and 成文日期: the same act elsewhere.
    pub(super) same_act: Field,
    /// The bands of the sketch of the body: a similar text elsewhere.
    pub(super) bands: Field,
    /// [`Figures`] of the body.
    pub(super) figures: Field,
    /// A hash of the work an article is of: its title without the article's number.
    pub(super) work: Field,
    /// How many pairs and words its text has, exactly: what BM25 calls its length.
    pub(super) length: Field,
    /// Hashes of the ways other texts may name it ([`references`]).
    pub(super) names: Field,
    /// What it says of others ([`references`]).
    pub(super) refers: Field,
    /// Hashes of the names of what it repeals or amends.
    pub(super) acts: Field,
    /// The announcement as it is shown, in JSON: as text, for tantivy reads bytes one by one.
    pub(super) stored: Field,
}

fn analysed(tokenizer: &str, record: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record);
    TextOptions::default().set_indexing_options(indexing)
}

/// Whole values, found by term. They have no lengths, of which every document would have one a field.
fn name() -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing.set_index_option(IndexRecordOption::Basic))
}

/// Whole values, found by term and read by column.
fn value() -> TextOptions {
    name().set_fast("raw")
}

/// Places in a text, which none is ranked by.
fn begins() -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer("begins").set_fieldnorms(false);
    let places = indexing.set_index_option(IndexRecordOption::WithFreqsAndPositions);
    TextOptions::default().set_indexing_options(places)
}

/// Numbers, found by term and read by column.
fn key() -> NumericOptions {
    NumericOptions::default().set_indexed().set_fast()
}

/// The schema and its fields.
pub(super) fn schema() -> (Schema, Fields) {
    use IndexRecordOption::{WithFreqs, WithFreqsAndPositions};
    let mut builder = SchemaBuilder::new();
    let fields = Fields {
        grams: builder.add_text_field("grams", analysed("grams", WithFreqsAndPositions)),
        characters: builder.add_text_field("characters", analysed("characters", WithFreqs)),
        title: builder.add_text_field("title", analysed("grams", WithFreqsAndPositions)),
        begins: builder.add_text_field("begins", begins()),
        title_key: builder.add_text_field("title_key", name()),
        number: builder.add_text_field("number", name()),
        id: builder.add_u64_field("id", key()),
        path: builder.add_text_field("path", name()),
        day: builder.add_i64_field("day", FAST),
        year: builder.add_u64_field("year", FAST),
        written: builder.add_i64_field("written", FAST),
        level: builder.add_u64_field("level", key()),
        superseded: builder.add_bool_field("superseded", FAST),
        validity: builder.add_text_field("validity", name()),
        damaged: builder.add_bool_field("damaged", FAST),
        issuer: builder.add_text_field("issuer", value()),
        kind: builder.add_text_field("kind", value()),
        region: builder.add_text_field("region", value()),
        same_text: builder.add_u64_field("same_text", key()),
        same_act: builder.add_u64_field("same_act", key()),
        bands: builder.add_u64_field("bands", key()),
        figures: builder.add_u64_field("figures", FAST),
        work: builder.add_u64_field("work", FAST),
        length: builder.add_u64_field("length", FAST),
        names: builder.add_u64_field("names", FAST),
        refers: builder.add_text_field("refers", name()),
        acts: builder.add_u64_field("acts", FAST),
        stored: builder.add_text_field("stored", STORED),
    };
    (builder.build(), fields)
}

/// The folded texts of a document, which are cut into grams and characters.
pub(super) struct Texts {
    /// Title and body, with a break between.
    pub(super) text: String,
    pub(super) title: String,
    /// Where sentences and paragraphs begin, as positions of the grams of the text.
    pub(super) begins: Vec<(u32, Begin)>,
}

/// A record as it is indexed.
pub(super) struct Prepared {
    /// What is found whole, read by column and stored.
    pub(super) document: TantivyDocument,
    pub(super) texts: Texts,
    /// How many terms its text has.
    pub(super) length: u64,
}

/// What the store keeps of a record.
#[derive(Serialize, Deserialize)]
struct Stored<A> {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    raw: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    part: Option<String>,
    announcement: A,
    /// The lines of the body that are page furniture, of what has a sketch: to tell them takes
    /// patterns that a search would be a long time building.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    furniture: Option<Vec<usize>>,
}

/// Prepares a record.
pub(super) fn prepared(fields: &Fields, record: &Record) -> Result<Prepared> {
    let announcement = &record.announcement;
    let title = fold(&announcement.title);
    let body = fold(&announcement.body);
    let mut document = TantivyDocument::default();
    let texts = texts(announcement, &title, &body);
    add_titles(fields, announcement, &mut document);
    add_references(fields, announcement, &mut document);
    document.add_u64(fields.id, id_key(&record.id));
    document.add_text(fields.path, record.place.key());
    add_metadata(fields, announcement, &mut document);
    add_sameness(fields, announcement, title.as_str(), body.as_str(), &mut document);
    let is_article = Article::of(title.as_str()).is_some();
    let furniture = (!is_article).then(|| furniture(&announcement.body));
    if let Some(furniture) = &furniture {
        add_sketch(fields, &announcement.body, furniture, &mut document);
    }
    let length = add_work(fields, title.as_str(), &mut document) + length(body.as_str());
    document.add_u64(fields.length, length);
    document.add_text(fields.stored, stored(record, furniture)?);
    Ok(Prepared { document, texts, length })
}

fn texts(announcement: &Announcement, title: &Folded, body: &Folded) -> Texts {
    let text = format!("{} {}", title.as_str(), body.as_str());
    let (titled, bodied) = ((&*announcement.title, title), (&*announcement.body, body));
    let begins = begins::listed(&text, titled, bodied);
    Texts { text, title: title.as_str().to_string(), begins }
}

/// The work that an article is of; returns the length of its title, the article's number left out.
fn add_work(fields: &Fields, title: &str, document: &mut TantivyDocument) -> u64 {
    let Some(article) = Article::of(title) else { return length(title) };
    let work = title::key(&article.work).replace("中华人民共和国", "");
    document.add_u64(fields.work, hash(&[&work]));
    length(&article.work)
}

/// The keys of its title as people and as other texts write it.
fn add_titles(fields: &Fields, announcement: &Announcement, document: &mut TantivyDocument) {
    let issuers: Vec<&str> =
        announcement.issuers.iter().map(|issuer| issuer.name.as_str()).collect();
    let mut keys = title::keys(&announcement.title);
    for key in title::cited_as(&announcement.title, &issuers) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys.iter().for_each(|key| document.add_text(fields.title_key, title::term(key)));
}

fn add_references(fields: &Fields, announcement: &Announcement, document: &mut TantivyDocument) {
    let written = announcement.written.or(announcement.published);
    for term in references::terms(announcement, written.map(|written| day(written.date))) {
        document.add_text(fields.refers, term);
    }
    for name in references::acted(announcement) {
        document.add_u64(fields.acts, name);
    }
    for name in references::names(announcement) {
        document.add_u64(fields.names, name.hash);
    }
}

fn add_metadata(fields: &Fields, announcement: &Announcement, document: &mut TantivyDocument) {
    if let Some(date) = announcement.written.or(announcement.published) {
        document.add_i64(fields.day, day(date.date));
        document.add_u64(fields.year, date.date.year().max(0) as u64);
    }
    if let Some(written) = announcement.written.filter(|written| !written.inferred) {
        document.add_i64(fields.written, day(written.date));
    }
    if let Some(level) = announcement.level() {
        document.add_u64(fields.level, level.rank().into());
    }
    if let Some(number) = &announcement.number {
        document.add_text(fields.number, number.key());
    }
    if let Some(kind) = announcement.kind {
        document.add_text(fields.kind, kind.name());
    }
    if let Some(region) = &announcement.region {
        document.add_text(fields.region, region);
    }
    for issuer in &announcement.issuers {
        document.add_text(fields.issuer, &issuer.name);
    }
    if let Some(validity) = announcement.validity {
        document.add_text(fields.validity, validity.name());
    }
    let superseded = announcement.validity.is_some_and(|validity| validity.is_superseded());
    document.add_bool(fields.superseded, superseded);
    document.add_bool(fields.damaged, announcement.damaged);
}

/// The keys by which copies are looked up: the same text; the same number, title and date; a
/// similar text.
///
/// The number or the title alone would join documents that differ (of 38,323 real documents 271
/// numbers stand on different titles, and 3,376 titles stand on different contents).
fn add_sameness(
    fields: &Fields,
    announcement: &Announcement,
    title: &str,
    body: &str,
    document: &mut TantivyDocument,
) {
    if body.len() >= SHORTEST_COMPARED {
        document.add_u64(fields.same_text, hash(&[body]));
    }
    if let (Some(number), Some(written)) = (&announcement.number, announcement.written)
        && !title.is_empty()
    {
        let written = written.date.to_string();
        document.add_u64(fields.same_act, hash(&[&number.key(), title, &written]));
    }
}

/// The sketch of the body of whatever is no article: of those only the same text is a copy.
fn add_sketch(fields: &Fields, body: &str, furniture: &[usize], document: &mut TantivyDocument) {
    let tokens = tokens_without(body, furniture);
    let bands = bands(&tokens);
    if !bands.is_empty() {
        document.add_u64(fields.figures, Figures::of(&tokens).0);
    }
    for band in bands {
        document.add_u64(fields.bands, band);
    }
}

pub(super) fn hash(parts: &[&str]) -> u64 {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(str::as_bytes(part)).update(b"\0");
    }
    let mut first = [0; 8];
    first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    u64::from_le_bytes(first)
}

/// The number behind the twelve hexadecimal digits of an id.
pub(super) fn id_key(id: &Id) -> u64 {
    u64::from_str_radix(id.as_str(), 16).unwrap_or(u64::MAX)
}

/// The id behind its number.
pub(super) fn id_of(key: u64) -> Id {
    Id::from(format!("{key:012x}"))
}

/// Days since 1970-01-01.
pub(super) fn day(date: Date) -> i64 {
    let days = date.since(jiff::civil::date(1970, 1, 1)).map(|span| i64::from(span.get_days()));
    days.unwrap_or_default()
}

fn stored(record: &Record, furniture: Option<Vec<usize>>) -> Result<String> {
    let stored = Stored {
        path: record.place.path.clone(),
        raw: record.place.raw.clone(),
        part: record.place.part.clone(),
        announcement: &record.announcement,
        furniture,
    };
    serde_json::to_string(&stored).map_err(|error| ErrorKind::Backend(error.to_string()).into())
}

/// The record of a stored document.
pub(super) fn record(fields: &Fields, document: &TantivyDocument) -> Result<Record> {
    Ok(read(fields, document)?.0)
}

/// The record of a stored document, and the lines of its body that are page furniture.
pub(super) fn compared(
    fields: &Fields,
    document: &TantivyDocument,
) -> Result<(Record, Vec<usize>)> {
    let (record, known) = read(fields, document)?;
    let furniture = known.unwrap_or_else(|| furniture(&record.announcement.body));
    Ok((record, furniture))
}

fn read(fields: &Fields, document: &TantivyDocument) -> Result<(Record, Option<Vec<usize>>)> {
    let damaged = |what: &str| Error::from(ErrorKind::Damaged(what.to_string()));
    let json = document.get_first(fields.stored).and_then(|value| value.as_str());
    let json = json.ok_or_else(|| damaged("a document without its text"))?;
    let stored: Stored<Announcement> =
        serde_json::from_str(json).map_err(|error| damaged(&error.to_string()))?;
    let place = Place { path: stored.path, raw: stored.raw, part: stored.part };
    Ok((Record { id: place.id(), place, announcement: stored.announcement }, stored.furniture))
}
