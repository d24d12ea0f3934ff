//! What is written down when the program breaks: where, and what was being done. Nothing leaves the machine, and
//! no text of the project is in it.

use std::backtrace::Backtrace;
use std::collections::VecDeque;
use std::fmt::Write;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

const FOLDER: &str = "crash";
/// Names the report that nobody has been told of.
const UNTOLD: &str = "untold";
const COMMANDS_MAX: usize = 40;
const REPORTS_MAX: usize = 10;

static LAST: Mutex<VecDeque<&'static str>> = Mutex::new(VecDeque::new());

/// Remembers what was asked for last, by a fixed name that holds nothing of the project.
pub(super) fn note(command: &'static str) {
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    last.push_back(command);
    while last.len() > COMMANDS_MAX {
        last.pop_front();
    }
}

/// Writes the report of a panic into the folder for the data of the program; does what it can and never fails.
pub(super) fn report(root: &Path, panic: &PanicHookInfo<'_>) {
    let folder = root.join(FOLDER);
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let name = format!("crash-{since}.txt");
    let written = std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(folder.join(&name), text_of(panic)))
        .and_then(|()| std::fs::write(folder.join(UNTOLD), &name));
    if written.is_ok() {
        drop_old(&folder);
    }
}

fn text_of(panic: &PanicHookInfo<'_>) -> String {
    let payload = panic.payload();
    let literal = payload.downcast_ref::<&str>().copied();
    let made = payload.downcast_ref::<String>().map(String::as_str);
    let place =
        panic.location().map(|place| format!("{}:{}", place.file(), place.line())).unwrap_or_default();
    let commands = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    let commands: Vec<_> = commands.iter().copied().collect();
    let mut text = String::new();
    // Writing into a text cannot fail.
    let _ = writeln!(
        text,
        "Voronka {} ({} {})\n{}\nat {place}\n\nlast commands:\n{}\n\nbacktrace:\n{}",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        literal.or(made.map(before_quotes)).unwrap_or_default(),
        commands.join("\n"),
        Backtrace::force_capture(),
    );
    text
}

/// A message up to the first quote: what stands in quotes may be a text of the project.
fn before_quotes(message: &str) -> &str {
    message.split(['`', '"', '\'', '«', '“']).next().unwrap_or_default()
}

/// The report that nobody has been told of, if any.
pub(super) fn untold(root: &Path) -> Option<PathBuf> {
    let folder = root.join(FOLDER);
    let name = std::fs::read_to_string(folder.join(UNTOLD)).ok()?;
    Some(folder.join(name.trim())).filter(|report| report.is_file())
}

/// Somebody was told.
pub(super) fn put_away(root: &Path) {
    // A marker that stays tells once more.
    let _ = std::fs::remove_file(root.join(FOLDER).join(UNTOLD));
}

fn drop_old(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let is_report = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "txt");
    let mut reports: Vec<_> = entries.flatten().map(|entry| entry.path()).filter(is_report).collect();
    reports.sort();
    let extra = reports.len().saturating_sub(REPORTS_MAX);
    for report in &reports[..extra] {
        let _ = std::fs::remove_file(report);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_keeps_nothing_that_stands_in_quotes() {
        let message = "byte index 3 is not a char boundary; it is inside 'ж' of `Секрет`";
        assert_eq!(before_quotes(message), "byte index 3 is not a char boundary; it is inside ");
    }

    #[test]
    fn a_report_is_told_of_once() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(untold(root.path()), None);
        let folder = root.path().join(FOLDER);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("crash-1.txt"), "…").unwrap();
        std::fs::write(folder.join(UNTOLD), "crash-1.txt").unwrap();
        assert_eq!(untold(root.path()), Some(folder.join("crash-1.txt")));
        put_away(root.path());
        assert_eq!(untold(root.path()), None);
    }
}
