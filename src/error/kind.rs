//! What goes wrong, as values; displayed is what is wrong, and never what to do about it.

use std::fmt;
use std::path::PathBuf;

use super::refusal::{Conversion, Refusal};
use super::remedy::Remedy;
use super::system::SystemFailure;
use crate::query::ParseError;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no index at the place asked.
    #[error("no index here")]
    NoIndex,
    /// The place of the index holds something else.
    #[error("this folder holds other files and no index")]
    ForeignFolder,
    /// The place of the index is not a folder.
    #[error("an index is a folder, and this is a file")]
    NotAFolder,
    /// The index was written by another version of this program.
    #[error("this index has format {found} and this program reads format {expected}")]
    OtherVersion {
        /// The format number the index carries.
        found: u32,
        /// The format number this program reads.
        expected: u32,
    },
    /// The index was written with another analyzer, so that its terms are not ours.
    #[error("this index was built by analyzer {found} and this program has {expected}")]
    OtherAnalyzer {
        /// The fingerprint the index carries.
        found: String,
        /// The fingerprint of this program's analyzer.
        expected: String,
    },
    /// The index is there and cannot be read.
    #[error("the index is damaged ({0})")]
    Damaged(String),
    /// The index is damaged, and so is every record of the folders it was made from.
    #[error("the index is damaged, and the folders it was made from are not known")]
    FoldersUnknown,
    /// What is to be forgotten is none of the folders and files that the index is made from.
    #[error("this is none of the folders of the index{}", listed(.0))]
    UnknownRoot(Vec<PathBuf>),
    /// A folder of announcements lies in the folder of the index.
    #[error("this is in the folder of an index, which holds nothing else")]
    InsideIndex,
    /// Another process is writing to this index.
    #[error("another process is writing to this index")]
    Busy,
    /// The index lies in OpenSearch, and this program was built without its backend.
    #[error("this program was built without OpenSearch")]
    WithoutOpenSearch,
    /// What should be the address of an index in OpenSearch is none.
    #[error("{0}")]
    Address(String),
    /// An address has a user or a password in it.
    #[error("a password does not belong in an address")]
    PasswordInAddress,
    /// An index that is a folder is to have what only a cluster has.
    #[error("an index in a folder has no shards, and waits for no cluster")]
    OfCluster,
    /// An index that is there is to have another number of shards, and is not to be built anew.
    #[error("it has {has} shards, and keeps them until it is built anew")]
    FixedShards {
        /// How many it has.
        has: u64,
    },
    /// A node does not answer.
    #[error("cannot reach {node} ({why})")]
    Unreachable {
        /// The node.
        node: String,
        /// What failed.
        why: String,
    },
    /// A node has a certificate that none of our authorities made.
    #[error("the certificate of {node} is not trusted")]
    Untrusted {
        /// The node.
        node: String,
    },
    /// A node wants to know who asks, or does not know who does.
    #[error("{node} wants a login, or does not know this one")]
    LoginWanted {
        /// The node.
        node: String,
    },
    /// Who asks has no right to.
    #[error("{node} does not allow this login to do that ({what})")]
    Forbidden {
        /// The node.
        node: String,
        /// The permission that is missing, or else what the node says.
        what: String,
    },
    /// Another engine answers, or one of a version that is not supported.
    #[error("this is {name} {version} and not OpenSearch 2.12 or newer")]
    OtherEngine {
        /// What it is called.
        name: String,
        /// Its version.
        version: String,
    },
    /// What has the name of the index was not made by this program.
    #[error("an index of this name is there and was not made by this program")]
    NotOurs,
    /// Another process is writing to this index, and is known by name.
    #[error("another process is writing to this index ({owner})")]
    BeingWritten {
        /// Its machine and its number there.
        owner: String,
    },
    /// Some shards did not answer.
    #[error("{failed} of {of} shards did not answer")]
    Incomplete {
        /// How many did not.
        failed: u64,
        /// How many there are.
        of: u64,
    },
    /// Nothing was taken for long, because the queue for it was full.
    #[error("OpenSearch refused writes for {minutes} minutes (429, its write queue is full)")]
    Overloaded {
        /// For how many minutes.
        minutes: u64,
    },
    /// The disks of the cluster are so full that it takes nothing.
    #[error("the disk of the cluster is full, and its index read-only")]
    ClusterFull,
    /// The cluster does not allow the scripts that our scores are made by.
    #[error("OpenSearch does not allow scripts of similarity")]
    ScriptsForbidden,
    /// A file of certificates has none.
    #[error("no certificate in this file")]
    NoCertificate,
    /// More texts would have to be read than one answer may cost.
    #[error("more than {most} texts hold these characters, and all would have to be read")]
    TooManyTexts {
        /// How many may be read.
        most: usize,
    },
    /// The state that was read was replaced meanwhile, time and again.
    #[error("the index was replaced while it was read")]
    Superseded,
    /// The folder of announcements is not there.
    #[error("no such folder of announcements")]
    NoCorpus,
    /// A file cannot be read as the format it has.
    #[error("{0}")]
    Refused(Refusal),
    /// A file cannot be read as the format it has, and another program might read it or was tried.
    #[error("{refusal}{conversion}")]
    Convertible {
        /// Why it cannot be read.
        refusal: Refusal,
        /// What the other program may do about it, or how it failed.
        conversion: Conversion,
    },
    /// No program that is to read what our readers refuse is there.
    #[error("neither soffice nor pdftotext found on PATH")]
    NoConverter,
    /// The program that recognises text is not there.
    #[error("no tesseract found on PATH")]
    NoRecogniser,
    /// The program that recognises text has not learnt languages; their names, as it has them.
    #[error("tesseract has no data of {0}")]
    NoLanguage(String),
    /// A line of a user's dictionary or synonyms is none.
    #[error("{}", .0.what)]
    Vocabulary(Line),
    /// A `corpus.toml` says what cannot be used.
    #[error("{0}")]
    Settings(Line),
    /// A file of topics, judgements, queries, terms or measurements is not of the form it should
    /// have.
    #[error("{0}")]
    Unreadable(Line),
    /// A file of measurements is none; what its parser says.
    #[error("no result of a measurement ({0})")]
    NoMeasurement(String),
    /// A file of measurements was written by another version of this program.
    #[error("a result of form {found}, and this program reads form {expected}")]
    OtherMeasurement {
        /// The form the file has.
        found: u64,
        /// The form this program reads.
        expected: u32,
    },
    /// The index holds nothing that queries could be drawn from.
    #[error("the index holds no announcement to ask for")]
    NothingToAsk,
    /// The query is malformed.
    #[error("{0}")]
    Query(ParseError),
    /// No announcement has this id, number, file or title.
    #[error("no announcement has the id, number, file or title {0}")]
    Unknown(String),
    /// Several announcements have an id that begins so.
    #[error("{start} is the start of several ids: {}{}", .ids.join(", "), if *.more { " …" } else { "" })]
    Ambiguous {
        /// The first digits.
        start: String,
        /// The ids, in order, at most ten.
        ids: Vec<String>,
        /// Whether there are more.
        more: bool,
    },
    /// An option has a value that cannot be used.
    #[error("{0}")]
    Option(String),
    /// The operating system refused.
    #[error("{}", SystemFailure::from(.0))]
    Io(std::io::Error),
    /// The search library refused.
    #[error("the index failed: {0}")]
    Backend(String),
    /// The code below panicked, and no file of the index is damaged.
    #[error("this is a bug, and the index is not damaged ({0})")]
    Bug(String),
}

