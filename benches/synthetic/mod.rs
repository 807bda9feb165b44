//! Announcements made up by rule, as many as are wanted: for measurements that anyone can repeat.
//!
//! ```console
//! $ cargo bench --bench synthesize -- 100000 DIR
//! $ search index DIR --index DIR-index && search bench --index DIR-index
//! ```
//!
//! writes 100,000 of them as JSONL into `DIR`, 10,000 a file, each line
//! `{id, title, issuer, number, written, published, source, url, body}`. A third argument is the
//! seed, 1 without it: the same seed makes the same bytes, and a smaller corpus is the beginning of
//! a larger one. A hundred thousand are some 330 MB.
//!
//! No sentence means anything and no announcement exists; the names of bodies and divisions are
//! real, so that they are recognised. What is drawn from which distribution:
//!
//! * **words** of bodies by the frequencies of jieba's own dictionary ([`words`]), put together into
//!   clauses of three to eight. A third of a text's clauses repeat it; of the others six in seven
//!   come from a stock that all texts share, every fourth begins with a word of the subject. So a
//!   text has about as many different pairs of characters as a real one: 0.5 a character within a
//!   thousand characters, where laws have 0.45 and independent words 0.74;
//! * **subjects** of two to four words, every second one with a term of policy;
//! * **lengths** of bodies log-normal, median 800 characters, σ 0.7, at most 20,000;
//! * **issuers** by level as [`issuers::LEVELS`] says, divisions evenly;
//! * **titles** `X关于Y的Z`, Z by the shares of 34,578 real titles ([`titles::KINDS`]), half of the
//!   notices 印发 or 转发 something;
//! * **dates written** 2000 to 2025, each year a tenth more than the one before; of those put online,
//!   85 % within three weeks, the others any time up to the end of 2025;
//! * **numbers** for nine in ten, in Han brackets, small ones more often;
//! * **re-posts**, one in 20: an announcement of the last thousand again at another address, every
//!   second one with a line of the re-publisher's below;
//! * **titles that come again**, one in 12: issuer and title of an earlier one, all else another's.

pub(super) mod dice;
pub(super) mod issuers;
mod text;
pub(super) mod titles;
pub(super) mod words;

use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufWriter, Result, Write};
use std::path::Path;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde_json::{Value, json};

use dice::Dice;
use issuers::{Bodies, Body};
use text::Stock;
use titles::Titles;
use words::Words;

/// How many announcements stand in one file.
pub(super) const PER_FILE: usize = 10_000;

/// How many announcements can be posted again, or lend their title.
const REMEMBERED: usize = 1_000;

/// The last day anything is put online.
const LAST: Date = date(2025, 12, 31);

/// One announcement.
#[derive(Clone, Debug)]
pub(super) struct Announcement {
    pub title: String,
    pub issuer: Body,
    pub number: Option<String>,
    pub written: Date,
    pub published: Date,
    pub source: String,
    pub body: String,
    /// Whether it is an earlier one again.
    pub reposted: bool,
}

/// Makes announcements without end.
pub(super) struct Generator {
    dice: Dice,
    stock: Stock,
    bodies: Bodies,
    titles: Titles,
    earlier: VecDeque<Announcement>,
}

impl Generator {
    /// Announcements that follow from `seed`.
    pub(super) fn new(seed: u64) -> Self {
        Self::of_length(seed, text::MEDIAN)
    }

    /// The same with bodies of this median length, in characters.
    pub(super) fn of_length(seed: u64, median: f64) -> Self {
        let mut dice = Dice::new(seed);
        let stock = Stock::new(Words::new(), median, &mut dice);
        let (bodies, titles) = (Bodies::new(), Titles::new());
        Self { dice, stock, bodies, titles, earlier: VecDeque::new() }
    }

    fn fresh(
        &mut self,
        (issuer, subject, title): (Body, Option<Vec<String>>, Option<String>),
    ) -> Announcement {
        let subject = subject.unwrap_or_else(|| self.titles.subject(&mut self.dice));
        let title =
            title.unwrap_or_else(|| self.titles.title(&issuer.name, &subject, &mut self.dice));
        let written = written(&mut self.dice);
        let number = self.dice.chance(0.9).then(|| number(&issuer, written, &mut self.dice));
        let body = text::body(&issuer, &subject, written, &self.stock, &mut self.dice);
        let published = published(written, &mut self.dice);
        let source = issuer.name.clone();
        Announcement { title, issuer, number, written, published, source, body, reposted: false }
    }

