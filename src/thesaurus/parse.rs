//! The file of a user's synonyms.

use crate::error::Line;

/// The pairs of a user's file, or the line that is wrong and what to write.
pub(super) fn synonyms(text: &str) -> Result<Vec<(String, String)>, Line> {
    let mut pairs = Vec::new();
    for (number, line) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        let found = pairs_of(line).ok_or_else(|| {
            let what = format!("no synonyms in “{line}”: write `a = b = c` or `a => b, c`");
            Line::new(number + 1, what)
        })?;
        pairs.extend(found);
    }
    Ok(pairs)
}

fn pairs_of(line: &str) -> Option<Vec<(String, String)>> {
    let line = line.replace('＝', "=").replace('＞', ">");
    match line.split_once("=>") {
        Some((term, texts)) => {
            let texts = list(texts, &[',', '，', '、']);
            let pair = |text: String| (term.trim().to_string(), text);
            (!term.trim().is_empty() && !texts.is_empty())
                .then(|| texts.into_iter().map(pair).collect())
        }
        None => both_ways(&list(&line, &['='])),
    }
}

fn list(text: &str, separators: &[char]) -> Vec<String> {
    let parts = text.split(separators).map(str::trim).filter(|part| !part.is_empty());
    parts.map(String::from).collect()
}

/// Every term with every other; nothing if there are fewer than two.
fn both_ways(terms: &[String]) -> Option<Vec<(String, String)>> {
    let others = |term: &String| {
        let term = term.clone();
        terms.iter().filter(move |other| **other != term).cloned().collect::<Vec<_>>()
    };
    let pairs = |term: &String| {
        others(term).into_iter().map(|other| (term.clone(), other)).collect::<Vec<_>>()
    };
    (terms.len() > 1).then(|| terms.iter().flat_map(pairs).collect())
}
