//! The flags of `search serve`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueHint};

use super::place::{IndexPlace, PartArgs, VocabularyArgs};

#[derive(ClapArgs, Debug)]
pub(crate) struct ServeArgs {
    /// Address and port to listen at; port 0 is any that is free
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7777")]
    pub addr: SocketAddr,
    /// Open the page in a browser
    #[arg(long)]
    pub open: bool,
    /// A name that the server is asked by, such as that of a proxy, with https:// before it where that
    /// encrypts; repeat for several
    #[arg(long, value_name = "NAME")]
    pub allow_host: Vec<String>,
    /// What stands before every path, such as /policy, where a proxy passes on those paths only
    #[arg(long, value_name = "PATH", value_parser = base_path)]
    pub base_path: Option<String>,
    /// File with the token that everyone has to know who asks: a browser asks for it as a password
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub token_file: Option<PathBuf>,
    /// Let everyone ask who reaches the address, though it is not one of this machine alone
    #[arg(long, conflicts_with = "token_file")]
    pub no_token: bool,
    /// Do not hand out the original files
    #[arg(long)]
    pub no_originals: bool,
    /// Tell each request on standard error, with its query
    #[arg(long)]
    pub verbose: bool,
    /// Print where it listens as one JSON object
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub place: IndexPlace,
    #[command(flatten)]
    pub part: PartArgs,
    #[command(flatten)]
    pub vocabulary: VocabularyArgs,
}

/// A path that begins with a slash and does not end with one; empty for the root.
fn base_path(text: &str) -> Result<String, String> {
    let path = text.trim_end_matches('/');
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~/".contains(c);
    let is_path = path.is_empty() || path.starts_with('/') && !path.contains("//");
    if is_path && path.chars().all(is_plain) && !path.contains("/.") {
        return Ok(path.to_string());
    }
    Err("write a path of letters and digits that begins with a slash, such as /policy".to_string())
}
