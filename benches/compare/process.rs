//! Runs a program to its end and tells what that took.

use std::env::current_exe;
use std::io::{Error, Result};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

/// What a process took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// From its start to its end, in milliseconds.
    pub wall: f64,
    /// Of all its threads together, in milliseconds.
    pub cpu: f64,
    /// The most memory it held at once, in MB.
    pub memory: f64,
}

/// Runs a command; what it prints on stdout is thrown away. It may end with 0 or 1: nothing found.
///
/// A small process between this one and the command measures it ([`meter`]): a process begins with
/// the peak of memory of the one that started it.
pub(crate) fn run(command: &mut Command) -> Result<Cost> {
    let mut between = Command::new(current_exe()?);
    between.arg("meter").arg(command.get_program()).args(command.get_args());
    let output = between.stdin(Stdio::null()).stderr(Stdio::inherit()).output()?;
    let told = String::from_utf8_lossy(&output.stdout);
    let figures: Vec<f64> = told.split_whitespace().filter_map(|one| one.parse().ok()).collect();
    match figures[..] {
        [wall, cpu, memory] => Ok(Cost { wall, cpu, memory }),
        _ => Err(Error::other(format!("{command:?} failed"))),
    }
}

/// Runs a command and prints what it took.
pub(crate) fn meter(command: &[&str]) -> Result<()> {
    let [program, args @ ..] = command else { return Err(Error::other("no program")) };
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let started = Instant::now();
    let ended = command.spawn()?.wait4()?;
    let wall = milliseconds(started.elapsed());
    if !matches!(ended.status.code(), Some(0 | 1)) {
        return Err(Error::other(format!("{command:?}: {}", ended.status)));
    }
    let used = ended.rusage;
    println!("{wall} {} {}", milliseconds(used.utime + used.stime), used.maxrss as f64 / 1e6);
    Ok(())
}

/// The median wall time of `rounds` runs after a first that is not counted, and the most memory.
pub(crate) fn median(rounds: usize, mut command: impl FnMut() -> Command) -> Result<Cost> {
    run(&mut command())?;
    let costs: Vec<Cost> = (0..rounds).map(|_| run(&mut command())).collect::<Result<_>>()?;
    let middle = |of: fn(&Cost) -> f64| percentile(costs.iter().map(of).collect(), 50);
    let memory = costs.iter().map(|cost| cost.memory).fold(0.0, f64::max);
    Ok(Cost { wall: middle(|cost| cost.wall), cpu: middle(|cost| cost.cpu), memory })
}

/// The value below which `percent` of the values are.
pub(crate) fn percentile(mut values: Vec<f64>, percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() * percent / 100).copied().unwrap_or(f64::NAN)
}

/// In milliseconds, with parts of one.
pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Whether a program is there to be run.
pub(crate) fn is_there(program: &str) -> bool {
    let asked = Command::new(program).arg("--version").stdout(Stdio::null()).status();
    asked.is_ok_and(|status| status.success())
}

/// The bytes of all files in a folder, or of a file.
pub(crate) fn bytes(path: &std::path::Path) -> u64 {
    match std::fs::read_dir(path) {
        Ok(inside) => inside.flatten().map(|entry| bytes(&entry.path())).sum(),
        Err(_) => path.metadata().map_or(0, |data| data.len()),
    }
}
