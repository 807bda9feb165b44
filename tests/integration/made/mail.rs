//! Mails, and dumps.

/// A mail with this subject first and the rest as its text.
pub(crate) fn eml(paragraphs: &[&str]) -> Vec<u8> {
    let (subject, text) = (paragraphs[0], paragraphs[1..].join("\r\n"));
    format!(
        "Received: from x.cn by y.cn\r\nFrom: a@x.cn\r\nTo: b@y.cn\r\nSubject: {subject}\r\n\
         Date: Sat, 1 Mar 2025 09:00:00 +0800\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    )
    .into_bytes()
}

/// A mail of Outlook with this subject first and the rest as its text.
pub(crate) fn msg(paragraphs: &[&str]) -> Vec<u8> {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let (subject, text) = (utf16(paragraphs[0]), utf16(&paragraphs[1..].join("\r\n")));
    super::compound(&[
        ("/__properties_version1.0", &[0; 32]),
        ("/__substg1.0_0037001F", &subject),
        ("/__substg1.0_1000001F", &text),
    ])
}

/// A record with this title first and the rest as its body.
fn record(paragraphs: &[&str]) -> String {
    serde_json::json!({"标题": paragraphs[0], "正文": paragraphs[1..].join("\n")}).to_string()
}

/// A JSON array of one record.
pub(crate) fn json(paragraphs: &[&str]) -> Vec<u8> {
    format!("[{}]", record(paragraphs)).into_bytes()
}

/// A dump of one record.
pub(crate) fn json_lines(paragraphs: &[&str]) -> Vec<u8> {
    format!("{}\n", record(paragraphs)).into_bytes()
}

/// A table of one record.
pub(crate) fn csv(paragraphs: &[&str]) -> Vec<u8> {
    format!("标题,正文\n{},\"{}\"\n", paragraphs[0], paragraphs[1..].join("\n")).into_bytes()
}

/// An XML of one record.
pub(crate) fn xml(paragraphs: &[&str]) -> Vec<u8> {
    format!(
        "<?xml version='1.0'?><records><record><标题>{}</标题><正文>{}</正文></record></records>",
        paragraphs[0],
        paragraphs[1..].join("\n")
    )
    .into_bytes()
}
