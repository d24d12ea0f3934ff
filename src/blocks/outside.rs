//! What blocks that ask somebody outside the conversation have in common: requests, members, places of their own.

use super::Lower;
use super::http::{PAIR_FORM, SAVE_FORM};
use super::parts::field;
use crate::flow::{
    CallPlan, Expr, ExprOp, Method, Op, OpIdx, Piece, ReplyPlan, SavePlan, Service, Template, TemplateIdx,
    parse_plain,
};
use crate::model::{FieldId, FormField, Label, Record, Shape, text_of};

/// How long an answer may take: long enough for a slow CRM.
const PATIENCE_MS: u32 = 10_000;

/// What is sent along.
pub(super) const MEMBERS: FormField = field(
    "members",
    Label::new("Что передать", "What to send"),
    Label::new("Имя и значение каждого поля, можно с полями в {{ }}", "Name and value of each member"),
    Shape::List(&PAIR_FORM),
);

/// What is kept of the answer.
pub(super) const SAVE: FormField = field(
    "save",
    Label::new("Что сохранить из ответа", "What to keep of the answer"),
    Label::new("Значения ответа в полях подписчика: id, data.status", "Values of the answer in fields"),
    Shape::List(&SAVE_FORM),
);

/// What is said then when the author left it empty: never silence.
pub(super) const UNKNOWN_TEXT: Label = Label::new(
    "Выберите, пожалуйста, один из вариантов на кнопках.",
    "Please choose one of the options on the buttons.",
);

/// A request that leads to `fail` whatever is answered, to be filled in.
pub(super) fn request(service: Service, act: &str, url: TemplateIdx, fail: OpIdx) -> CallPlan {
    CallPlan {
        service,
        act: act.to_owned(),
        method: Method::Post,
        url,
        headers: Vec::new(),
        body: Vec::new(),
        timeout_ms: PATIENCE_MS,
        save: Vec::new(),
        ok: fail,
        outcomes: Vec::new(),
        fail,
    }
}

/// Writes the question and suspends until its answer.
pub(super) fn ask(lower: &mut Lower<'_>, plan: CallPlan) -> OpIdx {
    let calls = &mut lower.flow().calls;
    calls.push(plan);
    let call = calls.len() - 1;
    lower.op(Op::Call(call as u32))
}

/// Writes what is told to somebody without waiting.
pub(super) fn tell(lower: &mut Lower<'_>, plan: CallPlan) -> OpIdx {
    let calls = &mut lower.flow().calls;
    calls.push(plan);
    let call = calls.len() - 1;
    lower.op(Op::Tell(call as u32))
}

/// A line of the block that another program reads, as a template.
pub(super) fn line(lower: &mut Lower<'_>, prop: &str, fallback: &str) -> TemplateIdx {
    lower.reading(prop, None);
    let source = lower.block.text(prop).trim();
    lower.plain(if source.is_empty() { fallback } else { source })
}

/// The block's message of a property, or a phrase of the product, so that there is never silence.
pub(super) fn message(lower: &mut Lower<'_>, prop: &str, phrase: Label) -> ReplyPlan {
    let text = lower.template_or(prop, [phrase.ru, phrase.en]);
    ReplyPlan { block: lower.block_id, text, ..ReplyPlan::default() }
}

/// Caption of the button that shows more of a list.
pub(super) fn more(lower: &mut Lower<'_>) -> TemplateIdx {
    lower.plain_or("more_label", Label::new("Ещё", "More"))
}

/// A text that is the same for everybody and is no one's to translate: a name, a number.
pub(super) fn literal(lower: &mut Lower<'_>, text: &str) -> TemplateIdx {
    keep(lower, parse_plain(text, |_| None).0)
}

/// The value of a field as text.
pub(super) fn of_field(lower: &mut Lower<'_>, field_id: FieldId) -> TemplateIdx {
    keep(lower, Template { pieces: vec![Piece::Field(field_id, "".into())] })
}

fn keep(lower: &mut Lower<'_>, template: Template) -> TemplateIdx {
    let templates = &mut lower.flow().templates;
    templates.push(template);
    (templates.len() - 1) as TemplateIdx
}

/// Clears a field.
pub(super) fn clear(lower: &mut Lower<'_>, field_id: FieldId) -> OpIdx {
    let expr = lower.expr(Expr { ops: Vec::new() });
    lower.op(Op::Set(field_id, expr))
}

/// Sets a field to an expression.
pub(super) fn set(lower: &mut Lower<'_>, field_id: FieldId, ops: Vec<ExprOp>) -> OpIdx {
    let expr = lower.expr(Expr { ops });
    lower.op(Op::Set(field_id, expr))
}

/// Name and value of each row of [`MEMBERS`].
pub(super) fn members(lower: &mut Lower<'_>, list: &str) -> Vec<(String, TemplateIdx)> {
    let block = lower.block;
    let member = |(row, record): (usize, &Record)| {
        lower.reading(format!("{list}.value"), Some(row));
        (text_of(record, "name").trim().to_owned(), lower.plain(text_of(record, "value")))
    };
    block.rows(list).iter().enumerate().map(member).filter(|(name, _)| !name.is_empty()).collect()
}

/// Rows of [`SAVE`] whose fields there are.
pub(super) fn saves(lower: &mut Lower<'_>, list: &str) -> Vec<SavePlan> {
    let block = lower.block;
    let mut saves = Vec::new();
    for (row, record) in block.rows(list).iter().enumerate() {
        lower.reading(format!("{list}.field"), Some(row));
        if let Some((field, _)) = lower.field(text_of(record, "field")) {
            saves.push(SavePlan { path: text_of(record, "path").trim().to_owned(), field });
        }
    }
    saves
}

/// The field that a property names as the place for one value of the answer.
pub(super) fn save_to(lower: &mut Lower<'_>, prop: &str, path: &str) -> Option<SavePlan> {
    lower.reading(prop, None);
    let (field, _) = lower.field(lower.block.text(prop))?;
    Some(SavePlan { path: path.to_owned(), field })
}

/// A place of the block's own in the session of a subscriber.
pub(super) fn own(lower: &Lower<'_>, place: u16) -> FieldId {
    FieldId::of_block(lower.block_id, place)
}
