//! `voronka [PROJECT]`: the window of the studio.

use super::{Context, Ending, Failure};
use crate::diag::Words;
use clap::ArgMatches;
use std::path::PathBuf;

/// Opens the studio, or says why it cannot.
pub(super) fn open(context: &mut Context<'_>, matches: &ArgMatches) -> Result<Ending, Failure> {
    let project = matches.get_one::<String>("project").map(PathBuf::from);
    if let Some(path) = project.as_ref().filter(|path| !path.exists()) {
        let path = path.display();
        let words = Words::new(
            format!("нет ни такой папки, ни такой команды: {path}. Создать проект: voronka new {path}"),
            format!(
                "there is neither such a folder nor such a command: {path}. To make a project: voronka new {path}"
            ),
        );
        return Err(Failure::cannot(context.lang, &words));
    }
    show(context, matches, project)
}

#[cfg(feature = "studio")]
fn show(context: &mut Context<'_>, matches: &ArgMatches, path: Option<PathBuf>) -> Result<Ending, Failure> {
    use crate::studio::{Start, run};
    let start = Start {
        path,
        lang: matches.contains_id("lang").then_some(context.lang),
        theme: matches.get_one::<String>("theme").map(|name| theme_of(name)),
        size: matches.get_one::<String>("size").and_then(|size| size_of(size)),
        picture: matches.get_one::<String>("screenshot").map(PathBuf::from),
        painter: matches.get_one::<String>("painter").map_or_else(Default::default, |name| painter_of(name)),
    };
    run(start).map_err(|error| Failure::cannot(context.lang, &error.words()))?;
    Ok(Ending::Well)
}

#[cfg(feature = "studio")]
fn theme_of(name: &str) -> crate::studio::command::ThemeChoice {
    use crate::studio::command::ThemeChoice;
    match name {
        "light" => ThemeChoice::Light,
        "dark" => ThemeChoice::Dark,
        _ => ThemeChoice::System,
    }
}

#[cfg(feature = "studio")]
fn painter_of(name: &str) -> crate::studio::PainterChoice {
    use crate::studio::PainterChoice;
    match name {
        "opengl" => PainterChoice::OpenGl,
        "processor" => PainterChoice::Processor,
        _ => PainterChoice::Fitting,
    }
}

/// Width and height of `1760x1000`, in points.
#[cfg(feature = "studio")]
fn size_of(size: &str) -> Option<(f32, f32)> {
    let (width, height) = size.split_once('x')?;
    Some((width.parse().ok()?, height.parse().ok()?))
}

#[cfg(not(feature = "studio"))]
fn show(context: &mut Context<'_>, _: &ArgMatches, _: Option<PathBuf>) -> Result<Ending, Failure> {
    let words = Words::new("эта сборка без окна студии", "this build has no window");
    Err(Failure::cannot(context.lang, &words))
}
