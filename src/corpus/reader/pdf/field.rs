//! What is filled into the fields of a form.

use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as Bytes};

use super::super::encoding;

/// How many fields a field may be a part of.
const DEEP: usize = 32;

/// Fields whose flags (PDF 32000-1, tables 226 and 228) have these bits are passwords, and buttons
/// that only do something.
const PASSWORD: u32 = 1 << 13;
const PUSH_BUTTON: u32 = 1 << 16;

/// What a box that is checked is shown as.
pub(super) const CHECKED: &str = "☑";

/// What the field of a widget holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Filled {
    /// A text of its own.
    Text(String),
    /// Nothing but perhaps what its appearance shows.
    Shown,
    /// What is not text: signatures, barcodes, passwords, buttons, boxes that are not checked.
    Nothing,
}

/// What is filled into a widget.
pub(super) fn filled(widget: &Dict<'_>) -> Filled {
    let kind = inherited::<Name<'_>>(widget, "FT");
    let flags = inherited::<u32>(widget, "Ff").unwrap_or(0);
    // A barcode says in pictures what other fields say in words.
    if widget.contains_key("PMD") {
        return Filled::Nothing;
    }
    match kind.as_ref().map(|kind| kind.as_ref()) {
        Some(b"Tx") if flags & PASSWORD == 0 => written(widget),
        Some(b"Ch") => chosen(widget),
        Some(b"Btn") if flags & PUSH_BUTTON == 0 && is_checked(widget) => {
            Filled::Text(CHECKED.into())
        }
        _ => Filled::Nothing,
    }
}

/// The value of a key of a field, or of the nearest field that it is a part of.
fn inherited<'a, T>(field: &Dict<'a>, key: &str) -> Option<T>
where
    T: TryFrom<Object<'a>>,
{
    let mut field = field.clone();
    for _ in 0..DEEP {
        if field.contains_key(key) {
            return field.get::<Object<'a>>(key)?.try_into().ok();
        }
        field = field.get("Parent")?;
    }
    None
}

fn written(widget: &Dict<'_>) -> Filled {
    let plain = inherited::<Object<'_>>(widget, "V").and_then(|value| string(&value));
    let rich = || inherited::<Object<'_>>(widget, "RV").and_then(|value| string(&value));
    let text = plain.or_else(|| rich().map(|rich| without_tags(&rich)));
    text.filter(|text| !text.trim().is_empty()).map_or(Filled::Shown, Filled::Text)
}

/// What is chosen of a list, as it is shown.
fn chosen(widget: &Dict<'_>) -> Filled {
    let values: Vec<String> = match inherited::<Object<'_>>(widget, "V") {
        Some(Object::Array(values)) => {
            values.iter::<Object<'_>>().filter_map(|value| string(&value)).collect()
        }
        Some(value) => string(&value).into_iter().collect(),
        None => Vec::new(),
    };
    let options = inherited::<Array<'_>>(widget, "Opt");
    let shown = |value: &String| {
        let pairs = options.iter().flat_map(|options| options.iter::<Array<'_>>());
        let pairs = pairs.map(|pair| pair.iter::<Object<'_>>().filter_map(|o| string(&o)));
        let mut pairs = pairs.map(|pair| pair.collect::<Vec<_>>());
        pairs.find(|pair| pair.first() == Some(value)).and_then(|mut pair| pair.pop())
    };
    let shown = values.iter().map(|value| shown(value).unwrap_or_else(|| value.clone()));
    let text = shown.collect::<Vec<_>>().join("、");
    if text.trim().is_empty() { Filled::Shown } else { Filled::Text(text) }
}

/// Whether a box or one of several buttons is checked.
fn is_checked(widget: &Dict<'_>) -> bool {
    let is_on = |state: &Name<'_>| state.as_ref() != b"Off";
    if let Some(state) = widget.get::<Name<'_>>("AS") {
        return is_on(&state);
    }
    let Some(value) = inherited::<Name<'_>>(widget, "V").filter(is_on) else { return false };
    let appearance: Dict<'_> = widget.get("AP").unwrap_or_default();
    let states: Dict<'_> = appearance.get("N").unwrap_or_default();
    states.is_empty() || states.contains_key(value)
}

/// The text of a string or of a stream, in UTF-16, UTF-8 or an encoding that its bytes tell.
pub(super) fn string(value: &Object<'_>) -> Option<String> {
    let decoded = match value {
        Object::String(bytes) => encoding::decode(Bytes::as_bytes(bytes))?,
        Object::Name(name) => encoding::decode(name)?,
        Object::Stream(stream) => encoding::decode(&Stream::decoded_data(stream).ok()?)?,
        _ => return None,
    };
    Some(decoded.text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The words of a rich text.
pub(super) fn without_tags(rich: &str) -> String {
    let mut text = String::new();
    for piece in rich.split('<') {
        let (tag, words) = piece.split_once('>').unwrap_or(("", piece));
        if matches!(tag.trim_end_matches('/').trim(), "/p" | "br") {
            text.push('\n');
        }
        text.push_str(words);
    }
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#160;", " "), ("&amp;", "&")];
    marks.iter().fold(text, |text, (mark, c)| text.replace(mark, c)).trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rich_text_is_its_words() {
        let rich = "<?xml version=\"1.0\"?><body><p>甲&lt;乙</p><p><b>丙</b></p></body>";
        assert_eq!(without_tags(rich), "甲<乙\n丙");
    }
}
