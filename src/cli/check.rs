//! `voronka check`: what will go wrong for subscribers.

use super::opened::Opened;
use super::{Context, Ending, Failure, JSON_FLAG, PROJECT_FLAG, Verb, findings};
use crate::check::{self, Known};
use crate::diag::Severity;
use crate::folder;
use crate::model::Label;
use crate::zones;
use clap::ArgMatches;
use serde_json::json;
use std::path::PathBuf;

pub(super) static CHECK: Verb = Verb {
    name: "check",
    about: Label::new("Найти ошибки в проекте", "Find mistakes in a project"),
    more: Label::new(
        "Смотрит на воронки глазами подписчика: кнопки в никуда, недостижимые блоки, опечатки в переменных, \
         надписи длиннее, чем показывает мессенджер. У каждого замечания есть место, причина и подсказка. \
         Код выхода 1, если есть хоть одно.",
        "Looks at the funnels with a subscriber's eyes: buttons that lead nowhere, unreachable blocks, misspelled \
         fields, captions longer than a messenger shows. Every finding has a place, a reason and a hint. Exit \
         code 1 when there is any.",
    ),
    examples: Label::new(
        "Примеры:\n  voronka check projects/checklist\n  voronka check подарок --json",
        "Examples:\n  voronka check projects/checklist\n  voronka check gift --json",
    ),
    flags: &[PROJECT_FLAG, JSON_FLAG],
    run,
};

fn run(context: &mut Context<'_>, matches: &ArgMatches) -> Result<Ending, Failure> {
    let path = matches.get_one::<String>("project").cloned().unwrap_or_default();
    let opened = Opened::open(&PathBuf::from(&path), context.lang)?;
    let media = folder::media(&opened.root).map_err(|error| Failure::cannot(context.lang, &error.words()))?;
    let looks = folder::media_looks(&opened.root, media.keys());
    let known = Known {
        media: Some(&media),
        looks: Some(&looks),
        is_zone: Some(zones::is_known),
        today: Some(zones::today()),
    };
    let found = check::check(&opened.project, &opened.compiled, known);
    let count = |severity| found.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if matches.get_flag("json") {
        let findings = findings::to_json(&opened.project, &found, context.lang);
        context.json(
            &json!({ "project": path, "errors": errors, "warnings": warnings, "findings": findings }),
        )?;
    } else {
        findings::print(context, &opened.project, &found)?;
        let (ru, en) = if found.is_empty() {
            ("замечаний нет".to_owned(), "no findings".to_owned())
        } else {
            (
                format!("ошибок: {errors}, предупреждений: {warnings}"),
                format!("errors: {errors}, warnings: {warnings}"),
            )
        };
        context.line(crate::diag::Words::new(ru, en).of(context.lang))?;
    }
    Ok(Ending::of(found.is_empty()))
}
