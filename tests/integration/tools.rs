//! Programs that stand for others: scripts in a folder that is the only one on the path, but for the tools
//! that scripts need.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::workspace::Workspace;

/// The tools of the system that scripts may call.
const OF_SYSTEM: [&str; 7] = ["sh", "cat", "cp", "mkdir", "rmdir", "sleep", "kill"];

/// Writes a script into the folder of tools, which `$TOOLS` is in it.
pub(crate) fn write(workspace: &Workspace, name: &str, script: &str) -> PathBuf {
    let tools = folder(workspace);
    let path = tools.join(name);
    fs::write(&path, script.replace("$TOOLS", tools.to_str().unwrap())).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// The folder of tools.
pub(crate) fn folder(workspace: &Workspace) -> PathBuf {
    let folder = workspace.path("tools");
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The command, which finds no program but those.
pub(crate) fn prepare(workspace: &Workspace, args: &[&str]) -> Command {
    let bin = workspace.path("bin");
    if fs::create_dir(&bin).is_ok() {
        for tool in OF_SYSTEM {
            if let Some(found) = of_system(tool) {
                std::os::unix::fs::symlink(found, bin.join(tool)).unwrap();
            }
        }
    }
    let mut command = workspace.prepare(args);
    command.env("PATH", std::env::join_paths([folder(workspace), bin]).unwrap());
    command
}

/// A program that every system has, or nearly.
pub(crate) fn of_system(tool: &str) -> Option<PathBuf> {
    let folders = ["/bin", "/usr/bin"].map(|folder| Path::new(folder).join(tool));
    folders.into_iter().find(|path| path.exists())
}
