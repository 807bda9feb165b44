//! The page of one announcement: its text with the marks of a query, and all that is known of it.

mod body;
mod citation;
mod head;
mod marks;
mod outline;
mod record;
mod text;
mod time_line;

use jiff::civil::Date;
use maud::html;

use super::super::reply::Reply;
use super::frame::Frame;
use super::layout::of_document;
use crate::announcement::Id;
use crate::engine::Shown;
use crate::response::{Copied, Force, Related};

use text::Text;

/// What the page of an announcement shows.
pub(in super::super) struct Document<'a> {
    pub(in super::super) frame: &'a Frame<'a>,
    pub(in super::super) shown: &'a Shown,
    pub(in super::super) related: &'a Related,
    /// Where else the same text stands.
    pub(in super::super) copies: &'a [Copied],
    /// How many announcements the list has that it was opened from.
    pub(in super::super) found: Option<usize>,
    /// The day on which its page is cited as seen.
    pub(in super::super) seen: Date,
    /// Whether its file is handed out.
    pub(in super::super) has_original: bool,
    /// Whether its text is Traditional.
    pub(in super::super) is_traditional: bool,
    /// Whether it is shown in Simplified characters instead.
    pub(in super::super) is_simplified: bool,
}

/// The page of an announcement.
pub(in super::super) fn page(document: &Document<'_>) -> Reply {
    let language = document.frame.language;
    let text = Text::of(document.shown);
    let content = html! {
        (head::head(document))
        div .doc {
            (outline::outline(&text, language))
            div .text {
                (marks::bar(&text, &document.frame.query, language))
                article .body lang=(document.script()) {
                    @if text.paragraphs.is_empty() { p .none { (language.has_no_text()) } }
                    (body::body(&text, language))
                }
            }
            aside .rail aria-label=(language.record()) {
                (record::record(document))
                @if document.has_time_line() { (time_line::time_line(document)) }
                (time_line::versions(document))
                (time_line::copies(document))
                (citation::citations(document))
            }
        }
    };
    of_document(document.frame, &document.title(), &content)
}

impl Document<'_> {
    /// Its title, or that it has none.
    fn title(&self) -> String {
        match self.shown.record.announcement.title.trim() {
            "" => self.frame.language.has_no_title(),
            title => title.to_string(),
        }
    }

    /// The language and script of its text.
    fn script(&self) -> &'static str {
        if self.is_traditional && !self.is_simplified { "zh-Hant" } else { "zh-Hans" }
    }

    /// Whether it is in force.
    fn force(&self) -> Option<Force<'_>> {
        Force::of(self.shown.record.announcement.validity, self.related.affected.as_ref())
    }

    /// Its day: that of the act, else that of its page.
    fn day(&self) -> Option<Date> {
        let announcement = &self.shown.record.announcement;
        announcement.written.or(announcement.published).map(|day| day.date)
    }

    fn has_time_line(&self) -> bool {
        time_line::count(self.related) > 0
    }

    /// The address of a part of this page, or of the page itself.
    fn part(&self, part: &str) -> String {
        self.frame.at(format_args!("/doc/{}{part}", self.shown.record.id))
    }

    /// The address of the page of an announcement.
    fn address(&self, id: &Id) -> String {
        self.frame.page(&format!("/doc/{id}"))
    }

    /// The address of the reference in a style.
    fn cite_address(&self, style: &str) -> String {
        self.frame.at(format_args!("/cite/{}?style={style}", self.shown.record.id))
    }
}
