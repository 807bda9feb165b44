//! `config.toml`: default flags, and names of indexes.
//!
//! A flag that is typed goes before a variable, that before the file in the folder of the index, that
//! before the file of the user. A file that is not there costs one failed open.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use clap::error::ErrorKind as Fault;
use clap::{Arg, ArgAction, Command};
use policy_search::corpus::{FlagDefault, flag_defaults};
use policy_search::error::Line;
use policy_search::printer::Language;
use policy_search::{Error, ErrorKind, Result};

use crate::language::{self, language};
use crate::{home, refusal};

/// What the file is called.
const NAME: &str = "config.toml";

/// The table of names of indexes.
const INDEXES: &str = "indexes";

static NAMED: OnceLock<Vec<(String, PathBuf)>> = OnceLock::new();

/// The place that is named so in the file of a folder: an address, or a folder as seen from that one.
fn index_of(folder: &Path, place: &str) -> PathBuf {
    if place.contains("://") { place.into() } else { folder.join(place) }
}

/// The place that is meant by an index: that of its name, else itself.
pub(crate) fn index_named(index: PathBuf) -> PathBuf {
    let names = NAMED.get().into_iter().flatten();
    let named = names.into_iter().find(|(name, _)| Path::new(name) == index);
    named.map_or(index, |(_, place)| place.clone())
}

/// The command with the defaults of the user's own file.
pub(crate) fn of_user(command: Command) -> Result<Command> {
    let folder = home::config();
    folder.map_or(Ok(command.clone()), |folder| with(command, &folder))
}

/// Whether a folder has a file of defaults.
pub(crate) fn is_in(folder: &Path) -> bool {
    folder.join(NAME).is_file()
}

/// The command with the defaults of the file in a folder, if it has one.
pub(crate) fn with(command: Command, folder: &Path) -> Result<Command> {
    let path = folder.join(NAME);
    let Ok(bytes) = std::fs::read(&path) else { return Ok(command) };
    let at = |line: Line| Error::at(&path, ErrorKind::Settings(line));
    let read = flag_defaults(&bytes).map_err(at)?;
    let mut names = Vec::new();
    let mut command = command;
    for default in &read {
        let wrong = |what: String| at(Line::new(default.line, what));
        match default.table.as_str() {
            INDEXES => names.push((default.key.clone(), index_of(folder, &default.values[0]))),
            _ => command = set(command, default).map_err(wrong)?,
        }
    }
    if !names.is_empty() {
        NAMED.set(names).ok();
    }
    Ok(command)
}

/// The command with a default for a flag of its own, or of commands in it: those of the table, or all
/// that have the flag.
fn set(mut command: Command, default: &FlagDefault) -> std::result::Result<Command, String> {
    let program = command.get_name().to_string();
    let within = command.get_subcommands().map(Command::get_name);
    let names = [program.as_str()].into_iter().chain(within).map(str::to_string);
    let is_meant = |name: &String| default.table.is_empty() || default.table == *name;
    let meant: Vec<String> = names.filter(is_meant).collect();
    if meant.is_empty() {
        return Err(no_table(&default.table));
    }
    let (mut fits, mut known) = (false, Vec::new());
    for name in meant {
        let inner = command.find_subcommand(&name).cloned();
        let one = inner.as_ref().unwrap_or(&command);
        known.extend(flags(one));
        if flag(one, &default.key).is_none() {
            continue;
        }
        fits = true;
        command = match inner {
            Some(inner) => {
                let inner = with_default(inner, default)?;
                command.mut_subcommand(name, |_| inner)
            }
            None => with_default(command, default)?,
        };
    }
    fits.then_some(command).ok_or_else(|| no_flag(&default.key, &known))
}

/// The flag of this name that may have a default.
fn flag<'a>(command: &'a Command, key: &str) -> Option<&'a Arg> {
    let mut flags = command.get_arguments().filter(|flag| !flag.is_positional());
    flags.find(|flag| flag.get_long() == Some(key) && !flag.is_hide_set())
}

fn with_default(command: Command, default: &FlagDefault) -> std::result::Result<Command, String> {
    let Some(flag) = flag(&command, &default.key) else { return Ok(command) };
    check(&command, flag, default)?;
    if default.key == "lang" {
        default.values.iter().filter_map(|name| Language::named(name)).for_each(language::prefer);
    }
    let id = flag.get_id().clone();
    let plain = |value: &String| match flag.get_action().takes_values() {
        true => Some(value.clone()),
        false => policy_search::wire::truth(value).ok().map(|truth| truth.to_string()),
    };
    let values: Vec<OsString> =
        default.values.iter().filter_map(plain).map(OsString::from).collect();
    let values: Vec<&'static std::ffi::OsStr> =
        values.into_iter().map(|value| &*value.leak()).collect();
    Ok(command.mut_arg(id, |flag| flag.default_values(values)))
}

/// Whether a flag can have these values; what is wrong otherwise.
fn check(command: &Command, flag: &Arg, default: &FlagDefault) -> std::result::Result<(), String> {
    let takes_many = matches!(flag.get_action(), ArgAction::Append);
    if default.is_list && !takes_many {
        return Err(one_value(&default.key));
    }
    for value in &default.values {
        if !flag.get_action().takes_values() {
            policy_search::wire::truth(value)
                .map_err(|error| language().told(&error.to_string()))?;
            continue;
        }
        let typed = [command.get_name().to_string(), format!("--{}={value}", default.key)];
        let tried = command.clone().ignore_errors(false).try_get_matches_from(&typed);
        let error = tried
            .err()
            .filter(|e| matches!(e.kind(), Fault::ValueValidation | Fault::InvalidValue));
        if let Some(error) = error {
            return Err(refusal::told(&error, command));
        }
    }
    Ok(())
}

fn of(english: String, chinese: String) -> String {
    if language() == Language::Chinese { chinese } else { english }
}

fn no_table(table: &str) -> String {
    of(
        format!("there is no command {table}: write [search], [index] or [{INDEXES}]"),
        format!("没有命令 {table}：写作 [search]、[index] 或 [{INDEXES}]"),
    )
}

fn no_flag(key: &str, flags: &[String]) -> String {
    match refusal::nearest(key, flags.iter().map(String::as_str)) {
        Some(near) => of(
            format!("there is no flag --{key}: did you mean {near}?"),
            format!("没有选项 --{key}：是不是 {near}？"),
        ),
        None => of(
            format!("there is no flag --{key}: write one of {}", flags.join(", ")),
            format!("没有选项 --{key}：可写 {}", flags.join("、")),
        ),
    }
}

/// The names of the flags of a command.
fn flags(command: &Command) -> Vec<String> {
    let flags = command.get_arguments().filter(|flag| !flag.is_hide_set());
    flags.filter_map(|flag| flag.get_long()).map(str::to_string).collect()
}

fn one_value(key: &str) -> String {
    of(format!("{key} has one value and takes no list"), format!("{key} 只有一个值，不能写成列表"))
}
