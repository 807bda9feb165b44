//! A page as one list of nodes in the order of the page: a subtree is a range of it.
//!
//! Every walk over it is a loop, so that no depth can overflow the stack.

use std::ops::Range;

use scraper::{Html, Node as Parsed, node::Element};

/// What is never text of a document.
const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "noframes", "template", "select", "option", "button",
    "textarea", "iframe", "object", "canvas", "svg", "nav", "footer", "head", "title", "map",
    "audio", "video",
];

/// What a link to a document that can be saved ends with: an attachment is no other page.
const FILES: &[&str] = &[
    "pdf", "doc", "docx", "wps", "xls", "xlsx", "et", "ofd", "ppt", "pptx", "zip", "rar", "7z",
    "txt", "rtf", "jpg", "jpeg", "png", "gif", "tif", "ceb",
];

/// A parsed page.
#[derive(Default)]
pub(super) struct Tree {
    /// All nodes; the first is the document.
    pub nodes: Vec<Node>,
    /// The `<meta>` tags: name or property in lower case, and content.
    pub metas: Vec<(String, String)>,
    /// The text of `<title>`.
    pub title: String,
    /// The address of `<link rel="canonical">`.
    pub canonical: Option<String>,
    /// The days that `<time datetime>` name.
    pub times: Vec<String>,
    /// Scripts that are data: JSON-LD.
    pub linked: Vec<String>,
    /// Other scripts that set variables of a WeChat page.
    pub variables: Vec<String>,
    /// Whether the script that was opened last is data.
    is_data: bool,
}

/// The script of a WeChat page that describes the page sets one of these.
const VARIABLES: [&str; 5] = ["nickname", "msg_title", "reateTime", "publish_time", "var ct"];

/// An element or a piece of text.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// The element's name; empty for text.
    pub tag: String,
    /// Its id and classes in lower case, separated by spaces.
    pub marks: String,
    /// The text, of a piece of text.
    pub text: String,
    /// Its parent.
    pub parent: usize,
    /// The first node after its subtree.
    pub end: usize,
    /// Whether it or one above it is never text.
    pub skipped: bool,
    /// Whether it leads to another page.
    pub is_link: bool,
    /// How many rows and columns it takes, of a cell.
    pub span: (u32, u32),
}

impl Tree {
    pub(super) fn parse(page: &str) -> Self {
        let html = Html::parse_document(page);
        let mut tree = Self::default();
        let mut open = vec![0];
        tree.nodes.push(Node::default());
        let mut next = html.tree.root().first_child();
        while let Some(node) = next {
            tree.open(node.value(), &mut open);
            next = node.first_child();
            let mut left = Some(node);
            while let Some(node) = left.filter(|_| next.is_none()) {
                tree.close(node.value(), &mut open);
                next = node.next_sibling();
                left = node.parent();
            }
        }
        tree.nodes[0].end = tree.nodes.len();
        tree
    }

    fn open(&mut self, value: &Parsed, open: &mut Vec<usize>) {
        let parent = open.last().copied().unwrap_or_default();
        let end = self.nodes.len() + 1;
        match value {
            Parsed::Text(text) if self.nodes[parent].tag == "title" && self.title.is_empty() => {
                self.title = text.to_string();
            }
            Parsed::Text(text) => {
                self.keep_script(parent, text);
                let skipped = self.nodes[parent].skipped;
                let text = if skipped { String::new() } else { text.to_string() };
                self.nodes.push(Node { text, parent, end, skipped, ..Node::default() });
            }
            Parsed::Element(element) => {
                self.note(element);
                open.push(self.nodes.len());
                let skipped = self.nodes[parent].skipped || SKIPPED.contains(&element.name());
                let tag = element.name().to_string();
                self.nodes.push(Node {
                    tag,
                    marks: marks(element),
                    parent,
                    end,
                    skipped,
                    is_link: is_link(element),
                    span: span(element),
                    ..Node::default()
                });
            }
            _ => {}
        }
    }

    /// Keeps the text of a script that tells of the page.
    fn keep_script(&mut self, parent: usize, text: &str) {
        if self.nodes[parent].tag != "script" {
        } else if self.is_data {
            self.linked.push(text.to_string());
        } else if VARIABLES.iter().any(|name| text.contains(name)) {
            self.variables.push(text.to_string());
        }
    }

    fn close(&mut self, value: &Parsed, open: &mut Vec<usize>) {
        if value.is_element()
            && let Some(closed) = open.pop()
        {
            self.nodes[closed].end = self.nodes.len();
        }
    }

    /// Keeps what is said by attributes.
    fn note(&mut self, element: &Element) {
        match element.name() {
            "meta" => {
                let names = ["name", "property", "itemprop"];
                let name = names.into_iter().find_map(|name| element.attr(name));
                if let (Some(name), Some(content)) = (name, element.attr("content")) {
                    self.metas.push((squash(name), content.trim().to_string()));
                }
            }
            "time" => self.times.extend(element.attr("datetime").map(str::to_string)),
            "link" if element.attr("rel") == Some("canonical") => {
                self.canonical = element.attr("href").map(str::to_string);
            }
            "script" => self.is_data = element.attr("type").is_some_and(is_linked),
            _ => {
                let said = element.attr("itemprop").zip(element.attr("content"));
                let said = said.map(|(name, value)| (squash(name), value.trim().to_string()));
                self.metas.extend(said);
            }
        }
    }

    /// A node with all in it.
    pub(super) fn whole(&self, node: usize) -> Range<usize> {
        node..self.nodes[node].end
    }

    /// The children of a node.
    pub(super) fn children(&self, node: usize) -> impl Iterator<Item = usize> {
        let end = self.nodes[node].end;
        let mut next = node + 1;
        std::iter::from_fn(move || {
            let child = (next < end).then_some(next)?;
            next = self.nodes[child].end;
            Some(child)
        })
    }
}

fn is_linked(kind: &str) -> bool {
    kind.trim().eq_ignore_ascii_case("application/ld+json")
}

/// A name in lower case without blanks.
fn squash(name: &str) -> String {
    name.split_whitespace().collect::<String>().to_lowercase()
}

fn marks(element: &Element) -> String {
    let id = element.attr("id").unwrap_or_default();
    let class = element.attr("class").unwrap_or_default();
    if id.is_empty() && class.is_empty() {
        return String::new();
    }
    format!("{id} {class}").to_lowercase()
}

/// How many rows and columns a cell takes; as many as browsers let it.
fn span(element: &Element) -> (u32, u32) {
    let number = |name| {
        let number = element.attr(name).and_then(|number| number.trim().parse::<u32>().ok());
        number.unwrap_or(1).clamp(1, 1_000)
    };
    match element.name() {
        "td" | "th" => (number("rowspan"), number("colspan")),
        _ => (1, 1),
    }
}

fn is_link(element: &Element) -> bool {
    let Some(address) = element.attr("href").filter(|_| element.name() == "a") else {
        return false;
    };
    let path = address.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    !FILES.contains(&path.trim())
}