    /// An earlier one at another place.
    fn reposted(&mut self, earlier: Announcement) -> Announcement {
        let source = self.bodies.draw(&mut self.dice).name;
        let mut body = earlier.body;
        if self.dice.chance(0.5) {
            body.push_str(&format!("\n（{source}转载）"));
        }
        let published = published(earlier.published, &mut self.dice);
        Announcement { source, body, published, reposted: true, ..earlier }
    }
}

impl Iterator for Generator {
    type Item = Announcement;

    fn next(&mut self) -> Option<Announcement> {
        let fate = self.dice.unit();
        let earlier = match self.earlier.len() {
            0 => None,
            known => self.earlier.get(self.dice.below(known)).cloned(),
        };
        let made = match earlier {
            Some(earlier) if fate < 1.0 / 20.0 => self.reposted(earlier),
            Some(earlier) if fate < 1.0 / 20.0 + 1.0 / 12.0 => {
                let subject = self.titles.subject(&mut self.dice);
                self.fresh((earlier.issuer, Some(subject), Some(earlier.title)))
            }
            _ => {
                let issuer = self.bodies.draw(&mut self.dice);
                self.fresh((issuer, None, None))
            }
        };
        if !made.reposted {
            self.earlier.push_back(made.clone());
        }
        if self.earlier.len() > REMEMBERED {
            self.earlier.pop_front();
        }
        Some(made)
    }
}

/// Writes the first `count` announcements of `seed` into `dir`, `per_file` in each of its files, and
/// returns how many bytes that are.
pub(super) fn write(count: usize, per_file: usize, dir: &Path, seed: u64) -> Result<u64> {
    write_of(Generator::new(seed), count, per_file, dir)
}

/// Writes the next `count` announcements of a generator, as [`write`] does.
pub(super) fn write_of(made: Generator, count: usize, per_file: usize, dir: &Path) -> Result<u64> {
    std::fs::create_dir_all(dir)?;
    let mut announcements = made.take(count).enumerate().peekable();
    let mut bytes = 0;
    while let Some((first, _)) = announcements.peek() {
        let name = format!("synthetic-{:05}.jsonl", first / per_file);
        let mut out = BufWriter::new(File::create(dir.join(name))?);
        for (index, announcement) in announcements.by_ref().take(per_file) {
            let line = format!("{}\n", record(index, &announcement));
            out.write_all(line.as_bytes())?;
            bytes += line.len() as u64;
        }
        out.flush()?;
    }
    Ok(bytes)
}

/// The line of the announcement at `index`.
fn record(index: usize, announcement: &Announcement) -> Value {
    let Announcement { title, issuer, number, written, published, source, body, .. } = announcement;
    json!({
        "id": format!("s{index:07}"),
        "title": title,
        "issuer": issuer.name,
        "number": number,
        "written": written.to_string(),
        "published": published.to_string(),
        "source": source,
        "url": format!("https://synthetic.example/{}/{index}.html", published.year()),
        "body": body,
    })
}

/// A day of 2000 to 2025, each year a tenth more often than the one before.
fn written(dice: &mut Dice) -> Date {
    let growth = 1.1_f64;
    let all = growth.powi(26) - 1.0;
    let year = (dice.unit() * all + 1.0).ln() / growth.ln();
    let first = date(2000 + (year as i16).min(25), 1, 1);
    first.saturating_add((dice.below(usize::from(first.days_in_year() as u16)) as i64).days())
}

/// A day on or after the day something was written.
fn published(written: Date, dice: &mut Dice) -> Date {
    let last = (LAST - written).get_days().max(0) as usize;
    let days = if dice.chance(0.85) { dice.below(21).min(last) } else { dice.below(last + 1) };
    written.saturating_add((days as i64).days())
}

/// A number of the issuer's, of the year; small ones more often.
fn number(issuer: &Body, written: Date, dice: &mut Dice) -> String {
    let end = 1 + dice.below(300);
    format!("{}〔{}〕{}号", issuer.sign, written.year(), 1 + dice.below(end))
}
