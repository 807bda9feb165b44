//! What can be asked of an index.

use jiff::civil::Date;

use crate::announcement::{DocNumber, Kind, Level, Validity};
use crate::query::{DateRange, Node, Query};

/// A search: the query, what to leave out, and how to order what is left.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchRequest {
    /// The query.
    pub query: Query,
    /// What a hit must be besides matching the query.
    pub filters: Filters,
    /// The order of the hits.
    pub order: Order,
    /// How many hits to return at most.
    pub limit: usize,
    /// How many of the first hits to leave out.
    pub offset: usize,
    /// Whether to count the facets of all matches.
    pub facets: bool,
    /// Whether re-posts of one text are one hit.
    pub collapse: bool,
    /// Whether hits carry their explanation.
    pub explain: bool,
    /// Whether synonyms of the query's words are looked for too.
    pub expand: bool,
    /// Whether hits carry the whole text of their announcements. Who shows the passages alone need
    /// not have all texts read.
    pub texts: bool,
    /// The day from which ages are counted.
    pub now: Date,
    /// How much date and authority count.
    pub blend: Blend,
}

impl SearchRequest {
    /// The first ten hits for `query` by relevance, as of the day `now`.
    pub fn new(query: Query, now: Date) -> Self {
        Self {
            query,
            filters: Filters::default(),
            order: Order::Relevance,
            limit: 10,
            offset: 0,
            facets: false,
            collapse: true,
            explain: false,
            expand: true,
            texts: true,
            now,
            blend: Blend::default(),
        }
    }
}

/// What a hit must be besides matching the query. Several values of one filter are alternatives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filters {
    /// When it was written (or, where that is not known, published).
    pub dates: Option<DateRange>,
    /// Who issued it, by any name or alias.
    pub issuers: Vec<String>,
    /// How high its issuer stands.
    pub levels: Vec<Level>,
    /// Its 文种.
    pub kinds: Vec<Kind>,
    /// The division it concerns, or one above it.
    pub regions: Vec<String>,
    /// Whether it is in force.
    pub validities: Vec<Validity>,
    /// Its number.
    pub number: Option<DocNumber>,
    /// Whether the words must stand in the title.
    pub title_only: bool,
}

impl Filters {
    /// The filters as parts of a query, but for `title_only`.
    pub(crate) fn nodes(&self) -> Vec<Node> {
        let dates = self.dates.map(Node::Date);
        let number = self.number.clone().map(Node::Number);
        let groups = [
            dates.into_iter().collect(),
            self.issuers.iter().cloned().map(Node::Issuer).collect(),
            self.regions.iter().cloned().map(Node::Region).collect(),
            self.levels.iter().copied().map(Node::Level).collect(),
            self.kinds.iter().copied().map(Node::Kind).collect(),
            self.validities.iter().copied().map(Node::Validity).collect(),
            number.into_iter().collect(),
        ];
        groups.into_iter().filter_map(any_of).collect()
    }
}

/// Any of `nodes`, if there are some.
fn any_of(mut nodes: Vec<Node>) -> Option<Node> {
    if nodes.len() > 1 { Some(Node::Or(nodes)) } else { nodes.pop() }
}

/// The order of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By rung and score.
    #[default]
    Relevance,
    /// By date, the latest first; the undated last.
    Newest,
    /// By date, the earliest first; the undated last.
    Oldest,
    /// By level, the highest first, then by score.
    Level,
}

/// How much date and authority count beside the text: `blend(f, w) = (1 − w) + w·f`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Blend {
    /// The weight of recency, 0 to 1.
    pub recency: f32,
    /// The age in years at which recency has fallen half the way to its floor; above 0.
    pub half_life_years: f32,
    /// What recency never falls below, 0 to 1; unknown dates sit here.
    pub floor: f32,
    /// The weight of authority, 0 to 1.
    pub authority: f32,
    /// What the score of a superseded document is multiplied by, 0 to 1.
    pub superseded: f32,
    /// What the score of a mended re-post is multiplied by, 0 to 1: of two copies the sound one is
    /// shown.
    pub damaged: f32,
}

impl Default for Blend {
    fn default() -> Self {
        Self {
            recency: 0.15,
            half_life_years: 5.0,
            floor: 0.1,
            authority: 0.1,
            superseded: 0.5,
            damaged: 0.9,
        }
    }
}
