//! What is like a text that a form sends.

use super::client::{encoded, send};
use super::running::Served;

const TEXT: &str =
    "为推进运贸产一体化，各镇街要统筹枢纽、口岸和产业园区，培育外贸企业，做强临港产业。";

fn post(served: &Served, form: &str, headers: &str) -> super::client::Answer {
    let head = format!(
        "POST /like HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        served.address,
        form.len()
    );
    send(served.address, [head.as_bytes(), form.as_bytes()].concat().as_slice())
}

#[test]
fn the_page_lists_what_the_command_finds_and_keeps_the_text() {
    let served = Served::sample();
    std::fs::write(served.workspace.path("text.txt"), TEXT).unwrap();
    let args = ["--like", "text.txt", "--json", "-n", "100", "--now", "2026-01-20"];
    let printed = served.workspace.command(&args);
    let printed: serde_json::Value = serde_json::from_slice(&printed.stdout).unwrap();
    let answer = post(served, &format!("text={}&now=2026-01-20", encoded(TEXT)), "");
    let page = answer.text();
    assert_eq!(answer.status, 200);
    let hits = printed["hits"].as_array().unwrap();
    assert!(!hits.is_empty());
    assert_eq!(page.matches("<h3>").count(), hits.len());
    for hit in hits {
        assert!(page.contains(&format!("/doc/{}", hit["id"].as_str().unwrap())), "{hit}");
    }
    assert!(page.contains(TEXT), "the text is still in its field");
}

#[test]
fn a_form_without_a_text_is_refused_and_so_is_one_of_another_site() {
    let served = Served::sample();
    assert_eq!(post(served, "text=++", "").status, 400);
    assert_eq!(post(served, "", "").status, 400);
    assert_eq!(post(served, "text=a&level=county", "").status, 400);
    let foreign = "Origin: https://evil.example\r\n";
    assert_eq!(post(served, &format!("text={}", encoded(TEXT)), foreign).status, 403);
    let hostile = encoded("</textarea><script>alert(1)</script>运贸产一体化");
    let page = post(served, &format!("text={hostile}"), "").text();
    assert!(!page.contains("<script>alert"));
}
