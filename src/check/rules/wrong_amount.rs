//! An invoice for a sum that nobody can pay.

use crate::check::{Context, Reads, Rule, error, prop};
use crate::diag::{Diagnostic, Words};
use crate::model::{Decimal, Label};

pub(super) static RULE: Rule = Rule {
    code: "wrong-amount",
    label: Label::new("Сумма не читается", "A sum does not read"),
    why: Label::new(
        "Счёт не создастся: подписчик не сможет заплатить.",
        "No invoice is made: the subscriber cannot pay.",
    ),
    fix: Label::new(
        "Впишите число больше нуля без валюты или поле: 990, {{ сумма }}.",
        "Write a number above zero without a currency, or a field: 990, {{ total }}.",
    ),
    reads: Reads::Project,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let wrong = context.blocks_of("payment").filter(|(_, block)| {
        let amount = block.text("amount");
        !amount.contains("{{") && Decimal::parse(amount).is_none_or(|amount| amount <= Decimal::ZERO)
    });
    let finding = |amount: &str| {
        if amount.is_empty() {
            return Words::new(
                "Сумма не указана: счёт не создастся и разговор пойдёт по выходу «Счёт не создан»",
                "No sum is given: no invoice is made and the conversation takes the exit “No invoice”",
            );
        }
        Words::new(
            format!("Сумма «{amount}» — не число больше нуля: разговор пойдёт по выходу «Счёт не создан»"),
            format!(
                "The sum “{amount}” is no number above zero: the conversation takes the exit “No invoice”"
            ),
        )
    };
    let hint = || {
        Words::new(
            "Впишите число без валюты или поле: 990, {{ сумма }}",
            "Write a number without a currency, or a field: 990, {{ total }}",
        )
    };
    wrong
        .map(|(block_id, block)| {
            let message = finding(block.text("amount").trim());
            error(RULE.code, prop(block_id, "amount", None), message, hint())
        })
        .collect()
}
