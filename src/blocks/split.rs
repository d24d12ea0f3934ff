//! A/B split: divides subscribers by weight; the same subscriber always goes the same way.

use super::parts::{KEY, field, row_exits};
use super::{BlockType, Caption, ExitKind, ExitSpec, Family, Lower};
use crate::flow::{Op, OpIdx, SplitPlan};
use crate::model::{Block, Exit, Form, Label, Prop, Record, Shape, fnv64, text_of};

/// An arm: a way and its share.
pub(super) static ARM_FORM: Form = Form {
    name: "arm",
    fields: &[
        KEY,
        field(
            "label",
            Label::new("Вариант", "Variant"),
            Label::new("Как назвать вариант", "What to call the variant"),
            Shape::Line,
        ),
        field(
            "weight",
            Label::new("Доля", "Share"),
            Label::new(
                "Доля подписчиков относительно других вариантов",
                "Share of subscribers relative to the other variants",
            ),
            Shape::Int { min: 0, max: 1_000_000, default: 1 },
        ),
    ],
};

static FORM: Form = Form {
    name: "block split",
    fields: &[
        field(
            "arms",
            Label::new("Варианты", "Variants"),
            Label::new("На какие пути разделить", "Which ways to divide into"),
            Shape::List(&ARM_FORM),
        ),
        field(
            "experiment",
            Label::new("Название опыта", "Experiment"),
            Label::new("Сплиты с одним названием делят одинаково", "Splits with one name divide alike"),
            Shape::Line,
        ),
    ],
};

/// Divides subscribers between ways.
pub(super) static SPLIT: BlockType = BlockType {
    name: "split",
    family: Family::Logic,
    icon: "shuffle",
    label: Label::new("А/Б-сплит", "A/B split"),
    summary: Label::new(
        "Делит подписчиков по долям, каждого всегда одинаково",
        "Divides subscribers by shares, each always alike",
    ),
    also: Label::new("тест, аб, эксперимент, вариант, развилка", "test, experiment, variant, fork"),
    form: &FORM,
    exits: arm_exits,
    preview: |_| vec![],
    lower,
};

/// An exit for each arm, with its share of all.
pub(super) fn arm_exits(block: &Block) -> Vec<ExitSpec> {
    let rows = block.rows("arms");
    let total: i64 = rows.iter().map(weight).sum::<i64>().max(1);
    let captions = rows.iter().enumerate().map(|(at, row)| {
        let share = weight(row) * 100 / total;
        match text_of(row, "label").trim() {
            "" => Caption::With(Label::new("Вариант", "Variant"), format!("{} · {share} %", at + 1)),
            label => Caption::Own(format!("{label} · {share} %")),
        }
    });
    let named = row_exits(rows, ExitKind::Branch);
    named.zip(captions).map(|(exit, caption)| ExitSpec { caption, ..exit }).collect()
}

fn weight(row: &Record) -> i64 {
    match row.get("weight") {
        Some(Prop::Int(weight)) => (*weight).clamp(0, 1_000_000),
        _ => 1,
    }
}

/// Weights of the arms and their ways out. Before [`Lower::begin`].
pub(super) fn arms(lower: &mut Lower<'_>) -> Vec<(u32, OpIdx)> {
    let arm = |row: &Record, lower: &mut Lower<'_>| {
        (weight(row) as u32, lower.exit(&Exit::new(text_of(row, "key")), true))
    };
    let mut arms: Vec<_> = lower.block.rows("arms").iter().map(|row| arm(row, lower)).collect();
    if arms.iter().all(|arm| arm.0 == 0) {
        arms.push((1, lower.exit(&Exit::new("else"), true)));
    }
    arms
}

fn lower(lower: &mut Lower<'_>) {
    let block: &Block = lower.block;
    let arms = arms(lower);
    lower.begin();
    let name = match block.text("experiment").trim() {
        "" => format!("block {}", lower.block_id),
        name => name.to_owned(),
    };
    lower.flow().splits.push(SplitPlan { experiment: fnv64(0, name.as_bytes()), anew: false, arms });
    let split = lower.flow().splits.len() - 1;
    lower.op(Op::Split(split as u32));
}
