//! A whole string that is a document number in some spelling → the number.

use std::str::FromStr;

use super::doc_number::DocNumber;
use super::folded::Folded;
use super::shape::{self, PARTS, Shape};
use super::{numeral, prefix};
use crate::announcement::value::ValueError;
use crate::text::pattern::Pattern;

/// `发文字号：`, `备注/文号:`, `【文号】`, after blanks are gone.
static LABEL: Pattern = Pattern::new(
    r"^[\[【(]?(?:备注/)?(?:发文|公文|文件|原|政策)?(?:文 *号|字 *号|文件编号|编号|文件号|批准文号)[\]】)]? *[::]? *",
);

/// `HHCR-2023-01005`, `ZJSP00-2016-0032`, `000014349/2018-00222`.
static REGISTERED: Pattern = Pattern::new(
    r"^(?P<prefix>[A-Z]{2,6}[0-9]{0,4}|[0-9A-Za-z]{9})(?:-|/)(?P<year>(?:19|20)[0-9]{2})-(?P<serial>[0-9]{1,6})$",
);

/// `国发2025 1`, `国发 2025-1号`.
static SHORTHAND: Pattern = Pattern::with(
    PARTS,
    r"^(?P<prefix>{han}{1,10}) *[-/]?(?P<year>(?:19|20)[0-9]{2})(?: +|[-/年]) *第?(?P<serial>[0-9]{1,5}) *号?$",
);

/// What may be behind a number without changing it.
static TAIL: Pattern = Pattern::new(r"^[ 〔〕()\[\]【】。.;,、:]*(?:文件|文)?[ )\]〕。]*$");

impl DocNumber {
    /// The number that `text` is, in any spelling; `None` when it is anything else.
    ///
    /// Strict enough to ask it of a query: words with a year and a figure are a number only if
    /// they have its brackets (`〔2025〕1号`), or if the letters in front are a 机关代字 that cannot
    /// be meant otherwise: a central one we list, one that begins with a province and ends as they
    /// do (`粤府办`), or a local government's (`海政办发`). `2025年`, `十四五` and
    /// `安全生产 2025 1` are none. Words in front are dropped only when glued on
    /// (`依据粤府〔2019〕1号`), so that `养老 国发〔2025〕1号` stays two things.
    ///
    /// A bare `2020年第38号` is read as `公告`, which only are numbered so; see [`Self::of_issuer`].
    /// 登记编号 and 索引号 are read too, and [`Self::is_issued`] tells them apart.
    pub fn parse(text: &str) -> Option<DocNumber> {
        const LONGEST: usize = 400;
        if text.len() > LONGEST
            || !text.contains(|c: char| c.is_numeric()) && !text.contains(['号', '號'])
        {
            return None;
        }
        let folded = Folded::new(text);
        let line = closed_up(folded.text().trim());
        let number = LABEL.replace(&line, "");
        registered(&number).or_else(|| whole(&number)).or_else(|| shorthand(&number))
    }
}

impl FromStr for DocNumber {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        DocNumber::parse(text).ok_or_else(|| ValueError::Number(text.to_string()))
    }
}

/// The line with letter-spaced words closed up (`国 发 〔2025〕1号`): two or more words of one
/// Chinese character in a row are one word.
fn closed_up(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').filter(|word| !word.is_empty()).collect();
    let lone = |word: &str| word.chars().count() == 1 && !word.is_ascii();
    let mut closed = String::new();
    for (at, word) in words.iter().enumerate() {
        let joined = at > 0 && lone(words[at - 1]) && lone(word);
        if at > 0 && !joined {
            closed.push(' ');
        }
        closed.push_str(word);
    }
    closed
}

fn registered(text: &str) -> Option<DocNumber> {
    let found = REGISTERED.captures(text)?;
    let year = numeral::year(&found["year"]);
    Some(DocNumber {
        prefix: found["prefix"].to_string(),
        year,
        serial: numeral::value(&found["serial"])?,
    })
}

fn whole(text: &str) -> Option<DocNumber> {
    let shape = shape::all(text).into_iter().next()?;
    let before =
        text[..shape.span.start].trim_start_matches(['(', '[', '〔', '【', ' ', '《', '*']);
    let alone = !before.contains(' ') || prefix::is_organ(before.trim_end());
    let complete = alone && TAIL.is_match(&text[shape.span.end..]);
    complete.then(|| issued(shape)).flatten()
}

/// The shape as a number, if its prefix can number documents.
fn issued(shape: Shape) -> Option<DocNumber> {
    let mut number = DocNumber::from(shape);
    if number.prefix.is_empty() {
        number.year?;
        number.prefix = "公告".to_string();
    }
    let counts = number.year.is_some() && !number.prefix.ends_with(['报', '期', '辑', '卷']);
    (prefix::is_order(&number.prefix) || counts || prefix::is_plausible(&number.prefix))
        .then_some(number)
}

fn shorthand(text: &str) -> Option<DocNumber> {
    let found = SHORTHAND.captures(text)?;
    let prefix = prefix::filed(&found["prefix"]);
    let year = numeral::year(&found["year"]);
    let serial = numeral::value(&found["serial"]).filter(|serial| *serial > 0)?;
    prefix::is_unmistakable(&prefix).then_some(DocNumber { prefix, year, serial })
}
