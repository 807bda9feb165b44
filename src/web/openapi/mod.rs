//! The description of the API by OpenAPI 3.1, made from the tables of routes and
//! parameters and from the types that are written.

mod answers;
mod parameters;

use axum::http::Method;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use self::answers::{REFUSALS, Shape, answered};
use self::parameters::{in_path, in_query};
use super::problem::{self, Sort};
use super::query_string::Parameter;
use super::reply::Media;
use super::route::ROUTES;
use super::routing::{Answer, Face, Route};

/// Where the document keeps its schemas.
const SCHEMAS: &str = "/components/schemas";

/// The form of a text that is too long for an address.
const FORM: &str = "application/x-www-form-urlencoded";

/// The document of a server with this base path.
pub(super) fn document(base: &str, has_token: bool) -> Value {
    let mut settings = SchemaSettings::draft2020_12().for_serialize();
    settings.definitions_path = SCHEMAS.into();
    settings.meta_schema = None;
    let mut generator = settings.into_generator();
    let paths = paths(&mut generator);
    let problem = generator.subschema_for::<problem::Object<'_>>();
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "policy-search",
            "summary": "Full-text search of Chinese policy announcements (政策公告, 公文)",
            "description": "The same answers as the command `search` prints with `--json`. An unknown \
                parameter is an error; an empty value counts as absent. What is not known is null, dates \
                are ISO 8601, offsets count characters (Unicode scalar values).",
            "version": env!("CARGO_PKG_VERSION"),
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": if base.is_empty() { "/" } else { base }}],
        "paths": paths,
        "components": {
            "schemas": generator.take_definitions(true),
            "responses": {"Problem": {
                "description": "Why there is no answer (RFC 9457)",
                "content": {(Media::PROBLEM.0): {"schema": problem}},
            }},
        },
    });
    let sorts = Sort::ALL.iter().map(|sort| sort.address());
    document["components"]["schemas"]["Problem"]["properties"]["type"]["enum"] = sorts.collect();
    if has_token {
        document["components"]["securitySchemes"] = json!({
            "bearer": {"type": "http", "scheme": "bearer"},
            "password": {"type": "http", "scheme": "basic"},
        });
        document["security"] = json!([{"bearer": []}, {"password": []}]);
    }
    document
}

fn paths(generator: &mut SchemaGenerator) -> Map<String, Value> {
    let mut paths = Map::new();
    for route in ROUTES {
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        path[route.method.as_str().to_lowercase()] = operation(route, generator);
    }
    paths
}

fn operation(route: &Route, generator: &mut SchemaGenerator) -> Value {
    let variable = route.path.split(['{', '}']).skip(1).step_by(2).map(in_path);
    let known = route.parameters.iter().filter_map(|name| Parameter::named(name));
    let parameters: Vec<Value> = variable.chain(known.map(in_query)).collect();
    let mut operation = json!({
        "operationId": route.name,
        "summary": route.what,
        "tags": [match route.face { Face::Api => "api", Face::File => "files", Face::Page => "pages" }],
        "parameters": parameters,
        "responses": responses(route, generator),
    });
    if route.method == Method::POST {
        operation["requestBody"] = json!({"required": true, "content": {FORM: {"schema": {
            "type": "object",
            "properties": {"text": {"type": "string", "description": "The text"}},
            "required": ["text"],
        }}}});
    }
    operation
}

fn responses(route: &Route, generator: &mut SchemaGenerator) -> Value {
    let (status, media, shape) = answered(route);
    let schema = match shape {
        Shape::Text => json!({"type": "string"}),
        Shape::Bytes => json!({}),
        Shape::Object(schema) => schema(generator).to_value(),
    };
    let of = |media: &&str| ((*media).to_string(), json!({"schema": schema}));
    let content: Map<String, Value> = media.iter().map(of).collect();
    let mut responses = Map::new();
    responses.insert(status.into(), json!({"description": route.what, "content": content}));
    if !matches!(route.answer, Answer::Site(_)) {
        responses.insert("304".into(), json!({"description": "The same as the reader has"}));
    }
    if route.name == "list" {
        responses
            .insert("303".into(), json!({"description": "Leads to the plain address of the list"}));
    }
    // This one is told by the HTTP library, without a word.
    responses.insert("431".into(), json!({"description": "A head of more than 64 KiB"}));
    for (status, sort) in REFUSALS {
        responses.entry(*status).or_insert_with(|| refusal(route, sort));
    }
    Value::Object(responses)
}

/// What is answered where there is no answer: pages tell it to people.
fn refusal(route: &Route, sort: &str) -> Value {
    if route.face == Face::Api {
        return json!({"$ref": "#/components/responses/Problem"});
    }
    json!({"description": sort, "content": {
        (Media::PROBLEM.0): {"schema": {"$ref": format!("#{SCHEMAS}/Problem")}},
        (Media::HTML.0): {"schema": {"type": "string"}},
    }})
}

#[cfg(test)]
mod tests;
