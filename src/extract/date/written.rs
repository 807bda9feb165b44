//! 成文日期: the date of the act itself, read from the text of a document.

use jiff::civil::Date;

use super::parse::{inside, line_date, month_behind, parse};
use super::{remark, year};
use crate::announcement::number::{Folded, prefix};
use crate::announcement::{DocDate, Origin};
use crate::text::pattern::Pattern;

static LABEL: Pattern = Pattern::new(
    r"(?:成文|公文生成|生成|发文|制发|签署|颁布|公布) *(?:日 *期|时 *间)[\]】)]? *[::|]? *(?P<date>[\d〇零一二三四五六七八九十Oo][^\s|;,)]{5,24}(?: *\d{1,2} *[月日])*)",
);

/// What a legislature or a ministry did on a day; 施行 is not among them: it lies ahead.
static ACT: Pattern = Pattern::new("通过|公布|发布|颁布|批准|修订|修正|修改|印发");

/// A number between an organ and the date behind it.
static NUMBER: Pattern =
    Pattern::new(r"\s\p{Han}{2,12}\s*[(〔\[]\s*\d{4}\s*[)〕\]]\s*\d{1,5}\s*号\s*$");

/// How many lines with text the head of a document has at most.
const HEAD_LINES: usize = 20;

/// Where dates of different trust were found, best first.
#[derive(Default)]
struct Found {
    /// Under the first signature, or in brackets beneath the title.
    signed: Option<Date>,
    /// The last act named in the head of a statute.
    enacted: Option<Date>,
    /// The day on which a report was given to a meeting.
    given: Option<Date>,
    /// The month under the first signature, where no day is there.
    month: Option<Date>,
    /// A date in figures alone between title and text, where sites put the day of publishing.
    heading: Option<Date>,
}

/// The 成文日期 of the document whose text is `text`: by a label (成文日期, 发文日期 …), else the last
/// act in the head of a statute (`2020年12月23日 …通过`), else the date under the first signature,
/// before any attachment or forwarded document has its own, else the dateline of a report.
///
/// A dateline's missing year is concluded from `published`, or from the text where it speaks of
/// its own year, and the date is then marked as inferred; with neither, the date is unknown.
pub fn written(text: &str, published: Option<Date>) -> Option<DocDate> {
    written_at(text, published).map(|(date, _)| date)
}

/// Like [`written`], with where the date stood.
pub(in crate::extract) fn written_at(
    text: &str,
    published: Option<Date>,
) -> Option<(DocDate, Origin)> {
    let labelled = labelled(text).map(|day| (DocDate::read(day), Origin::Table));
    let opening = || opening(text).map(|day| (DocDate::read(day), Origin::Text));
    let read = labelled.or_else(|| placed(text).best()).or_else(opening);
    let inferred = || year::of_dateline(text, published).map(DocDate::inferred);
    read.or_else(|| inferred().map(|date| (date, Origin::Inferred)))
}

/// The date that is alone in figures between title and text: the day a site published it.
pub(in crate::extract) fn heading(text: &str) -> Option<Date> {
    placed(text).heading
}

fn head(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).take(HEAD_LINES)
}

fn labelled(text: &str) -> Option<Date> {
    head(text).find_map(|line| {
        let folded = Folded::new(line);
        let found = LABEL.captures(folded.text())?;
        parse(found["date"].trim())
    })
}

/// The dates by their places, from the first line on.
fn placed(text: &str) -> Found {
    let mut found = Found::default();
    let mut body = false;
    let mut before = "";
    for (at, line) in text.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        if let Some(day) = (at < HEAD_LINES && !body).then(|| enacted(line)).flatten() {
            found.enacted = Some(day);
            continue;
        }
        found.given = found.given.or_else(|| (!body).then(|| given(line)).flatten());
        body |= is_running(line) || line.starts_with("第一");
        if found.enacted.is_none() {
            found.take(line, before, body);
        }
        let early = found.enacted.or(found.given);
        if found.signed.or(found.month).is_some() || body && early.is_some() {
            break;
        }
        before = line;
    }
    found
}

impl Found {
    /// The most trusted date, and where it stood.
    fn best(&self) -> Option<(DocDate, Origin)> {
        let at = |day: Option<Date>, from| day.map(|day| (DocDate::read(day), from));
        let month = self.month.map(|first| (DocDate::inferred(first), Origin::Inferred));
        at(self.enacted.or(self.given), Origin::Head)
            .or(at(self.signed, Origin::Signature))
            .or(month)
    }

    /// Takes in the date of a line that is one, or a signature with one behind it.
    fn take(&mut self, line: &str, before: &str, body: bool) {
        let alone = line_date(line).filter(|_| !is_label(before));
        let bracketed = line.starts_with(['(', '（', '〔']) && line.contains('年');
        // No site writes its dates in Chinese figures.
        let is_own = body || bracketed || prefix::is_organ(before) || is_spelt_out(line);
        match alone {
            Some(day) if is_own => self.signed = Some(day),
            Some(day) => self.heading = self.heading.or(Some(day)),
            None => {
                self.signed = signed(line);
                self.month = body.then(|| month(line, before)).flatten();
            }
        }
    }
}

