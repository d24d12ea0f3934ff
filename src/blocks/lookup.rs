//! Lookup: finds a row of a table by what is known of the subscriber, or the one nearest to a place.

use super::filters::{FILTERS, KEPT, TABLE, column, filters, kept};
use super::parts::{field, fixed_exit};
use super::{BlockType, ExitKind, Family, Lower, PreviewLine};
use crate::flow::{LookupPlan, Op};
use crate::model::{Block, Exit, Form, Label, Shape, Table};

static FORM: Form = Form {
    name: "block lookup",
    fields: &[
        TABLE,
        FILTERS,
        field(
            "near",
            Label::new("Ближайшая к месту", "Nearest to"),
            Label::new("Поле с геопозицией подписчика", "A field that holds the subscriber's location"),
            Shape::Field,
        ),
        field(
            "lat",
            Label::new("Столбец широты", "Column of latitude"),
            Label::new("Градусы: 55.7558", "Degrees: 55.7558"),
            Shape::Line,
        ),
        field(
            "lon",
            Label::new("Столбец долготы", "Column of longitude"),
            Label::new("Градусы: 37.6173", "Degrees: 37.6173"),
            Shape::Line,
        ),
        KEPT,
    ],
};

/// Finds a row.
pub(super) static LOOKUP: BlockType = BlockType {
    name: "lookup",
    family: Family::Logic,
    icon: "table-properties",
    label: Label::new("Поиск в таблице", "Lookup"),
    summary: Label::new(
        "Находит строку таблицы по ответам или ближайшую к подписчику",
        "Finds a row of a table by the answers or the one nearest to the subscriber",
    ),
    also: Label::new("найти, таблица, строка, прайс, база", "find, table, row, price list"),
    form: &FORM,
    exits: |_| {
        vec![
            fixed_exit("next", Label::new("Нашлось", "Found"), ExitKind::Branch),
            fixed_exit("none", Label::new("Не нашлось", "Nothing found"), ExitKind::Branch),
        ]
    },
    preview: |block: &Block| {
        let table = block.text("table").to_owned();
        let mut lines = vec![PreviewLine::Pair(Label::new("Таблица", "Table"), table)];
        if !block.text("near").is_empty() {
            let near = block.text("near").to_owned();
            lines.push(PreviewLine::Muted(Label::new("ближайшая к", "nearest to"), near));
        }
        lines
    },
    lower,
};

fn lower(lower: &mut Lower<'_>) {
    let next = lower.exit(&Exit::next(), true);
    let none = lower.exit(&Exit::new("none"), true);
    lower.begin();
    lower.reading("table", None);
    let Some((index, table)) = lower.table(lower.block.text("table")) else {
        lower.op(Op::Jump(none));
        return;
    };
    let nearest = nearest(lower, table);
    let plan = LookupPlan {
        table: index,
        filters: filters(lower, table),
        nearest,
        save: kept(lower, (index, table)),
        list: None,
        take: 1,
        none,
    };
    let lookups = &mut lower.flow().lookups;
    lookups.push(plan);
    let lookup = lookups.len() - 1;
    lower.op(Op::Lookup(lookup as u32));
    lower.op(Op::Jump(next));
}

fn nearest(lower: &mut Lower<'_>, table: &Table) -> Option<(u32, u32, crate::model::FieldId)> {
    lower.reading("near", None);
    let (near, _) = lower.field(lower.block.text("near"))?;
    Some((column(lower, table, "lat")?, column(lower, table, "lon")?, near))
}
