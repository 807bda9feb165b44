//! Whether what answers is OpenSearch, of a version that has what is asked of it.

use serde::Deserialize;

use super::client::{Call, Client};
use crate::error::{Error, ErrorKind, Result};

/// The first version that tells the scores of named queries.
const LEAST: (u32, u32) = (2, 12);

/// What a cluster says of itself.
#[derive(Deserialize)]
pub(super) struct Greeting {
    #[serde(default)]
    pub(super) cluster_name: String,
    pub(super) version: Version,
}

#[derive(Deserialize)]
pub(super) struct Version {
    /// Elasticsearch has none.
    #[serde(default)]
    distribution: Option<String>,
    pub(super) number: String,
}

/// What a cluster says of itself; `None` of another server.
///
/// # Errors
/// When the cluster does not answer, or refuses.
pub(super) fn greeting(client: &Client) -> Result<Option<Greeting>> {
    let answer = client.answer(&Call::get("/"))?;
    match answer.is_ok() {
        true => Ok(answer.read().ok()),
        false => Err(client.refused(&answer)),
    }
}

/// Fails where another engine answers, or a version that is too old.
///
/// # Errors
/// Then, and as [`greeting`].
pub(super) fn check(client: &Client) -> Result<()> {
    let (name, version) = match greeting(client)? {
        Some(Greeting { version: Version { distribution, number }, .. }) => match distribution {
            Some(engine) if engine == "opensearch" => ("OpenSearch".to_string(), number),
            Some(engine) => (engine, number),
            None => ("Elasticsearch".to_string(), number),
        },
        None => ("another server".to_string(), String::new()),
    };
    match name == "OpenSearch" && is_fit(&version) {
        true => Ok(()),
        false => Err(Error::at(client.place(), ErrorKind::OtherEngine { name, version })),
    }
}

fn is_fit(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    (parts.next().unwrap_or(0), parts.next().unwrap_or(0)) >= LEAST
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::backend::opensearch::fake::{Fake, Reply};

    fn told(greeting: Value) -> Option<String> {
        let fake = Fake::start(move |_| Reply::Answer(200, greeting.clone()));
        check(&fake.client()).err().map(|error| error.kind().to_string())
    }

    #[test]
    fn another_engine_is_told_by_its_name_and_version() {
        let version = |distribution: &str, number: &str| {
            told(json!({"version": {"distribution": distribution, "number": number}}))
        };
        assert_eq!(version("opensearch", "2.12.0"), None);
        let old = "this is OpenSearch 2.11.1 and not OpenSearch 2.12 or newer";
        assert_eq!(version("opensearch", "2.11.1").as_deref(), Some(old));
        let elastic = "this is Elasticsearch 8.15.0 and not OpenSearch 2.12 or newer";
        let greeting = json!({"version": {"number": "8.15.0"}});
        assert_eq!(told(greeting).as_deref(), Some(elastic));
        assert!(told(json!([])).unwrap().starts_with("this is another server"));
    }

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
