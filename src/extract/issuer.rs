//! Who issued a document: the first of its places that names a body.
//!
//! Invariant: bodies are named only by the registry or as a signature spells them; where no place
//! names one there is none. In this order: head of the title → printed head (`…文件`, `…令`) →
//! adoption lines of a statute → body before the number → signature → prefix of the number → 发文机关 → subject of a report
//! → 发布机构 or 来源 → the issuer its folder names → owner of the site. A 发文机关 that names all of these bodies and more
//! is more complete and taken instead.

use super::hints::Hints;
use super::layout::Layout;
use super::line::{Shape, squash};
use super::raw::{HintField, HintSource};
use super::{number, publisher};
use crate::announcement::{DocNumber, Issuer, Kind, Origin};
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
    /// Whom its page has it from.
    pub source: Option<&'a str>,
    /// Where and when it was written.
    pub context: &'a Context,
}

impl<'a> Known<'a> {
    fn page(self) -> publisher::Page<'a> {
        publisher::Page { hints: self.hints, source: self.source, context: self.context }
    }
}

/// The issuing bodies, in the order named, and where they stood.
pub(super) fn issuers(known: Known) -> Option<(Vec<Issuer>, Origin)> {
    let said = labelled(known, HintField::Issuer);
    let found = PLACES.iter().map(|(place, from)| (place(known), *from));
    let found = found.into_iter().find(|(issuers, _)| !issuers.is_empty());
    match (found, said) {
        (Some((found, _)), Some(said)) if is_more_complete(&said.0, &found) => Some(said),
        (None, said) => said.or_else(|| last_resort(known)),
        (found, _) => found,
    }
}

/// A place in the document that may name who issued it.
type Place = fn(Known) -> Vec<Issuer>;

/// The places in a document, most trusted first.
const PLACES: [(Place, Origin); 6] = [
    (from_title, Origin::Title),
    (from_banner, Origin::Head),
    (from_adoption, Origin::Head),
    (from_number_lines, Origin::Head),
    (from_signatures, Origin::Signature),
    (from_prefix, Origin::Number),
];

/// Whether one of `issuers` has its full name only because it is known where the document was
/// written: 市政府 on the site of 成都市.
pub(super) fn is_completed(known: Known, issuers: &[Issuer]) -> bool {
    let stands =
        |issuer: &Issuer| known.title.contains(&issuer.name) || known.text.contains(&issuer.name);
    let local = |issuer: &&Issuer| issuer.region.is_some();
    // Asking twice is dear, and nearly all names are in full.
    if known.context.region.is_none() || issuers.iter().filter(local).all(stands) {
        return false;
    }
    let nowhere = Context { region: None, ..known.context.clone() };
    let alone = self::issuers(Known { context: &nowhere, ..known });
    alone.is_none_or(|(alone, _)| alone != issuers)
}

/// The longest name of a body, in characters.
const LONGEST_NAME: usize = 40;

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

fn from_prefix(known: Known) -> Vec<Issuer> {
    let issuer =
        known.number.and_then(|number| registry().from_prefix_in(&number.prefix, known.context));
    issuer.into_iter().collect()
}

/// The bodies in the document's own hints of `field`, and where these stood.
fn labelled(known: Known, field: HintField) -> Option<(Vec<Issuer>, Origin)> {
    let own = known.hints.of_field(field).filter(|(from, _)| *from != HintSource::Folder);
    let bodies =
        own.map(|(from, value)| (registry().from_signature(&value, known.context), from.into()));
    bodies.into_iter().find(|(issuers, _)| !issuers.is_empty())
}

/// Whether a label names every body found elsewhere, and another.
fn is_more_complete(said: &[Issuer], found: &[Issuer]) -> bool {
    let named = |issuer: &Issuer| said.iter().any(|body| body.name == issuer.name);
    said.len() > found.len() && found.iter().all(named)
}

/// The subject of a report; else who put the document online. News of others is on every site,
/// so a site says nothing of who is behind them.
fn last_resort(known: Known) -> Option<(Vec<Issuer>, Origin)> {
    match known.kind {
        Some(Kind::Meeting) => {
            let subject = registry().issuer_of_report(known.text, known.context);
            let subject = subject.map(|issuer| (vec![issuer], Origin::Text));
            subject.or_else(|| publisher::named(known.page()))
        }
        Some(Kind::News) => publisher::named(known.page()),
        _ if is_national_law(known) => None,
        _ => publisher::online(known.page()),
    }
}

/// A law of the country, which any site may re-print and none issued.
fn is_national_law(known: Known) -> bool {
    known.kind == Some(Kind::Law) && known.title.starts_with("中华人民共和国")
}
