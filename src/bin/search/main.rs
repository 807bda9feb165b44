//! The command `search`: arguments → library → printer.

mod args;
mod commands;
mod config;
mod help;
mod home;
mod interrupt;
mod language;
mod last;
mod output;
mod pager;
mod progress;
mod refusal;
mod screen;

use std::process::ExitCode;

fn main() -> ExitCode {
    print_panics_that_end_us();
    match args::Args::read(commands::index_folder).and_then(commands::run) {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("search: {}", language::language().error(&error));
            ExitCode::from(refusal::FAILED)
        }
    }
}

/// A panic that the library catches is told as an error, once; any other is printed as ever.
fn print_panics_that_end_us() {
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !policy_search::error::unwind::hear(panic) {
            print(panic);
        }
    }));
}

/// Whether the reader of our output went away, which is its right.
fn is_closed_pipe(error: &policy_search::Error) -> bool {
    use policy_search::ErrorKind;
    matches!(error.kind(), ErrorKind::Io(io) if io.kind() == std::io::ErrorKind::BrokenPipe)
}
