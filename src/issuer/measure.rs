//! How much of real titles and numbers the registry reads, on the folder `POLICY_DATA` names.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use super::name::Scope;
use super::spelling::fold;
use super::*;
use crate::real_data;

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
#[ignore = "needs POLICY_DATA"]
fn titles_of_governments_name_their_bodies() {
    let table = real_data::text("titles.tsv");
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
        let has_head = title.find("关于").is_some_and(|at| at > 0)
            && !title.starts_with(['《', '（', '转', '印']);
        let count = sources.entry(source).or_default();
        count.0 += usize::from(has_head);
        count.1 += usize::from(has_head && !found.is_empty());
        for issuer in &found {
            *levels.entry((source, issuer.level.map_or("?", |level| level.name()))).or_default() +=
                1;
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
#[ignore = "needs POLICY_DATA"]
fn number_prefixes_of_governments_name_their_bodies() {
    let table = real_data::text("doc_numbers.tsv");
    let form = regex::Regex::new(r"([\p{Han}A-Za-z]{1,20}?)\s*[〔\[［【（(]\s*(?:19|20)\d{2}")
        .expect("a form");
    let (mut rows, mut bare, mut placed) = (0, 0, 0);
    let mut missed: BTreeMap<String, usize> = BTreeMap::new();
    for line in table.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [source, _, number] = fields[..] else { continue };
        let number = number.replace("发文字号：", "");
        let Some(prefix) = form.captures(&number).map(|found| found[1].to_string()) else {
            continue;
        };
        rows += 1;
        bare += usize::from(registry().from_prefix(&prefix).is_some());
        match registry().from_prefix_in(&prefix, &context_of(source, "")) {
            Some(_) => placed += 1,
            None => *missed.entry(prefix).or_default() += 1,
        }
    }
    let mut missed: Vec<_> = missed.into_iter().collect();
    missed.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    eprintln!(
        "{bare} of {rows} without, {placed} with the region known; missed {:?}",
        &missed[..60]
    );
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

/// The lines under the title of every statute in the folder `laws`.
fn heads_of_statutes(folder: &std::path::Path, found: &mut Vec<(PathBuf, Vec<String>)>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            heads_of_statutes(&path, found);
        } else if path.extension().is_some_and(|end| end == "md") {
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let head = text.split("<!-- INFO END -->").next().unwrap_or_default();
            let lines = head.lines().skip(1).filter(|line| !line.trim().is_empty());
            found.push((path, lines.take(20).map(str::to_string).collect()));
        }
    }
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn statutes_name_who_adopted_them() {
    let mut statutes = Vec::new();
    heads_of_statutes(&real_data::path("laws"), &mut statutes);
    let context = Context::default();
    let (mut all, mut read) = (0, 0);
    let mut bodies: BTreeMap<String, usize> = BTreeMap::new();
    let mut missed = Vec::new();
    for (path, lines) in &statutes {
        let acts = ["通过", "公布", "修订", "修正", "发布", "批准"];
        if !lines.iter().any(|line| acts.iter().any(|act| line.contains(act))) {
            continue;
        }
        all += 1;
        let found = lines.iter().map(|line| registry().from_adoption(line, &context));
        match found.into_iter().find(|bodies| !bodies.is_empty()) {
            Some(issuers) => {
                read += 1;
                for issuer in issuers {
                    *bodies.entry(format!("{} {:?}", issuer.name, issuer.level)).or_default() += 1;
                }
            }
            None => missed.push(format!("{} {lines:?}", path.display())),
        }
    }
    eprintln!("{read} of {all} statutes; {bodies:?}");
    missed.iter().step_by(missed.len() / 25 + 1).for_each(|missed| eprintln!("MISSED {missed}"));
    assert!(all > 1000 && read * 100 >= all * 90, "{read} of {all} statutes");
}

#[test]
fn every_name_in_the_tables_reads_as_itself_after_folding() {
    let tables = [
        include_str!("data/divisions.tsv"),
        include_str!("data/central.tsv"),
        include_str!("data/departments.tsv"),
    ];
    let lines = tables.iter().flat_map(|table| table.lines()).filter(|line| !line.starts_with('#'));
    let words = lines.flat_map(|line| line.split(['\t', ' ', ';', '=']));
    for word in words.filter(|word| fold(word) != *word) {
        let divisions = &registry().divisions;
        let plain = divisions.find(word);
        let folded = divisions.find(&fold(word));
        assert!(plain.is_some() && plain == folded, "{word} is lost in folding");
    }
}

#[test]
fn every_prefix_and_site_in_the_tables_names_a_body() {
    for line in [include_str!("data/prefixes.tsv"), include_str!("data/prefixes_local.tsv")]
        .iter()
        .flat_map(|table| table.lines())
        .filter(|line| !line.starts_with('#') && !line.ends_with("\t-"))
    {
        let body = line.split('\t').nth(1).unwrap_or_default();
        let reading = registry().read(body, Scope::default());
        assert!(reading.is_some_and(|reading| reading.level.is_some()), "{line}");
    }
    for line in include_str!("data/sites.tsv").lines().filter(|line| !line.starts_with('#')) {
        let host = line.split('\t').next().unwrap_or_default();
        let owner = registry().from_site(host);
        assert!(owner.is_some_and(|owner| owner.body.is_some()), "{line}");
    }
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn reports_and_notices_name_their_bodies() {
    let pages = real_data::text("pages.gold.jsonl");
    let (mut all, mut right) = (0, 0);
    for line in pages.lines() {
        let page: serde_json::Value = serde_json::from_str(line).expect("a record");
        let (title, issuer) = (page["title"].as_str(), page["issuer"].as_str());
        let (Some(title), Some(issuer)) = (title, issuer) else { continue };
        all += 1;
        let found = registry().from_title(title, &Context::default());
        let expected = registry().from_signature(issuer, &Context::default());
        match found == expected && !found.is_empty() {
            true => right += 1,
            false => eprintln!("{title}: {found:?}, not {issuer}"),
        }
    }
    eprintln!("{right} of {all} pages");
    assert_eq!(right, all);
    let seed = real_data::text("seed_announcement.txt");
    eprintln!(
        "seed, glosses and all: {:?}",
        registry().issuer_of_report(&seed, &Context::default())
    );
    let plain = regex::Regex::new(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü ]+[)）]").expect("a form");
    let seed = plain.replace_all(&seed, "").replace('\u{a0}', " ");
    let body = registry().issuer_of_report(&seed, &Context::default()).expect("a body");
    assert_eq!(body.name, "成都市青白江区人民政府");
    assert_eq!(body.region.as_deref(), Some("成都市青白江区"));
    assert_eq!(registry().region_in(&seed).as_deref(), Some("成都市青白江区"));
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn a_prefix_and_the_title_of_one_document_agree() {
    let (titles, numbers) = (real_data::text("titles.tsv"), real_data::text("doc_numbers.tsv"));
    let titles: BTreeMap<&str, &str> = titles
        .lines()
        .filter_map(|line| line.split('\t').skip(1).take(2).collect::<Vec<_>>().try_into().ok())
        .map(|[url, title]: [&str; 2]| (url, title))
        .collect();
    let form = regex::Regex::new(r"([\p{Han}]{1,20}?)\s*[〔\[［【（(]\s*((?:19|20)\d{2})")
        .expect("a form");
    let (mut both, mut agree) = (0, 0);
    let mut differ: BTreeMap<String, usize> = BTreeMap::new();
    for line in numbers.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [source, url, number] = fields[..] else { continue };
        let number = number.replace("发文字号：", "");
        let Some(found) = form.captures(&number) else { continue };
        let context = context_of(source, &found[2]);
        let by_prefix = registry().from_prefix_in(&found[1], &context);
        let by_title = titles.get(url).map(|title| registry().from_title(title, &context));
        let (Some(body), Some(bodies)) = (by_prefix, by_title) else { continue };
        let Some(first) = bodies.first() else { continue };
        both += 1;
        if bodies.contains(&body) {
            agree += 1;
        } else {
            *differ.entry(format!("{}: {} / {}", &found[1], body.name, first.name)).or_default() +=
                1;
        }
    }
    let mut differ: Vec<_> = differ.into_iter().collect();
    differ.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    eprintln!("{agree} of {both} agree; {:?}", &differ[..differ.len().min(60)]);
    assert!(agree * 100 >= both * 90, "{agree} of {both}");
}
