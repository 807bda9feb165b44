//! Terminal, JSON and CSV say the same of a document: one value, one mapping.

use std::collections::BTreeSet;
use std::fs;

use policy_search::printer::{Language, Terminal};
use policy_search::{
    Engine, Hit, IndexOptions, Query, SearchRequest, SearchResponse, Validity, printer, wire,
};
use serde_json::Value;

use crate::workspace::{Dice, NOW, Workspace, repository, request, stdout};

/// How many queries are compared.
const QUERIES: usize = 200;

/// A column, and how its cell is written from the hit in JSON.
type Column = (&'static str, fn(&Value) -> String);

const COLUMNS: [Column; 28] = [
    ("rank", |hit| number(&hit["rank"])),
    ("score", |hit| number(&hit["score"])),
    ("id", |hit| text(&hit["id"])),
    ("title", |hit| text(&hit["title"])),
    ("issuers", |hit| issuers(&hit["issuers"])),
    ("level", |hit| text(&hit["level"])),
    ("region", |hit| text(&hit["region"])),
    ("number", |hit| text(&hit["number"])),
    ("written", |hit| text(&hit["written"])),
    ("published", |hit| text(&hit["published"])),
    ("kind", |hit| text(&hit["kind"])),
    ("validity", |hit| text(&hit["validity"])),
    ("path", |hit| text(&hit["path"])),
    ("part", |hit| text(&hit["part"])),
    ("url", |hit| text(&hit["url"])),
    ("snippet", |hit| text(&hit["snippet"]["text"])),
    ("written_inferred", |hit| {
        hit["written_inferred"].as_bool().map_or(String::new(), |b| b.to_string())
    }),
    ("validity_by", |hit| name(&hit["validity_by"])),
    ("rung", |hit| text(&hit["rung"])),
    ("added", |hit| text(&hit["added"])),
    ("recognised", |hit| hit["recognised"].as_u64().map_or(String::new(), |sure| sure.to_string())),
    ("province", |hit| text(&hit["province"])),
    ("city", |hit| text(&hit["city"])),
    ("source", |hit| text(&hit["source"])),
    ("copies", |hit| hit["copies"].as_array().unwrap().len().to_string()),
    ("file", |hit| text(&hit["file"])),
    ("citation", |hit| text(&hit["citation"])),
    ("newer", |hit| text(&hit["newer"]["date"])),
];

/// What a hit has in JSON and not in the CSV.
const IN_JSON_ALONE: [&str; 2] = ["explanation", "title_highlights"];

/// A sort of hit: what tells it in JSON.
type Sort = (&'static str, fn(&Value) -> bool);

/// The sorts of hits whose cells are written in ways of their own.
const SORTS: [Sort; 17] = [
    ("a date that was read", |hit| hit["written_inferred"] == false),
    ("a date that was inferred", |hit| hit["written_inferred"] == true),
    ("no date", |hit| hit["written"].is_null() && hit["written_inferred"].is_null()),
    ("a day of publication", |hit| hit["published"].is_string()),
    ("repealed by a document with a number", |hit| hit["validity_by"]["number"].is_string()),
    ("repealed by a document without one", |hit| {
        hit["validity_by"].is_object() && hit["validity_by"]["number"].is_null()
    }),
    ("in force or not by its own word", |hit| {
        hit["validity"].is_string() && hit["validity_by"].is_null()
    }),
    ("of unknown validity", |hit| hit["validity"].is_null()),
    ("a part of a file", |hit| hit["part"].is_string()),
    ("a whole file", |hit| hit["part"].is_null()),
    ("with a url", |hit| hit["url"].is_string()),
    ("several issuers", |hit| hit["issuers"].as_array().unwrap().len() > 1),
    ("no issuer", |hit| hit["issuers"].as_array().unwrap().is_empty()),
    ("a province and a city", |hit| hit["province"].is_string() && hit["city"].is_string()),
    ("of no province", |hit| hit["province"].is_null() && hit["city"].is_null()),
    ("re-posted", |hit| !hit["copies"].as_array().unwrap().is_empty()),
    ("no number", |hit| hit["number"].is_null()),
];

fn text(value: &Value) -> String {
    assert!(value.is_null() || value.is_string(), "{value}");
    value.as_str().unwrap_or_default().to_string()
}

fn number(value: &Value) -> String {
    value.as_f64().unwrap().to_string()
}

fn issuers(issuers: &Value) -> String {
    let names = issuers.as_array().unwrap().iter().map(|issuer| text(&issuer["name"]));
    names.collect::<Vec<_>>().join("; ")
}

/// The number of a document, else its title between 《》.
fn name(link: &Value) -> String {
    match (link["number"].as_str(), link["title"].as_str()) {
        (Some(number), _) => number.to_string(),
        (None, Some(title)) => format!("《{title}》"),
        (None, None) => String::new(),
    }
}

/// The sample corpus, and announcements of every validity, by their own word and by others.
fn workspace() -> Workspace {
    let workspace = Workspace::new();
    let made = workspace.path("made");
    fs::create_dir(&made).unwrap();
    let write = |name: &str, text: String| fs::write(made.join(name), text).unwrap();
    for (name, mark) in [
        ("打井", "（已废止）"),
        ("通电", "（已失效）"),
        ("修路", "（已修改）"),
        ("建桥", "（尚未生效）"),
        ("植草", "（现行有效）"),
        ("养蜂", "（现行有效）"),
        ("种树", ""),
        ("修渠", ""),
    ] {
        let title = format!("{mark}甲县{name}补贴办法");
        write(
            &format!("{name}.txt"),
            format!("{title}\n\n第一条 {name}给补贴。\n\n2018年5月1日\n"),
        );
    }
    for (version, year) in [("", 2018), ("（2021年修订）", 2021)] {
        let title = format!("甲县养鱼补贴办法{version}");
        let end = format!("甲县人民政府\n{year}年5月1日\n");
        write(
            &format!("养鱼{year}.txt"),
            format!("{title}\n\n第一条 养鱼的，{year}年起给补贴。\n\n{end}"),
        );
    }
    write(
        "acts.txt",
        "关于废止和修改部分文件的决定\n\n甲县发〔2024〕9号\n\n各单位：\n\
         一、废止《甲县植草补贴办法》《甲县通电补贴办法》《甲县种树补贴办法》。\n\
         二、对《甲县养蜂补贴办法》作出修改。\n三、对《甲县打井补贴办法》作出修改。\n\n\
         甲县人民政府\n2024年6月1日\n"
            .to_string(),
    );
    write(
        "act.txt",
        "关于废止《甲县修渠补贴办法》的决定\n\n现予废止。\n\n2024年7月1日\n".to_string(),
    );
    let options = IndexOptions::of([repository().join("corpus"), made]);
    policy_search::index(&workspace.location(), &options, &|_| ()).unwrap();
    #[cfg(unix)]
    crate::recognised::add_recognised(&workspace);
    workspace
}

fn json(response: &SearchResponse) -> Vec<Value> {
    let mut out = Vec::new();
    wire::response_json(response, &mut out).unwrap();
    let object: Value = serde_json::from_slice(&out).unwrap();
    object["hits"].as_array().unwrap().clone()
}

fn csv(response: &SearchResponse) -> (Vec<String>, Vec<Vec<String>>) {
    let mut out = Vec::new();
    printer::csv(response, &mut out).unwrap();
    let mut table = csv::Reader::from_reader(&out[..]);
    let cells = |row: &csv::StringRecord| row.iter().map(String::from).collect();
    let header = cells(table.headers().unwrap());
    (header, table.records().map(|row| cells(&row.unwrap())).collect())
}

/// A query drawn from the announcements: a title, a piece of a title or a text, a number, a field.
fn query(dice: &mut Dice, all: &[Hit]) -> SearchRequest {
    let announcement = &all[dice.below(all.len())].announcement;
    let piece = |text: &str, dice: &mut Dice| {
        let words: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
        let from = dice.below(words.len().saturating_sub(4).max(1));
        words.into_iter().skip(from).take(4).collect::<String>()
    };
    let query = match dice.below(6) {
        0 => format!("“{}”", announcement.title.replace(['“', '”'], "")),
        1 => piece(&announcement.title, dice),
        2 => piece(&announcement.body, dice),
        3 => announcement.number.as_ref().map(ToString::to_string).unwrap_or_default(),
        4 => announcement.kind.map(|kind| format!("类型:{kind}")).unwrap_or_default(),
        _ => format!("效力:{}", Validity::ALL[dice.below(Validity::ALL.len())]),
    };
    let is_empty = !query.contains(char::is_alphanumeric);
    let mut request = request(if is_empty { "补贴" } else { &query });
    request.collapse = dice.below(2) == 0;
    request.limit = 1 + dice.below(30);
    request.files = true;
    request.filters.title_only = dice.below(8) == 0;
    request
}

/// The rows of the CSV, each cell of which is what the JSON says of the hit. A column that is not
/// compared fails, and so does a value of the JSON that is neither compared nor left out by name.
fn compared(response: &SearchResponse) -> Vec<Vec<String>> {
    let (mut objects, (header, rows)) = (json(response), csv(response));
    if response.rungs.first().is_some_and(|first| first.rung.is_strict()) {
        objects.retain(|object| object["rung"] != "most-words");
    }
    let names = COLUMNS.map(|(name, _)| name);
    assert_eq!(header, names);
    assert_eq!(rows.len(), objects.len());
    let known: BTreeSet<&str> = names.into_iter().chain(IN_JSON_ALONE).collect();
    for (row, object) in rows.iter().zip(&objects) {
        let fields: BTreeSet<&str> = object.as_object().unwrap().keys().map(|key| &**key).collect();
        assert_eq!(fields, known);
        for (column, (name, cell)) in COLUMNS.iter().enumerate() {
            assert_eq!(row[column], cell(object), "{name} of {object}");
        }
    }
    rows
}

#[test]
fn one_answer_with_hits_of_every_sort_is_the_same_in_csv_and_json() {
    let workspace = workspace();
    let request = SearchRequest::new(Query::everything(), NOW).limit(1000).files(true);
    let response = workspace.engine().search(&request).unwrap();
    compared(&response);
    let hits = json(&response);
    let lacking = SORTS.iter().filter(|(_, is)| !hits.iter().any(is));
    let lacking: Vec<&str> = lacking.map(|(sort, _)| *sort).collect();
    assert!(lacking.is_empty(), "{} hits, none with {lacking:#?}", hits.len());
}

#[test]
fn every_column_of_the_csv_is_what_the_json_says() {
    let workspace = workspace();
    let (engine, all) = (workspace.engine(), workspace.everything());
    let mut filled = vec![0; COLUMNS.len()];
    let mut hits = 0;
    for seed in 0..QUERIES {
        let request = query(&mut Dice(seed as u64), &all);
        let rows = compared(&engine.search(&request).unwrap());
        for (count, column) in filled.iter_mut().zip(0..) {
            *count += rows.iter().filter(|row| !row[column].is_empty()).count();
        }
        hits += rows.len();
    }
    let empty = COLUMNS.iter().zip(&filled).filter(|(_, count)| **count == 0);
    // The script that stands for tesseract runs on Unix alone.
    let empty: Vec<_> =
        empty.filter(|((name, _), _)| cfg!(unix) || *name != "recognised").collect();
    assert!(hits > QUERIES && empty.is_empty(), "{hits} hits, nothing in {empty:?}");
}

/// The validity of each made announcement, and what made it so.
const FORCES: [(&str, &str, &str); 8] = [
    ("打井", "已废止", ""),
    ("通电", "已失效", ""),
    ("修路", "已修改", ""),
    ("建桥", "尚未生效", ""),
    ("植草", "已废止", "甲县发〔2024〕9号"),
    ("种树", "已废止", "甲县发〔2024〕9号"),
    ("养蜂", "已修改", "甲县发〔2024〕9号"),
    ("修渠", "已废止", "《关于废止《甲县修渠补贴办法》的决定》"),
];

fn hit(engine: &Engine, subject: &str) -> SearchResponse {
    let mut response =
        engine.search(&request(&format!("标题:甲县{subject}补贴办法 -决定"))).unwrap();
    response.hits.truncate(1);
    response
}

#[test]
fn every_output_shows_what_others_did_to_a_document() {
    let workspace = workspace();
    let engine = workspace.engine();
    for (subject, validity, by) in FORCES {
        let response = hit(&engine, subject);
        let word = in_english(validity);
        let told = if by.is_empty() { word.to_string() } else { format!("{word} by {by}") };
        let object = &json(&response)[0];
        assert_eq!(
            (text(&object["validity"]), name(&object["validity_by"])),
            (validity.into(), by.into())
        );
        let row = &csv(&response).1[0];
        assert_eq!((&*row[11], &*row[17]), (validity, by), "{subject}");
        let mut screen = Vec::new();
        Terminal { width: 200, colour: false, language: Language::English }
            .response(&response, &mut screen)
            .unwrap();
        let screen = String::from_utf8(screen).unwrap();
        assert!(screen.lines().any(|line| line.ends_with(&told)), "{told}: {screen}");
        let id = response.hits[0].id.as_str();
        let shown = stdout(&workspace.command(&["show", id]));
        assert!(
            shown.lines().any(|line| line.starts_with("validity") && line.ends_with(&told)),
            "{shown}"
        );
        let shown: Value =
            serde_json::from_str(&stdout(&workspace.command(&["show", id, "--json"]))).unwrap();
        let one = &shown["announcements"][0];
        assert_eq!(
            (&one["validity"], &one["validity_by"]),
            (&object["validity"], &object["validity_by"])
        );
    }
    let known: BTreeSet<&str> = FORCES.iter().map(|(_, validity, _)| *validity).collect();
    assert_eq!(known.len(), 4);
}
/// What an English screen says of a validity.
fn in_english(validity: &str) -> &'static str {
    match validity {
        "现行有效" => "in force",
        "已修改" => "amended",
        "已废止" => "repealed",
        "尚未生效" => "not yet in force",
        _ => "expired",
    }
}
