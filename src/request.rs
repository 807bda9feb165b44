//! What can be asked of an index.

use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::announcement::{
    DocNumber, Id, Kind, Level, List, Listed, Names, Series, Validity, ValueError,
};
use crate::query::{Added, DateRange, Node, Query};

/// A search: the query, what to leave out, and how to order what is left.
///
/// ```
/// use policy_search::{Filters, Level, Order, Query, SearchRequest};
///
/// let today = jiff::civil::date(2026, 1, 20);
/// let filters = Filters::default().issuer("国务院").level(Level::Centre).title_only(true);
/// let request = SearchRequest::new(Query::parse("数据安全", today)?, today)
///     .filters(filters)
///     .order(Order::Newest)
///     .limit(20);
/// assert_eq!((request.limit, request.order), (20, Order::Newest));
/// # Ok::<(), policy_search::ParseError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SearchRequest {
    /// The query.
    pub query: Query,
    /// What a hit must be like; the query then only limits the hits.
    pub like: Option<Like>,
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
    /// Whether synonyms and other spellings of the query's words are looked for too: names of bodies,
    /// numbers in the other script, variants.
    pub expand: bool,
    /// Whether the nearest others, which have only some of the words, are left out.
    pub strict: bool,
    /// Whether words are words: no statutes, articles, numbers or words about files are read in them.
    /// [`Query::literal`] does as much for times and marks.
    pub literal: bool,
    /// Whether hits carry the whole text of their announcements. Who shows the passages alone need
    /// not have all texts read.
    pub texts: bool,
    /// Whether hits say where their files are on this machine. The state of the index is read for it.
    pub files: bool,
    /// The day from which ages are counted.
    pub now: Date,
    /// The time zone of the days on which announcements came into the index.
    pub zone: TimeZone,
    /// How much date and authority count.
    pub blend: Blend,
}

impl SearchRequest {
    /// The first ten hits for `query`, as of the day `now`: by relevance, or the latest first where the
    /// query asks for what is new.
    pub fn new(query: Query, now: Date) -> Self {
        Self {
            order: if query.wants_newest() { Order::Newest } else { Order::Relevance },
            query,
            like: None,
            filters: Filters::default(),
            limit: 10,
            offset: 0,
            facets: false,
            collapse: true,
            explain: false,
            expand: true,
            strict: false,
            literal: false,
            texts: true,
            files: false,
            now,
            zone: TimeZone::system(),
            blend: Blend::default(),
        }
    }

    /// This search for another query.
    #[must_use]
    pub fn query(self, query: Query) -> Self {
        Self { query, ..self }
    }

    /// Sets what hits must be like; the query then only limits them.
    #[must_use]
    pub fn like(self, like: Like) -> Self {
        Self { like: Some(like), ..self }
    }

    /// Sets what a hit must be besides matching the query.
    #[must_use]
    pub fn filters(self, filters: Filters) -> Self {
        Self { filters, ..self }
    }

    /// Sets the order of the hits.
    #[must_use]
    pub fn order(self, order: Order) -> Self {
        Self { order, ..self }
    }

    /// Sets how many hits to return at most.
    #[must_use]
    pub fn limit(self, limit: usize) -> Self {
        Self { limit, ..self }
    }

    /// Sets how many of the first hits to leave out.
    #[must_use]
    pub fn offset(self, offset: usize) -> Self {
        Self { offset, ..self }
    }

    /// Sets whether to count the facets of all matches.
    #[must_use]
    pub fn facets(self, facets: bool) -> Self {
        Self { facets, ..self }
    }

    /// Sets whether re-posts of one text are one hit.
    #[must_use]
    pub fn collapse(self, collapse: bool) -> Self {
        Self { collapse, ..self }
    }

    /// Sets whether hits carry their explanation.
    #[must_use]
    pub fn explain(self, explain: bool) -> Self {
        Self { explain, ..self }
    }

    /// Sets whether synonyms and other spellings of the query's words are looked for too.
    #[must_use]
    pub fn expand(self, expand: bool) -> Self {
        Self { expand, ..self }
    }

    /// Sets whether the nearest others, which have only some of the words, are left out.
    #[must_use]
    pub fn strict(self, strict: bool) -> Self {
        Self { strict, ..self }
    }

    /// Sets whether words are words, in which no names are read.
    #[must_use]
    pub fn literal(self, literal: bool) -> Self {
        Self { literal, ..self }
    }

    /// Sets whether hits carry the whole text of their announcements.
    #[must_use]
    pub fn texts(self, texts: bool) -> Self {
        Self { texts, ..self }
    }

