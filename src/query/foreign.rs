//! The operators of other search tools, read as ours where they clearly are operators.

use std::ops::Range;

use super::field::Field;
use super::normal::is_searchable;
use super::reading::{Meaning, Reading};
use super::token::{Lexeme, Token};
use crate::text::is_han;

/// The most Han characters that a side of `|` may have: longer ones are the two parts of a page's
/// title, as a browser shows it.
const LONGEST_SIDE: usize = 8;

/// The most words that a side of `|` may have.
const MOST_WORDS: usize = 2;

/// How the name of a site ends, which follows the title of a page after `|`.
const SITES: [&str; 4] = ["网", "网站", "人民政府", "委员会"];

/// Words before which `?` is a question mark and no wildcard.
const QUESTION_WORDS: [&str; 9] = ["什么", "吗", "呢", "如何", "怎么", "哪", "多少", "是否", "谁"];

/// What a field of another tool is to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ForeignField {
    /// A field of ours.
    Ours(Field),
    /// The text, which is what words are looked for in anyway.
    Text,
    /// A place on the web or a sort of file, of which nothing is known here.
    Unknown,
}

/// The field of another tool that is called `name`.
pub(super) fn field(name: &str) -> Option<ForeignField> {
    match name.to_ascii_lowercase().as_str() {
        "intitle" | "allintitle" => Some(ForeignField::Ours(Field::Title)),
        "intext" | "allintext" | "inbody" => Some(ForeignField::Text),
        "site" | "filetype" | "ext" | "inurl" | "allinurl" | "cache" => Some(ForeignField::Unknown),
        _ => None,
    }
}

/// The token that a whole word is to other tools.
pub(super) fn operator(word: &str) -> Option<Token> {
    match word {
        "AND" | "ＡＮＤ" | "&&" | "＆＆" => Some(Token::And),
        "NOT" | "ＮＯＴ" => Some(Token::Not),
        "|" | "||" | "｜" | "｜｜" => Some(Token::Bar),
        _ => None,
    }
}

/// The first `*`, `?`, `~2` or `^3` in `word` that is a wildcard or a weight, and the bytes it takes.
pub(super) fn wildcard(word: &str) -> Option<Range<usize>> {
    word.match_indices(['*', '＊', '?', '~', '^']).find_map(|(at, mark)| {
        let before = &word[..at];
        let after = word[at + mark.len()..].trim_end_matches([')', '）']);
        let length = mark.len();
        match mark {
            "*" | "＊" => is_star(before, after).then_some(at..at + length),
            "?" => is_question(word, before, after).then_some(at..at + length),
            _ => weight(&word[at..]).filter(|_| is_weighed(before)).map(|end| at..at + end),
        }
    })
}

/// How many bytes the weight `~2`, `~`, `^3` or `^0.5` takes, if `text` begins with one and then ends.
pub(super) fn weight(text: &str) -> Option<usize> {
    let mark = text.chars().next().filter(|c| matches!(c, '~' | '^'))?;
    let figure = text[1..].trim_end_matches([')', '）']);
    let ends = figure.chars().all(|c| c.is_ascii_digit() || c == '.') && figure.len() <= 4;
    (ends && (mark == '~' || !figure.is_empty())).then_some(1 + figure.len())
}

fn is_star(before: &str, after: &str) -> bool {
    let opens = |c: char| is_han(c) || c.is_ascii_alphabetic();
    match (before.chars().next_back(), after.chars().next()) {
        (Some(b), Some(a)) => is_han(b) && is_han(a),
        (Some(_), None) => ends_in_word(before),
        (None, Some(a)) => opens(a) && after.chars().count() > 1,
        (None, None) => false,
    }
}

fn is_question(word: &str, before: &str, after: &str) -> bool {
    match (before.chars().next_back(), after.chars().next()) {
        (Some(b), Some(a)) => {
            is_han(b) && is_han(a) && !QUESTION_WORDS.iter().any(|asks| word.contains(asks))
        }
        (Some(b), None) => b.is_ascii_alphabetic() && ends_in_word(before),
        _ => false,
    }
}

