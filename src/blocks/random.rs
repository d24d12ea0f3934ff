//! Random: draws a way by weight at every passing.

use super::parts::field;
use super::split::{ARM_FORM, arm_exits, arms};
use super::{BlockType, Family, Lower};
use crate::flow::{Op, SplitPlan, event_id};
use crate::model::{Form, Label, Shape};

static FORM: Form = Form {
    name: "block random",
    fields: &[field(
        "arms",
        Label::new("Варианты", "Variants"),
        Label::new(
            "Какие пути могут выпасть и с какими долями",
            "Which ways may come up and with which shares",
        ),
        Shape::List(&ARM_FORM),
    )],
};

/// Draws a way anew each time.
pub(super) static RANDOM: BlockType = BlockType {
    name: "random",
    family: Family::Logic,
    icon: "dices",
    label: Label::new("Случайный путь", "Random"),
    summary: Label::new(
        "Каждый раз заново выбирает путь по долям: лотерея, разные фразы",
        "Draws a way by shares anew each time: a lottery, different phrases",
    ),
    also: Label::new("рандом, случайно, лотерея, розыгрыш, развилка", "random, lottery, draw, fork"),
    form: &FORM,
    exits: arm_exits,
    preview: |_| vec![],
    lower: |lower: &mut Lower<'_>| {
        let arms = arms(lower);
        lower.begin();
        let experiment = u64::from(event_id(&format!("random {}", lower.block_id)));
        let splits = &mut lower.flow().splits;
        splits.push(SplitPlan { experiment, anew: true, arms });
        let split = splits.len() - 1;
        lower.op(Op::Split(split as u32));
    },
};
