use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::*;
use crate::engine::{IndexOptions, index};

struct Index {
    folder: tempfile::TempDir,
}

impl Index {
    fn of(texts: &[&str]) -> Self {
        let index = Self { folder: tempfile::tempdir().expect("a folder") };
        texts.iter().for_each(|text| index.write(text));
        index.update(false);
        index
    }

    fn corpus(&self) -> PathBuf {
        self.folder.path().join("corpus")
    }

    fn write(&self, title: &str) {
        std::fs::create_dir_all(self.corpus()).expect("a folder");
        let text = format!("{title}\n各镇街：\n请抓好落实。\n2025年3月1日\n");
        std::fs::write(self.corpus().join(format!("{title}.txt")), text).expect("a file");
    }

    fn location(&self) -> Location {
        Location::Dir(self.folder.path().join("index"))
    }

    fn update(&self, rebuild: bool) {
        let options = IndexOptions::of([self.corpus()]).rebuild(rebuild);
        index(&self.location(), &options, &|_| ()).expect("an index");
    }

    fn live(&self) -> Live {
        Live::new(self.location(), OpenOptions::default())
    }
}

/// Looks at the index now, however short the last look is ago.
fn looked(live: &Live) -> Result<Arc<Opened>, Arc<Error>> {
    live.looked.store(0, Ordering::Relaxed);
    std::thread::sleep(LOOKS_APART);
    live.opened()
}

fn count(opened: &Opened, query: &str) -> usize {
    let now = jiff::civil::date(2026, 1, 20);
    let query = Query::parse(query, now).expect("a query");
    opened.engine.search(&SearchRequest::new(query, now).strict(true)).expect("an answer").total
}

#[test]
fn a_commit_and_a_rebuild_are_taken_over_and_old_states_answer_to_the_end() {
    let index = Index::of(&["某区人民政府关于运贸产一体化的通知"]);
    let live = index.live();
    let first = live.opened().expect("open");
    assert_eq!(count(&first, "运贸产一体化"), 1);
    assert_eq!(looked(&live).expect("open").generation(), first.generation());

    index.write("某市人民政府关于森林防火的通告");
    index.update(false);
    let second = looked(&live).expect("open");
    assert_ne!(second.generation(), first.generation());
    assert_eq!((count(&second, "森林防火"), second.stats.announcements), (1, 2));
    assert_eq!(count(&first, "森林防火"), 0);

    index.write("某县人民政府关于义务教育招生的公告");
    index.update(true);
    let third = looked(&live).expect("open");
    assert_eq!((count(&third, "义务教育"), third.stats.announcements), (1, 3));
    for old in [&first, &second] {
        let now = jiff::civil::date(2026, 1, 20);
        let everything = SearchRequest::new(Query::everything(), now).files(true);
        let hits = old.engine.search(&everything).expect("an answer").hits;
        assert!(hits.iter().all(|hit| hit.file.is_some()), "files are known after a rebuild");
        assert_eq!(old.stats.announcements as usize, hits.len());
    }
}

#[test]
fn an_index_that_comes_late_goes_or_cannot_be_read_is_told_and_taken_back() {
    let index = Index { folder: tempfile::tempdir().expect("a folder") };
    let live = index.live();
    let kind = |failed: &Error| matches!(failed.kind(), ErrorKind::NoIndex);
    assert!(live.opened().err().is_some_and(|error| kind(&error)));

    index.write("某区人民政府关于运贸产一体化的通知");
    index.update(false);
    let opened = looked(&live).expect("open");
    assert!(live.failure().is_none());

    let manifest = Path::new(index.location().dir().expect("a folder")).join("policy-search.json");
    let sound = std::fs::read(&manifest).expect("a file");
    std::fs::write(&manifest, "{").expect("a file");
    assert_eq!(looked(&live).expect("the old state").generation(), opened.generation());
    assert!(live.failure().is_some_and(|error| matches!(error.kind(), ErrorKind::Damaged(_))));

    std::fs::remove_file(&manifest).expect("a file");
    assert!(looked(&live).err().is_some_and(|error| kind(&error)));
    std::fs::write(&manifest, sound).expect("a file");
    assert_eq!(looked(&live).expect("open").generation(), opened.generation());
    assert!(live.failure().is_none());
}

#[test]
fn words_of_the_user_are_taken_over_without_a_commit() {
    let index = Index::of(&["某区人民政府关于推进陆港建设的通知"]);
    let live = index.live();
    let before = live.opened().expect("open");
    assert_eq!(count(&before, "旱码头"), 0);
    let words = index.location().dir().expect("a folder").join("synonyms.txt");
    std::fs::write(words, "旱码头 = 陆港\n").expect("a file");
    let after = looked(&live).expect("open");
    assert_ne!(after.generation(), before.generation());
    assert_eq!(count(&after, "旱码头"), 1);
}

#[test]
fn while_one_opens_a_state_others_are_answered_by_the_old_one() {
    let index = Index::of(&["某区人民政府关于运贸产一体化的通知"]);
    let live = index.live();
    let old = live.opened().expect("open").generation().to_string();
    index.write("某市人民政府关于森林防火的通告");
    index.update(false);
    let alone = live.opening.lock().expect("a lock");
    assert_eq!(looked(&live).expect("the old state").generation(), old);
    drop(alone);
    assert_ne!(looked(&live).expect("the new state").generation(), old);
}

#[test]
fn a_look_that_panicked_does_not_end_the_following() {
    let index = Index::of(&["某区人民政府关于运贸产一体化的通知"]);
    let live = Arc::new(index.live());
    let old = live.opened().expect("open").generation().to_string();
    let looking = Arc::clone(&live);
    let panicked = std::thread::spawn(move || {
        let _alone = looking.opening.lock().expect("a lock");
        panic!("while a state is opened");
    });
    assert!(panicked.join().is_err() && live.opening.is_poisoned());
    index.write("某市人民政府关于森林防火的通告");
    index.update(false);
    assert_ne!(looked(&live).expect("the new state").generation(), old);
}
