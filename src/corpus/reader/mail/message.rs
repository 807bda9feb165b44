//! Mails (`.eml`) → their text, with the subject as title and the day they were sent as date, and
//! the files attached to them.
//!
//! The sender is not an issuer, and other header fields are not part of the text. Of alternative
//! bodies the plain one is read, unless the page says more. Inline pictures and signatures are not
//! read as documents.

use std::path::Path;

use super::super::contents::{Contents, Held};
use super::super::out::Paper;
use super::super::{html, txt};
use super::{Message, Part};
use crate::error::Refusal;
use crate::extract::{Hint, HintField, HintSource, RawText};

/// A plain body with a smaller share of the page's characters is a word of excuse.
const EXCUSE: f64 = 0.5;

/// The mail in some bytes.
pub(in super::super) fn contents<'a>(
    _: &'a Path,
    bytes: &'a [u8],
) -> Result<Contents<'a>, Refusal> {
    let mails = mails(bytes);
    if mails.len() > 1 {
        let files = mails.into_iter().enumerate();
        let files = files.map(|(at, mail)| (format!("{}.eml", at + 1), Ok(mail.to_vec())));
        return Ok(Contents { own: None, files: Box::new(files) });
    }
    let message = Message::parse(bytes)?;
    let whole = message.whole();
    let mut files = Vec::new();
    let text = body(whole, &mut files)?;
    if text.trim().is_empty() && is_encrypted(&message) {
        return Err(Refusal::EncryptedOtherwise);
    }
    let subject = whole.header("Subject").unwrap_or_default();
    let date = whole.header("Date").and_then(|date| day(&date));
    let own = own(&text, &subject, date);
    Ok(Contents { own, files: Box::new(files.into_iter()) })
}

/// The mails of a mailbox: each begins behind a blank line with a line `From …`.
fn mails(bytes: &[u8]) -> Vec<&[u8]> {
    if !bytes.starts_with(b"From ") {
        return vec![bytes];
    }
    let mut mails = Vec::new();
    let mut from = 0;
    for at in memchr::memmem::find_iter(bytes, b"\nFrom ") {
        let before = &bytes[..at];
        if before.ends_with(b"\n") || before.ends_with(b"\n\r") {
            mails.push(&bytes[from..at]);
            from = at + 1;
        }
    }
    mails.push(&bytes[from..]);
    mails
}

/// The document that a mail is itself, unless it says nothing.
pub(in super::super) fn own(text: &str, subject: &str, date: Option<String>) -> Option<Paper> {
    let RawText { text, hints, .. } = txt::of_paper(text);
    if text.is_empty() {
        return None;
    }
    let subject = without_prefixes(subject).to_string();
    let hint = |field, value| Hint { field, value, from: HintSource::Meta };
    let title = (!subject.is_empty()).then(|| hint(HintField::Title, subject));
    let date = date.map(|date| hint(HintField::Published, date));
    let hints = hints.into_iter().chain(title).chain(date).collect();
    Some(Paper::from(RawText { text, hints, ..RawText::default() }))
}

/// The better of two bodies that say the same.
pub(in super::super) fn better(plain: String, page: String) -> String {
    let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count() as f64;
    if count(&plain) < EXCUSE * count(&page) { page } else { plain }
}

/// A subject without what programs put before it.
fn without_prefixes(subject: &str) -> &str {
    const PREFIXES: [&str; 9] = ["re", "fw", "fwd", "答复", "回复", "转发", "轉寄", "回覆", "转寄"];
    let mut rest = subject.trim();
    while let Some((prefix, behind)) = rest.split_once([':', '：']) {
        if !PREFIXES.contains(&prefix.trim().to_lowercase().as_str()) {
            break;
        }
        rest = behind.trim();
    }
    rest
}

/// The text of a part; what is a file of its own goes to `files`.
fn body(part: Part<'_>, files: &mut Vec<Held>) -> Result<String, Refusal> {
    let kind = part.media_type();
    if kind == "multipart/alternative" {
        return alternative(part, files);
    }
    if kind.starts_with("multipart/") {
        let bodies = part.parts().map(|part| body(part, files)).collect::<Result<Vec<_>, _>>()?;
        return Ok(bodies.join("\n"));
    }
    let is_shown = !part.is_attached() && part.file_name().is_none();
    match kind {
        "text/plain" if is_shown => Ok(part.text()?.unwrap_or_default()),
        "text/html" if is_shown => html::all_text(&part.text()?.unwrap_or_default()),
        _ => {
            files.extend(file(part, files.len() + 1));
            Ok(String::new())
        }
    }
}

fn alternative(part: Part<'_>, files: &mut Vec<Held>) -> Result<String, Refusal> {
    let (mut plain, mut page) = (String::new(), String::new());
    for part in part.parts() {
        let text = body(part, files)?;
        match part.media_type() {
            "text/plain" if text.len() > plain.len() => plain = text,
            "text/plain" => {}
            _ => page.push_str(&text),
        }
    }
    Ok(better(plain, page))
}

/// A part as a file, unless it belongs to the mail itself.
fn file(part: Part<'_>, at: usize) -> Option<Held> {
    let kind = part.media_type();
    let is_inside = kind.starts_with("image/") && !part.is_attached();
    let is_own =
        kind.ends_with("-signature") || kind == "text/calendar" || kind == "text/x-amp-html";
    if is_inside || is_own {
        return None;
    }
    let ending = if kind == "message/rfc822" { "eml" } else { "" };
    let name = part
        .file_name()
        .unwrap_or_else(|| format!("{at}.{ending}").trim_end_matches('.').to_string());
    Some((name, part.bytes()))
}

