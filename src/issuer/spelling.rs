//! The form in which names of bodies are looked up: Simplified, without blanks and what adorns them.

use crate::text::pattern::Pattern;
use crate::text::simplified_characters;

/// Simplified script, without zero-width characters: the form names are looked up in.
pub(super) fn fold(text: &str) -> String {
    let shown =
        |c: &char| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{e000}'..='\u{f8ff}');
    simplified_characters(text).filter(shown).collect()
}

/// One name without spaces, brackets at its end, and 等十一部门.
///
/// A search reads a name or two: no pattern is built that cannot match.
pub(super) fn tidy(name: &str) -> String {
    static OTHERS: Pattern = Pattern::new(
        r"等(?:[\d一二三四五六七八九十]{1,3})?(?:个)?(?:国家)?(?:部门|部委|单位|委局|委办局|厅局|机关|委、局|部|家)?(?:联合)?$",
    );
    static TERM: Pattern =
        Pattern::new(r"第[\d〇一二三四五六七八九十百零]{1,5}届(?P<body>人民代表大会|委员会)");
    let squashed: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    // 某省第十三届人民代表大会常务委员会 is the same body in every term.
    let has_term = squashed.contains('届');
    let lasting = has_term.then(|| TERM.replace(&squashed, "$body").into_owned());
    let squashed = lasting.unwrap_or(squashed);
    let name = without_brackets(&squashed);
    let name = name.trim_matches(['、', '，', ',', '；', ';', '。', '：', ':', '*', '·']);
    let others = if name.contains('等') { OTHERS.find(name) } else { None };
    match others {
        Some(others) if others.start() > 0 => name[..others.start()].to_string(),
        _ => name.to_string(),
    }
}

/// Without a bracket at the end: the second name of a body (上海市版权局) or a note.
pub(super) fn without_brackets(name: &str) -> String {
    let name = name.trim_end();
    match (name.ends_with(['）', ')']), name.rfind(['（', '('])) {
        (true, Some(at)) if at > 0 => name[..at].to_string(),
        _ => name.to_string(),
    }
}
