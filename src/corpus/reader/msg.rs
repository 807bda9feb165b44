//! Mails of Outlook (`.msg`) → their text, with the subject as title and the day they were sent as
//! date, and the files attached to them.
//!
//! A property of a mail is a stream called by its number and its type, or eight bytes in a table
//! \[MS-OXMSG\]; an attached mail is a storage, which is read as a file of its own.

use std::path::Path;

use super::compound::Compound;
use super::contents::{Contents, Held};
use super::html;
use super::mail::{self, message};
use crate::error::Refusal;

/// The table of the properties that have a length of their own.
const TABLE: &str = "__properties_version1.0";

/// The beginning of a storage that is an attachment.
const ATTACHED: &str = "__attach_version1.0_";

/// Properties by their numbers \[MS-OXPROPS\].
mod property {
    pub(super) const SUBJECT: u16 = 0x0037;
    pub(super) const SUBMITTED: u16 = 0x0039;
    pub(super) const DELIVERED: u16 = 0x0E06;
    pub(super) const BODY: u16 = 0x1000;
    pub(super) const HTML: u16 = 0x1013;
    pub(super) const DATA: u16 = 0x3701;
    pub(super) const SHORT_NAME: u16 = 0x3704;
    pub(super) const LONG_NAME: u16 = 0x3707;
    pub(super) const CODE_PAGE: u16 = 0x3FDE;
    pub(super) const DISPLAY_NAME: u16 = 0x3001;
}

/// The mail in some bytes.
pub(super) fn contents<'a>(_: &'a Path, bytes: &'a [u8]) -> Result<Contents<'a>, Refusal> {
    let mut file = Compound::open(bytes)?;
    let mut mail = Object::of(&mut file, "/");
    let plain = mail.text(property::BODY).unwrap_or_default();
    let page = mail.text(property::HTML).unwrap_or_default();
    let page = html::all_text(&page)?;
    let text = if plain.trim().is_empty() { page } else { message::better(plain, page) };
    let subject = mail.text(property::SUBJECT).unwrap_or_default();
    let date = mail.day(property::SUBMITTED).or_else(|| mail.day(property::DELIVERED));
    let own = message::own(&text, &subject, date);
    let storages = file.names("/").into_iter().filter(|name| name.starts_with(ATTACHED));
    let storages: Vec<String> = storages.map(|name| format!("/{name}/")).collect();
    let files =
        storages.iter().enumerate().filter_map(|(at, place)| attached(&mut file, place, at));
    let files: Vec<Held> = files.collect();
    Ok(Contents { own, files: Box::new(files.into_iter()) })
}

/// The file in an attachment's storage.
fn attached(file: &mut Compound<'_>, place: &str, at: usize) -> Option<Held> {
    let mut object = Object::of(file, place);
    let name = [property::LONG_NAME, property::SHORT_NAME, property::DISPLAY_NAME]
        .into_iter()
        .find_map(|number| object.text(number).filter(|name| !name.trim().is_empty()));
    let name = name.unwrap_or_else(|| (at + 1).to_string());
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().trim().to_string();
    let data = format!("{place}__substg1.0_{:04X}", property::DATA);
    if file.has(&format!("{data}0102")) {
        return Some((name, file.stream(&format!("{data}0102"))));
    }
    let mail = format!("{data}000D");
    file.has(&mail).then(|| (format!("{name}.msg"), file.storage(&mail)))
}

/// A mail or an attachment: what has properties.
struct Object<'f, 'a> {
    file: &'f mut Compound<'a>,
    /// Its storage, with the slash behind it.
    place: String,
    table: Vec<u8>,
}

impl<'f, 'a> Object<'f, 'a> {
    fn of(file: &'f mut Compound<'a>, place: &str) -> Self {
        let table = file.stream(&format!("{place}{TABLE}")).unwrap_or_default();
        Self { file, place: place.into(), table }
    }

    /// A property that is a text, in whatever form it is kept.
    fn text(&mut self, number: u16) -> Option<String> {
        if let Some(units) = self.stream(number, "001F") {
            let units = units.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            return Some(String::from_utf16_lossy(&units.collect::<Vec<_>>()));
        }
        let bytes = self.stream(number, "001E").or_else(|| self.stream(number, "0102"))?;
        let end = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        mail::as_declared(&bytes[..end], self.encoding())
    }

    fn stream(&mut self, number: u16, kind: &str) -> Option<Vec<u8>> {
        let name = format!("{}__substg1.0_{number:04X}{kind}", self.place);
        self.file.has(&name).then(|| self.file.stream(&name).ok())?
    }

    /// The encoding of its texts, where it says so.
    fn encoding(&self) -> Option<&'static encoding_rs::Encoding> {
        let page = self.fixed(property::CODE_PAGE)? & 0xFFFF_FFFF;
        let label = match page {
            936 => "gbk".into(),
            950 => "big5".into(),
            54_936 => "gb18030".into(),
            65_001 => "utf-8".into(),
            page => format!("windows-{page}"),
        };
        encoding_rs::Encoding::for_label(label.as_bytes())
    }

    /// A property of eight bytes.
    fn fixed(&self, number: u16) -> Option<u64> {
        // The head of the table is longer in a file than in a mail inside another.
        let head = if self.table.len().is_multiple_of(16) { 32 } else { 24 };
        let mut rows = self.table.get(head..)?.chunks_exact(16);
        let row = rows.find(|row| row[2..4] == number.to_le_bytes())?;
        Some(u64::from_le_bytes(row[8..].try_into().ok()?))
    }

    /// The day of a property that is a time: in China, where it is not said.
    fn day(&self, number: u16) -> Option<String> {
        const SECONDS_TO_1970: i64 = 11_644_473_600;
        const EAST: i64 = 8 * 3600;
        let seconds = i64::try_from(self.fixed(number)? / 10_000_000).ok()?;
        let time = jiff::Timestamp::from_second(seconds - SECONDS_TO_1970 + EAST).ok()?;
        (seconds > 0).then(|| time.strftime("%Y-%m-%d").to_string())
    }
}

#[cfg(test)]
mod tests;
