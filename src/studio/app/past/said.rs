//! What is said of a moment and of a comparison that stand in place of the project.

use super::Compared;
use crate::diag::{self, Words};
use crate::studio::app::document::Document;
use crate::zones;

/// Which moment is looked at: when it was, and how far it lies from now.
pub(super) fn moment_words(document: &Document, state: u64) -> Words {
    let history = &document.history;
    let moments = (0..history.moments_len()).filter_map(|place| history.moment(place));
    let moment = moments.into_iter().find(|moment| moment.state == state);
    let back = moment.map_or(0, |moment| moment.back);
    let count = back.unsigned_abs() as usize;
    let steps = diag::counted(count, ("шаг", "шага", "шагов"), ("step", "steps"));
    let far = if back < 0 {
        Words::new(format!("{} вперёд", steps.ru), format!("{} ahead", steps.en))
    } else {
        Words::new(format!("{} назад", steps.ru), format!("{} back", steps.en))
    };
    match moment.and_then(|moment| moment.told) {
        Some(told) => {
            let at = zones::said(told.at);
            Words::new(format!("Просмотр: {at}, {}", far.ru), format!("Looking at {at}, {}", far.en))
        }
        None => Words::new(format!("Просмотр: {}", far.ru), format!("Looking {}", far.en)),
    }
}

/// How two versions differ, in numbers.
pub(super) fn changes_words(compared: &Compared) -> Words {
    use crate::compare::Tone::{Added, Changed, Moved, Removed};
    let name = &compared.name;
    if compared.found.is_empty() {
        return Words::new(
            format!("Сравнение с {}: отличий нет", name.ru),
            format!("Compared with {}: no differences", name.en),
        );
    }
    let [added, removed, changed, moved] =
        [Added, Removed, Changed, Moved].map(|tone| compared.found.count(tone));
    Words::new(
        format!(
            "Сравнение с {}: добавлено {added}, удалено {removed}, изменено {changed}, передвинуто {moved}",
            name.ru
        ),
        format!(
            "Compared with {}: {added} added, {removed} removed, {changed} changed, {moved} moved",
            name.en
        ),
    )
}
