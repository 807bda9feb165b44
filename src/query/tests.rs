//! The language from outside: what every example is read as, and what no input may do.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;

mod pasted;
mod times;

const NOW: Date = date(2026, 1, 20);

fn read(text: &str) -> String {
    match Query::parse(text, NOW) {
        Ok(query) => format!("{query}"),
        Err(error) => format!("! {}", error.message()),
    }
}

fn tree(text: &str) -> Node {
    Query::parse(text, NOW).unwrap_or_else(|error| panic!("{error}")).root
}

fn refused(text: &str) -> (String, String) {
    let error = Query::parse(text, NOW).expect_err(text);
    let place = error.characters();
    let marked = error.query().chars().skip(place.start).take(place.len()).collect();
    (error.message().to_string(), marked)
}

fn words(text: &str) -> Node {
    Node::Words(text.into())
}

/// The queries of the manual's tables, each with what is said of it.
fn examples() -> Vec<(String, &'static str)> {
    let rows = SYNTAX.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    rows.map(|(query, said)| (query.replace("\\|", "|"), said)).collect()
}

#[test]
fn what_the_manual_says_is_read_for_the_user_is_read() {
    let (_, after) = SYNTAX.split_once("What is read for you").unwrap();
    let mut read_for_the_user = 0;
    for (example, said) in examples() {
        let read = Query::parse(&example, NOW).unwrap();
        let told = after.contains(said);
        assert_eq!(!read.readings.is_empty(), told, "{example}");
        let part = said.split('`').nth(1).filter(|_| told).unwrap_or(&example);
        let wanted = tree(part);
        assert!(wanted.parts().iter().all(|part| read.root.parts().contains(part)), "{example}");
        read_for_the_user += usize::from(told);
    }
    assert_eq!(read_for_the_user, 10);
}

#[test]
fn every_example_of_the_manual_is_read_and_reads_the_same_again() {
    let examples = examples();
    assert!(examples.len() > 20);
    for (example, _) in examples {
        let query = Query::parse(&example, NOW).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(tree(&query.to_string()), query.root, "{example}");
    }
}

#[test]
fn words_phrases_and_exclusions() {
    assert_eq!(tree("数据安全"), words("数据安全"));
    assert_eq!(tree("数据　安全"), Node::And(vec![words("数据"), words("安全")]));
    assert_eq!(tree("\"数据 安全\""), Node::Phrase("数据 安全".into()));
    assert_eq!(tree("a -b"), Node::And(vec![words("a"), Node::Not(Box::new(words("b")))]));
    for quotes in ["“数据安全”", "「数据安全」", "『数据安全』", "＂数据安全＂", "“数据安全“"]
    {
        assert_eq!(tree(quotes), Node::Phrase("数据安全".into()), "{quotes}");
    }
    assert_eq!(read("－草案 －“征求意见” 数据"), "-草案 -\"征求意见\" 数据");
}

#[test]
fn quotes_that_touch_han_text_are_text() {
    for text in [
        "推进\"放管服\"改革",
        "\"放管服\"改革",
        "实施\"无废城市\"",
        "关于印发\"十四五\"规划的通知",
        "落实\"六稳\"\"六保\"",
        "\"六稳\"\"六保\"工作",
        "推进＂放管服＂改革",
        "税率\"5%\"",
        "推进“放管服”改革",
        "推进「放管服」改革",
        "支持\"专精特新\"\"小巨人\"企业\"走出去\"",
    ] {
        assert_eq!(tree(text), words(text));
    }
}

#[test]
fn quotes_beside_spaces_marks_and_operators_make_phrases() {
    for (text, wanted) in [
        ("\"5%\"", "\"5%\""),
        ("税率 \"5%\"", "税率 \"5%\""),
        ("\"六稳\"\"六保\"", "\"六稳\" \"六保\""),
        ("\"六稳\"、\"六保\"", "\"六稳\" \"六保\""),
        ("a\"b c\"d", "a\"b c\"d"),
        ("\"b c\"d", "\"b c\" d"),
        ("\"数据 安全\"办法", "\"数据 安全\" 办法"),
        ("数据 -\"征求意见\"稿", "数据 -\"征求意见\" 稿"),
        ("标题:\"放管服\"改革", "标题:\"放管服\" 改革"),
        ("(\"房东\" OR \"出租人\") 押金", "(\"房东\" OR \"出租人\") 押金"),
        ("落实\"六稳\"x\"六保\"", "落实\"六稳\"x \"六保\""),
        ("推进 \"放管服\" 改革", "推进 \"放管服\" 改革"),
    ] {
        assert_eq!(read(text), wanted, "{text}");
    }
}