fn is_encrypted(message: &Message<'_>) -> bool {
    let is_so = |kind: &str| kind == "multipart/encrypted" || kind.ends_with("pkcs7-mime");
    message.leaves().iter().any(|part| is_so(part.media_type()))
}

/// The day of a date as mails write it (`Tue, 5 Mar 2024 18:30:00 +0800`), where it was written.
pub(in super::super) fn day(date: &str) -> Option<String> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let words: Vec<&str> = date.split([' ', ',', '-']).filter(|word| !word.is_empty()).collect();
    let is_month = |word: &&str| {
        word.get(..3).and_then(|start| MONTHS.iter().position(|m| start.eq_ignore_ascii_case(m)))
    };
    let (at, month) =
        words.iter().enumerate().find_map(|(at, word)| Some((at, is_month(word)?)))?;
    let day: u32 = words.get(at.checked_sub(1)?)?.parse().ok()?;
    let year: u32 = words.get(at + 1)?.parse().ok()?;
    let year = if year < 70 {
        2000 + year
    } else if year < 100 {
        1900 + year
    } else {
        year
    };
    ((1..=31).contains(&day) && year < 10_000).then(|| format!("{year}-{:02}-{day:02}", month + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_subjects() {
        for (written, expected) in [
            ("Tue, 5 Mar 2024 18:30:00 +0800", Some("2024-03-05")),
            ("5 MAR 24 18:30", Some("2024-03-05")),
            ("Fri, 31 Dec 1999 23:59:59 -0500 (EST)", Some("1999-12-31")),
            ("2024-03-05", None),
            ("Mar", None),
        ] {
            assert_eq!(day(written).as_deref(), expected, "{written}");
        }
        assert_eq!(without_prefixes("Fw: 转发：关于防汛的通知: 附件"), "关于防汛的通知: 附件");
        assert_eq!(without_prefixes("Re：答复: "), "");
    }

    fn read(mail: &[u8]) -> (RawText, Vec<(String, Vec<u8>)>) {
        let contents = contents(Path::new("a.eml"), mail).unwrap();
        let files = contents.files.map(|(name, bytes)| (name, bytes.unwrap())).collect();
        (contents.own.unwrap().raw, files)
    }

    const HEAD: &str = "From: =?utf-8?B?5p2O?= <a@x.cn>\r\nTo: b@x.cn\r\nDate: Tue, 5 Mar 2024 18:30:00 +0800\r\n\
                        Subject: =?gb2312?B?udjT2rfA0bTNqNaq?=\r\nMIME-Version: 1.0\r\n";

    #[test]
    fn the_better_body_is_read_and_attachments_are_files() {
        let mail = format!(
            "{HEAD}Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\n\
             Content-Type: multipart/alternative; boundary=a\r\n\r\n\
             --a\r\nContent-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
             =B8=F7=D5=F2=A3=BA=\r\n=C7=EB=C2=E4=CA=B5=A1=A3\r\n\
             --a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>各镇：请落实。</p>\r\n--a--\r\n\
             --m\r\nContent-Type: application/msword; name*=utf-8''%E9%99%84%E4%BB%B6.doc\r\n\
             Content-Disposition: attachment; filename*0*=utf-8''%E9%99%84; filename*1*=%E4%BB%B6.doc\r\n\
             Content-Transfer-Encoding: base64\r\n\r\nAAEC\r\n\
             --m\r\nContent-Type: image/png; name=\"logo.png\"\r\nContent-ID: <1>\r\n\r\nx\r\n\
             --m\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\ninner\r\n--m--\r\n"
        );
        let (raw, files) = read(mail.as_bytes());
        assert_eq!(raw.text, "各镇：请落实。");
        let value = |field| raw.hints_for(field).next().unwrap().value.clone();
        assert_eq!(value(HintField::Title), "关于防汛通知");
        assert_eq!(value(HintField::Published), "2024-03-05");
        assert_eq!(raw.hints_for(HintField::Issuer).next(), None);
        let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["附件.doc", "2.eml"]);
        assert_eq!(files[0].1, [0, 1, 2]);
    }

    #[test]
    fn a_plain_body_of_excuse_gives_way_to_the_page() {
        let mail = format!(
            "{HEAD}Content-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\nContent-Type: text/plain\r\n\r\nsee HTML\r\n\
             --a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<table><tr><td>序号</td><td>名称</td></tr>\
             <tr><td>1</td><td>防汛沙袋储备情况一览</td></tr></table>\r\n--a--\r\n"
        );
        assert_eq!(read(mail.as_bytes()).0.text, "序号\t名称\n1\t防汛沙袋储备情况一览");
    }

    #[test]
    fn a_mailbox_is_its_mails() {
        let mail =
            format!("From a@x.cn Tue Mar  5 18:30:00 2024\n{}\n一\n", HEAD.replace('\r', ""));
        assert_eq!(read(mail.as_bytes()).0.text, "一");
        let two = format!("{mail}\n{mail}");
        let contents = contents(Path::new("a.mbox"), two.as_bytes()).unwrap();
        assert!(contents.own.is_none());
        assert_eq!(contents.files.map(|(name, _)| name).collect::<Vec<_>>(), ["1.eml", "2.eml"]);
    }
}
