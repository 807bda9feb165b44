//! What ends a run before it begins: help, and what is wrong with a command line, in the language of
//! the user. What clap found is taken from it as values; the sentences are ours.

use std::error::Error as _;
use std::ffi::OsString;
use std::io::Write;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};
use policy_search::printer::Language;
use policy_search::wire::RequestError;

use crate::help::{self, Extent};
use crate::language::language;
use crate::screen::columns::columns;

/// Exit code when something went wrong.
pub(crate) const FAILED: u8 = 2;

/// What the parsers of values that only the command line has say, in English and Chinese.
const SAID: [(&str, &str); 7] = [
    ("ask at least 2 times: the first time is not timed", "至少查 2 次：第一次不计时"),
    ("write a number from 1 to 1024", "请写 1 到 1024 的数字"),
    ("write a number from 0 to 100", "请写 0 到 100 的数字"),
    ("write a number and s, m or h: 90s, 10m, 2h", "请写数字和 s、m 或 h：90s、10m、2h"),
    ("ask for at least 1 document", "至少取 1 个文档"),
    ("write a number and M or G: 800M, 4G", "请写数字和 M 或 G：800M、4G"),
    (
        "write the column's name, =, and what it holds: 题目=title",
        "请写列名、= 和其含义：题目=标题",
    ),
];

/// Prints the help that was asked for, or what is wrong, and ends the process.
pub(crate) fn end(error: &Error, command: &mut Command, typed: &[OsString]) -> ! {
    command.build();
    let command = asked(command, typed);
    let at_length = typed.iter().any(|argument| argument == "--help" || argument == "help");
    let extent = Extent { language: language(), at_length };
    let help = || help::page(command, extent, columns());
    // Whoever does not read on has seen enough.
    match error.kind() {
        ErrorKind::DisplayHelp => {
            std::io::stdout().lock().write_all(help().as_bytes()).ok();
            std::process::exit(0)
        }
        ErrorKind::DisplayVersion => error.exit(),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            std::io::stderr().lock().write_all(help().as_bytes()).ok();
        }
        _ => {
            writeln!(std::io::stderr().lock(), "search: {}", told(error, command)).ok();
        }
    }
    std::process::exit(i32::from(FAILED))
}

/// What is wrong with a flag of `command`.
pub(crate) fn told(error: &Error, command: &Command) -> String {
    Refusal { error, command, language: language() }.told()
}

/// The command that the arguments name, else the whole program.
fn asked<'a>(program: &'a Command, typed: &[OsString]) -> &'a Command {
    let mut names = typed.iter().skip(1).filter(|name| *name != "help");
    let named = names.find_map(|name| program.find_subcommand(name));
    named.filter(|command| command.get_name() != "help").unwrap_or(program)
}

/// What is wrong with the arguments of a command.
struct Refusal<'a> {
    error: &'a Error,
    command: &'a Command,
    language: Language,
}

impl Refusal<'_> {
    fn told(&self) -> String {
        let flag = self.flag(ContextKind::InvalidArg);
        match self.error.kind() {
            ErrorKind::UnknownArgument if flag.starts_with('-') => self.unknown(&flag),
            ErrorKind::UnknownArgument => self.of(
                format!("there is no place for {flag} here: see `{} --help`", self.name()),
                format!("此处不能有 {flag}：参见 `{} --help`", self.name()),
            ),
            ErrorKind::ValueValidation => {
                format!("{flag}{}{}", self.of(": ", "："), self.problem())
            }
            ErrorKind::InvalidValue => self.not_a_value(&flag),
            ErrorKind::NoEquals => self.of(
                format!("{flag} takes its value after =: {flag}=false"),
                format!("{flag} 的值写在 = 之后：{flag}=false"),
            ),
            ErrorKind::ArgumentConflict => self.conflict(&flag),
            ErrorKind::MissingRequiredArgument => {
                let missing = self.text(ContextKind::InvalidArg);
                let usage = format!("{} {missing}", self.name());
                self.of(format!("missing: write `{usage}`"), format!("缺少参数：写作 `{usage}`"))
            }
            ErrorKind::InvalidUtf8 => {
                self.of("an argument is not UTF-8", "有参数不是 UTF-8 编码").to_string()
            }
            _ => {
                self.error.to_string().lines().next().unwrap_or_default().replacen("error: ", "", 1)
            }
        }
    }

    /// The one of both that is of the language.
    fn of<T>(&self, english: T, chinese: T) -> T {
        match self.language {
            Language::Chinese => chinese,
            _ => english,
        }
    }

    fn name(&self) -> String {
        match self.command.get_name() {
            "search" => "search".to_string(),
            name => format!("search {name}"),
        }
    }

    /// A flag without its value, or with one that it does not have.
    fn not_a_value(&self, flag: &str) -> String {
        let written = self.text(ContextKind::InvalidArg);
        let values = self.text(ContextKind::ValidValue);
        match self.text(ContextKind::InvalidValue) {
            value if value.is_empty() => self.of(
                format!("{flag} needs a value: write {written}"),
                format!("{flag} 需要一个值：写作 {written}"),
            ),
            value => self.of(
                format!("{flag}: {value} is not a value: choose from {values}"),
                format!("{flag}：没有 {value} 这个值：可选 {values}"),
            ),
        }
    }

    fn unknown(&self, flag: &str) -> String {
        let flags = self.command.get_arguments().filter(|flag| !flag.is_hide_set());
        let flags = flags.filter_map(|flag| flag.get_long());
        match nearest(flag, flags) {
            Some(near) => self.of(
                format!("there is no flag {flag}: did you mean --{near}?"),
                format!("没有选项 {flag}：是不是 --{near}？"),
            ),
            None => self.of(
                format!("there is no flag {flag}: `{} --help` lists all", self.name()),
                format!("没有选项 {flag}：`{} --help` 列出全部选项", self.name()),
            ),
        }
    }

    fn conflict(&self, flag: &str) -> String {
        let other = self.flag(ContextKind::PriorArg);
        if flag == other || other.is_empty() {
            return self.of(
                format!("{flag} stands twice: write it once"),
                format!("{flag} 出现了两次：只写一次"),
            );
        }
        self.of(
            format!("{flag} and {other} exclude each other: leave one out"),
            format!("{flag} 与 {other} 不能同时使用：去掉一个"),
        )
    }

    /// What the parser of a value found wrong with it.
    fn problem(&self) -> String {
        let Some(source) = self.error.source() else { return String::new() };
        let told = match source.downcast_ref() {
            Some(RequestError::Parameter { problem, .. }) => problem.to_string(),
            _ => source.to_string(),
        };
        match SAID.iter().find(|(english, _)| *english == told) {
            Some((english, chinese)) => self.of(*english, *chinese).to_string(),
            None => self.language.told(&told),
        }
    }

    /// A flag as it is typed, without its value.
    fn flag(&self, kind: ContextKind) -> String {
        let text = self.text(kind);
        text.split([' ', '=', '['])
            .next()
            .filter(|flag| flag.starts_with('-'))
            .unwrap_or(&text)
            .to_string()
    }

    fn text(&self, kind: ContextKind) -> String {
        match self.error.get(kind) {
            Some(ContextValue::String(text)) => text.clone(),
            Some(ContextValue::Strings(texts)) => {
                let separator = if kind == ContextKind::InvalidArg { " " } else { ", " };
                texts.join(separator)
            }
            Some(ContextValue::StyledStr(text)) => text.to_string(),
            _ => String::new(),
        }
    }
}

