//! Message: text, a picture or file, buttons, quick replies.

use super::parts::{BUTTON_FORM, QUICK_FORM, REMIND, TIMEOUT, field, row_exits, silence, silence_exits};
use super::{BlockType, ExitKind, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{LatePolicy, Op, ReplyPlan, WaitPlan};
use crate::model::{Block, Choice, Exit, Form, Label, Shape};

static LATE: &[Choice] = &[
    Choice { name: "follow", label: Label::new("Перейти по кнопке", "Follow the button") },
    Choice {
        name: "ignore",
        label: Label::new("Сказать, что кнопка устарела", "Say that the button is old"),
    },
];

static FORM: Form = Form {
    name: "block message",
    fields: &[
        field(
            "text",
            Label::new("Текст", "Text"),
            Label::new(
                "Что скажет бот; {{ имя | друг }} подставит имя",
                "What the bot says; {{ first_name | friend }} puts the name in",
            ),
            Shape::Text,
        ),
        field(
            "media",
            Label::new("Вложение", "Attachment"),
            Label::new("Картинка или файл из папки media", "A picture or file of the folder media"),
            Shape::Media,
        ),
        field(
            "buttons",
            Label::new("Кнопки", "Buttons"),
            Label::new("Кнопки под сообщением", "Buttons under the message"),
            Shape::List(&BUTTON_FORM),
        ),
        field(
            "quick_replies",
            Label::new("Быстрые ответы", "Quick replies"),
            Label::new(
                "Кнопки вместо клавиатуры, исчезают после нажатия",
                "Buttons in place of the keyboard, gone after a press",
            ),
            Shape::List(&QUICK_FORM),
        ),
        field(
            "typing",
            Label::new("Пауза «печатает…» перед отправкой", "“Typing…” before sending"),
            Label::new("Сколько показывать «печатает…»: 2s", "How long to show “typing…”: 2s"),
            Shape::Duration,
        ),
        field(
            "unknown",
            Label::new("Если ответили текстом", "When answered by text"),
            Label::new(
                "Что сказать, если ждали нажатия, а пришёл текст",
                "What to say when a press was expected and text came",
            ),
            Shape::Text,
        ),
        REMIND,
        TIMEOUT,
        field(
            "late",
            Label::new("Нажали на старое сообщение", "Pressed on an old message"),
            Label::new(
                "Что делает кнопка, когда разговор ушёл дальше",
                "What a button does when the conversation has moved on",
            ),
            Shape::Choice(LATE),
        ),
    ],
};

/// Says something and, when it has buttons, waits for a press.
pub(super) static MESSAGE: BlockType = BlockType {
    name: "message",
    family: Family::Send,
    icon: "message-square-text",
    label: Label::new("Сообщение", "Message"),
    summary: Label::new("Текст, картинка или файл с кнопками", "Text, a picture or a file with buttons"),
    form: &FORM,
    exits,
    preview,
    lower,
};

fn exits(block: &Block) -> Vec<ExitSpec> {
    let mut exits: Vec<_> = row_exits(block.rows("buttons"), ExitKind::Button).collect();
    exits.extend(row_exits(block.rows("quick_replies"), ExitKind::Button));
    if exits.iter().any(|exit| exit.kind == ExitKind::Button) {
        exits.extend(silence_exits(block));
    } else {
        exits.push(ExitSpec::next());
    }
    exits
}

fn preview(block: &Block) -> Vec<PreviewLine> {
    let media = block.text("media");
    let mut lines = Vec::new();
    if !media.is_empty() {
        lines.push(PreviewLine::Media(media.to_owned()));
    }
    if !block.text("text").is_empty() {
        lines.push(PreviewLine::Text(block.text("text").to_owned()));
    }
    lines
}

fn lower(lower: &mut Lower<'_>) {
    let rows = lower.buttons("buttons");
    let quick = lower.buttons("quick_replies");
    let waits = rows.iter().chain(&quick).flatten().any(|button| button.url.is_none());
    let (reminder, timeout) = if waits { silence(lower) } else { (None, None) };
    let next = if waits { 0 } else { lower.exit(&Exit::next(), false) };
    lower.begin();
    let typing_ms = lower.millis("typing");
    lower.reading("text", None);
    let text = lower.template(lower.block.text("text"));
    let media = lower.media("media");
    let reply = lower.reply(ReplyPlan {
        block: lower.block_id,
        text,
        media,
        rows,
        quick,
        typing_ms,
        ..ReplyPlan::default()
    });
    lower.op(Op::Say(reply));
    if !waits {
        lower.op(Op::Jump(next));
        return;
    }
    let has_unknown = !lower.block.text("unknown").trim().is_empty();
    let unknown = has_unknown.then(|| lower.text_reply("unknown", ""));
    let late = if lower.block.text("late") == "ignore" { LatePolicy::Ignore } else { LatePolicy::Follow };
    lower.flow().waits.push(WaitPlan {
        reply: Some(reply),
        unknown,
        reminder,
        timeout,
        late,
        ..WaitPlan::default()
    });
    let wait = lower.flow().waits.len() - 1;
    lower.op(Op::Wait(wait as u32));
}
