//! One spelling is all spellings: the same hits, scores and order.

use std::collections::{BTreeMap, BTreeSet};

use pinyin::ToPinyin;
use policy_search::Engine;
use policy_search::text::{fold_str, is_han};
use unicode_normalization::UnicodeNormalization;

use crate::workspace::{Dice, Workspace, answer, request};

fn same(workspace: &Workspace, spellings: &[&str]) {
    let first = workspace.search(spellings[0]);
    assert!(first.total > 0, "{} finds nothing", spellings[0]);
    for spelling in &spellings[1..] {
        assert_eq!(answer(&workspace.search(spelling)), answer(&first), "{spelling}");
    }
}

#[test]
fn every_spelling_gives_the_same_answer() {
    let workspace = Workspace::with_sample();
    same(
        &workspace,
        &[
            "运贸产一体化",
            "運(yùn)貿(mào)產(chǎn)一體化",
            "運貿產一體化",
            "運(yun)貿(mao)產(chan)一體化",
            "運（yùn）貿（mào）產（chǎn）一體化",
            "運(yùn )貿(mào)(mào)產(chǎn)一體化",
            "运 贸 产 一 体 化",
            "《运贸产一体化》",
        ],
    );
    same(&workspace, &["2025年政务公开", "２０２５年政務公開", "2025年政(zhèng)務(wù)公開"]);
    same(&workspace, &["\"安全生产\"", "“安全生产”", "\"安全生產\"", "「安全生产」"]);
}

#[test]
fn a_number_is_found_in_every_spelling() {
    let workspace = Workspace::with_sample();
    let hit = workspace
        .everything()
        .into_iter()
        .find(|hit| hit.announcement.number.as_ref().is_some_and(|number| number.year.is_some()));
    let number = hit.unwrap().announcement.number.unwrap();
    let (prefix, year, serial) = (&number.prefix, number.year.unwrap(), number.serial);
    let spellings = [
        format!("{prefix}〔{year}〕{serial}号"),
        format!("{prefix}[{year}]{serial}号"),
        format!("{prefix}({year}){serial}号"),
        format!("{prefix}【{year}】{serial}號"),
        format!("{prefix}〔{year}〕 {serial} 号"),
    ];
    same(&workspace, &spellings.iter().map(String::as_str).collect::<Vec<_>>());
}

/// The characters that fold to each Han character, in any script.
fn scripts() -> BTreeMap<char, Vec<char>> {
    let mut scripts: BTreeMap<char, Vec<char>> = BTreeMap::new();
    for c in '\u{4e00}'..='\u{9fff}' {
        let folded = fold_str(&c.to_string());
        let mut folded = folded.chars();
        if let (Some(simplified), None) = (folded.next(), folded.next()) {
            scripts.entry(simplified).or_default().push(c);
        }
    }
    scripts
}

/// Writes queries in other ways.
struct Speller {
    scripts: BTreeMap<char, Vec<char>>,
    dice: Dice,
}

impl Speller {
    /// Each Han character in one of its other forms, where it has one.
    fn traditional(&mut self, query: &str) -> String {
        let other = |c: char| {
            let forms = self.scripts.get(&c).filter(|forms| forms.len() > 1);
            let others = forms.map(|forms| forms.iter().filter(|form| **form != c));
            let others: Vec<char> = others.into_iter().flatten().copied().collect();
            if others.is_empty() { c } else { others[self.dice.below(others.len())] }
        };
        query.chars().map(other).collect()
    }

    /// `query` in eight ways.
    fn spellings(&mut self, query: &str) -> [String; 8] {
        let traditional = self.traditional(query);
        [
            full_width(query),
            glossed(query, |syllable| format!("({})", marked(syllable))),
            glossed(query, |syllable| format!("（{syllable}）")),
            glossed(query, |syllable| format!("({0})({0})", marked(syllable))),
            glossed(&traditional, |syllable| format!(" ({} )", marked(syllable))),
            letter_spaced(query),
            query.chars().flat_map(|c| [c, '\u{200b}']).collect(),
            traditional,
        ]
    }
}

/// ASCII and blanks as wide as Han characters.
fn full_width(query: &str) -> String {
    let wide = |c: char| match c {
        ' ' => '\u{3000}',
        '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
        c => c,
    };
    query.chars().map(wide).collect()
}

/// A gloss after every Han character that has a reading.
fn glossed(query: &str, gloss: impl Fn(&str) -> String) -> String {
    let one = |c: char| match c.to_pinyin() {
        Some(reading) => format!("{c}{}", gloss(reading.plain())),
        None => c.to_string(),
    };
    query.chars().map(one).collect()
}

/// A syllable with a tone mark over its first vowel.
fn marked(syllable: &str) -> String {
    match syllable.find(['a', 'e', 'i', 'o', 'u', 'ü']) {
        Some(at) => {
            let end = at + syllable[at..].chars().next().unwrap().len_utf8();
            format!("{}\u{300}{}", &syllable[..end], &syllable[end..]).nfc().collect()
        }
        None => syllable.to_string(),
    }
}

/// Blanks between the characters of a single word; of several words only they say where each ends.
fn letter_spaced(query: &str) -> String {
    if query.chars().count() < 3 || !query.chars().all(is_han) {
        return query.to_string();
    }
    query.chars().map(String::from).collect::<Vec<_>>().join(" ")
}

/// What people ask: a piece of a title, or two, or a piece with figures or letters in it.
fn query_of(title: &str, dice: &mut Dice) -> Option<String> {
    let folded = fold_str(title);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let mut piece = || -> Option<String> {
        let word: Vec<char> = words.get(dice.below(words.len().max(1)))?.chars().collect();
        let length = word.len().min(2 + dice.below(10));
        let start = dice.below(word.len() - length + 1);
        Some(word[start..start + length].iter().collect())
    };
    let (first, second) = (piece()?, piece()?);
    let query = if dice.below(3) == 0 { format!("{first} {second}") } else { first };
    (query.chars().filter(|c| is_han(*c)).count() >= 2).then_some(query)
}

/// Asks `count` queries made from titles, each in eight spellings.
fn alike(engine: &Engine, count: usize) {
    let mut titles = BTreeSet::new();
    engine.each(&mut |record| Ok(_ = titles.insert(record.announcement.title))).unwrap();
    let titles: Vec<String> = titles.into_iter().collect();
    let mut speller = Speller { scripts: scripts(), dice: Dice(11) };
    let (mut asked, mut found, mut differ) = (0, 0, 0);
    while asked < count {
        let title = &titles[speller.dice.below(titles.len())];
        let Some(query) = query_of(title, &mut speller.dice) else { continue };
        let plain = engine.search(&request(&query)).unwrap();
        for spelling in speller.spellings(&query) {
            let other = engine.search(&request(&spelling)).unwrap();
            let what = format!("{query} and {spelling}");
            assert_eq!((answer(&other), other.total), (answer(&plain), plain.total), "{what}");
            assert_eq!(other.expansions, plain.expansions, "{what}");
            differ += usize::from(spelling != query);
        }
        asked += 1;
        found += usize::from(plain.total > 0);
    }
    assert!(found * 10 > count * 9, "{found} of {count} found anything");
    assert!(differ > 5 * count, "{differ} spellings differ from the plain one");
    println!("{count} queries, {found} with hits, {differ} other spellings: the same answers");
}

#[test]
fn queries_of_the_sample_are_answered_alike_in_every_spelling() {
    alike(&Workspace::with_sample().engine(), 120);
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn queries_of_real_documents_are_answered_alike_in_every_spelling() {
    let workspace = Workspace::with_real();
    alike(&workspace.engine(), 500);
}
