//! Rows of the project's tables as blocks choose them: filters and what is kept of a row.

use super::parts::field;
use super::{Lower, ProblemKind};
use crate::flow::{CellTest, Expr, ExprIdx, ExprOp, Filter, Piece, obvious_value, value_as};
use crate::model::{
    Choice, FieldId, FieldKind, Form, FormField, Label, Record, Shape, Table, Value, text_of,
};

static TESTS: &[Choice] = &[
    Choice { name: "same", label: Label::new("равно", "is") },
    Choice { name: "at_most", label: Label::new("не больше", "at most") },
    Choice { name: "at_least", label: Label::new("не меньше", "at least") },
    Choice { name: "in", label: Label::new("есть в списке", "is in the list") },
    Choice {
        name: "mentions", label: Label::new("упоминается в тексте", "is named in the text")
    },
];

static FILTER_FORM: Form = Form {
    name: "filter",
    fields: &[
        field(
            "column",
            Label::new("Столбец", "Column"),
            Label::new("Столбец таблицы", "Column of the table"),
            Shape::Line,
        ),
        field(
            "test",
            Label::new("Сравнение", "Comparison"),
            Label::new("Как сравнить ячейку со значением", "How the cell is compared with the value"),
            Shape::Choice(TESTS),
        ),
        field(
            "value",
            Label::new("Значение", "Value"),
            Label::new("Текст, число или {{ поле }}", "Text, a number or {{ a field }}"),
            Shape::Line,
        ),
    ],
};

static KEPT_FORM: Form = Form {
    name: "kept cell",
    fields: &[
        field(
            "column",
            Label::new("Столбец", "Column"),
            Label::new("Какую ячейку взять", "Which cell to take"),
            Shape::Line,
        ),
        field(
            "field",
            Label::new("Сохранить в поле", "Keep in field"),
            Label::new("Куда записать", "Where to keep it"),
            Shape::Field,
        ),
    ],
};

/// The table.
pub(super) const TABLE: FormField = field(
    "table",
    Label::new("Таблица", "Table"),
    Label::new("Таблица проекта из папки tables", "A table of the project, from the folder tables"),
    Shape::Table,
);

/// Which rows.
pub(super) const FILTERS: FormField = field(
    "filters",
    Label::new("Какие строки", "Which rows"),
    Label::new("Должны подойти все условия", "All of them must fit"),
    Shape::List(&FILTER_FORM),
);

/// What is kept of the row.
pub(super) const KEPT: FormField = field(
    "save",
    Label::new("Что сохранить", "What to keep"),
    Label::new("Ячейки строки в полях подписчика", "Cells of the row in fields of the subscriber"),
    Shape::List(&KEPT_FORM),
);

/// The filters of a block on a table; one that is broken lets no row through, so that the wrong thing is not found.
pub(super) fn filters(lower: &mut Lower<'_>, table: &Table) -> Vec<(u32, CellTest, ExprIdx)> {
    let block = lower.block;
    let mut filters = Vec::new();
    for (row, record) in block.rows("filters").iter().enumerate() {
        lower.reading("filters.column", Some(row));
        let Some(column) = lower.column(table, text_of(record, "column")) else {
            if !text_of(record, "column").trim().is_empty() {
                let never = lower.expr(Expr { ops: Vec::new() });
                filters.push((0, CellTest::Same, never));
            }
            continue;
        };
        lower.reading("filters.value", Some(row));
        let ops = value(lower, record);
        let expr = lower.expr(Expr { ops });
        filters.push((column, test(record), expr));
    }
    filters
}

fn test(record: &Record) -> CellTest {
    match text_of(record, "test") {
        "at_most" => CellTest::AtMost,
        "at_least" => CellTest::AtLeast,
        "in" => CellTest::In,
        "mentions" => CellTest::Mentions,
        _ => CellTest::Same,
    }
}

/// A value to compare with: a field alone stays what it is, a list or a number; words are what a cell with them is.
fn value(lower: &mut Lower<'_>, record: &Record) -> Vec<ExprOp> {
    let ops = field_or_text(lower, text_of(record, "value").trim());
    match &ops[..] {
        [ExprOp::Const(Value::Text(text))] => vec![ExprOp::Const(obvious_value(text))],
        _ => ops,
    }
}

/// The value of a line: of a field or of `today` when the line is nothing but that, its text otherwise.
pub(super) fn field_or_text(lower: &mut Lower<'_>, source: &str) -> Vec<ExprOp> {
    let ops = lower.value(source, FieldKind::Text);
    let [ExprOp::Template(template)] = ops[..] else { return ops };
    match lower.flow().templates.get(template as usize).map(|template| &template.pieces[..]) {
        Some([Piece::Field(field_id, fallback)]) if fallback.is_empty() => vec![ExprOp::Field(*field_id)],
        Some([Piece::Shown(shown)]) if shown.filter == Filter::Plain => match shown.known {
            Some(known) => vec![ExprOp::Known(known)],
            None => ops,
        },
        _ => ops,
    }
}

/// Columns and fields of [`KEPT`].
pub(super) fn kept(lower: &mut Lower<'_>, (index, table): (u32, &Table)) -> Vec<(u32, FieldId)> {
    let block = lower.block;
    let mut kept = Vec::new();
    for (row, record) in block.rows("save").iter().enumerate() {
        lower.reading("save.column", Some(row));
        let column = lower.column(table, text_of(record, "column"));
        lower.reading("save.field", Some(row));
        let found = lower.field(text_of(record, "field"));
        if let (Some(column), Some((field_id, kind))) = (column, found) {
            lower.reading("save.column", Some(row));
            kept.push((column_as(lower, (index, table), column, kind), field_id));
        }
    }
    kept
}

/// The column with its cells as values of a kind: itself when they are that already, otherwise a copy that only
/// the flow has. A cell that does not read is a problem and leaves its field empty.
fn column_as(lower: &mut Lower<'_>, (index, table): (u32, &Table), column: u32, kind: FieldKind) -> u32 {
    let read = |row: &Vec<String>| row.get(column as usize).map_or("", |cell| cell.trim()).to_owned();
    let texts: Vec<String> = table.rows.iter().map(read).collect();
    if kind == FieldKind::Text {
        return column;
    }
    if let Some(odd) = texts.iter().find(|text| !text.is_empty() && value_as(text, kind).is_none()) {
        lower.problem(None, ProblemKind::OddCell(odd.clone(), kind));
    }
    let cell = |text: &String| match value_as(text, kind) {
        Some(value) if !text.is_empty() => value,
        Some(_) | None => Value::text(""),
    };
    let cells: Vec<Value> = texts.iter().map(cell).collect();
    let Some(plan) = lower.flow().tables.get_mut(index as usize) else { return column };
    let is_same = |at: usize| plan.rows.iter().zip(&cells).all(|(row, cell)| row.get(at) == Some(cell));
    let known = std::iter::once(column as usize).chain(table.columns.len()..plan.columns.len());
    if let Some(at) = known.into_iter().find(|at| is_same(*at)) {
        return at as u32;
    }
    plan.columns.push(table.columns[column as usize].clone());
    for (row, cell) in plan.rows.iter_mut().zip(cells) {
        row.resize(plan.columns.len() - 1, Value::text(""));
        row.push(cell);
    }
    (plan.columns.len() - 1) as u32
}

/// The column that a property of the block names.
pub(super) fn column(lower: &mut Lower<'_>, table: &Table, prop: &str) -> Option<u32> {
    lower.reading(prop, None);
    let block = lower.block;
    lower.column(table, block.text(prop))
}
