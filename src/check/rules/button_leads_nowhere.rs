//! A button that nothing is connected to.

use super::open_exits;
use crate::blocks::ExitKind;
use crate::check::texts::exit_name;
use crate::check::{Context, Reads, Rule, error};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "button-leads-nowhere",
    label: Label::new("Кнопка никуда не ведёт", "A button leads nowhere"),
    why: Label::new(
        "Подписчик нажимает и не получает ответа: для него бот сломан.",
        "The subscriber presses and gets no answer: to them the bot is broken.",
    ),
    fix: Label::new(
        "Протяните связь от кнопки к следующему блоку или удалите кнопку.",
        "Draw a wire from the button to the next block, or delete the button.",
    ),
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let finding = |(block_id, block, exit): (_, _, crate::blocks::ExitSpec)| {
        let name = exit_name(block, &exit);
        error(
            RULE.code,
            Anchor::Exit(block_id, exit.exit),
            Words::new(
                format!("Кнопка {} никуда не ведёт: подписчик нажмёт и не получит ответа", name.ru),
                format!("The button {} leads nowhere: a press gets no answer", name.en),
            ),
            Words::new(
                "Протяните связь от кнопки к следующему блоку",
                "Draw a wire from the button to the next block",
            ),
        )
    };
    open_exits(context, ExitKind::Button).map(finding).collect()
}
