//! A count on the command line.

/// Reads a whole number.
pub(super) fn number_of(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "write a whole number".to_string())
}
