//! The bodies of the centre, today's and former ones, with their names and who took over from whom.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::table::{list, rows};
use crate::announcement::Level;

const TABLE: &str = include_str!("data/central.tsv");

/// What the names of the offices of the State Council begin with.
const STATE_COUNCIL: &str = "国务院";

/// A body of the centre, by its place in the table.
pub(super) type CentralId = usize;

/// A row of the table.
#[derive(Debug)]
pub(super) struct Central {
    pub(super) name: &'static str,
    pub(super) level: Option<Level>,
    from: Option<u16>,
    until: Option<u16>,
    aliases: &'static str,
    successors: &'static str,
}

/// All central bodies, with their names indexed.
pub(super) struct Centre {
    all: Vec<Central>,
    names: FxHashMap<&'static str, Vec<CentralId>>,
    longest: usize,
}

impl Centre {
    /// Reads the table.
    pub(super) fn load() -> Self {
        let mut centre = Self {
            all: Vec::new(),
            names: FxHashMap::with_capacity_and_hasher(800, FxBuildHasher),
            longest: 0,
        };
        for [name, level, from, until, aliases, successors] in rows::<6>(TABLE) {
            let id = centre.all.len();
            let (from, until) = (from.parse().ok(), until.parse().ok());
            let level = level.parse().ok();
            centre.all.push(Central { name, level, from, until, aliases, successors });
            for known in list(aliases).chain([name]) {
                centre.longest = centre.longest.max(known.len());
                centre.names.entry(known).or_default().push(id);
            }
        }
        centre
    }

    /// The body with this number.
    pub(super) fn get(&self, id: CentralId) -> &Central {
        &self.all[id]
    }

    /// All names and short names.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.names.keys().copied()
    }

    /// All bodies a name may mean, whenever.
    pub(super) fn meanings(&self, name: &str) -> &[CentralId] {
        self.names.get(name).map_or(&[], Vec::as_slice)
    }

    /// The body a name meant in `year`; without a year the one of today.
    ///
    /// A full name always means its own body, whatever the year says.
    pub(super) fn find(&self, name: &str, year: Option<u16>) -> Option<CentralId> {
        let ids = self.meanings(name);
        let own = ids.iter().copied().find(|&id| self.get(id).name == name);
        own.or_else(|| self.at(ids.iter().copied(), year))
    }

    /// Of bodies in turn, the one that was there in `year`, else the nearest to it.
    pub(super) fn at(
        &self,
        ids: impl Iterator<Item = CentralId>,
        year: Option<u16>,
    ) -> Option<CentralId> {
        let year = year.unwrap_or(u16::MAX - 1);
        ids.min_by_key(|&id| self.get(id).distance(year))
    }

    /// The longest body name `text` begins with, and how many bytes it takes.
    pub(super) fn head(&self, text: &str, year: Option<u16>) -> Option<(CentralId, usize)> {
        let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        let ends: Vec<usize> = ends.skip(2).take_while(|&end| end <= self.longest).collect();
        ends.into_iter().rev().find_map(|end| Some((self.find(&text[..end], year)?, end)))
    }

    /// The body itself, all it took over from and all that took over from it.
    pub(super) fn lineage(&self, id: CentralId) -> Vec<CentralId> {
        let mut line = vec![id];
        self.follow(&mut line, |of| self.after(of));
        let mut before = vec![id];
        self.follow(&mut before, |of| self.before(of));
        line.extend(before.into_iter().skip(1));
        line
    }

    /// All names of a body: the short official form, the full name, the others.
    pub(super) fn all_names(&self, id: CentralId) -> Vec<&'static str> {
        let body = self.get(id);
        let mut names: Vec<_> = list(body.aliases).collect();
        names.insert(names.len().min(1), body.name);
        names
    }

    /// Those that took over from a body, on to the end, and those that it was made of (or took over
    /// from), as far back as it was one body, the nearest first; not offices of the State Council that
    /// became part of a ministry.
    pub(super) fn neighbours(&self, id: CentralId) -> Vec<CentralId> {
        let mut line = vec![id];
        self.follow(&mut line, |of| self.after(of));
        let mut before = self.made_of(id);
        if before.is_empty() {
            before = self.took_over(id);
        }
        line.extend(&before);
        while let [one] = before[..] {
            before = self.made_of(one);
            line.extend(&before);
        }
        line.split_off(1)
    }

    /// The bodies that ended when one began.
    fn made_of(&self, id: CentralId) -> Vec<CentralId> {
        let (own, mut before) = (self.get(id), self.took_over(id));
        let is_earlier = |from: u16, other: &Central| {
            other.until == Some(from) && other.from.is_none_or(|other| other < from)
        };
        before.retain(|id| own.from.is_some_and(|from| is_earlier(from, self.get(*id))));
        before
    }

    /// The bodies that one took over from. That with the likest name comes first: it did most of the
    /// same.
    fn took_over(&self, id: CentralId) -> Vec<CentralId> {
        let mut before = self.before(id);
        before.retain(|id| !self.get(*id).name.starts_with(STATE_COUNCIL));
        let own = self.get(id).name;
        before.sort_by_key(|id| own.chars().filter(|c| !self.get(*id).name.contains(*c)).count());
        before
    }

    fn follow(&self, line: &mut Vec<CentralId>, next: impl Fn(CentralId) -> Vec<CentralId>) {
        let mut at = 0;
        while at < line.len() {
            let found = next(line[at]);
            line.extend(found);
            at += 1;
            if line.len() > self.all.len() {
                return; // a circle in the table must not become one here
            }
        }
    }

    fn after(&self, id: CentralId) -> Vec<CentralId> {
        let names = list(self.get(id).successors);
        names
            .filter_map(|name| {
                self.meanings(name).iter().copied().find(|&s| self.get(s).name == name)
            })
            .collect()
    }

    fn before(&self, id: CentralId) -> Vec<CentralId> {
        let name = self.get(id).name;
        let took = |body: &Central| list(body.successors).any(|successor| successor == name);
        (0..self.all.len()).filter(|&other| took(&self.all[other])).collect()
    }
}

