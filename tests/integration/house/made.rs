//! The reading of the graph, on small sources made for it.

use std::collections::BTreeSet;

use super::crates::{self, undecided};
use super::floors::{on_no_floor, past_entrances, sideways, upwards};
use super::graph::Graph;
use super::tree::Sources;

/// The graph of sources, each a path and a text.
fn graph(sources: &[(&str, &str)]) -> Graph {
    let sources: Sources =
        sources.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect();
    Graph::of(&sources, &["std", "tantivy", "serde", "csv"].map(String::from).into())
}

/// The arrows of sources of which every path must be understood.
fn arrows(sources: &[(&str, &str)]) -> Vec<String> {
    let graph = graph(sources);
    assert_eq!(graph.uses.unresolved, BTreeSet::new());
    graph.arrows().map(|arrow| graph.told(arrow)).collect()
}

/// The arrows from `a.rs`, of this text, to `b.rs` and what stands below it.
fn arrows_of(text: &str) -> Vec<String> {
    arrows(&[
        ("lib.rs", "mod a; mod b; pub use b::deep::Deep;"),
        ("a.rs", text),
        ("b.rs", "pub mod deep; pub use deep::{Deep, dig as delve}; pub struct B; pub fn b() {}"),
        (
            "b/deep.rs",
            "pub enum Deep { One, Two } pub fn dig() {} pub const MOST: usize = 1; pub trait Dig {} \
             pub(crate) mod inner { pub fn f() {} pub use crate::b::deep::dig; }",
        ),
    ])
}

#[test]
fn a_use_is_an_arrow_to_the_file_that_defines() {
    assert_eq!(arrows_of("use crate::b::B;"), ["a.rs -> b.rs: B"]);
    assert_eq!(arrows_of("use crate::b::{b, B};"), ["a.rs -> b.rs: B, b"]);
    assert_eq!(arrows_of("use crate::b::deep::{self, Dig as _};"), ["a.rs -> b/deep.rs: Dig"]);
}

#[test]
fn a_chain_of_re_exports_is_followed_to_its_end() {
    assert_eq!(arrows_of("use crate::b::Deep;"), ["a.rs -> b/deep.rs: Deep"]);
    assert_eq!(arrows_of("use crate::Deep;"), ["a.rs -> b/deep.rs: Deep"]);
    assert_eq!(arrows_of("use crate::b::delve;"), ["a.rs -> b/deep.rs: dig"]);
    assert_eq!(arrows_of("fn f() { crate::b::delve() }"), ["a.rs -> b/deep.rs: dig"]);
    assert_eq!(arrows_of("use crate::b::deep::inner::dig;"), ["a.rs -> b/deep.rs: dig"]);
}

#[test]
fn a_module_renamed_or_imported_is_followed() {
    assert_eq!(arrows_of("use crate::b as c; fn f() { c::b() }"), ["a.rs -> b.rs: b"]);
    assert_eq!(arrows_of("use crate::b; fn f() { b::deep::dig() }"), ["a.rs -> b/deep.rs: dig"]);
    assert_eq!(arrows_of("use crate::b::{self}; fn f() { b::b() }"), ["a.rs -> b.rs: b"]);
    assert_eq!(arrows_of("use crate::b::{self as c}; type T = c::B;"), ["a.rs -> b.rs: B"]);
    assert_eq!(arrows_of("use crate::b;"), [""; 0]);
}

#[test]
fn a_glob_is_an_arrow_where_a_name_comes_through_it() {
    assert_eq!(arrows_of("use crate::b::*; fn f(_: B) {}"), ["a.rs -> b.rs: B"]);
    assert_eq!(arrows_of("use crate::b::*; fn f() { deep::dig() }"), ["a.rs -> b/deep.rs: dig"]);
    assert_eq!(arrows_of("use crate::b::*; fn f() { let b = 1; g(b) } fn g(_: i32) {}"), [""; 0]);
    assert_eq!(arrows_of("use crate::b::Deep::*; fn f() { One; }"), ["a.rs -> b/deep.rs: Deep"]);
}

