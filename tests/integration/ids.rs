//! Ids by their first digits: what a screen shows names the same announcement when it is typed.

use std::collections::BTreeSet;

use policy_search::Id;
use serde_json::Value;

use crate::workspace::{Workspace, stderr, stdout};

/// A workspace with so many announcements, each of which cites another.
fn workspace(announcements: usize) -> Workspace {
    let workspace = Workspace::new();
    let line = |number: usize| {
        let other = (number + 1) % announcements;
        format!(
            "{{\"id\":\"{number}\",\"title\":\"甲县渡口第{number}号办法\",\"body\":\"依照《甲县渡口第{other}号办法》办理。\"}}\n"
        )
    };
    workspace.write("甲.jsonl", (0..announcements).map(line).collect::<String>());
    workspace.index();
    workspace
}

fn ids(workspace: &Workspace) -> BTreeSet<String> {
    workspace.everything().into_iter().map(|hit| hit.id.to_string()).collect()
}

/// The id that `show` finds under a name, in JSON.
fn shown(workspace: &Workspace, name: &str) -> Vec<String> {
    let shown = workspace.command(&["show", "--json", name]);
    let shown: Value = serde_json::from_str(&stdout(&shown)).unwrap();
    let all = shown["announcements"].as_array().unwrap().iter();
    all.map(|one| one["id"].as_str().unwrap().to_string()).collect()
}

#[test]
fn every_start_of_one_id_alone_names_it_and_any_other_names_those_it_may_be() {
    let workspace = workspace(300);
    let ids = ids(&workspace);
    let (mut named, mut refused) = (0, 0);
    for id in ids.iter().step_by(60) {
        for digits in [1, 2, 3, 4, 6, 15, 16] {
            let start = &id[..digits];
            let alike: Vec<&String> = ids.iter().filter(|one| one.starts_with(start)).collect();
            match &alike[..] {
                [_] => {
                    assert_eq!(shown(&workspace, &start.to_uppercase()), std::slice::from_ref(id));
                    named += 1;
                }
                _ => {
                    let output = workspace.command(&["show", start]);
                    assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()));
                    let message = stderr(&output);
                    let told = ids.iter().filter(|one| message.contains(&***one)).count();
                    assert!(message.contains(alike[0].as_str()), "{message}");
                    assert_eq!(told, alike.len().min(10), "{message}");
                    assert_eq!(message.contains('…'), alike.len() > 10, "{message}");
                    refused += 1;
                }
            }
        }
    }
    assert!(named >= 15 && refused >= 5, "{named} named, {refused} refused");
}

#[test]
fn a_start_of_no_id_is_unknown() {
    let workspace = workspace(3);
    let ids = ids(&workspace);
    // A figure could be the rank of a hit.
    let start = (10..16)
        .map(|digit| format!("{digit:x}"))
        .find(|start| !ids.iter().any(|id| id.starts_with(start.as_str())));
    for arguments in [["show", &start.clone().unwrap()], ["--like", &start.unwrap()]] {
        let output = workspace.command(&arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("no announcement has the id"), "{}", stderr(&output));
    }
}

#[test]
fn what_is_shown_of_ids_can_be_typed_back() {
    let workspace = workspace(300);
    let all: Vec<Id> = workspace.everything().into_iter().map(|hit| hit.id).collect();
    let digits = workspace.engine().starts(&all).unwrap();
    let (id, digits) = all.iter().zip(digits).max_by_key(|(_, digits)| *digits).unwrap();
    let own = &id.as_str()[..digits];
    let screen = stdout(&workspace.command(&["show", own]));
    assert!(
        screen.contains(&format!("id            {own}\n")) && !screen.contains(id.as_str()),
        "{screen}"
    );
    let cited = screen.lines().find(|line| line.starts_with("cites")).unwrap();
    let start = cited.rsplit(" · ").next().unwrap();
    assert_eq!((start.len(), shown(&workspace, start).len()), (6, 1), "{cited}");
}

#[test]
fn a_start_says_what_hits_are_to_be_like() {
    let workspace = workspace(300);
    let ids = ids(&workspace);
    let id = ids.first().unwrap();
    let hits = |name: &str| {
        let output = workspace.command(&["--json", "--like", name]);
        let object: Value = serde_json::from_str(&stdout(&output)).unwrap();
        object["hits"].to_string()
    };
    assert_eq!(hits(&id[..6]), hits(id));
    let refused = workspace.command(&["--like", &id[..1]]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("is the start of several ids"), "{}", stderr(&refused));
}
