//! Re-posts of one text as one hit.
//!
//! Three things make two announcements likely to be one: the same folded body, the same act (number, title and
//! 成文日期), and [`LEAST_SHARED`] bands of the sketches of their bodies in common. The same act is one; of the others
//! [`Likeness`] decides, from the texts themselves. Copies of copies are copies, so that the groups of an index are the
//! same whatever is asked, in whatever order documents came and whatever segments they are in: every announcement is in
//! one group, shown or listed. A fragment that might be of two documents would join them: where two of a group are
//! [`Sameness::Different`], the group falls apart into those that are the same in every respect.
//!
//! Nothing of this is kept in the index but the keys: a group is looked up for the hits of a page, and costs ten
//! postings and, where there are any likely copies, their texts. Documents of one template share bands by the thousand:
//! their [`Figures`] and their dates, two columns, tell most of them apart unread.
//!
//! Measured on every eighth of 2,768 real documents (laws, pages, notices), each posted again with one sort of damage
//! (`tests/integration/damage.rs`); of all pairs joined none was of two documents:
//!
//! | damage | re-posts joined, of 346 |
//! |---|---|
//! | none; pinyin glosses; other marks; the last tenth cut off | 346 |
//! | lines broken after 28 characters | 344 |
//! | a line lost | 332 |
//! | page furniture | 329 |
//! | a line lost, other marks and furniture | 320 |
//! | one character in 200 garbled | 166 |
//!
//! Joined without any damage, and so not counted, was one pair, a law that is there twice to the byte. Of 15 damaged
//! pages 14 were joined with their clean text. Of 4,049 documents made from one template under 1,879 real titles that
//! repeat, none of other dates were joined; the 1,980 pairs of one title and date, the same to the letter, all were.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, Term};

use super::columns::{self, Columns, first};
use super::schema::{self, Fields};
use crate::announcement::{Likeness, Sameness};
use crate::error::Result;
use crate::response::Copied;
use crate::text::{Figures, LEAST_SHARED};

/// Of more different members than this no pair is compared with every other.
const MOST_COMPARED: usize = 48;

/// The keys by which likely copies are looked up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Keys {
    text: Option<u64>,
    act: Option<u64>,
    bands: Vec<u64>,
    figures: Figures,
    written: Option<i64>,
}

/// An announcement among its likely copies.
struct Member {
    keys: Keys,
    likeness: Likeness,
    listed: Copied,
}

impl Member {
    fn is_of_one_act(&self, other: &Self) -> bool {
        self.keys.act.is_some() && self.keys.act == other.keys.act
    }

    fn is_copy_of(&self, other: &Self) -> bool {
        self.is_of_one_act(other) || self.likeness.is_copy_of(&other.likeness)
    }

    fn is_apart_from(&self, other: &Self) -> bool {
        !self.is_of_one_act(other) && self.likeness.to(&other.likeness) == Sameness::Different
    }

    /// Whether the same others are its copies.
    fn is_like(&self, other: &Self) -> bool {
        self.keys == other.keys && self.likeness == other.likeness
    }
}

/// Looks up groups of copies, and keeps the first met of each.
pub(super) struct Groups<'a> {
    searcher: &'a Searcher,
    columns: &'a Columns,
    fields: &'a Fields,
    members: HashMap<DocAddress, Rc<Member>>,
    met: HashSet<DocAddress>,
}

impl<'a> Groups<'a> {
    pub(super) fn new(searcher: &'a Searcher, columns: &'a Columns, fields: &'a Fields) -> Self {
        Self { searcher, columns, fields, members: HashMap::new(), met: HashSet::new() }
    }

    /// The copies of a document, in the whole index, if none of them was met before.
    pub(super) fn first(&mut self, address: DocAddress) -> Result<Option<Vec<DocAddress>>> {
        if self.met.contains(&address) {
            return Ok(None);
        }
        let copies = self.copies(address)?;
        self.met.insert(address);
        self.met.extend(&copies);
        Ok(Some(copies))
    }

    /// Where copies stand, by path and part.
    pub(super) fn listed(&mut self, copies: &[DocAddress]) -> Result<Vec<Copied>> {
        let members: Result<Vec<_>> = copies.iter().map(|copy| self.member(*copy)).collect();
        let mut listed: Vec<_> = members?.iter().map(|member| member.listed.clone()).collect();
        let place = |copied: &Copied| (copied.place.key().to_string(), copied.place.part.clone());
        listed.sort_by_key(place);
        Ok(listed)
    }

    /// The other members of a document's group.
    fn copies(&mut self, address: DocAddress) -> Result<Vec<DocAddress>> {
        let mut group = self.connected(address)?;
        if group.len() > 2 && self.is_torn(&group)? {
            let own = self.member(address)?;
            let same = |other: &DocAddress| self.members[other].likeness == own.likeness;
            group.retain(same);
        }
        group.retain(|other| *other != address);
        Ok(group)
    }

