//! `voronka play`: a talk with the bot in the terminal.

use super::chat::{View, button};
use super::opened::Opened;
use super::{Context, Ending, Failure, Flag, FlagKind, PROJECT_FLAG, Verb, disk};
use crate::diag::Words;
use crate::emulator::transcript::{Player, Step, parse, parse_span, play};
use crate::emulator::{Emulator, Setup};
use crate::flow::{Attached, Triggers};
use crate::model::{Block, Label, Lang};
use crate::zones;
use clap::ArgMatches;
use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};

/// How long a conversation that plays by itself rests after each turn, so that it can be read.
const TURN_PAUSE: std::time::Duration = std::time::Duration::from_millis(400);

pub(super) static PLAY: Verb = Verb {
    name: "play",
    about: Label::new("Поговорить с ботом в терминале", "Talk to the bot in the terminal"),
    more: Label::new(
        "Пишите текст; номер нажимает кнопку. :next переводит часы к следующему событию, :+1d на день вперёд, \
         :reset начинает сначала, :save ФАЙЛ записывает разговор, :help показывает всё. Если ввод пуст или указано \
         --auto, сам проигрывает первый записанный разговор проекта.",
        "Type text; a number presses a button. :next moves the clock to the next event, :+1d a day ahead, :reset \
         begins anew, :save FILE records the conversation, :help shows all. With empty input or --auto it plays \
         the first recorded conversation of the project by itself.",
    ),
    examples: Label::new(
        "Примеры:\n  voronka play projects/checklist\n  voronka play подарок --link flyer\n  \
         voronka play projects/checklist --auto",
        "Examples:\n  voronka play projects/checklist\n  voronka play gift --link flyer\n  \
         voronka play projects/checklist --auto",
    ),
    flags: &[
        PROJECT_FLAG,
        Flag {
            name: "link",
            kind: FlagKind::Value(Label::new("МЕТКА", "PAYLOAD")),
            help: Label::new("Прийти по ссылке с этой меткой", "Come by the link with this payload"),
        },
        Flag {
            name: "funnel",
            kind: FlagKind::Value(Label::new("ВОРОНКА", "FUNNEL")),
            help: Label::new("Прийти в эту воронку", "Come into this funnel"),
        },
        Flag {
            name: "auto",
            kind: FlagKind::Switch,
            help: Label::new(
                "Проиграть первый записанный разговор до конца",
                "Play the first recorded conversation to its end",
            ),
        },
    ],
    run,
};

fn run(context: &mut Context<'_>, matches: &ArgMatches) -> Result<Ending, Failure> {
    let path = matches.get_one::<String>("project").map_or("", String::as_str);
    let opened = Opened::open(Path::new(path), context.lang)?;
    let way = ["link", "funnel"].into_iter().find(|name| matches.contains_id(name));
    if matches.get_flag("auto") {
        return match way {
            Some(way) => Err(recorded_begins(way, context.lang)),
            None => by_itself(context, &opened),
        };
    }
    let input = std::io::stdin();
    let is_terminal = input.is_terminal();
    let mut lines = input.lock().split(b'\n').peekable();
    // Who says where to begin wants to see that, even without a word to say.
    if !is_terminal && way.is_none() && lines.peek().is_none() {
        return by_itself(context, &opened);
    }
    let first = first_words(context, matches, &opened)?;
    // Whole minutes read better in a recorded conversation.
    let start = zones::now_millis().div_euclid(60_000) * 60_000;
    let emulator = Emulator::new(opened.flow(), Setup::new(start, zones::rules_of));
    let view = View::new(&emulator, !is_terminal);
    let mut talk = Talk { emulator, view, first, root: opened.root };
    if is_terminal {
        context.line(HELP.of(context.lang))?;
    }
    talk.begin(context)?;
    loop {
        if is_terminal {
            write!(context.out, "> ").and_then(|()| context.out.flush()).map_err(Failure::Output)?;
        }
        let Some(line) = lines.next().transpose().map_err(|error| unheard(&error, context.lang))? else {
            return Ok(Ending::Well);
        };
        let Ok(line) = String::from_utf8(line) else {
            let words =
                Label::new("(строка не в UTF-8, она не сказана)", "(the line is not UTF-8 and was not said)");
            context.line(context.say(words))?;
            continue;
        };
        if !talk.take(context, line.trim_end())? {
            return Ok(Ending::Well);
        }
    }
}

const HELP: Label = Label::new(
    "Пишите боту; номер нажимает кнопку последнего сообщения, «=1» пишет число текстом.\n\
     :next  к следующему событию    :+1d :+2h 30m  вперёд на время    :reset  сначала\n\
     :state  поля и теги            :photo  послать картинку          :save tests/имя.chat  записать в проект\n\
     :help  эта подсказка           :quit  выйти\n",
    "Type to the bot; a number presses a button of the last message, “=1” types the number as text.\n\
     :next  to the next event       :+1d :+2h 30m  ahead by a time    :reset  from the start\n\
     :state  fields and tags        :photo  send a picture            :save tests/name.chat  record in the project\n\
     :help  this help               :quit  leave\n",
);

