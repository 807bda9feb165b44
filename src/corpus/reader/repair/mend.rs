//! One piece of text: its stretches that are certainly something else, read as that.

use super::path::{LEAVE, cheapest};
use super::reading::Reading;
use super::surprise::{FAMILIAR, surprise};
use super::ways::{NESTED, WAYS, Way};
use crate::text::is_han;

/// How often text may be damaged in the same way, one time upon the other.
const DEEPEST: usize = 3;

/// How many stretches of a piece may be damaged in different ways.
const MOST_WAYS: usize = 3;

/// One character in so many may not be damaged the second time.
const LEFT: usize = 8;

/// What a stretch must show.
#[derive(Clone, Copy, Debug)]
pub(super) struct Proof {
    /// How many nats less it must surprise than what is shown.
    gain: u32,
    /// How many half nats its characters may come to on average; ASCII and lost ones do not count.
    mean: u32,
    /// How many different Han characters it must have.
    han: usize,
    /// Whether words of another language may be it.
    letters: bool,
}

/// Where nothing is known of the text.
pub(super) const STRICT: Proof = Proof { gain: 16, mean: FAMILIAR, han: 2, letters: false };

/// Where other pieces of the text are damaged in this way.
pub(super) const KNOWN: Proof = Proof { gain: 2, mean: 21, han: 1, letters: true };

/// A piece of text that was repaired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mended {
    /// All of it.
    pub text: String,
    /// How it was damaged, and how often over.
    pub way: Way,
    pub times: usize,
    /// How many characters were repaired, and how many of these are lost.
    pub characters: usize,
    pub lost: usize,
    /// By how many nats it surprises less.
    gain: u32,
    /// By how many more it would, if all stretches were proven.
    unproven: u32,
}

/// All repairs of a piece, one after the other; `ways` are tried.
pub(super) fn mend(piece: &str, ways: &[Way], proof: Proof) -> Vec<Mended> {
    let mut done: Vec<Mended> = Vec::new();
    while done.len() < MOST_WAYS {
        let text = done.last().map_or(piece, |last| &last.text);
        let Some(next) = best(text, ways, proof, DEEPEST) else { break };
        done.push(next);
    }
    done
}

/// The repair that gains most.
fn best(piece: &str, ways: &[Way], proof: Proof, depth: usize) -> Option<Mended> {
    let once = ways.iter().filter_map(|way| attempt(piece, *way, proof));
    let outer = if depth > 0 { &WAYS[..NESTED] } else { &[] };
    let nested = outer.iter().filter_map(|way| {
        let mended = best(&undone(piece, *way)?, ways, proof, depth - 1)?;
        let gain = nats(piece).saturating_sub(nats(&mended.text));
        Some(Mended { times: mended.times + 1, gain, ..mended })
    });
    // What is not proven in the likeliest way is not proven in another.
    let found = once.chain(nested).max_by_key(|mended| mended.gain + mended.unproven);
    found.filter(|mended| mended.gain > 0)
}

fn nats(text: &str) -> u32 {
    text.chars().map(surprise).sum()
}

/// The piece with those stretches repaired that prove to be damaged in this way.
fn attempt(piece: &str, way: Way, proof: Proof) -> Option<Mended> {
    let shown = way.shown(piece)?;
    let stretches = cheapest(&shown.row, Reading::Shown(&shown), way.reading())?;
    let text = String::new();
    let mut mended = Mended { text, way, times: 1, characters: 0, lost: 0, gain: 0, unproven: 0 };
    for stretch in stretches {
        let before = shown.characters(stretch.from, stretch.to);
        let gain = nats(&before).saturating_sub(stretch.nats + LEAVE);
        let may_be = proof.letters || !way.is_words(&before);
        if stretch.second && may_be && gain >= proof.gain && is_proven(&stretch.text, proof) {
            mended.take(stretch.text, gain);
        } else {
            mended.unproven += if stretch.second { gain } else { 0 };
            mended.text.push_str(&before);
        }
    }
    (mended.gain + mended.unproven > 0).then_some(mended)
}

impl Mended {
    fn take(&mut self, text: String, gain: u32) {
        let altered = text.chars().filter(|c| !c.is_ascii());
        let (all, lost) = altered.fold((0, 0), |(all, lost), c| {
            (all + 1, lost + usize::from(c == char::REPLACEMENT_CHARACTER))
        });
        self.gain += gain;
        self.characters += all;
        self.lost += lost;
        self.text.push_str(&text);
    }
}

/// Whether a text is certainly Chinese.
fn is_proven(text: &str, proof: Proof) -> bool {
    let is_lost = |c: &char| *c == char::REPLACEMENT_CHARACTER;
    let read: Vec<char> = text.chars().filter(|c| !c.is_ascii() && !is_lost(c)).collect();
    let nats: u32 = read.iter().copied().map(surprise).sum();
    let is_familiar = nats * 2 <= proof.mean * read.len() as u32;
    let is_whole = text.chars().filter(is_lost).count() * 2 <= read.len();
    let mut han: Vec<char> = read.into_iter().filter(|c| is_han(*c)).collect();
    han.sort_unstable();
    han.dedup();
    is_familiar && is_whole && han.len() >= proof.han
}

/// The text before the last of several damages, where nearly all of it is such.
fn undone(piece: &str, way: Way) -> Option<String> {
    let shown = way.shown(piece)?;
    let (mut text, mut at) = (String::new(), 0);
    let (mut read, mut left) = (0, 0);
    while at < shown.row.len() {
        let meant = way.reading().sound_step(&shown.row, at);
        let step = meant.or_else(|| shown.step(at));
        let (c, taken) = step.map_or((char::REPLACEMENT_CHARACTER, 1), |s| (s.c, s.taken));
        read += usize::from(meant.is_some() && !c.is_ascii());
        left += usize::from(meant.is_none());
        text.push(c);
        at += usize::from(taken);
    }
    (read > LEFT * left).then_some(text)
}
