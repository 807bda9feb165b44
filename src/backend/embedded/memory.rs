//! How much memory a run may take for postings before it writes them out.
//!
//! What is written out is a segment, and every segment costs every search a look-up of each of its
//! terms: a million paragraphs written with 96 MB a thread lay in ten segments, with a budget that
//! holds them in one a thread.

use std::fs;

/// What a thread takes at least: with less there would be more segments than any search is glad of.
const LEAST_PER_THREAD: u64 = 16 << 20;

/// What a thread takes at most, whatever is asked: a segment of some 800 MB of text.
const MOST_PER_THREAD: u64 = 4000 << 20;

/// What a run takes at most unless it is told: more makes no fewer segments of a million short texts.
const MOST_UNASKED: u64 = 2 << 30;

/// What a run takes where it cannot be told what the machine has.
const UNKNOWN: u64 = 512 << 20;

/// The bytes for each of so many threads, if `asked` bytes were asked for, or none.
pub(super) fn per_thread(asked: Option<u64>, threads: usize) -> usize {
    let all = asked.unwrap_or_else(|| unasked(available()));
    let each = (all / threads.max(1) as u64).clamp(LEAST_PER_THREAD, MOST_PER_THREAD);
    usize::try_from(each).unwrap_or(LEAST_PER_THREAD as usize)
}

/// A quarter of what the machine has free.
fn unasked(available: Option<u64>) -> u64 {
    available.map_or(UNKNOWN, |available| (available / 4).min(MOST_UNASKED))
}

/// The bytes that this machine, or the group of processes that this one is in, has free; Linux says.
fn available() -> Option<u64> {
    let machine = fs::read_to_string("/proc/meminfo").ok().and_then(|text| free(&text))?;
    let group = fs::read_to_string("/sys/fs/cgroup/memory.max").ok();
    let group = group.and_then(|text| text.trim().parse().ok()).unwrap_or(u64::MAX);
    Some(machine.min(group))
}

fn free(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes << 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_of_what_is_free_is_taken() {
        assert_eq!(free("MemTotal: 9 kB\nMemAvailable:    4096 kB\n"), Some(4 << 20));
        assert_eq!(free("MemTotal: 9 kB\n"), None);
        assert_eq!(unasked(Some(4 << 30)), 1 << 30);
        assert_eq!(unasked(Some(1 << 40)), MOST_UNASKED);
        assert_eq!(unasked(None), UNKNOWN);
    }

    #[test]
    fn threads_share_it_and_have_enough() {
        assert_eq!(per_thread(Some(1 << 30), 2), 512 << 20);
        assert_eq!(per_thread(Some(1), 8), LEAST_PER_THREAD as usize);
        assert_eq!(per_thread(Some(u64::MAX), 1), MOST_PER_THREAD as usize);
    }
}
