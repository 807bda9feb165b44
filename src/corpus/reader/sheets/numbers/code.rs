//! A format code → its sections of tokens.

/// One section of a format code.
#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    pub kind: Kind,
    /// Which numbers it is for, where it says so.
    pub condition: Option<(Comparison, f64)>,
    pub tokens: Vec<Token>,
}

/// What a section makes of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    General,
    Number,
    Date,
    Elapsed,
}

/// How a number compares with that of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    GreaterOrEqual,
    Greater,
}

/// A piece of a format code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// What is shown as it is.
    Words(String),
    /// The place of a digit: `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    Exponent,
    Slash,
    /// The value itself, `General` or `@`.
    Value,
    /// The value of a text, `@`.
    Text,
    /// Letters of a date in lower case (`yyyy`); minutes are `n`.
    Date(char),
    /// A unit that counts on beyond its usual end (`[h]`).
    Elapsed(char),
}

/// The longest code that is read, in characters; Excel's own end at 255.
const LONGEST: usize = 512;

/// The sections of a format code.
pub(super) fn sections(code: &str) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut scanner = Scanner { rest: code.chars().take(LONGEST).collect::<Vec<_>>(), at: 0 };
    loop {
        let (section, has_more) = scanner.section();
        sections.push(section.judged());
        if !has_more || sections.len() == 4 {
            return sections;
        }
    }
}

/// A code that is being read.
struct Scanner {
    rest: Vec<char>,
    at: usize,
}

impl Scanner {
    fn next(&mut self) -> Option<char> {
        let next = self.rest.get(self.at).copied();
        self.at += 1;
        next
    }

    /// Reads a word of the code if it comes next, in either case.
    fn skip(&mut self, word: &str) -> bool {
        let length = word.chars().count();
        let ahead = self.rest.get(self.at..self.at + length).unwrap_or_default();
        let is_next = !ahead.is_empty()
            && ahead.iter().zip(word.chars()).all(|(c, w)| c.eq_ignore_ascii_case(&w));
        if is_next {
            self.at += length;
        }
        is_next
    }

    /// Reads up to a closing sign, which is left out.
    fn until(&mut self, end: char) -> String {
        std::iter::from_fn(|| self.next().filter(|c| *c != end)).collect()
    }

    /// The next section, and whether another follows.
    fn section(&mut self) -> (Section, bool) {
        let mut section = Section::default();
        loop {
            if ["general", "g/通用格式", "g/標準", "g/标准"].iter().any(|word| self.skip(word))
            {
                section.tokens.push(Token::Value);
                continue;
            }
            if ["am/pm", "a/p", "上午/下午"].iter().any(|word| self.skip(word)) {
                continue;
            }
            match self.next() {
                None => return (section, false),
                Some(';') => return (section, true),
                Some(c) => self.token(c, &mut section),
            }
        }
    }

    fn token(&mut self, c: char, section: &mut Section) {
        let token = match c {
            '"' => Token::Words(self.until('"')),
            '\\' | '!' => Token::Words(self.next().into_iter().collect()),
            '_' | '*' => {
                self.next();
                return;
            }
            '[' => {
                let inside = self.until(']');
                return section.bracket(&inside);
            }
            '0' | '#' | '?' => Token::Digit(c),
            '.' => Token::Point,
            ',' => Token::Comma,
            '%' => Token::Percent,
            '/' => Token::Slash,
            '@' => Token::Text,
            'E' | 'e' if matches!(self.rest.get(self.at), Some('+' | '-')) => {
                self.next();
                Token::Exponent
            }
            c if "ymdhsegab".contains(c.to_ascii_lowercase()) => {
                Token::Date(c.to_ascii_lowercase())
            }
            c => Token::Words(c.into()),
        };
        section.tokens.push(token);
    }
}

impl Section {
    /// Takes what is in square brackets: a unit, a currency, a condition; colours say nothing.
    fn bracket(&mut self, inside: &str) {
        let lower = inside.to_ascii_lowercase();
        let unit = lower
            .chars()
            .next()
            .filter(|c| matches!(c, 'h' | 'm' | 's') && lower.chars().all(|other| other == *c));
        if let Some(unit) = unit {
            self.tokens.push(Token::Elapsed(unit));
        } else if let Some(currency) = inside.strip_prefix('$') {
            let sign = currency.split('-').next().unwrap_or_default();
            self.tokens.push(Token::Words(sign.into()));
        } else if inside.starts_with(['<', '>', '=']) {
            self.condition = condition(inside);
        }
    }

