//! Lexemes → the tree.

use std::collections::HashSet;
use std::ops::Range;

use jiff::civil::Date;

use super::added::Added;
use super::date::DateRange;
use super::error::ParseError;
use super::field::Field;
use super::foreign::translate;
use super::lexer::lex;
use super::normal::is_searchable;
use super::reading::Reading;
use super::token::{Lexeme, Token};
use super::tree::{Node, Scope};
use super::values::{name, number};
use crate::announcement::ValueError;
use crate::text::join_letter_spaced;

/// How many brackets may stand inside one another.
pub const MAX_DEPTH: usize = 32;

type Parsed<T> = Result<T, ParseError>;

/// What a text was read as.
pub(super) struct Tree {
    /// `None` where nothing can be searched for.
    pub(super) root: Option<Node>,
    /// The marks and the operators of other tools in it.
    pub(super) readings: Vec<Reading>,
}

/// Reads a text on one line; with `forgiving`, the operators of other tools as well as our own.
pub(super) fn tree(text: &str, now: Date, forgiving: bool) -> Parsed<Tree> {
    let (lexemes, mut readings) = lex(text, forgiving)?;
    let lexemes = with_partners(lexemes, text)?;
    let lexemes = translate(text, lexemes, &mut readings);
    let mut parser = Parser { text, now, lexemes, next: 0, field: None };
    Ok(Tree { root: parser.alternatives()?, readings })
}

/// Leaves out brackets that are text: those inside words and those without a partner.
fn with_partners(mut lexemes: Vec<Lexeme>, text: &str) -> Parsed<Vec<Lexeme>> {
    let mut opened: Vec<usize> = Vec::new();
    let mut kept = vec![true; lexemes.len()];
    for (at, lexeme) in lexemes.iter().enumerate() {
        match lexeme.token {
            Token::Open | Token::TextOpen => opened.push(at),
            Token::Close => match opened.pop() {
                Some(open) if lexemes[open].token == Token::Open => {}
                Some(open) => (kept[open], kept[at]) = (false, false),
                None => kept[at] = false,
            },
            _ => {}
        }
    }
    opened.into_iter().for_each(|open| kept[open] = false);
    let mut keep = kept.into_iter();
    lexemes.retain(|_| keep.next().unwrap_or(false));
    check_depth(&lexemes, text)?;
    check_ranges(&lexemes, text)?;
    check_numbers(&lexemes, text)?;
    Ok(lexemes)
}

fn check_depth(lexemes: &[Lexeme], text: &str) -> Parsed<()> {
    let mut depth = 0_usize;
    for lexeme in lexemes {
        match lexeme.token {
            Token::Open => depth += 1,
            Token::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            let message = format!("more than {MAX_DEPTH} brackets inside one another: use fewer");
            return Err(ParseError::new(message, text, lexeme.span.clone()));
        }
    }
    Ok(())
}

