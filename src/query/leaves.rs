//! What a query wants: its texts and numbers, in order.

use super::tree::{Node, Query};
use crate::text::{fold_str, is_sign};

/// A text or a number that a query wants.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Leaf<'a> {
    /// It: [`Node::Words`], [`Node::Phrase`] or [`Node::Number`].
    pub(crate) node: &'a Node,
    /// Whether it is to stand in the title.
    pub(crate) in_title: bool,
}

impl<'a> Leaf<'a> {
    /// Its text, unless it is a number.
    pub(crate) fn text(&self) -> Option<&'a str> {
        match self.node {
            Node::Words(text) | Node::Phrase(text) => Some(text),
            _ => None,
        }
    }
}

impl Query {
    /// The words of the root, in order, and its other parts. A sign by itself beside other words is a
    /// mark, as in `安全 + 生产`.
    pub(crate) fn words_and_others(&self) -> (Vec<&str>, Vec<Node>) {
        let (mut words, mut others) = (Vec::new(), Vec::new());
        for part in self.root.parts() {
            match part {
                Node::Words(text) => words.push(text.as_str()),
                part => others.push(part.clone()),
            }
        }
        let is_mark = |word: &str| fold_str(word).chars().all(is_sign);
        if !words.iter().all(|word| is_mark(word)) {
            words.retain(|word| !is_mark(word));
        }
        (words, others)
    }
}

impl Node {
    /// The texts and numbers that it wants, in order; not what it excludes.
    pub(crate) fn leaves(&self) -> Vec<Leaf<'_>> {
        let mut leaves = Vec::new();
        gather(self, false, &mut leaves);
        leaves
    }

    /// The texts that it wants, in order.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.leaves().into_iter().filter_map(|leaf| leaf.text())
    }

    /// The parts that must all hold.
    pub(crate) fn parts(&self) -> &[Node] {
        match self {
            Node::And(parts) => parts,
            part => std::slice::from_ref(part),
        }
    }
}

fn gather<'a>(node: &'a Node, in_title: bool, leaves: &mut Vec<Leaf<'a>>) {
    match node {
        Node::Words(_) | Node::Phrase(_) | Node::Number(_) => {
            leaves.push(Leaf { node, in_title });
        }
        Node::And(parts) | Node::Or(parts) => {
            parts.iter().for_each(|part| gather(part, in_title, leaves));
        }
        Node::Title(part) => gather(part, true, leaves),
        Node::Near(_, part) => gather(part, in_title, leaves),
        Node::Not(_)
        | Node::Issuer(_)
        | Node::Kind(_)
        | Node::Level(_)
        | Node::Series(_)
        | Node::Region(_)
        | Node::IssuedIn(_)
        | Node::About(_)
        | Node::Validity(_)
        | Node::Date(_)
        | Node::Added(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::Query;

    #[test]
    fn a_sign_by_itself_is_a_mark_beside_words() {
        let words = |text: &str| {
            let query = Query::parse(text, jiff::civil::date(2026, 1, 20)).unwrap();
            query.words_and_others().0.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(words("安全 % 生产"), ["安全", "生产"]);
        assert_eq!(words("安全 5%"), ["安全", "5%"]);
        assert_eq!(words("①"), ["①"]);
    }

    #[test]
    fn what_is_wanted_is_told_in_order_and_with_its_place() {
        let text = "甲 标题:乙 (丙 OR \"丁\") -戊 同句(己 庚) 文号:国发〔2025〕1号";
        let query = Query::parse(text, jiff::civil::date(2026, 1, 20)).unwrap();
        let leaves = query.root.leaves();
        let texts: Vec<_> = leaves.iter().map(|leaf| (leaf.text(), leaf.in_title)).collect();
        let wanted = [
            (Some("甲"), false),
            (Some("乙"), true),
            (Some("丙"), false),
            (Some("丁"), false),
            (Some("己"), false),
            (Some("庚"), false),
            (None, false),
        ];
        assert_eq!(texts, wanted);
        assert_eq!(query.root.texts().collect::<String>(), "甲乙丙丁己庚");
        assert_eq!(query.root.parts().len(), 6);
    }
}
