//! How much of real titles and numbers the registry reads, on the folder `POLICY_DATA` names.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use super::*;

fn real(name: &str) -> Option<String> {
    let Some(folder) = std::env::var_os("POLICY_DATA") else {
        eprintln!("skipped: POLICY_DATA names no folder of real data");
        return None;
    };
    std::fs::read_to_string(PathBuf::from(folder).join(name)).ok()
}

/// Where the documents of a source come from.
fn context_of(source: &str, date: &str) -> Context {
    let region = match source.split(' ').next().unwrap_or_default() {
        "Guangdong" => "广东省",
        "Shanghai" => "上海市",
        "Henan" => "河南省",
        "Yunnan" => "云南省",
        "Sichuan" => "四川省",
        "Hainan" => "海南省",
        "Shanxi" => "山西省",
        "Liaoning" => "辽宁省",
        "Hubei" => "湖北省",
        "Chongqing" => "重庆市",
        "Ningxia" => "宁夏回族自治区",
        _ => "",
    };
    let region = (!region.is_empty()).then(|| region.to_string());
    Context { region, year: date.get(..4).and_then(|year| year.parse().ok()) }
}

#[test]
fn titles_of_governments_name_their_bodies() {
    let Some(table) = real("titles.tsv") else { return };
    let mut sources: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut levels: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut dump = String::new();
    let began = Instant::now();
    for line in table.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [source, _, title, written, published] = fields[..] else { continue };
        let date = if written.is_empty() { published } else { written };
        let found = registry().from_title(title, &context_of(source, date));
        // A title that begins with its matter (关于…) or ends like a statute has no body to find.
        let has_head = title.find("关于").is_some_and(|at| at > 0) && !title.starts_with(['《', '（', '转', '印']);
        let count = sources.entry(source).or_default();
        count.0 += usize::from(has_head);
        count.1 += usize::from(has_head && !found.is_empty());
        for issuer in &found {
            *levels.entry((source, issuer.level.map_or("?", |level| level.name()))).or_default() += 1;
        }
        let names: Vec<&str> = found.iter().map(|issuer| issuer.name.as_str()).collect();
        dump += &format!("{title}\t{}\t{has_head}\n", names.join("+"));
    }
    eprintln!("{:?} for all; {levels:?}", began.elapsed());
    if let Some(path) = std::env::var_os("ISSUER_DUMP") {
        std::fs::write(path, dump).expect("the dump can be written");
    }
    for (source, (heads, read)) in sources {
        eprintln!("{source}: {read} of {heads}");
        assert!(read * 100 >= heads * 93, "{source}: {read} of {heads} title heads read");
    }
}

#[test]
fn number_prefixes_of_governments_name_their_bodies() {
    let Some(table) = real("doc_numbers.tsv") else { return };
    let form = regex::Regex::new(r"([\p{Han}A-Za-z]{1,20}?)\s*[〔\[［【（(]\s*(?:19|20)\d{2}").expect("a form");
    let (mut rows, mut bare, mut placed) = (0, 0, 0);
    let mut missed: BTreeMap<String, usize> = BTreeMap::new();
    for line in table.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [source, _, number] = fields[..] else { continue };
        let number = number.replace("发文字号：", "");
        let Some(prefix) = form.captures(&number).map(|found| found[1].to_string()) else { continue };
        rows += 1;
        bare += usize::from(registry().from_prefix(&prefix).is_some());
        match registry().from_prefix_in(&prefix, &context_of(source, "")) {
            Some(_) => placed += 1,
            None => *missed.entry(prefix).or_default() += 1,
        }
    }
    let mut missed: Vec<_> = missed.into_iter().collect();
    missed.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    eprintln!("{bare} of {rows} without, {placed} with the region known; missed {:?}", &missed[..60]);
    assert!(bare * 100 >= rows * 93, "{bare} of {rows} prefixes read");
}

#[test]
fn one_filter_asked_of_one_body_is_fast() {
    let began = Instant::now();
    let loaded = Registry::load();
    eprintln!("the registry is read in {:?}", began.elapsed());
    let body = loaded.resolve("四川省卫生健康委员会", &Context::default()).expect("a body");
    for text in ["发改委", "卫健委", "四川省发改委", "市政府", "四川", "生态"] {
        let filter = loaded.filter(text);
        let began = Instant::now();
        let hits = (0..1000).filter(|_| filter.matches(&body)).count();
        eprintln!("{text}: {:?} each, {hits} of 1000", began.elapsed() / 1000);
        assert!(began.elapsed().as_millis() < 1000, "{text}: slower than a millisecond each");
    }
}
