//! A body that is written on a thread while it is read, no faster than its reader takes it.

use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use hyper::body::{Body as HttpBody, Frame};
use tokio::runtime::Handle;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::mpsc::{self, Receiver, Sender};

use super::reply::Writing;

/// How many bytes are sent at once.
const PIECE: usize = 64 << 10;

/// How many pieces wait for their reader.
const WAITING: usize = 4;

/// How long a reader may take over one piece.
const PATIENCE: Duration = Duration::from_secs(60);

/// A body that `writing` writes; the permit is kept until it has ended.
pub(super) fn streamed(writing: Writing, permit: OwnedSemaphorePermit) -> Body {
    let (sender, receiver) = mpsc::channel(WAITING);
    let runtime = Handle::current();
    tokio::task::spawn_blocking(move || {
        let failed = sender.clone();
        let mut pieces = Pieces { piece: Vec::with_capacity(PIECE), sender, runtime };
        let wrote = writing(&mut pieces).and_then(|()| pieces.flush());
        if let Err(error) = wrote {
            // The reader sees a body that broke off, and not one that ended early.
            failed.blocking_send(Err(error)).ok();
        }
        drop(permit);
    });
    Body::new(Streamed(receiver))
}

/// What is written, in pieces of one size.
struct Pieces {
    piece: Vec<u8>,
    sender: Sender<io::Result<Bytes>>,
    runtime: Handle,
}

impl Pieces {
    fn send(&mut self) -> io::Result<()> {
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
        let sent = self.sender.send_timeout(Ok(piece.into()), PATIENCE);
        self.runtime.block_on(sent).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() { Ok(()) } else { self.send() }
    }
}

/// The body that its reader sees.
struct Streamed(Receiver<io::Result<Bytes>>);

impl HttpBody for Streamed {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.0.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}
