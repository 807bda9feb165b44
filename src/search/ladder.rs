//! The ladder a query climbs: its number, its title, the string as typed, all its words, the nearest.
//!
//! A hit on a higher rung comes before all on lower ones. The rungs above the last are strict: what
//! is on them is what was asked for, and totals, facets and exports count it alone. The last has the
//! nearest others, which share some pair of characters with the query. It is asked where the strict
//! rungs are empty, and for a question also where few have all of its words, since few of them occur
//! in what answers it. (Asking half of a question's words instead left 91 of 1,235 lay questions
//! without an answer, and R@100 at .586 instead of .676.)
//!
//! A piece of the query of up to eight characters is a term: its words may occur apart. A longer one
//! is a sentence, which is asked for as it is, for a long text holds the words of any sentence by
//! chance. So it does those of a term of three words, which are to be in one paragraph: of the 55 lay
//! paraphrases that are shown, nDCG@10 .585 where they may be anywhere, .594 so.

use std::collections::BTreeSet;

use super::analyzed::AnalyzedQuery;
use super::asking::without_question_words;
use super::compile::{Compiler, Excluded, Limits};
use super::like::LikeThis;
use super::pieces::Pieces;
use super::rank::ScoredTexts;
use super::reading::{self, Mentions, Work, titled};
use super::snippet::Highlighter;
use crate::analyzer::{bigrams, pairs_and_words};
use crate::announcement::DocNumber;
use crate::backend::clause::Clause;
use crate::backend::seam::Snapshot;
use crate::document::{Field, title};
use crate::error::Result;
use crate::query::{Leaf, Node, Query, Reading};
use crate::request::SearchRequest;
use crate::response::{Expanded, Provision, Rung};
use crate::text::{cuts, fold_str, is_han};
use crate::thesaurus::Thesaurus;

/// With fewer hits than this that have all of a question, the nearest others follow.
const FEW: usize = 10;

/// With more characters than this beside it a title is not asked for, but cited in a passage.
const MOST_BESIDE: usize = 16;

/// The rungs of one query, each with what matches it.
pub(super) struct Ladder {
    /// The strict rungs, from the top. What matches one may match those above it too.
    pub(super) strict: Vec<(Rung, Clause)>,
    /// What limits exclude from the strict rungs.
    pub(super) excluded: Excluded,
    /// The last rung, if it is asked at all.
    pub(super) nearest: Option<Nearest>,
    /// With fewer hits than this above it the last rung is asked.
    pub(super) few: usize,
    /// The folded texts that score.
    pub(super) scored: ScoredTexts,
    /// What may stand for words of it.
    pub(super) expanded: Vec<Expanded>,
    /// The folded texts outside quotes and fields, words about files and sites left out.
    pub(super) pieces: Vec<String>,
    /// Whether every piece is a term, which may be mistyped, and none a sentence.
    pub(super) is_of_terms: bool,
    /// The articles that are asked for, in the order typed.
    pub(super) articles: Vec<Provision>,
    /// What names in the query were read as.
    pub(super) readings: Vec<Reading>,
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
    /// What finds its query in texts, with what may stand for words of it and the articles it asks for.
    pub(super) fn highlighter(&self, query: &Query, analyzed: &AnalyzedQuery<'_>) -> Highlighter {
        let expanded = self.expanded.iter().map(|expanded| fold_str(&expanded.to));
        Highlighter::new(query, analyzed).and(expanded).at(&self.articles)
    }

    /// The ladder of a request.
    pub(super) fn new<S: Snapshot>(
        request: &SearchRequest,
        compiler: &Compiler<'_, S>,
        thesaurus: &Thesaurus,
    ) -> Result<Self> {
        let text = if request.filters.title_only { Field::Title } else { Field::Grams };
        let (words, others) = request.query.words_and_others();
        let limits = compiler.limits(&others, &request.filters, text)?;
        let thesaurus = request.expand.then_some(thesaurus);
        let dictionary = compiler.analyzed.dictionary();
        let mentions = match request.literal {
            true => Mentions::literal(&words),
            false => reading::mentions(&words, compiler.snapshot, dictionary, thesaurus)?,
        };
        let required = mentions.rest.iter().filter(|rest| !rest.is_empty()).cloned().collect();
        let pieces = Pieces::new(required, texts_of(&others), thesaurus, compiler.analyzed);
        let rungs = Rungs { compiler, text, words: &words, pieces: &pieces, mentions: &mentions };
        let strict = rungs.strict(request.query.root.texts().next().is_some())?;
        let asks_nearest = !request.strict && !rungs.is_number();
        let nearest = if asks_nearest { rungs.nearest(&limits) } else { None };
        let is_question = pieces.is_question(compiler.analyzed);
        let own = own_texts(&request.query, compiler.analyzed);
        let any = Clause::any(strict.iter().map(|(_, matched)| matched.clone()).collect());
        Ok(Self {
            excluded: limits.excluded(&any),
            strict: strict.into_iter().map(|(rung, what)| (rung, limits.within(what))).collect(),
            nearest,
            scored: ScoredTexts { own, expansions: pieces.scored(), is_question },
            few: if is_question { FEW } else { 1 },
            expanded: pieces.expanded(),
            is_of_terms: pieces.are_terms(),
            pieces: mentions.rest,
            articles: mentions.works.into_iter().flat_map(|work| work.articles).collect(),
            readings: mentions.readings,
        })
    }

