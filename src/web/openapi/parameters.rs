//! Parameters as the description of the API has them.

use serde_json::{Value, json};

use super::super::query_string::{Form, Parameter};
use crate::announcement::{Kind, Level, Listed, Validity};
use crate::request::Order;
use crate::wire::{NO, YES};

/// A variable part of a path.
pub(super) fn in_path(name: &str) -> Value {
    json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}})
}

/// A parameter of an address.
pub(super) fn in_query(parameter: &Parameter) -> Value {
    let schema = match parameter.form {
        Form::Many => json!({"type": "array", "items": schema(parameter)}),
        _ => schema(parameter),
    };
    let mut description = parameter.what.to_string();
    if parameter.form == Form::Many {
        description += "; several are alternatives";
    }
    let mut described = json!({
        "name": parameter.name,
        "in": "query",
        "description": description,
        "schema": schema,
    });
    if parameter.form != Form::Many {
        // Forms send empty fields: they say nothing.
        described["allowEmptyValue"] = true.into();
    }
    described
}

/// The shape of one value.
fn schema(parameter: &Parameter) -> Value {
    match (parameter.form, parameter.name) {
        (Form::Switch, _) => one_of(YES.into_iter().chain(NO).chain([""])),
        (_, "level") => one_of(names::<Level>()),
        (_, "kind") => one_of(names::<Kind>()),
        (_, "validity") => one_of(names::<Validity>()),
        (_, "sort") => one_of(names::<Order>()),
        (_, "lang") => one_of(["zh", "en"]),
        (_, "scope") => one_of(["words", "title", "exact"]),
        (_, "style") => one_of(["gbt7714", "gbt7714-2015", "legal", "bibtex", "ris", "csl-json"]),
        (Form::Count, _) => {
            let (minimum, maximum) = parameter.range();
            json!({"type": "integer", "minimum": minimum, "maximum": maximum})
        }
        (_, "q") => {
            json!({"type": "string", "examples": ["数据 安全"]})
        }
        (_, "like") => json!({"type": "string", "pattern": "^[0-9a-fA-F]{0,16}$"}),
        (_, name) => json!({"type": "string", "examples": examples(name)}),
    }
}

fn examples(name: &str) -> &'static [&'static str] {
    match name {
        "from" | "to" => &["2024", "2024-06", "2024-06-30", "去年"],
        "since" => &["last", "2026-01-20"],
        "now" => &["2026-01-20"],
        "issuer" => &["国务院", "发改委"],
        "region" => &["四川", "成都市青白江区"],
        "number" => &["国发〔2025〕1号", "青府发"],
        "name" => &["民法典第三条"],
        _ => &[],
    }
}

/// A text that is one of these.
fn one_of(texts: impl IntoIterator<Item = &'static str>) -> Value {
    json!({"type": "string", "enum": texts.into_iter().collect::<Vec<_>>()})
}

/// All names of a list, in any of which its values are written.
fn names<T: Listed>() -> Vec<&'static str> {
    let mut all: Vec<&str> = Vec::new();
    for value in T::VALUES {
        let names = value.names();
        all.extend([names.english, names.chinese]);
        all.extend(names.others);
    }
    // An empty field of a form says nothing.
    all.push("");
    all.sort_unstable();
    all.dedup();
    all
}
