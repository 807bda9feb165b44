//! Titles, numbers and dates stand where sites and law databases print them, and each is taken for
//! what it is.

use std::collections::BTreeMap;

use policy_search::{Announcement, Validity};

use crate::workspace::Workspace;

const TITLE: &str = "关于做好春耕生产工作的通知";

const TEXT: &str = "<p>各镇人民政府：</p><p>为做好今年的春耕生产工作，现将有关事项通知如下，请遵照\
    执行。</p><p>一、加强领导，落实责任，确保各项任务按时完成。</p>";

/// What is read of each file, by its name.
fn read(files: &[(String, String)]) -> BTreeMap<String, Announcement> {
    let workspace = Workspace::new();
    for (name, content) in files {
        workspace.write(name, content);
    }
    workspace.index();
    let hits = workspace.everything();
    hits.into_iter().map(|hit| (hit.place.path, hit.announcement)).collect()
}

fn page(head: &str, byline: &str) -> String {
    format!(
        "<html><head><title>{TITLE}</title>{head}</head><body><h1>{TITLE}</h1>{byline}\
         <div id=\"content\">{TEXT}</div></body></html>"
    )
}

/// Asserts what is read of numbered files, `value` of each.
fn assert_each(
    ending: &str,
    cases: &[(String, &str)],
    value: impl Fn(&Announcement) -> Option<String>,
) {
    let name = |at: usize| format!("{at:02}.{ending}");
    let files: Vec<_> =
        cases.iter().enumerate().map(|(at, case)| (name(at), case.0.clone())).collect();
    let found = read(&files);
    for (at, (content, expected)) in cases.iter().enumerate() {
        let said = found.get(&format!("corpus/{}", name(at))).and_then(&value);
        assert_eq!(said.as_deref().unwrap_or("-"), *expected, "{content}");
    }
}

fn published(found: &Announcement) -> Option<String> {
    found.published.map(|date| date.to_string())
}

fn written(found: &Announcement) -> Option<String> {
    let date = found.written?;
    Some(format!("{}{date}", if date.inferred { "~" } else { "" }))
}

