//! What a terminal has besides: hits named by their ranks, a pager, links.
#![cfg(target_os = "linux")]

use std::fs::{File, OpenOptions};
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::Command;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

use crate::workspace::{Workspace, stderr, stdout};

fn sample() -> Workspace {
    let sample = Workspace::with_sample();
    sample.index();
    sample
}

/// What a command writes to a terminal of its own, and whether it ended well.
fn on_terminal(mut command: Command) -> (String, bool) {
    let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&terminal).unwrap();
    unlockpt(&terminal).unwrap();
    let name = ptsname(&terminal, Vec::new()).unwrap();
    let path = Path::new(std::ffi::OsStr::from_bytes(name.as_bytes()));
    let screen = OpenOptions::new().read(true).write(true).open(path).unwrap();
    let mut child = command.stdout(screen).spawn().unwrap();
    // Its end of the terminal is closed when it ends, and not before ours is.
    drop(command);
    let mut shown = Vec::new();
    let mut buffer = [0; 4096];
    let mut terminal = File::from(terminal);
    while let Ok(read @ 1..) = terminal.read(&mut buffer) {
        shown.extend_from_slice(&buffer[..read]);
    }
    (String::from_utf8(shown).unwrap(), child.wait().unwrap().success())
}

#[test]
fn a_hit_of_the_last_search_is_named_by_its_rank_from_any_folder() {
    let sample = sample();
    let (screen, _) = on_terminal(sample.prepare(&["青白江", "--no-pager"]));
    let hits = sample.search("青白江").hits;
    assert!(screen.contains("\r\n2  ") && hits.len() > 2, "{screen}");
    let there = sample.path("elsewhere");
    std::fs::create_dir_all(&there).unwrap();
    let asked = |args: &[&str]| sample.prepare(args).current_dir(&there).output().unwrap();
    for (at, hit) in hits.iter().enumerate().take(3) {
        let rank = (at + 1).to_string();
        let shown = stdout(&asked(&["show", &rank, "--json"]));
        assert!(shown.contains(&format!("\"id\":\"{}\"", hit.id)), "{rank}: {shown}");
        let original = sample.engine().original(&hit.place).unwrap().unwrap();
        assert_eq!(
            stdout(&asked(&["open", "--print", &rank])).trim_end(),
            original.to_str().unwrap()
        );
    }
    let like = stdout(&asked(&["--like", "1", "--json"]));
    assert!(
        !like.contains(&format!("\"id\":\"{}\"", hits[0].id)) && like.contains("\"as\":\"like\"")
    );
    let beyond = asked(&["show", "987"]);
    assert_eq!(beyond.status.code(), Some(2));
    assert!(
        stderr(&beyond).contains("987 names no hit: the last search showed 1 to"),
        "{}",
        stderr(&beyond)
    );
}

#[test]
fn only_what_a_terminal_showed_is_named_by_rank() {
    let sample = sample();
    let none = sample.command(&["show", "99999"]);
    assert!(
        stderr(&none).contains("no search has been shown on a terminal yet"),
        "{}",
        stderr(&none)
    );
    on_terminal(sample.prepare(&["补贴", "--no-pager"]));
    let first = sample.search("补贴").hits[0].id.to_string();
    sample.command(&["渡口"]);
    on_terminal(sample.prepare(&["渡口", "--json"]));
    assert!(stdout(&sample.command(&["show", "1", "--json"])).contains(&first));
    let other = Workspace::new();
    other.write("通知.txt", "某县关于渡口安全的通知\n\n各镇：请抓紧检查渡口。\n");
    other.index();
    let index = other.path("index");
    let elsewhere = sample.command(&["show", "99998", "--index", index.to_str().unwrap()]);
    assert!(
        stderr(&elsewhere).contains("the last search was of the index"),
        "{}",
        stderr(&elsewhere)
    );
}

#[test]
fn long_screens_go_through_the_pager_and_short_ones_and_files_do_not() {
    let sample = sample();
    let long = sample.everything();
    let long = long.iter().max_by_key(|hit| hit.announcement.body.lines().count()).unwrap();
    let paged = sample.path("paged");
    let pager = format!("cat > '{}'", paged.display());
    let show = |args: &[&str], pager: &str| {
        let mut command = sample.prepare(&[&["show", long.id.as_str()], args].concat());
        command.env("SEARCH_PAGER", pager).env("PAGER", "false");
        command
    };
    let (screen, ended) = on_terminal(show(&[], &pager));
    assert!(screen.is_empty() && ended, "{screen}");
    assert!(std::fs::read_to_string(&paged).unwrap().contains(long.id.as_str().get(..6).unwrap()));
    std::fs::remove_file(&paged).unwrap();
    let direct = [(vec!["--no-pager"], pager.as_str()), (vec![], "/no/such/pager"), (vec![], "")];
    for (args, pager) in direct {
        let (screen, ended) = on_terminal(show(&args, pager));
        assert!(screen.lines().count() > 24 && ended, "{args:?} {pager}: {screen}");
    }
    assert!(!stdout(&show(&[], &pager).output().unwrap()).is_empty());
    let (short, _) = on_terminal({
        let mut command = sample.prepare(&["补贴", "-n", "1"]);
        command.env("SEARCH_PAGER", &pager);
        command
    });
    assert!(short.contains("补贴") && !paged.exists(), "{short}");
}

#[test]
fn paths_and_pages_are_links_in_colour_where_the_terminal_opens_them() {
    let sample = sample();
    let hit = sample.everything().into_iter().find(|hit| hit.announcement.url.is_some()).unwrap();
    let linked = |args: &[&str], forced: bool| {
        let mut command = sample.prepare(args);
        if forced {
            command.env("FORCE_HYPERLINK", "1");
        }
        stdout(&command.output().unwrap())
    };
    let id = hit.id.as_str();
    for args in [vec!["补贴"], vec!["show", id]] {
        let with = |more: &[&'static str]| [&args[..], more].concat();
        let screen = linked(&with(&["--color", "always"]), true);
        assert!(screen.contains("\u{1b}]8;;file:///"), "{screen}");
        for (args, forced) in [
            (with(&["--color", "never"]), true),
            (with(&[]), true),
            (with(&["--color", "always"]), false),
        ] {
            let screen = linked(&args, forced);
            assert!(!screen.contains("\u{1b}]8;;"), "{args:?} {forced}: {screen}");
        }
    }
    let shown = linked(&["show", id, "--color", "always"], true);
    assert!(shown.contains("\u{1b}]8;;http"), "{shown}");
}
