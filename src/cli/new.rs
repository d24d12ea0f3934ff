//! `voronka new`: a project from a template.

use super::templates::{TEMPLATES, Template};
use super::{Context, Ending, Failure, Flag, FlagKind, Verb, disk};
use crate::blocks::Registry;
use crate::diag::Words;
use crate::folder;
use crate::model::{Label, Project};
use clap::ArgMatches;
use std::path::{Path, PathBuf};

pub(super) static NEW: Verb = Verb {
    name: "new",
    about: Label::new("Создать проект из заготовки", "Make a project from a template"),
    more: Label::new(
        "Создаёт папку ИМЯ. Заготовки: empty (пустой проект), checklist (чек-лист по QR-коду с квизом и \
         напоминанием), pizza (заказ пиццы одним смайликом). Чужие файлы не трогает: папка должна быть новой или \
         пустой.",
        "Makes the folder NAME. Templates: empty (an empty project), checklist (a checklist by QR code with a quiz \
         and a reminder), pizza (a pizza ordered by one emoji). Touches no other files: the folder must be new or \
         empty.",
    ),
    examples: Label::new(
        "Примеры:\n  voronka new подарок --template checklist\n  voronka test подарок",
        "Examples:\n  voronka new gift --template checklist\n  voronka test gift",
    ),
    flags: &[
        Flag {
            name: "name",
            kind: FlagKind::One(Label::new("ИМЯ", "NAME")),
            help: Label::new("Папка нового проекта", "Folder of the new project"),
        },
        Flag {
            name: "template",
            kind: FlagKind::Value(Label::new("ЗАГОТОВКА", "TEMPLATE")),
            help: Label::new("Заготовка; без неё empty", "Template; empty when not given"),
        },
    ],
    run,
};

fn run(context: &mut Context<'_>, matches: &ArgMatches) -> Result<Ending, Failure> {
    let lang = context.lang;
    let root = PathBuf::from(matches.get_one::<String>("name").map_or("", String::as_str));
    let wanted = matches.get_one::<String>("template").map_or("empty", String::as_str);
    let template = TEMPLATES.iter().find(|template| template.name == wanted).ok_or_else(|| {
        let known = TEMPLATES.iter().map(|template| template.name).collect::<Vec<_>>().join(", ");
        let words = Words::new(
            format!("нет заготовки «{wanted}». Есть: {known}"),
            format!("there is no template “{wanted}”. There are: {known}"),
        );
        Failure::cannot(lang, &words)
    })?;
    must_be_free(&root, context)?;
    fill(&root, template, context)?;
    let path = root.display();
    let words = Words::new(
        format!(
            "Проект создан: {path} ({})\nДальше: voronka {path}  или  voronka play {path}",
            template.label.ru
        ),
        format!(
            "Project made: {path} ({})\nNext: voronka {path}  or  voronka play {path}",
            template.label.en
        ),
    );
    context.line(words.of(lang))?;
    Ok(Ending::Well)
}

/// Refuses a folder that holds anything.
fn must_be_free(root: &Path, context: &Context<'_>) -> Result<(), Failure> {
    let is_free = match std::fs::read_dir(root) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
        Err(error) => return Err(disk::failed(root, &error, context.lang)),
    };
    let path = root.display();
    let words = Words::new(
        format!("{path}: папка не пустая. Выберите другое имя"),
        format!("{path}: the folder is not empty. Choose another name"),
    );
    if is_free { Ok(()) } else { Err(Failure::cannot(context.lang, &words)) }
}

fn fill(root: &Path, template: &Template, context: &Context<'_>) -> Result<(), Failure> {
    if template.files.is_empty() {
        let title = root.file_name().unwrap_or_default().to_string_lossy();
        let created = folder::create(root, &Project::new(title), &Registry);
        return created.map(drop).map_err(|error| Failure::cannot(context.lang, &error.words()));
    }
    for (name, bytes) in template.files {
        disk::write(&root.join(name), bytes, context.lang)?;
    }
    Ok(())
}
