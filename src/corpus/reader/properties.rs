//! Titles among a file's properties: believed only where the text bears them out.
//!
//! A template's title, a file's old name and half a title (the first line, as word processors take
//! it) are common; a title that is in the head of the text as whole lines is one.

use crate::extract::{Hint, HintField, HintSource};

/// How far into the text a title is looked for, in characters without blanks.
const HEAD: usize = 600;

/// The shortest title in characters.
const SHORTEST: usize = 6;

/// The title as a hint, if it occurs in the head of `text` from the beginning of a line to the end
/// of one.
pub(super) fn title(title: &str, text: &str) -> Option<Hint> {
    let wanted: String = title.chars().filter(|c| !c.is_whitespace()).collect();
    if wanted.chars().count() < SHORTEST {
        return None;
    }
    let mut squeezed = String::new();
    let mut edges = vec![0];
    for line in text.lines() {
        squeezed.extend(line.chars().filter(|c| !c.is_whitespace()));
        edges.push(squeezed.len());
        if squeezed.chars().count() > HEAD {
            break;
        }
    }
    let stands = squeezed
        .match_indices(&wanted)
        .any(|(at, found)| edges.contains(&at) && edges.contains(&(at + found.len())));
    let value = title.split_whitespace().collect::<Vec<_>>().join(" ");
    stands.then_some(Hint { field: HintField::Title, value, from: HintSource::Heading })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_title_of_whole_lines_is_believed() {
        let text = "某某发〔2024〕1号\n某县人民政府关于\n加强防汛工作的通知\n各乡镇：\n";
        assert!(title("某县人民政府关于 加强防汛工作的通知", text).is_some());
        assert!(title("某县人民政府关于", text).is_some());
        assert!(title("加强防汛工作", text).is_none());
        assert!(title("文档1", text).is_none());
        assert!(title("关于召开会议的通知", text).is_none());
    }
}
