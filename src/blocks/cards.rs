//! Cards: pictures with a heading, a text and buttons, side by side where the messenger can.

use super::asking::TYPING;
use super::buttons::{BUTTON_FORM, any_pressed, button, button_exits};
use super::lower::media_plan;
use super::parts::{
    KEY, LATE, REMIND, TIMEOUT, UNKNOWN, field, press_wait, silence, silence_exits, wait_for,
};
use super::{BlockType, Caption, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{ButtonPlan, CardPlan, Op, ReplyPlan, WaitPlan};
use crate::model::{Block, Exit, Form, Label, Record, Shape, rows_of, text_of};

static CARD_FORM: Form = Form {
    name: "card",
    fields: &[
        KEY,
        field(
            "title",
            Label::new("Заголовок", "Heading"),
            Label::new("Название товара или услуги", "Name of the product or service"),
            Shape::Line,
        )
        .spoken(),
        field(
            "text",
            Label::new("Описание", "Description"),
            Label::new("Что стоит под заголовком", "What stands below the heading"),
            Shape::Text,
        ),
        field(
            "media",
            Label::new("Картинка", "Picture"),
            Label::new("Картинка карточки из папки media", "The card's picture of the folder media"),
            Shape::Media,
        ),
        field(
            "buttons",
            Label::new("Кнопки", "Buttons"),
            Label::new("До трёх кнопок под карточкой", "Up to three buttons under the card"),
            Shape::List(&BUTTON_FORM),
        ),
    ],
};

static FORM: Form = Form {
    name: "block cards",
    fields: &[
        field(
            "text",
            Label::new("Текст над карточками", "Text above the cards"),
            Label::new("Что бот скажет перед карточками", "What the bot says before the cards"),
            Shape::Text,
        ),
        field(
            "cards",
            Label::new("Карточки", "Cards"),
            Label::new("Картинка, заголовок, описание и кнопки", "Picture, heading, description and buttons"),
            Shape::List(&CARD_FORM),
        ),
        TYPING,
        UNKNOWN,
        REMIND,
        TIMEOUT,
        LATE,
    ],
};

/// Shows cards and, when they have buttons, waits for a press.
pub(super) static CARDS: BlockType = BlockType {
    name: "cards",
    family: Family::Send,
    icon: "gallery-horizontal",
    label: Label::new("Карточки", "Cards"),
    summary: Label::new(
        "Карусель карточек с картинкой, описанием и кнопками",
        "A carousel of cards with a picture, a description and buttons",
    ),
    also: Label::new("карусель, галерея, слайды", "carousel, gallery, slides"),
    form: &FORM,
    exits,
    preview,
    lower,
};

fn waits(block: &Block) -> bool {
    block.rows("cards").iter().any(|card| any_pressed(rows_of(card, "buttons")))
}

/// Buttons of cards often have the same words, so the heading tells their exits apart.
fn exits(block: &Block) -> Vec<ExitSpec> {
    let of_card = |card: &Record| {
        let title = text_of(card, "title").trim().to_owned();
        let named = move |exit: ExitSpec| match &exit.caption {
            Caption::Own(label) if !title.is_empty() && !label.trim().is_empty() => {
                ExitSpec { caption: Caption::Own(format!("{title} · {label}")), ..exit }
            }
            Caption::Own(_) | Caption::Fixed(_) | Caption::With(..) => exit,
        };
        button_exits(rows_of(card, "buttons")).map(named).collect::<Vec<_>>()
    };
    let mut exits: Vec<_> = block.rows("cards").iter().flat_map(of_card).collect();
    if waits(block) {
        exits.extend(silence_exits(block));
    } else {
        exits.push(ExitSpec::next());
    }
    exits
}

fn preview(block: &Block) -> Vec<PreviewLine> {
    let cards = block.rows("cards");
    let picture = cards.iter().map(|card| text_of(card, "media")).find(|media| !media.is_empty());
    let mut lines: Vec<_> = picture.map(|media| PreviewLine::Media(media.to_owned())).into_iter().collect();
    if !block.text("text").is_empty() {
        lines.push(PreviewLine::Text(block.text("text").to_owned()));
    }
    lines.push(PreviewLine::Muted(Label::new("карточек:", "cards:"), cards.len().to_string()));
    lines
}

fn card(lower: &mut Lower<'_>, row: usize, record: &Record, buttons: Vec<ButtonPlan>) -> CardPlan {
    lower.reading("cards.title", Some(row));
    let title = lower.plain(text_of(record, "title"));
    lower.reading("cards.text", Some(row));
    let text = lower.plain(text_of(record, "text"));
    CardPlan { title, text, media: media_plan(text_of(record, "media")), buttons }
}

fn lower(lower: &mut Lower<'_>) {
    let block = lower.block;
    let mut rows = Vec::new();
    for (row, record) in block.rows("cards").iter().enumerate() {
        let mut buttons = Vec::new();
        for (at, record) in rows_of(record, "buttons").iter().enumerate() {
            // A row without a key has only its number.
            let path = match text_of(record, "key") {
                "" => format!("cards.buttons.{at}"),
                key => format!("cards.buttons.{key}"),
            };
            buttons.push(button(lower, &path, row, record));
        }
        rows.push((row, record, buttons));
    }
    let waits = waits(block);
    let (reminder, timeout) = if waits { silence(lower) } else { (None, None) };
    let next = if waits { 0 } else { lower.exit(&Exit::next(), false) };
    lower.begin();
    let typing_ms = lower.millis("typing");
    lower.reading("text", None);
    let text = lower.template(block.text("text"));
    let cards = rows.into_iter().map(|(row, record, buttons)| card(lower, row, record, buttons)).collect();
    let reply = ReplyPlan { block: lower.block_id, text, cards, typing_ms, ..ReplyPlan::default() };
    let reply = lower.reply(reply);
    lower.op(Op::Say(reply));
    if waits {
        let wait = press_wait(lower, reply);
        wait_for(lower, WaitPlan { reminder, timeout, ..wait });
    } else {
        lower.op(Op::Jump(next));
    }
}
