//! A site's own folder: what its `corpus.toml` says holds for the files below it, for all of them and
//! for no others, from the first run after it was said.

use std::fs;

use policy_search::{Announcement, ErrorKind, IndexOptions};

use crate::made;
use crate::workspace::{Workspace, stderr, stdout};

/// A notice of a city's government that does not say of which city.
fn notice(subject: &str) -> String {
    format!(
        "关于{subject}的通知\n各县（市、区）人民政府：\n请按照要求做好{subject}工作，于月底前上报。\n\
         市政府办公室\n2025年3月1日\n"
    )
}

fn found(workspace: &Workspace, subject: &str) -> Announcement {
    let found = workspace.search(&format!("\"{subject}\""));
    assert_eq!(found.total, 1, "{subject}");
    found.hits[0].announcement.clone()
}

fn issuer(workspace: &Workspace, subject: &str) -> Option<String> {
    found(workspace, subject).issuers.first().map(|issuer| issuer.name.clone())
}

#[test]
fn a_crawl_needs_no_conversion() {
    let workspace = Workspace::new();
    workspace.write("站/一.txt", notice("水库巡查"));
    workspace
        .write("站/公告/统计.txt", "二〇二五年一季度粮食产量\n全市粮食播种面积稳定，产量持平。\n");
    let dump = "{\"wz_title\":\"桥梁检测计划\",\"nr\":\"今年检测桥梁十二座。\",\"wh\":\"深建〔2025〕7号\"}\n";
    workspace.write("站/dump.jsonl", dump);
    workspace.write("站/二.md", "---\nwz_title: 路灯改造安排\n---\n全市路灯年底前改造完毕。\n");
    workspace.write("旁/三.txt", notice("渔船登记"));
    let said = "site = 'sz.gov.cn'\nissuer = '深圳市统计局'\nregion = '深圳市'\ntopic = '综合'\n\
                kind = '公告'\nsource = '深圳政府在线'\nurl = 'https://www.sz.gov.cn/cn'\n\
                [fields]\nwz_title = 'title'\nnr = 'body'\nwh = 'number'\n";
    workspace.write("站/corpus.toml", said);
    let report = workspace.index();
    assert_eq!((report.announcements, report.skipped.len()), (5, 0), "{:?}", report.skipped);
    assert_eq!(issuer(&workspace, "水库巡查").as_deref(), Some("深圳市人民政府办公室"));
    let named = found(&workspace, "粮食产量");
    assert_eq!(named.issuers[0].name, "深圳市统计局");
    assert_eq!(
        named.url.as_deref(),
        Some("https://www.sz.gov.cn/cn/%E5%85%AC%E5%91%8A/%E7%BB%9F%E8%AE%A1.txt")
    );
    assert_eq!(
        (named.topic.as_deref(), named.source.as_deref()),
        (Some("综合"), Some("深圳政府在线"))
    );
    assert_eq!(named.kind.map(|kind| kind.name()), Some("公告"));
    let record = found(&workspace, "桥梁检测");
    assert_eq!(record.number.map(|number| number.to_string()).as_deref(), Some("深建〔2025〕7号"));
    assert_eq!((record.title.as_str(), record.url), ("桥梁检测计划", None));
    assert_eq!(found(&workspace, "路灯改造").title, "路灯改造安排");
    let other = found(&workspace, "渔船登记");
    assert_eq!((other.url, other.topic), (None, None));
    assert_ne!(
        other.issuers.first().map(|issuer| issuer.name.as_str()),
        Some("深圳市人民政府办公室")
    );
}

#[test]
fn what_a_file_says_of_itself_goes_before_its_folder() {
    let workspace = Workspace::new();
    workspace.write(
        "corpus.toml",
        "issuer = '深圳市统计局'\nregion = '深圳市'\ntopic = '综合'\nurl = 'https://a.cn'",
    );
    let page = "<html><head><meta name='Url' content='https://www.cz.gov.cn/1.html'></head><body>\
                <table><tr><td>主题分类</td><td>农业</td></tr></table>\
                <h1>财政部关于苗木检疫的公告</h1><p>现就苗木检疫公告如下。</p></body></html>";
    workspace.write("一.html", page);
    workspace.write("表/corpus.toml", "issuer = ''");
    workspace.write("表/二.csv", "标题,正文,地区\n苗木补贴,市政府对苗木补贴。,成都市\n");
    workspace.index();
    let page = found(&workspace, "苗木检疫的公告");
    assert_eq!(page.issuers[0].name, "财政部");
    assert_ne!(page.region.as_deref(), Some("深圳市"));
    assert_eq!(page.topic.as_deref(), Some("农业"));
    assert_eq!(found(&workspace, "苗木补贴").region.as_deref(), Some("成都市"));
}

