//! What one line near the head of a document is, seen alone.
//!
//! Invariant: shapes are judged on Simplified text, and a line that could be text of the document
//! is never called furniture.

use super::date;
use crate::announcement::DocNumber;
use crate::text::boilerplate;
use crate::text::pattern::Pattern;

/// What a line near the head of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Part of the web page: its breadcrumb, font switch, date of upload.
    Furniture,
    /// `联系人：…`, `日期：…`: a short word, a colon and its value.
    Label,
    /// `成都市人民政府文件`, `中华人民共和国国务院令`: the printed head of the paper.
    Banner,
    /// 发文字号 alone on its line.
    Number,
    /// A date alone on its line.
    Date,
    /// `2020年12月25日 …常务委员会第二十七次会议通过`: how a statute came about.
    Adoption,
    /// 主送机关, the line before the text that ends in a colon.
    Addressee,
    /// The first line of the text itself.
    Opening,
    /// Anything else: near the head, a piece of the title.
    Fragment,
}

/// The longest piece of a title on one line, in characters; the longest real title has 147.
const LONGEST_FRAGMENT: usize = 150;

/// The longest line that is nothing but a number, in characters.
const LONGEST_NUMBER: usize = 40;

/// The longest list of addressees, in characters (thirty provinces and the ministries: 250).
const LONGEST_ADDRESSEE: usize = 320;

/// What `line` (Simplified, any spacing) is.
pub(super) fn shape(line: &str) -> Shape {
    let bare = squash(line);
    let shape = named_shape(line, &bare).unwrap_or_else(|| text_shape(&bare));
    // The question is dear, and running text and addressees are never furniture.
    let doubtful = matches!(shape, Shape::Fragment | Shape::Label | Shape::Date);
    if doubtful && is_page_part(line, &bare) { Shape::Furniture } else { shape }
}

/// The shapes that have a form of their own.
fn named_shape(line: &str, bare: &str) -> Option<Shape> {
    if is_number(line) {
        Some(Shape::Number)
    } else if is_date(line) {
        Some(Shape::Date)
    } else if is_banner(bare) {
        Some(Shape::Banner)
    } else if is_adoption(bare) {
        Some(Shape::Adoption)
    } else {
        None
    }
}

/// Addressee, first line of the text, or a piece of the title.
fn text_shape(bare: &str) -> Shape {
    let length = bare.chars().count();
    if bare.ends_with(['：', ':']) {
        return if is_addressee(bare, length) { Shape::Addressee } else { Shape::Opening };
    }
    let running = bare.contains(['。', '；', '！']) || bare.ends_with(['，', ',', '、', ';']);
    if running || length > LONGEST_FRAGMENT || starts_text(bare) {
        return Shape::Opening;
    }
    if is_labelled(bare) { Shape::Label } else { Shape::Fragment }
}

/// The line without any white space or invisible character.
pub(super) fn squash(line: &str) -> String {
    line.chars().filter(|&c| !is_space(c)).collect()
}

/// White space, and the invisible characters that editors leave behind.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{2060}' | '\u{00AD}')
}

/// Whether there is nothing to see on the line.
pub(super) fn is_blank(line: &str) -> bool {
    line.chars().all(is_space)
}

/// Whether the line is part of the page and not of the document.
fn is_page_part(line: &str, bare: &str) -> bool {
    // Furniture is told from text, so it is asked of a text whose second line is one.
    bare == "![]()" || !boilerplate::trim(&format!("{line}\n某。")).head.is_empty()
}

/// Whether the line is a word of at most eight characters, a colon and a value.
fn is_labelled(bare: &str) -> bool {
    const LONGEST: usize = 8;
    let colon = bare.chars().take(LONGEST + 1).position(|c| matches!(c, '：' | ':'));
    colon.is_some_and(|at| at > 0)
}

/// Whether a document number, in or out of brackets, is all there is on the line.
pub(super) fn is_number(line: &str) -> bool {
    static SERIAL: Pattern =
        Pattern::new(r"^[（(]?((19|20)\d{2}年)?第[\d一二三四五六七八九十百〇○零]+号[）)]?$");
    let bare = squash(line);
    if bare.chars().count() > LONGEST_NUMBER || !bare.contains(['号', '〕', ']', '］', '】']) {
        return false;
    }
    let inner = bare.trim_matches(['（', '）', '(', ')', '【', '】']);
    SERIAL.is_match(&bare) || DocNumber::parse(inner).is_some_and(|number| number.is_issued())
}

/// Whether a date is all there is on the line, a remark behind it aside.
pub(super) fn is_date(line: &str) -> bool {
    let line = date::remark::without(line);
    line.len() < 90 && date::line_date(line).is_some()
}

/// Whether a month is all there is on the line.
pub(super) fn is_month(line: &str) -> bool {
    date::month_behind(line).is_some_and(|(lead, _)| lead.is_empty())
}

