//! Source files as the rules see them: without their inline tests.

use std::fs;
use std::path::{Path, PathBuf};

/// A source file of `src/` or of the package `painter`.
pub struct Source {
    /// Path from the package's root, with `/`.
    pub path: String,
    /// Lines without the inline test module, with their numbers from 1.
    pub lines: Vec<(usize, String)>,
}

impl Source {
    /// The module right below `src/` that the file belongs to.
    pub fn module(&self) -> &str {
        let inside = self.path.strip_prefix("src/").unwrap_or(&self.path);
        inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs")
    }
}

/// The package's root.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every source file of the product, in order of path.
pub fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    collect(&root().join("src"), &mut paths);
    collect(&root().join("painter/src"), &mut paths);
    paths.sort();
    paths.iter().filter(|path| !is_test_module(path)).map(|path| read(path)).collect()
}

/// Whether a file as a whole is the inline tests of the module whose folder it is in.
fn is_test_module(path: &Path) -> bool {
    let module =
        path.parent().map(|folder| folder.join("mod.rs")).and_then(|path| fs::read_to_string(path).ok());
    path.ends_with("tests.rs") && module.is_some_and(|text| text.contains("#[cfg(test)]\nmod tests;"))
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(path);
        }
    }
}

fn read(path: &Path) -> Source {
    let text = fs::read_to_string(path).expect("a source file");
    let shown = path.strip_prefix(root()).expect("a path inside the package");
    Source { path: shown.to_string_lossy().replace('\\', "/"), lines: without_tests(&text) }
}

/// The lines before `mod tests {`, numbered from 1. A `#[cfg(test)]` over anything else ends nothing: what follows
/// it is code like any other.
fn without_tests(text: &str) -> Vec<(usize, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let is_tests = |pair: &[&str]| pair[0] == "#[cfg(test)]" && pair[1].starts_with("mod tests {");
    let end = lines.windows(2).position(is_tests).unwrap_or(lines.len());
    lines[..end].iter().enumerate().map(|(index, line)| (index + 1, (*line).to_owned())).collect()
}

#[test]
fn only_the_inline_tests_at_the_end_escape_the_rules() {
    let seen = |text: &str| without_tests(text).len();
    assert_eq!(seen("mod a;\n#[cfg(test)]\nmod tests;\nmod b;\nfn c() {}\n"), 5);
    assert_eq!(seen("fn a() {}\n\n#[cfg(test)]\nmod tests {\n    #[test]\n}\n"), 2);
}

/// Fails with every complaint on a line of its own.
pub fn report(rule: &str, complaints: Vec<String>) {
    assert!(complaints.is_empty(), "{rule}\n{}\n", complaints.join("\n"));
}
