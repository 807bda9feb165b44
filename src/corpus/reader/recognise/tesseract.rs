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
const SURE: u8 = 75;

/// How a page is laid out, as its option `--psm` says: one column of any type, or whatever it finds,
/// turned as it finds.
const COLUMN: &str = "4";
const ANY: &str = "1";

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
        let desk = Desk::with("page.pgm", &picture.file())?;
        let mut best = Recognised::default();
        let ways = self.languages.iter().map(|language| (language, COLUMN));
        // One that cannot be read so may lie on its side.
        let turned = self.languages.first().map(|language| (language, ANY));
        for (language, layout) in ways.chain(turned) {
            let page = self.page(&desk, picture, language, layout)?;
            if page.worth() > best.worth() || best.lines.is_empty() {
                best = page;
            }
            if best.sure().is_some_and(|sure| sure >= SURE) {
                break;
            }
        }
        Ok(best.sifted())
    }

    fn page(
        &self,
        desk: &Desk,
        picture: &Picture,
        language: &str,
        layout: &str,
    ) -> Result<Recognised, String> {
        let limits = Limits { time: self.time, bytes: OUTPUT, memory: Some(MEMORY) };
        let mut command = desk.command(&self.program);
        // A page has one thread, for others are read beside it.
        command.env("OMP_THREAD_LIMIT", "1");
        command.arg(desk.path("page.pgm")).arg("-");
        command.args(["-l", language, "--psm", layout, "--dpi", &picture.dpi.to_string(), "tsv"]);
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
