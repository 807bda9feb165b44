//! Files that fail while they are read.

use std::sync::Mutex;

use super::*;
use crate::backend::{Arrival, Indexer};
use crate::corpus::State;

/// An index that only notes what it is told.
#[derive(Default)]
struct Noted(Mutex<Vec<String>>);

impl Noted {
    fn note(&self, what: &str, path: &str) {
        self.0.lock().unwrap().push(format!("{what} {path}"));
    }
}

impl Indexer for Noted {
    fn replaces(&self) -> bool {
        false
    }

    fn state(&self) -> Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn has_accessions(&self) -> Result<bool> {
        Ok(true)
    }

    fn seen(&self, arrivals: &[Arrival]) -> Result<Vec<Seen>> {
        Ok(vec![Seen::Never; arrivals.len()])
    }

    fn returned(&self, _: &[Accession]) -> Result<()> {
        Ok(())
    }

    fn departed(&self) -> Result<Vec<Accession>> {
        Ok(Vec::new())
    }

    fn put(&self, record: &Record) -> Result<u64> {
        self.note("put", record.place.key());
        Ok(1)
    }

    fn delete(&self, path: &str) -> Result<()> {
        self.note("delete", path);
        Ok(())
    }

    fn withdraw(&self, path: &str) {
        self.note("withdraw", path);
    }

    fn step(&self, _: &[u8], _: u64) -> Result<()> {
        Ok(())
    }

    fn commit(self: Box<Self>, _: &[u8], _: u64) -> Result<()> {
        Ok(())
    }

    fn abandon(self: Box<Self>) -> Result<()> {
        Ok(())
    }
}

/// What is done with a file that was hashed, and how its outcome is.
fn done(file: &Path, before: Option<FileState>) -> (Vec<String>, Outcome) {
    let found = Found {
        path: "a.txt".into(),
        raw: None,
        file: file.into(),
        size: 1,
        modified: 1,
        changed: 0,
        settings: None,
    };
    let job = Job { found, before };
    let noted = Noted::default();
    let dating = Dating::new(&noted, 0, State::default()).unwrap();
    let (options, run) = (ReadOptions::default(), IndexOptions::default());
    let reading = Reading { options, keep_junk: false, dating: &dating, run: &run };
    let outcome = read_hashed(&job, "new".into(), &reading).unwrap().unwrap();
    (noted.0.into_inner().unwrap(), outcome)
}

fn before() -> FileState {
    FileState { path: "a.txt".into(), hash: "old".into(), announcements: 3, ..FileState::default() }
}

#[test]
fn a_file_that_fails_while_it_is_read_keeps_what_it_had() {
    // It may be opened, and every read of its first bytes fails.
    let broken = Path::new("/proc/self/mem");
    let (noted, outcome) = done(broken, Some(before()));
    assert_eq!(noted, ["withdraw a.txt"]);
    assert_eq!(outcome.file, before());
    assert!(matches!(outcome.change, Change::Kept(_)));
    let (noted, outcome) = done(broken, None);
    assert_eq!((noted, outcome.file.hash.as_str()), (vec!["withdraw a.txt".to_string()], ""));
    assert!(outcome.file.skipped.is_some() && outcome.change == Change::Added);
}

#[test]
fn what_a_file_had_is_deleted_once_it_was_read_whatever_it_holds_now() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.txt");
    for (text, puts) in [("关于植树的通知\n各镇街：\n请组织植树。\n", 1), ("", 0)]
    {
        std::fs::write(&file, text).unwrap();
        let (noted, outcome) = done(&file, Some(before()));
        assert_eq!(noted.last().unwrap(), "delete a.txt");
        assert_eq!((noted.len(), outcome.file.announcements), (puts + 1, puts as u64));
        assert!(outcome.change == Change::Updated);
    }
}
