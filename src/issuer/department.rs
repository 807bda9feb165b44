//! The departments divisions have: 发展和改革委员会, 教育厅 or 教育局 or 教育委员会, and their short names.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::division::Rank;
use super::table::{list, rows};

const TABLE: &str = include_str!("data/departments.tsv");

/// A department, by its place in the table.
pub(super) type DepartmentId = usize;

/// A row of the table.
#[derive(Debug)]
pub(super) struct Department {
    province: &'static str,
    municipality: &'static str,
    city: &'static str,
    from: Option<u16>,
    pub(super) centre: &'static str,
}

/// How a form of a name is written out.
#[derive(Clone, Copy, Debug)]
enum Meaning {
    /// As the department is called under that rank of division.
    OfRank,
    /// Always so.
    Always(&'static str),
}

/// All departments, with their names indexed.
pub(super) struct Departments {
    all: Vec<Department>,
    forms: FxHashMap<&'static str, Vec<(DepartmentId, Meaning)>>,
    numbers: Vec<(&'static str, DepartmentId)>,
    sites: FxHashMap<&'static str, DepartmentId>,
}

impl Departments {
    /// Reads the table.
    pub(super) fn load() -> Self {
        let mut departments = Self {
            all: Vec::new(),
            forms: FxHashMap::with_capacity_and_hasher(700, FxBuildHasher),
            numbers: Vec::new(),
            sites: FxHashMap::default(),
        };
        for [province, municipality, city, from, forms, numbers, sites, centre] in rows::<8>(TABLE)
        {
            let id = departments.all.len();
            let or = |name: &'static str| if name.is_empty() { province } else { name };
            let (municipality, city) = (or(municipality), or(city));
            departments.all.push(Department {
                province,
                municipality,
                city,
                from: from.parse().ok(),
                centre,
            });
            departments.name(id, [province, municipality, city], forms);
            departments.numbers.extend(list(numbers).map(|sign| (sign, id)));
            for site in list(sites) {
                departments.sites.entry(site).or_insert(id);
            }
        }
        departments
    }

    fn name(&mut self, id: DepartmentId, names: [&'static str; 3], forms: &'static str) {
        let mut add = |form, meaning| {
            let known: &mut Vec<(DepartmentId, Meaning)> = self.forms.entry(form).or_default();
            if known.iter().all(|&(other, _)| other != id) {
                known.push((id, meaning));
            }
        };
        names.into_iter().for_each(|name| add(name, Meaning::Always(name)));
        for form in list(forms) {
            match form.split_once('=') {
                None => add(form, Meaning::Always(form)),
                Some((short, "")) => add(short, Meaning::OfRank),
                Some((short, long)) => {
                    add(short, Meaning::Always(long));
                    add(long, Meaning::Always(long));
                }
            }
        }
    }

    /// The department with this number.
    pub(super) fn get(&self, id: DepartmentId) -> &Department {
        &self.all[id]
    }

    /// All names and short names.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.forms.keys().copied()
    }

    /// All departments of the table.
    pub(super) fn ids(&self) -> impl Iterator<Item = DepartmentId> {
        0..self.all.len()
    }

    /// The department a name of any form means in `year`, and its full name under such a division.
    pub(super) fn find(
        &self,
        form: &str,
        rank: Rank,
        municipality: bool,
        year: Option<u16>,
    ) -> Option<(DepartmentId, &'static str)> {
        let year = year.unwrap_or(u16::MAX);
        let there = |&&(id, _): &&(DepartmentId, Meaning)| {
            self.all[id].from.is_none_or(|from| from <= year)
        };
        let known = self.forms.get(form)?;
        let newest = known.iter().filter(there).max_by_key(|&&(id, _)| self.all[id].from);
        let &(id, meaning) = newest.or(known.first())?;
        Some((
            id,
            match meaning {
                Meaning::Always(name) => name,
                Meaning::OfRank => self.all[id].called(rank, municipality),
            },
        ))
    }

    /// All departments a name of any form may mean.
    pub(super) fn meanings(&self, form: &str) -> Vec<DepartmentId> {
        self.forms.get(form).map_or(Vec::new(), |known| known.iter().map(|&(id, _)| id).collect())
    }

    /// Whether a name of any form is that of a department.
    pub(super) fn knows(&self, form: &str) -> bool {
        self.forms.contains_key(form)
    }

