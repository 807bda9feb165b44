//! Responses made by hand for the tests of this module and of the printers.

use std::ops::Range;
use std::time::Duration;

use jiff::civil::date;

use super::wording::Wording;
use crate::announcement::{
    Announcement, DocDate, DocNumber, Id, Issuer, Kind, Level, Origin, Provenance, Validity,
};
use crate::backend::Cluster;
use crate::engine::Kept;
use crate::error::Reason;
use crate::response::{
    Absence, Affected, AskedPart, Copied, Counted, Explanation, FacetCount, Facets, Factor, Hit,
    LeftOut, Link, Links, OnRung, Place, Related, Rung, SearchResponse, Snippet,
};

/// Three hits on two rungs, with facets: all known and explained; little known; a repealed one.
pub(crate) fn response() -> SearchResponse {
    SearchResponse {
        query: "运贸产一体化".into(),
        readings: Vec::new(),
        rung: Some(Rung::Typed),
        rungs: vec![
            OnRung { rung: Rung::Typed, hits: 1, copies: Some(2) },
            OnRung { rung: Rung::AllWords, hits: 56, copies: Some(0) },
            OnRung { rung: Rung::MostWords, hits: 2, copies: Some(0) },
        ],
        total: 57,
        copies: Some(2),
        capped: false,
        left_out: LeftOut { undated: 3, filtered: 0 },
        hits: vec![full(), sparse(), repealed()],
        facets: Some(facets()),
        now: date(2026, 11, 28),
        took: Duration::from_micros(4250),
        ..SearchResponse::default()
    }
}

/// A cluster of three nodes.
pub(crate) fn cluster() -> Cluster {
    Cluster {
        name: "policies".into(),
        version: "3.9.0".into(),
        nodes: 3,
        generation: "policy-g7".into(),
        commit: 41,
        shards: 6,
        replicas: 1,
    }
}

/// No hits, and what was probably meant.
pub(crate) fn nothing() -> SearchResponse {
    SearchResponse {
        query: "运茂产一体化".into(),
        expansions: Vec::new(),
        suggestions: vec!["运贸产一体化".into()],
        absence: Some(absence()),
        ..SearchResponse::default()
    }
}

fn absence() -> Absence {
    let counted = |text: &str, count| Counted { text: text.into(), count };
    let words = vec![counted("运茂", 0), counted("产", 99), counted("一体化", 12)];
    Absence {
        announcements: 2738,
        parts: vec![
            AskedPart { part: counted("运茂产一体化", 0), words },
            AskedPart { part: counted("机关:财政部", 34), words: Vec::new() },
        ],
        without: vec![counted("运茂产一体化", 34)],
    }
}

fn full() -> Hit {
    let title = "成都市青白江区人民政府关于加快推进运贸产一体化发展若干措施（试行）的通知";
    let text = "区内企业开行国际班列的，按照《办法》给予“运贸产一体化”补贴。运贸产一体化项目由区交通运输局、区商务局联合认定。";
    let announcement = Announcement {
        title: title.into(),
        body: format!("各镇人民政府：\n\n    {text}\n特此通知。"),
        issuers: vec![issuer("成都市青白江区人民政府", Level::County), issuer("成都市青白江区交通运输局", Level::Local)],
        region: Some("成都市青白江区".into()),
        number: Some(number("青府发", 2026, 3)),
        written: Some(DocDate::inferred(date(2026, 1, 12))),
        published: Some(DocDate::read(date(2026, 3, 1))),
        kind: Some(Kind::Notice),
        validity: Some(Validity::InForce),
        source: Some("成都青白江".into()),
        addressees: vec!["各镇人民政府".into()],
        attachments: vec!["申报表".into(), "认定标准".into()],
        provenance: Provenance {
            issuers: Some(Origin::Title),
            completed: Some(Origin::Site),
            number: Some(Origin::Table),
            written: Some(Origin::Inferred),
            ..Provenance::default()
        },
        url: Some("https://www.qbj.gov.cn/qbj/c100001/2026-03/01/content_0123456789abcdef0123456789abcdef.shtml".into()),
        ..Announcement::default()
    };
    Hit {
        title_highlights: places(title, "运贸产一体化"),
        snippet: Snippet {
            text: text.into(),
            highlights: places(text, "运贸产一体化"),
            place: 27..27 + text.len(),
            paragraphs: 2..3,
        },
        copies: vec![copy("corpus/repost.html", None), copy("corpus/dump.jsonl", Some("7"))],
        explanation: Some(explanation()),
        ..hit(1, Rung::Typed, "corpus/qingbaijiang/notice.txt", announcement)
    }
}

