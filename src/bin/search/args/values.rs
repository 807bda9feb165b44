//! Values on the command line, read as fields of a query and parameters of a form are.

use std::ffi::OsStr;
use std::marker::PhantomData;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, Command, Error};
use jiff::civil::Date;
use policy_search::wire::{RequestError, SearchParameters};
use policy_search::{DateRange, Listed, ValueError, wire};

/// Reads a value of the list `T` by any of its names, and offers the English ones to shells.
#[derive(Clone)]
pub(super) struct Choice<T>(PhantomData<T>);

impl<T> Choice<T> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T: Listed + Send + Sync> TypedValueParser for Choice<T> {
    type Value = T;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<T, Error> {
        StringValueParser::new().try_map(|text| T::named(&text)).parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(T::VALUES.iter().map(|value| PossibleValue::new(value.names().english))))
    }
}

/// Takes what the parameter `name` of a search can be, as it was written.
pub(super) fn parameter(
    name: &'static str,
) -> impl Fn(&str) -> Result<String, RequestError> + Clone {
    move |text| SearchParameters::default().set(name, text).map(|()| text.to_string())
}

/// A day, or one told from today (昨天).
pub(super) fn day(text: &str) -> Result<Date, ValueError> {
    DateRange::day(text, jiff::Zoned::now().date())
}

/// A whole number, for those who limit it further.
pub(super) fn count(text: &str) -> Result<usize, String> {
    wire::count(text).map_err(|error| error.to_string())
}