#[test]
fn alternatives_and_groups() {
    assert_eq!(tree("a OR b"), Node::Or(vec![words("a"), words("b")]));
    assert_eq!(read("(房东 OR 出租人) 押金"), "(房东 OR 出租人) 押金");
    assert_eq!(read("（房东　ＯＲ　出租人）押金"), "房东 OR 出租人 押金");
    assert_eq!(read("（房东　ＯＲ　出租人） 押金"), "(房东 OR 出租人) 押金");
    assert_eq!(read("a b OR c"), "a b OR c");
    assert_eq!(read("((a OR (b)) OR c)"), "a OR b OR c");
    assert_eq!(read("x -(a OR \"b c\")"), "x -(a OR \"b c\")");
    assert_eq!(read("a 或 b or c"), "a 或 b or c");
    assert_eq!(read("a () ( ，) b"), "a b");
}

#[test]
fn marks_in_text_are_text() {
    for text in [
        "推进“放管服”改革",
        "“放管服”改革",
        "国发(2025)1号",
        "(2025)1号",
        "公司(集团)",
        "公司（集团）有限",
        "管理办法（试行）",
        "《管理办法》〔2025〕【全文】",
        "9:30",
        "比例1:2",
        "https://www.gov.cn/a?b=c&d",
        "注：本办法",
        "来源：新华社",
        "注:本办法",
        "5\"显示器",
        "AT&T",
        "C++",
        "a-b",
        "50%",
        "2024-2025",
        "——关于",
    ] {
        assert_eq!(tree(text), words(text));
    }
    assert_eq!(read("（试行）"), "试行");
    assert_eq!(read("(数据 安全"), "数据 安全");
    assert_eq!(read("数据 安全)"), "数据 安全");
    assert_eq!(read("(x OR 公司(集团 有限) y) z"), "(x OR 公司 集团 有限 y) z");
    assert_eq!(read("数据 - 安全 ， 。"), "数据 安全");
}

#[test]
fn words_near_each_other() {
    let both = Node::And(vec![words("班列"), words("供应链")]);
    assert_eq!(tree("同句(班列 供应链)"), Node::Near(Scope::Sentence, Box::new(both.clone())));
    assert_eq!(tree("Paragraph（班列 供应链）"), Node::Near(Scope::Paragraph, Box::new(both)));
    assert_eq!(read("-同段:(a (\"b\" OR c)) d"), "-同段(a (\"b\" OR c)) d");
    assert_eq!(read("同句(a b) OR 同段(c)"), "同句(a b) OR 同段(c)");
    for text in ["同句", "同句(a)b", "(同句)", "不同句(a)"] {
        assert!(matches!(tree(text), Node::Words(_)), "{text}");
    }
    assert_eq!(tree("同句(，)x"), words("同句(，)x"));
    let (message, marked) = refused("x 同句(a -b)");
    assert_eq!(message, "同句(…) holds words, phrases and OR, nothing else");
    assert_eq!(marked, "同句(a -b)");
    for text in ["同句(标题:a b)", "同段(同句(a b) c)", "标题:同句(a b)", "同句(a b"]
    {
        assert!(refused(text).0.starts_with('同'), "{text}");
    }
}

#[test]
fn fields() {
    assert_eq!(tree("标题:数据"), Node::Title(Box::new(words("数据"))));
    assert_eq!(read("標題：(数据 OR 信息) x"), "标题:(数据 OR 信息) x");
    assert_eq!(read("title: \"数据安全\""), "标题:\"数据安全\"");
    assert_eq!(read("ＴＩＴＬＥ：数据"), "标题:数据");
    assert_eq!(read("issuer:(财政部 税务总局)"), "机关:财政部 机关:税务总局");
    assert_eq!(read("-机关:(财政部 OR 税务总局) x"), "-(机关:财政部 OR 机关:税务总局) x");
    assert_eq!(read("number:国发[2025]1号"), "文号:国发〔2025〕1号");
    assert_eq!(read("文号:\"国发 (2025) 1 号\""), "文号:国发〔2025〕1号");
    assert_eq!(read("kind:通知 level:Province 地区:四川"), "类型:通知 级别:province 地区:四川");
    assert_eq!(read("日期:(2023 OR 2025年1月)"), "日期:2023 OR 日期:2025-01");
    assert_eq!(read("标题:-x 标题:OR"), "标题:-x 标题:OR");
    assert_eq!(read("机关:\"中共中央 国务院\""), "机关:\"中共中央 国务院\"");
}

