//! What a line is to a page, by the patterns of `data/boilerplate.tsv`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{RegexSet, RegexSetBuilder};
use unicode_normalization::UnicodeNormalization;

use super::super::{simplify, strip_query_glosses, table};

/// What a line is to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Chrome,
    Metadata,
    List,
    Menu,
    Paging,
    Gate,
    Error,
}

impl Kind {
    pub(super) fn is_furniture(self) -> bool {
        matches!(self, Kind::Chrome | Kind::Metadata)
    }
}

/// The longest line, in bytes, that can be furniture: disclaimers of platforms come near it.
const LONGEST_LINE: usize = 1000;

/// The lines of a text that are not blank, without blanks around them.
pub(super) fn lines(text: &str) -> Vec<Range<usize>> {
    let start_of = |line: &str| line.as_ptr() as usize - text.as_ptr() as usize;
    let range = |line: &str| start_of(line)..start_of(line) + line.len();
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(range).collect()
}

/// Whether one whole line is page furniture: for those who read the lines under a title, where
/// [`trim`](super::trim) does not go.
pub fn is_furniture(line: &str) -> bool {
    kind(line).is_furniture()
}

pub(super) fn kind(line: &str) -> Kind {
    kinds_of(line, &FURNITURE).next().unwrap_or(Kind::Text)
}

/// The kinds of the patterns of `patterns` that a line matches, in their order.
pub(super) fn kinds_of(
    line: &str,
    patterns: &'static Patterns,
) -> impl Iterator<Item = Kind> + use<> {
    let matches = (line.len() <= LONGEST_LINE).then(|| patterns.set.matches(&key(line)));
    matches.into_iter().flatten().map(|pattern| patterns.kinds[pattern])
}

/// A line in the spelling the patterns are written in.
fn key(line: &str) -> String {
    let bare = simplify(&strip_query_glosses(line));
    common_key(&bare).unwrap_or_else(|| {
        bare.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
    })
}

/// The same for a line of the characters that nearly all lines are written in, of which each has
/// one form by itself: there is nothing to normalise.
fn common_key(line: &str) -> Option<String> {
    let mut key = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            ' ' | '\t' | '\u{3000}' => {}
            '!'..='~' => key.push(c.to_ascii_lowercase()),
            '一'..='\u{9FFF}' | '、'..='〃' | '〈'..='】' | '〔' | '〕' | '“' | '”' | '—' => {
                key.push(c)
            }
            '！'..='～' => key.push(half_width(c).to_ascii_lowercase()),
            _ => return None,
        }
    }
    Some(key)
}

/// The ASCII character that a full-width one (U+FF01–FF5E) is.
fn half_width(c: char) -> char {
    char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
}

pub(super) struct Patterns {
    set: RegexSet,
    kinds: Vec<Kind>,
}

/// Bytes for the states of the patterns together, for each thread that asks. What may begin with anything (`.{0,30}`)
/// has many: in the 2 MB that are usual they are thrown away and made anew all the time, which took more than a
/// third of the time of indexing 60,733 articles; with 16 MB trimming costs a twelfth of that, with 64 MB no less.
const STATES: usize = 16 << 20;

/// What is at the ends of texts: every text is trimmed by these.
static FURNITURE: LazyLock<Patterns> =
    LazyLock::new(|| patterns(|kind| matches!(kind, Kind::Chrome | Kind::Metadata | Kind::List)));

/// What pages without a document are made of besides: few texts are looked at so far.
pub(super) static PAGES: LazyLock<Patterns> =
    LazyLock::new(|| patterns(|kind| !matches!(kind, Kind::Chrome | Kind::Metadata | Kind::List)));

fn patterns(is_meant: fn(Kind) -> bool) -> Patterns {
    let rows = table::rows(include_str!("../data/boilerplate.tsv")).filter_map(read_row);
    let (kinds, patterns): (Vec<Kind>, Vec<String>) =
        rows.filter(|(kind, _)| is_meant(*kind)).unzip();
    // A test holds that every pattern of the file compiles, so the empty set is never taken.
    let set = RegexSetBuilder::new(patterns).dfa_size_limit(STATES).build();
    Patterns { set: set.unwrap_or_else(|_| RegexSet::empty()), kinds }
}

fn read_row((kind, pattern): (&str, &str)) -> Option<(Kind, String)> {
    let kind = match kind {
        "chrome" => Kind::Chrome,
        "metadata" => Kind::Metadata,
        "list" => Kind::List,
        "menu" => Kind::Menu,
        "paging" => Kind::Paging,
        "gate" => Kind::Gate,
        "error" => Kind::Error,
        _ => return None,
    };
    let pattern = pattern.replace("{fields}", FIELDS).replace("{footer}", FOOTER);
    let pattern = pattern.replace("{column}", COLUMN);
    Some((kind, format!("^(?:{pattern})$")))
}

/// Labelled fields of a page head: 来源：… 发布时间：… 浏览次数：…
const FIELDS: &str = concat!(
    r"(?:[\[【(]?(?:(?:信息|稿件|文章|文件|新闻|内容)?来源|(?:信息)?(?:发布|更新|归档|上传|录入|发稿)(?:时间|日期)|日期|发布(?:者|人|单位|机构)",
    r"|作者|编辑|责任编辑|审核|字号|字体|视力保护色|浏览(?:次数|量)?|点击(?:次数|量|数|率)?|阅读(?:次数|量|数)?|访问(?:次数|量)?|分享(?:到)?|打印)",
    r":[^。;]{0,40}?[\]】)]?){1,8}"
);

