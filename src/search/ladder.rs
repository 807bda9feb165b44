//! The ladder a query climbs: its number, its title, the string as typed, all its words, the nearest.
//!
//! A hit on a higher rung comes before all on lower ones. The rungs above the last are strict: what
//! is on them is what was asked for, and totals, facets and exports count it alone. The last has the
//! nearest others, which share some pair of characters with the query. It is asked where the strict
//! rungs are empty, and for a question also where few have all of its words, since few of them occur
//! in what answers it. (Asking half of a question's words instead left 91 of 1,235 lay questions
//! without an answer, and R@100 at .586 instead of .676.)

use std::collections::BTreeSet;

use super::analyzed::{AnalyzedQuery, is_function};
use super::compile::{Compiler, LeftOut, Limits};
use super::like::Likeness;
use super::rank::ScoredTexts;
use super::short_names;
use crate::analyzer::{Unit, bigrams, units};
use crate::announcement::DocNumber;
use crate::backend::clause::Clause;
use crate::backend::seam::Snapshot;
use crate::document::{Field, title};
use crate::error::Result;
use crate::query::{Node, Query};
use crate::request::SearchRequest;
use crate::response::{Expanded, Rung};
use crate::text::{Article, fold_str, is_han};
use crate::thesaurus::{Expansion, Origin, Thesaurus};

/// With fewer hits than this that have all of a question, the nearest others follow.
const FEW: usize = 10;

/// Pieces of at most this many Han characters and words are terms.
const LONGEST_TERM: usize = 8;

/// A short piece with one of these is a question and no term; no term of policy text holds them.
const QUESTION_WORDS: [&str; 12] =
    ["什么", "谁", "吗", "呢", "如何", "怎么", "怎样", "哪", "多少", "是否", "能否", "可否"];

/// The rungs of one query, each with what matches it.
pub(super) struct Ladder {
    /// The strict rungs, from the top. What matches one may match those above it too.
    pub(super) strict: Vec<(Rung, Clause)>,
    /// What limits leave out of the strict rungs.
    pub(super) left_out: LeftOut,
    /// The last rung, if it is asked at all.
    pub(super) nearest: Option<Nearest>,
    /// With fewer hits than this above it the last rung is asked.
    pub(super) few: usize,
    /// The folded texts that score.
    pub(super) scored: ScoredTexts,
    /// What may stand for words of it.
    pub(super) expanded: Vec<Expanded>,
    /// The folded pieces of the query outside quotes and fields.
    pub(super) pieces: Vec<String>,
}

/// Announcements with any pair of characters of a query.
pub(super) struct Nearest {
    pub(super) matched: Clause,
    /// What of these is left out: the document that they are like.
    pub(super) without: Clause,
    /// Whether any of the terms that score is enough, so that the scores alone decide.
    pub(super) is_any_term: bool,
}

impl Nearest {
    /// All of them.
    pub(super) fn all(&self) -> Clause {
        Clause::without(vec![self.matched.clone()], vec![self.without.clone()])
    }
}

impl Ladder {
    /// The ladder of a request.
    pub(super) fn new<S: Snapshot>(
        request: &SearchRequest,
        compiler: &Compiler<'_, S>,
        thesaurus: &Thesaurus,
    ) -> Result<Self> {
        let text = if request.filters.title_only { Field::Title } else { Field::Grams };
        let (words, others) = split(&request.query);
        let pieces: Vec<String> = words.iter().map(|words| fold_str(words)).collect();
        let limits = compiler.limits(&others, &request.filters, text)?;
        let expansions = expansions(&pieces, request, thesaurus, compiler.analyzed);
        let statutes = request.expand.then_some(thesaurus);
        let rungs = Rungs { compiler, text, pieces: &pieces, expansions, statutes };
        let strict = rungs.strict(&words, request)?;
        let is_number = strict.iter().any(|(rung, _)| *rung == Rung::Number);
        let nearest = if request.strict || is_number { None } else { rungs.nearest(&limits) };
        let is_question = pieces.iter().any(|piece| is_question(piece, compiler.analyzed));
        let own = request.query.root.texts().map(fold_str).collect();
        let any = Clause::any(strict.iter().map(|(_, matched)| matched.clone()).collect());
        Ok(Self {
            left_out: limits.left_out(&any),
            strict: strict.into_iter().map(|(rung, what)| (rung, limits.within(what))).collect(),
            nearest,
            scored: ScoredTexts { own, expansions: rungs.scored(), is_question },
            few: if is_question { FEW } else { 1 },
            expanded: rungs.expanded(),
            pieces,
        })
    }

