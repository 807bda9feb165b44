//! Whether the text that a converter gave is that of the document.
//!
//! A converter that knows neither code page nor font makes plausible rubbish: Western letters for
//! the bytes of a Chinese text, the numbers of shapes for characters, which may well be Han.

use std::ops::RangeInclusive;

use super::super::unmapped::Unmapped;
use crate::text;

/// One character in so many that no Chinese document has tells a wrong code page.
const FOREIGN: usize = 5;

/// Where the characters of Chinese documents lie besides ASCII: punctuation, signs and figures,
/// Han, full width.
const USUAL: [RangeInclusive<char>; 5] = [
    '\u{2000}'..='\u{33FF}',
    '\u{3400}'..='\u{9FFF}',
    '\u{F900}'..='\u{FAFF}',
    '\u{FE30}'..='\u{FFEF}',
    '\u{20000}'..='\u{3FFFF}',
];

/// Signs of ASCII that are in documents often: leaders, blanks to fill in, figures.
const SIGNS: &str = ".,:;()-_/%=";

/// Characters that every Chinese text is full of, folded. They are 28 % or more of the Han in each of
/// 2,740 laws and notices, half of it as a rule; of Han taken at random they are 1 %, and 5 % at most
/// of a text whose codes were shifted.
const COMMON: &str = "的一二三四五六七八九十不在有人中大为上国以要时用生到作地于出分对成会可主发年动同\
                      工能下过产面方后定行学法所民经之等部度家力自理起现实加制机当从业本性应开合由其前\
                      政日社事平全表间与关各重新内数正利质第向条建月公无系者立代已通提展设及管特件长求\
                      基资级统计别期指区强任据处府令知意见办市县省局和或他";

/// One Han character in so many is common at least.
const SHARE: usize = 10;

/// How many Han characters are enough to judge by.
const ENOUGH: usize = 20;

/// An error tells why the text cannot be trusted.
pub(super) fn check(text: &str) -> Result<(), String> {
    if Unmapped::of(text).is_untrusted() {
        return Err("gave characters that stand for none".into());
    }
    if is_foreign(text) {
        return Err("took its characters for foreign ones".into());
    }
    if is_random(text) {
        return Err("gave Chinese characters that make no text".into());
    }
    Ok(())
}

/// Whether letters such as `Çà°×½Ç` (青白江 as GBK, read as Windows-1252), of other scripts, and
/// control characters make up so much of the text that no Chinese document has them.
fn is_foreign(text: &str) -> bool {
    let (mut all, mut foreign) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        all += 1;
        foreign += usize::from(!is_usual(c));
    }
    foreign * FOREIGN > all
}

fn is_usual(c: char) -> bool {
    let is_ascii = c.is_ascii_alphanumeric() || SIGNS.contains(c);
    is_ascii || USUAL.iter().any(|range| range.contains(&c))
}

/// Whether its Han characters are not those that texts are made of.
fn is_random(text: &str) -> bool {
    let folded = text::fold_str(text);
    let han = folded.chars().filter(|c| ('\u{3400}'..='\u{9FFF}').contains(c));
    let (mut all, mut common) = (0_usize, 0_usize);
    for c in han {
        all += 1;
        common += usize::from(COMMON.contains(c));
    }
    all >= ENOUGH && common * SHARE < all
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTICE: &str =
        "青山区人民政府办公室关于做好渔船登记工作的通知\n各镇街：请按照要求做好登记工作。";

    #[test]
    fn bytes_in_the_wrong_code_page_are_not_trusted() {
        let (bytes, _, _) = encoding_rs::GBK.encode(NOTICE);
        for code_page in [encoding_rs::WINDOWS_1252, encoding_rs::WINDOWS_1251, encoding_rs::EUC_KR]
        {
            let (wrong, _) = code_page.decode_without_bom_handling(&bytes);
            assert!(check(&wrong).is_err(), "{wrong}");
        }
        assert!(check("\u{1}\u{2}\u{3}ab").unwrap_err().contains("foreign"));
        assert!(check("\u{E001}\u{FFFD}通知").unwrap_err().contains("stand for none"));
    }

    #[test]
    fn numbers_of_shapes_are_not_trusted() {
        for shift in [1, 29, 200, 1_000] {
            let shifted = |c| char::from_u32(u32::from(c) + shift).unwrap();
            let text: String = NOTICE.chars().map(shifted).collect();
            assert!(check(&text).unwrap_err().contains("make no text"), "{text}");
        }
    }

    #[test]
    fn documents_are_trusted() {
        assert_eq!(check(NOTICE), Ok(()));
        assert_eq!(
            check("青山區人民政府辦公室關於做好漁船登記工作的通知，請各單位遵照辦理。"),
            Ok(())
        );
        assert_eq!(check("室内空气质量标准：温度 22℃~28℃，±0.5，×2，①二氧化硫（Ⅱ级）。"), Ok(()));
        assert_eq!(check("Guidelines for foreign investment, 3 December"), Ok(()));
        assert_eq!(check("姓名：________　电话：________　一、总则......1"), Ok(()));
    }
}
