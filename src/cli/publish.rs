//! `voronka publish`: the bot's name, descriptions, commands and menu in the messenger.

use super::findings;
use super::opened::Opened;
use super::run::API_FLAG;
use super::{Context, Ending, Failure, Flag, FlagKind, PROJECT_FLAG, Verb};
use crate::diag::Words;
use crate::model::Label;
use crate::runtime::{self, PublishOptions};
use clap::ArgMatches;
use std::path::Path;

pub(super) static PUBLISH: Verb = Verb {
    name: "publish",
    about: Label::new("Настроить профиль бота в мессенджере", "Set up the bot's profile in a messenger"),
    more: Label::new(
        "Ставит имя, описания, команды и кнопку меню из настроек проекта. С --dry-run только показывает запросы: ни \
         токен, ни связь не нужны. Токен берёт из переменной VORONKA_TELEGRAM_TOKEN или из связки ключей.",
        "Sets name, descriptions, commands and menu button from the project's settings. With --dry-run it only shows \
         the calls and needs neither token nor network. Takes the token from VORONKA_TELEGRAM_TOKEN or the keychain.",
    ),
    examples: Label::new(
        "Примеры:\n  voronka publish telegram projects/checklist --dry-run",
        "Examples:\n  voronka publish telegram projects/checklist --dry-run",
    ),
    flags: &[
        CHANNEL_FLAG,
        PROJECT_FLAG,
        API_FLAG,
        Flag {
            name: "dry-run",
            kind: FlagKind::Switch,
            help: Label::new("Только показать запросы", "Only show the calls"),
        },
    ],
    run,
};

/// The messenger by its place.
pub(super) const CHANNEL_FLAG: Flag = Flag {
    name: "channel",
    kind: FlagKind::One(Label::new("МЕССЕНДЖЕР", "MESSENGER")),
    help: Label::new("Мессенджер; сейчас только telegram", "Messenger; only telegram for now"),
};

/// Refuses messengers that cannot be reached yet.
pub(super) fn check_channel(context: &Context<'_>, matches: &ArgMatches) -> Result<(), Failure> {
    let channel = matches.get_one::<String>("channel").map_or("", String::as_str);
    if channel == "telegram" {
        return Ok(());
    }
    let words = Words::new(
        format!("мессенджер «{channel}» пока нельзя подключить; есть telegram"),
        format!("the messenger “{channel}” cannot be connected yet; there is telegram"),
    );
    Err(Failure::cannot(context.lang, &words))
}

fn run(context: &mut Context<'_>, matches: &ArgMatches) -> Result<Ending, Failure> {
    check_channel(context, matches)?;
    let path = matches.get_one::<String>("project").cloned().unwrap_or_default();
    let opened = Opened::open(Path::new(&path), context.lang)?;
    findings::remark_zone(context, &opened.project)?;
    let dry_run = matches.get_flag("dry-run");
    let api = matches.get_one("api").cloned();
    let folder = Some(opened.root);
    let options =
        PublishOptions { project: opened.project, folder, api, dry_run, ..PublishOptions::default() };
    let report = runtime::publish(&options).map_err(|error| Failure::cannot(context.lang, &error.words()))?;
    for call in &report.calls {
        context.line(call)?;
    }
    for warning in &report.warnings {
        context.remark(warning)?;
    }
    if !dry_run {
        let username = report.username;
        context.remark(&Words::new(format!("@{username}: готово"), format!("@{username}: done")))?;
    }
    Ok(Ending::Well)
}
