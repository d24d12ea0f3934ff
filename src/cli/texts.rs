//! `voronka texts`: texts of a project to a translator and back.

use super::opened::Opened;
use super::{Context, Ending, Failure, Flag, FlagKind, JSON_FLAG, PROJECT_FLAG, Verb, disk};
use crate::blocks::Registry;
use crate::diag::{FilePlace, Words};
use crate::edit::build;
use crate::folder;
use crate::model::{Label, Layer, Project};
use crate::translate::{self, Brought, Exchange};
use clap::ArgMatches;
use serde_json::json;
use std::path::Path;

const FILE: Label = Label::new("ФАЙЛ", "FILE");

pub(super) static TEXTS: Verb = Verb {
    name: "texts",
    about: Label::new(
        "Отдать тексты переводчику и вернуть",
        "Hand texts to a translator and bring them back",
    ),
    more: Label::new(
        "Без --out и --in говорит, чего не хватает. --out пишет все тексты с переводами, какие есть: .csv для \
         таблиц, .xlf для программ переводчиков (XLIFF 1.2). --in вносит переводы в проект; пустые ничего не \
         меняют, непонятные ключи не берутся. Код выхода 1, если чего-то не хватает или что-то не подошло.",
        "Without --out and --in it says what is missing. --out writes all texts with the translations that there \
         are: .csv for spreadsheets, .xlf for programs of translators (XLIFF 1.2). --in puts translations into the \
         project; empty ones change nothing, unknown keys are left out. Exit code 1 when something is missing or \
         did not fit.",
    ),
    examples: Label::new(
        "Примеры:\n  voronka texts подарок --layer en\n  voronka texts подарок --layer en --out en.xlf\n  \
         voronka texts подарок --layer en --in en.xlf",
        "Examples:\n  voronka texts gift --layer en\n  voronka texts gift --layer en --out en.xlf\n  \
         voronka texts gift --layer en --in en.xlf",
    ),
    flags: &[
        PROJECT_FLAG,
        Flag {
            name: "layer",
            kind: FlagKind::Needed(Label::new("ЯЗЫК", "LANGUAGE")),
            help: Label::new(
                "Язык, мессенджер или оба: en, @whatsapp, en@whatsapp",
                "A language, a messenger or both: en, @whatsapp, en@whatsapp",
            ),
        },
        Flag {
            name: "out",
            kind: FlagKind::Value(FILE),
            help: Label::new("Куда записать: .csv или .xlf", "Where to write: .csv or .xlf"),
        },
        Flag {
            name: "in",
            kind: FlagKind::Value(FILE),
            help: Label::new("Откуда внести переводы", "Where to take translations from"),
        },
        JSON_FLAG,
    ],
    run,
};

fn run(context: &mut Context<'_>, matches: &ArgMatches) -> Result<Ending, Failure> {
    let value = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let root = Path::new(value("project").unwrap_or_default());
    let layer = value("layer").unwrap_or_default();
    if !Layer::is_valid_name(layer) {
        let words = Words::new(
            format!("«{layer}» не годится. Нужен язык, мессенджер или оба: en, @whatsapp, en@whatsapp."),
            format!(
                "“{layer}” does not do. Give a language, a messenger or both: en, @whatsapp, en@whatsapp."
            ),
        );
        return Err(Failure::cannot(context.lang, &words));
    }
    let opened = Opened::open(root, context.lang)?;
    let as_json = matches.get_flag("json");
    match (value("in"), value("out")) {
        (Some(_), Some(_)) => Err(Failure::cannot(
            context.lang,
            &Words::new("Укажите одно: --in или --out.", "Give one of the two: --in or --out."),
        )),
        (Some(path), None) => bring(context, opened, layer, Path::new(path), as_json),
        (None, Some(path)) => write(context, &opened.project, layer, Path::new(path), as_json),
        (None, None) => tell(context, &opened.project, layer, as_json),
    }
}

fn kind_of(context: &Context<'_>, path: &Path) -> Result<Exchange, Failure> {
    Exchange::of_path(&path.to_string_lossy()).ok_or_else(|| {
        let words = Words::new(
            format!("{}: имя файла должно кончаться на .csv, .xlf или .xliff.", path.display()),
            format!("{}: the file's name must end in .csv, .xlf or .xliff.", path.display()),
        );
        Failure::cannot(context.lang, &words)
    })
}

fn write(
    context: &mut Context<'_>,
    project: &Project,
    layer: &str,
    path: &Path,
    as_json: bool,
) -> Result<Ending, Failure> {
    let kind = kind_of(context, path)?;
    if let Some(folder) = path.parent() {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        folder::may_hold_other_files(folder)
            .map_err(|error| Failure::cannot(context.lang, &error.words()))?;
    }
    let rows = translate::rows(project, layer);
    disk::write(path, &translate::write(project, layer, kind, &rows), context.lang)?;
    let missing = rows.iter().filter(|row| row.text.trim().is_empty()).count();
    if as_json {
        let answer = json!({ "file": path.display().to_string(), "texts": rows.len(), "missing": missing });
        context.json(&answer)?;
    } else {
        context.line(path.display().to_string())?;
        context.remark(&Words::new(
            format!("Текстов: {}, без перевода: {missing}", rows.len()),
            format!("Texts: {}, without a translation: {missing}", rows.len()),
        ))?;
    }
    Ok(Ending::Well)
}

