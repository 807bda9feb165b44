//! Full-text search for Chinese policy announcements (政策公告, 公文).

pub mod announcement;
pub mod error;
pub mod extract;
pub mod issuer;
pub mod printer;
pub mod query;
pub mod request;
pub mod response;
pub mod text;

pub use error::{Error, ErrorKind, Result};
