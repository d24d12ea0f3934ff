//! Catalogue: shows rows of a table as cards or buttons, without what is out of stock, and keeps the chosen one.

use super::filters::{FILTERS, KEPT, TABLE, column, filters, kept};
use super::outside::{UNKNOWN_TEXT, ask, clear, literal, message, more, own, request};
use super::parts::{REMIND, TIMEOUT, UNKNOWN, field, fixed_exit, silence, silence_exits};
use super::{BlockType, Caption, ExitKind, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{
    ButtonPlan, CellTest, ChoicesPlan, Expr, ExprOp, LookupPlan, Op, OpIdx, ReplyPlan, SavePlan, Service,
    TimeoutPlan, WaitPlan,
};
use crate::model::{Block, Choice, Exit, FieldId, Form, Label, Shape, Table};

/// Places of the block's own: what is offered, what there is in stock, what was chosen.
const OFFER: u16 = 0;
const STOCK: u16 = 1;
const CHOSEN: u16 = 2;

static STYLES: &[Choice] = &[
    Choice { name: "cards", label: Label::new("Карточками", "As cards") },
    Choice { name: "buttons", label: Label::new("Кнопками", "As buttons") },
];

static FORM: Form = Form {
    name: "block catalogue",
    fields: &[
        TABLE,
        FILTERS,
        field(
            "text",
            Label::new("Текст", "Text"),
            Label::new("Что сказать над товарами", "What to say above the goods"),
            Shape::Text,
        ),
        field(
            "title_column",
            Label::new("Столбец названия", "Column of the title"),
            Label::new(
                "Заголовок карточки или надпись кнопки",
                "Heading of the card or caption of the button",
            ),
            Shape::Line,
        ),
        field(
            "text_column",
            Label::new("Столбец описания", "Column of the description"),
            Label::new("Текст карточки", "Text of the card"),
            Shape::Line,
        ),
        field(
            "media_column",
            Label::new("Столбец картинки", "Column of the picture"),
            Label::new("Имя файла из папки media", "Name of a file of the folder media"),
            Shape::Line,
        ),
        field(
            "key_column",
            Label::new("Столбец артикула", "Column of the article"),
            Label::new("По нему товар узнают корзина и склад", "Cart and stock know the goods by it"),
            Shape::Line,
        ),
        field(
            "stock_column",
            Label::new("Столбец остатка", "Column of the stock"),
            Label::new(
                "Чего не осталось, не показывается; пустая ячейка — сколько угодно",
                "What is out is not shown; an empty cell is as much as you like",
            ),
            Shape::Line,
        ),
        field(
            "style",
            Label::new("Как показать", "How to show"),
            Label::new(
                "Карточки с картинками или короткие кнопки; длинный список идёт частями, дальше — кнопка «Ещё»",
                "Cards with pictures or short buttons; a long list comes in parts, with a button “More”",
            ),
            Shape::Choice(STYLES),
        ),
        field(
            "label",
            Label::new("Кнопка карточки", "Button of a card"),
            Label::new("«В корзину», если не указана", "“Add to cart” when not given"),
            Shape::Line,
        )
        .spoken(),
        field(
            "done_label",
            Label::new("Кнопка «дальше»", "Button to go on"),
            Label::new("Надпись, например «К корзине»; пусто — без кнопки", "Caption; empty for no button"),
            Shape::Line,
        )
        .spoken(),
        field(
            "field",
            Label::new("Выбранный артикул в поле", "Keep the article in"),
            Label::new("Куда записать выбранное", "Where the choice is kept"),
            Shape::Field,
        ),
        KEPT,
        UNKNOWN,
        REMIND,
        TIMEOUT,
    ],
};

/// Shows goods and waits for a choice.
pub(super) static CATALOGUE: BlockType = BlockType {
    name: "catalogue",
    family: Family::Ask,
    icon: "store",
    label: Label::new("Каталог", "Catalogue"),
    summary: Label::new(
        "Показывает товары из таблицы, без закончившихся, и запоминает выбор",
        "Shows goods of a table, without what is out of stock, and keeps the choice",
    ),
    also: Label::new("товары, магазин, меню, витрина", "products, shop, menu, showcase"),
    form: &FORM,
    exits,
    preview: |block: &Block| {
        vec![
            PreviewLine::Pair(Label::new("Таблица", "Table"), block.text("table").to_owned()),
            PreviewLine::Text(block.text("text").to_owned()),
        ]
    },
    lower,
};

fn exits(block: &Block) -> Vec<ExitSpec> {
    let mut exits = vec![
        fixed_exit("next", Label::new("Выбрал", "Chosen"), ExitKind::Branch),
        fixed_exit("empty", Label::new("Товаров нет", "No goods"), ExitKind::Branch),
    ];
    let done = block.text("done_label").trim();
    if !done.is_empty() {
        let caption = Caption::Own(done.to_owned());
        exits.push(ExitSpec { exit: Exit::new("done"), caption, kind: ExitKind::Button });
    }
    exits.extend(silence_exits(block));
    exits
}

fn lower(lower: &mut Lower<'_>) {
    let block = lower.block;
    let next = lower.exit(&Exit::next(), true);
    let empty = lower.exit(&Exit::new("empty"), true);
    let has_done = !block.text("done_label").trim().is_empty();
    let done = has_done.then(|| lower.exit(&Exit::new("done"), true));
    let (reminder, timeout) = silence(lower);
    lower.reading("table", None);
    let Some((index, table)) = lower.table(block.text("table")) else {
        lower.begin();
        lower.op(Op::Jump(empty));
        return;
    };
    let chosen = chosen(lower, (index, table), next);
    let done = done.map(|to| leaving(lower, to));
    let timeout = timeout.map(|plan| TimeoutPlan { to: leaving(lower, plan.to), ..plan });
    let stock = column(lower, table, "stock_column").zip(column(lower, table, "key_column"));
    let first = offered(lower, (index, table), stock.map(|stock| stock.1), empty);
    show(lower, (chosen, done), reminder, timeout);
    if stock.is_none() {
        lower.begin_at(first);
        return;
    }
    lower.begin();
    let name = literal(lower, &table.name);
    let mut plan = request(Service::Stock, "list", name, empty);
    plan.body = vec![
        ("key".into(), literal(lower, block.text("key_column").trim())),
        ("count".into(), literal(lower, block.text("stock_column").trim())),
    ];
    plan.save = vec![SavePlan { path: "keys".into(), field: own(lower, STOCK) }];
    plan.ok = first;
    ask(lower, plan);
}

/// Finds the rows and makes the list that is offered; goes on to what is written next.
fn offered(
    lower: &mut Lower<'_>,
    (index, table): (u32, &Table),
    stocked: Option<u32>,
    empty: OpIdx,
) -> OpIdx {
    let mut filters = filters(lower, table);
    if let Some(key) = stocked {
        let there = lower.expr(Expr { ops: vec![ExprOp::Field(own(lower, STOCK))] });
        filters.push((key, CellTest::In, there));
    }
    let title = column(lower, table, "title_column").or(Some(0));
    let key = column(lower, table, "key_column");
    let columns = [title, key, column(lower, table, "text_column"), column(lower, table, "media_column")];
    let plan = LookupPlan {
        table: index,
        filters,
        nearest: None,
        save: Vec::new(),
        list: Some((own(lower, OFFER), columns)),
        take: 0,
        none: empty,
    };
    let lookups = &mut lower.flow().lookups;
    lookups.push(plan);
    let lookup = lookups.len() - 1;
    let first = lower.op(Op::Lookup(lookup as u32));
    if stocked.is_some() {
        clear(lower, own(lower, STOCK));
    }
    first
}

/// Shows the list and waits.
fn show(
    lower: &mut Lower<'_>,
    (chosen, done): (OpIdx, Option<OpIdx>),
    reminder: Option<TimeoutPlan>,
    timeout: Option<TimeoutPlan>,
) {
    let reply = message(lower, "text", Label::new("Выберите:", "Choose:"));
    let cards = lower.block.text("style") != "buttons";
    let card = cards.then(|| lower.plain_or("label", Label::new("В корзину", "Add to cart")));
    let more = more(lower);
    let (list, keep) = (own(lower, OFFER), Some(own(lower, CHOSEN)));
    let choices = ChoicesPlan { list, keep, card, more, per_row: 1, to: chosen };
    let mut rows = Vec::new();
    if let Some(to) = done {
        let label = lower.plain_or("done_label", Label::new("Дальше", "Go on"));
        rows.push(vec![ButtonPlan { key: "done".into(), label, url: None, request: None, to }]);
    }
    let reply = lower.reply(ReplyPlan { choices: Some(choices), rows, ..reply });
    lower.op(Op::Say(reply));
    let unknown = message(lower, "unknown", UNKNOWN_TEXT);
    let unknown = lower.reply(unknown);
    let plan =
        WaitPlan { reply: Some(reply), unknown: Some(unknown), reminder, timeout, ..WaitPlan::default() };
    let waits = &mut lower.flow().waits;
    waits.push(plan);
    let wait = waits.len() - 1;
    lower.op(Op::Wait(wait as u32));
}

/// Keeps the chosen article and what the author wants of its row.
fn chosen(lower: &mut Lower<'_>, (index, table): (u32, &Table), next: OpIdx) -> OpIdx {
    let chosen = own(lower, CHOSEN);
    let first = clear(lower, own(lower, OFFER));
    lower.reading("field", None);
    if let Some((field_id, _)) = lower.field(lower.block.text("field")) {
        super::outside::set(lower, field_id, vec![ExprOp::Field(chosen)]);
    }
    // Without a column of articles the title is what was chosen.
    let title = column(lower, table, "title_column").unwrap_or(0);
    let key = column(lower, table, "key_column").unwrap_or(title);
    let same = lower.expr(Expr { ops: vec![ExprOp::Field(chosen)] });
    let save: Vec<(u32, FieldId)> = kept(lower, (index, table));
    let plan = LookupPlan {
        table: index,
        filters: vec![(key, CellTest::Same, same)],
        nearest: None,
        save,
        list: None,
        take: 1,
        none: next,
    };
    let lookups = &mut lower.flow().lookups;
    lookups.push(plan);
    let lookup = lookups.len() - 1;
    lower.op(Op::Lookup(lookup as u32));
    lower.op(Op::Jump(next));
    first
}

/// Forgets what was offered and goes on.
fn leaving(lower: &mut Lower<'_>, to: OpIdx) -> OpIdx {
    let first = clear(lower, own(lower, OFFER));
    lower.op(Op::Jump(to));
    first
}
