//! The usual way: tantivy's own BM25 over the words that jieba cuts, with tantivy's own snippets.
//!
//! One field of title and body, positions and text stored, as the documentation of both crates shows
//! it. A query is an OR of its words, its answer the ten best with a snippet each.

use std::io::{Error, Result};
use std::path::Path;
use std::time::Instant;

use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, PhraseQuery, Query, TermQuery};
use tantivy::schema::{
    Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::snippet::SnippetGenerator;
use tantivy::{Index, Searcher, TantivyDocument, Term, doc};
use tantivy_jieba::JiebaTokenizer;

use crate::process::milliseconds;
use crate::texts;

/// How many bytes its writer may hold before it writes.
const BUDGET: usize = 512 << 20;

/// An index of the usual kind.
pub(crate) struct Plain {
    searcher: Searcher,
    text: Field,
    index: Index,
}

/// Makes the index of a corpus in a folder.
pub(crate) fn build(corpus: &Path, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("jieba")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let mut schema = Schema::builder();
    let options = TextOptions::default().set_indexing_options(indexing) | STORED;
    let text = schema.add_text_field("text", options);
    let index = Index::create_in_dir(folder, schema.build()).map_err(Error::other)?;
    index.tokenizers().register("jieba", JiebaTokenizer::new());
    let mut writer = index.writer(BUDGET).map_err(Error::other)?;
    texts::each(corpus, &mut |title, body| {
        let added = writer.add_document(doc!(text => format!("{title}\n{body}")));
        added.map(drop).map_err(Error::other)
    })?;
    writer.commit().map_err(Error::other)?;
    writer.wait_merging_threads().map_err(Error::other)
}

impl Plain {
    /// Opens it, with jieba's dictionary.
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        let index = Index::open_in_dir(folder).map_err(Error::other)?;
        index.tokenizers().register("jieba", JiebaTokenizer::new());
        let text = index.schema().get_field("text").map_err(Error::other)?;
        let searcher = index.reader().map_err(Error::other)?.searcher();
        Ok(Self { searcher, text, index })
    }

    /// The words of a query.
    fn words(&self, query: &str) -> Result<Vec<Term>> {
        let mut cut = self.index.tokenizer_for_field(self.text).map_err(Error::other)?;
        let mut words = Vec::new();
        let mut stream = cut.token_stream(query);
        while stream.advance() {
            words.push(Term::from_field_text(self.text, &stream.token().text));
        }
        Ok(words)
    }

    /// How many texts it finds for the words standing together.
    pub(crate) fn hits(&self, query: &str) -> Result<usize> {
        let words = self.words(query)?;
        let found = match words.as_slice() {
            [word] => self
                .searcher
                .search(&TermQuery::new(word.clone(), IndexRecordOption::Basic), &Count),
            _ => self.searcher.search(&PhraseQuery::new(words), &Count),
        };
        found.map_err(Error::other)
    }

    /// Asks for the ten best of any of the words, with snippets, and tells how many milliseconds that
    /// took.
    pub(crate) fn ask(&self, query: &str) -> Result<f64> {
        let started = Instant::now();
        let scored = |word| -> Box<dyn Query> {
            Box::new(TermQuery::new(word, IndexRecordOption::WithFreqs))
        };
        let any = BooleanQuery::union(self.words(query)?.into_iter().map(scored).collect());
        let best = TopDocs::with_limit(10).order_by_score();
        let best = self.searcher.search(&any, &best).map_err(Error::other)?;
        let snippets = SnippetGenerator::create(&self.searcher, &any, self.text);
        let snippets = snippets.map_err(Error::other)?;
        for (_, address) in best {
            let found: TantivyDocument = self.searcher.doc(address).map_err(Error::other)?;
            let text = found.get_first(self.text).and_then(|text| text.as_str());
            std::hint::black_box(snippets.snippet(text.unwrap_or_default()));
        }
        Ok(milliseconds(started.elapsed()))
    }
}
