//! A snapshot with a fault: what the comparison with a plain list must see.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::backend::clause::{Clause, Part};
use crate::backend::seam::{
    Asked, Best, CopyKeys, Evidence, Facts, Found, Gap, Held, InPassage, Issued, Passages,
    Snapshot, Term, Totals,
};
use crate::document::{Field, Record};
use crate::error::Result;
use crate::query::Scope;
use crate::response::Facets;

/// What a backend may get wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    AverageLength,
    Announcements,
    CountIsOneMore,
    NothingExists,
    LastMatchIsLost,
    BestIsLost,
    ExcludedIsKept,
    SentenceIsParagraph,
    TextIsAnyCharacter,
    FacetIsLost,
    MoreIsNotCounted,
    HoldingCountsAll,
    ValueIsLost,
    GapIsLost,
    EvidenceIsOneMore,
    TitleIsShorter,
    PassagesAreOne,
    DayIsNextDay,
    AddedIsLost,
    LevelIsLost,
    IssuerIsLost,
    BandIsLost,
    HolderIsLost,
    ReferenceIsLost,
    NameIsLost,
    RecordsAreSwapped,
    NumberIsLost,
}

impl Fault {
    pub(super) const ALL: [Self; 27] = [
        Self::AverageLength,
        Self::Announcements,
        Self::CountIsOneMore,
        Self::NothingExists,
        Self::LastMatchIsLost,
        Self::BestIsLost,
        Self::ExcludedIsKept,
        Self::SentenceIsParagraph,
        Self::TextIsAnyCharacter,
        Self::FacetIsLost,
        Self::MoreIsNotCounted,
        Self::HoldingCountsAll,
        Self::ValueIsLost,
        Self::GapIsLost,
        Self::EvidenceIsOneMore,
        Self::TitleIsShorter,
        Self::PassagesAreOne,
        Self::DayIsNextDay,
        Self::AddedIsLost,
        Self::LevelIsLost,
        Self::IssuerIsLost,
        Self::BandIsLost,
        Self::HolderIsLost,
        Self::ReferenceIsLost,
        Self::NameIsLost,
        Self::RecordsAreSwapped,
        Self::NumberIsLost,
    ];
}

/// A snapshot with one fault.
pub(super) struct Faulty<S> {
    pub(super) snapshot: S,
    pub(super) fault: Fault,
}

impl<S: Snapshot> Faulty<S> {
    /// `found`, without the last where this is the fault.
    fn but_last<T>(&self, fault: Fault, mut found: Vec<T>) -> Vec<T> {
        if self.fault == fault {
            found.pop();
        }
        found
    }

    /// `value`, changed where this is the fault.
    fn if_at<T>(&self, fault: Fault, mut value: T, change: impl FnOnce(&mut T)) -> T {
        if self.fault == fault {
            change(&mut value);
        }
        value
    }

    /// What is asked instead of `clause`.
    fn misread(&self, clause: &Clause) -> Clause {
        let all = |clauses: &[Clause]| clauses.iter().map(|one| self.misread(one)).collect();
        match clause {
            Clause::Text(field, text) if self.fault == Fault::TextIsAnyCharacter => {
                let characters = text.chars().map(|one| Clause::Text(*field, one.to_string()));
                Clause::any(characters.collect())
            }
            Clause::Any(clauses) => Clause::Any(all(clauses)),
            Clause::Every(clauses) => Clause::Every(all(clauses)),
            Clause::Without(wanted, _) if self.fault == Fault::ExcludedIsKept => {
                self.misread(wanted)
            }
            Clause::Without(wanted, unwanted) => {
                Clause::Without(Box::new(self.misread(wanted)), all(unwanted))
            }
            Clause::Near(scope, clause, part) => self.near(*scope, clause, part),
            clause => clause.clone(),
        }
    }

    fn near(&self, scope: Scope, clause: &Clause, part: &Part) -> Clause {
        let is_wrong = self.fault == Fault::SentenceIsParagraph;
        let scope = if is_wrong { Scope::Paragraph } else { scope };
        Clause::Near(scope, Box::new(self.misread(clause)), part.clone())
    }
}

