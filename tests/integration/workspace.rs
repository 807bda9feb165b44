//! A small language for tests: a workspace with a corpus and an index on it, and the command at hand.

use std::fs;
#[cfg(unix)]
use std::os::unix::{fs::PermissionsExt, process::CommandExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use jiff::civil::{Date, date};
pub(crate) use policy_search::evaluation::dice::Dice;
use policy_search::{
    Engine, Hit, IndexOptions, Location, Query, Report, SearchRequest, SearchResponse,
};

/// The command that was built.
const PROGRAM: &str = env!("CARGO_BIN_EXE_search");

/// A user and a group that own nothing, whether or not they have a name.
#[cfg(unix)]
const NOBODY: u32 = 65_534;

/// The day all tests are on.
pub(crate) const NOW: Date = date(2026, 1, 20);

/// Sets the permissions of a file or folder.
#[cfg(unix)]
pub(crate) fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// The repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of real documents. A test that asks for it is `#[ignore = "needs POLICY_DATA"]`.
///
/// # Panics
///
/// Where `POLICY_DATA` names no folder: a test that was asked to run and cannot has failed.
pub(crate) fn real_data() -> PathBuf {
    let folder = std::env::var_os("POLICY_DATA");
    let folder = folder.expect("POLICY_DATA is not set: set it to the folder of real documents");
    fs::canonicalize(&folder).unwrap_or_else(|error| panic!("POLICY_DATA={folder:?}: {error}"))
}

/// A folder with a corpus and an index, gone when it is dropped.
pub(crate) struct Workspace {
    dir: tempfile::TempDir,
}

impl Workspace {
    /// A workspace with an empty corpus and no index.
    pub(crate) fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("corpus")).unwrap();
        Self { dir }
    }

    /// A workspace with the sample corpus, indexed.
    pub(crate) fn with_sample() -> Self {
        let workspace = Self::new();
        let options = IndexOptions::of([repository().join("corpus")]);
        policy_search::index(&workspace.location(), &options, &|_| ()).unwrap();
        workspace
    }

    /// A workspace with all real documents except the articles of statutes, indexed once for all tests.
    pub(crate) fn with_real() -> &'static Workspace {
        static DESK: OnceLock<Workspace> = OnceLock::new();
        let index = || {
            let (workspace, data) = (Self::new(), real_data());
            let parts = ["laws", "pages", "notices.jsonl", "seed_announcement.txt"];
            let options = IndexOptions::of(parts.map(|part| data.join(part)));
            policy_search::index(&workspace.location(), &options, &|_| ()).unwrap();
            workspace
        };
        DESK.get_or_init(index)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn location(&self) -> Location {
        Location::Dir(self.path("index"))
    }

    /// Writes a file of the corpus.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path("corpus").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.path("corpus").join(name)).unwrap();
    }

    /// Brings the index up to date with the corpus.
    pub(crate) fn index(&self) -> Report {
        let options = IndexOptions::of([self.path("corpus")]);
        policy_search::index(&self.location(), &options, &|_| ()).unwrap()
    }

    /// Brings the index up to date with the corpus, without what is gone from it.
    pub(crate) fn prune(&self) -> Report {
        let options = IndexOptions::of([self.path("corpus")]).prune(true);
        policy_search::index(&self.location(), &options, &|_| ()).unwrap()
    }

    pub(crate) fn engine(&self) -> Engine {
        Engine::open(&self.location()).unwrap()
    }

    pub(crate) fn search(&self, query: &str) -> SearchResponse {
        self.engine().search(&request(query)).unwrap()
    }

    /// All announcements, in no order that matters.
    pub(crate) fn everything(&self) -> Vec<Hit> {
        let request = SearchRequest::new(Query::everything(), NOW).limit(100_000).collapse(false);
        self.engine().search(&request).unwrap().hits
    }

    /// The command in this folder, as a stranger would call it.
    pub(crate) fn command(&self, args: &[&str]) -> Output {
        self.prepare(args).output().unwrap()
    }

    /// The command as run by a user that file permissions restrict: `nobody` where this user, like
    /// root, may read everything.
    #[cfg(unix)]
    pub(crate) fn command_of_ordinary_user(&self, args: &[&str]) -> Output {
        if !self.ignores_permissions() {
            return self.command(args);
        }
        // A copy, since the folder it was built in may be closed to others. Made by `cp`: a file
        // that this process has open for writing, in any thread, cannot be run.
        let program = self.path("search");
        let copied = Command::new("cp").arg(PROGRAM).arg(&program).status().unwrap();
        assert!(copied.success());
        for entry in walkdir::WalkDir::new(self.dir.path()) {
            std::os::unix::fs::lchown(entry.unwrap().path(), Some(NOBODY), Some(NOBODY)).unwrap();
        }
        let mut command = self.prepare_program(&program, args);
        command.env("TMPDIR", self.dir.path()).gid(NOBODY).uid(NOBODY);
        command
            .output()
            .expect("root can run a program as nobody, or an ordinary user runs the tests")
    }

    /// Whether this user can read a file that nobody is allowed to read.
    #[cfg(unix)]
    fn ignores_permissions(&self) -> bool {
        let path = self.path("forbidden");
        fs::write(&path, "").unwrap();
        set_mode(&path, 0o000);
        fs::read(path).is_ok()
    }

    pub(crate) fn prepare(&self, args: &[&str]) -> Command {
        self.prepare_program(Path::new(PROGRAM), args)
    }

    fn prepare_program(&self, program: &Path, args: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(args).current_dir(self.dir.path()).stdin(Stdio::null());
        for name in ["SEARCH_INDEX", "SEARCH_CORPUS", "NO_COLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        // No test may see an index of the user that runs it, nor be in the language of that user.
        command.env("XDG_DATA_HOME", self.dir.path().join("data of the user"));
        command.env("XDG_CONFIG_HOME", self.dir.path().join("settings of the user"));
        command.env("XDG_STATE_HOME", self.dir.path().join("state of the user"));
        for name in ["SEARCH_LANG", "SEARCH_PAGER", "PAGER", "FORCE_HYPERLINK"] {
            command.env_remove(name);
        }
        for name in ["USER", "PASSWORD", "API_KEY", "TOKEN", "CA"] {
            command.env_remove(format!("SEARCH_OPENSEARCH_{name}"));
        }
        command.env("LC_ALL", "C");
        command
    }
}

/// A request for ten hits, on the day of all tests.
pub(crate) fn request(query: &str) -> SearchRequest {
    SearchRequest::new(Query::parse(query, NOW).unwrap(), NOW)
}

/// What a command wrote to standard output.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What a command wrote to standard error.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What tells two answers apart: the hits' places, scores and passages, in order.
pub(crate) type Answer = Vec<(String, String, String)>;

/// What tells `response` apart from others.
pub(crate) fn answer(response: &SearchResponse) -> Answer {
    let hit = |hit: &Hit| {
        let place = format!("{}#{}", hit.place.path, hit.place.part.as_deref().unwrap_or(""));
        (place, format!("{:?} {:?}", hit.rung, hit.score), hit.snippet.text.clone())
    };
    response.hits.iter().map(hit).collect()
}
