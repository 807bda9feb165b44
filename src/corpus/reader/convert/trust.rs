//! Whether the text that a converter gave is that of the document.

use super::super::unmapped;

/// One letter in so many that is Western tells bytes that were taken for the wrong code page.
const WESTERN: usize = 5;

/// An error tells why the text cannot be trusted.
pub(super) fn check(text: &str) -> Result<(), String> {
    if unmapped(text) {
        return Err("gave characters that stand for none".into());
    }
    if is_western(text) {
        return Err("took its Chinese characters for Western ones".into());
    }
    Ok(())
}

/// Whether letters such as `Çà°×½Ç` (青白江 as GBK, read as Windows-1252) and control characters
/// make up so much of the text that no language has them.
fn is_western(text: &str) -> bool {
    let (mut all, mut western) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        all += 1;
        western += usize::from(matches!(c, '\u{80}'..='\u{FF}') || c.is_ascii_control());
    }
    western * WESTERN > all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_in_the_wrong_code_page_are_not_trusted() {
        let (bytes, _, _) = encoding_rs::GBK.encode("青白江区人民政府办公室关于防汛的通知");
        let (western, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        assert!(check(&western).unwrap_err().contains("Western"));
        assert!(check("\u{1}\u{2}\u{3}ab").is_err());
        assert!(check("\u{E001}\u{FFFD}通知").unwrap_err().contains("stand for none"));
    }

    #[test]
    fn documents_are_trusted() {
        assert_eq!(check("关于发布《室内空气质量标准》的公告：温度 22℃~28℃，±0.5，×2。"), Ok(()));
        assert_eq!(check("Déclaration du 3 décembre à Genève"), Ok(()));
        assert_eq!(check("附件\t1\n·通知"), Ok(()));
    }
}
