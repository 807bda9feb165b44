//! Numbers as a section of a format shows them.

use super::code::{Section, Token};

/// The most decimals that are shown; a number has no more that mean anything.
const DECIMALS: usize = 30;

/// From this size on a number is shown with an exponent.
const HUGE: f64 = 1e21;

/// A number by itself: no more digits than it was typed with, and no exponent up to 21 digits.
pub(in super::super) fn plain(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    // Fifteen digits are what a cell holds: 0.1 + 0.2 is 0.3.
    let value: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    let size = value.abs();
    if value == 0.0 || (1e-9..HUGE).contains(&size) {
        return format!("{}", if value == 0.0 { 0.0 } else { value });
    }
    let shown = format!("{value:e}");
    let (digits, exponent) = shown.split_once('e').unwrap_or((&shown, "0"));
    let sign = if exponent.starts_with('-') { "" } else { "+" };
    format!("{digits}E{sign}{exponent}")
}

/// A number in a section; a section for negative numbers alone shows no sign.
pub(super) fn shown(section: &Section, value: f64, is_own: bool) -> String {
    let size = scaled(section, value).abs();
    if !size.is_finite() || size >= HUGE {
        return plain(value);
    }
    let Some(first) = section.tokens.iter().position(|token| matches!(token, Token::Digit(_)))
    else {
        return words(&section.tokens);
    };
    let digits = Digits::of(&section.tokens[first..], size);
    let is_zero =
        !digits.whole.chars().chain(digits.decimals.chars()).any(|c| matches!(c, '1'..='9'));
    let sign = if value < 0.0 && !is_own && !is_zero { "-" } else { "" };
    format!("{sign}{}{}", words(&section.tokens[..first]), digits.placed(&section.tokens[first..]))
}

/// The number after its percent signs and the commas behind its last digit.
fn scaled(section: &Section, value: f64) -> f64 {
    let percents = section.tokens.iter().filter(|token| **token == Token::Percent).count();
    let last = section.tokens.iter().rposition(|token| matches!(token, Token::Digit(_)));
    let behind = section.tokens[last.map_or(0, |last| last + 1)..].iter();
    let thousands = behind.take_while(|token| **token == Token::Comma).count();
    value * 100_f64.powi(percents as i32) / 1000_f64.powi(thousands as i32)
}

fn words(tokens: &[Token]) -> String {
    let words = tokens.iter().map(|token| match token {
        Token::Words(words) => words.as_str(),
        Token::Percent => "%",
        Token::Slash => "/",
        _ => "",
    });
    words.collect()
}

/// The digits of a number, cut for the places of a section.
struct Digits {
    whole: String,
    decimals: String,
    exponent: Option<i32>,
    groups: bool,
}

impl Digits {
    fn of(tokens: &[Token], size: f64) -> Self {
        let point = tokens.iter().position(|token| *token == Token::Point);
        let end = tokens.iter().position(|token| *token == Token::Exponent);
        let end = end.unwrap_or(tokens.len());
        let behind = &tokens[point.unwrap_or(end).min(end)..end];
        let places: Vec<char> = places(behind).take(DECIMALS).collect();
        let exponent =
            (end < tokens.len()).then(|| if size == 0.0 { 0 } else { size.log10().floor() as i32 });
        let size = exponent.map_or(size, |exponent| size / 10_f64.powi(exponent));
        let text = format!("{:.*}", places.len(), rounded(size, places.len()));
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let mut decimals = decimals.to_string();
        while decimals.ends_with('0') && places.get(decimals.len() - 1) == Some(&'#') {
            decimals.pop();
        }
        let ahead = &tokens[..point.unwrap_or(end).min(end)];
        let least = places_of_zeros(ahead);
        let is_blank = least == 0 && whole == "0" && decimals.is_empty();
        let whole = if is_blank { String::new() } else { format!("{whole:0>least$}") };
        Self { whole, decimals, exponent, groups: has_groups(ahead) }
    }

    /// The digits at the places of the tokens, with the words between them.
    fn placed(&self, tokens: &[Token]) -> String {
        let point = tokens.iter().position(|token| matches!(token, Token::Point | Token::Exponent));
        let point = point.unwrap_or(tokens.len());
        let mut shown = self.whole_placed(&tokens[..point]);
        if !self.decimals.is_empty() {
            shown.push('.');
            shown.push_str(&self.decimals);
        }
        if let Some(exponent) = self.exponent {
            let sign = if exponent < 0 { '-' } else { '+' };
            shown.push_str(&format!("E{sign}{:02}", exponent.abs()));
        }
        shown + &words(&tokens[point..])
    }

    /// The whole part: its last digit at the last place, and all that are left at the first.
    fn whole_placed(&self, tokens: &[Token]) -> String {
        let mut left: Vec<char> = self.whole.chars().collect();
        let mut places = places(tokens).count();
        let mut pieces: Vec<String> = Vec::new();
        let mut taken = 0;
        for token in tokens.iter().rev() {
            match token {
                Token::Digit(_) => {
                    places -= 1;
                    let count = if places == 0 { left.len() } else { 1 };
                    for _ in 0..count {
                        let Some(digit) = left.pop() else { break };
                        if self.groups && taken > 0 && taken % 3 == 0 {
                            pieces.push(",".into());
                        }
                        pieces.push(digit.into());
                        taken += 1;
                    }
                }
                token => pieces.push(words(std::slice::from_ref(token))),
            }
        }
        pieces.into_iter().rev().collect()
    }
}

/// Half of the last decimal is rounded up, as spreadsheets do, and not to the even digit.
fn rounded(size: f64, decimals: usize) -> f64 {
    let scale = 10_f64.powi(decimals as i32);
    let scaled = size * scale;
    let near = format!("{scaled:.14e}").parse().unwrap_or(scaled);
    if near < 1e15 { near.round() / scale } else { size }
}

fn places(tokens: &[Token]) -> impl Iterator<Item = char> {
    tokens.iter().filter_map(|token| match token {
        Token::Digit(c) => Some(*c),
        _ => None,
    })
}

/// How many digits the whole part has at least.
fn places_of_zeros(tokens: &[Token]) -> usize {
    let places: Vec<char> = places(tokens).collect();
    let first = places.iter().position(|c| *c == '0');
    first.map_or(0, |first| places.len() - first).min(DECIMALS)
}

/// Whether a comma is between the places of digits.
fn has_groups(tokens: &[Token]) -> bool {
    let is_digit = |token: &Token| matches!(token, Token::Digit(_));
    let last = tokens.iter().rposition(is_digit);
    last.is_some_and(|last| tokens[..last].contains(&Token::Comma))
}
