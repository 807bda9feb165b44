//! Scores that follow from the weights that were sent, and nothing else.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::server::{Index, Server, hits, lines, number};
use super::stream::{characters, length, made, of_text};

/// The mean length that scores refer to.
pub(super) const PIVOT: f64 = 100.0;

/// Weights of terms that occur in most texts.
const WEIGHTS: [(&str, f32); 4] = [("安全", 1.25), ("管理", 3.5), ("iso", 7.75), ("通知", 0.5)];

/// How far a score of 32 bits may be from the formula's.
pub(super) const TOLERANCE: f64 = 1e-6;

/// A similarity that multiplies a given weight by the frequency, saturated.
pub(super) fn weighed(pivot: f64) -> Value {
    let source = format!(
        "double k = 1.2 * (0.25 + 0.75 * doc.length / {pivot:?}); \
         return weight * doc.freq * 2.2 / (doc.freq + k);"
    );
    json!({"type": "scripted", "discount_overlaps": false,
        "weight_script": {"source": "return query.boost;"}, "script": {"source": source}})
}

pub(super) fn index(texts: &[String]) -> Index {
    let similarity = json!({
        "weighed": weighed(PIVOT),
        "counted": {"type": "scripted", "script": {"source": "return query.boost * doc.freq;"}}});
    let fields = json!({
        "grams": {"type": "text", "analyzer": "placed", "similarity": "weighed"},
        "characters": {"type": "text", "analyzer": "spaced", "similarity": "counted",
            "index_options": "freqs", "norms": false},
        "id": {"type": "long"}});
    let index = Index::new(Server::lone(), &similarity, &fields);
    let document = |(id, text): (usize, &String)| json!({"grams": of_text(text), "characters": characters(text), "id": id});
    index.fill(texts.iter().enumerate().map(document));
    index
}

/// A length as one byte of a norm keeps it: exact to 39, then the four leading bits of what is
/// above 24.
fn kept(length: usize) -> usize {
    let above = length.saturating_sub(24);
    let dropped = (usize::BITS - above.leading_zeros()).saturating_sub(4);
    if length < 24 { length } else { 24 + (above >> dropped << dropped) }
}

/// What the formula gives for a text.
pub(super) fn score(text: &str, weights: &[(&str, f32)], pivot: f64) -> f64 {
    let k = 1.2 * (0.25 + 0.75 * kept(length(text)) as f64 / pivot);
    let stream = of_text(text);
    let one = |(term, weight): &(&str, f32)| {
        let freq = frequency(&stream, term) as f64;
        f64::from(*weight) * freq * 2.2 / (freq + k)
    };
    weights.iter().map(one).sum()
}

fn frequency(stream: &str, term: &str) -> usize {
    stream.split(' ').filter(|word| *word == term).count()
}

/// A query that sums what its terms score; each has its term as its name.
pub(super) fn sum(weights: &[(&str, f32)]) -> Value {
    let clause = |(term, weight): &(&str, f32)| json!({"term": {"grams": {"value": term, "boost": weight, "_name": term}}});
    json!({"bool": {"should": weights.iter().map(clause).collect::<Vec<_>>()}})
}

/// The greatest relative difference of the scores to the formula, over all texts.
fn difference(index: &Index, texts: &[String], pivot: f64) -> f64 {
    let body = json!({"query": sum(&WEIGHTS), "size": texts.len()});
    let answer = index.ask("POST", "/_search", &body);
    let expected: Vec<f64> = texts.iter().map(|text| score(text, &WEIGHTS, pivot)).collect();
    let matching = expected.iter().filter(|score| **score > 0.0).count();
    assert_eq!(hits(&answer).len(), matching);
    assert!(matching > texts.len() / 2, "{matching}");
    let differences = hits(&answer).iter().map(|hit| {
        let expected = expected[number(hit)];
        (hit["_score"].as_f64().unwrap() - expected).abs() / expected
    });
    differences.fold(0.0, f64::max)
}

#[test]
fn a_norm_keeps_a_length_as_lucene_does() {
    let lengths = [0, 23, 24, 39, 40, 41, 42, 56, 57, 59, 60, 1_000, 1_048_599];
    let expected = [0, 23, 24, 39, 40, 40, 42, 56, 56, 56, 60, 984, 983_064];
    assert_eq!(lengths.map(kept), expected);
}

#[test]
#[ignore = "needs OpenSearch"]
fn a_score_is_the_sum_that_we_sent_the_weights_of() {
    let texts = made(1, 2_000);
    let index = index(&texts);
    let difference = difference(&index, &texts, PIVOT);
    println!("greatest relative difference {difference:.1e}");
    assert!(difference < TOLERANCE, "{difference}");
}