#[test]
fn folders_called_after_divisions_and_sites_complete_what_is_elliptic() {
    let workspace = Workspace::new();
    workspace.write("广东省/深圳市/通知/一.txt", notice("水库巡查"));
    let record = "{\"title\":\"桥梁检测\",\"body\":\"各单位：\\n请做好检测。\\n市政府办公室\\n2025年3月1日\"}";
    workspace.write("四川/成都/dump.json", format!("[{record}]"));
    workspace.write(
        "www.suzhou.gov.cn/dump.json",
        format!("[{}]", record.replace("桥梁检测", "路灯改造")),
    );
    workspace.index();
    assert_eq!(issuer(&workspace, "水库巡查").as_deref(), Some("深圳市人民政府办公室"));
    assert_eq!(issuer(&workspace, "桥梁检测").as_deref(), Some("成都市人民政府办公室"));
    assert_eq!(issuer(&workspace, "路灯改造").as_deref(), Some("苏州市人民政府办公室"));
}

#[test]
fn exactly_the_files_below_are_read_again_when_something_else_is_said() {
    let workspace = Workspace::new();
    for file in ["甲/1.txt", "甲/深/2.txt", "甲/深/3.txt", "乙/4.txt"] {
        workspace.write(file, notice(file));
    }
    workspace.index();
    let touched = || {
        let report = workspace.index();
        (report.updated, report.removed, report.unchanged, report.excluded)
    };
    workspace.write("甲/corpus.toml", "region = '深圳市'");
    assert_eq!(touched(), (3, 0, 1, 0));
    workspace.write("甲/corpus.toml", "# 说明\nregion = \"深圳市\"\nexclude = ['*.html']\n");
    assert_eq!(touched(), (0, 0, 4, 0));
    workspace.write("甲/深/corpus.toml", "region = '深圳市'");
    assert_eq!(touched(), (0, 0, 4, 0));
    workspace.write("甲/corpus.toml", "region = '广州市'");
    assert_eq!(touched(), (1, 0, 3, 0));
    assert_eq!(issuer(&workspace, "甲/1.txt").as_deref(), Some("广州市人民政府办公室"));
    workspace.write("甲/corpus.toml", "region = '广州市'\nexclude = ['3.txt']");
    assert_eq!(touched(), (0, 1, 3, 1));
    workspace.remove("甲/corpus.toml");
    let report = workspace.index();
    assert_eq!((report.updated, report.added, report.unchanged), (1, 1, 2));
    fs::rename(workspace.path("corpus/甲/深/corpus.toml"), workspace.path("corpus/乙/corpus.toml"))
        .unwrap();
    assert_eq!(touched(), (3, 0, 1, 0));
    assert_eq!(touched(), (0, 0, 4, 0));
}

#[test]
fn what_is_left_out_is_counted_and_what_is_asked_for_is_not() {
    let workspace = Workspace::new();
    workspace.write("corpus.toml", "exclude = ['list_*', '图片/']");
    workspace.write("list_1.txt", notice("水库巡查"));
    workspace.write("图片/a.txt", notice("桥梁检测"));
    workspace.write("b.txt", notice("路灯改造"));
    let report = stdout(&workspace.command(&["index"]));
    assert!(
        report.contains("1 added, ") && report.contains(", 2 excluded by corpus.toml"),
        "{report}"
    );
    assert!(!report.contains("skipped"), "{report}");
    let asked = [workspace.path("corpus/图片"), workspace.path("corpus/list_1.txt")];
    let place = policy_search::Location::Dir(workspace.path("other"));
    let report = policy_search::index(&place, &IndexOptions::of(asked), &|_| ()).unwrap();
    assert_eq!((report.announcements, report.excluded), (2, 0));
    let output = workspace.command(&["extract", "corpus/图片/a.txt"]);
    let text = stdout(&output);
    let told = text.split_whitespace().collect::<String>();
    assert!(told.contains("anindexofitsfolderleavesitout:图片/in"), "{text}");
}

