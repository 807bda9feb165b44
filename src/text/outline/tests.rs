//! Outlines of texts that are easily misread.

use std::fs;
use std::path::Path;
use std::time::Instant;

use super::*;
use crate::real_data;
use crate::text::numerals::{counted, parse};

/// Each paragraph with what it is: `章`, `第三条 2 （一）`.
fn outline(body: &str) -> Vec<(String, &str)> {
    let told = |paragraph: Paragraph| {
        let heading = paragraph.heading.map(|level| format!("{level:?}"));
        let clause = paragraph.clause.map(|clause| clause.to_string());
        let parts = [heading, paragraph.article, clause, paragraph.item];
        let what: Vec<String> = parts.into_iter().flatten().collect();
        (what.join(" "), &body[paragraph.text])
    };
    Outline::of(body).paragraphs.into_iter().map(told).collect()
}

/// What each paragraph is, alone.
fn what(body: &str) -> Vec<String> {
    outline(body).into_iter().map(|(what, _)| what).collect()
}

#[test]
fn a_statute_has_headings_articles_clauses_and_items() {
    let law = "渡口法\n目录\n第一章 总则\n第二章 罚则\n第一章 总则\n第一节　看护\n第三条　渡口由村看护。\n\n看护人有下列情形之一的，予以更换：\n\
        （一）酒后上岗，包括：\n1. 白酒；\n2. 黄酒；\n(二)擅离职守。\n前款规定不适用于水库。\n  **第三条之一** 本法第三条第二款不适用于水库。\n\
        第二章 罚则\n第四条 本法自公布之日起施行。\n附件：名单\n甲渡口\n";
    let wanted = [
        ("", "渡口法"),
        ("", "目录"),
        ("", "第一章 总则"),
        ("", "第二章 罚则"),
        ("Chapter", "第一章 总则"),
        ("Section", "第一节　看护"),
        ("第三条 1", "第三条　渡口由村看护。"),
        ("第三条 2", "看护人有下列情形之一的，予以更换："),
        ("第三条 2 （一）", "（一）酒后上岗，包括："),
        ("第三条 2 （一）", "1. 白酒；"),
        ("第三条 2 （一）", "2. 黄酒；"),
        ("第三条 2 （二）", "(二)擅离职守。"),
        ("第三条 3", "前款规定不适用于水库。"),
        ("第三条之一", "**第三条之一** 本法第三条第二款不适用于水库。"),
        ("Chapter", "第二章 罚则"),
        ("第四条", "第四条 本法自公布之日起施行。"),
        ("", "附件：名单"),
        ("", "甲渡口"),
    ];
    let wanted = wanted.map(|(what, text)| (what.to_string(), text));
    assert_eq!(outline(law), wanted);
    let outline = Outline::of(law);
    assert_eq!(outline.article("第三条"), Some(6..13));
    assert_eq!(outline.article("第五条"), None);
    assert_eq!((outline.headings(6), outline.headings(15)), (vec![4, 5], vec![14]));
}

#[test]
fn an_amending_act_has_the_articles_that_are_its_own() {
    let act = "一、将第一百二十条修改为：“第一百二十条 甲。\n“第一百二十条之一 乙。\n第一百二十条之二 丙。”\n第三条修改为：\n“第三条 丁。\n第二款 戊。”\n";
    assert_eq!(what(act), [""; 6]);
    let act = "第一条　将渡口法第三条修改为：“第三条 甲。\n第四条 乙。”\n第二条　本决定自公布之日起施行。";
    assert_eq!(what(act), ["第一条", "第一条", "第二条"]);
}

#[test]
fn a_text_without_articles_has_paragraphs_alone() {
    let notice = "各村：\r\n　　一、抓好渡口安全。\r\n（一）排查。\r\n\r\n甲\t3\r\n某乡人民政府\r\n2025年3月1日\r\n";
    let wanted =
        ["各村：", "一、抓好渡口安全。", "（一）排查。", "甲\t3", "某乡人民政府", "2025年3月1日"];
    assert_eq!(outline(notice), wanted.map(|text| (String::new(), text)));
    assert_eq!(Outline::of(""), Outline::default());
}

#[test]
fn an_article_may_begin_below_its_number_and_have_a_table() {
    let text = "第一条\r\n渡口按下表收费：\r\n渡口\t元\r\n甲\t1\r\n渡船另计。\r\n第二条\r\n（一）甲；\r\n（二）乙。\r\n";
    let first = ["第一条 1", "第一条 1", "第一条 1", "第一条 1", "第一条 2"];
    let second = ["第二条", "第二条 （一）", "第二条 （二）"];
    assert_eq!(what(text), [&first[..], &second[..]].concat());
}

#[test]
fn a_signature_is_of_no_article() {
    let notice = "第一条 渡口由村看护。\n第二条 本办法自2025年4月1日起施行。\n某某县人民政府\n某某县水利局\n2025年3月1日\n抄送：各村。\n";
    assert_eq!(what(notice), ["第一条", "第二条", "", "", "", ""]);
}

#[test]
fn articles_of_two_acts_in_one_text_are_told_apart() {
    let text = "附件1\n甲办法\n第一条 甲。\n附件2\n乙办法\n第一条 乙。\n丙。\n第一条 丁。";
    assert_eq!(what(text), ["", "", "第一条", "", "", "第一条 1", "第一条 2", "第一条"]);
    assert_eq!(Outline::of(text).article("第一条"), Some(2..3));
}

#[test]
fn a_text_of_headings_and_marks_alone_is_read_in_one_go() {
    let headings: String = (1..40_000).map(|n| format!("第{}章 渡口\n", counted(n))).collect();
    let marks = "：\"渡口\"".repeat(40_000);
    let started = Instant::now();
    assert_eq!(Outline::of(&headings).paragraphs.len(), 39_999);
    assert_eq!(Outline::of(&marks).paragraphs.len(), 1);
    // It takes a fraction of a second; each read anew for the others would take minutes.
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

/// The numbers of the articles of a text, in order.
fn articles(body: &str) -> Vec<u32> {
    let mut articles: Vec<String> = Vec::new();
    for paragraph in Outline::of(body).paragraphs {
        if paragraph.article.as_ref().is_some_and(|own| articles.last() != Some(own)) {
            articles.extend(paragraph.article);
        }
    }
    let number = |article: &String| parse(&article[3..article.find('条')?]);
    articles.iter().filter_map(number).collect()
}

/// The real statutes, in Markdown.
fn statutes(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            statutes(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.extend(fs::read_to_string(path));
        }
    }
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn the_articles_of_real_statutes_follow_each_other() {
    let mut texts = Vec::new();
    statutes(&real_data::path("laws"), &mut texts);
    let articles: Vec<Vec<u32>> = texts.iter().map(|text| articles(text)).collect();
    let with = articles.iter().filter(|numbers| !numbers.is_empty());
    // An inserted article has the number of the one before it. What is missing is missing in the files.
    let in_order = with.clone().filter(|numbers| {
        numbers[0] == 1
            && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1 || pair[1] == pair[0])
    });
    let (with, in_order) = (with.count(), in_order.count());
    assert!(with > 2400 && in_order * 100 >= with * 98, "{in_order} of {with}");
}
