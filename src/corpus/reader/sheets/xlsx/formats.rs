//! The styles of a workbook: only how numbers are shown.

use super::super::super::package::Package;
use super::super::super::xml::{Item, Stream};
use super::super::styles::Styles;
use crate::error::Refusal;

/// The styles in the part at `path`.
pub(super) fn read(package: &mut Package, path: &str) -> Result<Styles, Refusal> {
    let mut styles = Styles::default();
    let Some(input) = package.stream(path)? else { return Ok(styles) };
    let mut stream = Stream::new(input)?;
    let mut is_cells = false;
    while let Some(item) = stream.next()? {
        let Item::Start(tag) = item else { continue };
        let number = || tag.attribute("numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
        match tag.name() {
            "numFmt" => styles.code(number(), &tag.attribute("formatCode").unwrap_or_default()),
            "cellXfs" => is_cells = true,
            "cellStyleXfs" | "cellStyles" | "dxfs" => is_cells = false,
            "xf" if is_cells => styles.cell(number()),
            _ => {}
        }
    }
    Ok(styles)
}
