//! Reads one name of a body: which body it means, in full, where, and how high.
//!
//! Central names are looked up; local ones are read as division + branch, so that no table has to
//! hold every bureau of every county.

use super::branch::{
    Branch, NATIONAL_TAX, POSTED, POSTED_HEADS, Seat, Tier, ends_like_a_body, is_plain,
    party_group, town,
};
use super::context::Context;
use super::division::{DivisionId, Head, Rank};
use super::registry::Registry;
use super::spelling::{fold, tidy};
use crate::announcement::{Issuer, Level};

/// Where and when a name was written, as far as known.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scope {
    pub(super) region: Option<DivisionId>,
    pub(super) year: Option<u16>,
}

/// A name that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) name: String,
    pub(super) level: Option<Level>,
    pub(super) region: Option<DivisionId>,
    /// Whether the registry knows every part of it, or only its last word says that it is a body.
    pub(super) known: bool,
    /// Whether it is a department's name without a division, which another body's may complete.
    pub(super) bare: bool,
}

/// The words that stand for a division whose name is understood.
const ELLIPTIC: [(&str, Option<Rank>); 10] = [
    ("自治区", Some(Rank::Province)),
    ("自治州", Some(Rank::City)),
    ("自治县", Some(Rank::County)),
    ("省", Some(Rank::Province)),
    ("市", None),
    ("州", Some(Rank::City)),
    ("盟", Some(Rank::City)),
    ("区", Some(Rank::County)),
    ("县", Some(Rank::County)),
    ("旗", Some(Rank::County)),
];

/// The division part of a local name.
struct Place<'a> {
    /// The division, when it is one.
    id: Option<DivisionId>,
    rank: Option<Rank>,
    /// What is written for it.
    written: &'a str,
    /// Whether a short name is written (苏州 in 苏州工业园区管委会).
    short: bool,
}

impl Registry {
    /// The body a single name means, with its full name at the time, level and region.
    ///
    /// A body the registry does not know keeps its name as written if its last word says that it
    /// is a body (…委员会, …局, …办公室); anything else is `None`.
    pub fn resolve(&self, name: &str, context: &Context) -> Option<Issuer> {
        let name = tidy(&fold(name));
        let reading = self.read(&name, self.scope(context))?;
        Some(self.issuer(reading))
    }

    pub(super) fn scope(&self, context: &Context) -> Scope {
        let region =
            context.region.as_deref().and_then(|region| self.divisions.find(&fold(region)));
        Scope { region, year: context.year }
    }

    /// Reads one name, already folded and without spaces.
    pub(super) fn read(&self, name: &str, scope: Scope) -> Option<Reading> {
        let name =
            name.strip_prefix("中华人民共和国").filter(|rest| !rest.is_empty()).unwrap_or(name);
        self.bare_department(name, scope)
            .or_else(|| self.garrison(name, scope))
            .or_else(|| self.central(name, scope))
            .or_else(|| self.local(name, scope))
            .or_else(|| self.central_part(name, scope))
            .or_else(|| self.town(name, scope))
            .or_else(|| national(name))
    }

    /// 城厢镇人民政府 where the county is known: its town.
    fn town(&self, name: &str, scope: Scope) -> Option<Reading> {
        let here = scope.region.filter(|&id| self.divisions.get(id).rank == Rank::County)?;
        Some(self.compose(&self.place_of(here), town(name)?))
    }

    /// As an issuer, with the region written out.
    pub(super) fn issuer(&self, reading: Reading) -> Issuer {
        let region = reading.region.map(|id| self.divisions.full_name(id));
        Issuer { name: reading.name, level: reading.level, region }
    }

    fn central(&self, name: &str, scope: Scope) -> Option<Reading> {
        let body = self.centre.get(self.centre.find(name, scope.year)?);
        let name = body.name.to_string();
        Some(Reading { name, level: body.level, region: None, known: true, bare: false })
    }

    /// 发改委, 气象局: with a region it is that region's, even if the centre has one of that name.
    fn bare_department(&self, name: &str, scope: Scope) -> Option<Reading> {
        if name.starts_with("国家") || self.departments.meanings(name).is_empty() {
            return None;
        }
        let Some(id) = scope.region else {
            let central = !self.centre.meanings(name).is_empty();
            return (!central).then(|| Reading {
                name: name.to_string(),
                level: None,
                region: None,
                known: false,
                bare: true,
            });
        };
        let reading = self.seated(&self.place_of(id), name, scope)?;
        Some(Reading { bare: true, ..reading })
    }

