//! `search bench`: how fast the index answers, warm or cold, alone or beside another run.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use jiff::civil::Date;
use policy_search::engine::bench::{
    Bench, BenchOptions, Class, Comparison, Queries, Subject, bench, draw,
};
use policy_search::{Engine, Result, wire};

use super::outcome::option_error;
use super::parameters::today;
use super::place;
use crate::args::BenchArgs;
use crate::language::language;
use crate::{progress, screen};

/// What the queries are drawn by where nothing else is said.
const SEED: u64 = 1;

pub(super) fn run(args: &BenchArgs) -> Result<ExitCode> {
    if args.cold && args.threads.is_some() {
        return Err(option_error(language().cold_has_no_threads()));
    }
    let now = today(args.now);
    let against = args.against.as_deref().map(Against::of).transpose()?;
    let mut contestants = vec![Contestant::open(args, &args.place.place(), now)?];
    if let Some(Against::Index(index)) = &against {
        contestants.push(Contestant::open(args, index, now)?);
    }
    let (queries, seed) = queries(args, &contestants[0].engine, against.as_ref(), now)?;
    let mut benches = measured(args, &contestants, &queries, (seed, now))?.into_iter();
    let (Some(this), other) = (benches.next(), benches.next()) else {
        return Ok(ExitCode::SUCCESS);
    };
    let earlier = against.and_then(Against::into_run);
    let comparison = other.or(earlier).map(|other| Comparison::of(&this, other));
    print(args, &this, comparison.as_ref())?;
    Ok(ExitCode::SUCCESS)
}

/// What a run is compared with.
enum Against {
    Run(Bench),
    Index(PathBuf),
}

impl Against {
    fn of(path: &Path) -> Result<Self> {
        if path.is_dir() || place::address(path).is_some() {
            return Ok(Self::Index(path.to_path_buf()));
        }
        let mut run = wire::read_bench_file(path)?;
        run.index = format!("{} ({})", path.display(), run.index);
        Ok(Self::Run(run))
    }

    fn into_run(self) -> Option<Bench> {
        match self {
            Self::Run(run) => Some(run),
            Self::Index(_) => None,
        }
    }
}

/// An open index, and how a process asks it.
struct Contestant {
    /// The folder or the address.
    index: PathBuf,
    engine: Engine,
    announcements: u64,
    program: PathBuf,
    options: Vec<OsString>,
}

impl Contestant {
    fn open(args: &BenchArgs, index: &Path, now: Date) -> Result<Self> {
        let engine = place::open(&place::located(index)?, &args.vocabulary)?;
        let announcements = engine.stats()?.announcements;
        let mut options: Vec<OsString> = vec!["--now".into(), now.to_string().into()];
        let index = index.to_path_buf();
        let files = [("--synonyms", args.vocabulary.synonyms.as_ref())];
        let files = files.into_iter().chain([
            ("--dictionary", args.vocabulary.dictionary.as_ref()),
            ("--index", Some(&index)),
        ]);
        for (flag, path) in files.filter_map(|(flag, path)| Some((flag, path?))) {
            options.extend([flag.into(), path.into()]);
        }
        Ok(Self { engine, announcements, program: std::env::current_exe()?, options, index })
    }

    /// The process that asks `query`.
    fn process(&self, query: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.options).arg("--").arg(query);
        command
    }
}

/// The queries, and what they were drawn by: those of the file named, else those of the run that
/// is compared with unless a seed is given, else drawn.
fn queries(
    args: &BenchArgs,
    engine: &Engine,
    against: Option<&Against>,
    now: Date,
) -> Result<(Queries, Option<u64>)> {
    match (&args.queries, against, args.seed) {
        (Some(path), ..) => Ok((Queries::read(path, now)?, None)),
        (None, Some(Against::Run(run)), None) => Ok((asked_before(run, now)?, run.seed)),
        (None, _, seed) => {
            let seed = seed.unwrap_or(SEED);
            Ok((draw(engine, seed, now)?, Some(seed)))
        }
    }
}

/// The queries of an earlier run.
fn asked_before(run: &Bench, now: Date) -> Result<Queries> {
    let mut queries = Queries::default();
    for class in &run.classes {
        for one in &class.asked {
            let unread = |reason: String| {
                let reason = language().told(&reason);
                option_error(language().run_asks(&run.index, &one.query, reason))
            };
            queries.add(&class.name, &one.query, now).map_err(unread)?;
        }
    }
    if queries.0.is_empty() {
        return Err(option_error(language().run_has_no_query(&run.index)));
    }
    Ok(queries)
}

/// What was measured of each contestant.
fn measured(
    args: &BenchArgs,
    contestants: &[Contestant],
    queries: &Queries,
    (seed, now): (Option<u64>, Date),
) -> Result<Vec<Bench>> {
    let threads = args.threads.unwrap_or(1);
    let options = BenchOptions { rounds: args.rounds, threads, now };
    let processes: Vec<_> =
        contestants.iter().map(|one| move |query: &str| one.process(query)).collect();
    let subjects: Vec<Subject> = contestants
        .iter()
        .zip(&processes)
        .map(|(one, process)| match args.cold {
            true => Subject::cold(&one.engine, process),
            false => Subject::warm(&one.engine),
        })
        .collect();
    let bar = progress::answers((queries.0.len() * args.rounds * subjects.len()) as u64);
    let classes = bench(&subjects, queries, &options, &|answers| bar.inc(answers));
    bar.finish_and_clear();
    let run = |(one, classes): (&Contestant, Vec<Class>)| Bench {
        program: env!("CARGO_PKG_VERSION").to_string(),
        cold: args.cold,
        index: one.index.display().to_string(),
        announcements: one.announcements,
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        threads,
        rounds: args.rounds,
        seed,
        classes,
    };
    Ok(contestants.iter().zip(classes?).map(run).collect())
}

fn print(args: &BenchArgs, bench: &Bench, against: Option<&Comparison>) -> Result<()> {
    Ok(screen::print(|out| match args.json {
        true => wire::bench_json(bench, against, out),
        false => screen::plain().bench(bench, against, out),
    })?)
}
