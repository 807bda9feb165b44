//! The administrative divisions: names, short names, and which is under which.
//!
//! A division is known by its number here; a name may belong to several (鼓楼区 is in four cities),
//! so looking a name up gives all of them and only context decides.

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::table::rows;

const TABLE: &str = include_str!("data/divisions.tsv");

/// Short names that are everyday words or other things' names: never read as a place without 市 or 县.
const EVERYDAY: [&str; 26] = [
    "朝阳", "白银", "安康", "中山", "三明", "白山", "来宾", "大同", "保定", "延安", "兵团", "新区",
    "长治", "海东", "通化", "平凉", "永州", "吉安", "东方", "四平", "黄山", "怀化", "丽水", "山南",
    "天门", "内江",
];

/// Names that folding to Simplified script writes with another character (乾 is 干 elsewhere).
const FOLDED: [(&str, &str); 2] = [("乾安县", "干安县"), ("乾县", "干县")];

/// The longest name in the table, in characters; a longer candidate need not be looked up.
const LONGEST: usize = 16;

/// A division, by its place in the table.
pub(super) type DivisionId = u16;

/// The divisions of one name, mostly one.
type Ids = SmallVec<[DivisionId; 4]>;

/// How high a division is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// A province, an autonomous region, a municipality under the State Council.
    Province,
    /// A prefecture-level city, a prefecture, a league, an autonomous prefecture.
    City,
    /// A county, a district, a county-level city, a banner.
    County,
}

/// A row of the table.
#[derive(Debug)]
pub(super) struct Division {
    pub(super) name: &'static str,
    pub(super) short: &'static str,
    pub(super) rank: Rank,
    pub(super) parent: Option<DivisionId>,
    /// The one-character sign of a province (川), empty below it.
    pub(super) sign: &'static str,
    /// Whether it no longer exists.
    pub(super) former: bool,
}

/// All divisions, with their names indexed.
pub(super) struct Divisions {
    all: Vec<Division>,
    names: FxHashMap<&'static str, Ids>,
    shorts: FxHashMap<&'static str, Ids>,
    starts: FxHashSet<u64>,
    /// Whether a name begins with a character, by its code point: asked for each character of a text.
    firsts: Vec<bool>,
}

/// What a text begins with when it begins with a division's name.
#[derive(Debug)]
pub(super) struct Head {
    /// The divisions it can be; one when the name is unambiguous.
    pub(super) ids: Vec<DivisionId>,
    /// Its length in bytes.
    pub(super) len: usize,
    /// Whether a name with 省, 市, 区 or 县 is there, and not only a short one.
    pub(super) full: bool,
}

impl Divisions {
    /// Reads the table.
    pub(super) fn load() -> Self {
        let mut divisions = Self {
            all: Vec::with_capacity(3400),
            names: FxHashMap::with_capacity_and_hasher(3400, FxBuildHasher),
            shorts: FxHashMap::with_capacity_and_hasher(3400, FxBuildHasher),
            starts: FxHashSet::with_capacity_and_hasher(3000, FxBuildHasher),
            firsts: Vec::new(),
        };
        let mut province = None;
        for [name, sign, city, counties] in rows::<4>(TABLE) {
            if !name.is_empty() {
                province = Some(divisions.add(name, sign, Rank::Province, None));
            }
            let mut above = province;
            if !city.is_empty() {
                above = Some(divisions.add(city, "", Rank::City, province));
            }
            for county in counties.split(' ').filter(|county| !county.is_empty()) {
                divisions.add(county, "", Rank::County, above);
            }
        }
        for (name, folded) in FOLDED {
            if let Some(ids) = divisions.names.get(name).cloned() {
                divisions.begin(folded);
                divisions.names.insert(folded, ids);
            }
        }
        divisions
    }

    fn add(
        &mut self,
        entry: &'static str,
        sign: &'static str,
        rank: Rank,
        parent: Option<DivisionId>,
    ) -> DivisionId {
        let (former, entry) = (entry.starts_with('~'), entry.trim_start_matches('~'));
        let (name, short) = entry.split_once('=').unwrap_or((entry, short_of(entry)));
        let id = self.all.len() as DivisionId;
        self.all.push(Division { name, short, rank, parent, sign, former });
        self.names.entry(name).or_default().push(id);
        let known = self.shorts.entry(short).or_default();
        // 偃师 means today's 偃师区, though 偃师市 came before it.
        if known.is_empty() || !former {
            known.push(id);
        }
        self.begin(name);
        self.begin(short);
        id
    }

    /// Takes note of what a name begins with.
    fn begin(&mut self, name: &str) {
        let Some(start) = start(name) else { return };
        self.starts.insert(start);
        let first = (start >> 32) as usize;
        self.firsts.resize(self.firsts.len().max(first + 1), false);
        self.firsts[first] = true;
    }