/// Whether the year is in Chinese figures.
fn is_spelt_out(line: &str) -> bool {
    line.contains('年')
        && !line.contains(|c: char| c.is_numeric() && !"〇零一二三四五六七八九十".contains(c))
}

/// The month behind an organ's name, on its line or on the next.
fn month(line: &str, before: &str) -> Option<Date> {
    let (lead, first) = month_behind(line)?;
    let organ = if lead.is_empty() { before } else { &lead };
    let organ: String = organ.chars().filter(|c| !c.is_whitespace()).collect();
    (prefix::is_organ(&organ) && !organ.contains(['，', ',', '。', '：', ':'])).then_some(first)
}

/// `——2026年1月26日在某省第十四届人民代表大会第四次会议上`: when a report was given.
fn given(line: &str) -> Option<Date> {
    static GIVEN: Pattern = Pattern::new(
        r"^[(\[]? *[—–―─－~-]* *[在于]? *(?:(?:19|20)\d{2}|[一二][一二三四五六七八九〇零Oo0]{3}) *年[^,。:;]{3,14}[在于]?.{2,80}(?:会议|大会|全会|座谈会|论坛|仪式|常委会)上? *[)\]]?$",
    );
    const LONGEST: usize = 330;
    if line.len() > LONGEST || !line.contains('会') && !line.contains("仪式") {
        return None;
    }
    let folded = Folded::new(line);
    let text = folded.text().trim();
    let (start, _, day) = GIVEN.is_match(text).then(|| inside(text).next()).flatten()?;
    let lead = text[..start].trim_matches(|c: char| " ([—–―─－~-在于".contains(c));
    (lead.is_empty() && text.contains(['在', '上'])).then_some(day)
}

/// Whether the line announces what the next one is (发布日期：).
fn is_label(line: &str) -> bool {
    line.ends_with([':', '：']) && line.contains(['日', '时'])
}

/// The date behind an organ's name on the same line: `某市人民政府 2020年3月5日`.
fn signed(line: &str) -> Option<Date> {
    const LONGEST: usize = 180;
    let line = remark::without(line);
    let line = line.strip_suffix("印发").map_or(line, str::trim_end);
    if line.len() > LONGEST || !line.ends_with(['日', ')', '）']) {
        return None;
    }
    let folded = Folded::new(line);
    let (start, end, day) = inside(folded.text()).last()?;
    let lead = NUMBER.replace(&folded.text()[..start], "");
    let organ: String = lead.chars().filter(|c| !" (".contains(*c)).collect();
    let last = folded.text()[end..].trim_matches([' ', ')']).is_empty();
    (last && prefix::is_organ(&organ) && !organ.contains([',', '。', ':'])).then_some(day)
}

/// The day of the last act a line in the head of a statute names (`2020年12月23日 …第二次修正`);
/// the line begins with a date, perhaps in brackets or behind 根据, and is about nothing else.
fn enacted(line: &str) -> Option<Date> {
    const LONGEST: usize = 1200;
    if line.len() > LONGEST || line.ends_with('。') && !line.starts_with(['(', '（']) {
        return None;
    }
    let folded = Folded::new(line);
    let text = folded.text();
    let dates: Vec<_> = inside(text).collect();
    let lead = text[..dates.first()?.0].trim_start_matches(['(', '〔', ' ', '*', '>']);
    if !matches!(lead.trim(), "" | "根据" | "经") {
        return None;
    }
    let ends = dates.iter().skip(1).map(|next| next.0).chain([text.len()]);
    let acts = dates.iter().zip(ends).filter(|((_, from, _), to)| ACT.is_match(&text[*from..*to]));
    acts.map(|((_, _, day), _)| *day).last()
}

/// Whether a line is running text: behind it is a signature, no more a heading.
fn is_running(line: &str) -> bool {
    line.contains('。') && line.chars().count() > 12 || line.chars().count() > 60
}

