//! The bytes of a file: a head to judge by, and then all of it, whole or as a stream.
//!
//! Bytes are held once: a stream holds its head and a buffer, whatever the file's size.

use std::io::{self, BufReader, Cursor, Read};

use encoding_rs::{CoderResult, Decoder, Encoding};

use crate::error::{ErrorKind, Refusal};

/// How many bytes are looked at before anything is decided.
const HEAD: usize = 1 << 20;

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

/// A reader of UTF-8 over a reader of another encoding.
pub(super) struct Transcoder<R> {
    input: R,
    decoder: Decoder,
    raw: Vec<u8>,
    raw_from: usize,
    text: Vec<u8>,
    text_from: usize,
    ended: bool,
    /// How many characters stand for bytes that could not be decoded.
    pub replaced: usize,
    /// How many bytes of text were produced.
    pub produced: usize,
}

impl<R: Read> Transcoder<R> {
    pub(super) fn new(input: R, encoding: &'static Encoding) -> Self {
        Self {
            input,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: Vec::new(),
            raw_from: 0,
            text: vec![0; 1 << 16],
            text_from: 0,
            ended: false,
            replaced: 0,
            produced: 0,
        }
        .emptied()
    }

    fn emptied(mut self) -> Self {
        self.text.clear();
        self
    }

    fn refill(&mut self) -> io::Result<()> {
        if self.raw_from == self.raw.len() {
            self.raw.resize(1 << 15, 0);
            let read = self.input.read(&mut self.raw)?;
            self.raw.truncate(read);
            self.raw_from = 0;
            self.ended = read == 0;
        }
        self.text.resize(1 << 16, 0);
        let raw = &self.raw[self.raw_from..];
        let (result, read, written, _) =
            self.decoder.decode_to_utf8(raw, &mut self.text, self.ended);
        self.text.truncate(written);
        self.text_from = 0;
        self.raw_from += read;
        // The decoder must not be asked again once it has seen the end.
        self.ended &= result == CoderResult::InputEmpty;
        self.produced += written;
        self.replaced += count_replaced(&self.text);
        Ok(())
    }
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

/// How many U+FFFD stand in a piece of UTF-8.
pub(super) fn count_replaced(text: &[u8]) -> usize {
    text.windows(3).filter(|bytes| *bytes == b"\xEF\xBF\xBD").count()
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
