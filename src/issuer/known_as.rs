//! The other names of the body that a name means: 发改委 is also 发展改革委 and 发展和改革委员会.

use super::central::CentralId;
use super::department::DepartmentId;
use super::registry::Registry;

/// What names of the State's own bodies begin with where others have the rest.
const NATIONAL: &str = "国家";

/// What may be left out before the name of a body and means the same one: 人民银行, 中央军委, 总后勤部.
/// Without 全国 人大常委会 is another, and so is 国资委 without 国务院.
const LEFT_OUT: [&str; 9] = [
    "",
    NATIONAL,
    "中国",
    "中华",
    "中华人民共和国",
    "中共",
    "中国共产党",
    "解放军",
    "中国人民解放军",
];

/// The least characters of a name that says without 国家 which body is meant (市场监督管理总局).
const WITHOUT_NATIONAL: usize = 5;

/// The most names of former and later bodies: a lineage says ever less.
const MOST_FORMER: usize = 4;

/// Names of two characters that are looked for wherever they occur: they occur in no other word, as 民委
/// does in 居民委员会, 央行 in 中央行政机关 and 计委 in 审计委员会.
const UNMISTAKABLE: [&str; 4] = ["妇联", "残联", "侨联", "语委"];

/// The other names of a body. None holds the name asked about, and none of its own another of them:
/// whoever finds the shorter finds the longer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OtherNames {
    /// Of the body itself: the short official form first, then in full, then the others.
    pub(crate) own: Vec<String>,
    /// Of those it took over from or that took over from it, the nearest first.
    pub(crate) former: Vec<String>,
}

impl Registry {
    /// The other names of what `name` means; `None` if it is the name of no body of the centre and
    /// of no department.
    pub(crate) fn other_names(&self, name: &str) -> Option<OtherNames> {
        let bodies = self.bodies_of_centre(name);
        let bare = name.strip_prefix(NATIONAL).unwrap_or(name);
        let departments = self.departments.meanings(bare);
        if bodies.is_empty() && departments.is_empty() {
            return None;
        }
        let today = self.centre.at(bodies.iter().copied(), None);
        let mut own: Vec<&str> = today.map_or(Vec::new(), |id| self.centre.all_names(id));
        own.extend(self.departments.also_called(bare));
        let mut former: Vec<&str> = Vec::new();
        let others = bodies.iter().copied().filter(|id| Some(*id) != today);
        let nearest = others.chain(today.into_iter().flat_map(|id| self.centre.neighbours(id)));
        for (index, id) in nearest.enumerate() {
            let names = if index == 0 { 2 } else { 1 };
            former.extend(self.centre.all_names(id).into_iter().take(names));
        }
        if today.is_none() {
            former.extend(self.departments_beside(bare, &departments));
        }
        let own = distinct(name, own);
        let mut former = once(name, former, &own);
        former.truncate(MOST_FORMER);
        Some(OtherNames { own, former })
    }

    /// Whether a name is that of a body of the centre or of a department.
    pub(crate) fn is_body(&self, name: &str) -> bool {
        !self.centre.meanings(name).is_empty()
            || self.departments.knows(name)
            || (name.chars().count() >= WITHOUT_NATIONAL && !self.bodies_of_centre(name).is_empty())
    }

    /// The bodies of the centre that a name means, with 国家 in front or not.
    fn bodies_of_centre(&self, name: &str) -> Vec<CentralId> {
        let mut bodies = self.centre.meanings(name).to_vec();
        if name.chars().count() >= WITHOUT_NATIONAL && !name.starts_with(NATIONAL) {
            bodies.extend(self.centre.meanings(&format!("{NATIONAL}{name}")));
        }
        bodies.sort_unstable();
        bodies.dedup();
        bodies
    }

    /// What departments are called that these became, or were before, under the same kind of name:
    /// 环保局 → 生态环境局.
    fn departments_beside(&self, name: &str, ids: &[DepartmentId]) -> Vec<&'static str> {
        let centre = |id: DepartmentId| self.centre.find(self.departments.get(id).centre, None);
        let near = ids.iter().copied().filter_map(centre);
        let near: Vec<_> = near.flat_map(|id| self.centre.neighbours(id)).collect();
        let is_near = |id: &DepartmentId| centre(*id).is_some_and(|its| near.contains(&its));
        let beside = self.departments.ids().filter(is_near);
        beside.flat_map(|id| self.departments.called_like(id, name)).collect()
    }
}

/// Names to look for beside `name`: each without 国家 where the rest tells, none in which another
/// occurs.
fn distinct(name: &str, names: Vec<&str>) -> Vec<String> {
    let names = once(name, names, &[]);
    let holds = |one: &String| names.iter().any(|other| other != one && one.contains(other));
    names.iter().filter(|one| !holds(one)).cloned().collect()
}

