//! One answer through every output, each held to what it promises.

use policy_search::printer::{Language, Showing, Terminal};
use policy_search::{
    Engine, Hit, Lookup, Meaning, Query, SearchRequest, SearchResponse, printer, wire,
};
use serde_json::Value;
use unicode_width::UnicodeWidthChar;

use crate::workspace::NOW;

/// What a printer writes.
fn written(print: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    print(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Writes an answer as text, JSON and CSV, and looks at each.
pub(super) fn print(response: &SearchResponse, width: usize) {
    for colour in [false, true] {
        let terminal = Terminal { width, colour, language: Language::English };
        check_screen(&written(|out| terminal.response(response, out)), width, colour);
    }
    let object: Value =
        serde_json::from_str(&written(|out| wire::response_json(response, out))).unwrap();
    assert_eq!(object["hits"].as_array().unwrap().len(), response.hits.len());
    let table = written(|out| printer::csv(response, out));
    let rows = csv::Reader::from_reader(table.as_bytes()).into_records();
    let strict = response.hits.iter().filter(|hit| hit.rung.is_strict()).count();
    let is_near = response.rungs.first().is_some_and(|first| !first.rung.is_strict());
    let exported = if is_near { response.hits.len() } else { strict };
    assert_eq!(rows.map(Result::unwrap).count(), exported);
}

/// Shows a hit whole, with the words of the query marked.
pub(super) fn show(engine: &Engine, hit: &Hit, query: &Query, width: usize) {
    let shown = engine.get(&Lookup::Id(hit.id.clone()), Some(query)).unwrap();
    assert_eq!(shown.len(), 1, "{}", hit.id);
    let record = &shown[0].record;
    let related = engine.related(&hit.id).unwrap();
    let showing = Showing {
        highlights: &shown[0].highlights,
        provenance: width.is_multiple_of(2),
        added: Some(shown[0].record.added),
        starts: &[],
        file: None,
        excerpts: &shown[0].excerpts,
    };
    for colour in [false, true] {
        let terminal = Terminal { width, colour, language: Language::English };
        let screen = written(|out| {
            terminal.show(&record.announcement, &record.place, &related, showing, out)
        });
        check_screen(&screen, width, colour);
    }
    let pair = [(related.clone(), shown[0].clone())];
    let json = written(|out| wire::announcements_json(&pair, out));
    let object: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(object["announcements"][0]["id"], hit.id.as_str());
}

/// Prints what an index holds.
pub(super) fn stats(engine: &Engine) {
    let stats = engine.stats().unwrap();
    let terminal = Terminal { width: 80, colour: false, language: Language::English };
    let text = written(|out| terminal.stats(&stats, true, out));
    assert!(text.contains(" from ") && text.contains(" on disk: "), "{text}");
}

/// No line is too wide, and nothing could drive the terminal but our own colours.
fn check_screen(screen: &str, width: usize, colour: bool) {
    let plain = if colour { uncoloured(screen) } else { screen.to_string() };
    for line in plain.lines() {
        assert!(columns(line) <= width, "{width}: {line:?}");
        assert!(!line.contains(char::is_control), "{line:?}");
    }
}

/// A screen without its colours.
fn uncoloured(screen: &str) -> String {
    let mut pieces = screen.split('\u{1b}');
    let first = pieces.next().unwrap().to_string();
    pieces.fold(first, |plain, piece| {
        let (code, text) = piece.split_once('m').unwrap();
        assert!(code.starts_with('['), "{piece:?}");
        plain + text
    })
}

/// How many columns a terminal gives a line; an emoji selector widens the character before it.
fn columns(line: &str) -> usize {
    let width = |c: char| if c == '\u{FE0F}' { 1 } else { c.width().unwrap_or(0) };
    line.chars().map(width).sum()
}

/// What an answer promises of itself.
pub(super) fn check(engine: &Engine, request: &SearchRequest, response: &SearchResponse) {
    assert_eq!(response.unexplained, None);
    let hits: usize = response.rungs.iter().map(|rung| rung.hits).sum();
    assert!(response.hits.len() <= request.limit.min(hits));
    let is_strict = response.rungs.first().is_some_and(|first| first.rung.is_strict());
    let is_like = response.readings.iter().any(|one| matches!(one.meaning, Meaning::Like(_)));
    assert!(response.absence.is_some() || response.total > 0 || is_like);
    assert!(!is_strict || response.absence.is_none());
    let announcements = response.total + response.copies.unwrap_or_default();
    let matching = engine.matching(request).unwrap().len();
    assert!(matching == announcements || response.capped && matching > announcements);
    assert!(response.hits.iter().all(|hit| hit.score.is_finite() && hit.score >= 0.0));
    for suggestion in &response.suggestions {
        let query = Query::parse(suggestion, NOW).unwrap();
        let meant = request.clone().query(query);
        assert!(engine.search(&meant).unwrap().total > 0, "{suggestion}");
    }
}
