//! Between a project and the bytes of its files; no disk.
//!
//! `project.ron` holds settings, `funnels/<name>.ron` blocks and wires, `layout.ron` places on the canvas.
//! Equal projects give equal bytes, in an order made for people and for git. Reading is driven by the forms of
//! the blocks, so that everything misspelled, misplaced or out of range is refused with its place.

mod defaults;
mod doc;
mod funnel;
mod head;
mod layout;
mod source;
mod words;
mod write;

pub use words::near_names;
pub use write::write;

use crate::diag::{FileError, FilePlace, Words};
use crate::model::{BlockId, Catalog, Funnel, FunnelName, Project};
use source::Source;
use std::collections::{BTreeMap, BTreeSet};

/// Settings of the project; what makes a folder a project.
pub const PROJECT_FILE: &str = "project.ron";
/// Places on the canvas.
pub const LAYOUT_FILE: &str = "layout.ron";
/// Folder of the funnels.
pub const FUNNELS_DIR: &str = "funnels";
/// Largest file that is read, in bytes; a hundred times a funnel of 1,000 blocks.
pub const FILE_BYTES_MAX: u64 = 64 << 20;

/// Path of a funnel's file inside the project folder.
pub fn funnel_path(name: &FunnelName) -> String {
    format!("{FUNNELS_DIR}/{name}.ron")
}

/// The refusal of a file that is larger than [`FILE_BYTES_MAX`].
pub fn too_large(path: &str, bytes: u64) -> FileError {
    let (size, max) = (bytes >> 20, FILE_BYTES_MAX >> 20);
    whole(
        path,
        Words::new(
            format!(
                "Файл слишком велик: {size} МБ, а читаются файлы до {max} МБ. Похоже, это не файл проекта."
            ),
            format!(
                "The file is too large: {size} MB, and files up to {max} MB are read. It does not look like a project file."
            ),
        ),
    )
}

/// Reads a project from its files, named by their path inside the folder.
///
/// Takes the three kinds of files of a project and nothing else. Refused with the place: whatever is not a
/// project, a newer format, misspelled or wrong values, ids used twice or never handed out, wires and places
/// of blocks that are not there, funnels that are missing or not listed.
pub fn read(files: &BTreeMap<String, Vec<u8>>, catalog: &dyn Catalog) -> Result<Project, FileError> {
    let head_bytes = files.get(PROJECT_FILE).ok_or_else(|| whole(PROJECT_FILE, words::no_project()))?;
    let head_source = Source::new(PROJECT_FILE, head_bytes)?;
    let funnel_files: BTreeSet<&str> = files
        .keys()
        .map(String::as_str)
        .filter(|path| *path != PROJECT_FILE && *path != LAYOUT_FILE)
        .collect();
    let mut project = head::read(&head_source, &funnel_files, None)?;
    let listed: BTreeSet<String> = project.funnels.iter().map(|funnel| funnel_path(&funnel.name)).collect();
    if let Some(path) = funnel_files.into_iter().find(|path| !listed.contains(*path)) {
        return Err(whole(path, words::not_listed()));
    }

    let mut sources = Vec::new();
    let mut ids = BTreeSet::new();
    for funnel in &mut project.funnels {
        let path = funnel_path(&funnel.name);
        let source = Source::new(&path, files.get(&path).map_or(&[], Vec::as_slice))?;
        let name = std::mem::take(&mut funnel.name);
        *funnel = Funnel { name, ..funnel::read(&source, catalog, &funnel::Known::default())? };
        let before = ids.len();
        ids.extend(funnel.blocks.keys().copied());
        if ids.len() < before + funnel.blocks.len() {
            let earlier = all_ids(&sources, catalog)?;
            return Err(placed(&source, catalog, &funnel::Known { taken: earlier, there: None }));
        }
        sources.push(source);
    }
    for (funnel, source) in project.funnels.iter().zip(&sources) {
        if funnel.blocks.values().flat_map(|block| block.exits.values()).any(|to| !ids.contains(to)) {
            return Err(placed(
                source,
                catalog,
                &funnel::Known { taken: BTreeSet::new(), there: Some(&ids) },
            ));
        }
    }
    let used = head::Used::by(&project, &ids);
    if !used.fits(&project) {
        head::read(&head_source, &listed.iter().map(String::as_str).collect(), Some(&used))?;
    }
    if let Some(bytes) = files.get(LAYOUT_FILE) {
        project.layout = layout::read(&Source::new(LAYOUT_FILE, bytes)?, &ids)?;
    }
    Ok(project)
}

/// The ids of the funnels read so far, for the rare case that one of them comes again.
fn all_ids(sources: &[Source<'_>], catalog: &dyn Catalog) -> Result<BTreeSet<BlockId>, FileError> {
    let mut ids = BTreeSet::new();
    for source in sources {
        ids.extend(funnel::read(source, catalog, &funnel::Known::default())?.blocks.into_keys());
    }
    Ok(ids)
}

/// Reads a funnel again, now knowing what it clashes with, to find the place of the clash.
fn placed(source: &Source<'_>, catalog: &dyn Catalog, known: &funnel::Known<'_>) -> FileError {
    match funnel::read(source, catalog, known) {
        Err(error) => error,
        Ok(_) => whole(&source.path, words::clash()),
    }
}

/// A refusal of a file as a whole.
fn whole(path: &str, message: Words) -> FileError {
    FileError { place: FilePlace { path: path.to_owned(), line: 0, column: 0 }, message }
}
