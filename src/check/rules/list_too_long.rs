//! A table with more rows than one question offers.

use crate::check::{Context, Reads, Rule, prop};
use crate::diag::{Diagnostic, Severity, Words};
use crate::flow::ChoicesPlan;
use crate::model::{BlockId, Label};

pub(super) static RULE: Rule = Rule {
    code: "list-too-long",
    label: Label::new("Не все строки таблицы предложены", "Not all rows of a table are offered"),
    why: Label::new(
        "Список приходит по частям, но конец длинной таблицы подписчик не увидит: этих товаров для него нет.",
        "The list comes in parts, but the subscriber never sees the end of a long table: those goods are not there.",
    ),
    fix: Label::new(
        "Спросите сначала раздел или сумму и отберите строки условием.",
        "Ask for a section or a sum first and pick the rows by a condition.",
    ),
    reads: Reads::Project,
    check,
};

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    // How many rows a condition leaves is known only with the subscriber.
    let unfiltered = context.blocks_of("catalogue").filter(|(_, block)| block.rows("filters").is_empty());
    let too_long = unfiltered.filter_map(|(block_id, block)| {
        let name = block.text("table").trim();
        let rows = context.project.tables.iter().find(|table| table.name == name)?.rows.len();
        (rows > ChoicesPlan::LISTED_MAX).then(|| finding(block_id, rows))
    });
    too_long.collect()
}

fn finding(block_id: BlockId, rows: usize) -> Diagnostic {
    let most = ChoicesPlan::LISTED_MAX;
    Diagnostic::new(
        RULE.code,
        Severity::Warning,
        prop(block_id, "table", None),
        Words::new(
            format!("Строк в таблице: {rows}, подписчику предложатся первые {most}"),
            format!("Rows of the table: {rows}; the subscriber is offered the first {most}"),
        ),
        Words::new("Отберите строки условием", "Pick the rows by a condition"),
    )
}
