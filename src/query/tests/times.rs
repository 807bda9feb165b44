//! Times and wishes for what is new: what each phrase means on 2026-01-20, and what stays text.

use super::*;
use crate::real_data;

/// A query and what it is read as.
const READ: &[(&str, &str)] = &[
    ("近三年 补贴", "日期:2023-01-20..2026-01-20 补贴"),
    ("近3年 补贴", "日期:2023-01-20..2026-01-20 补贴"),
    ("最近五年 补贴", "日期:2021-01-20..2026-01-20 补贴"),
    ("过去三年 补贴", "日期:2023-01-20..2026-01-20 补贴"),
    ("過去三年來 補貼", "日期:2023-01-20..2026-01-20 補貼"),
    ("近两年来 补贴", "日期:2024-01-20..2026-01-20 补贴"),
    ("近半年 补贴", "日期:2025-07-20..2026-01-20 补贴"),
    ("近六个月 补贴", "日期:2025-07-20..2026-01-20 补贴"),
    ("近30天 补贴", "日期:2025-12-21..2026-01-20 补贴"),
    ("近三年内 补贴", "日期:2023-01-20..2026-01-20 补贴"),
    ("今年 补贴", "日期:2026 补贴"),
    ("去年 补贴", "日期:2025 补贴"),
    ("前年 补贴", "日期:2024 补贴"),
    ("上个月 补贴", "日期:2025-12 补贴"),
    ("本月 补贴", "日期:2026-01 补贴"),
    ("本周 补贴", "日期:2026-01-19..2026-01-25 补贴"),
    ("上周 补贴", "日期:2026-01-12..2026-01-18 补贴"),
    ("上季度 补贴", "日期:2025-10-01..2025-12-31 补贴"),
    ("今年以来 补贴", "日期:2026-01-01.. 补贴"),
    ("去年以来 补贴", "日期:2025-01-01.. 补贴"),
    ("今年上半年 补贴", "日期:2026-01-01..2026-06-30 补贴"),
    ("去年下半年 补贴", "日期:2025-07-01..2025-12-31 补贴"),
    ("去年12月 补贴", "日期:2025-12 补贴"),
    ("2023年以来 补贴", "日期:2023-01-01.. 补贴"),
    ("２０２３年以來 補貼", "日期:2023-01-01.. 補貼"),
    ("二〇二三年以来 补贴", "日期:2023-01-01.. 补贴"),
    ("2023年4月以来 补贴", "日期:2023-04-01.. 补贴"),
    ("自2023年起 补贴", "日期:2023-01-01.. 补贴"),
    ("2023年至今 补贴", "日期:2023-01-01.. 补贴"),
    ("2020年以后 补贴", "日期:2020-01-01.. 补贴"),
    ("2020年之后 补贴", "日期:2020-01-01.. 补贴"),
    ("2020年以前 补贴", "日期:..2020-12-31 补贴"),
    ("2020年之前 补贴", "日期:..2020-12-31 补贴"),
    ("2020年至2023年 补贴", "日期:2020-01-01..2023-12-31 补贴"),
    ("2020-2023年 补贴", "日期:2020-01-01..2023-12-31 补贴"),
    ("2020年到2022年间 补贴", "日期:2020-01-01..2022-12-31 补贴"),
    ("“十四五”期间 补贴", "日期:2021-01-01..2025-12-31 补贴"),
    ("十三五时期 补贴", "日期:2016-01-01..2020-12-31 补贴"),
    ("十五期间 补贴", "日期:2001-01-01..2005-12-31 补贴"),
    ("“十五五”时期 补贴", "日期:2026-01-01..2030-12-31 补贴"),
    ("一五期间 补贴", "日期:1953-01-01..1957-12-31 补贴"),
    ("2024年上半年 补贴", "日期:2024-01-01..2024-06-30 补贴"),
    ("2024年第一季度 补贴", "日期:2024-01-01..2024-03-31 补贴"),
    ("去年的补贴政策", "日期:2025 补贴政策"),
    ("去年的 补贴", "日期:2025 补贴"),
    ("近三年补贴", "日期:2023-01-20..2026-01-20 补贴"),
    ("2023年以来农机补贴", "日期:2023-01-01.. 农机补贴"),
    ("今年出台的养老政策", "日期:2026 养老政策"),
    ("“十四五”期间养老服务", "日期:2021-01-01..2025-12-31 养老服务"),
    ("2024年起的养老政策", "日期:2024-01-01.. 养老政策"),
    ("养老政策去年", "日期:2025 养老政策"),
    ("去年的养老服务通知", "日期:2025 养老服务通知"),
    ("(近三年 补贴)", "日期:2023-01-20..2026-01-20 补贴"),
    ("去年 类型:通知", "日期:2025 类型:通知"),
    ("去年 近三年 补贴", "日期:2025 日期:2023-01-20..2026-01-20 补贴"),
];

