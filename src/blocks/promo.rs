//! Promo code: takes a code that nobody else has out of a table, and says it.

use super::magnet::{TAG, received};
use super::parts::{field, fixed_exit};
use super::{BlockType, ExitKind, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{CallPlan, Method, Op, ReplyPlan, SavePlan, Service};
use crate::model::{Block, Exit, FieldId, Form, Label, Shape};

/// How long the pool may take to answer; it lies in the bot's own memory.
const TIMEOUT_MS: u32 = 10_000;
/// The exit taken when no code is left.
const EMPTY: &str = "empty";

static FORM: Form = Form {
    name: "block promo",
    fields: &[
        field(
            "table",
            Label::new("Таблица с кодами", "Table of codes"),
            Label::new(
                "По одному коду в строке; каждый достанется одному",
                "One code a row; each goes to one person",
            ),
            Shape::Table,
        ),
        field(
            "column",
            Label::new("Столбец", "Column"),
            Label::new("Где в таблице коды; пусто — первый", "Where the codes are; empty for the first"),
            Shape::Line,
        ),
        field(
            "field",
            Label::new("Сохранить в поле", "Keep in field"),
            Label::new("Куда записать код подписчика", "Where the subscriber's code is kept"),
            Shape::Field,
        ),
        field(
            "text",
            Label::new("Текст", "Text"),
            Label::new(
                "Что сказать с кодом: Ваш код: {{ код }}",
                "What to say with the code: Your code: {{ code }}",
            ),
            Shape::Text,
        ),
        TAG,
    ],
};

/// Gives a code to everybody once.
pub(super) static PROMO: BlockType = BlockType {
    name: "promo",
    family: Family::Send,
    icon: "ticket-percent",
    label: Label::new("Промокод", "Promo code"),
    summary: Label::new(
        "Выдаёт каждому свой код из таблицы, пока коды есть",
        "Gives everybody a code of their own while there are codes",
    ),
    also: Label::new("скидка, купон, код", "discount, coupon, code"),
    form: &FORM,
    exits: |_| {
        let empty = fixed_exit(EMPTY, Label::new("Коды кончились", "No codes left"), ExitKind::Branch);
        vec![ExitSpec::next(), empty]
    },
    preview: |block: &Block| {
        let table = PreviewLine::Pair(Label::new("Коды", "Codes"), block.text("table").to_owned());
        let text = block.text("text");
        [Some(table), (!text.is_empty()).then(|| PreviewLine::Text(text.to_owned()))]
            .into_iter()
            .flatten()
            .collect()
    },
    lower,
};

/// Who comes again hears the same code: the pool remembers whom it gave which.
fn lower(lower: &mut Lower<'_>) {
    let block = lower.block;
    let next = lower.exit(&Exit::next(), false);
    let empty = lower.exit(&Exit::new(EMPTY), true);
    lower.begin();
    lower.reading("table", None);
    let name = block.text("table").trim();
    let table = lower.table(name).map(|(_, table)| table);
    let url = lower.plain(name);
    let mut body = Vec::new();
    let column = block.text("column").trim();
    lower.reading("column", None);
    if !column.is_empty() && table.is_some_and(|table| lower.column(table, column).is_some()) {
        body.push(("column".to_owned(), lower.plain(column)));
    }
    lower.reading("field", None);
    let field = lower.field(block.text("field")).map_or(FieldId::EVENT_VALUE, |field| field.0);
    let ok = lower.flow().ops.len() as u32 + 1;
    let plan = CallPlan {
        service: Service::Pool,
        act: "take".into(),
        method: Method::Post,
        url,
        headers: vec![],
        body,
        timeout_ms: TIMEOUT_MS,
        save: vec![SavePlan { path: "code".into(), field }],
        ok,
        outcomes: vec![(EMPTY.into(), empty)],
        fail: empty,
    };
    lower.flow().calls.push(plan);
    let call = lower.flow().calls.len() - 1;
    lower.op(Op::Call(call as u32));
    let kept = if field == FieldId::EVENT_VALUE { "event_value" } else { block.text("field").trim() };
    let text = if block.text("text").trim().is_empty() {
        lower.reading("", None);
        lower.template(&format!("{{{{ {kept} }}}}"))
    } else {
        lower.reading("text", None);
        lower.template(block.text("text"))
    };
    let reply = lower.reply(ReplyPlan { block: lower.block_id, text, ..ReplyPlan::default() });
    lower.op(Op::Say(reply));
    received(lower);
    lower.op(Op::Jump(next));
}
