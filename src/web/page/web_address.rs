//! Addresses that documents name, as links.

/// The address of a page of the web as a document writes it; none where it is of another kind, which a
/// browser might run or open on this machine.
pub(super) fn web_address(url: &str) -> Option<&str> {
    let url = url.trim();
    let begins =
        |scheme: &str| url.get(..scheme.len()).is_some_and(|own| own.eq_ignore_ascii_case(scheme));
    let is_clean = !url.chars().any(|c| c.is_control() || c.is_whitespace());
    (is_clean && (begins("http://") || begins("https://"))).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_web_are_links() {
        assert_eq!(web_address(" https://a.cn/b?c=1 "), Some("https://a.cn/b?c=1"));
        assert_eq!(web_address("HTTP://a.cn"), Some("HTTP://a.cn"));
        for other in [
            "javascript:alert(1)",
            " javascript:alert(1)//https://a.cn",
            "java\nscript:alert(1)",
            "https://a.cn/\u{0}x",
            "http://a.cn/ b",
            "data:text/html,x",
            "file:///etc/passwd",
            "//a.cn",
            "https:a.cn",
            "",
            "网",
        ] {
            assert_eq!(web_address(other), None, "{other}");
        }
    }
}
