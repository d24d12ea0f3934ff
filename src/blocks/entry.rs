//! Entry: where subscribers come in. Its triggers are read by the compiler.

use super::parts::field;
use super::ways::{
    EXCEPT_FIELD, INTERRUPTS_FIELD, MEANWHILE_FIELD, ONCE_FIELD, PRIORITY_FIELD, SEGMENT_FIELD, begin,
    common_lines, folded, guard, policy, priority, quoted,
};
use super::{BlockType, ExitSpec, Family, Lower, PreviewLine, Way};
use crate::flow::{
    EventTrigger, KeywordMode, KeywordTrigger, LinkTrigger, Op, StartPolicy, TriggerTarget, event_id,
    fold_text,
};
use crate::model::{Block, Choice, Form, Label, Shape};

static MATCHES: &[Choice] = &[
    Choice { name: "exact", label: Label::new("Сообщение целиком", "The whole message") },
    Choice {
        name: "contains", label: Label::new("Слово внутри сообщения", "A word inside the message")
    },
    Choice {
        name: "starts", label: Label::new("Начало сообщения", "The beginning of the message")
    },
];

static RECEIVED: &[Choice] = &[
    Choice { name: "nothing", label: Label::new("Не важно", "Nothing of the kind") },
    Choice { name: "image", label: Label::new("Картинку", "A picture") },
    Choice { name: "sticker", label: Label::new("Стикер", "A sticker") },
    Choice { name: "voice", label: Label::new("Голосовое", "A voice message") },
    Choice { name: "video", label: Label::new("Видео", "A video") },
    Choice { name: "audio", label: Label::new("Аудио", "Audio") },
    Choice { name: "file", label: Label::new("Файл", "A file") },
    Choice { name: "location", label: Label::new("Место на карте", "A place on the map") },
    Choice { name: "contact", label: Label::new("Контакт", "A contact") },
    Choice { name: "any", label: Label::new("Любое вложение", "Any of these") },
];

static FORM: Form = Form {
    name: "block entry",
    fields: &[
        field(
            "links",
            Label::new("Ссылки", "Deep links"),
            Label::new("Метки ссылок: t.me/bot?start=метка", "Link payloads: t.me/bot?start=payload"),
            Shape::Lines,
        ),
        field(
            "keywords",
            Label::new("Ключевые слова", "Keywords"),
            Label::new(
                "Слова, с которых начинается воронка; «доставк*» — с любым окончанием",
                "Words that start the funnel; “deliver*” takes any ending",
            ),
            Shape::Lines,
        ),
        field(
            "match",
            Label::new("Как сравнивать", "How to compare"),
            Label::new("Регистр, ё и знаки не важны", "Case and punctuation do not matter"),
            Shape::Choice(MATCHES),
        ),
        EXCEPT_FIELD,
        INTERRUPTS_FIELD,
        field(
            "commands",
            Label::new("Команды", "Commands"),
            Label::new(
                "Без косой черты: start, help. Команда слышна и посреди вопроса",
                "Without the slash: start, help. A command is heard in the middle of a question too",
            ),
            Shape::Lines,
        ),
        field(
            "received",
            Label::new("Прислали", "Sent"),
            Label::new("Вложение, с которого начинается воронка", "An attachment that starts the funnel"),
            Shape::Choice(RECEIVED),
        ),
        field(
            "default",
            Label::new("Ответ на всё остальное", "Answer to everything else"),
            Label::new(
                "Срабатывает, когда больше ничего не подошло; начатое при этом не прерывает",
                "Fires when nothing else fits; does not end what runs",
            ),
            Shape::Flag,
        ),
        field(
            "on_stop",
            Label::new("По стоп-слову", "On a stop word"),
            Label::new("Отвечает тому, кто отписался", "Answers those who unsubscribe"),
            Shape::Flag,
        ),
        field(
            "on_start",
            Label::new("По слову «старт»", "On a start word"),
            Label::new("Отвечает тому, кто вернулся", "Answers those who come back"),
            Shape::Flag,
        ),
        MEANWHILE_FIELD,
        ONCE_FIELD,
        PRIORITY_FIELD,
        SEGMENT_FIELD,
    ],
};

/// Begins a funnel by link, keyword, command, attachment, stop or start word.
pub(super) static ENTRY: BlockType = BlockType {
    name: "entry",
    family: Family::Entry,
    icon: "log-in",
    label: Label::new("Вход", "Entry"),
    summary: Label::new(
        "Начинает воронку: ссылка, слово, команда или вложение",
        "Begins a funnel: a link, a word, a command or an attachment",
    ),
    also: Label::new(
        "начало, старт, ссылка, ключевое слово, триггер, команда, /start",
        "start, link, keyword, trigger, command, /start",
    ),
    form: &FORM,
    exits: |_| vec![ExitSpec::next()],
    preview,
    lower,
};

