//! Words within one sentence or paragraph, against a plain reading of the texts.

use std::collections::BTreeSet;
use std::fmt::Write;

use policy_search::Announcement;
use policy_search::query::Scope;
use policy_search::text::fold_str;

use crate::workspace::{Dice, Workspace, request};

/// The folded sentences or paragraphs of an announcement.
fn scopes(announcement: &Announcement, scope: Scope) -> Vec<String> {
    let ends: &[char] = match scope {
        Scope::Sentence => &['。', '！', '？', '!', '?', '．', '｡', '\n', '\r'],
        Scope::Paragraph => &['\n', '\r'],
    };
    let texts = [&announcement.title, &announcement.body];
    texts.iter().flat_map(|text| text.split(ends)).map(fold_str).collect()
}

/// Whether folded `text` holds `word`, words of letters and numbers whole.
fn holds(text: &str, word: &str) -> bool {
    let is_cut = |left: Option<char>, right: Option<char>| {
        let (Some(left), Some(right)) = (left, right) else { return false };
        let digits = left.is_ascii_digit() && right.is_ascii_digit();
        digits || (left.is_ascii_lowercase() && right.is_ascii_lowercase())
    };
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + word.len()..]);
        !is_cut(before.chars().next_back(), word.chars().next())
            && !is_cut(word.chars().next_back(), after.chars().next())
    })
}

/// Checks that `scope("left" "right")` finds the same announcements as reading them all.
fn check(
    workspace: &Workspace,
    all: &[(String, Announcement)],
    scope: Scope,
    (left, right): (&str, &str),
) -> usize {
    let asked = request(&format!("{}(\"{left}\" \"{right}\")", scope.name()));
    let asked = asked.limit(10_000).collapse(false);
    let found = workspace.engine().search(&asked).unwrap();
    let found: BTreeSet<String> = found.hits.iter().map(|hit| hit.id.to_string()).collect();
    let (left, right) = (fold_str(left), fold_str(right));
    let both = |text: &String| holds(text, &left) && holds(text, &right);
    let wanted = all.iter().filter(|(_, one)| scopes(one, scope).iter().any(both));
    let wanted: BTreeSet<String> = wanted.map(|(id, _)| id.clone()).collect();
    assert_eq!(found, wanted, "{}({left} {right})", scope.name());
    wanted.len()
}

fn everything(workspace: &Workspace) -> Vec<(String, Announcement)> {
    let hits = workspace.everything().into_iter();
    hits.map(|hit| (hit.id.to_string(), hit.announcement)).collect()
}

#[test]
fn random_texts() {
    let workspace = Workspace::new();
    let mut dice = Dice(3);
    let pieces = ["运", "贸", "产业", "a", " b1 ", "。", "，", "\n", "？", "；", "(yùn)", "5.9%"];
    for file in 0..60 {
        let mut text = format!("第{file}篇\n\n");
        for _ in 0..10 + dice.below(30) {
            write!(text, "{}", pieces[dice.below(pieces.len())]).unwrap();
        }
        workspace.write(&format!("{file}.txt"), text);
    }
    workspace.index();
    let all = everything(&workspace);
    let words = ["运", "贸", "产业", "运贸", "a", "b1", "业运", "5", "产", "贸产业", "5 9", "9%"];
    let mut found = 0;
    for left in words {
        for right in words {
            for scope in [Scope::Sentence, Scope::Paragraph] {
                found += check(&workspace, &all, scope, (left, right));
            }
        }
    }
    assert!(found > 500, "{found}");
}

/// A random word of two to four characters of a text, without marks.
fn word(text: &str, dice: &mut Dice) -> String {
    let runs: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|run| run.chars().count() >= 4 && run.chars().all(|c| c > '\u{2E80}'))
        .collect();
    let Some(run) = runs.get(dice.below(runs.len().max(1))) else { return "通知".to_string() };
    let from = dice.below(run.chars().count() - 3);
    run.chars().skip(from).take(2 + dice.below(3)).collect()
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn real_texts() {
    let workspace = Workspace::with_real();
    let all = everything(workspace);
    let mut dice = Dice(11);
    let mut found = 0;
    for round in 0..100 {
        let body = &all[dice.below(all.len())].1.body;
        let (left, right) = (word(body, &mut dice), word(body, &mut dice));
        let scope = if round % 2 == 0 { Scope::Sentence } else { Scope::Paragraph };
        found += check(workspace, &all, scope, (&left, &right));
    }
    assert!(found > 100, "{found}");
}
