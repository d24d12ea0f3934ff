//! Entry: where subscribers come in. Its triggers are read by the compiler.

use super::parts::field;
use super::rules::guard;
use super::{BlockType, ExitSpec, Family, Lower, PreviewLine, Way};
use crate::flow::{KeywordMode, KeywordTrigger, LinkTrigger, Op, StartPolicy, TriggerTarget, fold_text};
use crate::model::{Block, Choice, Exit, Form, Label, Shape};

static MATCHES: &[Choice] = &[
    Choice { name: "exact", label: Label::new("Сообщение целиком", "The whole message") },
    Choice {
        name: "contains", label: Label::new("Слово внутри сообщения", "A word inside the message")
    },
];

static MEANWHILE: &[Choice] = &[
    Choice {
        name: "replace", label: Label::new("Заменить то, что идёт", "Replace what runs")
    },
    Choice { name: "beside", label: Label::new("Идти рядом", "Run beside") },
    Choice {
        name: "not_now", label: Label::new("Не начинать второй раз", "Not while it runs")
    },
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
            Label::new("Слова, с которых начинается воронка", "Words that start the funnel"),
            Shape::Lines,
        ),
        field(
            "match",
            Label::new("Как сравнивать", "How to compare"),
            Label::new("Регистр, ё и знаки не важны", "Case and punctuation do not matter"),
            Shape::Choice(MATCHES),
        ),
        field(
            "commands",
            Label::new("Команды", "Commands"),
            Label::new("Команды без косой черты: start, help", "Commands without the slash: start, help"),
            Shape::Lines,
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
        field(
            "meanwhile",
            Label::new("Если другая воронка идёт", "When a funnel runs"),
            Label::new("Что делать с тем, что уже начато", "What happens to what has begun"),
            Shape::Choice(MEANWHILE),
        ),
        field(
            "segment",
            Label::new("Только для", "Only for"),
            Label::new("Сегмент; пусто — для всех", "A segment; empty for everybody"),
            Shape::Named("segments"),
        ),
    ],
};

/// Begins a funnel by link, keyword, command, stop or start word.
pub(super) static ENTRY: BlockType = BlockType {
    name: "entry",
    family: Family::Entry,
    icon: "log-in",
    label: Label::new("Вход", "Entry"),
    summary: Label::new(
        "Начинает воронку: ссылка, слово или команда",
        "Begins a funnel: a link, a word or a command",
    ),
    form: &FORM,
    exits: |_| vec![ExitSpec::next()],
    preview,
    lower,
};

fn lower(lower: &mut Lower<'_>) {
    let next = lower.exit(&Exit::next(), true);
    lower.begin();
    if lower.block.flag("on_stop") {
        lower.op(Op::Subscribe(false));
    } else if lower.block.flag("on_start") {
        lower.op(Op::Subscribe(true));
    }
    lower.op(Op::Jump(next));
    let block = lower.block;
    lower.reading("segment", None);
    let guard = guard(lower, block.text("segment"));
    let target = lower.target(policy(block), guard);
    for link in block.lines("links").iter().map(|link| link.trim()).filter(|link| !link.is_empty()) {
        lower.way(0, Way::Link(LinkTrigger { payload: link.into(), target }));
    }
    let mode = if block.text("match") == "contains" { KeywordMode::Contains } else { KeywordMode::Exact };
    for word in block.lines("keywords").iter().map(|word| word.trim()).filter(|word| !word.is_empty()) {
        let way = match word.strip_prefix('/') {
            Some(command) => Way::Command(command.to_lowercase(), target),
            None => Way::Keyword(KeywordTrigger { word: fold_text(word), mode, target }),
        };
        lower.way(0, way);
    }
    for command in block.lines("commands") {
        let command = command.trim().trim_start_matches('/').to_lowercase();
        if !command.is_empty() {
            lower.way(0, Way::Command(command, target));
        }
    }
    // An answer to everything else is a remark: it must not end what runs.
    let is_remark = target.policy == StartPolicy::Replace;
    let remark =
        TriggerTarget { policy: if is_remark { StartPolicy::Beside } else { target.policy }, ..target };
    let flags = [
        ("default", Way::Default(remark)),
        ("on_stop", Way::Stop(target)),
        ("on_start", Way::Resume(target)),
    ];
    let mut greets = true;
    for (_, way) in flags.into_iter().filter(|(flag, _)| block.flag(flag)) {
        lower.way(0, way);
        greets = false;
    }
    if greets {
        lower.way(0, Way::Greeting(target));
    }
}

/// What happens to threads that run already.
pub(super) fn policy(block: &Block) -> StartPolicy {
    match block.text("meanwhile") {
        "beside" => StartPolicy::Beside,
        "not_now" => StartPolicy::NotNow,
        _ => StartPolicy::Replace,
    }
}

fn preview(block: &Block) -> Vec<PreviewLine> {
    let mut lines = Vec::new();
    let quoted =
        |words: &[String]| words.iter().map(|word| format!("«{word}»")).collect::<Vec<_>>().join(", ");
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
    for (flag, label) in [
        ("default", Label::new("Всё остальное", "Everything else")),
        ("on_stop", Label::new("Стоп-слово", "Stop word")),
        ("on_start", Label::new("Слово «старт»", "Start word")),
    ] {
        if block.flag(flag) {
            lines.push(PreviewLine::Pair(label, String::new()));
        }
    }
    lines
}
