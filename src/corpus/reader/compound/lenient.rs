//! Compound files that contradict themselves, read as far as their streams can be found.
//!
//! Word itself, antiword and LibreOffice follow the chain of one stream and never look at the rest of
//! the file. So does this reader: tables may name sectors beyond the end, chains may stop too early,
//! the tree of the directory may be out of order. Every walk is bounded by the number of sectors or of
//! entries, so that a loop ends.

use super::super::bytes::{span, u16_at, u32_at};

/// The last number of a sector; greater ones say that a sector is free, or the last of its chain.
const LAST_SECTOR: usize = 0xFFFF_FFFA;

/// The number of no entry of a directory.
const NO_ENTRY: usize = 0xFFFF_FFFF;

/// The bytes of an entry of a directory.
const ENTRY: usize = 128;

/// The most streams and storages that are looked at.
pub(super) const ENTRIES: usize = 20_000;

/// How deep storages may be in each other.
const DEPTH: usize = 32;

/// What an entry of a directory is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Storage,
    Stream,
    Root,
}

/// A storage or a stream.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Its name with those of the storages around it, as `/ObjectPool/_1/Contents`.
    pub path: String,
    pub kind: Kind,
    /// The first sector of a stream.
    first: usize,
    /// How many bytes a stream has.
    pub size: usize,
}

/// A compound file and its tables.
pub(super) struct Lenient<'a> {
    bytes: &'a [u8],
    /// The bytes of a sector, as a power of two.
    shift: u16,
    /// For every sector the next one of its chain.
    next: Vec<usize>,
    /// The sectors of 64 bytes that small streams lie in, and for each the next one of its chain.
    small: Vec<u8>,
    next_small: Vec<usize>,
    /// The bytes from which on a stream lies in sectors of its own.
    cutoff: usize,
    /// In the order in which the directory leads to them.
    pub entries: Vec<Entry>,
}

impl<'a> Lenient<'a> {
    /// Opens the file in `bytes`; `None` where no directory can be found.
    pub(super) fn of(bytes: &'a [u8]) -> Option<Self> {
        let shift = u16_at(bytes, 30).filter(|shift| matches!(shift, 9 | 12)).unwrap_or(9);
        let mut file = Self {
            bytes,
            shift,
            next: Vec::new(),
            small: Vec::new(),
            next_small: Vec::new(),
            cutoff: u32_at(bytes, 56)?,
            entries: Vec::new(),
        };
        file.next = file.table()?;
        let directory = file.chain(u32_at(bytes, 48)?, usize::MAX);
        file.next_small = numbers(&file.chain(u32_at(bytes, 60)?, usize::MAX));
        let (root, entries) = Directory(&directory).walked();
        // The root tells how long this stream is, often wrongly.
        file.small = root.map(|root| file.chain(root.first, usize::MAX)).unwrap_or_default();
        file.entries = entries;
        (!file.entries.is_empty()).then_some(file)
    }

    /// The entry of a path; names differ in more than case.
    pub(super) fn entry(&self, path: &str) -> Option<&Entry> {
        let path = path.trim_end_matches('/').to_uppercase();
        self.entries.iter().find(|entry| entry.path.to_uppercase() == path)
    }

    /// The bytes of a stream, at most so many; fewer than its size where its chain stops.
    pub(super) fn stream(&self, entry: &Entry, most: usize) -> Vec<u8> {
        let size = entry.size.min(most);
        if entry.size >= self.cutoff {
            return self.chain(entry.first, size);
        }
        let small = |number: usize| self.small.get(number.checked_mul(64)?..);
        let mut bytes = Vec::new();
        for number in follow(&self.next_small, entry.first) {
            let Some(rest) = small(number).filter(|_| bytes.len() < size) else { break };
            bytes.extend_from_slice(&rest[..rest.len().min(64)]);
        }
        bytes.truncate(size);
        bytes
    }

    /// The table of chains: its sectors are listed in the head of the file and in a chain of lists.
    fn table(&self) -> Option<Vec<usize>> {
        let mut lists = vec![self.bytes.get(76..512)?];
        let mut list = u32_at(self.bytes, 68)?;
        while let Some(sector) = self.sector(list).filter(|_| lists.len() <= self.sectors()) {
            let (numbers, next) = sector.split_at(sector.len().saturating_sub(4));
            lists.push(numbers);
            list = u32_at(next, 0).unwrap_or(NO_ENTRY);
        }
        let listed = lists.into_iter().flat_map(numbers).filter(|number| *number < LAST_SECTOR);
        let mut table = Vec::new();
        for number in listed {
            if table.len() >= self.sectors() {
                break;
            }
            let sector = self.sector(number).unwrap_or_default();
            table.extend(numbers(sector));
            table.resize(table.len().next_multiple_of((1 << self.shift) / 4), NO_ENTRY);
        }
        table.truncate(self.sectors());
        Some(table)
    }

