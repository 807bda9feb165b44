//! One noise word, an article however written, words of time and other tools' syntax are understood,
//! said, and undone by quotes or `--literal`.

use super::{Answer, ask};
use crate::workspace::Workspace;

const LAW: &str = "青石市渡口管理条例";

/// The articles of a made-up law, the paragraphs and items of each by lines.
const ARTICLES: [&str; 13] = [
    "第一条 为了保障渡运安全，方便两岸居民往来，根据有关法律、法规，结合本市实际，制定本条例。本市行政区域内渡口的设置、经营、看护和监督，适用本条例。",
    "第二条 本条例所称渡口，是指两岸之间专供渡船停靠、供乘客和货物上下的场地及其跳板、候船棚、围栏等设施。农田耕作自用的排筏不在此列。",
    "第三条 渡口管理坚持属地负责、村镇共管、便民为本的原则。镇人民政府应当确定专人，逐处建立台账，每半年向市水务部门报送一次。",
    "第四条 设置渡口应当选择水流平缓、岸坡稳固、视野开阔的河段，并与桥梁、取水口、高压线保持二百米以上的距离。",
    "第五条 渡船应当经检验合格，并在船身两侧标明核定人数。木质渡船每年上岸检修一次，检修期间由备用船只替代，不得停渡超过三日。",
    "第六条 渡工应当年满二十周岁、身体健康、熟悉水性，经培训考核合格后持证上岗。渡工在岗期间不得饮酒，不得将渡船交由他人驾驶。",
    "第七条 学生集中过渡的时段，渡口应当增派护送人员，分批登船，逐一清点人数。遇有洪水预警的，学校应当调整上课时间。",
    "第七条之一 赶集日过渡人数超过平日三倍的，镇人民政府应当派员到场维持秩序，必要时限制牲畜和大件货物同船过渡。",
    "第八条 渡口经营人应当投保乘客意外险。\n保险费由市财政补贴一半，其余由经营人承担，不得向乘客另行收取。\n发生事故的，经营人应当先行救助，并在一小时内报告镇人民政府。",
    "第九条 有下列情形之一的，应当停渡：\n（一）能见度不足五十米的；\n（二）水位超过警戒线的；\n（三）风力达到六级以上的。",
    "第十条 违反本条例第六条规定，渡工在岗期间饮酒的，由市水务部门责令离岗，处二百元以上一千元以下罚款；情节严重的，吊销渡工证。",
    "第十一条 违反本条例第八条规定，经营人未投保乘客意外险的，责令限期改正；逾期不改正的，处一千元以上五千元以下罚款。",
    "第十二条 本条例自2021年7月1日起施行。1998年发布的《青石市渡船管理暂行规定》同时废止。",
];

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    let law = |title: &str, articles: &str| {
        format!("{title}\n\n（2021年3月5日青石市人民代表大会常务委员会通过）\n\n{articles}\n")
    };
    workspace.write("渡口.txt", law(LAW, &ARTICLES.join("\n")));
    let wells = "第一条 为了保护水井，制定本条例。\n第二条 水井由村民小组看护，每年清淤一次。\n\
                 第五条 水井周围三十米内不得堆放粪肥，不得修建畜圈。\n第六条 本条例自公布之日起施行。";
    workspace.write("水井.txt", law("青石市水井保护条例", wells));
    workspace.write(
        "通知.txt",
        "关于贯彻《青石市渡口管理条例》第五条的通知\n\n青水发〔2022〕5号\n\n各镇：\n\n\
         请按照《青石市渡口管理条例》第五条、第九条的规定，抓紧检修渡船，全文下载打印后张贴。\n\n\
         青石市水务局\n2022年4月6日\n",
    );
    workspace.write(
        "决定.txt",
        "关于下载电子版渡船图纸的公告\n\n原文、全文和最新版可在官网下载，格式为pdf和word。\n\n\
         青石市水务局\n2023年4月6日\n",
    );
    workspace.index();
    workspace
}

fn is_said(answer: &Answer) -> bool {
    answer.json["reading"].as_array().is_some_and(|readings| !readings.is_empty())
}

#[test]
fn words_about_files_rank_and_exclude_nothing() {
    let workspace = workspace();
    for noise in [
        "pdf",
        "word",
        "doc",
        "下载",
        "全文",
        "全文 下载",
        "最新版",
        "官网",
        "电子版",
        "原文",
        "完整版",
        "txt",
        "百度百科",
        "免费 下载",
        "高清 扫描件",
        "知乎",
        "在哪里看",
        "www.example.cn",
        "2021版",
        "解读 ppt",
    ] {
        for query in [format!("{LAW} {noise}"), format!("{noise} {LAW}")] {
            let answer = ask(&workspace, &query, &[]);
            assert_eq!(answer.first(), LAW, "{query}");
            assert!(is_said(&answer), "{query}");
        }
    }
    let answer = ask(&workspace, "青水发〔2022〕5号 pdf 下载", &[]);
    assert_eq!(answer.hits()[0].rung, "number");
}

