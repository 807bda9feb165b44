//! A small language for tests: a desk with a corpus and an index on it, and the command at hand.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use jiff::civil::{Date, date};
use policy_search::backend::Location;
use policy_search::engine::{self, Engine, IndexOptions, Report};
use policy_search::query::{Node, Query};
use policy_search::request::SearchRequest;
use policy_search::response::{Hit, SearchResponse};

/// The day all tests are on.
pub const NOW: Date = date(2026, 1, 20);

const PROGRAM: &str = env!("CARGO_BIN_EXE_search");

/// Sets the permissions of a file or folder.
#[cfg(unix)]
pub fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// The repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of real documents, if this machine has it; says so if not.
pub fn real_data() -> Option<PathBuf> {
    let folder = std::env::var_os("POLICY_DATA").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: set POLICY_DATA to the folder of real documents");
    }
    folder
}

/// A folder with a corpus and an index, gone when it is dropped.
pub struct Desk {
    dir: tempfile::TempDir,
}

impl Desk {
    /// A desk with an empty corpus and no index.
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("corpus")).unwrap();
        Self { dir }
    }

    /// A desk with the sample corpus, indexed.
    pub fn with_sample() -> Self {
        let desk = Self::new();
        let options = IndexOptions::of([repository().join("corpus")]);
        engine::index(&desk.location(), &options, &|_| ()).unwrap();
        desk
    }

    /// A desk with all real documents that are no statute articles, indexed once for all tests;
    /// `None`, and a word of why, on a machine without them.
    pub fn with_real() -> Option<&'static Desk> {
        static DESK: OnceLock<Desk> = OnceLock::new();
        let data = real_data()?;
        let index = || {
            let desk = Self::new();
            let parts = ["laws", "pages", "notices.jsonl", "seed_announcement.txt"];
            let options = IndexOptions::of(parts.map(|part| data.join(part)));
            engine::index(&desk.location(), &options, &|_| ()).unwrap();
            desk
        };
        Some(DESK.get_or_init(index))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn location(&self) -> Location {
        Location::Dir(self.path("index"))
    }

    /// Writes a file of the corpus.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path("corpus").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub fn remove(&self, name: &str) {
        fs::remove_file(self.path("corpus").join(name)).unwrap();
    }

    /// Brings the index up to date with the corpus.
    pub fn index(&self) -> Report {
        let options = IndexOptions::of([self.path("corpus")]);
        engine::index(&self.location(), &options, &|_| ()).unwrap()
    }

    /// Brings the index up to date with the corpus, without what is gone from it.
    pub fn prune(&self) -> Report {
        let options = IndexOptions { prune: true, ..IndexOptions::of([self.path("corpus")]) };
        engine::index(&self.location(), &options, &|_| ()).unwrap()
    }

    pub fn engine(&self) -> Engine {
        Engine::open(&self.location()).unwrap()
    }

    pub fn search(&self, query: &str) -> SearchResponse {
        self.engine().search(&request(query)).unwrap()
    }

    /// All announcements, in no order that matters.
    pub fn everything(&self) -> Vec<Hit> {
        let query = Query { text: String::new(), root: Node::And(Vec::new()) };
        let mut request = SearchRequest::new(query, NOW);
        request.limit = 100_000;
        request.collapse = false;
        self.engine().search(&request).unwrap().hits
    }

    /// The command in this folder, as a stranger would call it.
    pub fn command(&self, args: &[&str]) -> Output {
        self.prepare(args).output().unwrap()
    }

    /// The command as a user whom permissions bind. Where the user of the tests is not bound, the
    /// desk is given to one who is.
    #[cfg(unix)]
    pub fn bound_command(&self, args: &[&str]) -> Output {
        use std::os::unix::process::CommandExt;
        const NOBODY: u32 = 65534;
        if !self.is_privileged() {
            return self.command(args);
        }
        for entry in walkdir::WalkDir::new(self.dir.path()) {
            std::os::unix::fs::lchown(entry.unwrap().path(), Some(NOBODY), Some(NOBODY)).unwrap();
        }
        // The user may not be able to reach the program where it was built.
        let tools = tempfile::tempdir().unwrap();
        set_mode(tools.path(), 0o755);
        let program = tools.path().join("search");
        if fs::hard_link(PROGRAM, &program).is_err() {
            fs::copy(PROGRAM, &program).unwrap();
        }
        self.prepare_as(&program, args).uid(NOBODY).gid(NOBODY).output().unwrap()
    }

    /// Whether the user of the tests may read what nobody may.
    #[cfg(unix)]
    fn is_privileged(&self) -> bool {
        let file = tempfile::NamedTempFile::new().unwrap();
        set_mode(file.path(), 0o000);
        fs::File::open(file.path()).is_ok()
    }

    pub fn prepare(&self, args: &[&str]) -> Command {
        self.prepare_as(Path::new(PROGRAM), args)
    }

    fn prepare_as(&self, program: &Path, args: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(args).current_dir(self.dir.path()).stdin(Stdio::null());
        for name in ["SEARCH_INDEX", "SEARCH_CORPUS", "NO_COLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        command
    }
}

/// A request for ten hits, on the day of all tests.
pub fn request(query: &str) -> SearchRequest {
    SearchRequest::new(Query::parse(query, NOW).unwrap(), NOW)
}

/// What a command wrote to standard output.
pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What a command wrote to standard error.
pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What tells two answers apart: the hits' places, scores and passages, in order.
pub type Answer = Vec<(String, String, String)>;

/// What tells `response` apart from others.
pub fn answer(response: &SearchResponse) -> Answer {
    let hit = |hit: &Hit| {
        let place = format!("{}#{}", hit.place.path, hit.place.part.as_deref().unwrap_or(""));
        (place, format!("{:?} {:?}", hit.rung, hit.score), hit.snippet.text.clone())
    };
    response.hits.iter().map(hit).collect()
}

/// Numbers that look random and are the same on every run (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }
}
