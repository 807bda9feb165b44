//! What stands on the screen, line by line.

use super::page::MATCH;
use super::wrap::columns;
use super::*;
use crate::response::{Incomplete, SearchResponse};
use crate::wire::fixture::{cluster, nothing, places, related, response};

fn screen(response: &SearchResponse, width: usize, colour: bool) -> String {
    screen_in(Language::English, response, width, colour)
}

fn screen_in(language: Language, response: &SearchResponse, width: usize, colour: bool) -> String {
    let mut out = Vec::new();
    Terminal { width, colour, language }
        .response(response, &mut out)
        .expect("a Vec can be written to");
    String::from_utf8(out).expect("UTF-8")
}

fn whole(width: usize, colour: bool) -> String {
    whole_in(Language::English, width, colour)
}

fn whole_in(language: Language, width: usize, colour: bool) -> String {
    let hit = response().hits.remove(0);
    let marks = places(&hit.announcement.body, "运贸产一体化");
    let mut out = Vec::new();
    let starts = [(hit.id.clone(), 7)];
    let showing = Showing {
        highlights: &marks,
        provenance: true,
        added: Some(hit.added),
        starts: &starts,
        file: None,
        excerpts: &[],
    };
    let terminal = Terminal { width, colour, language };
    terminal
        .show(&hit.announcement, &hit.place, &related(), showing, &mut out)
        .expect("a Vec can be written to");
    String::from_utf8(out).expect("UTF-8")
}

/// The screen as it would look: escape sequences taken away.
fn seen(screen: &str) -> String {
    let mut pieces = screen.split('\u{1b}');
    let first = pieces.next().unwrap_or_default().to_string();
    pieces.fold(first, |seen, piece| seen + behind_code(piece))
}

/// What follows the code that an escape begins: a colour up to its `m`, a link up to the escape that
/// ends its address, and that end is one character.
fn behind_code(piece: &str) -> &str {
    match piece.chars().next() {
        Some(']') => "",
        Some('\\') => &piece[1..],
        _ => piece.split_once('m').map_or("", |(_, text)| text),
    }
}

/// The texts between the codes of a match and its end.
fn matches(screen: &str) -> Vec<&str> {
    let code = MATCH.render().to_string();
    let pieces = screen.split(code.as_str()).skip(1);
    pieces.map(|piece| piece.split('\u{1b}').next().unwrap_or_default()).collect()
}

/// Compares with the file in `golden/`, or writes it anew when `POLICY_BLESS` is set.
fn golden(name: &str, screen: &str) {
    let path = format!("{}/src/printer/golden/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("POLICY_BLESS").is_some() {
        std::fs::write(&path, screen).expect("the golden file can be written");
    }
    let expected = std::fs::read_to_string(&path).expect("the golden file is there");
    assert_eq!(screen, expected, "{name}: if this is right now, run again with POLICY_BLESS=1");
}

#[test]
fn screens_are_as_they_were_found_good() {
    for (language, name) in [(Language::English, "en"), (Language::Chinese, "zh")] {
        for width in [40, 80] {
            let found = screen_in(language, &response(), width, false);
            golden(&format!("hits-{width}-{name}"), &found);
            golden(&format!("show-{width}-{name}"), &whole_in(language, width, false));
        }
        golden(&format!("nothing-80-{name}"), &screen_in(language, &nothing(), 80, false));
    }
    golden("hits-80-colour", &screen(&response(), 80, true));
}

#[test]
fn no_line_is_wider_than_asked_and_none_ends_in_a_space() {
    for width in [20, 21, 33, 40, 80, 200] {
        for text in [
            screen(&response(), width, false),
            screen(&nothing(), width, false),
            whole(width, false),
        ] {
            for line in text.lines() {
                assert!(columns(line) <= width, "{width}: {line}");
                assert_eq!(line.trim_end(), line);
            }
        }
    }
}

#[test]
fn colour_changes_nothing_but_colour() {
    for width in [20, 40, 80] {
        assert_eq!(seen(&screen(&response(), width, true)), screen(&response(), width, false));
        assert_eq!(seen(&whole(width, true)), whole(width, false));
        assert!(!screen(&response(), width, false).contains('\u{1b}'));
    }
}

