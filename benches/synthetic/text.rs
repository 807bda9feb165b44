//! Bodies: salutation, sections of paragraphs, signature and date.

use jiff::civil::Date;

use super::dice::Dice;
use super::issuers::Body;
use super::words::Words;

/// The median length of a body in characters, if no other is asked for.
pub(super) const MEDIAN: f64 = 800.0;
/// How far lengths lie apart: the standard deviation of their logarithms.
const SIGMA: f64 = 0.7;
/// No body is longer, in characters.
const LONGEST: f64 = 20_000.0;
/// No section is shorter than this, in characters.
const SHORTEST: usize = 20;
/// How likely a clause has a word of the subject.
const ON_SUBJECT: f64 = 1.0 / 4.0;
/// How likely a clause is one that the text has already.
const AGAIN: f64 = 0.35;
/// How many clauses texts have in common.
const CLAUSES: usize = 5_000;
/// How likely a clause is none of those.
const FRESH: f64 = 0.15;
/// How likely a sentence has a figure.
const FIGURES: f64 = 1.0 / 8.0;

const ORDINALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
const UNITS: [&str; 6] = ["%", "万元", "个工作日", "家", "项", "公里"];
const HEADINGS: [&str; 8] =
    ["总体要求", "工作目标", "主要任务", "重点工作", "保障措施", "组织领导", "监督检查", "附则"];
/// Documents since then give their date in Arabic figures.
const ARABIC_SINCE: i16 = 2012;

/// Words, and the clauses that texts have in common.
pub(super) struct Stock {
    words: Words,
    /// The median length of a body in characters.
    median: f64,
    clauses: Vec<String>,
}

impl Stock {
    /// The clauses that all texts of the same seed have in common.
    pub(super) fn new(words: Words, median: f64, dice: &mut Dice) -> Self {
        let clauses = (0..CLAUSES).map(|_| fresh(&words, dice)).collect();
        Self { words, median, clauses }
    }

    fn clause(&self, dice: &mut Dice) -> String {
        if dice.chance(FRESH) {
            return fresh(&self.words, dice);
        }
        // The lower of two places: the first clauses of the stock come most often.
        let place = dice.below(CLAUSES).min(dice.below(CLAUSES));
        self.clauses[place].clone()
    }
}

/// Three to eight words that stand together for the first time.
fn fresh(words: &Words, dice: &mut Dice) -> String {
    (0..dice.within(3, 8)).map(|_| words.draw(dice)).collect()
}

/// The text of what `issuer` says about `subject`, with its signature.
pub(super) fn body(
    issuer: &Body,
    subject: &[String],
    written: Date,
    stock: &Stock,
    dice: &mut Dice,
) -> String {
    let wanted = dice.log_normal(stock.median, SIGMA).min(LONGEST) as usize;
    let end = format!("\n特此通知。\n{}\n{}", issuer.name, day(written));
    let mut text = format!("{}：", issuer.addressed());
    let mut length = text.chars().count() + end.chars().count();
    let mut sections = ORDINALS.iter();
    let mut draft = Draft { subject, stock, dice, said: Vec::new() };
    while length + SHORTEST < wanted {
        let heading = draft.dice.chance(0.3).then(|| sections.next()).flatten();
        let heading = heading.map(|ordinal| format!("{ordinal}、{}\n", draft.dice.pick(&HEADINGS)));
        let part = format!("\n{}{}", heading.unwrap_or_default(), draft.paragraph());
        let left = wanted - length;
        let part = if part.chars().count() > left { shortened(&part, left) } else { part };
        length += part.chars().count();
        text.push_str(&part);
    }
    text + &end
}

/// The first `length` characters, which end a sentence.
fn shortened(part: &str, length: usize) -> String {
    let kept: String = part.chars().take(length.saturating_sub(1)).collect();
    format!("{}。", kept.trim_end_matches(['，', '。', '\n']))
}

/// A body as it grows.
struct Draft<'a> {
    subject: &'a [String],
    stock: &'a Stock,
    dice: &'a mut Dice,
    /// The clauses so far.
    said: Vec<String>,
}

impl Draft<'_> {
    /// Two to six sentences.
    fn paragraph(&mut self) -> String {
        (0..self.dice.within(2, 6)).map(|_| self.sentence()).collect()
    }

    /// One to four clauses, now and then with a figure.
    fn sentence(&mut self) -> String {
        let mut clauses: Vec<String> = (0..self.dice.within(1, 4)).map(|_| self.clause()).collect();
        if self.dice.chance(FIGURES) {
            let (figure, unit) = (self.dice.within(2, 500), self.dice.pick(&UNITS));
            clauses.push(format!("不少于{figure}{unit}"));
        }
        format!("{}。", clauses.join("，"))
    }

    /// A clause that was said before, or one with maybe a word of the subject before it.
    fn clause(&mut self) -> String {
        if !self.said.is_empty() && self.dice.chance(AGAIN) {
            return self.dice.pick(&self.said).clone();
        }
        let mut clause = self.stock.clause(self.dice);
        if self.dice.chance(ON_SUBJECT) {
            clause.insert_str(0, &self.subject[self.dice.below(self.subject.len())]);
        }
        self.said.push(clause.clone());
        clause
    }
}

/// A date as documents of its time write it.
fn day(written: Date) -> String {
    let (year, month, day) = (written.year(), written.month(), written.day());
    if year >= ARABIC_SINCE {
        return format!("{year}年{month}月{day}日");
    }
    let digits = year.to_string();
    let digits = digits.chars().map(|digit| match digit {
        '0' => "〇",
        digit => ORDINALS[digit as usize - '1' as usize],
    });
    format!("{}年{}月{}日", digits.collect::<String>(), numeral(month), numeral(day))
}

/// A number of 1 to 31 in Han characters.
fn numeral(number: i8) -> String {
    let ones = |number: i8| match number % 10 {
        0 => "",
        ones => ORDINALS[ones as usize - 1],
    };
    match number {
        ..10 => ones(number).to_string(),
        10..20 => format!("十{}", ones(number)),
        _ => format!("{}十{}", ORDINALS[number as usize / 10 - 1], ones(number)),
    }
}
