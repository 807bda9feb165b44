//! The flags that a search is made of, as parameters of a request.

use jiff::civil::Date;
use policy_search::wire::{RequestError, SearchParameters};
use policy_search::{Error, Result, SearchRequest};

use super::outcome::option_error;
use crate::args::FilterArgs;
use crate::language::language;

/// The day from which ages are counted.
pub(crate) fn today(asked: Option<Date>) -> Date {
    asked.unwrap_or_else(|| jiff::Zoned::now().date())
}

/// The parameters that the filters are.
pub(crate) fn filters(args: &FilterArgs) -> Result<SearchParameters> {
    let mut parameters = SearchParameters {
        from: args.from.clone(),
        to: args.to.clone(),
        undated: Some(args.undated),
        since: args.since.clone(),
        levels: args.level.clone(),
        kinds: args.kind.clone(),
        validities: args.validity.clone(),
        title_only: Some(args.title_only),
        ..SearchParameters::default()
    };
    let issuers = args.issuer.iter().map(|text| ("issuer", text));
    let regions = args.region.iter().map(|text| ("region", text));
    let numbers = args.number.iter().map(|text| ("number", text));
    for (name, text) in issuers.chain(regions).chain(numbers) {
        parameters.set(name, text).map_err(by_flag)?;
    }
    Ok(parameters)
}

/// The request; an error calls the parameter by its flag.
pub(crate) fn request(parameters: &SearchParameters, now: Date) -> Result<SearchRequest> {
    parameters.request(now).map_err(by_flag)
}

fn by_flag(error: RequestError) -> Error {
    match error {
        RequestError::Query(error) => Error::from(error),
        RequestError::Parameter { name, problem } => {
            option_error(format!("--{name}: {}", language().told(&problem.to_string())))
        }
        error => option_error(language().told(&error.to_string())),
    }
}
