//! What a `corpus.toml` says of the files below its folder, so that a crawl needs no conversion.
//!
//! Invariant: what holds for a file follows from its real path alone, so that every run, and one
//! look at one file, agree.

mod address;
mod defaults;
mod folders;
mod parse;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use encoding_rs::Encoding;
use ignore::Match;
use ignore::gitignore::Gitignore;

use super::column::Column;
use crate::error::{Error, ErrorKind, Line, Result};
use crate::extract::{Hint, HintField, HintSource, RawText};
use address::Address;
pub use defaults::{FlagDefault, flag_defaults};
pub(super) use folders::Folders;
use parse::Said;

/// The name of the files.
pub(super) const FILE: &str = "corpus.toml";

/// The largest file, in bytes.
const LIMIT: u64 = 1 << 20;

/// What holds for the files of a folder: what the `corpus.toml` in it and in folders above it say.
///
/// All of it is optional:
///
/// ```toml
#[doc = include_str!("example.toml")]
/// ```
///
/// Each is a default: whatever a file says of itself goes before it. Which of them hold for a file
/// its real path tells, however it was reached: those of all folders above it, up to the root of
/// the file system, the nearest key by key. [`fields`](Column) are merged, patterns of `exclude` add
/// up (the nearest that matches decides, `!` keeps), and `""` takes back what a folder above says.
/// A pattern never leaves out the folder or file that was asked for. The address is that of a file
/// that is one document; a part of a dump or an archive has none of its own, so it is only said to
/// be of that site.
///
/// A file that says what cannot be used is an error and not passed over: a hundred thousand files
/// read wrongly cost more than a message.
///
/// ```
/// use policy_search::corpus::Settings;
///
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("corpus.toml"), "regoin = '广东省'")?;
/// let page = folder.path().join("a.html");
/// std::fs::write(&page, "<h1>公告</h1>")?;
/// let error = Settings::of(&page).unwrap_err();
/// assert!(error.to_string().contains("line 1: no setting is called regoin: choose from site,"));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// Two are equal when files are read alike under both.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// In the order of the keys.
    values: Vec<(HintField, String)>,
    address: Option<Address>,
    encoding: Option<&'static Encoding>,
    /// By the names of columns as they are compared.
    fields: BTreeMap<String, Column>,
    /// The patterns of each folder, the outermost first.
    exclude: Vec<Gitignore>,
    fingerprint: u64,
}

impl PartialEq for Settings {
    fn eq(&self, other: &Self) -> bool {
        self.fingerprint == other.fingerprint
    }
}

impl Eq for Settings {}

impl Settings {
    /// A file that says all that can be said.
    pub const EXAMPLE: &str = include_str!("example.toml");

    /// What holds for the file or folder at `path`, by what the folders above it say; `None` where no folder above it says anything.
    ///
    /// # Errors
    /// When there is nothing at `path`, or a `corpus.toml` above it cannot be read or used: its
    /// place, its line, what is wrong and what is allowed.
    pub fn of(path: &Path) -> Result<Option<Arc<Self>>> {
        let real = fs::canonicalize(path).map_err(|error| Error::at(path, error))?;
        real.parent().map_or(Ok(None), Self::within)
    }

    /// What holds for the files in the folder at the real place `folder`.
    pub(super) fn within(folder: &Path) -> Result<Option<Arc<Self>>> {
        let mut settings: Option<Self> = None;
        let above: Vec<_> = folder.ancestors().collect();
        for folder in above.into_iter().rev() {
            if let Some(said) = said_in(folder)? {
                settings = Some(settings.unwrap_or_default().with(said, folder));
            }
        }
        Ok(settings.map(Arc::new))
    }

    /// These with only an encoding, by its usual name: what a process that reads for another needs
    /// to know.
    pub(super) fn of_encoding(name: &str) -> Self {
        Self { encoding: Encoding::for_label(name.as_bytes()), ..Self::default() }
    }

    /// These settings in a folder below, whose own file says more.
    fn with(&self, said: Said, folder: &Path) -> Self {
        let mut all = self.clone();
        for (field, value) in said.values {
            all.values.retain(|(known, _)| *known != field);
            all.values.extend((!value.is_empty()).then_some((field, value)));
        }
        if let Some(prefix) = said.address {
            all.address = (!prefix.is_empty()).then(|| Address::new(prefix, folder));
        }
        all.encoding = said.encoding.unwrap_or(all.encoding);
        all.fields.extend(said.fields);
        all.exclude.extend(said.exclude);
        all.values.sort_by_key(|(field, _)| parse::rank(*field));
        all.fingerprint = all.digest();
        all
    }

