//! Phrases of slots match exactly where a text has the string.

use serde_json::{Value, json};

use super::server::{Index, Server};
use super::stream::{HOLE, characters, holds, joined, laws, made, of_phrase, of_text, strings};
use crate::workspace::Dice;

fn index() -> Index {
    let fields = json!({
        "grams": {"type": "text", "analyzer": "placed", "norms": false},
        "characters": {"type": "text", "analyzer": "spaced", "norms": false,
            "index_options": "docs"},
        "begins": {"type": "text", "analyzer": "placed", "norms": false}});
    Index::new(Server::lone(), &json!({}), &fields)
}

fn of_texts(texts: &[String]) -> Index {
    let index = index();
    let document = |text: &String| json!({"grams": of_text(text), "characters": characters(text)});
    index.fill(texts.iter().map(document));
    index
}

fn phrase(string: &str) -> Value {
    json!({"match_phrase": {"grams": {"query": of_phrase(string), "analyzer": "placed"}}})
}

/// Asks for strings of the texts, and compares with a scan of all texts.
fn finds_exactly(texts: &[String], count: usize) {
    let index = of_texts(texts);
    let (mut held, strings) = (0, strings(texts, count));
    for string in &strings {
        let found = index.matching(&phrase(string));
        let expected: Vec<_> = (0..texts.len()).filter(|at| holds(&texts[*at], string)).collect();
        assert_eq!(found, expected, "{string:?}");
        held += found.len();
    }
    println!("{} strings in {} texts, found {held} times", strings.len(), texts.len());
    assert!(held > strings.len() / 2, "{held}");
}

#[test]
#[ignore = "needs OpenSearch"]
fn every_string_is_found_where_it_stands() {
    finds_exactly(&made(7, 2_000), 500);
}

#[test]
#[ignore = "needs OpenSearch and POLICY_DATA"]
fn every_string_of_the_laws_is_found_where_it_stands() {
    let texts = laws();
    assert!(texts.len() > 2_000, "{}", texts.len());
    finds_exactly(&texts, 300);
}

#[test]
#[ignore = "needs OpenSearch"]
fn a_character_is_found_where_a_term_begins_with_it() {
    let texts = made(8, 1_000);
    let index = of_texts(&texts);
    let asked: Vec<char> = "安全生产管理办法关于印发的通知书".chars().collect();
    for character in asked {
        let expected: Vec<_> =
            (0..texts.len()).filter(|at| texts[*at].contains(character)).collect();
        let term = json!({"term": {"characters": character.to_string()}});
        assert_eq!(index.matching(&term), expected, "{character}");
        let prefix = json!({"prefix": {"grams": character.to_string()}});
        assert_eq!(index.matching(&prefix), expected, "{character}");
    }
}

/// A text with the places, counted in characters, where its sentences begin.
struct Divided {
    text: String,
    begins: Vec<(usize, &'static str)>,
}

/// A run of Han characters with begins anywhere in it.
fn divided(text: String, dice: &mut Dice) -> Divided {
    let mut begins = vec![(0, "p")];
    let length = text.chars().count();
    while let Some(at) =
        Some(begins[begins.len() - 1].0 + 3 + dice.below(12)).filter(|at| *at < length)
    {
        begins.push((at, if dice.below(4) == 0 { "p" } else { "s" }));
    }
    Divided { text, begins }
}

/// The stream of begins: each has the slot before the character that it stands at.
fn of_begins(begins: &[(usize, &'static str)]) -> String {
    let slots = begins.iter().map(|(at, letter)| ((2 * at).saturating_sub(1), letter.to_string()));
    joined(&slots.collect::<Vec<_>>(), 0)
}

/// Whether one sentence (or with `p` alone, one paragraph) has both strings.
fn has_together(divided: &Divided, both: [&str; 2], letters: &[&str]) -> bool {
    let spans = both.map(|string| {
        let at = |(at, _): (usize, &str)| divided.text[..at].chars().count();
        let starts = divided.text.match_indices(string).map(at);
        starts.map(|at| (at, at + string.chars().count() - 1)).collect::<Vec<_>>()
    });
    let is_between = |first: usize, last: usize| {
        let mut begins = divided.begins.iter();
        begins.any(|(at, letter)| letters.contains(letter) && first < *at && *at <= last)
    };
    let mut pairs = spans[0].iter().flat_map(|a| spans[1].iter().map(move |b| (a, b)));
    pairs.any(|(a, b)| !is_between(a.0.min(b.0), a.1.max(b.1)))
}

/// Both strings without one of the letters between.
fn together(both: [&str; 2], letters: &[&str]) -> Value {
    let part = |string: &str| {
        json!({"match": {"query": of_phrase(string), "max_gaps": 0, "mode": "ordered",
            "analyzer": "placed"}})
    };
    let begin = |letter: &&str| json!({"match": {"query": letter, "use_field": "begins"}});
    let begins = json!({"any_of": {"intervals": letters.iter().map(begin).collect::<Vec<_>>()}});
    json!({"intervals": {"grams": {"all_of": {"mode": "unordered",
        "intervals": both.map(part), "filter": {"not_containing": begins}}}}})
}

#[test]
#[ignore = "needs OpenSearch"]
fn two_strings_are_found_together_within_one_sentence() {
    let mut dice = Dice(9);
    let runs = made(9, 1_500).into_iter().map(|text| text.replace(|c: char| c.is_ascii(), ""));
    let texts: Vec<_> = runs.map(|run| divided(run, &mut dice)).collect();
    let index = index();
    let document =
        |text: &Divided| json!({"grams": of_text(&text.text), "begins": of_begins(&text.begins)});
    index.fill(texts.iter().map(document));
    let pairs = [
        ["安全", "管理"],
        ["关于", "通知"],
        ["生产", "办法"],
        ["安全", "全生"],
        ["印发", "产管理"],
        ["的通知", "于印"],
    ];
    let (mut found_in_all, mut held_in_all) = (0, 0);
    for both in pairs {
        for letters in [&["s", "p"][..], &["p"]] {
            let found = index.matching(&together(both, letters));
            let is_held = |at: &usize| has_together(&texts[*at], both, letters);
            let expected: Vec<_> = (0..texts.len()).filter(is_held).collect();
            assert_eq!(found, expected, "{both:?} {letters:?}");
            found_in_all += found.len();
            held_in_all +=
                texts.iter().filter(|text| both.iter().all(|one| text.text.contains(one))).count();
        }
    }
    println!("found {found_in_all} of {held_in_all} that hold both");
    assert!(0 < found_in_all && found_in_all < held_in_all);
}

#[test]
fn a_stream_has_a_term_or_a_hole_in_each_slot() {
    let shown = |stream: String| stream.replace(HOLE, "_").replace('\u{1}', "^");
    assert_eq!(
        shown(of_text("安全生产 第15条")),
        "^安 安全 _ 全生 _ 生产 _ 产 _ ^第 第 15 _ ^条 条"
    );
    assert_eq!(shown(of_phrase("第15条")), "第 15 _ ^条");
    assert_eq!(shown(of_phrase("安全")), "安全");
    assert_eq!(shown(of_begins(&[(0, "p"), (2, "s"), (4, "p")])), "p _ _ s _ _ _ p");
}
