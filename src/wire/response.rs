//! An answer as one JSON object, for programs.
//!
//! What is unknown is `null`, dates are ISO 8601, offsets count characters (Unicode scalar
//! values) and ranges end before their second number. The product of an explanation's factors is
//! the score within 0.01 %.

use std::io::{self, Write};

use serde::Serialize;

use crate::announcement::Listed;
use crate::response::{self, SearchResponse};

use super::counts::{LeftOut, OnRung};
use super::facets::Facets;
use super::reading::Reading;
use super::row::Row;
use super::{object, version};

/// Writes `response` as one JSON object on one line:
///
/// ```text
/// {version, query, reading: [{text, as, value}], rung, rungs: [{rung, hits, copies}], total, copies,
///  capped, certain, incomplete: {failed, of}, left_out: {undated, filtered}, browsed, order, last_run, took_ms,
///  hits: [{rank, score, rung, id, title, title_highlights: [[from, to]],
///          issuers: [{name, level, region}], level, region, province, city, number, written, written_inferred, published, added, kind, validity,
///          validity_by: LINK, newer: LINK, recognised, source, path, part, file,
///          url, citation, snippet: {text, highlights: [[from, to]], paragraphs: [from, to]}, copies: [{id, path, part, source, url}],
///          explanation: [{name, value, from}]}],
///  facets: {total, issuers, levels, years, kinds, regions: [{value, count}],
///           provinces: [{value, count, cities: [{value, count}]}],
///           unknown: {issuers, levels, years, kinds, regions}},
///  expansions: [{from, to}], suggestions: [query],
///  absence: {announcements, parts: [{text, count, words: [{text, count}]}],
///            without: [{text, count}]},
///  unexplained}
/// LINK = {id, path, part, title, number, date}
/// ```
///
/// `reading` has each part of the query that was read as something other than its text: `as` is
/// `dates` (value `{from, to}`), `newest` (null), `title` (the title), `articles` (`{work,
/// articles}`), `number` (the number), `optional` (null: the part ranks and excludes nothing),
/// `operator` (what it is in this language), `marks` (null: they are text, or passed over) or `like`
/// (the words by which announcements like the text were looked for, the weightiest first, at most
/// ten; `text` is the beginning of the text, or what names it: all hits are then on the last rung).
///
/// `title_highlights` are the places of the query's words in the title, `snippet.highlights` those in the
/// passage. `snippet.paragraphs` are the numbers of the paragraphs that the passage is of, the end left out, as
/// [`announcements_json`](super::announcements_json) counts them: `[3, 4]` is the third; null for an empty body.
///
/// `added` is when a hit came into the index, in UTC. `last_run` is when the latest run began that
/// brought something in, where that is asked for, else null. `province` and `city` are those that its region is
/// or is in. `file` is the absolute path of its file on this machine; null where that was not asked
/// for, or the index does not know its folder. `citation` is its reference by GB/T 7714—2025.
///
/// `browsed` says that the query had no words, so that all that filters and fields let through was found, on
/// the rung `all-words`. `order` is `relevance`, `newest`, `oldest`, `level` or `added`.
///
/// `rungs` lists the rungs that have hits, in the order of the hits: `number`, `title`, `typed`,
/// `all-words` and `most-words`. The last has the nearest others; those above it are strict. `hits`
/// counts what paging reaches, and `copies` how many matches of the rung are re-posts of hits of it
/// or of a rung above; it is null where they are too many to compare, and then `hits` counts all
/// matches. `total` and `copies` are the sums over the strict rungs, or where there are none those of
/// the nearest, and facets are counted over the same. `capped` says that the nearest are the best
/// 300 of more, or 100 for a term. `certain` is true as a rule; otherwise candidates were chosen by an
/// approximation. `incomplete` is null as a rule; otherwise so many of all shards did not answer, hits
/// may be missing and counts are too low. `left_out` counts announcements that match strictly but for a limit: `undated` those
/// without a date where dates are limited, `filtered` those that filters leave out besides.
/// `suggestions` are made only where nothing has the query as it was typed, and `absence` is there only
/// where there are no hits.
///
/// `facets` counts `total` announcements, of copies one. `provinces` are the regions rolled up, and
/// `unknown` says how many have no value; of all facets but the issuers, counts and unknown make up the total.
///
/// `validity` is what counts of what a document says of itself and what others did to it, and
/// `validity_by` names the document that made it so. `newer` is the latest version of the same statute,
/// where there is a later one in the index. `unexplained` is null as a rule; otherwise it
/// says why `suggestions` or `absence` could not be worked out.
///
/// Fails only when `out` does.
pub fn response_json(response: &SearchResponse, out: &mut dyn Write) -> io::Result<()> {
    object::write(&Response::from(response), out)
}

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serve", schemars(rename = "SearchResponse"))]
pub(super) struct Response<'a> {
    version: u32,
    query: &'a str,
    reading: Vec<Reading<'a>>,
    rung: Option<&'static str>,
    rungs: Vec<OnRung>,
    total: usize,
    copies: Option<usize>,
    capped: bool,
    certain: bool,
    incomplete: Option<Incomplete>,
    left_out: LeftOut,
    browsed: bool,
    order: &'static str,
    last_run: Option<String>,
    took_ms: f64,
    hits: Vec<Row<'a>>,
    facets: Option<Facets<'a>>,
    expansions: Vec<Expanded<'a>>,
    suggestions: &'a [String],
    absence: Option<Absence<'a>>,
    unexplained: Option<&'a str>,
}