    /// The ladder of what is to be like a text: one rung, without words of its own.
    pub(super) fn like<S: Snapshot>(
        like_this: &LikeThis,
        request: &SearchRequest,
        compiler: &Compiler<'_, S>,
    ) -> Result<Self> {
        let text = if request.filters.title_only { Field::Title } else { Field::Grams };
        let limits = compiler.limits(like_this.limits.root.parts(), &request.filters, text)?;
        let choosing = like_this.terms.choosing().map(|(term, _)| term.text.as_str());
        let chosen: Vec<&str> = choosing.collect();
        let terms = chosen.iter().map(|term| Clause::Text(text, (*term).to_string()));
        let nearest = Nearest {
            matched: limits.within(Clause::any(terms.collect())),
            without: like_this.without.clone(),
            is_any_term: limits.is_none() && text == Field::Grams && are_of_text(&chosen),
        };
        Ok(Self {
            strict: Vec::new(),
            excluded: Excluded::default(),
            nearest: Some(nearest),
            few: 1,
            scored: ScoredTexts::default(),
            expanded: Vec::new(),
            pieces: Vec::new(),
            is_of_terms: false,
            articles: Vec::new(),
            readings: Vec::new(),
        })
    }

    /// What matches any strict rung.
    pub(super) fn any_strict(&self) -> Clause {
        Clause::any(self.strict.iter().map(|(_, matched)| matched.clone()).collect())
    }
}

/// Whether terms are of the text alone: a syllable may be of a gloss, which stands beside it.
fn are_of_text(terms: &[impl AsRef<str>]) -> bool {
    terms.iter().all(|term| cuts(term.as_ref()).is_empty())
}

/// The folded texts of a query that score: all in quotes, others without the words that ask.
fn own_texts(query: &Query, analyzed: &AnalyzedQuery<'_>) -> Vec<String> {
    let leaves = query.root.leaves();
    let texts: Vec<String> = leaves.iter().filter_map(Leaf::text).map(fold_str).collect();
    let telling = without_question_words(&texts, analyzed);
    let quoted = leaves.iter().filter(|leaf| leaf.text().is_some());
    let quoted = quoted.map(|leaf| matches!(leaf.node, Node::Phrase(_)));
    let own = texts.into_iter().zip(telling).zip(quoted);
    own.map(|((text, telling), is_quoted)| if is_quoted { text } else { telling }).collect()
}

/// Builds the rungs of one query, without its limits.
struct Rungs<'a, S: Snapshot> {
    compiler: &'a Compiler<'a, S>,
    text: Field,
    /// The pieces as typed.
    words: &'a [&'a str],
    /// What is required of them.
    pieces: &'a Pieces,
    /// What they name.
    mentions: &'a Mentions,
}

