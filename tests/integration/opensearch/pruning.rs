//! The best of many are found without a look at all.

use serde_json::{Value, json};

use super::scores::{PIVOT, TOLERANCE, index, score, sum};
use super::server::{Index, hits};
use super::stream::made;

/// Texts enough that some blocks of postings are passed over.
const TEXTS: usize = 20_000;

/// What the texts are asked for, from frequent terms to rare ones.
const TERMS: [(&str, f32); 5] =
    [("安全", 0.3), ("iso", 1.9), ("通知", 0.4), ("7", 3.1), ("关于", 0.2)];

fn search(index: &Index, count: usize, total: &Value) -> Value {
    let body = json!({"query": sum(&TERMS), "size": count, "track_total_hits": total,
        "sort": [{"_score": "desc"}, {"id": "asc"}], "_source": false,
        "stored_fields": "_none_", "docvalue_fields": ["id"]});
    index.ask("POST", "/_search", &body)
}

/// The ids of an answer with their scores.
fn found(answer: &Value) -> Vec<(usize, f64)> {
    let one = |hit: &Value| {
        (hit["fields"]["id"][0].as_u64().unwrap() as usize, hit["sort"][0].as_f64().unwrap())
    };
    hits(answer).iter().map(one).collect()
}

/// Fails unless both are the same number to the precision of a score.
fn assert_near(score: f64, expected: f64) {
    assert!((score - expected).abs() < TOLERANCE * expected, "{score} for {expected}");
}

#[test]
#[ignore = "needs OpenSearch"]
fn the_best_are_the_same_whether_all_are_counted_or_not() {
    let texts = made(6, TEXTS);
    let index = index(&texts);
    index.ask("POST", "/_forcemerge?max_num_segments=1", &Value::Null);
    let scores: Vec<_> = texts.iter().map(|text| score(text, &TERMS, PIVOT)).collect();
    let mut sorted = scores.clone();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let matching = sorted.iter().filter(|score| **score > 0.0).count() as u64;
    for count in [10, 1_000, 4_000] {
        let pruned = search(&index, count, &json!(count));
        let counted = search(&index, count, &json!(true));
        println!("top {count}: {} ms; all counted: {} ms", pruned["took"], counted["took"]);
        assert_eq!(pruned["hits"]["total"], json!({"value": count, "relation": "gte"}));
        assert_eq!(counted["hits"]["total"], json!({"value": matching, "relation": "eq"}));
        assert_eq!(found(&pruned), found(&counted));
        assert_eq!(found(&pruned).len(), count);
        for ((id, score), best) in found(&pruned).into_iter().zip(&sorted) {
            assert_near(score, scores[id]);
            assert_near(score, *best);
        }
    }
}
