//! The queries of `queries.tsv`.

/// All queries with their classes.
pub(crate) fn all() -> Vec<(&'static str, &'static str)> {
    let lines = include_str!("../queries.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).collect()
}

/// Those that are one string, which any engine can be asked, without quotes.
pub(crate) fn strings() -> Vec<&'static str> {
    let classes = ["one word", "rare word", "common word", "phrase"];
    let wanted = all().into_iter().filter(|(class, _)| classes.contains(class));
    wanted.map(|(_, query)| query.trim_matches('"')).collect()
}

/// The first query of each class.
pub(crate) fn one_of_each() -> Vec<&'static str> {
    let mut seen = Vec::new();
    let first = |(class, query): (&'static str, _)| {
        let is_new = !seen.contains(&class);
        seen.push(class);
        is_new.then_some(query)
    };
    all().into_iter().filter_map(first).collect()
}
