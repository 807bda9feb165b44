//! A damaged index is named or does no harm, and never a panic: every file of an index, damaged in
//! every way a disk, a copy or a hand damages files, and asked everything there is to ask.
//!
//! `BROKEN_INDEX=200` tries 200 random bytes of each file of all segments instead of the few below,
//! and prints what became of each kind of damage to each kind of file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Once;
use std::time::Duration;

use policy_search::engine::check::{CheckOptions, check};
use policy_search::{
    Engine, ErrorKind, Id, IndexOptions, Location, Lookup, Order, Result, SearchRequest,
};

use crate::workspace::{Dice, Workspace, repository, request, stderr, stdout};

/// Panics that become errors are not printed, as in the command: a backtrace takes 100 ms.
fn hear_panics() {
    static HEARING: Once = Once::new();
    HEARING.call_once(|| {
        let print = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !policy_search::error::unwind::hear(panic) {
                print(panic);
            }
        }));
    });
}

/// An index of several segments, one with deletes, and a change of its folder yet to be indexed.
fn workspace() -> Workspace {
    hear_panics();
    let workspace = Workspace::new();
    let sample = repository().join("corpus/sample");
    copy(&sample, &workspace.path("corpus"), &|path| {
        path.extension().is_none_or(|extension| extension != "pdf")
    });
    let index = || {
        let options = IndexOptions::of([workspace.path("corpus")]).threads(1);
        policy_search::index(&workspace.location(), &options, &|_| ()).unwrap();
    };
    fs::rename(workspace.path("corpus/crawler"), workspace.path("crawler")).unwrap();
    index();
    fs::rename(workspace.path("crawler"), workspace.path("corpus/crawler")).unwrap();
    index();
    workspace.remove("dangwu/德委办发〔2023〕15号.txt");
    workspace.write("新.txt", "青山区人民政府关于开展植树活动的通知\n各镇街：\n请组织植树。\n");
    index();
    fs::write(workspace.path("index/synonyms.txt"), "植树 = 造林\n").unwrap();
    fs::write(workspace.path("index/dictionary.txt"), "运贸产一体化\n").unwrap();
    workspace.write("再.txt", "青山区人民政府关于开展护林活动的通知\n各镇街：\n请组织护林。\n");
    workspace.remove("gov.cn/国办发〔2023〕71号.txt");
    workspace
}

fn copy(from: &Path, to: &Path, wanted: &dyn Fn(&Path) -> bool) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()) {
        let target = to.join(entry.file_name().unwrap());
        if entry.is_dir() {
            copy(&entry, &target, wanted);
        } else if wanted(&entry) {
            fs::copy(&entry, &target).unwrap();
        }
    }
}

/// The files of an index but its locks: paths below it, in order.
fn files(index: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for folder in ["", "g1/"] {
        let entries = fs::read_dir(index.join(folder)).unwrap().map(|entry| entry.unwrap());
        let files = entries.filter(|entry| entry.file_type().unwrap().is_file());
        let names = files.map(|entry| entry.file_name().into_string().unwrap());
        found.extend(
            names.filter(|name| !name.contains("lock")).map(|name| format!("{folder}{name}")),
        );
    }
    found.sort();
    found
}

/// What a file is for: its extension, or its name where that says more.
fn kind(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap();
    match name.rsplit_once('.') {
        Some((stem, "json" | "jsonl" | "txt")) if !stem.starts_with("state-") => name,
        Some((_, extension)) => extension,
        None => name,
    }
}

/// Whether a file is a part of a segment.
fn is_of_segment(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap();
    name.split('.').next().is_some_and(|id| id.len() == 32)
}

/// Whether a file belongs to the last commit, so that every change of it is told.
fn is_of_commit(file: &str) -> bool {
    is_of_segment(file) || file.contains("/state-") || file.ends_with("/meta.json")
}

/// A user's own words, which no index depends on.
fn is_of_the_user(file: &str) -> bool {
    file.ends_with(".txt")
}

/// A file and what it may be mistaken for.
struct Whole {
    path: PathBuf,
    bytes: Vec<u8>,
    /// The same part of another segment, or another file where there is none.
    twin: Vec<u8>,
    /// Another part of the index.
    stranger: Vec<u8>,
}

type Damage = fn(&Whole, &mut Dice);

