//! The rules of the house as tests: layers, purity, sizes, documents, samples, licences.
//! This file holds the table of layers; the other rules stand in `tests/tidy/`.

#[path = "tidy/licences.rs"]
mod licences;
#[path = "tidy/samples.rs"]
mod samples;
#[path = "tidy/source.rs"]
mod source;
#[path = "tidy/style.rs"]
mod style;
#[path = "tidy/words.rs"]
mod words;

use source::{report, root, sources};
use std::collections::BTreeSet;

/// Modules in layer order and what each may use. A module missing here fails the test.
const LAYERS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("diag", &["model"]),
    ("file", &["diag", "model"]),
    ("uses", &["diag", "model"]),
    ("edit", &["diag", "model", "uses"]),
    ("arrange", &["model"]),
    ("flow", &["model"]),
    ("blocks", &["flow", "model"]),
    ("compare", &["blocks", "diag", "edit", "model"]),
    ("compile", &["blocks", "diag", "flow", "model"]),
    ("translate", &["compile", "diag", "file", "flow", "model"]),
    ("engine", &["flow", "model"]),
    ("travel", &["engine", "flow", "model"]),
    ("channels", &["diag", "engine", "flow", "model"]),
    ("check", &["blocks", "channels", "compile", "diag", "engine", "flow", "model", "translate", "uses"]),
    ("export", &["blocks", "channels", "check", "compile", "diag", "flow", "model"]),
    ("shared", &["engine", "flow", "model"]),
    ("emulator", &["diag", "engine", "flow", "model", "shared", "travel"]),
    // A package of its own, which knows nothing of Voronka.
    ("painter", &[]),
    ("zones", &["flow", "model"]),
    ("folder", &["blocks", "diag", "file", "model"]),
    ("journal", &["blocks", "edit", "file", "folder", "model"]),
    ("gallery", &["blocks", "channels", "diag", "file", "folder", "model"]),
    (
        "runtime",
        &["channels", "compile", "diag", "engine", "flow", "folder", "model", "shared", "travel", "zones"],
    ),
    (
        "studio",
        &[
            "arrange",
            "blocks",
            "channels",
            "check",
            "compare",
            "compile",
            "diag",
            "edit",
            "emulator",
            "engine",
            "export",
            "file",
            "flow",
            "folder",
            "gallery",
            "journal",
            "model",
            "runtime",
            "translate",
            "uses",
            "zones",
        ],
    ),
];

/// The top: sees everything.
const TOP: &[&str] = &["cli", "lib", "main"];

/// Modules that may touch disk, network, clock and window; all others are the pure core.
const SHELL: &[&str] =
    &["zones", "folder", "gallery", "journal", "painter", "runtime", "studio", "cli", "main"];

/// What the core never mentions, and why it would break the promise of `step`.
const WORLD: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::time",
    "SystemTime",
    "Instant::now",
    "HashMap",
    "HashSet",
    "println!",
    "eprintln!",
    "egui",
    "jiff::",
    "rusqlite",
    "tokio",
    "reqwest",
    "rand::",
];

fn allowed(module: &str) -> Option<&'static [&'static str]> {
    LAYERS.iter().find(|(name, _)| *name == module).map(|(_, uses)| *uses)
}

#[test]
fn modules_use_only_the_layers_below_them() {
    let mut complaints = Vec::new();
    for source in sources().iter().filter(|source| !TOP.contains(&source.module())) {
        let Some(uses) = allowed(source.module()) else {
            complaints.push(format!("{}: module {} is in no layer", source.path, source.module()));
            continue;
        };
        for (number, line) in &source.lines {
            if line.trim_start().starts_with("//") {
                continue;
            }
            if line.contains("use crate::{") || line.contains("super::super") {
                complaints.push(format!("{}:{number}: name the module: use crate::module::…", source.path));
            }
            for (at, _) in line.match_indices("crate::") {
                let rest = &line[at + "crate::".len()..];
                let used: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let known = LAYERS.iter().any(|(name, _)| *name == used);
                if known && used != source.module() && !uses.contains(&used.as_str()) {
                    complaints.push(format!(
                        "{}:{number}: {} may not use {used}",
                        source.path,
                        source.module()
                    ));
                }
            }
        }
    }
    report("layers", complaints);
}

#[test]
fn the_core_never_touches_the_world() {
    let mut complaints = Vec::new();
    for source in sources().iter().filter(|source| !SHELL.contains(&source.module())) {
        for (number, line) in source.lines.iter().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            for word in WORLD.iter().filter(|word| line.contains(**word)) {
                complaints.push(format!("{}:{number}: {word} in the core", source.path));
            }
        }
    }
    report("pure core", complaints);
}

/// Ways of the standard library that weigh kilobytes in a page, and what the engine has instead.
const HEAVY: &[(&str, &str)] = &[
    ("format!", "push_to, push_digits"),
    ("write!", "push_to, push_digits"),
    (".to_string()", "shown"),
    (".to_lowercase()", "flow::to_lower"),
    (".to_uppercase()", "flow::to_upper"),
    (".sort", "insert in order"),
    (".chars().count()", "flow::count_chars"),
];

/// A page plays tables and never makes them, so that part of the engine may weigh what it likes.
#[test]
fn the_engine_weighs_little_in_a_page() {
    let mut complaints = Vec::new();
    // Joining two subscribers is a driver's work; a page never calls it.
    let is_in_page =
        |source: &&source::Source| source.module() == "engine" && !source.path.ends_with("engine/merge.rs");
    for source in sources().iter().filter(is_in_page) {
        let compiles = source.lines.iter().position(|(_, line)| line.starts_with("impl TablePlan"));
        let lines = source.lines.iter().take(compiles.unwrap_or(source.lines.len()));
        for (number, line) in lines.filter(|(_, line)| !line.trim_start().starts_with("//")) {
            for (word, instead) in HEAVY.iter().filter(|(word, _)| line.contains(word)) {
                complaints.push(format!("{}:{number}: {word} instead of {instead}", source.path));
            }
        }
    }
    report("light engine", complaints);
}

#[test]
fn the_architecture_names_every_module_and_only_paths_that_exist() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let modules: BTreeSet<_> = sources().iter().map(|source| source.module().to_owned()).collect();
    let unnamed = modules.iter().filter(|module| *module != "lib" && !text.contains(&format!("`{module}`")));
    let mut complaints: Vec<_> =
        unnamed.map(|module| format!("ARCHITECTURE.md does not name `{module}`")).collect();
    for path in text.split('`').skip(1).step_by(2) {
        let is_path =
            path.contains('/') && !path.contains([' ', '<', '*', '(', ':', '…']) && !path.starts_with("http");
        if is_path && !root().join(path).exists() {
            complaints.push(format!("ARCHITECTURE.md names {path}, which does not exist"));
        }
    }
    report("architecture", complaints);
}
