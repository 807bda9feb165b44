//! The real process, killed at random moments of its runs on an index in OpenSearch.

use std::process::Stdio;
use std::time::{Duration, Instant};

use super::remote::Remote;
use crate::killed::{FILES, change, contents, rebuilt, write};
use crate::workspace::{Dice, Workspace};

/// How often a run is killed.
const KILLS: usize = 40;

/// More than a point in time that nobody uses lasts: five minutes, and the time to notice it.
const EXPIRY: Duration = Duration::from_secs(480);

fn args(url: &str, rebuild: bool) -> Vec<&str> {
    let mut args = vec!["index", "corpus", "--prune", "--index", url];
    args.extend(rebuild.then_some("--rebuild"));
    args
}

/// A run to its end, and how long it took.
fn whole(workspace: &Workspace, remote: &Remote, rebuild: bool) -> Duration {
    let began = Instant::now();
    let output = workspace.command(&args(&remote.url(), rebuild));
    assert!(output.status.success(), "{output:?}");
    began.elapsed()
}

/// Begins a run and kills it after a time; whether it had ended.
fn killed(workspace: &Workspace, remote: &Remote, rebuild: bool, after: Duration) -> bool {
    let url = remote.url();
    let mut command = workspace.prepare(&args(&url, rebuild));
    let mut run = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(after);
    let has_ended = run.try_wait().unwrap().is_some();
    run.kill().unwrap();
    run.wait().unwrap();
    has_ended
}

/// Waits until no point in time is open.
fn await_expiry(remote: &Remote) {
    let began = Instant::now();
    while remote.is_held_open() {
        assert!(began.elapsed() < EXPIRY, "a point in time does not expire");
        std::thread::sleep(Duration::from_secs(10));
    }
}

#[test]
#[ignore = "needs OpenSearch"]
fn a_run_killed_at_any_moment_leaves_the_last_commit() {
    let (workspace, remote) = (Workspace::new(), Remote::fresh("killed"));
    (0..FILES).for_each(|file| write(&workspace, file, 0));
    whole(&workspace, &remote, false);
    let mut dice = Dice(12);
    let mut took = [false, true].map(|rebuild| {
        change(&workspace, 0, &mut dice);
        whole(&workspace, &remote, rebuild)
    });
    let (mut ended, mut kept) = (0, 0);
    for round in 1..=KILLS {
        let rebuild = round % 4 == 0;
        let before = contents(&remote.location());
        change(&workspace, round, &mut dice);
        let after = took[usize::from(rebuild)].mul_f64(dice.below(1500) as f64 / 1000.0);
        ended += usize::from(killed(&workspace, &remote, rebuild, after));
        let expected = rebuilt(&workspace);
        let after = contents(&remote.location());
        kept += usize::from(after == before);
        assert!(after == before || after == expected, "round {round}: {after:?}");
        took[0] = took[0].min(whole(&workspace, &remote, false));
        assert_eq!(contents(&remote.location()), expected, "round {round}");
    }
    println!("{KILLS} kills: {ended} after the run had ended, {kept} before its commit");
    assert!(ended < KILLS / 2 && kept > KILLS / 4, "{ended} ended, {kept} kept");
    // Nothing is left of runs that were killed, but for a generation that a point in time of theirs
    // still holds open.
    if remote.is_held_open() {
        await_expiry(&remote);
        whole(&workspace, &remote, false);
    }
    assert_eq!(remote.indexes().len(), 3, "{:?}", remote.indexes());
    let (marker, heartbeats) = (remote.marker(), remote.count_of("heartbeat"));
    assert_eq!((&marker["writing"], heartbeats), (&serde_json::Value::Null, 0), "{marker}");
}