/// The full date a report opens with: `2026年1月12日，区长主持召开…`.
fn opening(text: &str) -> Option<Date> {
    const NEAR: usize = 60;
    let line = head(text).find(|line| is_running(line))?;
    let folded = Folded::new(line);
    let (start, end, day) = inside(folded.text()).next()?;
    let first =
        start <= NEAR && !folded.text()[..start].contains([',', '。', '《', '自', '据', '截']);
    let ahead = folded.text()[end..].starts_with(['起', '前', '之', '至', '以']);
    (first && !ahead).then_some(day)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::real_data;

    fn read(text: &str) -> Option<Date> {
        written(text, None).map(|found| found.date)
    }

    #[test]
    fn the_date_stands_under_the_first_signature() {
        let text = "关于某事的通知\n各区：\n现将某某办法印发给你们，请遵照执行。\n某市财政局\n二○○七年二月六日\n\
                    附件\n某办法\n第一条 为了某事，制定本办法。\n2006年1月1日";
        assert_eq!(read(text), Some(date(2007, 2, 6)));
        let one_line = "关于某事的通知\n各区：\n现就某事通知如下，请遵照执行。\n某市人民政府办公室　2020年3月5日\n附件\n2019年1月1日";
        assert_eq!(read(one_line), Some(date(2020, 3, 5)));
    }

    #[test]
    fn a_forwarded_document_keeps_its_own_date_to_itself() {
        let text = "国务院批转某部关于某事意见的通知\n各省：\n国务院同意某部的意见，现转发给你们，请研究执行。\n国务院\n\
                    一九九〇年五月一日\n关于某事的意见\n（一九九〇年三月二日）\n国务院：\n现报告如下。\n某部\n一九九〇年三月二日";
        assert_eq!(read(text), Some(date(1990, 5, 1)));
    }

    #[test]
    fn labels_come_first_and_publishing_is_not_writing() {
        let text = "索引号：1 成文日期：2016年12月28日 发布日期：2019-01-02\n某通知\n2019-01-02 12:18\n各市：\n现将某事通知如下，请执行。\n2016年12月27日";
        assert_eq!(read(text), Some(date(2016, 12, 28)));
        let page =
            "某通知\n2019-01-02\n各市：\n现将某事通知如下，请认真执行。\n某局\n2016年12月27日";
        assert_eq!(read(page), Some(date(2016, 12, 27)));
        assert_eq!(
            read("某通知\n发布日期：\n2019-01-02\n各市：\n现将某事通知如下，请认真执行。"),
            None
        );
    }

    #[test]
    fn a_statute_dates_from_its_last_act() {
        let lines = "某某条例\n2007年9月14日 某会通过\n2020年12月25日 某会修订\n2021年1月1日 施行\n第一条 为了某事。";
        assert_eq!(read(lines), Some(date(2020, 12, 25)));
        let bracket = "某某法\n（1994年7月5日某会第八次会议通过　根据2009年8月27日某会《关于修改部分法律的决定》第一次修正　自2010年1月1日起施行）\n第一条 为了某事。";
        assert_eq!(read(bracket), Some(date(2009, 8, 27)));
        let order = "某部令\n第2号\n《某规则》已经2018年3月14日某部部务会议审议通过，现予发布，自2018年5月4日起施行。\n部长　某某\n2018年4月4日\n某规则";
        assert_eq!(read(order), Some(date(2018, 4, 4)));
    }

    #[test]
    fn a_report_dates_from_its_dateline() {
        let full = written("2026年1月12日，某区召开全体会议，部署全年工作。", None);
        assert_eq!(full, Some(DocDate::read(date(2026, 1, 12))));
        let short = written("1月12日，某区召开全体会议，總結2025年工作，部署2026年工作。", None);
        assert_eq!(short, Some(DocDate::inferred(date(2026, 1, 12))));
        assert_eq!(written("1月12日，某区召开全体会议，安排工作。", None), None);
        assert_eq!(written("", None), None);
    }

    #[test]
    #[ignore = "needs POLICY_DATA"]
    fn a_damaged_report_without_a_year_is_dated() {
        let text = real_data::text("seed_announcement.txt");
        assert_eq!(written(&text, None), Some(DocDate::inferred(date(2026, 1, 12))));
    }

    #[test]
    #[ignore = "needs POLICY_DATA"]
    fn most_local_notices_are_dated_as_their_collectors_did() {
        let (mut found, mut equal) = (0, 0);
        for line in real_data::text("notices.jsonl").lines() {
            let row: serde_json::Value = serde_json::from_str(line).expect("a record a line");
            let (body, column) =
                (row["Body"].as_str().unwrap_or(""), row["Date"].as_str().unwrap_or(""));
            let Some(day) = read(body) else { continue };
            found += 1;
            equal += usize::from(parse(column) == Some(day));
            if parse(column) != Some(day) {
                println!("{day} and not {column}: {}", row["Title"]);
            }
        }
        println!("{equal} of {found} dates found agree");
        assert!(found >= 14 && equal + 1 >= found);
    }

    #[test]
    #[ignore = "needs POLICY_DATA"]
    fn statutes_are_dated_near_their_files_names() {
        let (mut all, mut dated, mut near, mut exact) = (0, 0, 0, 0);
        for entry in walkdir::WalkDir::new(real_data::path("laws")).into_iter().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let day = name.strip_suffix(").md").and_then(|name| parse(name.rsplit_once('(')?.1));
            let (Some(day), Ok(text)) = (day, std::fs::read_to_string(entry.path())) else {
                continue;
            };
            all += 1;
            let Some(found) = read(&text) else { continue };
            dated += 1;
            exact += usize::from(found == day);
            let days = found.until(day).map_or(i32::MAX, |span| span.get_days().abs());
            near += usize::from(days <= 60);
            if days > 60 && all % 10 == 0 {
                println!("{found} and not {name}");
            }
        }
        println!("{all} statutes: {dated} dated, {exact} on the day, {near} within 60 days");
        assert!(all > 1000 && dated * 100 >= all * 93 && near * 100 >= dated * 82);
    }
}
