//! The one table of routes: the router and the description of the API are both made from it.

use axum::http::Method;

use super::api;
use super::asset;
use super::browser_search;
use super::citation;
use super::document;
use super::download::Form;
use super::handbook;
use super::like;
use super::list;
use super::original;
use super::permalink;
use super::preview;
use super::query_string::{OF_DOCUMENT, OF_EXPORT, OF_PAGE, OF_SEARCH};
use super::routing::{Answer, Face, Route};
use super::suggest;

macro_rules! routes {
    ($($method:ident $path:literal $name:literal $face:ident $answer:ident($run:path) [$parameters:expr] $what:literal;)*) => {
        /// All routes.
        pub(super) static ROUTES: &[Route] = &[$(Route {
            method: Method::$method,
            path: $path,
            name: $name,
            what: $what,
            parameters: $parameters,
            face: Face::$face,
            answer: Answer::$answer($run),
        },)*];
    };
}

routes! {
    GET "/" "list" Page Index(list::answer) [OF_PAGE]
        "The first page; with a query or filters the page of what is found";
    GET "/like" "likeForm" Page Index(like::form) [&["lang"]]
        "The form to find what is like a text";
    POST "/like" "like" Page Index(like::answer) [&["now", "lang"]]
        "The announcements like the `text` of a form";
    GET "/stats" "statisticsPage" Page Index(handbook::statistics) [&["lang"]]
        "The page of what the index holds";
    GET "/help" "help" Page Index(handbook::help) [&["lang"]]
        "The page of the query language";
    GET "/api" "apiPage" Page Table(handbook::interface) [&["lang"]]
        "The page of the API";
    GET "/api/v1/search" "search" Api Index(api::search::answer) [OF_SEARCH]
        "The announcements that match: the same object as the command prints";
    GET "/api/v1/documents" "documents" Api Index(api::document::named) [&["name", "number", "q", "now", "lang"]]
        "The announcements of a name: an id, the start of one, a number, a file, a title or an article";
    GET "/api/v1/documents/{id}" "document" Api Index(api::document::of_id) [&["q", "now", "lang"]]
        "One announcement whole: the same object as the command prints";
    GET "/api/v1/articles/{work}/{article}" "article" Api Index(api::document::article) [&["now", "lang"]]
        "An article of a statute, in each version of it";
    GET "/api/v1/stats" "stats" Api Index(api::stats::answer) [&["skipped", "lang"]]
        "What the index holds";
    GET "/doc/{id}" "documentPage" Page Index(document::answer) [OF_DOCUMENT]
        "The page of one announcement; with .txt behind the id its text alone";
    GET "/doc/{id}/original" "original" File Index(original::answer) [&["lang"]]
        "The file that an announcement was read from, to be saved; of one in an archive the archive";
    GET "/preview/{id}" "previewPage" Page Index(preview::answer) [OF_SEARCH]
        "The best passages of one announcement for a search";
    GET "/n/{number}" "byNumber" Page Index(permalink::of_number) [permalink::PARAMETERS]
        "Leads to the announcement of a number in any spelling, or to the list of several";
    GET "/a/{work}/{article}" "byArticle" Page Index(permalink::of_article) [permalink::PARAMETERS]
        "Leads to an article of a statute, in its newest version that is in force";
    GET "/cite/{id}" "cite" File Index(citation::answer) [&["style", "now", "lang"]]
        "The reference to one announcement, in GB/T 7714—2025 unless another style is asked for";
    GET "/export.csv" "exportCsv" File Download(Form::CSV) [OF_EXPORT]
        "All hits as a table for spreadsheets: a byte order mark, headings in the language asked for, guards before formulas";
    GET "/export.xlsx" "exportXlsx" File Download(Form::XLSX) [OF_EXPORT]
        "All hits as a workbook";
    GET "/export.jsonl" "exportJsonl" File Download(Form::JSONL) [OF_EXPORT]
        "All hits, one JSON object a line";
    GET "/export.bib" "exportBib" File Download(Form::BIBTEX) [OF_EXPORT]
        "All hits as entries of BibLaTeX";
    GET "/export.ris" "exportRis" File Download(Form::RIS) [OF_EXPORT]
        "All hits as records of RIS";
    GET "/export.json" "exportCslJson" File Download(Form::CSL_JSON) [OF_EXPORT]
        "All hits as an array of CSL-JSON";
    GET "/suggest" "suggest" Api Index(suggest::answer) [&["q", "lang"]]
        "What a search box offers while one types: `[typed, [text], [what it is], [address]]`";
    GET "/opensearch.xml" "opensearch" File Site(browser_search::description) [&["lang"]]
        "What makes this server one of the search engines of a browser";
    GET "/asset/{name}" "asset" File Site(asset::answer) [&[]]
        "The style sheet, the script and the icon of the pages";
    GET "/openapi.json" "openapi" Api Site(api::openapi::answer) [&["lang"]]
        "The description of all this by OpenAPI 3.1";
    GET "/health" "health" Api Site(api::health::answer) [&["lang"]]
        "Whether the server answers, and from which state of the index";
}
