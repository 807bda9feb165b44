//! `search eval`: how good the ranking is by topics and judgements.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use policy_search::engine::Answers;
use policy_search::evaluation::{Comparison, Evaluation, Group, Qrels, Run, Scores, Topics};
use policy_search::wire::SearchParameters;
use policy_search::{Engine, Error, Result, SearchRequest, wire};

use super::outcome::option_error;
use super::{parameters, place};
use crate::args::EvalArgs;
use crate::language::language;
use crate::{progress, screen};

/// The name of our runs in their last column.
const TAG: &str = concat!("policy-search-", env!("CARGO_PKG_VERSION"));

pub(super) fn run(args: &EvalArgs) -> Result<ExitCode> {
    if args.topics.is_none() && (args.qrels.is_none() || args.run.is_none()) {
        return Err(option_error(language().nothing_to_ask()));
    }
    if args.qrels.is_none() && args.run.is_none() {
        return Err(option_error(language().nothing_to_do()));
    }
    let qrels = args.qrels.as_deref().map(Qrels::read).transpose()?;
    let against = args.against.as_deref().map(Run::read).transpose()?;
    let topics = args.topics.as_deref().map(Topics::read).transpose()?;
    let answers = match &topics {
        Some(topics) => asked(args, topics)?,
        None => read(args)?,
    };
    if let Some(qrels) = &qrels {
        print(
            args,
            &evaluation(args, answers, against.as_ref(), qrels)?,
            &topics.unwrap_or_default(),
        )?;
    } else {
        answers.refused.iter().for_each(|one| {
            let reason = language().told(&one.reason);
            eprintln!("{}", language().topic_unread(&one.topic, &one.query, reason));
        });
    }
    Ok(ExitCode::SUCCESS)
}

/// The answers of the index to the topics, written where that is asked.
fn asked(args: &EvalArgs, topics: &Topics) -> Result<Answers> {
    let place = args.run.as_deref();
    place.map_or(Ok(()), may_be_written)?;
    let bar = progress::topics(topics.0.len());
    let answers = open(args)?.answer(topics, &like(args)?, &|| bar.inc(1));
    bar.finish_and_clear();
    let answers = answers?;
    if let Some(place) = place {
        write(&answers.run, place).map_err(|error| Error::at(place, error))?;
    }
    Ok(answers)
}

/// The answers of a run that is there.
fn read(args: &EvalArgs) -> Result<Answers> {
    let run = args.run.as_deref().map_or_else(|| Ok(Run::default()), Run::read)?;
    Ok(Answers { run, refused: Vec::new() })
}

/// A file is written over only when it is a run: judgements named by mistake are kept.
fn may_be_written(place: &Path) -> Result<()> {
    let is_run = !place.exists() || Run::read(place).is_ok();
    if is_run { Ok(()) } else { Err(option_error(language().is_no_run(place.display()))) }
}

fn write(run: &Run, place: &Path) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(place)?);
    run.write(TAG, &mut out)?;
    out.flush()
}

fn open(args: &EvalArgs) -> Result<Engine> {
    place::open(&args.place.location()?, &args.vocabulary)
}

/// What every topic is asked like.
fn like(args: &EvalArgs) -> Result<SearchRequest> {
    let like = SearchParameters {
        limit: Some(args.depth),
        collapse: Some(args.collapse),
        expand: Some(!args.no_expand),
        ..parameters::filters(&args.filters)?
    };
    parameters::request(&like, parameters::today(args.now))
}

fn evaluation(
    args: &EvalArgs,
    answers: Answers,
    against: Option<&Run>,
    qrels: &Qrels,
) -> Result<Evaluation> {
    let scores = Scores::of(&answers.run, qrels);
    warn_of_other_ids(&answers.run, &scores, qrels);
    let compare = |run: &Run| Comparison::of(&scores, &Scores::of(run, qrels));
    Ok(Evaluation {
        relevant: qrels.relevant(),
        groups: groups(args, &scores, qrels)?,
        comparison: against.map(compare),
        scores,
        refused: answers.refused,
    })
}

/// Says so when no document that was found is judged: then the two name documents differently.
fn warn_of_other_ids(run: &Run, scores: &Scores, qrels: &Qrels) {
    let found = run.topics().next().and_then(|topic| run.ranked(topic).first());
    let judged = qrels.topics().find_map(|(_, judged)| judged.keys().next());
    if let (0, Some(found), Some(judged)) = (scores.judged_documents, found, judged) {
        eprintln!("{}", language().none_is_judged(&found.document, judged));
    }
}

fn groups(args: &EvalArgs, scores: &Scores, qrels: &Qrels) -> Result<Vec<Group>> {
    let Some(title) = &args.split else { return Ok(Vec::new()) };
    let mut documents = open(args)?.titled(title, &like(args)?)?;
    let named = qrels.topics().flat_map(|(_, judged)| judged.keys());
    documents.extend(named.filter(|document| document.contains(title)).cloned());
    Ok(scores.split(title, &documents, qrels).into())
}

fn print(args: &EvalArgs, evaluation: &Evaluation, topics: &Topics) -> Result<()> {
    Ok(screen::print(|out| match args.json {
        true => wire::evaluation_json(evaluation, topics, args.per_topic, out),
        false => screen::plain().eval(evaluation, topics, args.per_topic, out),
    })?)
}
