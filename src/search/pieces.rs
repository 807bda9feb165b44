//! The words of a query, piece by piece: what is required of each, and what may stand for parts of it.

use super::analyzed::{AnalyzedQuery, is_function};
use super::asking::{asks, without_question_words};
use crate::analyzer::{Unit, units};
use crate::response::Expanded;
use crate::text::fold_str;
use crate::thesaurus::{Expansion, Origin, Thesaurus, spellings};

/// Pieces of at most this many Han characters and words are terms.
const LONGEST_TERM: usize = 8;

/// What a user's synonym, a statute's title, another name of a body and another spelling weigh beside the
/// word itself: a little less, so that the word comes first.
const SAME: f32 = 0.8;

/// What the name of a body before or after a reform weighs: both did other things too.
const FORMER: f32 = 0.2;

/// The most texts that a sentence with parts of other spellings is looked for as.
const MOST_RESPELLED: usize = 12;

/// What an official term weighs beside the everyday one. On 1,235 lay questions, without the blend:
/// 0 → nDCG@10 .4183, R@100 .721; .1 → .4196, .727; .2 → .4222, .731; .3 → .4229, .729;
/// .5 → .4196, .728. The weight that four fifths of the questions choose gives the last fifth .004
/// (ten random splits) or .0025 (neighbouring questions together, p .18), and R@100 .008 to .009.
/// About fifty of the questions had been read before the table was written, so that even this is
/// not what unseen questions gain.
const EVERYDAY: f32 = 0.3;

/// The required texts of a query outside quotes and fields, folded, with what may stand for parts of
/// each.
pub(super) struct Pieces {
    texts: Vec<String>,
    /// The texts without the words that ask.
    telling: Vec<String>,
    expansions: Vec<Vec<Expansion>>,
    /// Texts in other parts of the query, with what else may be written for parts of each.
    beside: Vec<(String, Vec<Expansion>)>,
}

