//! Texts of cells: shared ones, and runs of one text in several fonts.

use std::rc::Rc;

use super::super::super::package::Package;
use super::super::super::xml::{Item, Stream};
use crate::error::Refusal;

/// The texts that cells name by number.
pub(super) fn shared(package: &mut Package, path: &str) -> Result<Vec<Rc<str>>, Refusal> {
    let Some(input) = package.stream(path)? else { return Ok(Vec::new()) };
    let mut stream = Stream::new(input)?;
    let mut texts = Vec::new();
    while let Some(item) = stream.next()? {
        let is_text = matches!(&item, Item::Start(tag) if tag.name() == "si");
        if is_text {
            texts.push(text(&mut stream)?.into());
        }
    }
    Ok(texts)
}

/// The text of the element that has begun: its runs without the readings over them, paragraphs as
/// lines.
pub(super) fn text(stream: &mut Stream<'_>) -> Result<String, Refusal> {
    let mut text = String::new();
    // Whether each open element is one whose pieces are text.
    let mut open = vec![false];
    while !open.is_empty() {
        match stream.next()? {
            None => break,
            Some(Item::Start(tag)) => match tag.name() {
                "rPh" => stream.skip()?,
                "br" => {
                    text.push('\n');
                    open.push(false);
                }
                "p" => {
                    if !text.is_empty() {
                        text.push('\n');
                    }
                    open.push(false);
                }
                name => open.push(name == "t"),
            },
            Some(Item::End) => {
                open.pop();
            }
            Some(Item::Text(piece)) if open.last() == Some(&true) => text.push_str(&piece),
            Some(_) => {}
        }
    }
    Ok(unescaped(text))
}

/// A text without `_x000D_`, by which a character that XML does not allow is written.
pub(super) fn unescaped(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("_x") {
        plain.push_str(before);
        let code = after.get(..4).filter(|_| after[4..].starts_with('_'));
        let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
        match code.and_then(char::from_u32) {
            Some(c) => {
                plain.push(c);
                rest = &after[5..];
            }
            None => {
                plain.push_str("_x");
                rest = after;
            }
        }
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_characters_and_names_with_underscores_are_names() {
        for (written, text) in [
            ("一_x000D_\n二", "一\r\n二"),
            ("_x005F_x000D_", "_x000D_"),
            ("a_xyz_b", "a_xyz_b"),
            ("a_x", "a_x"),
            ("a_x000", "a_x000"),
            ("_x文件名_", "_x文件名_"),
        ] {
            assert_eq!(unescaped(written.into()), text);
        }
    }

    #[test]
    fn runs_are_one_text_without_readings() {
        let source = "<si><r><rPr/><t>青山</t></r><r><t xml:space='preserve'> 市&amp;县</t></r>\
                      <rPh sb='0' eb='1'><t>qing</t></rPh><phoneticPr/></si>";
        let mut stream = Stream::new(source.as_bytes()).unwrap();
        stream.next().unwrap();
        assert_eq!(text(&mut stream).unwrap(), "青山 市&县");
    }
}
