//! The paragraphs of a text as data.

use serde::Serialize;

use crate::text::numerals::counted;
use crate::text::outline::{self, Outline};

/// A paragraph of a text, and what it is part of.
#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub(crate) struct Paragraph {
    pub(crate) n: usize,
    pub(crate) heading: Option<&'static str>,
    pub(crate) article: Option<String>,
    pub(crate) clause: Option<String>,
    pub(crate) item: Option<String>,
    /// In characters of the text.
    pub(crate) range: [usize; 2],
}

/// The paragraphs of `body` in order.
pub(crate) fn paragraphs(body: &str) -> Vec<Paragraph> {
    let (mut byte, mut character) = (0, 0);
    let mut characters = |to: usize| {
        character += body[byte..to].chars().count();
        byte = to;
        character
    };
    let numbered = (1..).zip(Outline::of(body).paragraphs);
    let one = |(n, paragraph): (usize, outline::Paragraph)| Paragraph {
        n,
        heading: paragraph.heading.map(|level| level.name()),
        article: paragraph.article,
        clause: paragraph.clause.map(|clause| format!("第{}款", counted(clause as u32))),
        item: paragraph.item,
        range: [characters(paragraph.text.start), characters(paragraph.text.end)],
    };
    numbered.map(one).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn paragraphs_have_numbers_names_of_statutes_and_characters() {
        let body =
            "第一章 总则\n\n　第三条 渡口𠀀由村看护。\n有下列情形的：\n（一）酒后；\n附件：甲";
        let paragraphs = serde_json::to_value(paragraphs(body)).expect("JSON");
        let wanted = json!([
            {"n": 1, "heading": "chapter", "article": null, "clause": null, "item": null, "range": [0, 6]},
            {"n": 2, "heading": null, "article": "第三条", "clause": "第一款", "item": null, "range": [9, 21]},
            {"n": 3, "heading": null, "article": "第三条", "clause": "第二款", "item": null, "range": [22, 29]},
            {"n": 4, "heading": null, "article": "第三条", "clause": "第二款", "item": "（一）", "range": [30, 36]},
            {"n": 5, "heading": null, "article": null, "clause": null, "item": null, "range": [37, 41]},
        ]);
        assert_eq!(paragraphs, wanted);
        let characters: Vec<char> = body.chars().collect();
        assert_eq!(characters[9..21].iter().collect::<String>(), "第三条 渡口𠀀由村看护。");
        assert_eq!(
            serde_json::to_value(super::paragraphs("")).expect("JSON"),
            Value::Array(vec![])
        );
    }
}
