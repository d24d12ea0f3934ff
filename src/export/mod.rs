//! What a project hands out: links, QR codes, the minilanding. One file each, one line in [`EXPORTERS`].
//!
//! Exporters are pure: they return bytes by file name and leave writing to the caller. Equal projects give
//! equal bytes. A project that is not ready for one of them still gets what the others make.

mod code;
mod glyph;
mod landing;
mod links;
mod qr;
mod target;

pub use code::{Code, CodeError};
pub use target::{Target, payloads, targets};

use crate::diag::{Anchor, Diagnostic, Severity, Words};
use crate::model::{Label, Lang, Project};
use std::collections::BTreeMap;

/// Files by their path inside the folder that the caller chooses, with `/`.
pub type Artifacts = BTreeMap<String, Vec<u8>>;

/// Every exporter, in the order they run.
pub static EXPORTERS: &[&Exporter] = &[&links::LINKS, &qr::QR, &landing::LANDING];

/// Something that makes files out of a project.
#[derive(Debug)]
pub struct Exporter {
    /// Name on the command line, such as `qr`.
    pub name: &'static str,
    /// Name on the screen.
    pub label: Label,
    /// One sentence for menus and help.
    pub summary: Label,
    /// Makes the files, or says what is missing for them.
    pub export: fn(&Project, &ExportOptions) -> Result<Exported, Vec<Diagnostic>>,
}

/// What the person who exports chooses.
#[derive(Clone, Debug, Default)]
pub struct ExportOptions {
    /// Language of the words that are not the author's, in lists for people. The minilanding is Russian.
    pub lang: Lang,
    /// Names of the exporters to run; empty for all.
    pub only: Vec<String>,
}

/// What came out.
#[derive(Clone, Debug, Default)]
pub struct Exported {
    /// The files.
    pub files: Artifacts,
    /// What is missing or was left out, beside the files that could be made.
    pub findings: Vec<Diagnostic>,
    /// Whether the caller stopped it before the end.
    pub stopped: bool,
}

/// The exporter of that name.
pub fn exporter(name: &str) -> Option<&'static Exporter> {
    EXPORTERS.iter().find(|exporter| exporter.name == name).copied()
}

/// Runs the chosen exporters.
///
/// Before each one `progress` hears how many are done, how many there are and the name of the next; its
/// `false` stops the export. After the last one it hears `total, total` and an empty name. An exporter that
/// cannot do its part adds its reasons to the findings; only when no file at all comes out they are the error.
pub fn export_all(
    project: &Project,
    options: &ExportOptions,
    progress: &mut dyn FnMut(usize, usize, &str) -> bool,
) -> Result<Exported, Vec<Diagnostic>> {
    let mut all = Exported::default();
    let mut chosen: Vec<&Exporter> = EXPORTERS.to_vec();
    if !options.only.is_empty() {
        chosen.retain(|exporter| options.only.iter().any(|name| name == exporter.name));
        all.findings.extend(options.only.iter().filter(|name| exporter(name).is_none()).map(unknown));
    }
    for (done, exporter) in chosen.iter().enumerate() {
        if !progress(done, chosen.len(), exporter.name) {
            all.stopped = true;
            return Ok(all);
        }
        match (exporter.export)(project, options) {
            Ok(part) => {
                all.files.extend(part.files);
                add(&mut all.findings, part.findings);
            }
            Err(findings) => add(&mut all.findings, findings),
        }
    }
    progress(chosen.len(), chosen.len(), "");
    if all.files.is_empty() { Err(all.findings) } else { Ok(all) }
}

/// Adds findings that are not there yet: exporters share their needs.
fn add(all: &mut Vec<Diagnostic>, more: Vec<Diagnostic>) {
    for finding in more {
        if !all.contains(&finding) {
            all.push(finding);
        }
    }
}

fn unknown(name: &String) -> Diagnostic {
    let known: Vec<_> = EXPORTERS.iter().map(|exporter| exporter.name).collect();
    let known = known.join(", ");
    Diagnostic::new(
        "export-unknown",
        Severity::Error,
        Anchor::Project,
        Words::new(format!("Нет выгрузки «{name}»"), format!("There is no export “{name}”")),
        Words::new(format!("Выберите из: {known}"), format!("Choose from: {known}")),
    )
}
