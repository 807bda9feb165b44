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

/// The folder that is meant by an index: that of its name, else itself.
pub(crate) fn index_named(index: PathBuf) -> PathBuf {
    let names = NAMED.get().into_iter().flatten();
    let named = names.into_iter().find(|(name, _)| Path::new(name) == index);
    named.map_or(index, |(_, folder)| folder.clone())
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
            INDEXES => names.push((default.key.clone(), folder.join(&default.values[0]))),
            _ => command = set(command, default).map_err(wrong)?,
        }
    }
    if !names.is_empty() {
        NAMED.set(names).ok();
    }
    Ok(command)
}

/// The command with a default for one of its flags, or those of the commands in it.
fn set(command: Command, default: &FlagDefault) -> std::result::Result<Command, String> {
    let name = command.get_name().to_string();
    let is_flag = |command: &Command| flag(command, &default.key).is_some();
    let within: Vec<String> = command
        .get_subcommands()
        .filter(|one| !one.is_hide_set())
        .map(|one| one.get_name().to_string())
        .collect();
    let is_meant = |name: &String| default.table.is_empty() || default.table == *name;
    if !default.table.is_empty() && default.table != name && !within.contains(&default.table) {
        return Err(no_table(&default.table));
    }
    let mut fits = false;
    let mut changed = command;
    if is_meant(&name) && is_flag(&changed) {
        (fits, changed) = (true, with_default(changed, default)?);
    }
    for inner in within.iter().filter(|name| is_meant(name)) {
        let Some(one) = changed.find_subcommand(inner).filter(|one| is_flag(one)).cloned() else {
            continue;
        };
        let one = with_default(one, default)?;
        fits = true;
        changed = changed.mut_subcommand(inner, |_| one);
    }
    match fits {
        true => Ok(changed),
        false => Err(no_flag(&default.key, &default.table)),
    }
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

fn no_flag(key: &str, table: &str) -> String {
    let help = if matches!(table, "" | "search") {
        "search --help".to_string()
    } else {
        format!("search {table} --help")
    };
    of(
        format!("there is no flag --{key}: `{help}` lists all, each is a key without its dashes"),
        format!("没有选项 --{key}：`{help}` 列出全部选项，去掉短横即为键名"),
    )
}

fn one_value(key: &str) -> String {
    of(format!("{key} has one value and takes no list"), format!("{key} 只有一个值，不能写成列表"))
}
