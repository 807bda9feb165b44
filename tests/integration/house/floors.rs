//! The floors of the house, and which imports cross them.

use std::collections::BTreeSet;

use super::graph::Graph;

/// The rooms of `src`, floor by floor from the ground up.
pub(crate) const FLOORS: [&[&str]; 10] = [
    &["error", "text", "announcement", "query", "request", "response"],
    &["analyzer", "issuer", "thesaurus", "evaluation", "extract"],
    &["corpus", "document"],
    &["backend"],
    &["search"],
    &["engine"],
    &["wire"],
    &["printer"],
    &["web"],
    &["bin"],
];

/// Imports within a floor: who may know of whom, and why.
pub(crate) const WITHIN: [(&str, &str, &str); 12] = [
    ("error", "query", "an error carries the parser's error"),
    ("announcement", "text", "numbers are folded, and copies compared as words"),
    ("query", "text", "a query is folded as texts are"),
    ("query", "announcement", "a query names kinds, levels, numbers and validity"),
    ("request", "query", "a request carries the query"),
    ("request", "announcement", "filters name kinds, levels, numbers and validity"),
    ("response", "announcement", "a hit is an announcement"),
    ("response", "request", "an answer says in which order its hits are"),
    ("response", "query", "an answer says what parts of the query were read as"),
    ("extract", "issuer", "the registry knows who issues and where"),
    ("thesaurus", "analyzer", "the dictionary says where the words of a query end"),
    ("thesaurus", "issuer", "bodies go by their short names"),
];

/// Rooms inside rooms, each with the only files outside that import from it.
pub(crate) const ENTRANCES: [(&str, &[&str]); 1] = [("backend/embedded", &["backend/mod.rs"])];

/// Whether a file stands in a room: `a/b` is `a/b.rs` and all of `a/b/`.
pub(crate) fn is_in(path: &str, room: &str) -> bool {
    path.strip_prefix(room).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.']))
}

/// The floor and the room of a file.
pub(crate) fn place(path: &str) -> Option<(usize, &'static str)> {
    FLOORS.iter().enumerate().find_map(|(floor, rooms)| {
        rooms.iter().find(|room| is_in(path, room)).map(|room| (floor, *room))
    })
}

/// Files that stand on no floor. The root of the library is on none: it defines nothing.
pub(crate) fn on_no_floor(graph: &Graph) -> Vec<&str> {
    let paths = graph.production().map(|file| file.path.as_str());
    paths.filter(|path| *path != "lib.rs" && place(path).is_none()).collect()
}

/// The imports from a floor above.
pub(crate) fn upwards(graph: &Graph) -> Vec<String> {
    crossing(graph, |(from, _), (to, _)| from < to)
}

/// The imports from another room of the same floor that [`WITHIN`] does not allow.
pub(crate) fn sideways(graph: &Graph) -> Vec<String> {
    crossing(graph, |(from, importer), (to, imported)| {
        let is_allowed = WITHIN.iter().any(|(a, b, _)| (*a, *b) == (importer, imported));
        from == to && importer != imported && !is_allowed
    })
}

type Place = (usize, &'static str);

fn crossing(graph: &Graph, is_wrong: impl Fn(Place, Place) -> bool) -> Vec<String> {
    let wrong = graph.arrows().filter(|((from, to), _)| {
        let places = place(graph.path(*from)).zip(place(graph.path(*to)));
        places.is_some_and(|(from, to)| is_wrong(from, to))
    });
    wrong.map(|arrow| graph.told(arrow)).collect()
}

/// The pairs of [`WITHIN`] between which nothing is imported.
pub(crate) fn stale(graph: &Graph) -> Vec<String> {
    let found: BTreeSet<(&str, &str)> = graph
        .arrows()
        .filter_map(|((from, to), _)| place(graph.path(from)).zip(place(graph.path(to))))
        .map(|((_, importer), (_, imported))| (importer, imported))
        .collect();
    let stale =
        WITHIN.iter().filter(|(importer, imported, _)| !found.contains(&(*importer, *imported)));
    stale
        .map(|(importer, imported, _)| format!("{importer} no longer imports {imported}"))
        .collect()
}

/// The imports from a room of [`ENTRANCES`] by files that are none of its entrances.
pub(crate) fn past_entrances(graph: &Graph) -> Vec<String> {
    let wrong = graph.arrows().filter(|((from, to), _)| {
        ENTRANCES.iter().any(|(room, entrances)| {
            is_in(graph.path(*to), room)
                && !is_in(graph.path(*from), room)
                && !entrances.contains(&graph.path(*from))
        })
    });
    wrong.map(|arrow| graph.told(arrow)).collect()
}

/// The entrances of [`ENTRANCES`] that import nothing of their room.
pub(crate) fn unused_entrances(graph: &Graph) -> Vec<String> {
    let is_used = |entrance: &str, room: &str| {
        let mut ends = graph.arrows().map(|(ends, _)| ends);
        ends.any(|(from, to)| graph.path(from) == entrance && is_in(graph.path(to), room))
    };
    let all =
        ENTRANCES.iter().flat_map(|(room, files)| files.iter().map(move |file| (*file, *room)));
    let unused = all.filter(|(file, room)| !is_used(file, room));
    unused.map(|(file, room)| format!("{file} imports nothing of {room}")).collect()
}
