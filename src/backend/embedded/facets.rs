//! Counts of all matches by issuing body, level, year, kind and region.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::error::DataCorruption;
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentOrdinal, SegmentReader};

use crate::announcement::Level;
use crate::document::Field;
use crate::response::{FacetCount, Facets, UnknownCounts};

/// Counts the values of every match: exact, one read of a column per match and facet.
pub(super) struct FacetCollector;

/// Counts by value, one map a facet: issuers, kinds, regions, years, levels.
#[derive(Default)]
pub(super) struct Counts {
    names: [BTreeMap<String, usize>; 3],
    numbers: [BTreeMap<u64, usize>; 2],
    met: Met,
}

/// How many documents were met, and how many of them have a value of each facet.
#[derive(Clone, Copy, Default)]
struct Met {
    all: usize,
    named: [usize; 3],
    numbered: [usize; 2],
}

impl Met {
    fn add(&mut self, other: Self) {
        self.all += other.all;
        self.named.iter_mut().zip(other.named).for_each(|(sum, met)| *sum += met);
        self.numbered.iter_mut().zip(other.numbered).for_each(|(sum, met)| *sum += met);
    }
}

const NAMES: [Field; 3] = [Field::Issuer, Field::Kind, Field::Region];
const NUMBERS: [Field; 2] = [Field::Year, Field::Level];

/// A column of names, and how often each ordinal was met.
type CountedNames = (StrColumn, Vec<usize>);

/// A column of numbers, and how often each was met.
type CountedNumbers = (Column<u64>, BTreeMap<u64, usize>);

/// Counts one segment by the ordinals of its columns.
pub(super) struct SegmentFacets {
    names: [Option<CountedNames>; 3],
    numbers: [Option<CountedNumbers>; 2],
    met: Met,
}

impl Collector for FacetCollector {
    type Fruit = Facets;
    type Child = SegmentFacets;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentFacets> {
        let fast = segment.fast_fields();
        let (names, numbers) = ([None, None, None], [None, None]);
        let mut facets = SegmentFacets { names, numbers, met: Met::default() };
        for (place, field) in facets.names.iter_mut().zip(NAMES) {
            *place = fast.str(field.name())?.map(unmet).transpose()?;
        }
        for (place, field) in facets.numbers.iter_mut().zip(NUMBERS) {
            *place = fast.column_opt(field.name())?.map(|column| (column, BTreeMap::new()));
        }
        Ok(facets)
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Counts>>) -> tantivy::Result<Facets> {
        let mut all = Counts::default();
        for counts in segments {
            let counts = counts?;
            all.met.add(counts.met);
            for (sum, names) in all.names.iter_mut().zip(counts.names) {
                add(sum, names);
            }
            for (sum, numbers) in all.numbers.iter_mut().zip(counts.numbers) {
                add(sum, numbers);
            }
        }
        Ok(all.into_facets())
    }
}

/// A column with no name met yet. A damaged column has more names than values, and may ask for more
/// memory than there is.
fn unmet(column: StrColumn) -> tantivy::Result<CountedNames> {
    let names = column.num_terms();
    if names > column.ords().values.num_vals() as usize {
        return Err(DataCorruption::comment_only("a column has more names than values").into());
    }
    Ok((column, vec![0; names]))
}

fn add<K: Ord>(sum: &mut BTreeMap<K, usize>, counts: BTreeMap<K, usize>) {
    for (value, count) in counts {
        *sum.entry(value).or_default() += count;
    }
}

impl FacetCollector {
    /// Counts the values of some documents.
    pub(super) fn of(
        &self,
        searcher: &Searcher,
        documents: impl IntoIterator<Item = DocAddress>,
    ) -> tantivy::Result<Facets> {
        let ordered: BTreeSet<DocAddress> = documents.into_iter().collect();
        let ordered: Vec<DocAddress> = ordered.into_iter().collect();
        let mut counts = Vec::new();
        for same in ordered.chunk_by(|left, right| left.segment_ord == right.segment_ord) {
            let ord = same[0].segment_ord;
            let mut segment = self.for_segment(ord, searcher.segment_reader(ord))?;
            same.iter().for_each(|address| segment.collect(address.doc_id, 0.0));
            counts.push(segment.harvest());
        }
        self.merge_fruits(counts)
    }
}

impl SegmentCollector for SegmentFacets {
    type Fruit = tantivy::Result<Counts>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.met.all += 1;
        for ((column, counts), met) in with_met(&mut self.names, &mut self.met.named) {
            let mut ordinals = column.term_ords(doc).peekable();
            *met += usize::from(ordinals.peek().is_some());
            ordinals.for_each(|ordinal| counts[ordinal as usize] += 1);
        }
        for ((column, counts), met) in with_met(&mut self.numbers, &mut self.met.numbered) {
            let mut values = column.values_for_doc(doc).peekable();
            *met += usize::from(values.peek().is_some());
            values.for_each(|value| *counts.entry(value).or_default() += 1);
        }
    }

    fn harvest(self) -> tantivy::Result<Counts> {
        let mut counts = Counts { met: self.met, ..Counts::default() };
        for (place, names) in counts.names.iter_mut().zip(self.names) {
            if let Some((column, ordinals)) = names {
                *place = named(&column, &ordinals)?;
            }
        }
        for (place, numbers) in counts.numbers.iter_mut().zip(self.numbers) {
            *place = numbers.map(|(_, counts)| counts).unwrap_or_default();
        }
        Ok(counts)
    }
}

/// The columns that are there, each with how many documents have a value in it.
fn with_met<'a, C>(
    columns: &'a mut [Option<C>],
    met: &'a mut [usize],
) -> impl Iterator<Item = (&'a mut C, &'a mut usize)> {
    columns.iter_mut().zip(met).filter_map(|(column, met)| Some((column.as_mut()?, met)))
}

/// The counts of ordinals as counts of the names they stand for.
fn named(column: &StrColumn, ordinals: &[usize]) -> tantivy::Result<BTreeMap<String, usize>> {
    let mut counts = BTreeMap::new();
    for (ordinal, count) in ordinals.iter().enumerate().filter(|(_, count)| **count > 0) {
        let mut name = String::new();
        column.ord_to_str(ordinal as u64, &mut name)?;
        counts.insert(name, *count);
    }
    Ok(counts)
}

impl Counts {
    fn into_facets(self) -> Facets {
        let [issuers, kinds, regions] = self.names.map(most_first);
        let [years, levels] = self.numbers;
        let years = years.into_iter().rev();
        let Met { all, named, numbered } = self.met;
        let [no_issuer, no_kind, no_region] = named.map(|met| all - met);
        let [no_year, no_level] = numbered.map(|met| all - met);
        let level = |rank: u64| Level::ALL.get(rank as usize).map_or("", |level| level.name());
        Facets {
            total: all,
            unknown: UnknownCounts {
                issuers: no_issuer,
                levels: no_level,
                years: no_year,
                kinds: no_kind,
                regions: no_region,
            },
            provinces: Vec::new(),
            issuers,
            kinds,
            regions,
            years: years.map(|(year, count)| counted(year.to_string(), count)).collect(),
            levels: levels.into_iter().map(|(rank, n)| counted(level(rank).into(), n)).collect(),
        }
    }
}

fn counted(value: String, count: usize) -> FacetCount {
    FacetCount { value, count }
}

fn most_first(counts: BTreeMap<String, usize>) -> Vec<FacetCount> {
    let mut counts: Vec<_> = counts.into_iter().map(|(name, n)| counted(name, n)).collect();
    counts.sort_by_key(|counted| std::cmp::Reverse(counted.count));
    counts
}
