//! From declarations to clap, with every word of help and usage in the language of the run.

use super::{Context, Ending, Failure, Flag, FlagKind, PROJECT, VERBS, Verb};
use crate::diag::Words;
use crate::file::near_names;
use crate::model::{Label, Lang};
use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, ArgAction, Command};
use std::ffi::OsString;
use std::path::Path;

const ABOUT: Label = Label::new(
    "Воронка: студия чат-ботов для маркетинга. Нарисовать воронку, поговорить с ней, раздать ссылки, запустить.",
    "Voronka: a studio of chatbots for marketing. Draw a funnel, talk to it, hand out links, run it.",
);

const MORE: Label = Label::new(
    "Без команды открывает окно студии. Код выхода: 0 всё хорошо, 1 есть замечания или тест не прошёл, \
     2 выполнить нельзя.",
    "Without a command it opens the window of the studio. Exit code: 0 all is well, 1 there are findings or a \
     test failed, 2 it cannot be done.",
);

const EXAMPLES: Label = Label::new(
    "Примеры:\n  voronka projects/checklist         открыть проект в окне\n  \
     voronka new подарок --template checklist\n  voronka play подарок\n  voronka test projects/*",
    "Examples:\n  voronka projects/checklist         open a project in the window\n  \
     voronka new gift --template checklist\n  voronka play gift\n  voronka test projects/*",
);

const OPTIONS: Label = Label::new("Параметры", "Options");

/// The whole command line.
pub(super) fn command(lang: Lang) -> Command {
    let project = arg(
        &Flag {
            name: "project",
            kind: FlagKind::Maybe(PROJECT),
            help: Label::new("Папка проекта, открыть в окне", "Folder of a project to open in the window"),
        },
        lang,
    );
    let usage = Label::new(
        "voronka [ПРОЕКТ]\n       voronka КОМАНДА …",
        "voronka [PROJECT]\n       voronka COMMAND …",
    );
    let mut command = Command::new("voronka")
        .about(ABOUT.of(lang))
        .after_help(format!("{}\n\n{}", MORE.of(lang), EXAMPLES.of(lang)))
        .override_usage(usage.of(lang))
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_help_heading(Label::new("Команды", "Commands").of(lang))
        .args([project, version(lang), language(lang)])
        .args(window());
    command = dressed(command, lang);
    command.subcommands(VERBS.iter().map(|verb| subcommand(verb, lang)))
}

fn subcommand(verb: &Verb, lang: Lang) -> Command {
    let command = Command::new(verb.name)
        .about(verb.about.of(lang))
        .after_help(format!("{}\n\n{}", verb.more.of(lang), verb.examples.of(lang)).trim_start().to_owned())
        .override_usage(usage(verb, lang))
        .args(verb.flags.iter().map(|flag| arg(flag, lang)));
    dressed(command, lang)
}

/// What every command has: help, and headings that are not clap's own English ones.
fn dressed(command: Command, lang: Lang) -> Command {
    let help = Arg::new("help")
        .long("help")
        .short('h')
        .action(ArgAction::Help)
        .help(Label::new("Показать эту справку", "Show this help").of(lang))
        .help_heading(OPTIONS.of(lang));
    let usage = Label::new("Вызов", "Usage").of(lang);
    command
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .help_template(format!("{{about}}\n\n{usage}: {{usage}}\n\n{{all-args}}{{after-help}}"))
        .arg(help)
}

fn language(lang: Lang) -> Arg {
    Arg::new("lang")
        .long("lang")
        .global(true)
        .value_name("ru|en")
        .value_parser(["ru", "en"])
        .hide_possible_values(true)
        .help(Label::new("Язык сообщений", "Language of messages").of(lang))
        .help_heading(OPTIONS.of(lang))
}

/// How the window opens; for manuals and tests, so the help does not mention them.
fn window() -> [Arg; 4] {
    let hidden = |name: &'static str| Arg::new(name).long(name).hide(true);
    [
        hidden("theme").value_parser(["light", "dark", "system"]),
        hidden("size").value_name("WIDTHxHEIGHT"),
        hidden("screenshot").value_name("FILE"),
        hidden("painter").value_parser(["opengl", "processor"]),
    ]
}

fn version(lang: Lang) -> Arg {
    Arg::new("version")
        .long("version")
        .action(ArgAction::Version)
        .help(Label::new("Показать версию", "Show the version").of(lang))
        .help_heading(OPTIONS.of(lang))
}

