//! External converters: what our readers refuse, another program may read, where a person asks.
//!
//! Only files that our own readers refused come here, and only for reasons that another program
//! can mend: files of Word 6/95 and MS Works and damaged ones of Word 97 go to LibreOffice
//! (`soffice`, one at a time), PDFs that cannot be opened or whose fonts name no characters to
//! `pdftotext` of poppler. A password stays one, and so does a scan.
//!
//! A converter is handed a copy of the file under a name of ours in a folder of its own, which is
//! removed in every case; it has a minute and 256 MiB of output. LibreOffice is told which format to
//! read: left to itself it takes bytes of no format for text, and random ones came out as Han. What
//! a converter gives is read as any file is, and is refused where its characters cannot be trusted.

mod bbox;
pub(super) mod programs;
pub(super) mod run;
mod trust;

use std::path::Path;

use super::format::Format;
use super::limits::FILE_LIMIT;
use super::options::ReadOptions;
use super::out::Out;
use super::{file_name, pdf, txt};
use crate::error::{Conversion, ErrorKind, Reason, Refusal};
use crate::extract::RawText;

pub use programs::{Converter, Converters};
use run::{Desk, Limits};

/// Which converter may read what was refused, and what it is to take the file for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cure {
    converter: Converter,
    /// The import filter of LibreOffice.
    filter: &'static str,
}

impl Cure {
    /// The cure for a file of `format` that was refused so, if there is one.
    fn of(format: Format, refusal: &Refusal) -> Option<Self> {
        let soffice = |filter| Some(Self { converter: Converter::Soffice, filter });
        match (format, refusal) {
            (Format::Doc, Refusal::OldWord) => soffice("MS Word 95"),
            (Format::Doc, Refusal::Works) => soffice("MS_Works"),
            (Format::Doc, Refusal::Damaged(_)) => soffice("MS Word 97"),
            (Format::Pdf, Refusal::Damaged(_) | Refusal::Unmapped) => {
                Some(Self { converter: Converter::Pdftotext, filter: "" })
            }
            _ => None,
        }
    }
}

/// Why a converter could not read a file.
struct Failure {
    why: String,
    /// Why what it made is not read.
    made: Option<Refusal>,
}

impl Failure {
    /// What it made is not read.
    fn of_made(error: ErrorKind) -> Self {
        let why = "made a DOCX that is not read";
        match error {
            ErrorKind::Refused(refusal) => Self { why: why.into(), made: Some(refusal) },
            error => Self { why: format!("{why}: {error}"), made: None },
        }
    }
}

impl From<String> for Failure {
    fn from(why: String) -> Self {
        Self { why, made: None }
    }
}

impl From<&str> for Failure {
    fn from(why: &str) -> Self {
        why.to_string().into()
    }
}

/// Reads a DOCX as our own readers do.
pub(super) type ReadDocx<'a> = dyn FnMut(&[u8], &mut Out<'_>) -> Result<(), ErrorKind> + 'a;

/// Reads by a converter a file that our readers `refused`, where that is asked for and can help;
/// else the error tells of it. The file lies in `depth` archives; `read` reads what LibreOffice makes.
pub(super) fn instead(
    path: &Path,
    bytes: &[u8],
    refused: ErrorKind,
    options: &ReadOptions,
    depth: usize,
    out: &mut Out<'_>,
    read: &mut ReadDocx<'_>,
) -> Result<(), ErrorKind> {
    let ErrorKind::Refused(refusal) = refused else { return Err(refused) };
    let Some(cure) = Cure::of(out.report.format, &refusal) else { return Err(refusal.into()) };
    // Files in archives are not converted, for they are read where memory is short.
    let Some(converters) = options.convert.as_ref().filter(|_| depth == 0) else {
        let conversion =
            Conversion::NotAsked { needs: cure.converter.product().into(), packed: depth > 0 };
        return Err(ErrorKind::Convertible { refusal, conversion });
    };
    let by = cure.converter.name();
    let (raw, problems) = match converters.read(cure, path, bytes, read) {
        Ok(read) => read,
        Err(Failure { why, made }) => {
            let conversion = Conversion::Failed { by: by.into(), why, made };
            return Err(ErrorKind::Convertible { refusal, conversion });
        }
    };
    // What our reader found wrong is of interest still; what a person could do about it is not.
    out.problem(None, format!("read by {by}, not by our reader: {refusal}"));
    problems.into_iter().for_each(|problem| out.problem(None, problem));
    out.report.converter = Some(cure.converter);
    out.document(raw);
    Ok(())
}

