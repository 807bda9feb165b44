//! A readable query → its words, phrases and marks, each with its place.
//!
//! A mark is syntax only where a person means it so: quotes and brackets around whole words, `-`
//! before a word, a colon after a field's name. Everywhere else it is text, and a bracket or quote
//! without its partner parts two words. So what a word says depends on that word alone.

use std::ops::Range;

use super::error::ParseError;
use super::field::{Field, is_mistyped, looks_like_field, no_such_field};
use super::foreign::{self, ForeignField};
use super::near::scope_at;
use super::reading::{Meaning, Reading};
use super::token::{Lexeme, Token};
use crate::text::is_han;

/// Reads `text`, which is on one line, into its lexemes and what was passed over or read as a mark
/// of text; with `forgiving`, other tools' operators are lexemes as well and a mistyped field fails.
pub(super) fn lex(text: &str, forgiving: bool) -> Result<(Vec<Lexeme>, Vec<Reading>), ParseError> {
    let mut lexer = Lexer { text, at: 0, lexemes: Vec::new(), forgiving, readings: Vec::new() };
    while lexer.skip_space() {
        lexer.next()?;
    }
    Ok((lexer.lexemes, lexer.readings))
}

struct Lexer<'a> {
    text: &'a str,
    /// The byte to be read next.
    at: usize,
    lexemes: Vec<Lexeme>,
    forgiving: bool,
    readings: Vec<Reading>,
}

/// Where a quote that begins here leads.
enum Quote {
    /// It delimits the phrase at these bytes, and ends before that byte.
    Phrase(Range<usize>, usize),
    /// It has no partner.
    Unclosed,
    /// It is text.
    Text,
}

/// What an opening bracket at the start of a lexeme is.
enum Bracket {
    /// It may begin a group, if its partner ends one.
    Group,
    /// It belongs to the word, as in `(2025)1号`.
    Text,
    /// It is closed inside a word that quotes part, as in `("a")b`.
    Stray,
}

impl<'a> Lexer<'a> {
    fn skip_space(&mut self) -> bool {
        let rest = &self.text[self.at..];
        self.at = self.text.len() - rest.trim_start().len();
        self.at < self.text.len()
    }

    /// Reads one lexeme, or steps over a mark that means nothing.
    fn next(&mut self) -> Result<(), ParseError> {
        let Some(c) = self.text[self.at..].chars().next() else { return Ok(()) };
        let after = self.at + c.len_utf8();
        match (c, self.quote_at(self.at)) {
            (_, Quote::Phrase(content, end)) => self.push_phrase(content, end),
            (_, Quote::Unclosed) => self.pass_over(after),
            ('(' | '（', _) => match self.bracket() {
                Bracket::Group => self.push(Token::Open, after),
                Bracket::Text => return self.field_or_word(),
                Bracket::Stray => self.at = after,
            },
            (')' | '）', _) if self.is_word_end(after) => self.push(Token::Close, after),
            ('-' | '－', _) if self.may_exclude(after) => self.push(Token::Minus, after),
            ('!' | '+' | '＋', _) if self.is_foreign_prefix(after) => {
                self.push(if c == '!' { Token::Bang } else { Token::Plus }, after);
            }
            ('~' | '^', _) if let Some(end) = self.weight() => self.pass_over(end),
            _ if self.near() => {}
            _ if self.is_value() => return self.word(),
            _ => return self.field_or_word(),
        }
        Ok(())
    }

    fn push(&mut self, token: Token, end: usize) {
        self.lexemes.push(Lexeme { token, span: self.at..end });
        self.at = end;
    }

    fn push_phrase(&mut self, content: Range<usize>, end: usize) {
        let phrase = self.text[content].trim().to_string();
        self.push(Token::Phrase(phrase), end);
    }

    /// Steps over a mark up to `end`, and notes it.
    fn pass_over(&mut self, end: usize) {
        self.note(end);
        self.at = end;
    }

    /// Notes that the bytes up to `end` are marks and no syntax.
    fn note(&mut self, end: usize) {
        self.readings.push(Reading::new(&self.text[self.at..end], Meaning::Marks));
    }

