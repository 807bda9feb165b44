//! Whether what answers is OpenSearch, of a version that has what is asked of it.

use serde::Deserialize;

use super::client::{Call, Client};
use crate::error::{Error, ErrorKind, Result};

/// The first version that tells the scores of named queries.
const LEAST: (u32, u32) = (2, 12);

#[derive(Deserialize)]
struct Greeting {
    version: Version,
}

#[derive(Deserialize)]
struct Version {
    /// Elasticsearch has none.
    #[serde(default)]
    distribution: Option<String>,
    number: String,
}

/// Fails where another engine answers, or a version that is too old.
///
/// # Errors
/// Then, and when the cluster does not answer.
pub(super) fn check(client: &Client) -> Result<()> {
    let answer = client.answer(&Call::get("/"))?;
    if !answer.is_ok() {
        return Err(client.refused(&answer));
    }
    let name = |name: &str| name.to_string();
    let told = match answer.read::<Greeting>() {
        Ok(Greeting { version }) if version.distribution.as_deref() == Some("opensearch") => {
            (name("OpenSearch"), version.number)
        }
        Ok(Greeting { version }) => {
            let distribution = version.distribution.unwrap_or_else(|| name("Elasticsearch"));
            (distribution, version.number)
        }
        Err(_) => (name("another server"), String::new()),
    };
    match told {
        (engine, version) if engine == "OpenSearch" && is_fit(&version) => Ok(()),
        (name, version) => Err(Error::at(client.place(), ErrorKind::OtherEngine { name, version })),
    }
}

fn is_fit(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    (parts.next().unwrap_or(0), parts.next().unwrap_or(0)) >= LEAST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_told_by_their_numbers() {
        for version in ["2.12.0", "2.19.6", "3.0.0-beta1", "10.1"] {
            assert!(is_fit(version), "{version}");
        }
        for version in ["2.11.1", "1.3.20", "2", "", "x.y"] {
            assert!(!is_fit(version), "{version}");
        }
    }
}
