//! CSL-JSON: an item for citeproc and what is built on it.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::cited::Cited;
use crate::announcement::Kind;

pub(super) fn of(cited: &Cited<'_>) -> Value {
    // A law is 法律; what a government issues is a regulation in the words of CSL.
    let kind =
        if cited.announcement.kind == Some(Kind::Law) { "legislation" } else { "regulation" };
    let authors: Vec<Value> = cited.issuers().map(|name| json!({ "literal": name })).collect();
    let url = cited.url();
    let fields = [
        ("id", Some(json!(cited.id.as_str()))),
        ("type", Some(json!(kind))),
        ("title", Some(json!(cited.announcement.title))),
        ("author", Some(json!(authors)).filter(|_| !authors.is_empty())),
        ("number", cited.number().map(|number| json!(number))),
        ("issued", cited.day().map(date)),
        ("URL", url.map(|url| json!(url))),
        ("accessed", url.map(|_| date(cited.seen))),
        ("language", Some(json!("zh-CN"))),
    ];
    let fields = fields.into_iter().filter_map(|(name, value)| Some((name.to_string(), value?)));
    Value::Object(fields.collect::<Map<_, _>>())
}

fn date(day: Date) -> Value {
    json!({ "date-parts": [[day.year(), day.month(), day.day()]] })
}
