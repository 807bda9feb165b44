//! Words without their numbers, so that what is said of many files is known to be the same.

/// `words` with an ellipsis for each run of ASCII digits.
pub(crate) fn without_digits(words: &str) -> String {
    let mut masked = String::with_capacity(words.len());
    for c in words.chars() {
        match c.is_ascii_digit() {
            true if masked.ends_with('…') => {}
            true => masked.push('…'),
            false => masked.push(c),
        }
    }
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_is_an_ellipsis() {
        assert_eq!(without_digits("2 of 1090 characters: 3,204"), "… of … characters: …,…");
        assert_eq!(without_digits("no title"), "no title");
    }
}
