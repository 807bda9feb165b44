//! Who writes: a machine, a process there, and one of the runs of that process.
//!
//! A run that was killed on this machine is known at once by its process, which is gone; of one
//! elsewhere only its heartbeat tells. Numbers of processes are used again, and every container may
//! count them from one: so a process is told by the boot of the machine, by whose count it is, and by
//! when it began.

use std::collections::BTreeSet;
use std::fs;
use std::process;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use super::locked::lock;

/// The runs of this process that have not ended.
static LIVING: Mutex<BTreeSet<u64>> = Mutex::new(BTreeSet::new());

/// How many runs this process has had.
static RUNS: AtomicU64 = AtomicU64::new(0);

/// One run of this process; it is living until this is dropped.
#[derive(Debug)]
pub(super) struct Run {
    owner: String,
    run: u64,
}

impl Run {
    pub(super) fn begin() -> Self {
        let run = RUNS.fetch_add(1, Ordering::Relaxed);
        living(|living| living.insert(run));
        let process = Process { id: process::id(), began: began(process::id()) };
        let owner = format!("{}:{}:{}-{}-{run}", host(), process.id, kernel(), process.began());
        Self { owner, run }
    }

    /// What the marker calls it.
    pub(super) fn owner(&self) -> &str {
        &self.owner
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        living(|living| living.remove(&self.run));
    }
}

fn living<T>(act: impl FnOnce(&mut BTreeSet<u64>) -> T) -> T {
    act(&mut lock(&LIVING))
}

/// Whether a run goes on, as far as this machine can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Life {
    /// Its process is here.
    Alive,
    /// It was here, and is gone.
    Gone,
    /// It is elsewhere.
    Unknown,
}

/// Whether the run that the marker calls so goes on.
pub(super) fn life(owner: &str) -> Life {
    let Some((process, run)) = parsed(owner).filter(|_| sees_others()) else {
        return Life::Unknown;
    };
    let here = Process { id: process.id, began: began(process.id) };
    match () {
        () if here != process => Life::Gone,
        () if process.id != process::id() => Life::Alive,
        () if living(|living| living.contains(&run)) => Life::Alive,
        () => Life::Gone,
    }
}

/// An owner as it is shown: its machine and its process.
pub(super) fn shown(owner: &str) -> &str {
    owner.rsplit_once(':').map_or(owner, |(shown, _)| shown)
}

/// What tells its heartbeat from others, in characters that may stand in a path.
pub(super) fn tag(owner: &str) -> String {
    blake3::hash(owner.as_bytes()).to_hex()[..16].to_string()
}

/// A process of this machine; of one that is not there, it is not known when it began.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Process {
    id: u32,
    began: Option<u64>,
}

impl Process {
    fn began(&self) -> u64 {
        self.began.unwrap_or_default()
    }
}

/// The process and the run of an owner on this machine.
fn parsed(owner: &str) -> Option<(Process, u64)> {
    let mut parts = owner.rsplitn(3, ':');
    let (told, id, on) = (parts.next()?, parts.next()?, parts.next()?);
    let mut told = told.splitn(3, '-');
    let (of, began, run) = (told.next()?, told.next()?, told.next()?);
    let began: u64 = began.parse().ok()?;
    let is_here = on == host() && of == kernel() && began > 0;
    let process = Process { id: id.parse().ok()?, began: Some(began) };
    is_here.then_some((process, run.parse().ok()?))
}

/// When a process began, in ticks since the boot; Linux tells.
fn began(process: u32) -> Option<u64> {
    let told = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name before it may hold anything.
    let (_, behind) = told.rsplit_once(')')?;
    let mut fields = behind.split_whitespace();
    let is_alive = fields.next().is_some_and(|state| !matches!(state, "Z" | "X"));
    let ticks = fields.nth(18)?.parse().ok();
    ticks.filter(|_| is_alive)
}

/// Whether processes of other users are shown at all.
fn sees_others() -> bool {
    fs::exists("/proc/1/stat").unwrap_or(false)
}

/// The name of this machine.
fn host() -> String {
    let told = fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let told = told.map(|name| name.trim().to_string());
    let set = || ["HOSTNAME", "COMPUTERNAME"].into_iter().find_map(|name| std::env::var(name).ok());
    told.or_else(set).filter(|name| !name.is_empty()).unwrap_or_else(|| "localhost".to_string())
}

/// What tells the boot of this machine, and whose count of processes ours is, from others.
fn kernel() -> String {
    let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    let count = fs::read_link("/proc/self/ns/pid").unwrap_or_default();
    tag(&format!("{boot}{}", count.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_this_process_is_alive_until_it_ends() {
        let run = Run::begin();
        let owner = run.owner().to_string();
        assert!(shown(&owner).ends_with(&format!(":{}", process::id())), "{owner}");
        assert_eq!(
            life(&owner),
            if cfg!(target_os = "linux") { Life::Alive } else { Life::Unknown }
        );
        drop(run);
        assert_ne!(life(&owner), Life::Alive);
    }

    #[test]
    fn of_another_machine_nothing_is_known() {
        for owner in ["elsewhere:77:0123456789abcdef-5-0", "h:77", "", "h:x:a-b-c"] {
            assert_eq!(life(owner), Life::Unknown, "{owner}");
        }
        assert_eq!(shown("elsewhere:77:0123456789abcdef-5-0"), "elsewhere:77");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_process_that_began_at_another_time_is_another() {
        let (host, kernel, id) = (host(), kernel(), process::id());
        let began = began(id).unwrap();
        assert_eq!(life(&format!("{host}:{id}:{kernel}-{}-0", began + 1)), Life::Gone);
        let mut child = process::Command::new("true").spawn().unwrap();
        let owner = format!("{host}:{}:{kernel}-1-0", child.id());
        child.wait().unwrap();
        assert_eq!(life(&owner), Life::Gone);
    }
}
