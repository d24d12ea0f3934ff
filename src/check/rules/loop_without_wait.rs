//! A circle of blocks that the bot would run through without a pause.

use crate::check::graph::blocks_of;
use crate::check::{Context, Reads, Rule, error, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::engine::OPS_PER_INPUT_MAX;
use crate::flow::{Op, OpIdx};
use crate::model::{BlockId, Label};

/// How many blocks of a circle are named before the rest is counted.
const NAMED_MAX: usize = 6;

pub(super) static RULE: Rule = Rule {
    code: "loop-without-wait",
    label: Label::new("Круг без ожидания", "A loop with no wait"),
    why: Label::new(
        "Бот пойдёт по кругу без остановки, засыплет подписчика сообщениями и замолчит, когда сработает предохранитель.",
        "The bot runs in a circle without stopping, floods the subscriber and falls silent when the safety catch trips.",
    ),
    fix: Label::new(
        "Поставьте внутри круга вопрос, кнопки или задержку либо выведите связь в другой блок.",
        "Put a question, buttons or a delay inside the loop, or lead the wire to another block.",
    ),
    reads: Reads::Ways,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.graph().circles().iter().map(|circle| finding(context, circle)).collect()
}

fn finding(context: &Context<'_>, circle: &[OpIdx]) -> Diagnostic {
    let blocks = blocks_of(context.flow(), circle);
    let at = Anchor::Block(blocks.first().copied().unwrap_or_default());
    let names = names(context, &blocks);
    let hint = Words::new(
        "Поставьте внутри круга вопрос, кнопки или задержку",
        "Put a question, buttons or a delay inside the loop",
    );
    if counts(context, circle) {
        let message = Words::new(
            format!(
                "Круг без ожидания: {}. Если условие выхода не наступит за {OPS_PER_INPUT_MAX} шагов, бот замолчит",
                names.ru
            ),
            format!(
                "A loop with no wait: {}. Unless it ends within {OPS_PER_INPUT_MAX} steps, the bot falls silent",
                names.en
            ),
        );
        return warning(RULE.code, at, message, hint);
    }
    let message = Words::new(
        format!("Круг без ожидания: {}. Бот засыплет подписчика сообщениями и замолчит", names.ru),
        format!("A loop with no wait: {}. The bot floods the subscriber and falls silent", names.en),
    );
    error(RULE.code, at, message, hint)
}

/// Whether the circle can end by itself: a condition leads out, and something in it changes.
fn counts(context: &Context<'_>, circle: &[OpIdx]) -> bool {
    let ops = || circle.iter().filter_map(|op| context.flow().ops.get(*op as usize));
    let decides = ops().any(|op| matches!(op, Op::Unless(..)));
    let changes = ops().any(|op| matches!(op, Op::Set(..) | Op::AddTag(_) | Op::DropTag(_)));
    decides && changes && context.graph().leaves(circle)
}

/// The blocks of a circle by name, in order and back to the first.
fn names(context: &Context<'_>, blocks: &[BlockId]) -> Words {
    let quoted = |block_id: &BlockId| {
        let name = context.name_of(*block_id);
        Words::new(format!("«{}»", name.ru), format!("“{}”", name.en))
    };
    let mut names: Vec<Words> = blocks.iter().take(NAMED_MAX).map(quoted).collect();
    if blocks.len() > NAMED_MAX {
        let more = blocks.len() - NAMED_MAX;
        names.push(Words::new(format!("ещё {more}"), format!("{more} more")));
    }
    names.extend(names.first().cloned());
    let join = |of: fn(&Words) -> &str| names.iter().map(of).collect::<Vec<_>>().join(" → ");
    Words::new(join(|name| &name.ru), join(|name| &name.en))
}
