//! Re-posts are one hit with its copies listed; documents of one template stay apart.

use std::collections::{BTreeMap, BTreeSet};

use policy_search::{Engine, Hit, Order, Query, SearchRequest};

use crate::damage::SORTS;
use crate::workspace::{Dice, NOW, Workspace, real_data, request};

/// Ids of the documents of each hit, the one shown first.
fn groups(hits: &[Hit]) -> Vec<Vec<String>> {
    let ids = |hit: &Hit| {
        let copies = hit.copies.iter().map(|copy| copy.id.to_string());
        std::iter::once(hit.id.to_string()).chain(copies).collect()
    };
    hits.iter().map(ids).collect()
}

/// Paths of the documents of each hit, sorted.
fn paths(hits: &[Hit]) -> Vec<BTreeSet<String>> {
    let paths = |hit: &Hit| {
        let copies = hit.copies.iter().map(|copy| copy.place.path.clone());
        std::iter::once(hit.place.path.clone()).chain(copies).collect()
    };
    hits.iter().map(paths).collect()
}

fn all() -> SearchRequest {
    SearchRequest::new(Query::everything(), NOW).limit(100_000)
}

/// A notice of which everything that a template leaves open is given.
fn notice(year: usize, serial: usize, amount: &str, place: &str) -> String {
    format!(
        "关于下达{place}造林补助资金计划的通知\n{place}林业局、财政局：\n\
         根据山区造林补助资金管理的有关规定，经研究，现将造林补助资金计划下达给你们，共计{amount}万元。\n\
         请按照先造后补、据实结算的原则，加强资金监管，专款专用，不得截留挪用。\n\
         资金使用情况请于{year}年11月{serial}日前报送省林业厅和省财政厅备案，逾期不报的将予以通报。\n\
         各地要组织验收，做好档案管理，确保成活率和保存率达到规定标准。\n\
         绿水省林业厅\n{year}年3月{serial}日\n"
    )
}

#[test]
fn documents_of_one_template_stay_apart() {
    let workspace = Workspace::new();
    let mut written = 0;
    for year in 2018..2026 {
        for (serial, amount) in [(1, "三百"), (12, "三百二十"), (23, "1250.5"), (24, "1205.5")]
        {
            for place in ["青田县", "龙泉市", "江东区", "江北区"] {
                written += 1;
                workspace.write(&format!("{written}.txt"), notice(year, serial, amount, place));
            }
        }
    }
    for (name, serial) in [("乙", 12), ("丙", 12)] {
        let text = notice(2030, serial, "三百", "青田县");
        workspace.write(&format!("{name}.txt"), text.replace("林业厅", &format!("{name}林厅")));
    }
    workspace.index();
    let hits = workspace.engine().search(&all()).unwrap().hits;
    let together: Vec<_> = paths(&hits).into_iter().filter(|paths| paths.len() > 1).collect();
    assert!(together.is_empty(), "{together:?}");
    assert_eq!(hits.len(), written + 2);
}

#[test]
fn a_fragment_of_two_documents_joins_none() {
    let workspace = Workspace::new();
    let (one, other) = (notice(2024, 12, "三百", "青田县"), notice(2024, 12, "五百", "青田县"));
    let fragment = one.replace("，共计三百万元", "");
    workspace.write("甲.txt", &one);
    workspace.write("乙.txt", &other);
    workspace.write("残.txt", &fragment);
    workspace.index();
    assert_eq!(workspace.engine().search(&all()).unwrap().hits.len(), 3);
    workspace.remove("乙.txt");
    workspace.index();
    assert_eq!(workspace.engine().search(&all()).unwrap().hits.len(), 2 - 1);
}

/// A workspace with sound and damaged notices, indexed in so many runs.
fn workspace_with_reposts(runs: usize) -> Workspace {
    let workspace = Workspace::new();
    let mut dice = Dice(3);
    let mut written = 0;
    for serial in 1..29 {
        let text = notice(2000 + serial, serial, &format!("{}", 100 + serial * 7), "青田县");
        for (sort, damage) in SORTS.iter().take(1 + serial % SORTS.len()) {
            workspace.write(&format!("{serial}/{sort}.txt"), damage(&text, &mut dice));
            written += 1;
            if written % (140 / runs) == 0 {
                workspace.index();
            }
        }
    }
    workspace.index();
    workspace
}

fn pages(engine: &Engine, mut request: SearchRequest, limit: usize) -> Vec<Hit> {
    let mut hits = Vec::new();
    loop {
        (request.limit, request.offset) = (limit, hits.len());
        let page = engine.search(&request).unwrap().hits;
        if page.is_empty() {
            return hits;
        }
        hits.extend(page);
    }
}