#[test]
fn a_variable_hides_a_name_where_it_is_in_scope() {
    let through_glob = |code: &str| arrows_of(&format!("use crate::b::*; {code}"));
    for code in [
        "fn f(b: u8) -> u8 { b }",
        "fn f() { g(|b| b) }",
        "fn f() { for b in g() { h(b) } }",
        "fn f() { while let Some(b) = g() { h(b) } }",
        "fn f() { match g() { b => h(b) } }",
        "fn f() { if let Some((b, _)) = g() && b > 1 { h(b) } }",
        "fn f() { matches!(g(), Some(b) if b > 0); }",
        "fn f() { format!(\"{b}\", b = 1); }",
        "fn f(x: S) { json!({ \"one\": x.b, b: 1 }) }",
        "fn f() { made!(x => ::b::b()) }",
    ] {
        assert_eq!(through_glob(code), [""; 0], "{code}");
    }
    for code in [
        "fn f() { { let b = 1; g(b) } b() }",
        "fn f() { let b = b(); }",
        "fn f() { let _ = g(|b| b); b() }",
        "fn f() { for b in b() {} }",
        "fn f() { for b in g() {} b() }",
        "fn f() { while let Some(b) = g() {} b() }",
        "fn f() { match g() { 1 => b(), b => b } }",
        "fn f() { match g() { b if b > 1 => b, _ => b() } }",
        "fn f() { if let Some(b) = g() {} else { b() } }",
        "fn f() { format!(\"{}\", b()) }",
    ] {
        assert_eq!(through_glob(code), ["a.rs -> b.rs: b"], "{code}");
    }
}

#[test]
fn a_path_in_code_is_an_arrow() {
    for text in [
        "fn f() { crate::b::b() }",
        "fn f() -> u8 { let b = 1; super::b::b(); b }",
        "fn f() { if let Some(b) = g() { b } else { super::b::b() } }",
        "fn f() { let g = super::b::b; g() }",
        "fn f(x: u8) { match x { 1 if super::b::b() => {} _ => {} } }",
        "fn f() { use super::b::b as c; c() }",
        "fn f() { use super::b as c; c::b() }",
        "fn f() { use super::b::*; b() }",
        "fn f() { println!(\"{}\", super::b::b()) }",
        "fn f() { assert!(matches!(super::b::b(), Some(x) if x > 0)) }",
        "fn f() { json!({ \"one\": super::b::b() }) }",
        "macro_rules! m { () => { $crate::b::b() } }",
        "#[serde(with = \"crate::b::b\")] struct S;",
        "impl S { fn f(&self) { self.g(super::b::b) } } struct S;",
    ] {
        assert_eq!(arrows_of(text), ["a.rs -> b.rs: b"], "{text}");
    }
}

#[test]
fn a_path_in_a_type_or_pattern_is_an_arrow() {
    for text in [
        "fn f(_: Option<super::b::Deep>) {}",
        "struct S { deep: crate::Deep }",
        "fn f(x: u8) { if matches!(x, super::b::Deep::One | super::b::Deep::Two) {} }",
        "fn f(x: u8) { match x { super::b::Deep::One => {} _ => {} } }",
        "impl From<super::b::Deep> for S {} struct S;",
        "fn f() { <super::b::Deep>::one() }",
        "fn f<T: Into<super::b::Deep>>() {}",
        "#[arg(default_value_t = super::b::Deep::One)] struct S;",
    ] {
        assert_eq!(arrows_of(text), ["a.rs -> b/deep.rs: Deep"], "{text}");
    }
    let text = "use super::b::deep::*; fn f(x: usize) { match x { MOST => {} _ => {} } }";
    assert_eq!(arrows_of(text), ["a.rs -> b/deep.rs: MOST"]);
    let text = "impl<T> super::b::deep::Dig for T where T: super::b::deep::Dig {}";
    assert_eq!(arrows_of(text), ["a.rs -> b/deep.rs: Dig"]);
}

#[test]
fn super_is_resolved_from_inline_modules_too() {
    assert_eq!(arrows_of("mod m { fn f() { super::super::b::b() } }"), ["a.rs -> b.rs: b"]);
    assert_eq!(
        arrows_of("mod m { use super::*; fn f(_: B) {} } use super::b::B;"),
        ["a.rs -> b.rs: B"]
    );
    let deep = "use super::super::a::A; fn f() { super::b(); }";
    let found = arrows(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "pub struct A;"),
        ("b/mod.rs", "mod deep; fn b() {}"),
        ("b/deep.rs", deep),
    ]);
    assert_eq!(found, ["b/deep.rs -> a.rs: A", "b/deep.rs -> b/mod.rs: b"]);
}

/// The arrows between `m/mod.rs` and `m/child.rs`.
fn family(parent: &str, child: &str) -> Vec<String> {
    arrows(&[("lib.rs", "mod m;"), ("m/mod.rs", parent), ("m/child.rs", child)])
}

