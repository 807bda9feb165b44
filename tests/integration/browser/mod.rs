//! The pages in a real browser: what a person does with them, with and without scripts.
//!
//! Needs `chromium`, `chromedriver`, and for two tests `node` with the packages that `.ci/run` installs.

mod driver;
mod flows;
mod pages;
mod server;