/// What is missing, a line a text.
fn tell(context: &mut Context<'_>, project: &Project, layer: &str, as_json: bool) -> Result<Ending, Failure> {
    let empty = Layer { name: layer.to_owned(), ..Layer::default() };
    let found = project.layers.iter().find(|other| other.name == layer).unwrap_or(&empty);
    let progress = translate::progress(project, found);
    let slips: Vec<_> = progress.slips.iter().map(|slip| slip.spoken.key.as_str()).collect();
    let stale: Vec<_> = progress.stale.iter().map(|spoken| spoken.key.as_str()).collect();
    if as_json {
        let missing: Vec<_> = progress.missing.iter().map(|spoken| &spoken.key).collect();
        context
            .json(&json!({ "missing": missing, "idle": progress.idle, "fields": slips, "stale": stale }))?;
    } else {
        for spoken in &progress.missing {
            let first = spoken.text.lines().next().unwrap_or_default();
            context.line(format!("{}\t{first}", spoken.key))?;
        }
        name_keys(context, IDLE, &progress.idle)?;
        name_keys(context, FIELDS, &slips)?;
        name_keys(context, OLD, &stale)?;
    }
    let is_well = progress.missing.is_empty() && progress.idle.is_empty() && slips.is_empty();
    Ok(Ending::of(is_well && stale.is_empty()))
}

const OLD: Label = Label::new(
    "Перевод устарел, оригинал с тех пор изменился",
    "The translation is out of date, its original has changed since",
);
const IDLE: Label = Label::new("Перевод ни к чему не относится", "The translation belongs to nothing");
const FIELDS: Label =
    Label::new("Поля в {{ }} не те, что в оригинале", "The fields in {{ }} are not those of the original");
const UNKNOWN: Label =
    Label::new("Таких текстов в проекте нет, не взяты", "The project has no such texts, left out");
const STALE: Label =
    Label::new("Оригинал с тех пор изменился, проверьте", "The original has changed since, look again");

fn name_keys(context: &mut Context<'_>, what: Label, keys: &[impl AsRef<str>]) -> Result<(), Failure> {
    if keys.is_empty() {
        return Ok(());
    }
    let keys = keys.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
    context.remark(&Words::new(format!("{}: {keys}", what.ru), format!("{}: {keys}", what.en)))
}

fn bring(
    context: &mut Context<'_>,
    Opened { root, mut project, fingerprint, .. }: Opened,
    layer: &str,
    path: &Path,
    as_json: bool,
) -> Result<Ending, Failure> {
    let kind = kind_of(context, path)?;
    let lang = context.lang;
    let bytes = std::fs::read(path).map_err(|error| disk::failed(path, &error, lang))?;
    let rows = translate::read(&path.to_string_lossy(), kind, &bytes).map_err(|error| Failure::Cannot {
        words: format!("{}: {}", error.place, error.message.of(lang)),
        project: Some(root.clone()),
        place: Some(FilePlace { path: path.display().to_string(), ..error.place }),
    })?;
    let brought = translate::bring(&project, layer, &rows);
    if !(brought.changed.is_empty() && brought.confirmed.is_empty()) {
        let cannot = |words: &Words| Failure::cannot(lang, words);
        let (texts, originals) = (brought.texts.clone(), brought.originals.clone());
        let layer = Layer { name: layer.to_owned(), texts, originals };
        let transaction = build::replace_layer(&project, layer);
        transaction.apply(&mut project).map_err(|error| cannot(&error.words()))?;
        folder::save(&root, &project, &Registry, Some(&fingerprint))
            .map_err(|error| cannot(&error.words()))?;
    }
    report(context, &brought, as_json)
}

fn report(context: &mut Context<'_>, brought: &Brought, as_json: bool) -> Result<Ending, Failure> {
    let Brought { changed, confirmed, unknown, stale, slips, .. } = brought;
    let slips: Vec<_> = slips.iter().map(|slip| slip.spoken.key.as_str()).collect();
    if as_json {
        let answer = json!({
            "changed": changed, "confirmed": confirmed, "unknown": unknown, "stale": stale, "fields": slips
        });
        context.json(&answer)?;
    } else {
        let said = Words::new(
            format!("Внесено переводов: {}", changed.len()),
            format!("Translations brought in: {}", changed.len()),
        );
        context.line(said.of(context.lang))?;
        if !confirmed.is_empty() {
            let count = confirmed.len();
            context.remark(&Words::new(
                format!("Подтверждено без изменений: {count}"),
                format!("Confirmed as they are: {count}"),
            ))?;
        }
        name_keys(context, UNKNOWN, unknown)?;
        name_keys(context, STALE, stale)?;
        name_keys(context, FIELDS, &slips)?;
    }
    Ok(Ending::of(unknown.is_empty() && stale.is_empty() && slips.is_empty()))
}
