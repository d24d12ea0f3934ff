//! An invoice for a sum that nobody can pay.

use crate::check::{Context, Reads, Rule, error, prop};
use crate::diag::{Diagnostic, Words};
use crate::model::{Decimal, Label};

pub(super) static RULE: Rule = Rule {
    code: "wrong-amount",
    label: Label::new("Сумма не читается", "A sum does not read"),
    why: Label::new(
        "Счёт не создастся или выйдет меньше: подписчик не сможет заплатить либо возьмёт товар даром.",
        "No invoice is made, or a smaller one: the subscriber cannot pay or gets goods for nothing.",
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
    let wrong = wrong.map(|(block_id, block)| {
        let message = finding(block.text("amount").trim());
        error(RULE.code, prop(block_id, "amount", None), message, hint())
    });
    let unpriced = context.blocks_of("cart").filter(|(_, block)| {
        let price = block.text("price");
        let adds = matches!(block.text("act"), "" | "add") && !block.text("total").trim().is_empty();
        adds && !price.contains("{{") && Decimal::parse(price).is_none()
    });
    let unpriced = unpriced.map(|(block_id, _)| {
        let message = Words::new(
            "Цена не указана или не число: товар попадёт в корзину за 0",
            "The price is missing or no number: the goods get into the cart for 0",
        );
        error(RULE.code, prop(block_id, "price", None), message, hint())
    });
    wrong.chain(unpriced).collect()
}
