//! Text recognition: pages that are images are read where a person asks, once, and never else. Most of
//! the time a small script stands for tesseract, so that every machine has it.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use policy_search::corpus::reader::recognise::{Recogniser, Tesseract};
use policy_search::corpus::reader::{self, ReadOptions};
use policy_search::extract::PortionKind;
use policy_search::printer::Language;
use serde_json::Value;

use crate::made;
use crate::tools;
use crate::workspace::{Workspace, repository, stderr, stdout};

/// What the script reads on every page: a line a row, each of its words a row of the table.
const LINES: [&str; 3] =
    ["青山区人民政府关于古井保护的通知", "各镇街应当做好古井保护工作。", "2025年3月1日"];

/// What tesseract would do: it tells its version and its languages, writes down that it was asked, and
/// says what lies ready.
const SCRIPT: &str = r#"#!/bin/sh
case $1 in
--version) echo "tesseract 5.9.0"; exit;;
--list-langs) echo "List of available languages (2):"; echo chi_sim; echo osd; exit;;
esac
echo "$@" >> "$TOOLS/asked"
[ -e "$TOOLS/slow" ] && sleep 0.4
cat "$TOOLS/ready.tsv"
"#;

/// A workspace with a folder of tools, the only one on the path but for those of the system.
struct Workshop {
    workspace: Workspace,
}

impl Workshop {
    fn new() -> Self {
        let workspace = Workspace::new();
        fs::write(tools::folder(&workspace).join("ready.tsv"), table()).unwrap();
        Self { workspace }
    }

    fn with_script() -> Self {
        let workshop = Self::new();
        workshop.tool(SCRIPT);
        workshop
    }

    fn tool(&self, script: &str) -> PathBuf {
        tools::write(&self.workspace, "tesseract", script)
    }

    fn prepare(&self, args: &[&str]) -> Command {
        tools::prepare(&self.workspace, args)
    }

    /// What a command prints, which succeeds.
    fn run(&self, args: &[&str]) -> String {
        let output = self.prepare(args).output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        stdout(&output)
    }

    /// The report of a run.
    fn index(&self, flags: &[&str]) -> Value {
        let args = [&["index", "corpus", "--json"], flags].concat();
        serde_json::from_str(&self.run(&args)).unwrap()
    }

    /// How many pages the script was asked to read so far.
    fn asked(&self) -> usize {
        let asked = fs::read_to_string(self.workspace.path("tools/asked")).unwrap_or_default();
        asked.lines().count()
    }

    fn found(&self) -> u64 {
        let found = self.workspace.search("\"古井保护工作\"");
        (found.total + found.copies.unwrap()) as u64
    }
}

/// Adds the corpus of a workspace to its index, with a page in it that was recognised.
pub(crate) fn add_recognised(workspace: &Workspace) {
    fs::write(tools::folder(workspace).join("ready.tsv"), table()).unwrap();
    tools::write(workspace, "tesseract", SCRIPT);
    workspace.write("1.bmp", picture(10));
    let output = tools::prepare(workspace, &["index", "corpus", "--ocr"]).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
}

fn table() -> String {
    let mut table = String::from("level\tpage_num\tblock_num\n");
    for (row, line) in LINES.iter().enumerate() {
        for (at, c) in line.chars().enumerate() {
            // A large title in the middle, a paragraph with its indent, a date at the right.
            let (step, left) = [(62, 200), (40, 180), (40, 800)][row];
            let (left, top, size) = (left + step * at, 100 + 120 * row, step - 2);
            let box_of = format!("{left}\t{top}\t{size}\t{size}");
            table += &format!("5\t1\t1\t1\t{row}\t{at}\t{box_of}\t91\t{c}\n");
        }
    }
    table
}

/// A picture of a page; pages of other shades are other pages.
fn picture(shade: u8) -> Vec<u8> {
    bitmap(300, 400, shade, true)
}

/// A bitmap that says it is so large; its pixels are there or not.
fn bitmap(width: u32, height: u32, shade: u8, is_whole: bool) -> Vec<u8> {
    let row = (width * 3).next_multiple_of(4);
    let mut bytes = b"BM".to_vec();
    for number in [54 + row * height, 0, 54, 40, width, height, 1 | 24 << 16, 0, row * height] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend([0; 16]);
    let pixels = if is_whole { (row * height) as usize } else { 0 };
    bytes.resize(54 + pixels, shade);
    bytes
}

