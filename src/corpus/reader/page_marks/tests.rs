use super::*;
use crate::extract::{Portion, PortionKind};

fn read(text: &str) -> String {
    let mut raw = RawText { text: text.into(), ..RawText::default() };
    take_off(&mut raw);
    raw.text
}

/// A paragraph of more than fifty characters.
const PARAGRAPH: &str = "各乡镇要压实责任，落实防汛措施，备足沙袋和水泵，按时巡查堤坝，及时报告水情。\
    各部门要加强值班，保持电话畅通，遇有险情立即处置，不得迟报漏报。";

/// A text over whose pages words are cut, with `mark` between them.
fn paged(mark: impl Fn(usize) -> String) -> String {
    let page = |number: usize| format!("{PARAGRAPH}各级人民政\n{}\n府要重视。\n", mark(number));
    (1..=4).map(page).collect::<String>().trim_end().to_string()
}

/// The same as it reads without marks.
fn whole() -> String {
    format!("{PARAGRAPH}各级人民政府要重视。\n").repeat(4).trim_end().to_string()
}

#[test]
fn a_word_is_whole_where_the_number_of_a_page_cut_it() {
    for mark in [
        "— 3 —",
        "－3－",
        "第3页",
        "第 3 页 共 12 页",
        "Page 3 of 12",
        "—三—",
        "页码：3",
        "\n- 3 -\n",
    ] {
        let text = format!("各镇：\n为加强知识产\n{mark}\n权保护，现通知如下。");
        assert_eq!(read(&text), "各镇：\n为加强知识产权保护，现通知如下。", "{mark}");
    }
}

#[test]
fn numbers_that_could_be_others_go_where_they_count_up_over_cut_words() {
    for form in ["#", "[#]", "（#）", "P.#", "· # ·", "#/9", "~#~", "|#|"] {
        let text = paged(|number| form.replace('#', &number.to_string()));
        assert_eq!(read(&text), whole(), "{form}");
    }
    let alike = paged(|_| "7".into()).replace("人民政\n", "人民政府\n");
    assert_eq!(read(&alike), alike);
}

#[test]
fn running_heads_go_and_come_once_at_the_end() {
    let head = "某省人民政府公报 2024年第3期";
    assert_eq!(read(&paged(|_| head.into())), format!("{}\n{head}", whole()));
    let numbered = read(&paged(|number| format!("{number}  某省人民政府公报")));
    assert_eq!(numbered, format!("{}\n1  某省人民政府公报", whole()));
    let odd_and_even = read(&paged(|number| match number % 2 {
        0 => format!("{number}  某省人民政府公报"),
        _ => format!("规范性文件选编  {number}"),
    }));
    assert_eq!(odd_and_even, format!("{}\n规范性文件选编  1\n2  某省人民政府公报", whole()));
}

#[test]
fn a_head_that_is_the_title_stays_where_it_is_the_title() {
    let title = "关于做好防汛工作的通知";
    let text = format!("{title}\n{}", paged(|number| format!("— {number} —\n{title}")));
    assert_eq!(read(&text), format!("{title}\n{}", whole()));
}

#[test]
fn a_head_that_occurs_once_beside_a_number_goes_where_a_word_is_cut() {
    let text = format!("{PARAGRAPH}各级人民政\n— 3 —\n某县公报\n府要重视。");
    assert_eq!(read(&text), format!("{PARAGRAPH}各级人民政府要重视。\n某县公报"));
}

#[test]
fn form_feeds_end_pages() {
    assert_eq!(read(&paged(|number| format!("{number}\n\u{C}"))), whole());
    assert_eq!(read(&paged(|_| "\u{C}\n某县公报".into())), format!("{}\n某县公报", whole()));
    assert_eq!(read("一、目标。\n\u{C}\n二、任务。"), "一、目标。\n二、任务。");
    assert_eq!(read("1\n\u{C}\n2"), "1\n2");
}

