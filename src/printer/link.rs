//! Links that a terminal opens when they are clicked (OSC 8).

use std::fmt::Write;
use std::path::Path;

/// Before and behind the address of a link; an empty address ends one.
const MARK: [&str; 2] = ["\u{1b}]8;;", "\u{1b}\\"];

/// What begins a link to an address.
pub(super) fn begin(address: &str) -> String {
    format!("{}{address}{}", MARK[0], MARK[1])
}

/// What ends a link.
pub(super) fn end() -> String {
    begin("")
}

/// The address of a file; none where its path is not absolute or not text.
pub(super) fn of_file(file: &Path) -> Option<String> {
    let path = file.to_str().filter(|_| file.is_absolute())?.replace('\\', "/");
    let root = if path.starts_with('/') { "" } else { "/" };
    Some(format!("file://{root}{}", encoded(&path, "/:")))
}

/// The address of a page; none where it is none of the web.
pub(super) fn of_page(url: &str) -> Option<String> {
    let is_web = ["http://", "https://"].iter().any(|scheme| url.starts_with(scheme));
    is_web.then(|| encoded(url, "/:?#[]@!$&'()*+,;=%"))
}

/// Text as an address has it: every byte but letters, digits, `-._~` and those `kept` by its number, so
/// that none can drive the terminal.
fn encoded(text: &str, kept: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        let character = char::from(byte);
        if byte.is_ascii_alphanumeric() || "-._~".contains(character) || kept.contains(character) {
            encoded.push(character);
        } else {
            // A string can be written to.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_plain_ascii() {
        let file = if cfg!(windows) { "C:\\文 件\\1.txt" } else { "/文 件/1.txt" };
        let address = of_file(Path::new(file)).unwrap();
        assert!(
            address.starts_with("file:///") && address.ends_with("%E6%96%87%20%E4%BB%B6/1.txt")
        );
        assert_eq!(of_file(Path::new("1.txt")), None);
        assert_eq!(of_page("https://a.cn/b?c=\u{1b}1").as_deref(), Some("https://a.cn/b?c=%1B1"));
        assert_eq!(of_page("javascript:alert(1)"), None);
    }
}