fn lower(lower: &mut Lower<'_>) {
    let next = begin(lower, false);
    let block = lower.block;
    if block.flag("on_stop") {
        lower.op(Op::Subscribe(false));
    } else if block.flag("on_start") {
        lower.op(Op::Subscribe(true));
    }
    lower.op(Op::Jump(next));
    lower.reading("segment", None);
    let guard = guard(lower, block.text("segment"));
    let target = lower.target(policy(block, StartPolicy::Replace), guard);
    for way in ways(block, target) {
        lower.way(priority(block), way);
    }
}

/// All ways in that the block opens.
fn ways(block: &Block, target: TriggerTarget) -> Vec<Way> {
    let link = |payload: &str| Way::Link(LinkTrigger { payload: payload.into(), target });
    let mut ways: Vec<_> = filled(block, "links").map(link).collect();
    ways.extend(words(block, target));
    let commands = filled(block, "commands").map(|name| name.trim_start_matches('/').to_lowercase());
    ways.extend(commands.filter(|name| !name.is_empty()).map(|name| Way::Command(name, target)));
    ways.extend(received(block.text("received")).map(|event| {
        Way::Event(EventTrigger {
            event: event_id(event),
            about: String::new(),
            words: vec![],
            except: vec![],
            unasked: false,
            target,
        })
    }));
    // An answer to everything else is a remark: it must not end what runs.
    let is_remark = target.policy == StartPolicy::Replace;
    let remark =
        TriggerTarget { policy: if is_remark { StartPolicy::Beside } else { target.policy }, ..target };
    let flags = [
        ("default", Way::Default(remark)),
        ("on_stop", Way::Stop(target)),
        ("on_start", Way::Resume(target)),
    ];
    let before = ways.len();
    ways.extend(flags.into_iter().filter(|(flag, _)| block.flag(flag)).map(|(_, way)| way));
    if ways.len() == before {
        ways.push(Way::Greeting(target));
    }
    ways
}

/// The lines of a list property that hold something.
fn filled<'a>(block: &'a Block, list: &str) -> impl Iterator<Item = &'a str> {
    block.lines(list).iter().map(|line| line.trim()).filter(|line| !line.is_empty())
}

/// Keywords; one that begins with a slash is a command.
fn words(block: &Block, target: TriggerTarget) -> impl Iterator<Item = Way> {
    let mode = match block.text("match") {
        "contains" => KeywordMode::Contains,
        "starts" => KeywordMode::Starts,
        _ => KeywordMode::Exact,
    };
    let except = folded(block, "except");
    let interrupts = block.flag("interrupts");
    filled(block, "keywords").map(move |word| match word.strip_prefix('/') {
        Some(command) => Way::Command(command.to_lowercase(), target),
        None => Way::Keyword(KeywordTrigger {
            word: fold_text(word),
            mode,
            except: except.clone(),
            interrupts,
            target,
        }),
    })
}

/// The events of attachments.
fn received(choice: &str) -> impl Iterator<Item = &'static str> {
    let kinds = RECEIVED.iter().map(|kind| kind.name).filter(|kind| !matches!(*kind, "nothing" | "any"));
    kinds.filter(move |kind| choice == "any" || *kind == choice)
}

fn preview(block: &Block) -> Vec<PreviewLine> {
    let mut lines = Vec::new();
    if !block.lines("links").is_empty() {
        let links = block.lines("links").join(", ");
        lines.push(PreviewLine::Pair(Label::new("Ссылка", "Link"), format!("start={links}")));
    }
    if !block.lines("keywords").is_empty() {
        lines.push(PreviewLine::Pair(Label::new("Слово", "Keyword"), quoted(block.lines("keywords"))));
    }
    if !block.lines("commands").is_empty() {
        let commands: Vec<_> = block.lines("commands").iter().map(|name| format!("/{name}")).collect();
        lines.push(PreviewLine::Pair(Label::new("Команда", "Command"), commands.join(", ")));
    }
    if let Some(kind) = RECEIVED[1..].iter().find(|kind| kind.name == block.text("received")) {
        lines.push(PreviewLine::Pair(Label::new("Прислали", "Sent"), kind.name.to_owned()));
    }
    for (flag, label) in [
        ("default", Label::new("Всё остальное", "Everything else")),
        ("on_stop", Label::new("Стоп-слово", "Stop word")),
        ("on_start", Label::new("Слово «старт»", "Start word")),
    ] {
        if block.flag(flag) {
            lines.push(PreviewLine::Pair(label, String::new()));
        }
    }
    lines.extend(common_lines(block));
    lines
}
