//! History and comparison.

use crate::model::Label;

const fn say(ru: &'static str, en: &'static str) -> Label {
    Label::new(ru, en)
}

pub(crate) const HISTORY: Label = say("История", "History");
pub(crate) const OPENED: Label = say("Проект открыт", "Project opened");
pub(crate) const EARLIER: Label = say("Раньше не сохранилось", "Nothing is kept from before");
pub(crate) const SAVED: Label = say("сохранено", "saved");
pub(crate) const WAS_SAVED: Label = say("сохранялось", "was saved");
pub(crate) const NOW: Label = say("сейчас", "now");
pub(crate) const UNDONE: Label = say("отменено", "undone");
pub(crate) const COMPARE: Label = say("Сравнить с…", "Compare with…");
pub(crate) const WITH_SAVED: Label = say("Сохранённая версия", "The saved version");
pub(crate) const WITH_FOLDER: Label = say("Другая папка…", "Another folder…");
pub(crate) const WITH_GIT: Label = say("Версия из git…", "A version of git…");
pub(crate) const FOLDER_TITLE: Label = say("С какой папкой сравнить", "Folder to compare with");
pub(crate) const COMMITS: Label = say("Версии из git", "Versions of git");
pub(crate) const ASKING: Label = say("Спрашиваю git…", "Asking git…");
pub(crate) const TODAY: Label = say("сегодня", "today");
pub(crate) const REVISION: Label = say("Ветка, тег или номер", "Branch, tag or commit");
pub(crate) const COMPARE_REVISION: Label = say("Сравнить с этой версией", "Compare with this version");
pub(crate) const NO_COMMITS: Label =
    say("В git ещё нет ни одной версии этого проекта.", "git has no version of this project yet.");
pub(crate) const NEVER_SAVED: Label = say(
    "Проект ещё не сохранён. Сохраните его, и будет с чем сравнить.",
    "The project is not saved yet. Save it, and there will be something to compare with.",
);
pub(crate) const BACK: Label = say("Назад к истории", "Back to the history");
pub(crate) const CLOSE: Label = say("Закрыть", "Close");
pub(crate) const RESTORE: Label = say("Вернуться сюда", "Come back here");
pub(crate) const TO_NOW: Label = say("Сравнить с нынешним", "Compare with now");
pub(crate) const RESTORE_STEP: Label = say("Возврат к моменту", "Back to a moment");
pub(crate) const CHANGES: Label = say("Изменения", "Changes");
pub(crate) const NO_CHANGES: Label = say("Версии одинаковы.", "The versions are the same.");
pub(crate) const NEXT: Label = say("Следующее изменение", "Next change");
pub(crate) const PREVIOUS: Label = say("Предыдущее изменение", "Previous change");
pub(crate) const TAKE_BACK: Label = say("Вернуть как было", "Back to what it was");
pub(crate) const TAKE_BACK_ALL: Label = say("Вернуть всё это как было", "Take all of this back");
pub(crate) const ONLY_LOOKING: Label = say(
    "Это просмотр: здесь ничего не меняется. Закройте его, чтобы продолжить рисовать.",
    "This is only to look at: nothing changes here. Close it to go on drawing.",
);
pub(crate) const READING: Label = say("Читаю версию для сравнения…", "Reading the version to compare…");
