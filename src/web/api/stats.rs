//! `/api/v1/stats`: the object of `search stats --json`.

use std::path::Path;

use serde_json::Value;

use super::super::asked::Asked;
use super::super::problem::Problem;
use super::super::reply::{Media, Reply};
use crate::wire;

pub(in super::super) fn answer(asked: &Asked) -> Result<Reply, Problem> {
    let mut object = Vec::new();
    let skipped = asked.query.is_on("skipped");
    let written = wire::stats_json(&asked.opened.stats, skipped, &asked.language, &mut object);
    written.map_err(|error| asked.failed(&error.into()))?;
    // The paths of this machine are for those who sit at it.
    let object = if asked.site.is_local { object } else { without_folders(&object) };
    Ok(Reply::of(Media::JSON, object))
}

/// The object with the names of the folders instead of their paths, and without the cluster.
fn without_folders(object: &[u8]) -> Vec<u8> {
    let mut object: Value = serde_json::from_slice(object).unwrap_or_default();
    let roots = object.get_mut("roots").and_then(Value::as_array_mut);
    for root in roots.into_iter().flatten() {
        let name = root.as_str().and_then(|path| Path::new(path).file_name());
        *root = name.map(|name| name.to_string_lossy().into_owned()).into();
    }
    object["cluster"] = Value::Null;
    serde_json::to_vec(&object).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_learn_neither_paths_nor_the_cluster() {
        let told = br#"{"roots":["/srv/policy/corpus"],"cluster":{"name":"policies"},"bytes":7}"#;
        let object = String::from_utf8(without_folders(told)).expect("a text");
        assert_eq!(object, r#"{"roots":["corpus"],"cluster":null,"bytes":7}"#);
    }
}
