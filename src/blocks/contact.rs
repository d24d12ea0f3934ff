//! Contact: a telephone number with a name, ready to be kept in the phone.

use super::parts::field;
use super::{BlockType, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{ExtraPlan, Op, ReplyPlan};
use crate::model::{Block, Exit, Form, Label, Shape};

static FORM: Form = Form {
    name: "block contact",
    fields: &[
        field(
            "label",
            Label::new("Имя", "Name"),
            Label::new("Кого подписчик увидит в контактах", "Whom the subscriber sees among the contacts"),
            Shape::Line,
        )
        .spoken(),
        field(
            "phone",
            Label::new("Телефон", "Telephone"),
            Label::new("С кодом страны: +7 999 123-45-67", "With the country code: +7 999 123-45-67"),
            Shape::Line,
        ),
        field(
            "text",
            Label::new("Текст", "Text"),
            Label::new("Что бот скажет вместе с контактом", "What the bot says along with the contact"),
            Shape::Text,
        ),
    ],
};

/// Shows a telephone number.
pub(super) static CONTACT: BlockType = BlockType {
    name: "contact",
    family: Family::Send,
    icon: "contact-round",
    label: Label::new("Контакт", "Contact"),
    summary: Label::new(
        "Карточка с именем и телефоном, её можно сохранить",
        "A card with a name and a telephone number that can be kept",
    ),
    also: Label::new("визитка, телефон, номер", "visiting card, phone, number"),
    form: &FORM,
    exits: |_| vec![ExitSpec::next()],
    preview: |block: &Block| {
        let phone = block.text("phone").to_owned();
        let mut lines = vec![PreviewLine::Pair(Label::new("☎", "☎"), block.text("label").to_owned())];
        lines.extend((!phone.is_empty()).then_some(PreviewLine::Muted(Label::new("", ""), phone)));
        lines
    },
    lower,
};

/// Without a number, what there is is said as a text.
fn lower(lower: &mut Lower<'_>) {
    let block = lower.block;
    let next = lower.exit(&Exit::next(), false);
    lower.begin();
    let mut reply = ReplyPlan { block: lower.block_id, ..ReplyPlan::default() };
    let has_phone = !block.text("phone").trim().is_empty();
    let is_silent = !has_phone && block.text("text").trim().is_empty();
    lower.reading(if is_silent { "label" } else { "text" }, None);
    reply.text = lower.template(block.text(if is_silent { "label" } else { "text" }));
    if has_phone {
        lower.reading("phone", None);
        let phone = lower.plain(block.text("phone").trim());
        lower.reading("label", None);
        let name = lower.plain(block.text("label"));
        reply.extra = Some(ExtraPlan::Contact { phone, name });
    }
    let reply = lower.reply(reply);
    lower.op(Op::Say(reply));
    lower.op(Op::Jump(next));
}
