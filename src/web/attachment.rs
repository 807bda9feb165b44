//! How a file is called that a browser saves.

/// The header of a file to be saved under `name`; who cannot read that calls it `plain`, which is ASCII.
pub(super) fn attachment(name: &str, plain: &str) -> String {
    // RFC 5987 knows neither the `+` nor the `*` of forms.
    let encoded: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
    let encoded = encoded.replace('+', "%20").replace('*', "%2A");
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

/// A text as a part of the name of a file: without what some system has no name of a file with.
pub(super) fn name_part(text: &str, most: usize) -> String {
    let is_kept = |c: char| c.is_alphanumeric() || "-_.()〔〕（）《》、，".contains(c);
    let kept: String = text.chars().map(|c| if is_kept(c) { c } else { ' ' }).collect();
    let is_word = |word: &&str| word.chars().any(|c| c != '.');
    let words: Vec<&str> = kept.split_whitespace().filter(is_word).collect();
    words.join(" ").trim_matches('.').chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_encoded_whole_and_have_an_ascii_twin() {
        assert_eq!(
            attachment("检索 a*b.csv", "search.csv"),
            "attachment; filename=\"search.csv\"; \
             filename*=UTF-8''%E6%A3%80%E7%B4%A2%20a%2Ab.csv"
        );
    }

    #[test]
    fn a_part_of_a_name_has_nothing_that_a_system_refuses() {
        for (text, part) in [
            ("运贸产一体化", "运贸产一体化"),
            ("机关:青白江 (陆港 OR \"a/b\")", "机关 青白江 (陆港 OR a b )"),
            ("国发〔2025〕1号", "国发〔2025〕1号"),
            ("../..\\\0\u{202e}x", "x"),
            ("", ""),
        ] {
            assert_eq!(name_part(text, 20).trim(), part, "{text}");
        }
    }
}
