//! The published JSON Schemas of the Bot API, when the shared folder is beside the repository.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

/// Validators by the name of the method or object.
pub struct Schemas(BTreeMap<String, jsonschema::Validator>);

impl Schemas {
    /// The schemas; `None`, said aloud, when the folder is not there.
    pub fn load() -> Option<&'static Self> {
        static READ: LazyLock<Option<Schemas>> = LazyLock::new(Schemas::read);
        READ.as_ref()
    }

    fn read() -> Option<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/schemas/telegram/jsonschema-10.3");
        let Ok(entries) = std::fs::read_dir(&folder) else {
            println!("{} is absent: bodies are not validated against the schema", folder.display());
            return None;
        };
        let read = entries.map(|entry| {
            let path = entry.expect("an entry of the folder").path();
            let schema: Value = serde_json::from_slice(&std::fs::read(&path).expect("a file")).expect("JSON");
            let name = path.file_stem().expect("a name").to_string_lossy().to_lowercase();
            (name, jsonschema::validator_for(&schema).expect("a schema"))
        });
        Some(Self(read.collect()))
    }

    /// Fails when the value breaks the schema of that name.
    pub fn check(&self, name: &str, value: &Value) {
        let validator = self.0.get(&name.to_lowercase()).unwrap_or_else(|| panic!("no schema of {name}"));
        if let Err(error) = validator.validate(value) {
            panic!("{name}: {error}: {value}");
        }
    }
}