/// How many shards did not answer; `null` where all did.
#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
struct Incomplete {
    failed: u64,
    of: u64,
}

impl From<response::Incomplete> for Incomplete {
    fn from(response::Incomplete { failed, of }: response::Incomplete) -> Self {
        Self { failed, of }
    }
}

/// Why there are no hits; `null` where there are some.
#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
struct Absence<'a> {
    announcements: usize,
    parts: Vec<AskedPart<'a>>,
    without: Vec<Counted<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
struct AskedPart<'a> {
    #[serde(flatten)]
    part: Counted<'a>,
    words: Vec<Counted<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
struct Counted<'a> {
    text: &'a str,
    count: usize,
}

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
struct Expanded<'a> {
    from: &'a str,
    to: &'a str,
}

impl<'a> From<&'a SearchResponse> for Response<'a> {
    fn from(response: &'a SearchResponse) -> Self {
        Self {
            version: version::RESPONSE,
            query: &response.query,
            reading: response.readings.iter().map(Reading::from).collect(),
            rung: response.rung.map(|rung| rung.name()),
            rungs: response.rungs.iter().map(OnRung::from).collect(),
            total: response.total,
            copies: response.copies,
            capped: response.capped,
            certain: !response.approximate,
            incomplete: response.incomplete.map(Incomplete::from),
            left_out: LeftOut::from(response.left_out),
            browsed: response.browsed,
            order: response.order.names().english,
            last_run: response.last_run.map(|began| began.to_string()),
            took_ms: (response.took.as_secs_f64() * 1e6).round() / 1e3,
            hits: response.hits.iter().map(|hit| Row::new(hit, response.now)).collect(),
            facets: response.facets.as_ref().map(Facets::from),
            expansions: response
                .expansions
                .iter()
                .map(|one| Expanded { from: &one.from, to: &one.to })
                .collect(),
            suggestions: &response.suggestions,
            absence: response.absence.as_ref().map(Absence::from),
            unexplained: response.unexplained.as_deref(),
        }
    }
}

impl<'a> From<&'a response::Absence> for Absence<'a> {
    fn from(absence: &'a response::Absence) -> Self {
        let all = |counted: &'a [response::Counted]| counted.iter().map(Counted::from).collect();
        let part = |asked: &'a response::AskedPart| AskedPart {
            part: Counted::from(&asked.part),
            words: all(&asked.words),
        };
        Self {
            announcements: absence.announcements,
            parts: absence.parts.iter().map(part).collect(),
            without: all(&absence.without),
        }
    }
}

