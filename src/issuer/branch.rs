//! What follows a division's name in the name of a body: its government, committee, congress,
//! court, a department, an office, a town.

use std::borrow::Cow;

use super::department::Departments;
use super::division::Rank;
use crate::announcement::Level;

/// Words a body's name ends with, and hardly anything else.
const BODY: &[&str] = &[
    "委员会",
    "委",
    "局",
    "厅",
    "署",
    "总署",
    "办公室",
    "办",
    "小组",
    "工作组",
    "专班",
    "指挥部",
    "联席会议",
    "总队",
    "支队",
    "管委会",
    "理事会",
    "协会",
    "学会",
    "联合会",
    "基金会",
    "促进会",
    "商会",
    "公司",
    "集团",
    "银行",
    "分行",
    "大学",
    "学院",
    "中心",
    "总站",
    "人民政府",
    "政府",
    "法院",
    "检察院",
    "军区",
    "警备区",
    "军分区",
    "海关",
    "工委",
    "党委",
    "党组",
    "党校",
    "专员办",
    "专员公署",
    "办事处",
    "督导室",
    "参事室",
    "供销社",
    "联社",
    "总社",
    "管理处",
    "监督处",
    "仲裁院",
    "考试院",
    "研究院",
    "科学院",
    "交易所",
    "综合组",
    "协调组",
    "人民武装部",
];

/// Bodies of the centre or the army in a division, named after it without 省 or 市.
pub(super) const POSTED: &[&str] = &[
    "海关",
    "警备区",
    "军区",
    "军分区",
    "证监局",
    "银监局",
    "保监局",
    "银保监局",
    "监管局",
    "通信管理局",
    "调查总队",
    "税务局",
    "国家税务局",
    "地方税务局",
    "煤矿安全监察局",
    "矿山安全监察局",
    "海事局",
    "邮政管理局",
    "出入境检验检疫局",
    "军区司令部",
    "军区政治部",
    "军区后勤部",
    "军区政治工作局",
    "军区保障局",
    "军区战备建设局",
    "警备区司令部",
    "出入境边防检查总站",
    "铁路局",
    "分行",
    "民航管理局",
    "地区管理局",
    "能源监管办",
    "知识产权法院",
    "金融法院",
    "海事法院",
    "互联网法院",
    "铁路运输中级法院",
    "铁路运输法院",
];

/// Committees of the party that work among some bodies, by the last words of their names; a
/// 工作委员会 without 中共 before it is mostly the government's.
const PARTY_WORKS: [&str; 9] = [
    "机关工委",
    "教育工委",
    "卫生工委",
    "金融工委",
    "政法工委",
    "两新工委",
    "党工委",
    "工作党委",
    "国资党委",
];

/// Beginnings that make of 市… or 区… a word of its own (市场, 区域, 市容) and not a city's body.
const NOT_A_BODY: [&str; 9] = ["场", "域", "容", "值", "块", "价", "际", "级", "内"];

/// Bodies whose own name comes before the division's, and how it is written.
pub(super) const POSTED_HEADS: [(&str, &str); 5] = [
    ("共青团", "共青团"),
    ("中国共产主义青年团", "共青团"),
    ("团", "共青团"),
    ("政协", "政协"),
    ("中国人民政治协商会议", "政协"),
];

/// The body whose name the tax offices of divisions bear in front of their own.
pub(super) const NATIONAL_TAX: &str = "国家税务总局";

/// How high a body is in its division.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tier {
    /// Party committee, congress, government, court, and their general offices.
    House,
    /// A department.
    Department,
    /// A town, a street, a development zone, an enterprise.
    Local,
}

/// What follows the division's name, written out.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Branch {
    /// What comes before the division's name: 中共, 共青团, or nothing.
    pub(super) before: &'static str,
    /// What follows it.
    pub(super) after: String,
    pub(super) tier: Tier,
    /// Whether the registry knows it, or only its last word says that it is a body.
    pub(super) known: bool,
}

impl Branch {
    fn known(before: &'static str, after: impl Into<String>, tier: Tier) -> Option<Self> {
        Some(Self { before, after: after.into(), tier, known: true })
    }
}

