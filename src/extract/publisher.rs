//! Who put a document online: the bodies among its 发布机构, its 来源 and the owner of its site.
//!
//! Invariant: media issue nothing; and the site is asked last, and only where no source is named or the
//! source is the site itself, because sites re-print what others issued.

use super::hints::Hints;
use super::line::is_space;
use super::media::is_media;
use super::raw::{HintField, HintSource};
use super::source;
use crate::announcement::{Issuer, Level, Origin};
use crate::issuer::{Context, registry};

/// What sites call themselves behind the name of the body they belong to, longer words first.
const SITE_WORDS: [&str; 6] = ["门户网站", "官方网站", "网站", "官网", "门户网", "网"];

/// What a page says of where its document is from.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    /// What its file says beside the text.
    pub hints: &'a Hints,
    /// Whom it has the document from.
    pub source: Option<&'a str>,
    /// Where and when it was written.
    pub context: &'a Context,
}

/// 发布机构 or 来源, where it is a body.
pub(super) fn named(page: Page) -> Option<(Vec<Issuer>, Origin)> {
    publisher(page).or_else(|| sourced(page))
}

/// 发布机构 or 来源, else who the folder says it is, else the owner of the site.
pub(super) fn online(page: Page) -> Option<(Vec<Issuer>, Origin)> {
    let folder = page.hints.of_folder();
    let said = || {
        let said = registry().from_signature(&folder.first(HintField::Issuer)?, page.context);
        (!said.is_empty()).then_some((said, Origin::Folder))
    };
    let own = page.hints.own();
    let is_from_elsewhere = page.source.is_some_and(|source| !is_site(source, &own));
    let site = || owner(&own, page.context).filter(|_| !is_from_elsewhere);
    named(page)
        .or_else(said)
        .or_else(|| site().map(|body| (vec![body], Origin::Site)))
        .or_else(|| owner(&folder, page.context).map(|body| (vec![body], Origin::Folder)))
}

/// The division served by the site the document is on: by its host, else by its name.
pub(super) fn site_region(hints: &Hints) -> Option<String> {
    let by_host = host(hints).and_then(|host| registry().from_site(&host)?.region);
    by_host.or_else(|| registry().region_in(&hints.first(HintField::Site)?))
}

fn publisher(page: Page) -> Option<(Vec<Issuer>, Origin)> {
    let own = page.hints.of_field(HintField::Publisher);
    let own = own.filter(|(from, _)| *from != HintSource::Folder);
    let bodies = own.map(|(_, value)| bodies(&value, page.context));
    let bodies = bodies.into_iter().find(|issuers| !issuers.is_empty())?;
    Some((bodies, Origin::Publisher))
}

/// The source, where it is a body that the registry places: in a division, or at the centre.
fn sourced(page: Page) -> Option<(Vec<Issuer>, Origin)> {
    let mut bodies = bodies(page.source?, page.context);
    bodies.retain(|body| {
        body.region.is_some() || body.level.is_some_and(|level| level != Level::Local)
    });
    (!bodies.is_empty()).then_some((bodies, Origin::Source))
}

/// The bodies in the name of who published: one, several, or one with its section behind it
/// (市人社局 社保中心).
fn bodies(name: &str, context: &Context) -> Vec<Issuer> {
    let name = source::name(name).unwrap_or_default();
    let pieces = name.split(|c| is_space(c) || "、，,；;/".contains(c));
    let pieces = pieces.map(|piece| without_site(without_former(piece)));
    let pieces: Vec<&str> = pieces.filter(|piece| !piece.is_empty() && !is_media(piece)).collect();
    let read = |line: &str| registry().from_signature(line, context);
    let all = read(&pieces.join(" "));
    match pieces.first() {
        Some(first) if all.is_empty() => read(first),
        _ => all,
    }
}

/// `某局（原某某局）` without what it was called before.
fn without_former(name: &str) -> &str {
    let former = ["（原", "(原"].iter().find_map(|mark| name.split_once(mark));
    former.map_or(name, |(now, _)| now)
}

/// The name of a site without the words that say that it is one.
fn without_site(name: &str) -> &str {
    SITE_WORDS.iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name)
}

/// Whether a source is the site that names it.
fn is_site(source: &str, hints: &Hints) -> bool {
    let mut sites = hints.of_field(HintField::Site);
    sites.any(|(_, site)| without_site(site.trim()) == without_site(source))
}

/// The owner of the site that `hints` name: by its host, else by its name.
fn owner(hints: &Hints, context: &Context) -> Option<Issuer> {
    let by_host = host(hints).and_then(|host| registry().from_site(&host)?.body);
    by_host.or_else(|| {
        let mut sites = hints.of_field(HintField::Site);
        sites.find_map(|(_, site)| {
            let bodies = registry().from_signature(without_site(site.trim()), context);
            bodies.into_iter().next().filter(|body| body.level.is_some())
        })
    })
}

