//! The texts of an index, folded as they are searched, and strings cut from them on the way.

use std::collections::HashMap;

use rayon::prelude::*;

use super::sample::Sampler;
use super::truth::Text;
use crate::announcement::Id;
use crate::backend::Record;
use crate::document;
use crate::engine::Engine;
use crate::error::Result;
use crate::text::fold;

/// How many announcements are folded side by side.
const BATCH: usize = 512;

/// All announcements of an index by number, in the order they were read.
#[derive(Default)]
pub(super) struct Contents {
    /// The folded title and body of each, with a break between them.
    pub(super) texts: Vec<Text>,
    /// Where each stands.
    pub(super) places: Vec<String>,
    numbers: HashMap<Id, u32>,
}

impl Contents {
    /// Reads all announcements, and lets `sampler` cut its strings from each.
    pub(super) fn read(engine: &Engine, sampler: &mut Sampler) -> Result<Self> {
        let mut contents = Self::default();
        let mut batch = Vec::new();
        engine.each(&mut |record| {
            sampler.cut(&record.announcement);
            batch.push(record);
            if batch.len() >= BATCH {
                contents.take(&mut batch);
            }
            Ok(())
        })?;
        contents.take(&mut batch);
        Ok(contents)
    }

    fn take(&mut self, batch: &mut Vec<Record>) {
        let folded = |record: &Record| {
            let announcement = &record.announcement;
            let (title, body) = (fold(&announcement.title), fold(&announcement.body));
            let (folded, beside) = document::whole(&title, &body);
            Text { folded, beside }
        };
        self.texts.par_extend(batch.par_iter().map(folded));
        for record in batch.drain(..) {
            self.numbers.insert(record.id, self.places.len() as u32);
            let part = record.place.part.map_or(String::new(), |part| format!("#{part}"));
            self.places.push(format!("{}{part}", record.place.path));
        }
    }

    /// The number of an announcement.
    pub(super) fn number(&self, id: &Id) -> Option<u32> {
        self.numbers.get(id).copied()
    }
}
