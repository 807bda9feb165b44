//! What all kinds of Word documents share: fields, forms, symbols, red heads, the order of boxes.
//!
//! DOC, DOCX, RTF and Word XML write the same things in different ways. A reader gathers them (the
//! code of a field, the place of a box, the header of the first page) and asks here what is read.

pub(super) mod boxes;
mod eq;
pub(super) mod field;
pub(super) mod form;
pub(super) mod head;
pub(super) mod symbol;
