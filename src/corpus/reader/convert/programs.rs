//! The programs that convert, and where they are on this machine.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::run;
use crate::error::ErrorKind;

/// How long a converter may take for one file.
const TIME: Duration = Duration::from_secs(60);

/// The programs that convert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Converter {
    /// LibreOffice.
    Soffice,
    /// `pdftotext` of poppler.
    Pdftotext,
}

impl Converter {
    /// The name of its program.
    pub fn name(self) -> &'static str {
        match self {
            Self::Soffice => "soffice",
            Self::Pdftotext => "pdftotext",
        }
    }

    /// What a person installs to have it.
    pub(super) fn product(self) -> &'static str {
        match self {
            Self::Soffice => "LibreOffice",
            Self::Pdftotext => "pdftotext of poppler",
        }
    }
}

/// Where the converters of this machine are.
///
/// ```
/// use policy_search::corpus::reader::convert::Converters;
///
/// // A file that needs one of them then says that it is not there.
/// assert!(Converters::default().found().is_empty());
/// ```
#[derive(Debug)]
pub struct Converters {
    soffice: Option<PathBuf>,
    pdftotext: Option<PathBuf>,
    pub(super) time: Duration,
    /// Held while LibreOffice runs: each takes hundreds of megabytes.
    pub(super) office: Mutex<()>,
}

impl Default for Converters {
    /// None at all.
    fn default() -> Self {
        Self { soffice: None, pdftotext: None, time: TIME, office: Mutex::new(()) }
    }
}

impl Converters {
    /// The converters in the folders that the variable `PATH` names.
    pub fn on_path() -> Self {
        let find = |converter: Converter| run::program(converter.name());
        let soffice = find(Converter::Soffice);
        let pdftotext = find(Converter::Pdftotext);
        Self { soffice, pdftotext, ..Self::default() }
    }

    /// These with the program of `converter` at a path.
    #[must_use]
    pub fn with(mut self, converter: Converter, program: impl Into<PathBuf>) -> Self {
        let place = match converter {
            Converter::Soffice => &mut self.soffice,
            Converter::Pdftotext => &mut self.pdftotext,
        };
        *place = Some(program.into());
        self
    }

    /// These with another limit than 60 seconds a file.
    #[must_use]
    pub fn within(self, time: Duration) -> Self {
        Self { time, ..self }
    }

    /// Those that are there.
    pub fn found(&self) -> Vec<Converter> {
        let all = [Converter::Soffice, Converter::Pdftotext];
        all.into_iter().filter(|converter| self.program(*converter).is_some()).collect()
    }

    /// These, where there is one.
    ///
    /// # Errors
    /// [`ErrorKind::NoConverter`] where there is none.
    pub fn or_none_found(self) -> Result<Self, ErrorKind> {
        if self.found().is_empty() { Err(ErrorKind::NoConverter) } else { Ok(self) }
    }

    pub(super) fn program(&self, converter: Converter) -> Option<&Path> {
        match converter {
            Converter::Soffice => self.soffice.as_deref(),
            Converter::Pdftotext => self.pdftotext.as_deref(),
        }
    }
}
