//! Pages made to take long: each ends within seconds, with its text or with a message.

use std::path::Path;
use std::time::{Duration, Instant};

use policy_search::corpus::reader::{self, ReadOptions};

/// How long a page may take, in a build that is not optimised on a machine with other work.
const WITHIN: Duration = Duration::from_secs(60);

/// The text of a page, or why it is not read.
fn read(page: &str) -> Result<String, String> {
    let started = Instant::now();
    let mut texts = Vec::new();
    let options = ReadOptions::default();
    let read = reader::read_from(Path::new("a.html"), page.as_bytes(), &options, &mut |raw| {
        texts.push(raw.text);
    });
    println!("{} bytes in {:?}", page.len(), started.elapsed());
    assert!(started.elapsed() < WITHIN, "{:?}", started.elapsed());
    read.map_err(|error| error.to_string())?;
    Ok(texts.concat())
}

fn refused(page: &str, reason: &str) {
    let error = read(page).err().unwrap_or_default();
    assert!(error.contains(reason), "{reason}: {error}");
}

#[test]
fn pages_the_parser_cannot_take_are_refused() {
    refused(&"<div>".repeat(200_000), "nested more than 5000 deep");
    refused(&"<div><p>停水".repeat(200_000), "nested more than 5000 deep");
    refused(&format!("<div {}>停水通知</div>", "a=1 ".repeat(200_000)), "2000 attributes");
    refused(&format!("<p>{}", "停水通知".repeat(2 << 20)), "16 MiB");
}

#[test]
fn large_pages_are_read_whole() {
    let size = 15 << 20;
    let repeated = |part: &str| part.repeat(size / part.len());
    for part in [
        "<p>各镇街请做好停水准备。</p>\n",
        "<div>各镇街请做好停水准备。</div>",
        "<tr><td>停水</td><td>片区</td></tr>",
        "<div><ul><li><a href=a.html>关于停水的公告</a></li></ul></div>",
        "<b></b>停水",
    ] {
        let page = repeated(part);
        let text = read(&page).unwrap();
        assert_eq!(text.matches("停水").count(), page.matches("停水").count(), "{part}");
    }
}

#[test]
fn deep_pages_of_empty_boxes_end() {
    let empty = "<i></i>".repeat(300_000);
    let page = format!("{}停水。{empty}{}", "<div>".repeat(4_000), "</div>".repeat(4_000));
    assert_eq!(read(&page).unwrap(), "停水。");
    let cells = format!("<table><tr>{}</tr></table>", "<td><p>停水。</p></td>".repeat(100_000));
    assert_eq!(read(&cells).unwrap().matches("停水").count(), 100_000);
}