    /// What tells these from others that a file is read otherwise under; zero where nothing is said
    /// but which files are left out.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    fn digest(&self) -> u64 {
        let Self { values, address, fields, .. } = self;
        let encoding = self.encoding.map(Encoding::name);
        if values.is_empty() && address.is_none() && encoding.is_none() && fields.is_empty() {
            return 0;
        }
        let all = format!("{values:?} {address:?} {encoding:?} {fields:?}");
        let hash = blake3::hash(all.as_bytes());
        hash.as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    /// The encoding of files that do not prove another.
    pub(super) fn encoding(&self) -> Option<&'static Encoding> {
        self.encoding
    }

    /// What columns of dumps and keys of front matter hold.
    pub(super) fn fields(&self) -> impl Iterator<Item = (String, Column)> + '_ {
        self.fields.iter().map(|(name, column)| (name.clone(), *column))
    }

    /// Puts what is said here behind all else that is known of a document of the file at `path`.
    pub(super) fn complete(&self, path: &Path, raw: &mut RawText) {
        let hint = |field, value| Hint { field, value, from: HintSource::Folder };
        raw.hints.extend(self.values.iter().map(|(field, value)| hint(*field, value.clone())));
        let Some(address) = &self.address else { return };
        raw.hints.push(match raw.part {
            None => hint(HintField::Url, address.of(path)),
            Some(_) => hint(HintField::Site, address.host().to_string()),
        });
    }

    /// Whether a pattern leaves out what lies at `path`, in a folder where these hold.
    pub(super) fn excludes(&self, path: &Path, is_folder: bool) -> bool {
        self.decides(path, is_folder).is_some_and(|(_, excludes)| excludes)
    }

    /// The nearest pattern that matches `path`, and whether it leaves it out.
    fn decides(&self, path: &Path, is_folder: bool) -> Option<(String, bool)> {
        let holds = |rules: &&Gitignore| path.starts_with(rules.path()) && path != rules.path();
        let found = self.exclude.iter().rev().filter(holds);
        found.map(|rules| (rules, rules.matched(path, is_folder))).find_map(|(rules, found)| {
            let told =
                |pattern: &str| format!("{pattern} in {}", rules.path().join(FILE).display());
            match found {
                Match::None => None,
                Match::Ignore(glob) => Some((told(glob.original()), true)),
                Match::Whitelist(glob) => Some((told(glob.original()), false)),
            }
        })
    }

    /// The pattern that leaves out the file at the real place `path`, or a folder above it, and
    /// where it is: why a walk from above does not come to it.
    #[must_use]
    pub fn exclusion(&self, path: &Path) -> Option<String> {
        let mut places: Vec<&Path> = path.ancestors().collect();
        places.reverse();
        let decided = places.iter().filter_map(|place| self.decides(place, *place != path));
        decided.filter(|(_, excludes)| *excludes).map(|(pattern, _)| pattern).next()
    }
}

/// What the file in `folder` says; `None` where there is none.
fn said_in(folder: &Path) -> Result<Option<Said>> {
    let path = folder.join(FILE);
    let Some(bytes) = bytes_of(&path).map_err(|error| Error::at(&path, error))? else {
        return Ok(None);
    };
    let said = parse::read(&bytes, folder);
    said.map(Some).map_err(|wrong| Error::at(&path, ErrorKind::Settings(wrong)))
}

fn bytes_of(path: &Path) -> Result<Option<Vec<u8>>, ErrorKind> {
    // Asked before it is opened: to open a pipe waits for who writes there.
    let meta = match fs::metadata(path) {
        Ok(meta) if meta.is_file() => meta,
        Ok(_) => return Ok(None),
        // A folder that cannot be entered is reported by the walk.
        Err(error) if is_out_of_sight(&error) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    if meta.len() > LIMIT {
        let reason = "larger than 1 MiB: it is meant to hold a few settings";
        return Err(ErrorKind::Settings(Line::whole(reason)));
    }
    Ok(Some(fs::read(path)?))
}

fn is_out_of_sight(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidFilename, NotFound, PermissionDenied};
    matches!(error.kind(), NotFound | PermissionDenied | InvalidFilename)
}

#[cfg(test)]
mod tests;