impl<S: Snapshot> Snapshot for Faulty<S> {
    type Doc = S::Doc;

    fn totals(&self) -> Totals {
        let totals = self.snapshot.totals();
        let totals = self.if_at(Fault::AverageLength, totals, |totals| totals.terms += 40);
        self.if_at(Fault::Announcements, totals, |totals| totals.announcements += 1)
    }

    fn counts(&self, of: &[Clause]) -> Result<Vec<usize>> {
        let of: Vec<Clause> = of.iter().map(|what| self.misread(what)).collect();
        let counts = self.snapshot.counts(&of)?;
        Ok(self.if_at(Fault::CountIsOneMore, counts, |counts| {
            counts.iter_mut().for_each(|count| *count += 1);
        }))
    }

    fn exist(&self, of: &[Clause]) -> Result<Vec<bool>> {
        let of: Vec<Clause> = of.iter().map(|what| self.misread(what)).collect();
        let exist = self.snapshot.exist(&of)?;
        Ok(self.if_at(Fault::NothingExists, exist, |exist| exist.fill(false)))
    }

    fn all(&self, what: &Clause) -> Result<Vec<S::Doc>> {
        Ok(self.but_last(Fault::LastMatchIsLost, self.snapshot.all(&self.misread(what))?))
    }

    fn found(&self, of: &[Clause], most: usize) -> Result<Vec<Found<S::Doc>>> {
        let of: Vec<Clause> = of.iter().map(|what| self.misread(what)).collect();
        let found = self.snapshot.found(&of, most)?.into_iter();
        let but_last = |found| match found {
            Found::All(docs) => Found::All(self.but_last(Fault::LastMatchIsLost, docs)),
            Found::Many(many) => {
                Found::Many(self.if_at(Fault::CountIsOneMore, many, |many| *many += 1))
            }
        };
        Ok(found.map(but_last).collect())
    }

    fn matched(&self, docs: &[S::Doc], what: &Clause) -> Result<Vec<bool>> {
        self.snapshot.matched(docs, &self.misread(what))
    }

    fn best(&self, wanted: &Best<'_>) -> Result<Vec<S::Doc>> {
        let what = self.misread(wanted.what);
        let best = self.snapshot.best(&Best { what: &what, ..*wanted })?;
        Ok(self.but_last(Fault::BestIsLost, best))
    }

    fn facets(&self, what: &Clause, more: &[S::Doc]) -> Result<Facets> {
        let more = if self.fault == Fault::MoreIsNotCounted { &[] } else { more };
        let mut facets = self.snapshot.facets(&self.misread(what), more)?;
        facets.years = self.but_last(Fault::FacetIsLost, facets.years);
        Ok(facets)
    }

    fn holding(&self, terms: &[Term]) -> Result<Vec<u64>> {
        let holding = self.snapshot.holding(terms)?;
        Ok(self.if_at(Fault::HoldingCountsAll, holding, |holding| {
            holding.iter_mut().for_each(|count| *count += 1);
        }))
    }

    fn values(&self, field: Field, prefix: &str) -> Result<BTreeSet<String>> {
        let values = self.snapshot.values(field, prefix)?;
        Ok(self.if_at(Fault::ValueIsLost, values, |values| _ = values.pop_last()))
    }

    fn around(&self, gaps: &[Gap]) -> Result<Vec<Vec<(char, u64)>>> {
        let around = self.snapshot.around(gaps)?;
        Ok(self.if_at(Fault::GapIsLost, around, |around| {
            around.iter_mut().for_each(|standing| _ = standing.pop());
        }))
    }

    fn evidence(&self, docs: &[S::Doc], asked: &Asked<'_>) -> Result<Evidence> {
        let evidence = self.snapshot.evidence(docs, asked)?;
        let evidence = self.if_at(Fault::EvidenceIsOneMore, evidence, |evidence| {
            evidence.text.iter_mut().flatten().for_each(|count| *count += 1);
        });
        Ok(self.if_at(Fault::TitleIsShorter, evidence, |evidence| {
            evidence.title_lengths.iter_mut().for_each(|length| *length /= 2);
        }))
    }

