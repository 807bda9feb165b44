//! The program tesseract: where it is, what it has learnt, and one run of it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::super::convert::run::{self, Desk, Limits};
use super::page::Recognised;
use super::picture::Picture;
use super::tsv;
use crate::error::ErrorKind;

/// Its name.
const NAME: &str = "tesseract";

/// The languages that are read where none are named, the usual one first: a page that one cannot read
/// is tried by the next.
const LANGUAGES: [&str; 2] = ["chi_sim", "chi_tra"];

/// How long one page may take.
const TIME: Duration = Duration::from_secs(120);

/// The memory for one page, in bytes: one of 33 million pixels takes 370 MB.
const MEMORY: u64 = 1 << 30;

/// The most that is written for one page, in bytes.
const OUTPUT: u64 = 16 << 20;

/// A page that is surer than this, in percent, is read.
const SURE: u8 = 78;

/// How a page is laid out, as its option `--psm` says: one column of any type, or whatever it finds,
/// turned as it finds.
const COLUMN: &str = "4";
const ANY: &str = "1";

/// What tells ink from paper place by place, where the paper is shaded (Sauvola).
const LOCAL_THRESHOLD: &str = "thresholding_method=2";

/// One way to read a page.
struct Way<'a> {
    language: &'a str,
    layout: &'a str,
    is_cleaned: bool,
}

/// The program, and the languages it is to read.
#[derive(Clone, Debug)]
pub struct Tesseract {
    program: PathBuf,
    version: String,
    /// Each is tried where those before it are not sure; one may be several (`chi_sim+eng`).
    languages: Vec<String>,
    time: Duration,
}

impl Tesseract {
    /// That in the folders which the variable `PATH` names, for these languages (`chi_sim+eng`);
    /// without any for simplified Chinese, and for traditional if it has learnt that.
    ///
    /// # Errors
    /// [`ErrorKind::NoRecogniser`] where there is none, [`ErrorKind::NoLanguage`] where it has not
    /// learnt a language.
    pub fn on_path(languages: &str) -> Result<Self, ErrorKind> {
        let program = run::program(NAME).ok_or(ErrorKind::NoRecogniser)?;
        Self::at(program, languages)
    }

    /// That at a path.
    ///
    /// # Errors
    /// As [`Tesseract::on_path`].
    pub fn at(program: impl Into<PathBuf>, languages: &str) -> Result<Self, ErrorKind> {
        let program = program.into();
        let version = said(&program, "--version").ok_or(ErrorKind::NoRecogniser)?;
        let version = version.lines().next().unwrap_or_default().trim().to_string();
        let learnt = said(&program, "--list-langs").unwrap_or_default();
        let has = |language: &str| learnt.lines().any(|line| line.trim() == language);
        let languages = match languages {
            "" => {
                let others = LANGUAGES[1..].iter().filter(|language| has(language));
                LANGUAGES[..1].iter().chain(others).map(ToString::to_string).collect()
            }
            named => vec![named.to_string()],
        };
        let all = languages.iter().flat_map(|one| one.split('+'));
        match all.filter(|one| !has(one)).collect::<Vec<_>>() {
            missing if missing.is_empty() => Ok(Self { program, version, languages, time: TIME }),
            missing => Err(ErrorKind::NoLanguage(missing.join("+"))),
        }
    }

    /// This with another limit than 120 seconds a page.
    #[must_use]
    pub fn within(self, time: Duration) -> Self {
        Self { time, ..self }
    }

    /// What a page it read depends on besides the page.
    pub(super) fn tells(&self) -> String {
        format!("{} {}", self.version, self.languages.join(" "))
    }

    /// Reads a page.
    pub(super) fn read(&self, picture: &Picture) -> Result<Recognised, String> {
        let mut best = Recognised::default();
        for way in self.ways() {
            let page = match way.is_cleaned {
                true => self.page(&picture.without_specks(), &way)?,
                false => self.page(picture, &way)?,
            };
            if page.worth() > best.worth() || best.lines.is_empty() {
                best = page;
            }
            if best.sure().is_some_and(|sure| sure >= SURE) {
                break;
            }
        }
        Ok(best.sifted())
    }

    /// How a page is tried until it is read: as it is; cleaned, for it may be dirty; by the other
    /// languages; turned, for it may lie on its side.
    fn ways(&self) -> impl Iterator<Item = Way<'_>> {
        let way = |language, layout, is_cleaned| Way { language, layout, is_cleaned };
        let first = self.languages.first().map(String::as_str).unwrap_or_default();
        let others = self.languages.iter().skip(1);
        let others = others.map(move |language| way(language, COLUMN, false));
        let dirty = [way(first, COLUMN, false), way(first, COLUMN, true)];
        dirty.into_iter().chain(others).chain([way(first, ANY, false)])
    }

    fn page(&self, picture: &Picture, way: &Way<'_>) -> Result<Recognised, String> {
        let desk = Desk::with("page.pgm", &picture.file())?;
        let limits = Limits { time: self.time, bytes: OUTPUT, memory: Some(MEMORY) };
        let mut command = desk.command(&self.program);
        // A page has one thread, for others are read beside it.
        command.env("OMP_THREAD_LIMIT", "1");
        command.arg(desk.path("page.pgm")).arg("-");
        command.args(["-l", way.language, "--psm", way.layout]);
        command.args(["--dpi", &picture.dpi.to_string()]);
        if way.is_cleaned {
            command.args(["-c", LOCAL_THRESHOLD]);
        }
        command.arg("tsv");
        desk.run(command, limits)?;
        let table = String::from_utf8_lossy(&desk.said(limits)?).into_owned();
        Ok(tsv::page(&table, (picture.width, picture.height)))
    }
}

/// What the program says when asked so.
fn said(program: &Path, option: &str) -> Option<String> {
    let output = Command::new(program).arg(option).stdin(Stdio::null()).output().ok()?;
    let said = [output.stdout, output.stderr].concat();
    output.status.success().then(|| String::from_utf8_lossy(&said).into_owned())
}
