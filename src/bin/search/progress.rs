//! The progress of an indexing run on a terminal; the only place that draws.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use policy_search::Progress;

use crate::language::language;

/// What is between braces is filled in by the bar.
fn walking() -> String {
    format!("{{spinner}} {}", language().looking_for_files())
}

fn reading() -> String {
    let left = language().left(ETA);
    format!("{{wide_bar}} {{bytes}}/{{total_bytes}} · {{msg}} · {{bytes_per_sec}} · {left}")
}

fn committing() -> String {
    format!("{{spinner}} {}", language().writing_index("{elapsed}"))
}

const ETA: &str = "{eta}";

/// A bar on standard error for `count` topics that are asked; nothing where that is no terminal.
pub(crate) fn topics(count: usize) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(count as u64), target());
    let told = language().topics_asked("{pos}", "{len}");
    set_style(&bar, &format!("{{wide_bar}} {told} · {}", language().left(ETA)), &None);
    bar
}

/// A bar on standard error for `count` answers that are timed; nothing where that is no terminal.
pub(crate) fn answers(count: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(count), target());
    let told = language().answers_timed("{pos}", "{len}");
    set_style(&bar, &format!("{{wide_bar}} {told} · {}", language().left(ETA)), &None);
    bar
}

fn target() -> ProgressDrawTarget {
    let terminal = std::io::stderr().is_terminal();
    if terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() }
}

/// A bar on standard error; nothing where that is no terminal.
pub(crate) struct Bar {
    bar: ProgressBar,
    stop: Option<Arc<AtomicBool>>,
    files: std::sync::Mutex<(u64, u64)>,
    pages: std::sync::Mutex<Pages>,
}

/// How far the recognition of pages is.
#[derive(Default)]
struct Pages {
    read: u64,
    found: u64,
    since: Option<Instant>,
}

impl Pages {
    /// `12 of 40 pages of images · 2 min left`; what is found later is not known yet.
    fn told(&self) -> String {
        let Some(since) = self.since else { return String::new() };
        let (read, found) = (self.read, self.found);
        let left = since.elapsed().as_secs_f64() / read.max(1) as f64 * (found - read) as f64;
        let left = match (read, left as u64) {
            (0, _) => String::new(),
            (_, seconds @ 0..120) => format!(" · {}", language().seconds_left(seconds)),
            (_, seconds) => format!(" · {}", language().minutes_left(seconds / 60)),
        };
        format!(" · {}{left}", language().pages_read(read, found))
    }
}

impl Bar {
    /// A bar that has not begun, and says that it stops once the flag is set.
    pub(crate) fn new(stop: Option<Arc<AtomicBool>>) -> Self {
        let bar = ProgressBar::with_draw_target(None, target());
        set_style(&bar, &walking(), &stop);
        bar.enable_steady_tick(Duration::from_millis(100));
        Self { bar, stop, files: std::sync::Mutex::default(), pages: std::sync::Mutex::default() }
    }

    /// Shows how far the run is.
    pub(crate) fn show(&self, progress: Progress) {
        match progress {
            Progress::Walked { files, bytes } => {
                self.bar.set_length(bytes);
                set_style(&self.bar, &reading(), &self.stop);
                self.count(|count| count.1 = files);
            }
            Progress::Pages { found } => self.count_pages(|pages| {
                pages.found += found;
                pages.since.get_or_insert_with(Instant::now);
            }),
            Progress::Recognised => self.count_pages(|pages| pages.read += 1),
            Progress::Read { bytes } => {
                self.count(|count| count.0 += 1);
                self.bar.inc(bytes);
            }
            Progress::Committing => set_style(&self.bar, &committing(), &self.stop),
            _ => {}
        }
    }

    fn count(&self, change: impl FnOnce(&mut (u64, u64))) {
        if let Ok(mut files) = self.files.lock() {
            change(&mut files);
        }
        self.tell();
    }

    fn count_pages(&self, change: impl FnOnce(&mut Pages)) {
        if let Ok(mut pages) = self.pages.lock() {
            change(&mut pages);
        }
        self.tell();
    }

    fn tell(&self) {
        let (Ok(files), Ok(pages)) = (self.files.lock(), self.pages.lock()) else { return };
        self.bar.set_message(language().files_read(files.0, files.1) + &pages.told());
    }

    /// Takes the bar away.
    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

/// Where it is said that the run stops, in every style.
const STOPPING: &str = "{stopping}";

fn set_style(bar: &ProgressBar, template: &str, stop: &Option<Arc<AtomicBool>>) {
    let Ok(style) = ProgressStyle::with_template(&[STOPPING, template].concat()) else { return };
    let stop = stop.clone();
    let told = move |_: &ProgressState, out: &mut dyn std::fmt::Write| {
        if stop.as_ref().is_some_and(|stop| stop.load(Ordering::Relaxed)) {
            let _ = write!(out, "{} · ", language().stopping());
        }
    };
    bar.set_style(style.progress_chars("━╸─").with_key("stopping", told));
}
