//! Making and updating an index, and comparing one with the folders it was made from.

mod choices;
mod counted;
mod course;
mod dating;
mod differences;
mod file;
mod finding;
mod gathered;
mod missing;
mod notes;
mod options;
mod plan;
mod reading;
mod report;
mod roots;
mod run;

pub use differences::Differences;
pub(super) use differences::differences;
pub use options::IndexOptions;
pub use report::{
    ColumnMapping, Few, Forgotten, Interrupted, Kept, Missing, NamedAnnouncement, Progress, Report,
    Waiting,
};
pub(super) use roots::{Origins, labels_of};
pub use run::index;
