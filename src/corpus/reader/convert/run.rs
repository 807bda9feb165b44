//! Running another program: in a folder of its own, without a shell, with limits on time, output and
//! memory.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::{NamedTempFile, TempDir};

use super::super::worker::memory;

/// How often a running converter is looked at.
const LOOK: Duration = Duration::from_millis(10);

/// The longest word of a converter that is passed on, in characters.
const WORD: usize = 160;

/// What a converter may take.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Limits {
    pub time: Duration,
    /// How many bytes it may write.
    pub bytes: u64,
    /// How many bytes of memory it may have, where that is limited and the system is Linux, on which
    /// one process can limit another.
    pub memory: Option<u64>,
}

/// A folder with a copy of one file, for one run of one converter; gone when it is dropped.
pub(in super::super) struct Desk(TempDir);

impl Desk {
    /// A folder with these bytes in a file of that name.
    pub(in super::super) fn with(name: &str, bytes: &[u8]) -> Result<Self, String> {
        let made = || -> io::Result<Self> {
            let folder = tempfile::Builder::new().prefix("policy-search-").tempdir()?;
            fs::write(folder.path().join(name), bytes)?;
            fs::create_dir(folder.path().join("made"))?;
            Ok(Self(folder))
        };
        made().map_err(|error| format!("could not be given a copy of the file ({error})"))
    }

    pub(in super::super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The folder for what the converter makes.
    pub(super) fn made(&self) -> PathBuf {
        self.path("made")
    }

    /// A converter at work in this folder, whose temporary files lie in it too.
    pub(in super::super) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        let folder = self.0.path();
        command.current_dir(folder).env("TMPDIR", folder).stdin(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        command
    }

    /// Runs a converter to its end; an error tells how it went wrong.
    pub(in super::super) fn run(&self, mut command: Command, limits: Limits) -> Result<(), String> {
        // Into files, for a pipe would be held open by what the converter leaves behind.
        let file = |name| File::create(self.path(name)).map_err(not_started);
        let child = command.stdout(file("said")?).stderr(file("complaints")?).spawn();
        let mut running = Running(child.map_err(not_started)?);
        limits.memory.into_iter().for_each(|bytes| memory::limit(running.0.id(), bytes));
        let status = self.wait(&mut running, limits)?;
        if status.success() {
            return Ok(());
        }
        Err(self.complaint().unwrap_or_else(|| format!("gave up ({status})")))
    }

    fn wait(&self, running: &mut Running, limits: Limits) -> Result<ExitStatus, String> {
        let started = Instant::now();
        loop {
            if let Some(status) = running.0.try_wait().map_err(not_started)? {
                return Ok(status);
            }
            if started.elapsed() > limits.time {
                let seconds = limits.time.as_secs_f64();
                return Err(format!("took longer than {seconds} seconds and was stopped"));
            }
            if self.written() > limits.bytes {
                return Err(too_much(limits));
            }
            sleep(LOOK);
        }
    }

    /// How many bytes the converter wrote so far.
    fn written(&self) -> u64 {
        let size = |path: &Path| fs::metadata(path).map_or(0, |meta| meta.len());
        let made = fs::read_dir(self.made()).into_iter().flatten().flatten();
        let made: u64 = made.map(|entry| size(&entry.path())).sum();
        made + size(&self.path("said")) + size(&self.path("complaints"))
    }

    /// The last thing the converter complained of, without the name of our folder.
    fn complaint(&self) -> Option<String> {
        let bytes = bytes_of(&self.path("complaints"), 1 << 16).ok()?;
        let text = String::from_utf8_lossy(&bytes).replace(&*self.0.path().to_string_lossy(), "");
        let line = text.lines().map(str::trim).rfind(|line| !line.is_empty())?;
        let line = line.strip_prefix("Error: ").unwrap_or(line);
        let word: String = line.trim_end_matches('.').chars().take(WORD).collect();
        Some(format!("could not read it either: {word}"))
    }

    /// What the converter said on its standard output.
    pub(in super::super) fn said(&self, limits: Limits) -> Result<Vec<u8>, String> {
        self.bytes(&self.path("said"), limits)
    }

    /// The file of this name that the converter made.
    pub(super) fn take(&self, name: &str, limits: Limits) -> Result<Vec<u8>, String> {
        let path = self.made().join(name);
        // LibreOffice ends well without a file when it cannot load the document.
        if !fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_file()) {
            let why = self.complaint();
            return Err(why.unwrap_or_else(|| "could not read it either: nothing was made".into()));
        }
        self.bytes(&path, limits)
    }