/// Queries in which a time is text.
const TEXT: &[&str] = &[
    "2024年 补贴",
    "2024 补贴",
    "2024年3月 补贴",
    "2010年代 补贴",
    "上半年 补贴",
    "近年来 补贴",
    "近期工作",
    "近期重点工作",
    "十四五规划",
    "十四五 补贴",
    "十五",
    "三年行动",
    "近三年平均工资",
    "今年",
    "近三年",
    "去年 近三年",
    "去年 -草案",
    "本年度 补贴",
    "去年同期 补贴",
    "今年内 补贴",
    "今年年底前清理",
    "2023年起施行的办法",
    "2030年以来 补贴",
    "2023年起施行",
    "养老 规划 2021-2025年",
    "2007年下半年煤炭供应考核办法",
    "“十四五”期间养老服务体系规划",
    "关于做好去年补贴工作的通知",
    "\"近三年\" 补贴",
    "\"去年的补贴\"",
    "标题:去年 补贴",
    "去年 OR 补贴",
    "补贴 -去年",
    "日期:2024 去年",
];

fn is_new(text: &str) -> bool {
    Query::parse(text, NOW).unwrap().wants_newest()
}

#[test]
fn a_time_is_read_as_the_days_it_means() {
    for (text, expected) in READ {
        assert_eq!(read(text), *expected, "{text}");
        let readings = Query::parse(text, NOW).unwrap().readings;
        assert!(readings.iter().all(|reading| text.contains(&reading.text)), "{readings:?}");
        assert!(matches!(readings[0].meaning, Meaning::Dates(_)), "{readings:?}");
    }
}

#[test]
fn a_time_that_may_be_part_of_a_name_or_is_all_that_is_asked_is_text() {
    for text in TEXT {
        assert_eq!(read(text), *text);
        assert_eq!(Query::parse(text, NOW).unwrap().readings, [], "{text}");
    }
}

#[test]
fn a_word_for_what_is_new_is_read_and_taken_out() {
    for (text, expected) in [
        ("最新养老政策", "养老政策"),
        ("最新 养老政策", "养老政策"),
        ("养老政策最新", "养老政策"),
        ("养老最新政策", "养老政策"),
        ("最新的个税标准", "个税标准"),
        ("新出台的住房政策", "住房政策"),
        ("新發佈的住房政策", "住房政策"),
        ("最近的养老政策", "养老政策"),
        ("最近养老政策", "养老政策"),
        ("近期 养老政策", "养老政策"),
        ("刚出台的养老政策", "养老政策"),
        ("今年新出台的养老政策", "日期:2026 养老政策"),
        ("最新 类型:通知", "类型:通知"),
    ] {
        assert_eq!((read(text).as_str(), is_new(text)), (expected, true), "{text}");
    }
    for text in [
        "最新",
        "最新的",
        "最新版 公司法",
        "最新鲜的蔬菜",
        "最近距离",
        "近期工作安排",
        "\"最新\" 政策",
        "标题:最新政策",
        "关于公布最新补贴标准的通知",
    ] {
        assert_eq!((read(text).as_str(), is_new(text)), (text, false), "{text}");
    }
}

#[test]
fn a_literal_query_reads_our_syntax_alone() {
    let literal = |text: &str| Query::literal(text, NOW).unwrap();
    for text in READ.iter().map(|(text, _)| *text).chain(["最新养老政策", "titel:x", "a AND b*"])
    {
        let query = literal(text);
        assert_eq!(query.readings, [], "{text}");
        assert!(!query.root.parts().iter().any(|part| matches!(part, Node::Date(_))), "{text}");
    }
    assert_eq!(literal("去年 标题:x -y 日期:今年").to_string(), "去年 标题:x -y 日期:2026");
}

#[test]
fn times_at_either_end_of_the_calendar_break_nothing() {
    for now in [Date::MIN, Date::MAX, date(1000, 1, 1)] {
        for (text, _) in READ {
            let query = Query::parse(text, now).unwrap();
            let again = Query::parse(&query.to_string(), now).unwrap();
            assert_eq!(again.root, query.root, "{text}");
        }
    }
}

/// The titles of real documents.
fn titles() -> Vec<String> {
    let rows = real_data::text("titles.tsv");
    let titles = rows.lines().skip(1).filter_map(|row| row.split('\t').nth(2));
    titles.map(str::to_string).collect()
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn no_title_of_a_real_document_is_read_as_a_time_or_a_wish_for_what_is_new() {
    let titles = titles();
    assert!(titles.len() >= 2_000);
    let is_read = |title: &&String| {
        let query = Query::parse(title, NOW).unwrap_or_else(|error| panic!("{error}"));
        let told =
            |reading: &Reading| matches!(reading.meaning, Meaning::Dates(_) | Meaning::Newest);
        query.readings.iter().any(told)
    };
    let read: Vec<&String> = titles.iter().filter(is_read).collect();
    println!("{} titles, {} of them read as a time", titles.len(), read.len());
    assert_eq!(read, [""; 0]);
}