#[test]
fn a_file_that_cannot_be_used_stops_the_run_before_anything_is_changed() {
    let workspace = Workspace::new();
    workspace.write("甲/1.txt", notice("水库巡查"));
    workspace.index();
    workspace.write("甲/2.txt", notice("桥梁检测"));
    workspace.write("甲/corpus.toml", "site = 'sz.gov.cn'\nregoin = '深圳市'\n");
    for args in [&["index"][..], &["index", "--rebuild"], &["index", "--dry-run"], &["check"]] {
        let output = workspace.command(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let told = stderr(&output);
        assert!(
            told.contains("甲/corpus.toml: line 2: no setting is called regoin: choose from"),
            "{told}"
        );
        assert_eq!(stdout(&output), "");
    }
    assert_eq!((workspace.search("水库巡查").total, workspace.search("桥梁检测").total), (1, 0));
    workspace.write("甲/corpus.toml", "region = '深圳市'");
    let report = workspace.index();
    assert_eq!((report.added, report.updated), (1, 1));
    let fresh = policy_search::Location::Dir(workspace.path("fresh"));
    workspace.write("corpus.toml", "region =");
    let error =
        policy_search::index(&fresh, &IndexOptions::of([workspace.path("corpus")]), &|_| ())
            .unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Settings(_)), "{error}");
}

#[test]
fn extract_agrees_with_the_index_and_says_where_values_come_from() {
    let workspace = Workspace::new();
    workspace.write("corpus.toml", "region = '深圳市'\nencoding = 'big5'\n[fields]\nnr = 'body'");
    // Without commas, so that no detector knows it from GB18030.
    let (name, _, _) = encoding_rs::BIG5.encode("公告");
    workspace.write("站/短.txt", &*name);
    workspace.write("站/一.txt", notice("水库巡查"));
    let dump = made::zipped(&[
        ("表/d.csv", "标题,nr\n桥梁检测,检测桥梁十二座\n".as_bytes()),
        ("短.txt", &name),
    ]);
    workspace.write("站/包.zip", dump);
    let json = |args: &[&str]| -> serde_json::Value {
        let output = workspace.command(&[&["extract", "--json"], args].concat());
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", stderr(&output)))
    };
    let one = json(&["corpus/站/一.txt"]);
    let hint = serde_json::json!({"field": "region", "source": "folder", "value": "深圳市"});
    assert!(one["documents"][0]["hints"].as_array().unwrap().contains(&hint), "{one}");
    assert_eq!(one["documents"][0]["announcement"]["issuers"][0]["name"], "深圳市人民政府办公室");
    assert_eq!(json(&["corpus/站/短.txt"])["documents"][0]["text"], "公告");
    let zip = json(&["corpus/站/包.zip"]);
    assert_eq!(
        (&zip["documents"][0]["text"], &zip["documents"][1]["text"]),
        (&"检测桥梁十二座".into(), &"公告".into())
    );
    assert!(zip["documents"][1]["hints"].as_array().unwrap().contains(&hint), "{zip}");
    let by_hand = json(&["corpus/站/包.zip", "--field", "nr=abstract", "--field", "标题=body"]);
    assert_eq!(by_hand["documents"][0]["text"], "桥梁检测");
    let text = stdout(&workspace.command(&["extract", "corpus/站/一.txt"]));
    assert!(text.contains("region (folder): 深圳市"), "{text}");
    workspace.index();
    assert_eq!(issuer(&workspace, "水库巡查").as_deref(), Some("深圳市人民政府办公室"));
    assert_eq!(workspace.search("检测桥梁十二座").total, 1);
}

#[cfg(unix)]
#[test]
fn a_file_that_a_link_leads_to_is_read_as_its_own_folder_says() {
    let workspace = Workspace::new();
    let outside = tempfile::tempdir().unwrap();
    fs::create_dir(outside.path().join("深")).unwrap();
    fs::write(outside.path().join("corpus.toml"), "topic = '外'").unwrap();
    fs::write(outside.path().join("深/1.txt"), notice("水库巡查")).unwrap();
    fs::write(outside.path().join("2.txt"), notice("桥梁检测")).unwrap();
    workspace.write("corpus.toml", "topic = '内'");
    workspace.write("3.txt", notice("路灯改造"));
    std::os::unix::fs::symlink(outside.path().join("深"), workspace.path("corpus/深")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("2.txt"), workspace.path("corpus/2.txt"))
        .unwrap();
    workspace.index();
    let topic = |subject: &str| found(&workspace, subject).topic.unwrap();
    assert_eq!([topic("水库巡查"), topic("桥梁检测"), topic("路灯改造")], ["外", "外", "内"]);
}
