//! The styles of references.

use clap::ValueEnum;
use policy_search::printer::Citation;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CiteStyle {
    /// GB/T 7714—2025
    Gbt7714,
    /// GB/T 7714—2015
    #[value(name = "gbt7714-2015")]
    Gbt7714Of2015,
    /// 《题名》（文号），机关，日期
    Legal,
    /// An entry of BibLaTeX
    Bibtex,
    /// A record of RIS
    Ris,
    /// An item of CSL-JSON
    CslJson,
}

impl From<CiteStyle> for Citation {
    fn from(style: CiteStyle) -> Self {
        match style {
            CiteStyle::Gbt7714 => Self::Gbt7714,
            CiteStyle::Gbt7714Of2015 => Self::Gbt7714Of2015,
            CiteStyle::Legal => Self::Legal,
            CiteStyle::Bibtex => Self::Bibtex,
            CiteStyle::Ris => Self::Ris,
            CiteStyle::CslJson => Self::CslJson,
        }
    }
}
