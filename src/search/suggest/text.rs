//! Texts like one that no announcement holds.

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
        whole.extend(completions(compiler, &characters, is_sure)?);
    }
    if !whole.is_empty() || is_sure {
        return Ok(whole);
    }
    let mut runs = Vec::new();
    let pairs: Vec<String> = characters.windows(2).map(|pair| pair.iter().collect()).collect();
    let pairs: Vec<&str> = pairs.iter().map(String::as_str).collect();
    for (at, occurs) in compiler.occurring(&pairs)?.into_iter().enumerate() {
        if !occurs {
            runs.extend(around(compiler, &characters, at)?);
        }
    }
    Ok(runs)
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

/// A run put right around the pair at `wrong`, which no announcement holds.
fn around(
    compiler: &Compiler<'_, impl Snapshot>,
    characters: &[char],
    wrong: usize,
) -> Result<Vec<String>> {
    let text = |part: &[char]| part.iter().collect::<String>();
    let mut runs = Vec::new();
    for from in (wrong + 2).saturating_sub(WINDOW)..=wrong {
        let to = (from + WINDOW).min(characters.len());
        let before = text(&characters[..from]);
        let after = text(&characters[to..]);
        let completed = completions(compiler, &characters[from..to], false)?.into_iter();
        runs.extend(completed.map(|middle| format!("{before}{middle}{after}")));
    }
    Ok(runs)
}
