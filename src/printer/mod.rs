//! x
mod plain; mod report; mod stats;
pub use report::{report, summary};
pub use stats::stats;
