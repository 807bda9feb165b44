//! The registry against tables of bodies, reforms, prefixes and sites that others drew up, on the folder
//! `POLICY_DATA` names. What differs is printed, so that a change of the registry shows here.

use pinyin::ToPinyinMulti;

use super::*;
use crate::real_data;

/// The cells of each row of a table, its head left out.
fn cells(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().skip(1).map(|line| line.split('\t').collect())
}

/// The entries of a cell that lists several.
fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', '、']).map(str::trim).filter(|part| !part.is_empty())
}

/// Prints what differs, and holds that no more than `most` do.
fn hold(what: &str, of: usize, misses: &[String], most: usize) {
    eprintln!("{what}: {} of {of} right; missed {misses:#?}", of - misses.len());
    assert!(of > 0 && misses.len() <= most, "{what}: {} missed: {misses:#?}", misses.len());
}

/// The full name of a body in a year; `-` when it is none.
fn name_of(text: &str, year: Option<u16>) -> String {
    let context = Context { region: None, year };
    registry().resolve(text, &context).map_or_else(|| "-".into(), |issuer| issuer.name)
}

/// Whether a filter by `one` lets through the body called `other`, or the other way round.
fn are_one(one: &str, other: &str) -> bool {
    let matches = |filter: &str, name: &str| {
        let body = registry().resolve(name, &Context::default());
        body.is_some_and(|body| registry().issuer_matches(filter, &body))
    };
    matches(one, other) || matches(other, one)
}

/// Bodies of two names that are kept apart here: the office of the party's commission and that of the
/// State (国家网信办), a bureau and the copyright bureau in the same house.
const TWO_NAMES: usize = 4;

#[test]
#[ignore = "needs POLICY_DATA"]
fn central_bodies_have_all_their_names() {
    let table = real_data::text("issuers_central.tsv");
    let mut all = 0;
    let mut misses = Vec::new();
    for row in cells(&table) {
        let [body, _, aliases, ..] = row[..] else { continue };
        for name in list(aliases).chain([body]) {
            all += 1;
            let (found, full) = (name_of(name, None), name_of(body, None));
            if full == "-" || !are_one(name, &full) {
                misses.push(format!("{name} of {body}: {found}, not {full}"));
            }
        }
    }
    hold("names of central bodies", all, &misses, TWO_NAMES);
}