#[test]
fn glosses_and_letter_spacing_are_gone_before_anything_is_read() {
    for form in ["运(yùn)贸(mào)产(chǎn)一体化", "运 贸 产 一 体 化", "运(yun) 贸(mao) 产 一 体 化"]
    {
        let query = Query::parse(form, NOW).expect(form);
        assert_eq!((query.text.as_str(), query.root), ("运贸产一体化", words("运贸产一体化")));
    }
    assert_eq!(read("\"运 贸 产 一 体 化\""), "\"运贸产一体化\"");
    assert_eq!(read("-(运 贸 产 一 体) x"), "-运贸产一体 x");
    assert_eq!(read("运 ， 贸 产"), "运贸产");
}

#[test]
fn errors_mark_the_place_and_say_what_to_write() {
    for (query, marked, says) in [
        ("数据 titel:安全", "titel", "did you mean title?"),
        ("isuer:x", "isuer", "did you mean issuer?"),
        ("-標体:x y", "標体", "did you mean 标题?"),
        ("日起：2024 x", "日起", "put it in quotes"),
        ("数据 日期:2025-13", "2025-13", "2025-13 is not a date: write 2025, 2025-01"),
        ("日期:\"去\"", "\"去\"", "去 is not a date"),
        ("日期:2025-01 .. 2025-06", "..", "without spaces"),
        ("文号:国发 2025", "国发", "国发〔2025〕1号"),
        ("类型:通道", "通道", "通道 is not a kind: choose from 决议, "),
        ("level:high", "high", "centre, ministry"),
        ("标题:", "标题:", "needs a value, as in 标题:"),
        ("标题:， x", "标题:", "needs a value"),
        ("标题:(a 机关:b)", "机关:", "inside the value of another"),
        ("a OR", "OR", "both sides"),
        ("OR a", "OR", "both sides"),
        ("a OR ， OR b", "OR", "both sides"),
        ("-a", "-a", "only exclusions"),
        ("-a -标题:b", "-a -标题:b", "only exclusions"),
        ("a (-b)", "-b", "only exclusions"),
        ("a OR -b", "-b", "only exclusions"),
        ("", "", "the query is empty"),
        (" \u{3000}\n\u{200B}", "", "the query is empty"),
        ("，。《》", "，。《》", "only marks"),
        ("\"\"", "\"\"", "only marks"),
        ("-", "-", "only marks"),
        ("()", "()", "only marks"),
    ] {
        let (message, place) = refused(query);
        assert_eq!(place, marked, "{query}: {message}");
        assert!(message.contains(says), "{query}: {message}");
        assert!(!message.ends_with('.'));
    }
}

#[test]
fn queries_too_long_are_refused_and_those_too_deep_are_text() {
    let deep = format!("{}a{}", "(".repeat(MAX_DEPTH + 1), ")".repeat(MAX_DEPTH + 1));
    assert_eq!(tree(&deep), words(&deep));
    assert_eq!(read(&deep[1..deep.len() - 1]), "a");
    assert!(refused(&"数".repeat(MAX_CHARACTERS + 1)).0.contains("shorten"));
    assert_eq!(tree(&"数".repeat(MAX_CHARACTERS)), words(&"数".repeat(MAX_CHARACTERS)));
    assert_eq!(
        read(&"(".repeat(MAX_CHARACTERS)),
        "! only marks, nothing to search for: type words, as in 数据安全"
    );
}