const DAMAGES: [(&str, Damage); 12] = [
    ("removed", |whole, _| fs::remove_file(&whole.path).unwrap()),
    ("emptied", |whole, _| whole.write(Vec::new())),
    ("cut to 5 bytes", |whole, _| whole.write(whole.bytes.iter().copied().take(5).collect())),
    ("cut in half", |whole, _| whole.write(whole.bytes[..whole.bytes.len() / 2].to_vec())),
    ("first bytes 0xff", |whole, _| whole.overwrite(0xff)),
    ("first bytes 0", |whole, _| whole.overwrite(0)),
    ("flipped in the middle", |whole, dice| whole.flip(whole.bytes.len() / 2, dice)),
    ("flipped near the end", |whole, dice| {
        let reach = whole.bytes.len().min(100);
        whole.flip(whole.bytes.len() - 1 - dice.below(reach), dice);
    }),
    ("appended to", |whole, _| whole.write([&whole.bytes[..], b"\n\x01tail"].concat())),
    ("its twin's", |whole, _| whole.write(whole.twin.clone())),
    ("another file's", |whole, _| whole.write(whole.stranger.clone())),
    ("a folder", |whole, _| {
        fs::remove_file(&whole.path).unwrap();
        fs::create_dir(&whole.path).unwrap();
    }),
];

const FLIPPED: (&str, Damage) =
    ("flipped anywhere", |whole, dice| whole.flip(dice.below(whole.bytes.len()), dice));

impl Whole {
    fn new(index: &Path, file: &str) -> Self {
        let read = |name: &String| fs::read(index.join(name)).unwrap();
        let all = files(index);
        let others = || all.iter().filter(|other| *other != file);
        let twin = others().find(|other| kind(other) == kind(file));
        let stranger = others().find(|other| kind(other) != kind(file) && other.starts_with("g1/"));
        Self {
            path: index.join(file),
            bytes: read(&file.to_string()),
            twin: read(twin.or(others().next_back()).unwrap()),
            stranger: read(stranger.unwrap()),
        }
    }

    fn write(&self, bytes: Vec<u8>) {
        fs::write(&self.path, bytes).unwrap();
    }

    fn overwrite(&self, byte: u8) {
        let mut bytes = self.bytes.clone();
        let reach = bytes.len().min(16);
        bytes[..reach].fill(byte);
        self.write(bytes);
    }

    fn flip(&self, at: usize, dice: &mut Dice) {
        let mut bytes = self.bytes.clone();
        bytes[at] ^= 1 << dice.below(8);
        self.write(bytes);
    }

    fn mend(&self) {
        if self.path.is_dir() {
            fs::remove_dir(&self.path).unwrap();
        }
        self.write(self.bytes.clone());
    }
}

/// The answers to all there is to ask of an index.
fn ask(location: &Location, ids: &[Id]) -> Vec<Result<String>> {
    let engine = match Engine::open(location) {
        Ok(engine) => engine,
        Err(error) => return vec![Err(error)],
    };
    let search = |request: SearchRequest| {
        let mut response = engine.search(&request)?;
        response.took = Duration::ZERO;
        Ok(format!("{response:?}"))
    };
    let mut answers: Vec<Result<String>> = vec![
        search(request("安全生产 检查 方案")),
        search(request("\"高质量发展\"")),
        search(request("标题:通知 OR 机关:国务院")),
        search(request("同句(加快 发展)")),
        search(request("量子纠缠补贴方案 月球")),
        search(request("通知 工作").facets(true).explain(true)),
        search(request("政府").order(Order::Newest).limit(50)),
        engine.matching(&request("人民政府 关于")).map(|ids| format!("{ids:?}")),
        engine.stats().map(|mut stats| {
            // A file that no answer depends on has a size all the same.
            stats.bytes.clear();
            format!("{stats:?}")
        }),
    ];
    let mut all = Vec::new();
    let each = engine.each(&mut |record| {
        all.push(format!("{record:?}"));
        Ok(())
    });
    answers.push(each.map(|()| all.join("\n")));
    for id in ids {
        answers.push(engine.get(&Lookup::Id(id.clone()), None).map(|shown| format!("{shown:?}")));
        answers.push(engine.related(id).map(|related| format!("{related:?}")));
    }
    answers
}

/// Some ids of an index.
fn some_ids(location: &Location) -> Vec<Id> {
    let mut ids = Vec::new();
    let engine = Engine::open(location).unwrap();
    let each = engine.each(&mut |record| {
        ids.push(record.id);
        Ok(())
    });
    each.unwrap();
    ids.sort();
    ids.into_iter().step_by(9).collect()
}

