//! Counts by issuer, level, year, kind and region.

use serde::Serialize;

use crate::response;

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub(super) struct Facets<'a> {
    total: usize,
    issuers: Vec<Count<'a>>,
    levels: Vec<Count<'a>>,
    years: Vec<Count<'a>>,
    kinds: Vec<Count<'a>>,
    regions: Vec<Count<'a>>,
    provinces: Vec<Province<'a>>,
    unknown: Unknown,
}

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
struct Count<'a> {
    value: &'a str,
    count: usize,
}

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
struct Province<'a> {
    value: &'a str,
    count: usize,
    cities: Vec<Count<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
struct Unknown {
    issuers: usize,
    levels: usize,
    years: usize,
    kinds: usize,
    regions: usize,
}

impl<'a> From<&'a response::Facets> for Facets<'a> {
    fn from(facets: &'a response::Facets) -> Self {
        let province = |province: &'a response::ProvinceCount| Province {
            value: &province.value,
            count: province.count,
            cities: counts(&province.cities),
        };
        Self {
            total: facets.total,
            issuers: counts(&facets.issuers),
            levels: counts(&facets.levels),
            years: counts(&facets.years),
            kinds: counts(&facets.kinds),
            regions: counts(&facets.regions),
            provinces: facets.provinces.iter().map(province).collect(),
            unknown: Unknown::from(facets.unknown),
        }
    }
}

impl From<response::UnknownCounts> for Unknown {
    fn from(unknown: response::UnknownCounts) -> Self {
        let response::UnknownCounts { issuers, levels, years, kinds, regions } = unknown;
        Self { issuers, levels, years, kinds, regions }
    }
}

fn counts(facet: &[response::FacetCount]) -> Vec<Count<'_>> {
    facet.iter().map(|row| Count { value: &row.value, count: row.count }).collect()
}
