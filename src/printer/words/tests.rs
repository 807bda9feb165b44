//! Each language has a sentence for everything, and none of another.

use std::io;

use super::*;
use crate::engine::Missing;
use crate::error::{Foreign, Line};
use crate::query::ParseError;

/// A word of somebody else that a sentence passes on.
const PASSED_ON: &str = "某";

/// What may stand in a Chinese sentence besides commands and flags: formats, programs and units.
const FOREIGN: [&str; 25] = [
    "OpenSearch",
    "PEM",
    "DRM",
    "CSV",
    "Lines",
    "PDF",
    "DOCX",
    "HTML",
    "JSON",
    "XML",
    "ZIP",
    "Word",
    "MS",
    "Works",
    "WPS",
    "OCR",
    "MiB",
    "GiB",
    "PATH",
    "LibreOffice",
    "poppler",
    "soffice",
    "pdftotext",
    "tesseract",
    "Debian",
];

/// One of each kind; what is matched here and not listed does not compile.
fn kinds() -> Vec<ErrorKind> {
    use ErrorKind as E;
    let passed_on = || PASSED_ON.to_string();
    let line = || Line::new(3, PASSED_ON);
    let mut kinds = vec![
        E::NoIndex,
        E::ForeignFolder,
        E::NotAFolder,
        E::OtherVersion { found: 1, expected: 2 },
        E::OtherAnalyzer { found: "1".into(), expected: "2".into() },
        E::Damaged(passed_on()),
        E::FoldersUnknown,
        E::UnknownRoot(vec![PASSED_ON.into()]),
        E::InsideIndex,
        E::Busy,
        E::WithoutOpenSearch,
        E::Address(passed_on()),
        E::PasswordInAddress,
        E::Unreachable { node: passed_on(), why: passed_on() },
        E::Untrusted { node: passed_on() },
        E::LoginWanted { node: passed_on() },
        E::Forbidden { node: passed_on(), what: passed_on() },
        E::OtherEngine { name: passed_on(), version: passed_on() },
        E::NotOurs,
        E::BeingWritten { owner: passed_on() },
        E::Incomplete { failed: 3, of: 24 },
        E::Overloaded { minutes: 10 },
        E::ClusterFull,
        E::ScriptsForbidden,
        E::OfCluster,
        E::FixedShards { has: 6 },
        E::NoCertificate,
        E::TooManyTexts { most: 2000 },
        E::Superseded,
        E::NoCorpus,
        E::NoConverter,
        E::NoRecogniser,
        E::NoLanguage(passed_on()),
        E::Vocabulary(line()),
        E::Settings(line()),
        E::Unreadable(line()),
        E::NoMeasurement(passed_on()),
        E::OtherMeasurement { found: 2, expected: 1 },
        E::NothingToAsk,
        E::Query(ParseError::new(PASSED_ON, PASSED_ON, 0..1)),
        E::Unknown(passed_on()),
        E::Ambiguous { start: passed_on(), ids: vec![passed_on(); 2], more: true },
        E::Option(passed_on()),
        E::Backend(passed_on()),
        E::Bug(passed_on()),
        E::Io(io::Error::other(PASSED_ON)),
    ];
    let system =
        [io::ErrorKind::PermissionDenied, io::ErrorKind::NotFound, io::ErrorKind::StorageFull];
    kinds.extend(system.map(|kind| E::Io(kind.into())));
    kinds.extend(refusals().into_iter().map(E::Refused));
    for conversion in conversions() {
        kinds.push(E::Convertible { refusal: Refusal::OldWord, conversion });
    }
    kinds
}

fn refusals() -> Vec<Refusal> {
    use Refusal as R;
    let passed_on = || PASSED_ON.to_string();
    vec![
        R::NoFile,
        R::Empty,
        R::NoText,
        R::BlankPages,
        R::NotText,
        R::NotRead(passed_on()),
        R::Foreign(Foreign::WordLike, passed_on()),
        R::Foreign(Foreign::Picture, passed_on()),
        R::Foreign(Foreign::Packed, passed_on()),
        R::Foreign(Foreign::Database, passed_on()),
        R::Foreign(Foreign::OwnFormat, passed_on()),
        R::Foreign(Foreign::Textless, passed_on()),
        R::UnknownExtension(passed_on()),
        R::OldWord,
        R::Works,
        R::Encrypted,
        R::EncryptedOtherwise,
        R::Protected,
        R::Scanned,
        R::Unmapped,
        R::Damaged(passed_on()),
        R::TooLarge(1),
        R::TooLargeUnpacked,
        R::TableTooLarge,
        R::TooManyFiles(1),
        R::ArchiveInArchives,
        R::Packing,
        R::NestedTooDeep,
        R::XmlTooLarge,
        R::DocumentType,
        R::TooManyAttributes(1),
        R::TagsTooDeep(1),
        R::UnclosedTags,
        R::BrokenJson(passed_on()),
        R::JsonTooLarge(1),
        R::NoRecord,
        R::NoRecordLine(passed_on()),
        R::NoHeader,
        R::OnlyHeader,
        R::NoFullRecord,
        R::LeftOut(passed_on()),
        R::ReaderNotStarted(passed_on()),
        R::ReaderEnded,
        R::ReaderSlow(1),
        R::ReaderPanicked,
        R::System(passed_on()),
    ]
}

