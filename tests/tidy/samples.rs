//! Sample projects: they load, save back to the same bytes, have no finding, and hold no secret.

use crate::source::root;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use voronka::blocks::{BLOCK_TYPES, Registry};
use voronka::check::{Known, check};
use voronka::compile::compile;
use voronka::file;
use voronka::model::{Lang, Project};
use voronka::zones;

fn samples() -> Vec<PathBuf> {
    let folders =
        fs::read_dir(root().join("projects")).expect("projects/").flatten().map(|entry| entry.path());
    let mut found: Vec<_> = folders.filter(|path| path.join("project.ron").is_file()).collect();
    found.sort();
    found
}

/// The files that hold the project itself, by path inside its folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for name in ["project.ron", "layout.ron"] {
        files.insert(name.to_owned(), fs::read(folder.join(name)).expect(name));
    }
    for within in ["funnels", "tables", "texts"] {
        for entry in fs::read_dir(folder.join(within)).into_iter().flatten().flatten() {
            let name = format!("{within}/{}", entry.file_name().to_string_lossy());
            files.insert(name, fs::read(entry.path()).expect("a file of the project"));
        }
    }
    files
}

fn load(folder: &Path) -> Project {
    file::read(&files(folder), &Registry).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
}

#[test]
fn samples_save_back_to_the_same_bytes() {
    assert!(samples().len() >= 3);
    for folder in samples() {
        let written = file::write(&load(&folder), &Registry);
        for (name, bytes) in files(&folder) {
            let written = written.get(&name).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
            assert_eq!(
                written.as_deref(),
                Some(&*String::from_utf8_lossy(&bytes)),
                "{}/{name}",
                folder.display()
            );
        }
    }
}

#[test]
fn samples_have_no_finding() {
    for folder in samples() {
        let project = load(&folder);
        let media = media(&folder);
        let known = Known { media: Some(&media), is_zone: Some(zones::is_known), ..Known::default() };
        let mut findings = check(&project, &compile(&project), known);
        // The funnel that engines are compared by says nothing but its script, like those of the others.
        let is_script = |code: &str| matches!(code, "no-default-reply" | "no-fallback");
        findings.retain(|found| !is_script(found.code) || !folder.ends_with("reference"));
        let shown: Vec<_> =
            findings.iter().map(|found| format!("{}: {}", found.code, found.message.of(Lang::En))).collect();
        assert!(findings.is_empty(), "{}:\n{}", folder.display(), shown.join("\n"));
    }
}

fn media(folder: &Path) -> BTreeMap<String, u64> {
    let Ok(entries) = fs::read_dir(folder.join("media")) else { return BTreeMap::new() };
    let size = |entry: fs::DirEntry| {
        (entry.file_name().to_string_lossy().into_owned(), entry.metadata().map_or(0, |meta| meta.len()))
    };
    entries.flatten().map(size).collect()
}

#[test]
fn every_kind_of_block_is_played_in_a_sample() {
    let used: BTreeSet<String> = samples()
        .iter()
        .flat_map(|folder| load(folder).blocks().map(|(_, _, block)| block.kind.clone()).collect::<Vec<_>>())
        .collect();
    let unused: Vec<_> =
        BLOCK_TYPES.iter().filter(|kind| !used.contains(kind.name)).map(|kind| kind.name).collect();
    assert_eq!(unused, [""; 0]);
}

#[test]
fn nothing_in_the_tree_looks_like_a_token() {
    for folder in samples() {
        for (name, bytes) in files(&folder) {
            let text = String::from_utf8_lossy(&bytes);
            let is_secret = |word: &str| {
                let Some((id, secret)) = word.split_once(':') else { return false };
                id.len() >= 6 && id.bytes().all(|c| c.is_ascii_digit()) && secret.len() >= 30
            };
            let found = text.split(|c: char| c.is_whitespace() || c == '"').find(|word| is_secret(word));
            assert_eq!(found, None, "{}/{name}", folder.display());
        }
    }
}
