//! The languages that screens are written in.

/// The language of a screen and of sentences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Chinese in simplified characters.
    Chinese,
}

impl Language {
    /// The language of this tag or locale: Chinese for `zh`, `zh_CN.UTF-8` or `zh-TW`, English for
    /// `en_GB`, `C` or `POSIX`; `None` for any other.
    ///
    /// ```
    /// use policy_search::printer::Language;
    ///
    /// assert_eq!(Language::named("zh_CN.UTF-8"), Some(Language::Chinese));
    /// assert_eq!(Language::named("de_DE"), None);
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        match name.split(['_', '-', '.', '@']).next()?.to_ascii_lowercase().as_str() {
            "zh" => Some(Self::Chinese),
            "en" | "c" | "posix" => Some(Self::English),
            _ => None,
        }
    }
}
