//! `EQ` fields: formulas in a line, which Word also writes for circled and for annotated characters.
//!
//! `\o\ac(○,11)` draws one thing over another, `\o\ad(\s\up 9(dù),渡)` a reading above a character.
//! What is left is the text that a reader sees: the number with its circle, the character without
//! its reading, of a fraction `1/2`. Whatever cannot be told apart stays as text.

use super::form;
use crate::text::is_han;

/// How deep functions may be in each other; what is deeper is left out.
const DEPTH: usize = 32;

/// The text of a field with these arguments, which are what follows the name `EQ`.
pub(super) fn text(arguments: &str) -> String {
    let separator = separator(arguments);
    let mut parser = Parser { rest: arguments, separator, is_gloss: false };
    let mut text = parser.sequence(0);
    while !parser.rest.is_empty() {
        // A bracket that closes nothing, or a separator outside all brackets.
        let c = parser.next().unwrap_or_default();
        text.words.push(c);
        text.words.push_str(&parser.sequence(0).words);
    }
    text.words.trim().to_string()
}

/// What parts the elements of a list: a comma, or a semicolon where the comma parts decimals.
fn separator(code: &str) -> char {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let commas = code.match_indices(',');
    let is_decimal = |at: usize| {
        is_digit(code[..at].chars().next_back()) && is_digit(code[at + 1..].chars().next())
    };
    let all_decimal = commas.map(|(at, _)| at).all(is_decimal);
    if code.contains(';') && all_decimal { ';' } else { ',' }
}

/// An element of a list.
#[derive(Debug, Default)]
struct Element {
    words: String,
    /// Whether all of it is raised above the line.
    is_raised: bool,
}

impl Element {
    fn of(words: String) -> Self {
        Self { words, is_raised: false }
    }

    /// The words without the blanks around them.
    fn bare(&self) -> &str {
        self.words.trim()
    }
}

struct Parser<'a> {
    rest: &'a str,
    separator: char,
    /// Whether the field was made to put a reading above characters.
    is_gloss: bool,
}

impl Parser<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// What comes before the next separator or closing bracket.
    fn sequence(&mut self, depth: usize) -> Element {
        let mut words = String::new();
        let mut raised = 0;
        while let Some(c) = self.peek().filter(|c| *c != ')' && *c != self.separator) {
            self.next();
            match (c, self.peek()) {
                ('\\', Some('*')) => self.format(),
                ('\\', Some(letter)) if letter.is_ascii_alphabetic() => {
                    let part = self.function(depth);
                    raised += if part.is_raised { part.words.len() } else { 0 };
                    words.push_str(&part.words);
                }
                ('\\', _) => words.extend(self.next()),
                // Brackets of the text, which close as those of functions do.
                ('(', _) if depth < DEPTH => {
                    let inner = self.list(depth + 1);
                    let inner: Vec<String> = inner.into_iter().map(|part| part.words).collect();
                    let separator = self.separator.to_string();
                    words.push_str(&format!("({})", inner.join(&separator)));
                }
                (c, _) => words.push(c),
            }
        }
        let is_raised = raised > 0 && words.trim().len() <= raised;
        Element { words, is_raised }
    }

    /// A switch of all fields: `\* jc2`, `\* "Font:宋体"`.
    fn format(&mut self) {
        self.next();
        self.skip_blanks();
        let rest = self.rest;
        let end = match rest.strip_prefix('"') {
            Some(quoted) => quoted.find('"').map_or(rest.len(), |at| at + 2),
            None => rest.find(|c: char| c.is_whitespace() || c == '\\').unwrap_or(rest.len()),
        };
        let (value, rest) = rest.split_at(end);
        self.is_gloss |= value.starts_with("jc") || value.starts_with("hps");
        self.rest = rest.trim_start();
    }

    /// A function with its options and its list.
    fn function(&mut self, depth: usize) -> Element {
        let name = self.next().unwrap_or_default().to_ascii_lowercase();
        let options = self.options();
        let elements = match self.peek() {
            Some('(') if depth < DEPTH => {
                self.next();
                self.list(depth + 1)
            }
            _ => Vec::new(),
        };
        let words = |elements: &[Element], between: &str| {
            let words: Vec<&str> = elements.iter().map(Element::bare).collect();
            words.join(between)
        };
        match name {
            'a' => Element::of(words(&elements, " ")),
            'b' => Element::of(options.bracketed(&words(&elements, ""))),
            'f' => Element::of(words(&elements, "/")),
            'i' => Element::of(options.sign() + &words(&elements, " ")),
            'l' => Element::of(words(&elements, &self.separator.to_string())),
            'o' => Element::of(drawn_over(&elements, self.is_gloss)),
            'r' => Element::of(root(&elements)),
            's' => Element { words: words(&elements, ""), is_raised: options.has("up") },
            _ => Element::of(words(&elements, "")),
        }
    }

    /// The options of a function: `\ac`, `\up 9`, `\lc\{`.
    fn options(&mut self) -> Options {
        let mut options = Options::default();
        loop {
            let before = self.rest;
            self.skip_blanks();
            let rest = self.rest.strip_prefix('\\').unwrap_or_default();
            let letters = rest.chars().take(2).take_while(char::is_ascii_alphabetic).count();
            if letters < 2 {
                // A blank before what is not a list belongs to the text.
                self.rest = if self.peek() == Some('(') { self.rest } else { before };
                return options;
            }
            let name = rest[..2].to_ascii_lowercase();
            self.rest =
                rest[2..].trim_start_matches(|c: char| c == ' ' || c == '-' || c.is_ascii_digit());
            let takes_sign = matches!(name.as_str(), "lc" | "rc" | "bc" | "fc" | "vc");
            let sign = self.rest.strip_prefix('\\').filter(|_| takes_sign);
            let sign = sign.and_then(|rest| rest.chars().next());
            if let Some(sign) = sign {
                self.rest = &self.rest[1 + sign.len_utf8()..];
            }
            options.0.push((name, sign));
        }
    }

    /// The elements up to the closing bracket, which is passed over.
    fn list(&mut self, depth: usize) -> Vec<Element> {
        let mut elements = vec![self.sequence(depth)];
        while self.next() == Some(self.separator) {
            elements.push(self.sequence(depth));
        }
        elements
    }
}

