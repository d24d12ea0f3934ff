//! Payment: makes an invoice, shows where to pay and waits for the provider. Only the provider's word counts.

use super::outside::{ask, clear, line, message, own, request, set};
use super::parts::{field, fixed_exit};
use super::{BlockType, ExitKind, Family, Lower, PreviewLine};
use crate::flow::{
    ButtonPlan, Expr, ExprOp, LinkKind, Op, OpIdx, Outcome, ReplyPlan, SavePlan, Service, TemplateIdx,
    TimeoutPlan, UrlButtonPlan, WaitPlan, event_id,
};
use crate::model::{Block, Decimal, Exit, FieldId, Form, Label, Shape, Value};

/// Places of the block's own: which orders are paid, when the provider names them, and the sum of the last one.
const ORDERS: u16 = 2;
const AMOUNT: u16 = 3;
/// Place of the block's own: whether the last invoice is paid, so that a repeated callback counts once.
const PAID: u16 = 0;
/// Place of the block's own: which thread the last invoice waits in.
const WAITED: u16 = 1;

/// What is said above the button of the invoice, and to who says to have paid before the provider does.
const READY: Label =
    Label::new("Счёт готов. Оплатить можно по кнопке.", "The invoice is ready. You can pay by the button.");
const NOT_YET: Label = Label::new(
    "Платёж ещё не пришёл. Как только платёжная система его подтвердит, я сразу напишу.",
    "The payment has not come yet. I will write as soon as the provider confirms it.",
);

static FORM: Form = Form {
    name: "block payment",
    fields: &[
        field(
            "amount",
            Label::new("Сумма", "Amount"),
            Label::new("Число или поле: 990, {{ сумма }}", "A number or a field: 990, {{ total }}"),
            Shape::Line,
        ),
        field(
            "currency",
            Label::new("Валюта", "Currency"),
            Label::new("RUB, если не указана", "RUB when not given"),
            Shape::Line,
        ),
        field(
            "purpose",
            Label::new("За что", "What for"),
            Label::new("Назначение платежа в счёте", "What the invoice says it is for"),
            Shape::Line,
        )
        .spoken(),
        field(
            "provider",
            Label::new("Платёжная система", "Provider"),
            Label::new("Какой из подключённых, например yookassa", "Which one, such as yookassa"),
            Shape::Line,
        ),
        field(
            "text",
            Label::new("Текст", "Text"),
            Label::new("Что сказать над кнопкой оплаты", "What to say above the button"),
            Shape::Text,
        ),
        field(
            "label",
            Label::new("Кнопка оплаты", "Pay button"),
            Label::new("Открывает страницу оплаты", "Opens the page of the provider"),
            Shape::Line,
        )
        .spoken(),
        field(
            "check_label",
            Label::new("Кнопка «я оплатил»", "Button “I have paid”"),
            Label::new(
                "Надпись; отвечает, что деньги ещё не пришли. Пусто — без кнопки",
                "Caption; answers that the money has not come yet. Empty for no button",
            ),
            Shape::Line,
        )
        .spoken(),
        field(
            "waiting_text",
            Label::new("Пока деньги не пришли", "Until the money comes"),
            Label::new(
                "Ответ на «я оплатил»: засчитывается только подтверждение платёжной системы",
                "Answer to “I have paid”: only the provider's word counts",
            ),
            Shape::Text,
        ),
        field(
            "timeout",
            Label::new("Счёт действует", "The invoice holds for"),
            Label::new(
                "Потом — выход «Срок истёк»: 1d. Если деньги придут позже, они засчитаются: разговор перейдёт \
                 на выход «Оплачено», а начатое после «Срок истёк» прекратится",
                "Then the exit “Expired”: 1d. Money that comes later counts: the conversation goes over to the \
                 exit “Paid”, and what began after “Expired” ends",
            ),
            Shape::Duration,
        ),
    ],
};

/// Takes a payment.
pub(super) static PAYMENT: BlockType = BlockType {
    name: "payment",
    family: Family::Action,
    icon: "credit-card",
    label: Label::new("Оплата", "Payment"),
    summary: Label::new(
        "Выставляет счёт и ждёт подтверждения платёжной системы",
        "Makes an invoice and waits for the provider to confirm it",
    ),
    also: Label::new("счёт, заплатить, купить, деньги, ЮKassa, касса", "invoice, pay, buy, money, checkout"),
    form: &FORM,
    exits: |_| {
        vec![
            fixed_exit("paid", Label::new("Оплачено", "Paid"), ExitKind::Branch),
            fixed_exit("failed", Label::new("Отклонено", "Declined"), ExitKind::Branch),
            fixed_exit("expired", Label::new("Срок истёк", "Expired"), ExitKind::Timeout),
            fixed_exit("fail", Label::new("Счёт не создан", "No invoice"), ExitKind::Branch),
        ]
    },
    preview: |block: &Block| {
        let sum = format!("{} {}", block.text("amount"), block.text("currency"));
        vec![
            PreviewLine::Pair(Label::new("Сумма", "Amount"), sum.trim().to_owned()),
            PreviewLine::Text(block.text("text").to_owned()),
        ]
    },
    lower,
};