    /// The section with its kind, by what tokens it has.
    fn judged(mut self) -> Self {
        let has = |wanted: fn(&Token) -> bool| self.tokens.iter().any(wanted);
        self.kind = if has(|token| matches!(token, Token::Elapsed(_))) {
            Kind::Elapsed
        } else if has(|token| matches!(token, Token::Value | Token::Text)) {
            Kind::General
        } else if self.is_date() {
            Kind::Date
        } else if has(|token| matches!(token, Token::Digit(_))) && !self.is_fraction() {
            Kind::Number
        } else if self.is_fraction() || self.tokens.is_empty() {
            Kind::General
        } else {
            Kind::Number
        };
        if matches!(self.kind, Kind::Date | Kind::Elapsed) {
            self.tell_minutes();
        }
        self
    }

    /// Letters of eras and weekdays are rare, and units beside digits (`0kg`) have them too.
    fn is_date(&self) -> bool {
        let has = |wanted: fn(&Token) -> bool| self.tokens.iter().any(wanted);
        has(|token| matches!(token, Token::Date('y' | 'm' | 'd' | 'h' | 's')))
            || has(|token| matches!(token, Token::Date(_)))
                && !has(|token| matches!(token, Token::Digit(_)))
    }

    fn is_fraction(&self) -> bool {
        let after = self.tokens.iter().skip_while(|token| !matches!(token, Token::Digit(_)));
        after.into_iter().any(|token| *token == Token::Slash)
    }

    /// Tells minutes, which follow hours or precede seconds, from months.
    fn tell_minutes(&mut self) {
        let letter = |token: &Token| match token {
            Token::Date(c) | Token::Elapsed(c) => Some(*c),
            _ => None,
        };
        let units: Vec<(usize, char)> = self
            .tokens
            .iter()
            .enumerate()
            .filter_map(|(at, token)| Some((at, letter(token)?)))
            .collect();
        let mut before = ' ';
        for (place, (at, unit)) in units.iter().enumerate() {
            let after = units[place..].iter().map(|(_, unit)| *unit).find(|unit| *unit != 'm');
            if *unit == 'm' && (before == 'h' || after == Some('s')) {
                if let Token::Date(c) = &mut self.tokens[*at] {
                    *c = 'n';
                }
            } else if *unit != 'm' {
                before = *unit;
            }
        }
    }

    pub(super) fn is_met(&self, value: f64) -> bool {
        self.condition.is_none_or(|(comparison, bound)| match comparison {
            Comparison::Less => value < bound,
            Comparison::LessOrEqual => value <= bound,
            Comparison::Equal => value == bound,
            Comparison::NotEqual => value != bound,
            Comparison::GreaterOrEqual => value >= bound,
            Comparison::Greater => value > bound,
        })
    }

    /// The words of the section around a value.
    pub(super) fn around(&self, value: &str) -> String {
        let has_place = self.tokens.iter().any(|token| matches!(token, Token::Value | Token::Text));
        let mut shown = String::new();
        for token in &self.tokens {
            match token {
                Token::Words(words) => shown.push_str(words),
                Token::Value | Token::Text => shown.push_str(value),
                _ => {}
            }
        }
        if has_place { shown } else { value.to_string() }
    }
}

fn condition(inside: &str) -> Option<(Comparison, f64)> {
    let signs = inside.len() - inside.trim_start_matches(['<', '>', '=']).len();
    let (sign, number) = inside.split_at(signs);
    let comparison = match sign {
        "<" => Comparison::Less,
        "<=" => Comparison::LessOrEqual,
        "=" => Comparison::Equal,
        "<>" => Comparison::NotEqual,
        ">=" => Comparison::GreaterOrEqual,
        ">" => Comparison::Greater,
        _ => return None,
    };
    Some((comparison, number.trim().parse().ok()?))
}
