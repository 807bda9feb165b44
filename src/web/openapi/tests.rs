use std::collections::BTreeSet;

use super::answers::ANSWERS;
use super::*;

#[test]
fn every_route_is_described_and_nothing_else() {
    let document = document("", false);
    let described: BTreeSet<(String, String)> = document["paths"]
        .as_object()
        .expect("paths")
        .iter()
        .flat_map(|(path, item)| {
            item.as_object().expect("methods").keys().map(|method| (path.clone(), method.clone()))
        })
        .collect();
    let routed =
        ROUTES.iter().map(|route| (route.path.into(), route.method.as_str().to_lowercase()));
    assert_eq!(described, routed.collect());
    let names: BTreeSet<&str> = ROUTES.iter().map(|route| route.name).collect();
    assert_eq!(names.len(), ROUTES.len(), "a name is that of one route");
    for (name, _) in ANSWERS {
        assert!(names.contains(name), "{name} is no route");
    }
    for route in ROUTES {
        assert!(!answered(route).1.is_empty(), "{}: of which type is its answer?", route.name);
    }
}

#[test]
fn every_parameter_of_a_route_is_described() {
    let document = document("/policy", true);
    for route in ROUTES {
        let operation = &document["paths"][route.path][route.method.as_str().to_lowercase()];
        let listed = operation["parameters"].as_array().expect("parameters");
        let of_query = listed.iter().filter(|one| one["in"] == "query");
        let described: Vec<&str> = of_query.filter_map(|one| one["name"].as_str()).collect();
        assert_eq!(described, route.parameters, "{}", route.path);
        let variables = route.path.matches('{').count();
        assert_eq!(listed.len() - described.len(), variables, "{}", route.path);
    }
    assert_eq!(document["servers"][0]["url"], "/policy");
    assert!(document["components"]["securitySchemes"]["bearer"].is_object());
}

/// Every reference in `value`.
fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(to)) = object.get("$ref") {
                found.insert(to.clone());
            }
            object.values().for_each(|value| references(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| references(value, found)),
        _ => (),
    }
}

#[test]
fn every_reference_leads_somewhere_and_every_schema_is_used() {
    let document = document("", false);
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    for to in &found {
        let pointer = to.strip_prefix('#').expect("a place in the document");
        assert!(document.pointer(pointer).is_some(), "{to}");
    }
    for name in document["components"]["schemas"].as_object().expect("schemas").keys() {
        assert!(found.contains(&format!("#{SCHEMAS}/{name}")), "{name} is not used");
        assert!(!name.chars().any(|c| c.is_ascii_digit()), "{name}: two types have one name");
    }
}
