//! Favour for documents of the division, body or year that a query names, and what stands below others
//! where it names none.
//!
//! `named` is `(1 + .25 d + .25 b + .15 y) · e`, each of `d`, `b`, `y` being 1 where the document is of
//! that division, body or year. Whoever types 青白江 or 发改委 beside a subject means theirs; the
//! words are looked for as well, so that the factor only orders what holds them.
//!
//! `e` is .8 for what is not of the place asked for: where the query names a division, the acts of
//! other divisions; where it names none, all that is not known to be of the centre, for what holds in one
//! province is of no use in the others, and what the centre orders holds in all. Who limits a search
//! to a place, a body or a level, or names a place in a way that leaves open which, has said what to
//! order: `e` is 1 then.

use crate::announcement::{Issuer, Level};
use crate::backend::seam::{Facts, Issued};
use crate::issuer::{Context, IssuerFilter, registry};
use crate::query::Node;
use crate::request::SearchRequest;
use crate::text::fold_str;
use crate::text::pattern::Pattern;

const DIVISION: f32 = 0.25;
const BODY: f32 = 0.25;
const YEAR: f32 = 0.15;
const ELSEWHERE: f32 = 0.8;

/// What a query names.
#[derive(Default)]
pub(in crate::search) struct Named {
    division: Option<String>,
    bodies: Vec<IssuerFilter<'static>>,
    years: Vec<u64>,
    /// Whether an act of elsewhere stands below others.
    weighs_place: bool,
}

impl Named {
    /// What the folded pieces of a request's query name.
    pub(in crate::search) fn new(pieces: &[String], request: &SearchRequest) -> Self {
        let division = registry().region_in(&pieces.join(" "));
        let weighs_place = !limits_who(request) && (division.is_some() || asks_no_place(request));
        Self {
            division,
            weighs_place,
            bodies: pieces.iter().filter_map(|piece| registry().body_named(piece)).collect(),
            years: pieces.iter().flat_map(|piece| years(piece)).collect(),
        }
    }

    /// Whether who issued a document counts.
    pub(super) fn asks_who(&self) -> bool {
        self.division.is_some() || !self.bodies.is_empty()
    }

    /// The factor of a document. Who issued it need not be known unless that counts.
    pub(super) fn factor(&self, facts: &Facts, issued: Option<&Issued>) -> f32 {
        let share = |holds: bool, weight: f32| if holds { weight } else { 0.0 };
        let favour = 1.0
            + share(issued.is_some_and(|issued| self.is_of_division(issued)), DIVISION)
            + share(issued.is_some_and(|issued| self.is_of_body(issued)), BODY)
            + share(self.is_of_year(facts), YEAR);
        let is_below = self.weighs_place && self.is_of_elsewhere(facts, issued);
        if is_below { favour * ELSEWHERE } else { favour }
    }

    /// Whether a document is an act of a division apart from the one named, or where none is named,
    /// not known to be of the centre.
    fn is_of_elsewhere(&self, facts: &Facts, issued: Option<&Issued>) -> bool {
        let Some(division) = &self.division else {
            return facts.level.is_none_or(is_local);
        };
        let region = issued.and_then(|issued| issued.region.as_ref());
        let is_apart = |region: &String| {
            let within = |outer: &str, inner: &str| registry().region_matches(outer, inner);
            !within(division, region) && !within(region, division)
        };
        facts.level.is_some_and(is_local) && region.is_some_and(is_apart)
    }

    fn is_of_division(&self, issued: &Issued) -> bool {
        match (&self.division, &issued.region) {
            (Some(division), Some(region)) => registry().region_matches(division, region),
            _ => false,
        }
    }

    fn is_of_body(&self, issued: &Issued) -> bool {
        if self.bodies.is_empty() {
            return false;
        }
        let is_meant = |name: &String| {
            let known = registry().resolve(name, &Context::default());
            let unknown = || Issuer { name: name.clone(), level: None, region: None };
            let issuer = known.unwrap_or_else(unknown);
            self.bodies.iter().any(|body| body.matches(&issuer))
        };
        issued.issuers.iter().any(is_meant)
    }

    /// Whether a document is of a year that the query names.
    pub(super) fn is_of_year(&self, facts: &Facts) -> bool {
        facts.year.is_some_and(|year| self.years.contains(&year))
    }
}

/// Whether a body of this level is of a province, or of a division below one.
fn is_local(level: Level) -> bool {
    level.rank() >= Level::Province.rank()
}

/// Whether a request says whose acts it wants, by a filter or a field.
fn limits_who(request: &SearchRequest) -> bool {
    let filters = &request.filters;
    let is_filtered = !filters.issuers.is_empty()
        || !filters.regions.is_empty()
        || !filters.levels.is_empty()
        || filters.number.is_some()
        || filters.series.is_some();
    is_filtered || says_who(&request.query.root)
}

/// Whether a field of whose acts is a part of `node`.
fn says_who(node: &Node) -> bool {
    match node {
        Node::Issuer(_)
        | Node::Region(_)
        | Node::IssuedIn(_)
        | Node::About(_)
        | Node::Level(_)
        | Node::Number(_)
        | Node::Series(_) => true,
        Node::And(parts) | Node::Or(parts) => parts.iter().any(says_who),
        Node::Not(part) | Node::Title(part) | Node::Near(_, part) => says_who(part),
        Node::Words(_)
        | Node::Phrase(_)
        | Node::Kind(_)
        | Node::Validity(_)
        | Node::Date(_)
        | Node::Added(_) => false,
    }
}

