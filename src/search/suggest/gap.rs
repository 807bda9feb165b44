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

/// Texts of the corpus that differ from `characters` in one of them, best first; nothing for
/// a single character, which has no neighbour that could tell what was meant. Of a guess that
/// `is_sure` the character sounds alike, or it makes a word where the one typed belongs to none.
pub(super) fn completions(
    compiler: &Compiler<'_, impl Snapshot>,
    characters: &[char],
    is_sure: bool,
) -> Result<Vec<String>> {
    if characters.len() < 2 {
        return Ok(Vec::new());
    }
    let gaps = gaps(compiler.snapshot, characters)?;
    let asked: Vec<Gap> = gaps.iter().map(|gap| open(characters, *gap)).collect();
    let mut completions = Vec::new();
    for (gap, standing) in gaps.iter().zip(compiler.snapshot.around(&asked)?) {
        completions.extend(completed(characters, *gap, standing));
    }
    completions.retain(|one| !is_sure || one.sounds_alike || one.is_word || one.mends_a_word);
    completions.sort_unstable_by(|left, right| right.cmp(left));
    that_occur(compiler, completions)
}

/// The characters that may be wrong, on both sides of which some announcement has the others.
fn gaps(snapshot: &impl Snapshot, characters: &[char]) -> Result<Vec<usize>> {
    let mut gaps = may_be_wrong(snapshot, characters)?;
    let around: Vec<Clause> = gaps.iter().map(|gap| around(characters, *gap)).collect();
    let mut stands = snapshot.exist(&around)?.into_iter();
    gaps.retain(|_| stands.next() == Some(true));
    Ok(gaps)
}

/// The characters that may be wrong: each of them stands in all pairs that no announcement has.
fn may_be_wrong(snapshot: &impl Snapshot, characters: &[char]) -> Result<Vec<usize>> {
    let text = |pair: &[char]| pair.iter().collect();
    let pairs = characters.windows(2).map(|pair| Term { field: Field::Grams, text: text(pair) });
    let holding = snapshot.holding(&pairs.collect::<Vec<_>>())?;
    let absent = || (0..holding.len()).filter(|pair| holding[*pair] == 0);
    let is_cause = |gap: &usize| absent().all(|pair| pair == *gap || pair + 1 == *gap);
    Ok((0..characters.len()).filter(is_cause).collect())
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

/// The texts that announcements have, as many as are tried.
fn that_occur(
    compiler: &Compiler<'_, impl Snapshot>,
    completions: Vec<Completion>,
) -> Result<Vec<String>> {
    let tried = &completions[..completions.len().min(MOST_LOOKED_FOR)];
    let mut occurring = Vec::new();
    for some in tried.chunks(MOST_TRIED) {
        let texts: Vec<&str> = some.iter().map(|completion| completion.text.as_str()).collect();
        let occurs = compiler.occurring(&texts)?;
        let found = texts.into_iter().zip(occurs).filter(|(_, occurs)| *occurs);
        occurring.extend(found.map(|(text, _)| text.to_string()));
        if occurring.len() >= MOST_TRIED {
            break;
        }
    }
    occurring.truncate(MOST_TRIED);
    Ok(occurring)
}