fn lower(lower: &mut Lower<'_>) {
    let paid = lower.exit(&Exit::new("paid"), true);
    let failed = lower.exit(&Exit::new("failed"), true);
    let expired = lower.exit(&Exit::new("expired"), true);
    let fail = lower.exit(&Exit::new("fail"), true);
    let timeout = lower.delay("timeout", false).map(|delay| TimeoutPlan { delay, to: expired });
    let paid = paid_once(lower, paid);
    let show = invoice(lower, (paid, failed, expired), timeout);
    // A button without an address would not be shown, and there would be nothing to pay with.
    let link = [ExprOp::Field(FieldId::PAYMENT_LINK), ExprOp::Const(Value::text("https://")), ExprOp::Starts];
    let has_link = lower.expr(Expr { ops: link.into() });
    let answered = lower.op(Op::Unless(has_link, fail));
    lower.op(Op::Jump(show));
    lower.begin();
    let amount = amount(lower, fail);
    let provider = line(lower, "provider", "payment");
    let mut plan = request(Service::Payment, "invoice", provider, fail);
    plan.body = vec![("amount".into(), amount)];
    let texts = [("currency", "RUB"), ("purpose", "")];
    plan.body.extend(texts.map(|(name, fallback)| (name.to_owned(), line(lower, name, fallback))));
    // The provider sends it back with its callback, which the driver makes the event `paid:BLOCK` about it of; the
    // engine adds the number of the subscriber and of the request.
    plan.body.push(("order".into(), super::outside::literal(lower, &lower.block_id.to_string())));
    plan.save = vec![SavePlan { path: "link".into(), field: FieldId::PAYMENT_LINK }];
    plan.ok = answered;
    ask(lower, plan);
}

/// Works the sum out to the hundredth and goes to `fail` when that is nothing that can be paid.
fn amount(lower: &mut Lower<'_>, fail: OpIdx) -> TemplateIdx {
    let sum = line(lower, "amount", "0");
    let kept = own(lower, AMOUNT);
    let hundred = || ExprOp::Const(Value::Number(Decimal::from_int(100)));
    let ops = [ExprOp::Template(sum), hundred(), ExprOp::Mul, ExprOp::Round, hundred(), ExprOp::Div];
    set(lower, kept, ops.into());
    let zero = ExprOp::Const(Value::Number(Decimal::ZERO));
    let payable = lower.expr(Expr { ops: vec![ExprOp::Field(kept), zero, ExprOp::Gt] });
    lower.op(Op::Unless(payable, fail));
    super::outside::of_field(lower, kept)
}

/// The way of a payment, taken once for an order; a provider that names no order has its latest invoice meant.
fn paid_once(lower: &mut Lower<'_>, to: OpIdx) -> OpIdx {
    let mark = own(lower, PAID);
    let end = lower.op(Op::End(Outcome::Done));
    let (orders, order) = (ExprOp::Field(own(lower, ORDERS)), ExprOp::Field(FieldId::EVENT_ABOUT));
    let new = vec![orders.clone(), order.clone(), ExprOp::Contains, ExprOp::Not];
    let new = lower.expr(Expr { ops: new });
    let named = lower.op(Op::Unless(new, end));
    let none = ExprOp::Const(Value::List(Vec::new()));
    set(lower, own(lower, ORDERS), vec![none, orders, ExprOp::Add, order.clone(), ExprOp::Add]);
    set(lower, mark, vec![ExprOp::Const(Value::Flag(true))]);
    lower.op(Op::Jump(to));
    let unnamed = lower.expr(Expr { ops: vec![order, ExprOp::IsSet, ExprOp::Not] });
    let new = lower.expr(Expr { ops: vec![ExprOp::Field(mark), ExprOp::IsSet, ExprOp::Not] });
    let first = lower.op(Op::Unless(new, end));
    set(lower, mark, vec![ExprOp::Const(Value::Flag(true))]);
    lower.op(Op::Jump(to));
    let way = lower.op(Op::Unless(unnamed, named));
    lower.op(Op::Jump(first));
    way
}

fn wait(lower: &mut Lower<'_>, plan: WaitPlan) -> OpIdx {
    let waits = &mut lower.flow().waits;
    waits.push(plan);
    let wait = waits.len() - 1;
    lower.op(Op::Wait(wait as u32))
}

/// Shows where to pay and waits.
fn invoice(
    lower: &mut Lower<'_>,
    (paid, failed, expired): (OpIdx, OpIdx, OpIdx),
    timeout: Option<TimeoutPlan>,
) -> OpIdx {
    let waiting = message(lower, "waiting_text", NOT_YET);
    let waiting = lower.reply(waiting);
    let not_yet = lower.op(Op::Say(waiting));
    let again = lower.op(Op::Jump(0));
    let reply = message(lower, "text", READY);
    let label = lower.plain_or("label", Label::new("Оплатить", "Pay"));
    let url = super::outside::of_field(lower, FieldId::PAYMENT_LINK);
    let pay = UrlButtonPlan { url, kind: LinkKind::Open, event: 0 };
    let mut rows = vec![vec![ButtonPlan { key: "pay".into(), label, url: Some(pay), request: None, to: 0 }]];
    if !lower.block.text("check_label").trim().is_empty() {
        let label = line(lower, "check_label", "");
        rows.push(vec![ButtonPlan { key: "check".into(), label, url: None, request: None, to: not_yet }]);
    }
    let reply = lower.reply(ReplyPlan { rows, ..reply });
    let first = clear(lower, own(lower, PAID));
    lower.op(Op::Say(reply));
    let event = |name: &str| event_id(&format!("{name}:{}", lower.block_id));
    let events = vec![(event("paid"), paid), (event("failed"), failed), (event("expired"), expired)];
    // A payment that comes when the conversation has left the block counts as well; a late refusal or expiry
    // changes nothing any more.
    let plan = WaitPlan {
        reply: Some(reply),
        unknown: Some(waiting),
        timeout,
        events,
        keeper: Some(own(lower, WAITED)),
        ..WaitPlan::default()
    };
    let suspended = wait(lower, plan);
    lower.patch(again, suspended);
    first
}
