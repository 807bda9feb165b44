//! The figures of a run, for the eye: means, parts, the run it is compared with, topics.

use std::io::{Result, Write};

use super::marked::plain;
use super::words::Language;
use super::wrap::{at_right, fitted, wrap};
use crate::evaluation::{Comparison, Evaluation, Figures, Measure, Moved, Topics};

/// How many columns the screen has at least and is taken to have.
const COLUMNS: usize = 80;

/// How many of the topics that moved most are listed.
const MOVED: usize = 10;

/// How many ids of one sort are listed.
const LISTED: usize = 20;

/// The columns for the name of a row.
const NAME: usize = 28;

/// Writes an evaluation in 80 columns; queries are named where `topics` has them, and every topic's
/// figures with `per_topic`.
pub(super) fn write(
    evaluation: &Evaluation,
    topics: &Topics,
    per_topic: bool,
    say: Language,
    out: &mut dyn Write,
) -> Result<()> {
    head(evaluation, say, out)?;
    table(evaluation, say, out)?;
    if let Some(comparison) = &evaluation.comparison {
        compared(comparison, say, out)?;
        moved(&comparison.moved, topics, say, out)?;
    }
    if per_topic {
        writeln!(out, "\n{}", header(say.of(("topic", "题目")), ""))?;
        for (topic, figures) in &evaluation.scores.topics {
            writeln!(out, "{}", row(topic, "", figures))?;
            query(topics.query(topic), out)?;
        }
    }
    Ok(())
}

fn head(evaluation: &Evaluation, say: Language, out: &mut dyn Write) -> Result<()> {
    let scores = &evaluation.scores;
    let topics = scores.topics.len();
    let relevant = evaluation.relevant;
    writeln!(out, "{}", say.topics_judged(topics, relevant))?;
    listed(Language::unanswered, &scores.unanswered, say, out)?;
    listed(Language::unjudged, &scores.unjudged, say, out)?;
    for refused in &evaluation.refused {
        let told = say.topic_unread(&refused.topic, &refused.query, say.told(&refused.reason));
        lines(&plain(&told), 0, out)?;
    }
    Ok(())
}

fn listed(
    told: fn(Language, usize, String) -> String,
    ids: &[String],
    say: Language,
    out: &mut dyn Write,
) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let shown: Vec<String> = ids.iter().take(LISTED).map(|id| plain(id)).collect();
    lines(&told(say, ids.len(), say.list(&shown, ids.len() > LISTED)), 0, out)
}

fn table(evaluation: &Evaluation, say: Language, out: &mut dyn Write) -> Result<()> {
    let scores = &evaluation.scores;
    writeln!(out, "\n{}", header("", say.of(("topics", "题目"))))?;
    writeln!(
        out,
        "{}",
        row(say.of(("all", "全部")), &scores.topics.len().to_string(), &scores.mean())
    )?;
    for group in &evaluation.groups {
        writeln!(out, "{}", row(&group.name, &group.topics.to_string(), &group.mean))?;
    }
    Ok(())
}

fn header(name: &str, count: &str) -> String {
    let names: String = Measure::ALL.iter().map(|one| format!(" {:>8}", one.name())).collect();
    format!("{}{}{names}", fitted(&plain(name), NAME), at_right(count, 7))
}

fn row(name: &str, count: &str, figures: &Figures) -> String {
    let values: String =
        Measure::ALL.iter().map(|one| format!(" {:>8.4}", figures.get(*one))).collect();
    format!("{}{count:>7}{values}", fitted(&plain(name), NAME))
}

fn compared(comparison: &Comparison, say: Language, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "\n{}", heads(say))?;
    for one in &comparison.differences {
        let (low, high) = one.interval;
        writeln!(
            out,
            "{:<8} {:>8.4} {:>8.4} {:>+8.4}  {low:>+7.4} {high:>+7.4} {:>7.4} {:>6} {:>6} {:>5}",
            one.measure.name(),
            one.mean,
            one.against,
            one.difference(),
            one.p,
            one.wins,
            one.losses,
            one.ties,
        )?;
    }
    Ok(())
}

