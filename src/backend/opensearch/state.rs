//! The state of a commit, in documents of a size that any cluster takes.
//!
//! They are written before the commit that names them, under its number, and what it names tells
//! whether they are whole.

use data_encoding::BASE64;
use serde_json::{Value, json};

use super::client::{Call, Client};
use super::marker::StateParts;
use super::meta::{Kind, path};
use super::names::Names;
use crate::error::{Error, ErrorKind, Result};

/// How many bytes of a state a document has.
const PART: usize = 4 << 20;

/// Writes the state of the commit with this number.
///
/// # Errors
/// When the cluster refuses.
pub(super) fn write(
    client: &Client,
    names: &Names,
    number: u64,
    state: &[u8],
) -> Result<StateParts> {
    let parts = state.chunks(PART);
    let written = StateParts {
        number,
        parts: parts.len() as u32,
        bytes: state.len() as u64,
        blake3: blake3::hash(state).to_hex().to_string(),
    };
    for (part, bytes) in (0..).zip(parts) {
        let body = json!({
            "kind": Kind::State.name(), "number": number, "data": BASE64.encode(bytes),
        });
        let call = Call::put(path(names, &id(number, part))).json(&body);
        client.done::<Value>(&call)?;
    }
    Ok(written)
}

/// Reads a state.
///
/// # Errors
/// When the cluster does not answer, or a part is missing or is not what was written: the index is
/// damaged, unless a later commit has replaced this one meanwhile.
pub(super) fn state(client: &Client, names: &Names, parts: &StateParts) -> Result<Vec<u8>> {
    let mut state = Vec::new();
    for part in 0..parts.parts {
        let id = id(parts.number, part);
        let answer = client.answer(&Call::get(path(names, &id)))?;
        let read = match answer.status {
            200 => decoded(&answer.value()),
            404 => None,
            _ => return Err(client.refused(&answer)),
        };
        let missing = || damaged(client, format!("{id} is missing"));
        state.extend(read.ok_or_else(missing)?);
    }
    let is_whole =
        state.len() as u64 == parts.bytes && blake3::hash(&state).to_hex().as_str() == parts.blake3;
    let changed = || format!("the state of commit {} is not as it was written", parts.number);
    if is_whole { Ok(state) } else { Err(damaged(client, changed())) }
}

/// The first line of a state, which the marker has as well.
pub(super) fn origin(state: &[u8]) -> String {
    let line = state.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
    String::from_utf8_lossy(line).into_owned()
}

fn id(number: u64, part: u32) -> String {
    format!("state-{number}-{part:04}")
}

fn decoded(answer: &Value) -> Option<Vec<u8>> {
    BASE64.decode(answer["_source"]["data"].as_str()?.as_bytes()).ok()
}

fn damaged(client: &Client, what: String) -> Error {
    Error::at(client.place(), ErrorKind::Damaged(what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_is_the_first_line_with_its_end() {
        assert_eq!(origin(b"{}\nrest\n"), "{}\n");
        assert_eq!(origin(b"{}"), "{}");
        assert_eq!(origin(b""), "");
    }

    #[test]
    fn parts_are_told_apart_by_commit_and_place() {
        assert_eq!(id(41, 3), "state-41-0003");
    }
}