/// The options of a function by name, each with the sign it names.
#[derive(Debug, Default)]
struct Options(Vec<(String, Option<char>)>);

impl Options {
    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    fn sign_of(&self, name: &str) -> Option<char> {
        self.0.iter().find(|(known, _)| known == name)?.1
    }

    /// `words` in the brackets that the options of `\b` name, round ones if they name none.
    fn bracketed(&self, words: &str) -> String {
        let both = self.sign_of("bc");
        let (left, right) = (self.sign_of("lc").or(both), self.sign_of("rc").or(both.map(closing)));
        let (left, right) = match (left, right) {
            (None, None) => (Some('('), Some(')')),
            known => known,
        };
        left.into_iter().chain(words.chars()).chain(right).collect()
    }

    /// The sign before the limits of `\i`: an integral's, a sum's, a product's or one it names.
    fn sign(&self) -> String {
        let named = self.sign_of("fc").or(self.sign_of("vc"));
        let sum = self.has("su").then_some('∑');
        let product = self.has("pr").then_some('∏');
        named.or(sum).or(product).unwrap_or('∫').to_string()
    }
}

fn closing(bracket: char) -> char {
    match bracket {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '<' => '>',
        other => other,
    }
}

/// `\r(3,x)`: the degree, where there is one, then the sign.
fn root(elements: &[Element]) -> String {
    match elements {
        [degree, of] if degree.bare() == "3" => format!("∛{}", of.bare()),
        [degree, of] if degree.bare() == "4" => format!("∜{}", of.bare()),
        [degree, of] => format!("{}√{}", degree.bare(), of.bare()),
        other => format!("√{}", other.iter().map(Element::bare).collect::<String>()),
    }
}

/// What lies over each other: a sign in a frame, a reading above its word, a word drawn twice.
fn drawn_over(elements: &[Element], is_gloss: bool) -> String {
    if let [one, other] = elements {
        let pairs = [(one.bare(), other.bare()), (other.bare(), one.bare())];
        let framed = pairs.iter().find_map(|(frame, inner)| framed(frame, inner));
        if let Some(words) = framed {
            return words;
        }
        if one.bare() == other.bare() {
            return one.bare().to_string();
        }
    }
    let base = || elements.iter().filter(|element| !element.is_raised);
    let is_base = |c: char| is_han(c) || (is_gloss && c.is_alphanumeric());
    let is_word = base().any(|element| element.words.contains(is_base));
    let is_reading = |element: &Element| {
        let is_written = |c: char| is_han(c) || c.is_numeric();
        element.is_raised && is_word && (is_gloss || !element.words.contains(is_written))
    };
    elements.iter().filter(|element| !is_reading(element)).map(Element::bare).collect()
}

/// What a frame (a circle, a box) around a text is read as; `None` if it is not a frame.
fn framed(frame: &str, inner: &str) -> Option<String> {
    let mut signs = frame.chars();
    let sign = signs.next().filter(|_| signs.next().is_none())?;
    let is_circle = matches!(sign, '○' | '◯' | '〇' | 'Ｏ');
    let is_box = matches!(sign, '□' | '☐' | '◻');
    match inner {
        "√" | "✓" | "✔" if is_box => Some(form::check_box(true).to_string()),
        "×" | "✗" | "✕" | "✘" if is_box => Some('☒'.to_string()),
        inner if !inner.contains(char::is_alphanumeric) => None,
        inner if is_circle => Some(circled(inner).map_or(inner.to_string(), String::from)),
        inner if is_box || matches!(sign, '△' | '◇' | '▽') => Some(inner.to_string()),
        _ => None,
    }
}

