//! A limit of silence that nothing is connected to.

use super::open_exits;
use crate::blocks::{ExitKind, ExitSpec};
use crate::check::{Context, Reads, Rule, warning};
use crate::diag::{Anchor, Diagnostic, Words};
use crate::model::{Block, Label};

pub(super) static RULE: Rule = Rule {
    code: "timeout-leads-nowhere",
    label: Label::new("Выход «Молчит» никуда не ведёт", "The exit “Silent” leads nowhere"),
    why: Label::new(
        "Когда срок выйдет, бот перестанет ждать ответа, но ничего не скажет: поздний ответ уйдёт в пустоту.",
        "When the time is up the bot stops waiting and says nothing: a late answer goes unheard.",
    ),
    fix: Label::new(
        "Соедините выход с напоминанием или уберите срок.",
        "Connect the exit to a reminder, or remove the time.",
    ),
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let finding = |(block_id, block, exit): (_, &Block, ExitSpec)| {
        let (message, hint) = (message(block), hint(block));
        warning(RULE.code, Anchor::Exit(block_id, exit.exit), message, hint)
    };
    open_exits(context, ExitKind::Timeout).map(finding).collect()
}

/// What happens when the time is up; an invoice can expire without a time of the block's own.
fn message(block: &Block) -> Words {
    let time = block.text("timeout").trim();
    match block.kind.as_str() {
        "payment" if time.is_empty() => Words::new(
            "Если платёжная система закроет счёт, бот перестанет ждать оплату и ничего не скажет: покупка сорвётся",
            "When the provider closes the invoice the bot stops waiting and says nothing: the sale is lost",
        ),
        "payment" => Words::new(
            format!("Через {time} бот перестанет ждать оплату и ничего не скажет: покупка сорвётся"),
            format!("After {time} the bot stops waiting for the money and says nothing: the sale is lost"),
        ),
        "handover" => Words::new(
            format!(
                "Через {time} разговор вернётся к боту, и тот ничего не скажет: подписчик останется один"
            ),
            format!("After {time} the bot has the conversation back and says nothing: nobody answers"),
        ),
        _ => Words::new(
            format!(
                "Через {time} молчания бот перестанет ждать и ничего не скажет: ответ подписчика пропадёт"
            ),
            format!("After {time} of silence the bot stops waiting and says nothing: an answer is lost"),
        ),
    }
}

fn hint(block: &Block) -> Words {
    match block.kind.as_str() {
        "payment" | "handover" => Words::new(
            "Соедините выход со следующим блоком или с блоком «Конец»",
            "Connect the exit to the next block or to an end block",
        ),
        _ => Words::new(
            "Соедините выход «Молчит» с напоминанием или уберите срок",
            "Connect the exit “Silent” to a reminder, or remove the time",
        ),
    }
}
