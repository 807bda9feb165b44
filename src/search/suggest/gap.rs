//! One character left open: what stands there in the corpus.
//!
//! A character that sounds like the one typed comes first (运茂产一体化 → 运贸产一体化), then what
//! makes a word (发改进 → 发改委), then what more announcements have. A pair of characters leaves too
//! little to go by: only what sounds alike completes it (补帖 → 补贴).
//!
//! All is read from the terms: what follows the character before the gap is a range of the
//! dictionary of pairs, and only what is about to be suggested is looked for as a phrase. (Reading
//! twenty announcements for each gap instead took 22 ms on 60,000 articles.)

use crate::analyzer::cut;
use crate::backend::clause::Clause;
use crate::backend::seam::{Gap, Snapshot, Term};
use crate::document::Field;
use crate::error::Result;
use crate::search::compile::Compiler;
use crate::text::sounds_alike;

/// How many ways to put one text right are tried.
pub(super) const MOST_TRIED: usize = 12;

/// How many completions, whose pairs all occur, are looked for as a whole.
const MOST_LOOKED_FOR: usize = 60;

/// A text that may have been meant. The greater the better.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Completion {
    sounds_alike: bool,
    is_word: bool,
    /// Whether the character belongs to a word, and the one typed to none.
    mends_a_word: bool,
    count: u64,
    text: String,
}

/// Of each of `runs` the texts of the corpus that differ from it in one character, best first; nothing
/// for a single character, which has no neighbour that could tell what was meant. Of a guess that
/// `is_sure` the character sounds alike, or it makes a word where the one typed belongs to none.
pub(super) fn completions(
    compiler: &Compiler<'_, impl Snapshot>,
    runs: &[&[char]],
    is_sure: bool,
) -> Result<Vec<Vec<String>>> {
    let gaps = gaps(compiler.snapshot, runs)?;
    let asked: Vec<Gap> = gaps.iter().map(|(run, gap)| open(runs[*run], *gap)).collect();
    let mut completions: Vec<Vec<Completion>> = runs.iter().map(|_| Vec::new()).collect();
    for ((run, gap), standing) in gaps.iter().zip(compiler.snapshot.around(&asked)?) {
        completions[*run].extend(completed(runs[*run], *gap, standing));
    }
    for completions in &mut completions {
        completions.retain(|one| !is_sure || one.sounds_alike || one.is_word || one.mends_a_word);
        completions.sort_unstable_by(|left, right| right.cmp(left));
        completions.truncate(MOST_LOOKED_FOR);
    }
    that_occur(compiler, completions)
}

/// The characters of each run that may be wrong, on both sides of which some announcement has the
/// others.
fn gaps(snapshot: &impl Snapshot, runs: &[&[char]]) -> Result<Vec<(usize, usize)>> {
    let mut gaps = may_be_wrong(snapshot, runs)?;
    let around: Vec<Clause> = gaps.iter().map(|(run, gap)| around(runs[*run], *gap)).collect();
    let mut stands = snapshot.exist(&around)?.into_iter();
    gaps.retain(|_| stands.next() == Some(true));
    Ok(gaps)
}

/// The characters of each run that may be wrong: each of them stands in all pairs that no announcement
/// has.
fn may_be_wrong(snapshot: &impl Snapshot, runs: &[&[char]]) -> Result<Vec<(usize, usize)>> {
    let text = |pair: &[char]| pair.iter().collect();
    let pairs = runs.iter().flat_map(|run| run.windows(2));
    let pairs = pairs.map(|pair| Term { field: Field::Grams, text: text(pair) });
    let mut holding = snapshot.holding(&pairs.collect::<Vec<_>>())?.into_iter();
    let mut gaps = Vec::new();
    for (at, run) in runs.iter().enumerate().filter(|(_, run)| run.len() > 1) {
        let holding: Vec<u64> = holding.by_ref().take(run.len() - 1).collect();
        let absent = || (0..holding.len()).filter(|pair| holding[*pair] == 0);
        let is_cause = |gap: &usize| absent().all(|pair| pair == *gap || pair + 1 == *gap);
        gaps.extend((0..run.len()).filter(is_cause).map(|gap| (at, gap)));
    }
    Ok(gaps)
}

/// What stands on both sides of the gap, as far apart. A single character on a side says too little.
fn around(characters: &[char], gap: usize) -> Clause {
    let sides = [(0, &characters[..gap]), (gap + 1, &characters[gap + 1..])];
    let sides = sides.into_iter().filter(|(_, side)| side.len() > 1);
    let mut sides: Vec<(u32, String)> =
        sides.map(|(at, side)| (at as u32, side.iter().collect())).collect();
    let Some(first) = sides.first().map(|(at, _)| *at) else { return Clause::All };
    sides.iter_mut().for_each(|(at, _)| *at -= first);
    Clause::Apart(Field::Grams, sides)
}

/// The gap between the neighbours of a character.
fn open(characters: &[char], gap: usize) -> Gap {
    let left = gap.checked_sub(1).and_then(|left| characters.get(left)).copied();
    let right = characters.get(gap + 1).copied();
    Gap { left, right, like: (characters.len() == 2).then_some(characters[gap]) }
}

/// The characters with what stands in the gap instead.
fn completed(
    characters: &[char],
    gap: usize,
    standing: Vec<(char, u64)>,
) -> impl Iterator<Item = Completion> {
    let typed = characters[gap];
    let is_stray = !is_in_word(&characters.iter().collect::<String>(), gap);
    let others = standing.into_iter().filter(move |(found, _)| *found != typed);
    others.map(move |(found, count)| {
        let mut completed = characters.to_vec();
        completed[gap] = found;
        let text: String = completed.into_iter().collect();
        let is_word = cut(&text).len() == 1;
        let mends_a_word = is_stray && is_in_word(&text, gap);
        let sounds_alike = sounds_alike(found, typed);
        Completion { sounds_alike, is_word, mends_a_word, count, text }
    })
}

/// Whether a character of a text belongs to a word of several.
fn is_in_word(text: &str, character: usize) -> bool {
    let mut passed = 0;
    let word = cut(text).into_iter().find(|word| {
        passed += word.chars().count();
        character < passed
    });
    word.is_some_and(|word| word.chars().nth(1).is_some())
}

/// Of each list the texts that announcements have, as many as are tried.
fn that_occur(
    compiler: &Compiler<'_, impl Snapshot>,
    completions: Vec<Vec<Completion>>,
) -> Result<Vec<Vec<String>>> {
    let clause = |one: &Completion| Clause::Text(Field::Grams, one.text.clone());
    let lists: Vec<Vec<Clause>> =
        completions.iter().map(|some| some.iter().map(clause).collect()).collect();
    let occurring = compiler.snapshot.firsts(&lists, MOST_TRIED)?;
    let texts = |(places, some): (Vec<usize>, &Vec<Completion>)| {
        places.into_iter().map(|place| some[place].text.clone()).collect()
    };
    Ok(occurring.into_iter().zip(&completions).map(texts).collect())
}