#[test]
fn lines_that_all_end_at_the_edge_of_the_page_keep_their_ends() {
    let page = |part: char| {
        format!(
            "{part}乡各镇要压实责任落实防汛措施\n备足{part}仓沙袋和水泵按时巡查堤坝\n\
             向{part}区指挥部及时报告水情和险情\n{part}河各段由沿岸各级人民政府要重\n"
        )
    };
    let text: String = ('1'..)
        .zip("东西南北".chars())
        .map(|(number, part)| format!("{}{number}\n", page(part)))
        .collect();
    assert_eq!(read(&text), "东西南北".chars().map(page).collect::<String>());
}

#[test]
fn latin_words_keep_their_blank_and_lose_their_hyphen() {
    assert_eq!(
        read("本项目统一采用国家发布的 Open\n— 3 —\nAPI 接口，供各单位使用。"),
        "本项目统一采用国家发布的 Open API 接口，供各单位使用。"
    );
    assert_eq!(
        read("as set out in the imple-\n- 3 -\nmentation plan of the county"),
        "as set out in the implementation plan of the county"
    );
}

#[test]
fn what_could_be_text_stays() {
    let items = ["加强组织领导", "压实工作责任", "强化宣传引导", "严格督导考核"];
    let listed = |mark: fn(usize) -> String, item: &dyn Fn(usize) -> String| {
        (1..=4).map(|number| format!("{}\n{}\n", mark(number), item(number))).collect::<String>()
    };
    let short = |number: usize| items[number - 1].to_string();
    let long = |number: usize| format!("{PARAGRAPH}{}", items[number - 1]);
    let text = [
        listed(|number| number.to_string(), &short),
        listed(|number| number.to_string(), &long),
        listed(|number| format!("（{number}）"), &long),
        listed(|number| format!("[{number}]"), &long),
        listed(|number| (2020 + number).to_string(), &long),
        listed(|number| format!("附件{number}"), &long),
        listed(|number| format!("{number}/12"), &short),
        listed(|number| format!("第{number}条"), &long),
        listed(|_| "（签名）".into(), &long),
        listed(|_| "通知".into(), &long),
        listed(|number| format!("— {number} —"), &|_| PARAGRAPH.to_string()),
        "气温\n-3\n-5\n-7\n".into(),
        "目录\n总则\n第1页\n分则\n第3页\n附则\n第5页\n".into(),
        "共支持\n3\n个项目，投入资金\n4\n亿元".into(),
        "各镇：\n现通知如下。\n— 3 —\n一、加强领导。".into(),
        "— 1 —\n— 2 —".into(),
    ];
    for text in text {
        assert_eq!(read(&text), text);
    }
}

#[test]
fn portions_stay_where_they_were() {
    let text = "为加强知识产\n— 3 —\n权保护，注一。\n";
    let bytes = text.find("注一").unwrap()..text.len() - 1;
    let portion = Portion { bytes, kind: PortionKind::Footnote, page: None };
    let mut raw = RawText { text: text.into(), portions: vec![portion], ..RawText::default() };
    take_off(&mut raw);
    assert_eq!(&raw.text[raw.portions[0].bytes.clone()], "注一。");
}

mod any_text {
    use proptest::prelude::*;

    use super::*;
    use crate::text::is_han;

    proptest! {
        #[test]
        fn no_line_of_text_is_lost(lines in prop::collection::vec("([一二三防汛工作，。]{0,12}|— [1-9] —|[1-9]|\u{C}|某县公报)", 0..30)) {
            let text = read(&lines.join("\n"));
            let has_feed = text.contains(FORM_FEED);
            prop_assert!(!has_feed);
            let whole: String = text.split_whitespace().collect();
            for line in lines.iter().filter(|line| line.chars().all(is_han)) {
                prop_assert!(whole.contains(line), "{}", line);
            }
        }
    }
}
