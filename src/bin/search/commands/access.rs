//! Who asks an index in OpenSearch, as the environment says: a secret on a command line would be read
//! by every user of the machine.

use std::env;

use policy_search::{Access, Credentials, Result};

use super::outcome::option_error;
use crate::language::language;

const USER: &str = "SEARCH_OPENSEARCH_USER";
const PASSWORD: &str = "SEARCH_OPENSEARCH_PASSWORD";
const API_KEY: &str = "SEARCH_OPENSEARCH_API_KEY";
const TOKEN: &str = "SEARCH_OPENSEARCH_TOKEN";
const AUTHORITY: &str = "SEARCH_OPENSEARCH_CA";

/// By what right the environment says that an index is asked.
///
/// # Errors
/// When half of a login is there, or two of them.
pub(super) fn of_environment() -> Result<Access> {
    let mut access = Access::default();
    access.authority = env::var_os(AUTHORITY).filter(|path| !path.is_empty()).map(Into::into);
    access.credentials = credentials(&|name| env::var_os(name))?;
    Ok(access)
}

/// The only login that the variables hold.
fn credentials(variable: &dyn Fn(&str) -> Option<std::ffi::OsString>) -> Result<Credentials> {
    let read = |name| text(name, variable(name));
    let (user, password) = (read(USER)?, read(PASSWORD)?);
    let (key, token) = (read(API_KEY)?, read(TOKEN)?);
    let half = |set, unset| Err(option_error(language().half_a_login(set, unset)));
    let twice = |one, other| Err(option_error(language().login_twice(one, other)));
    match (user, password, key, token) {
        (Some(_), None, ..) => half(USER, PASSWORD),
        (None, Some(_), ..) => half(PASSWORD, USER),
        (Some(_), _, Some(_), _) => twice(USER, API_KEY),
        (Some(_), _, _, Some(_)) => twice(USER, TOKEN),
        (_, _, Some(_), Some(_)) => twice(API_KEY, TOKEN),
        (Some(user), Some(password), ..) => Ok(Credentials::Password { user, password }),
        (_, _, Some(key), None) => Ok(Credentials::ApiKey(key)),
        (_, _, None, Some(token)) => Ok(Credentials::Token(token)),
        (None, None, None, None) => Ok(Credentials::None),
    }
}

/// What a variable says; nothing where it is empty. What is wrong with it is told without it.
fn text(name: &str, value: Option<std::ffi::OsString>) -> Result<Option<String>> {
    let Some(value) = value else { return Ok(None) };
    match value.into_string() {
        Ok(text) if text.chars().any(char::is_control) => {
            Err(option_error(language().login_is_no_text(name)))
        }
        Ok(text) => Ok(Some(text).filter(|text| !text.is_empty())),
        Err(_) => Err(option_error(language().login_is_no_text(name))),
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;

    /// What these variables are read as, or what is wrong with them.
    fn read(set: &[(&str, &str)]) -> std::result::Result<Credentials, String> {
        let value = |name: &str| {
            let found = set.iter().find(|(set, _)| *set == name);
            found.map(|(_, value)| OsString::from(value))
        };
        credentials(&value).map_err(|error| error.to_string())
    }

    #[test]
    fn the_variables_hold_one_login_or_none() {
        let secret = || "s3cret".to_string();
        for (set, credentials) in [
            (&[][..], Credentials::None),
            (&[(USER, ""), (TOKEN, "")], Credentials::None),
            (
                &[(USER, "reader"), (PASSWORD, "s3cret")],
                Credentials::Password { user: "reader".into(), password: secret() },
            ),
            (&[(API_KEY, "s3cret")], Credentials::ApiKey(secret())),
            (&[(TOKEN, "s3cret"), (API_KEY, "")], Credentials::Token(secret())),
        ] {
            assert_eq!(read(set), Ok(credentials), "{set:?}");
        }
    }

    #[test]
    fn half_a_login_and_two_of_them_are_told_without_their_secrets() {
        for (set, told) in [
            (
                &[(USER, "reader")][..],
                "SEARCH_OPENSEARCH_USER is set without SEARCH_OPENSEARCH_PASSWORD: set both",
            ),
            (
                &[(PASSWORD, "s3cret")],
                "SEARCH_OPENSEARCH_PASSWORD is set without SEARCH_OPENSEARCH_USER: set both",
            ),
            (
                &[(USER, "r"), (PASSWORD, ""), (TOKEN, "s3cret")],
                "SEARCH_OPENSEARCH_USER is set without SEARCH_OPENSEARCH_PASSWORD: set both",
            ),
            (
                &[(USER, "r"), (PASSWORD, "s3cret"), (API_KEY, "s3cret")],
                "SEARCH_OPENSEARCH_USER and SEARCH_OPENSEARCH_API_KEY are two logins: set one",
            ),
            (
                &[(USER, "r"), (PASSWORD, "s3cret"), (TOKEN, "s3cret")],
                "SEARCH_OPENSEARCH_USER and SEARCH_OPENSEARCH_TOKEN are two logins: set one",
            ),
            (
                &[(API_KEY, "s3cret"), (TOKEN, "s3cret")],
                "SEARCH_OPENSEARCH_API_KEY and SEARCH_OPENSEARCH_TOKEN are two logins: set one",
            ),
            (
                &[(TOKEN, "s3cret\n")],
                "SEARCH_OPENSEARCH_TOKEN is not valid text, or has a line break in it",
            ),
        ] {
            assert_eq!(read(set), Err(told.to_string()), "{set:?}");
        }
    }
}