    /// Whether the lexeme before touches this one and is `token`.
    fn follows(&self, is_token: impl Fn(&Token) -> bool) -> bool {
        self.lexemes.last().is_some_and(|last| last.span.end == self.at && is_token(&last.token))
    }

    fn is_value(&self) -> bool {
        self.follows(|token| matches!(token, Token::Field(_)))
    }

    /// A `-` excludes what follows it, unless it belongs to a value or to what is excluded.
    fn may_exclude(&self, after: usize) -> bool {
        let before_text = self.text[after..].starts_with(|c: char| !c.is_whitespace());
        before_text && !self.is_value() && !self.follows(|token| *token == Token::Minus)
    }

    /// Whether a `+` or `!` of another tool stands before a word, a phrase or a group.
    fn is_foreign_prefix(&self, after: usize) -> bool {
        let marks = ['"', '“', '「', '『', '(', '（'];
        let begins = |c: char| (c.is_alphabetic() && !c.is_numeric()) || marks.contains(&c);
        let bound = self.follows(|token| matches!(token, Token::Field(_) | Token::Minus));
        self.forgiving && !bound && self.text[after..].starts_with(begins)
    }

    /// The byte after the weight of another tool that stands right after a phrase.
    fn weight(&self) -> Option<usize> {
        let weighs = self.forgiving && self.follows(|token| matches!(token, Token::Phrase(_)));
        let length = foreign::weight(self.rest_of_word()).filter(|_| weighs)?;
        Some(self.at + length)
    }

    /// Reads `同句` if it stands here before a bracket that groups; before one that quotes part it
    /// is a word.
    fn near(&mut self) -> bool {
        let Some((scope, length)) = scope_at(self.rest_of_word()) else { return false };
        let name = self.at;
        self.at += length;
        let bracket = self.bracket();
        self.at = name;
        let token = match bracket {
            Bracket::Group => Token::Near(scope),
            Bracket::Stray => Token::Word(self.text[name..name + length].to_string()),
            Bracket::Text => return false,
        };
        self.push(token, name + length);
        true
    }

    fn field_or_word(&mut self) -> Result<(), ParseError> {
        if self.field()? {
            return Ok(());
        }
        self.word()
    }

    /// Reads `name:` if a field begins here.
    fn field(&mut self) -> Result<bool, ParseError> {
        let word = self.rest_of_word();
        let Some((name, value)) = word.split_once([':', '：']) else { return Ok(false) };
        let colon = self.at + name.len();
        let after = self.at + word.len() - value.len();
        if let Some(field) = Field::named(name) {
            self.push(Token::Field(field), after);
            return Ok(true);
        }
        if !self.forgiving || !looks_like_field(name, value) {
            return Ok(false);
        }
        if let Some(field) = foreign::field(name) {
            self.foreign_field(field, value, after);
            return Ok(true);
        }
        if is_mistyped(name) {
            return Err(ParseError::new(no_such_field(name), self.text, self.at..colon));
        }
        if self.text[colon..].starts_with(':') {
            self.note(after);
        }
        Ok(false)
    }

    /// Reads the name of another tool's field up to `after`, and the value that means nothing here.
    fn foreign_field(&mut self, field: ForeignField, value: &str, after: usize) {
        match field {
            ForeignField::Ours(field) => {
                let meaning = Meaning::Operator(format!("{}:", field.name()));
                self.readings.push(Reading::new(&self.text[self.at..after], meaning));
                self.push(Token::Field(field), after);
            }
            ForeignField::Text => self.pass_over(after),
            ForeignField::Unknown => {
                let value = value.trim_end_matches([')', '）']);
                let quoted = value.starts_with(['"', '“', '「', '『', '(', '（']);
                let end = if quoted { after } else { after + value.len() };
                self.note(end);
                self.push(Token::LeftOut, end);
            }
        }
    }

