//! `voronka picture`: a funnel as a picture.

use super::opened::Opened;
use super::{Context, Ending, Failure, Flag, FlagKind, PROJECT_FLAG, Verb, disk};
use crate::diag::Words;
use crate::folder;
use crate::model::{FunnelName, Label, Project};
use crate::studio::canvas::picture::{Format, PictureOf, picture};
use crate::studio::theme::Theme;
use clap::ArgMatches;
use std::collections::BTreeSet;
use std::path::Path;

pub(super) static PICTURE: Verb = Verb {
    name: "picture",
    about: Label::new("Нарисовать воронку в файл", "Draw a funnel into a file"),
    more: Label::new(
        "Рисует воронку целиком, как на холсте: .svg для сайтов и дизайна, .png для переписки, .pdf для печати. \
         Блоки без места раскладываются сами.",
        "Draws a whole funnel as on the canvas: .svg for sites and design, .png for chats, .pdf for printing. Blocks \
         without a place find one by themselves.",
    ),
    examples: Label::new(
        "Примеры:\n  voronka picture подарок --out воронка.svg\n  voronka picture подарок --funnel стоп --out стоп.pdf",
        "Examples:\n  voronka picture gift --out funnel.svg\n  voronka picture gift --funnel stop --out stop.pdf",
    ),
    flags: &[
        PROJECT_FLAG,
        Flag {
            name: "out",
            kind: FlagKind::Needed(Label::new("ФАЙЛ", "FILE")),
            help: Label::new("Куда записать: .svg, .png или .pdf", "Where to write: .svg, .png or .pdf"),
        },
        Flag {
            name: "funnel",
            kind: FlagKind::Value(Label::new("ВОРОНКА", "FUNNEL")),
            help: Label::new("Какую воронку; без этого первую", "Which funnel; the first one without this"),
        },
        Flag {
            name: "dark",
            kind: FlagKind::Switch,
            help: Label::new("Тёмными красками", "In dark colours"),
        },
    ],
    run,
};

fn run(context: &mut Context<'_>, matches: &ArgMatches) -> Result<Ending, Failure> {
    let value = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let out = Path::new(value("out").unwrap_or_default());
    let Some(format) = Format::of_path(&out.to_string_lossy()) else {
        let words = Words::new(
            format!("{}: имя файла должно кончаться на .svg, .png или .pdf.", out.display()),
            format!("{}: the file's name must end in .svg, .png or .pdf.", out.display()),
        );
        return Err(Failure::cannot(context.lang, &words));
    };
    let project = Opened::open(Path::new(value("project").unwrap_or_default()), context.lang)?.project;
    let funnel = chosen(&project, value("funnel")).map_err(|words| Failure::cannot(context.lang, &words))?;
    let theme = Theme::new(matches.get_flag("dark"), true);
    let of =
        PictureOf { project: &project, funnel, only: &BTreeSet::new(), lang: context.lang, theme: &theme };
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    folder::may_hold_other_files(folder).map_err(|error| Failure::cannot(context.lang, &error.words()))?;
    let bytes = picture(&of, format, &mut |_, _| true)
        .map_err(|error| Failure::cannot(context.lang, &error.words()))?;
    disk::write(out, &bytes, context.lang)?;
    context.line(out.display().to_string())?;
    Ok(Ending::Well)
}

/// The funnel of a name, or the first.
fn chosen<'a>(project: &'a Project, name: Option<&str>) -> Result<&'a FunnelName, Words> {
    let mut names = project.funnels.iter().map(|funnel| &funnel.name);
    let found = match name {
        Some(name) => names.find(|own| own.0 == name),
        None => names.next(),
    };
    found.ok_or_else(|| {
        let all: Vec<&str> = project.funnels.iter().map(|funnel| funnel.name.0.as_str()).collect();
        let (name, all) = (name.unwrap_or_default(), all.join(", "));
        Words::new(
            format!("Воронки «{name}» в проекте нет. Есть: {all}."),
            format!("The project has no funnel “{name}”. It has: {all}."),
        )
    })
}
