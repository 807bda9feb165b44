//! The flags that a search is made of, as parameters of a request.

use jiff::civil::Date;
use policy_search::wire::{RequestError, SearchParameters};
use policy_search::{DocNumber, Error, Result, SearchRequest, Series};

use super::outcome::option_error;
use crate::args::FilterArgs;
use crate::language::language;

/// The day from which ages are counted.
pub(super) fn today(asked: Option<Date>) -> Date {
    asked.unwrap_or_else(|| jiff::Zoned::now().date())
}

/// The parameters that the filters are.
pub(super) fn filters(args: &FilterArgs) -> SearchParameters {
    SearchParameters {
        from: args.from.clone(),
        to: args.to.clone(),
        undated: Some(args.undated),
        since: args.since.clone(),
        issuers: args.issuer.clone(),
        levels: args.level.clone(),
        kinds: args.kind.clone(),
        regions: args.region.clone(),
        validities: args.validity.clone(),
        number: args.number.as_deref().and_then(DocNumber::parse),
        series: args.number.as_deref().and_then(Series::parse),
        title_only: Some(args.title_only),
        ..SearchParameters::default()
    }
}

/// The request; an error calls the parameter by its flag.
pub(super) fn request(parameters: &SearchParameters, now: Date) -> Result<SearchRequest> {
    parameters.request(now).map_err(|error| match error {
        RequestError::Query(error) => Error::from(error),
        RequestError::Parameter { name, problem } => {
            option_error(format!("--{name} {}", language().told(&problem)))
        }
        error => option_error(language().told(&error.to_string())),
    })
}
