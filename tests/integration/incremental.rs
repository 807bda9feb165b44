//! Incremental = rebuilt: after any adds, edits, renames and deletes the answers are the same.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use policy_search::{
    Affected, Announcement, Engine, IndexOptions, Location, Place, Record, SearchResponse,
};
use proptest::prelude::*;

use crate::interrupted::stopped_after;
use crate::workspace::{Answer, Workspace, answer, request};

/// What is asked after each sequence.
const QUERIES: [&str; 8] = [
    "运贸产一体化",
    "安全生产 检查",
    "\"高质量发展\"",
    "政府 关于 通知",
    "关于加强安全生产检查的通知",
    "青政办发〔2025〕3号",
    "标题:通知 -演练",
    "推进一体化建设有哪些具体的工作要求",
];

#[derive(Clone, Debug)]
enum Step {
    Write {
        file: usize,
        text: usize,
    },
    Rename {
        from: usize,
        to: usize,
    },
    Remove {
        file: usize,
    },
    /// Writes the `corpus.toml` of a folder.
    Say {
        folder: usize,
        said: usize,
    },
    /// Takes that of one folder to another.
    Move {
        from: usize,
        to: usize,
    },
    Index,
    /// A run that commits after each file, and is asked to stop after so many.
    Stop {
        files: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..8usize, 0..12usize).prop_map(|(file, text)| Step::Write { file, text }),
        1 => (0..8usize, 0..8usize).prop_map(|(from, to)| Step::Rename { from, to }),
        2 => (0..8usize).prop_map(|file| Step::Remove { file }),
        2 => (0..3usize, 0..SAID.len()).prop_map(|(folder, said)| Step::Say { folder, said }),
        1 => (0..3usize, 0..3usize).prop_map(|(from, to)| Step::Move { from, to }),
        2 => Just(Step::Index),
        2 => (0..6usize).prop_map(|files| Step::Stop { files }),
    ]
}

/// What a folder may say; nothing takes its file away.
const SAID: [&str; 8] = [
    "",
    "topic = '交通'",
    "topic = ''\nregion = '四川省'",
    "issuer = '四川省财政厅'\nregion = '成都市'",
    "url = 'https://www.sc.gov.cn/zc/'",
    "exclude = ['文件0.txt', '镇1/']",
    "exclude = ['!文件0.txt']\nsource = '某市政府网'",
    "[fields]\ntext = 'body'\nbody = 'abstract'",
];

fn settings(workspace: &Workspace, folder: usize) -> PathBuf {
    workspace.path("corpus").join(["", "镇0", "镇1"][folder]).join("corpus.toml")
}

fn name(file: usize) -> String {
    let extension = ["txt", "md", "jsonl"][file % 3];
    format!("镇{}/文件{file}.{extension}", file % 2)
}

/// A document of our own; a dump for the files that are dumps.
fn text(file: usize, text: usize) -> String {
    let topics = ["安全生产检查", "运贸产一体化", "应急演练", "高质量发展"];
    let (topic, serial, day) = (topics[text % 4], text % 5 + 1, text + 1);
    let title = format!("青山区人民政府办公室关于加强{topic}的通知");
    let number = format!("青政办发〔2025〕{serial}号");
    let old = if text.is_multiple_of(3) {
        format!(
            "青政办发〔2025〕{}号同时废止，《关于加强{topic}的通知》停止执行。\n",
            serial % 5 + 1
        )
    } else {
        String::new()
    };
    let title = if text % 4 < 3 { title } else { format!("关于加强{topic}的通知") };
    let body = format!("各镇街：\n请推进{topic}，第{text}项工作按要求落实。\n{old}");
    match name(file).ends_with("jsonl") {
        false => format!("{title}\n{number}\n{body}市政府办公室\n2025年3月{day}日\n"),
        true => (0..=text % 3)
            .map(|part| {
                format!(
                    "{{\"id\":\"{part}\",\"title\":\"{title}\",\"body\":\"第{part}件 {topic}\"}}\n"
                )
            })
            .collect(),
    }
}

fn perform(workspace: &Workspace, step: &Step) {
    let path = |file: usize| workspace.path("corpus").join(name(file));
    match step {
        Step::Write { file, text: content } => workspace.write(&name(*file), text(*file, *content)),
        Step::Rename { from, to } if path(*from).exists() => {
            fs::create_dir_all(path(*to).parent().unwrap()).unwrap();
            fs::rename(path(*from), path(*to)).unwrap();
        }
        Step::Remove { file } if path(*file).exists() => workspace.remove(&name(*file)),
        Step::Say { folder, said: 0 } => _ = fs::remove_file(settings(workspace, *folder)),
        Step::Say { folder, said } => {
            let path = settings(workspace, *folder);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, SAID[*said]).unwrap();
        }
        Step::Move { from, to } => {
            _ = fs::rename(settings(workspace, *from), settings(workspace, *to))
        }
        Step::Index => _ = workspace.index(),
        Step::Stop { files } => {
            let options = IndexOptions::of([workspace.path("corpus")]).threads(1);
            stopped_after(*files, options.step(Duration::ZERO), &workspace.location());
        }
        _ => {}
    }
}

/// Each answer, and what became of its hits.
fn answers(engine: &Engine) -> Vec<(usize, Answer, Vec<Option<Affected>>)> {
    let ask = |query: &&str| -> SearchResponse { engine.search(&request(query)).unwrap() };
    let fates = |response: &SearchResponse| {
        response.hits.iter().map(|hit| hit.affected.clone()).collect::<Vec<_>>()
    };
    let told = |response: SearchResponse| (response.total, answer(&response), fates(&response));
    QUERIES.iter().map(ask).map(told).collect()
}

