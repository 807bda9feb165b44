//! Ctrl-C and SIGTERM: a run ends with what it has read; the second one ends the process at once.
#![cfg(unix)]

use std::fs;
use std::process::Output;

use crate::tools;
use crate::workspace::{Workspace, repository, stdout};

/// A corpus of three files; to read the second one a converter is called, which runs this script.
fn workspace(script: &str) -> Workspace {
    let workspace = Workspace::new();
    let notice =
        |name: &str| format!("关于{name}渡口安全的通知\n各区：\n请抓好{name}渡口的落实。\n");
    workspace.write("1.txt", notice("东"));
    let old = fs::read(repository().join("tests/data/office/notice-95.doc")).unwrap();
    workspace.write("2.doc", old);
    workspace.write("3.txt", notice("西"));
    tools::write(&workspace, "soffice", &format!("#!/bin/sh\n{script}\n"));
    workspace
}

fn run(workspace: &Workspace) -> Output {
    tools::prepare(workspace, &["index", "--threads", "1", "--convert"]).output().unwrap()
}

#[test]
fn a_signal_keeps_what_was_read_and_says_so() {
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let workspace = workspace(&format!("kill -{signal} $PPID; exit 1"));
        let output = run(&workspace);
        assert_eq!(output.status.code(), Some(code), "{output:?}");
        let said = stdout(&output);
        assert!(said.contains("interrupted: 1 of about 3 files are in"), "{said}");
        assert!(!said.contains("2.doc"), "{said}");
        assert_eq!(workspace.everything().len(), 1);
        tools::write(&workspace, "soffice", "#!/bin/sh\nexit 1\n");
        let next = run(&workspace);
        assert_eq!(next.status.code(), Some(0));
        assert!(stdout(&next).contains("2.doc"), "{next:?}");
        assert_eq!(workspace.everything().len(), 2);
    }
}

#[test]
fn a_second_signal_ends_the_process_at_once() {
    let workspace = workspace("kill -INT $PPID; sleep 1; kill -INT $PPID; sleep 30");
    let output = run(&workspace);
    assert_eq!(output.status.code(), Some(130));
    assert_eq!(stdout(&output), "");
    assert!(!workspace.location().holds_index());
}