/// Reads by descent; `None` stands for a part in which nothing can be searched for.
struct Parser<'a> {
    text: &'a str,
    now: Date,
    lexemes: Vec<Lexeme>,
    next: usize,
    /// The field whose value is being read.
    field: Option<Field>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.lexemes.get(self.next).map(|lexeme| &lexeme.token)
    }

    fn take(&mut self) -> Option<Lexeme> {
        let lexeme = self.lexemes.get(self.next).cloned();
        self.next += 1;
        lexeme
    }

    fn error<T>(&self, message: impl Into<String>, span: Range<usize>) -> Parsed<T> {
        Err(ParseError::new(message, self.text, span))
    }

    /// The bytes from the lexeme `first` to the last one taken.
    fn span_since(&self, first: usize) -> Range<usize> {
        let last = self.next.min(self.lexemes.len());
        match self.lexemes.get(first..last) {
            Some([first, .., last]) => first.span.start..last.span.end,
            Some([only]) => only.span.clone(),
            _ => self.text.len()..self.text.len(),
        }
    }

    /// `a OR b OR c`.
    fn alternatives(&mut self) -> Parsed<Option<Node>> {
        let first = self.branch()?;
        if self.peek() != Some(&Token::Or) {
            return Ok(first);
        }
        let mut branches = Vec::new();
        let mut left = first;
        while let Some(or) = self.lexemes.get(self.next).filter(|l| l.token == Token::Or).cloned() {
            self.next += 1;
            let right = self.branch()?;
            let (Some(branch), Some(_)) = (left, &right) else {
                let message =
                    "OR needs words on both sides: 数据 OR 信息 finds either, \"OR\" the word";
                return self.error(message, or.span);
            };
            branches.push(branch);
            left = right;
        }
        branches.extend(left);
        Ok(any_of(branches))
    }

    /// Parts that must all hold, at least one of which asks for something.
    fn branch(&mut self) -> Parsed<Option<Node>> {
        let first = self.next;
        let mut parts = Vec::new();
        while !matches!(self.peek(), None | Some(Token::Or | Token::Close)) {
            parts.extend(self.part()?);
        }
        if !parts.is_empty() && parts.iter().all(|part| matches!(part, Node::Not(_))) {
            let message = "only exclusions: add what to search for, as in 数据 -草案";
            return self.error(message, self.span_since(first));
        }
        Ok(all_of(parts))
    }

    fn part(&mut self) -> Parsed<Option<Node>> {
        if self.peek() != Some(&Token::Minus) {
            return self.positive();
        }
        self.next += 1;
        Ok(self.positive()?.map(|node| Node::Not(Box::new(node))))
    }

    fn positive(&mut self) -> Parsed<Option<Node>> {
        match self.peek() {
            Some(Token::Field(field)) => {
                let field = *field;
                self.field_with_value(field)
            }
            Some(Token::Near(scope)) => {
                let scope = *scope;
                self.near(scope)
            }
            Some(Token::Open) => self.group(),
            Some(Token::Word(_) | Token::Phrase(_)) => self.leaf(),
            None | Some(Token::Or | Token::Close | Token::Minus) => Ok(None),
            Some(_) => {
                self.next += 1;
                Ok(None)
            }
        }
    }

    fn group(&mut self) -> Parsed<Option<Node>> {
        self.next += 1;
        let node = self.alternatives()?;
        self.next += 1;
        Ok(node)
    }

    /// `同句(a b)`.
    fn near(&mut self, scope: Scope) -> Parsed<Option<Node>> {
        let first = self.next;
        self.next += 1;
        let name = scope.name();
        if self.field.is_some() {
            let message = format!("{name}(…) cannot stand in the value of a field: write it apart");
            return self.error(message, self.span_since(first));
        }
        if self.peek() != Some(&Token::Open) {
            let message = format!("{name} needs words in brackets: {name}(班列 供应链)");
            return self.error(message, self.span_since(first));
        }
        let Some(node) = self.group()? else { return Ok(None) };
        if !is_text(&node) {
            let message = format!("{name}(…) holds words, phrases and OR, nothing else");
            return self.error(message, self.span_since(first));
        }
        Ok(Some(Node::Near(scope, Box::new(node))))
    }

    fn field_with_value(&mut self, field: Field) -> Parsed<Option<Node>> {
        let first = self.next;
        self.next += 1;
        if self.field.replace(field).is_some() {
            let message = "a field cannot stand inside the value of another";
            return self.error(message, self.span_since(first));
        }
        let value = self.positive()?;
        self.field = None;
        let Some(node) = value else {
            let message = format!("{}: needs a value, as in {}", field.name(), field.example());
            return self.error(message, self.lexemes[first].span.clone());
        };
        let in_title = field == Field::Title;
        Ok(Some(if in_title { Node::Title(Box::new(node)) } else { node }))
    }

    /// A word or phrase, as the field being read understands it.
    fn leaf(&mut self) -> Parsed<Option<Node>> {
        let Some(Lexeme { token, span }) = self.take() else { return Ok(None) };
        let (Token::Word(text) | Token::Phrase(text)) = &token else { return Ok(None) };
        if !is_searchable(text) {
            return Ok(None);
        }
        let text = text.clone();
        let node = match self.field {
            None | Some(Field::Title) if matches!(token, Token::Word(_)) => Node::Words(text),
            None | Some(Field::Title) => Node::Phrase(join_letter_spaced(&text)),
            Some(field) => self.value(field, text, span)?,
        };
        Ok(Some(node))
    }

    fn value(&self, field: Field, text: String, span: Range<usize>) -> Parsed<Node> {
        let name = || name(&text, field.value());
        let node = match field {
            Field::Date => DateRange::parse(&text, self.now).map(Node::Date),
            Field::Added => Added::parse(&text, self.now).map(Node::Added),
            Field::Number => number(&text),
            Field::Kind => text.parse().map(Node::Kind),
            Field::Level => text.parse().map(Node::Level),
            Field::Region => name().map(Node::Region),
            Field::IssuedIn => name().map(Node::IssuedIn),
            Field::About => name().map(Node::About),
            Field::Validity => text.parse().map(Node::Validity),
            Field::Issuer | Field::Title => name().map(Node::Issuer),
        };
        node.or_else(|error| self.error(error.to_string(), span))
    }
}

