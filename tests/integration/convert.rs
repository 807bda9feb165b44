//! Converters: what our readers refuse is read by other programs where a person asks, and never
//! else. Most converters here are small scripts, so that every machine has them.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use policy_search::corpus::reader::convert::{Converter, Converters};
use policy_search::corpus::reader::{self, ReadOptions};
use policy_search::printer::Language;

use crate::made;
use crate::tools;
use crate::workspace::{Workspace, repository, stderr, stdout};

const TITLE: &str = "青山区人民政府关于古井保护的通知";

const NOTICE: [&str; 4] =
    [TITLE, "各镇街：", "请按照要求做好古井保护工作，于月底前报区政府。", "2025年3月1日"];

/// What LibreOffice would do: it is called as agreed, alone, and writes a DOCX that lies ready.
const OFFICE: &str = r#"#!/bin/sh
printf '%s\n' "$@" >> "$TOOLS/asked"
mkdir "$TOOLS/busy" || exit 9
sleep 0.1
while [ "$1" != --outdir ]; do shift; done
cp "$TOOLS/ready.docx" "$2/document.docx"
rmdir "$TOOLS/busy"
"#;

/// A workspace with a folder of tools, the only one on the path but for those of the system.
struct Workshop {
    workspace: Workspace,
}

impl Workshop {
    fn new() -> Self {
        let workspace = Workspace::new();
        fs::write(tools::folder(&workspace).join("ready.docx"), made::docx(&NOTICE)).unwrap();
        Self { workspace }
    }

    fn with_office() -> Self {
        let workshop = Self::new();
        workshop.tool("soffice", OFFICE);
        workshop
    }

    fn tool(&self, name: &str, script: &str) -> PathBuf {
        tools::write(&self.workspace, name, script)
    }

    /// The command, which finds no converter but ours.
    fn prepare(&self, args: &[&str]) -> Command {
        let mut command = tools::prepare(&self.workspace, args);
        command.env("TMPDIR", self.temporary());
        command
    }

    fn command(&self, args: &[&str]) -> Output {
        self.prepare(args).output().unwrap()
    }

    /// The folder for temporary files, in which nothing may stay.
    fn temporary(&self) -> PathBuf {
        let folder = self.workspace.path("temporary");
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn is_tidy(&self) -> bool {
        fs::read_dir(self.temporary()).unwrap().next().is_none()
    }

    fn found(&self) -> u64 {
        let found = self.workspace.search("\"古井保护工作\"");
        (found.total + found.copies.unwrap()) as u64
    }
}

/// A file of Word 95 as far as our reader looks.
fn word_95() -> Vec<u8> {
    fs::read(repository().join("tests/data/office/notice-95.doc")).unwrap()
}

/// What the library makes of a file by these converters: the text, or why there is none.
fn read(bytes: &[u8], name: &str, converters: Converters) -> Result<String, String> {
    let options = ReadOptions { convert: Some(Arc::new(converters)), ..ReadOptions::default() };
    let mut found = Vec::new();
    let read = reader::read_from(Path::new(name), bytes, &options, &mut |raw| found.push(raw));
    read.map_err(|error| Language::default().error(&error))?;
    Ok(found.remove(0).text)
}

#[test]
fn without_being_asked_for_none_is_used_and_the_reason_tells_of_it() {
    let workshop = Workshop::with_office();
    workshop.workspace.write("旧.doc", word_95());
    let archive = made::zipped(&[("旧.doc", &word_95()), ("新.docx", &made::docx(&NOTICE))]);
    workshop.workspace.write("包.zip", archive);
    let report = stdout(&workshop.command(&["index"]));
    let reason = "旧.doc: Word 6/95 files are not read: save it as DOCX, or run again with \
                  --convert (needs LibreOffice)";
    assert!(report.contains(reason), "{report}");
    let inside = "save it as DOCX, or unpack it and run again with --convert (needs LibreOffice)";
    assert!(report.contains(inside), "{report}");
    assert!(!workshop.workspace.path("tools/asked").exists());
}

#[test]
fn a_file_is_found_that_a_converter_read_and_its_report_says_so() {
    let workshop = Workshop::with_office();
    for name in ["旧.doc", "-rf $(x) ;'\".doc", "又.wps"] {
        workshop.workspace.write(name, word_95());
    }
    let output = workshop.command(&["index", "--convert", "--threads", "3"]);
    let report = stdout(&output);
    let note = "3 files: read by soffice, not by our reader: Word 6/95 files are not read";
    assert!(report.contains(note) && report.contains("3 announcements"), "{report}");
    assert!(report.contains("corpus/旧.doc"), "{report}");
    assert_eq!(stderr(&output), "");
    assert_eq!(workshop.found(), 3);
    assert!(workshop.is_tidy());
    let asked = fs::read_to_string(workshop.workspace.path("tools/asked")).unwrap();
    for argument in ["--headless", "--infilter=MS Word 95", "--convert-to", "docx"] {
        assert_eq!(asked.lines().filter(|line| *line == argument).count(), 3, "{asked}");
    }
    let profiles = asked.lines().filter(|line| line.starts_with("-env:UserInstallation=file:///"));
    assert_eq!(profiles.count(), 3, "{asked}");
    assert!(!asked.contains("-rf") && !asked.contains('旧'), "{asked}");
}

#[test]
fn extract_names_the_converter() {
    let workshop = Workshop::with_office();
    workshop.workspace.write("旧.doc", word_95());
    let file = "corpus/旧.doc";
    let refused = workshop.command(&["extract", file]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("or run again with --convert"), "{}", stderr(&refused));
    let shown = stdout(&workshop.command(&["extract", "--convert", file]));
    assert!(shown.contains("DOC, UTF-8, read by soffice") && shown.contains(TITLE), "{shown}");
    let json = stdout(&workshop.command(&["extract", "--convert", "--json", file]));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["converter"], "soffice");
}

