//! A question whose answer is not kept.

use crate::check::{Context, Reads, Rule, prop, warning};
use crate::diag::{Diagnostic, Words};
use crate::model::Label;

pub(super) static RULE: Rule = Rule {
    code: "question-without-field",
    label: Label::new("Ответ на вопрос не сохраняется", "The answer to a question is not kept"),
    why: Label::new(
        "Подписчик потратит время на ответ, а вы его не увидите: имя, почта или телефон пропадут.",
        "The subscriber takes the time to answer and you never see it: a name, e-mail or telephone is lost.",
    ),
    fix: Label::new("Выберите поле, в которое записать ответ.", "Choose the field that keeps the answer."),
    reads: Reads::Block,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let asked =
        ["question", "multi_choice", "rating", "nps"].into_iter().flat_map(|kind| context.blocks_of(kind));
    let mut lost: Vec<_> = asked.filter(|(_, block)| block.text("field").trim().is_empty()).collect();
    lost.sort_by_key(|(block_id, _)| *block_id);
    lost.into_iter()
        .map(|(block_id, _)| {
            warning(
                RULE.code,
                prop(block_id, "field", None),
                Words::new(
                    "Ответ на вопрос нигде не сохранится: подписчик ответит зря",
                    "The answer is kept nowhere: the subscriber answers in vain",
                ),
                Words::new("Выберите поле для ответа", "Choose a field for the answer"),
            )
        })
        .collect()
}