/// The division a branch belongs to, as far as its wording depends on it.
#[derive(Clone, Copy)]
pub(super) struct Seat<'a> {
    pub(super) departments: &'a Departments,
    pub(super) rank: Option<Rank>,
    pub(super) municipality: bool,
    pub(super) autonomous: bool,
    pub(super) year: Option<u16>,
}

impl Tier {
    /// The level of such a body under a division of this rank.
    pub(super) fn level(self, rank: Rank) -> Level {
        match (self, rank) {
            (Tier::House, Rank::Province) => Level::Province,
            (Tier::Department, Rank::Province) => Level::ProvinceOffice,
            (Tier::House | Tier::Department, Rank::City) => Level::City,
            (Tier::House | Tier::Department, Rank::County) => Level::County,
            (Tier::Local, _) => Level::Local,
        }
    }
}

impl Seat<'_> {
    /// Reads what follows a division's name; `None` when it is not a body.
    pub(super) fn branch(&self, rest: &str) -> Option<Branch> {
        self.government(rest)
            .or_else(|| self.congress(rest))
            .or_else(|| party_works(rest))
            .or_else(|| self.court(rest))
            .or_else(|| self.department(rest))
            .or_else(|| self.party(rest))
            .or_else(|| town(rest))
            .or_else(|| zone(rest))
            .or_else(|| by_form(rest))
    }

    /// 新疆生产建设兵团, whose name is that of its division, and its office.
    pub(super) fn corps(&self, place: &str, rest: &str) -> Option<Branch> {
        let own = place.ends_with("兵团") && matches!(rest, "" | "办公厅");
        if own { Branch::known("", rest, Tier::House) } else { None }
    }

    fn government(&self, rest: &str) -> Option<Branch> {
        if let Some(after) = rest.strip_suffix("行署").or_else(|| rest.strip_suffix("行政公署"))
        {
            return if after.is_empty() {
                Branch::known("", "行政公署", Tier::House)
            } else {
                None
            };
        }
        let tail = ["人民政府", "政府", "府"].iter().find_map(|word| rest.strip_prefix(word))?;
        match tail {
            "" | "令" => Branch::known("", "人民政府", Tier::House),
            "办公厅" | "办公室" => Branch::known("", format!("人民政府{tail}"), Tier::House),
            "办" | "办公" => {
                Branch::known("", format!("人民政府{}", self.office()), Tier::House)
            }
            _ => self.under("人民政府", tail),
        }
    }

    /// A department named after the government it belongs to (省政府国资委).
    fn under(&self, house: &str, tail: &str) -> Option<Branch> {
        let posted = POSTED.contains(&tail) || tail.contains("人民");
        let department = self.department(tail).or_else(|| by_form(tail)).filter(|_| !posted)?;
        Some(Branch { after: format!("{house}{}", department.after), ..department })
    }

    fn office(&self) -> &'static str {
        if self.rank == Some(Rank::Province) { "办公厅" } else { "办公室" }
    }

    fn congress(&self, rest: &str) -> Option<Branch> {
        let standing = ["人民代表大会常务委员会", "人大常委会", "人大常务委员会"];
        let whole = ["人民代表大会", "人大"];
        let of = |words: &[&str]| words.iter().find_map(|word| rest.strip_prefix(word));
        let (house, tail) = match (of(&standing), of(&whole)) {
            (Some(tail), _) => ("人民代表大会常务委员会", tail),
            (None, Some(tail)) => ("人民代表大会", tail),
            (None, None) if rest == "政协" => {
                return Branch::known("政协", "委员会", Tier::House);
            }
            _ => return None,
        };
        match tail {
            "" | "办公厅" | "办公室" => {
                Branch::known("", format!("{house}{tail}"), Tier::House)
            }
            _ => by_form(tail).map(|form| Branch { after: format!("{house}{tail}"), ..form }),
        }
    }

    /// The party's committee, named 中共四川省委 in documents, and its departments.
    pub(super) fn party(&self, rest: &str) -> Option<Branch> {
        let watch = ["纪律检查委员会", "纪委监委", "纪委监察委员会", "纪委"];
        if let Some(word) = watch.into_iter().find(|word| rest == *word) {
            let full = if word == "纪委" { "纪律检查委员会" } else { word };
            return Branch::known("中共", full, Tier::Department);
        }
        let tail = ["委员会", "党委", "委"].iter().find_map(|word| rest.strip_prefix(word))?;
        let committee = if self.autonomous { "党委" } else { "委" };
        match tail {
            "" => Branch::known("中共", committee, Tier::House),
            "办公厅" | "办公室" => {
                Branch::known("中共", format!("{committee}{tail}"), Tier::House)
            }
            "办" => Branch::known("中共", format!("{committee}{}", self.office()), Tier::House),
            _ if is_party_organ(tail) => {
                Branch::known("中共", format!("{committee}{tail}"), Tier::Department)
            }
            _ => None,
        }
    }

    /// Courts, procuratorates and the supervisory commission.
    fn court(&self, rest: &str) -> Option<Branch> {
        let own = match self.rank {
            Some(Rank::Province) => "高级人民法院",
            Some(Rank::City) => "中级人民法院",
            _ => "人民法院",
        };
        let name = match rest {
            "高级人民法院" | "高级法院" | "高院" => "高级人民法院",
            "中级人民法院" | "中级法院" | "中院" => "中级人民法院",
            "人民法院" => "人民法院",
            "法院" => own,
            "人民检察院" | "检察院" => "人民检察院",
            "监察委员会" | "监委" => "监察委员会",
            _ => return numbered_court(rest),
        };
        Branch::known("", name, Tier::House)
    }

    fn department(&self, rest: &str) -> Option<Branch> {
        let named = |form: &str| {
            let rank = self.rank.unwrap_or(Rank::City);
            self.departments.find(form, rank, self.municipality, self.year).map(|(_, name)| name)
        };
        if let Some(name) = named(rest) {
            // Since 2018 the tax offices of all divisions are the State's.
            let taxes = name == "税务局" && self.year.is_none_or(|year| year >= 2018);
            return Branch::known(if taxes { NATIONAL_TAX } else { "" }, name, Tier::Department);
        }
        if POSTED.contains(&rest) {
            return Branch::known("", rest, Tier::Department);
        }
        let office = ["办公室", "办公厅"].into_iter().find(|office| rest.ends_with(office))?;
        let name = named(rest.strip_suffix(office)?)?;
        Branch::known("", format!("{name}{office}"), Tier::Department)
    }
}