/// The names, each once, that hold neither `name` nor one of the `known`, and are at most as wide as it.
fn once(name: &str, names: Vec<&str>, known: &[String]) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for one in names.into_iter().map(plain).filter(|one| is_sought(name, one)) {
        let is_wider = name.strip_suffix(one).is_some_and(|start| !LEFT_OUT.contains(&start));
        let is_found = is_wider
            || one.contains(name)
            || known.iter().any(|known| one.contains(known.as_str()));
        if !is_found && once.iter().all(|other| other != one) {
            once.push(one.to_string());
        }
    }
    once
}

/// A name without 国家 where what is left says enough.
fn plain(name: &str) -> &str {
    let rest = name.strip_prefix("中华人民共和国").unwrap_or(name);
    match rest.strip_prefix(NATIONAL) {
        Some(bare) if bare.chars().count() >= WITHOUT_NATIONAL => bare,
        _ => rest,
    }
}

/// Whether a name may be looked for in documents: one of two characters occurs in other words, as 最高法
/// does in 最高法定刑, and who writes 国家 does not mean every 能源局.
fn is_sought(asked: &str, name: &str) -> bool {
    const MISTAKABLE: &str = "最高法";
    match name.chars().count() {
        0..=1 => false,
        2 => UNMISTAKABLE.contains(&name),
        3 => !asked.starts_with(NATIONAL) && name != MISTAKABLE,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issuer::registry;

    fn own(name: &str) -> Vec<String> {
        registry().other_names(name).map(|names| names.own).unwrap_or_default()
    }

    #[test]
    fn every_name_leads_to_the_others() {
        let names =
            ["发改委", "发展改革委", "国家发展改革委", "国家发展和改革委员会", "发展和改革委员会"];
        for asked in names {
            let others = own(asked);
            for sought in names {
                let is_found =
                    others.iter().chain([&asked.to_string()]).any(|n| sought.contains(n.as_str()));
                let is_short = sought == "发改委" && asked.starts_with("国家");
                assert!(is_found || is_short, "{asked} does not find {sought}: {others:?}");
            }
        }
        assert_eq!(own("发改委")[0], "发展改革委");
    }

    #[test]
    fn departments_keep_their_kind_of_name() {
        assert_eq!(own("住建局"), ["住房城乡建设局", "住房和城乡建设局"]);
        let others = ["人力资源社会保障厅", "人力社保厅", "人力资源和社会保障厅"];
        assert_eq!(own("人社厅"), others);
        assert!(own("市监局").contains(&"市场监管局".to_string()));
        assert!(own("市场监督管理局").contains(&"市监局".to_string()));
    }

    #[test]
    fn the_former_come_apart_and_few() {
        let names = registry().other_names("金融监管总局").unwrap();
        assert!(names.former.contains(&"银保监会".to_string()), "{names:?}");
        assert!(names.former.contains(&"银监会".to_string()), "{names:?}");
        assert!(!names.own.iter().any(|name| name.contains("银保监")), "{names:?}");
        let names = registry().other_names("银监会").unwrap();
        assert!(names.former.contains(&"金融监管总局".to_string()), "{names:?}");
        assert_eq!(
            registry().other_names("发改委").unwrap().former,
            ["国家计委", "发展计划委员会", "国家经贸委"]
        );
        let names = registry().other_names("环保局").unwrap();
        assert!(names.former.contains(&"生态环境局".to_string()), "{names:?}");
        for name in registry().names() {
            let known = registry().other_names(name);
            assert!(known.is_none_or(|known| known.former.len() <= MOST_FORMER), "{name}");
        }
    }

    #[test]
    fn a_name_that_occurs_in_other_words_is_not_sought() {
        assert_eq!(own("国务院办公厅"), [""; 0]);
        assert_eq!(own("国办"), ["国务院办公厅"]);
        assert_eq!(own("最高院"), ["最高人民法院", "高法院"]);
        assert!(!own("中国人民银行").contains(&"人行".to_string()));
        assert_eq!(own("国家能源局"), [""; 0]);
        assert!(registry().other_names("成都市").is_none());
        assert!(!own("全国人大常委会").contains(&"人大常委会".to_string()));
        assert!(own("中国人民银行").contains(&"人民银行".to_string()));
        assert!(own("中共中央军委").contains(&"中央军委".to_string()));
    }

    #[test]
    fn no_name_holds_another() {
        for name in registry().names() {
            let Some(names) = registry().other_names(name) else { continue };
            for one in &names.own {
                let holds = |other: &&String| *other != one && one.contains(other.as_str());
                assert_eq!(names.own.iter().find(holds), None, "{name}: {one}");
                assert!(!one.contains(name), "{name}: {one}");
            }
        }
    }
}
