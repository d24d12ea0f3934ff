//! Bounds that no answer can meet.

use crate::check::{Reads, Rule, error, prop, warning};
use crate::diag::{Diagnostic, Words};
use crate::model::{Block, BlockId, Label};

pub(super) static RULE: Rule = Rule {
    code: "min-over-max",
    label: Label::new("Пределы, в которые не попасть", "Bounds that nothing meets"),
    why: Label::new(
        "Ни один ответ не подойдёт: бот будет переспрашивать, а подписчик уйдёт.",
        "No answer fits: the bot asks again and again, and the subscriber leaves.",
    ),
    fix: Label::new(
        "Поменяйте пределы местами или уберите один из них.",
        "Swap the bounds, or take one of them away.",
    ),
    reads: Reads::Block,
    check: |context| context.typed().filter_map(|(block_id, block, _)| judge(block_id, block)).collect(),
};

/// Ratings go up to five where the author says nothing else.
const SCALE_USUAL: i64 = 5;

fn judge(block_id: BlockId, block: &Block) -> Option<Diagnostic> {
    match block.kind.as_str() {
        "question" => question(block_id, block),
        "multi_choice" => several(block_id, block),
        "rating" => rating(block_id, block),
        _ => None,
    }
}

/// The kinds of answer that have bounds; without a highest there is none.
fn question(block_id: BlockId, block: &Block) -> Option<Diagnostic> {
    let (min, max) = (block.int("min", 0), block.int("max", 0));
    let of = match block.text("answer") {
        "" | "text" => Label::new("знаков", "characters"),
        "date" => Label::new("дней", "days"),
        "number" => Label::new("число", "number"),
        _ => return None,
    };
    (max != 0 && min > max).then(|| finding(block_id, "min", (min, max), of))
}

/// More options wanted than may be ticked, or than there are.
fn several(block_id: BlockId, block: &Block) -> Option<Diagnostic> {
    let (min, max, there) = (block.int("min", 1), block.int("max", 0), block.rows("options").len() as i64);
    let of = Label::new("вариантов", "options");
    if max > 0 && min > max {
        return Some(finding(block_id, "min", (min, max), of));
    }
    let from_list = !block.text("list").trim().is_empty();
    if there == 0 || from_list || min <= there {
        return None;
    }
    let message = Words::new(
        format!("Нужно отметить не меньше {min}, а вариантов {there}: закончить выбор нельзя"),
        format!("At least {min} must be ticked and there are {there} options: the choice cannot be ended"),
    );
    let hint = Words::new(
        "Добавьте варианты или уменьшите «Отметить не меньше»",
        "Add options, or lower “At least”",
    );
    Some(error(RULE.code, prop(block_id, "min", None), message, hint))
}

/// Every rating is a low one.
fn rating(block_id: BlockId, block: &Block) -> Option<Diagnostic> {
    let (scale, low) = (block.int("scale", SCALE_USUAL), block.int("low", 0));
    (low >= scale).then(|| {
        let message = Words::new(
            format!("Низкими названы оценки до {low}, а высшая — {scale}: хороших не останется, низкими посчитаются до {}", scale - 1),
            format!("Ratings up to {low} count as low and the highest is {scale}: none is left, so {} is taken", scale - 1),
        );
        let hint = Words::new("Уменьшите «Низкая оценка — до»", "Lower “Low rating, up to”");
        warning(RULE.code, prop(block_id, "low", None), message, hint)
    })
}

fn finding(block_id: BlockId, name: &str, (min, max): (i64, i64), of: Label) -> Diagnostic {
    let message = Words::new(
        format!("Не меньше {min} и не больше {max} ({}): так ответить нельзя", of.ru),
        format!("At least {min} and at most {max} ({}): nothing can be answered so", of.en),
    );
    let hint = Words::new("Поменяйте пределы местами", "Swap the bounds");
    error(RULE.code, prop(block_id, name, None), message, hint)
}
