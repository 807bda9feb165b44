//! One document's text and hints → its announcement.
//!
//! Invariant: every value is in the text, beside it, or follows from the registry of issuing
//! bodies; what nothing tells stays empty. The body is the cleaned text without page furniture.

use super::hints::Hints;
use super::junk::{self, Junk, Kept, Sifted, Sifting};
use super::layout::Layout;
use super::raw::{HintField, RawText};
use super::title::{self, Tidied};
use super::{
    attached, body, dates, flat, issuer, kind, number, references, region, source, validity,
};
use crate::announcement::{
    Announcement, DocDate, DocNumber, Issuer, Kind, Origin, Provenance, Validity,
};
use crate::text::{self, boilerplate};

/// An announcement, and what a person should know of how it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Extracted {
    /// The announcement.
    pub announcement: Announcement,
    /// Remarks for the list of what was indexed: lowercase, no full stop.
    pub notes: Vec<String>,
    /// Whether its text is that of no document, and was dropped for its title or kept as asked.
    pub is_junk: bool,
}

/// The announcement in `raw`.
///
/// # Errors
///
/// [`Junk`] when there is neither text nor title, or the text is that of an error page, of menus or
/// a list of other pages, and no page or record gives it a title.
///
/// ```
/// use policy_search::extract::{RawText, announcement};
///
/// let text = "国发〔2025〕1号\n国务院关于做好节水\n工作的通知\n各省、自治区、直辖市人民政府：\n\
///             现就节水工作通知如下。\n国务院\n2025年1月2日";
/// let found = announcement(&RawText { text: text.into(), ..RawText::default() })?.announcement;
/// assert_eq!(found.title, "国务院关于做好节水工作的通知");
/// assert_eq!(found.issuers[0].name, "国务院");
/// assert_eq!(found.written.map(|date| date.to_string()).as_deref(), Some("2025-01-02"));
/// # Ok::<(), policy_search::extract::Junk>(())
/// ```
pub fn announcement(raw: &RawText) -> Result<Extracted, Junk> {
    extracted(raw, Kept::Announcements)
}

/// What is in `raw`, were it junk too: then with its whole text, and a note that says what it is.
///
/// # Errors
///
/// [`Junk`] when there is neither text nor title.
///
/// ```
/// use policy_search::extract::{RawText, announcement, announcement_or_junk};
///
/// let page = RawText { text: "您访问的页面不存在".into(), ..RawText::default() };
/// assert!(announcement(&page).is_err());
/// assert_eq!(announcement_or_junk(&page)?.announcement.body, "您访问的页面不存在");
/// # Ok::<(), policy_search::extract::Junk>(())
/// ```
pub fn announcement_or_junk(raw: &RawText) -> Result<Extracted, Junk> {
    extracted(raw, Kept::Junk)
}

fn extracted(raw: &RawText, kept: Kept) -> Result<Extracted, Junk> {
    let cleaned = text::clean(&raw.text);
    let hints = Hints::of(&raw.hints, cleaned.corrupt);
    let lined = flat::with_lines(&cleaned.text);
    let trimmed = boilerplate::trim(&lined);
    let folded = cleaned.traditional.then(|| text::simplify(trimmed.body));
    let plain = folded.as_deref().unwrap_or(trimmed.body);
    let layout = Layout::of(trimmed.body, plain);
    let text = Sifted {
        whole: &cleaned.text,
        body: body::body(&layout),
        hints: hints.all(),
        any_text: !raw.text.is_empty(),
    };
    let Sifting { body, note, is_junk } = junk::sift(text, kept)?;
    let title = match body.is_empty() {
        false => title::choose(hints.all(), &layout),
        true => title::choose(hints.all(), &Layout::of("", "")),
    };
    let damaged = cleaned
        .corrupt
        .then(|| "the text was damaged by a re-post and has been mended".to_string());
    let furniture: Vec<&str> = trimmed.head.iter().chain(&trimmed.tail).copied().collect();
    let page = Page { plain, layout: &layout, hints: &hints, furniture: &furniture };
    let announcement = page.announcement(title, body);
    let announcement = Announcement {
        damaged: cleaned.corrupt,
        recognised: raw.recognised(),
        references: references::find(&announcement),
        ..announcement
    };
    Ok(Extracted { announcement, notes: note.into_iter().chain(damaged).collect(), is_junk })
}

/// A document with its parts named.
struct Page<'a> {
    plain: &'a str,
    layout: &'a Layout<'a>,
    hints: &'a Hints,
    furniture: &'a [&'a str],
}

