//! Walks of folders made for the purpose.

use super::*;

/// A folder of files, one a path; a path that ends with `/` is a folder.
fn folder(paths: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, content) in paths {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

fn names(root: &Path) -> Vec<String> {
    walk(root, &[]).unwrap().files.into_iter().map(|file| file.relative).collect()
}

#[test]
fn files_come_in_order_with_size_and_time() {
    let folder = folder(&[("b/2.txt", "二"), ("b/1.txt", "一"), ("a.md", "")]);
    let found = walk(folder.path(), &[]).unwrap();
    let names: Vec<_> = found.files.iter().map(|file| file.relative.as_str()).collect();
    assert_eq!(names, ["a.md", "b/1.txt", "b/2.txt"]);
    assert_eq!(found.files[1].size, 3);
    assert!(found.files[1].modified > 1_700_000_000_000_000_000);
    assert!(found.files[1].path.is_absolute());
}

#[test]
fn hidden_files_and_leftovers_are_left_out() {
    let folder = folder(&[
        (".git/x.txt", ""),
        (".x.txt", ""),
        ("a.txt~", ""),
        (".a.txt.swp", ""),
        ("b.html.part", ""),
        ("~$c.docx", ""),
        ("#d#", ""),
        ("#1号文.txt", ""),
        ("e.txt", ""),
    ]);
    assert_eq!(names(folder.path()), ["#1号文.txt", "e.txt"]);
}

#[test]
fn a_hidden_root_is_walked() {
    let folder = folder(&[(".hidden/a.txt", "")]);
    assert_eq!(names(&folder.path().join(".hidden")), ["a.txt"]);
}

#[test]
fn rules_inside_hold_and_rules_above_do_not() {
    let folder = folder(&[
        (".gitignore", "*\n"),
        ("root/.gitignore", "*.log\ndrafts/\n"),
        ("root/.ignore", "!keep.log\n"),
        ("root/a.log", ""),
        ("root/keep.log", ""),
        ("root/drafts/b.txt", ""),
        ("root/drafts/c.txt", ""),
        ("root/sub/.gitignore", "*.txt\n"),
        ("root/sub/d.txt", ""),
        ("root/sub/e.md", ""),
        ("root/z.txt", ""),
    ]);
    let found = walk(&folder.path().join("root"), &[]).unwrap();
    let names: Vec<_> = found.files.iter().map(|file| file.relative.as_str()).collect();
    assert_eq!(names, ["keep.log", "sub/e.md", "z.txt"]);
    assert_eq!(found.ignored, 3);
}

#[test]
fn what_is_asked_to_be_left_out_is() {
    let folder = folder(&[("index/meta.json", ""), ("a.txt", "")]);
    let found = walk(folder.path(), &[folder.path().join("index")]).unwrap();
    assert_eq!(found.files.len(), 1);
}

#[test]
fn a_root_that_is_a_file_or_nothing() {
    let folder = folder(&[("a.jsonl", "{}")]);
    assert_eq!(names(&folder.path().join("a.jsonl")), ["a.jsonl"]);
    let error = walk(&folder.path().join("none"), &[]).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::NoCorpus));
}

#[cfg(unix)]
#[test]
fn links_are_followed_once_and_loops_are_cut() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[("deep/x.txt", ""), ("y.txt", "")]);
    let inside = folder(&[("a/1.txt", ""), ("b/2.txt", "")]);
    let at = |name: &str| inside.path().join(name);
    symlink(at("a"), at("b/to-a")).unwrap();
    symlink(at("b"), at("a/to-b")).unwrap();
    symlink(inside.path(), at("self")).unwrap();
    symlink("/", at("everything")).unwrap();
    symlink(at("ring"), at("ring")).unwrap();
    symlink(at("a/1.txt"), at("again.txt")).unwrap();
    symlink(outside.path(), at("b/out")).unwrap();
    symlink(outside.path(), at("out")).unwrap();
    symlink(outside.path().join("y.txt"), at("a/y.txt")).unwrap();
    let found = walk(inside.path(), &[]).unwrap();
    let names: Vec<_> = found.files.iter().map(|file| file.relative.as_str()).collect();
    assert_eq!(names, ["a/1.txt", "b/2.txt", "out/deep/x.txt", "out/y.txt"]);
    assert_eq!(found.problems.len(), 1);
    assert_eq!((found.problems[0].key(), found.problems[0].is_absent()), ("ring", false));
}

#[cfg(unix)]
#[test]
fn what_a_link_leads_to_is_told_under_the_name_of_the_link() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[("a.txt", "")]);
    let inside = folder(&[("sub/b.txt", "")]);
    symlink(outside.path(), inside.path().join("sub/out")).unwrap();
    symlink("nowhere", outside.path().join("broken")).unwrap();
    symlink("a.txt/below", outside.path().join("file")).unwrap();
    let found = walk(inside.path(), &[]).unwrap();
    let problems: Vec<_> =
        found.problems.iter().map(|unseen| (unseen.key(), unseen.is_absent())).collect();
    assert_eq!(problems, [("sub/out/broken", true), ("sub/out/file", true)]);
}

/// Makes folders in `shallow`, each in the last, down to one whose path the system finds too long,
/// and renames `shallow` to `deep`: no user can read the innermost folder by its path, not even root.
#[cfg(unix)]
fn too_deep(shallow: &Path, deep: &Path) {
    let name = "深".repeat(60);
    let mut path = shallow.to_path_buf();
    while fs::create_dir(&path).is_ok() {
        path.push(&name);
    }
    fs::rename(shallow, deep).unwrap();
}

#[cfg(unix)]
#[test]
fn unreadable_folders_are_problems_and_the_walk_goes_on() {
    let folder = folder(&[("a.txt", ""), ("z/b.txt", "")]);
    let long = folder.path().join("长".repeat(80));
    too_deep(&folder.path().join("m"), &long);
    let found = walk(folder.path(), &[]).unwrap();
    let names: Vec<_> = found.files.iter().map(|file| file.relative.as_str()).collect();
    assert_eq!(names, ["a.txt", "z/b.txt"]);
    assert_eq!(found.problems.len(), 1, "{:?}", found.problems);
    let path = found.problems[0].error.path().unwrap();
    assert!(path.starts_with(fs::canonicalize(&long).unwrap()), "{}", path.display());
}

#[cfg(unix)]
#[test]
fn sockets_are_not_files() {
    let folder = folder(&[("b.txt", "")]);
    let socket = std::os::unix::net::UnixListener::bind(folder.path().join("a.txt")).unwrap();
    let found = walk(folder.path(), &[]).unwrap();
    drop(socket);
    let names: Vec<_> = found.files.iter().map(|file| file.relative.as_str()).collect();
    assert_eq!((names, found.problems.len()), (vec!["b.txt"], 0));
}