impl Converters {
    /// What a converter makes of a file, and what is to be said of it.
    fn read(
        &self,
        cure: Cure,
        path: &Path,
        bytes: &[u8],
        read: &mut ReadDocx<'_>,
    ) -> Result<(RawText, Vec<Reason>), Failure> {
        let program = self.program(cure.converter).ok_or("is not on PATH")?;
        let limits = Limits { time: self.time, bytes: FILE_LIMIT as u64, memory: None };
        let (mut raw, problems) = match cure.converter {
            Converter::Soffice => {
                let docx = self.office(program, cure.filter, bytes, limits)?;
                read_again(&docx, read)?
            }
            Converter::Pdftotext => (paper(program, path, bytes, limits)?, Vec::new()),
        };
        trust::check(&raw.text)?;
        raw.part = None;
        Ok((raw, problems))
    }

    /// The file as a DOCX.
    fn office(
        &self,
        program: &Path,
        filter: &str,
        bytes: &[u8],
        limits: Limits,
    ) -> Result<Vec<u8>, String> {
        // A run that broke while it held this leaves nothing behind that another could stumble on.
        let _one_at_a_time = self.office.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let desk = Desk::with("document.doc", bytes)?;
        let profile = run::file_url(&desk.path("profile"));
        let mut command = desk.command(program);
        command
            .arg(format!("-env:UserInstallation={profile}"))
            .args(["--headless", "--norestore", &format!("--infilter={filter}")])
            .args(["--convert-to", "docx", "--outdir"])
            .arg(desk.made())
            .arg(desk.path("document.doc"));
        desk.run(command, limits)?;
        desk.take("document.docx", limits)
    }
}

/// What our readers make of a DOCX that LibreOffice wrote.
fn read_again(docx: &[u8], read: &mut ReadDocx<'_>) -> Result<(RawText, Vec<Reason>), Failure> {
    let mut found = Vec::new();
    let mut sink = |raw| found.push(raw);
    let mut out = Out::new(Format::Zip, &mut sink);
    let read = read(docx, &mut out);
    let (format, problems) = (out.report.format, out.report.problems);
    read.map_err(Failure::of_made)?;
    if format != Format::Docx {
        return Err(format!("made no DOCX but {}", format.name()).into());
    }
    let problems = problems.into_iter().map(|problem| problem.reason).collect();
    let raw = found.pop().ok_or("made a DOCX with nothing in it")?;
    Ok((raw, problems))
}

/// The text that `pdftotext` finds in a PDF, in paragraphs.
fn paper(program: &Path, path: &Path, bytes: &[u8], limits: Limits) -> Result<RawText, String> {
    let desk = Desk::with("document.pdf", bytes)?;
    let mut command = desk.command(program);
    command.args(["-raw", "-bbox", "-enc", "UTF-8", "-q"]).arg(desk.path("document.pdf")).arg("-");
    desk.run(command, limits)?;
    let words = String::from_utf8_lossy(&desk.said(limits)?).into_owned();
    let text = bbox::text(&words);
    if text.trim().is_empty() {
        return Err("found no text in it".into());
    }
    let mut raw = txt::of_paper(&pdf::without_symbols(&text));
    raw.hints.extend(file_name::hints(path));
    Ok(raw)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_mended_has_a_cure() {
        let cure = |format, refusal| Cure::of(format, &refusal).map(|cure| cure.filter);
        assert_eq!(cure(Format::Doc, Refusal::OldWord), Some("MS Word 95"));
        assert_eq!(cure(Format::Doc, Refusal::Works), Some("MS_Works"));
        assert_eq!(cure(Format::Doc, Refusal::damaged("x")), Some("MS Word 97"));
        assert_eq!(cure(Format::Doc, Refusal::Encrypted), None);
        assert_eq!(cure(Format::Doc, Refusal::NotRead("XLS".into())), None);
        assert_eq!(cure(Format::Pdf, Refusal::damaged("x")), Some(""));
        assert_eq!(cure(Format::Pdf, Refusal::Unmapped), Some(""));
        assert_eq!(cure(Format::Pdf, Refusal::Scanned), None);
        assert_eq!(cure(Format::Pdf, Refusal::Encrypted), None);
        assert_eq!(cure(Format::Ofd, Refusal::Unmapped), None);
    }
}