impl Page<'_> {
    fn announcement(&self, title: Option<(Tidied, Origin)>, body: String) -> Announcement {
        let mut from = Provenance::default();
        let title = note(&mut from.title, title).unwrap_or_default();
        let plain = title.text.plain();
        let number = note(&mut from.number, self.number(&title));
        let kind = note(&mut from.kind, self.kind(plain));
        let (context, placed) = region::context(plain, self.plain, number.as_ref(), self.hints);
        let source = source::find(self.hints.all(), self.layout, self.furniture);
        let source = note(&mut from.source, source);
        let known = self.known(plain, number.as_ref(), kind, &context);
        let known = issuer::Known { source: source.as_deref(), ..known };
        let issuers = note(&mut from.issuers, issuer::issuers(known)).unwrap_or_default();
        from.completed = placed.filter(|_| issuer::is_completed(known, &issuers));
        let region = region::concerned(&issuers, plain, self.hints, (&context, placed));
        let (published, written) = self.dates(number.as_ref());
        Announcement {
            region: note(&mut from.region, region),
            written: note(&mut from.written, written),
            published: note(&mut from.published, published),
            number: number.map(|number| in_full(number, &issuers)),
            validity: note(&mut from.validity, self.validity(&title)),
            source: source.clone(),
            url: note(&mut from.url, self.hints.placed(HintField::Url)),
            topic: note(&mut from.topic, self.hints.placed(HintField::Topic)),
            index_number: note(&mut from.index_number, self.hints.placed(HintField::IndexNumber)),
            title: title.text.own().to_string(),
            addressees: attached::addressees(self.layout),
            attachments: attached::attachments(self.layout),
            body,
            issuers,
            kind,
            damaged: false,
            recognised: None,
            references: Vec::new(),
            provenance: from,
        }
    }

    /// The number by label or record, with the title, or in the head of the text.
    fn number(&self, title: &Tidied) -> Option<(DocNumber, Origin)> {
        let hinted = self.hints.of_field(HintField::Number).filter_map(|(from, value)| {
            let cited = || number::find(&value).into_iter().next().map(|(_, number)| number);
            let number = DocNumber::parse(&value).filter(DocNumber::is_issued).or_else(cited);
            Some((number?, from.into()))
        });
        let mut hinted = hinted;
        let own = || number::own((0..self.layout.len()).map(|at| self.layout.line(at)));
        let titled = || title.number.clone().map(|number| (number, Origin::Title));
        let published =
            || number::of_publication((0..self.layout.opening).map(|at| self.layout.line(at)));
        let printed = || own().or_else(published).map(|number| (number, Origin::Head));
        hinted.next().or_else(titled).or_else(printed)
    }

    /// The kind by title, by label, or by how a text without a title opens.
    fn kind(&self, title: &str) -> Option<(Kind, Origin)> {
        let label = || {
            let (value, from) = self.hints.placed(HintField::Kind)?;
            Some((kind::from_title(&value)?, from))
        };
        let titled = kind::from_title(title).map(|kind| (kind, Origin::Title));
        let opening = || kind::from_opening(self.plain).map(|kind| (kind, Origin::Text));
        titled.or_else(label).or_else(opening)
    }

    /// 发布日期 and 成文日期.
    fn dates(&self, number: Option<&DocNumber>) -> (Option<Dated>, Option<Dated>) {
        let published = dates::published(self.hints, self.furniture, self.plain);
        let online = published.map(|(date, _)| date);
        let written = dates::written(self.plain, self.hints, number, online);
        let made = || dates::made(self.hints, written.map(|(date, _)| date));
        (published.or_else(made), written)
    }

    /// What a label says of its validity, else what its title bears, else whether its last day in
    /// force is past.
    fn validity(&self, title: &Tidied) -> Option<(Validity, Origin)> {
        let label = self.hints.placed(HintField::Validity);
        let said = label.and_then(|(value, from)| Some((validity::from("", Some(&value))?, from)));
        let expired = || {
            let (value, from) = self.hints.placed(HintField::Expires)?;
            Some((validity::after(dates::read(&value)?), from)).filter(|(is_over, _)| *is_over)
        };
        said.or_else(|| title.validity.map(|validity| (validity, Origin::Title)))
            .or_else(|| expired().map(|(_, from)| (Validity::Expired, from)))
    }

    fn known<'a>(
        &'a self,
        title: &'a str,
        number: Option<&'a DocNumber>,
        kind: Option<Kind>,
        context: &'a crate::issuer::Context,
    ) -> issuer::Known<'a> {
        let Self { plain: text, layout, hints, .. } = *self;
        issuer::Known { title, number, kind, text, layout, hints, source: None, context }
    }
}

