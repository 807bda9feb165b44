//! A row of bytes some of which are not known, and one character read from it.

/// A byte that is not known, shown as U+FFFD.
pub(in super::super) const MARK: u16 = 0x100;

/// A character that an encoding has not.
pub(super) const WALL: u16 = 0x101;

/// The two bytes of € in GBK, of which a reader of GBK makes €, and so it does of the byte 80 alone.
pub(super) const EURO: [u16; 2] = [0x1A2, 0x1E3];

/// One character of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// How many bytes it takes.
    pub taken: u8,
    /// The character; U+FFFD for one that is lost.
    pub c: char,
    /// Its surprise.
    pub nats: u32,
    /// Whether bytes of it are not there.
    pub lost: bool,
}