fn is_party_organ(tail: &str) -> bool {
    let organs = [
        "部",
        "政法委",
        "研究室",
        "网信办",
        "编办",
        "农办",
        "老干部局",
        "党校",
        "农工委",
        "国安办",
    ];
    let ends = organs.iter().any(|organ| tail.ends_with(organ)) || ends_like_a_body(tail);
    // 中共河南省委河南省人民政府 is two bodies, not an organ of the first.
    ends && is_plain(tail) && !tail.contains("政府")
}

/// 第一中级人民法院, 人民检察院第一分院: the courts a municipality has instead of cities'.
fn numbered_court(rest: &str) -> Option<Branch> {
    let court = rest.starts_with('第') && rest.ends_with("中级人民法院");
    let branch = rest.starts_with("人民检察院第") && rest.ends_with("分院");
    if (court || branch) && rest.chars().count() <= 10 {
        return Branch::known("", rest, Tier::Department);
    }
    None
}

/// 教育工委, 教卫工作党委: the party's, though no 委 follows the division's name.
fn party_works(rest: &str) -> Option<Branch> {
    let known = is_plain(rest) && PARTY_WORKS.iter().any(|end| rest.ends_with(end));
    let tail = known.then(|| rest.replace("工作党委", "工委").replace("工委", "工作委员会"))?;
    Branch::known("中共", tail, Tier::Department)
}

/// What 中共 comes before, no committee of a division but one of a body in it: 中共上海市财政局党组.
pub(super) fn party_group(rest: &str) -> Option<Branch> {
    let ends = ["党组", "党委", "工作委员会", "工委", "机关委员会"];
    let known = is_plain(rest) && ends.iter().any(|end| rest.ends_with(end));
    known.then(|| Branch::known("中共", rest, Tier::Department)).flatten()
}