#[test]
fn all_pages_together_show_every_match_once() {
    let workspace = workspace_with_reposts(1);
    let engine = workspace.engine();
    let queries =
        ["造林", "青田县 补助", "造林补助资金什么时候报送备案", "造林补助资金计划的通知", ""];
    for (query, order) in queries.iter().flat_map(|query| {
        [Order::Relevance, Order::Newest, Order::Oldest, Order::Level].map(|order| (query, order))
    }) {
        let mut request = if query.is_empty() { all() } else { request(query) };
        request.order = order;
        let hits = pages(&engine, request.clone(), 10);
        assert!(hits.iter().enumerate().all(|(index, hit)| hit.rank == index + 1));
        assert_eq!(groups(&hits), groups(&pages(&engine, request.clone(), 25)), "{query}");
        let shown: Vec<String> = groups(&hits).concat();
        let once: BTreeSet<String> = shown.iter().cloned().collect();
        assert_eq!(once.len(), shown.len(), "{query}: one document twice");
        request.collapse = false;
        let raw = pages(&engine, request.clone(), 100);
        let total = engine.search(&request).unwrap().total;
        let matches: BTreeSet<String> = raw.iter().map(|hit| hit.id.to_string()).collect();
        assert_eq!((matches.len(), raw.len()), (total, total), "{query}");
        assert!(matches.is_subset(&once), "{query}: lost {:?}", matches.difference(&once));
    }
}

#[test]
fn groups_do_not_depend_on_the_order_of_documents() {
    let sets = |workspace: &Workspace| -> BTreeSet<BTreeSet<String>> {
        let hits = workspace.engine().search(&all()).unwrap().hits;
        paths(&hits).into_iter().collect()
    };
    let once = sets(&workspace_with_reposts(1));
    assert_eq!(once, sets(&workspace_with_reposts(7)));
    assert!(once.iter().any(|group| group.len() >= 4), "{once:?}");
    assert!(once.iter().all(|group| {
        let notices: BTreeSet<_> =
            group.iter().filter_map(|path| path.rsplit('/').nth(1)).collect();
        notices.len() == 1
    }));
}

#[test]
fn the_sound_copy_is_shown_and_the_damaged_ones_are_listed() {
    let workspace = Workspace::new();
    let text = notice(2024, 12, "三百", "青田县");
    workspace.write("甲.txt", SORTS[1].1(&text, &mut Dice(1)));
    workspace.write("乙.txt", &text);
    workspace.write("丙.txt", SORTS[3].1(&text, &mut Dice(1)));
    workspace.index();
    for query in ["造林", "造林补助资金", "青田县 专款专用"] {
        let hits = workspace.search(query).hits;
        let copies: Vec<_> = hits[0].copies.iter().map(|copy| copy.place.path.as_str()).collect();
        assert_eq!((hits.len(), copies.len()), (1, 2), "{query}");
        assert!(!hits[0].announcement.damaged && hits[0].announcement.body.contains("三百万元"));
        assert!(copies.iter().any(|path| path.ends_with("甲.txt")));
    }
    let posted = &workspace.search("造林").hits[0].copies;
    let sources: Vec<_> = posted.iter().filter_map(|copy| copy.source.as_deref()).collect();
    assert_eq!(sources, ["青山在线"]);
}