/// The heads of the table of a comparison.
fn heads(say: Language) -> String {
    let english =
        ["measure", "this", "against", "diff", "95 % interval", "better", "worse", "same"];
    let chinese = ["指标", "本次", "对照", "差", "95% 区间", "改进", "变差", "持平"];
    let [measure, this, against, difference, interval, better, worse, same] =
        say.of((english, chinese));
    let values = [this, against, difference].map(|head| format!(" {}", at_right(head, 8)));
    let counts = [(better, 6), (worse, 6), (same, 5)];
    let counts = counts.map(|(head, width)| format!(" {}", at_right(head, width)));
    let interval = format!("  {} {:>7}", at_right(interval, 15), "p");
    [fitted(measure, 8), values.concat(), interval, counts.concat()].concat()
}

fn moved(moved: &[Moved], topics: &Topics, say: Language, out: &mut dyn Write) -> Result<()> {
    if moved.is_empty() {
        return Ok(());
    }
    let shown = moved.len().min(MOVED);
    writeln!(out, "\n{}", say.moved_most(shown, moved.len()))?;
    for Moved { topic, value, against } in moved.iter().take(MOVED) {
        let difference = value - against;
        writeln!(
            out,
            "{}{difference:>+8.4}  {against:.4} → {value:.4}",
            fitted(&plain(topic), NAME)
        )?;
        query(topics.query(topic), out)?;
    }
    Ok(())
}

fn query(query: Option<&str>, out: &mut dyn Write) -> Result<()> {
    query.map_or(Ok(()), |query| lines(&plain(query), 2, out))
}

/// Prints `text` on as many lines as it takes, `indent` columns in.
fn lines(text: &str, indent: usize, out: &mut dyn Write) -> Result<()> {
    for line in wrap(text, COLUMNS - indent) {
        writeln!(out, "{:indent$}{}", "", &text[line])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::wrap::columns;
    use super::*;
    use crate::evaluation::{Qrels, Run, Scores};

    const LONG: &str = "一个没有人会去数它有多少字的很长很长的题目编号";

    fn printed() -> String {
        let qrels = Qrels::parse(&format!("{LONG} 0 a 1\nq2 0 b 1\nq3 0 c 2\n")).unwrap();
        let scores = |run: &str| Scores::of(&Run::parse(run).unwrap(), &qrels);
        let run =
            scores(&format!("{LONG} Q0 a 1 2 t\nq3 Q0 x 1 2 t\nq3 Q0 c 1 1 t\nq9 Q0 c 1 1 t"));
        let against = scores("q3 Q0 c 1 1 t\nq2 Q0 x 1 1 t");
        let documents = ["c".to_string()].into();
        let evaluation = Evaluation {
            relevant: qrels.relevant(),
            groups: scores("").split("民法典", &documents, &qrels).into(),
            comparison: Some(Comparison::of(&run, &against)),
            scores: run,
            refused: Vec::new(),
        };
        let topics = Topics::parse(&format!("{LONG}\t{}\nq2\t安全\u{1b}[2J", "数据".repeat(60)));
        let mut out = Vec::new();
        write(&evaluation, &topics.unwrap(), true, Language::English, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_screen_says_all_in_eighty_columns() {
        let text = printed();
        for line in text.lines() {
            assert!(columns(line) <= 80, "{line}");
        }
        assert!(!text.contains('\u{1b}'), "{text}");
        for part in [
            "3 topics, 3 relevant documents\n",
            "1 without an answer, counted 0: q2\n",
            "1 answered and not judged, left out: q9\n",
            "3   0.5436   0.5000   0.6667   0.5000   0.0667\n",
            "民法典                            1",
            "nDCG@10    0.5436   0.3333  +0.2103",
            "the 2 of 2 moved topics",
            "+1.0000  0.0000 → 1.0000\n",
        ] {
            assert!(text.contains(part), "no {part:?} in\n{text}");
        }
    }
}