fn conversions() -> Vec<Conversion> {
    let needs = || "LibreOffice".to_string();
    let failed = |made| Conversion::Failed { by: "soffice".into(), why: PASSED_ON.into(), made };
    vec![
        Conversion::NotAsked { needs: needs(), packed: false },
        Conversion::NotAsked { needs: needs(), packed: true },
        Conversion::Unrecognised { pages: 3 },
        Conversion::Unreadable { why: PASSED_ON.into() },
        failed(None),
        failed(Some(Refusal::damaged(PASSED_ON))),
    ]
}

fn kept() -> Vec<Kept> {
    let first = || vec![PASSED_ON.to_string()];
    let all = [
        Missing::Unseen(Reason::System(SystemFailure::PermissionDenied)),
        Missing::Absent(PASSED_ON.into()),
        Missing::Gone { files: 9, of: 10, first: first() },
        Missing::Emptied { files: 9, first: first() },
    ];
    all.into_iter().map(|why| Kept { why, announcements: 7 }).collect()
}

/// What a place in OpenSearch is called.
const ADDRESS: &str = "https://h:9200/policy";

fn without_index_at(place: &str) -> Error {
    Error::at(place, ErrorKind::NoIndex)
}

/// All sentences of a language.
fn sentences(language: Language) -> Vec<String> {
    let kinds = kinds().into_iter().map(|kind| language.error(&Error::at(PASSED_ON, kind)));
    kinds.chain(kept().iter().map(|kept| language.kept(kept))).collect()
}

/// The variants of an enum that is declared in a file of `src/error`.
fn variants(source: &str, name: &str) -> Vec<String> {
    let file = syn::parse_file(source).unwrap();
    let found = file.items.iter().find_map(|item| match item {
        syn::Item::Enum(found) if found.ident == name => Some(found),
        _ => None,
    });
    found.unwrap().variants.iter().map(|variant| variant.ident.to_string()).collect()
}

fn name_of(value: &impl std::fmt::Debug) -> String {
    let told = format!("{value:?}");
    told.split(|c: char| !c.is_alphanumeric()).next().unwrap().to_string()
}

#[test]
fn the_sentences_tried_are_of_every_kind_and_refusal() {
    let tried: Vec<String> = kinds().iter().map(name_of).collect();
    let missing = |all: Vec<String>, tried: &[String]| -> Vec<String> {
        all.into_iter().filter(|name| !tried.contains(name)).collect()
    };
    let none: [&str; 0] = [];
    assert_eq!(missing(variants(include_str!("../../error/kind.rs"), "ErrorKind"), &tried), none);
    let tried: Vec<String> = refusals().iter().map(name_of).collect();
    let source = include_str!("../../error/refusal.rs");
    assert_eq!(missing(variants(source, "Refusal"), &tried), none);
    let remedies = kinds().into_iter().filter_map(|kind| kind.remedy());
    let remedies = remedies.chain(without_index_at(ADDRESS).remedy());
    let tried: Vec<String> = remedies.map(|remedy| name_of(&remedy)).collect();
    let source = include_str!("../../error/remedy.rs");
    assert_eq!(missing(variants(source, "Remedy"), &tried), none);
}

/// A sentence without its commands, flags and names of formats.
fn bare(sentence: &str) -> String {
    let outside: String = sentence.split('`').step_by(2).collect();
    let words = outside.split_inclusive(|c: char| !(c.is_ascii_alphanumeric() || "-.".contains(c)));
    let is_flag = |word: &str| word.starts_with("--") || word.starts_with(".txt");
    let words = words.filter(|word| !is_flag(word));
    let text: String = words.collect();
    FOREIGN.iter().fold(text, |text, foreign| text.replace(foreign, ""))
}

#[test]
fn chinese_sentences_hold_no_english_words() {
    for sentence in sentences(Language::Chinese) {
        let rest = bare(&sentence);
        assert!(!rest.contains(|c: char| c.is_ascii_alphabetic()), "{sentence}: {rest}");
        assert!(!sentence.ends_with(['。', '.']), "{sentence}");
        assert!(!sentence.contains(": ") && !sentence.contains(", "), "{sentence}");
    }
}

