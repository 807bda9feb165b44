//! What was probably meant by a query that finds nothing.
//!
//! Each text of the query that no announcement holds is put right in one place, or two neighbours in it
//! are exchanged, and a number that no announcement has gives way to the nearest of its year. It is a suggestion and never a match:
//! an engine that matched by sound had to take it back. Only queries that find something, under
//! the filters given, are suggested.

mod gap;
mod number;
mod text;

use std::collections::BTreeSet;

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
            if suggestions.len() == MOST_SUGGESTED {
                break;
            }
            let better = self.better(leaf.node)?.into_iter().take(gap::MOST_TRIED);
            let better = better.map(|better| replaced(root, &mut place.clone(), &better));
            let mut known: BTreeSet<String> = suggestions.iter().cloned().collect();
            let new: Vec<Node> = better.filter(|node| known.insert(node.to_string())).collect();
            let most = MOST_SUGGESTED - suggestions.len();
            suggestions.extend(self.finding(&new, request, most)?.map(Node::to_string));
        }
        Ok(suggestions)
    }

    /// The numbers that come nearest to a query that is a number, without its field.
    fn numbered(&self, number: &Node, request: &SearchRequest) -> Result<Vec<String>> {
        let better = self.better(number)?;
        let finding = self.finding(&better, request, better.len())?;
        let number = |node: &Node| match node {
            Node::Number(number) => Some(number.to_string()),
            _ => None,
        };
        Ok(finding.filter_map(number).collect())
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

    /// The first `most` of `nodes` that find anything under the filters of the request.
    fn finding<'n>(
        &self,
        nodes: &'n [Node],
        request: &SearchRequest,
        most: usize,
    ) -> Result<impl Iterator<Item = &'n Node> + use<'n, S>> {
        let filters = &request.filters;
        let text = if filters.title_only { Field::Title } else { Field::Grams };
        let limits = if nodes.is_empty() { Vec::new() } else { self.compiler.filters(filters)? };
        let clause = |node: &Node| {
            let own = self.compiler.node(node, text)?;
            Ok(Clause::every(limits.iter().cloned().chain([own]).collect()))
        };
        let clauses: Vec<Clause> = nodes.iter().map(clause).collect::<Result<_>>()?;
        let first = self.compiler.snapshot.firsts(&[clauses], most)?.concat();
        Ok(first.into_iter().map(|place| &nodes[place]))
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
