//! What pages are shown with: named by its content, kept for ever, compressed for who takes that.

use std::io::Read;

use super::client::request;
use super::running::Served;

/// The paths of the files that the first page refers to.
fn assets(page: &str) -> Vec<&str> {
    let quoted = page.split('"').filter(|path| path.starts_with("/asset/"));
    quoted.collect()
}

#[test]
fn files_of_pages_are_kept_and_the_same_whether_compressed_or_not() {
    let served = Served::sample();
    let page = served.get("/").text();
    let assets = assets(&page);
    assert_eq!(assets.len(), 3, "{assets:?}");
    for path in assets {
        let plain = served.get(path);
        assert_eq!(plain.status, 200, "{path}");
        assert_eq!(plain.header("content-encoding"), None);
        assert_eq!(plain.header("cache-control"), Some("public, max-age=31536000, immutable"));
        let line = format!("GET {path}");
        let packed = request(served.address, &line, "Accept-Encoding: br, gzip\r\n");
        assert_eq!(packed.header("content-encoding"), Some("gzip"), "{path}");
        assert_eq!(packed.header("vary"), Some("Accept-Encoding"));
        let mut unpacked = Vec::new();
        let mut gzip = flate2::read::GzDecoder::new(&packed.body[..]);
        gzip.read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, plain.body, "{path}");
        let refused = request(served.address, &line, "Accept-Encoding: gzip;q=0\r\n");
        assert_eq!(refused.header("content-encoding"), None, "{path}");
    }
    assert_eq!(served.get("/asset/page.0000000000000000.css").status, 404);
    assert_eq!(served.get("/asset/%00").status, 404);
}
