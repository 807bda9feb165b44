use jiff::Timestamp;
use jiff::civil::date;

use super::*;
use crate::backend::Location;
use crate::engine::live::Live;
use crate::engine::{IndexOptions, OpenOptions, index};
use crate::error::{Error, ErrorKind};
use crate::response::{Facets, Incomplete, SearchResponse};
use crate::web::guard::Guard;
use crate::web::hosts::Hosts;
use crate::web::limits::Limits;
use crate::web::page::frame::Frame;
use crate::web::page::list::{self, List};
use crate::web::work::Work;
use crate::wire::fixture;

static OF_SITE: Route = route(Answer::Site(|_| panic!("a route of the server")));
static OF_INDEX: Route = route(Answer::Index(|_| panic!("a route of the index")));
static IN_PART: Route =
    route(Answer::Index(|asked| Ok(found(asked, Some(Incomplete::new(3, 24))))));
static WHOLE: Route = route(Answer::Index(|asked| Ok(found(asked, None))));
static UNREACHABLE: Route = route(Answer::Index(|asked| {
    let (node, why) = ("http://10.0.0.7:9200".to_string(), "timed out".to_string());
    Err(asked.failed(&Error::at("http://10.0.0.7:9200/p", ErrorKind::Unreachable { node, why })))
}));

/// The page of an answer of which this did not answer.
fn found(asked: &Asked, incomplete: Option<Incomplete>) -> Reply {
    let response = SearchResponse { incomplete, ..fixture::response() };
    let list = List {
        frame: &Frame::of(asked, "/"),
        response: &response,
        facets: &Facets::default(),
        limit: 10,
        offset: 0,
        like: None,
        has_originals: false,
    };
    list::page(&list).passing(incomplete.is_some())
}

const fn route(answer: Answer) -> Route {
    Route {
        method: Method::GET,
        path: "/panics",
        name: "panics",
        what: "Nothing",
        parameters: &[],
        face: Face::Api,
        answer,
    }
}

fn site(location: Location) -> Arc<Site> {
    site_of(location, true)
}

fn site_of(location: Location, is_local: bool) -> Arc<Site> {
    Arc::new(Site {
        live: Live::new(location, OpenOptions::default()),
        guard: Guard { hosts: Hosts::of(([127, 0, 0, 1], 1).into(), &[]), token: None },
        work: Work::on(1),
        base: String::new(),
        is_local,
        has_originals: true,
        log: None,
        faults: None,
        description: String::new(),
        limits: Limits::default(),
        clock: Box::new(|| date(2026, 1, 20)),
        began: Timestamp::now(),
    })
}

/// A folder with an index of one announcement.
fn indexed() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("corpus")).expect("a folder");
    let text = "某区人民政府关于东渡口安全的通知\n各镇街：\n请抓好落实。\n";
    std::fs::write(folder.path().join("corpus/1.txt"), text).expect("a file");
    let location = Location::Dir(folder.path().join("index"));
    let options = IndexOptions::of([folder.path().join("corpus")]);
    index(&location, &options, &|_| ()).expect("an index");
    folder
}

fn runtime() -> tokio::runtime::Runtime {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime")
}

#[test]
fn a_route_that_panics_is_a_failure_told_and_the_server_lives() {
    let (folder, runtime) = (indexed(), runtime());
    let site = site(Location::Dir(folder.path().join("index")));
    // More often than there are permits: a panic gives its permit back.
    for _ in 0..6 {
        for route in [&OF_SITE, &OF_INDEX] {
            let request = Request::new(Body::empty());
            let answer = respond(Arc::clone(&site), route, Some(Vec::new()), request);
            let answer = runtime.block_on(answer);
            assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
            assert!(answer.headers().contains_key("content-security-policy"));
        }
    }
}

#[test]
fn a_page_of_some_shards_says_so_and_is_not_kept() {
    let (folder, runtime) = (indexed(), runtime());
    let site = site(Location::Dir(folder.path().join("index")));
    let ask = |route: &'static Route| {
        let request = Request::builder().uri("/").body(Body::empty()).expect("a request");
        runtime.block_on(async {
            let answer = respond(Arc::clone(&site), route, Some(Vec::new()), request).await;
            let has_tag = answer.headers().contains_key(ETAG);
            let page = axum::body::to_bytes(answer.into_body(), usize::MAX).await.expect("a page");
            (has_tag, String::from_utf8(page.to_vec()).expect("a text"))
        })
    };
    let note = "3 of 24 shards did not answer: hits may be missing, and counts are too low";
    let (has_tag, page) = ask(&IN_PART);
    assert!(!has_tag && page.contains(note), "{page}");
    let (has_tag, page) = ask(&WHOLE);
    assert!(has_tag && !page.contains("did not answer"), "{page}");
}

#[test]
fn who_asks_learns_nothing_of_the_nodes_behind_a_page_for_all() {
    let (folder, runtime) = (indexed(), runtime());
    for (is_local, is_named) in [(true, true), (false, false)] {
        let site = site_of(Location::Dir(folder.path().join("index")), is_local);
        let (status, told) = runtime.block_on(async {
            let request = Request::new(Body::empty());
            let answer = respond(Arc::clone(&site), &UNREACHABLE, Some(Vec::new()), request).await;
            let status = answer.status();
            let told = axum::body::to_bytes(answer.into_body(), usize::MAX).await.expect("a text");
            (status, String::from_utf8(told.to_vec()).expect("a text"))
        });
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(told.contains("10.0.0.7"), is_named, "{told}");
        assert!(told.contains("/problems/cluster"), "{told}");
    }
}
