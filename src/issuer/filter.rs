//! Which bodies a person means who filters by 发改委, 卫生部, 省政府 or 四川.
//!
//! A filter is read once and then asked of each name; it lets through the body itself, its offices,
//! its local counterparts when a short name is common to all, and its predecessors and successors.

use super::branch::NATIONAL_TAX;
use super::context::Context;
use super::department::DepartmentId;
use super::division::DivisionId;
use super::name::Scope;
use super::registry::Registry;
use super::spelling::{fold, tidy};
use crate::announcement::Issuer;

/// A filter by issuing body, read and ready to be asked.
#[derive(Clone)]
pub struct IssuerFilter<'r> {
    registry: &'r Registry,
    text: String,
    /// Full names that are meant, former and later ones included.
    names: Vec<String>,
    /// Departments that are meant, in any division or only in `region` or where `open` says;
    /// former and later ones included.
    departments: Vec<DepartmentId>,
    /// The division a filter names.
    region: Option<DivisionId>,
    /// 省, 市 or 区 where the filter leaves the division open.
    open: Option<&'static str>,
    /// What follows the division's name when no department does: 人民政府.
    branch: Option<String>,
    /// The filter is nothing but a division.
    any_body: bool,
}

impl Registry {
    /// Reads a filter by issuing body.
    pub fn filter(&self, text: &str) -> IssuerFilter<'_> {
        let text = tidy(&fold(text));
        let mut filter = IssuerFilter {
            registry: self,
            names: self.central_names(&text),
            departments: self.departments.meanings(&text),
            region: None,
            open: None,
            branch: None,
            any_body: false,
            text,
        };
        if filter.names.is_empty() && filter.departments.is_empty() {
            filter.read_local();
        }
        filter.departments = self.through_reforms(&filter.departments);
        filter
    }

    /// The filter that a word of a query is, if it is the name or alias of a body and not just of
    /// a division.
    pub fn body_named(&self, word: &str) -> Option<IssuerFilter<'_>> {
        let filter = self.filter(word);
        let is_body = !filter.names.is_empty() || !filter.departments.is_empty();
        (is_body && !filter.any_body).then_some(filter)
    }

    /// Whether `issuer` is one of those a person means by `filter`. Read the filter once with
    /// [`filter`](Self::filter) when many issuers are asked about.
    pub fn issuer_matches(&self, filter: &str, issuer: &Issuer) -> bool {
        self.filter(filter).matches(issuer)
    }

    /// All full names a short name may mean, former and later bodies included: 发改委 →
    /// 国家发展和改革委员会, 国家发展计划委员会, …
    pub fn names_for_query(&self, text: &str) -> Vec<String> {
        let filter = self.filter(text);
        let mut names = filter.names;
        if names.is_empty() {
            names.extend(self.resolve(text, &Context::default()).map(|issuer| issuer.name));
        }
        names
    }

    fn central_names(&self, text: &str) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for &id in self.centre.meanings(text) {
            for id in self.centre.lineage(id) {
                let name = self.centre.get(id).name;
                if names.iter().all(|known| known != name) {
                    names.push(name.to_string());
                }
            }
        }
        names
    }

    /// The department a local body is, from its full name.
    fn department_in(&self, issuer: &Issuer) -> Vec<DepartmentId> {
        let rest = self.after_division(issuer);
        let rest = rest.strip_prefix("人民政府").unwrap_or(rest);
        let whole = self.departments.meanings(rest);
        if !whole.is_empty() {
            return whole;
        }
        let office = ["办公室", "办公厅"].iter().find_map(|office| rest.strip_suffix(office));
        office.map_or(Vec::new(), |rest| self.departments.meanings(rest))
    }

    /// What follows the division in a local body's name.
    fn after_division<'i>(&self, issuer: &'i Issuer) -> &'i str {
        let before = ["中共", NATIONAL_TAX];
        let name = before.iter().find_map(|before| issuer.name.strip_prefix(before));
        let name = name.unwrap_or(&issuer.name);
        let own = issuer.region.as_deref().and_then(|region| name.strip_prefix(region));
        own.unwrap_or_else(|| match self.divisions.head(name) {
            Some(head) => &name[head.len..],
            None => OPEN.iter().find_map(|word| name.strip_prefix(word)).unwrap_or(name),
        })
    }

    /// These departments and those they were or became (卫生厅, 卫生健康委员会).
    fn through_reforms(&self, departments: &[DepartmentId]) -> Vec<DepartmentId> {
        let centre = |id: DepartmentId| {
            let name = self.departments.get(id).centre;
            if name.is_empty() { None } else { self.centre.find(name, None) }
        };
        let own = departments.iter().copied().filter_map(centre);
        let line: Vec<_> = own.flat_map(|body| self.centre.lineage(body).split_off(1)).collect();
        let related =
            self.departments.ids().filter(|&id| centre(id).is_some_and(|c| line.contains(&c)));
        departments.iter().copied().chain(related).collect()
    }
}

/// Words for a division left open, the longer first.
const OPEN: [&str; 10] = ["自治区", "自治州", "自治县", "省", "市", "州", "盟", "区", "县", "旗"];

/// What may follow the name of a body that is meant: nothing, or its general office.
const OFFICES: [&str; 3] = ["", "办公厅", "办公室"];