    fn sectors(&self) -> usize {
        self.bytes.len() >> self.shift
    }

    /// A sector; of one that the file ends in, what is there.
    fn sector(&self, number: usize) -> Option<&'a [u8]> {
        let from = number.checked_add(1)?.checked_mul(1 << self.shift)?;
        let rest = self.bytes.get(from..).filter(|rest| !rest.is_empty())?;
        Some(&rest[..rest.len().min(1 << self.shift)])
    }

    /// The bytes of a chain, at most so many.
    fn chain(&self, first: usize, most: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        for number in follow(&self.next, first) {
            let Some(sector) = self.sector(number).filter(|_| bytes.len() < most) else { break };
            bytes.extend_from_slice(sector);
        }
        bytes.truncate(most);
        bytes
    }
}

/// The sectors of a chain, none more often than there are sectors.
fn follow(next: &[usize], first: usize) -> impl Iterator<Item = usize> {
    let following = |number: &usize| next.get(*number).copied().filter(|next| *next < LAST_SECTOR);
    std::iter::successors(Some(first).filter(|first| *first < LAST_SECTOR), following)
        .take(next.len().max(1))
}

fn numbers(bytes: &[u8]) -> Vec<usize> {
    bytes.chunks_exact(4).filter_map(|number| u32_at(number, 0)).collect()
}

/// The bytes of a directory: entries of 128 bytes, those of a storage as a tree.
struct Directory<'d>(&'d [u8]);

impl Directory<'_> {
    /// The root and the entries under it; behind them those that no storage leads to.
    fn walked(&self) -> (Option<Entry>, Vec<Entry>) {
        let count = self.0.len() / ENTRY;
        let root = (0..count).find(|at| self.kind(*at) == Some(Kind::Root)).unwrap_or(0);
        let mut seen = vec![false; count];
        let mut entries = Vec::new();
        seen.iter_mut().skip(root).take(1).for_each(|seen| *seen = true);
        self.walk(self.link(root, 76), "", &mut seen, &mut entries);
        for at in 0..count {
            self.walk(Some(at), "", &mut seen, &mut entries);
        }
        (self.entry(root, ""), entries)
    }

    /// Adds the entries of a tree from one of its entries on, and those of storages in it.
    fn walk(&self, from: Option<usize>, around: &str, seen: &mut [bool], entries: &mut Vec<Entry>) {
        let mut open: Vec<usize> = from.into_iter().collect();
        while let Some(at) = open.pop() {
            if seen.get(at).is_none_or(|seen| *seen) || entries.len() >= ENTRIES {
                continue;
            }
            seen[at] = true;
            open.extend([68, 72].into_iter().filter_map(|place| self.link(at, place)));
            let Some(entry) = self.entry(at, around) else { continue };
            let inside = entry.path.clone();
            let is_storage = entry.kind == Kind::Storage && inside.matches('/').count() < DEPTH;
            entries.push(entry);
            if is_storage {
                self.walk(self.link(at, 76), &inside, seen, entries);
            }
        }
    }

    fn link(&self, at: usize, place: usize) -> Option<usize> {
        u32_at(self.0, at * ENTRY + place).filter(|link| *link != NO_ENTRY)
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        match self.0.get(at * ENTRY + 66)? {
            1 => Some(Kind::Storage),
            2 => Some(Kind::Stream),
            5 => Some(Kind::Root),
            _ => None,
        }
    }

    fn entry(&self, at: usize, around: &str) -> Option<Entry> {
        let bytes = span(self.0, at * ENTRY, ENTRY)?;
        let units = bytes[..64].chunks_exact(2).filter_map(|unit| u16_at(unit, 0));
        let name: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
        let name = String::from_utf16_lossy(&name);
        let (first, size) = (u32_at(bytes, 116)?, u32_at(bytes, 120)?);
        Some(Entry { path: format!("{around}/{name}"), kind: self.kind(at)?, first, size })
    }
}
