//! Pasted text is found, however it was cut and whatever marks it carries, and never an error.

use std::fmt::Write;

use super::{Answer, ask, ask_like, hold};
use crate::workspace::{Dice, NOW, Workspace};

const PLACES: [&str; 8] = ["东闸", "西堰", "南塘", "北渠", "中坝", "前湾", "后河", "上游"];
const DEEDS: [&str; 8] = ["清淤", "加固", "巡查", "测流", "补栽", "放苗", "封滩", "换闸"];
const ENDS: [&str; 4] = ["由村里验收", "经费列入预算", "结果张榜公布", "逾期另行通报"];

/// The titles of the documents.
const TITLES: [&str; 3] = ["水利设施养护细则", "渔业资源增殖方案", "河滩植树管理办法"];

/// The text of document `number`: sentences of which no two are the same.
fn body(number: usize, characters: usize) -> String {
    let mut dice = Dice(number as u64);
    let (mut text, mut serial) = (String::new(), number * 10_000);
    while text.chars().count() < characters {
        serial += 1 + dice.below(9);
        let [place, deed, end] = [dice.below(8), dice.below(8), dice.below(4)];
        let (place, deed, end) = (PLACES[place], DEEDS[deed], ENDS[end]);
        write!(text, "{place}第{serial}段{deed}须在{}日内完成，{end}。", dice.below(90)).unwrap();
        if dice.below(6) == 0 {
            text.push('\n');
        }
    }
    text
}

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    for (number, title) in TITLES.iter().enumerate() {
        workspace.write(&format!("{number}.txt"), format!("{title}\n\n{}\n", body(number, 25_000)));
    }
    workspace.index();
    workspace
}

/// A passage of document `number`, cut wherever it happens to be, but for inside a number: a part of
/// one is another.
fn passage(number: usize, characters: usize, dice: &mut Dice) -> String {
    let text: Vec<char> = body(number, 25_000).chars().collect();
    let is_inside = |at: usize| [text[at - 1], text[at]].iter().all(char::is_ascii_digit);
    let border = |at: usize| (at..).find(|at| !is_inside(*at)).unwrap();
    let start = border(1 + dice.below(text.len() - characters - 20));
    text[start..border(start + characters)].iter().collect()
}

/// What surrounds a passage, `P` being the passage.
const AROUND: [&str; 32] = [
    "P",
    "“P",
    "P”",
    "“P”",
    "「P",
    "P」",
    "『P",
    "‘P",
    "P’",
    "\"P",
    "P\"",
    "'P",
    "《P",
    "P》",
    "（P",
    "P）",
    "(P",
    "P)",
    "【P",
    "[P",
    "〔P",
    "附件:P",
    "来源：P",
    "原文:P",
    "1.P",
    "—— P ——",
    "* P",
    "P*",
    "> P",
    "P……",
    "P~2",
    "P|",
];

fn wrong(answer: &Answer, number: usize) -> Option<String> {
    let found = (answer.code, answer.first());
    (found != (0, TITLES[number])).then(|| format!("{found:?} {}", answer.notes))
}

#[test]
fn marks_around_a_passage_are_no_error() {
    let workspace = workspace();
    let mut dice = Dice(2);
    let mut failed = Vec::new();
    for (at, around) in AROUND.iter().enumerate() {
        for characters in [24, 90] {
            let cut = passage(at % 3, characters, &mut dice).replace('\n', "");
            let answer = ask(&workspace, &around.replace('P', &cut), &[]);
            failed.extend(
                wrong(&answer, at % 3).map(|wrong| format!("{around} of {characters}: {wrong}")),
            );
        }
    }
    hold(&failed, 2 * AROUND.len());
}

/// The passage with a line break after every so many characters.
fn broken(passage: &str, width: usize, end: &str) -> String {
    let characters: Vec<char> = passage.chars().filter(|c| *c != '\n').collect();
    let lines = characters.chunks(width).map(|line| line.iter().collect::<String>());
    lines.collect::<Vec<_>>().join(end)
}