impl IssuerFilter<'_> {
    /// Reads a filter that names a division (四川省发改委), leaves it open (市政府), or is one (四川).
    fn read_local(&mut self) {
        let registry = self.registry;
        let text = self.text.clone();
        if let Some(id) = registry.divisions.find(&text) {
            (self.region, self.any_body) = (Some(id), true);
            return;
        }
        let Some(reading) = registry.read(&text, Scope::default()) else {
            return;
        };
        self.region = reading.region;
        let issuer = registry.issuer(reading);
        let rest = registry.after_division(&issuer).to_string();
        self.departments = registry.department_in(&issuer);
        self.open = match issuer.region {
            Some(_) => None,
            None => OPEN.iter().find(|word| text.starts_with(**word)).copied(),
        };
        if self.departments.is_empty() && self.open.is_some() {
            self.branch = Some(full_branch(&rest).to_string());
        }
        self.names.push(issuer.name);
    }

    /// The full names of all that are meant, if that is a few bodies of the centre and their offices;
    /// `None` where it takes a look at a body to tell.
    pub fn full_names(&self) -> Option<Vec<String>> {
        let is_central = |name: &String| self.registry.centre.find(name, None).is_some();
        if self.needs_reading() || self.names.is_empty() || !self.names.iter().all(is_central) {
            return None;
        }
        let offices = |name: &String| OFFICES.map(|office| format!("{name}{office}"));
        Some(self.names.iter().flat_map(offices).collect())
    }

    /// Whether a body of this name could be one of those meant: a look at the name that costs a
    /// fraction of reading it, and lets through all that [`matches`](Self::matches) does.
    pub fn may_match(&self, name: &str) -> bool {
        if self.needs_reading() {
            return true;
        }
        let name = fold(name);
        name.contains(&self.text)
            || self.names.iter().any(|meant| name.contains(meant.as_str()))
            || !self.registry.centre.meanings(&name).is_empty()
    }

    /// Whether a body's division or department decides, which its name alone does not tell.
    fn needs_reading(&self) -> bool {
        self.any_body || !self.departments.is_empty() || self.branch.is_some()
    }

    /// Whether `issuer` is one of those meant.
    pub fn matches(&self, issuer: &Issuer) -> bool {
        if self.text.is_empty() {
            return false;
        }
        if self.any_body {
            return self.is_in_region(issuer);
        }
        self.is_named(issuer)
            || self.is_department(issuer)
            || self.is_open_branch(issuer)
            || self.is_unread() && issuer.name.contains(&self.text)
    }

    fn is_unread(&self) -> bool {
        self.names.is_empty() && self.departments.is_empty()
    }

    /// The body itself or its general office.
    fn is_named(&self, issuer: &Issuer) -> bool {
        let office = |rest: &str| OFFICES.contains(&rest);
        self.names.iter().any(|name| issuer.name.strip_prefix(name.as_str()).is_some_and(office))
    }

    fn is_department(&self, issuer: &Issuer) -> bool {
        if self.departments.is_empty() || !self.is_in_place(issuer) {
            return false;
        }
        self.registry.department_in(issuer).iter().any(|id| self.departments.contains(id))
    }

    fn is_open_branch(&self, issuer: &Issuer) -> bool {
        let Some(branch) = self.branch.as_deref() else {
            return false;
        };
        let rest = full_branch(self.registry.after_division(issuer));
        let office = ["办公厅", "办公室"].iter().find_map(|office| rest.strip_suffix(office));
        (rest == branch || office == Some(branch)) && self.is_in_place(issuer)
    }

    fn is_in_place(&self, issuer: &Issuer) -> bool {
        match (self.region, self.open) {
            (Some(_), _) => self.is_in_region(issuer),
            (None, Some(word)) => match issuer.region.as_deref() {
                Some(region) => region.ends_with(word),
                None => issuer.name.starts_with(word),
            },
            (None, None) => true,
        }
    }

    fn is_in_region(&self, issuer: &Issuer) -> bool {
        let theirs =
            issuer.region.as_deref().and_then(|region| self.registry.divisions.find(region));
        theirs.is_some() && theirs == self.region
    }
}

/// One wording for what every division has.
fn full_branch(rest: &str) -> &str {
    match rest {
        "政府" | "府" => "人民政府",
        "党委" | "委员会" => "委",
        "人大常委会" => "人民代表大会常务委员会",
        "人大" => "人民代表大会",
        _ => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issuer::registry;

    #[test]
    fn a_filter_passes_over_no_name_that_matches() {
        let registry = registry();
        let nowhere = Context::default();
        let names = registry.names();
        let issuers: Vec<_> = names.iter().map(|name| registry.resolve(name, &nowhere)).collect();
        let filters = [
            "国务院",
            "国务院办公厅",
            "发改委",
            "教育部",
            "国家药监局",
            "四川",
            "市政府",
            "财政部",
        ];
        for text in filters.iter().chain(names.iter().step_by(97)) {
            let filter = registry.filter(text);
            let meant = names
                .iter()
                .zip(&issuers)
                .filter(|(_, issuer)| issuer.as_ref().is_some_and(|issuer| filter.matches(issuer)));
            for (name, _) in meant {
                assert!(filter.may_match(name), "{text} passes over {name}");
            }
        }
    }

    #[test]
    fn the_full_names_of_a_filter_are_all_that_match() {
        let registry = registry();
        let nowhere = Context::default();
        let names = registry.names();
        let resolved = names.iter().filter_map(|name| registry.resolve(name, &nowhere));
        let offices = ["国务院办公厅", "教育部办公厅", "中共中央办公厅"]
            .map(|name| registry.resolve(name, &nowhere).expect("an office is a body"));
        let issuers: Vec<_> = resolved.chain(offices).collect();
        let mut asked = 0;
        for text in &names {
            let filter = registry.filter(text);
            let Some(full) = filter.full_names() else { continue };
            asked += 1;
            for issuer in &issuers {
                assert_eq!(
                    filter.matches(issuer),
                    full.contains(&issuer.name),
                    "{text}: {}",
                    issuer.name
                );
            }
        }
        assert!(asked > 200, "{asked} filters name a few bodies of the centre");
    }
}
