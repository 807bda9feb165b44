//! How a JSON object is written: on one line.

use std::io::{self, Write};

use serde::Serialize;

pub(super) fn write(object: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, object)?;
    writeln!(out)
}
