//! The index changes while it is asked, and no answer fails.

use std::fs;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::client::{get, with};
use super::running::Served;
use crate::workspace::{Dice, Workspace};

fn write(workspace: &Workspace, at: usize) {
    let text = format!(
        "青山市人民政府关于第{at}处渡口安全的通知\n各区：\n请抓好第{at}处渡口的检查和落实。\n2025年3月1日\n"
    );
    workspace.write(&format!("{at}.txt"), text);
}

fn run(workspace: &Workspace, args: &[&str]) {
    assert!(workspace.command(args).status.success());
}

/// Waits until the next request looks at the index.
fn next_look() {
    std::thread::sleep(Duration::from_millis(150));
}

/// Asks in turn until it is to stop, and tells what was not answered, and how many were.
fn ask(served: &Served, stop: &AtomicBool) -> (Vec<String>, usize) {
    let paths = [
        with("/api/v1/search", &[("q", "渡口安全"), ("facets", "1")]),
        "/health".to_string(),
        "/api/v1/stats".to_string(),
        with("/api/v1/documents", &[("name", "青山市人民政府关于第1处渡口安全的通知")]),
        with("/api/v1/search", &[("q", "旱码头")]),
    ];
    let (mut failed, mut answered) = (Vec::new(), 0);
    for path in paths.iter().cycle().take_while(|_| !stop.load(Ordering::Relaxed)) {
        let answer = get(served.address, path);
        answered += 1;
        if answer.status / 100 != 2 {
            failed.push(format!("{path}: {} {}", answer.status, answer.text()));
        }
    }
    (failed, answered)
}

/// One round of what people do to an index.
fn change(workspace: &Workspace, round: usize, dice: &mut Dice) {
    write(workspace, round + 10);
    run(workspace, &["index"]);
    fs::write(
        workspace.path("index/synonyms.txt"),
        ["旱码头 = 渡口\n", "旱码头 = 渡口 = 码头\n"][round % 2],
    )
    .unwrap();
    write(workspace, round);
    run(workspace, &["index", "--rebuild"]);
    write(workspace, round + 20);
    let rebuild: &[&str] = if round.is_multiple_of(2) { &["--rebuild"] } else { &[] };
    let mut command = workspace.prepare(&[&["index"], rebuild].concat());
    let mut killed = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(dice.below(150) as u64));
    killed.kill().unwrap();
    killed.wait().unwrap();
    fs::write(
        workspace.path("index/dictionary.txt"),
        ["旱码头\n", "旱码头\n内陆港区\n"][round % 2],
    )
    .unwrap();
    fs::remove_file(workspace.path("index/synonyms.txt")).unwrap();
}

#[test]
fn no_answer_fails_while_the_index_is_updated_rebuilt_killed_and_its_words_change() {
    let workspace = Workspace::new();
    (0..8).for_each(|at| write(&workspace, at));
    run(&workspace, &["index"]);
    let served = Arc::new(Served::of(workspace));
    let stop = Arc::new(AtomicBool::new(false));
    let asking: Vec<_> = (0..3)
        .map(|_| {
            let (served, stop) = (Arc::clone(&served), Arc::clone(&stop));
            std::thread::spawn(move || ask(&served, &stop))
        })
        .collect();
    let mut dice = Dice(19);
    for round in 0..8 {
        change(&served.workspace, round, &mut dice);
        write(&served.workspace, round + 30);
        run(&served.workspace, &["index"]);
        let title = format!("青山市人民政府关于第{}处渡口安全的通知", round + 30);
        let path = with("/api/v1/documents", &[("name", &title)]);
        let began = Instant::now();
        // Until the state is opened the one before it answers.
        while served.get(&path).status != 200 {
            assert!(
                began.elapsed() < Duration::from_secs(20),
                "{title} is not found: {}",
                served.get("/health").text()
            );
            next_look();
        }
        assert_eq!(served.get("/api/v1/stats").status, 200, "round {round}");
    }
    stop.store(true, Ordering::Relaxed);
    let told: Vec<_> = asking.into_iter().map(|asking| asking.join().unwrap()).collect();
    let failed: Vec<_> = told.iter().flat_map(|(failed, _)| failed).collect();
    let answered: usize = told.iter().map(|(_, answered)| answered).sum();
    assert!(
        failed.is_empty(),
        "{} of {answered}: {:?}",
        failed.len(),
        &failed[..failed.len().min(5)]
    );
    assert!(answered > 100, "{answered}");
    assert_eq!(served.get("/health").json()["last_error"], serde_json::Value::Null);
}

#[test]
fn an_index_that_is_gone_is_told_and_one_that_is_back_is_taken() {
    let workspace = Workspace::new();
    write(&workspace, 1);
    workspace.index();
    let served = Served::of(workspace);
    assert_eq!(served.get("/health").json()["status"], "ok");
    let (index, aside) = (served.workspace.path("index"), served.workspace.path("aside"));
    fs::rename(&index, &aside).unwrap();
    next_look();
    for path in ["/api/v1/search?q=a", "/api/v1/stats", "/api/v1/documents/00", "/export.csv"] {
        let gone = get(served.address, path);
        assert_eq!((gone.status, gone.header("retry-after")), (503, Some("5")), "{path}");
        if path.starts_with("/api") {
            assert_eq!(gone.json()["type"], "/problems/index", "{path}");
            assert!(
                gone.json()["detail"].as_str().unwrap().contains("search index"),
                "{}",
                gone.text()
            );
        }
    }
    let health = served.get("/health");
    assert_eq!((health.status, &health.json()["status"]), (503, &"no index".into()));
    fs::rename(&aside, &index).unwrap();
    next_look();
    assert_eq!(served.get("/api/v1/search?q=a").status, 200);
    assert_eq!(served.get("/health").json()["status"], "ok");
}

#[test]
fn a_word_list_that_cannot_be_read_is_told_and_the_state_before_it_answers() {
    let workspace = Workspace::new();
    write(&workspace, 1);
    workspace.index();
    let served = Served::of(workspace);
    let generation = served.get("/health").json()["generation"].clone();
    fs::write(served.workspace.path("index/synonyms.txt"), "旱码头\n").unwrap();
    next_look();
    assert_eq!(served.get("/api/v1/search?q=a").status, 200);
    let health = served.get("/health").json();
    assert_eq!(health["generation"], generation);
    assert!(health["last_error"].as_str().unwrap().contains("synonyms.txt:1"), "{health}");
    fs::write(served.workspace.path("index/synonyms.txt"), "旱码头 = 渡口\n").unwrap();
    let began = Instant::now();
    while served.get("/health").json()["last_error"] != serde_json::Value::Null {
        assert!(began.elapsed() < Duration::from_secs(20), "not taken back");
        next_look();
    }
    assert_eq!(served.get(&with("/api/v1/search", &[("q", "旱码头")])).json()["total"], 1);
}
