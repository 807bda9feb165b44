//! The surface of the library: which names are public, and that none of them breaks who uses it when
//! a field or a variant is added.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use syn::{Attribute, Fields, Item, UseTree, Visibility};

use crate::workspace::repository;

/// Every public name. Each is a promise: take one in for a reason, and name it on the front page.
const NAMES: [&str; 84] = [
    "Absence",
    "Access",
    "Added",
    "Address",
    "Affected",
    "Announcement",
    "AskedPart",
    "Blend",
    "Cluster",
    "Column",
    "Conversion",
    "Copied",
    "Counted",
    "Credentials",
    "DateRange",
    "DocDate",
    "DocNumber",
    "Engine",
    "Error",
    "ErrorKind",
    "Excerpt",
    "Expanded",
    "Explanation",
    "FacetCount",
    "Facets",
    "Factor",
    "Filters",
    "Force",
    "Forgotten",
    "Hit",
    "Id",
    "Incomplete",
    "IndexOptions",
    "Issuer",
    "Interrupted",
    "Kept",
    "Kind",
    "LeftOut",
    "Level",
    "Like",
    "Line",
    "Link",
    "Links",
    "List",
    "Listed",
    "Location",
    "Lookup",
    "Meaning",
    "Missing",
    "Names",
    "OnRung",
    "OpenOptions",
    "Order",
    "Origin",
    "ParseError",
    "Place",
    "Progress",
    "Provenance",
    "Provision",
    "Query",
    "Reason",
    "Reading",
    "Record",
    "Reference",
    "Refusal",
    "Related",
    "Relation",
    "Remedy",
    "Report",
    "Result",
    "Rung",
    "SearchRequest",
    "SearchResponse",
    "Series",
    "Shown",
    "Snippet",
    "Stats",
    "Suggestion",
    "SuggestionSort",
    "SystemFailure",
    "Validity",
    "ValueError",
    "extract_file",
    "index",
];

/// Modules that are public for the command, the tests and the benches, and hidden.
pub(crate) const HIDDEN: [&str; 12] = [
    "backend",
    "corpus",
    "engine",
    "error",
    "evaluation",
    "extract",
    "issuer",
    "printer",
    "query",
    "text",
    "web",
    "wire",
];

/// Public types with public fields that may be written down whole: a range has two ends, for good.
const EXHAUSTIVE: [&str; 1] = ["DateRange"];

fn root() -> syn::File {
    syn::parse_file(&fs::read_to_string(repository().join("src/lib.rs")).unwrap()).unwrap()
}

/// The names that a `use` brings in.
fn names(tree: &UseTree) -> Vec<String> {
    match tree {
        UseTree::Path(path) => names(&path.tree),
        UseTree::Name(name) => vec![name.ident.to_string()],
        UseTree::Group(group) => group.items.iter().flat_map(names).collect(),
        _ => panic!("renames and globs hide what is public"),
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn public_names() -> BTreeSet<String> {
    let exports = root().items.into_iter().filter_map(|item| match item {
        Item::Use(item) if is_public(&item.vis) => Some(names(&item.tree)),
        _ => None,
    });
    exports.flatten().collect()
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident(name))
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("doc")
            && attribute.parse_args::<syn::Ident>().is_ok_and(|word| word == "hidden")
    })
}

#[test]
fn the_public_names_are_those_decided_on() {
    assert_eq!(public_names(), NAMES.map(String::from).into());
}

#[test]
fn every_public_module_is_hidden_and_known() {
    let public = root().items.into_iter().filter_map(|item| match item {
        Item::Mod(module) if is_public(&module.vis) => Some(module),
        _ => None,
    });
    let public: Vec<syn::ItemMod> = public.collect();
    let names: Vec<String> = public.iter().map(|module| module.ident.to_string()).collect();
    assert_eq!(names, HIDDEN);
    assert!(public.iter().all(|module| is_hidden(&module.attrs)));
}

#[test]
fn the_front_page_names_every_public_name() {
    let root = fs::read_to_string(repository().join("src/lib.rs")).unwrap();
    let page: String = root.lines().filter(|line| line.starts_with("//!")).collect();
    let missing = NAMES.into_iter().filter(|name| {
        [format!("[`{name}`]"), format!("[`{name}::")].iter().all(|link| !page.contains(link))
    });
    assert_eq!(missing.collect::<Vec<_>>(), [""; 0]);
}

/// Every item below a folder, those of inline modules left out.
fn items(folder: &Path, found: &mut Vec<Item>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            items(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.extend(syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap().items);
        }
    }
}

/// A public type that users could write down or match whole, and whether that is forbidden.
fn openness(item: &Item) -> Option<(String, bool)> {
    let (name, visibility, attributes) = match item {
        Item::Struct(item) if has_public_field(&item.fields) => {
            (&item.ident, &item.vis, &item.attrs)
        }
        Item::Enum(item) => (&item.ident, &item.vis, &item.attrs),
        _ => return None,
    };
    is_public(visibility).then(|| (name.to_string(), has(attributes, "non_exhaustive")))
}

fn has_public_field(fields: &Fields) -> bool {
    fields.iter().any(|field| is_public(&field.vis))
}

#[test]
fn a_new_field_or_variant_breaks_no_user() {
    let mut all = Vec::new();
    for room in ["announcement", "document", "backend", "corpus", "engine", "error", "query"] {
        items(&repository().join("src").join(room), &mut all);
    }
    for file in ["request.rs", "response.rs"] {
        let source = fs::read_to_string(repository().join("src").join(file)).unwrap();
        all.extend(syn::parse_file(&source).unwrap().items);
    }
    let open = all.iter().filter_map(openness).filter(|(name, _)| NAMES.contains(&name.as_str()));
    let open: Vec<(String, bool)> = open.collect();
    assert!(open.len() > 35, "{open:?}");
    let breakable = open.into_iter().filter(|(_, is_closed)| !is_closed).map(|(name, _)| name);
    assert_eq!(breakable.collect::<Vec<_>>(), EXHAUSTIVE);
}
