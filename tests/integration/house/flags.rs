//! What the library says: no string of it names a command or a flag of `search`.
//!
//! Strings are those in code, in macros and in attributes; comments and their attribute `doc` are
//! none.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, ItemFn, ItemMod, LitStr, Macro, Meta};

use super::only_tests::is_only_for_tests;

/// The rooms that speak of commands and flags.
pub(crate) const FACES: [&str; 3] = ["bin", "printer", "web"];

/// Flags of other programs, by the file that runs them.
pub(crate) const OF_OTHERS: [(&str, &str); 9] = [
    ("corpus/reader/convert/mod.rs", "--headless"),
    ("corpus/reader/convert/mod.rs", "--norestore"),
    ("corpus/reader/convert/mod.rs", "--infilter={filter}"),
    ("corpus/reader/convert/mod.rs", "--convert-to"),
    ("corpus/reader/convert/mod.rs", "--outdir"),
    ("corpus/reader/recognise/tesseract.rs", "--version"),
    ("corpus/reader/recognise/tesseract.rs", "--list-langs"),
    ("corpus/reader/recognise/tesseract.rs", "--psm"),
    ("corpus/reader/recognise/tesseract.rs", "--dpi"),
];

/// The strings in the code of a source that name a command or a flag; what is compiled for tests
/// only does not count.
pub(crate) fn named_in(source: &str) -> Vec<String> {
    let mut strings = Strings::default();
    strings.visit_file(&syn::parse_file(source).unwrap());
    strings.0.retain(|text| names_one(text));
    strings.0
}

fn names_one(text: &str) -> bool {
    let flag =
        |(at, _): (usize, &str)| text[at + 2..].starts_with(|c: char| c.is_ascii_lowercase());
    text.match_indices("--").any(flag) || text.contains("`search ")
}

#[derive(Default)]
struct Strings(Vec<String>);

impl Strings {
    fn add_tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.add_tokens(group.stream()),
                TokenTree::Literal(literal) => {
                    let text = syn::parse_str::<LitStr>(&literal.to_string());
                    self.0.extend(text.ok().map(|text| text.value()));
                }
                TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
        }
    }
}

impl<'a> Visit<'a> for Strings {
    fn visit_item_mod(&mut self, item: &'a ItemMod) {
        if !is_only_for_tests(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'a ItemFn) {
        if !is_only_for_tests(&item.attrs) {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_attribute(&mut self, attribute: &'a Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.add_tokens(list.tokens.clone());
        }
    }

    fn visit_macro(&mut self, called: &'a Macro) {
        self.add_tokens(called.tokens.clone());
    }

    fn visit_lit_str(&mut self, text: &'a LitStr) {
        self.0.push(text.value());
    }
}

#[test]
fn strings_are_found_wherever_they_stand_and_comments_are_none() {
    let source = r#"
        //! `search index` in a comment.
        /// And --field here.
        #[derive(Debug)]
        enum E {
            #[error("run `search index`")]
            No,
        }
        fn f() -> String {
            let dashes = "a -- b ---- --B";
            g("write --field", b"--bytes");
            format!("x {} {}", 1, ["--kept"].concat())
        }
        #[cfg(test)]
        mod tests {
            const C: &str = "--tried";
        }
    "#;
    assert_eq!(named_in(source), ["run `search index`", "write --field", "--kept"]);
}
