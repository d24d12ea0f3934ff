//! What a new project can begin as: the sample projects, carried in the program. One line each; a test
//! compares the lists of files with the folders.

use crate::model::Label;

/// A template.
pub(super) struct Template {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is.
    pub label: Label,
    /// Its files by their path inside the project; none for an empty project.
    pub files: &'static [(&'static str, &'static [u8])],
}

/// Every template.
pub(super) static TEMPLATES: &[Template] = &[
    Template {
        name: "empty", label: Label::new("пустой проект", "an empty project"), files: &[]
    },
    Template {
        name: "checklist",
        label: Label::new("чек-лист по QR-коду", "a checklist by QR code"),
        files: CHECKLIST,
    },
    Template { name: "pizza", label: Label::new("заказ пиццы", "ordering a pizza"), files: PIZZA },
];

/// Files of a sample project by name.
macro_rules! sample {
    ($project:literal: $($file:literal)*) => {
        &[$(($file, include_bytes!(concat!("../../projects/", $project, "/", $file)))),*]
    };
}

static CHECKLIST: &[(&str, &[u8])] = sample!("checklist":
    "funnels/main.ron"
    "funnels/quiz.ron"
    "funnels/stop.ron"
    "layout.ron"
    "media/7-oshibok.pdf"
    "media/oblozhka.png"
    "project.ron"
    "tests/01-qr-i-razbor.chat"
    "tests/02-kviz-goryachiy.chat"
    "tests/03-crm-ne-otvetila.chat"
    "tests/04-ne-chislo.chat"
    "tests/05-molchit-nochyu.chat"
    "tests/06-stop-i-start.chat"
    "tests/07-staraya-knopka.chat"
    "tests/08-neponyatnoe.chat"
    "tests/09-pyatnica.chat"
);

static PIZZA: &[(&str, &[u8])] = sample!("pizza":
    "funnels/order.ron"
    "funnels/stop.ron"
    "layout.ron"
    "media/menu.png"
    "project.ron"
    "tests/01-pervyy-zakaz.chat"
    "tests/02-odin-emodzi.chat"
    "tests/03-kuhnya-molchit.chat"
    "tests/04-peredumal.chat"
    "tests/05-zakaz-zhdyot.chat"
    "tests/06-stop.chat"
    "tests/07-nedovolen.chat"
    "tests/08-noch.chat"
);

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use std::path::Path;

    fn files_of(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
            if path.is_dir() {
                files_of(&path, &format!("{name}/"), files);
            } else {
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }

    #[test]
    fn every_template_is_its_sample_project_to_the_byte() {
        for template in TEMPLATES.iter().filter(|template| !template.files.is_empty()) {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects").join(template.name);
            let mut on_disk = BTreeMap::new();
            files_of(&folder, "", &mut on_disk);
            let carried: BTreeMap<_, _> =
                template.files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
            let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
            assert_eq!(names(&carried), names(&on_disk), "{}", template.name);
            assert!(carried == on_disk, "{}", template.name);
        }
    }
}