#[test]
fn no_two_sentences_of_a_language_are_one() {
    for language in [Language::English, Language::Chinese] {
        let mut all = sentences(language);
        // What only passes on the words of somebody else has none of its own.
        all.retain(|sentence| !sentence.ends_with(&[language.table().colon, PASSED_ON].concat()));
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count, "{all:#?}");
    }
}

#[test]
fn english_sentences_say_what_is_wrong_and_what_to_do() {
    let told = |kind: ErrorKind| Language::English.kind(&kind);
    for (kind, sentence) in [
        (
            ErrorKind::NoIndex,
            "no index here: run `search index DIR` with your folder of announcements",
        ),
        (
            ErrorKind::ForeignFolder,
            "this folder holds other files and no index: choose an empty or a new folder",
        ),
        (
            ErrorKind::NotAFolder,
            "an index is a folder, and this is a file: choose another place with --index",
        ),
        (
            ErrorKind::OtherVersion { found: 1, expected: 2 },
            "this index has format 1 and this program reads format 2: run `search index --rebuild`",
        ),
        (
            ErrorKind::OtherAnalyzer { found: "a".into(), expected: "b".into() },
            "this index was built by analyzer a and this program has b: run `search index --rebuild`",
        ),
        (
            ErrorKind::Damaged("a.idx is missing".into()),
            "the index is damaged (a.idx is missing): run `search index --rebuild`",
        ),
        (
            ErrorKind::FoldersUnknown,
            "the index is damaged, and the folders it was made from are not known: name them \
             (`search index --rebuild DIR…`), with the flags they need (--field, --keep-junk, --convert, --ocr)",
        ),
        (
            ErrorKind::InsideIndex,
            "this is in the folder of an index, which holds nothing else: choose another --index",
        ),
        (ErrorKind::Busy, "another `search index` is writing to this index: wait until it ends"),
        (
            ErrorKind::NoCorpus,
            "no such folder of announcements: name one that exists, or make it first",
        ),
        (
            ErrorKind::NoConverter,
            "--convert: neither soffice nor pdftotext found on PATH: install LibreOffice or \
             poppler, or leave --convert out",
        ),
        (
            ErrorKind::NoMeasurement("EOF".into()),
            "no result of `search bench --json` (EOF): write one with `search bench --json`",
        ),
        (
            ErrorKind::OtherMeasurement { found: 9, expected: 1 },
            "a result of form 9, and this program reads form 1: write one with `search bench --json`",
        ),
        (
            ErrorKind::NothingToAsk,
            "the index holds no announcement to ask for: add some with `search index`",
        ),
        (
            ErrorKind::Ambiguous {
                start: "3a".into(),
                ids: vec!["3a00".into(), "3a01".into()],
                more: false,
            },
            "3a is the start of several ids: 3a00, 3a01: write more of its digits",
        ),
        (
            ErrorKind::Unknown("abc".into()),
            "no announcement has the id, number, file or title abc: `search abc` looks for it in the texts",
        ),
        (
            ErrorKind::Io(io::ErrorKind::PermissionDenied.into()),
            "permission denied: allow this user to read and write here",
        ),
        (ErrorKind::Io(io::ErrorKind::NotFound.into()), "no such file or folder"),
        (
            ErrorKind::Io(io::ErrorKind::StorageFull.into()),
            "the disk is full: make room and run again",
        ),
        (
            ErrorKind::Bug("out of bounds".into()),
            "this is a bug, and the index is not damaged: please report it with the command \
             (out of bounds)",
        ),
    ] {
        assert_eq!(told(kind), sentence);
    }
}

