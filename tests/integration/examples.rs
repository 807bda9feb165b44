//! The examples of the library say what is so of the sample.

use std::fs;

use crate::workspace::{Workspace, repository};

#[path = "../../examples/extract.rs"]
#[expect(dead_code, reason = "its main reads the arguments of a program")]
mod extract;
#[path = "../../examples/index.rs"]
#[expect(dead_code, reason = "its main reads the arguments of a program")]
mod index;
#[path = "../../examples/search.rs"]
#[expect(dead_code, reason = "its main reads the arguments of a program")]
mod search;

/// What an example writes.
fn written(run: impl FnOnce(&mut Vec<u8>) -> Result<(), Box<dyn std::error::Error>>) -> String {
    let mut out = Vec::new();
    run(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn an_index_is_made_and_asked() {
    let workspace = Workspace::new();
    let sample = repository().join("corpus/sample").to_str().unwrap().to_string();
    let made = written(|out| index::run(&workspace.location(), [sample].into_iter(), out));
    let files = made.lines().nth(1).unwrap();
    assert!(files.ends_with(" files new, 0 changed") && !files.starts_with('0'), "{made}");
    assert!(made.contains("\nleft out: sample/crawler/空文件.txt: empty file\n"), "{made}");

    let ask = |query: &str| written(|out| search::run(&workspace.location(), query, out));
    let found = ask("運(yùn)貿(mào)產(chǎn)一體化");
    let first = found.lines().next().unwrap();
    assert!(
        first.starts_with("1  成都市青白江区") && first.ends_with("青府发〔2025〕28号"),
        "{found}"
    );
    assert_eq!(found.matches("【运贸产一体化】").count(), 3, "{found}");

    let near = ask("运茂产一体化");
    assert!(near.starts_with("nothing has all of 运茂产一体化; the nearest of "), "{near}");
    assert!(near.ends_with("perhaps: 运贸产一体化\n"), "{near}");
    let nothing = ask("魑魅魍魉");
    assert!(nothing.contains("魑魅魍魉 alone: 0\n"), "{nothing}");
}

#[test]
fn a_file_is_extracted() {
    let file = "corpus/sample/qingbaijiang.gov.cn/2025/青白江区运贸产一体化发展规划.md";
    let told = written(|out| extract::run(&repository().join(file), out));
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(
        lines,
        [
            "成都市青白江区人民政府关于印发《青白江区运贸产一体化发展规划（2026—2030年）》的通知",
            "  issued by 成都市青白江区人民政府 (county)",
            "  number 青府发〔2025〕28号",
            "  written 2025-12-08",
            "  forwards 《青白江区运贸产一体化发展规划（2026—2030年）》",
        ]
    );
    let junk = repository().join("corpus/sample/crawler/404.html");
    assert!(written(|out| extract::run(&junk, out)).starts_with("no announcement: error page"));
}

#[test]
fn every_example_is_run_and_uses_public_names_alone() {
    for entry in fs::read_dir(repository().join("examples")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(include_str!("examples.rs").contains(&format!("{name}::run(")), "{name}");
        let source = fs::read_to_string(&path).unwrap();
        let paths = source.split("policy_search::").skip(1);
        let inner: Vec<&str> = paths
            .filter_map(|path| path.split(|c: char| !c.is_alphanumeric() && c != '_').next())
            .filter(|first| super::surface::HIDDEN.contains(first))
            .collect();
        assert_eq!(inner, [""; 0], "{name}");
    }
}