impl<'a> From<&'a response::Counted> for Counted<'a> {
    fn from(counted: &'a response::Counted) -> Self {
        Self { text: &counted.text, count: counted.count }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::wire::fixture;

    fn object(response: &SearchResponse) -> Value {
        let mut out = Vec::new();
        response_json(response, &mut out).expect("a Vec can be written to");
        assert_eq!(out.last(), Some(&b'\n'));
        serde_json::from_slice(&out).expect("JSON")
    }

    #[test]
    fn a_hit_has_all_that_is_known_and_null_for_the_rest() {
        let object = object(&fixture::response());
        let hit = &object["hits"][0];
        assert_eq!(hit["rank"], 1);
        assert_eq!(hit["rung"], "typed");
        assert_eq!(hit["issuers"][0]["level"], "county");
        assert_eq!(hit["number"], "青府发〔2026〕3号");
        assert_eq!(hit["written"], "2026-01-12");
        assert_eq!(hit["written_inferred"], true);
        assert_eq!(hit["kind"], "通知");
        assert_eq!(hit["copies"][1]["part"], "7");
        assert_eq!(object["hits"][1]["written"], Value::Null);
        assert_eq!(object["hits"][1]["written_inferred"], Value::Null);
        assert_eq!(object["hits"][1]["explanation"], Value::Null);
        assert_eq!(object["facets"]["issuers"][0]["count"], 12);
        let keys: Vec<_> =
            hit.as_object().map(|hit| hit.keys().cloned().collect()).unwrap_or_default();
        assert_eq!(
            keys.join(" "),
            "rank score rung id title title_highlights issuers level region province city number written written_inferred \
             published added kind validity validity_by newer recognised source path part file url citation snippet \
             copies explanation"
        );
    }

    #[test]
    fn a_passage_names_its_paragraphs_and_a_title_its_words() {
        let object = object(&fixture::response());
        let hit = &object["hits"][0];
        assert_eq!(hit["snippet"]["paragraphs"], serde_json::json!([2, 3]));
        let title: Vec<char> = hit["title"].as_str().unwrap_or_default().chars().collect();
        let place = &hit["title_highlights"][0];
        let end = |at: usize| place[at].as_u64().unwrap_or(0) as usize;
        assert_eq!(title[end(0)..end(1)].iter().collect::<String>(), "运贸产一体化");
        assert_eq!(object["hits"][1]["snippet"]["paragraphs"], Value::Null);
        assert_eq!(object["hits"][1]["title_highlights"], serde_json::json!([]));
    }

    #[test]
    fn highlights_count_characters() {
        let object = object(&fixture::response());
        let snippet = &object["hits"][0]["snippet"];
        let text: Vec<char> = snippet["text"].as_str().unwrap_or_default().chars().collect();
        let marked: Vec<String> = snippet["highlights"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|range| {
                let [from, to] = [0, 1].map(|end| range[end].as_u64().unwrap_or(0) as usize);
                text[from..to].iter().collect()
            })
            .collect();
        assert_eq!(marked, ["运贸产一体化", "运贸产一体化"]);
    }

    #[test]
    fn the_product_of_the_factors_is_the_score() {
        let object = object(&fixture::response());
        let hit = &object["hits"][0];
        let factors = hit["explanation"].as_array().cloned().unwrap_or_default();
        let product: f64 = factors.iter().filter_map(|factor| factor["value"].as_f64()).product();
        let score = hit["score"].as_f64().unwrap_or(0.0);
        assert!(factors.len() == 4 && (product / score - 1.0).abs() < 1e-4, "{product} {score}");
    }

    #[test]
    fn no_hits_leave_an_empty_list_and_the_suggestions() {
        let object = object(&fixture::nothing());
        assert_eq!(object["hits"], serde_json::json!([]));
        assert_eq!(object["rung"], Value::Null);
        assert_eq!(object["suggestions"], serde_json::json!(["运贸产一体化"]));
        assert_eq!(object["facets"], Value::Null);
        assert_eq!(object["unexplained"], Value::Null);
    }

    #[test]
    fn an_answer_of_some_shards_says_so() {
        let whole = object(&fixture::response());
        assert_eq!((&whole["certain"], &whole["incomplete"]), (&true.into(), &Value::Null));
        let incomplete = Some(response::Incomplete::new(3, 24));
        let part = SearchResponse { incomplete, approximate: true, ..fixture::response() };
        let part = object(&part);
        assert_eq!(part["certain"], false);
        assert_eq!(part["incomplete"], serde_json::json!({"failed": 3, "of": 24}));
    }

    #[test]
    fn an_answer_that_could_not_be_explained_says_why() {
        let why = "the index is damaged";
        let unexplained = Some(why.to_string());
        let object = object(&SearchResponse { unexplained, ..fixture::nothing() });
        assert_eq!(object["unexplained"], why);
        let keys = object.as_object().map(|object| object.keys().cloned().collect::<Vec<_>>());
        assert_eq!(
            keys.unwrap_or_default().join(" "),
            "version query reading rung rungs total copies capped certain incomplete left_out browsed order last_run took_ms hits facets expansions suggestions absence unexplained"
        );
    }
}
