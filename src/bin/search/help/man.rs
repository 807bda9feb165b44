//! The manual page: what help says of all commands, as `man` lays it out.

use clap::Command;

use super::markdown::{Block, blocks};
use super::options::{Extent, Row};
use super::page::usage;
use super::syntax;

/// Lines may end between two ideographs, and not before a closing mark or after an opening one.
const HAN: &str = "\
.if \\n(.g \\{\\
.class [han] \\[u2E80]-\\[u9FFF] \\[uF900]-\\[uFAFF] \\[uFF10]-\\[uFF5A]
.class [closing] \\[u3001] \\[u3002] \\[u3009] \\[u300B] \\[u300D] \\[u300F] \\[u3011] \\[u3015] \\[uFF01] \\[uFF09] \\[uFF0C] \\[uFF1A] \\[uFF1B] \\[uFF1F] \\[u201D]
.class [opening] \\[u3008] \\[u300A] \\[u300C] \\[u300E] \\[u3010] \\[u3014] \\[uFF08] \\[u201C]
.cflags 66 \\C'[han]'
.cflags 68 \\C'[closing]'
.cflags 66 \\C'[opening]'
.\\}
";

/// The page for `command`, which is built.
pub(crate) fn man(command: &Command, extent: Extent) -> String {
    let version = command.get_version().unwrap_or_default();
    let mut page =
        Roff(format!(".TH SEARCH 1 \"\" \"policy-search {version}\"\n.nh\n.ad l\n{HAN}"));
    let mut about = extent.about(command);
    let more = about.split_off(about.find('\n').unwrap_or(about.len()));
    page.section(extent.of("NAME", "名称"));
    page.line(&format!("search \\- {}", escaped(&about)));
    page.section(extent.of("SYNOPSIS", "用法"));
    page.0 += ".nf\n";
    page.line(&escaped(
        &usage(command, extent)
            .replace(extent.of("Usage: ", "用法："), "")
            .replace("\n       ", "\n"),
    ));
    page.0 += ".fi\n";
    page.section(extent.of("DESCRIPTION", "说明"));
    more.lines().for_each(|line| page.paragraph(line));
    page.flags(command, extent, ".SH ");
    page.section(extent.of("COMMANDS", "命令"));
    for one in
        command.get_subcommands().filter(|one| !one.is_hide_set() && one.get_name() != "help")
    {
        page.0 += &format!(".SS \"search {}\"\n", one.get_name());
        extent.about(one).lines().for_each(|line| page.paragraph(line));
        page.flags(one, extent, ".PP\n.B ");
        page.after(&super::after(one, extent));
    }
    page.language(extent);
    page.0
}

/// A page in the language of `man`.
struct Roff(String);

impl Roff {
    fn line(&mut self, line: &str) {
        self.0 += line;
        self.0.push('\n');
    }

    fn section(&mut self, heading: &str) {
        self.line(&format!(".SH \"{heading}\""));
    }

    fn paragraph(&mut self, text: &str) {
        if !text.is_empty() {
            self.0 += ".PP\n";
            self.line(&escaped(text));
        }
    }

    fn rows(&mut self, rows: &[Row]) {
        for (term, text) in rows {
            self.line(&format!(
                ".TP\n\\fB{}\\fR",
                escaped(term.trim_start()).trim_start_matches("\\&")
            ));
            self.line(&escaped(&text.replace('\n', " ")));
        }
    }

    /// Arguments and flags under their headings, which `heading` begins.
    fn flags(&mut self, command: &Command, extent: Extent, heading: &str) {
        for section in extent.sections(command) {
            self.line(&format!("{heading}\"{}\"", section.heading));
            self.rows(&section.rows);
        }
    }

    /// What is said after flags: lines that begin with two spaces are kept as they are.
    fn after(&mut self, text: &str) {
        for part in text.split("\n\n").filter(|part| !part.is_empty()) {
            if part.lines().any(|line| line.starts_with("  ")) {
                self.0 += ".PP\n.nf\n";
                self.line(&escaped(part));
                self.0 += ".fi\n";
            } else {
                self.paragraph(&part.replace('\n', " "));
            }
        }
    }

    /// The query language.
    fn language(&mut self, extent: Extent) {
        for block in blocks(syntax(extent.language)) {
            match block {
                Block::Heading(heading) => self.section(&heading.to_uppercase()),
                Block::Paragraph(text) => self.paragraph(&text),
                Block::Rows(rows) => self.rows(&rows),
            }
        }
    }
}

/// Text as it is, without what `man` would read in it.
fn escaped(text: &str) -> String {
    let escaped = text.replace('\\', "\\e").replace('-', "\\-").replace('`', "\\(ga");
    let lines = escaped.lines().map(|line| match line.starts_with(['.', '\'']) {
        true => format!("\\&{line}"),
        false => line.to_string(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_a_request() {
        assert_eq!(escaped(".TH a-b\n'c \\d"), "\\&.TH a\\-b\n\\&'c \\ed");
    }
}
