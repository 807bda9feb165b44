//! Where and when a name of a body was written.

/// Where and when a name was written; it decides what 市政府 or 国家药监局 means there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The division the document comes from, by any name (`四川省`, `成都市青白江区`).
    pub region: Option<String>,
    /// The year of the document.
    pub year: Option<u16>,
}
