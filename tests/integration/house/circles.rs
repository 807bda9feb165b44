//! Circles of a graph: its strongly connected components of more than one node, by Tarjan's
//! algorithm.

use std::collections::BTreeSet;

/// The circles of the graph of these arrows over nodes `0..count`, each in ascending order.
pub(crate) fn circles(count: usize, arrows: &BTreeSet<(usize, usize)>) -> Vec<Vec<usize>> {
    let mut next = vec![Vec::new(); count];
    for &(from, to) in arrows {
        next[from].push(to);
    }
    let (index, low, stack, found) = (vec![None; count], vec![0; count], Vec::new(), Vec::new());
    let mut search = Search { next, index, low, stack, seen: 0, found };
    for node in 0..count {
        if search.index[node].is_none() {
            search.visit(node);
        }
    }
    search.found.sort();
    search.found
}

struct Search {
    next: Vec<Vec<usize>>,
    /// When a node was first seen.
    index: Vec<Option<usize>>,
    /// The earliest node still open that is reached from it.
    low: Vec<usize>,
    stack: Vec<usize>,
    seen: usize,
    found: Vec<Vec<usize>>,
}

impl Search {
    fn visit(&mut self, node: usize) {
        self.index[node] = Some(self.seen);
        self.low[node] = self.seen;
        self.seen += 1;
        self.stack.push(node);
        for next in self.next[node].clone() {
            match self.index[next] {
                None => {
                    self.visit(next);
                    self.low[node] = self.low[node].min(self.low[next]);
                }
                Some(index) if self.stack.contains(&next) => {
                    self.low[node] = self.low[node].min(index);
                }
                Some(_) => {}
            }
        }
        if self.index[node] == Some(self.low[node]) {
            let start = self.stack.iter().position(|open| *open == node).unwrap();
            let mut circle = self.stack.split_off(start);
            circle.sort_unstable();
            if circle.len() > 1 {
                self.found.push(circle);
            }
        }
    }
}