impl ErrorKind {
    /// How many pages of a file that was refused wait to be recognised.
    pub fn waiting(&self) -> u32 {
        match self {
            Self::Convertible { conversion, .. } => conversion.waiting(),
            _ => 0,
        }
    }

    /// Whether what a file that was refused lacks is text on pages that are images.
    pub fn is_of_images(&self) -> bool {
        matches!(self, Self::Convertible { conversion, .. } if conversion.is_of_images())
    }

    /// What a person may do about it, where that is known. What another program may do for a file
    /// that was refused, its [`Conversion`] says.
    pub fn remedy(&self) -> Option<Remedy> {
        Some(match self {
            Self::NoIndex => Remedy::BuildIndex,
            Self::ForeignFolder => Remedy::ChooseEmptyFolder,
            Self::NotAFolder => Remedy::ChooseFolder,
            Self::OtherVersion { .. }
            | Self::OtherAnalyzer { .. }
            | Self::FixedShards { .. }
            | Self::Damaged(_) => Remedy::Rebuild,
            Self::FoldersUnknown => Remedy::NameFolders,
            Self::InsideIndex => Remedy::ChooseAnotherFolder,
            Self::Busy => Remedy::Wait,
            Self::NoCorpus => Remedy::NameExisting,
            Self::Refused(refusal) | Self::Convertible { refusal, .. } => return refusal.remedy(),
            Self::NoConverter => Remedy::InstallConverter,
            Self::NoRecogniser => Remedy::InstallRecogniser,
            Self::NoLanguage(names) => Remedy::InstallLanguage(names.clone()),
            Self::NoMeasurement(_) | Self::OtherMeasurement { .. } => Remedy::Measure,
            Self::NothingToAsk => Remedy::AddAnnouncements,
            Self::Unknown(name) => Remedy::SearchFor(name.clone()),
            Self::Ambiguous { .. } => Remedy::WriteMoreDigits,
            Self::Io(error) => return SystemFailure::from(error).remedy(),
            Self::Bug(words) => Remedy::Report(words.clone()),
            Self::UnknownRoot(_)
            | Self::Vocabulary(_)
            | Self::Settings(_)
            | Self::Unreadable(_)
            | Self::Query(_)
            | Self::Option(_)
            | Self::Backend(_) => return None,
            remote => return remote.remote_remedy(),
        })
    }