fn arg(flag: &Flag, lang: Lang) -> Arg {
    let arg = Arg::new(flag.name).help(flag.help.of(lang));
    let values = Label::new("Что указать", "What to give").of(lang);
    let options = OPTIONS.of(lang);
    match flag.kind {
        FlagKind::One(name) => arg.value_name(name.of(lang)).required(true).help_heading(values),
        FlagKind::Maybe(name) => arg.value_name(name.of(lang)).help_heading(values),
        FlagKind::Many(name) => {
            arg.value_name(name.of(lang)).required(true).num_args(1..).help_heading(values)
        }
        FlagKind::Value(name) => arg.long(flag.name).value_name(name.of(lang)).help_heading(options),
        FlagKind::Needed(name) => {
            arg.long(flag.name).value_name(name.of(lang)).required(true).help_heading(options)
        }
        FlagKind::Switch => arg.long(flag.name).action(ArgAction::SetTrue).help_heading(options),
    }
}

fn usage(verb: &Verb, lang: Lang) -> String {
    let mut usage = format!("voronka {}", verb.name);
    for flag in verb.flags {
        let part = match flag.kind {
            FlagKind::One(name) => name.of(lang).to_owned(),
            FlagKind::Maybe(name) => format!("[{}]", name.of(lang)),
            FlagKind::Many(name) => format!("{}…", name.of(lang)),
            FlagKind::Needed(name) => format!("--{} {}", flag.name, name.of(lang)),
            FlagKind::Value(name) => format!("[--{} {}]", flag.name, name.of(lang)),
            FlagKind::Switch => format!("[--{}]", flag.name),
        };
        usage = usage + " " + &part;
    }
    usage
}

/// What to do when clap did not give matches: help and version are results, the rest is a wrong call.
pub(super) fn stopped(
    error: &clap::Error,
    args: &[OsString],
    context: &mut Context<'_>,
) -> Result<Ending, Failure> {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        write!(context.out, "{}", error.render()).map_err(Failure::Output)?;
        return Ok(Ending::Well);
    }
    let words = misspelt(args).unwrap_or_else(|| wrong_call(error));
    Err(Failure::cannot(context.lang, &words))
}

/// What was meant by a first word that is neither a command nor a folder but looks like a command.
pub(super) fn misspelt(args: &[OsString]) -> Option<Words> {
    let first = args.get(1)?.to_str()?;
    let names: Vec<&str> = VERBS.iter().map(|verb| verb.name).collect();
    if names.contains(&first) || first.starts_with('-') || Path::new(first).exists() {
        return None;
    }
    let near = near_names(first, &names);
    let (ru, en) = (near.join(" или "), near.join(" or "));
    (!near.is_empty()).then(|| {
        Words::new(
            format!("нет ни такой папки, ни такой команды: {first}. Похоже, имелось в виду: {ru}. Справка: voronka --help"),
            format!(
                "there is neither such a folder nor such a command: {first}. It looks like this was meant: {en}. Help: voronka --help"
            ),
        )
    })
}

fn wrong_call(error: &clap::Error) -> Words {
    let about = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let (what, value) = (about(ContextKind::InvalidArg), about(ContextKind::InvalidValue));
    let (ru, en) = match error.kind() {
        ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand => {
            let what = if what.is_empty() { about(ContextKind::InvalidSubcommand) } else { what };
            (format!("непонятно, что значит «{what}»"), format!("it is not clear what “{what}” means"))
        }
        ErrorKind::MissingRequiredArgument => (format!("не хватает: {what}"), format!("missing: {what}")),
        ErrorKind::InvalidValue if value.is_empty() => {
            (format!("после {what} нужно значение"), format!("{what} needs a value"))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => (
            format!("значение «{value}» не подходит для {what}"),
            format!("the value “{value}” does not fit {what}"),
        ),
        ErrorKind::ArgumentConflict => {
            (format!("{what} здесь лишнее"), format!("{what} does not belong here"))
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => (
            format!("не столько значений, сколько нужно: {what}"),
            format!("not as many values as needed: {what}"),
        ),
        _ => ("параметры не читаются".to_owned(), "the parameters cannot be read".to_owned()),
    };
    Words::new(
        format!("{ru}. Справка: voronka --help, voronka КОМАНДА --help"),
        format!("{en}. Help: voronka --help, voronka COMMAND --help"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_make_a_sound_command_line() {
        for lang in [Lang::Ru, Lang::En] {
            command(lang).debug_assert();
        }
    }

    #[test]
    fn russian_help_has_no_english_headings() {
        for verb in VERBS {
            let help = subcommand(verb, Lang::Ru).render_long_help().to_string();
            for word in ["Usage", "Options", "Arguments", "Commands", "Print", "default", "possible"] {
                assert!(!help.contains(word), "{}: {word}\n{help}", verb.name);
            }
        }
    }
}
