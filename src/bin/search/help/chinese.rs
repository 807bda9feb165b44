//! What help says in Chinese: `args/chinese.tsv`, a row for each command, argument and value.

use std::sync::LazyLock;

use clap::{Arg, Command};

/// A command (`*` for all that share an argument), an argument of it or none, with its value after
/// `=`, and the text; `\n` begins what only `--help` says. Lines that begin with `#` are headings.
const TABLE: &str = include_str!("../args/chinese.tsv");

/// A row: command, argument, text.
type Row = (&'static str, &'static str, &'static str);

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let cells = rows.filter_map(|line| {
        let mut cells = line.splitn(3, '\t');
        Some((cells.next()?, cells.next()?, cells.next()?))
    });
    cells.collect()
});

/// What is said of an argument of a command, or of the command itself where the argument is empty.
pub(super) fn text(command: &str, argument: &str) -> Option<String> {
    let find = |command: &str| ROWS.iter().find(|row| row.0 == command && row.1 == argument);
    let row = find(command).or_else(|| find("*"))?;
    Some(row.2.replace("\\n", "\n"))
}

/// The command with its texts in Chinese, for the completions of shells.
pub(crate) fn in_chinese(command: Command) -> Command {
    let name = command.get_name().to_string();
    let first = |argument: &str| {
        let text = text(&name, argument)?;
        text.lines().next().map(str::to_string)
    };
    let about = first("");
    let command = command.mut_args(|argument: Arg| match first(argument.get_id().as_str()) {
        Some(text) => argument.help(text),
        None => argument,
    });
    let command = match about {
        Some(about) => command.about(about),
        None => command,
    };
    command.mut_subcommands(in_chinese)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use super::*;
    use crate::args::Args;

    /// What is said of a command: its arguments, their values that are explained, and itself.
    fn said(command: &Command, found: &mut BTreeSet<(String, String)>) {
        let name = command.get_name().to_string();
        found.insert((name.clone(), String::new()));
        if command.get_after_help().is_some() {
            found.insert((name.clone(), "after".to_string()));
        }
        for argument in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
            found.insert((name.clone(), argument.get_id().to_string()));
            for value in argument.get_possible_values().iter().filter(|v| v.get_help().is_some()) {
                found.insert((name.clone(), format!("{}={}", argument.get_id(), value.get_name())));
            }
        }
        for command in command.get_subcommands().filter(|command| !command.is_hide_set()) {
            if command.get_name() == "help" {
                found.insert(("help".to_string(), String::new()));
            } else {
                said(command, found);
            }
        }
    }

    #[test]
    fn every_command_argument_and_value_has_a_row_and_no_row_is_stale() {
        let mut command = Args::command();
        command.build();
        let mut found = BTreeSet::new();
        said(&command, &mut found);
        let has = |command: &str, argument: &str| {
            ROWS.iter().any(|row| row.0 == command && row.1 == argument)
        };
        let lacking: Vec<_> = found.iter().filter(|(c, a)| !has(c, a) && !has("*", a)).collect();
        assert!(lacking.is_empty(), "args/chinese.tsv lacks {lacking:#?}");
        let is_said = |row: &&Row| {
            found.iter().any(|(c, a)| a == row.1 && (c == row.0 || (row.0 == "*" && !has(c, a))))
        };
        let stale: Vec<_> = ROWS.iter().filter(|row| !is_said(row)).collect();
        assert!(stale.is_empty(), "args/chinese.tsv has {stale:#?}");
        let mut seen = BTreeSet::new();
        assert!(ROWS.iter().all(|row| seen.insert((row.0, row.1))), "a row stands twice");
        let rows = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        assert_eq!(rows.count(), ROWS.len(), "a row lacks a cell");
    }
}
