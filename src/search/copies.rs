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
//! A column with the group of each document would save the look-up, and is not worth it: a document that comes in can
//! join two groups and one that goes can part one, so that one change would write documents anew that the run does not
//! touch, with all their terms; a run reads no folder but to find what changed, and costs what changed.
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
use std::hash::Hash;
use std::rc::Rc;
use std::sync::{Mutex, PoisonError};

use crate::announcement::{Likeness, Sameness};
use crate::backend::seam::{CopyKeys, Snapshot};
use crate::document::Field;
use crate::error::Result;
use crate::response::Copied;
use crate::text::LEAST_SHARED;

/// Of more different members than this no pair is compared with every other.
const MOST_COMPARED: usize = 48;

/// An announcement among its likely copies.
struct Member {
    keys: CopyKeys,
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

/// The copies of documents that were looked up before in one committed state, which does not change.
pub(super) struct Known<D>(Mutex<HashMap<D, Vec<D>>>);

impl<D> Default for Known<D> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<D: Copy + Eq + Hash> Known<D> {
    fn of(&self, doc: &D) -> Option<Vec<D>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(doc).cloned()
    }

    fn has(&self, doc: &D) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains_key(doc)
    }

    fn keep(&self, doc: D, copies: &[D]) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(doc, copies.to_vec());
    }
}

/// Looks up groups of copies.
pub(super) struct Groups<'a, S: Snapshot> {
    pub(super) snapshot: &'a S,
    known: &'a Known<S::Doc>,
    members: HashMap<S::Doc, Rc<Member>>,
    /// The others that may be copies of a document, as far as they were looked up.
    likely: HashMap<S::Doc, BTreeSet<S::Doc>>,
}

impl<'a, S: Snapshot> Groups<'a, S> {
    pub(super) fn new(snapshot: &'a S, known: &'a Known<S::Doc>) -> Self {
        Self { snapshot, known, members: HashMap::new(), likely: HashMap::new() }
    }

    /// Lets go of the texts that were read; which are copies is still known.
    pub(super) fn forget(&mut self) {
        self.members.clear();
        self.likely.clear();
    }

    /// Looks up together what [`Groups::copies`] would look up of each of `docs`.
    pub(super) fn prepare(&mut self, docs: &[S::Doc]) -> Result<()> {
        let unknown = docs.iter().filter(|doc| !self.known.has(doc));
        let unknown: Vec<S::Doc> = unknown.copied().collect();
        self.look_up(&unknown)?;
        let mut compared = BTreeSet::new();
        for doc in &unknown {
            let likely = &self.likely[doc];
            if !likely.is_empty() {
                compared.insert(*doc);
                compared.extend(likely);
            }
        }
        self.read(&compared.into_iter().collect::<Vec<_>>())
    }

    /// Where copies stand, by path and part.
    pub(super) fn listed(&mut self, copies: &[S::Doc]) -> Result<Vec<Copied>> {
        self.read(copies)?;
        let members: Result<Vec<_>> = copies.iter().map(|copy| self.member(*copy)).collect();
        let mut listed: Vec<_> = members?.iter().map(|member| member.listed.clone()).collect();
        let place = |copied: &Copied| (copied.place.key().to_string(), copied.place.part.clone());
        listed.sort_by_key(place);
        Ok(listed)
    }

    /// The other members of a document's group.
    pub(super) fn copies(&mut self, doc: S::Doc) -> Result<Vec<S::Doc>> {
        if let Some(known) = self.known.of(&doc) {
            return Ok(known);
        }
        let copies = self.looked_up(doc)?;
        self.known.keep(doc, &copies);
        Ok(copies)
    }

    fn looked_up(&mut self, doc: S::Doc) -> Result<Vec<S::Doc>> {
        let mut group = self.connected(doc)?;
        if group.len() > 2 && self.is_torn(&group)? {
            let own = self.member(doc)?;
            let same = |other: &S::Doc| self.members[other].likeness == own.likeness;
            group.retain(same);
        }
        group.retain(|other| *other != doc);
        Ok(group)
    }

