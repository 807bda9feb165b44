//! What was typed or pasted → a query, with all that is read for the user in it.

use jiff::civil::Date;

use super::added::Added;
use super::error::ParseError;
use super::normal::{is_letter_spaced, readable};
use super::parser::{Tree, tree};
use super::pasted::{
    LONGEST_TYPED, LONGEST_WRITTEN, all_words, has_line_break, is_written, marks, phrase, pieces,
    unmarked,
};
use super::reading::{Meaning, Reading};
use super::tree::{Node, Query};
use super::when;

/// How many characters a query may have: a long document.
pub const MAX_CHARACTERS: usize = 20_000;

/// What is wrong with a text of at most this many characters is told; a longer one is plain text.
const LONGEST_TOLD: usize = 40;

const NOTHING: &str = "only marks, nothing to search for: type words, as in 数据安全";

type Parsed<T> = Result<T, ParseError>;

impl Query {
    /// A query for `root`, shown as `text`, none of whose parts was read as anything but text.
    pub(crate) fn new(text: String, root: Node) -> Self {
        Self { text, root, readings: Vec::new(), pasted: false }
    }

    /// The query that every announcement answers, for [`Filters`](crate::request::Filters) to narrow.
    pub fn everything() -> Query {
        Query::new(String::new(), Node::And(Vec::new()))
    }

    /// Reads what a user typed or pasted; `now` is the day from which 今年 and 近三年 are told.
    ///
    /// Beside its own syntax it reads times (近三年), wishes for what is new (最新) and the operators
    /// of other tools; quotes around a part undo that, and so does [`literal`](Self::literal). A text
    /// with line breaks or of more than 200 characters is plain text, unless it is clearly written
    /// in this language.
    ///
    /// Fails if there is nothing to search for, or the text is longer than [`MAX_CHARACTERS`]. A text
    /// of up to 40 characters also fails, with the place and the remedy, when a field is mistyped or
    /// has a value that it cannot have, an `OR` lacks a side, or nothing but exclusions was typed; a
    /// longer one is then read as plain text.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use policy_search::Query;
    ///
    /// let now = date(2026, 1, 20);
    /// let query = Query::parse("運(yùn)輸 OR “數據安全” -草案 日期：去年", now)?;
    /// assert_eq!(query.to_string(), "運輸 OR \"數據安全\" -草案 日期:2025");
    ///
    /// let query = Query::parse("去年的养老政策 NOT 农村", now)?;
    /// assert_eq!(query.to_string(), "日期:2025 养老政策 -农村");
    ///
    /// let error = Query::parse("数据 titel:安全", now).unwrap_err();
    /// assert!(error.message().starts_with("no field titel: did you mean title?"));
    /// assert_eq!(error.characters(), 3..8);
    /// # Ok::<(), policy_search::ParseError>(())
    /// ```
    pub fn parse(text: &str, now: Date) -> Result<Query, ParseError> {
        Reader { now, forgiving: true }.read(text)
    }

    /// Reads a query by its own syntax alone: times, words for what is new, operators of other tools
    /// and mistyped fields are text.
    ///
    /// Fails as [`parse`](Self::parse) does, but for mistyped fields.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use policy_search::Query;
    ///
    /// let query = Query::literal("近三年 最新政策 类型:通知", date(2026, 1, 20))?;
    /// assert_eq!(query.to_string(), "近三年 最新政策 类型:通知");
    /// # Ok::<(), policy_search::ParseError>(())
    /// ```
    pub fn literal(text: &str, now: Date) -> Result<Query, ParseError> {
        Reader { now, forgiving: false }.read(text)
    }

    /// Whether it was read as plain text: it has line breaks or many characters, or is no query of
    /// this language. Its root then holds words alone.
    pub(crate) fn is_pasted(&self) -> bool {
        self.pasted
    }

    /// Whether it asks for words or a number, by which hits are ranked; without, all that its fields
    /// and the filters let through is found.
    pub fn has_words(&self) -> bool {
        !self.root.leaves().is_empty()
    }

