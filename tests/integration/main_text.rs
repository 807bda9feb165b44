//! The main text of pages in many layouts: nothing of it is lost, and hardly anything is added.
//!
//! Recall and precision are those of the longest common subsequence of characters, blanks aside, of
//! texts without the furniture at their ends that extraction trims. The title above a text belongs
//! to it or does not: it counts neither way.
//!
//! The layouts were written before the rule of then was measured on them. It lost text in eight of
//! the 28 (a counter of visits called `view`: recall .02, unnamed tables .03, unnamed boxes .22, rows of
//! one line .64, an annex in its own box .73) and was mended on them: a fresh set may show less.

use std::fs;
use std::path::Path;

use policy_search::corpus::reader::{self, ReadOptions};
use policy_search::extract;
use policy_search::extract::RawText;
use policy_search::text::boilerplate;
use scraper::{Html, Selector};

use crate::layouts::{self, Filling};
use crate::workspace::{real_data, repository};

/// Documents of the sample that are text without labels.
const SAMPLES: [&str; 9] = [
    "gov.cn/国办发〔2023〕71号.txt",
    "gov.cn/2000/国务院批转国家计委意见.txt",
    "mca.gov.cn/低保家庭经济状况核查办法.txt",
    "miit.gov.cn/工信厅函/数据安全试点.txt",
    "qingbaijiang.gov.cn/2016/青府发〔2016〕19号.txt",
    "mianning.gov.cn/冕府令〔2025〕1号.txt",
    "dangwu/德委办发〔2023〕15号.txt",
    "nanjing.gov.cn/zdgk/市政府关于公布重大行政决策事项目录的通知.txt",
    "my.gov.cn/绵阳市铁路货场突发事件应急预案.md",
];

/// Short ones: a text that its page outweighs, and one without a sentence.
const SHORT: [(&str, &str); 2] = [
    (
        "关于府前路片区停水的通告",
        "因供水管网改造，定于2024年6月3日8时至18时对府前路以东片区停水，请广大用户提前储水。\n\
         不便之处，敬请谅解。\n示例区水务局\n2024年5月31日",
    ),
    (
        "2024年度示例市节水型企业名单",
        "2024年度示例市节水型企业名单\n示例机械制造有限公司\n示例纺织印染有限公司\n示例食品有限责任公司\n\
         示例新材料科技有限公司\n示例热力有限公司\n示例水泥厂\n示例化工集团第二分公司\n示例纸业有限公司\n示例酒业股份公司",
    ),
];

fn read(name: &str, bytes: &[u8]) -> RawText {
    let mut found = Vec::new();
    let options = ReadOptions::default();
    reader::read_from(Path::new(name), bytes, &options, &mut |raw| found.push(raw)).unwrap();
    found.remove(0)
}

fn fillings() -> Vec<Filling> {
    let sample = |name: &str| {
        let path = repository().join("corpus/sample").join(name);
        let raw = read(name, &fs::read(path).unwrap());
        let title = extract::announcement(&raw).unwrap().announcement.title;
        Filling::of(&title, &raw.text)
    };
    let short = SHORT.iter().map(|(title, text)| Filling::of(title, text));
    SAMPLES.into_iter().map(sample).chain(short).collect()
}

/// The bodies of real pages, as they are marked up.
fn real_fillings(data: &Path) -> Vec<Filling> {
    let container = Selector::parse("#UCAP-CONTENT").unwrap();
    let gold = fs::read_to_string(data.join("pages.gold.jsonl")).unwrap();
    let filling = |line: &str| {
        let gold: serde_json::Value = serde_json::from_str(line).unwrap();
        let page = fs::read_to_string(data.join("pages").join(gold["file"].as_str().unwrap()));
        let html = Html::parse_document(&page.unwrap());
        let markup = html.select(&container).next().unwrap().inner_html();
        let title = gold["title"].as_str().unwrap().to_string();
        Filling { title, lines: Vec::new(), markup }
    };
    gold.lines().map(filling).collect()
}

/// Precision and recall of what was found.
#[derive(Clone, Copy)]
struct Score {
    precision: f64,
    recall: f64,
}

fn score(found: &str, body: &str, title: &str) -> Score {
    let title = squashed(&layouts::text_of(title));
    let body = squashed(boilerplate::trim(body).body);
    let found = without_titles(boilerplate::trim(found).body, &body, &title);
    let common = common(&found, &body) as f64;
    let share = |all: usize| if all == 0 { 0.0 } else { common / all as f64 };
    Score { precision: share(found.len()), recall: share(body.len()) }
}

/// `found` without lines that are the title, but for as many as the body has.
fn without_titles(found: &str, body: &[char], title: &[char]) -> Vec<char> {
    let times = |text: &[char]| text.windows(title.len()).filter(|part| *part == title).count();
    let mut extra = times(&squashed(found)).saturating_sub(times(body));
    let mut kept = Vec::new();
    for line in found.lines().map(squashed) {
        if extra > 0 && line == title {
            extra -= 1;
        } else {
            kept.extend(line);
        }
    }
    kept
}

fn squashed(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200B}').collect()
}

