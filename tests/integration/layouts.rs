//! Pages as sites lay them out: the templates of `tests/data/layouts`, filled with a document.
//!
//! What stands between `<!--body-->` and `<!--/body-->` in a template is the main text; a reader
//! sees neither mark. A template says with `{{p}}`, `{{br}}`, … how paragraphs are set.

use std::fs;

use scraper::{Html, Node};

use crate::workspace::repository;

const OPEN: &str = "<!--body-->";
const CLOSE: &str = "<!--/body-->";

/// The titles of other pages that a page links to.
const OTHERS: [&str; 15] = [
    "示例市人民政府关于印发城市更新行动方案（2024—2026年）的通知",
    "关于公布2023年度政务公开考核结果的通报",
    "示例市人民政府办公室关于成立防汛抗旱指挥部的通知",
    "关于下达2024年第一批、第二批农田建设任务的通知",
    "示例市财政局、示例市教育局关于调整营养改善计划补助标准的通知",
    "关于开展“三夏”期间秸秆禁烧巡查的紧急通知",
    "示例市行政规范性文件清理结果公告",
    "关于加强校园周边食品安全监管的意见",
    "示例市人民政府关于王某等同志职务任免的通知",
    "关于延长《示例市公共停车场管理办法》有效期的通知",
    "示例市住房公积金缴存基数调整的公告",
    "关于做好2024年高校毕业生就业创业工作的若干措施",
    "示例市生态环境局关于重污染天气应急减排清单的公示",
    "关于规范电动自行车停放、充电管理的通告",
    "示例市城乡居民基本医疗保险参保缴费须知",
];

/// A reading of another document, which is prose and no link.
const READING: &str = "为便于社会公众了解城市更新行动方案，市住建局负责同志作了解读：方案坚持“留改拆”并举，\
    以保留利用提升为主；明确了城镇老旧小区改造、完整社区建设、活力街区打造等八项任务，并提出资金、土地、\
    审批等支持政策。下一步，各区将结合实际制定实施计划，确保改造一处、受益一片。";

/// A menu of words that are no links.
const MENU: [&str; 8] = [
    "机构职能",
    "政策文件",
    "规划计划",
    "财政预决算",
    "行政许可",
    "重点领域",
    "年度报告",
    "依申请公开",
];

/// What a page is filled with.
pub(crate) struct Filling {
    pub title: String,
    /// Its paragraphs; none for a body that is markup already.
    pub lines: Vec<String>,
    /// The body as markup.
    pub markup: String,
}

impl Filling {
    /// A document of paragraphs.
    pub(crate) fn of(title: &str, text: &str) -> Self {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let lines: Vec<_> = lines.map(escaped).collect();
        Self { title: escaped(title), markup: paragraphs(&lines), lines }
    }
}

/// A page, and what its main text is.
pub(crate) struct Page {
    pub html: String,
    pub body: String,
}

/// The names of all templates, sorted.
pub(crate) fn names() -> Vec<String> {
    let entries = fs::read_dir(repository().join("tests/data/layouts")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> =
        names.filter_map(|name| name.strip_suffix(".html").map(String::from)).collect();
    names.sort();
    names
}

/// The page of this layout; `None` where it wants paragraphs and there is only markup.
pub(crate) fn page(name: &str, filling: &Filling) -> Option<Page> {
    let path = repository().join(format!("tests/data/layouts/{name}.html"));
    let template = fs::read_to_string(path).unwrap();
    if filling.lines.is_empty() && !template.contains("{{p}}") {
        return None;
    }
    let html = fill(template, filling);
    let (start, end) = (html.find(OPEN).unwrap(), html.find(CLOSE).unwrap());
    let body = text_of(&html[start + OPEN.len()..end]);
    Some(Page { html: html.replace(OPEN, "").replace(CLOSE, ""), body })
}

fn fill(template: String, filling: &Filling) -> String {
    let lines = &filling.lines;
    let (first, rest) = lines.split_at((lines.len() / 5).max(2).min(lines.len()));
    let links = OTHERS.map(|title| format!("<li><a href=\"a.html\">{title}</a></li>\n"));
    let values = [
        ("{{title}}", filling.title.clone()),
        ("{{links}}", links.concat()),
        ("{{reading}}", READING.to_string()),
        ("{{menu}}", each(&MENU.map(String::from), "<tr><td>", "</td></tr>\n")),
        ("{{p}}", filling.markup.clone()),
        ("{{br}}", each(lines, "&nbsp;&nbsp;&nbsp;&nbsp;", "<br>\n")),
        ("{{pre}}", each(lines, "　　", "\n")),
        ("{{font}}", each(lines, "<FONT SIZE=3>　　", "</FONT><BR>\n")),
        ("{{div}}", each(lines, "<div>", "</div>\n")),
        ("{{rows}}", each(lines, "<tr><td>", "</td></tr>\n")),
        ("{{section}}", each(lines, "<section><p><span>", "</span></p></section>")),
        ("{{first}}", paragraphs(first)),
        ("{{brfirst}}", each(first, "　　", "<br>\n")),
        ("{{rest}}", paragraphs(rest)),
    ];
    values.iter().fold(template, |page, (mark, value)| page.replace(mark, value))
}

fn each(lines: &[String], before: &str, after: &str) -> String {
    lines.iter().map(|line| format!("{before}{line}{after}")).collect()
}

fn paragraphs(lines: &[String]) -> String {
    each(lines, "<p style=\"text-indent: 2em\">", "</p>\n")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// Elements that end a line.
const LINES: [&str; 8] = ["p", "div", "br", "tr", "li", "table", "section", "h1"];

/// The text of a piece of markup in lines, scripts and styles left out.
pub(crate) fn text_of(markup: &str) -> String {
    let html = Html::parse_fragment(markup);
    let mut text = String::new();
    for node in html.tree.root().descendants() {
        let hidden = node.parent().is_some_and(|parent| match parent.value() {
            Node::Element(element) => matches!(element.name(), "script" | "style"),
            _ => false,
        });
        match node.value() {
            Node::Text(piece) if !hidden => text.push_str(piece),
            Node::Element(element) if LINES.contains(&element.name()) => text.push('\n'),
            _ => {}
        }
    }
    text
}
