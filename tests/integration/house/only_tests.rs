//! What of a source is compiled for tests only.

use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token};

/// Whether attributes say that what they stand before is compiled for tests only.
pub(crate) fn is_only_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || (attribute.path().is_ident("cfg")
                && attribute
                    .parse_args()
                    .is_ok_and(|predicate| without_tests(&predicate) == Some(false)))
    })
}

/// What a predicate of `cfg` is where `test` is false; `None` if other settings decide it.
fn without_tests(predicate: &Meta) -> Option<bool> {
    match predicate {
        Meta::Path(path) => path.is_ident("test").then_some(false),
        Meta::List(list) => {
            let parts =
                list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).ok()?;
            let parts: Vec<Option<bool>> = parts.iter().map(without_tests).collect();
            match list.path.get_ident()?.to_string().as_str() {
                "not" => parts.first().copied().flatten().map(|value| !value),
                "all" if parts.contains(&Some(false)) => Some(false),
                "any" if parts.iter().all(|part| *part == Some(false)) => Some(false),
                _ => None,
            }
        }
        Meta::NameValue(_) => None,
    }
}