    /// What else a department is called where `form` is its name, under the same kind of division:
    /// short names first, the longer before the shorter.
    pub(super) fn also_called(&self, form: &str) -> Vec<&'static str> {
        let Some(known) = self.forms.get(form) else { return Vec::new() };
        let full: Vec<_> = known.iter().flat_map(|known| self.written_out(form, *known)).collect();
        let is_same = |other: &str, meaning: &(DepartmentId, Meaning)| {
            known.iter().any(|(id, _)| *id == meaning.0)
                && self.written_out(other, *meaning).iter().any(|name| full.contains(name))
        };
        let same = self.forms.iter().filter(|(other, meanings)| {
            **other != form && meanings.iter().any(|meaning| is_same(other, meaning))
        });
        let mut names: Vec<_> = same.map(|(other, _)| *other).collect();
        names.sort_by_key(|name| (full.contains(name), std::cmp::Reverse(name.len()), *name));
        names
    }

    /// What a department is called whose names end as `like` does.
    pub(super) fn called_like(&self, id: DepartmentId, like: &str) -> Vec<&'static str> {
        let of_kind = |name: &&'static str| kind(name) == kind(like);
        self.all[id].names().into_iter().filter(of_kind).collect()
    }

    /// The full names that a form stands for: those that end as it does.
    fn written_out(&self, form: &str, (id, meaning): (DepartmentId, Meaning)) -> Vec<&'static str> {
        match meaning {
            Meaning::Always(name) => vec![name],
            Meaning::OfRank => {
                let names = self.all[id].names();
                let alike: Vec<_> =
                    names.iter().copied().filter(|name| kind(name) == kind(form)).collect();
                if alike.is_empty() { names } else { alike }
            }
        }
    }

    /// The departments that the rest of a number prefix (教委高 of 沪教委高) may stand for: those of
    /// the longest sign it begins with.
    pub(super) fn by_number(&self, rest: &str) -> Vec<DepartmentId> {
        let fits = |sign: &str| rest.starts_with(sign);
        let longest =
            self.numbers.iter().filter(|(sign, _)| fits(sign)).map(|(sign, _)| sign.len()).max();
        let of = |&&(sign, _): &&(&str, DepartmentId)| fits(sign) && Some(sign.len()) == longest;
        self.numbers.iter().filter(of).map(|&(_, id)| id).collect()
    }

    /// Of departments in turn, the one of `year`; without a year the newest.
    pub(super) fn at(&self, ids: &[DepartmentId], year: Option<u16>) -> Option<DepartmentId> {
        let year = year.unwrap_or(u16::MAX);
        let there =
            ids.iter().copied().filter(|&id| self.all[id].from.is_none_or(|from| from <= year));
        there.max_by_key(|&id| self.all[id].from)
    }

    /// The department whose site has this name before its division's (jyt in jyt.sc.gov.cn).
    pub(super) fn by_site(&self, label: &str) -> Option<DepartmentId> {
        self.sites.get(label).copied()
    }
}

/// What kind of body a name says it is: 委 stands for 委员会, 办 for 办公室.
fn kind(name: &str) -> &str {
    let kinds = [("委员会", "委"), ("办公室", "办")];
    let long = kinds.iter().find(|(long, _)| name.ends_with(long)).map(|(_, short)| *short);
    long.unwrap_or_else(|| name.char_indices().next_back().map_or("", |(at, _)| &name[at..]))
}

impl Department {
    /// Its names under provinces, municipalities, and cities, each once.
    fn names(&self) -> Vec<&'static str> {
        let mut names = vec![self.province, self.municipality, self.city];
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Its name under such a division.
    pub(super) fn called(&self, rank: Rank, municipality: bool) -> &'static str {
        match rank {
            Rank::Province if municipality => self.municipality,
            Rank::Province => self.province,
            Rank::City | Rank::County => self.city,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_is_written_out_as_its_rank_calls_it() {
        let departments = Departments::load();
        let name = |form, rank, municipality, year| {
            departments.find(form, rank, municipality, year).map(|(_, name)| name)
        };
        assert_eq!(name("发改委", Rank::City, false, None), Some("发展和改革委员会"));
        assert_eq!(name("科技厅", Rank::Province, false, None), Some("科学技术厅"));
        assert_eq!(name("教委", Rank::Province, true, None), Some("教育委员会"));
        assert_eq!(name("农委", Rank::Province, true, Some(2016)), Some("农业委员会"));
        assert_eq!(name("农委", Rank::Province, true, Some(2020)), Some("农业农村委员会"));
        assert_eq!(name("火星局", Rank::City, false, None), None);
    }

    #[test]
    fn every_counterpart_in_the_table_is_a_central_body() {
        let centre = super::super::central::Centre::load();
        for department in &Departments::load().all {
            let name = department.centre;
            assert!(name.is_empty() || !centre.meanings(name).is_empty(), "{name}");
        }
    }
}
