//! What was measured, and where.

use std::fs;
use std::process::Command;

/// The machine and the versions, for people.
pub(crate) fn told() -> String {
    let lines = [
        ("processor", line_of("/proc/cpuinfo", "model name")),
        ("cores", std::thread::available_parallelism().map_or(0, usize::from).to_string()),
        ("memory", line_of("/proc/meminfo", "MemTotal")),
        ("system", printed("uname", &["-srm"])),
        ("compiler", printed("rustc", &["--version"])),
        ("policy-search", env!("CARGO_PKG_VERSION").to_string()),
        ("commit", printed("git", &["rev-parse", "--short", "HEAD"])),
        ("tantivy", tantivy::version_string().to_string()),
        ("ripgrep", printed("rg", &["--version"])),
        ("SQLite", printed("sqlite3", &["--version"])),
        ("Valgrind", printed("valgrind", &["--version"])),
    ];
    lines.iter().map(|(name, said)| format!("- {name}: {said}\n")).collect()
}

/// What a file says after a name and a colon.
fn line_of(path: &str, name: &str) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.split_once(':'));
    line.map_or("unknown", |(_, said)| said.trim()).to_string()
}

/// The first line a program prints.
fn printed(program: &str, args: &[&str]) -> String {
    let output = Command::new(program).args(args).output();
    let said = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    said.ok().and_then(|said| said.lines().next().map(String::from)).unwrap_or("not there".into())
}
