//! Texts like one that no announcement holds.

use std::collections::{BTreeMap, BTreeSet};

use super::gap::{MOST_TRIED, completions};
use crate::analyzer::{Unit, units};
use crate::backend::seam::Snapshot;
use crate::error::Result;
use crate::search::compile::Compiler;
use crate::text::fold;

/// Runs of more characters than this are put right around the wrong place only.
const LONGEST: usize = 24;

/// Of fewer characters an exchange is another word: 会议 and 议会.
const SHORTEST_EXCHANGED: usize = 4;

/// How many characters a wrong pair is looked at with: both before it, one on each side, or both
/// after it.
const WINDOW: usize = 4;

/// `text` with one of its runs of Han characters, which no announcement holds, put right; no
/// further runs are looked at once there are as many as are tried.
///
/// All else stays as it was typed. Folded text would not do: its breaks are spaces, and a space
/// between Han characters that is folded again is nothing.
///
/// Of a guess that `is_sure` two characters were exchanged, or the one put right sounds alike or makes
/// a word where the one typed belongs to none.
pub(super) fn texts(
    compiler: &Compiler<'_, impl Snapshot>,
    text: &str,
    is_sure: bool,
) -> Result<Vec<String>> {
    let folded = fold(text);
    let mut texts = Vec::new();
    for placed in units(folded.as_str()) {
        let Unit::Han(run) = placed.unit else { continue };
        if texts.len() >= MOST_TRIED {
            break;
        }
        if compiler.occurring(&[run])? == [true] {
            continue;
        }
        let typed = folded.source(placed.at..placed.at + run.len());
        let before = &text[..typed.start];
        let after = &text[typed.end..];
        let better = runs(compiler, run, is_sure)?.into_iter();
        texts.extend(better.map(|run| format!("{before}{run}{after}")));
    }
    Ok(texts)
}

/// What an absent run of characters may have meant: as a whole, or around its wrong place.
fn runs(compiler: &Compiler<'_, impl Snapshot>, run: &str, is_sure: bool) -> Result<Vec<String>> {
    let characters: Vec<char> = run.chars().collect();
    let mut whole = Vec::new();
    if characters.len() <= LONGEST {
        whole = exchanged(compiler, &characters)?;
        whole.extend(completions(compiler, &[&characters], is_sure)?.concat());
    }
    if !whole.is_empty() || is_sure {
        return Ok(whole);
    }
    let pairs: Vec<String> = characters.windows(2).map(|pair| pair.iter().collect()).collect();
    let pairs: Vec<&str> = pairs.iter().map(String::as_str).collect();
    let occurs = compiler.occurring(&pairs)?;
    let wrong: Vec<usize> = (0..occurs.len()).filter(|at| !occurs[*at]).collect();
    around(compiler, &characters, &wrong)
}

/// The texts of the corpus that are a run with two neighbours exchanged: 奖励 for 励奖.
fn exchanged(compiler: &Compiler<'_, impl Snapshot>, characters: &[char]) -> Result<Vec<String>> {
    if characters.len() < SHORTEST_EXCHANGED {
        return Ok(Vec::new());
    }
    let exchange = |at: usize| {
        let mut characters = characters.to_vec();
        characters.swap(at, at + 1);
        characters.into_iter().collect::<String>()
    };
    let texts: Vec<String> = (0..characters.len() - 1).map(exchange).collect();
    let asked: Vec<&str> = texts.iter().map(String::as_str).collect();
    let occurs = compiler.occurring(&asked)?;
    Ok(texts.into_iter().zip(occurs).filter(|(_, occurs)| *occurs).map(|(text, _)| text).collect())
}

/// A run put right around each of the pairs at `wrong`, which no announcement holds. A window that is
/// around two of them is looked at once.
fn around(
    compiler: &Compiler<'_, impl Snapshot>,
    characters: &[char],
    wrong: &[usize],
) -> Result<Vec<String>> {
    let to = |from: usize| (from + WINDOW).min(characters.len());
    let begins = |wrong: usize| (wrong + 2).saturating_sub(WINDOW)..=wrong;
    let windows: BTreeSet<usize> = wrong.iter().flat_map(|wrong| begins(*wrong)).collect();
    let asked: Vec<&[char]> = windows.iter().map(|from| &characters[*from..to(*from)]).collect();
    let completed = completions(compiler, &asked, false)?;
    let completed: BTreeMap<usize, Vec<String>> = windows.into_iter().zip(completed).collect();
    let text = |part: &[char]| part.iter().collect::<String>();
    let put_right = |from: usize| {
        let (before, after) = (text(&characters[..from]), text(&characters[to(from)..]));
        completed[&from].iter().map(move |middle| format!("{before}{middle}{after}"))
    };
    Ok(wrong.iter().flat_map(|wrong| begins(*wrong)).flat_map(put_right).collect())
}