/// The host of the page's address.
fn host(hints: &Hints) -> Option<String> {
    let url = hints.first(HintField::Url).or_else(|| {
        let sites = hints.of_field(HintField::Site);
        sites.map(|(_, site)| site).find(|site| site.is_ascii() && site.contains('.'))
    })?;
    let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.contains('.').then(|| host.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Hint, RawText, announcement};

    fn of(name: &str, region: &str) -> String {
        let context = Context { region: Some(region.into()), year: None };
        let names: Vec<String> = bodies(name, &context).into_iter().map(|body| body.name).collect();
        names.join("、")
    }

    /// The issuers of a report on a site, with the level of the first.
    fn issued(title: &str, source: &str, site: &str) -> (String, Option<&'static str>) {
        let hints = [(HintField::Title, title), (HintField::Source, source)];
        let hints = hints.into_iter().chain([(HintField::Site, site)]);
        let hints = hints.filter(|(_, value)| !value.is_empty());
        let hints =
            hints.map(|(field, value)| Hint { field, value: value.into(), from: HintSource::Meta });
        let text = "近日，有关方面抓紧春耕生产，做好各项准备。\n下一步将继续落实各项措施。";
        let raw = RawText { text: text.into(), hints: hints.collect(), ..RawText::default() };
        let found = announcement(&raw).unwrap().announcement;
        let names: Vec<_> = found.issuers.iter().map(|body| body.name.clone()).collect();
        (names.join("、"), found.issuers.first().and_then(|body| body.level).map(Level::name))
    }

    #[test]
    fn a_known_body_is_the_issuer_where_the_text_names_none_and_media_and_sites_are_not() {
        let site = "广州市人民政府门户网站";
        for (source, expected, level) in [
            ("广州市民政局", "广州市民政局", "city"),
            ("市政务服务和数据管理局", "广州市政务服务和数据管理局", "city"),
            ("广东省人力资源和社会保障厅官网", "广东省人力资源和社会保障厅", "province-office"),
            ("广州市天河区教育局", "广州市天河区教育局", "county"),
            ("佛山市人民政府", "佛山市人民政府", "city"),
            ("教育部", "教育部", "ministry"),
            ("国家税务总局广州市税务局", "国家税务总局广州市税务局", "city"),
            ("广州海关", "广州海关", "city"),
            ("市人社局 社保中心", "广州市人力资源和社会保障局", "city"),
            ("市人社局社保中心浏览", "广州市人社局社保中心", "city"),
            ("广州日报", "", ""),
            ("新华社", "", ""),
            ("南方日报·南方+客户端", "", ""),
            ("天河区融媒体中心", "", ""),
            ("中国广州发布", "", ""),
            ("人民网", "", ""),
            ("科研创作处", "", ""),
            ("", "广州市人民政府", "city"),
            ("广州市人民政府网", "广州市人民政府", "city"),
            ("本网", "广州市人民政府", "city"),
        ] {
            let (names, found) = issued("春耕生产有序推进", source, site);
            assert_eq!((names.as_str(), found.unwrap_or("")), (expected, level), "{source}");
        }
    }

    #[test]
    fn the_level_is_that_of_the_government_a_body_belongs_to() {
        for (title, level) in [
            ("绵阳市民政局关于做好救助工作的通知", "city"),
            ("中共绵阳市委宣传部关于做好宣传工作的通知", "city"),
            ("绵阳市人民政府关于做好救助工作的通知", "city"),
            ("绵阳市社会保险基金管理中心关于资格认证的通告", "city"),
            ("四川省民政厅关于做好救助工作的通知", "province-office"),
            ("金堂县民政局关于做好救助工作的通知", "county"),
            ("成都市青白江区教育局关于招生工作的通知", "county"),
            ("成都市青白江区城厢镇人民政府关于防火的通知", "local"),
            ("成都高新区管委会关于招商的通知", "local"),
            ("民政部关于做好救助工作的通知", "ministry"),
            ("四川证监局关于报送材料的通知", "province-office"),
            ("国家税务总局绵阳市税务局关于申报的通告", "city"),
            ("中国人民银行成都分行关于收付的通知", "city"),
        ] {
            assert_eq!(issued(title, "", "").1, Some(level), "{title}");
        }
    }

    #[test]
    fn a_body_of_the_centre_has_no_region_whatever_place_it_writes_about() {
        let region = |title: &str| {
            let title =
                Hint { field: HintField::Title, value: title.into(), from: HintSource::Meta };
            let raw =
                RawText {
                    text: "请遵照执行。".into(), hints: vec![title], ..RawText::default()
                };
            announcement(&raw).unwrap().announcement.region
        };
        assert_eq!(region("国务院关于四川省国土空间规划的批复"), None);
        assert_eq!(region("教育部关于同意成都某学院更名的函"), None);
        assert_eq!(region("四川省人民政府关于绵阳市规划的批复").as_deref(), Some("四川省"));
        assert_eq!(region("关于绵阳市防汛工作的通知").as_deref(), Some("绵阳市"));
    }

    #[test]
    fn a_source_may_be_a_body_its_site_or_its_section() {
        for (name, expected) in [
            ("省财政厅", "四川省财政厅"),
            ("四川省财政厅官网", "四川省财政厅"),
            ("四川省财政厅、四川省教育厅", "四川省财政厅、四川省教育厅"),
            ("四川省文化和旅游厅（原省文化厅）", "四川省文化和旅游厅"),
            ("省人社厅 社保处", "四川省人力资源和社会保障厅"),
            ("四川日报 省财政厅", "四川省财政厅"),
            ("四川日报", ""),
            ("新华社", ""),
            ("某某网", ""),
        ] {
            assert_eq!(of(name, "四川省"), expected, "{name}");
        }
    }
}
