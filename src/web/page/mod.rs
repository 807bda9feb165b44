//! The pages: finished answers → HTML. Nothing here asks the engine.

mod badge;
pub(super) mod document;
pub(super) mod failure;
pub(super) mod frame;
mod layout;
mod shown;
mod web_address;