impl Central {
    /// Years between `year` and the time this body existed; 0 within it.
    fn distance(&self, year: u16) -> u16 {
        match (self.from, self.until) {
            (Some(from), _) if year < from => from - year,
            (_, Some(until)) if year >= until => year - until + 1,
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_means_the_body_of_its_year() {
        let centre = Centre::load();
        let name = |short, year| centre.get(centre.find(short, year).expect(short)).name;
        assert_eq!(name("国家药监局", Some(2008)), "国家食品药品监督管理局");
        assert_eq!(name("国家药监局", None), "国家药品监督管理局");
        assert_eq!(name("国家计委", Some(1995)), "国家计划委员会");
        assert_eq!(name("国家计委", Some(2001)), "国家发展计划委员会");
        assert_eq!(name("教育部", Some(1990)), "教育部");
        assert_eq!(name("交通部", None), "交通部");
    }

    #[test]
    fn a_lineage_goes_back_and_forth_but_not_sideways() {
        let centre = Centre::load();
        let line = |name| -> Vec<&str> {
            let id = centre.find(name, None).expect(name);
            centre.lineage(id).into_iter().map(|id| centre.get(id).name).collect()
        };
        assert!(line("卫生部").contains(&"国家卫生健康委员会"));
        assert!(line("卫健委").contains(&"卫生部"));
        assert!(!line("卫生部").contains(&"国家人口和计划生育委员会"));
    }

    #[test]
    fn every_successor_in_the_table_is_a_body_in_the_table() {
        let centre = Centre::load();
        for body in &centre.all {
            assert!(body.level.is_some(), "{} has no level", body.name);
            for name in list(body.successors) {
                assert!(!centre.meanings(name).is_empty(), "{} → {name}", body.name);
            }
        }
    }
}
