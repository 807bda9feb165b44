//! A run: what an engine answered to topics, `topic Q0 docid rank score tag` a line.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};
use std::path::Path;

use super::form::{self, fields, wrong};
use crate::error::Result;

/// One document of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// Its id.
    pub document: String,
    /// Its score, which orders it among the others of the topic.
    pub score: f32,
}

/// The answers to topics, each in the order of `trec_eval`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    topics: BTreeMap<String, Vec<Ranked>>,
}

impl Run {
    /// Reads the file at `path`.
    ///
    /// # Errors
    /// When it cannot be read, and as [`Run::parse`].
    pub fn read(path: &Path) -> Result<Self> {
        Self::parse(&form::read(path)?).map_err(|error| error.or_at(path))
    }

    /// Reads lines of `topic Q0 docid rank score tag`; `Q0`, rank and tag are ignored.
    ///
    /// # Errors
    /// When a line has another form or a document is there twice; the message names the line.
    pub fn parse(text: &str) -> Result<Self> {
        let mut seen = HashSet::new();
        let mut topics: BTreeMap<String, Vec<Ranked>> = BTreeMap::new();
        for line in form::lines(text) {
            let [topic, _, document, _, score, _] = fields(line, "topic Q0 docid rank score tag")?;
            let score = number(score)
                .ok_or_else(|| wrong(line.0, format!("{score} is no score: write a number")))?;
            if !seen.insert((topic, document)) {
                let twice = format!("{document} answers topic {topic} twice: remove one line");
                return Err(wrong(line.0, twice));
            }
            let ranked = Ranked { document: document.to_string(), score };
            topics.entry(topic.to_string()).or_default().push(ranked);
        }
        topics.values_mut().for_each(|ranked| sort(ranked));
        Ok(Self { topics })
    }

    /// Adds the answer to a topic, the best document first; of a document named twice the first
    /// place counts.
    ///
    /// Scores count down to 1, so that every program orders the documents as they are given:
    /// scores of this engine can be compared within one rung only.
    pub fn answer(&mut self, topic: &str, documents: impl IntoIterator<Item = String>) {
        let mut seen = HashSet::new();
        let once = documents.into_iter().filter(|document| seen.insert(document.clone()));
        let once: Vec<String> = once.collect();
        let scores = (1..=once.len()).rev().map(|score| score as f32);
        let ranked = once.into_iter().zip(scores);
        let ranked = ranked.map(|(document, score)| Ranked { document, score }).collect();
        self.topics.insert(topic.to_string(), ranked);
    }

    /// Writes the lines of the run under the name `tag`, which holds no space.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn write(&self, tag: &str, out: &mut dyn Write) -> io::Result<()> {
        for (topic, ranked) in &self.topics {
            for (index, Ranked { document, score }) in ranked.iter().enumerate() {
                writeln!(out, "{topic} Q0 {document} {} {score} {tag}", index + 1)?;
            }
        }
        Ok(())
    }

    /// The answer to `topic`, the best document first; empty when there is none.
    pub fn ranked(&self, topic: &str) -> &[Ranked] {
        self.topics.get(topic).map_or(&[], Vec::as_slice)
    }

    /// The topics with an answer, in order of their ids.
    pub fn topics(&self) -> impl Iterator<Item = &str> {
        self.topics.iter().filter(|(_, ranked)| !ranked.is_empty()).map(|(topic, _)| topic.as_str())
    }
}

/// `id` as one field of a TREC file: what would part it in two is written as in a URL.
pub fn docid(id: &str) -> String {
    let mut field = String::with_capacity(id.len());
    for c in id.chars() {
        match c {
            c if c.is_whitespace() => {
                let mut bytes = [0; 4];
                c.encode_utf8(&mut bytes)
                    .bytes()
                    .for_each(|b| field.push_str(&format!("%{b:02X}")));
            }
            c => field.push(c),
        }
    }
    field
}

/// A score as `trec_eval` holds it.
fn number(text: &str) -> Option<f32> {
    let number: f64 = text.parse().ok()?;
    (!number.is_nan()).then_some(number as f32)
}

fn sort(ranked: &mut [Ranked]) {
    ranked.sort_by(|left, right| {
        right.score.total_cmp(&left.score).then_with(|| right.document.cmp(&left.document))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents(run: &Run, topic: &str) -> String {
        run.ranked(topic).iter().map(|ranked| ranked.document.as_str()).collect()
    }

    #[test]
    fn scores_order_and_ties_go_to_the_greater_id() {
        let run =
            Run::parse("1 Q0 a 1 2 t\n1 Q0 c 2 2.0 t\n1 Q0 b 9 2.0000000001 t\n1 Q0 d 1 7e0 t")
                .unwrap();
        assert_eq!(documents(&run, "1"), "dcba");
    }

    #[test]
    fn a_run_is_read_as_it_was_written() {
        let mut run = Run::default();
        run.answer("q", ["b", "a", "b", "c"].map(String::from));
        run.answer("empty", []);
        let mut lines = Vec::new();
        run.write("mine", &mut lines).unwrap();
        let lines = String::from_utf8(lines).unwrap();
        assert_eq!(lines, "q Q0 b 1 3 mine\nq Q0 a 2 2 mine\nq Q0 c 3 1 mine\n");
        let read = Run::parse(&lines).unwrap();
        assert_eq!(read.ranked("q"), run.ranked("q"));
        assert_eq!(run.topics().collect::<Vec<_>>(), ["q"]);
    }

    #[test]
    fn an_id_is_one_field() {
        assert_eq!(docid("政策/a b\u{3000}c%20.txt"), "政策/a%20b%E3%80%80c%20.txt");
    }
}
