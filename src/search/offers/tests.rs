//! What is offered for what was typed, of a few announcements.

use jiff::Timestamp;

use super::*;
use crate::backend::{self, Location, WriteOptions};
use crate::document::Record;
use crate::extract::{self, RawText};
use crate::response::Place;

const TEXTS: [&str; 9] = [
    "中华人民共和国渡口法\n（2019年3月1日通过）\n第一条　渡口由村看护。\n",
    "渡口法实施办法\n第一条　为了实施渡口法，制定本办法。\n",
    "青山县人民政府关于印发《渡口看护办法》的通知\n青府发〔2025〕1号\n各村：\n渡口由村看护。\n青山县人民政府\n2025年3月1日\n",
    "青山县人民政府关于渡口看护的通知\n青府发〔2025〕12号\n各村：\n请抓好落实。\n青山县人民政府\n2025年4月1日\n",
    "青山县人民政府关于渡船检验的通知\n青府发〔2024〕3号\n各村：\n请抓好落实。\n青山县人民政府\n2024年4月1日\n",
    "青山縣人民政府關於亳（bó）州渡口的通知\n各村：\n請抓好落實。\n青山縣人民政府\n2025年5月1日\n",
    "国务院关于渡口安全的意见\n国发〔2025〕7号\n各省：\n请抓好落实。\n国务院\n2025年6月1日\n",
    "中华人民共和国国务院令\n第510号\n《渡口条例》已经通过，现予公布。\n总理 某某\n2007年11月11日\n",
    "白河市财政局关于ＧＢ 2312编码的通知\n各局：\n请抓好落实。\n白河市财政局\n2025年7月1日\n",
];

/// An index of the texts.
struct Made {
    _folder: tempfile::TempDir,
    location: Location,
}

impl Made {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::Dir(folder.path().join("index"));
        let indexer = backend::write(&location, &WriteOptions::default()).unwrap();
        for (number, text) in TEXTS.iter().enumerate() {
            let raw = RawText { text: (*text).to_string(), ..RawText::default() };
            let announcement = extract::announcement(&raw).unwrap().announcement;
            let place = Place { path: format!("c/{number}.txt"), ..Place::default() };
            indexer.put(&Record::of(place, Timestamp::UNIX_EPOCH, announcement)).unwrap();
        }
        indexer.commit(b"{}\n", 1).unwrap();
        Self { _folder: folder, location }
    }

    /// What is offered, each with what it is in front.
    fn offered(&self, typed: &str, many: usize) -> Vec<String> {
        let (snapshot, _) = backend::snapshot(&self.location).unwrap();
        let offers = offers(&snapshot, typed, many).unwrap();
        offers.iter().map(|one| format!("{} {}", one.sort.name(), one.text)).collect()
    }
}

const TITLED: &str = "title 青山县人民政府关于渡口看护的通知";

#[test]
fn titles_come_by_their_beginning_then_by_what_they_hold() {
    let made = Made::new();
    // Their short names count as their beginnings, and one that is typed whole is first.
    assert_eq!(made.offered("渡口法", 8), ["title 中华人民共和国渡口法", "title 渡口法实施办法"]);
    let begun = ["title 国务院关于渡口安全的意见", TITLED];
    assert_eq!(made.offered("关于渡口", 8), begun);
    let offered = made.offered("渡口", 8);
    assert_eq!(offered.len(), 7);
    let place = |text: &str| offered.iter().position(|one| one.contains(text)).unwrap();
    let held = offered.iter().position(|one| one.as_str() == TITLED).unwrap();
    for begun in ["中华人民共和国渡口法", "渡口条例", "渡口看护办法", "渡口法实施办法"]
    {
        assert!(place(begun) < held && place("渡口安全") > place(begun), "{offered:?}");
    }
    assert_eq!(made.offered("渡口", 2), offered[..2]);
    assert_eq!(made.offered("看护的", 8), [TITLED]);
}

#[test]
fn bodies_and_numbers_are_offered_too() {
    let made = Made::new();
    let offered = made.offered("青山县", 8);
    assert_eq!((offered[0].as_str(), offered.len()), ("issuer 青山县人民政府", 5));
    assert!(made.offered("财政", 8).contains(&"issuer 白河市财政局".to_string()));
    let of_year = ["number 青府发〔2025〕12号", "number 青府发〔2025〕1号"];
    let all = [&of_year[..], &["number 青府发〔2024〕3号"]].concat();
    for typed in ["青府发", "青府發", "青府发〔", "青府发〔20", "青府发20"] {
        assert_eq!(made.offered(typed, 8), all, "{typed}");
    }
    for typed in ["青府发〔2025〕", "青府发[2025", "青府发２０２５"] {
        assert_eq!(made.offered(typed, 8), of_year, "{typed}");
    }
    let of_one = ["number 青府发〔2025〕1号", "number 青府发〔2025〕12号"];
    for typed in ["青府发〔2025〕1", "青府发2025-1", "青府发〔2025〕1号"] {
        assert_eq!(made.offered(typed, 8), of_one, "{typed}");
    }
    assert_eq!(made.offered("青府发〔2025〕12", 8), of_one[1..]);
    for typed in ["国务院令", "国务院令第5", "国令51", "国务院令第510号"] {
        assert!(made.offered(typed, 8).contains(&"number 国务院令第510号".to_string()), "{typed}");
    }
}

#[test]
fn script_width_marks_and_glosses_do_not_matter() {
    let made = Made::new();
    for (typed, offered) in [
        ("亳州渡口", "title 青山縣人民政府關於亳州渡口的通知"),
        ("亳（bó）州渡口", "title 青山縣人民政府關於亳州渡口的通知"),
        ("渡(dù)口(kǒu)看(kān)護(hù)的", TITLED),
        ("青山县人民政府关于印发《渡口看护", "title 青山县人民政府关于印发《渡口看护办法》的通知"),
        (
            "青山縣人民政府關於印發渡口看護辦法",
            "title 青山县人民政府关于印发《渡口看护办法》的通知",
        ),
        ("gb 2312", "title 白河市财政局关于ＧＢ 2312编码的通知"),
    ] {
        assert_eq!(made.offered(typed, 8), [offered], "{typed}");
    }
}

#[test]
fn nothing_is_offered_for_nothing() {
    let made = Made::new();
    for typed in ["", " ", "《》", "没有", "2025", "〔2025〕1号"] {
        assert_eq!(made.offered(typed, 8), [""; 0], "{typed}");
    }
    assert_eq!(made.offered("渡口", 0), [""; 0]);
}
