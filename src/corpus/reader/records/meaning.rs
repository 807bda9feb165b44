//! What the columns of a file hold: their names, weighed against the shape of their values.
//!
//! A person's word is final. Else a name is believed unless the values contradict it (titles that
//! are addresses, contents of five characters beside a column of three thousand), and what no name
//! tells the values do.

use jiff::civil::Date;

use super::super::super::column::{Column, squash};
use super::super::fields::Columns;
use super::names::{self, Meaning, Named};
use super::shape::{LONG, Shape};
use super::usage::Known;
use super::values;
use crate::extract::HintField;

/// A column as the first records show it.
pub(super) struct Seen {
    pub name: String,
    pub named: Option<Named>,
    pub shape: Shape,
    /// The days that it holds.
    pub dates: Vec<Date>,
}

/// What a column was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Taken {
    pub column: Column,
    pub known: Known,
    /// Of two columns for one field the lower one is believed first.
    pub rank: usize,
}

/// What is to be taken from where.
#[derive(Default)]
pub(super) struct Plan {
    /// By column.
    pub taken: Vec<Option<Taken>>,
    /// The columns of the body: of these the longest, or all of them in order.
    pub body: Vec<usize>,
    pub joins: bool,
}

impl Seen {
    /// The column called `name`, of a file whose own names are `columns`.
    pub(super) fn new(name: &str, columns: &Columns) -> Self {
        let named = names::of(name, columns);
        Self { name: name.into(), named, shape: Shape::default(), dates: Vec::new() }
    }

    /// Takes note of one value.
    pub(super) fn add(&mut self, value: &str) {
        let is_open = match self.named.map(|named| named.meaning) {
            None => true,
            // Names that are contradicted now and then.
            Some(Meaning::Holds(column)) => {
                matches!(column, TITLE | URL | SOURCE | Column::Body | Column::Abstract)
            }
            Some(_) => false,
        };
        self.shape.add(value, is_open);
        self.dates.extend(values::read_day(value));
    }
}

impl Plan {
    /// Whether the records are documents: a column has their texts, or their titles.
    pub(super) fn tells_documents(&self, columns: &[Seen]) -> bool {
        let tells = |(taken, seen): (&Option<Taken>, &Seen)| match taken {
            Some(Taken { column: TITLE, known, .. }) => {
                let is_said = matches!(known, Known::User | Known::Name);
                is_said || seen.shape.filled == 0 || seen.shape.are_titles()
            }
            Some(Taken { column: Column::Abstract, .. }) => true,
            _ => false,
        };
        !self.body.is_empty() || self.taken.iter().zip(columns).any(tells)
    }
}

/// What a column holds that was met when all others were known.
pub(super) fn later(seen: &Seen) -> Option<Taken> {
    // A body beside the planned one is taken where that is missing, and else named.
    by_name(seen).filter(|taken| taken.column != Column::Body || taken.known == Known::Name)
}

/// Ranks of what is known by shape begin here.
const SHAPES: usize = 1_000_000;

/// So many times more text than the named body must another column have to be the body.
const CLEARLY: u64 = 5;

const TITLE: Column = Column::Field(HintField::Title);
const ISSUER: Column = Column::Field(HintField::Issuer);
const PUBLISHER: Column = Column::Field(HintField::Publisher);
const NUMBER: Column = Column::Field(HintField::Number);
const WRITTEN: Column = Column::Field(HintField::Written);
const PUBLISHED: Column = Column::Field(HintField::Published);
const URL: Column = Column::Field(HintField::Url);
const SOURCE: Column = Column::Field(HintField::Source);

/// Decides what each of the columns holds.
pub(super) fn plan(columns: &[Seen]) -> Plan {
    let taken = columns.iter().map(by_name).collect();
    let is_blank = columns.iter().all(|seen| seen.shape.filled == 0);
    let mut deciding = Deciding { columns, plan: Plan { taken, ..Plan::default() }, is_blank };
    deciding.bodies();
    deciding.titles();
    deciding.numbers_and_links();
    deciding.dates();
    deciding.issuers_and_ids();
    let mut plan = deciding.plan;
    if !plan.tells_documents(columns) {
        // A name of a place or a firm is not a title.
        let titles = plan.taken.iter_mut().filter(|taken| taken.is_some_and(|t| t.column == TITLE));
        titles.for_each(|title| *title = None);
    }
    plan
}

