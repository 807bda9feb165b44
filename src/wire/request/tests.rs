//! Parameters are read into their places, and as the fields of a query are.

use jiff::civil::date;

use super::*;
use crate::announcement::{Id, Listed};

const NOW: Date = date(2026, 1, 20);

fn parameters(pairs: &[(&str, &str)]) -> Result<SearchParameters, RequestError> {
    let mut parameters = SearchParameters::default();
    for (name, text) in pairs {
        parameters.set(name, text)?;
    }
    Ok(parameters)
}

#[test]
fn every_parameter_is_read_from_text_into_its_place_in_the_request() {
    let pairs = [
        ("query", "数据"),
        ("like", "0123456789ABCDEF"),
        ("from", "2024"),
        ("to", "2025-06"),
        ("issuer", "发改委"),
        ("issuer", "财政部"),
        ("level", "county"),
        ("level", "city"),
        ("kind", "通知"),
        ("region", "四川"),
        ("validity", "in-force"),
        ("number", "国发[2025]1号"),
        ("title_only", "true"),
        ("sort", "newest"),
        ("limit", "7"),
        ("offset", "3"),
        ("facets", "true"),
        ("collapse", "false"),
        ("explain", "true"),
        ("expand", "false"),
        ("strict", "true"),
        ("literal", "true"),
        ("undated", "true"),
        ("since", "2025-12"),
    ];
    let query = Query::parse("数据", NOW).unwrap();
    let dates = DateRange { from: Some(date(2024, 1, 1)), to: Some(date(2025, 6, 30)) };
    let filters = Filters {
        dates: Some(dates),
        undated: true,
        added: Some(Added::since("2025-12", NOW).unwrap()),
        issuers: vec!["发改委".into(), "财政部".into()],
        levels: vec![Level::County, Level::City],
        kinds: vec![Kind::Notice],
        regions: vec!["四川".into()],
        validities: vec![Validity::InForce],
        number: DocNumber::parse("国发〔2025〕1号"),
        series: None,
        title_only: true,
    };
    let expected = SearchRequest {
        like: Some(Like::Document(Id::from("0123456789abcdef".to_string()))),
        filters,
        order: Order::Newest,
        limit: 7,
        offset: 3,
        facets: true,
        collapse: false,
        explain: true,
        expand: false,
        strict: true,
        literal: true,
        texts: false,
        ..SearchRequest::new(query, NOW)
    };
    assert_eq!(parameters(&pairs).unwrap().request(NOW).unwrap(), expected);
}

#[test]
fn a_number_or_a_series_replaces_the_one_before() {
    let filters = |texts: &[&str]| {
        let pairs: Vec<_> = texts.iter().map(|text| ("number", *text)).collect();
        let filters = parameters(&pairs).unwrap().request(NOW).unwrap().filters;
        (filters.number, filters.series)
    };
    let (number, series) = ("国发〔2025〕1号", "国发〔2025〕1..9号");
    let both = (DocNumber::parse(number), Series::parse(series));
    assert!(both.0.is_some() && both.1.is_some());
    assert_eq!(filters(&[series, number]), (both.0, None));
    assert_eq!(filters(&[number, series]), (None, both.1));
}

#[test]
fn what_is_not_said_is_as_in_a_new_request_and_no_query_is_every_announcement() {
    let everything = Query::everything();
    let request = SearchParameters::default().request(NOW);
    let order = Order::Newest;
    let usual = SearchRequest::new(everything, NOW);
    let expected = SearchRequest { texts: false, order, ..usual };
    assert_eq!(request, Ok(expected));
}

#[test]
fn what_has_no_words_comes_with_the_latest_first_unless_an_order_is_asked_for() {
    for (pairs, order) in [
        (&[("issuer", "国务院")][..], Order::Newest),
        (&[("query", "机关:国务院 -草案")], Order::Newest),
        (&[("query", "机关:国务院"), ("sort", "relevance")], Order::Relevance),
        (&[("query", "数据"), ("since", "last")], Order::Relevance),
        (&[("query", "文号:国发〔2025〕1号")], Order::Relevance),
        (&[("query", "机关:国务院"), ("like", "0123456789abcdef")], Order::Relevance),
    ] {
        let request = parameters(pairs).unwrap().request(NOW).unwrap();
        assert_eq!(request.order, order, "{pairs:?}");
    }
}