    /// A part of a central body (教育部办公厅), or its branch in a division (国家税务总局上海市税务局).
    fn central_part(&self, name: &str, scope: Scope) -> Option<Reading> {
        let (id, len) = self.centre.head(name, scope.year)?;
        let body = self.centre.get(id);
        let tail = &name[len..];
        let office = matches!(tail, "办公厅" | "办公室");
        let ends = ["司", "室", "组", "处", "部", "局", "机关"];
        let part = ends_like_a_body(tail) || office || ends.iter().any(|end| tail.ends_with(end));
        if !part || !is_plain(tail) || tail.chars().count() < 2 {
            return None;
        }
        let full = format!("{}{tail}", body.name);
        if let Some(head) = self.divisions.head(tail).filter(|head| head.len < tail.len()) {
            let posted = is_posted(&tail[head.len..]);
            return posted.then(|| self.posted(full, &head, scope));
        }
        let level =
            if office { body.level } else { body.level.map(|level| level.max(Level::Ministry)) };
        Some(Reading { name: full, level, region: None, known: office, bare: false })
    }

    /// A central body's branch in a division.
    fn posted(&self, name: String, head: &Head, scope: Scope) -> Reading {
        let region = self.narrow(head, scope);
        let rank = head.ids.iter().map(|&id| self.divisions.get(id).rank).min();
        let level = rank.map(|rank| Tier::Department.level(rank));
        Reading { name, level, region, known: true, bare: false }
    }

    /// 警备区, 省军区后勤部 beside a government's name: the garrison of that division.
    fn garrison(&self, name: &str, scope: Scope) -> Option<Reading> {
        let own = name.strip_prefix('省').unwrap_or(name);
        let is_garrison = own.starts_with("军区") || own.starts_with("警备区");
        let id = scope.region.filter(|_| is_garrison && POSTED.contains(&own))?;
        let division = self.divisions.get(id);
        let style = if name.starts_with('军') { division.name } else { division.short };
        let level = Some(Tier::Department.level(division.rank));
        Some(Reading {
            name: format!("{style}{name}"),
            level,
            region: Some(id),
            known: true,
            bare: true,
        })
    }

    /// A body of a division.
    fn local(&self, name: &str, scope: Scope) -> Option<Reading> {
        if let Some(league) = self.prefixed(name, scope) {
            return Some(league);
        }
        let party = name.strip_prefix("中共").or_else(|| name.strip_prefix("中国共产党"));
        let army = name.strip_prefix("中国人民解放军");
        let text = party.or(army).unwrap_or(name);
        let (place, rest) = self.place(text, scope)?;
        let seat = self.seat(&place, scope);
        if let Some(corps) = seat.corps(place.written, rest) {
            return Some(self.compose(&place, corps));
        }
        let branch = match party {
            Some(_) => seat.party(rest).or_else(|| party_group(rest)),
            None => seat.branch(rest),
        };
        let branch = branch?;
        let is_tax = branch.before == NATIONAL_TAX;
        let reading = self.compose(&place, branch);
        let open = place.id.is_none() && ELLIPTIC.iter().any(|(word, _)| *word == place.written);
        // 上海警备区 is the whole name: there is no 上海市警备区.
        let as_written =
            open || !is_tax && POSTED.contains(&rest) && text.starts_with(place.written);
        Some(if as_written { Reading { name: name.to_string(), ..reading } } else { reading })
    }

    /// Bodies whose own name comes first: 共青团上海市委员会, 政协四川省委员会.
    fn prefixed(&self, name: &str, scope: Scope) -> Option<Reading> {
        let (own, text) =
            POSTED_HEADS.iter().find_map(|&(head, own)| Some((own, name.strip_prefix(head)?)))?;
        let (place, rest) = self.place(text, scope)?;
        let tier = if own == "政协" { Tier::House } else { Tier::Department };
        matches!(rest, "委员会" | "委").then(|| {
            self.compose(&place, Branch { before: own, after: "委员会".into(), tier, known: true })
        })
    }

    fn seated(&self, place: &Place<'_>, rest: &str, scope: Scope) -> Option<Reading> {
        Some(self.compose(place, self.seat(place, scope).branch(rest)?))
    }

    fn seat(&self, place: &Place<'_>, scope: Scope) -> Seat<'_> {
        Seat {
            departments: &self.departments,
            rank: place.rank,
            municipality: place.id.is_some_and(|id| self.divisions.is_municipality(id)),
            autonomous: place.rank == Some(Rank::Province)
                && place
                    .id
                    .map_or(place.written, |id| self.divisions.get(id).name)
                    .ends_with(['区', '团']),
            year: scope.year,
        }
    }

    fn compose(&self, place: &Place<'_>, branch: Branch) -> Reading {
        // A zone or town keeps its own name: there is no 苏州市工业园区.
        let own_name = place.short && branch.tier == Tier::Local;
        let style = match place.id.filter(|_| !own_name) {
            Some(id) => self.divisions.style(id),
            None => place.written.to_string(),
        };
        let name = format!("{}{style}{}", branch.before, branch.after);
        let name = name.replace("特别行政区人民政府", "特别行政区政府");
        let level = match branch.tier {
            Tier::Local => Some(Level::Local),
            tier => place.rank.map(|rank| tier.level(rank)),
        };
        Reading { name, level, region: place.id, known: branch.known, bare: false }
    }

    fn place_of(&self, id: DivisionId) -> Place<'static> {
        let division = self.divisions.get(id);
        Place { id: Some(id), rank: Some(division.rank), written: division.name, short: false }
    }

