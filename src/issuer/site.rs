//! Whose site a host is.

use super::division::{DivisionId, Rank};
use super::name::Scope;
use super::registry::Registry;
use crate::announcement::Issuer;

/// Who runs a site. What is on it is often issued by somebody else: the last resort for an issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteOwner {
    /// The body whose site it is.
    pub body: Option<Issuer>,
    /// The division it belongs to by full name; `None` for the centre.
    pub region: Option<String>,
}

impl Registry {
    /// Whose site a host is, with or without `www.` and the port: `jyt.sc.gov.cn` → 四川省教育厅.
    pub fn from_site(&self, host: &str) -> Option<SiteOwner> {
        let host = host.trim().to_ascii_lowercase();
        let host = host.split(':').next().unwrap_or_default().trim_end_matches('.');
        let host = host.strip_prefix("www.").unwrap_or(host);
        let (before, owner) = self.sites.owner(host)?;
        let before = before.trim_end_matches('.');
        match self.divisions.find(owner) {
            Some(id) => Some(self.division_site(id, before)),
            None => {
                let reading = self.read(owner, Scope::default())?;
                Some(SiteOwner { body: Some(self.issuer(reading)), region: None })
            }
        }
    }

    fn division_site(&self, id: DivisionId, before: &str) -> SiteOwner {
        let name = match before {
            "" => Some("人民政府"),
            label => self.departments.by_site(label).map(|department| self.called(id, department)),
        };
        let name = name.map(|name| format!("{}{name}", self.divisions.style(id)));
        let reading = name.and_then(|name| self.read(&name, Scope::default()));
        let region = Some(self.divisions.full_name(id));
        SiteOwner { body: reading.map(|reading| self.issuer(reading)), region }
    }

    fn called(&self, id: DivisionId, department: usize) -> &'static str {
        let rank: Rank = self.divisions.get(id).rank;
        self.departments.get(department).called(rank, self.divisions.is_municipality(id))
    }
}
