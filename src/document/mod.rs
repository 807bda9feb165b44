//! An announcement as any index holds it: its texts, and the values of its fields.
//!
//! [`of`] makes a [`Document`] of a [`Record`]. What an index does with it, and how it finds it again,
//! is the index's own: the fields ([`fields`]), the keys of titles ([`title`]), the ways texts name
//! one another ([`names`]) and the boundaries of sentences ([`boundaries`]) are the same in all.

pub(crate) mod boundaries;
pub(crate) mod fields;
pub(crate) mod keys;
pub(crate) mod names;
mod record;
pub(crate) mod stored;
pub(crate) mod title;

pub(crate) use fields::{Field, Value};
pub use record::Record;

use std::collections::BTreeSet;

use crate::analyzer::length;
use crate::announcement::Announcement;
use crate::error::Result;
use crate::issuer::registry;
use crate::text::{
    Article, Begin, Beside, Figures, Folded, STATE, bands, fold, furniture, tokens_without,
};

/// Bodies of fewer folded bytes than this are not compared: two empty pages are not one text.
const SHORTEST_COMPARED: usize = 60;

/// The folded texts of a document, which are cut into grams and characters.
pub(crate) struct Texts {
    /// Title and body, with a break between.
    pub(crate) text: String,
    /// The title.
    pub(crate) title: String,
    /// The words of glosses beside the text.
    pub(crate) beside: Vec<Beside>,
    /// Those beside the title.
    pub(crate) beside_title: Vec<Beside>,
    /// Where sentences and paragraphs begin, as positions of the grams of the text.
    pub(crate) boundaries: Vec<(u32, Begin)>,
}

/// An announcement as any index holds it.
pub(crate) struct Document {
    /// Its texts: the fields of grams, characters and boundaries.
    pub(crate) texts: Texts,
    /// The values of all other fields. A field may have several, in order.
    pub(crate) values: Vec<(Field, Value)>,
    /// How many terms its text has.
    pub(crate) length: u64,
}

/// The document of a record.
///
/// # Errors
/// When the record cannot be written as JSON.
pub(crate) fn of(record: &Record) -> Result<Document> {
    let announcement = &record.announcement;
    let title = fold(&announcement.title);
    let body = fold(&announcement.body);
    let mut values = Values::default();
    values.add_titles(announcement);
    values.add_references(announcement);
    values.add(Field::Id, keys::of_id(&record.id));
    values.add(Field::Path, record.place.key());
    values.add(Field::Added, record.added.as_millisecond().max(0) as u64);
    values.add_metadata(announcement);
    values.add_sameness(announcement, title.as_str(), body.as_str());
    let is_article = Article::of(title.as_str()).is_some();
    let furniture = (!is_article).then(|| furniture(&announcement.body));
    if let Some(furniture) = &furniture {
        values.add_sketch(&announcement.body, furniture);
    }
    let length = values.add_work(title.as_str()) + length(body.as_str());
    let length = length + (title.beside().len() + body.beside().len()) as u64;
    values.add(Field::Length, length);
    values.add(Field::Stored, stored::written(record, furniture)?);
    Ok(Document { texts: texts(announcement, &title, &body), values: values.0, length })
}

/// The division that a title names in its subject: what follows 关于, else all of it.
fn about(title: &str) -> Option<String> {
    let title = fold(title);
    let subject = title.as_str().split_once("关于").map_or(title.as_str(), |(_, subject)| subject);
    registry().region_in(subject)
}

fn texts(announcement: &Announcement, title: &Folded, body: &Folded) -> Texts {
    let (text, beside) = whole(title, body);
    let titled = (&*announcement.title, title);
    let bodied = (&*announcement.body, body);
    let boundaries = boundaries::listed(&text, titled, bodied);
    let beside_title = title.beside().to_vec();
    Texts { text, title: title.as_str().to_string(), beside, beside_title, boundaries }
}

/// The text of a document, its title and its body with a break between, and the words of glosses beside it.
pub(crate) fn whole(title: &Folded, body: &Folded) -> (String, Vec<Beside>) {
    let text = format!("{} {}", title.as_str(), body.as_str());
    let shift = title.as_str().len() + 1;
    let of_body = body.beside().iter();
    let of_body = of_body.map(|gloss| Beside { at: gloss.at + shift, ..gloss.clone() });
    (text, title.beside().iter().cloned().chain(of_body).collect())
}

/// The values of a document, as they are gathered.
#[derive(Default)]
struct Values(Vec<(Field, Value)>);

impl Values {
    fn add(&mut self, field: Field, value: impl Into<Value>) {
        self.0.push((field, value.into()));
    }

    /// The work that an article is of; returns the length of its title, the article's number left out.
    fn add_work(&mut self, title: &str) -> u64 {
        let Some(article) = Article::of(title) else { return length(title) };
        let work = title::key(&article.work).replace(STATE, "");
        self.add(Field::Work, keys::hash(&[&work]));
        length(&article.work)
    }

    /// The keys of its title as people and as other texts write it.
    fn add_titles(&mut self, announcement: &Announcement) {
        let issuers: Vec<&str> =
            announcement.issuers.iter().map(|issuer| issuer.name.as_str()).collect();
        let mut keys = title::keys(&announcement.title);
        for key in title::cited_as(&announcement.title, &issuers) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys.iter().for_each(|key| self.add(Field::TitleKey, title::term(key).into_owned()));
    }

    fn add_references(&mut self, announcement: &Announcement) {
        let written = announcement.written.or(announcement.published);
        for term in names::terms(announcement, written.map(|written| keys::day(written.date))) {
            self.add(Field::Refers, term);
        }
        for name in names::acted(announcement) {
            self.add(Field::Acts, name);
        }
        for name in names::names(announcement) {
            self.add(Field::Names, name.hash);
        }
    }

