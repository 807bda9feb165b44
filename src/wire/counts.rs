//! The counts of an answer: its rungs, and what limits leave out.

use serde::Serialize;

use crate::response;

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub(super) struct OnRung {
    rung: &'static str,
    hits: usize,
    copies: Option<usize>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub(super) struct LeftOut {
    undated: usize,
    filtered: usize,
}

impl From<&response::OnRung> for OnRung {
    fn from(on: &response::OnRung) -> Self {
        Self { rung: on.rung.name(), hits: on.hits, copies: on.copies }
    }
}

impl From<response::LeftOut> for LeftOut {
    fn from(left_out: response::LeftOut) -> Self {
        Self { undated: left_out.undated, filtered: left_out.filtered }
    }
}