/// The only name that `flag` begins, or is a slip for: at most two letters are wrong, and less than
/// half of them.
pub(crate) fn nearest<'a>(flag: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let typed = flag.trim_start_matches('-');
    let names: Vec<&str> = names.collect();
    let begun: Vec<&str> = names.iter().copied().filter(|name| name.starts_with(typed)).collect();
    if let ([only], true) = (&begun[..], typed.len() > 1) {
        return Some(only);
    }
    let distance = |name: &&str| strsim::osa_distance(typed, name);
    let near = names.into_iter().min_by_key(distance)?;
    let slips = distance(&near);
    (slips <= 2 && 2 * slips < typed.chars().count()).then_some(near)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::args::Args;

    #[test]
    fn only_a_flag_that_is_near_is_guessed() {
        let flags =
            ["since", "index", "issuer", "limit", "level", "from", "color", "no-expand", "now"];
        let guess = |flag: &str| nearest(flag, flags.into_iter());
        for (typed, meant) in [
            ("--sinse", "since"),
            ("--limt", "limit"),
            ("--lim", "limit"),
            ("--colour", "color"),
            ("--isuer", "issuer"),
            ("--noexpand", "no-expand"),
        ] {
            assert_eq!(guess(typed), Some(meant), "{typed}");
        }
        for typed in ["--foo", "--body", "--verbose", "--no", "--l", "--x", "--page"] {
            assert_eq!(guess(typed), None, "{typed}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_in_both_languages() {
        let mut command = Args::command();
        let mut told = |typed: &[&str], language: Language| {
            let arguments = ["search"].iter().chain(typed);
            let error = command.try_get_matches_from_mut(arguments).unwrap_err();
            let typed: Vec<OsString> = ["search"].iter().chain(typed).map(OsString::from).collect();
            Refusal { error: &error, command: asked(&command, &typed), language }.told()
        };
        for (typed, english, chinese) in [
            (
                &["养老", "--sinse", "2025"][..],
                "there is no flag --sinse: did you mean --since?",
                "没有选项 --sinse：是不是 --since？",
            ),
            (
                &["养老", "--verbose"],
                "there is no flag --verbose: `search --help` lists all",
                "没有选项 --verbose：`search --help` 列出全部选项",
            ),
            (
                &["stats", "x"],
                "there is no place for x here: see `search stats --help`",
                "此处不能有 x：参见 `search stats --help`",
            ),
            (
                &["养老", "--validity", "好"],
                "--validity: 好 is not a validity: choose from 现行有效, 已修改, 已废止, 已失效, 尚未生效",
                "--validity：好 不是效力：可选 现行有效, 已修改, 已废止, 已失效, 尚未生效",
            ),
            (
                &["养老", "--issuer", "《》"],
                "--issuer: 《》 is not a name: write one as 国务院",
                "--issuer：《》 不是名称：写法如 国务院",
            ),
            (
                &["养老", "--color", "red"],
                "--color: red is not a value: choose from auto, always, never",
                "--color：没有 red 这个值：可选 auto, always, never",
            ),
            (
                &["养老", "--json", "--csv"],
                "--json and --csv exclude each other: leave one out",
                "--json 与 --csv 不能同时使用：去掉一个",
            ),
            (
                &["养老", "--from", "2024", "--from", "2025"],
                "--from stands twice: write it once",
                "--from 出现了两次：只写一次",
            ),
            (
                &["extract"],
                "missing: write `search extract <FILE>`",
                "缺少参数：写作 `search extract <FILE>`",
            ),
            (
                &["养老", "--from"],
                "--from needs a value: write --from <DATE>",
                "--from 需要一个值：写作 --from <DATE>",
            ),
            (
                &["bench", "--rounds", "1"],
                "--rounds: ask at least 2 times: the first time is not timed",
                "--rounds：至少查 2 次：第一次不计时",
            ),
        ] {
            assert_eq!(told(typed, Language::English), english);
            assert_eq!(told(typed, Language::Chinese), chinese);
        }
    }
}
