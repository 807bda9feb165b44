//! How much of a page is in each element: prose, text of links, marks of sentences.

use super::tree::{Node, Tree};

/// What is in an element and all below it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mass {
    /// Characters outside links, blanks aside.
    pub prose: usize,
    /// Characters in links to other pages.
    pub linked: usize,
    /// Marks of sentences and of titles outside links.
    pub marks: usize,
    /// Those of them that end a sentence.
    pub ends: usize,
    /// Elements that begin lines, itself not counted.
    pub lines: usize,
    /// Tables, itself not counted.
    pub tables: usize,
    /// Other boxes and lists, itself not counted.
    pub boxes: usize,
    /// Whether the document's title occurs in it, or a container that is known to hold main texts.
    pub is_anchored: bool,
}

impl Mass {
    /// How much it looks like the text of a document: four for each mark, an eighth for a
    /// character, nothing in links.
    pub(super) fn weight(&self) -> f64 {
        4.0 * self.marks as f64 + self.prose as f64 / 8.0
    }

    fn add(&mut self, other: Self) {
        self.prose += other.prose;
        self.linked += other.linked;
        self.marks += other.marks;
        self.ends += other.ends;
        self.lines += other.lines;
        self.tables += other.tables;
        self.boxes += other.boxes;
        self.is_anchored |= other.is_anchored;
    }
}

/// The mass of every node; `is_anchor` is asked for those that are not text.
pub(super) fn masses(
    tree: &Tree,
    is_line: impl Fn(&Node) -> bool,
    is_anchor: impl Fn(usize) -> bool,
) -> Vec<Mass> {
    let mut masses: Vec<Mass> = tree.nodes.iter().map(own).collect();
    for at in (1..tree.nodes.len()).rev() {
        let node = &tree.nodes[at];
        if node.is_link {
            let inside = masses[at];
            masses[at] = Mass { linked: inside.linked + inside.prose, ..Mass::default() };
        }
        masses[at].is_anchored |= !node.tag.is_empty() && !node.skipped && is_anchor(at);
        let mut added = masses[at];
        added.lines += usize::from(!node.skipped && is_line(node));
        added.tables += usize::from(node.tag == "table");
        added.boxes += usize::from(matches!(node.tag.as_str(), "div" | "ul" | "ol"));
        masses[node.parent].add(added);
    }
    masses
}

fn own(node: &Node) -> Mass {
    let mut mass = Mass::default();
    for c in node.text.chars().filter(|c| !c.is_whitespace()) {
        mass.prose += 1;
        mass.marks += usize::from("，。；：、《》（）".contains(c));
        mass.ends += usize::from("。；！".contains(c));
    }
    mass
}