#[test]
fn a_child_that_is_only_declared_or_passed_on_is_no_arrow() {
    let child = "pub fn f() {}";
    assert_eq!(family("mod child;", child), [""; 0]);
    assert_eq!(family("mod child; pub use child::f;", child), [""; 0]);
    assert_eq!(family("mod child; pub(crate) use self::child::f as g;", child), [""; 0]);
}

#[test]
fn a_parent_and_its_child_have_arrows_both_ways() {
    let child = "pub fn f() {}";
    let down = ["m/mod.rs -> m/child.rs: f"];
    assert_eq!(family("mod child; use child::f;", child), down);
    assert_eq!(family("mod child; fn g() { child::f() }", child), down);
    assert_eq!(family("mod child; pub use child::f; fn g() { f() }", child), down);
    assert_eq!(family("mod child; pub use child::f; fn g(f: u8) -> u8 { f }", child), [""; 0]);
    let up = ["m/child.rs -> m/mod.rs: g"];
    assert_eq!(family("mod child; fn g() {}", "use super::g;"), up);
    assert_eq!(family("mod child; fn g() {}", "fn f() { super::g() }"), up);
    assert_eq!(family("mod child; fn g() {}", "fn f() { crate::m::g() }"), up);
}

#[test]
fn what_a_parent_imports_comes_from_where_it_is_defined() {
    let found = arrows(&[
        ("lib.rs", "mod a; mod m;"),
        ("a.rs", "pub struct A;"),
        ("m/mod.rs", "mod child; use crate::a::A;"),
        ("m/child.rs", "use super::A;"),
    ]);
    assert_eq!(found, ["m/mod.rs -> a.rs: A", "m/child.rs -> a.rs: A"]);
}

#[test]
fn a_re_export_from_elsewhere_is_an_arrow() {
    let found = arrows(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "pub struct A;"),
        ("b.rs", "pub use crate::a::A;"),
    ]);
    assert_eq!(found, ["b.rs -> a.rs: A"]);
}

#[test]
fn a_name_is_a_module_and_a_function_at_once() {
    let child = "pub fn child() {} pub struct C;";
    let parent = "mod child; pub use child::{C, child};";
    let user = |text| {
        let lib = ("lib.rs", "mod a; mod m;");
        arrows(&[lib, ("a.rs", text), ("m/mod.rs", parent), ("m/child.rs", child)])
    };
    assert_eq!(user("use crate::m::child;"), ["a.rs -> m/child.rs: child"]);
    assert_eq!(user("fn f() { crate::m::child::child() }"), ["a.rs -> m/child.rs: child"]);
    assert_eq!(user("type T = crate::m::child::C;"), ["a.rs -> m/child.rs: C"]);
}

#[test]
fn a_name_passed_on_as_a_module_and_a_function_is_both() {
    let found = |passed_on| {
        arrows(&[
            ("lib.rs", "mod a; mod b; mod m;"),
            ("a.rs", "use crate::b::child;"),
            ("b.rs", passed_on),
            ("m/mod.rs", "pub mod child; pub fn run() {}"),
            ("m/child.rs", "pub fn child() {}"),
        ])
    };
    let expected = ["a.rs -> m/child.rs: child", "b.rs -> m/child.rs: child"];
    assert_eq!(found("pub use crate::m::child; pub use child::child;"), expected);
    let expected = ["a.rs -> m/mod.rs: run", "b.rs -> m/mod.rs: run"];
    assert_eq!(found("use crate::m; pub use m::child; pub use m::run as child;"), expected);
}

#[test]
fn what_macros_define_is_found_in_their_file() {
    let found = arrows(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::b::{HOOK, Kind}; fn f() { Kind::One; }"),
        (
            "b.rs",
            "macro_rules! kinds { () => { pub enum Kind {} } } kinds! {} \
                  thread_local! { pub static HOOK: u8 = 1; }",
        ),
    ]);
    assert_eq!(found, ["a.rs -> b.rs: HOOK, Kind"]);
    let found = arrows(&[
        ("lib.rs", "mod m;"),
        ("m/mod.rs", "macro_rules! made { () => {} } mod child;"),
        ("m/child.rs", "made!();"),
    ]);
    assert_eq!(found, ["m/child.rs -> m/mod.rs: made"]);
}

#[test]
fn what_is_for_tests_only_is_left_out() {
    for text in [
        "#[cfg(test)] use crate::b::B;",
        "#[cfg(test)] mod tests { use crate::b::B; }",
        "#[cfg(all(test, unix))] fn f() { crate::b::b() }",
        "#[test] fn f() { crate::b::b() }",
        "fn f() { #[cfg(test)] let x = crate::b::b(); }",
        "struct S { #[cfg(test)] b: crate::b::B }",
        "impl S { #[cfg(test)] fn f() { crate::b::b() } } struct S;",
    ] {
        assert_eq!(arrows_of(text), [""; 0], "{text}");
    }
    assert_eq!(arrows_of("#[cfg(not(test))] use crate::b::B;"), ["a.rs -> b.rs: B"]);
    assert_eq!(arrows_of("#[cfg(any(test, unix))] use crate::b::B;"), ["a.rs -> b.rs: B"]);
}