/// Whether `text` ends with an ideograph or with three Latin letters, unlike `C*`.
fn ends_in_word(text: &str) -> bool {
    let mut letters = text.chars().rev();
    match letters.next() {
        Some(c) if is_han(c) => true,
        Some(c) => {
            c.is_ascii_alphabetic()
                && letters.take(2).filter(char::is_ascii_alphabetic).count() == 2
        }
        None => false,
    }
}

/// Whether a weight may follow `text`: two characters or more, the last of which is no figure.
fn is_weighed(text: &str) -> bool {
    text.chars().count() > 1 && text.ends_with(|c: char| is_han(c) || c.is_ascii_alphabetic())
}

/// The first `|` of `word`, if it parts short words of ideographs: 养老|社保, unlike `A|B`.
pub(super) fn bar(word: &str) -> Option<Range<usize>> {
    let at = word.find(['|', '｜'])?;
    let sides = word.trim_end_matches([')', '）']).split(['|', '｜']);
    let mut sides = sides.filter(|side| !side.is_empty());
    let short =
        |side: &str| side.chars().all(is_han) && (1..=LONGEST_SIDE).contains(&side.chars().count());
    let all = at > 0 && !word.ends_with(['|', '｜']) && sides.all(short);
    let rest = &word[at..];
    all.then(|| at..at + rest.len() - rest.trim_start_matches(['|', '｜']).len())
}

/// Replaces the operators of other tools among `lexemes` by ours, and notes each.
pub(super) fn translate(
    text: &str,
    lexemes: Vec<Lexeme>,
    readings: &mut Vec<Reading>,
) -> Vec<Lexeme> {
    let lexemes = without_left_out(lexemes);
    let mut translated = Translation { text, lexemes: &lexemes, kept: Vec::new(), readings };
    (0..lexemes.len()).for_each(|at| translated.lexeme(at));
    translated.kept
}

/// The lexemes without those left out, nor the marks that would hold for them alone.
fn without_left_out(lexemes: Vec<Lexeme>) -> Vec<Lexeme> {
    let mut kept: Vec<Lexeme> = Vec::with_capacity(lexemes.len());
    let mut begins = false;
    for lexeme in lexemes {
        if lexeme.token == Token::LeftOut {
            while kept.pop_if(|last| is_prefix(&last.token)).is_some() {}
            kept.pop_if(|last| joins(&last.token));
            begins = kept.last().is_none_or(|last| last.token == Token::Open);
        } else if !(begins && joins(&lexeme.token)) {
            kept.push(lexeme);
            begins = false;
        }
    }
    kept
}

/// Whether a token holds for what follows it, and so goes with it.
fn is_prefix(token: &Token) -> bool {
    use Token::{Bang, Field, Minus, Not, Plus};
    matches!(token, Minus | Not | Bang | Plus | Field(_))
}

/// Whether a token stands between two parts.
fn joins(token: &Token) -> bool {
    matches!(token, Token::Or | Token::And | Token::Bar)
}

struct Translation<'a> {
    text: &'a str,
    lexemes: &'a [Lexeme],
    kept: Vec<Lexeme>,
    readings: &'a mut Vec<Reading>,
}