    /// The ladder of what is to be like a text: one rung, without words of its own.
    pub(super) fn like<S: Snapshot>(
        likeness: &Likeness,
        request: &SearchRequest,
        compiler: &Compiler<'_, S>,
    ) -> Result<Self> {
        let text = if request.filters.title_only { Field::Title } else { Field::Grams };
        let limits = compiler.limits(likeness.limits.root.parts(), &request.filters, text)?;
        let terms =
            likeness.terms.choosing().map(|(term, _)| Clause::Text(text, term.text.clone()));
        let nearest = Nearest {
            matched: limits.within(Clause::any(terms.collect())),
            without: likeness.without.clone(),
            is_any_term: limits.is_none() && text == Field::Grams,
        };
        Ok(Self {
            strict: Vec::new(),
            left_out: LeftOut::default(),
            nearest: Some(nearest),
            few: 1,
            scored: ScoredTexts::default(),
            expanded: Vec::new(),
            pieces: Vec::new(),
        })
    }

    /// What matches any strict rung.
    pub(super) fn any_strict(&self) -> Clause {
        Clause::any(self.strict.iter().map(|(_, matched)| matched.clone()).collect())
    }

    /// Whether every piece is a term, which may be mistyped, and none a sentence.
    pub(super) fn is_of_terms(&self) -> bool {
        self.pieces.iter().all(|piece| is_term(piece) && !asks(piece))
    }
}

/// What may stand for parts of each piece.
fn expansions(
    pieces: &[String],
    request: &SearchRequest,
    thesaurus: &Thesaurus,
    analyzed: &AnalyzedQuery<'_>,
) -> Vec<Vec<Expansion>> {
    let dictionary = analyzed.dictionary();
    let expand = |piece: &String| match request.expand {
        true => [thesaurus.names(piece), thesaurus.expansions(piece, dictionary)].concat(),
        false => Vec::new(),
    };
    pieces.iter().map(expand).collect()
}

/// What holds a number as it is usually written, or as it was typed: texts spell it as they like.
fn spellings(number: &DocNumber, typed: &[&str], text: Field) -> Vec<Clause> {
    let texts = [number.to_string(), typed.join(" ")].map(|spelling| fold_str(&spelling));
    texts.map(|spelling| Clause::Text(text, spelling)).into()
}

/// The words of the root that the ladder may relax, and the parts it may not.
fn split(query: &Query) -> (Vec<&str>, Vec<Node>) {
    let (mut words, mut others) = (Vec::new(), Vec::new());
    for part in query.root.parts() {
        match part {
            Node::Words(text) => words.push(text.as_str()),
            part => others.push(part.clone()),
        }
    }
    (words, others)
}

/// Builds the rungs of one query, without its limits.
struct Rungs<'a, S: Snapshot> {
    compiler: &'a Compiler<'a, S>,
    text: Field,
    pieces: &'a [String],
    /// What may stand for parts of each piece.
    expansions: Vec<Vec<Expansion>>,
    /// Knows the short names of statutes, if they are wanted.
    statutes: Option<&'a Thesaurus>,
}

