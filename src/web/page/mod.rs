//! The pages: finished answers → HTML. Nothing here asks the engine.

pub(super) mod failure;
pub(super) mod frame;
mod layout;
mod shown;
