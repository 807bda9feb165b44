//! The text of the query language as HTML: headings, paragraphs and tables, with code between
//! backquotes. Only what it is written in is read.

use maud::{Markup, html};

/// The page; `example` is what an example of the first column of a table is.
pub(super) fn rendered(text: &str, example: &dyn Fn(&str) -> Markup) -> Markup {
    let blocks = text.split("\n\n").map(str::trim).filter(|block| !block.is_empty());
    html! { @for block in blocks { (rendered_block(block, example)) } }
}

fn rendered_block(block: &str, example: &dyn Fn(&str) -> Markup) -> Markup {
    match block.trim_start_matches('#') {
        heading if block.starts_with("##") => html! { h2 { (heading.trim()) } },
        heading if heading.len() < block.len() => html! { h1 { (heading.trim()) } },
        _ if block.starts_with('|') => table(block, example),
        _ => html! { p { (spans(&joined(block))) } },
    }
}

fn table(block: &str, example: &dyn Fn(&str) -> Markup) -> Markup {
    let mut lines = block.lines();
    let head = cells(lines.next().unwrap_or_default());
    let rows = lines.skip(1).map(cells);
    html! {
        table {
            thead { tr { @for cell in &head { th scope="col" { (spans(cell)) } } } }
            tbody { @for row in rows { (rendered_row(&row, example)) } }
        }
    }
}

fn rendered_row(row: &[String], example: &dyn Fn(&str) -> Markup) -> Markup {
    let Some((first, rest)) = row.split_first() else { return html! {} };
    let code = first.strip_prefix('`').and_then(|code| code.strip_suffix('`'));
    html! {
        tr {
            th scope="row" {
                @match code.filter(|code| !code.contains('`')) {
                    Some(code) => (example(code)),
                    None => (spans(first)),
                }
            }
            @for cell in rest { td { (spans(cell)) } }
        }
    }
}

/// The cells of `| a | b |`, in which `\|` is a bar.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim().trim_start_matches('|').trim_end_matches('|').replace("\\|", "\u{0}");
    line.split('|').map(|cell| cell.trim().replace('\u{0}', "|")).collect()
}

/// Text whose parts between backquotes are code.
fn spans(text: &str) -> Markup {
    html! {
        @for (place, piece) in text.split('`').enumerate() {
            @if place % 2 == 1 { code { (piece) } } @else { (piece) }
        }
    }
}

/// The lines of a paragraph as one: Chinese is written without a space between two lines.
fn joined(block: &str) -> String {
    let mut text = String::new();
    for line in block.lines().map(str::trim) {
        let is_ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
        if is_ascii(text.chars().last()) || is_ascii(line.chars().next()) {
            text.push(' ');
        }
        text.push_str(line);
    }
    text.trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_paragraphs_and_tables_are_html_and_their_text_is_text() {
        let text = "# A\n\none `a < b`\ntwo\n\n甲\n乙\n\n| q | says |\n|---|---|\n| `a \\| b` | `c` & d |\n";
        let example = |code: &str| html! { a { (code) } };
        let expected = "<h1>A</h1><p>one <code>a &lt; b</code> two</p><p>甲乙</p><table><thead><tr>\
            <th scope=\"col\">q</th><th scope=\"col\">says</th></tr></thead><tbody><tr>\
            <th scope=\"row\"><a>a | b</a></th><td><code>c</code> &amp; d</td></tr></tbody></table>";
        assert_eq!(rendered(text, &example).into_string(), expected);
    }
}
