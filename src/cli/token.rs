//! `voronka token`: keeps a bot's token in the system's keychain.

use super::opened::Opened;
use super::publish::{CHANNEL_FLAG, check_channel};
use super::{Context, Ending, Failure, Flag, FlagKind, PROJECT, Verb};
use crate::diag::Words;
use crate::model::Label;
use crate::runtime;
use clap::ArgMatches;
use std::path::Path;

pub(super) static TOKEN: Verb = Verb {
    name: "token",
    about: Label::new("Сохранить токен бота в связке ключей", "Keep the bot's token in the keychain"),
    more: Label::new(
        "Читает токен из стандартного ввода, чтобы он не остался в истории команд. В файлы проекта токен не попадает. \
         Без проекта токен хранится для всех команд run и publish, кому не сохранили своего; окно его не берёт.",
        "Reads the token from standard input, so that it does not stay in the history of commands. It never gets into \
         the files of a project. Without a project it is kept for all commands run and publish that have none of their \
         own; the window does not take it.",
    ),
    examples: Label::new(
        "Примеры:\n  voronka token telegram подарок\n  voronka token telegram",
        "Examples:\n  voronka token telegram gift\n  voronka token telegram",
    ),
    flags: &[
        CHANNEL_FLAG,
        Flag {
            name: "project",
            kind: FlagKind::Maybe(PROJECT),
            help: Label::new("Папка проекта, чей это бот", "Folder of the project whose bot it is"),
        },
    ],
    run,
};

fn run(context: &mut Context<'_>, matches: &ArgMatches) -> Result<Ending, Failure> {
    check_channel(context, matches)?;
    let project = matches.get_one::<String>("project");
    let project = project.map(|path| Opened::open(Path::new(path), context.lang)).transpose()?;
    let folder = project.as_ref().map(|opened| opened.root.as_path());
    context.remark(&Words::new("Вставьте токен и нажмите Enter:", "Paste the token and press Enter:"))?;
    let mut token = String::new();
    std::io::stdin().read_line(&mut token).map_err(Failure::Output)?;
    let kept = runtime::keep_token("telegram", folder, &token);
    kept.map_err(|error| Failure::cannot(context.lang, &error.words()))?;
    context.remark(&Words::new("Токен сохранён в связке ключей", "The token is in the keychain"))?;
    Ok(Ending::Well)
}
