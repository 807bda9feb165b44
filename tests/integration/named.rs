//! What a screen shows can be typed back: `show` and `open` take it, from any folder.

use std::path::Path;

use policy_search::printer::{Language, Terminal};
use policy_search::{Hit, Shown, wire};

#[cfg(target_os = "linux")]
use crate::tools;
use crate::workspace::{Dice, NOW, Workspace, request, stderr, stdout};

fn sample() -> &'static Workspace {
    static SAMPLE: std::sync::LazyLock<Workspace> = std::sync::LazyLock::new(|| {
        let sample = Workspace::with_sample();
        sample.index();
        sample
    });
    &SAMPLE
}

/// What `search show NAME` prints in a folder below that of the index.
fn show(name: &str) -> String {
    let here = sample().path("elsewhere");
    std::fs::create_dir_all(&here).unwrap();
    let output = sample().prepare(&["show", name]).current_dir(here).output().unwrap();
    assert!(output.status.success(), "{name}: {}", stderr(&output));
    stdout(&output)
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn every_announcement_is_shown_by_what_is_shown_of_it() {
    let hits = sample().everything();
    assert!(hits.len() > 40);
    for hit in hits.iter().step_by(3) {
        let place = &hit.place;
        let named = |file: &str| match &place.part {
            Some(part) => format!("{file}#{part}"),
            None => file.to_string(),
        };
        let original = sample().engine().original(place).unwrap().unwrap();
        for name in [hit.id.to_string(), named(&place.path), named(original.to_str().unwrap())] {
            let name = &name;
            let screen = squeezed(&show(name));
            assert!(screen.starts_with(&squeezed(&hit.announcement.title)), "{name}: {screen}");
        }
    }
}

#[test]
fn a_title_shows_what_has_it() {
    for hit in sample().search("类型:办法").hits {
        let title = &hit.announcement.title;
        assert!(squeezed(&show(title)).contains(&squeezed(title)), "{title}");
    }
}

#[test]
fn a_number_shows_its_text_once() {
    let screen = show("青府发〔2025〕28号");
    assert_eq!(screen.matches("\nnumber ").count(), 1);
    assert!(screen.starts_with("成都市青白江区人民政府关于印发"), "{screen}");
}

#[test]
fn the_original_is_opened_from_any_folder() {
    let output = sample().command(&["open", "--print", "青府发〔2025〕28号"]);
    let path = stdout(&output);
    let path = Path::new(path.trim_end());
    assert!(path.is_absolute() && path.is_file(), "{path:?}: {}", stderr(&output));
    let none = sample().command(&["open", "--print", "没有这份文件"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(
        stderr(&none).contains("no announcement has the id, number, file or title 没有这份文件")
    );
}

/// The script stands for what opens files on a desktop.
#[cfg(target_os = "linux")]
#[test]
fn a_file_is_opened_as_if_its_icon_had_been_clicked() {
    let workspace = Workspace::new();
    workspace.write("通知.txt", "某县关于渡口安全管理的通知\n\n各镇：请抓紧检查渡口。\n");
    workspace.index();
    tools::write(&workspace, "xdg-open", "#!/bin/sh\necho \"$@\" > \"$TOOLS/opened\"\n");
    let args = ["open", "某县关于渡口安全管理的通知"];
    let output = tools::prepare(&workspace, &args).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    let opened = std::fs::read_to_string(tools::folder(&workspace).join("opened")).unwrap();
    let file = workspace.path("corpus/通知.txt").canonicalize().unwrap();
    assert_eq!(opened.trim_end(), file.to_str().unwrap());
}

#[test]
fn a_file_that_is_gone_is_told_by_its_path() {
    let workspace = Workspace::new();
    workspace.write("通知.txt", "某县关于渡口安全管理的通知\n\n各镇：请抓紧检查渡口。\n");
    workspace.index();
    workspace.remove("通知.txt");
    let gone = workspace.command(&["open", "--print", "corpus/通知.txt"]);
    assert_eq!(gone.status.code(), Some(2));
    assert!(stderr(&gone).contains("通知.txt"), "{}", stderr(&gone));
}

/// Strings of a few characters from texts of the sample.
fn queries(dice: &mut Dice, hits: &[Hit]) -> Vec<String> {
    let cut = |dice: &mut Dice| {
        let body: Vec<char> = hits[dice.below(hits.len())].announcement.body.chars().collect();
        let start = dice.below(body.len().max(1));
        let text = body[start..].iter().take(2 + start % 3).collect::<String>();
        text.chars().filter(|c| c.is_alphanumeric()).collect::<String>()
    };
    let mut queries: Vec<String> = (0..40).map(|_| cut(dice)).collect();
    queries.retain(|query| query.chars().count() > 1);
    queries
}

/// All that screens, tables and JSON show of a hit and that names it.
fn names(sample: &Workspace, hit: &Hit) -> Vec<String> {
    let engine = sample.engine();
    let digits = engine.starts(std::slice::from_ref(&hit.id)).unwrap()[0];
    let part = hit.place.part.as_ref().map_or(String::new(), |part| format!("#{part}"));
    let file = hit.file.as_ref().unwrap().to_str().unwrap();
    let announcement = &hit.announcement;
    let number = announcement.number.as_ref().map(ToString::to_string);
    let title = (!announcement.title.is_empty()).then(|| announcement.title.clone());
    let own = [
        hit.id.to_string(),
        hit.id.as_str()[..digits].to_string(),
        format!("{}{part}", hit.place.path),
        format!("{file}{part}"),
    ];
    let article = format!("{}第三条", announcement.title);
    let has_article = announcement.body.lines().any(|line| line.trim().starts_with("第三条"));
    own.into_iter().chain(number).chain(title).chain(has_article.then_some(article)).collect()
}

#[test]
fn what_is_shown_of_any_hit_of_any_query_names_it() {
    let sample = sample();
    let everything = sample.everything();
    let mut dice = Dice(20_260_120);
    let (mut asked, mut articles) = (0, 0);
    for query in queries(&mut dice, &everything) {
        let response = sample.engine().search(&request(&query).files(true)).unwrap();
        let mut screen = Vec::new();
        let terminal = Terminal { width: 400, colour: false, language: Language::English };
        terminal.response(&response, &mut screen).unwrap();
        let screen = squeezed(&String::from_utf8(screen).unwrap());
        for hit in response.hits.iter().take(3) {
            let number = hit.announcement.number.as_ref().map(ToString::to_string);
            let shown =
                [Some(hit.announcement.title.clone()), Some(hit.place.path.clone()), number];
            for text in shown.into_iter().flatten() {
                assert!(screen.contains(&squeezed(&text)), "{query}: {text} in {screen}");
            }
            for name in names(sample, hit) {
                let found = wire::find(&sample.engine(), &name, None, NOW);
                let found = found.unwrap_or_else(|error| panic!("{query}: {name}: {error:?}"));
                let is_it = |one: &Shown| {
                    one.record.id == hit.id
                        || hit.copies.iter().any(|copy| copy.id == one.record.id)
                };
                assert!(found.iter().any(is_it), "{query}: {name}");
                articles += usize::from(found.iter().any(|one| !one.excerpts.is_empty()));
                asked += 1;
            }
        }
    }
    assert!(asked > 200 && articles > 0, "{asked} names, {articles} articles");
}
