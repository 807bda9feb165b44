//! The figures of a run as one JSON object, for programs.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::evaluation::{Comparison, DRAWS, Difference, Evaluation, Figures, Measure, Topics};

use super::{object, version};

/// Writes an evaluation as one JSON object on one line:
///
/// ```text
/// {version, topics, relevant, mean: {nDCG@10, MRR@10, R@100, MAP, P@10},
///  groups: [{name, topics, mean}], unanswered: [topic], unjudged: [topic],
///  refused: [{topic, query, reason}], per_topic: [{topic, query, figures}],
///  comparison: {draws, measures: [{measure, mean, against, difference, p, interval: [low, high],
///               better, worse, same}], moved: [{topic, query, value, against}]}}
/// ```
///
/// `comparison` is `null` without another run, `per_topic` unless asked for, `query` where no
/// topics are given.
///
/// # Errors
/// When `out` cannot be written to.
pub fn evaluation_json(
    evaluation: &Evaluation,
    topics: &Topics,
    per_topic: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let scores = &evaluation.scores;
    let groups = evaluation.groups.iter().map(
        |group| json!({"name": group.name, "topics": group.topics, "mean": figures(&group.mean)}),
    );
    let refused = evaluation.refused.iter().map(
        |refused| json!({"topic": refused.topic, "query": refused.query, "reason": refused.reason}),
    );
    let each = scores.topics.iter().map(|(topic, one)| {
        json!({"topic": topic, "query": topics.query(topic), "figures": figures(one)})
    });
    let object = json!({
        "version": version::EVALUATION,
        "topics": scores.topics.len(),
        "relevant": evaluation.relevant,
        "mean": figures(&scores.mean()),
        "groups": groups.collect::<Vec<_>>(),
        "unanswered": scores.unanswered,
        "unjudged": scores.unjudged,
        "refused": refused.collect::<Vec<_>>(),
        "per_topic": per_topic.then(|| each.collect::<Vec<_>>()),
        "comparison": evaluation.comparison.as_ref().map(|one| comparison(one, topics)),
    });
    object::write(&object, out)
}

fn figures(figures: &Figures) -> Value {
    let pairs = Measure::ALL.map(|one| (one.name().to_string(), json!(figures.get(one))));
    Value::Object(Map::from_iter(pairs))
}

fn comparison(comparison: &Comparison, topics: &Topics) -> Value {
    let moved = comparison.moved.iter().map(|moved| {
        json!({
            "topic": moved.topic,
            "query": topics.query(&moved.topic),
            "value": moved.value,
            "against": moved.against,
        })
    });
    json!({
        "draws": DRAWS,
        "measures": comparison.differences.iter().map(difference).collect::<Vec<_>>(),
        "moved": moved.collect::<Vec<_>>(),
    })
}

fn difference(one: &Difference) -> Value {
    json!({
        "measure": one.measure.name(),
        "mean": one.mean,
        "against": one.against,
        "difference": one.difference(),
        "p": one.p,
        "interval": [one.interval.0, one.interval.1],
        "better": one.wins,
        "worse": one.losses,
        "same": one.ties,
    })
}
