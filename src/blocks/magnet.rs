//! Lead magnet: hands over a file or a link, remembers who has it and counts it.

use super::asking::TYPING;
use super::parts::field;
use super::{BlockType, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{ButtonPlan, LinkKind, Op, ReplyPlan, UrlButtonPlan, event_id};
use crate::model::{Block, Exit, Form, FormField, Label, Shape};

/// The tag that says who has received something. An event of the same name counts how often.
pub(super) const TAG: FormField = field(
    "tag",
    Label::new("Тег о получении", "Tag of the receipt"),
    Label::new(
        "Например, «получил чек-лист»; событие с тем же именем считает выдачи",
        "For example “has the checklist”; an event of the same name counts the deliveries",
    ),
    Shape::Tag,
);

/// Key of the link button; clicks on it are the event `clicked:12.link`.
const LINK: &str = "link";

static FORM: Form = Form {
    name: "block magnet",
    fields: &[
        field(
            "text",
            Label::new("Текст", "Text"),
            Label::new("Что бот скажет, отдавая подарок", "What the bot says when handing it over"),
            Shape::Text,
        ),
        field(
            "media",
            Label::new("Файл", "File"),
            Label::new(
                "Чек-лист, книга или урок из папки media",
                "A checklist, book or lesson of the folder media",
            ),
            Shape::Media,
        ),
        field(
            "url",
            Label::new("Или ссылка", "Or a link"),
            Label::new("Если подарок лежит на сайте или в облаке", "When it lies on a site or in a cloud"),
            Shape::Url,
        ),
        field(
            "label",
            Label::new("Надпись на кнопке ссылки", "Caption of the link's button"),
            Label::new("Пусто — «Открыть»", "Empty for “Open”"),
            Shape::Line,
        )
        .spoken(),
        TAG,
        TYPING,
    ],
};

/// Hands over a lead magnet.
pub(super) static MAGNET: BlockType = BlockType {
    name: "magnet",
    family: Family::Send,
    icon: "magnet",
    label: Label::new("Лид-магнит", "Lead magnet"),
    summary: Label::new(
        "Отдаёт файл или ссылку, ставит тег и считает выдачи",
        "Hands over a file or a link, puts a tag on and counts",
    ),
    also: Label::new(
        "подарок, чек-лист, файл за подписку, выдать материал",
        "gift, checklist, file, freebie",
    ),
    form: &FORM,
    exits: |_| vec![ExitSpec::next()],
    preview,
    lower,
};

fn preview(block: &Block) -> Vec<PreviewLine> {
    let filled = |prop: &str| Some(block.text(prop).to_owned()).filter(|text| !text.is_empty());
    let url = filled("url").map(|url| PreviewLine::Muted(Label::new("", ""), url));
    let lines = [
        filled("media").map(PreviewLine::Media),
        filled("text").map(PreviewLine::Text),
        url,
        filled("tag").map(|tag| PreviewLine::Tag(tag, true)),
    ];
    lines.into_iter().flatten().collect()
}

/// Puts the tag of the receipt on and records the event of its name.
pub(super) fn received(lower: &mut Lower<'_>) {
    let name = lower.block.text("tag").trim();
    if name.is_empty() {
        return;
    }
    lower.reading("tag", None);
    if let Some(tag_id) = lower.tag(name) {
        lower.op(Op::AddTag(tag_id));
    }
    lower.op(Op::Mark(event_id(name)));
}

fn link_button(lower: &mut Lower<'_>) -> Option<ButtonPlan> {
    let block = lower.block;
    let url = block.text("url").trim();
    if url.is_empty() {
        return None;
    }
    lower.reading("url", None);
    let url = lower.plain(url);
    let label = lower.plain_or("label", Label::new("Открыть", "Open"));
    let event = event_id(&format!("clicked:{}.{LINK}", lower.block_id));
    let url = Some(UrlButtonPlan { url, kind: LinkKind::Open, event });
    Some(ButtonPlan { key: LINK.into(), label, url, request: None, to: 0 })
}

fn lower(lower: &mut Lower<'_>) {
    let block = lower.block;
    let next = lower.exit(&Exit::next(), false);
    lower.begin();
    let typing_ms = lower.millis("typing");
    let button = link_button(lower);
    let media = lower.media("media");
    let is_bare = block.text("text").trim().is_empty() && media.is_empty();
    lower.reading("text", None);
    // A button cannot stand without a text: then its address is the text.
    let text = lower.template(if is_bare { block.text("url").trim() } else { block.text("text") });
    let rows = button.map(|button| vec![button]).into_iter().collect();
    let reply = ReplyPlan { block: lower.block_id, text, media, rows, typing_ms, ..ReplyPlan::default() };
    let reply = lower.reply(reply);
    lower.op(Op::Say(reply));
    received(lower);
    lower.op(Op::Jump(next));
}