    /// All names and short names.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.names.keys().chain(self.shorts.keys()).copied()
    }

    /// The division with this number.
    pub(super) fn get(&self, id: DivisionId) -> &Division {
        &self.all[id as usize]
    }

    /// The divisions above this one, the nearest first.
    pub(super) fn above(&self, id: DivisionId) -> impl Iterator<Item = DivisionId> + '_ {
        std::iter::successors(self.get(id).parent, |&up| self.get(up).parent)
    }

    /// Whether `id` is `top` or is under it.
    pub(super) fn is_within(&self, id: DivisionId, top: DivisionId) -> bool {
        id == top || self.above(id).any(|up| up == top)
    }

    /// The divisions directly under this one.
    pub(super) fn below(&self, id: DivisionId) -> impl Iterator<Item = DivisionId> + '_ {
        let ids = 0..self.all.len() as DivisionId;
        ids.filter(move |&child| self.get(child).parent == Some(id))
    }

    /// Beijing, Tianjin, Shanghai, Chongqing: a 市 that is a province.
    pub(super) fn is_municipality(&self, id: DivisionId) -> bool {
        let division = self.get(id);
        division.rank == Rank::Province && division.name.ends_with('市')
    }

    /// The name that says which one it is: `成都市青白江区`, `成都市`, `四川省`.
    pub(super) fn full_name(&self, id: DivisionId) -> String {
        let division = self.get(id);
        match division.parent {
            Some(up) if division.rank == Rank::County && self.names_counties(up) => {
                format!("{}{}", self.get(up).name, division.name)
            }
            _ => division.name.to_string(),
        }
    }

    /// The name its own bodies write before 人民政府: a district names its city, a county does not.
    pub(super) fn style(&self, id: DivisionId) -> String {
        let division = self.get(id);
        let under_municipality = division.parent.is_some_and(|up| self.is_municipality(up));
        if division.name.ends_with('区') || under_municipality {
            self.full_name(id)
        } else {
            division.name.to_string()
        }
    }

    fn names_counties(&self, id: DivisionId) -> bool {
        self.get(id).rank == Rank::City || self.is_municipality(id)
    }

    /// The one division a name in any form means (`四川`, `川`, `成都市青白江区`, `青白江`).
    pub(super) fn find(&self, name: &str) -> Option<DivisionId> {
        match self.meanings(name)[..] {
            [id] => Some(id),
            _ => None,
        }
    }

    /// All divisions a name in any form may mean; of a short name only the highest ones.
    pub(super) fn meanings(&self, name: &str) -> Vec<DivisionId> {
        if let Some(ids) = self.names.get(name) {
            return self.highest(ids);
        }
        if let Some(at) =
            self.all.iter().position(|division| division.sign == name && !name.is_empty())
        {
            return vec![at as DivisionId];
        }
        match self.head(name) {
            Some(head) if head.len == name.len() => self.highest(&head.ids),
            _ => Vec::new(),
        }
    }

    fn highest(&self, ids: &[DivisionId]) -> Vec<DivisionId> {
        let top = ids.iter().map(|&id| self.get(id).rank).min();
        ids.iter().copied().filter(|&id| Some(self.get(id).rank) == top).collect()
    }

    /// Reads the division a text begins with, as far down as it is named (四川省成都市青白江区).
    pub(super) fn head(&self, text: &str) -> Option<Head> {
        let mut head = self.step(text, None)?;
        while let Some(next) = self.step(&text[head.len..], Some(&head.ids)) {
            head = Head { ids: next.ids, len: head.len + next.len, full: next.full || head.full };
        }
        Some(head)
    }

    /// The longest name at the start of `text`, among the divisions under `above` when given.
    fn step(&self, text: &str, above: Option<&[DivisionId]>) -> Option<Head> {
        let first = text.chars().next()?;
        if !*self.firsts.get(first as usize)? || !self.starts.contains(&start(text)?) {
            return None;
        }
        let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        let ends: Vec<usize> = ends.skip(2).take(LONGEST).collect();
        let under = |ids: &Ids| -> Vec<DivisionId> {
            let fits = |&id: &DivisionId| {
                above
                    .is_none_or(|tops| tops.iter().any(|&top| top != id && self.is_within(id, top)))
            };
            ids.iter().copied().filter(fits).collect()
        };
        ends.iter().rev().find_map(|&len| {
            let word = &text[..len];
            let full = self.names.get(word).map(under).filter(|ids| !ids.is_empty());
            let short = || self.shorts.get(word).map(under).filter(|ids| !ids.is_empty());
            let is_full = full.is_some();
            full.or_else(short).map(|ids| self.autonomous(text, Head { ids, len, full: is_full }))
        })
    }

    /// 恩施州, 彭水县: the everyday names of an autonomous prefecture and county.
    fn autonomous(&self, text: &str, head: Head) -> Head {
        let rest = &text[head.len..];
        let goes_on = |end: &str, word: &str| {
            let of = |&&id: &&DivisionId| self.get(id).name.ends_with(end);
            rest.starts_with(word) && head.ids.iter().any(|id| of(&id))
        };
        let kinds = [("自治州", "州"), ("自治县", "县"), ("自治旗", "旗")];
        let kind = kinds.iter().find(|(end, word)| !head.full && goes_on(end, word));
        let Some((end, word)) = kind else {
            return head;
        };
        let ids = head.ids.iter().copied().filter(|&id| self.get(id).name.ends_with(end)).collect();
        Head { ids, len: head.len + word.len(), full: true }
    }

    /// Whether a short name alone, in running text, surely means a place: 四川, 成都, 青白江, but not 和平.
    pub(super) fn speaks_for_itself(&self, ids: &[DivisionId], word: &str) -> bool {
        let rank = ids.iter().map(|&id| self.get(id).rank).min();
        let known = match rank {
            Some(Rank::County) => ids.len() == 1 && word.chars().count() > 2,
            _ => true,
        };
        known && !EVERYDAY.contains(&word)
    }
}

