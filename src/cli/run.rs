//! `voronka run`: the project's bot, live in Telegram until it is stopped.

use super::findings;
use super::opened::Opened;
use super::{Context, Ending, Failure, Flag, FlagKind, PROJECT_FLAG, Verb};
use crate::model::Label;
use crate::runtime::{self, RunOptions};
use clap::ArgMatches;
use std::path::{Path, PathBuf};

pub(super) static RUN: Verb = Verb {
    name: "run",
    about: Label::new("Запустить бота в Telegram", "Run the bot in Telegram"),
    more: Label::new(
        "Отвечает подписчикам, пока не остановят (Ctrl+C). Разговоры, таймеры и неотправленные сообщения хранит в \
         файле: после остановки или сбоя продолжит с того же места. Токен берёт из переменной \
         VORONKA_TELEGRAM_TOKEN или из связки ключей системы (voronka token telegram).",
        "Answers subscribers until it is stopped (Ctrl+C). Keeps conversations, timers and unsent messages in a file: \
         after a stop or a crash it goes on where it was. Takes the token from VORONKA_TELEGRAM_TOKEN or from the \
         system keychain (voronka token telegram).",
    ),
    examples: Label::new(
        "Примеры:\n  voronka run projects/checklist\n  voronka run подарок --store бот.sqlite",
        "Examples:\n  voronka run projects/checklist\n  voronka run gift --store bot.sqlite",
    ),
    flags: &[
        PROJECT_FLAG,
        API_FLAG,
        Flag {
            name: "store",
            kind: FlagKind::Value(Label::new("ФАЙЛ", "FILE")),
            help: Label::new(
                "Где хранить разговоры; без него — в папке данных пользователя",
                "Where to keep conversations; without it, in the user's data folder",
            ),
        },
        Flag {
            name: "team",
            kind: FlagKind::Value(Label::new("ЧАТ", "CHAT")),
            help: Label::new(
                "Номер чата команды: туда приходят уведомления и разговоры для менеджера (бот назовёт номер на /team \
                 в группе). Или переменная VORONKA_TELEGRAM_TEAM",
                "Number of the team's chat, where notifications and conversations for a person come (the bot says it \
                 when asked /team in a group). Or the variable VORONKA_TELEGRAM_TEAM",
            ),
        },
    ],
    run,
};

/// Another address of the Bot API.
pub(super) const API_FLAG: Flag = Flag {
    name: "api",
    kind: FlagKind::Value(Label::new("АДРЕС", "URL")),
    help: Label::new(
        "Другой адрес Bot API вместо https://api.telegram.org",
        "Another address of the Bot API than https://api.telegram.org",
    ),
};

fn run(context: &mut Context<'_>, matches: &ArgMatches) -> Result<Ending, Failure> {
    let path = matches.get_one::<String>("project").cloned().unwrap_or_default();
    let opened = Opened::open(Path::new(&path), context.lang)?;
    findings::remark_zone(context, &opened.project)?;
    runtime::log_to_stderr();
    let options = RunOptions {
        project: opened.project,
        folder: opened.root,
        api: matches.get_one("api").cloned(),
        store: matches.get_one::<String>("store").map(PathBuf::from),
        team: matches.get_one::<String>("team").cloned().or_else(runtime::team_of_environment),
        lang: context.lang,
    };
    runtime::run(&options).map_err(|error| Failure::cannot(context.lang, &error.words()))?;
    Ok(Ending::Well)
}
