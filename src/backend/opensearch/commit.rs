//! What is known of the last commit without a search.

use std::io::{self, BufRead, Cursor};

use super::client::Client;
use super::marker::{Held, Marker};
use super::names::Names;
use super::state::state;
use crate::backend::address::Address;
use crate::error::{Error, ErrorKind, Result};

/// The state given with the last commit of the index at `address`, whatever its format and analyzer.
///
/// # Errors
/// When the cluster does not answer, or there is no index.
pub(crate) fn last_state(address: &Address) -> Result<Box<dyn BufRead>> {
    let (client, names) = opened(address)?;
    let marker = last_marker(&client, &names)?;
    match &marker.state {
        Some(parts) => Ok(Box::new(Cursor::new(state(&client, &names, parts)?))),
        None => Ok(Box::new(io::empty())),
    }
}

/// The first line of that state, where the state itself cannot be read.
pub(crate) fn last_origin(address: &Address) -> Option<Box<dyn BufRead>> {
    let (client, names) = opened(address).ok()?;
    let origin = last_marker(&client, &names).ok()?.origin;
    (!origin.is_empty()).then(|| Box::new(Cursor::new(origin.into_bytes())) as Box<dyn BufRead>)
}

/// What tells the last commit of the index at `address` from all others.
///
/// # Errors
/// When the cluster does not answer, or there is no index.
pub(crate) fn read_commit(address: &Address) -> Result<Vec<u8>> {
    let (client, names) = opened(address)?;
    Ok(last_marker(&client, &names)?.commit_token().into_bytes())
}

fn opened(address: &Address) -> Result<(Client, Names)> {
    Ok((Client::new(address)?, Names::of(address.index())))
}

fn last_marker(client: &Client, names: &Names) -> Result<Marker> {
    let held = Held::read(client, names)?.filter(|held| held.marker.commit > 0);
    Ok(held.ok_or_else(|| Error::at(client.place(), ErrorKind::NoIndex))?.marker)
}