#[test]
fn an_index_on_other_machines_has_sentences_of_its_own() {
    let node = || "https://h:9200".to_string();
    let login = "set SEARCH_OPENSEARCH_USER and SEARCH_OPENSEARCH_PASSWORD, or \
                 SEARCH_OPENSEARCH_API_KEY or SEARCH_OPENSEARCH_TOKEN";
    for (kind, sentence) in [
        (
            ErrorKind::WithoutOpenSearch,
            "this program was built without OpenSearch: install it with --features opensearch",
        ),
        (ErrorKind::PasswordInAddress, &format!("a password does not belong in --index: {login}")),
        (
            ErrorKind::Unreachable { node: node(), why: "connection refused".into() },
            "cannot reach https://h:9200 (connection refused): is it running, and is the port right?",
        ),
        (
            ErrorKind::Untrusted { node: node() },
            "the certificate of https://h:9200 is not trusted: name its authority's PEM file in \
             SEARCH_OPENSEARCH_CA",
        ),
        (
            ErrorKind::LoginWanted { node: node() },
            &format!("https://h:9200 wants a login, or does not know this one: {login}"),
        ),
        (
            ErrorKind::Forbidden { node: node(), what: "indices:data/write/bulk".into() },
            "https://h:9200 does not allow this login to do that (indices:data/write/bulk): give its \
             role this permission",
        ),
        (
            ErrorKind::OtherEngine { name: "Elasticsearch".into(), version: "8.15.0".into() },
            "this is Elasticsearch 8.15.0 and not OpenSearch 2.12 or newer: name a server of \
             OpenSearch in --index",
        ),
        (
            ErrorKind::NotOurs,
            "an index of this name is there and was not made by this program: choose another name \
             in --index",
        ),
        (
            ErrorKind::BeingWritten { owner: "host x, process 77".into() },
            "another `search index` (host x, process 77) is writing to this index: wait until it ends",
        ),
        (
            ErrorKind::FixedShards { has: 6 },
            "it has 6 shards, and keeps them until it is built anew: run `search index --rebuild`",
        ),
        (
            ErrorKind::Incomplete { failed: 3, of: 24 },
            "3 of 24 shards did not answer: try again, or take part of the answer with --allow-partial",
        ),
        (
            ErrorKind::Overloaded { minutes: 10 },
            "OpenSearch refused writes for 10 minutes (429, its write queue is full): it is too small \
             for this pace: run again with --threads 1; what was committed is kept",
        ),
        (
            ErrorKind::ClusterFull,
            "the disk of the cluster is full, and its index read-only: make room and run again",
        ),
        (ErrorKind::Superseded, "the index was replaced while it was read: try again"),
    ] {
        assert_eq!(Language::English.kind(&kind), sentence);
    }
}

#[test]
fn how_to_build_an_index_is_said_of_its_place() {
    let told = |language: Language, place| language.error(&without_index_at(place));
    for (language, place, sentence) in [
        (
            Language::English,
            ADDRESS,
            "https://h:9200/policy: no index here: run `search index DIR --index \
             https://h:9200/policy` with your folder of announcements",
        ),
        (
            Language::Chinese,
            ADDRESS,
            "https://h:9200/policy：此处没有索引：运行 `search index 文件夹 --index \
             https://h:9200/policy` 建立",
        ),
        (
            Language::English,
            "index",
            "index: no index here: run `search index DIR` with your folder of announcements",
        ),
    ] {
        assert_eq!(told(language, place), sentence);
    }
}

#[test]
fn english_refusals_say_what_to_do_and_what_another_program_may_do() {
    let told = |reason: Reason| Language::English.reason(&reason);
    for (refusal, sentence) in [
        (Refusal::NotRead("XLS".into()), "XLS is not read yet: save it as text or HTML"),
        (
            Refusal::EncryptedOtherwise,
            "encrypted: save it without a password; its way of encrypting is not known",
        ),
        (
            Refusal::NoHeader,
            "no header row with a known column (a title or a body): name the columns with --field",
        ),
        (Refusal::ReaderPanicked, "the reader broke on this file: please report it"),
        (Refusal::Empty, "empty file"),
    ] {
        assert_eq!(told(refusal.into()), sentence);
    }
    let told = |conversion: Conversion| {
        let refusal = Refusal::damaged("no pages");
        told(Reason::Convertible { refusal, conversion }.of_part("a.pdf"))
    };
    let expected = [
        ", or run again with --convert (needs LibreOffice)",
        ", or unpack it and run again with --convert (needs LibreOffice)",
        ": run again with --ocr (needs tesseract)",
        " (--ocr: 某)",
        " (--convert: soffice 某)",
        " (--convert: soffice 某: incomplete or damaged (某): fetch it again)",
    ];
    for (conversion, expected) in conversions().into_iter().zip(expected) {
        let is_picture = expected.contains("--ocr");
        let cure = if is_picture { "" } else { ": fetch it again" };
        let head = format!("a.pdf: incomplete or damaged (no pages){cure}");
        assert_eq!(told(conversion), format!("{head}{expected}"));
    }
}

#[test]
fn what_is_kept_is_told_with_its_files() {
    let told: Vec<String> = kept().iter().map(|kept| Language::English.kept(kept)).collect();
    let until_back = "7 announcements are kept until they are back, `--prune` removes them";
    assert_eq!(
        told,
        [
            "permission denied: allow this user to read and write here: \
             its 7 announcements are kept as they were"
                .to_string(),
            format!("某: {until_back}"),
            format!("9 of 10 files are gone (某 and 8 more): {until_back}"),
            format!("the folder is empty and its 9 files are gone (某 and 8 more): {until_back}"),
        ]
    );
}
