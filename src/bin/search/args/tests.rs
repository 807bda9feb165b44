//! A value is the same by flag, by parameter and by field of the query, and so is what is wrong with it.

use clap::Parser;
use jiff::civil::{Date, date};
use policy_search::wire::{RequestError, SearchParameters};
use policy_search::{Filters, Kind, Level, Listed, Order, Query, Validity};

use super::Args;
use crate::commands::parameters;

const NOW: Date = date(2026, 1, 20);

/// What is wrong with a value, with or without the words around it.
type Read<T> = Result<T, String>;

fn by_flag(name: &str, text: &str) -> Read<Filters> {
    let args = Args::try_parse_from(["search", "养老", &format!("--{name}={text}")]);
    let args = args.map_err(|error| error.to_string())?;
    let parameters = parameters::filters(&args.search.filters);
    let request = parameters.and_then(|parameters| parameters::request(&parameters, NOW));
    request.map(|request| request.filters).map_err(|error| error.to_string())
}

fn by_parameter(name: &str, text: &str) -> Read<Filters> {
    let mut parameters = SearchParameters::default();
    let request = parameters.set(name, text).and_then(|()| parameters.request(NOW));
    request.map(|request| request.filters).map_err(|error| match error {
        RequestError::Parameter { problem, .. } => problem.to_string(),
        error => error.to_string(),
    })
}

/// What is wrong with the value of a field.
fn by_field(field: &str, text: &str) -> Read<()> {
    let query = Query::literal(&format!("{field}:\"{text}\""), NOW);
    query.map(drop).map_err(|error| error.message().to_string())
}

/// Asks for a value in all ways; whether it is one.
fn is_read_alike(name: &str, field: &str, text: &str) -> bool {
    let parameter = by_parameter(name, text);
    match (by_flag(name, text), by_field(field, text)) {
        (Ok(filters), Ok(())) => assert_eq!(Ok(filters), parameter, "--{name} {text}"),
        (Err(flag), Err(field)) => {
            assert!(flag.contains(&field), "{flag}\n{field}");
            assert_eq!(parameter, Err(field));
        }
        read => panic!("--{name} {text}: {read:?}"),
    }
    parameter.is_ok()
}

fn each_name_is_read_alike<T: Listed>(flag: &str, field: &str) {
    for value in T::VALUES {
        let names = value.names();
        for name in [names.chinese, names.english].iter().chain(names.others) {
            assert!(is_read_alike(flag, field, name), "{name}");
            assert!(is_read_alike(flag, field, &name.to_uppercase()), "{name}");
        }
    }
    for wrong in ["x", "很高", "通知们", "province office of"] {
        assert!(!is_read_alike(flag, field, wrong), "{wrong}");
    }
}

#[test]
fn a_value_of_a_list_is_the_same_by_flag_parameter_and_field() {
    each_name_is_read_alike::<Level>("level", "级别");
    each_name_is_read_alike::<Kind>("kind", "类型");
    each_name_is_read_alike::<Validity>("validity", "效力");
}

#[test]
fn numbers_and_names_are_the_same_by_flag_parameter_and_field() {
    for number in
        ["国发〔2025〕1号", "國發[2025]1號", "国办发〔2015..2017〕", "国务院令第700..710号"]
    {
        assert!(is_read_alike("number", "文号", number), "{number}");
    }
    for number in ["2025", "x", "国发〔2025..2023〕", "养老"] {
        assert!(!is_read_alike("number", "文号", number), "{number}");
    }
    for name in ["发改委", "發展改革委", "发(fā)改委", "x"] {
        assert!(is_read_alike("issuer", "机关", name), "{name}");
        assert!(is_read_alike("region", "地区", name), "{name}");
    }
    assert!(
        by_flag("issuer", "《》").unwrap_err().contains("《》 is not a name: write one as 国务院")
    );
}

#[test]
fn orders_and_counts_are_the_same_by_flag_and_parameter() {
    let flag = |flag: &str, text: &str| {
        let args = Args::try_parse_from(["search", "养老", &format!("--{flag}={text}")]);
        args.map(|args| args.search).ok()
    };
    let parameter = |name: &str, text: &str| {
        let mut parameters = SearchParameters::default();
        parameters.set(name, text).ok().map(|()| parameters)
    };
    for value in Order::VALUES {
        let names = value.names();
        for name in [names.chinese, names.english].iter().chain(names.others) {
            assert_eq!(flag("sort", name).unwrap().sort, Some(*value), "{name}");
            assert_eq!(parameter("sort", name).unwrap().sort, Some(*value), "{name}");
        }
    }
    assert!(flag("sort", "best match").is_none() && parameter("sort", "best match").is_none());
    for (text, count) in [("7", Some(7)), (" ７ ", Some(7)), ("-1", None), ("seven", None)] {
        assert_eq!(flag("limit", text).and_then(|args| args.limit), count, "{text}");
        assert_eq!(parameter("limit", text).and_then(|given| given.limit), count, "{text}");
    }
}

#[test]
fn the_day_of_ages_is_read_in_any_form_and_is_one_day() {
    let now = |text: &str| Args::try_parse_from(["search", "养老", "--now", text]);
    for text in ["2026-01-20", "2026年1月20日", "20260120", "二〇二六年一月二十日"] {
        assert_eq!(now(text).unwrap().search.now, Some(NOW), "{text}");
    }
    let told = now("2026").unwrap_err().to_string();
    assert!(told.contains("2026 is not a day: write 2025-01-15"), "{told}");
}