#[test]
fn a_file_that_only_tests_reach_is_left_out() {
    let graph = graph(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "#[cfg(test)] mod tests;"),
        ("a/tests.rs", "mod more; use crate::b::B;"),
        ("a/tests/more.rs", "use crate::b::B;"),
        ("b.rs", "pub struct B;\n#[cfg(test)]\nmod tests {\n    use super::*;\n}\n"),
    ]);
    assert_eq!(graph.arrows().count(), 0);
    let production: Vec<&str> = graph.production().map(|file| file.path.as_str()).collect();
    assert_eq!(production, ["lib.rs", "a.rs", "b.rs"]);
    let b = graph.production().last().unwrap();
    assert_eq!((b.lines, b.test_lines), (5, 4));
}

#[test]
fn the_binary_names_the_library() {
    let found = arrows(&[
        ("lib.rs", "pub mod a; mod b; pub use a::A;"),
        ("a.rs", "pub struct A; pub fn a() { crate::b::b() }"),
        ("b.rs", "pub fn b() {}"),
        ("bin/search/main.rs", "mod run; use policy_search::A; fn main() { crate::run::run() }"),
        ("bin/search/run.rs", "pub fn run() { policy_search::a::a() }"),
    ]);
    let expected = [
        "a.rs -> b.rs: b",
        "bin/search/main.rs -> bin/search/run.rs: run",
        "bin/search/main.rs -> a.rs: A",
        "bin/search/run.rs -> a.rs: a",
    ];
    assert_eq!(BTreeSet::from_iter(found), BTreeSet::from(expected.map(String::from)));
}

#[test]
fn a_path_that_leads_nowhere_is_named() {
    let lost = |text| {
        let graph = graph(&[("lib.rs", "mod a; mod b;"), ("a.rs", text), ("b.rs", "")]);
        Vec::from_iter(graph.uses.unresolved)
    };
    assert_eq!(lost("use crate::b::Missing;"), ["a.rs names crate::b::Missing"]);
    assert_eq!(lost("fn f() { super::c::d() }"), ["a.rs names super::c::d"]);
    assert_eq!(lost("use crate::b; fn f() { b::missing() }"), ["a.rs names b::missing"]);
    assert_eq!(lost("fn f() { vec![missing::f(); 2] }"), ["a.rs names missing::f"]);
    assert_eq!(lost("use unknown::Thing;"), ["a.rs names unknown::Thing"]);
    assert_eq!(lost("use super::super::b;"), ["a.rs names super::super::b"]);
    assert_eq!(
        lost("fn f<T: Default>() { T::default(); u8::from_str(\"\"); Vec::new() }"),
        [""; 0]
    );
}

#[test]
#[should_panic(expected = "no `mod` reaches [\"b.rs\"]")]
fn a_file_that_no_module_declares_is_named() {
    graph(&[("lib.rs", "mod a;"), ("a.rs", ""), ("b.rs", "")]);
}

#[test]
#[should_panic(expected = "neither of [\"a.rs\", \"a/mod.rs\"] is there")]
fn a_module_without_a_file_is_named() {
    graph(&[("lib.rs", "mod a;")]);
}

#[test]
#[should_panic(expected = "`#[path]` of mod a is not read")]
fn a_path_of_another_name_is_refused() {
    graph(&[("lib.rs", "#[path = \"b.rs\"] mod a;"), ("b.rs", "")]);
}

#[test]
fn a_crate_is_told_from_a_module_of_its_name() {
    let crates = |text| {
        let graph =
            graph(&[("lib.rs", "mod a; mod csv;"), ("a.rs", text), ("csv.rs", "pub fn f() {}")]);
        let named: Vec<String> = graph.uses.crates.values().flatten().cloned().collect();
        (named, graph.arrows().count())
    };
    assert_eq!(crates("use crate::csv; fn f() { csv::f() }"), (vec![], 1));
    assert_eq!(crates("fn f() { csv::g() }"), (vec!["csv".to_string()], 0));
    assert_eq!(crates("use crate::csv; fn f() { ::csv::g() }"), (vec!["csv".to_string()], 0));
    assert_eq!(crates("#[derive(serde::Serialize)] struct S;"), (vec!["serde".to_string()], 0));
    assert_eq!(crates("// tantivy::Term\nfn f(tantivy: u8) { \"tantivy::Term\" }"), (vec![], 0));
}

