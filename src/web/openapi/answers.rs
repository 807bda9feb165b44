//! What routes answer: with which status, of which type, in which shape.

use schemars::{Schema, SchemaGenerator, json_schema};

use super::super::api::health::Health;
use super::super::reply::Media;
use super::super::routing::{Answer, Face, Route};
use crate::wire::schema;

/// The shape of an answer.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    Text,
    Bytes,
    Object(fn(&mut SchemaGenerator) -> Schema),
}

/// A status, the types of media and the shape.
pub(super) type Answered = (&'static str, &'static [&'static str], Shape);

/// What is answered by the routes of these names; pages and downloads answer all alike.
pub(super) const ANSWERS: &[(&str, Answered)] = &[
    ("search", ("200", JSON, Shape::Object(schema::response))),
    ("documents", ("200", JSON, Shape::Object(schema::announcements))),
    ("document", ("200", JSON, Shape::Object(schema::announcements))),
    ("article", ("200", JSON, Shape::Object(schema::announcements))),
    ("stats", ("200", JSON, Shape::Object(schema::stats))),
    ("health", ("200", JSON, Shape::Object(health))),
    ("suggest", ("200", &["application/x-suggestions+json"], Shape::Object(suggestions))),
    ("openapi", ("200", JSON, Shape::Object(object))),
    ("byNumber", FOUND),
    ("byArticle", FOUND),
    ("original", ("200", &["application/octet-stream"], Shape::Bytes)),
    ("cite", ("200", CITATIONS, Shape::Bytes)),
    ("documentPage", ("200", &[Media::HTML.0, Media::TEXT.0], Shape::Text)),
    ("opensearch", ("200", &["application/opensearchdescription+xml; charset=utf-8"], Shape::Text)),
    (
        "asset",
        (
            "200",
            &["text/css; charset=utf-8", "text/javascript; charset=utf-8", "image/svg+xml"],
            Shape::Text,
        ),
    ),
];

const JSON: &[&str] = &[Media::JSON.0];

const FOUND: Answered = ("302", &[Media::TEXT.0], Shape::Text);

const CITATIONS: &[&str] = &[
    Media::TEXT.0,
    "application/x-bibtex; charset=utf-8",
    "application/x-research-info-systems",
    "application/vnd.citationstyles.csl+json",
];

/// The statuses of what is refused, and why.
pub(super) const REFUSALS: &[(&str, &str)] = &[
    ("400", "A query or a parameter that cannot be read"),
    ("401", "A token is needed"),
    ("403", "Another site asks"),
    ("404", "Nothing of this name"),
    ("408", "A form that does not come in time"),
    ("413", "A form of more than 256 KiB"),
    ("414", "An address of more than 8 KiB"),
    ("415", "A body that is no form"),
    ("421", "A name that this server does not answer to"),
    ("500", "A failure of the server"),
    ("503", "No index, or too much work at once: try again after Retry-After seconds"),
];

/// What a route answers; nothing is known of a file of another name.
pub(super) fn answered(route: &Route) -> (&'static str, Vec<&'static str>, Shape) {
    let named = ANSWERS.iter().find(|(name, _)| *name == route.name);
    match (named, route.answer, route.face) {
        (Some((_, (status, media, shape))), _, _) => (status, media.to_vec(), *shape),
        (None, Answer::Download(form), _) => ("200", vec![form.media.0], Shape::Bytes),
        (None, _, Face::Page) => ("200", vec![Media::HTML.0], Shape::Text),
        (None, ..) => ("200", Vec::new(), Shape::Bytes),
    }
}

fn health(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Health>()
}

/// What is typed, texts, what they are, addresses.
fn suggestions(_: &mut SchemaGenerator) -> Schema {
    let (text, texts) = (
        json_schema!({"type": "string"}),
        json_schema!({"type": "array", "items": {"type": "string"}}),
    );
    json_schema!({
        "type": "array",
        "items": {"anyOf": [text, texts]},
        "minItems": 4,
        "maxItems": 4,
    })
}

fn object(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "object"})
}
