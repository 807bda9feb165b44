//! The pages: finished answers → HTML. Nothing here asks the engine.

mod badge;
mod chips;
pub(super) mod document;
pub(super) mod empty;
pub(super) mod failure;
pub(super) mod first;
pub(super) mod frame;
pub(super) mod help;
pub(super) mod interface;
mod layout;
pub(super) mod like;
pub(super) mod list;
mod markdown;
mod marks;
pub(super) mod preview;
mod shown;
pub(super) mod statistics;
mod web_address;
