//! Which division a text is about, and which divisions a filter by region lets through.

use rustc_hash::FxHashMap;

use super::division::{DivisionId, Rank};
use super::registry::Registry;
use super::spelling::fold;

/// Only the beginning of a long text is read, in characters: who it is about is said there.
const READ: usize = 20_000;

/// A name of a division in a text.
struct Mention {
    ids: Vec<DivisionId>,
    /// Its place in bytes.
    at: usize,
}

impl Registry {
    /// The division a text is about, by full name: the one it names most, the first of equals.
    ///
    /// A district whose name several cities have counts only where its city is named too; a short
    /// name that is also a word (朝阳, 和平) does not count.
    pub fn region_in(&self, text: &str) -> Option<String> {
        self.region_where(&fold(text), |_| true).map(|id| self.divisions.full_name(id))
    }

    /// Whether a text names any division, if only by a name that several have.
    pub fn names_division(&self, text: &str) -> bool {
        !self.mentions(&fold(text)).is_empty()
    }

    /// The division that folders one in the other are called after, the outermost first: of
    /// `广东省`, `深圳市`, `通知` 深圳市.
    ///
    /// A name counts that is the whole name of a folder. One that several divisions have counts only
    /// below one that tells which; a short name that is also a word (朝阳, 和平) does not.
    pub fn region_of_folders<'n>(
        &self,
        names: impl IntoIterator<Item = &'n str>,
    ) -> Option<String> {
        let mut region = None;
        for name in names {
            region = self.region_of_folder(&fold(name), region).or(region);
        }
        region.map(|id| self.divisions.full_name(id))
    }

    /// The division a folder is called after that lies in one called after `above`.
    fn region_of_folder(&self, name: &str, above: Option<DivisionId>) -> Option<DivisionId> {
        let head = self.divisions.head(name).filter(|head| head.len == name.len())?;
        if !self.is_place(&head.ids, name, head.full, None) {
            return None;
        }
        let (ids, sure): (_, Vec<_>) = (self.top(head.ids), above.into_iter().collect());
        self.settle(&Mention { ids, at: 0 }, &sure)
    }

    pub(super) fn region_where(
        &self,
        text: &str,
        wanted: impl Fn(DivisionId) -> bool,
    ) -> Option<DivisionId> {
        let mentions = self.mentions(text);
        let sure: Vec<DivisionId> =
            mentions.iter().filter(|m| m.ids.len() == 1).map(|m| m.ids[0]).collect();
        let mut counts: FxHashMap<DivisionId, (usize, usize)> = FxHashMap::default();
        for mention in &mentions {
            if let Some(id) = self.settle(mention, &sure).filter(|&id| wanted(id)) {
                let (count, _) = counts.entry(id).or_insert((0, mention.at));
                *count += 1;
            }
        }
        let best =
            counts.into_iter().max_by_key(|&(_, (count, at))| (count, std::cmp::Reverse(at)));
        best.map(|(id, _)| id)
    }

    /// The division an ambiguous mention means, given the places that are sure.
    fn settle(&self, mention: &Mention, sure: &[DivisionId]) -> Option<DivisionId> {
        if let [id] = mention.ids[..] {
            return Some(id);
        }
        let named = |id: &&DivisionId| {
            sure.iter().any(|&other| other != **id && self.divisions.is_within(**id, other))
        };
        let mut fitting = mention.ids.iter().filter(named);
        match (fitting.next(), fitting.next()) {
            (Some(&id), None) => Some(id),
            _ => None,
        }
    }

    fn mentions(&self, text: &str) -> Vec<Mention> {
        let mut found = Vec::new();
        let mut skip = 0;
        for (at, _) in text.char_indices().take(READ) {
            if at < skip {
                continue;
            }
            let Some(head) = self.divisions.head(&text[at..]) else {
                continue;
            };
            let word = &text[at..at + head.len];
            let after = text[at + head.len..].chars().next();
            if self.is_place(&head.ids, word, head.full, after) {
                skip = at + head.len;
                found.push(Mention { ids: self.top(head.ids), at });
            }
        }
        found
    }

    /// Of a short name that a province and a county share, the province is meant.
    fn top(&self, ids: Vec<DivisionId>) -> Vec<DivisionId> {
        let rank = ids.iter().map(|&id| self.divisions.get(id).rank).min();
        match rank {
            Some(Rank::County) | None => ids,
            Some(rank) => {
                ids.into_iter().filter(|&id| self.divisions.get(id).rank == rank).collect()
            }
        }
    }

    fn is_place(&self, ids: &[DivisionId], word: &str, full: bool, after: Option<char>) -> bool {
        if full {
            // 城区, 郊区, 新区 are words before they are districts.
            return word.chars().count() > 2;
        }
        let goes_on = matches!(after, Some('路' | '街' | '道' | '人' | '大' | '话' | '菜'));
        !goes_on && self.divisions.speaks_for_itself(ids, word)
    }

    /// The divisions above one, the nearest first: `成都市青白江区` → `成都市`, `四川省`.
    pub fn ancestors(&self, region: &str) -> Vec<&'static str> {
        let Some(id) = self.divisions.find(region) else {
            return Vec::new();
        };
        self.divisions.above(id).map(|up| self.divisions.get(up).name).collect()
    }

    /// The province that a division is or is in, and the city that it is or is in: of `成都市青白江区`
    /// 四川省 and 成都市. A municipality is a province without cities.
    pub fn province_and_city(&self, region: &str) -> (Option<&'static str>, Option<&'static str>) {
        let Some(id) = self.divisions.find(region) else { return (None, None) };
        let line: Vec<_> = self.divisions.above(id).chain([id]).collect();
        let of_rank = |rank| {
            let mut divisions = line.iter().map(|&id| self.divisions.get(id));
            divisions.find(|division| division.rank == rank).map(|division| division.name)
        };
        (of_rank(Rank::Province), of_rank(Rank::City))
    }

    /// Whether `region` is the division `filter` names (`四川`, `川`, `成都市`) or is under it.
    ///
    /// A filter that names no division lets through the regions whose name contains it.
    pub fn region_matches(&self, filter: &str, region: &str) -> bool {
        let filter = fold(filter.trim());
        let tops = self.divisions.meanings(&filter);
        if filter.is_empty() || tops.is_empty() {
            return !filter.is_empty() && region.contains(&filter);
        }
        let within = |id| tops.iter().any(|&top| self.divisions.is_within(id, top));
        self.divisions.find(region).map_or(region.contains(&filter), within)
    }
}