/// The length of the longest common subsequence (Myers' greedy walk over the edits).
fn common(left: &[char], right: &[char]) -> usize {
    let (n, m) = (left.len() as isize, right.len() as isize);
    let most = n + m;
    let mut reach = vec![0_isize; 2 * most as usize + 3];
    let at = |k: isize| (k + most + 1) as usize;
    for edits in 0..=most {
        for k in (-edits..=edits).step_by(2) {
            let down = k == -edits || (k != edits && reach[at(k - 1)] < reach[at(k + 1)]);
            let mut x = if down { reach[at(k + 1)] } else { reach[at(k - 1)] + 1 };
            while x < n && x - k < m && left[x as usize] == right[(x - k) as usize] {
                x += 1;
            }
            reach[at(k)] = x;
            if x >= n && x - k >= m {
                return ((most - edits) / 2) as usize;
            }
        }
    }
    0
}

/// The mean and the worst of a layout over all fillings.
struct Figures {
    name: String,
    pages: usize,
    mean: Score,
    worst: Score,
}

fn measure(name: &str, fillings: &[Filling]) -> Option<Figures> {
    let scores: Vec<Score> = fillings
        .iter()
        .filter_map(|filling| {
            let page = layouts::page(name, filling)?;
            let text = read("a.html", page.html.as_bytes()).text;
            Some(score(&text, &page.body, &filling.title))
        })
        .collect();
    let mean = |of: fn(&Score) -> f64| scores.iter().map(of).sum::<f64>() / scores.len() as f64;
    let worst = |of: fn(&Score) -> f64| scores.iter().map(of).fold(1.0, f64::min);
    (!scores.is_empty()).then(|| Figures {
        name: name.to_string(),
        pages: scores.len(),
        mean: Score { precision: mean(|s| s.precision), recall: mean(|s| s.recall) },
        worst: Score { precision: worst(|s| s.precision), recall: worst(|s| s.recall) },
    })
}

/// The figures of all layouts whose names are meant, printed.
fn measured(fillings: &[Filling], is_meant: fn(&str) -> bool) -> Vec<Figures> {
    let names = layouts::names().into_iter().filter(|name| is_meant(name));
    let all: Vec<Figures> = names.filter_map(|name| measure(&name, fillings)).collect();
    println!("{:48} pages  mean P  mean R  worst P  worst R", "layout");
    for Figures { name, pages, mean, worst } in &all {
        let (precision, recall) = (worst.precision, worst.recall);
        println!(
            "{name:48} {pages:5}  {:.4}  {:.4}   {precision:.4}   {recall:.4}",
            mean.precision, mean.recall
        );
    }
    all
}

/// Whether nothing was lost anywhere, and on the average of each layout hardly anything was added.
fn assert_good(all: &[Figures]) {
    for Figures { name, mean, worst, .. } in all {
        assert!(worst.recall > 0.9999, "{name}: text is lost: {:.4}", worst.recall);
        assert!(mean.precision >= 0.99, "{name}: precision {:.4}", mean.precision);
    }
}

#[test]
fn our_documents_in_every_layout() {
    let all = measured(&fillings(), |_| true);
    assert!(all.len() >= 20);
    assert_good(&all);
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn real_bodies_in_five_layouts() {
    let data = real_data();
    let all = measured(&real_fillings(&data), |name| name.starts_with("wrap"));
    assert_eq!(all.len(), 5);
    for Figures { mean, worst, .. } in &all {
        assert!(mean.precision.min(mean.recall) >= 0.99 && worst.recall >= 0.99);
    }
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn real_bodies_in_the_other_layouts() {
    let data = real_data();
    assert_good(&measured(&real_fillings(&data), |name| !name.starts_with("wrap")));
}

#[test]
fn the_common_part_of_two_texts() {
    let common = |left: &str, right: &str| common(&squashed(left), &squashed(right));
    assert_eq!(common("", "甲"), 0);
    assert_eq!(common("甲乙丙", "甲丙"), 2);
    assert_eq!(common("甲乙丙丁", "丙丁甲乙"), 2);
}

/// Templates that bring a number and a date of their own along.
const LABELLED: [&str; 2] = ["township-label-table-and-body-in-cells", "zhejiang-label-block"];

#[test]
#[ignore = "needs POLICY_DATA"]
fn real_documents_say_the_same_in_every_layout() {
    let data = real_data();
    let gold = fs::read_to_string(data.join("pages.gold.jsonl")).unwrap();
    let golds = gold.lines().map(|line| serde_json::from_str(line).unwrap());
    let documents: Vec<(Filling, serde_json::Value)> =
        real_fillings(&data).into_iter().zip(golds).collect();
    for name in layouts::names() {
        for (filling, gold) in &documents {
            let Some(page) = layouts::page(&name, filling) else { continue };
            let raw = read("a.html", page.html.as_bytes());
            let found = extract::announcement(&raw).unwrap().announcement;
            let issuers: Vec<_> = found.issuers.iter().map(|body| body.name.as_str()).collect();
            assert_eq!(found.title, gold["title"], "{name}");
            assert_eq!(issuers.join("、"), gold["issuer"], "{name}");
            if !LABELLED.contains(&name.as_str()) {
                let written =
                    found.written.map(|day| day.date.strftime("%Y年%m月%d日").to_string());
                let number = found.number.map(|number| number.to_string());
                assert_eq!(number.unwrap_or_default(), gold["doc_number"], "{name}");
                assert_eq!(written.unwrap_or_default(), gold["written"], "{name}");
            }
        }
    }
}
