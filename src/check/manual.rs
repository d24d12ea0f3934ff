//! The manual of the rules, printed from the registry.

use super::RULES;
use std::fmt::Write;

/// The page `docs/rules.md`: every rule with its reason and its cure in both languages.
pub fn manual() -> String {
    let mut page = String::from(
        "# Что находит проверка · What the check finds\n\n\
         Страница напечатана из реестра правил и обновляется тестом: `UPDATE_DOCS=1 cargo test --test rules`.\n\
         This page is printed from the registry of rules and refreshed by a test: \
         `UPDATE_DOCS=1 cargo test --test rules`.\n",
    );
    for rule in RULES {
        // Writing to a string cannot fail.
        let _ = write!(
            page,
            "\n## `{}`\n\n**{}**\n\n- Почему это важно. {}\n- Что сделать. {}\n\n**{}**\n\n- Why it matters. {}\n\
             - How to fix it. {}\n",
            rule.code, rule.label.ru, rule.why.ru, rule.fix.ru, rule.label.en, rule.why.en, rule.fix.en
        );
    }
    page
}
