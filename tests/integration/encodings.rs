//! Pages in every encoding, with the right declaration, none and a wrong one: read exactly.

use std::path::Path;

use encoding_rs::{BIG5, Encoding, GB18030, GBK};
use policy_search::corpus::reader::decode;

use crate::workspace::{real_data, repository};

/// The shortest real body in characters that is asked for.
const TELLING: usize = 40;

/// A page of this text that declares this encoding, or none.
fn page(text: &str, declared: &str) -> String {
    let meta = match declared {
        "" => String::new(),
        name => format!("<meta http-equiv=\"Content-Type\" content=\"text/html; charset={name}\">"),
    };
    format!("<html><head>{meta}<title>通知</title></head><body><pre>{text}</pre></body></html>")
}

fn units(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

/// The page in this encoding; `None` where the encoding has not all of its characters.
fn in_encoding(page: &str, encoding: &'static Encoding) -> Option<Vec<u8>> {
    let (bytes, _, lost) = encoding.encode(page);
    (!lost).then(|| bytes.into_owned())
}

/// The page in every encoding that is named, where it can be.
fn every(page: &str) -> Vec<(&'static str, Vec<u8>)> {
    let marked = format!("\u{FEFF}{page}");
    let mut pages = vec![
        ("UTF-8", page.as_bytes().to_vec()),
        ("UTF-8 with BOM", marked.clone().into_bytes()),
        ("UTF-16LE", units(page, u16::to_le_bytes)),
        ("UTF-16BE", units(page, u16::to_be_bytes)),
        ("UTF-16LE with BOM", units(&marked, u16::to_le_bytes)),
        ("UTF-16BE with BOM", units(&marked, u16::to_be_bytes)),
    ];
    for (name, encoding) in [("GB18030", GB18030), ("GBK", GBK), ("Big5", BIG5)] {
        // What Big5 can hold of Simplified text is no page in Big5 that anyone has.
        let is_meant = encoding != BIG5 || page.contains('務');
        pages.extend(in_encoding(page, encoding).filter(|_| is_meant).map(|bytes| (name, bytes)));
    }
    pages
}

/// How many pages there were, and which were not read exactly.
fn read_all(texts: &[String]) -> (usize, Vec<String>) {
    let (mut all, mut wrong) = (0, Vec::new());
    for text in texts {
        for declared in ["", "utf-8", "gb2312", "gbk", "big5", "iso-8859-1"] {
            let page = page(text, declared);
            for (name, bytes) in every(&page) {
                all += 1;
                let read = decode(&bytes).map(|decoded| decoded.text);
                if read.as_deref() != Some(page.as_str()) {
                    wrong.push(format!("{name} declared {declared:?}: {:.60}", text));
                }
            }
        }
    }
    (all, wrong)
}

fn assert_exact(texts: &[String]) {
    let (all, wrong) = read_all(texts);
    println!("{} of {all} pages read exactly", all - wrong.len());
    assert!(wrong.is_empty(), "{}\n{wrong:#?}", wrong.len());
}

fn sample(name: &str) -> String {
    let bytes = std::fs::read(repository().join("corpus/sample").join(name)).unwrap();
    decode(&bytes).unwrap().text
}

#[test]
fn our_documents_in_every_encoding() {
    let names = [
        "gov.cn/国办发〔2023〕71号.txt",
        "mca.gov.cn/低保家庭经济状况核查办法.txt",
        "gd.gov.cn/big5/港澳青年就業創業措施.txt",
    ];
    let mut texts: Vec<String> = names.map(sample).to_vec();
    texts.push("关于𠮷林同志、㭎𬭎同志职务任免的通知，请遵照执行。".into());
    texts.push("為做好防汛工作，請各區公所依服務規定辦理，並於四月底前回報市政府。".into());
    assert_exact(&texts);
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn real_notices_in_every_encoding() {
    let data = real_data();
    let lines = std::fs::read_to_string(Path::new(&data).join("notices.jsonl")).unwrap();
    let body = |line: &str| {
        let notice: serde_json::Value = serde_json::from_str(line).unwrap();
        notice["Body"].as_str().unwrap_or_default().to_string()
    };
    // In a dozen characters a wrong declaration cannot be told from a right one.
    let bodies = lines.lines().map(body).filter(|body| body.chars().count() >= TELLING);
    assert_exact(&bodies.collect::<Vec<_>>());
}
