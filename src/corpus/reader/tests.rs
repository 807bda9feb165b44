use std::path::Path;

use super::limits::HTML_LIMIT;
use super::*;
use crate::extract::{HintField, HintSource, RawText};

fn run(name: &str, bytes: &[u8]) -> (Vec<RawText>, Result<ReadReport, String>) {
    let mut found = Vec::new();
    let report =
        read_from(Path::new(name), bytes, &ReadOptions::default(), &mut |raw| found.push(raw));
    (found, report.map_err(|error| error.to_string()))
}

#[test]
fn every_format_gives_the_same_document() {
    let text = "关于开展校园食品安全检查的通知\n各学校：\n请于本月底前完成自查，并报送结果。";
    let page = text.replace('\n', "</p><p>");
    let (title, body) = text.split_once('\n').unwrap();
    let quoted = serde_json::to_string(body).unwrap();
    let plain = [
        ("a.txt", text.to_string()),
        ("a.md", text.to_string()),
        ("a.html", format!("<html><body><p>{page}</p></body></html>")),
    ];
    for (name, content) in plain {
        assert_eq!(run(name, content.as_bytes()).0[0].text, text, "{name}");
    }
    let dumps = [
        ("a.json", format!("{{\"title\":\"{title}\",\"body\":{quoted}}}")),
        ("a.jsonl", format!("{{\"title\":\"{title}\",\"body\":{quoted}}}\n")),
        ("a.csv", format!("title,body\n{title},\"{body}\"\n")),
    ];
    for (name, content) in dumps {
        let found = run(name, content.as_bytes()).0.remove(0);
        assert_eq!(found.text, body, "{name}");
        assert_eq!(found.hints_for(HintField::Title).next().unwrap().value, title, "{name}");
    }
}

#[test]
fn a_page_is_read_in_every_encoding_whatever_it_declares() {
    let page = |charset: &str| {
        format!(
            "<html><head><meta charset='{charset}'><title>公告</title></head>\
             <body><p>各县区人民政府，现将有关事项公告如下。</p></body></html>"
        )
    };
    for declared in ["gb2312", "utf-8", "big5"] {
        let page = page(declared);
        let utf16: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let (gbk, _, _) = encoding_rs::GBK.encode(&page);
        for (bytes, encoding) in
            [(page.as_bytes(), "UTF-8"), (&gbk[..], "GB18030"), (&utf16[..], "UTF-16LE")]
        {
            let (found, report) = run("a.html", bytes);
            assert_eq!(found[0].text, "各县区人民政府，现将有关事项公告如下。");
            assert_eq!(report.unwrap().encoding, encoding);
        }
    }
}

#[test]
fn the_files_name_is_the_last_hint() {
    let (found, _) =
        run("节水条例(2020-12-25).md", "# 某市节水条例\n\n第一条 为了节水。".as_bytes());
    let titles: Vec<_> =
        found[0].hints_for(HintField::Title).map(|h| (h.value.as_str(), h.from)).collect();
    assert_eq!(titles, [("某市节水条例", HintSource::Heading), ("节水条例", HintSource::FileName)]);
    assert_eq!(found[0].hints_for(HintField::Written).next().unwrap().value, "2020-12-25");
}

#[test]
fn what_cannot_be_read_is_named_with_its_reason() {
    for (name, bytes, reason) in [
        ("a.txt", &b""[..], "a.txt: empty file"),
        ("a.txt", b" \n\n", "a.txt: no text: the file holds nothing that could be searched"),
        (
            "a.md",
            b"---\ntitle: x\n---\n",
            "a.md: no text: the file holds nothing that could be searched",
        ),
        ("a.rar", b"Rar!", "a.rar: RAR archives are not unpacked"),
        ("a.txt", b"\0\x01\x02\0\0\x03\0\0", "a.txt: only bytes that are no text"),
    ] {
        assert_eq!(run(name, bytes).1, Err(reason.to_string()));
    }
    let deep = "<div>".repeat(8_000);
    assert!(run("a.html", deep.as_bytes()).1.unwrap_err().contains("nested"));
    let large = vec![b' '; HTML_LIMIT + 1];
    assert!(
        run("a.html", &[b"<p>".as_slice(), &large].concat())
            .1
            .unwrap_err()
            .contains("larger than 16 MiB")
    );
}

#[test]
fn damage_is_a_warning() {
    let mut bytes = "关于加强管理的通知，请遵照执行。".repeat(2).into_bytes();
    bytes[10] = 0xFF;
    let (found, report) = run("a.txt", &bytes);
    assert_eq!(found.len(), 1);
    assert!(report.unwrap().problems[0].reason.to_string().contains("damaged"));
}

#[test]
fn a_folder_is_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let error = read(folder.path(), &ReadOptions::default(), &mut |_| {}).unwrap_err();
    assert!(error.to_string().contains("no file"));
}

#[test]
fn nothing_is_ever_a_panic() {
    let pieces: [&[u8]; 10] = [
        b"<",
        b"{\"title\":\"",
        b"\xEF\xBB\xBF",
        b"\"",
        b"\n",
        b"\xD6\xD0",
        "：文号".as_bytes(),
        b"---\n",
        b"\0",
        b"\t|",
    ];
    for seed in 0..3_000_usize {
        let mut state = seed.wrapping_mul(0x9E37_79B9) | 1;
        let mut bytes = Vec::new();
        for _ in 0..12 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            bytes.extend_from_slice(pieces[(state >> 33) % pieces.len()]);
        }
        for name in ["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.csv", "a.tsv", "a"] {
            let _ = run(name, &bytes);
        }
    }
}

fn count(path: &Path) -> (usize, usize) {
    let mut documents = 0;
    let report = read(path, &ReadOptions::default(), &mut |raw| {
        documents += usize::from(!raw.text.is_empty());
    });
    (documents, report.map_or(0, |report| report.problems.len() + report.unlisted))
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn all_real_files_are_read_or_named() {
    let data = crate::real_data::path("");
    let found = crate::corpus::walk(&data, &[]).unwrap();
    let mut bytes = 0;
    let mut refused = Vec::new();
    let start = std::time::Instant::now();
    for file in found.files.iter().filter(|file| file.relative.starts_with("laws/")) {
        let done = read(&file.path, &ReadOptions::default(), &mut |raw| {
            bytes += raw.text.len();
            assert!(!raw.text.contains("<!--"), "{}", file.relative);
        });
        if let Err(error) = done {
            refused.push(error.to_string());
        }
    }
    println!("laws: {bytes} bytes of text in {:?}, {} refused", start.elapsed(), refused.len());
    assert!(refused.iter().all(|error| error.contains("_index.md: no text")), "{refused:?}");
    assert_eq!(count(&data.join("notices.jsonl")), (22, 0));
    assert_eq!(count(&data.join("statutes/articles.jsonl")), (60_733, 0));
    let ofd = found.files.iter().filter(|file| file.relative.ends_with(".ofd"));
    let read: Vec<_> = ofd.map(|file| count(&file.path).0).collect();
    assert_eq!((read.len(), read.iter().sum::<usize>()), (34, 31));
}
