//! The bytes of a file: a head to judge by, and then all of it, whole or as a stream.
//!
//! Bytes are held once: a stream holds its head and a buffer, whatever the file's size.

use std::cell::RefCell;
use std::io::{self, BufReader, Cursor, Read};
use std::rc::Rc;

use encoding_rs::{Decoder, Encoding};

use super::mixed;
use super::repair::{self, Tally};
use crate::error::{ErrorKind, Refusal};

/// How many bytes are looked at before anything is decided.
const HEAD: usize = 1 << 20;

/// How many bytes are decoded at once.
const PIECE: usize = 1 << 16;

/// A line of more bytes is decoded in parts.
const LONG_LINE: usize = 1 << 20;

/// The mark at the beginning of UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// A file of which the head has been read.
pub(super) struct Source<R> {
    head: Vec<u8>,
    rest: R,
}

/// A file of any kind of input.
pub(super) type AnySource<'a> = Source<&'a mut dyn Read>;

/// All bytes of a source in turn.
pub(super) type Stream<R> = BufReader<io::Chain<Cursor<Vec<u8>>, R>>;

impl<R: Read> Source<R> {
    pub(super) fn open(mut rest: R) -> io::Result<Self> {
        let mut head = Vec::new();
        rest.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
        Ok(Self { head, rest })
    }

    /// The first bytes, at most a mebibyte of them.
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    /// The same file of any kind of input.
    pub(super) fn any(&mut self) -> AnySource<'_> {
        Source { head: std::mem::take(&mut self.head), rest: &mut self.rest }
    }

    /// Whether the head is the whole file.
    pub(super) fn is_short(&self) -> bool {
        self.head.len() < HEAD
    }

    /// All of it, at most `limit` bytes.
    pub(super) fn whole(self, limit: usize) -> Result<Vec<u8>, ErrorKind> {
        let mut bytes = self.head;
        let room = (limit + 1).saturating_sub(bytes.len());
        self.rest.take(room as u64).read_to_end(&mut bytes)?;
        if bytes.len() > limit {
            return Err(Refusal::TooLarge(limit >> 20).into());
        }
        Ok(bytes)
    }

    pub(super) fn stream(self) -> Stream<R> {
        BufReader::with_capacity(1 << 16, Cursor::new(self.head).chain(self.rest))
    }
}

/// A file that remembers that the system failed to read it, whatever its reader makes of that.
pub(super) struct Watched<R> {
    input: R,
    failure: Option<io::Error>,
}

impl<R: Read> Watched<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, failure: None }
    }

    /// What the system said when it failed.
    pub(super) fn failure(self) -> Option<io::Error> {
        self.failure
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.input.read(into).inspect_err(|error| {
            if error.kind() != io::ErrorKind::Interrupted {
                self.failure = Some(copy(error));
            }
        })
    }
}

fn copy(error: &io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}

/// A reader of UTF-8 over a reader of any encoding, in which text that was damaged by a wrong encoding is
/// repaired.
pub(super) struct Transcoder<R> {
    input: R,
    decoding: Decoding,
    tally: SharedTally,
    raw: Vec<u8>,
    text: Vec<u8>,
    text_from: usize,
    begun: bool,
    ended: bool,
    /// How many characters stand for bytes that could not be decoded.
    pub replaced: usize,
    /// How many bytes of text were produced.
    pub produced: usize,
}

/// What a file's reader and its transcoder both tell of repairs.
pub(super) type SharedTally = Rc<RefCell<Tally>>;

/// How bytes become text.
enum Decoding {
    /// Whole lines at once.
    ByLine(&'static Encoding),
    /// As they come.
    Streaming(Box<Decoder>),
}

impl<R: Read> Transcoder<R> {
    pub(super) fn new(input: R, encoding: &'static Encoding) -> Self {
        let decoding = match mixed::is_by_line(encoding) {
            true => Decoding::ByLine(encoding),
            false => Decoding::Streaming(Box::new(encoding.new_decoder_with_bom_removal())),
        };
        Self {
            input,
            decoding,
            tally: SharedTally::default(),
            raw: Vec::new(),
            text: Vec::new(),
            text_from: 0,
            begun: false,
            ended: false,
            replaced: 0,
            produced: 0,
        }
    }

