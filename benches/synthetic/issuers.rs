//! Issuing bodies of every level, with the signs of their document numbers.

use super::dice::Dice;

/// Divisions of China; the table that the registry of issuers is made of.
static DIVISIONS: &str = include_str!("../../src/issuer/data/divisions.tsv");

/// How high a body stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Level {
    Centre,
    Ministry,
    Province,
    ProvinceOffice,
    City,
    County,
    Local,
}

/// How many of a hundred announcements come from each level.
pub(crate) const LEVELS: [(Level, u32); 7] = [
    (Level::Centre, 3),
    (Level::Ministry, 12),
    (Level::Province, 12),
    (Level::ProvinceOffice, 18),
    (Level::City, 20),
    (Level::County, 20),
    (Level::Local, 15),
];

const CENTRE: [(&str, &str); 2] = [("国务院", "国发"), ("国务院办公厅", "国办发")];

const MINISTRIES: [(&str, &str); 14] = [
    ("国家发展和改革委员会", "发改规"),
    ("教育部", "教发"),
    ("工业和信息化部", "工信部规"),
    ("民政部", "民发"),
    ("财政部", "财预"),
    ("人力资源和社会保障部", "人社部发"),
    ("自然资源部", "自然资发"),
    ("生态环境部", "环发"),
    ("住房和城乡建设部", "建办"),
    ("交通运输部", "交办发"),
    ("水利部", "水规"),
    ("农业农村部", "农办发"),
    ("商务部", "商办发"),
    ("应急管理部", "应急"),
];

/// Departments with what stands for them in numbers; without the 厅 or 局 that follows.
const DEPARTMENTS: [(&str, &str); 12] = [
    ("教育", "教"),
    ("民政", "民"),
    ("财政", "财"),
    ("人力资源和社会保障", "人社"),
    ("自然资源", "自然资"),
    ("生态环境", "环"),
    ("住房和城乡建设", "建"),
    ("交通运输", "交"),
    ("水利", "水"),
    ("农业农村", "农"),
    ("商务", "商"),
    ("应急管理", "应急"),
];

/// From here on the table has divisions that no 人民政府 of the usual form governs.
const OTHERWISE: &str = "新疆生产建设兵团";

/// The provinces whose governments sign 府 and not 政.
const SIGN_FU: &str = "沪赣粤琼渝川黔";

/// A body that issues.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    pub name: String,
    pub level: Level,
    /// What its document numbers begin with.
    pub sign: String,
}

/// A division with the sign its bodies' numbers begin with.
struct Division {
    name: String,
    sign: String,
    government: &'static str,
}

/// All bodies that issue.
pub(crate) struct Bodies {
    provinces: Vec<Division>,
    cities: Vec<Division>,
    counties: Vec<Division>,
}

impl Bodies {
    /// The bodies of the divisions there are.
    pub(crate) fn new() -> Self {
        let mut bodies = Self { provinces: Vec::new(), cities: Vec::new(), counties: Vec::new() };
        let lines = DIVISIONS.lines().filter(|line| !line.starts_with('#'));
        let mut government = "政";
        for line in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            let [province, sign, city, counties] = cells[..] else { continue };
            if province.starts_with(OTHERWISE) {
                break;
            }
            if !province.is_empty() {
                government = if SIGN_FU.contains(sign) { "府" } else { "政" };
                bodies.provinces.push(Division::of(province, Some(sign), government));
            }
            if !city.is_empty() {
                bodies.cities.push(Division::of(city, None, government));
            }
            let here =
                counties.split(' ').filter(|name| !name.is_empty() && !name.starts_with('~'));
            bodies.counties.extend(here.map(|name| Division::of(name, None, government)));
        }
        bodies
    }

    /// A body, by the shares of the levels.
    pub(crate) fn draw(&self, dice: &mut Dice) -> Body {
        let level = dice.weighted(&LEVELS);
        let (name, sign) = match level {
            Level::Centre => central(*dice.pick(&CENTRE)),
            Level::Ministry => central(*dice.pick(&MINISTRIES)),
            Level::Province => dice.pick(&self.provinces).people(dice),
            Level::ProvinceOffice => dice.pick(&self.provinces).department("厅", dice),
            Level::City => dice.pick(&self.cities).people(dice),
            Level::County => dice.pick(&self.counties).people(dice),
            Level::Local => dice.pick(&self.counties).department("局", dice),
        };
        Body { name, level, sign }
    }
}

fn central((name, sign): (&str, &str)) -> (String, String) {
    (name.to_string(), sign.to_string())
}

impl Body {
    /// Whom it addresses.
    pub(crate) fn addressed(&self) -> &'static str {
        match self.level {
            Level::Centre => "各省、自治区、直辖市人民政府，国务院各部委、各直属机构",
            Level::Ministry => "各省、自治区、直辖市有关部门，各直属单位",
            Level::Province => "各市、县人民政府，省直各部门",
            Level::ProvinceOffice => "各市、县主管部门，有关单位",
            Level::City => "各县（市、区）人民政府，市直各部门",
            Level::County | Level::Local => "各乡镇人民政府、街道办事处，区级有关单位",
        }
    }
}

impl Division {
    /// The division `cell` names, maybe with its short name behind `=`.
    fn of(cell: &str, sign: Option<&str>, government: &'static str) -> Self {
        let name = cell.split('=').next().unwrap_or(cell).to_string();
        let first = name.chars().next().map(String::from).unwrap_or_default();
        Self { sign: sign.map_or(first, String::from), name, government }
    }

    /// Its government, or the office of it.
    fn people(&self, dice: &mut Dice) -> (String, String) {
        let Self { name, sign, government } = self;
        let office = if name.ends_with(['县', '区', '旗']) { "办公室" } else { "办公厅" };
        if dice.chance(0.5) {
            (format!("{name}人民政府"), format!("{sign}{government}发"))
        } else {
            (format!("{name}人民政府{office}"), format!("{sign}{government}办发"))
        }
    }

    /// One of its departments.
    fn department(&self, rank: &str, dice: &mut Dice) -> (String, String) {
        let (department, short) = dice.pick(&DEPARTMENTS);
        // A municipality of the State Council has 局 where a province has 厅.
        let rank = if self.name.ends_with('市') { "局" } else { rank };
        (format!("{}{department}{rank}", self.name), format!("{}{short}发", self.sign))
    }
}