/// The government of a town or the office of a street, by its own name.
pub(super) fn town(rest: &str) -> Option<Branch> {
    let ends = ["镇人民政府", "乡人民政府", "镇政府", "乡政府", "街道办事处"];
    let named = |end: &&str| rest.ends_with(*end) && rest.len() > end.len();
    if !is_plain(rest) || !ends.iter().any(named) {
        return None;
    }
    let full = rest.replace("镇政府", "镇人民政府").replace("乡政府", "乡人民政府");
    Branch::known("", full, Tier::Local)
}

/// The committee that runs a development zone, a new area or a park.
fn zone(rest: &str) -> Option<Branch> {
    let zone = rest.strip_suffix("管委会").or_else(|| rest.strip_suffix("管理委员会"))?;
    if zone.is_empty() {
        return Branch::known("", "管理委员会", Tier::Local);
    }
    let is_zone = ["区", "园", "城", "岛", "湖"].iter().any(|end| zone.ends_with(end));
    (is_zone && is_plain(zone)).then_some(())?;
    Branch::known("", format!("{zone}管理委员会"), Tier::Local)
}

/// A body the registry does not know, but whose last word says that it is one.
fn by_form(rest: &str) -> Option<Branch> {
    let short = rest.chars().count() < 3;
    if short || !ends_like_a_body(rest) || !is_plain(rest) {
        return None;
    }
    if NOT_A_BODY.iter().any(|begin| rest.starts_with(begin)) {
        return None;
    }
    let enterprise = ["公司", "集团", "大学", "学院", "银行", "协会", "学会", "商会", "联社"];
    let small = enterprise.iter().any(|end| rest.ends_with(end));
    let tier = if small { Tier::Local } else { Tier::Department };
    Some(Branch { before: "", after: rest.to_string(), tier, known: false })
}

/// Whether the last word of `name` is one bodies end with.
pub(super) fn ends_like_a_body(name: &str) -> bool {
    BODY.iter().any(|end| name.ends_with(end) && name.len() > end.len())
}

/// 市委市政府 is two bodies.
fn is_committee_and_government(name: &str) -> bool {
    let mut after = name.split('委').skip(1);
    name.ends_with("政府")
        && after.any(|rest| rest.starts_with(['省', '市', '区', '县', '州', '旗']))
}

/// `name` without what bodies are named after though it looks like a sentence: a hotline's number, and
/// land (不动产登记局) whose first character denies elsewhere.
fn without_figures(name: &str) -> Cow<'_, str> {
    const NAMED: [&str; 4] = ["12345", "12315", "12333", "不动产"];
    match NAMED.iter().find(|word| name.contains(**word)) {
        Some(word) => Cow::Owned(name.replacen(word, "", 1)),
        None => Cow::Borrowed(name),
    }
}

/// What no body's name holds.
const NEVER: [&str; 19] = [
    "的",
    "各",
    "关于",
    "有关",
    "所属",
    "以及",
    "本市",
    "以上",
    "转发",
    "批转",
    "印发",
    "贯彻落实",
    "了",
    "为",
    "是",
    "不",
    "这",
    "令",
    "其他",
];

/// Whether `name` holds nothing that a body's name cannot hold (的, 各, punctuation, figures).
pub(super) fn is_plain(name: &str) -> bool {
    let han = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | '“' | '”' | '（' | '）' | '·' | '〇');
    let open = name.matches('（').count();
    // 国务院对财政部…: 对 belongs to a name only in 应对, 对外, 对口, 对台.
    let towards = name
        .replace("应对", "")
        .split('对')
        .skip(1)
        .any(|after| !after.starts_with(['外', '口', '台']));
    // …调整由某新区管委会实施…, but not 自由贸易试验区.
    let by = name.contains('由') && name.replace("自由", "").contains('由');
    let name = &without_figures(name);
    name.chars().count() <= 40
        && name.chars().all(han)
        && open == name.matches('）').count()
        && !towards
        && !by
        && !is_committee_and_government(name)
        && !NEVER.iter().any(|word| name.contains(word))
}
