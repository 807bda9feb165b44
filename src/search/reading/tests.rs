//! What queries name among a few titles.

use jiff::Timestamp;

use super::*;
use crate::announcement::Announcement;
use crate::backend::{self, Location, WriteOptions};
use crate::document::Record;
use crate::query::{Node, Query};
use crate::response::Place;

/// An index of announcements that are titles alone.
pub(super) struct Titles {
    folder: tempfile::TempDir,
}

impl Titles {
    pub(super) fn of<'a>(titles: impl IntoIterator<Item = &'a str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::Dir(folder.path().join("index"));
        let indexer = backend::write(&location, &WriteOptions::default()).unwrap();
        for (at, title) in titles.into_iter().enumerate() {
            let place = Place { path: format!("{at}.txt"), ..Place::default() };
            let announcement = Announcement {
                title: title.to_string(),
                body: title.to_string(),
                ..Announcement::default()
            };
            let record = Record::of(place, Timestamp::UNIX_EPOCH, announcement);
            indexer.put(&record).unwrap();
        }
        indexer.commit(b"{}\n", 1).unwrap();
        Self { folder }
    }

    /// What a query of these words names.
    pub(super) fn read(&self, query: &str) -> Mentions {
        let location = Location::Dir(self.folder.path().join("index"));
        let (snapshot, _guard) = backend::snapshot(&location).unwrap();
        read_in(&snapshot, query)
    }
}

/// What a query of these words names in a snapshot.
pub(super) fn read_in(snapshot: &impl Snapshot, query: &str) -> Mentions {
    let parsed = Query::parse(query, jiff::civil::date(2026, 1, 20)).unwrap();
    let parts = parsed.root.parts().iter();
    let words = parts.filter_map(|part| match part {
        Node::Words(words) => Some(words.as_str()),
        _ => None,
    });
    let pieces: Vec<&str> = words.collect();
    let dictionary = Dictionary::default();
    mentions(&pieces, snapshot, &dictionary, Some(Thesaurus::builtin())).unwrap()
}

/// What is named, as one line: each title and its articles.
pub(super) fn named(mentions: &Mentions) -> String {
    let article = |asked: &Provision| {
        let parts = [Some(&asked.article), asked.clause.as_ref(), asked.item.as_ref()];
        parts.into_iter().flatten().cloned().collect::<String>()
    };
    let work = |work: &Work| {
        let articles: Vec<String> = work.articles.iter().map(article).collect();
        [work.keys.last().cloned().unwrap_or_default(), articles.join(",")]
            .join(" ")
            .trim()
            .to_string()
    };
    mentions.works.iter().map(work).collect::<Vec<_>>().join("; ")
}

const TITLES: [&str; 12] = [
    "中华人民共和国刑法",
    "中华人民共和国民法典",
    "中华人民共和国劳动合同法",
    "中华人民共和国教育法",
    "中华人民共和国公司法",
    "中华人民共和国农村土地承包法",
    "中华人民共和国消费者权益保护法",
    "工伤保险条例",
    "通知",
    "补贴办法",
    "某市人民政府关于加强养犬管理工作的通知",
    "甲县促进就业补贴管理办法",
];

#[test]
fn articles_are_named_with_their_statutes() {
    let titles = Titles::of(TITLES);
    for (query, expected) in [
        ("刑法264条", "刑法 第二百六十四条"),
        ("侵权 民法典1165条", "民法典 第一千一百六十五条"),
        ("第264条 刑法", "刑法 第二百六十四条"),
        ("第264条刑法", "刑法 第二百六十四条"),
        ("依据刑法第264条的规定", "刑法 第二百六十四条"),
        ("消法55条", "消费者权益保护法 第五十五条"),
        ("《民法典》第 3 条", "民法典 第三条"),
        ("劳动合同法39条第（二）项", "劳动合同法 第三十九条（二）"),
        ("公司法第16条第2款", "公司法 第十六条第二款"),
        ("刑法第3条 公司法第4条", "刑法 第三条; 公司法 第四条"),
        ("工伤保险条例第14条 上下班", "工伤保险条例 第十四条"),
        ("刑法第264條", "刑法 第二百六十四条"),
    ] {
        assert_eq!(named(&titles.read(query)), expected, "{query}");
    }
}