    /// Sets whether hits say where their files are on this machine.
    #[must_use]
    pub fn files(self, files: bool) -> Self {
        Self { files, ..self }
    }

    /// Sets the time zone of the days on which announcements came into the index, instead of that of
    /// the system.
    #[must_use]
    pub fn zone(self, zone: TimeZone) -> Self {
        Self { zone, ..self }
    }

    /// Sets how much date and authority count.
    #[must_use]
    pub fn blend(self, blend: Blend) -> Self {
        Self { blend, ..self }
    }
}

/// A text that hits are to be like: a paragraph, a draft, a document.
///
/// Hits have some of the pairs of characters that tell the text from other texts; those with most of
/// them come first. All are on the rung [`MostWords`](crate::response::Rung::MostWords), at most 300,
/// and `strict` leaves none of them out. The answer says by which words they were found, in a
/// [`Reading`](crate::query::Reading). The text may have up to 20,000 characters; of a longer one the
/// first 20,000 are taken, and the reading says so.
///
/// ```
/// use policy_search::{Engine, IndexOptions, Like, Location, Meaning, Query, SearchRequest};
///
/// # let folder = tempfile::tempdir()?;
/// # let folder = folder.path();
/// let index = Location::Dir(folder.join("index"));
/// policy_search::index(&index, &IndexOptions::of(["corpus"]), &|_progress| ())?;
/// let engine = Engine::open(&index)?;
///
/// let draft = "为推进运贸产一体化，各镇街要统筹枢纽、口岸和产业园区，培育外贸企业。";
/// let today = jiff::civil::date(2026, 1, 20);
/// let request = SearchRequest::new(Query::everything(), today);
/// let response = engine.search(&request.clone().like(Like::text(draft)))?;
/// let Meaning::Like(words) = &response.readings[0].meaning else { panic!("a reading says so") };
/// assert!(words.iter().any(|word| word.contains("运贸产")));
///
/// let first = &response.hits[0].id;
/// let others = engine.search(&request.like(Like::Document(first.clone())))?;
/// assert!(others.hits.iter().all(|hit| hit.id != *first));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Like {
    /// An announcement of the index, which is no hit itself.
    Document(Id),
    /// An announcement by the first digits of its id.
    Start(String),
    /// A text that need not be in the index.
    Text {
        /// What the answer calls it, such as the name of its file; its beginning where this is empty.
        name: String,
        /// The text.
        text: String,
    },
}

impl Like {
    /// A text without a name.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { name: String::new(), text: text.into() }
    }

    /// A text with a name.
    pub fn named(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self::Text { name: name.into(), text: text.into() }
    }
}

/// What a hit must be besides matching the query. Several values of one filter are alternatives.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Filters {
    /// When it was written (or, where that is not known, published).
    pub dates: Option<DateRange>,
    /// Whether what has no date is kept where `dates`, or the query, limit them.
    pub undated: bool,
    /// When it came into the index.
    pub added: Option<Added>,
    /// Who issued it, by any name or alias.
    pub issuers: Vec<String>,
    /// How high its issuer stands.
    pub levels: Vec<Level>,
    /// Its 文种.
    pub kinds: Vec<Kind>,
    /// The division it was issued in or concerns, or one above it.
    pub regions: Vec<String>,
    /// Whether it is in force.
    pub validities: Vec<Validity>,
    /// Its number.
    pub number: Option<DocNumber>,
    /// The series that its number is of.
    pub series: Option<Series>,
    /// Whether the words must stand in the title.
    pub title_only: bool,
}

impl Filters {
    /// Sets when it was written.
    #[must_use]
    pub fn dates(self, dates: DateRange) -> Self {
        Self { dates: Some(dates), ..self }
    }

    /// Sets whether what has no date is kept where dates are limited.
    #[must_use]
    pub fn undated(self, undated: bool) -> Self {
        Self { undated, ..self }
    }

    /// Sets when it came into the index.
    #[must_use]
    pub fn added(self, added: Added) -> Self {
        Self { added: Some(added), ..self }
    }

    /// Adds a body that may have issued it, by any name or alias.
    #[must_use]
    pub fn issuer(mut self, name: impl Into<String>) -> Self {
        self.issuers.push(name.into());
        self
    }

    /// Adds a level that its issuer may stand on.
    #[must_use]
    pub fn level(mut self, level: Level) -> Self {
        self.levels.push(level);
        self
    }

    /// Adds a 文种 that it may be of.
    #[must_use]
    pub fn kind(mut self, kind: Kind) -> Self {
        self.kinds.push(kind);
        self
    }

    /// Adds a division that it may have been issued in or concern, with all within that.
    #[must_use]
    pub fn region(mut self, name: impl Into<String>) -> Self {
        self.regions.push(name.into());
        self
    }

