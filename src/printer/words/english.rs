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
    parts,
    kept,
};

fn kind(kind: &ErrorKind) -> String {
    use ErrorKind as E;
    match kind {
        E::Busy => "another `search index` is writing to this index".into(),
        E::NoConverter => "--convert: neither soffice nor pdftotext found on PATH".into(),
        E::NoRecogniser => "--ocr: no tesseract found on PATH".into(),
        E::NoLanguage(names) => format!("--ocr: tesseract has no data of {names}"),
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
        | E::UnknownRoot(_)
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
        | E::Ambiguous { .. }
        | E::Option(_)
        | E::Io(_)
        | E::Backend(_) => kind.to_string(),
        remote => remote_kind(remote),
    }
}

/// What is wrong with an index that lies on other machines.
fn remote_kind(kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::PasswordInAddress => "a password does not belong in --index".into(),
        ErrorKind::BeingWritten { owner } => {
            format!("another `search index` ({owner}) is writing to this index")
        }
        ErrorKind::OfCluster => {
            "--shards, --replicas and --patience are for an index in OpenSearch, and this is a folder"
                .into()
        }
        kind => kind.to_string(),
    }
}

const NAME_FOLDERS: &str = "name them (`search index --rebuild DIR…`), with the flags they need \
                            (--field, --keep-junk, --convert, --ocr)";

fn remedy(remedy: &Remedy) -> String {
    match remedy {
        Remedy::SearchFor(text) => format!("`search {text}` looks for it in the texts"),
        Remedy::Report(words) => format!("please report it with the command ({words})"),
        Remedy::InstallLanguage(names) => {
            let packages: Vec<String> = packages(names).collect();
            format!(
                "install it (on Debian: `apt-get install {}`), or name others by --ocr-lang",
                packages.join(" ")
            )
        }
        Remedy::BuildIndexAt(address) => {
            format!("run `search index DIR --index {address}` with your folder of announcements")
        }
        remedy => plain_remedy(remedy).into(),
    }
}

/// What Debian calls the data of languages.
pub(super) fn packages(languages: &str) -> impl Iterator<Item = String> {
    languages.split('+').map(|name| format!("tesseract-ocr-{}", name.replace('_', "-")))
}

const INSTALL_RECOGNISER: &str = "install it (on Debian: `apt-get install tesseract-ocr \
                                  tesseract-ocr-chi-sim`), or leave --ocr out";

/// A remedy that is always said in the same words.
fn plain_remedy(remedy: &Remedy) -> &'static str {
    match remedy {
        Remedy::BuildIndex => "run `search index DIR` with your folder of announcements",
        Remedy::Rebuild => "run `search index --rebuild`",
        Remedy::NameFolders => NAME_FOLDERS,
        Remedy::WriteMoreDigits => "write more of its digits",
        Remedy::AddAnnouncements => "add some with `search index`",
        Remedy::ChooseEmptyFolder => "choose an empty or a new folder",
        Remedy::ChooseFolder => "choose another place with --index",
        Remedy::ChooseAnotherFolder => "choose another --index",
        Remedy::Wait => "wait until it ends",
        Remedy::NameExisting => "name one that exists, or make it first",
        Remedy::Measure => "write one with `search bench --json`",
        Remedy::InstallConverter => "install LibreOffice or poppler, or leave --convert out",
        Remedy::InstallRecogniser => INSTALL_RECOGNISER,
        Remedy::Permit => "allow this user to read and write here",
        Remedy::MakeRoom => "make room and run again",
        Remedy::ReportFile => "please report it",
        Remedy::NameFormat => "name the format by the file's extension",
        Remedy::NameColumns => "name the columns with --field",
        Remedy::RenameToText => "rename it to .txt if it is a text",
        Remedy::SaveAsText => "save it as text or HTML",
        Remedy::SaveAsDocx => "save it as DOCX",
        Remedy::SaveAsPdf => "save or print it as PDF in the program that opens it",
        Remedy::Export => "export its tables as CSV or JSON Lines",
        Remedy::SaveAsLines => "save its records as lines",
        Remedy::SaveWithoutPassword => "save it without a password",
        Remedy::SaveUnencrypted => "save it without a password; its way of encrypting is not known",
        Remedy::Recognise => "run text recognition (OCR) over it first",
        Remedy::FetchOrRecognise => "fetch another copy, or run text recognition (OCR) over it",
        Remedy::FetchUnprotected => "fetch a copy that is not protected",
        Remedy::FetchAgain => "fetch it again",
        Remedy::Split => "split it",
        Remedy::SplitIntoDocuments => "split it into its documents",
        Remedy::Unpack => "unpack it",
        Remedy::PackAgain => "pack it again as a plain ZIP",
        Remedy::Repair => "repair or remove it",
        remedy => remote_remedy(remedy),
    }
}

/// What may be done about an index that lies on other machines.
fn remote_remedy(remedy: &Remedy) -> &'static str {
    match remedy {
        Remedy::TryAgain => "try again",
        Remedy::InstallOpenSearch => "install it with --features opensearch",
        Remedy::NameLogin => {
            "set SEARCH_OPENSEARCH_USER and SEARCH_OPENSEARCH_PASSWORD, or SEARCH_OPENSEARCH_API_KEY \
             or SEARCH_OPENSEARCH_TOKEN"
        }
        Remedy::CheckNode => "is it running, and is the port right?",
        Remedy::NameAuthority => "name its authority's PEM file in SEARCH_OPENSEARCH_CA",
        Remedy::NameCertificates => {
            "name a PEM file with those of the authority in SEARCH_OPENSEARCH_CA"
        }
        Remedy::AddWord => "add a word",
        Remedy::NameCluster => "leave them out, or name an address with --index",
        Remedy::Grant => "give its role this permission",
        Remedy::NameOpenSearch => "name a server of OpenSearch in --index",
        Remedy::ChooseAnotherName => "choose another name in --index",
        Remedy::AllowPartial => "try again, or take part of the answer with --allow-partial",
        Remedy::WriteSlower => {
            "it is too small for this pace: run again with --threads 1; what was committed is kept"
        }
        Remedy::AllowScripts => {
            "set script.allowed_types to inline in opensearch.yml, and let script.allowed_contexts \
             include similarity and similarity_weight"
        }
        _ => "",
    }
}

fn conversion(conversion: &Conversion, made: Option<String>) -> String {
    match conversion {
        Conversion::NotAsked { needs, packed } => {
            let unpack = if *packed { "unpack it and " } else { "" };
            format!(", or {unpack}run again with --convert (needs {needs})")
        }
        Conversion::Unrecognised { .. } => ": run again with --ocr (needs tesseract)".into(),
        Conversion::Unreadable { why } => format!(" (--ocr: {why})"),
        Conversion::Failed { by, why, .. } => {
            let made = made.map(|made| format!(": {made}")).unwrap_or_default();
            format!(" (--convert: {by} {why}{made})")
        }
    }
}

fn parts(count: u64, first: &[String], what: String) -> String {
    let sort = if first.iter().all(|name| name.contains('.')) { "files" } else { "records" };
    let more = if count > first.len() as u64 { ", …" } else { "" };
    match first {
        [] => format!("{count} times: {what}"),
        first => format!("{count} {sort}: {what} ({}{more})", first.join(", ")),
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
