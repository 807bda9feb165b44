//! The table has every sentence of the library, and none that it does not say.

use std::path::Path;

use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ExprLit, ExprMethodCall, ItemMod, Lit, Macro, Token};

use super::*;

/// What reads words for people: rooms below the printer. Names of bodies and kinds are in Chinese, and
/// errors have words of their own.
const ROOMS: [&str; 12] = [
    "announcement",
    "analyzer",
    "backend",
    "corpus",
    "engine",
    "evaluation",
    "extract",
    "query",
    "search",
    "thesaurus",
    "wire",
    "document",
];

/// Literals that are a part of a sentence of the table, what it is made of, and what nobody reads but a
/// programmer.
const PARTS: [&str; 19] = [
    "{} is no folder",
    "the only field that is compared",
    "double k = 1.2 * (0.25 + 0.75 * doc.length / {}); return weight * doc.freq * 2.2 / (doc.freq + k);",
    ": no such parameter",
    "not yet in force",
    "centre, ministry, province, province-office, city, county, local",
    "characters are lost, for which 锟斤拷 stands: fetch it again",
    "characters are unused memory (烫烫, 屯屯) and no text",
    "zero bytes were left out",
    ", {} of them lost",
    ": names in Han stand in quotes, \"题目\" = \"title\"",
    "did you mean {}? ",
    "topic Q0 docid rank score tag",
    "topic 0 docid relevance",
    "stopped by a test",
    "the map was made by build.rs",
    "the sum was made by build.rs",
    "the length was counted by build.rs",
    "build.rs and the tests read them",
];

/// The literals of a file that are read by people, without those of its tests.
#[derive(Default)]
struct Literals(Vec<String>);

impl<'a> Visit<'a> for Literals {
    fn visit_expr_lit(&mut self, literal: &'a ExprLit) {
        if let Lit::Str(text) = &literal.lit {
            self.0.push(unnamed(&text.value()));
        }
    }

    /// Docs are attributes.
    fn visit_attribute(&mut self, _: &'a Attribute) {}

    fn visit_macro(&mut self, called: &'a Macro) {
        let arguments = called.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated);
        arguments.unwrap_or_default().iter().for_each(|argument| self.visit_expr(argument));
    }

    fn visit_expr_method_call(&mut self, call: &'a ExprMethodCall) {
        if call.method != "expect" {
            visit::visit_expr_method_call(self, call);
        }
    }

    fn visit_item_mod(&mut self, module: &'a ItemMod) {
        if module.ident != "tests" {
            visit::visit_item_mod(self, module);
        }
    }
}

/// `text` with `{}` for each placeholder.
fn unnamed(text: &str) -> String {
    let mut pieces = text.split('{');
    let first = pieces.next().unwrap().to_string();
    pieces.fold(first, |text, piece| match piece.split_once('}') {
        Some((_, rest)) => text + "{}" + rest,
        None => text + "{" + piece,
    })
}

fn files(dir: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        match path.is_dir() {
            true if name != "tests" => files(&path, found),
            true => {}
            false if name.ends_with(".rs") && !["tests.rs", "real_data.rs"].contains(&&*name) => {
                found.push(path);
            }
            false => {}
        }
    }
}

fn literals() -> Vec<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    ROOMS.iter().for_each(|room| files(&source.join(room), &mut paths));
    let mut literals = Literals::default();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        literals.visit_file(&syn::parse_file(&text).unwrap());
    }
    literals.0
}

/// Whether it has three English words or more, one after the other.
fn is_sentence(text: &str) -> bool {
    let is_word = |word: &&str| {
        let word = word.trim_matches([',', ':', ';', '(', ')', '?']);
        word == "{}" || word.chars().all(|c| c.is_ascii_lowercase())
    };
    let words: Vec<bool> = text.split(' ').map(|word| !word.is_empty() && is_word(&word)).collect();
    words.windows(3).any(|three| three.iter().all(|is| *is)) && text.contains("e")
}

#[test]
fn every_sentence_of_the_library_is_in_the_table() {
    let literals = literals();
    let sentences: Vec<&String> = literals.iter().filter(|text| is_sentence(text)).collect();
    assert!(sentences.len() > 100, "{}", sentences.len());
    let told = sentences.into_iter().filter(|text| !PARTS.contains(&text.as_str()));
    let lacking = told.filter(|text| {
        let text = text.replace("{}", "某");
        in_chinese(&text) == text
    });
    assert_eq!(lacking.collect::<Vec<_>>(), Vec::<&String>::new(), "no Chinese in told.tsv");
}

/// The longest piece of a sentence that is its own.
fn longest(english: &str) -> &str {
    english.split("{}").max_by_key(|piece| piece.len()).unwrap().trim()
}

#[test]
fn the_table_has_no_sentence_that_is_not_said() {
    let said = literals().join("\n");
    let is_said = |own: &str| said.contains(own) || PARTS.iter().any(|part| part.contains(own));
    let unsaid = rows().map(|(english, _)| english).filter(|english| !is_said(longest(english)));
    // The note on repairs is put together of three literals.
    let unsaid: Vec<&str> = unsaid.filter(|english| !english.starts_with("repaired:")).collect();
    assert_eq!(unsaid, [""; 0]);
    for (english, chinese) in rows() {
        assert_eq!(english.matches("{}").count(), chinese.matches("{}").count(), "{english}");
    }
}

#[test]
fn what_a_sentence_passes_on_is_told_too_and_the_words_of_others_stay() {
    for (english, chinese) in [
        (
            "repaired: UTF-8 that was read as GBK twice (12 characters, 3 of them lost)",
            "已修复：UTF-8 被误读为 GBK，共 2 次（12 字，其中 3 字丢失）",
        ),
        (
            "9 characters are damaged or are not GBK: save it as UTF-8",
            "9 个字符已损坏或不是 GBK 编码：请另存为 UTF-8",
        ),
        ("line 3", "第 3 行"),
        ("text is not a kind: choose from 通知", "text 不是文种：可选 通知"),
        ("invalid distance too far back", "invalid distance too far back"),
    ] {
        assert_eq!(in_chinese(english), chinese);
    }
}
