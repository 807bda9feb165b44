use jiff::Timestamp;
use jiff::civil::date;

use super::*;
use crate::backend::Location;
use crate::engine::live::Live;
use crate::engine::{IndexOptions, OpenOptions, index};
use crate::web::guard::Guard;
use crate::web::hosts::Hosts;
use crate::web::limits::Limits;
use crate::web::work::Work;

static OF_SITE: Route = route(Answer::Site(|_| panic!("a route of the server")));
static OF_INDEX: Route = route(Answer::Index(|_| panic!("a route of the index")));

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
    Arc::new(Site {
        live: Live::new(location, OpenOptions::default()),
        guard: Guard { hosts: Hosts::of(([127, 0, 0, 1], 1).into(), &[]), token: None },
        work: Work::on(1),
        base: String::new(),
        is_local: true,
        has_originals: true,
        log: None,
        faults: None,
        description: String::new(),
        limits: Limits::default(),
        clock: Box::new(|| date(2026, 1, 20)),
        began: Timestamp::now(),
    })
}

#[test]
fn a_route_that_panics_is_a_failure_told_and_the_server_lives() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("corpus")).expect("a folder");
    let text = "某区人民政府关于东渡口安全的通知\n各镇街：\n请抓好落实。\n";
    std::fs::write(folder.path().join("corpus/1.txt"), text).expect("a file");
    let location = Location::Dir(folder.path().join("index"));
    let options = IndexOptions::of([folder.path().join("corpus")]);
    index(&location, &options, &|_| ()).expect("an index");
    let site = site(location);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
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
