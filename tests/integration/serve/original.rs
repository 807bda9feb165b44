//! Original files: handed out to be saved, never shown, and none that the index does not name.

use policy_search::web::Server;

use super::client::{get, request};
use super::running::Served;
use crate::workspace::Workspace;

const PAGE: &str = "<html><title>关于看护渡口的通知</title><body><h1>关于看护渡口的通知</h1>\
                    <script>alert(1)</script><p>各村：请看护好渡口。</p></body></html>";

/// A server of one file, and the path of that file's original.
fn served(name: &str) -> (Served, String) {
    let workspace = Workspace::new();
    workspace.write(name, PAGE);
    workspace.index();
    let id = workspace.everything()[0].id.to_string();
    (Served::of(workspace), format!("/doc/{id}/original"))
}

#[test]
fn a_file_is_to_be_saved_under_its_name_and_never_shown() {
    let (served, path) = served("通知 \"1\".html");
    let answer = served.get(&path);
    assert_eq!((answer.status, &answer.body[..]), (200, PAGE.as_bytes()));
    let id = path.split('/').nth(2).unwrap();
    for (name, value) in [
        ("content-type", "application/octet-stream"),
        ("content-length", &PAGE.len().to_string()),
        (
            "content-disposition",
            &format!(
                "attachment; filename=\"{id}.html\"; filename*=UTF-8''%E9%80%9A%E7%9F%A5%20%221%22.html"
            ),
        ),
        ("content-security-policy", "sandbox; default-src 'none'"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{name}");
    }
    let foreign = request(served.address, &format!("GET {path}"), "Sec-Fetch-Site: cross-site\r\n");
    assert_eq!(foreign.status, 403);
}

#[test]
fn no_path_can_be_asked_for() {
    let (served, path) = served("通知.html");
    let id = path.split('/').nth(2).unwrap();
    for path in [
        "/doc/../../etc/passwd/original".to_string(),
        "/doc/%2e%2e%2f%2e%2e%2fetc%2fpasswd/original".to_string(),
        "/doc/%2e%2e/original".to_string(),
        "/doc/%00/original".to_string(),
        format!("/doc/{id}%00/original"),
        format!("/doc/{id}%2f..%2f..%2fetc%2fpasswd/original"),
        format!("/doc/{id}/original?path=/etc/passwd"),
        format!("/doc/{id}/original/../../../etc/passwd"),
        "/doc/corpus%2F通知.html/original".to_string().replace("通知", "%E9%80%9A%E7%9F%A5"),
        "/doc/0000000000000000/original".to_string(),
    ] {
        let answer = served.get(&path);
        assert!([400, 404].contains(&answer.status), "{path}: {}", answer.status);
        assert!(!answer.text().contains("root:"), "{path}");
    }
}

#[test]
fn a_file_that_is_gone_is_told_as_gone() {
    let (served, path) = served("通知.html");
    served.workspace.remove("通知.html");
    let answer = served.get(&path);
    assert_eq!(answer.status, 404);
    assert_eq!(answer.json()["type"], "/problems/gone");
    std::fs::create_dir(served.workspace.path("corpus/通知.html")).unwrap();
    assert_eq!(served.get(&path).status, 404);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_folder_is_never_followed() {
    use std::os::unix::fs::symlink;

    let (served, path) = served("通知.html");
    let file = served.workspace.path("corpus/通知.html");
    std::fs::write(served.workspace.path("secret.txt"), "only for the owner").unwrap();
    served.workspace.remove("通知.html");
    symlink(served.workspace.path("secret.txt"), &file).unwrap();
    let answer = served.get(&path);
    assert_eq!(answer.status, 404);
    assert!(!answer.text().contains("only for the owner"));
    // One that stays in the folder is a file of it.
    served.workspace.write("别处/通知.html", PAGE);
    served.workspace.remove("通知.html");
    symlink(served.workspace.path("corpus/别处/通知.html"), &file).unwrap();
    assert_eq!(served.get(&path).body, PAGE.as_bytes());
}

#[cfg(unix)]
#[test]
fn a_folder_that_becomes_a_link_that_leads_out_is_none_of_the_index() {
    use std::os::unix::fs::symlink;

    let workspace = Workspace::new();
    workspace.write("内/通知.html", PAGE);
    workspace.index();
    let path = format!("/doc/{}/original", workspace.everything()[0].id);
    let served = Served::of(workspace);
    std::fs::rename(served.workspace.path("corpus/内"), served.workspace.path("外")).unwrap();
    symlink(served.workspace.path("外"), served.workspace.path("corpus/内")).unwrap();
    assert_eq!(served.get(&path).status, 404);
}

#[test]
fn no_file_is_handed_out_where_that_is_not_wanted() {
    let workspace = Workspace::new();
    workspace.write("通知.html", PAGE);
    workspace.index();
    let id = workspace.everything()[0].id.to_string();
    let served = Served::with(workspace, |server| Server { originals: false, ..server });
    assert_eq!(get(served.address, &format!("/doc/{id}/original")).status, 403);
    let page = served.get(&format!("/doc/{id}")).text();
    assert!(!page.contains("/original"), "{page}");
}

#[test]
fn a_file_that_is_too_large_is_not_handed_out() {
    let (served, path) = served("通知.html");
    let file = std::fs::File::options();
    let file = file.clone().write(true).open(served.workspace.path("corpus/通知.html")).unwrap();
    file.set_len((64 << 20) + 1).unwrap();
    let answer = served.get(&path);
    assert_eq!((answer.status, &answer.json()["type"]), (403, &"/problems/long".into()));
    file.set_len(64 << 20).unwrap();
    assert_eq!(served.get(&path).body.len(), 64 << 20);
}