/// Holds what [`Node`] promises to backends.
fn is_sound(node: &Node) -> bool {
    let not = |node: &Node| matches!(node, Node::Not(_));
    match node {
        Node::And(parts) => {
            parts.len() > 1
                && parts.iter().any(|part| !not(part))
                && parts.iter().all(|part| !matches!(part, Node::And(_)) && is_sound(part))
        }
        Node::Or(parts) => {
            parts.len() > 1
                && parts.iter().all(|part| !not(part) && !matches!(part, Node::Or(_)))
                && parts.iter().all(is_sound)
        }
        Node::Not(part) | Node::Title(part) | Node::Near(_, part) => !not(part) && is_sound(part),
        Node::Words(text) | Node::Phrase(text) => super::normal::is_searchable(text),
        _ => true,
    }
}

/// Whether it holds words alone.
fn is_plain(root: &Node) -> bool {
    root.parts().iter().all(|part| matches!(part, Node::Words(_)))
}

/// Holds that the canonical text of a query is read into the query again.
fn reads_again(
    query: &Query,
    parse: fn(&str, Date) -> Result<Query, ParseError>,
) -> Result<(), TestCaseError> {
    let shown = query.to_string();
    // `运((yun)` parts into words that, side by side, read as a gloss: that one is not shown.
    if super::normal::readable(&shown) == shown.replace('\n', " ") {
        let again = parse(&shown, NOW);
        prop_assert_eq!(again.map(|again| again.root), Ok(query.root.clone()), "{}", shown);
    }
    Ok(())
}

/// Holds what [`Query::parse`] and [`Query::literal`] promise of any text.
fn check(text: &str) -> Result<(), TestCaseError> {
    match Query::parse(text, NOW) {
        Ok(query) => {
            prop_assert!(!matches!(query.root, Node::Not(_)) && is_sound(&query.root));
            prop_assert!(!query.is_pasted() || is_plain(&query.root));
            reads_again(&query, Query::parse)?;
        }
        Err(error) => {
            prop_assert!(error.characters().end <= error.query().chars().count());
            prop_assert!(error.to_string().lines().count() == 3);
        }
    }
    match Query::literal(text, NOW) {
        Ok(query) => reads_again(&query, Query::literal),
        Err(_) => Ok(()),
    }
}

fn syntax_pieces() -> impl Strategy<Value = String> {
    let pieces = proptest::sample::select(vec![
        "a",
        "数",
        "数据",
        "运",
        "贸",
        " ",
        " ",
        " ",
        "(",
        ")",
        "（",
        "）",
        "\"",
        "“",
        "”",
        "「",
        "」",
        "-",
        "－",
        "OR",
        " OR ",
        "标题:",
        "机关：",
        "日期:",
        "文号:",
        "2025",
        "..",
        "国发〔2025〕1号",
        "，",
        ":",
        "通知",
        "类型:",
        "(yun)",
        "x:",
        "\u{3000}",
        "『",
        "』",
        "＂",
        "titel:",
        "级别:city",
        "地区:",
        "同句(",
        "同段",
        " AND ",
        "NOT ",
        " | ",
        "｜",
        "*",
        "~2",
        "+",
        "!",
        "&&",
        "site:",
        "intitle:",
        "近三年",
        "去年",
        "的",
        "最新",
        "2023年以来",
        "“十四五”期间",
        "\n",
        "来源:",
    ]);
    proptest::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*|(?s:.{0,40})") {
        check(&text)?;
    }

    #[test]
    fn any_mixture_of_marks_is_read_or_refused(text in syntax_pieces()) {
        check(&text)?;
    }
}

/// The examples of a page: the first cells of its tables, and whatever its other text marks as code.
fn examples_of(page: &str) -> Vec<&str> {
    let rows = page.lines().filter_map(|line| line.strip_prefix("| ")?.split_once(" | "));
    rows.map(|(example, _)| example).filter(|example| example.starts_with('`')).collect()
}

#[test]
fn the_page_has_the_same_examples_in_both_languages() {
    let (english, chinese) = (examples_of(SYNTAX), examples_of(SYNTAX_IN_CHINESE));
    assert!(english.len() > 40, "{}", english.len());
    assert_eq!(chinese, english);
    let rows = |page: &str| page.lines().filter(|line| line.starts_with("| ")).count();
    let headings = |page: &str| page.lines().filter(|line| line.starts_with('#')).count();
    assert_eq!(rows(SYNTAX_IN_CHINESE), rows(SYNTAX));
    assert_eq!(headings(SYNTAX_IN_CHINESE), headings(SYNTAX));
}