    /// Reads text up to a space, a quoted part, a mark of another tool, or a bracket or quote without
    /// its partner.
    fn word(&mut self) -> Result<(), ParseError> {
        let rest = self.rest_of_word();
        let quoted = if self.is_value() { None } else { first_phrase(rest, self.before(self.at)) };
        let word = &rest[..quoted.unwrap_or(rest.len())];
        let partnerless = first_partnerless(word);
        let foreign = self.foreign_mark(rest).filter(|(mark, _)| mark.start < word.len());
        let foreign = foreign.filter(|(mark, _)| partnerless.is_none_or(|at| mark.start < at));
        let mark = foreign.as_ref().map(|(mark, _)| mark.start).or(partnerless);
        let length = mark.unwrap_or(word.len());
        let end = self.at + length;
        if length > 0 && length < rest.len() {
            self.read_up_to(end)?;
        } else if length > 0 {
            self.push(self.word_token(end), end);
        }
        match (foreign, partnerless) {
            (Some((mark, Some(token))), _) => self.push(token, end + mark.len()),
            (Some((mark, None)), _) => self.pass_over(end + mark.len()),
            (None, Some(_)) => self.step_over_mark(),
            (None, None) => {}
        }
        Ok(())
    }

    /// The first mark of another tool inside a word, and the token it is, if it is not passed over.
    fn foreign_mark(&self, word: &str) -> Option<(Range<usize>, Option<Token>)> {
        if !self.forgiving {
            return None;
        }
        let bar = foreign::bar(word).map(|mark| (mark, Some(Token::Bar)));
        let wildcard = foreign::wildcard(word).map(|mark| (mark, None));
        bar.into_iter().chain(wildcard).min_by_key(|(mark, _)| mark.start)
    }

    /// Reads the part of a word before `end` as if a space stood there.
    fn read_up_to(&mut self, end: usize) -> Result<(), ParseError> {
        let whole = self.text;
        self.text = &whole[..end];
        while self.at < end {
            self.next()?;
        }
        self.text = whole;
        Ok(())
    }

    fn word_token(&self, end: usize) -> Token {
        let bound = self.follows(|token| matches!(token, Token::Field(_) | Token::Minus));
        match &self.text[self.at..end] {
            "OR" | "ＯＲ" if !bound => Token::Or,
            word if self.forgiving
                && !bound
                && let Some(token) = foreign::operator(word) =>
            {
                token
            }
            word => Token::Word(word.to_string()),
        }
    }

    /// Passes a mark without its partner; a closing bracket at a word's end is left to be read.
    fn step_over_mark(&mut self) {
        let Some(c) = self.text[self.at..].chars().next() else { return };
        let after = self.at + c.len_utf8();
        match c {
            '“' | '「' | '『' => self.pass_over(after),
            '(' | '（' => self.push(Token::TextOpen, after),
            ')' | '）' if self.is_word_end(after) => {}
            _ => self.at = after,
        }
    }

    fn rest_of_word(&self) -> &'a str {
        let rest = &self.text[self.at..];
        &rest[..rest.find(char::is_whitespace).unwrap_or(rest.len())]
    }

    /// Whether only closing brackets stand between `at` and the next space.
    fn is_word_end(&self, at: usize) -> bool {
        let rest = self.text[at..].trim_start_matches([')', '）']);
        rest.is_empty() || rest.starts_with(char::is_whitespace)
    }

    /// The character before the byte `at`.
    fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    /// What a quote at the start of a lexeme means. Chinese quotes delimit only around whole words, since
    /// 推进“放管服”改革 is how titles are written; straight ones also beside other marks and letters
    /// than Han, and after a field or an operator.
    fn quote_at(&self, at: usize) -> Quote {
        let Some(open) = self.text[at..].chars().next() else { return Quote::Text };
        let Some(closers) = closers_of(open) else { return Quote::Text };
        let start = at + open.len_utf8();
        let Some(length) = self.text[start..].find(closers) else { return Quote::Unclosed };
        let close = start + length;
        let end = close + self.text[close..].chars().next().map_or(0, char::len_utf8);
        let before = self.before(at);
        let is_bound = before.is_some_and(|c| OPERATORS.contains(&c));
        let is_phrase = match is_straight(open) {
            true => is_bound || !touches_han(&self.text[at..], before),
            false => self.is_word_end(end),
        };
        if is_phrase { Quote::Phrase(start..close, end) } else { Quote::Text }
    }

    /// What the opening bracket here is, by where its partner stands.
    fn bracket(&self) -> Bracket {
        let mut at = self.at;
        let mut depth = 0;
        let mut fresh = false;
        let mut inside = Bracket::Text;
        while let Some(c) = self.text[at..].chars().next() {
            match self.quote_at(at) {
                Quote::Phrase(_, end) if fresh => {
                    (at, fresh, inside) = (end, false, Bracket::Stray);
                    continue;
                }
                _ => {}
            }
            at += c.len_utf8();
            match c {
                '(' | '（' => depth += 1,
                ')' | '）' => depth -= 1,
                '"' | '＂' if let Some(pair) = self.pair_in_word(at) => at = pair,
                _ if c.is_whitespace() => return Bracket::Group,
                _ => {}
            }
            if depth == 0 {
                return if self.is_word_end(at) { Bracket::Group } else { inside };
            }
            fresh = matches!(c, '(' | '（' | '-' | '－' | ':' | '：');
        }
        Bracket::Group
    }

    /// The byte after the straight quote that closes the one before `at` in the same word.
    fn pair_in_word(&self, at: usize) -> Option<usize> {
        let close = self.text[at..].find(|c: char| is_straight(c) || c.is_whitespace())?;
        let quote = self.text[at + close..].chars().next().filter(|c| is_straight(*c))?;
        Some(at + close + quote.len_utf8())
    }
}

