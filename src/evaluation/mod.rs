//! How good a ranking is: TREC topics, judgements and runs, the usual measures, two runs compared.
//!
//! Nothing here knows an engine: a run is what any of them answered, read from a file or made by
//! [`Engine::answer`](crate::engine::Engine::answer). The figures are those of `trec_eval -c`:
//!
//! * the order of a topic's documents follows from their scores, the highest first; of equal
//!   scores (as 32-bit numbers) the document whose id is greater, byte by byte, comes first; the
//!   rank column is ignored;
//! * means are taken over all topics that the judgements name. A topic without an answer counts 0
//!   (the flag `-c` of `trec_eval`, which without it leaves such topics out): who asks and gets
//!   nothing is not served. Topics of the run that nobody judged are left out and counted;
//! * a document is relevant when it is judged 1 or more; an unjudged document is not.
//!
//! ```
//! use policy_search::evaluation::{Measure, Qrels, Run, Scores};
//!
//! let qrels = Qrels::parse("q1 0 a 1\nq1 0 b 1\nq2 0 c 1\n")?;
//! let run = Run::parse("q1 Q0 x 1 9.5 mine\nq1 Q0 a 2 7.25 mine\n")?;
//! let scores = Scores::of(&run, &qrels);
//! assert_eq!(scores.mean().get(Measure::Mrr10), 0.25);
//! assert_eq!(scores.unanswered, ["q2"]);
//! # Ok::<(), policy_search::Error>(())
//! ```

mod compare;
#[doc(hidden)]
pub mod dice;
mod form;
mod measure;
mod qrels;
mod report;
mod resample;
mod run;
mod scores;
mod topics;

pub use compare::{Comparison, Difference, Moved};
pub use measure::{Figures, Measure};
pub use qrels::{Judged, Qrels};
pub use report::{Evaluation, Refused};
pub use resample::DRAWS;
pub use run::{Ranked, Run, docid};
pub use scores::{Group, Scores};
pub use topics::{Topic, Topics};
