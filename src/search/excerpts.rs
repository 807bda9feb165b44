//! The articles that a query asks of one document, each as its text has it.

use super::provision;
use super::reading::{self, marked};
use super::relations::Relations;
use crate::analyzer::Dictionary;
use crate::announcement::number::Folded;
use crate::backend::seam::Snapshot;
use crate::document::{Record, title};
use crate::error::Result;
use crate::query::Query;
use crate::response::{Excerpt, Provision};
use crate::thesaurus::Thesaurus;

/// The articles of `record` that `query` asks for, by the name of its work or, where it names none, by
/// their numbers alone.
pub(super) fn excerpts<S: Snapshot>(
    snapshot: &S,
    (dictionary, thesaurus): (&Dictionary, &Thesaurus),
    record: &Record,
    query: &Query,
) -> Result<Vec<Excerpt>> {
    let (words, _) = query.words_and_others();
    let mentions = reading::mentions(&words, snapshot, dictionary, Some(thesaurus))?;
    let keys = title::keys(&record.announcement.title);
    let is_meant = |work: &&reading::Work| work.keys.iter().any(|key| keys.contains(key));
    let mut asked: Vec<Provision> =
        mentions.works.iter().filter(is_meant).flat_map(|work| work.articles.clone()).collect();
    if mentions.works.is_empty() {
        let line = Folded::new(&words.join(" "));
        asked.extend(marked(line.text()).into_iter().flat_map(|articles| articles.asked));
    }
    let body = &record.announcement.body;
    let mut excerpts: Vec<Excerpt> =
        asked.iter().filter_map(|asked| provision::excerpt(body, asked)).collect();
    for excerpt in &mut excerpts {
        let article = excerpt.provision.article.clone();
        (excerpt.amended_by, excerpt.cited_by) = Relations::of_article(snapshot, record, &article)?;
    }
    Ok(excerpts)
}