impl Translation<'_> {
    fn lexeme(&mut self, at: usize) {
        let lexeme = &self.lexemes[at];
        match lexeme.token {
            Token::And => self.conjunction(at),
            Token::Not | Token::Bang => self.exclusion(at),
            Token::Plus => self.prefixed(at, ""),
            Token::Bar => self.alternative(at),
            _ => self.kept.push(lexeme.clone()),
        }
    }

    fn conjunction(&mut self, at: usize) {
        let right = self.lexemes.get(at + 1).is_some_and(|next| {
            begins_operand(next) || matches!(next.token, Token::Minus | Token::Not | Token::Bang)
        });
        match right && self.kept.last().is_some_and(ends_operand) {
            true => self.joined(at, " "),
            false => self.passed_over(at),
        }
    }

    fn exclusion(&mut self, at: usize) {
        let bound = matches!(
            self.kept.last().map(|last| &last.token),
            Some(Token::Minus | Token::Field(_) | Token::Near(_))
        );
        if bound || !self.lexemes.get(at + 1).is_some_and(begins_operand) {
            return self.passed_over(at);
        }
        self.prefixed(at, "-");
        self.kept.push(Lexeme { token: Token::Minus, span: self.lexemes[at].span.clone() });
    }

    fn alternative(&mut self, at: usize) {
        let left = self.lexemes[..at].iter().rev();
        let right = self.lexemes[at + 1..].iter();
        let sides = self.kept.last().is_some_and(ends_operand)
            && self.lexemes.get(at + 1).is_some_and(begins_operand)
            && is_short(left)
            && is_short(right);
        if !sides {
            return self.passed_over(at);
        }
        self.joined(at, " OR ");
        self.kept.push(Lexeme { token: Token::Or, span: self.lexemes[at].span.clone() });
    }

    /// Notes an operator between two parts, of which words and phrases are shown.
    fn joined(&mut self, at: usize, ours: &str) {
        let left = self.kept.last().filter(|last| is_shown(last)).map(|last| last.span.clone());
        let right = self.lexemes.get(at + 1).filter(|next| is_shown(next));
        let right = right.map(|next| next.span.clone());
        let span = self.lexemes[at].span.clone();
        let (from, to) = match (&left, &right) {
            (Some(left), Some(right)) => (left.start, right.end),
            _ => (span.start, span.end),
        };
        let part = |part: Option<Range<usize>>| part.map_or("", |part| &self.text[part]);
        let ours = match from == span.start {
            true => format!("…{ours}…"),
            false => format!("{}{ours}{}", part(left), part(right)),
        };
        self.readings.push(Reading::new(&self.text[from..to], Meaning::Operator(ours)));
    }

    /// Notes an operator before a part, which is shown if it is a word or a phrase.
    fn prefixed(&mut self, at: usize, ours: &str) {
        let span = self.lexemes[at].span.clone();
        let next = self.lexemes.get(at + 1).filter(|next| is_shown(next));
        let (to, part) =
            next.map_or((span.end, "…"), |n| (n.span.end, &self.text[n.span.clone()]));
        let meaning = Meaning::Operator(format!("{ours}{part}"));
        self.readings.push(Reading::new(&self.text[span.start..to], meaning));
    }

    fn passed_over(&mut self, at: usize) {
        let mark = &self.text[self.lexemes[at].span.clone()];
        self.readings.push(Reading::new(mark, Meaning::Marks));
    }
}

fn is_shown(lexeme: &Lexeme) -> bool {
    matches!(lexeme.token, Token::Word(_) | Token::Phrase(_))
}

fn ends_operand(lexeme: &Lexeme) -> bool {
    match &lexeme.token {
        Token::Word(text) | Token::Phrase(text) => is_searchable(text),
        token => *token == Token::Close,
    }
}

fn begins_operand(lexeme: &Lexeme) -> bool {
    match &lexeme.token {
        Token::Word(text) | Token::Phrase(text) => is_searchable(text),
        token => matches!(token, Token::Field(_) | Token::Near(_) | Token::Open),
    }
}

/// Whether one side of `|` is short: up to the next operator or bracket it has few words, none of
/// them excluded or the name of a site.
fn is_short<'a>(side: impl Iterator<Item = &'a Lexeme>) -> bool {
    let ends = |token: &Token| matches!(token, Token::Or | Token::Bar | Token::Open | Token::Close);
    let (mut words, mut han) = (0, 0);
    for lexeme in side.take_while(|lexeme| !ends(&lexeme.token)) {
        match &lexeme.token {
            Token::Word(text) | Token::Phrase(text) => {
                if SITES.iter().any(|site| text.ends_with(site)) {
                    return false;
                }
                words += 1;
                han += text.chars().filter(|c| is_han(*c)).count();
            }
            Token::Field(_) | Token::And | Token::Plus => {}
            _ => return false,
        }
    }
    words <= MOST_WORDS && han <= LONGEST_SIDE
}
