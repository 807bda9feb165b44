use super::*;
use crate::corpus::reader::compound::tests::compound_of;
use crate::extract::HintField;

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A table of properties behind a head of this length.
fn table(head: usize, rows: &[(u32, u64)]) -> Vec<u8> {
    let mut bytes = vec![0; head];
    for (tag, value) in rows {
        bytes.extend(tag.to_le_bytes());
        bytes.extend([0; 4]);
        bytes.extend(value.to_le_bytes());
    }
    bytes
}

/// 30 June 2024, 16:30 in Greenwich, when July has begun in China.
const JULY: u64 = (1_719_765_000 + 11_644_473_600) * 10_000_000;

fn read(streams: &[(&str, Vec<u8>)]) -> Contents<'static> {
    let bytes = compound_of(&streams.iter().map(|(n, b)| (*n, &b[..])).collect::<Vec<_>>());
    contents(Path::new("a.msg"), bytes.leak()).unwrap()
}

#[test]
fn the_subject_the_day_and_the_body() {
    let mail = read(&[
        ("/__properties_version1.0", table(32, &[(0x0039_0040, JULY)])),
        ("/__substg1.0_0037001F", utf16("转发: 关于防汛的通知")),
        ("/__substg1.0_1000001F", utf16("各镇：\r\n请落实。\r\n")),
    ]);
    let raw = mail.own.unwrap().raw;
    assert_eq!(raw.text, "各镇：\n请落实。");
    let value = |field| raw.hints_for(field).next().unwrap().value.clone();
    assert_eq!(value(HintField::Title), "关于防汛的通知");
    assert_eq!(value(HintField::Published), "2024-07-01");
}

#[test]
fn bytes_are_in_the_code_page_and_the_page_is_read_where_there_is_no_text() {
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let mail = read(&[
        ("/__properties_version1.0", table(32, &[(0x3FDE_0003, 936)])),
        ("/__substg1.0_0037001E", [gbk("通知"), vec![0]].concat()),
        ("/__substg1.0_10130102", gbk("<html><body><p>各镇：</p><p>请落实。</p></body></html>")),
    ]);
    let raw = mail.own.unwrap().raw;
    assert_eq!(raw.text, "各镇：\n请落实。");
    assert_eq!(raw.hints_for(HintField::Title).next().unwrap().value, "通知");
}

#[test]
fn attachments_are_files_and_mails_in_it_are_mails() {
    let mail = read(&[
        ("/__properties_version1.0", table(32, &[])),
        ("/__attach_version1.0_#00000000/__substg1.0_3707001F", utf16("附件.txt")),
        ("/__attach_version1.0_#00000000/__substg1.0_37010102", b"text".to_vec()),
        ("/__attach_version1.0_#00000001/__substg1.0_3001001F", utf16("原信")),
        (
            "/__attach_version1.0_#00000001/__substg1.0_3701000D/__properties_version1.0",
            table(24, &[(0x0E06_0040, JULY)]),
        ),
        ("/__attach_version1.0_#00000001/__substg1.0_3701000D/__substg1.0_1000001F", utf16("内文")),
    ]);
    assert!(mail.own.is_none());
    let files: Vec<_> = mail.files.map(|(name, bytes)| (name, bytes.unwrap())).collect();
    assert_eq!(files[0], ("附件.txt".to_string(), b"text".to_vec()));
    assert_eq!(files[1].0, "原信.msg");
    let inner = contents(Path::new("原信.msg"), &files[1].1).unwrap().own.unwrap().raw;
    assert_eq!(inner.text, "内文");
    assert_eq!(inner.hints_for(HintField::Published).next().unwrap().value, "2024-07-01");
}
