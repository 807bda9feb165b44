//! What parts of a query were read as.

use serde::Serialize;

use crate::query::{self, Meaning};

/// A part of the query, what it was read as, and what that is in detail.
#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub(super) struct Reading<'a> {
    text: &'a str,
    r#as: &'static str,
    value: Option<Value<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serve", schemars(rename = "ReadingValue"))]
#[serde(untagged)]
enum Value<'a> {
    Text(String),
    Words(&'a [String]),
    Dates { from: Option<String>, to: Option<String> },
    Articles { work: &'a str, articles: &'a [String] },
}

impl<'a> From<&'a query::Reading> for Reading<'a> {
    fn from(reading: &'a query::Reading) -> Self {
        let value = value(&reading.meaning);
        Self { text: &reading.text, r#as: reading.meaning.name(), value }
    }
}

fn value(meaning: &Meaning) -> Option<Value<'_>> {
    let day = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string());
    Some(match meaning {
        Meaning::Dates(range) => Value::Dates { from: day(range.from), to: day(range.to) },
        Meaning::Title(title) => Value::Text(title.clone()),
        Meaning::Articles { work, articles } => Value::Articles { work, articles },
        Meaning::Number(number) => Value::Text(number.to_string()),
        Meaning::Operator(ours) => Value::Text(ours.clone()),
        Meaning::Like(words) => Value::Words(words),
        Meaning::Newest | Meaning::Optional | Meaning::Marks => return None,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::query::DateRange;

    #[test]
    fn every_meaning_has_a_name_and_its_detail() {
        let range = DateRange { from: Some(date(2023, 1, 20)), to: None };
        let articles =
            Meaning::Articles { work: "刑法".into(), articles: vec!["第三条".into()] };
        for (meaning, name, detail) in [
            (Meaning::Dates(range), "dates", r#"{"from":"2023-01-20","to":null}"#),
            (Meaning::Title("刑法".into()), "title", r#""刑法""#),
            (articles, "articles", r#"{"work":"刑法","articles":["第三条"]}"#),
            (Meaning::Operator("-草案".into()), "operator", r#""-草案""#),
            (Meaning::Like(vec!["安全".into()]), "like", r#"["安全"]"#),
            (Meaning::Newest, "newest", "null"),
            (Meaning::Optional, "optional", "null"),
            (Meaning::Marks, "marks", "null"),
        ] {
            let reading = query::Reading { text: "甲".into(), meaning };
            let json = serde_json::to_string(&Reading::from(&reading)).expect("JSON");
            assert_eq!(json, format!(r#"{{"text":"甲","as":"{name}","value":{detail}}}"#));
        }
    }
}
