//! The shapes of the objects, as JSON Schema.

use schemars::{Schema, SchemaGenerator};

use super::announcement::Announcements;
use super::response::Response;
use super::stats::Object;

/// Of [`response_json`](super::response_json).
pub(crate) fn response(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Response<'_>>()
}

/// Of [`announcements_json`](super::announcements_json).
pub(crate) fn announcements(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Announcements<'_>>()
}

/// Of [`stats_json`](super::stats_json).
pub(crate) fn stats(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Object<'_>>()
}
