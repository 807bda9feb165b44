//! Hits written to a file or to standard output in a form that is not for the eye.

use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;

use policy_search::printer::{Export, Exported, Format, Out};
use policy_search::{Engine, Error, ErrorKind, Result, SearchRequest, SearchResponse, wire};

use crate::language::language;
use crate::output::Output;

/// Writes the hits that `request` asks for in `format`, as they are found.
pub(super) fn hits(
    engine: &Engine,
    request: &SearchRequest,
    format: Format,
    to: Option<&Path>,
) -> Result<(SearchResponse, Exported)> {
    let named = |error| named(to, error);
    let (output, out) = begin(to).map_err(named)?;
    let mut export = Export::new(format, language(), out).map_err(named)?;
    let mut failed = None;
    let response = engine.search_each(request, &mut |hit| match export.hit(&hit, request.now) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            failed = Some(error);
            ControlFlow::Break(())
        }
    })?;
    let exported = failed.map_or_else(|| export.finish(), Err).map_err(named)?;
    output.map_or(Ok(()), Output::finish).map_err(named)?;
    Ok((response, exported))
}

/// Writes a response as one object of JSON.
pub(super) fn json(response: &SearchResponse, to: Option<&Path>) -> Result<()> {
    let write = || {
        let (output, out) = begin(to)?;
        let mut out = out.stream();
        wire::response_json(response, &mut out)?;
        out.flush()?;
        drop(out);
        output.map_or(Ok(()), Output::finish)
    };
    write().map_err(|error| named(to, error))
}

/// What is written to, and the file that it makes.
fn begin(to: Option<&Path>) -> io::Result<(Option<Output>, Out<'static>)> {
    let Some(path) = to else {
        let out = BufWriter::new(io::stdout().lock());
        return Ok((None, Out::Stream(Box::new(out))));
    };
    let (output, file) = Output::begin(path)?;
    Ok((Some(output), Out::File(file)))
}

/// An error of what is written to, which names the file.
fn named(to: Option<&Path>, error: io::Error) -> Error {
    match to {
        Some(path) => Error::at(path, ErrorKind::Io(error)),
        None => error.into(),
    }
}
