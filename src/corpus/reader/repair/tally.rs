//! What was repaired in a file, and the lines that tell it.

use super::mend::Mended;
use super::ways::Way;

/// What was repaired and what is lost, over all of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Tally {
    ways: Vec<Repaired>,
    /// Lines that were in another encoding than the file, by its name.
    lines: Vec<(&'static str, usize)>,
    /// Zero bytes that were left out.
    pub(in super::super) zeros: usize,
    /// Characters that 锟斤拷 replaced.
    pub(in super::super) gone: usize,
    /// Characters that unused memory was read as.
    pub(in super::super) filler: usize,
    /// Bytes of odd text that were looked at closely, to no avail and with a repair.
    in_vain: usize,
    mended: usize,
}

/// Bytes of a file that may be looked at closely to no avail. A close look takes more than a second a
/// megabyte, and a file of which so much is odd and nothing is damaged is written in odd characters.
const IN_VAIN: usize = 1 << 17;

/// For each byte with a repair so many more may be looked at to no avail.
const IN_VAIN_FOR_ONE: usize = 16;

/// Characters that were damaged in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Repaired {
    way: Way,
    times: usize,
    characters: usize,
    lost: usize,
}

impl Tally {
    /// The ways in which the file is damaged, so far as is known.
    pub(super) fn ways(&self) -> Vec<Way> {
        self.ways.iter().map(|repaired| repaired.way).collect()
    }

    /// Whether more of the file is worth a close look.
    pub(super) fn affords_a_look(&self) -> bool {
        self.in_vain <= IN_VAIN + self.mended.saturating_mul(IN_VAIN_FOR_ONE)
    }

    /// Takes note of a close look at so many bytes.
    pub(super) fn looked(&mut self, bytes: usize, is_mended: bool) {
        let looked = if is_mended { &mut self.mended } else { &mut self.in_vain };
        *looked += bytes;
    }

    /// Whether any text was repaired.
    pub(in super::super) fn is_repaired(&self) -> bool {
        !self.ways.is_empty()
    }

    pub(super) fn add(&mut self, mended: &Mended) {
        let Mended { way, times, characters, lost, .. } = *mended;
        let same = self.ways.iter_mut().find(|one| one.way == way && one.times == times);
        match same {
            Some(one) => {
                one.characters += characters;
                one.lost += lost;
            }
            None => self.ways.push(Repaired { way, times, characters, lost }),
        }
    }

    /// Takes note of lines in this encoding.
    pub(in super::super) fn add_lines(&mut self, encoding: &'static str, lines: usize) {
        match self.lines.iter_mut().find(|(name, _)| *name == encoding) {
            _ if lines == 0 => {}
            Some((_, count)) => *count += lines,
            None => self.lines.push((encoding, lines)),
        }
    }

    /// What a person should know of it, in a sentence each.
    pub(in super::super) fn told(&self) -> Vec<String> {
        let lines = self.lines.iter().map(|(name, count)| match count {
            1 => format!("1 line was in {name}"),
            _ => format!("{count} lines were in {name}"),
        });
        let mut ways: Vec<&Repaired> = self.ways.iter().collect();
        ways.sort_by_key(|repaired| std::cmp::Reverse(repaired.characters));
        let others = [
            (self.gone, "characters are lost, for which 锟斤拷 stands: fetch it again"),
            (self.filler, "characters are unused memory (烫烫, 屯屯) and no text"),
            (self.zeros, "zero bytes were left out"),
        ];
        let others = others.into_iter().filter(|(count, _)| *count > 0);
        let others = others.map(|(count, what)| format!("{count} {what}"));
        lines.chain(ways.into_iter().map(Repaired::told)).chain(others).collect()
    }
}

impl Repaired {
    fn told(&self) -> String {
        let Self { way, times, characters, lost } = self;
        let over = match times {
            1 => String::new(),
            2 => " twice".into(),
            _ => format!(" {times} times"),
        };
        let lost = match lost {
            0 => String::new(),
            lost => format!(", {lost} of them lost"),
        };
        format!("repaired: {}{over} ({characters} characters{lost})", way.name)
    }
}
