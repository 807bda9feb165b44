//! The child has no program to read pages with: it asks its parent.

use std::io::{self, BufWriter, Stdout, Write};
use std::sync::{Arc, Mutex, PoisonError};

use super::super::recognise::{Picture, Recognise, Recognised};
use super::wire::{self, Answer};

/// Where the child answers.
#[derive(Clone, Debug)]
pub(super) struct Parent(Arc<Mutex<BufWriter<Stdout>>>);

impl Parent {
    pub(super) fn new() -> Self {
        Self(Arc::new(Mutex::new(BufWriter::new(io::stdout()))))
    }

    pub(super) fn say(&self, answer: &Answer) -> io::Result<()> {
        self.part(&serde_json::to_vec(answer)?)
    }

    pub(super) fn part(&self, part: &[u8]) -> io::Result<()> {
        wire::write(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner), part)
    }

    pub(super) fn flush(&self) -> io::Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).flush()
    }

    fn ask(
        &self,
        pages: usize,
        pictures: &mut dyn Iterator<Item = Picture>,
    ) -> io::Result<Vec<Result<Recognised, String>>> {
        self.say(&Answer::Pages(pages))?;
        for picture in pictures {
            self.say(&Answer::Picture(picture.clone()))?;
            self.part(&picture.pixels)?;
        }
        self.say(&Answer::Asked)?;
        self.flush()?;
        Ok(serde_json::from_slice(&heard()?.ok_or(io::ErrorKind::UnexpectedEof)?)?)
    }
}

/// The next part that the parent says; the input is held for one part only, for whoever reads a page
/// listens while its file is read.
pub(super) fn heard() -> io::Result<Option<Vec<u8>>> {
    wire::read(&mut io::stdin().lock())
}

impl Recognise for Parent {
    fn read(
        &self,
        pages: usize,
        pictures: &mut dyn Iterator<Item = Picture>,
    ) -> Vec<Result<Recognised, String>> {
        self.ask(pages, pictures).unwrap_or_else(|error| vec![Err(error.to_string()); pages])
    }
}
