//! `voronka test`: plays the conversations of projects and compares.

use super::opened::{Chat, Opened};
use super::{Context, Ending, Failure, Flag, FlagKind, JSON_FLAG, PROJECT, Verb};
use crate::diag::Words;
use crate::emulator::transcript::{Ground, Played, Transcript, TranscriptError, parse, play, play_reloaded};
use crate::model::{Label, Lang};
use clap::ArgMatches;
use serde_json::{Value, json};
use std::path::PathBuf;

pub(super) static TEST: Verb = Verb {
    name: "test",
    about: Label::new(
        "Проиграть записанные разговоры и сравнить",
        "Play the recorded conversations and compare",
    ),
    more: Label::new(
        "Разговоры лежат в папке tests проекта, файлы .chat: «>» говорит подписчик, «<» отвечает бот. Каждый \
         проигрывается дважды: подряд и с сохранением подписчика перед каждой строкой. Если бот отвечает иначе, \
         видно, что было записано (−) и что теперь (+), код выхода 1. Если не нашлось ни одного разговора, \
         ничего не проверено: код выхода 2.",
        "Conversations are the .chat files in the folder tests of a project: “>” the subscriber says, “<” the bot \
         answers. Each is played twice: straight, and with the subscriber saved before every line. When the bot \
         answers otherwise, it shows what was recorded (−) and what comes now (+), exit code 1. Without a single \
         conversation nothing was tested: exit code 2.",
    ),
    examples: Label::new(
        "Примеры:\n  voronka test projects/*\n  voronka test подарок --bless     записать разговоры заново",
        "Examples:\n  voronka test projects/*\n  voronka test gift --bless        record the conversations anew",
    ),
    flags: &[
        Flag {
            name: "project",
            kind: FlagKind::Many(PROJECT),
            help: Label::new("Папки проектов", "Folders of projects"),
        },
        Flag {
            name: "bless",
            kind: FlagKind::Switch,
            help: Label::new(
                "Записать в файлы то, что бот отвечает теперь",
                "Write what the bot answers now into the files",
            ),
        },
        JSON_FLAG,
    ],
    run,
};

/// How one conversation went.
enum Verdict {
    /// As recorded.
    Passed,
    /// Otherwise.
    Differs(Box<(Transcript, Played)>),
    /// It cannot be read or played.
    Broken(TranscriptError),
    /// Straight it goes otherwise than with the subscriber saved before every line.
    Forgets(String),
}

fn run(context: &mut Context<'_>, matches: &ArgMatches) -> Result<Ending, Failure> {
    let (bless, as_json) = (matches.get_flag("bless"), matches.get_flag("json"));
    let (mut passed, mut failed) = (0, 0);
    let mut projects = Vec::new();
    for path in matches.get_many::<String>("project").into_iter().flatten() {
        let opened = Opened::open(&PathBuf::from(path), context.lang)?;
        let ground = opened.ground();
        if !as_json {
            context.line(path)?;
        }
        let mut conversations = Vec::new();
        for chat in opened.chats(context.lang)? {
            let (title, verdict) = judge(chat.text.as_deref(), &ground);
            let blessed = bless && rewrite(&chat, &verdict, context.lang)?;
            let well = blessed || matches!(verdict, Verdict::Passed);
            if well {
                passed += 1
            } else {
                failed += 1
            }
            conversations.push(report(&chat, &title, &verdict, blessed, context.lang));
            if !as_json {
                show(context, &chat, &title, &verdict, blessed)?;
            }
        }
        if conversations.is_empty() {
            context.remark(&Words::new(
                format!(
                    "{path}: разговоров нет. Запишите первый: voronka play {path}, потом :save tests/имя.chat"
                ),
                format!(
                    "{path}: no conversations. Record one: voronka play {path}, then :save tests/name.chat"
                ),
            ))?;
        }
        projects.push(json!({ "project": path, "conversations": conversations }));
    }
    if passed + failed == 0 {
        let words = Words::new(
            "ничего не проверено: нет ни одного разговора",
            "nothing was tested: there is not a single conversation",
        );
        return Err(Failure::cannot(context.lang, &words));
    }
    if as_json {
        context.json(&json!({ "projects": projects, "passed": passed, "failed": failed }))?;
    } else {
        let total = Words::new(
            format!("как записано: {passed}, иначе: {failed}"),
            format!("as recorded: {passed}, otherwise: {failed}"),
        );
        context.line(total.of(context.lang))?;
    }
    Ok(Ending::of(failed == 0))
}

