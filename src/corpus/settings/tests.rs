//! What holds for a file below folders that each say something.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    for (path, content) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    let real = folder.path().canonicalize().unwrap();
    (folder, real)
}

fn hints(settings: &Settings, path: &Path, part: Option<&str>) -> Vec<(HintField, String)> {
    let mut raw = RawText { part: part.map(String::from), ..RawText::default() };
    settings.complete(path, &mut raw);
    assert!(raw.hints.iter().all(|hint| hint.from == HintSource::Folder));
    raw.hints.into_iter().map(|hint| (hint.field, hint.value)).collect()
}

#[test]
fn the_nearest_wins_key_by_key_and_nothing_takes_back() {
    let (_folder, root) = folder(&[
        ("corpus.toml", "region = '广东省'\ntopic = '交通'\n[fields]\na = 'title'\nb = 'body'"),
        ("深圳/corpus.toml", "region = '深圳市'\ntopic = ''\n[fields]\n'A ' = 'number'"),
        ("深圳/局/a.jsonl", ""),
    ]);
    let settings = Settings::of(&root.join("深圳/局/a.jsonl")).unwrap().unwrap();
    let region = (HintField::Region, "深圳市".to_string());
    assert_eq!(hints(&settings, &root.join("深圳/局/a.jsonl"), None), [region]);
    let fields: Vec<_> = settings.fields().collect();
    let number = Column::Field(HintField::Number);
    assert_eq!(fields, [("a".to_string(), number), ("b".to_string(), Column::Body)]);
}

#[test]
fn an_address_is_that_of_a_file_and_a_part_has_its_site() {
    let (_folder, root) =
        folder(&[("站/corpus.toml", "url = 'https://www.gd.gov.cn/zc'"), ("站/1/a.html", "")]);
    let path = root.join("站/1/a.html");
    let settings = Settings::of(&path).unwrap().unwrap();
    let url = "https://www.gd.gov.cn/zc/1/a.html".to_string();
    assert_eq!(hints(&settings, &path, None), [(HintField::Url, url)]);
    let site = (HintField::Site, "www.gd.gov.cn".to_string());
    assert_eq!(hints(&settings, &path, Some("7")), [site]);
}

#[test]
fn a_fingerprint_changes_with_what_is_read_otherwise() {
    let print = |files: &[(&str, &str)]| {
        let (_folder, root) = folder(&[files, &[("a/b/c.txt", "")]].concat());
        let settings = Settings::of(&root.join("a/b/c.txt")).unwrap();
        settings.map(|settings| settings.fingerprint())
    };
    assert_eq!(print(&[]), None);
    let said = |text| print(&[("a/corpus.toml", text)]).unwrap();
    assert_eq!(said("exclude = ['x']\nsite = ''"), 0);
    let one = said("site = 'x'\nregion = '四川省'");
    assert_ne!(one, 0);
    assert_eq!(said("region = '四川省' # 川\nsite = 'x'\nexclude = ['y']"), one);
    for other in
        ["site = 'y'\nregion = '四川省'", "site = 'x'", "encoding = 'big5'", "[fields]\nx='id'"]
    {
        assert_ne!(said(other), one, "{other}");
    }
    let moved = print(&[("a/b/corpus.toml", "site = 'x'\nregion = '四川省'")]);
    assert_eq!(moved.unwrap(), one);
}

#[test]
fn an_address_moved_to_another_folder_is_another() {
    let (_folder, root) = folder(&[("a/corpus.toml", "url = 'http://a.cn/'"), ("a/b/c.txt", "")]);
    let print = || {
        let settings = Settings::of(&root.join("a/b/c.txt")).unwrap();
        settings.unwrap().fingerprint()
    };
    let before = print();
    fs::rename(root.join("a/corpus.toml"), root.join("a/b/corpus.toml")).unwrap();
    assert_ne!(print(), before);
}

#[test]
fn patterns_of_all_folders_hold_and_the_nearest_decides() {
    let (_folder, root) = folder(&[
        ("corpus.toml", "exclude = ['list_*.html', '/one/', 'images/']"),
        ("b/corpus.toml", "exclude = ['!list_keep.html', 'x.html']"),
        ("b/images/list_1.html", ""),
    ]);
    let settings = Settings::within(&root.join("b")).unwrap().unwrap();
    let out = |path: &str| settings.excludes(&root.join("b").join(path), path == "images");
    assert!(out("list_1.html") && out("x.html") && out("images"));
    assert!(!out("list_keep.html") && !out("one") && !out("a.html"));
    let file = root.join("b/images/list_1.html");
    let settings = Settings::of(&file).unwrap().unwrap();
    let told = settings.exclusion(&file).unwrap();
    assert_eq!(told, format!("images/ in {}", root.join(FILE).display()));
    assert_eq!(settings.exclusion(&root.join("b/a.html")), None);
}

#[test]
fn a_file_that_cannot_be_used_is_named() {
    let (_folder, root) = folder(&[("corpus.toml", "site = 'a'\nx = 1"), ("a/b.txt", "")]);
    let error = Settings::of(&root.join("a/b.txt")).unwrap_err();
    assert_eq!(error.path(), Some(root.join(FILE).as_path()));
    assert!(error.to_string().contains("corpus.toml: line 2: no setting is called x"));
    fs::write(root.join(FILE), vec![b'#'; (LIMIT + 1) as usize]).unwrap();
    let error = Settings::of(&root.join("a/b.txt")).unwrap_err();
    assert!(error.to_string().contains("larger than 1 MiB"), "{error}");
    fs::remove_file(root.join(FILE)).unwrap();
    fs::create_dir(root.join(FILE)).unwrap();
    assert_eq!(Settings::of(&root.join("a/b.txt")).unwrap(), None);
}
