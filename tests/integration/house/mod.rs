//! The house: `src/` as a graph of files, and what holds of it.
//!
//! File A has an arrow to file B when A's code names something that is defined in B: in a `use`, or
//! in a path anywhere in an expression, type, pattern, attribute or macro. `crate`, `self`, `super`,
//! renames, globs and re-exports are followed to the definition, so an arrow does not lead to the
//! file that merely passes a name on. A `mod child;` is no arrow, nor is a re-export of what stands
//! inside the module; a parent whose own code uses what its child defines has one, and so has a
//! child that uses what its parent's file defines. What is compiled for tests only does not count.
//!
//! Methods, fields and the impls of traits are not seen: only what a path names.
//!
//! ```sh
//! cargo test --test integration house -- --nocapture   # prints the house, floor by floor
//! ```

mod circles;
mod crates;
mod flags;
mod floors;
mod graph;
mod made;
mod names;
mod only_tests;
mod tree;
mod uses;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use self::graph::Graph;

/// The most lines of a file.
const LINES_OF_FILE: usize = 500;

/// The most lines of a function, from `fn` to the closing brace.
const LINES_OF_FUNCTION: usize = 40;

static HOUSE: LazyLock<Graph> = LazyLock::new(|| {
    let mut crates = dependencies();
    crates.extend(crates::OF_THE_COMPILER.map(String::from));
    Graph::of(&tree::read(&package().join("src")), &crates)
});

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every room of `src`.
pub(crate) fn rooms() -> impl Iterator<Item = &'static str> {
    floors::FLOORS.iter().flat_map(|rooms| rooms.iter().copied())
}

fn dependencies() -> BTreeSet<String> {
    crates::dependencies(&fs::read_to_string(package().join("Cargo.toml")).unwrap())
}

/// Fails with all that is wrong, one a line.
fn assert_none(wrong: &[impl AsRef<str>], what: &str) {
    let lines: Vec<&str> = wrong.iter().map(AsRef::as_ref).collect();
    assert!(wrong.is_empty(), "{what}:\n  {}", lines.join("\n  "));
}

/// The graph in numbers, and for each room its size and the rooms that it imports from.
fn drawn(graph: &Graph) -> String {
    let (files, arrows) = (graph.production().count(), graph.arrows().count());
    let (circles, upwards) = (graph.circles().len(), floors::upwards(graph).len());
    let mut text = format!(
        "{files} files, {arrows} arrows, circles: {circles}, imports upwards: {upwards}\n\
         floor room          files  lines  imports\n"
    );
    let imports = rooms_imported(graph);
    for (floor, rooms) in floors::FLOORS.iter().enumerate().rev() {
        for room in *rooms {
            let inside = graph.production().filter(|file| floors::is_in(&file.path, room));
            let lines: Vec<usize> = inside.map(|file| file.lines - file.test_lines).collect();
            let (files, lines) = (lines.len(), lines.iter().sum::<usize>());
            if files > 0 {
                let imports: Vec<&str> = imports.get(room).into_iter().flatten().copied().collect();
                let imports = imports.join(" ");
                writeln!(text, "{floor:5} {room:12} {files:6} {lines:6}  {imports}").unwrap();
            }
        }
    }
    text
}

fn rooms_imported(graph: &Graph) -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let mut imports: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for ((from, to), _) in graph.arrows() {
        if let (Some((_, from)), Some((_, to))) =
            (floors::place(graph.path(from)), floors::place(graph.path(to)))
            && from != to
        {
            imports.entry(from).or_default().insert(to);
        }
    }
    imports
}

/// How many lines a room has in the drawing.
fn lines_drawn(text: &str) -> usize {
    let rows = text.lines().skip(2);
    rows.map(|row| row.split_whitespace().nth(3).unwrap().parse::<usize>().unwrap()).sum()
}

#[test]
fn the_drawing_of_the_house_shows_every_line_once() {
    let text = drawn(&HOUSE);
    println!("{text}");
    let files = HOUSE.production().filter(|file| file.path != "lib.rs");
    assert_eq!(lines_drawn(&text), files.map(|file| file.lines - file.test_lines).sum::<usize>());
}

#[test]
fn every_path_leads_to_what_it_names() {
    let lost: Vec<&String> = HOUSE.uses.unresolved.iter().collect();
    assert_none(&lost, "paths that lead nowhere");
}

#[test]
fn every_file_stands_on_a_floor() {
    assert_none(&floors::on_no_floor(&HOUSE), "files on no floor");
}

#[test]
fn the_root_only_declares_and_re_exports() {
    assert_eq!(HOUSE.defined_in_root, 0);
}

#[test]
fn a_file_imports_only_from_its_floor_and_below() {
    assert_none(&floors::upwards(&HOUSE), "imports upwards");
}

#[test]
fn a_room_imports_from_its_neighbours_only_what_is_allowed() {
    assert_none(&floors::sideways(&HOUSE), "imports sideways");
    assert_none(&floors::stale(&HOUSE), "exceptions for nothing");
}

#[test]
fn an_inner_room_is_imported_only_through_its_entrance() {
    assert_none(&floors::past_entrances(&HOUSE), "imports past the entrance");
    assert_none(&floors::unused_entrances(&HOUSE), "entrances for nothing");
}

#[test]
fn each_heavy_crate_is_named_in_one_room() {
    assert_none(&crates::strays(&HOUSE), "crates outside their room");
    assert_none(&crates::idle_keepers(&HOUSE), "rooms that keep a crate for nothing");
}

#[test]
fn each_dependency_is_kept_in_one_room_or_free() {
    assert_none(&crates::undecided(&dependencies()), "dependencies");
}

#[test]
fn no_string_of_the_library_names_a_command_or_a_flag() {
    let sources = tree::read(&package().join("src"));
    let library = HOUSE
        .production()
        .filter(|file| flags::FACES.iter().all(|room| !floors::is_in(&file.path, room)));
    let named: Vec<(&str, String)> = library
        .flat_map(|file| {
            let named = flags::named_in(&sources[&file.path]);
            named.into_iter().map(|text| (file.path.as_str(), text))
        })
        .collect();
    let wrong = named.iter().filter(|(path, text)| !flags::OF_OTHERS.contains(&(path, text)));
    let wrong: Vec<String> = wrong.map(|(path, text)| format!("{path}: {text}")).collect();
    assert_none(&wrong, "commands and flags of the program in the library");
    let is_used =
        |one: &(&str, &str)| named.iter().any(|(path, text)| *one == (*path, text.as_str()));
    let idle = flags::OF_OTHERS.iter().filter(|one| !is_used(one));
    let idle: Vec<String> = idle.map(|(path, text)| format!("{path}: {text}")).collect();
    assert_none(&idle, "flags of other programs that nothing names");
}

#[test]
fn no_file_is_longer_than_five_hundred_lines() {
    let long = HOUSE.files.iter().filter(|file| file.lines > LINES_OF_FILE);
    let long: Vec<String> = long.map(|file| format!("{}: {}", file.path, file.lines)).collect();
    assert_none(&long, "long files");
}

#[test]
fn no_function_is_longer_than_reads_well() {
    let long = HOUSE.uses.functions.iter().filter(|(lines, _)| *lines > LINES_OF_FUNCTION);
    let long: Vec<String> = long.map(|(lines, name)| format!("{name}: {lines}")).collect();
    assert_none(&long, "long functions");
}

#[test]
fn no_circle_of_files_exists() {
    let circles = HOUSE.told_circles();
    assert!(circles.is_empty(), "files that import each other in a circle:\n{circles}");
}
