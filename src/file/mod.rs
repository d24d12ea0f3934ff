//! Between a project and the bytes of its files; no disk.
//!
//! `project.ron` holds settings and lists, `funnels/<name>.ron` blocks and wires, `layout.ron` places,
//! notes and frames on the canvas, `tables/<name>.csv` rows to look up, `texts/<layer>.ron` other languages and channels.
//! Equal projects give equal bytes, in an order made for people and for git. Reading is driven by the forms of
//! the blocks, so that everything misspelled, misplaced or out of range is refused with its place.

mod defaults;
mod doc;
mod fragment;
mod funnel;
mod halves;
mod hands;
mod head;
mod layout;
mod lists;
mod since;
mod source;
mod table;
mod texts;
mod words;
mod write;

pub use fragment::{is_fragment, read_fragment, write_fragment};
pub use hands::{Both, Work, one_by_one};
pub use since::{Before, read_since};
pub use words::near_names;
pub use write::{write, write_by};

use crate::diag::{FileError, FilePlace, Words};
use crate::model::{BlockId, Catalog, Funnel, FunnelName, Layer, Layout, Project, Table};
use source::Source;
use std::collections::{BTreeMap, BTreeSet};

/// Settings of the project; what makes a folder a project.
pub const PROJECT_FILE: &str = "project.ron";
/// Places on the canvas.
pub const LAYOUT_FILE: &str = "layout.ron";
/// Folder of the funnels.
pub const FUNNELS_DIR: &str = "funnels";
/// Folder of the tables.
pub const TABLES_DIR: &str = "tables";
/// Folder of the texts of other languages and channels.
pub const TEXTS_DIR: &str = "texts";
/// Folders whose files belong to the project, with the ending of those files.
pub const OWN_DIRS: &[(&str, &str)] = &[(FUNNELS_DIR, ".ron"), (TABLES_DIR, ".csv"), (TEXTS_DIR, ".ron")];
/// Largest file that is read, in bytes; a hundred times a funnel of 1,000 blocks.
pub const FILE_BYTES_MAX: u64 = 64 << 20;

/// Path of a funnel's file inside the project folder.
pub fn funnel_path(name: &FunnelName) -> String {
    format!("{FUNNELS_DIR}/{name}.ron")
}

/// Path of a table's file inside the project folder.
pub fn table_path(name: &str) -> String {
    format!("{TABLES_DIR}/{name}.csv")
}

/// Path of a layer's file inside the project folder. Every valid name is one of a file on every system.
pub fn layer_path(name: &str) -> String {
    format!("{TEXTS_DIR}/{name}.ron")
}

/// Reads a table from CSV, with a comma or a semicolon between cells; its name is left empty.
///
/// # Errors
/// With the line: cells of another number than columns, a column without a name or twice, an open quote.
pub fn read_table(path: &str, bytes: &[u8]) -> Result<Table, FileError> {
    table::read(&Source::new(path, bytes)?)
}

/// The bytes of a table as CSV.
pub fn write_table(table: &Table) -> Vec<u8> {
    table::write(table)
}

/// The name in a path of one of the [`OWN_DIRS`].
fn name_in<'p>(path: &'p str, folder: &str, ending: &str) -> Option<&'p str> {
    path.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(ending)
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
/// Takes the kinds of files of a project and nothing else. Refused with the place: whatever is not a project, a
/// newer format, misspelled or wrong values, ids used twice or never handed out, wires and places of blocks that
/// are not there, funnels that are missing or not listed, tables and layers with names that do not do.
pub fn read(files: &BTreeMap<String, Vec<u8>>, catalog: &dyn Catalog) -> Result<Project, FileError> {
    read_by(files, catalog, &one_by_one)
}

/// The same by two hands where a funnel is long.
///
/// # Errors
/// Those of [`read`].
pub fn read_by(
    files: &BTreeMap<String, Vec<u8>>,
    catalog: &dyn Catalog,
    both: Both<'_>,
) -> Result<Project, FileError> {
    read_parts(
        files,
        catalog,
        &Parts {
            funnel: &|_, source| halves::read(source, catalog, both),
            layout: &|source, there| layout::read(source, there),
        },
    )
}

/// How the large files of a project are read.
struct Parts<'p> {
    /// Gives a funnel without its name.
    funnel: &'p dyn Fn(&FunnelName, &Source<'_>) -> Result<Funnel, FileError>,
    /// Gives places, notes and frames.
    layout: &'p dyn Fn(&Source<'_>, &There<'_>) -> Result<Layout, FileError>,
}

/// What places, notes and frames may belong to.
struct There<'t> {
    blocks: &'t BTreeSet<BlockId>,
    funnels: &'t BTreeSet<FunnelName>,
}

/// What [`read`] promises, with the large files read as told.
fn read_parts(
    files: &BTreeMap<String, Vec<u8>>,
    catalog: &dyn Catalog,
    parts: &Parts<'_>,
) -> Result<Project, FileError> {
    let head_bytes = files.get(PROJECT_FILE).ok_or_else(|| whole(PROJECT_FILE, words::no_project()))?;
    let head_source = Source::new(PROJECT_FILE, head_bytes)?;
    let funnel_files: BTreeSet<&str> = files
        .keys()
        .map(String::as_str)
        .filter(|path| *path != PROJECT_FILE && *path != LAYOUT_FILE)
        .filter(|path| name_in(path, TABLES_DIR, ".csv").is_none())
        .filter(|path| name_in(path, TEXTS_DIR, ".ron").is_none())
        .collect();
    let mut project = head::read(&head_source, catalog, &funnel_files, None)?;
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
        let read = (parts.funnel)(&name, &source)?;
        *funnel = Funnel { name, ..read };
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
        head::read(&head_source, catalog, &listed.iter().map(String::as_str).collect(), Some(&used))?;
    }
    if let Some(bytes) = files.get(LAYOUT_FILE) {
        let funnels: BTreeSet<FunnelName> = project.funnels.iter().map(|one| one.name.clone()).collect();
        let there = There { blocks: &ids, funnels: &funnels };
        project.layout = (parts.layout)(&Source::new(LAYOUT_FILE, bytes)?, &there)?;
    }
    project.tables = tables(files)?;
    project.layers = layers(files)?;
    Ok(project)
}

/// The tables in order of name.
fn tables(files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<Table>, FileError> {
    let mut tables = Vec::new();
    for (path, bytes) in files {
        let Some(name) = name_in(path, TABLES_DIR, ".csv") else { continue };
        if !FunnelName(name.to_owned()).is_valid() {
            return Err(whole(path, words::bad_table_name(name)));
        }
        tables.push(Table { name: name.to_owned(), ..read_table(path, bytes)? });
    }
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(tables)
}

/// The layers in order of name. Two that differ only in capitals would be one file on some systems.
fn layers(files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<Layer>, FileError> {
    let mut layers: Vec<Layer> = Vec::new();
    for (path, bytes) in files {
        let Some(name) = name_in(path, TEXTS_DIR, ".ron") else { continue };
        if !Layer::is_valid_name(name) {
            return Err(whole(path, words::bad_layer_name(name)));
        }
        if layers.iter().any(|other| other.name.eq_ignore_ascii_case(name)) {
            return Err(whole(path, words::twice(name)));
        }
        layers.push(Layer { name: name.to_owned(), ..texts::read(&Source::new(path, bytes)?)? });
    }
    layers.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(layers)
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
