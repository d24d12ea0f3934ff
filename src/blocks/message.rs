//! Message: text in one or several wordings, pictures and files, buttons, quick replies.

use super::asking::TYPING;
use super::buttons::{BUTTON_FORM, QUICK_FORM, any_pressed, button_exits, buttons};
use super::lower::media_plan;
use super::parts::{
    KEY, LATE, REMIND, TIMEOUT, UNKNOWN, field, press_wait, silence, silence_exits, wait_for,
};
use super::{BlockType, Caption, ExitKind, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{MediaKind, MediaPlan, Op, ReplyPlan, WaitPlan};
use crate::model::{Block, Exit, Form, Label, Shape, text_of};

static VARIANT_FORM: Form = Form {
    name: "wording",
    fields: &[
        KEY,
        field(
            "text",
            Label::new("Текст", "Text"),
            Label::new("То же самое другими словами", "The same in other words"),
            Shape::Text,
        ),
    ],
};

static ALBUM_FORM: Form = Form {
    name: "attachment",
    fields: &[field(
        "media",
        Label::new("Вложение", "Attachment"),
        Label::new("Ещё одна картинка или файл", "One more picture or file"),
        Shape::Media,
    )],
};

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
            "variants",
            Label::new("Другие варианты текста", "Other wordings"),
            Label::new(
                "Каждый раз бот скажет один из вариантов, чтобы не повторяться",
                "Each time the bot takes one of the wordings, so as not to repeat itself",
            ),
            Shape::List(&VARIANT_FORM),
        ),
        field(
            "media",
            Label::new("Вложение", "Attachment"),
            Label::new("Картинка или файл из папки media", "A picture or file of the folder media"),
            Shape::Media,
        ),
        field(
            "album",
            Label::new("Ещё вложения", "More attachments"),
            Label::new("Вместе с первым покажутся альбомом", "Shown as an album together with the first one"),
            Shape::List(&ALBUM_FORM),
        ),
        field(
            "voice",
            Label::new("Звук — голосовым сообщением", "Sound as a voice message"),
            Label::new(
                "Файл mp3 или m4a придёт как записанный голос",
                "A file mp3 or m4a comes as a recorded voice",
            ),
            Shape::Flag,
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
        TYPING,
        field(
            "numbered",
            Label::new("Выбор по номеру", "Choice by number"),
            Label::new(
                "Номер пункта выбирает кнопку: «2», «2.», «два»",
                "The number of an item chooses its button: “2”, “2.”, “two”",
            ),
            Shape::Flag,
        ),
        field(
            "press_all",
            Label::new("Нажать на все по очереди", "Press all, one after another"),
            Label::new(
                "Каждая кнопка отвечает один раз; после последней — выход «Все нажаты»",
                "Every button answers once; after the last one the exit “All pressed”",
            ),
            Shape::Flag,
        ),
        UNKNOWN,
        REMIND,
        TIMEOUT,
        LATE,
    ],
};

/// Says something and, when it has buttons, waits for a press.
pub(super) static MESSAGE: BlockType = BlockType {
    name: "message",
    family: Family::Send,
    icon: "message-square-text",
    label: Label::new("Сообщение", "Message"),
    summary: Label::new("Текст, картинка или файл с кнопками", "Text, a picture or a file with buttons"),
    also: Label::new(
        "текст, картинка, фото, видео, голосовое, файл, кнопки, отправить",
        "text, picture, photo, video, voice, file, buttons, send",
    ),
    form: &FORM,
    exits,
    preview,
    lower,
};

/// The exit taken when all buttons have been pressed.
const ALL: &str = "all";

fn waits(block: &Block) -> bool {
    any_pressed(block.rows("buttons")) || any_pressed(block.rows("quick_replies"))
}

fn exits(block: &Block) -> Vec<ExitSpec> {
    let mut exits: Vec<_> = button_exits(block.rows("buttons")).collect();
    exits.extend(button_exits(block.rows("quick_replies")));
    if !waits(block) {
        exits.push(ExitSpec::next());
        return exits;
    }
    exits.extend(block.flag("press_all").then(|| ExitSpec {
        exit: Exit::new(ALL),
        caption: Caption::Fixed(Label::new("Все нажаты", "All pressed")),
        kind: ExitKind::Branch,
    }));
    exits.extend(silence_exits(block));
    exits
}

fn preview(block: &Block) -> Vec<PreviewLine> {
    let mut media = media_of(block).into_iter();
    let mut lines: Vec<_> = media.next().map(|media| PreviewLine::Media(media.path)).into_iter().collect();
    let more = media.count();
    if more > 0 {
        lines.push(PreviewLine::Muted(Label::new("ещё вложений:", "more attachments:"), more.to_string()));
    }
    lines.extend(texts(block).next().map(|(_, text)| PreviewLine::Text(text.to_owned())));
    lines
}

/// The attachment and the album.
fn media_of(block: &Block) -> Vec<MediaPlan> {
    let album = block.rows("album").iter().map(|row| text_of(row, "media"));
    let voice = block.flag("voice");
    let spoken = |media: MediaPlan| match media.kind {
        MediaKind::Audio if voice => MediaPlan { kind: MediaKind::Voice, ..media },
        _ => media,
    };
    std::iter::once(block.text("media")).chain(album).filter_map(media_plan).map(spoken).collect()
}

/// The wordings that say something, with the row of the list that they stand in.
fn texts(block: &Block) -> impl Iterator<Item = (Option<usize>, &str)> {
    let variants = block.rows("variants").iter().enumerate();
    let variants = variants.map(|(row, record)| (Some(row), text_of(record, "text")));
    std::iter::once((None, block.text("text"))).chain(variants).filter(|(_, text)| !text.trim().is_empty())
}

fn lower(lower: &mut Lower<'_>) {
    let block = lower.block;
    let rows = buttons(lower, "buttons");
    let quick = buttons(lower, "quick_replies");
    let waits = waits(block);
    let (reminder, timeout) = if waits { silence(lower) } else { (None, None) };
    let all = (waits && block.flag("press_all")).then(|| lower.exit(&Exit::new(ALL), true));
    let next = if waits { 0 } else { lower.exit(&Exit::next(), false) };
    lower.begin();
    let typing_ms = lower.millis("typing");
    let mut wordings = Vec::new();
    for (row, text) in texts(block) {
        lower.reading(if row.is_some() { "variants.text" } else { "text" }, row);
        wordings.push(lower.template(text));
    }
    if wordings.is_empty() {
        wordings.push(lower.template(""));
    }
    let reply = ReplyPlan {
        block: lower.block_id,
        text: wordings.remove(0),
        variants: wordings,
        media: media_of(block),
        rows,
        quick,
        typing_ms,
        ..ReplyPlan::default()
    };
    let reply = lower.reply(reply);
    lower.op(Op::Say(reply));
    if !waits {
        lower.op(Op::Jump(next));
        return;
    }
    let wait = press_wait(lower, reply);
    let numbered = block.flag("numbered");
    wait_for(lower, WaitPlan { reminder, timeout, all, numbered, ..wait });
}
