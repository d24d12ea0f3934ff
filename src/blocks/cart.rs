//! Cart: puts goods in, changes how many, takes them out, shows what is in it; keeps the sum.

use super::filters::field_or_text;
use super::outside::{ask, line, literal, request, tell};
use super::parts::{field, fixed_exit};
use super::{BlockType, ExitKind, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{CartAct, CartPlan, Expr, ExprIdx, ExprOp, Op, OpIdx, ReplyPlan, Service};
use crate::model::{Block, Choice, Decimal, Exit, FieldId, Form, Label, Shape, Value};

static ACTS: &[Choice] = &[
    Choice { name: "add", label: Label::new("Добавить", "Add") },
    Choice { name: "set", label: Label::new("Изменить количество", "Change the quantity") },
    Choice { name: "remove", label: Label::new("Убрать", "Take out") },
    Choice { name: "clear", label: Label::new("Очистить", "Empty") },
    Choice { name: "show", label: Label::new("Показать", "Show") },
];

static FORM: Form = Form {
    name: "block cart",
    fields: &[
        field(
            "act",
            Label::new("Что сделать", "What to do"),
            Label::new("С товаром или со всей корзиной", "With the goods or the whole cart"),
            Shape::Choice(ACTS),
        ),
        field(
            "cart",
            Label::new("Корзина", "Cart"),
            Label::new("Поле вида «Список»", "A field that holds a list"),
            Shape::Field,
        ),
        field(
            "item",
            Label::new("Артикул", "Article"),
            Label::new("Обычно поле из каталога: {{ артикул }}", "Mostly a field of the catalogue"),
            Shape::Line,
        ),
        field(
            "name",
            Label::new("Название", "Title"),
            Label::new("Как назвать в корзине", "What it is called in the cart"),
            Shape::Line,
        ),
        field(
            "price",
            Label::new("Цена", "Price"),
            Label::new("Число или поле", "A number or a field"),
            Shape::Line,
        ),
        field(
            "quantity",
            Label::new("Сколько", "How many"),
            Label::new("Число или поле; 1, если пусто", "A number or a field; 1 when empty"),
            Shape::Line,
        ),
        field(
            "total",
            Label::new("Сумма в поле", "Keep the sum in"),
            Label::new("Сумма всех строк: цена × количество", "Price times quantity of all lines"),
            Shape::Field,
        ),
        field(
            "lines",
            Label::new("Корзина текстом в поле", "Keep it as text in"),
            Label::new("Строки для сообщения и заказа", "Lines for a message and an order"),
            Shape::Field,
        ),
        field(
            "stock",
            Label::new("Склад", "Stock"),
            Label::new(
                "Таблица товаров: добавленное резервируется, убранное возвращается; пусто — без резерва",
                "Table of the goods: what is added is reserved, what is taken out comes back; empty for no reserve",
            ),
            Shape::Table,
        ),
        field(
            "key_column",
            Label::new("Столбец артикула", "Column of the article"),
            Label::new("В таблице склада", "In the table of the stock"),
            Shape::Line,
        ),
        field(
            "stock_column",
            Label::new("Столбец остатка", "Column of the stock"),
            Label::new("В таблице склада", "In the table of the stock"),
            Shape::Line,
        ),
        field(
            "text",
            Label::new("Текст", "Text"),
            Label::new("Что сказать, показывая корзину", "What to say when the cart is shown"),
            Shape::Text,
        ),
    ],
};

/// Changes or shows a cart.
pub(super) static CART: BlockType = BlockType {
    name: "cart",
    family: Family::Action,
    icon: "shopping-cart",
    label: Label::new("Корзина", "Cart"),
    summary: Label::new(
        "Добавляет и убирает товары, считает сумму, показывает корзину",
        "Adds and takes out goods, keeps the sum, shows the cart",
    ),
    also: Label::new("заказ, товар, покупка, магазин", "order, product, purchase, shop"),
    form: &FORM,
    exits,
    preview: |block: &Block| vec![PreviewLine::Pair(act(block).label, block.text("item").to_owned())],
    lower,
};

fn act(block: &Block) -> &'static Choice {
    ACTS.iter().find(|act| act.name == block.text("act")).unwrap_or(&ACTS[0])
}

/// Whether the stock is asked first: for what is added, or for as much as there shall be.
fn reserves(block: &Block) -> bool {
    matches!(act(block).name, "add" | "set") && !block.text("stock").trim().is_empty()
}

fn exits(block: &Block) -> Vec<ExitSpec> {
    let mut exits = vec![ExitSpec::next()];
    if reserves(block) {
        exits.push(fixed_exit("out", Label::new("Не хватило", "Out of stock"), ExitKind::Branch));
    }
    if act(block).name == "show" {
        exits.push(fixed_exit("empty", Label::new("Корзина пуста", "Empty cart"), ExitKind::Branch));
    }
    exits
}