#[test]
fn titles_are_named_inside_longer_queries() {
    let titles = Titles::of(TITLES);
    for (query, expected) in [
        ("劳动合同法 pdf", "劳动合同法"),
        ("劳动合同法全文下载", "劳动合同法"),
        ("劳动合同法试用期", "劳动合同法"),
        ("请问劳动合同法怎么规定的", "劳动合同法"),
        ("农村土地 承包法", "农村土地承包法"),
        ("甲县促进就业补贴管理办法_甲县政府网", "甲县促进就业补贴管理办法"),
        ("想看《甲县促进就业补贴管理办法》", "甲县促进就业补贴管理办法"),
        ("通知", "通知"),
        ("某市人民政府关于加强养犬管理工作的通知 全文", "某市人民政府关于加强养犬管理工作的通知"),
    ] {
        assert_eq!(named(&titles.read(query)), expected, "{query}");
    }
}

#[test]
fn what_only_looks_like_a_title_names_none() {
    let titles = Titles::of(TITLES);
    for query in [
        "劳动合同法实施条例",
        "劳动合同法 实施细则",
        "刑法修正案（十一）",
        "刑法(修订草案)",
        "公司法人变更",
        "幼儿教育法",
        "放假通知",
        "通知 放假",
        "就业补贴办法",
        "民法典型案例",
        "刑法学",
        "关于修改《刑法》的决定",
        "刑法第十一修正案",
        "民法典第三次审议稿",
        "关于印发《刑法》学习资料的通知",
        "三条红线",
        "第264条",
    ] {
        assert_eq!(named(&titles.read(query)), "", "{query}");
    }
}

#[test]
fn words_that_only_ask_are_not_required() {
    let titles = Titles::of(TITLES);
    let read = titles.read("请问 劳动合同法全文 pdf 试用期");
    assert_eq!(read.optional, [0, 2]);
    assert_eq!(read.rest, ["", "劳动合同法", "", "试用期"]);
    assert_eq!(read.beside, ["试用期"]);
    let shown: Vec<(&str, &str)> =
        read.readings.iter().map(|one| (one.text.as_str(), one.meaning.name())).collect();
    let expected =
        [("请问", "optional"), ("劳动合同法", "title"), ("全文", "optional"), ("pdf", "optional")];
    assert_eq!(shown, expected);
    let only = titles.read("全文 下载");
    assert_eq!((only.rest, only.optional.len()), (vec!["全文".to_string(), "下载".to_string()], 0));
}

#[test]
fn a_query_that_is_a_title_is_nothing_else() {
    let titles = Titles::of(["甲省实施《刑法》第三条的规定", "中华人民共和国刑法"]);
    let read = titles.read("甲省实施《刑法》第三条的规定");
    assert_eq!(read.works.len(), 1);
    assert!(read.works[0].is_whole && read.works[0].articles.is_empty());
    assert!(titles.read("刑法 pdf").works[0].is_whole);
    assert!(!titles.read("刑法 盗窃").works[0].is_whole);
}

#[test]
fn the_title_of_an_order_is_its_number_as_well() {
    let title = "中华人民共和国商务部令（2018年第2号）";
    let read = Titles::of([title]).read(title);
    assert_eq!((read.numbers.len(), read.works.len()), (1, 1));
}

#[test]
fn numbers_are_named_beside_titles() {
    let titles = Titles::of(TITLES);
    let read = titles.read("关于国办发〔2017〕92号的通知 下载");
    assert_eq!(
        read.numbers.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["国办发〔2017〕92号"]
    );
    assert_eq!(read.rest, ["国办发 2017 92号的通知", ""]);
}

#[test]
fn of_a_long_text_no_more_than_its_beginning_is_read() {
    let titles = Titles::of(TITLES);
    let text = format!("刑法第3条 {} 公司法第4条", "乙丙丁，".repeat(900));
    let read = titles.read(&text);
    assert_eq!(named(&read), "刑法 第三条");
    let length = |texts: &[String]| texts.iter().map(|text| text.chars().count()).sum::<usize>();
    assert!(length(&read.rest) >= 2_700);
}

#[test]
fn short_names_are_known_only_with_a_thesaurus() {
    let titles = Titles::of(TITLES);
    let location = Location::Dir(titles.folder.path().join("index"));
    let (snapshot, _guard) = backend::snapshot(&location).unwrap();
    let dictionary = Dictionary::default();
    let read = |query| mentions(&[query], &snapshot, &dictionary, None).unwrap();
    assert!(read("消法55条").works.is_empty());
    assert_eq!(named(&read("刑法3条")), "刑法 第三条");
}