    /// The division a local name begins with, named or understood, and what follows it.
    fn place<'a>(&self, text: &'a str, scope: Scope) -> Option<(Place<'a>, &'a str)> {
        let head = self.divisions.head(text);
        if let Some(found) = head.and_then(|head| self.named_place(text, &head, scope)) {
            return Some(found);
        }
        let (word, rank) = *ELLIPTIC.iter().find(|(word, _)| text.starts_with(word))?;
        let rest = &text[word.len()..];
        let place = match self.understood(word, scope) {
            Some(id) => self.place_of(id),
            None => Place { id: None, rank, written: word, short: false },
        };
        Some((place, rest))
    }

    fn named_place<'a>(
        &self,
        text: &'a str,
        head: &Head,
        scope: Scope,
    ) -> Option<(Place<'a>, &'a str)> {
        let rest = &text[head.len..];
        if !head.full && !self.may_follow_a_short_name(rest) {
            return None;
        }
        let id = self.narrow(head, scope);
        let rank = head.ids.iter().map(|&id| self.divisions.get(id).rank).min();
        Some((Place { id, rank, written: &text[..head.len], short: !head.full }, rest))
    }

    /// 四川证监局, 上海海关: after a name without 省 or 市 only what is surely a body counts.
    fn may_follow_a_short_name(&self, rest: &str) -> bool {
        let seat = Seat {
            departments: &self.departments,
            rank: None,
            municipality: false,
            autonomous: false,
            year: None,
        };
        let single = rest.chars().count() < 2;
        let surely = |branch: Branch| branch.known && matches!(branch.before, "" | NATIONAL_TAX);
        !single && seat.branch(rest).is_some_and(surely)
    }

    /// Of the divisions a name may mean, the one nearest to where it was written.
    fn narrow(&self, head: &Head, scope: Scope) -> Option<DivisionId> {
        if let [id] = head.ids[..] {
            return Some(id);
        }
        let top = head.ids.iter().map(|&id| self.divisions.get(id).rank).min();
        let mut highest = head.ids.iter().filter(|&&id| Some(self.divisions.get(id).rank) == top);
        if let (Some(&id), None) = (highest.next(), highest.next()) {
            return Some(id);
        }
        let here = scope.region?;
        std::iter::once(here).chain(self.divisions.above(here)).find_map(|top| {
            let mut within = head.ids.iter().filter(|&&id| self.divisions.is_within(id, top));
            match (within.next(), within.next()) {
                (Some(&id), None) => Some(id),
                _ => None,
            }
        })
    }

    /// The division that 市, 区 or 省 means where the text was written.
    pub(super) fn understood(&self, word: &str, scope: Scope) -> Option<DivisionId> {
        let here = scope.region?;
        let mut chain = std::iter::once(here).chain(self.divisions.above(here));
        chain.find(|&id| {
            let division = self.divisions.get(id);
            let autonomous = division.name.ends_with("自治区");
            division.name.ends_with(word) && (word != "区" || !autonomous)
        })
    }
}

/// Whether this, after a division's name, is a branch of a central body there.
fn is_posted(rest: &str) -> bool {
    let ends =
        ["局", "分行", "支行", "办事处", "总队", "专员办", "海关", "分公司", "管理部", "中心"];
    rest.chars().count() <= 12
        && ends.iter().any(|end| rest.ends_with(end))
        && !rest.contains("人民政府")
}

/// Bodies no table has and no division begins: 国家…局, 全国…委员会, …大学, …镇人民政府.
fn national(name: &str) -> Option<Reading> {
    let begins = |words: &[&str]| words.iter().any(|word| name.starts_with(word));
    let enterprise = ["公司", "集团", "大学", "学院", "银行", "协会", "学会", "中心"];
    let enterprise = enterprise.iter().any(|end| name.ends_with(end));
    let shortest = if name.ends_with("大学") { 4 } else { 5 };
    let loose = name.ends_with(['委', '办']) || name.chars().count() < shortest;
    if loose || !ends_like_a_body(name) || !is_plain(name) {
        return None;
    }
    let town = ["镇人民政府", "乡人民政府", "街道办事处"].iter().any(|end| name.ends_with(end));
    let level = if enterprise || town {
        Some(Level::Local)
    } else {
        begins(&["国家", "全国", "中央", "国务院"]).then_some(Level::Ministry)
    };
    Some(Reading { name: name.to_string(), level, region: None, known: false, bare: false })
}
