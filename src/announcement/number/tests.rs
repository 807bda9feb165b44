use super::*;
use crate::real_data;

fn number(prefix: &str, year: Option<u16>, serial: u32) -> Option<DocNumber> {
    Some(DocNumber { prefix: prefix.to_string(), year, serial })
}

#[test]
fn every_spelling_is_one_number() {
    for text in [
        "国发〔2025〕1号",
        "國發〔2025〕1號",
        "国发[2025]1号",
        "国发（2025〕１号",
        "【文号】国发【2025】1号",
        "国 发 〔2025〕 第 1 号",
        "国发2025 1",
        "国发 2025 1号",
        "国发2025-1",
        "国发20251号",
        "（国发〔2025〕1号）",
        "国发〔2025〕1号文件",
        "国发〔2025〕1",
        "国发〔二〇二五〕1号",
        "国发〔2025〕001号",
        "文　　号：国发〔2025〕1号",
        "\u{feff}国\u{200b}发〔2025〕1号",
        "国务院国发〔2025〕1号",
        "国务院 国发〔2025〕1号",
    ] {
        assert_eq!(DocNumber::parse(text), number("国发", Some(2025), 1), "{text}");
    }
}

#[test]
fn orders_and_announcements() {
    for (text, prefix, year, serial) in [
        ("中华人民共和国国务院令第797号", "国务院令", None, 797),
        ("国务院第797号令", "国务院令", None, 797),
        ("国务院令797号", "国务院令", None, 797),
        ("國務院令（第797號）", "国务院令", None, 797),
        ("中华人民共和国主席令第四十五号", "主席令", None, 45),
        ("财政部 税务总局公告2023年第12号", "财政部国家税务总局公告", Some(2023), 12),
        ("海关总署公告2021年32号", "海关总署公告", Some(2021), 32),
        ("国家税务总局2019年第3号公告", "国家税务总局公告", Some(2019), 3),
        ("税务总局公告（2020年第9号）", "国家税务总局公告", Some(2020), 9),
        ("２０２０年第８号", "公告", Some(2020), 8),
    ] {
        assert_eq!(DocNumber::parse(text), number(prefix, year, serial), "{text}");
    }
}

#[test]
fn an_ordinary_query_is_no_number() {
    for text in [
        "",
        "2025年",
        "2025",
        "十四五",
        "安全生产 2025 1",
        "安全生产2025-1",
        "国发",
        "国发〔2025〕",
        "财政 2025 1",
        "西部开发 2025 12",
        "2025年1月2日",
        "2025-01-02",
        "国务院公报2020年第3号",
        "第一号",
        "第12条",
        "地铁规划(2018)12号线",
        "养老 国发〔2025〕1号",
        "GB/T 9704-2012",
        "国发〔2025〕1号、2号",
        "新能源汽车2025 1",
        "人民路123号",
        "（2019）最高法民终12号",
        "京ICP备12345678号",
        "文号：",
        "号",
        "〔2025〕1号",
    ] {
        assert_eq!(DocNumber::parse(text), None, "{text}");
    }
}

#[test]
fn what_it_displays_is_read_back() {
    for text in [
        "国发〔2025〕1号",
        "国务院令第841号",
        "国家税务总局公告2015年第41号",
        "豫政第24号",
        "公告2020年第38号",
        "HHCR-2023-01005",
        "000014349/2018-00222",
    ] {
        assert_eq!(DocNumber::parse(text).unwrap().to_string(), text);
    }
    assert!("国发".parse::<DocNumber>().unwrap_err().to_string().contains("国发〔2025〕1号"));
}

#[test]
fn one_order_has_one_key() {
    let key = |text| DocNumber::parse(text).unwrap().key();
    assert_eq!(key("国发〔2025〕01号"), "国发|2025|1");
    assert_eq!(key("国令第841号"), key("国务院令〔2024〕第841号"));
    assert_ne!(key("交通运输部令2020年第18号"), key("交通运输部令2021年第18号"));
    assert_eq!(key("证监会公告〔2020〕57号"), key("中国证券监督管理委员会公告2020年第57号"));
}

#[test]
fn an_issuer_completes_a_bare_announcement() {
    let bare = DocNumber::parse("2020年第38号").unwrap();
    assert_eq!(bare.of_issuer("国家市场监督管理总局").key(), "市场监管总局公告|2020|38");
    let full = DocNumber::parse("国发〔2025〕1号").unwrap();
    assert_eq!(full.clone().of_issuer("国务院"), full);
}

/// What a row of `docnumber_variants.tsv` says: a name in brackets was concluded by its maker from
/// the kind of numbering, and a row without a serial number is none.
fn expected(row: &str) -> (String, Option<DocNumber>) {
    let cells: Vec<&str> = row.split('\t').collect();
    let prefix = cells[1].trim_matches(['(', ')']);
    let number =
        cells[3].parse().ok().and_then(|serial| number(prefix, cells[2].parse().ok(), serial));
    (cells[0].to_string(), number)
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn every_variant_is_read_as_expected() {
    let table = real_data::text("docnumber_variants.tsv");
    let wrong: Vec<String> = table
        .lines()
        .skip(1)
        .map(expected)
        .filter(|(raw, number)| DocNumber::parse(raw) != *number)
        .map(|(raw, number)| format!("{raw}: {:?} instead of {number:?}", DocNumber::parse(&raw)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    for row in table.lines().filter(|row| row.contains("not 发文字号")) {
        assert!(
            DocNumber::parse(&expected(row).0).is_none_or(|number| !number.is_issued()),
            "{row}"
        );
    }
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn published_numbers_are_read_and_read_back() {
    let table = real_data::text("doc_numbers.tsv");
    let raws: Vec<&str> = table.lines().skip(1).filter_map(|row| row.split('\t').nth(2)).collect();
    let unread: Vec<&&str> = raws.iter().filter(|raw| DocNumber::parse(raw).is_none()).collect();
    println!("{} of {} unread: {unread:?}", unread.len(), raws.len());
    assert!(unread.len() * 1000 <= raws.len() * 3);
    for number in raws.iter().filter_map(|raw| DocNumber::parse(raw)) {
        assert_eq!(DocNumber::parse(&number.to_string()), Some(number));
    }
}