/// The first two characters of a word as one number.
fn start(word: &str) -> Option<u64> {
    let mut chars = word.chars();
    Some(u64::from(chars.next()?) << 32 | u64::from(chars.next()?))
}

/// A name without its last word, when at least two characters remain.
fn short_of(name: &'static str) -> &'static str {
    let ends: &[&str] = match name.chars().next_back() {
        Some('区') => &["特别行政区", "地区", "林区", "矿区", "新区", "区"],
        Some('省' | '市' | '县' | '旗' | '州' | '盟') => {
            &["省", "市", "县", "旗", "州", "盟"]
        }
        _ => &[],
    };
    let cut = ends.iter().find_map(|end| name.strip_suffix(end));
    cut.filter(|short| short.chars().nth(1).is_some()).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full(name: &str) -> Option<String> {
        let divisions = Divisions::load();
        divisions.find(name).map(|id| divisions.full_name(id))
    }

    #[test]
    fn every_form_of_a_name_finds_the_division() {
        for name in ["青白江", "青白江区", "成都青白江", "成都市青白江区", "四川省成都市青白江区"]
        {
            assert_eq!(full(name).as_deref(), Some("成都市青白江区"), "{name}");
        }
        for name in ["川", "四川", "四川省"] {
            assert_eq!(full(name).as_deref(), Some("四川省"), "{name}");
        }
        assert_eq!(full("广西").as_deref(), Some("广西壮族自治区"));
        assert_eq!(full("恩施州").as_deref(), Some("恩施土家族苗族自治州"));
        assert_eq!(full("彭水县").as_deref(), Some("重庆市彭水苗族土家族自治县"));
        assert_eq!(full("海南").as_deref(), Some("海南省"));
        assert_eq!(full("济源市").as_deref(), Some("济源市"));
        assert_eq!(full("浦东").as_deref(), Some("上海市浦东新区"));
    }

    /// The published figures for the end of 2023: 31 provinces, 333 cities and prefectures, 2,844
    /// counties, without Hong Kong, Macao and Taiwan.
    #[test]
    fn no_division_is_missing() {
        let divisions = Divisions::load();
        let outside = ["香港特别行政区", "澳门特别行政区", "台湾省", "新疆生产建设兵团"];
        let areas = ["雄安新区", "两江新区", "四川天府新区", "贵安新区", "西咸新区", "兰州新区"];
        let counts = |id: DivisionId| {
            let top = divisions.above(id).last().unwrap_or(id);
            let division = divisions.get(id);
            let other =
                outside.contains(&divisions.get(top).name) || areas.contains(&division.name);
            !division.former && !other
        };
        let count = |rank| {
            let ids = 0..divisions.all.len() as DivisionId;
            ids.filter(|&id| divisions.get(id).rank == rank && counts(id)).count()
        };
        let of_sansha = 2; // left out, see the table
        assert_eq!(count(Rank::Province), 31);
        assert_eq!(count(Rank::City), 333);
        assert_eq!(count(Rank::County) + of_sansha, 2844);
    }

    #[test]
    fn a_former_division_leaves_its_short_name_to_its_heir() {
        assert_eq!(full("偃师").as_deref(), Some("洛阳市偃师区"));
        assert_eq!(full("偃师市").as_deref(), Some("洛阳市偃师市"));
        assert_eq!(full("密云").as_deref(), Some("北京市密云区"));
        assert_eq!(full("科右中旗").as_deref(), Some("兴安盟科尔沁右翼中旗"));
    }

    #[test]
    fn a_name_of_several_is_decided_by_what_stands_before_it() {
        assert_eq!(full("鼓楼区"), None);
        assert_eq!(full("南京市鼓楼区").as_deref(), Some("南京市鼓楼区"));
        assert_eq!(full("福建省鼓楼区").as_deref(), Some("福州市鼓楼区"));
    }

    #[test]
    fn a_district_names_its_city_in_its_style_and_a_county_does_not() {
        let divisions = Divisions::load();
        let style = |name| divisions.style(divisions.find(name).expect(name));
        assert_eq!(style("青白江区"), "成都市青白江区");
        assert_eq!(style("成都市金堂县"), "金堂县");
        assert_eq!(style("云阳县"), "重庆市云阳县");
    }
}
