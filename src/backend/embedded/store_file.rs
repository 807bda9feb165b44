//! A file of stored texts whose lengths are compared before memory is taken for them.
//!
//! tantivy unpacks a block into as many bytes as the block's first four say, and takes as many
//! layers of its index of blocks as the first number there says. One damaged byte of either asks
//! for gigabytes, and a process that gets none is ended: that cannot be caught. zstd writes the
//! length of a block, too, so that a length is believed where both agree.

use std::io;
use std::ops::Range;
use std::sync::Arc;

use tantivy::HasLen;
use tantivy::directory::{FileHandle, OwnedBytes};

/// The bytes after tantivy's footer of every file: how long it is, and a magic number.
const TAIL: usize = 8;

/// The bytes of the store's own footer; where the blocks end stands in it at [`OFFSET`].
const FOOTER: usize = 28;

const OFFSET: usize = 4;

/// What a frame of zstd begins with.
const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// More layers of eight than any number of blocks has.
const MOST_LAYERS: u8 = 32;

/// A file of stored texts, opened for reading.
#[derive(Debug)]
pub(super) struct StoreFile {
    file: Arc<dyn FileHandle>,
    /// Where the blocks end and their index begins, if the file says so.
    blocks: Option<usize>,
}

impl StoreFile {
    pub(super) fn new(file: Arc<dyn FileHandle>) -> Self {
        let blocks = end_of_blocks(file.as_ref());
        Self { file, blocks }
    }
}

impl FileHandle for StoreFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let bytes = self.file.read_bytes(range.clone())?;
        let Some(blocks) = self.blocks else { return Ok(bytes) };
        let is_sound = if range.start == blocks {
            has_few_layers(&bytes)
        } else {
            range.end > blocks || range == (0..blocks) || is_block(&bytes)
        };
        let damaged = || io::Error::new(io::ErrorKind::InvalidData, "a block has a wrong length");
        is_sound.then_some(bytes).ok_or_else(damaged)
    }
}

impl HasLen for StoreFile {
    fn len(&self) -> usize {
        self.file.len()
    }
}

/// Where the blocks of a file end.
fn end_of_blocks(file: &dyn FileHandle) -> Option<usize> {
    let tail = file.len().checked_sub(TAIL)?;
    let read = |from: usize, length: usize| file.read_bytes(from..from + length).ok();
    let footer = little_endian(&read(tail, 4)?) as usize;
    let own = tail.checked_sub(footer)?.checked_sub(FOOTER)?;
    Some(little_endian(&read(own + OFFSET, 8)?) as usize)
}

fn has_few_layers(index: &[u8]) -> bool {
    // A number below 128 is one byte with its highest bit set.
    index.first().is_some_and(|count| (0x80..=0x80 + MOST_LAYERS).contains(count))
}

/// Whether a block's length is that of the frame in it.
fn is_block(block: &[u8]) -> bool {
    let Some((length, frame)) = block.split_at_checked(4) else { return false };
    frame_length(frame).is_some_and(|known| known == little_endian(length))
}

/// How long the content of a frame of zstd is: its format, RFC 8878, 3.1.1.1.
fn frame_length(frame: &[u8]) -> Option<u64> {
    let descriptor = *frame.strip_prefix(&MAGIC)?.first()?;
    let is_single = descriptor & 0x20 != 0;
    let dictionary = [0, 1, 2, 4][usize::from(descriptor & 3)];
    let at = MAGIC.len() + 1 + usize::from(!is_single) + dictionary;
    let (size, more) = match descriptor >> 6 {
        0 => (usize::from(is_single), 0),
        1 => (2, 256),
        2 => (4, 0),
        _ => (8, 0),
    };
    let field = frame.get(at..at + size).filter(|field| !field.is_empty())?;
    Some(little_endian(field).saturating_add(more))
}

fn little_endian(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block of `length` bytes with a frame whose descriptor and length field are these.
    fn block(length: u32, descriptor: u8, field: &[u8]) -> Vec<u8> {
        [&length.to_le_bytes()[..], &MAGIC, &[descriptor], field, b"content"].concat()
    }

    #[test]
    fn a_block_is_as_long_as_its_frame_says() {
        assert!(is_block(&block(200, 0x20, &[200])));
        assert!(is_block(&block(300, 0x60, &[44, 0])));
        assert!(is_block(&block(300, 0x40, &[0, 44, 0])));
        assert!(is_block(&block(70_000, 0xa0, &70_000_u32.to_le_bytes())));
        assert!(is_block(&block(70_000, 0xe0, &70_000_u64.to_le_bytes())));
        assert!(!is_block(&block(u32::MAX, 0x60, &[44, 0])));
        assert!(!is_block(&block(300, 0x60, &[45, 0])));
        assert!(!is_block(b"\xff\xff\xff\xff\xff\xff\xff\xff\xff"));
        assert!(!is_block(&[]));
    }

    #[test]
    fn an_index_of_blocks_has_few_layers() {
        assert!(has_few_layers(&[0x83, 0x90]) && has_few_layers(&[0x80]));
        assert!(!has_few_layers(&[0x03, 0x90]) && !has_few_layers(&[0xff]) && !has_few_layers(&[]));
    }

    #[test]
    fn a_file_that_is_too_short_to_have_blocks_is_read_as_it_is() {
        for length in [0, 5, 8, 30] {
            let file = StoreFile::new(Arc::new(OwnedBytes::new(vec![7; length])));
            assert_eq!(file.read_bytes(0..length).unwrap().len(), length);
        }
    }
}