/// What became of the answers over a damaged index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Harmless,
    Named,
    Wrong,
}

fn outcome(answers: &[Result<String>], right: &[Result<String>], place: &str) -> Outcome {
    let of = |(answer, right): (&Result<String>, &Result<String>)| match answer {
        Ok(answer) if answer == right.as_ref().unwrap() => Outcome::Harmless,
        Ok(_) => Outcome::Wrong,
        Err(error) => {
            use ErrorKind as Kind;
            let named = matches!(
                error.kind(),
                Kind::Damaged(_)
                    | Kind::NoIndex
                    | Kind::OtherVersion { .. }
                    | Kind::OtherAnalyzer { .. }
            );
            assert!(named, "{place}: {error}");
            Outcome::Named
        }
    };
    answers.iter().zip(right).map(of).max().unwrap()
}

/// Whether a check tells that an index is damaged.
fn is_told(location: &Location) -> bool {
    check(location, &CheckOptions::default()).map_or(true, |check| !check.integrity.is_sound())
}

type Table = BTreeMap<(String, &'static str), BTreeMap<Outcome, usize>>;

fn print(table: &Table) {
    for ((kind, damage), outcomes) in table {
        eprintln!("{kind:24} {damage:24} {outcomes:?}");
    }
}

/// How many random bytes of each file are tried; `None` for the few that take seconds.
fn tries() -> Option<usize> {
    std::env::var("BROKEN_INDEX").ok()?.parse().ok()
}

/// The files to damage: all, or those of one segment.
fn chosen(index: &Path) -> Vec<String> {
    let all = files(index);
    let deleted = all.iter().find(|file| file.ends_with(".del")).expect("a segment with deletes");
    let segment = deleted.split('.').next().unwrap().to_string();
    let is_chosen = |file: &String| !is_of_segment(file) || file.starts_with(&segment);
    all.into_iter().filter(|file| tries().is_some() || is_chosen(file)).collect()
}

#[test]
fn every_damage_to_every_file_is_named_or_does_no_harm_and_a_check_tells_it() {
    let workspace = workspace();
    let (index, ids) = (workspace.path("index"), some_ids(&workspace.location()));
    let right = ask(&workspace.location(), &ids);
    assert!(right.iter().all(Result::is_ok) && !is_told(&workspace.location()));
    let mut table = Table::new();
    for file in chosen(&index) {
        let whole = Whole::new(&index, &file);
        let flips = std::iter::repeat_n(FLIPPED, tries().unwrap_or(4));
        for (number, (damage, apply)) in DAMAGES.into_iter().chain(flips).enumerate() {
            apply(&whole, &mut Dice(number as u64));
            let place = format!("{file} {damage} ({number})");
            if tries().is_some() {
                eprintln!("{place}");
            }
            if is_of_the_user(&file) {
                // Other words may change the answer; a file that is not text is named.
                let wrong = ask(&workspace.location(), &ids).into_iter().find_map(Result::err);
                assert!(wrong.is_none_or(|error| error.to_string().contains(".txt")), "{place}");
                whole.mend();
                continue;
            }
            let outcome = outcome(&ask(&workspace.location(), &ids), &right, &place);
            let is_due = is_of_commit(&file) || outcome != Outcome::Harmless;
            assert!(!is_due || is_told(&workspace.location()), "{place} {outcome:?}: not told");
            *table
                .entry((kind(&file).to_string(), damage))
                .or_default()
                .entry(outcome)
                .or_default() += 1;
            whole.mend();
        }
    }
    print(&table);
    assert_eq!(outcome(&ask(&workspace.location(), &ids), &right, "mended"), Outcome::Harmless);
}

/// The content of all files of an index but the locks.
fn contents(index: &Path) -> Vec<(String, Vec<u8>)> {
    let read = |file: String| {
        let bytes = fs::read(index.join(&file)).unwrap_or_default();
        (file, bytes)
    };
    files(index).into_iter().map(read).collect()
}

#[test]
fn an_update_over_a_damaged_index_names_the_damage_and_changes_nothing_and_a_rebuild_succeeds() {
    let workspace = workspace();
    let index = workspace.path("index");
    let at = workspace.path("copy");
    let location = Location::Dir(at.clone());
    let update = |options| policy_search::index(&location, &options, &|_| ());
    copy(&index, &at, &|_| true);
    update(IndexOptions::default()).unwrap();
    let ids = some_ids(&location);
    let right = ask(&location, &ids);
    let few = ["removed", "cut in half", "first bytes 0xff", "flipped in the middle", "its twin's"];
    for file in chosen(&index).into_iter().filter(|file| !is_of_the_user(file)) {
        for (damage, apply) in DAMAGES.into_iter().filter(|(name, _)| few.contains(name)) {
            let place = format!("{file} {damage}");
            fs::remove_dir_all(&at).unwrap();
            copy(&index, &at, &|_| true);
            apply(&Whole::new(&at, &file), &mut Dice(7));
            let before = contents(&at);
            match update(IndexOptions::default()) {
                Ok(_) => assert!(!is_of_commit(&file), "{place}: not refused"),
                Err(error) => {
                    outcome(&[Err(error)], &right, &place);
                    assert!(contents(&at) == before, "{place}: something was changed");
                }
            }
        }
        let folder = repository().join("corpus/sample/gov.cn");
        update(IndexOptions::of([folder]).rebuild(true)).unwrap();
        assert!(check(&location, &CheckOptions::default()).unwrap().is_well(), "{file}");
    }
}

#[test]
fn an_index_whose_commit_noted_no_checksums_is_used_and_notes_them_at_the_next_commit() {
    let workspace = workspace();
    let (note, location) = (workspace.path("index/g1/.checksums.json"), workspace.location());
    fs::remove_file(&note).unwrap();
    assert!(!is_told(&location) && !workspace.search("通知").hits.is_empty());
    let store = files(&workspace.path("index")).into_iter().find(|file| file.ends_with(".store"));
    let whole = Whole::new(&workspace.path("index"), &store.unwrap());
    whole.flip(whole.bytes.len() / 2, &mut Dice(3));
    assert!(is_told(&location));
    whole.mend();
    workspace.index();
    assert!(note.is_file() && !is_told(&location));
}

#[test]
fn a_record_that_names_other_segments_costs_no_segment() {
    for is_noted in [true, false] {
        let workspace = workspace();
        let (index, meta) = (workspace.path("index"), workspace.path("index/g1/meta.json"));
        if !is_noted {
            fs::remove_file(workspace.path("index/g1/.checksums.json")).unwrap();
        }
        let text = fs::read_to_string(&meta).unwrap();
        let id = text.find("\"segment_id\": \"").unwrap() + 15;
        let other = if text.as_bytes()[id] == b'0' { "1" } else { "0" };
        fs::write(&meta, format!("{}{other}{}", &text[..id], &text[id + 1..])).unwrap();
        let before = contents(&index);
        let refused =
            policy_search::index(&workspace.location(), &IndexOptions::default(), &|_| ());
        assert!(matches!(refused.unwrap_err().kind(), ErrorKind::Damaged(_)));
        assert!(contents(&index) == before);
    }
}

/// Whether a command failed; then it says why in one line, and never how.
fn is_named(output: &Output, place: &str) -> bool {
    let (told, code) = (stderr(output), output.status.code());
    assert!(code.is_some_and(|code| code <= 2), "{place}: {code:?} {told}");
    assert!(!told.contains("panicked") && !told.contains("backtrace"), "{place}: {told}");
    if code == Some(2) {
        let words = ["search: ", "the index is damaged", "run `search index --rebuild`"];
        assert!(words.iter().all(|word| told.contains(word)), "{place}: {told}");
        assert!(stdout(output).is_empty() && told.lines().count() == 1, "{place}: {told}");
    }
    code == Some(2)
}

#[test]
fn the_command_names_a_damage_in_one_line_whatever_it_is_asked() {
    let workspace = workspace();
    let (index, at) = (workspace.path("index"), workspace.path("copy"));
    let id = some_ids(&workspace.location()).remove(0).to_string();
    let commands: [&[&str]; 6] = [
        &["通知"],
        &["\"高质量发展\"", "--json"],
        &["show", &id],
        &["stats"],
        &["check"],
        &["index"],
    ];
    let mut named = 0;
    for file in chosen(&index).into_iter().filter(|file| !is_of_the_user(file)) {
        copy(&index, &at, &|_| true);
        let (_, overwrite) = DAMAGES[4];
        overwrite(&Whole::new(&at, &file), &mut Dice(1));
        for args in commands {
            let mut command = workspace.prepare(args);
            let command = command.env("SEARCH_INDEX", &at).env("RUST_BACKTRACE", "1");
            named += usize::from(is_named(&command.output().unwrap(), &format!("{file} {args:?}")));
        }
        fs::remove_dir_all(&at).unwrap();
    }
    assert!(named > 20, "{named}");
}
