//! The real process, killed at random moments of its runs.

use std::collections::BTreeMap;
use std::fs;
use std::process::Stdio;
use std::time::Instant;

use policy_search::{Engine, IndexOptions, Location};

use crate::workspace::{Dice, Workspace};

/// How often a run is killed.
const KILLS: usize = 100;

/// How many files there are.
pub(crate) const FILES: usize = 60;

pub(crate) fn write(workspace: &Workspace, file: usize, version: usize) {
    let text = format!(
        "青山市人民政府关于第{file}处渡口安全的通知\n各区：\n第{version}次检查，请抓好落实。\n2025年3月1日\n"
    );
    workspace.write(&format!("{}/{file}.txt", file % 5), text);
}

/// Adds, edits, renames and removes some files.
pub(crate) fn change(workspace: &Workspace, round: usize, dice: &mut Dice) {
    for _ in 0..8 {
        write(workspace, dice.below(FILES), round);
    }
    let [from, to] = [dice.below(FILES), FILES + dice.below(FILES)]
        .map(|file| workspace.path(&format!("corpus/{}/{file}.txt", file % 5)));
    let _ = fs::rename(from, to);
    let gone = dice.below(2 * FILES);
    let _ = fs::remove_file(workspace.path(&format!("corpus/{}/{gone}.txt", gone % 5)));
}

/// The texts that an index holds, by path.
pub(crate) fn contents(location: &Location) -> BTreeMap<String, String> {
    let mut contents = BTreeMap::new();
    let engine = Engine::open(location).unwrap();
    let searched = engine.search(&crate::workspace::request("渡口安全")).unwrap();
    engine
        .each(&mut |record| {
            contents.insert(record.place.path, record.announcement.body);
            Ok(())
        })
        .unwrap();
    assert_eq!(searched.total, contents.len());
    contents
}

/// What a rebuild holds.
pub(crate) fn rebuilt(workspace: &Workspace) -> BTreeMap<String, String> {
    let fresh = Location::Dir(workspace.path("fresh"));
    let options = IndexOptions::of([workspace.path("corpus")]).rebuild(true);
    policy_search::index(&fresh, &options, &|_| ()).unwrap();
    contents(&fresh)
}

#[test]
fn a_killed_run_loses_nothing_and_hinders_none() {
    let workspace = Workspace::new();
    (0..FILES).for_each(|file| write(&workspace, file, 0));
    let began = Instant::now();
    assert!(workspace.command(&["index"]).status.success());
    let whole = began.elapsed();
    let mut dice = Dice(12);
    let mut ended = 0;
    for round in 1..=KILLS {
        let before = contents(&workspace.location());
        change(&workspace, round, &mut dice);
        let rebuild: &[&str] = if round % 4 == 0 { &["--rebuild"] } else { &[] };
        let mut command = workspace.prepare(&[&["index"], rebuild].concat());
        let mut run = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole.mul_f64(dice.below(1000) as f64 / 1000.0));
        ended += usize::from(run.try_wait().unwrap().is_some());
        run.kill().unwrap();
        run.wait().unwrap();
        let after = contents(&workspace.location());
        if after != before {
            assert_eq!(after, rebuilt(&workspace), "round {round}");
        }
        if round % 10 == 0 {
            let output = workspace.command(&["index"]);
            assert!(output.status.success(), "{output:?}");
            assert_eq!(contents(&workspace.location()), rebuilt(&workspace), "round {round}");
        }
    }
    println!("{KILLS} kills, {ended} of them after the run had ended");
    assert!(ended < KILLS, "no run was killed");
    assert_eq!(left_over(&workspace), [""; 0]);
}

/// The files of the index that its last commit does not name.
fn left_over(workspace: &Workspace) -> Vec<String> {
    let marker = fs::read(workspace.path("index/policy-search.json")).unwrap();
    let marker: serde_json::Value = serde_json::from_slice(&marker).unwrap();
    let generation = marker["generation"].as_str().unwrap();
    let names = |path: &str| -> Vec<String> {
        let entries = fs::read_dir(workspace.path(path)).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let known = ["lock", "policy-search.json", ".policy-search-id", generation];
    let mut left = names("index");
    left.retain(|name| !known.contains(&name.as_str()));
    let generation = format!("index/{generation}");
    let meta = fs::read_to_string(workspace.path(&generation).join("meta.json")).unwrap();
    let meta = meta.replace('-', "");
    let known = ["meta.json", ".managed.json", ".checksums.json", "generation"];
    left.extend(names(&generation).into_iter().filter(|name| {
        let stem = name.replace('-', "");
        let stem = stem.split('.').next().unwrap_or_default();
        !known.contains(&name.as_str()) && !name.starts_with(".tantivy-") && !meta.contains(stem)
    }));
    left
}