#[test]
fn a_literal_search_reads_nothing_into_a_query() {
    let workspace = workspace();
    for query in [format!("{LAW} pdf"), format!("{LAW}5条"), "近三年 渡口".to_string()] {
        let answer = ask(&workspace, &query, &["--literal"]);
        assert!(answer.code < 2, "{query}: {}", answer.notes);
        assert!(!is_said(&answer), "{query}: {}", answer.json["reading"]);
    }
    assert!(ask(&workspace, &format!("\"{LAW}\" \"pdf\""), &["--strict"]).hits().is_empty());
}

#[test]
fn articles_are_found_however_they_are_written() {
    let workspace = workspace();
    let forms = [
        "N第五条",
        "N第5条",
        "N5条",
        "N五条",
        "N 5条",
        "N 第 5 条",
        "《N》第五条",
        "《N》5条",
        "第五条 N",
        "5条 N",
        "N的第5条",
        "N中第五条",
        "N第5条规定",
        "N第5条是什么",
        "N第５条",
        "N第5條",
        "N，第五条",
        "N：第五条",
        "N:第5条",
        "N（第五条）",
        "根据N第五条",
        "依据《N》第五条的规定",
        "违反N第5条怎么处罚",
        "N第5条 全文",
        "N第5条 pdf",
        "N第五条第一款",
        "N5条1款",
        "N第5、9条",
        "N第五条和第九条",
        "N第5-7条",
        "N第五条至第七条",
    ];
    for form in forms {
        let query = form.replace('N', LAW);
        let answer = ask(&workspace, &query, &[]);
        assert_eq!(answer.first(), LAW, "{query}");
        let passage = answer.passage();
        assert!(passage.starts_with("第五条渡船应当经检验合格"), "{query}: {passage}");
        assert!(!answer.read_as("articles").is_empty(), "{query}");
    }
}

#[test]
fn paragraphs_items_and_the_rest_of_the_words_narrow_the_passage() {
    let workspace = workspace();
    for (form, wanted) in [
        ("N第七条之一", "第七条之一赶集日过渡人数"),
        ("N7条之一", "第七条之一赶集日过渡人数"),
        ("N第7条之一 牲畜", "限制牲畜和大件货物"),
        ("N第八条第二款", "保险费由市财政补贴一半"),
        ("N8条2款", "保险费由市财政补贴一半"),
        ("N第8条第三款", "经营人应当先行救助"),
        ("N第九条第（二）项", "水位超过警戒线"),
        ("N第9条第2项", "水位超过警戒线"),
        ("N第九条第一款第三项", "风力达到六级以上"),
        ("N第6条 饮酒", "渡工在岗期间不得饮酒"),
        ("停渡 N5条", "不得停渡超过三日"),
        ("N第10条 吊销", "吊销渡工证"),
    ] {
        let query = form.replace('N', LAW);
        let answer = ask(&workspace, &query, &[]);
        assert_eq!(answer.first(), LAW, "{query}");
        assert!(answer.passage().contains(wanted), "{query}: {}", answer.passage());
    }
}

#[test]
fn numbers_that_are_no_articles_are_left_alone() {
    let workspace = workspace();
    for query in ["渡口 5条 船", "五条建议", "渡船二百条", "三十米", "一条龙服务"]
    {
        let answer = ask(&workspace, query, &[]);
        assert!(answer.code < 2, "{query}: {}", answer.notes);
        assert_eq!(answer.read_as("articles"), [""; 0], "{query}");
    }
}

/// The days of notices on one matter.
const DAYS: [&str; 11] = [
    "2010-05-05",
    "2013-05-05",
    "2016-05-05",
    "2019-05-05",
    "2021-05-05",
    "2022-05-05",
    "2023-06-05",
    "2024-05-05",
    "2025-03-05",
    "2025-12-05",
    "2026-01-06",
];

fn notices() -> Workspace {
    let workspace = Workspace::new();
    for (serial, day) in DAYS.iter().enumerate() {
        let parts: Vec<&str> = day.split('-').map(|part| part.trim_start_matches('0')).collect();
        let (team, place) = (serial * 17 + 4, ["东", "南", "西", "北"][serial % 4]);
        let text = format!(
            "关于{place}片{team}组水渠清理的通知\n\n各村：\n\n请{team}组清理{place}片水渠，清出的淤泥运到田里。\n\n\
             青石市水务局\n{}年{}月{}日\n",
            parts[0], parts[1], parts[2]
        );
        workspace.write(&format!("{serial}.txt"), text);
    }
    workspace.index();
    workspace
}

