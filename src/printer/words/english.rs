//! English.
//!
//! What is wrong is in English already where it is displayed; here stands what a face says otherwise,
//! and what to do.

use super::table::Table;
use crate::engine::{Kept, Missing};
use crate::error::{Conversion, ErrorKind, Remedy};

pub(super) const TABLE: Table = Table {
    colon: ": ",
    kind,
    refusal: ToString::to_string,
    system: ToString::to_string,
    remedy,
    conversion,
    kept,
};

fn kind(kind: &ErrorKind) -> String {
    use ErrorKind as E;
    match kind {
        E::Busy => "another `search index` is writing to this index".into(),
        E::NoConverter => "--convert: neither soffice nor pdftotext found on PATH".into(),
        E::NoMeasurement(why) => format!("no result of `search bench --json` ({why})"),
        // The words are part of the remedy.
        E::Bug(_) => "this is a bug, and the index is not damaged".into(),
        E::NoIndex
        | E::ForeignFolder
        | E::NotAFolder
        | E::OtherVersion { .. }
        | E::OtherAnalyzer { .. }
        | E::Damaged(_)
        | E::FoldersUnknown
        | E::InsideIndex
        | E::NoCorpus
        | E::Refused(_)
        | E::Convertible { .. }
        | E::Vocabulary(_)
        | E::Settings(_)
        | E::Unreadable(_)
        | E::OtherMeasurement { .. }
        | E::NothingToAsk
        | E::Query(_)
        | E::Unknown(_)
        | E::Option(_)
        | E::Io(_)
        | E::Backend(_) => kind.to_string(),
    }
}

fn remedy(remedy: &Remedy) -> String {
    use Remedy as R;
    let told = match remedy {
        R::SearchFor(text) => return format!("`search {text}` looks for it in the texts"),
        R::Report(words) => return format!("please report it with the command ({words})"),
        R::BuildIndex => "run `search index` to build one",
        R::Rebuild => "run `search index --rebuild`",
        R::NameFolders => {
            "name them (`search index --rebuild DIR…`), with the flags they need (--field, \
             --keep-junk, --convert)"
        }
        R::AddAnnouncements => "add some with `search index`",
        R::ChooseEmptyFolder => "choose an empty or a new folder",
        R::ChooseFolder => "choose another place with --index",
        R::ChooseAnotherFolder => "choose another --index",
        R::Wait => "wait until it ends",
        R::NameExisting => "name one that exists, or make it first",
        R::Measure => "write one with `search bench --json`",
        R::InstallConverter => "install LibreOffice or poppler, or leave --convert out",
        R::Permit => "allow this user to read and write here",
        R::MakeRoom => "make room and run again",
        R::ReportFile => "please report it",
        R::NameFormat => "name the format by the file's extension",
        R::NameColumns => "name the columns with --field",
        R::RenameToText => "rename it to .txt if it is a text",
        R::SaveAsText => "save it as text or HTML",
        R::SaveAsDocx => "save it as DOCX",
        R::SaveAsLines => "save its records as lines",
        R::SaveWithoutPassword => "save it without a password",
        R::SaveUnencrypted => "save it without a password; its way of encrypting is not known",
        R::Recognise => "run text recognition (OCR) over it first",
        R::FetchOrRecognise => "fetch another copy, or run text recognition (OCR) over it",
        R::FetchAgain => "fetch it again",
        R::Split => "split it",
        R::SplitIntoDocuments => "split it into its documents",
        R::Unpack => "unpack it",
        R::PackAgain => "pack it again as a plain ZIP",
        R::Repair => "repair or remove it",
    };
    told.into()
}

fn conversion(conversion: &Conversion, made: Option<String>) -> String {
    match conversion {
        Conversion::NotAsked { needs, packed } => {
            let unpack = if *packed { "unpack it and " } else { "" };
            format!(", or {unpack}run again with --convert (needs {needs})")
        }
        Conversion::Failed { by, why, .. } => {
            let made = made.map(|made| format!(": {made}")).unwrap_or_default();
            format!(" (--convert: {by} {why}{made})")
        }
    }
}

fn kept(kept: &Kept, place: Option<String>) -> String {
    let Kept { why, announcements } = kept;
    let why_kept = match why {
        Missing::Unseen(_) | Missing::Absent(_) => place.unwrap_or_default(),
        Missing::Gone { files, of, first } => {
            format!("{files} of {of} files are gone ({})", named(*files, first))
        }
        Missing::Emptied { files, first } => {
            format!("the folder is empty and its {files} files are gone ({})", named(*files, first))
        }
    };
    match why {
        Missing::Unseen(_) => {
            format!("{why_kept}: its {announcements} announcements are kept as they were")
        }
        _ => format!(
            "{why_kept}: {announcements} announcements are kept until they are back, `--prune` \
             removes them"
        ),
    }
}

fn named(files: usize, first: &[String]) -> String {
    match files - first.len() {
        0 => first.join(", "),
        beyond => format!("{} and {beyond} more", first.join(", ")),
    }
}
