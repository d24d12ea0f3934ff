//! Licences of everything that is linked in.

use crate::source::{report, root};
use std::process::Command;

/// Licences that ask for no more than a notice.
const ALLOWED: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "MPL-2.0",
    "0BSD",
    "Unlicense",
    "CC0-1.0",
    "BSL-1.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "OFL-1.1",
    "Ubuntu-font-1.0",
    "OpenSSL",
    "CDLA-Permissive-2.0",
    "NCSA",
    "bzip2-1.0.6",
];

/// Whether one side of every `OR` in each `AND` part is allowed. Parentheses bind, `/` is an old way to write OR.
fn is_allowed(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ").replace(" WITH LLVM-exception", "");
    let parts = expression.split(" AND ");
    parts.into_iter().all(|part| {
        let part = part.trim_matches(|c| matches!(c, '(' | ')' | ' '));
        part.split(" OR ").any(|one| ALLOWED.contains(&one.trim_matches(|c| matches!(c, '(' | ')' | ' '))))
    })
}

#[test]
fn every_dependency_has_a_licence_that_we_accept() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let args = [
        "metadata",
        "--format-version=1",
        "--offline",
        "--locked",
        "--filter-platform=x86_64-unknown-linux-gnu",
    ];
    let output = Command::new(cargo).args(args).current_dir(root()).output().expect("cargo metadata runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON of cargo metadata");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    assert!(packages.len() > 100, "only {} packages are listed", packages.len());
    let complaints = packages.iter().filter_map(|package| {
        let (name, licence) = (package["name"].as_str()?, package["license"].as_str().unwrap_or("none"));
        (!is_allowed(licence)).then(|| format!("{name}: {licence}"))
    });
    report("licences", complaints.collect());
}
