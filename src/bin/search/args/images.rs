//! The flags of text recognition.

use clap::Args as ClapArgs;

/// Whether text is to be recognised on pages that are images, and in which languages.
#[derive(ClapArgs, Debug)]
#[command(next_help_heading = "Reading")]
pub(crate) struct ImageArgs {
    /// Have tesseract read pages and files that are images; later runs do so too, until --ocr=false
    #[arg(
        long,
        value_name = "BOOL",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true"
    )]
    pub ocr: Option<bool>,
    /// The languages of that text, such as chi_sim+eng (if not given: chi_sim, then chi_tra)
    #[arg(long, value_name = "LANGS")]
    pub ocr_lang: Option<String>,
}