    /// The document, its copies, their copies, and so on.
    fn connected(&mut self, doc: S::Doc) -> Result<Vec<S::Doc>> {
        let mut group = vec![doc];
        let mut within = HashSet::from([doc]);
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
            let others: Vec<S::Doc> =
                likely.into_iter().filter(|other| !within.contains(other)).collect();
            self.read(&others)?;
            let is_copy = |other: &S::Doc| member.is_copy_of(&self.members[other]);
            let copies: Vec<S::Doc> = others.into_iter().filter(is_copy).collect();
            self.look_up(&copies)?;
            within.extend(&copies);
            group.extend(copies);
            asked.push(member);
        }
        Ok(group)
    }

    /// Whether two of a group are different documents.
    fn is_torn(&mut self, group: &[S::Doc]) -> Result<bool> {
        let mut distinct: Vec<Rc<Member>> = Vec::new();
        for doc in group {
            let member = self.member(*doc)?;
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

    fn member(&mut self, doc: S::Doc) -> Result<Rc<Member>> {
        if let Some(member) = self.members.get(&doc) {
            return Ok(Rc::clone(member));
        }
        self.read(&[doc])?;
        Ok(Rc::clone(&self.members[&doc]))
    }

    /// Reads those of `docs` that are not known.
    fn read(&mut self, docs: &[S::Doc]) -> Result<()> {
        let unknown = docs.iter().filter(|doc| !self.members.contains_key(doc));
        let unknown: Vec<S::Doc> = unknown.copied().collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let keys = self.snapshot.copy_keys(&unknown)?;
        let compared = self.snapshot.compared(&unknown)?;
        for (doc, (keys, (record, furniture))) in unknown.iter().zip(keys.into_iter().zip(compared))
        {
            let likeness = Likeness::of(&record.announcement, &furniture);
            let (source, url) = (record.announcement.source, record.announcement.url);
            let listed = Copied { id: record.id, place: record.place, source, url };
            self.members.insert(*doc, Rc::new(Member { keys, likeness, listed }));
        }
        Ok(())
    }

    /// The other documents that may be copies of one, ascending.
    fn likely(&mut self, doc: S::Doc) -> Result<BTreeSet<S::Doc>> {
        self.look_up(&[doc])?;
        Ok(self.likely[&doc].clone())
    }

    /// Looks up what may be copies of each of `docs`, where that is not known.
    fn look_up(&mut self, docs: &[S::Doc]) -> Result<()> {
        let unknown = docs.iter().filter(|doc| !self.likely.contains_key(doc));
        let unknown: Vec<S::Doc> = unknown.copied().collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let keys = self.snapshot.copy_keys(&unknown)?;
        let asked: Vec<Vec<(Field, u64)>> = keys.iter().map(looked_up_by).collect();
        let mut holders = self.snapshot.holders(&asked.concat())?.into_iter();
        let mut found = Vec::new();
        for ((doc, keys), asked) in unknown.into_iter().zip(&keys).zip(asked) {
            let holders = asked.iter().map(|(field, _)| *field).zip(holders.by_ref());
            found.push(Holders::of(doc, keys, holders));
        }
        let others: BTreeSet<S::Doc> =
            found.iter().flat_map(|one| one.shared.keys()).copied().collect();
        let others: Vec<S::Doc> = others.into_iter().collect();
        let theirs = self.snapshot.copy_keys(&others)?;
        for one in found {
            let theirs = |other: &S::Doc| others.binary_search(other).ok().map(|at| &theirs[at]);
            self.likely.insert(one.doc, one.likely(theirs));
        }
        Ok(())
    }
}

/// The keys that likely copies are looked up by.
fn looked_up_by(keys: &CopyKeys) -> Vec<(Field, u64)> {
    let exact = [(Field::SameText, keys.text), (Field::SameAct, keys.act)].into_iter();
    let exact = exact.filter_map(|(field, key)| Some((field, key?)));
    exact.chain(keys.bands.iter().map(|band| (Field::Bands, *band))).collect()
}

/// The documents that have keys of one in common.
struct Holders<'a, D> {
    doc: D,
    keys: &'a CopyKeys,
    /// Those of its text or its act.
    exact: BTreeSet<D>,
    /// Those that share enough bands with it, and how many.
    shared: HashMap<D, usize>,
}

impl<'a, D: Copy + Ord + Hash> Holders<'a, D> {
    fn of(doc: D, keys: &'a CopyKeys, holders: impl Iterator<Item = (Field, Vec<D>)>) -> Self {
        let mut found = Self { doc, keys, exact: BTreeSet::new(), shared: HashMap::new() };
        for (field, holders) in holders {
            match field {
                Field::Bands => holders.into_iter().for_each(|other| {
                    *found.shared.entry(other).or_default() += 1;
                }),
                _ => found.exact.extend(holders),
            }
        }
        found.shared.retain(|_, shared| *shared >= LEAST_SHARED);
        found
    }

    /// Those that may be copies, for all that columns say of them.
    fn likely<'k>(self, theirs: impl Fn(&D) -> Option<&'k CopyKeys>) -> BTreeSet<D> {
        let mut likely = self.exact;
        let is_similar = |other: &D, shared: usize| {
            theirs(other).is_some_and(|theirs| may_be_copies(self.keys, theirs, shared))
        };
        let similar = self.shared.into_iter().filter(|(other, shared)| is_similar(other, *shared));
        likely.extend(similar.map(|(other, _)| other));
        likely.remove(&self.doc);
        likely
    }
}

/// Whether documents of these keys may be copies, which have so many bands in common, for all that
/// columns say. The same text has the same sketch; of other texts those of two dates are no copies, which is most
/// of what shares bands: the versions of one law.
pub(super) fn may_be_copies(own: &CopyKeys, other: &CopyKeys, shared: usize) -> bool {
    let same_sketch = shared == own.bands.len() && other.figures == own.figures;
    let dated_apart =
        own.written.is_some() && other.written.is_some() && other.written != own.written;
    same_sketch || (!dated_apart && own.figures.may_be_of_copies(other.figures))
}
