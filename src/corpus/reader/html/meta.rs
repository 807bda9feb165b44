//! Hints from `<meta>` tags, by the names of `data/metas.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::fields;
use super::markup::without_tags;
use super::tree::Tree;
use crate::extract::{Hint, HintField, HintSource};

static NAMES: LazyLock<HashMap<&'static str, HintField>> = LazyLock::new(|| {
    let rows = fields::rows(include_str!("../data/metas.tsv"));
    let pairs = rows.filter_map(|row| {
        let (field, names) = row.split_once('\t')?;
        Some((fields::field(field)?, names))
    });
    pairs.flat_map(|(field, names)| names.split(' ').map(move |name| (name, field))).collect()
});

/// What the tags of a page say, in their order, one value a field; a `<time>` where it is the only
/// one, for a list of news has many.
pub(super) fn hints(tree: &Tree) -> Vec<Hint> {
    let tags = tree
        .metas
        .iter()
        .filter_map(|(name, content)| Some((*NAMES.get(name.as_str())?, without_tags(content))));
    let times = tree.times.iter().filter(|_| tree.times.iter().all(|time| *time == tree.times[0]));
    let times = times.map(|time| (HintField::Published, time.clone()));
    let canonical = tree.canonical.clone().map(|url| (HintField::Url, url));
    let mut hints: Vec<Hint> = Vec::new();
    for (field, value) in tags.chain(times).chain(canonical) {
        if !value.is_empty() && !hints.iter().any(|hint| hint.field == field) {
            hints.push(Hint { field, value, from: HintSource::Meta });
        }
    }
    hints
}