#[test]
fn a_crate_passed_on_is_still_that_crate() {
    let graph = graph(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::b::Word;"),
        ("b.rs", "pub use tantivy::Term as Word;"),
    ]);
    let named: Vec<&str> = graph.uses.crates.keys().map(|file| graph.path(*file)).collect();
    assert_eq!(named, ["a.rs", "b.rs"]);
}

#[test]
fn a_planted_circle_is_found_with_what_ties_it() {
    let graph = graph(&[
        ("lib.rs", "mod a; mod b; mod c; mod d;"),
        ("a.rs", "use crate::b::B; pub struct A;"),
        ("b.rs", "use crate::c::C; pub struct B;"),
        ("c.rs", "pub struct C; fn f() { let _ = crate::a::A; }"),
        ("d.rs", "use crate::a::A;"),
    ]);
    let told = "\na circle of 3 files:\n  a.rs -> b.rs: B\n  b.rs -> c.rs: C\n  c.rs -> a.rs: A\n";
    assert_eq!(graph.told_circles(), told);
}

#[test]
fn two_circles_that_share_no_file_are_two() {
    let arrows = [(0, 1), (1, 0), (1, 2), (2, 3), (3, 4), (4, 2), (4, 5)];
    assert_eq!(super::circles::circles(6, &arrows.into()), [vec![0, 1], vec![2, 3, 4]]);
    assert_eq!(super::circles::circles(3, &[(0, 1), (0, 2), (2, 1)].into()), [[0; 0]; 0]);
}

#[test]
fn planted_imports_across_floors_are_named() {
    let graph = graph(&[
        ("lib.rs", "mod text; mod engine; mod issuer; mod extract; mod backend; mod attic;"),
        ("text.rs", "fn f() { crate::engine::run() }"),
        ("engine.rs", "pub fn run() {} use crate::backend::embedded::Index;"),
        ("issuer.rs", "use crate::extract::Line; pub struct Registry;"),
        ("extract.rs", "use crate::issuer::Registry; pub struct Line;"),
        ("backend/mod.rs", "pub mod embedded; fn f() { embedded::Index; }"),
        ("backend/embedded/mod.rs", "mod search; pub struct Index;"),
        ("backend/embedded/search.rs", "use super::Index;"),
        ("attic.rs", ""),
    ]);
    assert_eq!(upwards(&graph), ["text.rs -> engine.rs: run"]);
    assert_eq!(sideways(&graph), ["issuer.rs -> extract.rs: Line"]);
    assert_eq!(past_entrances(&graph), ["engine.rs -> backend/embedded/mod.rs: Index"]);
    assert_eq!(on_no_floor(&graph), ["attic.rs"]);
}

#[test]
fn a_planted_crate_is_named() {
    let graph = graph(&[
        ("lib.rs", "mod search; mod backend;"),
        ("search.rs", "use tantivy::Term;"),
        ("backend/mod.rs", "mod embedded;"),
        ("backend/embedded.rs", "use tantivy::Term;"),
    ]);
    let wrong = ["search.rs names tantivy, which backend/embedded keeps"];
    assert_eq!(crates::strays(&graph), wrong);
    let manifest =
        "[dependencies]\nserde = \"1\"\nnew-one = \"1\"\n[target.x.dependencies]\nrlimit = \"0\"";
    let dependencies = crates::dependencies(manifest);
    assert_eq!(dependencies, ["serde", "new_one", "rlimit"].map(String::from).into());
    let wrong = undecided(&dependencies);
    assert!(wrong.contains(&"new_one must be either kept in one room or free".to_string()));
    assert!(wrong.contains(&"tantivy is no dependency".to_string()));
    assert!(!wrong.iter().any(|line| line.starts_with("serde ") || line.starts_with("rlimit")));
}

#[test]
fn functions_are_counted_from_their_first_word_to_their_last_brace() {
    let graph = graph(&[(
        "lib.rs",
        "/// Says.\n#[inline]\nfn one() {}\n\nimpl S {\n    fn three(\n        &self,\n    ) {}\n}\nstruct S;\n\
         #[cfg(test)]\nmod tests {\n    fn f() {}\n}\n",
    )]);
    let expected = [(1, "lib.rs: one".to_string()), (3, "lib.rs: three".to_string())];
    assert_eq!(graph.uses.functions, expected);
}