    /// The document, its copies, their copies, and so on.
    fn connected(&mut self, address: DocAddress) -> Result<Vec<DocAddress>> {
        let mut group = vec![address];
        let mut within = HashSet::from([address]);
        let mut asked: Vec<Rc<Member>> = Vec::new();
        let mut next = 0;
        while let Some(&from) = group.get(next) {
            next += 1;
            let likely = self.likely(from)?;
            if likely.is_empty() {
                continue;
            }
            let member = self.member(from)?;
            if asked.iter().any(|asked| asked.is_like(&member)) {
                continue;
            }
            for other in likely {
                if !within.contains(&other) && member.is_copy_of(&*self.member(other)?) {
                    within.insert(other);
                    group.push(other);
                }
            }
            asked.push(member);
        }
        Ok(group)
    }

    /// Whether two of a group are different documents.
    fn is_torn(&mut self, group: &[DocAddress]) -> Result<bool> {
        let mut distinct: Vec<Rc<Member>> = Vec::new();
        for address in group {
            let member = self.member(*address)?;
            if !distinct.iter().any(|other| other.is_like(&member)) {
                distinct.push(member);
            }
            if distinct.len() > MOST_COMPARED {
                return Ok(true);
            }
        }
        let apart = |(index, member): (usize, &Rc<Member>)| {
            distinct[..index].iter().any(|other| member.is_apart_from(other))
        };
        Ok(distinct.iter().enumerate().any(apart))
    }

    fn member(&mut self, address: DocAddress) -> Result<Rc<Member>> {
        if let Some(member) = self.members.get(&address) {
            return Ok(Rc::clone(member));
        }
        let (record, furniture) = schema::compared(self.fields, &self.searcher.doc(address)?)?;
        let likeness = Likeness::of(&record.announcement, &furniture);
        let (source, url) = (record.announcement.source, record.announcement.url);
        let listed = Copied { id: record.id, place: record.place, source, url };
        let member = Rc::new(Member { keys: self.keys(address), likeness, listed });
        self.members.insert(address, Rc::clone(&member));
        Ok(member)
    }

    fn keys(&self, address: DocAddress) -> Keys {
        let (columns, doc) = (self.columns.of(address.segment_ord), address.doc_id);
        Keys {
            text: first(&columns.same_text, doc),
            act: first(&columns.same_act, doc),
            bands: columns::all(&columns.bands, doc).collect(),
            figures: self.figures(address),
            written: self.written(address),
        }
    }

    /// The other documents that may be copies of one.
    fn likely(&self, address: DocAddress) -> Result<BTreeSet<DocAddress>> {
        let keys = self.keys(address);
        let mut likely = BTreeSet::new();
        for (field, key) in [(self.fields.same_text, keys.text), (self.fields.same_act, keys.act)] {
            if let Some(key) = key {
                self.each_with(field, key, |other| _ = likely.insert(other))?;
            }
        }
        let mut shared: HashMap<DocAddress, usize> = HashMap::new();
        for &band in &keys.bands {
            self.each_with(self.fields.bands, band, |other| {
                *shared.entry(other).or_default() += 1
            })?;
        }
        for (other, shared) in shared {
            if shared >= LEAST_SHARED && self.may_be_copies(&keys, other, shared) {
                likely.insert(other);
            }
        }
        likely.remove(&address);
        Ok(likely)
    }

    /// Whether a document of such `keys` may be a copy of one with which it has so many bands in common, for all that
    /// columns say. The same text has the same sketch; of other texts those of two dates are no copies, which is most
    /// of what shares bands: the versions of one law.
    fn may_be_copies(&self, keys: &Keys, other: DocAddress, shared: usize) -> bool {
        let (figures, written) = (self.figures(other), self.written(other));
        let same_sketch = shared == keys.bands.len() && figures == keys.figures;
        let dated_apart = keys.written.is_some() && written.is_some() && written != keys.written;
        same_sketch || (!dated_apart && keys.figures.may_be_of_copies(figures))
    }

    fn written(&self, address: DocAddress) -> Option<i64> {
        first(&self.columns.of(address.segment_ord).written, address.doc_id)
    }

    fn figures(&self, address: DocAddress) -> Figures {
        let figures = first(&self.columns.of(address.segment_ord).figures, address.doc_id);
        Figures(figures.unwrap_or_default())
    }

    /// Calls `found` with every document that has `key` in `field`.
    fn each_with(&self, field: Field, key: u64, mut found: impl FnMut(DocAddress)) -> Result<()> {
        let term = Term::from_field_u64(field, key);
        for (ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let postings = segment.inverted_index(field)?;
            let postings = postings
                .read_postings(&term, IndexRecordOption::Basic)
                .map_err(tantivy::TantivyError::from)?;
            let Some(mut postings) = postings else { continue };
            while postings.doc() != TERMINATED {
                if !segment.is_deleted(postings.doc()) {
                    found(DocAddress::new(ord as u32, postings.doc()));
                }
                postings.advance();
            }
        }
        Ok(())
    }
}