    fn bytes(&self, path: &Path, limits: Limits) -> Result<Vec<u8>, String> {
        let bytes = bytes_of(path, limits.bytes + 1)
            .map_err(|error| format!("made what cannot be read ({error})"))?;
        if bytes.len() as u64 > limits.bytes { Err(too_much(limits)) } else { Ok(bytes) }
    }
}

/// A file that has no name yet, and is gone when it is dropped without one.
pub(in super::super) struct Fresh(NamedTempFile);

impl Fresh {
    /// One in a folder.
    pub(in super::super) fn in_folder(folder: &Path) -> io::Result<Self> {
        tempfile::Builder::new().prefix(".").tempfile_in(folder).map(Self)
    }

    /// Gives it a name in its folder, which may be that of another.
    pub(in super::super) fn name(self, path: &Path) -> io::Result<()> {
        self.0.persist(path).map(|_| ()).map_err(|error| error.error)
    }
}

impl Write for Fresh {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn bytes_of(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn not_started(error: io::Error) -> String {
    format!("could not be run ({error})")
}

fn too_much(limits: Limits) -> String {
    format!("made more than {} MiB and was stopped", limits.bytes >> 20)
}

/// A converter that is ended, with all it started, when nobody waits for it any more.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended is no longer there to be killed, nor is its number surely its own.
        if matches!(self.0.try_wait(), Ok(Some(_))) {
            return;
        }
        kill_group(&self.0);
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Ends the processes that a converter started: `soffice` is a script that starts a program that
/// starts another. Without the program `kill`, which POSIX demands, only the script ends.
fn kill_group(child: &Child) {
    #[cfg(unix)]
    let _ = Command::new("kill")
        .args(["-KILL", "--", &format!("-{}", child.id())])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    #[cfg(not(unix))]
    let _ = child;
}

/// The program of this name in the folders of the variable `PATH`.
pub(in super::super) fn program(name: &str) -> Option<PathBuf> {
    in_folders(&std::env::var_os("PATH")?, name)
}

fn in_folders(folders: &OsStr, name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    // An empty entry would mean the folder one happens to be in.
    let folders = std::env::split_paths(folders).filter(|folder| !folder.as_os_str().is_empty());
    let found = folders.map(|folder| folder.join(&file)).find(|path| is_program(path))?;
    std::path::absolute(found).ok()
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// A path as the address of a file.
pub(super) fn file_url(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~:".contains(&byte);
    let mut url = String::from(if path.starts_with('/') { "file://" } else { "file:///" });
    for byte in path.bytes() {
        if is_plain(byte) {
            url.push(byte.into());
        } else {
            url.push_str(&format!("%{byte:02X}"));
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_as_an_address() {
        assert_eq!(file_url(Path::new("/tmp/a b/政")), "file:///tmp/a%20b/%E6%94%BF");
        assert_eq!(file_url(Path::new("C:\\Temp\\x")), "file:///C:/Temp/x");
    }

    #[test]
    fn a_program_is_a_file_that_may_be_run() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("tool{}", std::env::consts::EXE_SUFFIX));
        let find = || in_folders(folder.path().as_os_str(), "tool");
        assert_eq!(find(), None);
        fs::write(&path, "").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(find(), None);
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        assert_eq!(find(), Some(path));
    }
}