#[test]
fn turned_on_and_off_it_leaves_what_a_rebuild_would() {
    let workshop = Workshop::with_office();
    workshop.workspace.write("旧.doc", word_95());
    workshop.workspace.write("新.txt", "青山区人民政府关于渔船登记的通知\n各镇街：请登记。");
    let index = |flags: &[&str]| {
        let report = stdout(&workshop.command(&[&["index", "corpus"], flags].concat()));
        (workshop.found(), report)
    };
    assert_eq!(index(&[]).0, 0);
    let (found, report) = index(&["--convert"]);
    assert!(
        found == 1 && report.contains("1 updated") && report.contains("1 unchanged"),
        "{report}"
    );
    // It is kept, as the columns are.
    let (found, report) = index(&[]);
    assert!(found == 1 && report.contains("2 unchanged"), "{report}");
    assert_eq!(index(&["--rebuild"]).0, 1);
    let (found, report) = index(&["--convert=false"]);
    assert!(found == 0 && report.contains("1 updated") && report.contains("skipped"), "{report}");
    assert_eq!(index(&["--rebuild"]).0, 0);
    // With nothing to convert it is kept too.
    workshop.workspace.remove("旧.doc");
    index(&[]);
    index(&["--convert"]);
    workshop.workspace.write("旧.doc", word_95());
    assert_eq!(index(&[]).0, 1);
}