/// What a phrase of time means on the day of all tests: the first day and the last.
const TIMES: [(&str, &str, &str); 26] = [
    ("近三年", "2023-01-20", "2026-01-20"),
    ("近3年", "2023-01-20", "2026-01-20"),
    ("最近五年", "2021-01-20", "2026-01-20"),
    ("近两年", "2024-01-20", "2026-01-20"),
    ("近半年", "2025-07-20", "2026-01-20"),
    ("近三个月", "2025-10-20", "2026-01-20"),
    ("今年", "2026-01-01", "2026-12-31"),
    ("去年", "2025-01-01", "2025-12-31"),
    ("前年", "2024-01-01", "2024-12-31"),
    ("本月", "2026-01-01", "2026-01-31"),
    ("上个月", "2025-12-01", "2025-12-31"),
    ("今年以来", "2026-01-01", "9999"),
    ("2023年以来", "2023-01-01", "9999"),
    ("自2022年以来", "2022-01-01", "9999"),
    ("2021年以后", "2021-01-01", "9999"),
    ("2024年起", "2024-01-01", "9999"),
    ("2025年6月以来", "2025-06-01", "9999"),
    ("二〇二三年以来", "2023-01-01", "9999"),
    ("2013年以前", "0000", "2013-12-31"),
    ("2016年之前", "0000", "2016-12-31"),
    ("2019年至2022年", "2019-01-01", "2022-12-31"),
    ("2019-2021年", "2019-01-01", "2021-12-31"),
    ("“十四五”期间", "2021-01-01", "2025-12-31"),
    ("十四五时期", "2021-01-01", "2025-12-31"),
    ("“十三五”期间", "2016-01-01", "2020-12-31"),
    ("十二五期间", "2011-01-01", "2015-12-31"),
];

#[test]
fn words_of_time_limit_the_dates() {
    let workspace = notices();
    assert_eq!(ask(&workspace, "水渠清理", &["-n", "50"]).hits().len(), DAYS.len());
    for (phrase, first, last) in TIMES {
        let wanted: Vec<&str> =
            DAYS.into_iter().filter(|day| (first..=last).contains(day)).collect();
        assert!(!wanted.is_empty(), "{phrase}");
        for query in
            [format!("{phrase} 水渠"), format!("水渠清理 {phrase}"), format!("{phrase}的水渠清理")]
        {
            let answer = ask(&workspace, &query, &["--sort", "oldest", "-n", "50", "--strict"]);
            let days: Vec<String> = answer.hits().into_iter().filter_map(|hit| hit.date).collect();
            assert_eq!(days, wanted, "{query}");
            assert_eq!(answer.read_as("dates").len(), 1, "{query}: {}", answer.json["reading"]);
        }
    }
}

#[test]
fn quotes_and_other_words_are_no_time() {
    let workspace = notices();
    for query in [
        "\"近三年\" 水渠",
        "近亲属 水渠",
        "近年来 水渠",
        "三年行动计划",
        "三年内清理",
        "水渠 当前",
        "今年年底前清理",
        "近水楼台",
        "最新鲜的淤泥",
        "十四五规划 水渠",
    ] {
        let answer = ask(&workspace, query, &[]);
        assert_eq!(answer.read_as("dates"), [""; 0], "{query}");
        assert_eq!(answer.read_as("newest"), [""; 0], "{query}");
    }
}

#[test]
fn a_wish_for_what_is_new_orders_the_hits() {
    let workspace = notices();
    for query in ["最新 水渠", "最新的水渠清理通知", "水渠清理 最新", "最新发布的 水渠"]
    {
        let answer = ask(&workspace, query, &["-n", "50"]);
        let hits = answer.hits();
        let days: Vec<_> = hits.iter().filter(|hit| hit.rung == hits[0].rung).collect();
        let days: Vec<_> = days.iter().filter_map(|hit| hit.date.as_deref()).collect();
        assert_eq!(days, DAYS.into_iter().rev().collect::<Vec<_>>(), "{query}");
        assert_eq!(answer.read_as("newest").len(), 1, "{query}");
    }
}

#[test]
fn operators_of_other_tools_are_understood_and_said() {
    let workspace = workspace();
    for (query, first) in [
        ("渡船 AND 检修", true),
        ("渡口 NOT 水井", true),
        ("学生|牲畜", true),
        ("渡*", false),
        ("渡船~2", false),
    ] {
        let answer = ask(&workspace, query, &[]);
        assert!(answer.code < 2, "{query}: {}", answer.notes);
        assert!(is_said(&answer), "{query}");
        assert!(!first || answer.first().contains("渡"), "{query}: {}", answer.first());
    }
    let titles: Vec<String> = ask(&workspace, "条例 NOT 水井", &["--strict"])
        .hits()
        .into_iter()
        .map(|hit| hit.title)
        .collect();
    assert!(!titles.is_empty() && titles.iter().all(|title| !title.contains("水井")), "{titles:?}");
}

#[test]
fn a_field_almost_written_is_an_error_and_a_label_is_text() {
    let workspace = workspace();
    for query in ["titel:渡口", "标体:渡口", "类形:通知 渡口"] {
        assert_eq!(ask(&workspace, query, &[]).code, 2, "{query}");
    }
    for query in ["附件:渡口", "联系人:张三 渡口", "附件1:青石市渡口管理条例", "时间:上午 渡船"]
    {
        let answer = ask(&workspace, query, &[]);
        assert_eq!(answer.code, 0, "{query}: {}", answer.notes);
        assert!(answer.first().contains("渡"), "{query}: {}", answer.first());
    }
}
