//! Making and updating an index, and comparing one with the folders it was made from.

mod choices;
mod dating;
mod differences;
mod file;
mod finding;
mod missing;
mod options;
mod plan;
mod report;
mod roots;
mod run;

pub use differences::Differences;
pub(super) use differences::differences;
pub use options::IndexOptions;
pub use report::{Kept, Missing, Progress, Report};
pub use run::index;