#[test]
#[ignore = "needs OpenSearch"]
fn a_closed_index_takes_another_mean_length() {
    const LATER: f64 = 37.5;
    let texts = made(2, 500);
    let index = index(&texts);
    assert!(difference(&index, &texts, LATER) > 0.01);
    index.ask("POST", "/_close", &Value::Null);
    let source = weighed(LATER)["script"]["source"].clone();
    let settings = json!({ "index.similarity.weighed.script.source": source });
    index.ask("PUT", "/_settings", &settings);
    index.ask("POST", "/_open?wait_for_active_shards=all", &Value::Null);
    assert!(difference(&index, &texts, LATER) < TOLERANCE);
}

#[test]
#[ignore = "needs OpenSearch"]
fn a_frequency_follows_from_a_named_score() {
    let texts = made(3, 500);
    let index = index(&texts);
    let query = sum(&WEIGHTS.map(|(term, _)| (term, 1.0)));
    let body = json!({"query": query, "size": texts.len()});
    let answer = index.ask("POST", "/_search?include_named_queries_score=true", &body);
    for hit in hits(&answer) {
        let text = &texts[number(hit)];
        let stream = of_text(text);
        let k = 1.2 * (0.25 + 0.75 * kept(length(text)) as f64 / PIVOT);
        let named = hit["matched_queries"].as_object().expect("scores by name");
        for (term, _) in WEIGHTS {
            let x = named.get(term).map_or(0.0, |score| score.as_f64().unwrap() / 2.2);
            assert_eq!(
                (k * x / (1.0 - x)).round() as usize,
                frequency(&stream, term),
                "{term} {text}"
            );
        }
    }
}

#[test]
#[ignore = "needs OpenSearch"]
fn named_scores_are_given_by_a_parameter_of_one_search_only() {
    let texts = made(4, 50);
    let index = index(&texts);
    let body = json!({"query": sum(&WEIGHTS), "include_named_queries_score": true});
    let names_alone = |answer: &Value| {
        let named = |hit: &Value| hit["matched_queries"].is_array();
        !hits(answer).is_empty() && hits(answer).iter().all(named)
    };
    assert!(names_alone(&index.ask("POST", "/_search", &body)));
    let item = lines([json!({}), body]);
    let path = format!("/{}/_msearch", index.name);
    let answer = index.server.ask("POST", &path, &item);
    assert!(names_alone(&answer["responses"][0]));
    let path = format!("{path}?include_named_queries_score=true");
    assert_eq!(index.server.try_ask("POST", &path, &item).0, 400);
}

#[test]
#[ignore = "needs OpenSearch"]
fn a_count_of_characters_is_a_score() {
    let texts = made(5, 500);
    let index = index(&texts);
    let body = json!({"query": {"term": {"characters": "全"}}, "size": texts.len()});
    let answer = index.ask("POST", "/_search", &body);
    let counts = texts.iter().map(|text| text.matches('全').count());
    assert_eq!(hits(&answer).len(), counts.clone().filter(|count| *count > 0).count());
    let counts: Vec<_> = counts.collect();
    for hit in hits(&answer) {
        assert_eq!(hit["_score"].as_f64(), Some(counts[number(hit)] as f64));
    }
}

#[test]
#[ignore = "needs OpenSearch"]
fn a_score_is_that_of_bm25_but_for_a_factor() {
    let texts = made(10, 2_000);
    let mean = texts.iter().map(|text| length(text)).sum::<usize>() as f64 / texts.len() as f64;
    let field =
        |similarity| json!({"type": "text", "analyzer": "placed", "similarity": similarity});
    let fields = json!({"ours": field("weighed"), "theirs": field("BM25")});
    let index = Index::new(Server::lone(), &json!({"weighed": weighed(mean)}), &fields);
    index.fill(
        texts.iter().map(|text| of_text(text)).map(|text| json!({"ours": text, "theirs": text})),
    );
    let mut took = [0; 2];
    let scores = ["ours", "theirs"].map(|field| {
        let body = json!({"query": {"term": {field: "管理"}}, "size": texts.len()});
        let answer = index.ask("POST", "/_search", &body);
        took[usize::from(field == "theirs")] = answer["took"].as_u64().unwrap();
        let score = |hit: &Value| (number(hit), hit["_score"].as_f64().unwrap());
        hits(&answer).iter().map(score).collect::<BTreeMap<_, _>>()
    });
    assert!(scores[0].len() > 500 && scores[0].keys().eq(scores[1].keys()));
    let factors = scores[0].iter().map(|(number, ours)| ours / scores[1][number]);
    let (least, most) = factors.fold((f64::MAX, 0.0), |(least, most): (f64, f64), factor| {
        (least.min(factor), most.max(factor))
    });
    println!("ours {} ms, theirs {} ms, factors {least} to {most}", took[0], took[1]);
    assert!(most / least < 1.0 + TOLERANCE, "{least} to {most}");
}
