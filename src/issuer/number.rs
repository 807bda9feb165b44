//! Reads the issuing body from the prefix of a document number (机关代字).

use super::context::Context;
use super::division::{DivisionId, Rank};
use super::name::Scope;
use super::registry::Registry;
use super::spelling::fold;
use crate::announcement::Issuer;

impl Registry {
    /// The body a document-number prefix stands for; `None` for joint and ambiguous ones.
    pub fn from_prefix(&self, prefix: &str) -> Option<Issuer> {
        self.from_prefix_in(prefix, &Context::default())
    }

    /// As [`from_prefix`](Self::from_prefix), with the year deciding between bodies in turn
    /// (国卫) and the region between divisions that share a sign (宁政发, 金府发).
    pub fn from_prefix_in(&self, prefix: &str, context: &Context) -> Option<Issuer> {
        let folded: String = fold(prefix).chars().filter(|c| !c.is_whitespace()).collect();
        let scope = self.scope(context);
        let order = ["令", "公告", "通告"].iter().find_map(|word| folded.strip_suffix(word));
        if let Some(issuer) = order.and_then(|body| self.known(body, scope)) {
            return Some(issuer);
        }
        if is_joint(&folded) {
            return None;
        }
        match self.prefixes.bodies(&folded) {
            Some(bodies) => self.in_turn(&bodies, scope).or_else(|| self.near(&folded, scope)),
            None => self.department_of(&folded, scope).or_else(|| self.near(&folded, scope)),
        }
    }

    fn known(&self, body: &str, scope: Scope) -> Option<Issuer> {
        let reading = self.read(body, scope).filter(|reading| reading.known)?;
        Some(self.issuer(reading))
    }

    /// Of the bodies that used a prefix one after the other, the one of the year.
    fn in_turn(&self, bodies: &[Option<&'static str>], scope: Scope) -> Option<Issuer> {
        let names: Option<Vec<&str>> = bodies.iter().copied().collect();
        let names = names?;
        let heads: Vec<_> = names.iter().filter_map(|name| self.centre.head(name, None)).collect();
        if names.len() < 2 || heads.len() < names.len() {
            return self.named(names.first()?, scope);
        }
        let id = self.centre.at(heads.iter().map(|&(id, _)| id), scope.year)?;
        let at = heads.iter().position(|&(other, _)| other == id)?;
        self.named(names[at], scope)
    }

    /// The body a table names: known or not, it is one.
    fn named(&self, body: &str, scope: Scope) -> Option<Issuer> {
        let reading = self.read(body, Scope { region: None, ..scope })?;
        Some(self.issuer(reading))
    }

    /// 辽教发, 沪教委高: a province's sign and a department's.
    fn department_of(&self, prefix: &str, scope: Scope) -> Option<Issuer> {
        let sign = prefix.chars().next()?;
        let rest = &prefix[sign.len_utf8()..];
        let id = self.divisions.find(&sign.to_string())?;
        // 青人社规 on a page of Shanghai is 青浦's, not 青海's.
        if scope.region.is_some_and(|here| !self.divisions.is_within(here, id)) {
            return None;
        }
        let departments = self.departments.by_number(rest);
        let department = self.departments.get(self.departments.at(&departments, scope.year)?);
        let municipality = self.divisions.is_municipality(id);
        let name = department.called(Rank::Province, municipality);
        self.known(&format!("{}{name}", self.divisions.style(id)), scope)
    }

    /// 金府发 on a page of Shanghai: the one division there whose name begins so.
    fn near(&self, prefix: &str, scope: Scope) -> Option<Issuer> {
        let (sign, rest) = prefix.split_once(['府', '政'])?;
        let id = self.division_by_sign(sign, scope)?;
        let office = rest.starts_with(['办', '厅']);
        let division = self.divisions.get(id);
        let word = match (office, division.rank) {
            (false, _) => "人民政府",
            (true, Rank::Province) => "人民政府办公厅",
            (true, _) => "人民政府办公室",
        };
        self.known(&format!("{}{word}", self.divisions.style(id)), scope)
    }

    fn division_by_sign(&self, sign: &str, scope: Scope) -> Option<DivisionId> {
        let here = scope.region?;
        let own = self.divisions.get(here).sign;
        if sign == own {
            return Some(here);
        }
        let sign = sign.strip_prefix(own).unwrap_or(sign);
        let begins = |&id: &DivisionId| {
            let division = self.divisions.get(id);
            let letters = !sign.is_empty() && sign.chars().count() <= 2;
            division.sign == sign || letters && sign.chars().all(|c| division.short.contains(c))
        };
        // 崇明县 became 崇明区: one that is gone makes no other doubtful.
        let there = |&id: &DivisionId| !self.divisions.get(id).former;
        let below = self.divisions.below(here).filter(there);
        let mut fitting = std::iter::once(here).chain(below).filter(begins);
        let first = fitting.next()?;
        (first == here || fitting.next().is_none()).then_some(first)
    }
}

/// Prefixes that several bodies number together: 工信部联, 教联.
fn is_joint(prefix: &str) -> bool {
    let own = ["残联", "妇联", "工商联", "文联", "侨联", "联防联控"];
    prefix.contains('联') && !own.iter().any(|body| prefix.contains(body))
}