/// Whether the line is the printed head of a paper, `…文件` or `…令`.
fn is_banner(bare: &str) -> bool {
    static BANNER: Pattern = Pattern::new(
        r"^[\p{Han}、（）()]{2,40}(政府|委员会|[部厅局委院办室会署行社]|[^关]公司)(文件|令|公告|通告)(第[\d一二三四五六七八九十百〇○零]+号)?$",
    );
    !bare.contains("关于") && BANNER.is_match(bare)
}

/// Whether the line says who passed, approved or published a statute, and when.
pub(super) fn is_adoption(bare: &str) -> bool {
    static ADOPTION: Pattern = Pattern::new(
        r"^[（(]?[\d一二三四五六七八九十〇○零]{4}年[\d一二三四五六七八九十〇○零]{1,3}月[\d一二三四五六七八九十]{1,3}日.{0,160}(通过|修订|修正|批准|公布|发布|颁布|印发|施行|生效|废止|修改)",
    );
    bare.len() < 1500 && !bare.ends_with(['。', '：', ':']) && ADOPTION.is_match(bare)
}

/// Whether a line ending in a colon names the bodies it is addressed to.
fn is_addressee(bare: &str, length: usize) -> bool {
    static BODY: Pattern = Pattern::new(
        r"(政府|机关|单位|公司|企业|[省市区县旗州部委办局厅院校所站行社司会团盟署队馆台室处镇乡]|街道|中心|大学|学校|银行|机构|集团|代表|委员|同志|部门|组织|开发区|先生|女士|兵团|地方|军区|部队|协会)(（[^（）]*）|\([^()]*\))?[：:]$",
    );
    let running = bare.contains(['。', '；', '《']) || starts_text(bare);
    let announces = ["如下", "通知", "事项", "下列", "以下", "包括", "规定", "决定"];
    let stem = bare.trim_end_matches(['：', ':']);
    !running
        && length <= LONGEST_ADDRESSEE
        && !announces.iter().any(|word| stem.ends_with(word))
        && BODY.is_match(bare)
}

/// Whether the line opens a numbered part of the text.
pub(super) fn starts_text(bare: &str) -> bool {
    static HEADING: Pattern = Pattern::new(
        r"^(#|第[一二三四五六七八九十百千\d]+[章节条编款部分]|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+[、．.]|\d{1,2}[、．.]\D|附件[\d：:]?|附[：:]|目录$|前言$|序言$|引言$|摘要)",
    );
    HEADING.is_match(bare)
}

/// Whether the line can be the signature of a body, or of the person who signs for it.
pub(super) fn is_signature(line: &str) -> bool {
    static SIGNER: Pattern = Pattern::new(
        r"^([\p{Han}（）()、]{1,40}(政府|国务院|[部厅局委院办室会署行社处司办队所站]|中心|公司|集团|联社|总队|指挥部|小组)([（(](印章|盖章|代章|章)[）)])?|[\p{Han}]{0,20}(总理|主席|[省市区县州旗盟局部厅署行院]长|主任|司令员|检察长|审计长)[：:]?\p{Han}{2,15})$",
    );
    // No signature has one of these, and most lines of a text do.
    if line.len() > 240 || line.contains(['，', '。', '；', '《']) {
        return false;
    }
    let bare = squash(line);
    !starts_text(&bare) && !bare.contains("关于") && SIGNER.is_match(&bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_the_shape_they_look() {
        for (line, expected) in [
            ("某 县 人 民 政 府 文 件", Shape::Banner),
            ("中华人民共和国国务院令", Shape::Banner),
            ("第 843 号", Shape::Number),
            ("（某政发〔2020〕3号）", Shape::Number),
            ("二○二○年三月五日", Shape::Date),
            ("（2003年5月28日国务院第8次常务会议通过）", Shape::Adoption),
            ("2020年12月25日 某省人民代表大会常务委员会修订", Shape::Adoption),
            ("各市、县人民政府，省政府各部门、各直属机构：", Shape::Addressee),
            ("王小明代表：", Shape::Addressee),
            ("现将有关事项通知如下：", Shape::Opening),
            ("根据《某某法》的有关规定，某日在某地，按照下列规定执行：", Shape::Opening),
            ("一、总体要求", Shape::Opening),
            ("第一条 为了防汛，制定本办法。", Shape::Opening),
            ("某县人民政府关于印发防汛", Shape::Fragment),
            ("某县关于发布防汛通告的通知", Shape::Fragment),
            ("联系人：李四", Shape::Label),
            ("字体：[ 大 中 小]", Shape::Furniture),
        ] {
            assert_eq!(shape(line), expected, "{line}");
        }
    }

    #[test]
    fn signatures_are_bodies_or_who_signs_for_them() {
        for line in ["某县人民政府", "国务院办公厅　中央军委办公厅", "省长　罗某某", "某局（盖章）"]
        {
            assert!(is_signature(line), "{line}");
        }
        for line in ["关于某局", "一、某局", "请报县水利局。", "2020年1月2日", ""]
        {
            assert!(!is_signature(line), "{line}");
        }
    }
}