impl Pieces {
    /// Pieces of these texts; `beside` are those in other parts of the query, where only their other
    /// spellings are looked for. Nothing stands for anything unless there is a thesaurus.
    pub(super) fn new(
        texts: Vec<String>,
        beside: Vec<&str>,
        thesaurus: Option<&Thesaurus>,
        analyzed: &AnalyzedQuery<'_>,
    ) -> Self {
        let dictionary = analyzed.dictionary();
        let expand = |piece: &String| match thesaurus {
            Some(known) => {
                let respelled = spellings(piece, dictionary);
                let mut all = [respelled, known.expansions(piece, dictionary)].concat();
                all.sort_by_key(|expansion| expansion.at.start);
                all
            }
            None => Vec::new(),
        };
        let respell = |text: &&str| {
            let folded = fold_str(text);
            let spellings = spellings(&folded, dictionary);
            (folded, spellings)
        };
        let beside = beside.iter().filter(|_| thesaurus.is_some()).map(respell).collect();
        let expansions = texts.iter().map(expand).collect();
        let telling = without_question_words(&texts, analyzed);
        Self { texts, telling, expansions, beside }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    /// The text of a piece.
    pub(super) fn text(&self, index: usize) -> &str {
        &self.texts[index]
    }

    /// The texts without the words that ask, and what may stand for parts of them.
    pub(super) fn telling_texts(&self) -> impl Iterator<Item = &String> {
        let expanded = self.expansions.iter().flatten().map(|expansion| &expansion.text);
        self.telling.iter().chain(expanded)
    }

    /// Whether a piece is a term, whose words may occur apart, and not a sentence.
    pub(super) fn is_term(&self, index: usize) -> bool {
        is_term(&self.texts[index])
    }

    /// A piece, and if it is a term also what it is with parts of it replaced; not by other spellings,
    /// which are looked for wherever words are.
    pub(super) fn variants(&self, index: usize) -> Vec<String> {
        let piece = &self.texts[index];
        let expansions = self.expansions[index].iter().filter(|_| is_term(piece));
        let replaced = expansions.filter(|expansion| !expansion.origin.is_spelling());
        let varied = replaced.map(|expansion| varied(piece, expansion));
        std::iter::once(piece.clone()).chain(varied).collect()
    }

    /// A piece with each part in each of its other spellings, as it was typed first.
    pub(super) fn respelled(&self, index: usize) -> Vec<String> {
        let spellings = self.expansions[index].iter().filter(|one| one.origin.is_spelling());
        let spellings: Vec<&Expansion> = spellings.collect();
        let mut texts = vec![self.texts[index].clone()];
        // From the end, so that what is replaced does not move what is to be replaced yet.
        for same in spellings.chunk_by(|left, right| left.at == right.at).rev() {
            let replaced = |text: &String| same.iter().map(|one| varied(text, one)).collect();
            let more: Vec<Vec<String>> = texts.iter().map(replaced).collect();
            texts.extend(more.into_iter().flatten());
            texts.truncate(MOST_RESPELLED);
        }
        texts
    }

    /// Each text with what may stand for parts of it.
    fn expandable(&self) -> impl Iterator<Item = (&String, &Vec<Expansion>)> {
        let beside = self.beside.iter().map(|(text, spellings)| (text, spellings));
        self.texts.iter().zip(&self.expansions).chain(beside)
    }

    /// What may stand for parts of the pieces, in words, each once.
    pub(super) fn expanded(&self) -> Vec<Expanded> {
        let mut expanded = Vec::new();
        for (text, expansions) in self.expandable() {
            for expansion in expansions {
                let from = text[expansion.at.clone()].to_string();
                let one = Expanded { from: shown(&from), to: shown(&expansion.text) };
                if !expanded.contains(&one) {
                    expanded.push(one);
                }
            }
        }
        expanded
    }

    /// What may stand for parts of the pieces, each text once, with its weight.
    pub(super) fn scored(&self) -> Vec<(String, f32)> {
        let mut scored: Vec<(String, f32)> = Vec::new();
        for expansion in self.expandable().flat_map(|(_, expansions)| expansions) {
            if scored.iter().all(|(text, _)| *text != expansion.text) {
                scored.push((expansion.text.clone(), weight(expansion.origin)));
            }
        }
        scored
    }

    /// Whether what answers a piece may be said in other words: it is long, it asks, or it is a
    /// sentence of three words or more.
    pub(super) fn is_question(&self, analyzed: &AnalyzedQuery<'_>) -> bool {
        let telling = |piece: &str| {
            analyzed.words(piece).into_iter().filter(|word| !is_function(word)).count()
        };
        let asks = |piece: &String| !is_term(piece) || asks(piece) || telling(piece) >= 3;
        self.texts.iter().any(asks)
    }

    /// Whether every piece is a term, which may be mistyped, and none a sentence.
    pub(super) fn are_terms(&self) -> bool {
        self.texts.iter().all(|piece| is_term(piece) && !asks(piece))
    }
}

/// How much an expansion counts beside what was typed.
fn weight(origin: Origin) -> f32 {
    match origin {
        Origin::User | Origin::ShortName | Origin::Alias | Origin::Number | Origin::Variant => SAME,
        Origin::Former => FORMER,
        Origin::Everyday => EVERYDAY,
    }
}

/// Folded text as it is shown: what parts the digits of a number is a comma (1,234) or a point (3.5%).
fn shown(folded: &str) -> String {
    let mut parts = folded.split(' ');
    let mut text = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let is_number = digits > 0 && text.ends_with(|c: char| c.is_ascii_digit());
        let mark = match (is_number, digits) {
            (true, 3) => ",",
            (true, _) => ".",
            (false, _) => " ",
        };
        text.push_str(mark);
        text.push_str(part);
    }
    text
}

/// `piece` with what may stand for a part of it in its place.
fn varied(piece: &str, expansion: &Expansion) -> String {
    format!("{}{}{}", &piece[..expansion.at.start], expansion.text, &piece[expansion.at.end..])
}

fn is_term(piece: &str) -> bool {
    let length = |unit: Unit<'_>| match unit {
        Unit::Han(run) => run.chars().count(),
        Unit::Word(_) => 1,
    };
    units(piece).map(|placed| length(placed.unit)).sum::<usize>() <= LONGEST_TERM
}
