//! `search open`: the file that an announcement was read from, in the program for such files.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use policy_search::{Error, Result};

use super::named::Named;
use super::outcome::option_error;
use super::parameters::today;
use crate::args::OpenArgs;
use crate::language::language;
use crate::screen;

pub(super) fn run(args: &OpenArgs) -> Result<ExitCode> {
    let files = files(&Named::of(&args.place, &args.name)?)?;
    if args.print {
        screen::print(|out| files.iter().try_for_each(|file| writeln!(out, "{}", file.display())))?;
        return Ok(ExitCode::SUCCESS);
    }
    let [file] = &files[..] else {
        let told = files.iter().map(|file| format!("\n  {}", file.display()));
        return Err(option_error(language().several_files(files.len(), told.collect::<String>())));
    };
    open(file)?;
    Ok(ExitCode::SUCCESS)
}

/// The files of the announcements of this name, each once.
fn files(named: &Named) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for shown in named.find(None, today(None))? {
        let place = &shown.record.place;
        let file = named
            .engine
            .original(place)?
            .ok_or_else(|| option_error(language().folder_unknown(&place.path)))?;
        file.metadata().map_err(|error| Error::at(&file, error))?;
        if !files.contains(&file) {
            files.push(file);
        }
    }
    Ok(files)
}

/// Has the system open a file or an address.
pub(super) fn open_in_its_program(what: impl AsRef<std::ffi::OsStr>) -> std::io::Result<()> {
    ::open::that(what)
}

/// Has the system open a file as if its icon had been clicked.
fn open(file: &Path) -> Result<()> {
    open_in_its_program(file)
        .map_err(|error| option_error(language().not_opened(file.display(), error.to_string())))
}
