//! A short word is looked for as a word: what has its characters across a border comes later.

use super::*;
use crate::query::Query;
use crate::request::SearchRequest;

/// So many announcements of a town, of which only the last has 民政 as a word.
fn announcements(many: usize) -> Vec<Record> {
    let town = |at: usize| {
        format!("山口镇人民政府关于修桥的通知\n\n第{at}号桥由镇人民政府会同县人民政府修缮。\n")
    };
    let real = "山口镇关于救助的通知\n\n困难户向镇人民政府申请，由民政所审核。\n".to_string();
    let texts = (1..many).map(town).chain([real]);
    let record = |(at, text): (usize, String)| {
        corpora::record(&format!("{at}.txt"), &text, corpora::begun(0))
    };
    texts.enumerate().filter_map(record).collect()
}

fn request(query: &str) -> SearchRequest {
    let today = jiff::civil::date(2026, 1, 20);
    let query = Query::parse(query, today).unwrap();
    SearchRequest { collapse: false, ..SearchRequest::new(query, today) }
}

#[test]
fn what_has_the_word_comes_before_what_has_its_characters_and_all_are_found() {
    for many in [3, 40, 100] {
        let records = announcements(many);
        let request = request("民政").limit(many).explain(true);
        let found = ranked(Plain::new(&records)).search(&request).unwrap();
        assert_eq!((found.total, found.hits.len()), (many, many));
        assert_eq!(found.hits[0].announcement.title, "山口镇关于救助的通知");
        let first = &found.hits[0].snippet;
        assert_eq!(first.highlights.len(), 1);
        assert!(first.text[first.highlights[0].end..].starts_with('所'), "{}", first.text);
        let lowered = |hit: &crate::response::Hit| {
            let factors = hit.explanation.as_ref().unwrap().factors.iter();
            factors.filter(|factor| factor.name == "borders" && factor.value < 1.0).count()
        };
        assert!(found.hits.iter().all(|hit| lowered(hit) == 1));
    }
}

#[test]
fn pages_of_a_short_word_are_pieces_of_one_order() {
    let records = announcements(150);
    let engine = ranked(Plain::new(&records));
    let ids = |offset: usize, limit: usize| -> Vec<Id> {
        let request = request("民政").offset(offset).limit(limit);
        engine.search(&request).unwrap().hits.into_iter().map(|hit| hit.id).collect()
    };
    let whole = ids(0, 150);
    let pages: Vec<Id> = (0..150).step_by(7).flat_map(|offset| ids(offset, 7)).collect();
    assert_eq!(whole.len(), 150);
    assert_eq!(pages, whole);
}

#[test]
fn questions_and_other_orders_leave_the_places_alone() {
    let records = announcements(12);
    let engine = ranked(Plain::new(&records));
    let newest = SearchRequest { order: Order::Newest, ..request("民政") };
    for request in [newest, request("镇人民政府")] {
        let found = engine.search(&request.explain(true)).unwrap();
        let mut factors =
            found.hits.iter().flat_map(|hit| &hit.explanation.as_ref().unwrap().factors);
        assert!(found.hits.len() > 1 && factors.all(|factor| factor.name != "borders"));
    }
}
