//! Pasted text, marks without a partner and the syntax of other tools: nothing of it fails.

use super::*;

/// What a query is read as, and the texts of its readings, each with the name of its meaning.
fn noted(text: &str) -> (String, Vec<String>) {
    let query = Query::parse(text, NOW).unwrap_or_else(|error| panic!("{error}"));
    let note = |reading: &Reading| format!("{} {}", reading.meaning.name(), reading.text);
    (query.to_string(), query.readings.iter().map(note).collect())
}

#[test]
fn a_quote_without_a_partner_and_a_label_are_text() {
    for (text, expected, mark) in [
        ("“数据安全", "数据安全", "marks “"),
        ("国务院“放管服", "国务院 放管服", "marks “"),
        ("数据 「安全", "数据 安全", "marks 「"),
        ("『数据 安全", "数据 安全", "marks 『"),
        ("数据 \"安全", "数据 安全", "marks \""),
        ("数据 ＂安全", "数据 安全", "marks ＂"),
        ("附件:申请表", "附件:申请表", "marks 附件:"),
        ("联系人:张三", "联系人:张三", "marks 联系人:"),
        ("来源:新华社 数据", "来源:新华社 数据", "marks 来源:"),
        ("author:foo", "author:foo", "marks author:"),
        ("主题:数据", "主题:数据", "marks 主题:"),
        ("地址:成都市", "地址:成都市", "marks 地址:"),
        ("机构:财政局", "机构:财政局", "marks 机构:"),
    ] {
        assert_eq!(noted(text), (expected.to_string(), vec![mark.to_string()]), "{text}");
    }
}

#[test]
fn operators_of_other_tools_are_ours_where_they_clearly_are_operators() {
    for (text, expected, note) in [
        ("养老 AND 补贴", "养老 补贴", "operator 养老 AND 补贴"),
        ("养老 && 补贴", "养老 补贴", "operator 养老 && 补贴"),
        ("养老 ＆＆ 补贴", "养老 补贴", "operator 养老 ＆＆ 补贴"),
        ("养老 NOT 草案", "养老 -草案", "operator NOT 草案"),
        ("养老 !草案", "养老 -草案", "operator !草案"),
        ("养老 | 社保", "养老 OR 社保", "operator 养老 | 社保"),
        ("养老 || 社保", "养老 OR 社保", "operator 养老 || 社保"),
        ("养老｜社保", "养老 OR 社保", "operator 养老｜社保"),
        ("(养老|社保) 补贴", "(养老 OR 社保) 补贴", "operator 养老|社保"),
        ("+养老 补贴", "养老 补贴", "operator +养老"),
        ("intitle:数据", "标题:数据", "operator intitle:"),
        ("site:gov.cn 数据", "数据", "marks site:gov.cn"),
        ("数据 -site:gov.cn 安全", "数据 安全", "marks site:gov.cn"),
        ("数据 filetype:pdf", "数据", "marks filetype:pdf"),
        ("农机补贴*", "农机补贴", "marks *"),
        ("农机*补贴", "农机 补贴", "marks *"),
        ("polic* 数据", "polic 数据", "marks *"),
        ("农?补贴", "农 补贴", "marks ?"),
        ("补贴~2", "补贴", "marks ~2"),
        ("补贴^3", "补贴", "marks ^3"),
        ("\"数据安全\"~5 管理", "\"数据安全\" 管理", "marks ~5"),
        ("养老 NOT", "养老", "marks NOT"),
        ("AND 养老", "养老", "marks AND"),
        ("政务公开 | 某市政府网", "政务公开 某市政府网", "marks |"),
        (
            "关于做好养老服务工作的通知 | 某市人民政府",
            "关于做好养老服务工作的通知 某市人民政府",
            "marks |",
        ),
    ] {
        assert_eq!(noted(text), (expected.to_string(), vec![note.to_string()]), "{text}");
    }
    assert_eq!(noted("养老 AND NOT (草案 OR 征求意见)").0, "养老 -(草案 OR 征求意见)");
}

#[test]
fn marks_that_are_no_operators_are_text_without_a_note() {
    for text in [
        "C++",
        "A*STAR",
        "3*5",
        "AT&T",
        "R&D",
        "A|B",
        "10~20",
        "x^2",
        "什么是补贴?",
        "+86",
        "AND",
        "NOT",
        "site:gov.cn",
        "关于养老服务的通知_某市人民政府",
        "《养老服务管理办法》|某市人民政府",
    ] {
        assert_eq!(noted(text), (text.to_string(), vec![]), "{text}");
    }
    assert_eq!(noted("养老服务 - 某市人民政府"), ("养老服务 某市人民政府".into(), vec![]));
}

#[test]
fn lines_and_long_texts_are_words_whatever_their_marks() {
    let sentence = "各市 -县人民政府 OR 日期:十三 (附件:见后 同句 “一是 x";
    let long = sentence.repeat(8);
    for text in [long.clone(), sentence.replace(' ', "\n"), format!("关于养老\n{sentence}")] {
        let query = Query::parse(&text, NOW).unwrap_or_else(|error| panic!("{error}"));
        assert!(query.is_pasted() && is_plain(&query.root), "{query}");
        let pieces: Vec<&str> = text.split_whitespace().collect();
        assert_eq!(query.root.texts().collect::<Vec<_>>(), pieces);
        assert!(query.readings.iter().any(|reading| reading.text == "OR"), "{:?}", query.readings);
        assert_eq!(
            Query::parse(&query.to_string(), NOW),
            Ok(Query { text: query.text.clone(), ..query })
        );
    }
    let wrong = format!("{}日期:十三", "养老服务 ".repeat(9));
    let query = Query::parse(&wrong, NOW).unwrap();
    assert!(is_plain(&query.root));
    assert_eq!(query.readings, [Reading::new("十三", Meaning::Marks)]);
    assert!(refused("养老服务 日期:十三").0.starts_with("十三 is not a date"));
}

#[test]
fn a_long_phrase_is_a_phrase_and_a_long_query_is_a_query() {
    let long = "数据".repeat(1_000);
    assert_eq!(tree(&format!("“{long}”")), Node::Phrase(long.clone()));
    assert_eq!(tree("\"数据\n安全\""), Node::Phrase("数据 安全".into()));
    let names: Vec<String> = (100..160).map(|number| format!("第{number}号")).collect();
    let asked = format!("（{}） 标题：补贴", names.join(" OR "));
    let query = Query::parse(&asked, NOW).unwrap();
    assert!(!query.is_pasted() && matches!(query.root.parts(), [Node::Or(_), Node::Title(_)]));
}

#[test]
fn the_pieces_of_the_longest_text_are_no_more_than_its_words() {
    for piece in ["(", "“养 ", "数据 ", "「a ", "-a ", "a:b ", "标题: ", "\"a\"", "*", "a\n"]
    {
        let text = piece.repeat(MAX_CHARACTERS / piece.chars().count());
        let pieces = Query::parse(&text, NOW).map_or(0, |query| query.root.parts().len());
        assert!(pieces <= text.split_whitespace().count(), "{piece:?}: {pieces}");
    }
}
