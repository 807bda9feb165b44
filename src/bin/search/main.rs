//! The command `search`: arguments → library → printer.

mod args;
mod commands;
mod help;
mod progress;
mod screen;

use std::process::ExitCode;

/// Exit code when something went wrong.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    match commands::run(args::Args::read()) {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("search: {error}");
            ExitCode::from(FAILED)
        }
    }
}

/// Whether the reader of our output went away, which is its right.
fn is_closed_pipe(error: &policy_search::Error) -> bool {
    use policy_search::ErrorKind;
    matches!(error.kind(), ErrorKind::Io(io) if io.kind() == std::io::ErrorKind::BrokenPipe)
}
