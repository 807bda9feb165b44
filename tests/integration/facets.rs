//! Facets are exact: they count what is in the total, value by value.

use std::collections::BTreeMap;

use policy_search::{Engine, FacetCount, Facets, Hit};

use crate::workspace::{Dice, Workspace, request};

/// The counts of a facet by value, without order.
type Counts = BTreeMap<String, usize>;

fn counted(facet: &[FacetCount]) -> Counts {
    facet.iter().map(|row| (row.value.clone(), row.count)).collect()
}

fn sorted(facets: &Facets) -> [Counts; 5] {
    let Facets { issuers, levels, years, kinds, regions, .. } = facets;
    [issuers, levels, years, kinds, regions].map(|facet| counted(facet))
}

/// The same counts, made from all matches one by one.
fn scanned(hits: &[Hit]) -> [Counts; 5] {
    let mut counts: [Counts; 5] = Default::default();
    let mut add = |facet: usize, value: String| *counts[facet].entry(value).or_default() += 1;
    for hit in hits {
        let document = &hit.announcement;
        document.issuers.iter().for_each(|issuer| add(0, issuer.name.clone()));
        document.level().into_iter().for_each(|level| add(1, level.name().to_string()));
        let date = document.written.or(document.published);
        date.into_iter().for_each(|date| add(2, date.date.year().to_string()));
        document.kind.into_iter().for_each(|kind| add(3, kind.name().to_string()));
        document.region.iter().for_each(|region| add(4, region.clone()));
    }
    counts
}

/// Pieces of titles and bodies, of two to fourteen characters, some of them two words.
fn queries(everything: &[Hit], count: usize) -> Vec<String> {
    let mut dice = Dice(5);
    let mut piece = || {
        let hit = &everything[dice.below(everything.len())].announcement;
        let text: Vec<char> = [&hit.title, &hit.body][dice.below(2)].chars().collect();
        let start = dice.below(text.len().max(1));
        text[start..].iter().take(2 + dice.below(13)).filter(|c| c.is_alphanumeric()).collect()
    };
    let query = |index| {
        let (one, other): (String, String) = (piece(), piece());
        if index % 3 == 0 { format!("{one} {other}") } else { one }
    };
    (0..count).map(query).filter(|query| !query.trim().is_empty()).collect()
}

/// Whether counts and what is unknown make up the total; of issuers an announcement may have several.
fn adds_up(facets: &Facets, total: usize, query: &str) {
    let sum = |facet: &[FacetCount]| facet.iter().map(|row| row.count).sum::<usize>();
    let Facets { levels, years, kinds, regions, unknown, .. } = facets;
    let provinces: usize = facets.provinces.iter().map(|province| province.count).sum();
    let sums = [
        facets.total,
        sum(levels) + unknown.levels,
        sum(years) + unknown.years,
        sum(kinds) + unknown.kinds,
        sum(regions) + unknown.regions,
        provinces + unknown.regions,
    ];
    assert_eq!(sums, [total; 6], "{query}");
    assert!(sum(&facets.issuers) + unknown.issuers >= total, "{query}");
    let cities = facets.provinces.iter().map(|one| (one.count, sum(&one.cities)));
    assert!(cities.into_iter().all(|(count, cities)| cities <= count), "{query}");
}

fn check(engine: &Engine, everything: &[Hit], count: usize) {
    let (mut asked, mut relaxed, mut copies) = (0, 0, 0);
    for query in queries(everything, count) {
        let request = request(&query).facets(true).collapse(false).limit(everything.len());
        let all = engine.search(&request).unwrap();
        let is_near = all.hits.first().is_some_and(|first| !first.rung.is_strict());
        let counted = all.hits.iter().filter(|hit| is_near || hit.rung.is_strict());
        let counted: Vec<Hit> = counted.cloned().collect();
        assert_eq!(counted.len(), all.total, "{query}");
        let facets = all.facets.unwrap_or_default();
        assert_eq!(sorted(&facets), scanned(&counted), "{query}");
        adds_up(&facets, all.total, &query);
        let page = engine.search(&request.clone().limit(1)).unwrap();
        assert_eq!((page.total, page.facets.unwrap_or_default()), (all.total, facets), "{query}");
        let collapsed = engine.search(&request.collapse(true)).unwrap();
        adds_up(&collapsed.facets.unwrap_or_default(), collapsed.total, &query);
        copies += collapsed.copies.unwrap_or_default();
        asked += 1;
        relaxed += usize::from(all.hits.iter().any(|hit| hit.rung.name() == "most-words"));
    }
    println!(
        "{asked} queries, {relaxed} on the last rung, {copies} copies: every facet equals a full scan"
    );
    assert!(asked > count / 2 && relaxed > 0 && copies > 0);
}

#[test]
fn facets_of_the_sample_equal_a_full_scan() {
    let workspace = Workspace::with_sample();
    check(&workspace.engine(), &workspace.everything(), 200);
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn facets_of_real_documents_equal_a_full_scan() {
    let workspace = Workspace::with_real();
    check(&workspace.engine(), &workspace.everything(), 200);
}
