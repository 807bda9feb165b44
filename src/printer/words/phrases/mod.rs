//! The phrases of all screens, a file for those that belong together.

mod answer;
mod check;
mod commands;
#[cfg(feature = "serve")]
mod document_page;
mod exported;
mod facts;
mod file;
#[cfg(feature = "serve")]
mod list;
mod measured;
#[cfg(feature = "serve")]
mod page;
mod run;

#[cfg(test)]
mod tests;
