//! Regions rolled up by province and city.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::issuer::registry;
use crate::response::{FacetCount, Facets, ProvinceCount};

/// The counts, with those of the provinces.
pub(super) fn rolled_up(facets: Facets) -> Facets {
    let mut provinces: FxHashMap<&str, FxHashMap<Option<&str>, usize>> = FxHashMap::default();
    for FacetCount { value, count } in &facets.regions {
        let (province, city) = province_and_city(value);
        *provinces.entry(province).or_default().entry(city).or_default() += count;
    }
    let mut provinces: Vec<ProvinceCount> =
        provinces.into_iter().map(|(name, cities)| province(name, cities)).collect();
    provinces.sort_by(|one, other| {
        (Reverse(one.count), &one.value).cmp(&(Reverse(other.count), &other.value))
    });
    Facets { provinces, ..facets }
}

/// The province that a region is or is in, and what it is or is in directly under that. A region that is no
/// division stands for itself.
fn province_and_city(region: &str) -> (&str, Option<&str>) {
    match registry().ancestors(region)[..] {
        [] => (region, None),
        [province] => (province, Some(region)),
        [.., city, province] => (province, Some(city)),
    }
}

fn province(name: &str, cities: FxHashMap<Option<&str>, usize>) -> ProvinceCount {
    let count = cities.values().sum();
    let named = cities.into_iter().filter_map(|(city, count)| Some((city?, count)));
    let mut cities: Vec<FacetCount> =
        named.map(|(city, count)| FacetCount { value: city.to_string(), count }).collect();
    cities.sort_by(|one, other| {
        (Reverse(one.count), &one.value).cmp(&(Reverse(other.count), &other.value))
    });
    ProvinceCount { value: name.to_string(), count, cities }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(value: &str, count: usize) -> FacetCount {
        FacetCount { value: value.to_string(), count }
    }

    #[test]
    fn what_is_of_a_city_counts_for_its_province() {
        let regions = vec![
            counted("成都市", 5),
            counted("四川省", 4),
            counted("北京市海淀区", 7),
            counted("成都市青白江区", 3),
            counted("绵阳市", 8),
            counted("某开发区", 1),
            counted("北京市", 2),
        ];
        let rolled = rolled_up(Facets { regions, ..Facets::default() });
        let of = |value: &str, count, cities: &[(&str, usize)]| ProvinceCount {
            value: value.to_string(),
            count,
            cities: cities.iter().map(|(city, count)| counted(city, *count)).collect(),
        };
        let expected = [
            of("四川省", 20, &[("成都市", 8), ("绵阳市", 8)]),
            of("北京市", 9, &[("北京市海淀区", 7)]),
            of("某开发区", 1, &[]),
        ];
        assert_eq!(rolled.provinces, expected);
    }
}