    fn passages(&self, docs: &[Passages<S::Doc>], terms: &[&Term]) -> Result<Vec<Vec<InPassage>>> {
        let whole = |one: &Passages<S::Doc>| Passages { units: None, ..*one };
        match self.fault {
            Fault::PassagesAreOne => {
                self.snapshot.passages(&docs.iter().map(whole).collect::<Vec<_>>(), terms)
            }
            _ => self.snapshot.passages(docs, terms),
        }
    }

    fn facts(&self, docs: &[S::Doc]) -> Result<Vec<Facts>> {
        let mut facts = self.snapshot.facts(docs)?;
        for facts in &mut facts {
            facts.day =
                self.if_at(Fault::DayIsNextDay, facts.day, |day| *day = day.map(|day| day + 400));
            facts.added = self.if_at(Fault::AddedIsLost, facts.added, |added| *added = 0);
            facts.level = self.if_at(Fault::LevelIsLost, facts.level, |level| *level = None);
        }
        Ok(facts)
    }

    fn issued(&self, docs: &[S::Doc]) -> Result<Vec<Issued>> {
        let issued = self.snapshot.issued(docs)?;
        Ok(self.if_at(Fault::IssuerIsLost, issued, |issued| {
            issued.iter_mut().for_each(|issued| *issued = Issued::default());
        }))
    }

    fn copy_keys(&self, docs: &[S::Doc]) -> Result<Vec<CopyKeys>> {
        let keys = self.snapshot.copy_keys(docs)?;
        Ok(self.if_at(Fault::BandIsLost, keys, |keys| {
            keys.iter_mut().for_each(|keys| *keys = CopyKeys::default());
        }))
    }

    fn holders(&self, keys: &[(Field, u64)]) -> Result<Vec<Vec<S::Doc>>> {
        let holders = self.snapshot.holders(keys)?;
        Ok(holders.into_iter().map(|docs| self.but_last(Fault::HolderIsLost, docs)).collect())
    }

    fn holders_from(&self, field: Field, prefixes: &[String]) -> Result<Vec<Held<S::Doc>>> {
        let held = self.snapshot.holders_from(field, prefixes)?;
        Ok(held.into_iter().map(|held| self.but_last(Fault::ReferenceIsLost, held)).collect())
    }

    fn between(&self, field: Field, from: u64, to: u64, most: usize) -> Result<Vec<u64>> {
        Ok(self.but_last(Fault::NumberIsLost, self.snapshot.between(field, from, to, most)?))
    }

    fn numbers(&self, field: Field) -> Result<FxHashSet<u64>> {
        self.snapshot.numbers(field)
    }

    fn shared(&self, docs: &[S::Doc], field: Field, among: Field) -> Result<Vec<Vec<u64>>> {
        let shared = self.snapshot.shared(docs, field, among)?;
        Ok(shared.into_iter().map(|one| self.but_last(Fault::NameIsLost, one)).collect())
    }

    fn meeting(&self, field: Field, among: Field) -> Result<Vec<S::Doc>> {
        self.snapshot.meeting(field, among)
    }

    fn records(&self, docs: &[S::Doc]) -> Result<Vec<Record>> {
        let records = self.snapshot.records(docs)?;
        Ok(self.if_at(Fault::RecordsAreSwapped, records, |records| records.reverse()))
    }

    fn compared(&self, docs: &[S::Doc]) -> Result<Vec<(Record, Vec<usize>)>> {
        self.snapshot.compared(docs)
    }

    fn each(&self, visit: &mut dyn FnMut(Record) -> Result<()>) -> Result<()> {
        self.snapshot.each(visit)
    }

    fn bytes(&self) -> Result<Vec<(String, u64)>> {
        self.snapshot.bytes()
    }

    fn state(&self) -> Result<Vec<u8>> {
        self.snapshot.state()
    }

    fn state_head(&self) -> Result<Vec<u8>> {
        self.snapshot.state_head()
    }
}
