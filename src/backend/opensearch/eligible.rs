//! The documents whose prior may reach a bound, as a filter: the cluster knows no priors.
//!
//! Where a common word is asked for alone, the scores of thousands of texts differ by less than their
//! priors do. Reading on by score alone would then take them all. What can still be among the best is
//! recent and of a high level, and the filter says so.

use serde_json::{Value as Json, json};

use super::queries::{any, every, term};
use crate::announcement::Level;
use crate::backend::prior::{Grounds, Priors};
use crate::document::Field;

/// How far back the first day is looked for, in days; where that day suffices, all days do.
const MOST_DAYS: i64 = 400 * 366;

/// The bound is lowered by this share, as the factors of a prior are rounded.
const ROUNDING: f32 = 1e-5;

/// Matches every document whose prior is at least `least`, and few others.
pub(super) fn with_prior(priors: &Priors, least: f32) -> Json {
    let least = least * (1.0 - ROUNDING);
    let levels = Level::ALL.into_iter().map(Some).chain([None]);
    let of_levels = levels.filter_map(|level| of_level(priors, level, least)).collect();
    json!({"bool": {"filter": [any(of_levels)], "must_not": flaws(priors, least)}})
}

/// The documents of a level from the first day on that suffices; `None` if none does.
fn of_level(priors: &Priors, level: Option<Level>, least: f32) -> Option<Json> {
    let suffices = |day| priors.of(&Grounds { day, level, ..Grounds::default() }).factor() >= least;
    if !suffices(Some(priors.today)) {
        return None;
    }
    let mut filters = vec![is_of(level)];
    if !suffices(None) {
        let first = first_day(priors.today, |day| suffices(Some(day)));
        filters.push(json!({"range": {Field::Day.name(): {"gte": first}}}));
    }
    Some(every(filters))
}

fn is_of(level: Option<Level>) -> Json {
    let name = Field::Level.name();
    match level {
        Some(level) => term(name, level.rank()),
        None => json!({"bool": {"must_not": [{"exists": {"field": name}}]}}),
    }
}

/// The first day up to today that suffices; every later one does as well.
fn first_day(today: i64, suffices: impl Fn(i64) -> bool) -> i64 {
    let (mut fails, mut first) = (today - MOST_DAYS, today);
    if suffices(fails) {
        return i64::MIN;
    }
    while first - fails > 1 {
        let middle = fails.midpoint(first);
        match suffices(middle) {
            true => first = middle,
            false => fails = middle,
        }
    }
    first
}

/// The flaws with which no prior suffices, even of a document of today and of the highest level.
fn flaws(priors: &Priors, least: f32) -> Vec<Json> {
    let best =
        Grounds { day: Some(priors.today), level: Some(Level::Centre), ..Grounds::default() };
    let flawed = [
        (Field::Superseded, Grounds { superseded: true, ..best }),
        (Field::Damaged, Grounds { damaged: true, ..best }),
        (Field::Recognised, Grounds { recognised: true, ..best }),
    ];
    let excluded = flawed.iter().filter(|(_, grounds)| priors.of(grounds).factor() < least);
    excluded.map(|(field, _)| term(field.name(), true)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::Blend;

    /// Whether a filter matches a document, as the cluster tells it.
    fn matches(filter: &Json, grounds: &Grounds) -> bool {
        let (form, content) = filter.as_object().unwrap().iter().next().unwrap();
        let all = |of: &str| content[of].as_array().cloned().unwrap_or_default();
        let holds = |one: &Json| matches(one, grounds);
        let name = content.as_object().unwrap().keys().next().map_or("", String::as_str);
        match form.as_str() {
            "match_none" => false,
            "bool" => {
                all("filter").iter().all(holds)
                    && !all("must_not").iter().any(holds)
                    && (all("should").is_empty() || all("should").iter().any(holds))
            }
            "exists" => grounds.level.is_some(),
            "range" => grounds.day.is_some_and(|day| day >= content[name]["gte"].as_i64().unwrap()),
            "term" if name == Field::Level.name() => {
                grounds.level.is_some_and(|level| json!(level.rank()) == content[name]["value"])
            }
            "term" if name == Field::Superseded.name() => grounds.superseded,
            "term" if name == Field::Damaged.name() => grounds.damaged,
            "term" if name == Field::Recognised.name() => grounds.recognised,
            _ => panic!("{filter}"),
        }
    }

    fn every_ground(today: i64) -> impl Iterator<Item = Grounds> {
        let days = [None, Some(today + 9), Some(today), Some(today - 1), Some(-200_000)]
            .into_iter()
            .chain((1..60).map(move |at| Some(today - at * 97)));
        days.flat_map(|day| {
            let levels = Level::ALL.into_iter().map(Some).chain([None]);
            levels.flat_map(move |level| {
                (0..8).map(move |flags| Grounds {
                    day,
                    level,
                    of_year: false,
                    superseded: flags & 1 > 0,
                    damaged: flags & 2 > 0,
                    recognised: flags & 4 > 0,
                })
            })
        })
    }

    #[test]
    fn none_with_a_great_enough_prior_is_left_out_and_no_sound_one_let_in_besides() {
        let priors = Priors { blend: Blend::default(), today: 20_000 };
        for least in [0.0, 0.3, 0.8, 0.87, 0.9, 0.95, 0.99, 1.0] {
            let filter = with_prior(&priors, least);
            let mut let_in = 0;
            for grounds in every_ground(priors.today) {
                let is_needed = priors.of(&grounds).factor() >= least;
                let is_let_in = matches(&filter, &grounds);
                let is_sound = !grounds.superseded && !grounds.damaged && !grounds.recognised;
                assert!(is_let_in || !is_needed, "{least}: {grounds:?}");
                assert!(is_needed || !is_let_in || !is_sound, "{least}: {grounds:?}");
                let_in += usize::from(is_let_in);
            }
            assert!(let_in > 0, "{least}");
        }
    }

    #[test]
    fn no_prior_is_above_one() {
        let priors = Priors { blend: Blend::default(), today: 20_000 };
        let filter = with_prior(&priors, 1.01);
        assert!(every_ground(priors.today).all(|grounds| !matches(&filter, &grounds)));
    }

    #[test]
    fn without_a_weight_age_does_not_count() {
        let priors = Priors { blend: Blend::default().recency(0.0), today: 20_000 };
        let filter = with_prior(&priors, 1.0);
        let old = Grounds { day: Some(-200_000), level: Some(Level::Centre), ..Grounds::default() };
        assert!(matches(&filter, &old));
        assert!(matches(&filter, &Grounds { day: None, ..old }));
    }
}