/// The body of a prefix, whole or as the beginning of one (商流通 of 商流通发).
fn of_prefix(prefix: &str) -> Option<String> {
    let goes_on = ["", "发", "函"].map(|end| format!("{prefix}{end}"));
    goes_on.iter().find_map(|prefix| Some(registry().from_prefix(prefix)?.name))
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn central_bodies_have_their_number_prefixes() {
    let table = real_data::text("issuers_central.tsv");
    let mut all = 0;
    let mut misses = Vec::new();
    for row in cells(&table) {
        let [body, _, _, prefixes, ..] = row[..] else { continue };
        let full = name_of(body, None);
        for prefix in list(prefixes).filter(|prefix| !prefix.contains('…')) {
            all += 1;
            let found = of_prefix(prefix);
            let own = |found: &String| found.starts_with(&full) || are_one(&full, found);
            if !found.as_ref().is_some_and(own) {
                misses.push(format!("{prefix} of {body}: {found:?}"));
            }
        }
    }
    // Another name of the body (two), or signs that name none because several share them (厅字, 工信部联).
    hold("prefixes of central bodies", all, &misses, 10);
}

/// The names in a cell of the table of reforms, and the short name in its bracket.
fn both_names(cell: &str) -> Vec<String> {
    let notes = ["单设", "挂牌", "省以下", "及发改委", "中宣部"];
    let mut names = Vec::new();
    for part in cell.split(['(', '（', ')', '）', ';', '、', '—', '及']) {
        if !part.is_empty() && !notes.contains(&part) {
            names.push(part.to_string());
        }
    }
    names
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn a_reform_is_searched_through_and_shown_as_of_its_time() {
    let table = real_data::text("reforms.tsv");
    let mut all = 0;
    let mut misses = Vec::new();
    for row in cells(&table) {
        let [year, old, new] = row[..] else { continue };
        let year: u16 = year.parse().expect("a year");
        for before in both_names(old) {
            for after in both_names(new) {
                all += 1;
                let (then, now) =
                    (name_of(&before, Some(year - 1)), name_of(&after, Some(year + 1)));
                let both = are_one(&after, &then) && are_one(&before, &now);
                if !both || then == now || then == "-" {
                    misses.push(format!("{year} {before} ({then}) → {after} ({now})"));
                }
            }
        }
    }
    // The trade ministry had one heir; 国税/地税 are in the next test.
    hold("reforms", all, &misses, 5);
}

#[test]
fn tax_offices_of_divisions_are_one_through_their_reform() {
    let at = |name: &str, year| {
        let context = Context { region: Some("四川省".into()), year: Some(year) };
        registry().resolve(name, &context).expect("a body").name
    };
    assert_eq!(at("省国税局", 2016), "四川省国家税务局");
    assert_eq!(at("省地税局", 2016), "四川省地方税务局");
    assert_eq!(at("省税务局", 2020), "国家税务总局四川省税务局");
    for old in ["四川省国家税务局", "四川省地方税务局"] {
        assert!(are_one(old, "国家税务总局四川省税务局"), "{old}");
    }
    assert!(!are_one("四川省国家税务局", "国家税务总局云南省税务局"));
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn provinces_have_their_number_prefixes() {
    let table = real_data::text("province_prefix.tsv");
    let mut all = 0;
    let mut misses = Vec::new();
    for row in cells(&table) {
        let [region, _, government, office, party, ..] = row[..] else { continue };
        let context = Context { region: Some(region.into()), year: None };
        let corps = ["", "办公厅", "党委"];
        let words = if region.ends_with('团') {
            corps
        } else {
            ["人民政府", "人民政府办公厅", "委"]
        };
        for (prefixes, word) in [government, office, party].into_iter().zip(words) {
            let body = |word: &str| registry().resolve(&format!("{region}{word}"), &context);
            let bodies = [body(word), body(&format!("{word}办公厅"))];
            for prefix in list(prefixes) {
                all += 1;
                let found = registry().from_prefix_in(prefix, &context);
                if found.is_none() || !bodies.contains(&found) {
                    misses.push(format!("{prefix} of {region}{word}: {found:?}"));
                }
            }
        }
    }
    hold("prefixes of provinces", all, &misses, 0);
}

/// Where a mined prefix is from, by its sign; `None` for one of the centre or another's.
fn sign_of(prefix: &str) -> Option<&'static str> {
    let signs =
        [('沪', "上海市"), ('粤', "广东省"), ('豫', "河南省"), ('云', "云南省"), ('川', "四川省")];
    signs.iter().find(|(sign, _)| prefix.starts_with(*sign)).map(|(_, region)| *region)
}

/// The bodies that the titles beside a mined prefix name, of provinces with their own sign only: a
/// paper of a ministry that a city passes on carries the ministry's number.
fn mined(row: &str) -> Option<(&str, usize, Context, Vec<String>)> {
    let mut cells = row.split('\t');
    let prefix = cells.next()?;
    let count = cells.next()?.parse().ok()?;
    let context = Context { region: Some(sign_of(prefix)?.into()), year: None };
    let body = |cell: &str| {
        let name = cell.rsplit_once(':').map_or(cell, |(name, _)| name);
        Some(registry().from_signature(name, &context).into_iter().next()?.name)
    };
    let bodies: Vec<String> = cells.filter_map(body).collect();
    (!bodies.is_empty()).then_some((prefix, count, context, bodies))
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn mined_prefixes_name_a_body_of_their_titles() {
    let table = real_data::text("prefix_mined.tsv");
    let (mut all, mut numbers, mut right) = (0, 0, 0);
    let mut misses = Vec::new();
    for (prefix, count, context, bodies) in table.lines().filter_map(mined) {
        (all, numbers) = (all + 1, numbers + count);
        let found = registry().from_prefix_in(prefix, &context);
        if found.as_ref().is_some_and(|found| bodies.iter().any(|body| are_one(body, &found.name)))
        {
            right += count;
        } else {
            misses.push(format!("{prefix} ({count}): {found:?}, not {}", bodies[0]));
        }
    }
    eprintln!("{right} of {numbers} numbers");
    // Papers passed on under another's number, and joint numbers.
    hold("mined prefixes with a province's sign", all, &misses, 54);
    assert!(right * 1000 >= numbers * 990, "{right} of {numbers}");
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn official_sites_belong_to_the_body_listed() {
    let table = real_data::text("site_issuer_map.tsv");
    let mut all = 0;
    let mut misses = Vec::new();
    for row in cells(&table) {
        let [kind, owner, city, url] = row[..] else { continue };
        let host = url.split("://").nth(1).and_then(|rest| rest.split('/').next());
        all += 1;
        let found = registry().from_site(host.expect("an address"));
        let right = found.as_ref().is_some_and(|found| match kind {
            "national" => is_national(found, owner),
            _ => found.region.as_deref().is_some_and(|region| is_spelled(region, owner, city)),
        });
        if !right {
            let found = found.map(|found| (found.body.map(|body| body.name), found.region));
            misses.push(format!("{url} {owner} {city}: {found:?}"));
        }
    }
    // Two pages of another's site, an address of figures, and Jiayuguan listed as Jiuquan.
    hold("sites", all, &misses, 4);
}

/// Whether the owner of a site is this body of the centre; of one named by its English initials, any.
fn is_national(found: &SiteOwner, owner: &str) -> bool {
    let body = found.body.as_ref().map(|body| body.name.clone()).unwrap_or_default();
    let listed = owner.trim_matches(['（', '）']);
    owner.is_ascii() && !body.is_empty() || are_one(listed, &body)
}

/// Whether a division is spelled so in Latin letters: the city's name, or the province's own.
fn is_spelled(region: &str, province: &str, city: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().replace(['\'', '’', ' ', '-'], "");
    let own = city.contains("overnment");
    let latin = plain(if own { province } else { city.trim_end_matches("new area") });
    let (latin, known) =
        (latin.as_str(), |(name, han): &(&str, &str)| *name == latin && region.contains(han));
    // Names that are not pinyin, or an old spelling.
    let other = [
        ("innermongolia", "内蒙古"),
        ("shaanxi", "陕西"),
        ("tibet", "西藏"),
        ("hohhot", "呼和浩特"),
        ("ordos", "鄂尔多斯"),
        ("bayannur", "巴彦淖尔"),
        ("hulunbuir", "呼伦贝尔"),
        ("harbin", "哈尔滨"),
        ("qiqihar", "齐齐哈尔"),
        ("urumqi", "乌鲁木齐"),
        ("korla", "库尔勒"),
        ("karamay", "克拉玛依"),
        ("aksu", "阿克苏"),
    ];
    let starts = region.char_indices().map(|(at, _)| at);
    other.iter().any(known) || starts.into_iter().any(|at| spells(&region[at..], latin))
}

/// Whether the readings of the first characters of `text`, one of each, make up `latin`.
fn spells(text: &str, latin: &str) -> bool {
    let Some(first) = text.chars().next().filter(|_| !latin.is_empty()) else {
        return latin.is_empty();
    };
    let readings = first.to_pinyin_multi().into_iter().flatten();
    let rest = &text[first.len_utf8()..];
    readings
        .map(|reading| reading.plain().replace('ü', "v"))
        .any(|reading| latin.strip_prefix(&reading).is_some_and(|latin| spells(rest, latin)))
}
