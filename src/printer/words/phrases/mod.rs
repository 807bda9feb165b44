//! The phrases of all screens, a file for those that belong together.

mod answer;
mod check;
mod commands;
mod exported;
mod facts;
mod file;
mod measured;
mod run;

#[cfg(test)]
mod tests;