/// A date, and where it stood.
type Dated = (DocDate, Origin);

/// The value that was found; where it stood goes into `origin`.
fn note<T>(origin: &mut Option<Origin>, found: Option<(T, Origin)>) -> Option<T> {
    let (value, from) = found.unzip();
    *origin = from;
    value
}

/// A number that is only `令` or `公告` gets the name of who numbers.
fn in_full(number: DocNumber, issuers: &[Issuer]) -> DocNumber {
    match issuers.first() {
        Some(issuer) => number.of_issuer(&issuer.name),
        None => number,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::extract::{Hint, HintSource};

    fn read(text: &str, hints: &[(HintField, &str, HintSource)]) -> Announcement {
        let hints = hints
            .iter()
            .map(|&(field, value, from)| Hint { field, value: value.into(), from })
            .collect();
        let raw = RawText { text: text.into(), hints, ..RawText::default() };
        announcement(&raw).map(|found| found.announcement).unwrap_or_default()
    }

    fn names(found: &Announcement) -> Vec<&str> {
        found.issuers.iter().map(|issuer| issuer.name.as_str()).collect()
    }

    #[test]
    fn a_joint_notice_names_all_who_signed() {
        let text = "关于做好助学金发放工作的通知\n各市财政局、教育局：\n现将有关事项通知如下。\n\
                    四川省财政厅　四川省教育厅\n2021年3月4日";
        let found = read(text, &[]);
        assert_eq!(names(&found), ["四川省财政厅", "四川省教育厅"]);
        assert_eq!(found.region.as_deref(), Some("四川省"));
    }

    #[test]
    fn a_forwarding_notice_keeps_its_own_number_and_date() {
        let text = "川办发〔2019〕7号\n四川省人民政府办公厅转发国务院办公厅关于节水工作的通知\n各市（州）人民政府：\n\
                    现将《国务院办公厅关于节水工作的通知》（国办发〔2018〕99号）转发你们。\n\
                    四川省人民政府办公厅\n2019年2月3日\n国务院办公厅关于节水工作的通知\n国办发〔2018〕99号\n\
                    国务院办公厅\n2018年12月1日";
        let found = read(text, &[]);
        assert_eq!(
            found.number.map(|number| number.to_string()).as_deref(),
            Some("川办发〔2019〕7号")
        );
        assert_eq!(found.written.map(|date| date.to_string()).as_deref(), Some("2019-02-03"));
    }

    #[test]
    fn an_elliptic_issuer_is_completed_by_the_site() {
        let hints = [
            (HintField::Title, "市财政局关于预算公开的通知", HintSource::Heading),
            (HintField::Url, "https://www.shanghai.gov.cn/nw12344/1.html", HintSource::Meta),
        ];
        assert_eq!(names(&read("各区财政局：\n请按时公开。", &hints)), ["上海市财政局"]);
    }

    #[test]
    fn the_publisher_is_not_the_issuer() {
        let text = "浙江省人民政府关于做好节水工作的通知\n各市人民政府：\n请抓紧落实。\n浙江省人民政府\n2016年12月28日";
        let found = read(text, &[(HintField::Publisher, "省政府办公厅", HintSource::Label)]);
        assert_eq!(names(&found), ["浙江省人民政府"]);
    }

    #[test]
    fn a_mended_text_says_so() {
        let text = "縣(xiàn)政府召開(kāi)會議，要求發(fā)展生產(chǎn)。";
        let raw = RawText { text: text.into(), ..RawText::default() };
        let found = announcement(&raw).unwrap();
        assert_eq!(found.announcement.body, "縣政府召開會議，要求發展生產。");
        assert_eq!(found.notes.len(), 1);
    }

    #[test]
    fn what_nothing_tells_stays_unknown() {
        let found = read("请大家注意防火。", &[]);
        let bare = Announcement {
            title: found.title.clone(),
            body: found.body.clone(),
            provenance: Provenance { title: Some(Origin::Text), ..Provenance::default() },
            ..Announcement::default()
        };
        assert_eq!(found, bare);
    }

    proptest! {
        #[test]
        fn no_text_is_a_panic(text in "[关于令第号通知《》（）〔〕年月日：。\n\t 0-9a国务院省市會x]{0,200}", title in "\\PC{0,30}") {
            let hint = Hint { field: HintField::Title, value: title, from: HintSource::Heading };
            let raw = RawText { text, hints: vec![hint], ..RawText::default() };
            if let Ok(found) = announcement(&raw) {
                prop_assert!(!found.announcement.title.contains('\n'));
            }
        }
    }
}
