//! The commands, arguments and flags of a command as rows of a term and its text.

use clap::{Arg, Command};
use policy_search::printer::Language;

use super::chinese;

/// Headings of flags in the order of use, in English and Chinese. Flags without one stand last.
const HEADINGS: [(&str, &str); 7] = [
    ("Search", "检索"),
    ("Filters", "筛选"),
    ("Reading", "读取"),
    ("Run", "运行"),
    ("Output", "输出"),
    ("Place", "位置"),
    ("Options", "选项"),
];

/// A term and its text.
pub(super) type Row = (String, String);

/// Rows under one heading.
pub(super) struct Section {
    pub(super) heading: &'static str,
    pub(super) rows: Vec<Row>,
}

/// How much help says, and in which language.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    pub(crate) language: Language,
    /// All of it, or what fits beside each flag.
    pub(crate) at_length: bool,
}

impl Extent {
    /// The one of both that is of the language.
    pub(super) fn of<T>(self, english: T, chinese: T) -> T {
        match self.language {
            Language::Chinese => chinese,
            _ => english,
        }
    }

    /// What `english`, said of a command or one of its arguments, is in the language.
    pub(super) fn said(self, command: &str, argument: &str, english: Option<String>) -> String {
        let english = english.unwrap_or_default();
        match chinese::text(command, argument) {
            Some(text) if self.language == Language::Chinese => match self.at_length {
                true => text,
                false => text.lines().next().unwrap_or_default().to_string(),
            },
            _ => english,
        }
    }

    /// What a command is for.
    pub(super) fn about(self, command: &Command) -> String {
        let short = command.get_about().map(ToString::to_string);
        let long = command.get_long_about().map(ToString::to_string);
        let english = if self.at_length { long.or(short) } else { short };
        self.said(command.get_name(), "", english).replace("\n\n", "\n")
    }

    /// What is said of an argument, with its values, its default and its variable.
    fn argument(self, command: &Command, argument: &Arg) -> String {
        let short = argument.get_help().map(ToString::to_string);
        let long = argument.get_long_help().map(ToString::to_string);
        let english = if self.at_length { long.or(short) } else { short };
        let name = argument.get_id().as_str();
        let text = self.said(command.get_name(), name, english).replace("\n\n", "\n");
        let notes =
            [self.values(command, argument), self.default(argument), self.variable(argument)];
        let notes: Vec<String> = notes.into_iter().flatten().collect();
        if notes.is_empty() {
            text
        } else {
            format!("{text} [{}]", notes.join(self.of("; ", "；")))
        }
    }

    fn values(self, command: &Command, argument: &Arg) -> Option<String> {
        let is_hidden = argument.is_hide_possible_values_set() || !takes_value(argument);
        let is_truth = argument.is_require_equals_set();
        let values = argument.get_possible_values().into_iter();
        let values = values.filter(|_| !is_hidden && !is_truth);
        let told = values.map(|value| {
            let name = value.get_name();
            let id = format!("{}={name}", argument.get_id());
            let help = value.get_help().map(ToString::to_string);
            match self.said(command.get_name(), &id, help) {
                help if help.is_empty() || !self.at_length => name.to_string(),
                help => format!("{name} ({help})"),
            }
        });
        let told: Vec<String> = told.collect();
        let label = self.of("values: ", "可选：");
        (!told.is_empty()).then(|| format!("{label}{}", told.join(self.of(", ", "、"))))
    }

    fn default(self, argument: &Arg) -> Option<String> {
        let values = argument.get_default_values().iter().filter(|_| takes_value(argument));
        let values: Vec<_> = values.map(|value| value.to_string_lossy()).collect();
        let label = self.of("default: ", "默认：");
        (!values.is_empty()).then(|| format!("{label}{}", values.join(", ")))
    }

    fn variable(self, argument: &Arg) -> Option<String> {
        let name = argument.get_env().filter(|_| !argument.is_hide_env_set())?;
        Some(format!("{}{}", self.of("env: ", "环境变量："), name.to_string_lossy()))
    }

    /// The commands that are not hidden.
    pub(super) fn commands(self, command: &Command) -> Vec<Row> {
        let shown = command.get_subcommands().filter(|command| !command.is_hide_set());
        let brief = Self { at_length: false, ..self };
        shown.map(|command| (command.get_name().to_string(), brief.about(command))).collect()
    }

    /// The arguments and flags that are not hidden, by heading.
    pub(super) fn sections(self, command: &Command) -> Vec<Section> {
        let row = |argument: &Arg| (term(argument), self.argument(command, argument));
        let arguments = command.get_positionals().filter(|argument| !argument.is_hide_set());
        let arguments =
            Section { heading: self.of("Arguments", "参数"), rows: arguments.map(row).collect() };
        let of_heading = |(english, chinese): (&'static str, &'static str)| {
            let flags = command.get_arguments().filter(|argument| !argument.is_positional());
            let flags = flags.filter(|flag| !flag.is_hide_set() && heading(flag) == english);
            Section { heading: self.of(english, chinese), rows: flags.map(row).collect() }
        };
        let sections = [arguments].into_iter().chain(HEADINGS.map(of_heading));
        sections.filter(|section| !section.rows.is_empty()).collect()
    }
}

fn takes_value(argument: &Arg) -> bool {
    argument.get_action().takes_values()
}

fn heading(flag: &Arg) -> &str {
    flag.get_help_heading()
        .filter(|heading| HEADINGS.iter().any(|row| row.0 == *heading))
        .unwrap_or("Options")
}

/// How an argument is written: `-n, --limit <N>`.
fn term(argument: &Arg) -> String {
    let names = argument.get_value_names().unwrap_or_default();
    let names: Vec<String> = names.iter().map(|name| format!("<{name}>")).collect();
    let is_many = argument.get_num_args().is_some_and(|range| range.max_values() > 1);
    if argument.is_positional() {
        let name = names.join(" ");
        let name = if argument.is_required_set() {
            name
        } else {
            name.replace('<', "[").replace('>', "]")
        };
        return format!("{name}{}", if is_many { "..." } else { "" });
    }
    let is_optional = argument.get_num_args().is_some_and(|range| range.min_values() == 0);
    let value = match (takes_value(argument), argument.is_require_equals_set(), is_optional) {
        (false, ..) => String::new(),
        (true, true, _) => format!("[={}]", names.join(" ")),
        (true, false, true) => format!(" [{}]", names.join(" ")),
        (true, false, false) => format!(" {}", names.join(" ")),
    };
    let short = argument.get_short().map(|short| format!("-{short}"));
    let long = argument.get_long().map(|long| format!("--{long}"));
    match (short, long) {
        (Some(short), Some(long)) => format!("{short}, {long}{value}"),
        (short, long) => format!("    {}{value}", short.or(long).unwrap_or_default()),
    }
}
