//! A screen has one language: that of the user. Only values of documents, commands, flags and ids are as
//! they are in both.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use policy_search::{Announcement, Kind, Level, Lookup};
use serde_json::Value;

use crate::workspace::{Workspace, repository};

/// Names of formats, programs, units and measures, which are the same in both languages.
const NAMES: [&str; 19] = [
    "BM25",
    "CSV",
    "DOCX",
    "GiB",
    "HTML",
    "JSON",
    "JavaScript",
    "Lines",
    "MAP",
    "MRR",
    "Markdown",
    "MiB",
    "OR",
    "PDF",
    "TOML",
    "UTC",
    "UTF",
    "nDCG",
    "tesseract",
];

/// The fields of the query language, which has them in both.
const FIELDS: &str = "标题 机关 文号 类型 日期 入库 级别 地区 发文地区 涉及地区 效力 title issuer \
                      number kind date added level region jurisdiction concerns validity";

/// What an English screen shows in Chinese: how something is written.
const EXAMPLES: [&str; 12] = [
    "数据安全",
    "数据",
    "草案",
    "信息",
    "年",
    "月",
    "今年",
    "去年",
    "近三年",
    "国发",
    "号",
    "标题",
];

/// Every command whose screen has words, on the sample.
fn commands() -> Vec<Vec<&'static str>> {
    let plain = [
        "数据要素 --facets --explain",
        "最新 补贴 近三年 下载",
        "运茂产一体化甲 机关:财政部",
        "补贴 --from 2025 --issuer 国务院",
        "补贴 --from 2025-13",
        "补贴 --sort newest --offset 400",
        "国发〔2019〕999号",
        "日期:十三",
        "titel:数据",
        "数据 OR",
        "-草案",
        "级别:无 数据",
        "类型:通道 数据",
        "文号:十三 数据",
        "同句() 数据",
        "数据 --like 没有这个",
        "idnex corpus",
        "show 国发〔2024〕63号 --provenance",
        "show 没有这个",
        "open 没有这个",
        "stats --skipped",
        "check --recall 3",
        "index --dry-run",
        "index 没有这个",
        "stats --index 没有这个",
        "eval",
        "eval --topics topics.tsv",
        "eval --topics topics.tsv --qrels qrels.txt --per-topic --against run.txt",
        "bench --index index --rounds 2 --queries queries.txt --against earlier.json",
        "bench --cold --threads 2",
    ];
    let plain = plain.iter().map(|command| command.split(' ').collect());
    plain.chain(extracted()).collect()
}

/// A file of each folder of the sample, taken apart.
fn extracted() -> Vec<Vec<&'static str>> {
    let files = [
        "crawler/dump-2025.jsonl",
        "crawler/上海文件_gbk.csv",
        "crawler/404.html",
        "crawler/空文件.txt",
        "reposts/163.com/dy/article/青白江規劃轉載.txt",
        "qingbaijiang.gov.cn/2025/青白江区运贸产一体化发展规划.md",
    ];
    let path = |file: &str| -> &'static str {
        let path = repository().join("corpus/sample").join(file);
        Box::leak(path.display().to_string().into_boxed_str())
    };
    files.map(|file| vec!["extract", path(file)]).into()
}

/// What is asked in an evaluation, and in a measurement of times.
const TOPICS: &str = "t1\t补贴\nt2\t日期:十三\n";
const QUERIES: &str = "甲类\t补贴\n";

fn workspace() -> &'static Workspace {
    static DESK: OnceLock<Workspace> = OnceLock::new();
    DESK.get_or_init(|| {
        let workspace = Workspace::with_sample();
        let hit = workspace.everything().remove(0);
        let write = |name: &str, text: &str| std::fs::write(workspace.path(name), text).unwrap();
        write("topics.tsv", TOPICS);
        write("qrels.txt", &format!("t1 0 {} 1\nt3 0 x 1\n", hit.place.path));
        write("run.txt", "t1 Q0 x 1 1 t\n");
        write("queries.txt", QUERIES);
        let earlier =
            workspace.command(&["bench", "--rounds", "3", "--queries", "queries.txt", "--json"]);
        write("earlier.json", &String::from_utf8(earlier.stdout).unwrap());
        workspace
    })
}

/// What a command writes to both outputs.
fn screen(language: &str, command: &[&str]) -> String {
    let output = workspace().command(&[&["--lang", language], command].concat());
    let both = [output.stdout, output.stderr].concat();
    String::from_utf8(both).unwrap()
}

/// All that documents say, without spaces, which a wrapped line has elsewhere.
fn documents() -> &'static str {
    static VALUES: OnceLock<String> = OnceLock::new();
    VALUES.get_or_init(|| {
        let mut values = String::new();
        for hit in workspace().everything() {
            let one = &workspace().engine().get(&Lookup::Id(hit.id), None).unwrap()[0].record;
            let Announcement { title, body, number, issuers, region, source, url, .. } =
                &one.announcement;
            values.extend([title, body, one.id.as_str(), &one.place.path]);
            values.extend([region, source, url, &one.place.part].into_iter().flatten().cloned());
            values.extend(issuers.iter().map(|issuer| issuer.name.clone()));
            values.extend(number.iter().map(ToString::to_string));
        }
        let files = walkdir::WalkDir::new(repository().join("corpus/sample"));
        values.extend(files.into_iter().map(|file| file.unwrap().path().display().to_string()));
        values.extend([TOPICS, QUERIES]);
        values.retain(|c| !c.is_whitespace());
        values
    })
}