    /// Whether it asks for what the latest run brought in.
    pub(crate) fn asks_last_run(&self) -> bool {
        fn asks(node: &Node) -> bool {
            match node {
                Node::Added(added) => *added == Added::LastRun,
                Node::And(parts) | Node::Or(parts) => parts.iter().any(asks),
                Node::Not(part) => asks(part),
                _ => false,
            }
        }
        asks(&self.root)
    }

    /// Whether the latest documents are to come first.
    pub fn wants_newest(&self) -> bool {
        self.readings.iter().any(|reading| reading.meaning == Meaning::Newest)
    }
}

/// How a text is read.
struct Reader {
    /// Today.
    now: Date,
    /// Whether times, novelty and other tools' operators are read too.
    forgiving: bool,
}

impl Reader {
    fn read(&self, typed: &str) -> Parsed<Query> {
        let text = readable(typed);
        let length = text.chars().count();
        if length > MAX_CHARACTERS {
            let message = format!(
                "the query has {length} characters and may have {MAX_CHARACTERS}: shorten it"
            );
            return refused(message, &text);
        }
        if text.is_empty() {
            return refused("the query is empty: type what to search for, as in 数据安全", &text);
        }
        if let Some(phrase) = phrase(&text) {
            return Ok(Query::new(text, phrase));
        }
        let broken = has_line_break(typed) && text.contains(char::is_whitespace);
        match broken || length > LONGEST_TYPED {
            false => self.typed(text, length),
            true => self.long(text, broken),
        }
    }

    /// Reads a line of usual length. What is wrong with a short one is told.
    fn typed(&self, text: String, length: usize) -> Parsed<Query> {
        match self.line(&text) {
            Err(error) if length > LONGEST_TOLD => {
                let place = error.characters();
                let place: String = text.chars().skip(place.start).take(place.len()).collect();
                self.plain(text, vec![Reading::new(place, Meaning::Marks)])
            }
            read => read,
        }
    }

    /// Reads a text that is long or has line breaks: a query of this language if it is one line that
    /// is clearly written in it, else plain text.
    fn long(&self, text: String, broken: bool) -> Parsed<Query> {
        if !broken && text.chars().count() <= LONGEST_WRITTEN {
            let query = self.line(&text).ok();
            if let Some(query) = query.filter(|query| is_written(&query.root, &text)) {
                return Ok(query);
            }
        }
        let marks = marks(&text);
        self.plain(text, marks)
    }

    /// Reads a text without syntax. Of one piece among marks, the piece alone is read.
    fn plain(&self, text: String, readings: Vec<Reading>) -> Parsed<Query> {
        let mut pieces = pieces(&text);
        if let Some(phrase) = phrase(&pieces.join(" ")) {
            return Ok(Query::new(text, phrase));
        }
        if let [piece] = pieces[..]
            && piece.len() < text.len()
        {
            let read = self.read(piece);
            pieces = unmarked(piece);
            match pieces[..] {
                _ if read.is_ok() => return read,
                [word] if word.len() < piece.len() => return self.read(word),
                _ => {}
            }
        }
        match all_words(&pieces) {
            Some(root) => Ok(Query { text, root, readings, pasted: true }),
            None => refused(NOTHING, &text),
        }
    }

    /// Reads one line by the syntax.
    fn line(&self, text: &str) -> Parsed<Query> {
        let Tree { root, readings } = tree(text, self.now, self.forgiving)?;
        let Some(root) = root else { return self.unread(text) };
        let shown = if is_letter_spaced(text) { root.to_string() } else { text.to_string() };
        let mut query = Query { text: shown, root, readings, pasted: false };
        if self.forgiving {
            when::read(&mut query, self.now);
        }
        query.readings.sort_by_key(|reading| query.text.find(&reading.text));
        Ok(query)
    }

    /// Reads a line that holds nothing but marks, or nothing but operators of other tools: as text
    /// they are what is looked for.
    fn unread(&self, text: &str) -> Parsed<Query> {
        if !self.forgiving {
            return refused(NOTHING, text);
        }
        let query = Reader { now: self.now, forgiving: false }.line(text)?;
        let shown = query.root.to_string();
        if shown == text { Ok(query) } else { self.line(&shown) }
    }
}

fn refused<T>(message: impl Into<String>, text: &str) -> Parsed<T> {
    Err(ParseError::new(message, text, 0..text.len()))
}
