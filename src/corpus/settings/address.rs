//! The address of a page from the place of its file below a folder.

use std::path::{Path, PathBuf};

use super::super::name::shown;

/// Where the pages of a folder are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// What comes before the path of a file.
    prefix: String,
    /// The real place of the folder.
    folder: PathBuf,
}

impl Address {
    /// The pages of `folder`, whose addresses begin with `prefix`; a slash between both is added
    /// where one is missing.
    pub(super) fn new(mut prefix: String, folder: &Path) -> Self {
        if !prefix.ends_with(['/', '=', '?', '&', '#']) {
            prefix.push('/');
        }
        Self { prefix, folder: folder.to_path_buf() }
    }

    /// The address of the page saved at the real place `path`.
    pub(super) fn of(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.folder).unwrap_or(path);
        let names: Vec<_> = below.iter().map(|name| encoded(&shown(name))).collect();
        format!("{}{}", self.prefix, names.join("/"))
    }

    /// The host of the pages.
    pub(super) fn host(&self) -> &str {
        let rest = self.prefix.split_once("://").map_or(&*self.prefix, |(_, rest)| rest);
        rest.split(['/', '?', '#', ':']).next().unwrap_or(rest)
    }
}

/// A name as part of an address. Crawlers keep the `?` of an address and what was encoded in it in
/// the names of files: both stay.
fn encoded(name: &str) -> String {
    let bytes = name.as_bytes();
    let mut encoded = String::with_capacity(name.len());
    for (at, &byte) in bytes.iter().enumerate() {
        let is_code =
            || bytes.get(at + 1..at + 3).is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit));
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@?".contains(&byte) {
            encoded.push(byte as char);
        } else if byte == b'%' && is_code() {
            encoded.push('%');
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(prefix: &str, path: &str) -> String {
        Address::new(prefix.into(), Path::new("/crawl")).of(Path::new(path))
    }

    #[test]
    fn the_path_below_the_folder_follows() {
        assert_eq!(of("https://a.gov.cn", "/crawl/zc/1.html"), "https://a.gov.cn/zc/1.html");
        assert_eq!(of("https://a.gov.cn/x/", "/crawl/1.html"), "https://a.gov.cn/x/1.html");
        assert_eq!(of("https://a.gov.cn/show?f=", "/crawl/1"), "https://a.gov.cn/show?f=1");
    }

    #[test]
    fn names_are_encoded_once() {
        assert_eq!(
            of("http://a.cn/", "/crawl/通 知#1.html"),
            "http://a.cn/%E9%80%9A%20%E7%9F%A5%231.html"
        );
        assert_eq!(
            of("http://a.cn/", "/crawl/a.jsp?id=1&p=%E9%80"),
            "http://a.cn/a.jsp?id=1&p=%E9%80"
        );
        assert_eq!(of("http://a.cn/", "/crawl/100%.html"), "http://a.cn/100%25.html");
    }

    #[test]
    fn the_host_is_known() {
        let host = |prefix: &str| Address::new(prefix.into(), Path::new("/")).host().to_string();
        assert_eq!(host("https://www.gd.gov.cn/gkmlpt/"), "www.gd.gov.cn");
        assert_eq!(host("http://a.gov.cn:8080"), "a.gov.cn");
    }
}