/// A PDF whose pages are these images of one shade, or blank of text.
fn scan(shades: &[u8]) -> Vec<u8> {
    let kids: String = (0..shades.len()).map(|at| format!("{} 0 R ", 4 + 2 * at)).collect();
    let content = "q 595 0 0 842 0 0 cm /Im Do Q";
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", shades.len()).into_bytes(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()).into_bytes(),
    ];
    for (at, shade) in shades.iter().enumerate() {
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << \
             /XObject << /Im {} 0 R >> >> >>",
            5 + 2 * at
        );
        objects.push(page.into_bytes());
        let head = "<< /Type /XObject /Subtype /Image /Width 150 /Height 212 /ColorSpace /DeviceGray \
                    /BitsPerComponent 8 /Length 31800 >>\nstream\n";
        objects.push([head.as_bytes(), &vec![*shade; 150 * 212], b"\nendstream"].concat());
    }
    made::pdf_of(&objects)
}

/// What the library makes of a file by this program: the text, or why there is none.
fn read(name: &str, bytes: &[u8], tesseract: Tesseract) -> Result<String, String> {
    let recognise = Some(Arc::new(Recogniser::new(tesseract)) as Arc<_>);
    let options = ReadOptions { recognise, ..ReadOptions::default() };
    let mut found = Vec::new();
    let read = reader::read_from(Path::new(name), bytes, &options, &mut |raw| found.push(raw));
    read.map_err(|error| Language::default().error(&error))?;
    Ok(found.remove(0).text)
}

#[test]
fn without_being_asked_nothing_is_read_and_the_report_says_how_much_waits() {
    let workshop = Workshop::with_script();
    workshop.workspace.write("1.bmp", picture(10));
    workshop.workspace.write("2.pdf", scan(&[10, 20, 30]));
    let report = workshop.run(&["index", "corpus"]);
    for told in [
        "4 pages in 2 files are images without text: `search index --ocr` reads them",
        "(a scan): run again with --ocr (needs tesseract)",
        "BMP images hold no text layer: run again with --ocr (needs tesseract)",
    ] {
        assert!(report.split_whitespace().collect::<Vec<_>>().join(" ").contains(told), "{report}");
    }
    assert_eq!((workshop.asked(), workshop.found()), (0, 0));
}

#[test]
fn what_was_asked_for_is_read_once_and_found() {
    let workshop = Workshop::with_script();
    workshop.workspace.write("1.bmp", picture(10));
    workshop.workspace.write("2.pdf", scan(&[10, 20, 30]));
    workshop.index(&[]);
    let report = workshop.index(&["--ocr"]);
    let images = |report: &Value| {
        let number = |name: &str| report["images"][name].as_u64().unwrap();
        ["recognised", "known", "waiting"].map(number)
    };
    assert_eq!((images(&report), workshop.asked(), workshop.found()), ([4, 0, 0], 4, 2));
    // Later runs do so too, and read nothing again: unchanged, or built anew.
    assert_eq!(images(&workshop.index(&[])), [0, 0, 0]);
    assert_eq!(images(&workshop.index(&["--rebuild"])), [0, 4, 0]);
    workshop.workspace.write("copy.pdf", scan(&[30, 20, 10]));
    assert_eq!(images(&workshop.index(&[])), [0, 3, 0]);
    assert_eq!((workshop.asked(), workshop.found()), (4, 3));
    let report = workshop.index(&["--ocr=false"]);
    assert_eq!((images(&report), workshop.found()), ([0, 0, 7], 0));
}

#[test]
fn a_hit_says_that_its_text_was_recognised() {
    let workshop = Workshop::with_script();
    workshop.workspace.write("1.bmp", picture(10));
    workshop.workspace.write("1.txt", "青山区人民政府关于水库的通知\n各镇街应当做好水库工作。\n");
    workshop.index(&["--ocr"]);
    let json: Value = serde_json::from_str(&workshop.run(&["古井保护", "--json"])).unwrap();
    assert_eq!(json["hits"][0]["recognised"], 91);
    assert_eq!(json["hits"][0]["title"], LINES[0]);
    let csv = workshop.run(&["古井保护", "--csv"]);
    let mut table = csv::Reader::from_reader(csv.as_bytes());
    let column = table.headers().unwrap().iter().position(|name| name == "recognised").unwrap();
    let row = table.records().next().unwrap().unwrap();
    assert_eq!(&row[column], "91", "{csv}");
    let shown = workshop.run(&["古井保护", "--explain"]);
    assert!(shown.contains("recognised text, 91 %"), "{shown}");
    assert!(shown.contains("condition: recognised on images"), "{shown}");
    let json: Value = serde_json::from_str(&workshop.run(&["水库", "--json"])).unwrap();
    assert_eq!(json["hits"][0]["recognised"], Value::Null);
}

