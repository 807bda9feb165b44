//! Panics as values: what a crate below does with bytes it did not expect is an error, not an end.
//!
//! A panic that is caught ends nothing, but Rust's hook prints it before anything can catch it. The
//! hook belongs to the program, so the program asks: its hook hands each panic to [`hear`], which
//! keeps the words for whoever catches the panic, and says whether there is one.
//!
//! ```
//! let print = std::panic::take_hook();
//! std::panic::set_hook(Box::new(move |panic| {
//!     if !policy_search::error::unwind::hear(panic) {
//!         print(panic);
//!     }
//! }));
//! ```

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, resume_unwind};

thread_local! {
    /// How many calls of [`catch`] this thread is in.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
    /// The words of the last panic that was heard on this thread.
    static HEARD: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps the words and the place of a panic for the call on this thread that will catch it, and
/// returns whether there is one: then nothing need be printed, for the panic becomes an error.
pub fn hear(panic: &PanicHookInfo<'_>) -> bool {
    let is_caught = DEPTH.get() > 0;
    if is_caught {
        let place = panic.location().map(|at| format!(" ({}:{})", source(at.file()), at.line()));
        HEARD.set(Some(words(panic.payload()) + &place.unwrap_or_default()));
    }
    is_caught
}

/// Runs `call`, and returns the words of its panic where it panics.
pub(crate) fn catch<T>(call: impl FnOnce() -> T) -> Result<T, String> {
    HEARD.set(None);
    DEPTH.set(DEPTH.get() + 1);
    let returned = catch_unwind(AssertUnwindSafe(call));
    DEPTH.set(DEPTH.get() - 1);
    returned.map_err(|payload| HEARD.take().unwrap_or_else(|| words(payload.as_ref())))
}

/// Runs `call` on behalf of a [`catch`] on another thread: its panic goes on to there.
pub(crate) fn pass_on<T>(call: impl FnOnce() -> T) -> T {
    catch(call).unwrap_or_else(|words| resume_unwind(Box::new(words)))
}

fn words(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic".into())
}

/// The path of a source file from the name of its crate on.
fn source(file: &str) -> &str {
    // Below a registry the first `src` is that of the registry.
    let Some((before, _)) = file.rsplit_once("/src/") else { return file };
    &file[before.rfind('/').map_or(0, |at| at + 1)..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_its_words_and_the_next_call_knows_nothing_of_it() {
        assert_eq!(catch(|| 7), Ok(7));
        assert_eq!(catch(|| -> u8 { panic!("no block {}", 5) }), Err("no block 5".to_string()));
        assert_eq!(catch(|| -> u8 { resume_unwind(Box::new(9)) }), Err("a panic".to_string()));
    }

    #[test]
    fn a_panic_of_another_thread_is_caught_with_its_words() {
        let call = || {
            std::thread::scope(|scope| {
                let other = scope.spawn(|| pass_on(|| panic!("over there")));
                other.join().unwrap_or_else(|payload| resume_unwind(payload));
            });
        };
        assert_eq!(catch(call), Err("over there".to_string()));
    }

    #[test]
    fn a_source_is_named_from_its_crate_on() {
        assert_eq!(
            source("/home/a/registry/src/x-1/zip-9/src/read/lib.rs"),
            "zip-9/src/read/lib.rs"
        );
        assert_eq!(source("/rustc/0a1b/library/core/src/option.rs"), "core/src/option.rs");
        assert_eq!(source("src/engine/file.rs"), "src/engine/file.rs");
    }
}
