//! What the inspector says, apart from the labels that the forms of blocks bring along.

use crate::model::Label;

pub(super) const TITLE: Label = Label::new("Название блока", "Name of the block");
pub(super) const MORE: Label = Label::new("Ещё", "More");
pub(super) const MENU: Label = Label::new("Действия с блоком", "What to do with the block");
pub(super) const PLAY_FROM: Label = Label::new("Начать разговор отсюда", "Play from here");
pub(super) const DUPLICATE: Label = Label::new("Дублировать", "Duplicate");
pub(super) const DELETE: Label = Label::new("Удалить", "Delete");
pub(super) const UNKNOWN_KIND: Label = Label::new(
    "Эта версия программы не знает таких блоков. Блок сохранится как есть",
    "This version does not know such blocks. The block is kept as it is",
);
pub(super) const NO_PROPS: Label = Label::new("Здесь нечего настраивать", "There is nothing to set here");

pub(super) const FITS: Label = Label::new("Подходит всем каналам", "Fits all channels");
pub(super) const NO_CHANNELS: Label = Label::new("Каналы ещё не выбраны", "No channels chosen yet");

pub(super) const BOLD: Label = Label::new("Жирный", "Bold");
pub(super) const ITALIC: Label = Label::new("Курсив", "Italic");
pub(super) const STRIKE: Label = Label::new("Зачёркнутый", "Struck out");
pub(super) const VARIABLE: Label = Label::new("Вставить поле подписчика", "Insert a field of the subscriber");
pub(super) const EMOJI: Label = Label::new("Вставить эмодзи", "Insert an emoji");
pub(super) const LENGTH: Label = Label::new("Длина", "Length");
pub(super) const FALLBACK: Label = Label::new("друг", "friend");

pub(super) const CHOOSE: Label = Label::new("Выбрать…", "Choose…");
pub(super) const NOTHING: Label = Label::new("Не выбрано", "None");
pub(super) const NEW_FIELD: Label = Label::new("Новое поле…", "New field…");
pub(super) const NEW_TAG: Label = Label::new("Новый тег…", "New tag…");
pub(super) const CREATE: Label = Label::new("Создать", "Create");
pub(super) const OWN_FIELDS: Label = Label::new("Поля проекта", "Fields of the project");
pub(super) const PROFILE: Label = Label::new("Из профиля", "From the profile");
pub(super) const PICK_FILE: Label = Label::new("Выбрать файл…", "Choose a file…");
pub(super) const NO_FILE: Label = Label::new("Файла нет в папке media", "Not in the folder media");
pub(super) const ATTACH: Label = Label::new("Прикрепить файл", "Attach a file");
pub(super) const DETACH: Label = Label::new("Убрать вложение", "Take the attachment off");

pub(super) const BAD_DURATION: Label =
    Label::new("Напишите, например: 30 с, 5 мин, 1 ч 30 мин, 2 д", "Write for example: 30s, 5m, 1h 30m, 2d");
pub(super) const BAD_TIME: Label = Label::new("Напишите время так: 10:00", "Write the time like 10:00");
pub(super) const BAD_DATE: Label =
    Label::new("Напишите дату так: 2026-12-31", "Write the date like 2026-12-31");
pub(super) const NO_TABLES: Label = Label::new("Таблиц ещё нет", "No tables yet");
pub(super) const NOTHING_LISTED: Label = Label::new("Список пока пуст", "The list is empty yet");
pub(super) const EDIT_LIST: Label = Label::new("Создать или изменить…", "Create or edit…");
pub(super) const GONE: Label = Label::new(
    "Этого больше нет в проекте. Выберите другое",
    "This is gone from the project. Choose another",
);
pub(super) const FROM: Label = Label::new("с", "from");
pub(super) const TO: Label = Label::new("до", "to");
pub(super) const FIVE_MINUTES: Label = Label::new("5 мин", "5 min");
pub(super) const ONE_HOUR: Label = Label::new("1 ч", "1 h");
pub(super) const ONE_DAY: Label = Label::new("1 день", "1 day");
pub(super) const NO_WAIT: Label = Label::new("нет", "none");

pub(super) const ADD_LINE: Label = Label::new("Написать и нажать Enter", "Type and press Enter");
pub(super) const REMOVE: Label = Label::new("Убрать", "Remove");
pub(super) const UP: Label = Label::new("Выше", "Move up");
pub(super) const DOWN: Label = Label::new("Ниже", "Move down");
pub(super) const OPEN: Label = Label::new("Настроить", "Set up");

/// What to call adding a row to a list of that form, and what a new row says.
pub(super) fn row_words(form: &str) -> (Label, Label) {
    match form {
        "button" => (Label::new("Добавить кнопку", "Add a button"), Label::new("Кнопка", "Button")),
        "quick reply" => (Label::new("Добавить ответ", "Add a reply"), Label::new("Ответ", "Reply")),
        "wording" => (Label::new("Добавить вариант текста", "Add a wording"), Label::new("", "")),
        "attachment" => (Label::new("Добавить вложение", "Add an attachment"), Label::new("", "")),
        "card" => (Label::new("Добавить карточку", "Add a card"), Label::new("", "")),
        "branch" => (Label::new("Добавить ветку", "Add a branch"), Label::new("", "")),
        "arm" => (Label::new("Добавить вариант", "Add a variant"), Label::new("Вариант", "Variant")),
        "case" => (Label::new("Добавить значение", "Add a value"), Label::new("", "")),
        "segment" => (Label::new("Добавить сегмент", "Add a segment"), Label::new("Сегмент", "Segment")),
        "group" => (Label::new("Добавить группу", "Add a group"), Label::new("", "")),
        "calendar" => {
            (Label::new("Добавить календарь", "Add a calendar"), Label::new("Календарь", "Calendar"))
        }
        "person" => (Label::new("Добавить человека", "Add a person"), Label::new("Менеджер", "Person")),
        "broadcast" => {
            (Label::new("Добавить рассылку", "Add a broadcast"), Label::new("Рассылка", "Broadcast"))
        }
        "option" | "option of several" => {
            (Label::new("Добавить вариант", "Add an option"), Label::new("Вариант", "Option"))
        }
        "question of a FAQ" => (Label::new("Добавить вопрос", "Add a question"), Label::new("", "")),
        "filter" => (Label::new("Добавить отбор", "Add a filter"), Label::new("", "")),
        "kept cell" => (Label::new("Добавить столбец", "Add a column"), Label::new("", "")),
        "document" => (Label::new("Добавить документ", "Add a document"), Label::new("Документ", "Document")),
        "rule" => (Label::new("Добавить условие", "Add a rule"), Label::new("", "")),
        "action" => (Label::new("Добавить действие", "Add an action"), Label::new("", "")),
        "pair" => (Label::new("Добавить строку", "Add a line"), Label::new("", "")),
        "saved value" => (Label::new("Добавить значение", "Add a value"), Label::new("", "")),
        _ => (Label::new("Добавить строку", "Add a line"), Label::new("", "")),
    }
}