#[test]
fn a_run_that_was_killed_goes_on_where_it_was() {
    let workshop = Workshop::with_script();
    fs::write(workshop.workspace.path("tools/slow"), "").unwrap();
    let shades: Vec<u8> = (0..12).map(|at| 10 * at).collect();
    workshop.workspace.write("1.pdf", scan(&shades));
    let mut command = workshop.prepare(&["index", "corpus", "--ocr", "--threads", "1"]);
    let mut running = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let kept = workshop.workspace.path("index/recognised");
    let count = || fs::read_dir(&kept).map_or(0, Iterator::count);
    while count() < 3 {
        sleep(Duration::from_millis(20));
    }
    running.kill().unwrap();
    running.wait().unwrap();
    fs::remove_file(workshop.workspace.path("tools/slow")).unwrap();
    let report = workshop.index(&["--ocr"]);
    let known = report["images"]["known"].as_u64().unwrap();
    assert!(known >= 3, "{report}");
    assert_eq!(report["images"]["recognised"], 12 - known);
    assert_eq!(workshop.found(), 1);
}

#[test]
fn damaged_pages_of_the_store_are_read_again() {
    let workshop = Workshop::with_script();
    workshop.workspace.write("1.pdf", scan(&[10, 20, 30]));
    workshop.index(&["--ocr"]);
    let shelves = fs::read_dir(workshop.workspace.path("index/recognised")).unwrap();
    for shelf in shelves.map(|shelf| shelf.unwrap().path()) {
        for page in fs::read_dir(shelf).unwrap().map(|page| page.unwrap().path()) {
            let mut bytes = fs::read(&page).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            fs::write(page, bytes).unwrap();
        }
    }
    let report = workshop.index(&["--rebuild"]);
    assert_eq!((report["images"]["known"].as_u64(), workshop.asked()), (Some(0), 6));
    assert_eq!(workshop.found(), 1);
}

#[test]
fn what_is_missing_is_named() {
    let workshop = Workshop::new();
    workshop.workspace.write("1.bmp", picture(10));
    let refused = |flags: &[&str]| {
        let args = [&["index", "corpus"], flags].concat();
        let output = workshop.prepare(&args).output().unwrap();
        assert!(!output.status.success());
        stderr(&output)
    };
    let told = refused(&["--ocr"]);
    assert!(told.contains("no tesseract found on PATH") && told.contains("install"), "{told}");
    workshop.tool(SCRIPT);
    let told = refused(&["--ocr", "--ocr-lang", "chi_sim+eng"]);
    assert!(told.contains("no data of eng") && told.contains("tesseract-ocr-eng"), "{told}");
    workshop.index(&["--ocr"]);
    // What was asked for once is no error when it has gone: what was read stays, the rest waits.
    fs::remove_file(workshop.workspace.path("tools/tesseract")).unwrap();
    workshop.workspace.write("2.bmp", picture(20));
    let report = workshop.index(&[]);
    assert_eq!((report["images"]["waiting"].as_u64(), workshop.found()), (Some(1), 1));
    workshop.tool(SCRIPT);
    let report = workshop.index(&[]);
    assert_eq!((report["images"]["waiting"].as_u64(), workshop.found()), (Some(0), 2));
}

#[test]
fn a_program_that_hangs_or_breaks_costs_a_page_and_its_time() {
    let workshop = Workshop::new();
    let hangs = SCRIPT.replace("cat \"$TOOLS/ready.tsv\"", "sleep 600");
    let tesseract = Tesseract::at(workshop.tool(&hangs), "").unwrap();
    let refused = read("1.bmp", &picture(10), tesseract.within(Duration::from_millis(300)));
    assert!(refused.unwrap_err().contains("took longer than 0.3 seconds"));
    let breaks = SCRIPT.replace("cat \"$TOOLS/ready.tsv\"", "echo 'no memory' >&2; exit 1");
    let tesseract = Tesseract::at(workshop.tool(&breaks), "").unwrap();
    let refused = read("1.bmp", &picture(10), tesseract).unwrap_err();
    assert!(refused.contains("no memory"), "{refused}");
    let endless = SCRIPT.replace("cat \"$TOOLS/ready.tsv\"", "while :; do echo 5; done");
    let tesseract = Tesseract::at(workshop.tool(&endless), "").unwrap();
    let refused = read("1.bmp", &picture(10), tesseract).unwrap_err();
    assert!(refused.contains("made more than 16 MiB"), "{refused}");
}

