//! `voronka export`: links, QR codes and the minilanding as files.

use super::opened::Opened;
use super::{Context, Ending, Failure, Flag, FlagKind, JSON_FLAG, PROJECT_FLAG, Verb, disk, findings};
use crate::diag::Words;
use crate::export::{EXPORTERS, ExportOptions, Exported, export_all};
use crate::folder;
use crate::gallery;
use crate::model::Label;
use clap::ArgMatches;
use serde_json::json;
use std::path::{Path, PathBuf};

pub(super) static EXPORT: Verb = Verb {
    name: "export",
    about: Label::new("Сделать ссылки, QR-коды и минилендинг", "Make links, QR codes and the minilanding"),
    more: Label::new(
        "Кладёт файлы в папку ПАПКА и создаёт её, если нужно; прежние файлы с теми же именами заменяет. В папки \
         funnels, tables, texts, tests и media проекта не пишет. Код выхода 1, если что-то не получилось: каких настроек не \
         хватает, написано рядом.",
        "Puts the files into the folder DIR, making it when needed; files of the same names are replaced. Does not \
         write into the folders funnels, tables, texts, tests and media of a project. Exit code 1 when something could not be \
         made: which settings are missing is said beside.",
    ),
    examples: Label::new(
        "Примеры:\n  voronka export projects/checklist --out раздать\n  voronka export подарок --out qr --only qr",
        "Examples:\n  voronka export projects/checklist --out handout\n  voronka export gift --out qr --only qr",
    ),
    flags: &[
        PROJECT_FLAG,
        Flag {
            name: "out",
            kind: FlagKind::Needed(Label::new("ПАПКА", "DIR")),
            help: Label::new("Куда положить файлы", "Where to put the files"),
        },
        Flag {
            name: "only",
            kind: FlagKind::Value(Label::new("ЧТО", "WHAT")),
            help: Label::new(
                "Только это, через запятую: links, qr, landing",
                "Only these, with commas between: links, qr, landing",
            ),
        },
        JSON_FLAG,
    ],
    run,
};

fn run(context: &mut Context<'_>, matches: &ArgMatches) -> Result<Ending, Failure> {
    let path = matches.get_one::<String>("project").cloned().unwrap_or_default();
    let out = PathBuf::from(matches.get_one::<String>("out").map_or(".", String::as_str));
    let only = matches.get_one::<String>("only").map_or("", String::as_str);
    let only = only.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let opened = Opened::open(Path::new(&path), context.lang)?;
    folder::may_hold_other_files(&out).map_err(|error| Failure::cannot(context.lang, &error.words()))?;
    let options = ExportOptions { lang: context.lang, only };
    let as_json = matches.get_flag("json");
    let made = export_all(&opened.project, &options, &mut |_, _, name| {
        // Progress is a courtesy; an output that is gone shows when the result is written.
        let label = EXPORTERS.iter().find(|exporter| exporter.name == name).map(|exporter| exporter.label);
        if let Some(label) = label.filter(|_| !as_json) {
            let _ = context.remark(&Words::new(format!("{}…", label.ru), format!("{}…", label.en)));
        }
        true
    });
    let (exported, found) = match made {
        Ok(Exported { files, findings, .. }) => (files, findings),
        Err(findings) => (Default::default(), findings),
    };
    for (name, bytes) in &exported {
        disk::write(&out.join(name), bytes, context.lang)?;
    }
    if as_json {
        let files: Vec<_> =
            exported.iter().map(|(name, bytes)| json!({ "file": name, "bytes": bytes.len() })).collect();
        let findings = findings::to_json(&opened.project, &found, context.lang);
        context.json(&json!({ "project": path, "out": out.display().to_string(), "files": files, "findings": findings }))?;
    } else {
        for name in exported.keys() {
            context.line(out.join(name).display().to_string())?;
        }
        findings::print(context, &opened.project, &found)?;
        if let Some(lent) = gallery::lent(&opened.project).filter(|_| !exported.is_empty()) {
            // As the remarks above: advice, and no reason to fail.
            let _ = context.remark(&lent);
        }
    }
    Ok(Ending::of(found.is_empty()))
}
