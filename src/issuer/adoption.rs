//! Reads who adopted or published a statute from the line under its title.

use super::context::Context;
use super::registry::Registry;
use super::spelling::fold;
use crate::announcement::Issuer;
use crate::text::pattern::Pattern;

/// What a body does to a statute.
const ACTS: [&str; 10] =
    ["通过", "修订", "修正", "批准", "公布", "发布", "颁布", "公告", "制定", "印发"];

/// Organs of a body that decide in its name: the body is meant.
const ORGANS: [&str; 17] = [
    "审判委员会",
    "检察委员会",
    "常务会议",
    "全体会议",
    "部务会议",
    "部长办公会议",
    "局务会议",
    "署务会议",
    "室务会议",
    "委务会议",
    "委主任会议",
    "主任办公会议",
    "行务会议",
    "办公会议",
    "党组会议",
    "会务会议",
    "会议",
];

impl Registry {
    /// The bodies named in a line such as `2020年12月25日 北京市第十五届人民代表大会常务委员会第二十七次会议修订`
    /// or `中华人民共和国国务院令第530号公布`; empty when the line tells of no adoption.
    pub fn from_adoption(&self, line: &str, context: &Context) -> Vec<Issuer> {
        let folded = fold(line);
        let Some(words) = adopting(&folded) else {
            return Vec::new();
        };
        let scope = self.scope(context);
        let readings = self.bodies(&words, scope, true).unwrap_or_default();
        readings.into_iter().map(|reading| self.issuer(reading)).collect()
    }
}

/// The words of the line that name the body, without date, term, session and organ.
fn adopting(line: &str) -> Option<String> {
    static DATE: Pattern =
        Pattern::new(r"^[\s（(]*[\d〇○一二三四五六七八九十]{4}年[^日]{2,8}日[\s，,]*");
    static TERM: Pattern = Pattern::new(r"第[\d〇一二三四五六七八九十百零]{1,5}届");
    static SESSION: Pattern = Pattern::new(
        r"第[\s\d〇一二三四五六七八九十百零]{1,8}次|令?\s*[（(]?(?:\d{4}年)?第?\s*[\d〇一二三四五六七八九十百零]{1,6}\s*号|令|〔|\[",
    );
    let line = DATE.replace(line, "");
    ACTS.iter().any(|act| line.contains(act)).then_some(())?;
    let line = line.trim_start_matches(['由', '经', '据', ' ']);
    let line = TERM.replace(line, "");
    let by_session = SESSION.find(&line).map(|session| session.start());
    let by_act = ACTS.iter().filter_map(|act| line.find(act)).min();
    let end = by_session.into_iter().chain(by_act).min()?;
    let body = line[..end].trim();
    let body = ORGANS.iter().find_map(|organ| body.strip_suffix(organ)).unwrap_or(body);
    (!body.contains('《')).then(|| body.to_string())
}
