//! The pages: finished answers → HTML. Nothing here asks the engine.

mod badge;
mod chips;
pub(super) mod document;
pub(super) mod empty;
pub(super) mod failure;
pub(super) mod first;
pub(super) mod frame;
mod layout;
pub(super) mod like;
pub(super) mod list;
mod marks;
mod shown;
mod web_address;