/// Whether a node asks for text alone, wherever it stands.
fn is_text(node: &Node) -> bool {
    match node {
        Node::Words(_) | Node::Phrase(_) => true,
        Node::And(parts) | Node::Or(parts) => parts.iter().all(is_text),
        _ => false,
    }
}

/// Refuses `日期:2024 .. 2025`, which would be the year 2024 and words.
fn check_ranges(lexemes: &[Lexeme], text: &str) -> Parsed<()> {
    let is_dated =
        |lexeme: &Lexeme| matches!(lexeme.token, Token::Field(Field::Date | Field::Added));
    let dated = lexemes.iter().any(is_dated);
    let is_dots = |lexeme: &&Lexeme| matches!(&lexeme.token, Token::Word(w) if w.starts_with(".."));
    let follows = |pair: &&[Lexeme]| !is_dated(&pair[0]);
    let apart = lexemes.windows(2).filter(follows).map(|pair| &pair[1]).find(is_dots);
    match apart.filter(|_| dated) {
        Some(dots) => {
            let message = "write a range without spaces: 2025-01..2025-06";
            Err(ParseError::new(message, text, dots.span.clone()))
        }
        None => Ok(()),
    }
}

/// Refuses `文号:国发 2025 1号`, which would be all numbers of a series and words.
fn check_numbers(lexemes: &[Lexeme], text: &str) -> Parsed<()> {
    let goes_on = |word: &str| word.starts_with(|c: char| c.is_numeric() || "〔[【（(".contains(c));
    for three in lexemes.windows(3) {
        let [Token::Field(Field::Number), Token::Word(prefix), Token::Word(next)] =
            [&three[0].token, &three[1].token, &three[2].token]
        else {
            continue;
        };
        if !prefix.contains(char::is_numeric) && goes_on(next) {
            let message = ValueError::Number(prefix.clone()).to_string();
            return Err(ParseError::new(message, text, three[1].span.clone()));
        }
    }
    Ok(())
}

/// All of `parts`, those of inner conjunctions among them; single characters are one word again
/// where only a mark or a bracket kept them apart.
pub(super) fn all_of(parts: Vec<Node>) -> Option<Node> {
    let inner = |part| if let Node::And(inner) = part { inner } else { vec![part] };
    let parts: Vec<Node> = parts.into_iter().flat_map(inner).collect();
    let is_word = |node: &Node| matches!(node, Node::Words(_));
    let runs = parts.chunk_by(|a, b| is_word(a) && is_word(b));
    one_or(runs.flat_map(unspaced).collect(), Node::And)
}

/// Any of `branches`, those of inner disjunctions among them.
fn any_of(branches: Vec<Node>) -> Option<Node> {
    let inner = |branch| if let Node::Or(inner) = branch { inner } else { vec![branch] };
    one_or(branches.into_iter().flat_map(inner).collect(), Node::Or)
}

fn one_or(mut parts: Vec<Node>, over: fn(Vec<Node>) -> Node) -> Option<Node> {
    if parts.len() > 1 { Some(over(parts)) } else { parts.pop() }
}

fn unspaced(run: &[Node]) -> Vec<Node> {
    let word = |node: &Node| if let Node::Words(word) = node { Some(word.clone()) } else { None };
    let Some(words) = run.iter().map(word).collect::<Option<Vec<String>>>() else {
        return run.to_vec();
    };
    let joined = join_letter_spaced(&words.join(" "));
    // Joined, a quote or bracket might find the partner that it did not have.
    let marked = |word: &&String| word.contains(is_delimiter);
    let words: HashSet<&String> = words.iter().filter(marked).collect();
    let new: Vec<String> = joined.split_whitespace().map(str::to_string).collect();
    match new.iter().filter(marked).all(|word| words.contains(word)) {
        true => new.into_iter().map(Node::Words).collect(),
        false => run.to_vec(),
    }
}

fn is_delimiter(c: char) -> bool {
    "\"＂“”「」『』()（）".contains(c)
}