#[test]
fn lines_broken_inside_words_are_joined() {
    let workspace = workspace();
    let mut dice = Dice(4);
    let mut failed = Vec::new();
    let ends = ["\n", "\r\n", "\n　　", "\n\n", " \n"];
    for (at, end) in ends.iter().enumerate() {
        for width in [17, 38] {
            let cut = passage(at % 3, 400, &mut dice);
            let answer = ask(&workspace, &broken(&cut, width, end), &[]);
            failed
                .extend(wrong(&answer, at % 3).map(|wrong| format!("{end:?} by {width}: {wrong}")));
        }
    }
    hold(&failed, 2 * ends.len());
}

#[test]
fn a_passage_may_have_twenty_thousand_characters() {
    let workspace = workspace();
    let mut dice = Dice(6);
    let mut failed = Vec::new();
    let sizes = [30, 200, 2_000, 4_001, 9_000, 20_000];
    for (at, characters) in sizes.into_iter().enumerate() {
        let cut = passage(at % 3, characters, &mut dice);
        for (way, answer) in
            [("argument", ask(&workspace, &cut, &[])), ("-", ask_like(&workspace, &cut))]
        {
            failed.extend(
                wrong(&answer, at % 3).map(|wrong| format!("{characters} by {way}: {wrong}")),
            );
        }
    }
    hold(&failed, 2 * sizes.len());
}

#[test]
fn marks_anywhere_are_no_error() {
    let workspace = workspace();
    let mut dice = Dice(8);
    let marks: Vec<char> =
        "“”‘’「」『』《》（）()[]【】〔〕\"'*?~|&!:：;；,，、/\\<>#+=@%^$…—· 　\n\t"
            .chars()
            .collect();
    let mut failed = Vec::new();
    for round in 0..200 {
        let characters = 10 + dice.below(60);
        let mut pasted: Vec<char> = passage(round % 3, characters, &mut dice).chars().collect();
        for _ in 0..1 + dice.below(6) {
            let place = dice.below(pasted.len() + 1);
            pasted.insert(place, marks[dice.below(marks.len())]);
        }
        let pasted: String = pasted.into_iter().collect();
        let answer = ask(&workspace, &pasted, &[]);
        if answer.code > 1 {
            failed.push(format!("{pasted:?}: exit {} {}", answer.code, answer.notes));
        }
    }
    hold(&failed, 200);
}

/// Asks for what is like a file or a document.
fn like(workspace: &Workspace, what: &str) -> Answer {
    Answer::of(&workspace.command(&["--now", &NOW.to_string(), "--json", "--like", what]))
}

#[test]
fn what_is_like_a_file_is_found_and_by_what_is_said() {
    let workspace = workspace();
    let mut dice = Dice(10);
    for number in 0..3 {
        let file = workspace.path(&format!("draft{number}.txt"));
        std::fs::write(&file, passage(number, 1_500, &mut dice)).unwrap();
        let answer = like(&workspace, file.to_str().unwrap());
        assert_eq!(wrong(&answer, number), None, "{}", file.display());
        assert_eq!(answer.read_as("like").len(), 1, "{}", answer.json["reading"]);
    }
}

#[test]
fn what_is_like_a_document_is_not_that_document() {
    let workspace = workspace();
    workspace.write("删节.txt", format!("养护要求摘录\n\n{}\n", &body(0, 600)));
    workspace.index();
    let excerpt = ask(&workspace, "\"养护要求摘录\"", &[]).hits()[0].id.clone();
    let answer = like(&workspace, &excerpt);
    let hits = answer.hits();
    assert_eq!(answer.first(), TITLES[0]);
    assert!(hits.iter().all(|hit| hit.id != excerpt), "{hits:?}");
}

#[test]
fn a_long_text_is_words_again_in_a_literal_search() {
    let workspace = workspace();
    let text = passage(1, 400, &mut Dice(5)).replace('\n', "");
    assert_eq!(ask(&workspace, &text, &[]).read_as("like").len(), 1);
    let literal = ask(&workspace, &text, &["--literal"]);
    assert!(literal.read_as("like").is_empty());
    assert_eq!((literal.first(), &*literal.hits()[0].rung), (TITLES[1], "typed"));
}

#[test]
fn like_nothing_is_an_error() {
    let workspace = workspace();
    for what in ["absent.txt", "0123456789ab"] {
        let answer = like(&workspace, what);
        assert_eq!(answer.code, 2, "{what}");
        assert!(answer.notes.contains(what), "{}", answer.notes);
    }
    assert_eq!(ask_like(&workspace, " \n").code, 2);
}
