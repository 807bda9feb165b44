//! Pages saved with all their parts (`.mht`) → the page among the parts.

use super::super::{html, txt};
use super::{Message, Part};
use crate::error::Refusal;
use crate::extract::{Hint, HintField, HintSource, RawText};

/// The document in such a file; an error is the reason why it cannot be read.
pub(in super::super) fn read(bytes: &[u8]) -> Result<RawText, Refusal> {
    let message = Message::parse(bytes)?;
    let part = page_of(&message)?;
    let mut raw = match is_page(&part) {
        true => html::read(&text_of(&part)?)?,
        false => txt::read(&text_of(&part)?),
    };
    let url = ["Snapshot-Content-Location", "Content-Location"]
        .iter()
        .find_map(|name| message.whole().header(name).or(part.header(name)));
    let url = url.filter(|url| url.starts_with("http"));
    let is_told = raw.hints.iter().any(|hint| hint.field == HintField::Url);
    let url = url.filter(|_| !is_told);
    raw.hints.extend(url.map(|value| Hint {
        field: HintField::Url,
        value,
        from: HintSource::Meta,
    }));
    Ok(raw)
}

/// All text of such a file, where it is a document that another one puts in.
pub(in super::super) fn all_text(bytes: &[u8]) -> Result<String, Refusal> {
    let message = Message::parse(bytes)?;
    let part = page_of(&message)?;
    let text = text_of(&part)?;
    if is_page(&part) { html::all_text(&text) } else { Ok(text) }
}

/// The page among the parts, or else a text.
fn page_of<'m>(message: &'m Message<'_>) -> Result<Part<'m>, Refusal> {
    let parts = message.leaves();
    let text = || parts.iter().find(|part| part.media_type() == "text/plain");
    let part = parts.iter().find(|part| is_page(part)).or_else(text);
    part.copied().ok_or_else(|| Refusal::damaged("no page among its parts"))
}

fn is_page(part: &Part<'_>) -> bool {
    part.media_type().contains("html")
}

/// The text of a part.
fn text_of(part: &Part<'_>) -> Result<String, Refusal> {
    part.text()?.ok_or_else(|| Refusal::damaged("its page is not text in any encoding"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_found_and_its_encodings_undone() {
        let mail = "MIME-Version: 1.0\r\nSubject: x\r\nSnapshot-Content-Location: https://www.x.gov.cn/1.html\r\n\
                    Content-Type: multipart/related;\r\n boundary=\"--b\"\r\n\r\n\
                    ----b\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
                    <html><body><p>=B9=D8=D3=DA=B7=C0=D1=B4=B5=C4=CD=A8=\r\n=D6=AA</p></body></html>\r\n\
                    ----b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----b--\r\n";
        let raw = read(mail.as_bytes()).unwrap();
        assert_eq!(raw.text, "关于防汛的通知");
        assert_eq!(
            raw.hints_for(HintField::Url).next().unwrap().value,
            "https://www.x.gov.cn/1.html"
        );
    }

    #[test]
    fn parts_without_a_page_and_parts_without_end_are_refused() {
        let image = "MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nx";
        assert!(read(image.as_bytes()).unwrap_err().to_string().contains("no page"));
        let deep = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n"
            .repeat(5_000);
        assert_eq!(read(deep.as_bytes()), Err(Refusal::NestedTooDeep));
    }
}
