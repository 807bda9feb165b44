//! A request that the server answers without its index.

use super::site::Site;
use crate::printer::Language;

/// What is asked of the server alone.
pub(super) struct Visit<'a> {
    pub(super) site: &'a Site,
    /// The variable part of the path.
    pub(super) name: &'a str,
    pub(super) language: Language,
    /// Whether the answer may be compressed.
    pub(super) takes_gzip: bool,
    /// The name that the server was asked by, with its port.
    pub(super) host: &'a str,
}

impl Visit<'_> {
    /// The address of this server for those who keep it, without a slash at its end.
    pub(super) fn root(&self) -> String {
        let scheme = self.site.guard.hosts.scheme(self.host);
        format!("{scheme}://{}{}", self.host, self.site.base)
    }
}