/// Documents of the real ones that are long enough to be re-posted and short enough to be many.
fn originals(everything: &[Hit], count: usize) -> Vec<String> {
    let mut texts: Vec<&Hit> = everything
        .iter()
        .filter(|hit| {
            let (title, body) = (&hit.announcement.title, &hit.announcement.body);
            let lines = body.lines().count();
            !title.is_empty() && lines >= 10 && (300..8000).contains(&body.chars().count())
        })
        .collect();
    texts.sort_by(|left, right| left.id.cmp(&right.id));
    let text = |hit: &&Hit| format!("{}\n{}", hit.announcement.title, hit.announcement.body);
    texts.iter().take(count).map(text).collect()
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn damaged_reposts_of_real_documents_are_one_hit_with_them() {
    let real = Workspace::with_real();
    let originals = originals(&real.everything(), 300);
    for (sort, damage) in SORTS {
        let workspace = Workspace::new();
        let mut dice = Dice(11);
        for (index, text) in originals.iter().enumerate() {
            workspace.write(&format!("{index}/original.txt"), text);
            workspace.write(&format!("{index}/repost.txt"), damage(text, &mut dice));
        }
        workspace.index();
        let groups = paths(&workspace.engine().search(&all()).unwrap().hits);
        let number = |path: &String| path.rsplit('/').nth(1).unwrap_or_default().to_string();
        let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
        let mut wrong = 0;
        for group in &groups {
            let documents: BTreeSet<String> = group.iter().map(number).collect();
            wrong += documents.len() - 1;
            for document in documents {
                let of_it = group.iter().filter(|path| number(path) == document).count();
                let size = sizes.entry(document).or_default();
                *size = of_it.max(*size);
            }
        }
        let joined = sizes.values().filter(|size| **size == 2).count();
        println!("{sort:28} {joined:3} of {} joined, {wrong} with another", originals.len());
        // A garbled title, a garbled number or two garbled characters side by side keep apart.
        let least = if sort == "0.5 % garbled" { 150 } else { 270 };
        assert!(joined >= least && wrong == 0, "{sort}: {joined} joined, {wrong} wrong");
    }
}

/// A title without the marks that copies write in other ways.
fn bare(title: &str) -> String {
    policy_search::text::fold_str(title).replace(' ', "").replace("中华人民共和国", "")
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn real_documents_that_are_joined_are_the_same() {
    let real = Workspace::with_real();
    let everything = real.everything();
    let of: BTreeMap<String, &Hit> =
        everything.iter().map(|hit| (hit.id.to_string(), hit)).collect();
    let hits = real.engine().search(&all()).unwrap().hits;
    for hit in hits.iter().filter(|hit| !hit.copies.is_empty()) {
        let shown = &hit.announcement;
        println!("{} {:?} {}", shown.title, shown.written, hit.place.path);
        for copy in &hit.copies {
            println!("    {}", copy.place.path);
            let copied = &of[copy.id.as_str()].announcement;
            assert_eq!((bare(&copied.title), copied.written), (bare(&shown.title), shown.written));
            let lengths = [copied, shown].map(|one| one.body.chars().count() as f32);
            assert!((0.95..1.05).contains(&(lengths[0] / lengths[1])), "{lengths:?}");
        }
    }
    println!("{} documents, {} hits", everything.len(), hits.len());
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn versions_of_one_law_stay_apart_even_without_their_dates() {
    let real = Workspace::with_real();
    let hits = real.engine().search(&all()).unwrap().hits;
    let mut titled: BTreeMap<&str, Vec<&Hit>> = BTreeMap::new();
    for hit in &hits {
        titled.entry(hit.announcement.title.as_str()).or_default().push(hit);
    }
    titled.retain(|title, same| !title.is_empty() && same.len() > 1);
    let workspace = Workspace::new();
    let mut written = 0;
    for (title, same) in &titled {
        for hit in same {
            // What stands before the first article tells the versions.
            let body = &hit.announcement.body;
            let body = body.find("第一条").map_or(body.as_str(), |first| &body[first..]);
            let record = serde_json::json!({ "title": title, "body": body });
            workspace.write(&format!("{written}.json"), record.to_string());
            written += 1;
        }
    }
    workspace.index();
    let everything = workspace.everything();
    let folded = |body: &str| policy_search::text::fold_str(body).replace(' ', "");
    let bodies: BTreeMap<&str, String> =
        everything.iter().map(|hit| (hit.id.as_str(), folded(&hit.announcement.body))).collect();
    let mut joined = 0;
    for hit in &workspace.engine().search(&all()).unwrap().hits {
        for copy in &hit.copies {
            println!("{}", hit.announcement.title);
            assert_eq!(bodies[copy.id.as_str()], bodies[hit.id.as_str()]);
            joined += 1;
        }
    }
    println!("{} titles of {written} documents, {joined} with the very same text", titled.len());
    assert!(written > 100);
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn articles_of_statutes_are_joined_under_one_title_alone() {
    let data = real_data();
    let articles = std::fs::read_to_string(data.join("statutes/articles.jsonl")).unwrap();
    let workspace = Workspace::new();
    let some: Vec<&str> = articles.lines().take(12_000).collect();
    workspace.write("articles.jsonl", some.join("\n"));
    workspace.index();
    let everything = workspace.everything();
    let of: BTreeMap<&str, &Hit> = everything.iter().map(|hit| (hit.id.as_str(), hit)).collect();
    let hits = workspace.engine().search(&all()).unwrap().hits;
    for hit in &hits {
        for copy in &hit.copies {
            let (shown, copied) = (&hit.announcement, &of[copy.id.as_str()].announcement);
            assert_eq!(bare(&copied.title), bare(&shown.title));
            assert_eq!(bare(&copied.body), bare(&shown.body));
        }
    }
    println!("{} articles, {} hits", some.len(), hits.len());
}
