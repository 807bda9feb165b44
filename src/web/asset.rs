//! The style sheet, the script and the icon of the pages, each under a name that changes with it.

use std::io::Write;
use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, VARY};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::problem::Problem;
use super::reply::{Media, Reply};
use super::visit::Visit;

/// A browser need not ask for it again: what changes has another name.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// A file that pages refer to.
pub(super) struct Asset {
    /// Its name, with a hash of it: `page.0123456789abcdef.css`.
    pub(super) name: String,
    media: Media,
    content: String,
    /// The same compressed: a third of it.
    gzipped: Vec<u8>,
}

/// All assets.
pub(super) struct Assets {
    pub(super) style: Asset,
    /// The style sheet of the pages of announcements, which has all of the other too.
    pub(super) document_style: Asset,
    pub(super) script: Asset,
    pub(super) icon: Asset,
}

/// The assets, named at the first page.
pub(super) static ASSETS: LazyLock<Assets> = LazyLock::new(|| Assets {
    style: style("page", include_str!("asset/page.css")),
    document_style: style(
        "document",
        concat!(include_str!("asset/page.css"), include_str!("asset/document.css")),
    ),
    script: asset(
        "page",
        "js",
        Media("text/javascript; charset=utf-8"),
        &script(include_str!("asset/page.js")),
    ),
    icon: asset("icon", "svg", Media("image/svg+xml"), include_str!("asset/icon.svg")),
});

fn style(stem: &str, sheet: &str) -> Asset {
    asset(stem, "css", Media("text/css; charset=utf-8"), &closed_up(sheet))
}

fn asset(stem: &str, extension: &str, media: Media, content: &str) -> Asset {
    let content = squeezed(content);
    let hash = blake3::hash(content.as_bytes()).to_hex();
    let (name, gzipped) = (format!("{stem}.{}.{extension}", &hash[..16]), gzipped(&content));
    Asset { name, media, content, gzipped }
}

/// A file as gzip has it.
fn gzipped(content: &str) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    // A Vec takes all.
    gzip.write_all(content.as_bytes()).and_then(|()| gzip.finish()).unwrap_or_default()
}

/// A file without what only its writers read: indents, empty lines, and comments that have lines of their
/// own.
fn squeezed(content: &str) -> String {
    let is_comment =
        |line: &&str| line.starts_with("//") || line.starts_with("/*") && line.ends_with("*/");
    let lines = content.lines().map(str::trim).filter(|line| !line.is_empty() && !is_comment(line));
    lines.collect::<Vec<_>>().join("\n")
}

/// A style sheet without the spaces that only its writers need. None of its strings has one of these.
fn closed_up(sheet: &str) -> String {
    let sheet = squeezed(sheet).replace('\n', " ");
    let loose = [", ", ": ", "; ", " {", "{ ", " }", "} ", " > "];
    without_spaces(sheet, &loose).replace(";}", "}")
}

/// A script without such spaces. Its lines stay: they may end statements.
fn script(script: &str) -> String {
    let loose = [
        " = ", " === ", " !== ", " && ", " || ", " ? ", " : ", " + ", " - ", " < ", " > ", " / ",
        " * ", " >= ", ", ", "; ", " {", "{ ", " }",
    ];
    without_spaces(squeezed(script), &loose)
}

fn without_spaces(text: String, loose: &[&str]) -> String {
    loose.iter().fold(text, |text, loose| text.replace(loose, loose.trim()))
}

/// The asset of a name.
pub(super) fn answer(visit: &Visit<'_>) -> Result<Reply, Problem> {
    let Assets { style, document_style, script, icon } = &*ASSETS;
    let found =
        [style, document_style, script, icon].into_iter().find(|asset| asset.name == visit.name);
    let asset = found.ok_or_else(Problem::not_found)?;
    let reply = match visit.takes_gzip && !asset.gzipped.is_empty() {
        true => Reply::of(asset.media, &asset.gzipped[..]).with(CONTENT_ENCODING, "gzip"),
        false => Reply::of(asset.media, asset.content.as_bytes()),
    };
    Ok(reply.with(CACHE_CONTROL, FOR_EVER).with(VARY, "Accept-Encoding"))
}
