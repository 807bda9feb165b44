//! Writes announcements made up by rule: `cargo bench --bench synthesize -- COUNT DIR [SEED]`.

mod synthetic;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "to write a corpus: cargo bench --bench synthesize -- COUNT DIR [SEED]";

fn main() -> ExitCode {
    // Cargo tells every benchmark that it is one.
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if args.is_empty() {
        eprintln!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    match written(&args) {
        Ok(said) => {
            eprintln!("{said}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("synthesize: {error}");
            ExitCode::from(2)
        }
    }
}

/// Writes what the arguments ask for, and says what that was.
fn written(args: &[String]) -> Result<String, String> {
    let ([count, dir] | [count, dir, _]) = args else { return Err(USAGE.to_string()) };
    let number = |text: &String| {
        text.parse::<u64>().map_err(|_| format!("{text} is no whole number; {USAGE}"))
    };
    let (count, seed) = (number(count)?, args.get(2).map_or(Ok(1), number)?);
    let dir = Path::new(dir);
    if dir.read_dir().is_ok_and(|mut inside| inside.next().is_some()) {
        return Err(format!("{} holds files already: name a new folder", dir.display()));
    }
    let bytes = synthetic::write(count as usize, synthetic::PER_FILE, dir, seed)
        .map_err(|error| format!("{}: {error}", dir.display()))?;
    Ok(format!("{count} announcements, {} MB, in {}", bytes / 1_000_000, dir.display()))
}
