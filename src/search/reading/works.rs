//! Which of the names in a query are works of the index, and the articles asked of each.

use std::ops::Range;

use super::articles::{Articles, articles_at, marked};
use super::line::Line;
use super::names::Candidate;
use crate::backend::clause::Clause;
use crate::backend::seam::Snapshot;
use crate::document::{Field, title};
use crate::error::Result;
use crate::response::Provision;
use crate::search::short_names;
use crate::thesaurus::Thesaurus;

/// A shortened name that no table has is looked for at most so often: it reads many titles.
const MOST_SHORTENED: usize = 3;

/// A shortened name that is not all of a query has at least so many characters: 国际法 is a subject.
const SHORTEST_INSIDE: usize = 4;

/// Words that end in 法 and are short for no statute.
const NO_STATUTES: [&str; 30] = [
    "办法", "看法", "做法", "立法", "方法", "说法", "想法", "司法", "执法", "违法", "合法", "非法",
    "依法", "用法", "书法", "语法", "守法", "普法", "无法", "枉法", "算法", "手法", "魔法", "疗法",
    "打法", "玩法", "国法", "写法", "读法", "章法",
];

/// A work named in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) at: Range<usize>,
    /// Keys of titles it may have: as named, and in full.
    pub(super) keys: Vec<String>,
    pub(super) is_all: bool,
    /// Where its articles are written.
    pub(super) written: Vec<Range<usize>>,
    pub(super) articles: Vec<Provision>,
}

/// Looks names up.
pub(super) struct Works<'a, S: Snapshot> {
    pub(super) snapshot: &'a S,
    /// Knows the short names of statutes, if they are wanted.
    pub(super) thesaurus: Option<&'a Thesaurus>,
}

impl<S: Snapshot> Works<'_, S> {
    /// The works that `candidates`, the longest first, name; and whether `all`, the key of the whole
    /// query, is a title.
    pub(super) fn among(&self, candidates: &[Candidate], all: &str) -> Result<(Vec<Found>, bool)> {
        let keys: Vec<Vec<String>> = candidates.iter().map(|one| self.keys(one)).collect();
        let clauses = candidates.iter().zip(&keys).map(|(one, keys)| titled_any(keys, one));
        let clauses: Vec<Clause> = clauses.chain([titled(all)]).collect();
        let mut exist = self.snapshot.exist(&clauses)?;
        let is_title = exist.pop().unwrap_or_default();
        let mut found = Vec::new();
        let mut shortened = 0;
        for ((candidate, keys), exists) in candidates.iter().zip(keys).zip(exist) {
            if !is_free(&found, &candidate.at) {
                continue;
            }
            let keys = match exists {
                true => keys,
                false if may_be_shortened(candidate) && shortened < MOST_SHORTENED => {
                    shortened += 1;
                    self.shortened(candidate)?
                }
                false => Vec::new(),
            };
            found.extend((!keys.is_empty()).then(|| named(candidate, keys)));
        }
        found.sort_by_key(|work| work.at.start);
        Ok((found, is_title))
    }

    /// The keys that a name in the table or the index may have.
    fn keys(&self, candidate: &Candidate) -> Vec<String> {
        let full = self.thesaurus.and_then(|known| known.statute(&candidate.key));
        let full = full.map(|title| title::key(&title));
        std::iter::once(candidate.key.clone()).chain(full).collect()
    }

    /// The keys of a name that is short for one title of the index.
    fn shortened(&self, candidate: &Candidate) -> Result<Vec<String>> {
        if self.thesaurus.is_none() {
            return Ok(Vec::new());
        }
        let meant = short_names::meant(self.snapshot, &candidate.key)?;
        Ok(meant.into_iter().flat_map(|full| [candidate.key.clone(), full]).collect())
    }
}

fn may_be_shortened(candidate: &Candidate) -> bool {
    let is_long = candidate.key.chars().count() >= SHORTEST_INSIDE;
    let is_word = NO_STATUTES.iter().any(|word| candidate.key.ends_with(word));
    candidate.is_apart && !is_word && (is_long || candidate.is_all || candidate.articles.is_some())
}

fn named(candidate: &Candidate, keys: Vec<String>) -> Found {
    let Candidate { at, is_all, .. } = candidate.clone();
    Found { at, keys, is_all, written: Vec::new(), articles: Vec::new() }
}

fn is_free(found: &[Found], at: &Range<usize>) -> bool {
    found.iter().all(|work| work.at.end <= at.start || at.end <= work.at.start)
}

/// Documents with this key of their title.
pub(in crate::search) fn titled(key: &str) -> Clause {
    Clause::value(Field::TitleKey, title::term(key).into_owned())
}

/// Documents of any of these titles, or the first article asked of one that is a document itself.
fn titled_any(keys: &[String], candidate: &Candidate) -> Clause {
    let article = candidate.articles.as_ref().and_then(|articles| articles.asked.first());
    let whole = keys.iter().map(|key| titled(key));
    let parts = article
        .into_iter()
        .flat_map(|asked| keys.iter().map(|key| titled(&format!("{key}{}", asked.article))));
    Clause::any(whole.chain(parts).collect())
}

/// Gives each article of the line to the nearest work before it, or else after it.
pub(super) fn pair(line: &Line<'_>, candidates: &[Candidate], found: &mut [Found]) {
    for articles in written(line, candidates, found) {
        let before = found.iter().rposition(|work| work.at.end <= articles.at.start);
        let work =
            before.or_else(|| found.iter().position(|work| articles.at.end <= work.at.start));
        if let Some(work) = work {
            found[work].written.push(articles.at);
            found[work].articles.extend(articles.asked);
        }
    }
}

/// All articles of the line outside the names: behind a work, with 第, or a piece of their own.
fn written(line: &Line<'_>, candidates: &[Candidate], found: &[Found]) -> Vec<Articles> {
    let behind = found.iter().filter_map(|work| {
        candidates.iter().find(|one| one.at == work.at).and_then(|one| one.articles.clone())
    });
    let pieces = line.pieces().into_iter().filter_map(|piece| {
        let articles = articles_at(line.text(), piece.start, true)?;
        let is_piece = articles.at.start == piece.start;
        let ends = line.pieces().iter().any(|piece| piece.end == articles.at.end);
        (is_piece && ends).then_some(articles)
    });
    let mut all: Vec<Articles> = Vec::new();
    for articles in behind.chain(marked(line.text())).chain(pieces) {
        let is_new = all
            .iter()
            .all(|one| one.at.end <= articles.at.start || articles.at.end <= one.at.start);
        if is_new && is_free(found, &articles.at) {
            all.push(articles);
        }
    }
    all.sort_by_key(|articles| articles.at.start);
    all
}