fn sparse() -> Hit {
    let announcement = Announcement {
        title: "\u{1b}[2J班列\u{7}".into(),
        published: Some(DocDate::read(date(2024, 5, 6))),
        ..Announcement::default()
    };
    hit(2, Rung::AllWords, "corpus/a.md", announcement)
}

fn repealed() -> Hit {
    let announcement =
        Announcement { validity: Some(Validity::InForce), ..Announcement::default() };
    let by = Link { number: Some(number("国发", 2025, 1)), ..Link::default() };
    let affected = Some(Affected { validity: Validity::Repealed, by });
    Hit { affected, ..hit(3, Rung::AllWords, "corpus/b.md", announcement) }
}

fn number(prefix: &str, year: u16, serial: u32) -> DocNumber {
    DocNumber { prefix: prefix.into(), year: Some(year), serial }
}

/// Relations in both directions: in the index, only named, and more than are shown.
pub(crate) fn related() -> Related {
    let known = Link {
        id: Some(Id::of("corpus/old.txt", None)),
        place: Some(Place { path: "corpus/old.txt".into(), ..Place::default() }),
        title: Some("成都市青白江区国际班列补贴办法（试行）".into()),
        number: Some(number("青府发", 2020, 12)),
        date: Some(date(2020, 5, 6)),
    };
    let named =
        Link { title: Some("中华人民共和国对外贸易法".into()), ..Link::default() };
    Related {
        replaces: Links { total: 1, listed: vec![known.clone()] },
        cites: Links { total: 12, listed: vec![named; 12] },
        cited_by: Links { total: 1, listed: vec![known] },
        ..Related::default()
    }
}

fn hit(rank: usize, rung: Rung, path: &str, announcement: Announcement) -> Hit {
    Hit {
        rank,
        score: 15.111,
        rung,
        id: Id::of(path, None),
        place: Place { path: path.into(), ..Place::default() },
        file: Some(format!("/data/{path}").into()),
        added: jiff::Timestamp::from_second(1_772_409_600).expect("a time"),
        announcement,
        title_highlights: Vec::new(),
        snippet: Snippet::default(),
        affected: None,
        newer: None,
        copies: Vec::new(),
        explanation: None,
    }
}

fn issuer(name: &str, level: Level) -> Issuer {
    Issuer { name: name.into(), level: Some(level), region: Some("成都市青白江区".into()) }
}

fn copy(path: &str, part: Option<&str>) -> Copied {
    let place = Place { path: path.into(), part: part.map(String::from), ..Place::default() };
    Copied { id: Id::of(path, part), place, source: Some("成都青白江".into()), url: None }
}

fn explanation() -> Explanation {
    let factor = |name, value, from: &str| Factor { name, value, from: from.into() };
    Explanation {
        factors: vec![
            factor("text", 12.3, ""),
            factor("title", 1.5, "how far query and title are the same words"),
            factor("recency", 0.93, "0.1 years old"),
            factor("authority", 15.111 / (12.3 * 1.5 * 0.93), "county"),
        ],
    }
}

fn facets() -> Facets {
    let count = |value: &str, count| FacetCount { value: value.into(), count };
    Facets {
        issuers: vec![
            count("成都市青白江区人民政府", 12),
            count("中国（四川）自由贸易试验区成都青白江铁路港片区管理局", 3),
        ],
        years: vec![count("2026", 40), count("2025", 17)],
        ..Facets::default()
    }
}

/// Where `word` stands in `text`, in bytes.
pub(crate) fn places(text: &str, word: &str) -> Vec<Range<usize>> {
    text.match_indices(word).map(|(at, word)| at..at + word.len()).collect()
}

/// Words as they are.
pub(super) struct Plain;

impl Wording for Plain {
    fn reason(&self, reason: &Reason) -> String {
        reason.to_string()
    }

    fn kept(&self, _: &Kept) -> String {
        String::new()
    }
}
