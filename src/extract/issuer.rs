//! Who issued a document: the first of its places that names a body.
//!
//! Invariant: bodies are named only by the registry or as a signature spells them; where no place
//! names one there is none. In this order: head of the title → printed head (`…文件`, `…令`) →
//! adoption lines of a statute → body before the number → signature → prefix of the number → 发文机关 → subject of a report
//! → 发布机构 → the issuer its folder names → owner of the site. A 发文机关 that names all of these bodies and more is more
//! complete and taken instead.

use super::hints::Hints;
use super::layout::Layout;
use super::line::{Shape, squash};
use super::number;
use super::raw::{Field, HintSource};
use crate::announcement::{DocNumber, Issuer, Kind};
use crate::issuer::{Context, registry};

/// What is known of the document when its issuers are asked for.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    /// The title, Simplified.
    pub title: &'a str,
    /// The number, when it has one.
    pub number: Option<&'a DocNumber>,
    /// The sort of document.
    pub kind: Option<Kind>,
    /// The text, Simplified.
    pub text: &'a str,
    /// Its parts.
    pub layout: &'a Layout<'a>,
    /// What its page says.
    pub hints: &'a Hints,
    /// Where and when it was written.
    pub context: &'a Context,
}

/// The issuing bodies, in the order named.
pub(super) fn issuers(known: Known) -> Vec<Issuer> {
    let said = labelled(known, Field::Issuer);
    let places: [fn(Known) -> Vec<Issuer>; 5] =
        [from_title, from_banner, from_adoption, from_number_lines, from_signatures];
    let found = places.iter().map(|place| place(known)).find(|issuers| !issuers.is_empty());
    let found = found.or_else(|| from_prefix(known)).unwrap_or_default();
    if found.is_empty() || is_more_complete(&said, &found) {
        return if said.is_empty() { last_resort(known) } else { said };
    }
    found
}

/// The longest name of a body, in characters.
const LONGEST_NAME: usize = 40;

/// The division served by the site the document stands on: by its host, else by its name.
pub(super) fn site_region(hints: &Hints) -> Option<String> {
    let by_host = host(hints).and_then(|host| registry().from_site(&host)?.region);
    by_host.or_else(|| registry().region_in(&hints.first(Field::Site)?))
}

fn from_title(known: Known) -> Vec<Issuer> {
    registry().from_title(known.title, known.context)
}

/// `成都市人民政府文件`, `中华人民共和国国务院令`: the body before the last word.
fn from_banner(known: Known) -> Vec<Issuer> {
    let banners = known.layout.shaped(Shape::Banner).chain(known.layout.shaped(Shape::Number));
    let named = banners.filter_map(|line| body_of_banner(&squash(line)).map(str::to_string));
    let bodies = named.map(|body| registry().from_signature(&body, known.context));
    bodies.into_iter().find(|issuers| !issuers.is_empty()).unwrap_or_default()
}

fn body_of_banner(banner: &str) -> Option<&str> {
    let end = ["文件", "令", "公告", "通告"].iter().filter_map(|word| banner.find(word)).min()?;
    (end > 0).then(|| banner[..end].trim_matches(['（', '(', '【']))
}

/// `绵阳市人民政府办公室 绵府办发〔2024〕22号 2024年7月15日`: the body before a number on its line.
fn from_number_lines(known: Known) -> Vec<Issuer> {
    let lines = (0..known.layout.opening).map(|at| known.layout.line(at));
    let before = lines.filter_map(|line| {
        let (span, _) = number::find(line).into_iter().next()?;
        let before = line[..span.start].trim_matches(|c: char| !c.is_alphanumeric());
        (before.chars().count() < LONGEST_NAME).then(|| before.to_string())
    });
    let bodies = before.map(|body| registry().from_signature(&body, known.context));
    bodies.into_iter().find(|issuers| !issuers.is_empty()).unwrap_or_default()
}

/// Who passed the statute; a line of who approved or when it took effect only names others.
fn from_adoption(known: Known) -> Vec<Issuer> {
    let lines = || known.layout.shaped(Shape::Adoption);
    let passed =
        lines().filter(|line| !["批准", "施行"].iter().any(|act| line.trim_end().ends_with(act)));
    let bodies = passed.chain(lines()).map(|line| registry().from_adoption(line, known.context));
    bodies.into_iter().find(|issuers| !issuers.is_empty()).unwrap_or_default()
}

fn from_signatures(known: Known) -> Vec<Issuer> {
    let lines = known.layout.signatures();
    let mut bodies: Vec<Issuer> = Vec::new();
    for issuer in lines.flat_map(|line| registry().from_signature(line, known.context)) {
        if !bodies.contains(&issuer) {
            bodies.push(issuer);
        }
    }
    bodies
}

fn from_prefix(known: Known) -> Option<Vec<Issuer>> {
    let prefix = &known.number?.prefix;
    registry().from_prefix_in(prefix, known.context).map(|issuer| vec![issuer])
}

/// The bodies in the document's own hints of `field`.
fn labelled(known: Known, field: Field) -> Vec<Issuer> {
    let own = known.hints.of_field(field).filter(|(from, _)| *from != HintSource::Folder);
    let bodies = own.map(|(_, value)| registry().from_signature(&value, known.context));
    bodies.into_iter().find(|issuers| !issuers.is_empty()).unwrap_or_default()
}

/// Whether a label names every body found elsewhere, and another.
fn is_more_complete(said: &[Issuer], found: &[Issuer]) -> bool {
    let named = |issuer: &Issuer| said.iter().any(|body| body.name == issuer.name);
    said.len() > found.len() && found.iter().all(named)
}

/// The subject of a report; else who put the document online. News of others stands on every site,
/// so a site says nothing of who is behind them.
fn last_resort(known: Known) -> Vec<Issuer> {
    match known.kind {
        Some(Kind::Meeting) => {
            registry().issuer_of_report(known.text, known.context).into_iter().collect()
        }
        Some(Kind::News) => Vec::new(),
        _ => online(known),
    }
}

/// 发布机构, else who the folder says it is, else the owner of the site.
fn online(known: Known) -> Vec<Issuer> {
    let publishers = labelled(known, Field::Publisher);
    if !publishers.is_empty() {
        return publishers;
    }
    let folder = known.hints.of_folder();
    let said = folder.first(Field::Issuer);
    let said = said.map(|said| registry().from_signature(&said, known.context)).unwrap_or_default();
    if !said.is_empty() {
        return said;
    }
    let host = host(&known.hints.own()).or_else(|| host(&folder));
    let owner = host.and_then(|host| registry().from_site(&host));
    owner.and_then(|owner| owner.body).into_iter().collect()
}

/// The host of the page's address.
fn host(hints: &Hints) -> Option<String> {
    let url = hints.first(Field::Url).or_else(|| {
        let sites = hints.of_field(Field::Site);
        sites.map(|(_, site)| site).find(|site| site.is_ascii() && site.contains('.'))
    })?;
    let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.contains('.').then(|| host.to_string())
}