/// Whether no text of a query names a place, be it by a name that several have or as 本市.
fn asks_no_place(request: &SearchRequest) -> bool {
    let asks = |text: &str| means_a_place(&fold_str(text)) || registry().names_division(text);
    !request.query.root.texts().any(asks)
}

/// Whether folded text means a place that the reader knows (本市) or any of one rank (省级). It is
/// compared by hand: building a pattern for it cost every search 190 of 1,500 pages of memory.
fn means_a_place(folded: &str) -> bool {
    let unit = |c: char| matches!(c, '省' | '市' | '县' | '区');
    folded.chars().zip(folded.chars().skip(1)).any(|pair| match pair {
        ('本' | '我' | '全', after) => unit(after),
        (before, '级') => unit(before),
        _ => false,
    })
}

/// The years that stand in folded text as words of their own.
fn years(folded: &str) -> impl Iterator<Item = u64> + '_ {
    static YEARS: Pattern = Pattern::new(r"\b(?:19|20)[0-9]{2}(?:年|\b)");
    // Most queries hold no digit, and need no pattern built to know that.
    let may_hold = folded.contains(|c: char| c.is_ascii_digit());
    let years = may_hold.then(|| YEARS.find_iter(folded)).into_iter().flatten();
    years.filter_map(|year| year.as_str()[..4].parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Query;
    use crate::request::Filters;

    const NOW: jiff::civil::Date = jiff::civil::date(2026, 1, 20);

    fn request(query: &str) -> SearchRequest {
        SearchRequest::new(Query::parse(query, NOW).unwrap(), NOW)
    }

    /// What `request` names whose words outside quotes and fields are `pieces`.
    fn named(pieces: &[&str], request: &SearchRequest) -> Named {
        let pieces: Vec<String> = pieces.iter().map(|piece| piece.to_string()).collect();
        Named::new(&pieces, request)
    }

    /// The factor of an act of this level and division.
    fn factor(named: &Named, level: Level, region: Option<&str>) -> f32 {
        let facts = Facts { level: Some(level), ..Facts::default() };
        let issued = Issued { issuers: Vec::new(), region: region.map(str::to_string) };
        named.factor(&facts, named.asks_who().then_some(&issued))
    }

    #[test]
    fn years_stand_alone_or_before_their_unit() {
        let found = |text: &str| years(text).collect::<Vec<_>>();
        assert_eq!(found("2025年 低保标准"), [2025]);
        assert_eq!(found("预算 2024"), [2024]);
        assert_eq!(found("120251 20256"), [0; 0]);
    }

    #[test]
    fn a_place_is_meant_by_its_rank_or_as_the_readers_own() {
        for text in ["本市 养犬", "我省", "全区规划", "省级", "县级以上"] {
            assert!(means_a_place(text), "{text}");
        }
        for text in ["", "级", "市场", "本级", "全国", "市 级", "年级", "本"] {
            assert!(!means_a_place(text), "{text}");
        }
    }

    #[test]
    fn divisions_and_bodies_are_read_from_pieces() {
        let known = named(&["青白江", "运贸产一体化"], &request("青白江 运贸产一体化"));
        assert_eq!(known.division.as_deref(), Some("成都市青白江区"));
        assert!(known.bodies.is_empty());
        let known = named(&["发改委", "电价"], &request("发改委 电价"));
        assert_eq!((known.division, known.bodies.len()), (None, 1));
    }

    #[test]
    fn where_no_place_is_asked_all_else_stands_below_the_acts_of_the_centre() {
        let known = named(&["失业金能领多久"], &request("失业金能领多久"));
        assert_eq!(factor(&known, Level::Centre, None), 1.0);
        assert_eq!(factor(&known, Level::Ministry, None), 1.0);
        for level in &Level::ALL[2..] {
            assert_eq!(factor(&known, *level, Some("广东省")), ELSEWHERE, "{level:?}");
        }
        assert_eq!(known.factor(&Facts::default(), None), ELSEWHERE);
    }

    #[test]
    fn where_a_place_is_asked_the_acts_of_others_stand_below() {
        let known = named(&["杭州", "养犬"], &request("杭州 养犬"));
        assert_eq!(factor(&known, Level::Province, Some("河南省")), ELSEWHERE);
        assert_eq!(factor(&known, Level::City, Some("浙江省宁波市")), ELSEWHERE);
        assert_eq!(factor(&known, Level::City, Some("杭州市")), 1.0 + DIVISION);
        assert_eq!(factor(&known, Level::Province, Some("浙江省")), 1.0);
        assert_eq!(factor(&known, Level::Province, None), 1.0);
        assert_eq!(factor(&known, Level::Centre, Some("河南省")), 1.0);
    }

    #[test]
    fn who_says_whose_acts_are_wanted_gets_them_unordered_by_place() {
        let limited =
            ["养犬 地区:河南", "养犬 -机关:国务院", "养犬 级别:省级", "养犬 文号:豫政〔2020〕3号"];
        let open = ["朝阳区 养犬", "\"河南省\" 养犬", "标题:河南 养犬", "本市 养犬", "省级 养犬"];
        for query in limited.into_iter().chain(open) {
            let known = named(&["养犬"], &request(query));
            assert_eq!(factor(&known, Level::Province, Some("河南省")), 1.0, "{query}");
        }
        let filters = [
            Filters::default().issuer("河南省人民政府"),
            Filters::default().region("河南"),
            Filters::default().level(Level::Province),
        ];
        for filters in filters {
            let known = named(&["杭州", "养犬"], &request("杭州 养犬").filters(filters));
            assert_eq!(factor(&known, Level::Province, Some("河南省")), 1.0);
        }
        let like_a_text = Named::default();
        assert_eq!(factor(&like_a_text, Level::Province, Some("河南省")), 1.0);
    }
}
