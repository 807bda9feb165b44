//! Limits on the memory of processes.

/// The memory a process that reads may have, in bytes.
pub(in super::super) const MEMORY: u64 = 1 << 30;

/// Limits the memory of this process. Only Unix has a limit that a process can set for itself.
pub(super) fn limit_own() {
    #[cfg(unix)]
    let _ = rlimit::setrlimit(rlimit::Resource::AS, MEMORY, MEMORY);
}

/// Limits the memory of the process with this id, where the system can: Linux.
pub(in super::super) fn limit(process: u32, bytes: u64) {
    #[cfg(target_os = "linux")]
    if let Ok(process) = process.try_into() {
        let _ = rlimit::prlimit(process, rlimit::Resource::AS, Some((bytes, bytes)), None);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (process, bytes);
}
