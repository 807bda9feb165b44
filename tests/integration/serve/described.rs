//! The page of the API is true, and the description of the API is of this server.

use std::fs;

use super::client::encoded;
use super::running::Served;
use crate::workspace::repository;

/// The blocks of a language in `docs/API.md`.
fn blocks(language: &str) -> Vec<String> {
    let page = fs::read_to_string(repository().join("docs/API.md")).unwrap();
    let fence = format!("```{language}\n");
    let parts = page.split(&fence).skip(1);
    parts.map(|rest| rest.split("```").next().unwrap().to_string()).collect()
}

/// The path that a call of `curl` asks for: its address and what it adds to it.
fn path(call: &str) -> String {
    let address =
        call.split_whitespace().find_map(|word| word.strip_prefix("http://127.0.0.1:7777"));
    let mut parameters = Vec::new();
    for part in call.split("--data-urlencode '").skip(1) {
        let (name, value) = part.split('\'').next().unwrap().split_once('=').unwrap();
        parameters.push(format!("{name}={}", encoded(value)));
    }
    for part in call.split(" -d ").skip(1) {
        let given = part.split_whitespace().next().unwrap();
        let (name, value) = given.split_once('=').unwrap_or((given, ""));
        parameters.push(format!("{name}={}", encoded(value)));
    }
    let question = if parameters.is_empty() { "" } else { "?" };
    [address.expect("an address"), question, &parameters.join("&")].concat()
}

#[test]
fn every_call_of_the_page_of_the_api_is_answered() {
    let calls: Vec<String> = blocks("sh")
        .iter()
        .flat_map(|block| block.lines().map(String::from).collect::<Vec<_>>())
        .collect();
    assert!(calls.len() >= 5, "{calls:?}");
    for call in calls {
        let answer = Served::sample().get(&path(&call));
        assert_eq!(answer.status, 200, "{call}: {}", answer.text());
        assert!(answer.body.len() > 100, "{call}: {}", answer.text());
    }
}

#[test]
#[ignore = "needs python3"]
fn every_program_of_the_page_runs() {
    let root = format!("http://{}", Served::sample().address);
    let outputs: Vec<_> = blocks("python")
        .iter()
        .map(|program| {
            let program = program.replace("http://127.0.0.1:7777", &root);
            std::process::Command::new("python3")
                .args(["-c", &program])
                .env("PYTHONIOENCODING", "utf-8")
                .output()
                .expect("python3 on PATH")
        })
        .collect();
    let told: Vec<String> = outputs.iter().map(crate::workspace::stdout).collect();
    assert!(outputs.iter().all(|output| output.status.success()), "{outputs:?}");
    assert!(told[0].lines().count() > 3, "{told:?}");
    assert_eq!(told[1], "304\n");
}

#[test]
fn the_description_names_every_parameter_of_the_page() {
    let document = Served::sample().get("/openapi.json").json();
    let page = fs::read_to_string(repository().join("docs/API.md")).unwrap();
    let listed = document["paths"]["/api/v1/search"]["get"]["parameters"].as_array().unwrap();
    assert!(listed.len() > 20);
    for parameter in listed {
        let name = parameter["name"].as_str().unwrap();
        assert!(page.contains(&format!("`{name}`")), "docs/API.md does not name {name}");
    }
    assert_eq!(document["openapi"], "3.1.0");
}
