//! How fast jieba alone cuts a text, how fast it is folded, and how fast it is indexed: one run, on
//! the same cores, so that the ratios hold on whatever machine.
//!
//! `cargo bench --bench analyze [-- DIR]` reads `DIR`, else `POLICY_DATA/laws` where `POLICY_DATA` is
//! set, else the sample corpus. The bytes are those of the files in all lines; each figure is the
//! median of five rounds, in each of which all is done in turn. The index is made as `search index --rebuild` makes it, in a folder that
//! is removed again.

use std::path::{Path, PathBuf};
use std::time::Instant;

use policy_search::text::fold;
use policy_search::{IndexOptions, Location};
use rayon::prelude::*;
use tantivy::tokenizer::{TokenStream, Tokenizer};
use tantivy_jieba::JiebaTokenizer;
use tantivy_jieba::jieba_rs::Jieba;

const ROUNDS: usize = 5;

/// What is timed.
const WORK: [&str; 4] =
    ["tantivy-jieba", "jieba, without overlaps", "fold", "search index --rebuild"];

fn corpus() -> PathBuf {
    let named = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    match (named, std::env::var_os("POLICY_DATA")) {
        (Some(named), _) => PathBuf::from(named),
        (None, Some(data)) => PathBuf::from(data).join("laws"),
        (None, None) => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus"),
    }
}

/// The texts of all files that are UTF-8.
fn texts(folder: &Path) -> Vec<String> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    files.filter_map(|file| std::fs::read_to_string(file.path()).ok()).collect()
}

fn time(work: impl FnOnce()) -> f64 {
    let started = Instant::now();
    work();
    started.elapsed().as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// How many words jieba cuts all texts into, as [`tantivy_jieba`] hands them to an index.
fn cut(texts: &[String]) -> usize {
    let words = |text: &String| {
        let (mut tokenizer, mut count) = (JiebaTokenizer::new(), 0);
        tokenizer.token_stream(text).process(&mut |_| count += 1);
        count
    };
    texts.par_iter().map(words).sum()
}

fn index(folder: &Path, location: &Location) {
    let options = IndexOptions::of([folder]).rebuild(true);
    policy_search::index(location, &options, &|_| ()).expect("the corpus is indexed");
}

/// The bytes of all files of an index.
fn size(index: &Path) -> u64 {
    let files = walkdir::WalkDir::new(index).into_iter().flatten();
    let length = |file: walkdir::DirEntry| file.metadata().ok().filter(|data| data.is_file());
    files.filter_map(length).map(|data| data.len()).sum()
}

/// Does everything once; the seconds of each, in order of [`WORK`].
fn round(folder: &Path, texts: &[String], jieba: &Jieba, location: &Location) -> [f64; 4] {
    let words = |text: &String| jieba.cut(text, true).len();
    let length = |text: &String| fold(text).as_str().len();
    [
        time(|| assert!(cut(texts) > 0, "texts with words in them")),
        time(|| assert!(texts.par_iter().map(words).sum::<usize>() > 0)),
        time(|| assert!(texts.par_iter().map(length).sum::<usize>() > 0)),
        time(|| index(folder, location)),
    ]
}

fn main() {
    let folder = corpus();
    let texts = texts(&folder);
    let bytes = texts.iter().map(String::len).sum::<usize>() as f64;
    let folded = texts.par_iter().map(|text| fold(text).as_str().len()).sum::<usize>() as f64;
    let threads = rayon::current_num_threads();
    println!("{}: {:.1} MB, {:.1} MB folded", folder.display(), bytes / 1e6, folded / 1e6);
    println!("{threads} threads, median of {ROUNDS} rounds");

    let desk = tempfile::tempdir().expect("a folder for the index");
    let place = desk.path().join("index");
    let (jieba, location) = (Jieba::new(), Location::Dir(place.clone()));
    // The first text that it cuts loads its dictionary.
    cut(&texts[..texts.len().min(1)]);
    let rounds: Vec<_> = (0..ROUNDS).map(|_| round(&folder, &texts, &jieba, &location)).collect();
    for (at, what) in WORK.into_iter().enumerate() {
        let speed = median(rounds.iter().map(|round| bytes / 1e6 / round[at]).collect());
        let ratio = median(rounds.iter().map(|round| round[0] / round[at]).collect());
        println!("{what:28} {speed:8.1} MB/s {ratio:8.3} of tantivy-jieba alone");
    }
    let size = size(&place) as f64;
    println!("the index: {:.1} MB, {:.2} of the folded text", size / 1e6, size / folded);
}
