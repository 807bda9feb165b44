//! Reads the tables of the registry: one record a line, fields between tabs, `#` lines for people.

/// The records of a table, each as its fields; a missing field reads as empty.
pub(super) fn rows<const N: usize>(
    table: &'static str,
) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| {
        let mut fields = line.split('\t');
        std::array::from_fn(|_| fields.next().unwrap_or_default().trim())
    })
}

/// The parts of a field that lists several, separated by `;`.
pub(super) fn list(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split(';').filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_left_out_and_missing_fields_are_empty() {
        let read: Vec<[&str; 3]> = rows("# head\na\tb\n\nc\td\te\n").collect();
        assert_eq!(read, [["a", "b", ""], ["c", "d", "e"]]);
        assert_eq!(list("x;;y").collect::<Vec<_>>(), ["x", "y"]);
    }
}