#[test]
fn a_converter_that_comes_later_is_used_and_one_that_goes_takes_nothing_along() {
    let workshop = Workshop::new();
    workshop.tool("pdftotext", "#!/bin/sh\nexit 1\n");
    workshop.workspace.write("旧.doc", word_95());
    let report = stdout(&workshop.command(&["index", "--convert"]));
    assert!(report.contains("save it as DOCX (--convert: soffice is not on PATH)"), "{report}");
    let office = workshop.tool("soffice", OFFICE);
    workshop.command(&["index"]);
    assert_eq!(workshop.found(), 1);
    fs::remove_file(office).unwrap();
    fs::remove_file(workshop.workspace.path("tools/pdftotext")).unwrap();
    let output = workshop.command(&["index"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(workshop.found(), 1);
}

#[test]
fn none_at_all_is_an_error_at_once() {
    let workshop = Workshop::new();
    workshop.workspace.write("新.txt", NOTICE.join("\n"));
    for args in [&["index", "--convert"][..], &["extract", "--convert", "corpus/新.txt"]] {
        let output = workshop.command(args);
        assert_eq!(output.status.code(), Some(2));
        let message = "--convert: neither soffice nor pdftotext found on PATH";
        assert!(stderr(&output).contains(message), "{}", stderr(&output));
    }
    assert!(!workshop.workspace.path("index").exists());
}

#[test]
fn one_that_hangs_is_ended() {
    let workshop = Workshop::new();
    let office = workshop.tool("soffice", "#!/bin/sh\npwd > $TOOLS/folder\nexec sleep 600\n");
    let converters = Converters::default().with(Converter::Soffice, office);
    let started = Instant::now();
    let refused = read(&word_95(), "旧.doc", converters.within(Duration::from_secs(1)));
    let message = "(--convert: soffice took longer than 1 seconds and was stopped)";
    assert!(refused.as_ref().is_err_and(|error| error.contains(message)), "{refused:?}");
    assert!(started.elapsed() < Duration::from_secs(20));
    let folder = fs::read_to_string(workshop.workspace.path("tools/folder")).unwrap();
    assert!(!Path::new(folder.trim()).exists());
}

/// A named pipe, and a receiver that hears of it when the last process that writes to it has ended.
fn pipe(path: PathBuf) -> Receiver<()> {
    let made = Command::new("mkfifo").arg(&path).status().expect("mkfifo comes with the system");
    assert!(made.success());
    let (ended, hear) = mpsc::channel();
    std::thread::spawn(move || {
        fs::read(path).unwrap();
        // Nobody listens any more if the test has failed meanwhile.
        let _ = ended.send(());
    });
    hear
}

#[test]
#[ignore = "needs kill"]
fn one_that_hangs_is_ended_with_all_it_started() {
    assert!(
        tools::of_system("kill").is_some(),
        "there is no `kill` in /bin or /usr/bin: install procps"
    );
    let workshop = Workshop::new();
    let child = pipe(workshop.workspace.path("tools/pipe"));
    let script = "#!/bin/sh\nsleep 600 > $TOOLS/pipe &\nwait\n";
    let office = workshop.tool("soffice", script);
    let converters = Converters::default().with(Converter::Soffice, office);
    read(&word_95(), "旧.doc", converters.within(Duration::from_secs(3))).unwrap_err();
    child.recv_timeout(Duration::from_secs(60)).expect("what the converter started still runs");
}

#[test]
fn one_that_floods_or_breaks_is_told() {
    let workshop = Workshop::new();
    let flood = "#!/bin/sh\nwhile [ \"$1\" != --outdir ]; do shift; done\n\
                 dd if=/dev/zero of=\"$2/document.docx\" bs=1 count=1 seek=300000000 2>/dev/null\n\
                 sleep 600\n";
    let rubbish = "#!/bin/sh\nwhile [ \"$1\" != --outdir ]; do shift; done\n\
                   echo rubbish > \"$2/document.docx\"\n";
    let link = "#!/bin/sh\nwhile [ \"$1\" != --outdir ]; do shift; done\n\
                ln -s /etc/passwd \"$2/document.docx\"\n";
    let complaint = "#!/bin/sh\necho \"Error: $PWD/document.doc could not be loaded.\" >&2\n";
    for (script, message) in [
        (flood, "made more than 256 MiB and was stopped"),
        (rubbish, "made a DOCX that is not read"),
        (link, "nothing was made"),
        (complaint, "soffice could not read it either: /document.doc could not be loaded)"),
        ("#!/bin/sh\nexit 3\n", "soffice gave up (exit status: 3)"),
        ("no program", "soffice could not be run"),
    ] {
        let office = workshop.tool("soffice", script);
        let converters = Converters::default().with(Converter::Soffice, office);
        let refused = read(&word_95(), "旧.doc", converters).expect_err(message);
        assert!(refused.contains(message), "{message}: {refused}");
        assert!(refused.starts_with("旧.doc: Word 6/95 files are not read"), "{refused}");
    }
}

/// A `pdftotext` that finds these words, a line each.
fn pdftotext(workshop: &Workshop, lines: &[&str]) -> Converters {
    let word = |(row, text): (usize, &&str)| {
        let (y, end) = (80 + 40 * row, 80 + 20 * text.chars().count());
        let below = y + 26;
        format!("<word xMin=\"80\" yMin=\"{y}\" xMax=\"{end}\" yMax=\"{below}\">{text}</word>\n")
    };
    let words: String = lines.iter().enumerate().map(word).collect();
    let page = format!("<page width=\"595\" height=\"842\">\n{words}</page>");
    let script = format!("#!/bin/sh\necho \"$@\" > $TOOLS/asked\ncat <<'END'\n{page}\nEND\n");
    let program = workshop.tool("pdftotext", &script);
    Converters::default().with(Converter::Pdftotext, program)
}

#[test]
fn a_damaged_pdf_is_read_by_pdftotext_where_it_makes_sense() {
    let workshop = Workshop::new();
    let broken = b"%PDF-1.7\nnothing".as_slice();
    let text = read(broken, "断.pdf", pdftotext(&workshop, &NOTICE)).unwrap();
    assert_eq!(text.lines().next(), Some(TITLE));
    let asked = fs::read_to_string(workshop.workspace.path("tools/asked")).unwrap();
    assert!(asked.starts_with("-raw -bbox -enc UTF-8 -q /"), "{asked}");
    for (lines, message) in [
        (&["Çà°×½ÇøÈËÃñÕþ¸®"][..], "took its characters for foreign ones"),
        (&["\u{E000}\u{E001}"], "gave characters that stand for none"),
        (&["靑齝龘麤鸞爨癵籱驫鱻麣纞虋讟鑱饢鸜爩灪龖"], "make no text"),
        (&[], "found no text in it"),
    ] {
        let refused = read(broken, "断.pdf", pdftotext(&workshop, lines)).expect_err(message);
        assert!(refused.contains(message), "{refused}");
    }
}

#[test]
fn a_password_and_a_scan_stay_what_they_are() {
    let workshop = Workshop::new();
    for (name, reason) in [("password.pdf", "encrypted"), ("image.pdf", "a scan")] {
        let bytes = fs::read(repository().join("tests/data/office").join(name)).unwrap();
        let refused = read(&bytes, name, pdftotext(&workshop, &NOTICE)).expect_err(name);
        assert!(refused.contains(reason) && !refused.contains("convert"), "{refused}");
    }
    assert!(!workshop.workspace.path("tools/asked").exists());
}

/// The converters of this machine, which must have the one named.
fn real(converter: Converter) -> Converters {
    let (converters, name) = (Converters::on_path(), converter.name());
    assert!(converters.found().contains(&converter), "there is no {name} on PATH: install it");
    converters
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn notice() -> String {
    let text = fs::read_to_string(repository().join("tests/data/office/notice.txt")).unwrap();
    letters(&text)
}

#[test]
#[ignore = "needs soffice"]
fn libreoffice_reads_word_95() {
    let converters = real(Converter::Soffice);
    let text = read(&word_95(), "旧.doc", converters).unwrap();
    assert_eq!(letters(&text), notice());
}

/// Only `pdftotext` has the list of Adobe-GB1, and only with the data of poppler.
#[test]
#[ignore = "needs pdftotext and poppler-data"]
fn pdftotext_reads_a_font_that_names_no_characters() {
    let converters = real(Converter::Pdftotext);
    let bytes = fs::read(repository().join("tests/data/office/gb1.pdf")).unwrap();
    let refused = read(&bytes, "gb1.pdf", Converters::default()).unwrap_err();
    assert!(refused.contains("its fonts do not say"), "{refused}");
    let text = read(&bytes, "gb1.pdf", converters)
        .unwrap_or_else(|error| panic!("{error}: install poppler-data if it is missing"));
    let known = fs::read_to_string(repository().join("tests/data/office/notice.txt")).unwrap();
    let known: Vec<&str> = known.lines().take(9).collect();
    assert_eq!(text.lines().collect::<Vec<_>>(), known);
}

#[test]
#[ignore = "needs soffice"]
fn libreoffice_takes_random_bytes_for_no_text() {
    let converters = real(Converter::Soffice);
    let bytes: Vec<u8> =
        (0..20_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let bytes = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &bytes].concat();
    let refused = read(&bytes, "坏.doc", converters).unwrap_err();
    assert!(refused.contains("soffice could not read it either"), "{refused}");
}