/// A recorded conversation begins as it was recorded.
fn recorded_begins(way: &str, lang: Lang) -> Failure {
    let words = Words::new(
        format!("--auto проигрывает записанный разговор с его начала: --{way} здесь лишнее"),
        format!("--auto plays a recorded conversation from its beginning: --{way} does not belong here"),
    );
    Failure::cannot(lang, &words)
}

fn unheard(error: &std::io::Error, lang: Lang) -> Failure {
    let words =
        Words::new(format!("ввод не читается: {error}"), format!("the input cannot be read: {error}"));
    Failure::cannot(lang, &words)
}

/// What the subscriber says first: a link, a command or a keyword.
fn first_words(context: &Context<'_>, matches: &ArgMatches, opened: &Opened) -> Result<String, Failure> {
    if let Some(link) = matches.get_one::<String>("link") {
        return Ok(format!("/start {link}"));
    }
    let Some(name) = matches.get_one::<String>("funnel") else {
        return Ok(usual_start(&opened.compiled.flow.triggers));
    };
    let funnels = &opened.project.funnels;
    let funnel =
        funnels.iter().find(|funnel| funnel.name.0 == *name || funnel.title == *name).ok_or_else(|| {
            let known = funnels.iter().map(|funnel| funnel.name.0.as_str()).collect::<Vec<_>>().join(", ");
            let words = Words::new(
                format!("нет воронки «{name}». Есть: {known}"),
                format!("there is no funnel “{name}”. There are: {known}"),
            );
            Failure::cannot(context.lang, &words)
        })?;
    funnel.blocks.values().find_map(way_in).ok_or_else(|| {
        let words = Words::new(
            format!("в воронку «{name}» нельзя прийти: у неё нет входа со ссылкой, командой или словом"),
            format!("there is no way into the funnel “{name}”: no entry with a link, a command or a keyword"),
        );
        Failure::cannot(context.lang, &words)
    })
}

/// How a subscriber comes to an entry block.
fn way_in(block: &Block) -> Option<String> {
    if block.kind != "entry" {
        return None;
    }
    let link = block.lines("links").first().map(|link| format!("/start {link}"));
    let command = || block.lines("commands").first().map(|name| format!("/{name}"));
    let keyword = || block.lines("keywords").first().cloned();
    link.or_else(command).or_else(keyword)
}

fn usual_start(triggers: &Triggers) -> String {
    let has_start = triggers.commands.iter().any(|(name, _)| name == "start");
    match triggers.links.first() {
        Some(link) if !has_start => format!("/start {}", link.payload),
        Some(_) | None => "/start".to_owned(),
    }
}

/// A talk that a person leads.
struct Talk {
    emulator: Emulator,
    view: View,
    first: String,
    root: PathBuf,
}

impl Talk {
    fn begin(&mut self, context: &mut Context<'_>) -> Result<(), Failure> {
        if !self.view.echo {
            context.line(format!("> {}", self.first))?;
        }
        self.emulator.say(&self.first);
        self.view.show(context, &self.emulator)
    }

    /// Takes one line; `false` ends the talk.
    fn take(&mut self, context: &mut Context<'_>, line: &str) -> Result<bool, Failure> {
        if let Some(order) = line.strip_prefix(':') {
            return self.order(context, order.trim());
        }
        if line.starts_with('=') && self.emulator.pending_call().is_some() {
            return self.answer(context, line);
        }
        let pressed = line.trim().parse().ok().and_then(|number| button(&self.emulator, number));
        match (pressed, line.strip_prefix('=')) {
            (Some((entry, label)), _) => {
                if let Err(error) = self.emulator.press(entry, &label) {
                    context.line(format!("({})", error.words(context.lang)))?;
                }
            }
            (None, Some(text)) => self.emulator.say(text),
            (None, None) if line.is_empty() => {}
            (None, None) => self.emulator.say(line),
        }
        self.view.show(context, &self.emulator)?;
        Ok(true)
    }

    fn answer(&mut self, context: &mut Context<'_>, line: &str) -> Result<bool, Failure> {
        let parsed = parse(line).map_err(|error| error.problem);
        let done = match parsed.as_ref().map(|transcript| transcript.steps.first()) {
            Ok(Some(Step::Answer { status, body })) => self.emulator.answer_call(*status, body),
            Ok(Some(Step::Fail(error))) => self.emulator.fail_call(*error),
            Ok(_) => Ok(()),
            Err(problem) => {
                context.line(format!("({})", problem.words(context.lang)))?;
                Ok(())
            }
        };
        if let Err(error) = done {
            context.line(format!("({})", error.words(context.lang)))?;
        }
        self.view.show(context, &self.emulator)?;
        Ok(true)
    }

