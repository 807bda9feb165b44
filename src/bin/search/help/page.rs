//! The help of a command on a terminal.

use clap::Command;

use super::layout::Page;
use super::markdown::{Block, blocks};
use super::options::{Extent, Row};
use super::syntax;

/// The help of `command`, which is built, in lines of at most so many columns.
pub(crate) fn page(command: &Command, extent: Extent, columns: usize) -> String {
    let mut page = Page::new(columns);
    extent.about(command).lines().for_each(|line| page.paragraph(line));
    page.gap();
    page.verbatim(&usage(command, extent));
    let commands = extent.commands(command);
    if !commands.is_empty() {
        page.heading(extent.of("Commands:", "命令："));
        page.rows(&commands);
    }
    for section in extent.sections(command) {
        page.heading(&format!("{}{}", section.heading, extent.of(":", "：")));
        page.rows(&section.rows);
    }
    after(command, extent, &mut page);
    page.text()
}

/// How the command is written.
pub(super) fn usage(command: &Command, extent: Extent) -> String {
    let usage = command.clone().render_usage().to_string();
    match extent.of(false, true) {
        false => usage,
        true => {
            let words = [
                ("Usage:", "用法："),
                ("[OPTIONS]", "[选项]"),
                ("[COMMAND]", "[命令]"),
                ("<COMMAND>", "<命令>"),
            ];
            let words = words.into_iter();
            words
                .fold(usage, |usage, (english, chinese)| usage.replace(english, chinese))
                .replace("用法： ", "用法：")
        }
    }
}

/// What is said after the flags: of the whole program the query language.
fn after(command: &Command, extent: Extent, page: &mut Page) {
    let is_whole = command.get_subcommands().any(|command| !command.is_hide_set());
    if is_whole && extent.at_length {
        return language(extent, page);
    }
    if is_whole {
        page.gap();
        page.paragraph(extent.of(
            "`search --help` says more, and describes the query language; `search COMMAND --help` a command.",
            "`search --help` 给出更多说明和检索式语法；`search 命令 --help` 说明各命令。",
        ));
        return;
    }
    let text = super::after(command, extent);
    if !text.is_empty() {
        page.gap();
        text.lines().for_each(|line| match line.strip_prefix("  ") {
            Some(_) => page.verbatim(line),
            None if line.is_empty() => page.gap(),
            None => page.paragraph(line),
        });
    }
}

/// The query language.
fn language(extent: Extent, page: &mut Page) {
    for block in blocks(syntax(extent.language)) {
        match block {
            Block::Heading(heading) => page.heading(&format!("{heading}{}", extent.of(":", "："))),
            Block::Paragraph(text) => {
                page.gap();
                page.paragraph(&text);
            }
            Block::Rows(rows) => {
                page.gap();
                page.rows(&rows as &[Row]);
            }
        }
    }
}