fn lower(lower: &mut Lower<'_>) {
    let block = lower.block;
    let next = lower.exit(&Exit::next(), false);
    let out = reserves(block).then(|| lower.exit(&Exit::new("out"), true));
    let is_shown = act(block).name == "show";
    let empty = is_shown.then(|| lower.exit(&Exit::new("empty"), true));
    lower.reading("cart", None);
    let Some((cart, _)) = lower.field(block.text("cart")) else {
        lower.begin();
        lower.op(Op::Jump(empty.unwrap_or(next)));
        return;
    };
    if let Some(empty) = empty {
        return show(lower, cart, next, empty);
    }
    let change = change(lower, cart, next);
    match out {
        Some(out) => reserve(lower, change, out),
        None => lower.begin_at(change),
    }
}

fn show(lower: &mut Lower<'_>, cart: FieldId, next: OpIdx, empty: OpIdx) {
    lower.begin();
    let filled = lower.expr(Expr { ops: vec![ExprOp::Field(cart), ExprOp::IsSet] });
    lower.op(Op::Unless(filled, empty));
    let lines = lower.block.text("lines").trim();
    let fallback = if lines.is_empty() { String::new() } else { format!("{{{{ {lines} }}}}") };
    let text = lower.template_or("text", [&fallback, &fallback]);
    let reply = lower.reply(ReplyPlan { block: lower.block_id, text, ..ReplyPlan::default() });
    lower.op(Op::Say(reply));
    lower.op(Op::Jump(next));
}

/// Changes the cart, gives back what is no longer in it, and goes on.
fn change(lower: &mut Lower<'_>, cart: FieldId, next: OpIdx) -> OpIdx {
    let block = lower.block;
    let name = act(block).name;
    let act = match name {
        "clear" => CartAct::Clear,
        "set" | "remove" => CartAct::Set,
        _ => CartAct::Add,
    };
    let line = ["item", "name", "price"].map(|prop| value(lower, prop, ""));
    let none = ExprOp::Const(Value::Number(Decimal::ZERO));
    let quantity = match name {
        "remove" => lower.expr(Expr { ops: vec![none] }),
        _ => value(lower, "quantity", "1"),
    };
    let mut kept = |prop: &str| {
        lower.reading(prop, None);
        lower.field(block.text(prop)).map(|field| field.0)
    };
    let (total, text) = (kept("total"), kept("lines"));
    let carts = &mut lower.flow().carts;
    carts.push(CartPlan { cart, act, line, quantity, total, text });
    let cart = carts.len() - 1;
    let first = lower.op(Op::Cart(cart as u32));
    if matches!(name, "remove" | "clear") && !block.text("stock").trim().is_empty() {
        give_back(lower, name == "clear");
    }
    lower.op(Op::Jump(next));
    first
}

fn value(lower: &mut Lower<'_>, prop: &str, fallback: &str) -> ExprIdx {
    lower.reading(prop, None);
    let source = lower.block.text(prop).trim();
    let ops = field_or_text(lower, if source.is_empty() { fallback } else { source });
    lower.expr(Expr { ops })
}

/// What the stock is asked about.
fn shelf(lower: &mut Lower<'_>) -> Vec<(String, crate::flow::TemplateIdx)> {
    let block = lower.block;
    vec![
        ("key".into(), literal(lower, block.text("key_column").trim())),
        ("count".into(), literal(lower, block.text("stock_column").trim())),
    ]
}

fn reserve(lower: &mut Lower<'_>, change: OpIdx, out: OpIdx) {
    let block = lower.block;
    lower.begin();
    lower.reading("stock", None);
    lower.table(block.text("stock"));
    let name = literal(lower, block.text("stock").trim());
    let how = if act(block).name == "set" { "set" } else { "reserve" };
    let mut plan = request(Service::Stock, how, name, out);
    plan.body = shelf(lower);
    plan.body.push(("item".into(), line(lower, "item", "")));
    plan.body.push(("amount".into(), line(lower, "quantity", "1")));
    plan.ok = change;
    plan.outcomes = vec![("out".into(), out)];
    ask(lower, plan);
}

/// All that the subscriber has reserved, or all of one article.
fn give_back(lower: &mut Lower<'_>, all: bool) {
    let name = literal(lower, lower.block.text("stock").trim());
    let mut plan = request(Service::Stock, "release", name, 0);
    plan.body = shelf(lower);
    if !all {
        plan.body.push(("item".into(), line(lower, "item", "")));
    }
    tell(lower, plan);
}