/// Whether it is the name of a value, which is listed in the language that a wrong one was typed in.
fn is_named(word: &str) -> bool {
    let level = |level: &Level| level.chinese() == word;
    Kind::ALL.iter().any(|kind| kind.name() == word) || Level::ALL.iter().any(level)
}

/// What is read from a file, and what its columns are called.
fn read_from(file: &str) -> String {
    let output = workspace().command(&["extract", "--json", file]);
    let object: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let mut values = String::new();
    let documents = object["documents"].as_array().into_iter().flatten();
    for document in documents {
        let announcement = &document["announcement"];
        let said =
            [&document["text"], &document["part"], &announcement["title"], &announcement["body"]];
        let hints = document["hints"].as_array().into_iter().flatten().map(|hint| &hint["value"]);
        values.extend(said.into_iter().chain(hints).filter_map(Value::as_str));
        values.extend([&announcement["addressees"], &announcement["region"]].map(Value::to_string));
    }
    let columns = object["columns"].as_array().into_iter().flatten();
    values.extend(columns.filter_map(|column| column["name"].as_str()));
    values.retain(|c| !c.is_whitespace());
    values
}

/// Words that a query is widened by.
fn synonyms() -> String {
    let tables = ["policy", "everyday", "statutes"];
    let path = |name: &str| repository().join(format!("src/thesaurus/{name}.tsv"));
    tables.map(|name| std::fs::read_to_string(path(name)).unwrap()).concat()
}

/// Names of divisions, which are counted whether or not a document has them in full.
fn divisions() -> String {
    std::fs::read_to_string(repository().join("src/issuer/data/divisions.tsv")).unwrap()
}

/// What a screen may pass on: what documents say, what was typed, what that was widened by, and the file
/// that is taken apart.
fn is_value(word: &str, command: &[&str]) -> bool {
    let file = if command[0] == "extract" { read_from(command[1]) } else { String::new() };
    let place = workspace().path("").display().to_string();
    [documents(), &file, &command.concat(), &place, &synonyms(), &divisions()]
        .iter()
        .any(|said| said.contains(word))
}

/// A screen without the name of the program, commands in backquotes, flags and ids.
fn bare(screen: &str) -> String {
    let outside: String = screen.replace("search: ", "").split('`').step_by(2).collect();
    let words =
        outside.split_inclusive(|c: char| c.is_whitespace() || "（），。；、：()".contains(c));
    let is_id = |word: &str| word.len() > 5 && word.chars().all(|c| c.is_ascii_hexdigit());
    words.filter(|word| !word.starts_with("--") && !is_id(word.trim())).collect()
}

/// The runs of characters of a screen that `belongs` takes.
fn runs(screen: &str, belongs: impl Fn(char) -> bool) -> BTreeSet<String> {
    let runs = screen.split(|c: char| !belongs(c)).filter(|run| !run.is_empty());
    runs.map(str::to_string).collect()
}

#[test]
fn a_chinese_screen_has_no_english_words() {
    for command in commands() {
        let screen = screen("zh", &command);
        for word in runs(&bare(&screen), |c| c.is_ascii_alphabetic()) {
            let is_known = word.len() < 3 || NAMES.contains(&&*word) || FIELDS.contains(&*word);
            assert!(is_known || is_value(&word, &command), "{command:?}: {word} in\n{screen}");
        }
    }
}

#[test]
fn an_english_screen_has_no_chinese_words() {
    for command in commands() {
        let screen = screen("en", &command);
        for word in runs(&bare(&screen), |c| ('\u{3400}'..='\u{9FFF}').contains(&c)) {
            let is_known = EXAMPLES.contains(&&*word) || FIELDS.contains(&*word) || is_named(&word);
            assert!(is_known || is_value(&word, &command), "{command:?}: {word} in\n{screen}");
        }
    }
}

#[test]
fn the_language_is_that_of_the_environment_or_as_asked() {
    let said = |variables: &[(&str, &str)], flags: &[&str]| {
        let mut command = workspace().prepare(&[flags, &["运茂产一体化甲"]].concat());
        command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env_remove("LANG");
        let output = command.envs(variables.iter().copied()).output().unwrap();
        String::from_utf8(output.stdout).unwrap().starts_with("没有全部命中")
    };
    assert!(!said(&[], &[]));
    assert!(said(&[("LANG", "zh_CN.UTF-8")], &[]));
    assert!(said(&[("LC_MESSAGES", "zh_TW"), ("LANG", "en_GB")], &[]));
    assert!(!said(&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")], &[]));
    assert!(said(&[("SEARCH_LANG", "zh"), ("LC_ALL", "C")], &[]));
    assert!(!said(&[("LANG", "zh_CN.UTF-8")], &["--lang", "en"]));
    assert!(said(&[], &["--lang=zh"]));
}