/// What the columns of a site are called.
const COLUMN: &str = concat!(
    r"(?:网站|本站)?(?:首页|主页)|(?:新闻|资讯|政务|信息)中心|(?:政务|领导|部门|地方|公示|工作|基层|图片|视频|媒体|时政|今日)?(?:要闻|新闻|动态)(?:动态|中心)?",
    r"|(?:政府|政务|信息|党务|财政|重点领域|法定主动)*(?:信息)?公开(?:内容|目录|指南|制度|年报|专栏|平台|栏目)?|依申请公开|(?:政务|公共|便民|办事|网上)(?:服务|办事|大厅)(?:大厅|平台|网|指南)?",
    r"|(?:政民|互动|公众|交流)(?:互动|交流|参与)|(?:公众|民意|意见)(?:参与|征集)|(?:领导|局长|县长|市长|区长|书记)(?:信箱|之窗|简介|活动|讲话|分工)|(?:在线|网上)(?:访谈|咨询|投诉|调查|申报|查询|信访)",
    r"|(?:机构|内设机构|职能|单位)(?:职能|设置|简介|概况|信息)|(?:走进|魅力|认识|了解).{1,6}|(?:县|区|市|省)情(?:概况|介绍)?|专题专栏|专题|专栏|热点专题|数据(?:开放|发布)|统计(?:数据|信息|公报)",
    r"|(?:政策|法规|文件|规范性|最新|全部|国务院|部门|上级|本级|重要|行政|其他)*(?:文件|政策|法规|规章|解读)(?:库|公开|发布|汇编|下载)?|(?:通知|公示|公告|通告|信息)(?:公告|公示|通知|通告)|人事(?:信息|任免)|招(?:考|聘)(?:录用|信息)|政府采购|招标(?:投标|公告)|行政(?:许可|处罚|执法|权力)(?:公示)?",
    r"|(?:规划|计划)(?:计划|总结)?|财政(?:预决算|资金|信息)|应急管理|投资项目|重大(?:项目|决策)|(?:政府|工作|年度)(?:工作)?报告|更多|more|当前位置:?|english|返回|站群|更多内容|办事指南|表格下载|资料下载|下载中心"
);

/// Labelled fields of a site's footer: 主办单位：… 网站标识码：… A telephone alone may belong to the document.
const FOOTER: &str = concat!(
    r"(?:版权所有|主办(?:单位)?|承办(?:单位)?|运维单位|网站标识码|政府网站标识码|(?:网站)?备案(?:号|序号|编号)",
    r"|icp备案(?:号|编号|序号)?|公安备案号?|互联网违法和不良信息举报(?:电话|邮箱)?|违法和不良信息举报电话)",
    r":[^。;]{0,60}?",
    r"(?:(?:版权所有|主办(?:单位)?|承办(?:单位)?|协办(?:单位)?|运维单位|维护单位|技术支持|网站标识码|政府网站标识码",
    r"|(?:网站)?备案(?:号|序号|编号)|举报电话|网站(?:维护)?(?:联系)?电话|网站联系方式|地址|邮编):?[^。;]{0,60}?){0,10}"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_file_is_a_pattern() {
        let rows: Vec<_> = table::rows(include_str!("../data/boilerplate.tsv")).collect();
        for &row in &rows {
            let (_, pattern) = read_row(row).unwrap();
            assert!(regex::Regex::new(&pattern).is_ok(), "{:?}", regex::Regex::new(&pattern));
        }
        assert_eq!(FURNITURE.set.len() + PAGES.set.len(), rows.len());
        assert_eq!(FURNITURE.kinds.len() + PAGES.kinds.len(), rows.len());
    }

    proptest::proptest! {
        #[test]
        fn the_key_of_a_common_line_is_the_key_of_any_line(line in "[\u{20}-\u{7e}\u{3000}-\u{3020}\u{ff00}-\u{ff60}“”—·…\t国務Ａ㎡]{0,30}") {
            let general: String = simplify(&strip_query_glosses(&line))
                .nfkc()
                .filter(|c| !c.is_whitespace())
                .flat_map(char::to_lowercase)
                .collect();
            proptest::prop_assert_eq!(key(&line), general);
        }
    }

    #[test]
    fn lines_of_documents_stay() {
        for line in [
            "位置条件的认定标准",
            "首页应当载明下列事项",
            "分享经济发展指导意见",
            "版权所有人应当登记",
            "二维码支付管理办法",
            "打印机采购标准",
            "相关文件规定的其他情形，从其规定。",
            "主办单位应当履行职责",
            "联系电话：010-1234",
            "附件：1. 名单",
            "第四百零四条",
            "公开招标公告",
            "编辑出版管理规定",
            "举报电话：12345",
            "登录管理办法",
            "2023年3月15日",
            "县农业局办公室",
            "声明：本办法由县农业局负责解释。",
            "更多群众享受医保",
            "浏览器安全标准",
        ] {
            assert_eq!(kind(line), Kind::Text, "{line}");
        }
    }
}
