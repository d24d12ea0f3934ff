//! `voronka new`: a project from a template of the gallery.

use super::{Context, Ending, Failure, Flag, FlagKind, Verb};
use crate::blocks::Registry;
use crate::diag::Words;
use crate::gallery::{self, TEMPLATES, Template, Yours};
use crate::model::{Label, Lang, Project};
use crate::{file, folder};
use clap::ArgMatches;
use std::path::{Path, PathBuf};

/// What an empty project is called on the command line.
const EMPTY: &str = "empty";
const EMPTY_TITLE: Label = Label::new("Пустой проект", "Empty project");

pub(super) static NEW: Verb = Verb {
    name: "new",
    about: Label::new("Создать проект из заготовки", "Make a project from a template"),
    more: Label::new(
        "Создаёт папку ИМЯ: воронки, картинки и записанные разговоры заготовки. Список заготовок по целям: voronka \
         new --list. Чужие файлы не трогает: папка должна быть новой или пустой.",
        "Makes the folder NAME: funnels, pictures and recorded conversations of the template. The templates by goal: \
         voronka new --list. Touches no other files: the folder must be new or empty.",
    ),
    examples: Label::new(
        "Примеры:\n  voronka new --list\n  voronka new подарок --template checklist --title \"Подарок от Анны\"\n  \
         voronka test подарок",
        "Examples:\n  voronka new --list\n  voronka new gift --template checklist --title \"A gift from Anna\"\n  \
         voronka test gift",
    ),
    flags: &[
        Flag {
            name: "name",
            kind: FlagKind::Maybe(Label::new("ИМЯ", "NAME")),
            help: Label::new("Папка нового проекта", "Folder of the new project"),
        },
        Flag {
            name: "template",
            kind: FlagKind::Value(Label::new("ЗАГОТОВКА", "TEMPLATE")),
            help: Label::new("Заготовка; без неё empty", "Template; empty when not given"),
        },
        Flag {
            name: "title",
            kind: FlagKind::Value(Label::new("НАЗВАНИЕ", "TITLE")),
            help: Label::new(
                "Название проекта и имя бота над чатом; без него как в заготовке",
                "Title of the project and the bot's name over the chat; the template's when not given",
            ),
        },
        Flag {
            name: "list",
            kind: FlagKind::Switch,
            help: Label::new("Показать заготовки по целям", "Show the templates by goal"),
        },
    ],
    run,
};

fn run(context: &mut Context<'_>, matches: &ArgMatches) -> Result<Ending, Failure> {
    let lang = context.lang;
    if matches.get_flag("list") {
        return list(context);
    }
    let root = matches.get_one::<String>("name").map(PathBuf::from).ok_or_else(|| no_name(lang))?;
    let template = match matches.get_one::<String>("template").map_or(EMPTY, String::as_str) {
        EMPTY => None,
        name => Some(gallery::template(name).ok_or_else(|| no_template(name, lang))?),
    };
    let title = matches.get_one::<String>("title").map(|title| title.trim());
    if title.is_some_and(str::is_empty) {
        let words = Words::new("название после --title пустое", "the title after --title is empty");
        return Err(Failure::cannot(lang, &words));
    }
    let project = make(&root, template, title).map_err(|error| Failure::cannot(lang, &error.words()))?;
    let made = template.map_or(EMPTY_TITLE, |template| template.title);
    let path = root.display();
    let words = Words::new(
        format!("Проект создан: {path} ({})", made.ru),
        format!("Project made: {path} ({})", made.en),
    );
    context.line(words.of(lang))?;
    if let Some(words) = to_replace(&gallery::yours(&project)) {
        context.line(words.of(lang))?;
    }
    let next = Words::new(
        format!("Дальше: voronka {path}  или  voronka play {path}"),
        format!("Next: voronka {path}  or  voronka play {path}"),
    );
    context.line(next.of(lang))?;
    Ok(Ending::Well)
}

fn make(
    root: &Path,
    template: Option<&Template>,
    title: Option<&str>,
) -> Result<Project, folder::FolderError> {
    if let Some(template) = template {
        return template.make(root, title);
    }
    let folder_name = root.file_name().unwrap_or_default().to_string_lossy();
    let mut project = Project::new(title.unwrap_or(&folder_name));
    title.unwrap_or_default().clone_into(&mut project.bot.name);
    folder::create(root, &project, &Registry)?;
    Ok(project)
}

/// What of a template the owner must replace; nothing when all may stay.
fn to_replace(yours: &Yours) -> Option<Words> {
    let bots: Vec<_> = yours.bots.iter().map(|(channel, address)| format!("{channel} {address}")).collect();
    let (bots, sites) = (bots.join(", "), yours.sites.join(", "));
    let (ru, en) = match (bots.is_empty(), sites.is_empty()) {
        (true, true) => return None,
        (false, true) => (format!("адреса ботов ({bots})"), format!("addresses of the bots ({bots})")),
        (true, false) => (format!("ссылки ({sites})"), format!("links ({sites})")),
        (false, false) => (
            format!("адреса ботов ({bots}) и ссылки ({sites})"),
            format!("addresses of the bots ({bots}) and links ({sites})"),
        ),
    };
    Some(Words::new(
        format!("Замените на свои: {ru}, тексты и реквизиты минилендинга"),
        format!("Replace by your own: {en}, texts and legal lines of the minilanding"),
    ))
}

/// Prints the gallery, goal by goal.
fn list(context: &mut Context<'_>) -> Result<Ending, Failure> {
    let names = TEMPLATES.iter().map(|template| template.name.len());
    let width = names.chain([EMPTY.len()]).max().unwrap_or_default();
    for (goal, templates) in gallery::by_goal() {
        context.line(context.say(goal.label()))?;
        for template in templates {
            let (title, about) = (context.say(template.title), context.say(template.about));
            context.line(format!("  {:width$}  {title}", template.name))?;
            context.line(format!("  {:width$}  {about}", ""))?;
        }
        context.line("")?;
    }
    context.line(context.say(Label::new("С чистого листа", "From scratch")))?;
    context.line(format!("  {EMPTY:width$}  {}", context.say(EMPTY_TITLE)))?;
    Ok(Ending::Well)
}

fn no_name(lang: Lang) -> Failure {
    let words = Words::new(
        "не хватает: <ИМЯ>, папка нового проекта. Заготовки: voronka new --list",
        "missing: <NAME>, the folder of the new project. Templates: voronka new --list",
    );
    Failure::cannot(lang, &words)
}

/// Names the near templates, or all goals' when none is near.
fn no_template(wanted: &str, lang: Lang) -> Failure {
    let names: Vec<_> = [EMPTY].into_iter().chain(TEMPLATES.iter().map(|template| template.name)).collect();
    let near = file::near_names(wanted, &names);
    let words = if near.is_empty() {
        let all = names.join(", ");
        Words::new(
            format!("нет заготовки «{wanted}». Есть: {all}. Подробнее: voronka new --list"),
            format!("there is no template “{wanted}”. There are: {all}. More: voronka new --list"),
        )
    } else {
        let (ru, en) = (near.join(" или "), near.join(" or "));
        Words::new(
            format!("нет заготовки «{wanted}». Похоже, имелось в виду: {ru}. Все: voronka new --list"),
            format!(
                "there is no template “{wanted}”. It looks like this was meant: {en}. All: voronka new --list"
            ),
        )
    };
    Failure::cannot(lang, &words)
}