/// What a column's name says it holds, unless its values contradict that.
pub(super) fn by_name(seen: &Seen) -> Option<Taken> {
    let Named { meaning: Meaning::Holds(column), known, rank } = seen.named? else { return None };
    let taken = Taken { column, known, rank };
    if known == Known::User || seen.shape.filled == 0 {
        return Some(taken);
    }
    let agreed = agreed(column, known, &seen.shape)?;
    let known = if agreed == column { known } else { Known::Shape };
    Some(Taken { column: agreed, known, rank })
}

/// What a column holds that is called `named` and looks like this.
fn agreed(named: Column, known: Known, shape: &Shape) -> Option<Column> {
    let keeps = |agrees: bool| agrees.then_some(named);
    match named {
        // A part of a name is not enough for texts of a few characters.
        Column::Body if known == Known::Part && (1..LONG / 2).contains(&shape.longest()) => None,
        Column::Body | Column::Abstract => keeps(!(shape.are_links() || shape.are_days())),
        _ if shape.is_long_text() => None,
        TITLE | SOURCE if shape.are_links() => Some(URL),
        URL => keeps(shape.has_links() || shape.longest() == 0),
        _ if shape.are_links() => None,
        TITLE => keeps(!shape.are_dates() && (known == Known::Name || shape.longest() > 0)),
        NUMBER if shape.are_digits() => Some(Column::Id),
        NUMBER => keeps(shape.has_numbers() || !shape.are_dates()),
        Column::Id if shape.are_numbers() => Some(NUMBER),
        Column::Id => keeps(shape.median() < LONG),
        WRITTEN | PUBLISHED | Column::Date => keeps(shape.has_dates()),
        ISSUER | PUBLISHER => keeps(known == Known::Name || shape.longest() > 0),
        _ => Some(named),
    }
}

struct Deciding<'a> {
    columns: &'a [Seen],
    plan: Plan,
    /// Whether there are no values at all.
    is_blank: bool,
}

