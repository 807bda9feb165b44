use super::*;

fn level(format: &str, pattern: Vec<Part>) -> Level {
    Level { start: 1, format: format.into(), pattern, ..Level::default() }
}

fn text(words: &str) -> Part {
    Part::Text(words.into())
}

/// One list of two levels: 一、 and （1）.
fn numbering() -> Numbering {
    let first = level("chineseCounting", vec![Part::Count(0), text("、")]);
    let second = level("decimal", vec![text("（"), Part::Count(1), text("）")]);
    let mut numbering = Numbering::default();
    numbering.definitions.insert("7".into(), vec![first, second]);
    numbering.lists.insert("1".into(), List { definition: "7".into(), ..List::default() });
    numbering
}

fn listed(list: &str, level: usize) -> Listed {
    Listed { list: Some(list.into()), level: Some(level) }
}

#[test]
fn levels_count_and_start_again_below_a_higher_one() {
    let mut numbering = numbering();
    let next = [0, 1, 1, 0, 1].map(|at| numbering.next(&listed("1", at), None).unwrap());
    assert_eq!(next, ["一、", "（1）", "（2）", "二、", "（1）"]);
}

#[test]
fn a_list_of_the_same_definition_counts_on_unless_it_starts_anew() {
    let mut numbering = numbering();
    let same = || List { definition: "7".into(), ..List::default() };
    numbering.lists.insert("2".into(), same());
    numbering.lists.insert("3".into(), List { starts: [(0, 5)].into(), ..same() });
    let next =
        ["1", "2", "3", "3", "1"].map(|list| numbering.next(&listed(list, 0), None).unwrap());
    assert_eq!(next, ["一、", "二、", "五、", "六、", "七、"]);
}

#[test]
fn a_place_that_no_list_has_is_no_number() {
    let mut numbering = numbering();
    assert_eq!(numbering.next(&listed("0", 0), None), None);
    assert_eq!(numbering.next(&listed("1", 8), None), None);
    assert_eq!(numbering.next(&listed("1", 99), None), None);
    assert_eq!(numbering.next(&Listed::default(), None), None);
}

#[test]
fn bullets_and_over_long_patterns_are_no_text() {
    let mut numbering = numbering();
    let bullet = level("bullet", vec![text("\u{F0B7}")]);
    let long = level("decimal", vec![text(&"长".repeat(LONGEST)), Part::Count(1)]);
    numbering.definitions.insert("7".into(), vec![bullet, long]);
    assert_eq!(numbering.next(&listed("1", 0), None), None);
    assert_eq!(numbering.next(&listed("1", 1), None), None);
}