impl<S: Snapshot> Rungs<'_, S> {
    /// The strict rungs, from the top. A rung that would match what the one above it does is left out.
    fn strict(&self, words: &[&str], request: &SearchRequest) -> Result<Vec<(Rung, Clause)>> {
        let mut rungs = Vec::new();
        let number = DocNumber::parse(&words.join(" "));
        if let Some(number) = &number {
            rungs.push((Rung::Number, Clause::value(Field::Number, number.key())));
        }
        rungs.extend(self.title()?.map(|title| (Rung::Title, title)));
        if let Some(number) = &number {
            rungs.push((Rung::Typed, Clause::any(spellings(number, words, self.text))));
            return Ok(rungs);
        }
        let (typed, all) = (self.typed(), self.all());
        let has_text = request.query.root.texts().next().is_some();
        if typed != all {
            rungs.extend([(Rung::Typed, typed), (Rung::AllWords, all)]);
        } else {
            rungs.push((if has_text { Rung::Typed } else { Rung::AllWords }, all));
        }
        Ok(rungs)
    }

    /// Announcements with every piece as it was typed, or with what may stand for parts of it: whoever
    /// asks for 低保 is not served by all that mention it before the rules on 最低生活保障.
    fn typed(&self) -> Clause {
        let pieces = (0..self.pieces.len()).map(|piece| {
            Clause::any(self.variants(piece).into_iter().map(|text| self.literal(text)).collect())
        });
        Clause::without(pieces.collect(), Vec::new())
    }

    /// Announcements with all words of every piece, or of what may stand for parts of it.
    fn all(&self) -> Clause {
        let pieces = (0..self.pieces.len()).map(|piece| self.whole(piece));
        Clause::without(pieces.collect(), Vec::new())
    }

    /// Announcements of this title; of `某法第三条` also the whole law, if it has the article.
    fn title(&self) -> Result<Option<Clause>> {
        let key = title::key(&self.pieces.concat());
        if key.is_empty() {
            return Ok(None);
        }
        let matches = match Article::of(&key) {
            Some(named) => self.articles(&named)?,
            None => self.works(&key)?.iter().map(|work| titled(work)).collect(),
        };
        Ok(Some(Clause::any(matches)))
    }

    /// An article by itself, and the works that have it.
    fn articles(&self, named: &Article) -> Result<Vec<Clause>> {
        let mut matches = Vec::new();
        for work in self.works(&named.work)? {
            let holding = Clause::Text(Field::Grams, named.article.clone());
            matches.push(titled(&format!("{work}{}", named.article)));
            matches.push(Clause::every(vec![titled(&work), holding]));
        }
        Ok(matches)
    }

    /// The keys of the titles that `name` may be: itself, and what it is the short name of.
    fn works(&self, name: &str) -> Result<Vec<String>> {
        let Some(statutes) = self.statutes else { return Ok(vec![name.to_string()]) };
        let full = match statutes.statute(name) {
            Some(title) => Some(title::key(&title)),
            None => short_names::meant(self.compiler.snapshot, name)?,
        };
        Ok(std::iter::once(name.to_string()).chain(full).collect())
    }

    /// The last rung, within limits; none where no words may be relaxed.
    fn nearest(&self, limits: &Limits) -> Option<Nearest> {
        if self.pieces.is_empty() {
            return None;
        }
        let is_any_term = limits.is_none() && self.text == Field::Grams;
        let matched = limits.within(self.any_pair());
        Some(Nearest { matched, without: Clause::None, is_any_term })
    }

    /// Announcements with any pair of characters, or with any character where no two of them stand
    /// together: the terms by which candidates are chosen ([`Terms::choosing`]).
    ///
    /// [`Terms::choosing`]: super::rank::Terms::choosing
    fn any_pair(&self) -> Clause {
        let pairs: Vec<Clause> =
            self.texts().flat_map(|text| bigrams(text)).map(|pair| self.literal(pair)).collect();
        if !pairs.is_empty() {
            return Clause::any(pairs);
        }
        let characters = self.texts().flat_map(|text| text.chars()).filter(|c| is_han(*c));
        let characters: BTreeSet<char> = characters.collect();
        let matches = characters.into_iter().map(|c| self.literal(c.to_string()));
        Clause::any(matches.collect())
    }

    fn literal(&self, folded: String) -> Clause {
        Clause::Text(self.text, folded)
    }

    /// The pieces, and what may stand for parts of them.
    fn texts(&self) -> impl Iterator<Item = &String> {
        let expanded = self.expansions.iter().flatten().map(|expansion| &expansion.text);
        self.pieces.iter().chain(expanded)
    }

    /// All of a piece, or what may stand for it: the words of a term; a sentence as it is, for a
    /// long text holds the words of any sentence by chance.
    fn whole(&self, index: usize) -> Clause {
        if !is_term(&self.pieces[index]) {
            return self.literal(self.pieces[index].clone());
        }
        let texts = self.variants(index).into_iter();
        Clause::any(texts.map(|text| self.compiler.words(&text, self.text)).collect())
    }

    /// A piece, and if it is a term also what it is with parts of it replaced.
    fn variants(&self, index: usize) -> Vec<String> {
        let piece = &self.pieces[index];
        let expansions = self.expansions[index].iter().filter(|_| is_term(piece));
        let varied = expansions.map(|expansion| varied(piece, expansion));
        std::iter::once(piece.clone()).chain(varied).collect()
    }

    /// What may stand for parts of the pieces, in words.
    fn expanded(&self) -> Vec<Expanded> {
        let pairs = self.pieces.iter().zip(&self.expansions);
        let named = pairs.flat_map(|(piece, expansions)| {
            expansions.iter().map(|expansion| Expanded {
                from: piece[expansion.at.clone()].to_string(),
                to: expansion.text.clone(),
            })
        });
        let mut expanded = Vec::new();
        named.for_each(|one| {
            if !expanded.contains(&one) {
                expanded.push(one)
            }
        });
        expanded
    }

    /// What may stand for parts of the pieces, each text once, with its weight.
    fn scored(&self) -> Vec<(String, f32)> {
        let mut scored: Vec<(String, f32)> = Vec::new();
        for expansion in self.expansions.iter().flatten() {
            if scored.iter().all(|(text, _)| *text != expansion.text) {
                scored.push((expansion.text.clone(), weight(expansion.origin)));
            }
        }
        scored
    }
}

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

/// Whether a piece is a term, which is never taken apart, and not a sentence.
fn is_term(piece: &str) -> bool {
    let length = |unit: Unit<'_>| match unit {
        Unit::Han(run) => run.chars().count(),
        Unit::Word(_) => 1,
    };
    units(piece).map(|placed| length(placed.unit)).sum::<usize>() <= LONGEST_TERM
}

/// Documents with this key of their title.
fn titled(key: &str) -> Clause {
    Clause::value(Field::TitleKey, title::term(key).into_owned())
}

/// Whether what answers a piece may be said in other words: it is long, it asks, or it is a
/// sentence of three words or more.
fn is_question(piece: &str, analyzed: &AnalyzedQuery<'_>) -> bool {
    let telling = || analyzed.words(piece).into_iter().filter(|word| !is_function(word)).count();
    !is_term(piece) || asks(piece) || telling() >= 3
}

/// Whether a piece asks something, in the words people ask with.
fn asks(piece: &str) -> bool {
    QUESTION_WORDS.iter().any(|word| piece.contains(word))
}