impl<S: Snapshot> Rungs<'_, S> {
    /// The strict rungs, from the top. One that would match what the one above it does is left out.
    fn strict(&self, has_text: bool) -> Result<Vec<(Rung, Clause)>> {
        let mut rungs = Vec::new();
        let numbers = self.numbers();
        let keyed = numbers.iter().map(|number| Clause::value(Field::Number, number.key()));
        if !numbers.is_empty() {
            rungs.push((Rung::Number, Clause::any(keyed.collect())));
        }
        rungs.extend(self.title()?.map(|title| (Rung::Title, title)));
        if self.is_number() {
            rungs.push((Rung::Typed, self.spellings(&numbers)));
            return Ok(rungs);
        }
        let (typed, all) = (self.typed(|_| true), self.all());
        if typed != all {
            rungs.extend([(Rung::Typed, typed), (Rung::AllWords, all)]);
        } else {
            rungs.push((if has_text { Rung::Typed } else { Rung::AllWords }, all));
        }
        Ok(rungs)
    }

    /// The numbers by which documents are asked for: all there is beside words about files, or each a
    /// piece of its own. Another one is only cited.
    fn numbers(&self) -> Vec<&DocNumber> {
        let own: Vec<DocNumber> =
            self.words.iter().filter_map(|word| DocNumber::parse(word)).collect();
        let named = self.mentions.numbers.iter();
        named.filter(|number| self.mentions.beside.is_empty() || own.contains(number)).collect()
    }

    /// Whether the query is a number and nothing else: nothing is near to it.
    fn is_number(&self) -> bool {
        self.mentions.beside.is_empty() && !self.mentions.numbers.is_empty()
    }

    /// What holds a number as it is usually written, or as it was typed: texts spell it as they like.
    fn spellings(&self, numbers: &[&DocNumber]) -> Clause {
        let usual = numbers.iter().map(|number| fold_str(&number.to_string()));
        let typed = fold_str(&self.words.join(" "));
        Clause::any(usual.chain([typed]).map(|text| self.literal(text)).collect())
    }

    /// Announcements of the titles that the query names, or articles of them.
    fn title(&self) -> Result<Option<Clause>> {
        let mut named = Vec::new();
        for work in &self.mentions.works {
            named.extend(self.work(work)?);
        }
        Ok((!named.is_empty()).then(|| Clause::any(named)))
    }

    /// The document of a title, if it is asked for: by an article, as all of the query, or as a piece
    /// of its own.
    fn work(&self, work: &Work) -> Result<Option<Clause>> {
        let beside: usize = self.mentions.beside.iter().map(|text| text.chars().count()).sum();
        if beside > MOST_BESIDE && !work.is_whole {
            return Ok(None);
        }
        if !work.articles.is_empty() {
            return Ok(Some(articles(work)));
        }
        let titled = Clause::any(work.keys.iter().map(|key| titled(key)).collect());
        if work.is_whole {
            return Ok(Some(titled));
        }
        let is_name = |piece: &usize| work.keys.contains(&title::key(self.pieces.text(*piece)));
        match (0..self.pieces.len()).find(is_name) {
            Some(name) => self.beside(titled, name).map(Some),
            None => Ok(None),
        }
    }

    /// What is `titled` as one piece says, and has the others; whatever they are, if nothing at all
    /// has all pieces.
    fn beside(&self, titled: Clause, name: usize) -> Result<Clause> {
        let whole = Clause::every(vec![titled.clone(), self.typed(|piece| piece != name)]);
        let found = self.compiler.snapshot.exist(&[whole.clone(), self.all()])?;
        Ok(if found.contains(&true) { whole } else { titled })
    }

    /// Announcements with every piece that is wanted as it was typed.
    fn typed(&self, is_wanted: impl Fn(usize) -> bool) -> Clause {
        let wanted = (0..self.pieces.len()).filter(|piece| is_wanted(*piece));
        let pieces = wanted.map(|piece| self.literal(self.pieces.text(piece).to_string()));
        Clause::without(pieces.collect(), Vec::new())
    }

    /// Announcements with all words of every piece, or of what may stand for parts of it.
    fn all(&self) -> Clause {
        let pieces = (0..self.pieces.len()).map(|piece| self.whole(piece));
        Clause::without(pieces.collect(), Vec::new())
    }

    /// All words of a piece, or of what may stand for it, if it is a term; a sentence as it is.
    fn whole(&self, piece: usize) -> Clause {
        if !self.pieces.is_term(piece) {
            let texts = self.pieces.respelled(piece).into_iter();
            return Clause::any(texts.map(|text| self.literal(text)).collect());
        }
        let texts = self.pieces.variants(piece).into_iter();
        Clause::any(texts.map(|text| self.compiler.words_together(&text, self.text)).collect())
    }

    /// The last rung, within limits; none where no words may be relaxed.
    fn nearest(&self, limits: &Limits) -> Option<Nearest> {
        if self.pieces.is_empty() {
            return None;
        }
        let has_noise = !self.mentions.optional.is_empty();
        let are_terms = self.pieces.telling_texts().all(|text| {
            let terms = bigrams(text);
            pairs_and_words(text) == terms && are_of_text(&terms)
        });
        let is_any_term = limits.is_none() && !has_noise && are_terms && self.text == Field::Grams;
        let matched = limits.within(self.any_pair());
        Some(Nearest { matched, without: Clause::None, is_any_term })
    }

    /// Announcements with any pair of characters or any word, or with any character where no two of
    /// them stand together. But for words of letters, digits and signs that touch, these are the terms
    /// by which candidates are chosen ([`Terms::choosing`]).
    ///
    /// [`Terms::choosing`]: super::rank::Terms::choosing
    fn any_pair(&self) -> Clause {
        let texts = || self.pieces.telling_texts();
        let pairs: Vec<Clause> =
            texts().flat_map(|text| pairs_and_words(text)).map(|pair| self.literal(pair)).collect();
        if !pairs.is_empty() {
            return Clause::any(pairs);
        }
        let characters = texts().flat_map(|text| text.chars()).filter(|c| is_han(*c));
        let characters: BTreeSet<char> = characters.collect();
        let matches = characters.into_iter().map(|c| self.literal(c.to_string()));
        Clause::any(matches.collect())
    }

    fn literal(&self, folded: String) -> Clause {
        Clause::Text(self.text, folded)
    }
}

/// The words outside quotes that parts of a query want.
fn texts_of(nodes: &[Node]) -> Vec<&str> {
    let leaves = nodes.iter().flat_map(Node::leaves);
    let words = leaves.filter_map(|leaf| match leaf.node {
        Node::Words(text) => Some(text.as_str()),
        _ => None,
    });
    words.collect()
}

/// The articles asked of a work: each as a document by itself, and the whole work if it has it.
fn articles(work: &Work) -> Clause {
    let mut matches = Vec::new();
    for key in &work.keys {
        for Provision { article, .. } in &work.articles {
            let holding = Clause::Text(Field::Grams, article.clone());
            matches.push(titled(&format!("{key}{article}")));
            matches.push(Clause::every(vec![titled(key), holding]));
        }
    }
    Clause::any(matches)
}
