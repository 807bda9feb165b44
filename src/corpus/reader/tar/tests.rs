use std::io::Write;

use super::*;

/// A file in an archive, of a kind.
fn entry(kind: u8, name: &[u8], content: &[u8]) -> Vec<u8> {
    let mut head = vec![0; BLOCK];
    head[..name.len()].copy_from_slice(name);
    head[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
    head[156] = kind;
    head[257..262].copy_from_slice(b"ustar");
    head.extend(content);
    head.resize(head.len().div_ceil(BLOCK) * BLOCK, 0);
    head
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn of(contents: Result<Contents<'_>, Refusal>) -> Vec<(String, Vec<u8>)> {
    contents.unwrap().files.map(|(name, bytes)| (name, bytes.unwrap())).collect()
}

fn archive() -> Vec<u8> {
    [
        entry(b'5', b"docs/", b""),
        entry(b'0', b"./docs/a.txt", b"one"),
        entry(b'0', b"\xB8\xBD\xBC\xFE.txt", &[b'x'; 600]),
        entry(b'L', b"././@LongLink", "很长的名字.txt\0".as_bytes()),
        entry(b'0', b"short", b"two"),
        entry(b'x', b"pax", "28 path=目录/三.txt\n".as_bytes()),
        entry(0, b"short", b"three"),
        entry(b'2', b"link", b""),
        entry(b'0', b"docs/.hidden", b"no"),
        vec![0; 2 * BLOCK],
    ]
    .concat()
}

#[test]
fn files_are_called_as_they_lie_there() {
    let bytes = archive();
    let files = of(contents(Path::new("a.tar"), &bytes));
    let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["docs/a.txt", "附件.txt", "很长的名字.txt", "目录/三.txt"]);
    let sizes: Vec<_> = files.iter().map(|(_, bytes)| bytes.len()).collect();
    assert_eq!(sizes, [3, 600, 3, 5]);
    let packed_archive = gzip(&bytes);
    assert_eq!(of(packed(Path::new("a.tgz"), &packed_archive)), files);
}

#[test]
fn one_file_is_called_as_its_archive() {
    let bytes = gzip("关于防汛".as_bytes());
    let files = of(packed(Path::new("dir/通知.txt.gz"), &bytes));
    assert_eq!(files, [("通知.txt".to_string(), "关于防汛".as_bytes().to_vec())]);
}

#[test]
fn bombs_and_cuts_are_refused() {
    let bomb = gzip(&vec![0; FILE_LIMIT + 1]);
    assert_eq!(packed(Path::new("a.gz"), &bomb).err(), Some(Refusal::TooLargeUnpacked));
    let bytes = archive();
    assert!(matches!(
        contents(Path::new("a.tar"), &bytes[..BLOCK * 4]).err(),
        Some(Refusal::Damaged(_))
    ));
    let cut = gzip(&bytes);
    assert!(matches!(
        packed(Path::new("a.tgz"), &cut[..cut.len() / 2]).err(),
        Some(Refusal::Damaged(_))
    ));
}