/// What a quoted part right after is meant as one by: a field's colon, and what excludes or requires.
const OPERATORS: [char; 7] = [':', '：', '-', '－', '!', '+', '＋'];

fn is_straight(c: char) -> bool {
    matches!(c, '"' | '＂')
}

/// What may close the quote `open`. An input method often gives “ twice.
fn closers_of(open: char) -> Option<&'static [char]> {
    match open {
        '"' | '＂' => Some(&['"', '＂']),
        '“' => Some(&['”', '“']),
        '「' => Some(&['」']),
        '『' => Some(&['』']),
        _ => None,
    }
}

/// Where the first two straight quotes of `word` that make a phrase stand: the byte of the first.
/// `before` is the character before `word`.
fn first_phrase(word: &str, before: Option<char>) -> Option<usize> {
    let (mut at, mut before) = (0, before);
    while let Some(found) = word[at..].find(is_straight) {
        let first = at + found;
        before = word[..first].chars().next_back().or(before);
        let end = first + quoted_run(&word[first..])?;
        if !touches_han(&word[first..], before) {
            return Some(first);
        }
        at = end;
    }
    None
}

/// Whether Han text touches the quoted parts, one right after the other, that `text` begins with.
/// `before` is the character before them. Parts with spaces in them do not belong to a title.
fn touches_han(text: &str, before: Option<char>) -> bool {
    let Some(end) = quoted_run(text) else { return false };
    before.is_some_and(is_han) || text[end..].chars().next().is_some_and(is_han)
}

/// The byte after the quoted parts without spaces, one right after the other, that `text` begins with.
fn quoted_run(text: &str) -> Option<usize> {
    let mut end = None;
    loop {
        let rest = &text[end.unwrap_or(0)..];
        let Some(open) = rest.chars().next().filter(|c| is_straight(*c)) else { return end };
        let inside = &rest[open.len_utf8()..];
        let close = inside.find(|c: char| is_straight(c) || c.is_whitespace());
        let close = close.and_then(|at| Some((at, inside[at..].chars().next()?)));
        let Some((at, quote)) = close.filter(|(_, c)| is_straight(*c)) else { return end };
        end = Some(end.unwrap_or(0) + open.len_utf8() + at + quote.len_utf8());
    }
}

/// The first bracket or Chinese quote in `word` whose partner is not in `word`.
fn first_partnerless(word: &str) -> Option<usize> {
    const PAIRS: [(&[char], &[char]); 4] =
        [(&['(', '（'], &[')', '）']), (&['“'], &['”']), (&['「'], &['」']), (&['『'], &['』'])];
    let alone = PAIRS.iter().filter_map(|(open, close)| {
        let mut opened = Vec::new();
        for (at, c) in word.char_indices() {
            if open.contains(&c) {
                opened.push(at);
            } else if close.contains(&c) && opened.pop().is_none() {
                return Some(opened.first().copied().unwrap_or(at));
            }
        }
        opened.first().copied()
    });
    alone.min()
}