#[test]
fn a_page_says_by_byline_data_or_variables_when_it_was_published() {
    let of_data = |data: &str| format!("<script type=\"application/ld+json\">{data}</script>");
    let heads = [
        of_data(r#"{"@type":"NewsArticle","datePublished":"2024-03-05T08:00:00+08:00"}"#),
        of_data(
            r#"{"@graph":[{"@type":"WebSite"},{"@type":["Article"],"datePublished":"2024-03-05"}]}"#,
        ),
        "<meta property=\"article:published_time\" content=\"2024-03-05T08:00:00+08:00\">".into(),
        "<meta itemprop=\"datePublished\" content=\"2024-03-05\">".into(),
        "<meta name=\"publish_time\" content=\"2024-03-05 10:00\">".into(),
    ];
    let bylines = [
        "<div class=\"info\">2024-03-05 18:30 来源：测试发布</div>",
        "<div class=\"info\">2024-03-05</div>",
        "<p>2024年03月05日 18:30　来源：测试日报　作者：张三</p>",
        "<div><span>时间：2024-03-05 18:30</span><span>发布者：admin</span><span>浏览：9次</span></div>",
        "<div>作者：李四 2024/03/05 点击：88</div>",
        "<div>[ 字体：大 中 小 ] 2024-03-05 打印</div>",
        "<div>测试县农业农村局 | 2024-03-05</div>",
        "<div>发布于 2024-03-05</div>",
        "<div><time datetime=\"2024-03-05T18:30:00+08:00\">3月5日</time></div>",
        "<span itemprop=\"datePublished\" content=\"2024-03-05\">昨天</span>",
    ];
    let heads = heads.iter().map(|head| page(head, ""));
    let bylines = bylines.iter().map(|byline| page("", byline));
    let accounts = ["var ct = \"1709634600\"", "var createTime = '2024-03-05 18:30'"].map(|set| {
        format!(
            "<div id=\"js_content\">{TEXT}</div><script>var nickname = htmlDecode(\"测试发布\");\
             var msg_title = '{TITLE}'.html(false); {set};</script>"
        )
    });
    let all: Vec<_> =
        heads.chain(bylines).chain(accounts).map(|page| (page, "2024-03-05")).collect();
    assert_each("html", &all, published);
    let titles: Vec<_> = all.iter().map(|(page, _)| (page.clone(), TITLE)).collect();
    assert_each("html", &titles, |found| Some(found.title.clone()));
    let unsigned: Vec<_> = all.into_iter().map(|(page, _)| (page, "-")).collect();
    assert_each("html", &unsigned, written);
}

#[test]
fn a_signature_may_have_a_remark_or_a_month_and_a_lone_date_above_signs_nothing() {
    let head = "测试县农业农村局关于做好春耕生产工作的通知\n各镇人民政府：\n为做好今年的春耕生产工作，\
                现将有关事项通知如下，请遵照执行。\n";
    let signed = |signature: &str| format!("{head}{signature}\n");
    let day = "2024-03-05";
    let mut cases: Vec<(String, &str)> = [
        ("测试县农业农村局\n2024年3月5日（此件公开发布）", day),
        ("测试县农业农村局\n2024年3月5日（联系人：张三，电话：12345678）", day),
        ("测试县农业农村局　2024年3月5日（此件主动公开）", day),
        ("测试县农业农村局\n二〇二四年三月五日　此件依申请公开", day),
        ("测试县农业农村局办公室　　2024年3月5日印发", day),
        ("测试县农业农村局\n2024年3月", "~2024-03-01"),
        ("测试县农业农村局　二○二四年三月", "~2024-03-01"),
    ]
    .map(|(signature, day)| (signed(signature), day))
    .into();
    let report = |line: &str| {
        format!(
            "政府工作报告\n{line}\n县长 李四\n各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n"
        )
    };
    for line in [
        "——2026年1月26日在测试县第十四届人民代表大会第四次会议上",
        "（2026年1月26日在测试县第三届人民代表大会第六次会议上）",
        "－－二〇二六年一月二十六日在测试县第三届人民代表大会第六次会议上",
    ] {
        cases.push((report(line), "2026-01-26"));
    }
    let lone = head.replace("通知\n", "通知\n2024-03-05\n");
    cases.push((lone.clone(), "-"));
    assert_each("txt", &cases, written);
    assert_each("txt", &[(lone, day)], published);
}

#[test]
fn a_text_without_lines_has_its_title_number_and_date() {
    let spaced = "测农发〔2024〕5号 测试县农业农村局关于做好春耕生产工作的通知 各镇人民政府： 为做好今年的\
                  春耕生产工作，现将有关事项通知如下，请遵照执行。 一、加强领导。 测试县农业农村局 2024年3月5日";
    let glued = "测试县农业农村局关于做好春耕生产工作的通知（测农发〔2024〕5号）各镇人民政府：为做好今年的春耕\
                 生产工作，现将有关事项通知如下，请遵照执行。一、加强领导。测试县农业农村局2024年3月5日";
    let expected = "测试县农业农村局关于做好春耕生产工作的通知|测农发〔2024〕5号|2024-03-05";
    let cases: Vec<_> = [spaced, glued].map(|text| (text.to_string(), expected)).into();
    assert_each("txt", &cases, |found| {
        let number = found.number.as_ref()?;
        Some(format!("{}|{number}|{}", found.title, found.written?))
    });
}

#[test]
fn the_head_of_a_law_database_is_no_text() {
    let law = "第一条 为了规范企业补贴管理，制定本办法。\n第二条 本办法适用于本市。\n";
    let heads = [
        (
            "【法规名称】测试市企业补贴管理办法\n【颁布单位】测试市人民政府\n【发文字号】测政发〔2019〕8号\n【时效性】现行有效\n",
            Some(Validity::InForce),
        ),
        (
            "法规名称：测试市企业补贴管理办法\n发布部门：测试市人民政府\n效力级别：地方政府规章\n时效性：尚未施行\n\n",
            Some(Validity::NotYetInForce),
        ),
        (
            "测试市企业补贴管理办法\n发文机关：测试市人民政府\n施行日期：2019-06-01\n状态：废止\n",
            Some(Validity::Repealed),
        ),
        ("标题：测试市企业补贴管理办法（2024年废止）\n", Some(Validity::Repealed)),
        ("测试市企业补贴管理办法(已失效)\n\n", Some(Validity::Expired)),
        ("[现行有效] 测试市企业补贴管理办法\n\n", Some(Validity::InForce)),
        (
            "【法规标题】测试市企业补贴管理办法[失效]\n【法宝引证码】CLI.12.1\n",
            Some(Validity::Expired),
        ),
        (
            "法规名称\t测试市企业补贴管理办法\n颁布单位\t测试市人民政府\n时效性\t部分失效\n\n",
            Some(Validity::Amended),
        ),
        (
            "法规标题：测试市企业补贴管理办法\n颁布时间：2019年5月6日\n失效日期：2024年6月1日\n",
            Some(Validity::Expired),
        ),
        (
            "【名称】测试市企业补贴管理办法\n【题注】（2019年5月6日测试市人民政府令第8号公布）\n",
            None,
        ),
    ];
    let files = heads.map(|(head, _)| format!("{head}{law}"));
    let titles: Vec<_> =
        files.iter().map(|file| (file.clone(), "测试市企业补贴管理办法")).collect();
    assert_each("txt", &titles, |found| Some(found.title.clone()));
    let validity = |validity: Option<Validity>| validity.map_or("-", Validity::name);
    let marks: Vec<_> =
        files.into_iter().zip(heads).map(|(file, head)| (file, validity(head.1))).collect();
    assert_each("txt", &marks, |found| found.validity.map(|one| one.name().to_string()));
}

#[test]
fn titles_are_short_lines_set_off_and_what_a_number_is_of() {
    let of = |title: &'static str, text: &str| (text.to_string(), title);
    let cases = [
        of("养犬管理", "养犬管理\n\n市民携带犬只应当束犬链，并主动避让他人。\n"),
        of("公租房怎么申请", "公租房怎么申请\n\n申请人应当具有本市户籍，向街道提出申请。\n"),
        of(
            "关于测试货物监管有关事项的公告",
            "海关总署公告2020年第24号(关于测试货物监管有关事项的公告)\n现将有关事项公告如下：\n自公布之日起实施。\n海关总署\n2020年2月10日\n",
        ),
    ];
    assert_each("txt", &cases, |found| Some(found.title.clone()));
    let numbers = [
        of("海关总署公告2020年第24号", &cases[2].0),
        of(
            "国务院令第746号",
            "测试登记条例\n（2021年7月27日中华人民共和国国务院令第746号公布）\n第一条 为了规范登记行为，制定本条例。\n",
        ),
    ];
    assert_each("txt", &numbers, |found| found.number.as_ref().map(ToString::to_string));
}
