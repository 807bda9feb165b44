//! What was probably meant by a query that finds nothing.
//!
//! Each text of the query that no announcement holds is put right in one place, or two neighbours in it
//! are exchanged, and a number that no announcement has gives way to the nearest of its year. It is a suggestion and never a match:
//! an engine that matched by sound had to take it back. Only queries that find something, under
//! the filters given, are suggested.

mod gap;
mod number;
mod text;

use super::absence::MOST_PARTS;
use super::compile::Compiler;
use crate::announcement::DocNumber;
use crate::backend::clause::Clause;
use crate::backend::seam::Snapshot;
use crate::document::Field;
use crate::error::Result;
use crate::query::Node;
use crate::request::SearchRequest;

/// How many queries are suggested.
const MOST_SUGGESTED: usize = 3;

/// Looks for what was meant.
pub(super) struct Suggester<'a, S: Snapshot> {
    pub(super) compiler: &'a Compiler<'a, S>,
    /// Whether something has all words of the query, so that only what was surely meant is suggested.
    pub(super) is_sure: bool,
}

impl<S: Snapshot> Suggester<'_, S> {
    /// Queries like that of a request which finds nothing, best first; none where it has more than
    /// [`MOST_PARTS`] texts and numbers.
    pub(super) fn suggest(&self, request: &SearchRequest) -> Result<Vec<String>> {
        if let Some(number) = DocNumber::parse(&request.query.text) {
            return self.numbered(&Node::Number(number), request);
        }
        let root = &request.query.root;
        let mut suggestions = Vec::new();
        let leaves = root.leaves();
        if leaves.len() > MOST_PARTS {
            return Ok(suggestions);
        }
        for (place, leaf) in leaves.into_iter().enumerate() {
            for better in self.better(leaf.node)?.into_iter().take(gap::MOST_TRIED) {
                let node = replaced(root, &mut place.clone(), &better);
                let suggestion = node.to_string();
                let is_new = !suggestions.contains(&suggestion);
                if suggestions.len() < MOST_SUGGESTED && is_new && self.finds(&node, request)? {
                    suggestions.push(suggestion);
                }
            }
        }
        Ok(suggestions)
    }

    /// The numbers that come nearest to a query that is a number, without its field.
    fn numbered(&self, number: &Node, request: &SearchRequest) -> Result<Vec<String>> {
        let mut suggestions = Vec::new();
        for better in self.better(number)? {
            if let (Node::Number(number), true) = (&better, self.finds(&better, request)?) {
                suggestions.push(number.to_string());
            }
        }
        Ok(suggestions)
    }

    /// What a leaf may have meant, best first.
    fn better(&self, leaf: &Node) -> Result<Vec<Node>> {
        let texts = |text: &str| text::texts(self.compiler, text, self.is_sure);
        Ok(match leaf {
            Node::Words(text) => texts(text)?.into_iter().map(Node::Words).collect(),
            Node::Phrase(text) => texts(text)?.into_iter().map(Node::Phrase).collect(),
            Node::Number(_) if self.is_sure => Vec::new(),
            Node::Number(number) => {
                let nearest = number::nearest(self.compiler.snapshot, number, MOST_SUGGESTED)?;
                nearest.into_iter().map(Node::Number).collect()
            }
            _ => Vec::new(),
        })
    }

    /// Whether `node` finds anything under the filters of the request.
    fn finds(&self, node: &Node, request: &SearchRequest) -> Result<bool> {
        let filters = &request.filters;
        let text = if filters.title_only { Field::Title } else { Field::Grams };
        let mut matches = self.compiler.filters(filters)?;
        matches.push(self.compiler.node(node, text)?);
        self.compiler.snapshot.exists(&Clause::every(matches))
    }
}

/// `node` with `better` instead of the leaf that `place` others come before.
fn replaced(node: &Node, place: &mut usize, better: &Node) -> Node {
    let mut all = |parts: &[Node]| parts.iter().map(|part| replaced(part, place, better)).collect();
    match node {
        Node::And(parts) => Node::And(all(parts)),
        Node::Or(parts) => Node::Or(all(parts)),
        Node::Title(part) => Node::Title(Box::new(replaced(part, place, better))),
        Node::Near(scope, part) => Node::Near(*scope, Box::new(replaced(part, place, better))),
        Node::Words(_) | Node::Phrase(_) | Node::Number(_) => {
            let here = *place == 0;
            *place = place.wrapping_sub(1);
            if here { better.clone() } else { node.clone() }
        }
        _ => node.clone(),
    }
}
