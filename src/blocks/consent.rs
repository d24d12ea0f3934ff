//! Consent: asks whether the bot may write, and records the answer with channel, version of the text and time.

use super::asking::{
    ATTEMPTS, Asked, Asking, CHANGE, MEDIA, PROGRESS, RETRY, TEXT, TYPING, asking_exits, branch,
};
use super::parts::{KEY, REMIND, TIMEOUT, field, row_exits};
use super::{BlockType, ExitKind, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{AnswerPlan, ButtonPlan, Expr, ExprOp, LinkKind, Op, OpIdx, UrlButtonPlan, event_id};
use crate::model::{Block, Exit, Form, Label, Shape, text_of};

static LINK_FORM: Form = Form {
    name: "document",
    fields: &[
        KEY,
        field(
            "label",
            Label::new("Надпись", "Caption"),
            Label::new("Текст на кнопке: Политика данных", "Text on the button: Privacy policy"),
            Shape::Line,
        )
        .spoken(),
        field(
            "url",
            Label::new("Ссылка", "Link"),
            Label::new("Где прочитать документ", "Where the document can be read"),
            Shape::Url,
        ),
    ],
};

static FORM: Form = Form {
    name: "block consent",
    fields: &[
        TEXT,
        MEDIA,
        PROGRESS,
        field(
            "links",
            Label::new("Документы", "Documents"),
            Label::new("Кнопки со ссылками на полные тексты", "Buttons with links to the full texts"),
            Shape::List(&LINK_FORM),
        ),
        field(
            "agree",
            Label::new("Кнопка согласия", "“Agree” button"),
            Label::new("Надпись; пусто — «Согласен»", "Caption; empty for “I agree”"),
            Shape::Line,
        )
        .spoken(),
        field(
            "refuse",
            Label::new("Кнопка отказа", "“Refuse” button"),
            Label::new("Надпись; пусто — «Не согласен»", "Caption; empty for “I do not agree”"),
            Shape::Line,
        )
        .spoken(),
        field(
            "again",
            Label::new("Спрашивать снова", "Ask again"),
            Label::new(
                "Спросит и тех, кто уже согласился с этой версией текста",
                "Asks those as well who have agreed to this version of the text",
            ),
            Shape::Flag,
        ),
        RETRY,
        ATTEMPTS,
        CHANGE,
        TYPING,
        REMIND,
        TIMEOUT,
    ],
};

/// Asks for a consent.
pub(super) static CONSENT: BlockType = BlockType {
    name: "consent",
    family: Family::Ask,
    icon: "shield-check",
    label: Label::new("Согласие", "Consent"),
    summary: Label::new(
        "Спрашивает согласие на сообщения и записывает мессенджер, версию текста и время",
        "Asks whether the bot may write and records messenger, version of the text and time",
    ),
    also: Label::new("персональные данные, 152-ФЗ, оферта, галочка", "personal data, GDPR, terms, opt-in"),
    form: &FORM,
    exits,
    preview,
    lower,
};

fn exits(block: &Block) -> Vec<ExitSpec> {
    let links = row_exits(block.rows("links"), ExitKind::Link).filter(|exit| exit.kind == ExitKind::Link);
    let own = [
        branch("next", Label::new("Согласен", "Agrees")),
        branch("refused", Label::new("Не согласен", "Does not agree")),
    ];
    asking_exits(block, links.chain(own))
}

fn preview(block: &Block) -> Vec<PreviewLine> {
    vec![PreviewLine::Text(block.text("text").to_owned())]
}

fn lower(lower: &mut Lower<'_>) {
    let next = lower.exit(&Exit::next(), true);
    let refused = lower.exit(&Exit::new("refused"), true);
    let given = lower.op(Op::Agree(true));
    lower.op(Op::Jump(next));
    let taken_back = lower.op(Op::Agree(false));
    lower.op(Op::Jump(refused));
    let asking = Asking::exits(lower);
    lower.begin();
    if !lower.block.flag("again") {
        let version = event_id(&lower.project.consent.version);
        let agreed = lower.expr(Expr { ops: vec![ExprOp::Agreed(version)] });
        let asks = lower.next_op() + 2;
        lower.op(Op::Unless(agreed, asks));
        lower.op(Op::Jump(next));
    }
    let mut rows = links(lower);
    let mut answer = |prop: &str, phrase, to| {
        let label = lower.plain_or(prop, phrase);
        rows.push(vec![ButtonPlan { key: prop.into(), label, url: None, request: None, to }]);
    };
    answer(AnswerPlan::AGREE, Label::new("Согласен", "I agree"), given);
    answer(AnswerPlan::REFUSE, Label::new("Не согласен", "I do not agree"), taken_back);
    let retry = [
        "Ответьте, пожалуйста, кнопкой: согласны или нет.".to_owned(),
        "Please answer by a button: do you agree or not?".to_owned(),
    ];
    let asked = Asked { retry, ..Asked::by_press(lower.block, rows) };
    asking.ask(lower, asked);
}

/// Buttons of the documents; a row without a link has nothing to open.
fn links(lower: &mut Lower<'_>) -> Vec<Vec<ButtonPlan>> {
    let mut rows = Vec::new();
    let to: OpIdx = 0;
    for (row, record) in lower.block.rows("links").iter().enumerate() {
        let url = text_of(record, "url").trim();
        if url.is_empty() {
            continue;
        }
        lower.reading("links.label", Some(row));
        let label = lower.plain(text_of(record, "label"));
        lower.reading("links.url", Some(row));
        let url = Some(UrlButtonPlan { url: lower.plain(url), kind: LinkKind::Open, event: 0 });
        rows.push(vec![ButtonPlan { key: text_of(record, "key").into(), label, url, request: None, to }]);
    }
    rows
}
