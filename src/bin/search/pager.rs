//! Long screens through the user's pager, as git shows them.
//!
//! `SEARCH_PAGER`, else `PAGER`, else `less`; what is set empty, and `cat`, are none. It is run by the shell, for it may
//! have arguments; `LESS` is `FRX` and `LV` is `-c` where they are not set. A screen that fits the terminal goes to
//! it directly, and so does all where the pager cannot be run.
//!
//! Crates were passed over: `pager` 0.16 forks by unsafe code, does nothing on Windows and forgets what it was given
//! where the pager fails; `minus` is a pager of its own, of its own keys.

use std::io::{ErrorKind, Result, Write};
use std::process::{Child, Command, Stdio};

use crate::interrupt::Interrupt;

/// The variables that name a pager, in order.
const VARIABLES: [&str; 2] = ["SEARCH_PAGER", "PAGER"];

/// The pager where none is named.
const USUAL: &str = "less";

/// What a shell ends with where it could not run a command.
const NOT_RUN: [i32; 2] = [126, 127];

/// Shows `screen` in the pager; `false` where there is none, or it could not be run.
pub(crate) fn show(screen: &[u8]) -> Result<bool> {
    let Some(mut pager) = command().and_then(|command| start(&command).ok()) else {
        return Ok(false);
    };
    // Ctrl-C ends what the pager does, and not us, who would leave it to the terminal alone.
    Interrupt::leave_to_other()?;
    let fed = match pager.stdin.take() {
        Some(mut stdin) => stdin.write_all(screen),
        None => Ok(()),
    };
    let ended = pager.wait()?.code();
    match fed {
        _ if ended.is_some_and(|code| NOT_RUN.contains(&code)) => Ok(false),
        // Whoever leaves a pager need not have seen the end.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
        _ => Ok(true),
    }
}

/// The command that shows screens, if any is wanted.
fn command() -> Option<String> {
    let named = VARIABLES.iter().find_map(std::env::var_os);
    let command = named.map_or(Some(USUAL.to_string()), |named| named.into_string().ok())?;
    let is_none = command.trim().is_empty() || command.trim() == "cat";
    (!is_none).then_some(command)
}

fn start(command: &str) -> Result<Child> {
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut pager = Command::new(shell);
    pager.args([flag, command]).stdin(Stdio::piped());
    for (variable, value) in [("LESS", "FRX"), ("LV", "-c")] {
        if std::env::var_os(variable).is_none() {
            pager.env(variable, value);
        }
    }
    pager.spawn()
}