/// The character for a number up to 50, or one of 一 to 十, in a circle.
fn circled(inner: &str) -> Option<char> {
    const HAN: &str = "一二三四五六七八九十";
    let of_han = HAN.chars().position(|c| inner.strip_prefix(c) == Some(""));
    if let Some(at) = of_han {
        return char::from_u32(0x3280 + at as u32);
    }
    let plain = |c: char| match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32),
        c => Some(c).filter(char::is_ascii_digit),
    };
    let digits: Option<String> = inner.chars().map(plain).collect();
    let number: u32 = digits?.parse().ok()?;
    char::from_u32(match number {
        0 => 0x24EA,
        1..=20 => 0x2460 + number - 1,
        21..=35 => 0x3251 + number - 21,
        36..=50 => 0x32B1 + number - 36,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(cases: &[(&str, &str)]) {
        for (code, expected) in cases {
            assert_eq!(text(code), *expected, "{code}");
        }
    }

    #[test]
    fn a_number_in_a_circle_is_one_character() {
        all(&[
            ("\\o\\ac(○,11)", "⑪"),
            (" \\o\\ac(○,1) ", "①"),
            ("\\o(○,\\s\\do1(35))", "㉟"),
            ("\\O\\AC(◯, 50 )", "㊿"),
            ("\\o\\ac(２１,○)", "㉑"),
            ("\\o\\ac(○,三)", "㊂"),
            ("\\o\\ac(○,99)", "99"),
            ("\\o\\ac(○,密)", "密"),
            ("\\o\\ac(△,\\s\\up 2(2))", "2"),
            ("\\o\\ac(□,√)", "☑"),
            ("\\* MERGEFORMAT \\o\\ac(□,×)", "☒"),
        ]);
    }

    #[test]
    fn a_reading_above_its_word_is_no_text_and_characters_beside_each_other_are() {
        all(&[
            ("\\* jc2 \\* \"Font:宋体\" \\* hps10 \\o\\ad(\\s\\up 9(dù),渡)", "渡"),
            ("\\* jc0 \\* hps21 \\o(\\s\\up 11(と),渡)", "渡"),
            ("\\* jc2 \\* hps10 \\o\\ad(\\s\\up 9(わたし),ワタシ)", "ワタシ"),
            ("\\o\\ad(\\s\\up 9(bó),亳)", "亳"),
            ("\\* jc2 \\* hps10 \\o\\ad(\\s\\up 9(shèng\\,xiàn),嵊\\,县)", "嵊,县"),
            ("\\o\\ad(\\s\\up 8(·),重)", "重"),
            ("\\o\\ad(\\s\\up 6(国务),\\s\\do 2(院办))", "国务院办"),
            ("x\\o(\\s\\up 5(2),\\s\\do 3(i))", "x2i"),
            ("\\o(青,青)", "青"),
            ("\\o(S,／)", "S／"),
        ]);
    }

    #[test]
    fn formulas_are_read_along_their_line() {
        all(&[
            ("\\f(1,2)", "1/2"),
            ("a=\\f(v\\S\\DO6(1)-v0,t)", "a=v1-v0/t"),
            ("\\r(3,x)", "∛x"),
            ("\\r(x+1)", "√x+1"),
            ("\\r(,x)", "√x"),
            ("10\\s\\up8(3)", "103"),
            ("\\l(甲,乙)", "甲,乙"),
            ("\\b\\lc\\{(\\a\\al(x+y=1,x-y=0))", "{x+y=1 x-y=0"),
            ("\\b\\bc\\[ (\\r(5,x))", "[5√x]"),
            ("\\b (\\f(a,b))", "(a/b)"),
            ("\\x\\to\\bo(限额)", "限额"),
            ("\\i\\su(i=1,n,x)", "∑i=1 n x"),
            ("\\i \\fc\\∮(1,2,x)", "∮1 2 x"),
            ("\\d\\fo10()甲", "甲"),
            ("f(x,y)=\\f(1,(a,b))", "f(x,y)=1/(a,b)"),
            ("\\f(1,5;2)", "1,5/2"),
            ("甲\\,乙\\(丙\\)\\\\", "甲,乙(丙)\\"),
        ]);
    }

    #[test]
    fn nothing_hostile_breaks_it() {
        all(&[("", ""), ("\\", ""), ("\\o", ""), ("\\o\\ac(○,7", "⑦"), ("甲),乙", "甲),乙")]);
        assert!(text(&"\\f(1,".repeat(50_000)).starts_with("1/1/"));
        assert!(text(&"(".repeat(50_000)).len() <= 100_001);
        let _ = text(&"\\b\\lc\\".repeat(10_000));
        let _ = text(&format!("\\* \"{}", "\\o\\".repeat(10_000)));
    }
}
