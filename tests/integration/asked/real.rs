//! Statutes with noise words, articles as people write them, pasted passages and short questions,
//! asked of real documents.

use std::collections::BTreeMap;
use std::fs;

use super::{Answer, ask, ask_like, hold};
use crate::workspace::{Dice, Workspace, real_data};

/// Statutes of which the data have one version, by the file and the first of the articles asked for.
const STATUTES: [(&str, &str, usize); 12] = [
    ("劳动合同法", "社会法/劳动合同法", 38),
    ("食品安全法", "行政法/食品安全法", 148),
    ("道路交通安全法", "行政法/道路交通安全法", 76),
    ("消费者权益保护法", "民法商法/消费者权益保护法", 55),
    ("治安管理处罚法", "行政法/治安管理处罚法", 43),
    ("专利法", "民法商法/专利法", 42),
    ("保险法", "民法商法/保险法", 16),
    ("招标投标法", "民法商法/招标投标法", 20),
    ("反家庭暴力法", "社会法/反家庭暴力法", 23),
    ("刑法", "刑法/刑法", 234),
    ("义务教育法", "行政法/义务教育法", 12),
    ("渔业法", "经济法/渔业法", 14),
];

/// `N` is the statute, `1` its article in digits and `一` in words, `2` and `二` the next one.
const FORMS: [&str; 40] = [
    "N第一条",
    "N第1条",
    "N1条",
    "N一条",
    "N 1条",
    "N 第1条",
    "N 第 1 条",
    "《N》第一条",
    "《N》1条",
    "《中华人民共和国N》第一条",
    "中华人民共和国N第1条",
    "中华人民共和国N1条",
    "第一条 N",
    "第1条 N",
    "1条 N",
    "N的第1条",
    "N中第一条",
    "N第1条规定",
    "N第1条是什么",
    "N第1条内容",
    "N第1條",
    "N，第1条",
    "N：第一条",
    "N:第1条",
    "N（第一条）",
    "N第1条第一款",
    "N第1条第1款",
    "N1条1款",
    "根据N第1条",
    "依据《N》第一条的规定",
    "违反N第1条怎么处罚",
    "N第1条 全文",
    "N第1条 pdf",
    "N第1、2条",
    "N第1条、第2条",
    "N第一条和第二条",
    "N第1-2条",
    "N第一条至第二条",
    "请问N第1条怎么说",
    "N 第1条 解释",
];

/// A number below 1,000 as statutes write it.
fn words(number: usize) -> String {
    let digit = |digit: usize| "零一二三四五六七八九".chars().nth(digit).unwrap().to_string();
    match number {
        0..10 => digit(number),
        10..20 => format!("十{}", words(number % 10).replace('零', "")),
        20..100 => format!("{}十{}", digit(number / 10), words(number % 10).replace('零', "")),
        _ if number.is_multiple_of(100) => format!("{}百", digit(number / 100)),
        _ if number % 100 < 10 => format!("{}百零{}", digit(number / 100), digit(number % 10)),
        _ if number % 100 < 20 => format!("{}百一{}", digit(number / 100), words(number % 100)),
        _ => format!("{}百{}", digit(number / 100), words(number % 100)),
    }
}

/// A form for an article of a statute.
fn written(form: &str, name: &str, number: usize) -> String {
    let piece = |c: char| match c {
        'N' => name.to_string(),
        '1' => number.to_string(),
        '2' => (number + 1).to_string(),
        '一' => words(number),
        '二' => words(number + 1),
        other => other.to_string(),
    };
    let clause = form.replace("第一款", "第K款").replace("第1款", "第J款").replace("1款", "J款");
    let query: String = clause.chars().map(piece).collect();
    query.replace('K', "一").replace('J', "1")
}

/// The text of a law without the marks of Markdown, and how many characters it has.
struct Law {
    text: String,
    characters: usize,
}

/// All laws by the path below `laws`.
fn laws() -> BTreeMap<String, Law> {
    let folder = real_data().join("laws");
    let files = walkdir::WalkDir::new(&folder).into_iter().map(Result::unwrap);
    let laws = files.filter(|file| file.path().extension().is_some_and(|end| end == "md"));
    let law = |file: walkdir::DirEntry| {
        let path = file.path().strip_prefix(&folder).unwrap().to_str().unwrap().to_string();
        let text = fs::read_to_string(file.path()).unwrap();
        let text = text.rsplit("<!-- INFO END -->").next().unwrap().replace('#', "");
        let characters = text.chars().count();
        (path, Law { text, characters })
    };
    laws.map(law).collect()
}

/// The first characters of an article, without blanks.
fn beginning(law: &str, number: usize) -> String {
    let name = format!("第{}条", words(number));
    let line = law.lines().find(|line| {
        let rest = line.trim().strip_prefix(&name);
        rest.is_some_and(|rest| rest.starts_with(char::is_whitespace))
    });
    let line = line.unwrap_or_else(|| panic!("no {name}"));
    line.chars().filter(|c| !c.is_whitespace()).take(name.chars().count() + 10).collect()
}