#[test]
fn marks_stay_whole_when_lines_are_wrapped() {
    for width in [20, 25, 40, 80] {
        let found = screen(&response(), width, true);
        assert_eq!(matches(&found).concat(), "运贸产一体化".repeat(3), "{width}");
        assert_eq!(matches(&whole(width, true)).concat(), "运贸产一体化".repeat(2), "{width}");
    }
}

#[test]
fn a_document_cannot_send_codes_to_the_terminal() {
    let text = screen(&response(), 80, true);
    assert!(text.contains("[2J班列") && !text.contains("\u{1b}[2J") && !text.contains('\u{7}'));
}

#[test]
fn no_hits_say_what_was_read_and_what_was_meant() {
    let text = screen(&nothing(), 80, false);
    let lines = [
        "no announcement for 运茂产一体化",
        "  运茂产一体化: no announcement; cut into 运茂 (0), 产 (99), 一体化 (12)",
        "  机关:财政部: 34 announcements",
        "  without 运茂产一体化: 34 announcements",
        "did you mean: 运贸产一体化?",
    ];
    assert_eq!(text.lines().collect::<Vec<_>>(), lines);
}

/// An answer of which a part is missing.
fn in_part() -> SearchResponse {
    let incomplete = Some(Incomplete::new(3, 24));
    SearchResponse { incomplete, approximate: true, ..response() }
}

#[test]
fn what_counts_against_an_answer_is_said_first() {
    let lines = |language, response: &SearchResponse| {
        let text = screen_in(language, response, 120, false);
        text.lines().take(2).map(str::to_string).collect::<Vec<_>>()
    };
    let english = [
        "3 of 24 shards did not answer: hits may be missing, and counts are too low",
        "the best hits were chosen by approximation",
    ];
    let chinese =
        ["24 个分片中有 3 个没有应答：结果可能有遗漏，计数偏低", "排在前面的结果是近似选出的"];
    assert_eq!(lines(Language::English, &in_part()), english);
    assert_eq!(lines(Language::Chinese, &in_part()), chinese);
    let nothing = SearchResponse { hits: Vec::new(), total: 0, ..in_part() };
    assert_eq!(lines(Language::English, &nothing), english);
    assert_ne!(lines(Language::English, &response())[0], english[0]);
}

#[test]
fn a_list_of_hits_on_standard_output_says_what_counts_against_it() {
    let told = |response: &SearchResponse, hits| {
        let mut out = Vec::new();
        let exported = Exported { hits, ..Exported::default() };
        let terminal = Terminal { width: 200, colour: false, language: Language::English };
        terminal.exported(response, exported, None, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let reservation = "3 of 24 shards did not answer: hits may be missing, and counts are too low";
    assert!(told(&in_part(), 57).contains(reservation));
    let nothing = SearchResponse { hits: Vec::new(), total: 0, ..in_part() };
    assert!(told(&nothing, 0).contains(reservation));
    assert!(!told(&response(), 57).contains("did not answer"));
}

#[test]
fn what_an_index_holds_names_its_cluster_where_there_is_one() {
    let cluster = Some(cluster());
    let told = |language, stats: &crate::engine::Stats| {
        let mut out = Vec::new();
        Terminal { width: 200, colour: false, language }.stats(stats, false, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let stats = crate::engine::Stats { cluster, ..crate::engine::Stats::default() };
    let english = "in the cluster policies (OpenSearch 3.9.0, 3 data nodes): policy-g7, commit 41, \
                   6 shards with 1 replica\n";
    let chinese = "位于集群 policies（OpenSearch 3.9.0，3 个数据节点）：policy-g7，第 41 次提交，\
                   6 个分片，各 1 个副本\n";
    assert!(
        told(Language::English, &stats).contains(english),
        "{}",
        told(Language::English, &stats)
    );
    assert!(
        told(Language::Chinese, &stats).contains(chinese),
        "{}",
        told(Language::Chinese, &stats)
    );
    let folder = crate::engine::Stats::default();
    assert!(!told(Language::English, &folder).contains("cluster"));
}
