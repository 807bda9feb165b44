//! Real documents with known answers, read from the folder named by `POLICY_DATA`.

use regex::Regex;
use serde_json::Value;

use super::layout::Layout;
use super::{Hint, HintField, HintSource, RawText, announcement, title};
use crate::announcement::{Announcement, DocDate, Kind, Level};
use crate::issuer::{Context, registry};
use crate::real_data;

fn records(name: &str) -> Vec<Value> {
    let text = real_data::text(name);
    text.lines().map(|line| serde_json::from_str(line).expect("a line is an object")).collect()
}

fn field<'a>(record: &'a Value, name: &str) -> &'a str {
    record[name].as_str().unwrap_or_default()
}

/// The text of the main container of a State Council page, one paragraph a line.
fn page_text(html: &str) -> String {
    let main = html.split_once("UCAP-CONTENT").map_or(html, |(_, rest)| rest);
    let main = main.split_once('>').map_or(main, |(_, rest)| rest);
    let ends = Regex::new("(?i)<br[^>]*>|</p>|</div>|</tr>").expect("a pattern");
    let tags = Regex::new("(?s)<[^>]*>").expect("a pattern");
    let text = ends.replace_all(main, "\n");
    tags.replace_all(&text, "").replace("&nbsp;", " ")
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn the_head_of_a_page_alone_gives_its_title() {
    let mut misses = Vec::new();
    let golds = records("pages.gold.jsonl");
    for gold in &golds {
        let html = real_data::text(&format!("pages/{}", field(gold, "file")));
        let text = page_text(&html);
        let found = title::choose(&[], &Layout::of(&text, &text));
        let found = found.map(|(title, _)| title.text.own().to_string()).unwrap_or_default();
        if found != field(gold, "title") {
            misses.push(format!("{found} / {}", field(gold, "title")));
        }
    }
    assert!(misses.is_empty(), "{} of {}: {misses:#?}", misses.len(), golds.len());
}

fn hint(field: HintField, value: &str, from: HintSource) -> Hint {
    Hint { field, value: value.to_string(), from }
}

/// A notice as the reader of dumps hands it over.
fn notice(record: &Value) -> RawText {
    let hints = [
        (HintField::Title, "Title"),
        (HintField::Region, "main_issuer"),
        (HintField::Written, "Date"),
        (HintField::Published, "Publishing date"),
        (HintField::Url, "Link"),
    ];
    let hints = hints.map(|(to, name)| hint(to, field(record, name), HintSource::Record));
    RawText { text: field(record, "Body").to_string(), hints: hints.to_vec(), ..RawText::default() }
}

/// What the label table of a State Council page says, cell by cell.
fn label_hints(html: &str) -> Vec<Hint> {
    let tags = Regex::new("<[^>]*>").expect("a pattern");
    let last_cell = |part: &str| {
        part.rfind("<td").map(|at| tags.replace_all(&part[at..], "").trim().to_string())
    };
    let cells: Vec<String> = html.split("</td>").filter_map(last_cell).collect();
    let labelled = cells.windows(2).filter_map(|pair| {
        let label: String = pair[0].chars().filter(|c| !c.is_whitespace() && *c != '：').collect();
        let field = match label.as_str() {
            "标题" => HintField::Title,
            "发文机关" => HintField::Issuer,
            "发文字号" => HintField::Number,
            "成文日期" => HintField::Written,
            "发布日期" => HintField::Published,
            "主题分类" => HintField::Topic,
            "索引号" => HintField::IndexNumber,
            _ => return None,
        };
        Some(hint(field, &pair[1], HintSource::Label))
    });
    labelled.collect()
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn a_page_with_its_labels_gives_every_field() {
    let mut misses = Vec::new();
    for gold in &records("pages.gold.jsonl") {
        let html = real_data::text(&format!("pages/{}", field(gold, "file")));
        let hints = label_hints(&html);
        assert!(hints.len() >= 6, "{hints:?}");
        // With its labels, and by its text alone.
        for hints in [hints, Vec::new()] {
            let labelled = !hints.is_empty();
            let raw = RawText { text: page_text(&html), hints, ..RawText::default() };
            let found = announcement(&raw).expect("it is one").announcement;
            misses.extend(compare(&found, gold, labelled));
        }
    }
    assert!(misses.is_empty(), "{misses:#?}");
}

/// The fields of `found` that are not those of `gold`.
fn compare(found: &Announcement, gold: &Value, labelled: bool) -> Vec<String> {
    let named: Vec<_> = found.issuers.iter().map(|issuer| issuer.name.as_str()).collect();
    let known = registry().from_signature(field(gold, "issuer"), &Context::default());
    let known: Vec<_> = known.iter().map(|issuer| issuer.name.as_str()).collect();
    let issuers =
        if named == known { field(gold, "issuer").to_string() } else { named.join("、") };
    let number = found.number.as_ref().map(ToString::to_string).unwrap_or_default();
    let day =
        |date: Option<DocDate>| date.map(|date| date.date.strftime("%Y年%m月%d日").to_string());
    let mut pairs =
        vec![(found.title.clone(), "title"), (number, "doc_number"), (issuers, "issuer")];
    // Two of the texts end without a date, and no text says when it was put online.
    if labelled || found.written.is_some() {
        pairs.push((day(found.written).unwrap_or_default(), "written"));
    }
    if labelled {
        pairs.push((day(found.published).unwrap_or_default(), "published"));
        pairs.push((found.topic.clone().unwrap_or_default(), "topic"));
        pairs.push((found.index_number.clone().unwrap_or_default(), "index_number"));
    }
    let wrong = pairs.into_iter().filter(|(value, name)| value != field(gold, name));
    wrong
        .map(|(value, name)| format!("{labelled} {name}: {value} / {}", field(gold, name)))
        .collect()
}

/// What each notice says, read by eye (three that name nobody are on the site of the body
/// given): its row, the title where it is not the record's own, who
/// issued it, number, 成文日期, source. A dash is none.
const NOTICES: &str = "
216229||北京市财政局|京财科文〔2014〕1218号|2014-07-03|-
141444|反倾销和反补贴调查听证会规则|商务部|商务部令2018年第2号|2018-04-04|-
167051||上海市民政局|沪民救发〔2017〕9号|2017-02-21|-
165349||广东省人民政府办公厅|粤办函〔2017〕176号|2017-03-21|-
89077||住房和城乡建设部|建督撤字〔2020〕4号|2020-05-06|-
311872|关于金融机构对境外资产负债及损益申报业务有关事项的通知|国家外汇管理局|-|1997-03-12|-
16246||海峡两岸婚姻家庭服务中心|-|2022-07-15|-
95047|自然资源部矿产资源保护监督司关于延长2020年矿业权人勘查开采公示信息填报期限等事项的函|自然资源部矿产资源保护监督司|自然资矿保函〔2020〕5号|2020-02-19|-
208869||安徽省人民政府|-|2015-01-16|-
273438||广西壮族自治区人民政府|-|2008-06-27|-
157743||江西省人民政府|-|2017-07-12|-
61540|江西省省长吴新雄指出 扎实推进城乡一体化发展试点工作|-|-|2021-02-18|中国建设报
170472|浙江省人民政府关于印发浙江省盐业体制改革实施方案的通知|浙江省人民政府|浙政发〔2016〕49号|2016-12-28|省政府办公厅
283963||上海市财政局、上海市国家税务局、上海市地方税务局|沪财法〔2007〕9号|2007-02-06|-
141929||国家卫生健康委员会|-|2018-03-28|-
292218||湖北省人民政府|湖北省人民政府令第282号|2005-11-21|-
242185||上海市人民政府|-|2012-04-12|-
284544||上海市房屋土地资源管理局|-|2007-01-04|-
125253||上海市人民政府|沪府发〔2018〕42号|2018-11-21|-
288487||教育部社会科学司|教社科司函〔2006〕68号|2006-06-08|-
176849|农业部办公厅关于国家食用菌育种创新基地建设项目初步设计和概算的批复|农业部办公厅|农办计〔2016〕92号|2016-09-21|-
121539||河南省人民政府|-|2018-12-31|-
";

#[test]
#[ignore = "needs POLICY_DATA"]
fn notices_say_who_what_and_when() {
    let mut misses = Vec::new();
    let records = records("notices.jsonl");
    for expected in NOTICES.trim().lines() {
        let wanted: Vec<_> = expected.split('|').collect();
        let record =
            records.iter().find(|record| field(record, "row") == wanted[0]).expect("its row");
        let found = announcement(&notice(record)).expect("a notice").announcement;
        let title = if wanted[1].is_empty() { field(record, "Title") } else { wanted[1] };
        let wrong = facts(&found).into_iter().zip([&[title], &wanted[2..]].concat());
        let wrong = wrong.filter(|(said, wanted)| said != wanted);
        misses.extend(
            wrong.map(|(said, wanted)| format!("{}: {said} / {wanted}", field(record, "row"))),
        );
    }
    assert!(misses.is_empty(), "{misses:#?}");
}

/// Title, issuers, number, 成文日期 and source as text, a dash for none.
fn facts(found: &Announcement) -> [String; 5] {
    let said = |value: Option<String>| value.filter(|v| !v.is_empty()).unwrap_or("-".into());
    let issuers: Vec<_> = found.issuers.iter().map(|issuer| issuer.name.clone()).collect();
    [
        found.title.clone(),
        said(Some(issuers.join("、"))),
        said(found.number.as_ref().map(ToString::to_string)),
        said(found.written.map(|date| date.to_string())),
        said(found.source.clone()),
    ]
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn the_report_this_project_exists_for_is_read_whole() {
    let text = real_data::text("seed_announcement.txt");
    let found = announcement(&RawText { text, ..RawText::default() }).expect("it is one");
    let found = found.announcement;
    assert_eq!(found.title, "1月12日,區委副書記、區長王海波主持召開區政府十五屆第八次全體會議");
    assert_eq!(
        found.written.map(|d| (d.to_string(), d.inferred)),
        Some(("2026-01-12".into(), true))
    );
    let issuer = &found.issuers[0];
    assert_eq!(
        (issuer.name.as_str(), issuer.level),
        ("成都市青白江区人民政府", Some(Level::County))
    );
    assert_eq!(found.region.as_deref(), Some("成都市青白江区"));
    assert_eq!(found.source.as_deref(), Some("成都青白江"));
    assert_eq!(found.kind, Some(Kind::Meeting));
    assert!(found.body.contains("加快推進運貿產一體化"), "{}", found.body);
    assert!(!found.body.contains("(yùn)") && !found.body.contains("Notice"), "{}", found.body);
    assert!(!found.body.contains("特別聲明") && !found.body.contains("網易號"), "{}", found.body);
}

/// A law as the reader of Markdown hands it over.
fn law(text: &str) -> Option<RawText> {
    let title = text.lines().find_map(|line| line.strip_prefix("# "))?;
    let lines: Vec<_> = text.lines().filter(|line| !line.starts_with("<!--")).collect();
    let lines: Vec<_> = lines.iter().map(|line| line.trim_start_matches(['#', ' '])).collect();
    let hints = vec![hint(HintField::Title, title.trim(), HintSource::Heading)];
    Some(RawText { text: lines.join("\n"), hints, ..RawText::default() })
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn laws_keep_their_titles_and_name_who_made_them() {
    let files = walkdir::WalkDir::new(real_data::path("laws")).sort_by_file_name();
    let texts =
        files.into_iter().filter_map(|file| std::fs::read_to_string(file.ok()?.path()).ok());
    let laws: Vec<RawText> = texts.filter_map(|text| law(&text)).collect();
    let (mut titled, mut issued, mut bytes) = (0, 0, 0);
    let start = std::time::Instant::now();
    for law in &laws {
        let found = announcement(law).expect("a law").announcement;
        let same = |text: &str| text.split_whitespace().collect::<String>();
        titled += usize::from(same(&found.title) == same(&law.hints[0].value));
        issued += usize::from(!found.issuers.is_empty());
        bytes += law.text.len();
    }
    let speed = bytes as f64 / 1e6 / start.elapsed().as_secs_f64();
    println!("{} laws: {titled} titled, {issued} issued, {speed:.1} MB/s", laws.len());
    assert!(laws.len() > 2000 && titled + 3 >= laws.len() && issued * 100 >= laws.len() * 96);
}