fn is_law(answer: &Answer, name: &str) -> bool {
    answer.first().strip_prefix("中华人民共和国").unwrap_or(answer.first()) == name
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn a_statute_is_first_with_any_noise_word() {
    let workspace = Workspace::with_real();
    let noise =
        ["pdf", "下载", "全文", "最新版", "官网", "电子版", "原文", "word", "完整版", "全文 下载"];
    let mut failed = Vec::new();
    for (name, ..) in STATUTES {
        for noise in noise {
            let answer = ask(workspace, &format!("{name} {noise}"), &[]);
            if !is_law(&answer, name) {
                failed.push(format!("{name} {noise}: {}", answer.first()));
            }
        }
    }
    hold(&failed, STATUTES.len() * noise.len());
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn an_article_is_shown_however_it_is_written() {
    let (workspace, laws) = (Workspace::with_real(), laws());
    let mut failed = Vec::new();
    for (name, file, number) in &STATUTES[..10] {
        let law = laws.iter().find(|(path, _)| path.starts_with(file)).unwrap().1;
        let wanted = beginning(&law.text, *number);
        for form in FORMS {
            let query = written(form, name, *number);
            let answer = ask(workspace, &query, &[]);
            if !is_law(&answer, name) || !answer.passage().contains(&wanted) {
                failed.push(format!("{query}: {} {:.60}", answer.first(), answer.passage()));
            }
        }
    }
    hold(&failed, 10 * FORMS.len());
}

/// What surrounds a passage, `P` being the passage.
const AROUND: [&str; 8] = ["P", "「P」", "（P", "“P”", "“P", "P”", "附件:P", "《P"];

/// A passage of so many characters of one of the laws, and the path of that law.
fn cut<'a>(laws: &'a BTreeMap<String, Law>, size: usize, dice: &mut Dice) -> (&'a str, String) {
    let long: Vec<_> = laws.iter().filter(|(_, law)| law.characters > size + 700).collect();
    let (path, law) = long[dice.below(long.len())];
    let text: Vec<char> = law.text.chars().collect();
    let start = 600 + dice.below(text.len() - size - 600);
    (path, text[start..start + size].iter().collect())
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether the first hit is the law, or another that has the passage too.
fn is_source(answer: &Answer, laws: &BTreeMap<String, Law>, path: &str, passage: &str) -> bool {
    let hits = answer.hits();
    let Some(first) = hits.first() else { return false };
    let name = first.path.strip_prefix("laws/").unwrap_or(&first.path);
    name == path
        || laws.get(name).is_some_and(|law| bare(&law.text).contains(&bare(passage)))
        || answer.json["hits"][0]["copies"].to_string().contains(path)
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn pasted_passages_find_their_source() {
    let (workspace, laws) = (Workspace::with_real(), laws());
    let mut dice = Dice(1_414);
    let mut failed = Vec::new();
    for round in 0..100 {
        let size = [30, 60, 120, 400, 30, 60, 120, 400, 2_000, 20_000][round % 10];
        let (path, passage) = cut(&laws, size, &mut dice);
        let passage = if size < 400 { passage.replace('\n', "") } else { passage };
        let around = if size < 400 { AROUND[dice.below(8)] } else { "P" };
        let answer = ask(workspace, &around.replace('P', &passage), &["-n", "3"]);
        if answer.code != 0 || !is_source(&answer, &laws, path, &passage) {
            failed.push(format!(
                "{around} of {size}, {path}: {} {} {passage:.40}",
                answer.code,
                answer.first()
            ));
        }
    }
    hold(&failed, 100);
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn laws_are_found_by_three_sentences_on_standard_input() {
    let (workspace, laws) = (Workspace::with_real(), laws());
    let mut dice = Dice(27);
    let mut failed = Vec::new();
    for _ in 0..100 {
        let (path, text) = cut(&laws, 700, &mut dice);
        let passage: String = text.split_inclusive('。').skip(1).take(3).collect();
        let passage = if passage.is_empty() { text } else { passage };
        let answer = ask_like(workspace, &passage);
        if !is_source(&answer, &laws, path, &passage) {
            failed.push(format!("{path}: {} {}", answer.code, answer.first()));
        }
    }
    hold(&failed, 100);
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn short_paraphrases_find_something() {
    let workspace = Workspace::with_real();
    let table = fs::read_to_string(real_data().join("policy_queries.tsv")).unwrap();
    let rows: Vec<(&str, &str)> =
        table.lines().skip(1).map(|line| line.split_once('\t').unwrap()).collect();
    let (mut empty, mut gain) = (Vec::new(), 0.0);
    for (query, title) in &rows {
        let hits = ask(workspace, query, &[]).hits();
        let place = hits.iter().position(|hit| bare(&hit.title).contains(&bare(title)));
        gain += place.map_or(0.0, |place| 1.0 / (place as f64 + 2.0).log2());
        if hits.is_empty() {
            empty.push((*query).to_string());
        }
    }
    let mean = gain / rows.len() as f64;
    println!("nDCG@10 {mean:.3} of {} queries", rows.len());
    hold(&empty, rows.len());
    assert!(mean >= 0.66, "nDCG@10 {mean:.3}");
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn no_title_typed_whole_is_read_as_a_time() {
    let workspace = Workspace::with_real();
    let table = fs::read_to_string(real_data().join("titles.tsv")).unwrap();
    let rows: Vec<&str> = table.lines().skip(1).collect();
    let mut dice = Dice(60);
    let mut failed = Vec::new();
    for _ in 0..2_000 {
        let row = rows[dice.below(rows.len())];
        let title = row.split('\t').max_by_key(|cell| cell.chars().count()).unwrap();
        let answer = ask(workspace, title, &["-n", "1"]);
        if answer.code > 1
            || !answer.read_as("dates").is_empty()
            || !answer.read_as("newest").is_empty()
        {
            failed.push(format!("{title}: {} {}", answer.notes, answer.json["reading"]));
        }
    }
    hold(&failed, 2_000);
}
