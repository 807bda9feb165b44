//! How many instructions a search takes, and adding a file: the same whatever else the machine does.

use std::fs;
use std::io::Result;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::{process, queries};

const SEARCH: &str = env!("CARGO_BIN_EXE_search");

/// A line for each thing counted: `what<TAB>millions of instructions`.
pub(crate) fn count(desk: &Path) -> Result<String> {
    if !process::is_there("valgrind") {
        return Ok("valgrind is not there\n".to_string());
    }
    let (corpus, index) = (desk.join("sample"), desk.join("sample-index"));
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/sample"), &corpus)?;
    process::run(Command::new(SEARCH).arg("index").arg(&corpus).arg("--index").arg(&index))?;
    let mut told = String::from("what\tmillion instructions\n");
    for query in queries::one_of_each() {
        let counted = instructions(&[query.as_ref(), "--index".as_ref(), index.as_os_str()])?;
        told.push_str(&format!("search {query}\t{counted:.1}\n"));
    }
    fs::write(
        corpus.join("one-more.txt"),
        "关于印发节水办法的通知\n\n各区县人民政府：\n现予印发。\n",
    )?;
    let adding = ["index".as_ref(), corpus.as_os_str(), "--index".as_ref(), index.as_os_str()];
    told.push_str(&format!("add one file\t{:.1}\n", instructions(&adding)?));
    Ok(told)
}

fn instructions(args: &[&std::ffi::OsStr]) -> Result<f64> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null", SEARCH]).args(args);
    let output = valgrind.stdin(Stdio::null()).output()?;
    let told = String::from_utf8_lossy(&output.stderr);
    let line =
        told.lines().find_map(|line| line.split_once("refs:")).map_or("", |(_, count)| count);
    let digits: String = line.chars().filter(char::is_ascii_digit).collect();
    Ok(digits.parse::<f64>().unwrap_or(f64::NAN) / 1e6)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let there = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &there)?;
        } else {
            fs::copy(entry.path(), there)?;
        }
    }
    Ok(())
}
