//! The words of a query, piece by piece: what is required of each, and what may stand for parts of it.

use super::analyzed::{AnalyzedQuery, is_function};
use crate::analyzer::{Unit, units};
use crate::response::Expanded;
use crate::thesaurus::{Expansion, Origin, Thesaurus};

/// Pieces of at most this many Han characters and words are terms.
const LONGEST_TERM: usize = 8;

/// A short piece with one of these is a question and no term; no term of policy text holds them.
const QUESTION_WORDS: [&str; 12] =
    ["什么", "谁", "吗", "呢", "如何", "怎么", "怎样", "哪", "多少", "是否", "能否", "可否"];

/// What a user's synonym and a statute's title weigh beside the word itself: a little less, so that
/// the word comes first.
const USER: f32 = 0.8;

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
    expansions: Vec<Vec<Expansion>>,
}

impl Pieces {
    /// Pieces of these texts, without synonyms unless there is a thesaurus.
    pub(super) fn new(
        texts: Vec<String>,
        thesaurus: Option<&Thesaurus>,
        analyzed: &AnalyzedQuery<'_>,
    ) -> Self {
        let dictionary = analyzed.dictionary();
        let expand = |piece: &String| match thesaurus {
            Some(known) => [known.names(piece), known.expansions(piece, dictionary)].concat(),
            None => Vec::new(),
        };
        Self { expansions: texts.iter().map(expand).collect(), texts }
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

    /// The texts, and what may stand for parts of them.
    pub(super) fn all_texts(&self) -> impl Iterator<Item = &String> {
        let expanded = self.expansions.iter().flatten().map(|expansion| &expansion.text);
        self.texts.iter().chain(expanded)
    }

    /// Whether a piece is a term, whose words may occur apart, and not a sentence.
    pub(super) fn is_term(&self, index: usize) -> bool {
        is_term(&self.texts[index])
    }

    /// A piece, and if it is a term also what it is with parts of it replaced.
    pub(super) fn variants(&self, index: usize) -> Vec<String> {
        let piece = &self.texts[index];
        let expansions = self.expansions[index].iter().filter(|_| is_term(piece));
        let varied = expansions.map(|expansion| varied(piece, expansion));
        std::iter::once(piece.clone()).chain(varied).collect()
    }

    /// What may stand for parts of the pieces, in words, each once.
    pub(super) fn expanded(&self) -> Vec<Expanded> {
        let mut expanded = Vec::new();
        for (piece, expansions) in self.texts.iter().zip(&self.expansions) {
            for expansion in expansions {
                let from = piece[expansion.at.clone()].to_string();
                let one = Expanded { from, to: expansion.text.clone() };
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
        for expansion in self.expansions.iter().flatten() {
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
        Origin::User | Origin::ShortName => USER,
        Origin::Alias | Origin::Everyday => EVERYDAY,
    }
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

/// Whether a piece asks something, in the words people ask with.
fn asks(piece: &str) -> bool {
    QUESTION_WORDS.iter().any(|word| piece.contains(word))
}
