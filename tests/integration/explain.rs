//! An explanation explains: its factors multiply to the score, in the library, as JSON and on screen.

use policy_search::{Engine, Query, SearchRequest};

use crate::workspace::{Dice, NOW, Workspace, real_data, stdout};

/// How far a product of numbers of single precision may be off.
const PRECISION: f64 = 1e-5;

/// A random piece of a random text, as a request for explained hits.
fn random(texts: &[String], dice: &mut Dice) -> Option<SearchRequest> {
    let text: Vec<char> = texts[dice.below(texts.len())].chars().collect();
    let start = dice.below(text.len().max(1));
    let piece: String = text.iter().skip(start).take(2 + dice.below(30)).collect();
    let query = Query::parse(&piece, NOW).ok()?;
    Some(SearchRequest::new(query, NOW).explain(true).limit(20))
}

/// Compares `count` random hits.
fn factors_multiply(engine: &Engine, count: usize) -> [usize; 9] {
    let mut texts = Vec::new();
    let text = |title: String, body: String| title + "\n" + &body;
    engine
        .each(&mut |record| {
            texts.push(text(record.announcement.title, record.announcement.body));
            Ok(())
        })
        .unwrap();
    let mut dice = Dice(13);
    let (mut seen, mut moved) = (0, [0; 9]);
    while seen < count {
        let Some(request) = random(&texts, &mut dice) else { continue };
        let hits = engine.search(&request).unwrap().hits;
        if hits.is_empty() {
            continue;
        }
        let hit = &hits[dice.below(hits.len())];
        let factors = &hit.explanation.as_ref().unwrap().factors;
        let product: f64 = factors.iter().map(|factor| f64::from(factor.value)).product();
        let score = f64::from(hit.score);
        let off = (product / score - 1.0).abs();
        assert!(off < PRECISION, "{product} is not {score}: {factors:?}");
        for (moved, factor) in moved.iter_mut().zip(factors) {
            *moved += usize::from(factor.value != 1.0);
        }
        seen += 1;
    }
    assert!(moved.iter().filter(|count| **count > 0).count() >= 4, "{moved:?}");
    println!("{count} hits: the factors multiply to the score; not 1: {moved:?}");
    moved
}

#[test]
fn factors_of_the_sample_multiply_to_the_score() {
    factors_multiply(&Workspace::with_sample().engine(), 1_000);
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn factors_of_real_documents_multiply_to_the_score() {
    let workspace = Workspace::with_real();
    factors_multiply(&workspace.engine(), 1_000);
}

/// Articles have siblings, which whole documents do not.
#[test]
#[ignore = "needs POLICY_DATA"]
fn factors_of_articles_multiply_to_the_score() {
    let data = real_data();
    let articles = std::fs::read_to_string(data.join("statutes/articles.jsonl")).unwrap();
    let workspace = Workspace::new();
    workspace.write("articles.jsonl", articles.lines().take(4_000).collect::<Vec<_>>().join("\n"));
    workspace.index();
    let [_, _, _, siblings, ..] = factors_multiply(&workspace.engine(), 1_000);
    assert!(siblings >= 300, "{siblings} of the hits had siblings");
}

#[test]
fn the_factors_shown_multiply_to_the_score_shown() {
    let workspace = Workspace::with_sample();
    let mut seen = 0;
    for query in ["安全", "运贸产一体化", "政务公开 2025", "关于做好某项工作的通知有哪些要求"]
    {
        let text =
            stdout(&workspace.command(&[query, "--explain", "-n", "30", "--color", "never"]));
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for factors in text.split(" text ").skip(1).filter_map(|rest| rest.split_once(" = ")) {
            let values = factors.0.split(" × ").filter_map(|factor| factor.rsplit(' ').next());
            let product: f64 = values.map(|value| value.parse::<f64>().unwrap()).product();
            let score = factors.1.split(' ').next().unwrap();
            let digits = score.parse::<f64>().unwrap();
            assert!((product / digits - 1.0).abs() < 6e-4, "{product} is not {score}");
            seen += 1;
        }
    }
    assert!(seen >= 40, "{seen}");
}