#[test]
fn an_error_names_the_parameter_and_what_to_write() {
    for (name, text, remedy) in [
        ("from", "2024x", "2024x is not a date: write 2025, 2025-01, 2025-01-15"),
        ("to", "..", ".. is not a date: write 2025, 2025-01, 2025-01-15"),
        ("since", "2024x", "2024x is not a date: write last, 2025, "),
        ("since", "..2024", "..2024 is not a date: write last, 2025, "),
        ("like", "通知", "通知 is not an id: write its sixteen digits, or the first of them"),
        ("level", "x", "x is not a level: choose from centre, "),
        ("kind", "x", "x is not a kind: choose from resolution, "),
        ("validity", "x", "x is not a validity: choose from in-force, "),
        ("issuer", "《》", "《》 is not a name: write one as 国务院"),
        ("region", "", "\"\" is not a name: write one as 四川"),
        ("number", "x", "x is not a document number: "),
        ("title_only", "x", "x is neither true nor false"),
        ("sort", "x", "x is not an order: choose from relevance, newest, oldest, level, added"),
        ("limit", "-1", "-1 is not a whole number: "),
        ("offset", "x", "x is not a whole number: "),
        ("facets", "x", "x is neither true nor false"),
        ("collapse", "", "\"\" is neither true nor false"),
        ("explain", "x", "x is neither true nor false"),
        ("expand", "x", "x is neither true nor false"),
        ("strict", "x", "x is neither true nor false"),
        ("literal", "x", "x is neither true nor false"),
        ("undated", "x", "x is neither true nor false"),
    ] {
        let read = parameters(&[(name, text)]).and_then(|given| given.request(NOW));
        match read.unwrap_err() {
            RequestError::Parameter { name: named, problem } => {
                assert_eq!(named, name);
                assert!(problem.to_string().starts_with(remedy), "{name}: {problem}");
            }
            error => panic!("{name}: {error}"),
        }
    }
    let unknown = parameters(&[("colour", "x")]).unwrap_err();
    assert_eq!(unknown, RequestError::Unknown("colour".to_string()));
}

#[test]
fn yes_and_no_are_read_as_forms_and_people_write_them() {
    let undated = |text: &str| parameters(&[("undated", text)]).map(|given| given.undated);
    for text in ["true", "1", "on", "YES", " 是 ", "ｔｒｕｅ"] {
        assert_eq!(undated(text), Ok(Some(true)), "{text}");
    }
    for text in ["false", "0", "off", "No", "否"] {
        assert_eq!(undated(text), Ok(Some(false)), "{text}");
    }
}

#[test]
fn a_malformed_query_keeps_its_place() {
    let read = parameters(&[("query", "日期:十三"), ("from", "x")]).unwrap().request(NOW);
    let expected = Query::parse("日期:十三", NOW).unwrap_err();
    assert_eq!(read, Err(RequestError::Query(expected)));
}

/// What is wrong with a value.
type Read<T> = Result<T, String>;

/// The node that parameters are.
fn by_parameters(pairs: &[(&str, &str)]) -> Read<Node> {
    let request = parameters(pairs).and_then(|given| given.request(NOW));
    let filters = request.map(|request| request.filters);
    let nodes = filters.map(|filters| filters.nodes()).map_err(|error| match error {
        RequestError::Parameter { problem, .. } => problem.to_string(),
        error => error.to_string(),
    })?;
    let [node] = &nodes[..] else { panic!("{pairs:?}: {nodes:?}") };
    Ok(node.clone())
}

/// The node that a field with this value is.
fn by_field(field: &str, text: &str) -> Read<Node> {
    let query = Query::literal(&format!("{field}:\"{text}\""), NOW);
    query.map(|query| query.root).map_err(|error| error.message().to_string())
}

