//! All that is said of one run.

use super::compare::Comparison;
use super::scores::{Group, Scores};

/// A topic whose query could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The topic.
    pub topic: String,
    /// Its query.
    pub query: String,
    /// What is wrong with it.
    pub reason: String,
}

/// All that is said of one run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluation {
    /// How many pairs of a topic and a document are relevant.
    pub relevant: usize,
    /// The figures.
    pub scores: Scores,
    /// The means of parts of the topics.
    pub groups: Vec<Group>,
    /// The run beside another.
    pub comparison: Option<Comparison>,
    /// The topics whose queries could not be read; each counts 0.
    pub refused: Vec<Refused>,
}
