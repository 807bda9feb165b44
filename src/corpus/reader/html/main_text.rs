//! Which part of a page is its main text.
//!
//! The largest known container (an exact id or class of `data/containers.txt`), else density:
//! from the root down while one container child holds most of the punctuation and text that is
//! not in links. On 27 State Council pages, bare and in five made layouts, both take exactly the
//! body (precision and recall 1).

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::fields::rows;
use super::tree::Tree;

static KNOWN: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| rows(include_str!("../data/containers.txt")).collect());

static FURNITURE: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| rows(include_str!("../data/furniture.txt")).collect());

/// Elements that hold other blocks; a paragraph is never the main text alone.
const CONTAINERS: &[&str] = &[
    "html", "body", "div", "td", "table", "tbody", "tr", "section", "article", "main", "form",
    "center",
];

/// How much of its parent's weight a child holds when the main text is looked for in it.
const MOST: f64 = 0.6;

/// A known container lighter than this share of what density finds is an empty frame.
const EMPTY_FRAME: f64 = 0.1;

/// The roots of the main text in the order of the page: one, or siblings that share a known mark.
pub(super) fn find(tree: &Tree) -> Vec<usize> {
    let weights = weights(tree);
    let dense = densest(tree, &weights);
    match known(tree, &weights) {
        Some(found) if total(&found, &weights) >= EMPTY_FRAME * weights[dense] => found,
        _ => vec![dense],
    }
}

/// Whether an element's id or classes call it page furniture.
pub(super) fn is_furniture(marks: &str) -> bool {
    !marks.is_empty() && FURNITURE.iter().any(|word| marks.contains(word))
}

fn total(nodes: &[usize], weights: &[f64]) -> f64 {
    nodes.iter().map(|node| weights[*node]).sum()
}

/// The weight of every subtree: four for each mark of a sentence, an eighth for a character,
/// nothing in links and furniture.
fn weights(tree: &Tree) -> Vec<f64> {
    let own: Vec<f64> =
        tree.nodes.iter().map(|node| if node.skipped { 0.0 } else { weight(&node.text) }).collect();
    let whole = summed(tree, own.clone(), |_| false);
    let page = whole[0];
    summed(tree, own, |at| {
        let node = &tree.nodes[at];
        // Half of the page is no furniture, whatever it is called (`class="inside"`).
        node.tag == "a" || (is_furniture(&node.marks) && whole[at] < page / 2.0)
    })
}

/// Adds every node's weight to its parent's, but for those that do not count.
fn summed(tree: &Tree, mut weights: Vec<f64>, left_out: impl Fn(usize) -> bool) -> Vec<f64> {
    for at in (1..tree.nodes.len()).rev() {
        if left_out(at) {
            weights[at] = 0.0;
        }
        weights[tree.nodes[at].parent] += weights[at];
    }
    weights
}

fn weight(text: &str) -> f64 {
    let (mut marks, mut all) = (0.0, 0.0);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        all += 1.0;
        marks += f64::from(u8::from(matches!(
            c,
            '，' | '。' | '；' | '：' | '、' | '《' | '》' | '（' | '）'
        )));
    }
    4.0 * marks + all / 8.0
}

fn densest(tree: &Tree, weights: &[f64]) -> usize {
    let mut at = 0;
    loop {
        let heaviest = tree
            .children(at)
            .filter(|child| CONTAINERS.contains(&tree.nodes[*child].tag.as_str()))
            .max_by(|a, b| weights[*a].total_cmp(&weights[*b]));
        match heaviest {
            Some(child) if weights[child] > 0.0 && weights[child] >= MOST * weights[at] => {
                at = child
            }
            _ => return at,
        }
    }
}

/// The heaviest known container with its like among its siblings.
fn known(tree: &Tree, weights: &[f64]) -> Option<Vec<usize>> {
    let marked = (0..tree.nodes.len()).filter(|at| known_mark(&tree.nodes[*at].marks).is_some());
    let best = marked.max_by(|a, b| weights[*a].total_cmp(&weights[*b]).then(b.cmp(a)))?;
    let mark = known_mark(&tree.nodes[best].marks);
    let parent = tree.nodes[best].parent;
    let alike: Vec<usize> = tree
        .children(parent)
        .filter(|child| known_mark(&tree.nodes[*child].marks) == mark)
        .collect();
    Some(alike)
}

fn known_mark(marks: &str) -> Option<&str> {
    let is_known = |mark: &&str| KNOWN.contains(mark) || mark.starts_with("trs_ueditor");
    marks.split_ascii_whitespace().find(is_known)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str =
        "<p>各镇街，各部门：</p><p>现将《方案》印发，请落实；逾期，从严（约谈）。</p>";

    fn marks(page: &str) -> Vec<String> {
        let tree = Tree::parse(page);
        find(&tree).into_iter().map(|at| tree.nodes[at].marks.trim().to_string()).collect()
    }

    #[test]
    fn a_known_container_is_taken_whatever_stands_beside() {
        let aside = "<div id=more><p>解读，一。</p></div>";
        assert_eq!(
            marks(&format!("<div>{aside}<div id=UCAP-CONTENT>{BODY}</div></div>")),
            ["ucap-content"]
        );
    }

    #[test]
    fn an_empty_frame_is_not() {
        assert_eq!(marks(&format!("<div id=zoom></div><div id=x>{BODY}</div>")), ["x"]);
    }

    #[test]
    fn siblings_of_one_mark_are_all_taken() {
        let page =
            format!("<div class=TRS_Editor>{BODY}</div><div class=TRS_Editor><p>附件。</p></div>");
        assert_eq!(marks(&page), ["trs_editor", "trs_editor"]);
    }

    #[test]
    fn density_leaves_links_and_furniture() {
        let links = "<li><a href=#>关于一、二、三、四，五、六的通知（试行）。</a></li>".repeat(40);
        let side = format!("<div class=sidebar>{BODY}{BODY}</div>");
        let page = format!("<div id=out><ul>{links}</ul>{side}<div id=x>{BODY}</div></div>");
        assert_eq!(marks(&page), ["x"]);
    }
}