    /// Adds a validity that it may have.
    #[must_use]
    pub fn validity(mut self, validity: Validity) -> Self {
        self.validities.push(validity);
        self
    }

    /// Sets its number.
    #[must_use]
    pub fn number(self, number: DocNumber) -> Self {
        Self { number: Some(number), ..self }
    }

    /// Sets the series that its number is of.
    #[must_use]
    pub fn series(self, series: Series) -> Self {
        Self { series: Some(series), ..self }
    }

    /// Sets whether the words must stand in the title.
    #[must_use]
    pub fn title_only(self, title_only: bool) -> Self {
        Self { title_only, ..self }
    }

    /// The filters as parts of a query, but for `title_only`.
    pub(crate) fn nodes(&self) -> Vec<Node> {
        let dates = self.dates.map(Node::Date);
        let number = self.number.clone().map(Node::Number);
        let groups = [
            dates.into_iter().collect(),
            self.added.map(Node::Added).into_iter().collect(),
            self.issuers.iter().cloned().map(Node::Issuer).collect(),
            self.regions.iter().cloned().map(Node::Region).collect(),
            self.levels.iter().copied().map(Node::Level).collect(),
            self.kinds.iter().copied().map(Node::Kind).collect(),
            self.validities.iter().copied().map(Node::Validity).collect(),
            number.into_iter().collect(),
            self.series.clone().map(Node::Series).into_iter().collect(),
        ];
        groups.into_iter().filter_map(any_of).collect()
    }
}

/// Any of `nodes`, if there are some.
fn any_of(mut nodes: Vec<Node>) -> Option<Node> {
    if nodes.len() > 1 { Some(Node::Or(nodes)) } else { nodes.pop() }
}

/// The order of hits. Those of a higher rung come first in any order; it is kept within each rung.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Order {
    /// By score.
    #[default]
    Relevance,
    /// By date, the latest first; the undated last.
    Newest,
    /// By date, the earliest first; the undated last.
    Oldest,
    /// By level, the highest first, then by score.
    Level,
    /// By when it came into the index, the latest first, then by date, the latest first; the undated last.
    Added,
}

impl Listed for Order {
    const LIST: List = List::Order;
    const VALUES: &'static [Self] =
        &[Self::Relevance, Self::Newest, Self::Oldest, Self::Level, Self::Added];

    fn names(self) -> Names {
        let (chinese, english, others): (_, _, &[&str]) = match self {
            Self::Relevance => ("相关", "relevance", &["相关度", "相关性", "best", "score"]),
            Self::Newest => ("最新", "newest", &["时间倒序", "latest"]),
            Self::Oldest => ("最早", "oldest", &["时间顺序", "earliest"]),
            Self::Level => ("级别", "level", &["层级"]),
            Self::Added => ("入库", "added", &["入库时间", "最近入库"]),
        };
        Names { chinese, english, others }
    }
}

impl FromStr for Order {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        Self::named(text)
    }
}

/// How much date and authority count beside the text: `blend(f, w) = (1 − w) + w·f`.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
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
    /// What the score of text that was recognised on images is multiplied by, 0 to 1: it errs in some
    /// characters of a hundred.
    pub recognised: f32,
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
            recognised: 0.95,
        }
    }
}

impl Blend {
    /// Sets the weight of recency, 0 to 1.
    #[must_use]
    pub fn recency(self, recency: f32) -> Self {
        Self { recency, ..self }
    }

    /// Sets the age in years at which recency has fallen half the way to its floor; above 0.
    #[must_use]
    pub fn half_life_years(self, half_life_years: f32) -> Self {
        Self { half_life_years, ..self }
    }

    /// Sets what recency never falls below, 0 to 1.
    #[must_use]
    pub fn floor(self, floor: f32) -> Self {
        Self { floor, ..self }
    }

    /// Sets the weight of authority, 0 to 1.
    #[must_use]
    pub fn authority(self, authority: f32) -> Self {
        Self { authority, ..self }
    }

    /// Sets what the score of a superseded document is multiplied by, 0 to 1.
    #[must_use]
    pub fn superseded(self, superseded: f32) -> Self {
        Self { superseded, ..self }
    }

    /// Sets what the score of a mended re-post is multiplied by, 0 to 1.
    #[must_use]
    pub fn damaged(self, damaged: f32) -> Self {
        Self { damaged, ..self }
    }

    /// Sets what the score of text that was recognised on images is multiplied by, 0 to 1.
    #[must_use]
    pub fn recognised(self, recognised: f32) -> Self {
        Self { recognised, ..self }
    }
}