    fn order(&mut self, context: &mut Context<'_>, order: &str) -> Result<bool, Failure> {
        let (word, rest) = order.split_once(char::is_whitespace).unwrap_or((order, ""));
        match word {
            "quit" | "q" | "exit" | "выход" => return Ok(false),
            "next" | "n" | "дальше" => {
                if !self.emulator.to_next_event() {
                    let words = Label::new("(ждать нечего)", "(there is nothing to wait for)");
                    context.line(context.say(words))?;
                }
            }
            "reset" | "сначала" => {
                self.emulator.restart();
                self.view = View::new(&self.emulator, self.view.echo);
                self.begin(context)?;
            }
            "photo" | "картинка" => self.emulator.send_media(Attached::Image, ""),
            "state" | "поля" => self.state(context)?,
            "save" | "записать" => self.save(context, rest.trim())?,
            "help" | "h" | "помощь" | "" => context.line(HELP.of(context.lang))?,
            _ => match order.strip_prefix('+').and_then(|span| parse_span(span).ok()) {
                Some(span) => {
                    let now = self.emulator.now();
                    self.emulator.advance(span.after(now, self.emulator.zone()) - now);
                }
                None => {
                    let words = Words::new(
                        format!("(непонятно, что значит «:{order}»)"),
                        format!("(it is not clear what “:{order}” means)"),
                    );
                    context.line(words.of(context.lang))?;
                    context.line(HELP.of(context.lang))?;
                }
            },
        }
        self.view.show(context, &self.emulator)?;
        Ok(true)
    }

    fn state(&self, context: &mut Context<'_>) -> Result<(), Failure> {
        let flow = self.emulator.flow();
        let session = self.emulator.session();
        for (field_id, value) in &session.fields {
            let name = flow.field(*field_id).map_or("?", |field| field.name.as_str());
            context.line(format!("  {name} = {value}"))?;
        }
        let tags = session.tags.iter().filter_map(|tag_id| flow.tag_name(*tag_id));
        let tags = tags.map(|name| format!("#{name}")).collect::<Vec<_>>().join(" ");
        context.line(format!("  {tags}").trim_end())
    }

    fn save(&self, context: &mut Context<'_>, file: &str) -> Result<(), Failure> {
        let path = self.root.join(if file.is_empty() { "tests/talk.chat" } else { file });
        if path.exists() {
            // A recorded conversation is a test: it is not replaced by a slip of the hand.
            let words = Label::new(
                "(такой файл уже есть; выберите другое имя: :save tests/имя.chat)",
                "(there is such a file already; choose another name: :save tests/name.chat)",
            );
            return context.line(context.say(words));
        }
        let words = match disk::write(&path, self.emulator.transcript().as_bytes(), context.lang) {
            Ok(()) => path.display().to_string(),
            Err(failure) => failure.words().unwrap_or_default(),
        };
        context.line(format!("({words})"))
    }
}

/// Plays the first recorded conversation to its end.
fn by_itself(context: &mut Context<'_>, opened: &Opened) -> Result<Ending, Failure> {
    let lang = context.lang;
    let Some(chat) = opened.chats(lang)?.into_iter().next() else {
        let words = Words::new(
            "в проекте нет записанных разговоров (tests/*.chat), проиграть нечего",
            "the project has no recorded conversations (tests/*.chat), there is nothing to play",
        );
        return Err(Failure::cannot(lang, &words));
    };
    let broken = |error: &crate::emulator::transcript::TranscriptError| {
        let words = format!("{}:{}: {}", chat.name, error.line, error.problem.words(lang));
        Failure::cannot(lang, &Words::new(words.clone(), words))
    };
    let ground = opened.ground();
    let text = chat.text.as_deref().map_err(broken)?;
    let transcript = parse(text).map_err(|error| broken(&error))?;
    context.line(format!("{}: {}  ({})\n", opened.project.title, transcript.title, chat.name))?;
    let mut player = Player::new(&transcript, &ground).map_err(|error| broken(&error))?;
    let mut view = View::new(player.emulator(), true);
    let rests = std::io::stdout().is_terminal();
    while let Some(turn) = player.turn() {
        turn.map_err(|error| broken(&error))?;
        view.show(context, player.emulator())?;
        if rests {
            std::thread::sleep(TURN_PAUSE);
        }
    }
    let passed = play(&transcript, &ground).is_ok_and(|played| played.passed(&transcript));
    context.line("")?;
    context.line(context.say(if passed {
        Label::new("Разговор окончен, всё как записано", "The conversation is over, all as recorded")
    } else {
        Label::new(
            "Разговор окончен, но он записан иначе: voronka test покажет где",
            "The conversation is over but was recorded otherwise: voronka test shows where",
        )
    }))?;
    Ok(Ending::of(passed))
}
