//! What a person may do about an error, as a value: which command or flag that is, a face says.

/// What may be done about an error or a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remedy {
    /// Build the index.
    BuildIndex,
    /// Build the index at this address.
    BuildIndexAt(String),
    /// Build the index anew.
    Rebuild,
    /// Build the index anew from folders that are named, with the choices made for it.
    NameFolders,
    /// Add announcements to the index.
    AddAnnouncements,
    /// Write more of the digits of an id.
    WriteMoreDigits,
    /// Have the index in an empty or a new folder.
    ChooseEmptyFolder,
    /// Put the index somewhere that is not a file.
    ChooseFolder,
    /// Have the index in another folder than that of the announcements.
    ChooseAnotherFolder,
    /// Wait until the other process is done.
    Wait,
    /// Try again.
    TryAgain,
    /// Install this program with the backend of OpenSearch.
    InstallOpenSearch,
    /// Say who asks, apart from the address.
    NameLogin,
    /// Name an index in a cluster, or do without what only that has.
    NameCluster,
    /// See whether the node runs, and whether its port is the right one.
    CheckNode,
    /// Name the authority that made the certificate of the node.
    NameAuthority,
    /// Name a file of certificates in PEM.
    NameCertificates,
    /// Ask for one more word.
    AddWord,
    /// Give the role of this login the right.
    Grant,
    /// Name a node of OpenSearch, of a version that is supported.
    NameOpenSearch,
    /// Give the index another name.
    ChooseAnotherName,
    /// Try again, or take what the other shards answer.
    AllowPartial,
    /// Write more slowly; what was committed is kept.
    WriteSlower,
    /// Have the cluster allow scripts.
    AllowScripts,
    /// Name a folder of announcements that exists, or make this one first.
    NameExisting,
    /// Look for this in the texts.
    SearchFor(String),
    /// Measure again, for a result that can be read.
    Measure,
    /// Install a program that converts, or do without.
    InstallConverter,
    /// Install the program that recognises text, or do without.
    InstallRecogniser,
    /// Install what that program knows of these languages, or name others.
    InstallLanguage(String),
    /// Give this user the right to read and write.
    Permit,
    /// Make room on the disk.
    MakeRoom,
    /// Report a bug, with these words.
    Report(String),
    /// Report the file that shows a bug.
    ReportFile,
    /// Name the format by the extension of the file.
    NameFormat,
    /// Name what the columns of the file hold.
    NameColumns,
    /// Call the file a text, if it is one.
    RenameToText,
    /// Save it as text or HTML.
    SaveAsText,
    /// Save it as DOCX.
    SaveAsDocx,
    /// Save or print it as PDF, in the program that opens it.
    SaveAsPdf,
    /// Export its tables as CSV or JSON Lines.
    Export,
    /// Save its records as lines.
    SaveAsLines,
    /// Save it without a password.
    SaveWithoutPassword,
    /// Save it without a password, for the right one would not help.
    SaveUnencrypted,
    /// Have its pictures turned into text first.
    Recognise,
    /// Fetch another copy, or have its pictures turned into text.
    FetchOrRecognise,
    /// Fetch a copy that is not protected.
    FetchUnprotected,
    /// Fetch it again.
    FetchAgain,
    /// Split it.
    Split,
    /// Split it into its documents.
    SplitIntoDocuments,
    /// Unpack it.
    Unpack,
    /// Pack it again in the usual way.
    PackAgain,
    /// Repair or remove it.
    Repair,
}