/// All that an index holds, by place.
fn contents(engine: &Engine) -> Vec<(Place, Announcement)> {
    let mut all = Vec::new();
    let take = &mut |record: Record| {
        all.push((record.place, record.announcement));
        Ok(())
    };
    engine.each(take).unwrap();
    all.sort_by(|(left, _), (right, _)| (&left.path, &left.part).cmp(&(&right.path, &right.part)));
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_sequence_leaves_what_a_rebuild_would(steps in prop::collection::vec(step(), 1..24)) {
        let workspace = Workspace::new();
        for step in &steps {
            perform(&workspace, step);
        }
        workspace.prune();
        let fresh = Location::Dir(workspace.path("fresh"));
        let options = IndexOptions::of([workspace.path("corpus")]);
        policy_search::index(&fresh, &options, &|_| ()).unwrap();
        let fresh = Engine::open(&fresh).unwrap();
        prop_assert_eq!(contents(&workspace.engine()), contents(&fresh));
        prop_assert_eq!(answers(&workspace.engine()), answers(&fresh));
        let (left, right) = (workspace.engine().stats().unwrap(), fresh.stats().unwrap());
        prop_assert_eq!(left.facets, right.facets);
        prop_assert_eq!(left.announcements, right.announcements);
    }
}

#[test]
fn a_second_run_touches_nothing_and_one_edit_touches_one() {
    let workspace = Workspace::new();
    for file in 0..6 {
        workspace.write(&name(file), text(file, file));
    }
    let first = workspace.index();
    assert_eq!((first.added, first.unchanged), (6, 0));
    let second = workspace.index();
    assert_eq!((second.changed(), second.unchanged), (false, 6));
    workspace.write(&name(1), text(1, 7));
    let third = workspace.index();
    assert_eq!((third.updated, third.added, third.unchanged), (1, 0, 5));
}

#[test]
fn a_renamed_file_is_named_as_such() {
    let workspace = Workspace::new();
    workspace.write("甲.txt", text(0, 1));
    workspace.index();
    fs::rename(workspace.path("corpus/甲.txt"), workspace.path("corpus/乙.txt")).unwrap();
    let report = workspace.index();
    assert_eq!((report.renamed, report.added, report.removed), (1, 0, 0));
    assert_eq!(workspace.search("运贸产一体化").hits[0].place.path, "corpus/乙.txt");
}

#[test]
fn of_files_that_are_alike_as_many_are_renamed_as_are_gone() {
    let workspace = Workspace::new();
    workspace.write("甲/1.txt", text(0, 1));
    workspace.write("甲/2.txt", text(0, 1));
    workspace.index();
    fs::rename(workspace.path("corpus/甲"), workspace.path("corpus/乙")).unwrap();
    workspace.write("乙/3.txt", text(0, 1));
    let report = workspace.index();
    assert_eq!((report.renamed, report.added, report.removed), (2, 1, 0));
    fs::remove_dir_all(workspace.path("corpus/乙")).unwrap();
    let report = workspace.prune();
    assert_eq!((report.renamed, report.added, report.removed), (0, 0, 3));
}

/// The files of the index with the times they were written at, but for the lock: to take it is all
/// that a run does before it knows what changed.
fn written(workspace: &Workspace) -> Vec<(PathBuf, SystemTime)> {
    let files = walkdir::WalkDir::new(workspace.path("index")).into_iter().map(Result::unwrap);
    let files = files.filter(|file| file.file_type().is_file() && file.file_name() != "lock");
    let time = |file: &walkdir::DirEntry| file.metadata().unwrap().modified().unwrap();
    let mut written: Vec<_> = files.map(|file| (file.path().to_owned(), time(&file))).collect();
    written.sort();
    written
}

#[test]
fn a_run_that_finds_nothing_changed_writes_nothing() {
    let workspace = Workspace::new();
    let old = SystemTime::now() - Duration::from_secs(60);
    for file in 0..3 {
        workspace.write(&name(file), text(file, 1));
        let file = fs::File::options().write(true).open(workspace.path("corpus").join(name(file)));
        file.unwrap().set_modified(old).unwrap();
    }
    workspace.index();
    let before = written(&workspace);
    let report = workspace.index();
    assert_eq!((report.unchanged, report.changed()), (3, false));
    assert!(before.len() > 3);
    assert_eq!(written(&workspace), before);
}

#[test]
fn an_index_is_searched_while_it_is_rebuilt() {
    let workspace = Workspace::new();
    workspace.write("甲.txt", text(0, 1));
    workspace.index();
    let before = workspace.engine();
    workspace.write("乙.txt", text(0, 2));
    let options = IndexOptions::of([workspace.path("corpus")]).rebuild(true);
    policy_search::index(&workspace.location(), &options, &|_| ()).unwrap();
    assert_eq!(before.search(&request("青山区")).unwrap().total, 1);
    assert_eq!(workspace.search("青山区").total, 2);
}

#[test]
fn a_dry_run_changes_nothing_and_says_what_would_change() {
    let workspace = Workspace::new();
    workspace.write("甲.txt", text(0, 1));
    workspace.write("丙.txt", text(0, 3));
    workspace.index();
    workspace.write("乙.txt", text(0, 2));
    workspace.remove("甲.txt");
    let options = IndexOptions::of([workspace.path("corpus")]).dry_run(true);
    let report = policy_search::index(&workspace.location(), &options, &|_| ()).unwrap();
    assert_eq!((report.added, report.removed), (1, 1));
    assert_eq!(workspace.search("运贸产一体化").hits[0].place.path, "corpus/甲.txt");
}