    /// With `tally` for what is to be told.
    pub(super) fn telling(self, tally: &SharedTally) -> Self {
        Self { tally: tally.clone(), ..self }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.text.clear();
        self.text_from = 0;
        let lines = matches!(self.decoding, Decoding::ByLine(_));
        let ready = self.read_raw(lines)?;
        match &mut self.decoding {
            Decoding::ByLine(encoding) => {
                let encoding = *encoding;
                self.take_lines(ready, encoding);
            }
            Decoding::Streaming(decoder) => {
                let mut text = String::new();
                let room = decoder.max_utf8_buffer_length(self.raw.len()).unwrap_or(0);
                text.reserve(room);
                // The room is enough for all of it, so that there is no rest.
                let _ = decoder.decode_to_string(&self.raw, &mut text, self.ended);
                self.raw.clear();
                self.text = text.into_bytes();
            }
        }
        self.produced += self.text.len();
        self.replaced += mixed::count_replaced(&self.text);
        Ok(())
    }

    /// Reads until there is something to decode; how many bytes of it end where no character is cut.
    fn read_raw(&mut self, lines: bool) -> io::Result<usize> {
        loop {
            let before = self.raw.len();
            self.raw.resize(before + PIECE, 0);
            let read = self.input.read(&mut self.raw[before..]);
            self.raw.truncate(before + *read.as_ref().unwrap_or(&0));
            self.ended = read? == 0;
            if self.ended || !lines {
                return Ok(self.raw.len());
            }
            if let Some(ready) = cut(&self.raw, before) {
                return Ok(ready);
            }
        }
    }

    fn take_lines(&mut self, ready: usize, encoding: &'static Encoding) {
        let mut bytes = self.raw[..ready].to_vec();
        self.raw.drain(..ready);
        if !self.begun && bytes.starts_with(MARK) {
            bytes.drain(..MARK.len());
        }
        self.begun = true;
        let mut tally = self.tally.borrow_mut();
        mixed::drop_zeros(&mut bytes, &mut tally);
        let text = mixed::text(&bytes, encoding, &mut tally);
        self.text = repair::repaired(&text, &mut tally).into_owned().into_bytes();
    }
}

/// Where whole lines end in bytes that are new from `from` on, or where a line that is very long can be
/// cut.
fn cut(bytes: &[u8], from: usize) -> Option<usize> {
    let end = bytes[from..].iter().rposition(|byte| *byte == b'\n').map(|at| from + at + 1);
    let is_long = bytes.len() > LONG_LINE;
    let beside = || bytes.iter().rposition(|byte| matches!(byte, b' '..=b'/' | b'<' | b'>'));
    end.or_else(|| is_long.then(|| beside().map_or(bytes.len(), |at| at + 1)))
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.text_from == self.text.len() {
            if self.ended {
                return Ok(0);
            }
            self.refill()?;
        }
        let ready = &self.text[self.text_from..];
        let taken = ready.len().min(into.len());
        into[..taken].copy_from_slice(&ready[..taken]);
        self.text_from += taken;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transcodes_a_stream_as_a_whole_text() {
        let text = "关于做好防汛工作的通知。\n".repeat(20_000);
        let (bytes, _, _) = encoding_rs::GB18030.encode(&text);
        let mut read = String::new();
        let mut transcoder = Transcoder::new(&bytes[..], encoding_rs::GB18030);
        transcoder.read_to_string(&mut read).unwrap();
        assert!(read == text);
        assert_eq!((transcoder.replaced, transcoder.produced), (0, text.len()));
    }

    #[test]
    fn a_cut_character_is_one_replacement() {
        let mut transcoder = Transcoder::new(&b"\xD6\xD0\xCE"[..], encoding_rs::GB18030);
        let mut read = String::new();
        transcoder.read_to_string(&mut read).unwrap();
        assert_eq!((read.as_str(), transcoder.replaced), ("中\u{FFFD}", 1));
    }

    #[test]
    fn a_failure_of_the_system_is_remembered_though_its_reader_goes_on() {
        struct Broken(u8);
        impl Read for Broken {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                self.0 += 1;
                match self.0 {
                    1 => Err(io::ErrorKind::Interrupted.into()),
                    2 => io::repeat(b'a').read(into),
                    _ => Err(io::Error::from_raw_os_error(5)),
                }
            }
        }
        let mut watched = Watched::new(Broken(0));
        let mut buffer = [0; 4];
        assert!(watched.read(&mut buffer).is_err() && watched.failure.is_none());
        assert!(watched.read(&mut buffer).is_ok() && watched.read(&mut buffer).is_err());
        assert_eq!(watched.failure().and_then(|error| error.raw_os_error()), Some(5));
    }

    #[test]
    fn a_file_over_its_limit_says_so() {
        let source = Source::open(&[b'a'; 2048][..]).unwrap();
        let error = source.whole(1024).unwrap_err();
        assert!(error.to_string().contains("larger than"));
    }
}