impl Deciding<'_> {
    /// The columns taken for `column`, the most trusted first.
    fn taken_for(&self, column: Column) -> Vec<usize> {
        let is_so = |at: &usize| self.plan.taken[*at].is_some_and(|taken| taken.column == column);
        // A key that no record has says nothing, but in a table without rows.
        let is_there = |at: &usize| self.is_blank || self.shape(*at).filled > 0;
        let mut found: Vec<_> =
            (0..self.columns.len()).filter(|at| is_so(at) && is_there(at)).collect();
        found.sort_by_key(|at| self.plan.taken[*at].map(|taken| taken.rank));
        found
    }

    fn has(&self, column: Column) -> bool {
        !self.taken_for(column).is_empty()
    }

    /// The columns that nothing is known of, or whose names are contradicted.
    fn open(&self) -> impl Iterator<Item = (usize, &Shape)> {
        let is_open = |at: &usize| {
            let named = self.columns[*at].named.map(|named| named.meaning);
            let is_beside = matches!(named, Some(Meaning::Aside | Meaning::Nothing));
            self.plan.taken[*at].is_none() && !is_beside && self.shape(*at).filled > 0
        };
        (0..self.columns.len()).filter(is_open).map(|at| (at, self.shape(at)))
    }

    fn shape(&self, at: usize) -> &Shape {
        &self.columns[at].shape
    }

    fn known(&self, at: usize) -> Option<Known> {
        self.plan.taken[at].map(|taken| taken.known)
    }

    fn take(&mut self, at: usize, column: Column) {
        let known = Known::Shape;
        self.plan.taken[at] = Some(Taken { column, known, rank: SHAPES + at });
    }

    fn drop_all(&mut self, of: &[usize]) {
        of.iter().for_each(|at| self.plan.taken[*at] = None);
    }

    fn bodies(&mut self) {
        let named = self.taken_for(Column::Body);
        let (by_user, others): (Vec<_>, Vec<_>) =
            named.iter().partition(|at| self.known(**at) == Some(Known::User));
        if !by_user.is_empty() {
            self.drop_all(&others);
            return self.set_body(by_user, true);
        }
        if let Some(parts) = self.numbered(&named) {
            let others: Vec<_> = named.into_iter().filter(|at| !parts.contains(at)).collect();
            self.drop_all(&others);
            return self.set_body(parts, true);
        }
        if named.is_empty()
            && let Some(parts) = self.in_order_of_names()
        {
            parts.iter().for_each(|at| self.take(*at, Column::Body));
            return self.set_body(parts, true);
        }
        let best = self.best_named(&named);
        self.drop_all(&named.iter().copied().filter(|at| !best.contains(at)).collect::<Vec<_>>());
        match self.challenger(&best) {
            Some(at) => {
                self.drop_all(&best);
                self.take(at, Column::Body);
                self.set_body(vec![at], false);
            }
            None => self.set_body(best, false),
        }
    }

    fn set_body(&mut self, mut of: Vec<usize>, joins: bool) {
        if joins && self.known(of[0]) == Some(Known::User) {
            of.sort_unstable();
        }
        self.plan.body = of;
        self.plan.joins = joins;
    }

    /// Bodies whose names differ by a number only, in its order: parts of one text.
    fn numbered(&self, named: &[usize]) -> Option<Vec<usize>> {
        let of = |at: usize| {
            let name = &self.columns[at].name;
            // The first of several columns of one name has no number.
            let is_again = |seen: &Seen| {
                [" 2", ".1"].iter().any(|end| seen.name.strip_suffix(end) == Some(name))
            };
            let is_first = || self.columns.iter().any(is_again);
            let first = || is_first().then(|| (format!("{}#", squash(name)), 0));
            Some((names::numbered(name).or_else(first)?, at))
        };
        let mut parts: Vec<_> = named.iter().filter_map(|at| of(*at)).collect();
        parts.retain(|(_, at)| self.shape(*at).filled > 0);
        let stem = parts.first().map(|((stem, _), _)| stem.clone())?;
        parts.retain(|((other, _), _)| *other == stem);
        parts.sort_by_key(|((_, number), _)| *number);
        (parts.len() > 1).then(|| parts.into_iter().map(|(_, at)| at).collect())
    }

    /// Columns of text whose names only count: 第一段, 第二段.
    fn in_order_of_names(&self) -> Option<Vec<usize>> {
        let counted = |at: usize| {
            let (stem, number) = names::numbered(&self.columns[at].name)?;
            stem.starts_with('第').then_some((number, at))
        };
        let mut parts: Vec<_> = self.open().filter_map(|(at, _)| counted(at)).collect();
        parts.sort_unstable();
        let has_text = parts.iter().any(|(_, at)| self.shape(*at).has_sentences());
        (parts.len() > 1 && has_text).then(|| parts.into_iter().map(|(_, at)| at).collect())
    }

    /// Of the columns named as bodies: those of the table, unless a part tells of clearly more text.
    fn best_named(&self, named: &[usize]) -> Vec<usize> {
        let (listed, by_part): (Vec<_>, Vec<_>) =
            named.iter().partition(|at| self.known(**at) == Some(Known::Name));
        let fullest = by_part.iter().rev().copied().max_by_key(|at| self.shape(*at).bulk());
        match fullest {
            Some(part) if listed.iter().all(|at| self.is_clearly_less(*at, part)) => vec![part],
            _ => listed,
        }
    }

    /// Whether the one column holds next to nothing, and the other the texts.
    fn is_clearly_less(&self, one: usize, other: usize) -> bool {
        let (one, other) = (self.shape(one), self.shape(other));
        let is_short = one.median() < LONG && other.median() >= LONG;
        is_short && other.is_text() && other.bulk() >= CLEARLY * one.bulk()
    }

    /// The column that is the body by its values, if those named so are not.
    fn challenger(&self, named: &[usize]) -> Option<usize> {
        let texts = self.open().filter(|(_, shape)| shape.is_text());
        let fullest = texts.max_by_key(|(_, shape)| shape.bulk()).map(|(at, _)| at);
        if !named.is_empty() {
            let is_less = |at: usize| named.iter().all(|named| self.is_clearly_less(*named, at));
            return fullest.filter(|at| is_less(*at));
        }
        fullest.or_else(|| self.beside())
    }

    /// The text that is named as one beside the body, where there is no other.
    fn beside(&self) -> Option<usize> {
        if self.has(Column::Abstract) {
            return None;
        }
        let beside = (0..self.columns.len()).filter(|at| {
            let seen = &self.columns[*at];
            let is_aside = seen.named.is_some_and(|named| named.meaning == Meaning::Aside);
            is_aside && seen.shape.is_text()
        });
        beside.max_by_key(|at| self.shape(*at).bulk())
    }

    fn titles(&mut self) {
        let named = self.taken_for(TITLE);
        if named.first().is_some_and(|at| self.known(*at) != Some(Known::Part)) {
            // Beside a title, a part of a name must have titles under it to be another one.
            let is_less =
                |at: &usize| self.known(*at) == Some(Known::Part) && !self.shape(*at).are_titles();
            self.drop_all(&named.iter().copied().filter(is_less).collect::<Vec<_>>());
        }
        let named = self.taken_for(TITLE);
        if named.iter().any(|at| self.known(*at) == Some(Known::User)) {
            return;
        }
        let by_shape = self.title_by_shape();
        match by_shape {
            Some(at) if named.iter().all(|at| self.shape(*at).repeats()) => {
                self.drop_all(&named);
                self.take(at, TITLE);
            }
            None if named.is_empty() && !self.plan.body.is_empty() => {
                self.likely_title().into_iter().for_each(|at| self.take(at, TITLE));
            }
            _ => {}
        }
    }

    /// The column whose values end as titles do, nearly each another.
    fn title_by_shape(&self) -> Option<usize> {
        let titles = self.open().filter(|(_, s)| s.are_titles() && s.is_distinct() && !s.repeats());
        // The first of equals.
        titles.map(|(at, shape)| (shape.median(), at)).rev_max()
    }

    /// The longest short text beside a body, each another.
    fn likely_title(&self) -> Option<usize> {
        let likely = self.open().filter(|(_, shape)| {
            let is_other = shape.are_dates() || shape.are_links() || shape.are_numbers();
            let is_short = (5..=60).contains(&shape.median()) && shape.longest() <= 120;
            is_short && shape.is_unique() && !shape.is_text() && !is_other && !shape.are_bodies()
        });
        likely.map(|(at, shape)| (shape.median(), at)).rev_max()
    }

    fn numbers_and_links(&mut self) {
        if !self.has(NUMBER) {
            let found = self.open().find(|(_, shape)| shape.are_numbers()).map(|(at, _)| at);
            found.into_iter().for_each(|at| self.take(at, NUMBER));
        }
        if !self.has(URL) {
            let found = self.open().find(|(_, s)| s.are_links() && !s.repeats()).map(|(at, _)| at);
            found.into_iter().for_each(|at| self.take(at, URL));
        }
    }

    fn issuers_and_ids(&mut self) {
        if !self.has(ISSUER) && !self.has(PUBLISHER) {
            let found = self.open().find(|(_, s)| s.are_bodies() && !s.is_text());
            found.map(|(at, _)| at).into_iter().for_each(|at| self.take(at, ISSUER));
        }
        // Where names are known, that of an id would be.
        let by_name = |at: &usize| self.known(*at) == Some(Known::Name);
        let is_named = self.taken_for(TITLE).iter().chain(&self.plan.body).any(by_name);
        if !is_named && !self.has(Column::Id) {
            let is_id =
                |s: &Shape| s.filled > 1 && s.are_tokens() && s.is_unique() && !s.are_days();
            let found = self.open().find(|(_, shape)| is_id(shape)).map(|(at, _)| at);
            found.into_iter().for_each(|at| self.take(at, Column::Id));
        }
    }

    /// Which date is the day it was written, and which the day it was published: by names, else the
    /// earlier one was written.
    fn dates(&mut self) {
        let by_part = |at: &usize| self.known(*at) == Some(Known::Part);
        let (parts, named): (Vec<_>, Vec<_>) =
            self.taken_for(Column::Date).into_iter().partition(by_part);
        let mut unclear = self.open_dates();
        unclear.extend(parts.iter().copied());
        match (self.has(WRITTEN), self.has(PUBLISHED)) {
            (false, false) => {
                let days: Vec<_> = named.iter().map(|at| self.mean_day(*at)).collect();
                let is_same = |at: &usize| parts.contains(at) && days.contains(&self.mean_day(*at));
                let (same, others) = unclear.into_iter().partition::<Vec<_>, _>(is_same);
                self.drop_all(&same);
                unclear = others;
                unclear.extend(named.into_iter().filter(|at| self.known(*at) != Some(Known::User)));
                self.unclear_dates(unclear);
            }
            (true, true) => self.drop_all(&parts),
            (written, _) => {
                self.drop_all(&parts);
                let (told, other) =
                    if written { (WRITTEN, PUBLISHED) } else { (PUBLISHED, WRITTEN) };
                self.other_date(&unclear, told, other);
            }
        }
    }

    /// The columns of dates that no name tells of; of years only where there are no days.
    fn open_dates(&self) -> Vec<usize> {
        let of = |is_date: fn(&Shape) -> bool| -> Vec<usize> {
            // The one day on which a crawler ran does not date its documents; figures that come
            // back are numbers of something.
            let is_of_run =
                |s: &Shape| s.filled >= 5 && s.is_constant() || s.are_digits() && s.repeats();
            self.open().filter(|(_, s)| is_date(s) && !is_of_run(s)).map(|(at, _)| at).collect()
        };
        let days = of(|shape| shape.are_days() || shape.are_serials());
        if days.is_empty() { of(Shape::are_dates) } else { days }
    }

    /// Dates of which no name says what they are.
    fn unclear_dates(&mut self, mut unclear: Vec<usize>) {
        unclear.sort_by_key(|at| (self.mean_day(*at), *at));
        let set = |this: &mut Self, at: usize, column| match &mut this.plan.taken[at] {
            Some(taken) => taken.column = column,
            None => this.take(at, column),
        };
        match unclear[..] {
            [] => {}
            [one] => set(self, one, Column::Date),
            [first, second, ..] => {
                set(self, first, WRITTEN);
                set(self, second, PUBLISHED);
            }
        }
    }

    /// The other one of two dates, where a name tells one: it lies on the right side of it.
    fn other_date(&mut self, unclear: &[usize], told: Column, other: Column) {
        if self.has(Column::Date) {
            return;
        }
        let Some(told) = self.taken_for(told).first().map(|at| self.mean_day(*at)) else { return };
        let fits = |at: &&usize| {
            let day = self.mean_day(**at);
            if other == WRITTEN { day <= told } else { day >= told }
        };
        let found = unclear.iter().filter(fits).min_by_key(|at| (self.mean_day(**at) - told).abs());
        found.copied().into_iter().for_each(|at| self.take(at, other));
    }

    /// The mean of a column's dates, as a day.
    fn mean_day(&self, at: usize) -> i64 {
        let dates = &self.columns[at].dates;
        let day = |date: &Date| date.since(Date::ZERO).map_or(0, |span| i64::from(span.get_days()));
        let sum: i64 = dates.iter().map(day).sum();
        sum / i64::try_from(dates.len().max(1)).unwrap_or(1)
    }
}

/// The greatest of pairs, of equals the first.
trait FirstOfGreatest {
    fn rev_max(self) -> Option<usize>;
}

impl<I: Iterator<Item = (usize, usize)>> FirstOfGreatest for I {
    fn rev_max(self) -> Option<usize> {
        self.max_by_key(|(size, at)| (*size, usize::MAX - at)).map(|(_, at)| at)
    }
}