    /// What a person may do about an index that lies on other machines.
    fn remote_remedy(&self) -> Option<Remedy> {
        Some(match self {
            Self::WithoutOpenSearch => Remedy::InstallOpenSearch,
            Self::PasswordInAddress | Self::LoginWanted { .. } => Remedy::NameLogin,
            Self::Unreachable { .. } => Remedy::CheckNode,
            Self::Untrusted { .. } => Remedy::NameAuthority,
            Self::Forbidden { .. } => Remedy::Grant,
            Self::OtherEngine { .. } => Remedy::NameOpenSearch,
            Self::NotOurs => Remedy::ChooseAnotherName,
            Self::BeingWritten { .. } => Remedy::Wait,
            Self::Incomplete { .. } => Remedy::AllowPartial,
            Self::Overloaded { .. } => Remedy::WriteSlower,
            Self::ClusterFull => Remedy::MakeRoom,
            Self::ScriptsForbidden => Remedy::AllowScripts,
            Self::OfCluster => Remedy::NameCluster,
            Self::NoCertificate => Remedy::NameCertificates,
            Self::TooManyTexts { .. } => Remedy::AddWord,
            Self::Superseded => Remedy::TryAgain,
            _ => return None,
        })
    }
}

impl From<ParseError> for ErrorKind {
    fn from(error: ParseError) -> Self {
        Self::Query(error)
    }
}

impl From<Refusal> for ErrorKind {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<std::io::Error> for ErrorKind {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

/// What is wrong in a file that a person writes, and on which line; the error has its path.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line {
    /// Counted from one; `None` for the file as a whole.
    pub line: Option<usize>,
    /// What is wrong and what to write instead.
    pub what: String,
}

impl Line {
    /// Something wrong on line `line`, counted from one.
    pub fn new(line: usize, what: impl Into<String>) -> Self {
        Self { line: Some(line), what: what.into() }
    }

    /// Something wrong with the file as a whole.
    pub fn whole(what: impl Into<String>) -> Self {
        Self { line: None, what: what.into() }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.what),
            None => f.write_str(&self.what),
        }
    }
}

/// The paths, one a line.
fn listed(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| format!("\n  {}", path.display())).collect()
}
