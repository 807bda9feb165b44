//! References to an announcement, as bibliographies and reference managers take them.
//!
//! The national standard has no example of an official document (公文). The nearest are a charter on
//! a web page (`[EB/OL]`) and an archived order, whose file number follows its title after a colon;
//! both are followed here, as gbt7714-bibtex-style prints them. What is unknown is left out.

mod bibtex;
mod cited;
mod csl_json;
mod gbt7714;
mod legal;
mod ris;

pub use cited::Cited;
#[cfg(feature = "serve")]
pub(crate) use legal::in_text;

/// How a reference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Citation {
    /// GB/T 7714—2025, with full-width marks.
    Gbt7714,
    /// GB/T 7714—2015, with half-width marks.
    Gbt7714Of2015,
    /// As legal texts are cited: 《题名》（文号），机关，日期.
    Legal,
    /// An entry of BibLaTeX.
    Bibtex,
    /// A record of RIS.
    Ris,
    /// An item of CSL-JSON.
    CslJson,
}

impl Citation {
    /// The reference to one announcement; RIS and BibTeX have several lines, none ends with a newline.
    ///
    /// ```
    /// use policy_search::{Announcement, Id};
    /// use policy_search::wire::{Citation, Cited};
    ///
    /// let mut announcement = Announcement::default();
    /// announcement.title = "关于加强渡口安全管理的通知".into();
    /// let id = Id::from("0123456789abcdef".to_string());
    /// let cited = Cited { id: &id, announcement: &announcement, seen: jiff::civil::date(2026, 1, 20) };
    /// assert_eq!(Citation::Gbt7714.of(&cited), "关于加强渡口安全管理的通知[Z].");
    /// ```
    pub fn of(self, cited: &Cited<'_>) -> String {
        match self {
            Self::Gbt7714 => gbt7714::of(cited, &gbt7714::FULL_WIDTH),
            Self::Gbt7714Of2015 => gbt7714::of(cited, &gbt7714::HALF_WIDTH),
            Self::Legal => legal::of(cited),
            Self::Bibtex => bibtex::of(cited),
            Self::Ris => ris::of(cited),
            Self::CslJson => csl_json::of(cited).to_string(),
        }
    }

    /// The references to several announcements, as one file that is written as a whole.
    pub fn of_all(self, cited: &[Cited<'_>]) -> String {
        match self {
            Self::CslJson => {
                serde_json::Value::Array(cited.iter().map(csl_json::of).collect()).to_string()
            }
            Self::Bibtex | Self::Ris => joined(self, cited, "\n\n"),
            Self::Gbt7714 | Self::Gbt7714Of2015 | Self::Legal => joined(self, cited, "\n"),
        }
    }
}

fn joined(style: Citation, cited: &[Cited<'_>], between: &str) -> String {
    cited.iter().map(|one| style.of(one)).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests;