fn by_both(name: &str, field: &str, text: &str) -> Read<Node> {
    let read = by_field(field, text);
    assert_eq!(by_parameters(&[(name, text)]), read, "{name}: {text}");
    read
}

fn each_name_is_its_value<T: Listed>(name: &str, fields: [&str; 2], node: fn(T) -> Node) {
    for value in T::VALUES {
        let names = value.names();
        for called in [names.chinese, names.english].iter().chain(names.others) {
            for field in fields {
                assert_eq!(by_both(name, field, called), Ok(node(*value)), "{called}");
                let upper = called.to_uppercase();
                assert_eq!(by_both(name, field, &upper), Ok(node(*value)), "{upper}");
            }
        }
    }
    for wrong in ["x", "很高", "通知们", "province office of"] {
        assert!(by_both(name, fields[0], wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_value_of_a_list_is_the_same_by_field_and_by_parameter() {
    each_name_is_its_value("level", ["级别", "level"], Node::Level);
    each_name_is_its_value("kind", ["类型", "kind"], Node::Kind);
    each_name_is_its_value("validity", ["效力", "validity"], Node::Validity);
}

#[test]
fn a_number_or_a_name_is_the_same_by_field_and_by_parameter() {
    for (number, is_one) in [
        ("国发〔2025〕1号", true),
        ("国发[2025]1号", true),
        ("国发 2025 1", true),
        ("國發﹝2025﹞1號", true),
        ("国办发", true),
        ("国办发〔2015..2017〕", true),
        ("国办发〔2017〕90..99号", true),
        ("国务院令第700..710号", true),
        ("国发〔2025..2023〕", false),
        ("2025", false),
        ("x", false),
    ] {
        assert_eq!(by_both("number", "文号", number).is_ok(), is_one, "{number}");
    }
    for name in ["发改委", "發展改革委", "发(fā)改委", "财政部", "国务院 “办公厅”", "x"]
    {
        assert!(by_both("issuer", "机关", name).is_ok(), "{name}");
        assert!(by_both("region", "地区", name).is_ok(), "{name}");
    }
}

#[test]
fn the_ends_of_a_range_are_read_as_the_range_is() {
    let ends = [
        "2025",
        "2025-03",
        "2025-03-09",
        "2025年3月",
        "二〇二四年",
        "2025/3/9",
        "20250309",
        "今年",
        "去年",
        "近三年",
        "昨天",
        "6月",
        "2025-13",
        "x",
        "25",
        "明年初",
    ];
    for from in ends {
        assert_eq!(by_parameters(&[("from", from)]), by_field("日期", &format!("{from}..")));
        assert_eq!(by_parameters(&[("to", from)]), by_field("日期", &format!("..{from}")));
        for to in ends {
            let field = by_field("日期", &format!("{from}..{to}"));
            assert_eq!(by_parameters(&[("from", from), ("to", to)]), field);
        }
    }
    let reversed = "2026..2025 ends before it begins: write 2025..2026".to_string();
    assert_eq!(by_field("日期", "2026..2025"), Err(reversed));
    for range in ["2024..2025", "2024..", ".."] {
        assert!(by_parameters(&[("from", range)]).unwrap_err().contains("is not a date"));
    }
}
#[test]
fn when_it_came_in_is_read_alike() {
    let added = |name: &str, text: &str| {
        let request = parameters(&[(name, text)]).and_then(|given| given.request(NOW));
        request.map(|request| request.filters.nodes()).map_err(|error| error.to_string())
    };
    for text in ["last", "LAST", "最近一次", "上次", "2025-12", "昨天"] {
        let open = if Added::since(text, NOW) == Ok(Added::LastRun) { "" } else { ".." };
        let field = by_field("入库", &format!("{text}{open}"));
        assert_eq!(added("since", text), Ok(vec![field.unwrap()]), "{text}");
    }
    for text in ["soon", "2024..", "..2024"] {
        assert!(added("since", text).unwrap_err().contains("is not a date: write last, 2025"));
    }
    let told = by_field("入库", "soon").unwrap_err();
    assert!(
        told.starts_with("soon is not a date: write last (what the latest run brought in), 2025")
    );
}
