//! The progress of an indexing run on a terminal; the only place that draws.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use policy_search::Progress;

const WALKING: &str = "{spinner} looking for files";
const READING: &str =
    "{wide_bar} {bytes}/{total_bytes} · {msg} files · {bytes_per_sec} · {eta} left";
const COMMITTING: &str = "{spinner} writing the index ({elapsed})";

const ASKING: &str = "{wide_bar} {pos}/{len} topics · {eta} left";

const TIMING: &str = "{wide_bar} {pos}/{len} answers · {eta} left";

/// A bar on standard error for `count` topics that are asked; nothing where that is no terminal.
pub(crate) fn topics(count: usize) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(count as u64), target());
    set_style(&bar, ASKING);
    bar
}

/// A bar on standard error for `count` answers that are timed; nothing where that is no terminal.
pub(crate) fn answers(count: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(count), target());
    set_style(&bar, TIMING);
    bar
}

fn target() -> ProgressDrawTarget {
    let terminal = std::io::stderr().is_terminal();
    if terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() }
}

/// A bar on standard error; nothing where that is no terminal.
pub(crate) struct Bar {
    bar: ProgressBar,
    files: std::sync::Mutex<(u64, u64)>,
}

impl Bar {
    /// A bar that has not begun.
    pub(crate) fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, target());
        set_style(&bar, WALKING);
        bar.enable_steady_tick(Duration::from_millis(100));
        Self { bar, files: std::sync::Mutex::new((0, 0)) }
    }

    /// Shows how far the run is.
    pub(crate) fn show(&self, progress: Progress) {
        match progress {
            Progress::Walked { files, bytes } => {
                self.bar.set_length(bytes);
                set_style(&self.bar, READING);
                self.count(|count| count.1 = files);
            }
            Progress::Read { bytes } => {
                self.count(|count| count.0 += 1);
                self.bar.inc(bytes);
            }
            Progress::Committing => set_style(&self.bar, COMMITTING),
            _ => {}
        }
    }

    fn count(&self, change: impl FnOnce(&mut (u64, u64))) {
        if let Ok(mut files) = self.files.lock() {
            change(&mut files);
            self.bar.set_message(format!("{}/{}", files.0, files.1));
        }
    }

    /// Takes the bar away.
    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

fn set_style(bar: &ProgressBar, template: &str) {
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("━╸─"));
    }
}
