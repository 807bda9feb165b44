//! Asks the queries, and takes the time.

use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::{Asked, BenchOptions, BenchQuery, Class, Latency, Queries};
use crate::engine::Engine;
use crate::error::{ErrorKind, Line, Result};
use crate::request::SearchRequest;

/// Makes the process that asks a query.
type Process<'a> = &'a (dyn Fn(&str) -> Command + Sync);

/// An index that is asked.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    engine: &'a Engine,
    process: Option<Process<'a>>,
}

impl<'a> Subject<'a> {
    /// An open index, asked in this process.
    pub fn warm(engine: &'a Engine) -> Self {
        Self { engine, process: None }
    }

    /// An index of which every timed query is the process that `process` makes; `engine` is the same
    /// index, open. The process ends with 0 or 1, and what it prints is thrown away.
    pub fn cold(engine: &'a Engine, process: Process<'a>) -> Self {
        Self { engine, process: Some(process) }
    }
}

/// Asks `subjects` all `queries`, and returns the figures of each by class; tells `done` how many
/// answers were given since it was last called, of queries × rounds × subjects.
///
/// # Errors
/// When an index cannot be read, or a process cannot be started or fails.
pub fn bench(
    subjects: &[Subject],
    queries: &Queries,
    options: &BenchOptions,
    done: &dyn Fn(u64),
) -> Result<Vec<Vec<Class>>> {
    let mut all = vec![Vec::new(); subjects.len()];
    for (name, queries) in queries.by_class() {
        let figures = class(subjects, (name, &queries), options, done)?;
        all.iter_mut().zip(figures).for_each(|(classes, class)| classes.push(class));
    }
    Ok(all)
}

/// The figures of each subject for one class.
fn class(
    subjects: &[Subject],
    (name, queries): (&str, &[&BenchQuery]),
    options: &BenchOptions,
    done: &dyn Fn(u64),
) -> Result<Vec<Class>> {
    let request = |one: &&BenchQuery| SearchRequest::new(one.query.clone(), options.now);
    let requests: Vec<SearchRequest> = queries.iter().map(request).collect();
    let mut hits = Vec::new();
    for subject in subjects {
        hits.push(subject.hits(&requests)?);
        done(requests.len() as u64);
    }
    let timed = options.rounds.max(2) - 1;
    // One index is asked without a pause; of several each has its turn after every round.
    let (turns, rounds) = if subjects.len() == 1 { (1, timed) } else { (timed, 1) };
    let mut passes = vec![Pass::default(); subjects.len()];
    for _ in 0..turns {
        for (subject, pass) in subjects.iter().zip(&mut passes) {
            let ask = |at: usize| subject.ask(&requests[at], &queries[at].text);
            pass.add(asked(&ask, requests.len(), rounds, options.threads)?);
            done((rounds * requests.len()) as u64);
        }
    }
    let figures = passes.into_iter().zip(hits);
    Ok(figures.map(|(pass, hits)| pass.figures(name, queries, &hits)).collect())
}

impl Subject<'_> {
    /// How many announcements each request matches.
    fn hits(&self, requests: &[SearchRequest]) -> Result<Vec<usize>> {
        requests.iter().map(|request| Ok(self.engine.search(request)?.total)).collect()
    }

    fn ask(&self, request: &SearchRequest, text: &str) -> Result<()> {
        match self.process {
            Some(process) => run(&mut process(text), text),
            None => self.engine.search(request).map(|answer| _ = std::hint::black_box(answer)),
        }
    }
}

/// Runs a process to its end.
fn run(process: &mut Command, text: &str) -> Result<()> {
    let output = process.stdin(Stdio::null()).stdout(Stdio::null()).output()?;
    if matches!(output.status.code(), Some(0 | 1)) {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let message = format!("the process asked {text:?} failed ({}): {}", output.status, said.trim());
    Err(ErrorKind::Unreadable(Line::whole(message)).into())
}

/// The times of some answers, and how long all of them took together.
#[derive(Clone, Debug, Default)]
struct Pass {
    times: Vec<Duration>,
    lasted: Duration,
}

impl Pass {
    fn add(&mut self, other: Self) {
        self.times.extend(other.times);
        self.lasted += other.lasted;
    }

    fn figures(self, name: &str, queries: &[&BenchQuery], hits: &[usize]) -> Class {
        let asked = queries.iter().zip(hits);
        let asked = asked.map(|(one, &hits)| Asked { query: one.text.clone(), hits }).collect();
        // A clock that does not tell the end from the beginning has told no speed.
        let seconds = self.lasted.as_secs_f64().max(f64::MIN_POSITIVE);
        let qps = self.times.len() as f64 / seconds;
        Class { name: name.to_string(), asked, latency: Latency::of(self.times), qps }
    }
}

/// What one thread measured, from its first question to its last answer.
struct Shift {
    times: Vec<Duration>,
    began: Instant,
    ended: Instant,
}

/// Asks `count` questions `rounds` times over, with `threads` that each take the next one.
fn asked(
    ask: &(impl Fn(usize) -> Result<()> + Sync),
    count: usize,
    rounds: usize,
    threads: usize,
) -> Result<Pass> {
    let next = AtomicUsize::new(0);
    let shift = || -> Result<Shift> {
        let mut times = Vec::new();
        let began = Instant::now();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count * rounds {
                return Ok(Shift { times, began, ended: Instant::now() });
            }
            let started = Instant::now();
            ask(at % count)?;
            times.push(started.elapsed());
        }
    };
    if threads < 2 {
        return Ok(together(vec![shift()?]));
    }
    let shifts: Result<Vec<Shift>> = std::thread::scope(|scope| {
        let hired: Vec<_> = (0..threads).map(|_| scope.spawn(shift)).collect();
        let joined = hired.into_iter().map(|thread| thread.join());
        joined.map(|shift| shift.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    shifts.map(together)
}

fn together(shifts: Vec<Shift>) -> Pass {
    let began = shifts.iter().map(|shift| shift.began).min();
    let ended = shifts.iter().map(|shift| shift.ended).max();
    let lasted = began.zip(ended).map_or(Duration::ZERO, |(began, ended)| ended - began);
    Pass { times: shifts.into_iter().flat_map(|shift| shift.times).collect(), lasted }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn every_question_is_asked_once_a_round_by_however_many_threads() {
        for threads in [1, 2, 7] {
            let counts = Mutex::new([0; 5]);
            let ask = |at: usize| {
                counts.lock().unwrap()[at] += 1;
                Ok(())
            };
            let pass = asked(&ask, 5, 4, threads).unwrap();
            assert_eq!((*counts.lock().unwrap(), pass.times.len()), ([4; 5], 20));
            assert!(pass.times.iter().all(|time| *time <= pass.lasted));
        }
    }

    #[test]
    fn a_question_that_fails_fails_the_run() {
        let ask = |at: usize| match at {
            3 => Err(ErrorKind::Busy.into()),
            _ => Ok(()),
        };
        assert!(asked(&ask, 5, 1, 1).is_err() && asked(&ask, 5, 2, 3).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_process_that_finds_nothing_is_well_and_one_that_fails_is_quoted() {
        let ends = |script: &str| run(Command::new("sh").args(["-c", script]), "安全");
        assert!(ends("exit 0").is_ok() && ends("exit 1").is_ok());
        let error = ends("echo broken >&2; exit 2").unwrap_err().to_string();
        assert!(error.contains("安全") && error.contains("broken"), "{error}");
    }
}