    fn add_metadata(&mut self, announcement: &Announcement) {
        self.add_dates(announcement);
        if let Some(level) = announcement.level() {
            self.add(Field::Level, u64::from(level.rank()));
        }
        if let Some(number) = &announcement.number {
            self.add(Field::Number, number.key());
            let (prefix, year, serial) = number.filed();
            self.add(Field::Prefix, prefix);
            if let Some(year) = year {
                self.add(Field::NumberYear, u64::from(year));
            }
            self.add(Field::Serial, u64::from(serial));
        }
        if let Some(kind) = announcement.kind {
            self.add(Field::Kind, kind.name());
        }
        if let Some(region) = &announcement.region {
            self.add(Field::Region, region.as_str());
        }
        if let Some(about) = about(&announcement.title) {
            self.add(Field::About, about);
        }
        for issuer in &announcement.issuers {
            self.add(Field::Issuer, issuer.name.as_str());
        }
        let divisions = announcement.issuers.iter().filter_map(|issuer| issuer.region.as_deref());
        for division in divisions.collect::<BTreeSet<&str>>() {
            self.add(Field::IssuedIn, division);
        }
        if let Some(validity) = announcement.validity {
            self.add(Field::Validity, validity.name());
        }
        let superseded = announcement.validity.is_some_and(|validity| validity.is_superseded());
        self.0.push((Field::Superseded, Value::Flag(superseded)));
        self.0.push((Field::Damaged, Value::Flag(announcement.damaged)));
        self.0.push((Field::Recognised, Value::Flag(announcement.recognised.is_some())));
    }

    fn add_dates(&mut self, announcement: &Announcement) {
        if let Some(date) = announcement.written.or(announcement.published) {
            self.0.push((Field::Day, Value::Day(keys::day(date.date))));
            self.add(Field::Year, date.date.year().max(0) as u64);
        }
        if let Some(published) = announcement.published {
            self.0.push((Field::Published, Value::Day(keys::day(published.date))));
        }
        if let Some(written) = announcement.written.filter(|written| !written.inferred) {
            self.0.push((Field::Written, Value::Day(keys::day(written.date))));
        }
    }

    /// What tells the text, and the keys by which copies are looked up: the same text; the same number,
    /// title and date; a similar text.
    ///
    /// The number or the title alone would join documents that differ (of 38,323 real documents 271
    /// numbers are on different titles, and 3,376 titles are on different contents).
    fn add_sameness(&mut self, announcement: &Announcement, title: &str, body: &str) {
        if let Some(content) = keys::content(announcement) {
            self.add(Field::Content, content);
        }
        if body.len() >= SHORTEST_COMPARED {
            self.add(Field::SameText, keys::hash(&[body]));
        }
        if let (Some(number), Some(written)) = (&announcement.number, announcement.written)
            && !title.is_empty()
        {
            let written = written.date.to_string();
            self.add(Field::SameAct, keys::hash(&[&number.key(), title, &written]));
        }
    }

    /// The sketch of the body of whatever is not an article: of those only the same text is a copy.
    fn add_sketch(&mut self, body: &str, furniture: &[usize]) {
        let tokens = tokens_without(body, furniture);
        let bands = bands(&tokens);
        if !bands.is_empty() {
            self.add(Field::Figures, Figures::of(&tokens).0);
        }
        for band in bands {
            self.add(Field::Bands, band);
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::announcement::{DocDate, DocNumber};
    use crate::response::Place;

    fn values(announcement: Announcement) -> Vec<(Field, Value)> {
        let place = Place { path: "a.txt".into(), ..Place::default() };
        of(&Record::of(place, Timestamp::UNIX_EPOCH, announcement)).unwrap().values
    }

    fn has(values: &[(Field, Value)], field: Field) -> Vec<&Value> {
        values.iter().filter(|(own, _)| *own == field).map(|(_, value)| value).collect()
    }

    #[test]
    fn a_number_is_filed_whole_and_in_parts() {
        let filed = |number: &str| {
            let number = DocNumber::parse(number);
            let values = values(Announcement { number, ..Announcement::default() });
            [Field::Number, Field::Prefix, Field::NumberYear, Field::Serial]
                .map(|field| has(&values, field).into_iter().cloned().collect::<Vec<_>>())
        };
        let text = |text: &str| vec![Value::from(text)];
        let number = |number: u64| vec![Value::from(number)];
        assert_eq!(
            filed("国发[2025]3号"),
            [text("国发|2025|3"), text("国发"), number(2025), number(3)]
        );
        assert_eq!(
            filed("国令第510号"),
            [text("国务院令||510"), text("国务院令"), Vec::new(), number(510)]
        );
    }

    #[test]
    fn the_division_of_a_title_is_kept_beside_that_of_the_issuer() {
        let values = values(Announcement {
            title: "四川省人民政府关于成都市总体规划的批复".into(),
            region: Some("四川省".into()),
            ..Announcement::default()
        });
        assert_eq!(has(&values, Field::Region), [&Value::from("四川省")]);
        assert_eq!(has(&values, Field::About), [&Value::from("成都市")]);
    }

    #[test]
    fn the_day_of_publication_is_kept_beside_that_of_the_act() {
        let day = |day| Some(DocDate { date: jiff::civil::date(2025, 1, day), inferred: false });
        let announcement =
            Announcement { written: day(2), published: day(9), ..Announcement::default() };
        let values = values(announcement);
        let days =
            [Field::Day, Field::Written, Field::Published].map(|f| has(&values, f)[0].clone());
        let of = |day| Value::Day(keys::day(jiff::civil::date(2025, 1, day)));
        assert_eq!(days, [of(2), of(2), of(9)]);
    }
}
