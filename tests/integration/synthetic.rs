//! The made-up corpus of the benchmarks: the same on every run, shared out as it says, and read.

#[path = "../../benches/synthetic/mod.rs"]
mod made;

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use policy_search::{DocNumber, Engine, IndexOptions, Level};

use crate::workspace::Workspace;
use made::dice::Dice;
use made::issuers::LEVELS;
use made::titles::KINDS;
use made::words::Words;
use made::{Announcement, Generator, write};

/// How many announcements the shares are counted over.
const COUNT: usize = 4_000;

/// How far a share may lie from what it should be: four standard deviations of the widest.
const FAR: f64 = 0.035;

fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap());
    let named = entries
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()));
    named.collect()
}

/// The share of announcements of which `holds` is true.
fn share(all: &[Announcement], holds: impl Fn(&Announcement) -> bool) -> f64 {
    all.iter().filter(|one| holds(one)).count() as f64 / all.len() as f64
}

fn near(what: &str, found: f64, wanted: f64) {
    assert!((found - wanted).abs() < FAR, "{what}: {found}, not {wanted}");
}

#[test]
fn a_seed_makes_the_same_bytes_and_another_seed_others() {
    let workspace = Workspace::new();
    let made = |name: &str, count, seed| {
        let dir = workspace.path(name);
        let bytes = write(count, 100, &dir, seed).unwrap();
        let files = files(&dir);
        assert_eq!(files.values().map(|file| file.len() as u64).sum::<u64>(), bytes);
        files
    };
    let first = made("first", 250, 5);
    assert_eq!(first.keys().collect::<Vec<_>>().len(), 3);
    let lines = |name: &str| first[name].iter().filter(|byte| **byte == b'\n').count();
    assert_eq!([lines("synthetic-00000.jsonl"), lines("synthetic-00002.jsonl")], [100, 50]);
    assert_eq!(first, made("again", 250, 5));
    assert_ne!(first, made("other", 250, 6));
    let smaller = made("smaller", 100, 5);
    assert_eq!(smaller["synthetic-00000.jsonl"], first["synthetic-00000.jsonl"]);
}

#[test]
fn the_shares_are_as_documented() {
    let all: Vec<Announcement> = Generator::new(1).take(COUNT).collect();
    for (level, percent) in LEVELS {
        let found = share(&all, |one| one.issuer.level == level);
        near(&format!("{level:?}"), found, f64::from(percent) / 100.0);
    }
    for (kind, thousandths) in KINDS {
        let found = share(&all, |one| one.title.ends_with(kind));
        near(kind, found, f64::from(thousandths) / 1_000.0);
    }
    near("reposts", share(&all, |one| one.reposted), 0.05);
    near("numbers", share(&all, |one| one.number.is_some()), 0.9);
    let weeks = |one: &Announcement| (one.published - one.written).get_days() <= 21;
    near("within three weeks", share(&all, |one| !one.reposted && weeks(one)), 0.95 * 0.86);
    let recent = |one: &Announcement| one.written.year() >= 2019;
    near("the last seven years", share(&all, recent), 0.53);
    let years: HashSet<i16> = all.iter().map(|one| one.written.year()).collect();
    assert_eq!(
        (years.len(), years.iter().min(), years.iter().max()),
        (26, Some(&2000), Some(&2025))
    );
    let mut titles = HashSet::new();
    let mut again = |one: &Announcement| !titles.insert(one.title.clone());
    let again = all.iter().filter(|one| !one.reposted && again(one)).count();
    near("titles that come again", again as f64 / COUNT as f64, 1.0 / 12.0);
}

#[test]
fn bodies_are_as_long_as_documented() {
    let all: Vec<Announcement> = Generator::new(2).take(COUNT).collect();
    let mut lengths: Vec<usize> = all.iter().map(|one| one.body.chars().count()).collect();
    lengths.sort_unstable();
    let at = |part: f64| lengths[(COUNT as f64 * part) as usize] as f64;
    // One standard deviation of a log-normal distribution is a factor of e^0.7, about 2.
    for (part, wanted) in [(0.159, 397.0), (0.5, 800.0), (0.841, 1611.0)] {
        assert!((at(part) / wanted - 1.0).abs() < 0.1, "{part}: {}, not {wanted}", at(part));
    }
    assert!(*lengths.last().unwrap() <= 20_100);
}

#[test]
fn words_come_as_often_as_the_dictionary_counted_them() {
    let words = Words::new();
    let frequent = Words::of(|word, _| word == "的" || word == "发展");
    let wanted = frequent.occurrences() as f64 / words.occurrences() as f64;
    let mut dice = Dice::new(3);
    let drawn = (0..1_000_000).filter(|_| ["的", "发展"].contains(&words.draw(&mut dice))).count();
    let found = drawn as f64 / 1_000_000.0;
    assert!((found / wanted - 1.0).abs() < 0.05, "{found}, not {wanted}");
}

#[test]
fn what_is_made_is_read_as_it_was_meant() {
    let workspace = Workspace::new();
    let dir = workspace.path("corpus");
    write(300, made::PER_FILE, &dir, 4).unwrap();
    let report =
        policy_search::index(&workspace.location(), &IndexOptions::of([dir]), &|_| ()).unwrap();
    assert_eq!((report.announcements, report.skipped.len()), (300, 0));
    let all: Vec<Announcement> = Generator::new(4).take(300).collect();
    let mut same = [0; 3];
    Engine::open(&workspace.location())
        .unwrap()
        .each(&mut |record| {
            let index: usize = record.place.part.unwrap()[1..].parse().unwrap();
            // A district is read with the city it belongs to: 杭州市上城区人民政府.
            let (meant, read) = (&all[index], record.announcement);
            assert_eq!(read.title, meant.title);
            assert_eq!(read.number, meant.number.as_deref().and_then(DocNumber::parse));
            same[0] +=
                usize::from(read.issuers.iter().any(|one| one.name.ends_with(&meant.issuer.name)));
            same[1] += usize::from(read.level() == Some(level(meant.issuer.level)));
            same[2] += usize::from(read.written.is_some_and(|one| one.date == meant.written));
            Ok(())
        })
        .unwrap();
    assert!(same.iter().all(|same| *same >= 285), "issuers, levels, dates of 300: {same:?}");
}

fn level(meant: made::issuers::Level) -> Level {
    use made::issuers::Level as Meant;
    match meant {
        Meant::Centre => Level::Centre,
        Meant::Ministry => Level::Ministry,
        Meant::Province => Level::Province,
        Meant::ProvinceOffice => Level::ProvinceOffice,
        Meant::City => Level::City,
        // What is local there are bureaus of counties.
        Meant::County | Meant::Local => Level::County,
    }
}