/// Title and verdict of one file.
fn judge(text: Result<&str, &TranscriptError>, ground: &Ground) -> (String, Verdict) {
    let transcript = match text.map_err(TranscriptError::clone).and_then(parse) {
        Ok(transcript) => transcript,
        Err(error) => return (String::new(), Verdict::Broken(error)),
    };
    let title = transcript.title.clone();
    let both =
        play(&transcript, ground).and_then(|straight| Ok((straight, play_reloaded(&transcript, ground)?)));
    let verdict = match both {
        Err(error) => Verdict::Broken(error),
        Ok((straight, reloaded)) => {
            let agree = straight.turns == reloaded.turns
                && straight.error == reloaded.error
                && straight.emulator.session() == reloaded.emulator.session();
            match (agree, straight.passed(&transcript)) {
                (true, true) => Verdict::Passed,
                (true, false) => Verdict::Differs(Box::new((transcript, straight))),
                (false, _) => Verdict::Forgets(reloaded.emulator.transcript()),
            }
        }
    };
    (title, verdict)
}

/// Writes a conversation anew that differs; one that breaks off, or where a look at the subscriber does not hold,
/// is left for its author.
fn rewrite(chat: &Chat, verdict: &Verdict, lang: Lang) -> Result<bool, Failure> {
    match verdict {
        Verdict::Differs(both) if both.1.error.is_none() && both.1.wrong_check(&both.0).is_none() => {
            chat.write(&both.1.rewritten(&both.0), lang)?;
            Ok(true)
        }
        Verdict::Differs(_) | Verdict::Passed | Verdict::Broken(_) | Verdict::Forgets(_) => Ok(false),
    }
}

fn show(
    context: &mut Context<'_>,
    chat: &Chat,
    title: &str,
    verdict: &Verdict,
    blessed: bool,
) -> Result<(), Failure> {
    let lang = context.lang;
    let title = if title.is_empty() { "" } else { &format!("  {title}") };
    if blessed {
        let words = Label::new("записан заново", "recorded anew").of(lang);
        return context.line(format!("  ✎ {}{title}  ({words})", chat.name));
    }
    let error_line =
        |error: &TranscriptError| format!("{}:{}: {}", chat.name, error.line, error.problem.words(lang));
    match verdict {
        Verdict::Passed => context.line(format!("  ✓ {}{title}", chat.name)),
        Verdict::Broken(error) => {
            context.line(format!("  ✗ {}{title}", chat.name))?;
            context.line(format!("    {}", error_line(error)))
        }
        Verdict::Forgets(text) => {
            let words = Label::new(
                "после сохранения подписчика разговор пошёл иначе, вот так:",
                "with the subscriber saved the conversation went otherwise, like this:",
            );
            context.line(format!("  ✗ {}{title}", chat.name))?;
            context.line(format!("    {}\n{text}", words.of(lang)))
        }
        Verdict::Differs(both) => {
            let (transcript, played) = &**both;
            let line = played.first_difference(transcript).unwrap_or(1);
            let words = Label::new("− записано, + отвечает теперь", "− recorded, + answers now").of(lang);
            context.line(format!("  ✗ {}:{line}{title}  ({words})\n", chat.name))?;
            context.line(played.diff(transcript, lang).trim_end())?;
            if let Some(error) = &played.error {
                context.line(format!("    {}", error_line(error)))?;
            }
            context.line("")
        }
    }
}

fn report(chat: &Chat, title: &str, verdict: &Verdict, blessed: bool, lang: Lang) -> Value {
    let problem =
        |error: &TranscriptError| json!({ "line": error.line, "message": error.problem.words(lang) });
    let (line, diff, error) = match verdict {
        Verdict::Passed => (None, None, None),
        Verdict::Broken(error) => (Some(error.line), None, Some(problem(error))),
        Verdict::Forgets(text) => (None, Some(text.clone()), None),
        Verdict::Differs(both) => (
            both.1.first_difference(&both.0),
            Some(both.1.diff(&both.0, lang)),
            both.1.error.as_ref().map(problem),
        ),
    };
    json!({
        "file": chat.name,
        "title": title,
        "passed": blessed || matches!(verdict, Verdict::Passed),
        "rewritten": blessed,
        "line": line,
        "diff": diff,
        "error": error,
    })
}
