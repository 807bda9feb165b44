//! The values of documents that order, weigh and compare them, each read once per committed state.

use std::collections::HashMap;
use std::sync::Mutex;

use serde_json::{Map, Value as Json};

use super::documents;
use super::fields::LENGTHS;
use super::locked::lock;
use super::session::Session;
use crate::announcement::Level;
use crate::backend::seam::{CopyKeys, Facts, Issued};
use crate::document::Field;
use crate::error::Result;
use crate::text::Figures;

/// Of more documents than this the values are not kept.
const MOST_KEPT: usize = 200_000;

/// The fields that order and weigh a document, but for its lengths.
const WEIGHING: [Field; 12] = [
    Field::Day,
    Field::Year,
    Field::Added,
    Field::Level,
    Field::Superseded,
    Field::Damaged,
    Field::Recognised,
    Field::Work,
    Field::Length,
    Field::Issuer,
    Field::Region,
    Field::Names,
];

/// The fields that tell the copies of a document.
const COMPARING: [Field; 5] =
    [Field::SameText, Field::SameAct, Field::Bands, Field::Figures, Field::Written];

/// What orders and weighs a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Weighing {
    pub(super) facts: Facts,
    pub(super) issued: Issued,
    /// The ways others may name it.
    pub(super) names: Vec<u64>,
    /// How many terms its text, its characters and its title have.
    lengths: [u32; LENGTHS.len()],
}

impl Weighing {
    /// How many terms it has in a field of a text.
    pub(super) fn length_of(&self, of: Field) -> u32 {
        let place = LENGTHS.iter().position(|(field, _)| *field == of);
        place.map_or(0, |place| self.lengths[place])
    }
}

/// The values of the documents that were asked for.
#[derive(Default)]
pub(super) struct Columns {
    weighing: Kept<Weighing>,
    comparing: Kept<CopyKeys>,
}

impl Columns {
    /// What orders and weighs each of `docs`.
    pub(super) fn weighing(&self, session: &Session, docs: &[u64]) -> Result<Vec<Weighing>> {
        self.weighing.of(docs, |unknown, keep| {
            let names = WEIGHING.iter().map(|field| field.name());
            let names: Vec<&str> = names.chain(LENGTHS.iter().map(|(_, name)| *name)).collect();
            documents::values(session, &documents::with_ids(unknown), &names, &mut |id, hit| {
                keep(id, weighing(id, &hit.fields));
                Ok(())
            })
        })
    }

    /// What tells the copies of each of `docs`.
    pub(super) fn comparing(&self, session: &Session, docs: &[u64]) -> Result<Vec<CopyKeys>> {
        self.comparing.of(docs, |unknown, keep| {
            let names = COMPARING.map(Field::name);
            documents::values(session, &documents::with_ids(unknown), &names, &mut |id, hit| {
                keep(id, comparing(&hit.fields));
                Ok(())
            })
        })
    }
}

/// Values by document.
#[derive(Default)]
struct Kept<T>(Mutex<HashMap<u64, T>>);

impl<T: Clone + Default> Kept<T> {
    /// The values of `docs`, in order; `read` reads those that are not known. A document that is on
    /// no shard that answered has no values.
    fn of(
        &self,
        docs: &[u64],
        read: impl FnOnce(&[u64], &mut dyn FnMut(u64, T)) -> Result<()>,
    ) -> Result<Vec<T>> {
        let mut unknown = self.unknown(docs);
        let mut found = HashMap::with_capacity(unknown.len());
        if !unknown.is_empty() {
            unknown.sort_unstable();
            unknown.dedup();
            read(&unknown, &mut |id, value| _ = found.insert(id, value))?;
        }
        let mut kept = lock(&self.0);
        if kept.len() + found.len() > MOST_KEPT {
            kept.retain(|id, _| docs.contains(id));
        }
        kept.extend(found);
        Ok(docs.iter().map(|doc| kept.get(doc).cloned().unwrap_or_default()).collect())
    }

    fn unknown(&self, docs: &[u64]) -> Vec<u64> {
        let kept = lock(&self.0);
        docs.iter().copied().filter(|doc| !kept.contains_key(doc)).collect()
    }
}

fn weighing(id: u64, values: &Map<String, Json>) -> Weighing {
    let fields = Fields(values);
    let level = fields.number(Field::Level).and_then(|rank| Level::ALL.get(rank as usize).copied());
    let unsigned = |field| fields.number(field).and_then(|number| u64::try_from(number).ok());
    Weighing {
        facts: Facts {
            id,
            day: fields.number(Field::Day),
            year: unsigned(Field::Year),
            added: unsigned(Field::Added).unwrap_or_default(),
            level,
            superseded: fields.flag(Field::Superseded),
            damaged: fields.flag(Field::Damaged),
            recognised: fields.flag(Field::Recognised),
            work: fields.hashes(Field::Work).next(),
            length: unsigned(Field::Length).unwrap_or_default(),
        },
        issued: Issued {
            issuers: fields.words(Field::Issuer).collect(),
            region: fields.words(Field::Region).last(),
        },
        names: fields.hashes(Field::Names).collect(),
        lengths: LENGTHS.map(|(_, name)| {
            let length = fields.all(name).next().and_then(Json::as_u64);
            length.unwrap_or_default() as u32
        }),
    }
}

fn comparing(values: &Map<String, Json>) -> CopyKeys {
    let fields = Fields(values);
    CopyKeys {
        text: fields.hashes(Field::SameText).next(),
        act: fields.hashes(Field::SameAct).next(),
        bands: fields.hashes(Field::Bands).collect(),
        figures: Figures(fields.hashes(Field::Figures).next().unwrap_or_default()),
        written: fields.number(Field::Written),
    }
}

/// The words of a field of this name, of which a document has a list.
pub(super) fn listed<'a>(
    values: &'a Map<String, Json>,
    name: &str,
) -> impl Iterator<Item = &'a str> + use<'a> {
    values.get(name).and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str)
}

/// The values of one document by field, each a list.
pub(super) struct Fields<'a>(pub(super) &'a Map<String, Json>);

impl<'a> Fields<'a> {
    fn all(&self, name: &str) -> impl Iterator<Item = &'a Json> + use<'a> {
        self.0.get(name).and_then(Json::as_array).into_iter().flatten()
    }

    /// The first number of a field.
    pub(super) fn number(&self, field: Field) -> Option<i64> {
        self.all(field.name()).next()?.as_i64()
    }

    pub(super) fn flag(&self, field: Field) -> bool {
        self.all(field.name()).next().and_then(Json::as_bool).unwrap_or(false)
    }

    /// The numbers of a field of hashes.
    pub(super) fn hashes(&self, field: Field) -> impl Iterator<Item = u64> + use<'a> {
        self.all(field.name()).filter_map(|value| u64::from_str_radix(value.as_str()?, 16).ok())
    }

    /// The words of a field.
    pub(super) fn words(&self, field: Field) -> impl Iterator<Item = String> + use<'a> {
        self.all(field.name()).filter_map(|value| Some(value.as_str()?.to_string()))
    }
}