#[test]
fn images_without_end_are_refused_and_cost_no_other_file() {
    let workshop = Workshop::with_script();
    workshop.workspace.write("huge.bmp", bitmap(30_001, 30_001, 0, false));
    workshop.workspace.write("large.bmp", bitmap(20_000, 20_000, 0, false));
    workshop.workspace.write("cut.bmp", bitmap(300, 400, 0, false));
    workshop.workspace.write("sound.bmp", picture(10));
    let report = workshop.index(&["--ocr"]);
    assert_eq!((workshop.asked(), workshop.found()), (1, 1));
    assert_eq!(report["files"]["skipped"], 3, "{report}");
}

#[test]
fn small_pictures_are_no_pages_and_what_holds_no_text_says_so() {
    let workshop = Workshop::with_script();
    workshop.workspace.write("sign.bmp", bitmap(64, 64, 0, true));
    let report = workshop.index(&[]);
    assert_eq!(report["images"]["waiting"], 0, "{report}");
    fs::write(workshop.workspace.path("tools/ready.tsv"), "level\n").unwrap();
    workshop.workspace.write("photo.bmp", picture(10));
    let report = workshop.index(&["--ocr"]);
    assert_eq!(report["images"]["waiting"], 0, "{report}");
    assert!(report["skipped"].to_string().contains("no text was recognised"), "{report}");
}

#[test]
fn pages_in_archives_are_read_by_the_names_of_their_files() {
    let workshop = Workshop::with_script();
    let archive = made::zipped(&[("a/1.bmp", &picture(10)), ("b.pdf", &scan(&[20]))]);
    workshop.workspace.write("1.zip", archive);
    let report = workshop.index(&[]);
    assert_eq!(report["images"]["waiting"], 2, "{report}");
    workshop.index(&["--ocr"]);
    assert_eq!((workshop.asked(), workshop.found()), (2, 2));
}

#[test]
#[ignore = "needs tesseract"]
fn a_printed_notice_is_read_word_by_word() {
    let tesseract = Tesseract::on_path("chi_sim").unwrap();
    let page = fs::read(repository().join("tests/data/recognise/notice.png")).unwrap();
    let text = read("notice.png", &page, tesseract).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "青山区人民政府办公室关于做好渡口安全管理工作的通知");
    for words in ["各渡口经营单位", "每月检查一次渡船", "不得超载", "青山区人民政府办公室"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    // Its paragraphs are whole, whatever the page's lines are.
    assert!(lines.iter().any(|line| line.chars().count() > 60), "{text}");
}

#[test]
#[ignore = "needs tesseract"]
fn a_page_on_its_side_is_read_too() {
    let tesseract = Tesseract::on_path("chi_sim").unwrap();
    let page = fs::read(repository().join("tests/data/recognise/side.png")).unwrap();
    let text = read("side.png", &page, tesseract).unwrap();
    assert!(text.contains("渡口安全管理工作"), "{text}");
}

#[test]
fn a_portion_says_its_page() {
    let workshop = Workshop::with_script();
    let tesseract = Tesseract::at(workshop.workspace.path("tools/tesseract"), "").unwrap();
    let recognise = Some(Arc::new(Recogniser::new(tesseract)) as Arc<_>);
    let options = ReadOptions { recognise, ..ReadOptions::default() };
    let mut found = Vec::new();
    let file = scan(&[10, 20]);
    reader::read_from(Path::new("1.pdf"), &file[..], &options, &mut |raw| found.push(raw)).unwrap();
    let portions: Vec<_> = found[0].portions.iter().map(|one| (one.kind, one.page)).collect();
    let kind = PortionKind::Recognised(91);
    assert_eq!(portions, [(kind, Some(1)), (kind, Some(2))]);
    assert_eq!(found[0].recognised(), Some(91));
}
