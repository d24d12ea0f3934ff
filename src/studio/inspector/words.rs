//! What the inspector says, apart from the labels that the forms of blocks bring along.

use crate::channels::LengthUnit;
use crate::diag::Words;
use crate::model::{Label, Lang};

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

pub(super) const FITS: Label = Label::new("Подходит всем мессенджерам", "Fits all messengers");
pub(super) const NO_CHANNELS: Label = Label::new("Мессенджеры ещё не выбраны", "No messengers chosen yet");

pub(super) const BOLD: Label = Label::new("Жирный", "Bold");
pub(super) const ITALIC: Label = Label::new("Курсив", "Italic");
pub(super) const STRIKE: Label = Label::new("Зачёркнутый", "Struck out");
pub(super) const UNDERLINE: Label = Label::new("Подчёркнутый", "Underlined");
pub(super) const CODE: Label = Label::new("Моноширинный", "Code");
pub(super) const MORE_STYLES: Label = Label::new("Другое оформление", "More formatting");
pub(super) const LINK: Label = Label::new("Ссылка", "Link");
pub(super) const LINK_TO: Label = Label::new("Адрес ссылки", "Address of the link");
pub(super) const LINK_WORDS: Label = Label::new("ссылка", "link");
pub(super) const LINK_NOTE: Label =
    Label::new("Выделенные слова станут ссылкой", "The selected words become a link");
pub(super) const NO_ADDRESS: Label = Label::new(
    "Это не адрес: впишите его целиком, без пробелов",
    "This is no address: write all of it, without blanks",
);
pub(super) const MAKE_LINK: Label = Label::new("Сделать ссылкой", "Make a link");
pub(super) const REMOVE_LINK: Label =
    Label::new("Убрать ссылку, слова оставить", "Take the link off, keep the words");
pub(super) const LEADS_LINK: Label = Label::new("Ведёт на", "Leads to");
pub(super) const WITHOUT: Label = Label::new("без", "no");
pub(super) const LINK_IN_BRACKETS: Label =
    Label::new("адрес ссылки встанет в скобках", "the link’s address follows in brackets");
pub(super) const VARIABLE: Label = Label::new("Вставить поле подписчика", "Insert a field of the subscriber");
pub(super) const EMOJI: Label = Label::new("Вставить эмодзи", "Insert an emoji");
pub(super) const PLUS_FIELD: Label = Label::new("+ поле", "+ field");
pub(super) const FALLBACK_OF: Label = Label::new("Если значения нет", "When there is no value");
pub(super) const NOTHING_SAID: Label = Label::new("ничего", "nothing");
pub(super) const FIND_EMOJI: Label = Label::new("Найти эмодзи", "Find an emoji");
pub(super) const NO_EMOJI: Label = Label::new("Такого эмодзи нет", "There is no such emoji");
pub(super) const RECENT: Label = Label::new("Недавние", "Recent");
pub(super) const USUAL: Label = Label::new("Частые", "Often used");
pub(super) const FALLBACK: Label = Label::new("друг", "friend");

pub(super) const ADD_LAYER: Label = Label::new("Добавить язык или мессенджер", "Add a language or messenger");
pub(super) const OF_MESSENGERS: Label = Label::new("Свои слова для мессенджера", "Own words for a messenger");
pub(super) const LANGUAGES: Label = Label::new("Языки", "Languages");
pub(super) const LANGUAGE_CODE: Label =
    Label::new("Код языка и Enter: pl, sr", "Code of a language, Enter: pl, sr");
pub(super) const NOT_TRANSLATED: Label = Label::new("не переведено", "not translated");
pub(super) const AS_ELSEWHERE: Label = Label::new("как везде", "as elsewhere");
pub(super) const TAKE_ORIGINAL: Label = Label::new("Взять оригинал", "Take the original");
pub(super) const NOTHING_SPOKEN: Label =
    Label::new("Этот блок ничего не говорит подписчику", "This block says nothing to the subscriber");
pub(super) const PREVIEW: Label = Label::new("Как увидит подписчик", "As the subscriber sees it");
pub(super) const PREVIEW_IN: Label = Label::new("Мессенджер для просмотра", "Messenger to look at");

pub(super) const SAMPLE_NAME: Label = Label::new("Анна", "Anna");

pub(super) const LEADS: Label = Label::new("Куда дальше", "Where it leads");
pub(super) const LEADS_TO: Label = Label::new("ведёт в…", "leads to…");
pub(super) const LEAD_ELSEWHERE: Label = Label::new("Вести в другое место", "Lead elsewhere");
pub(super) const DRAG_TO: Label = Label::new("Протяните к блоку на холсте", "Drag to a block on the canvas");
pub(super) const GO_THERE: Label = Label::new("Показать этот блок", "Show this block");
pub(super) const FIND_BLOCK: Label = Label::new("Найти блок", "Find a block");
pub(super) const NEW_BLOCK: Label = Label::new("Новый блок", "A new block");
pub(super) const CUT: Label = Label::new("Убрать связь", "Take the wire off");
pub(super) const DRAG_ROW: Label = Label::new("Передвинуть", "Move");
pub(super) const DRAG_ROW_TIP: Label = Label::new("Тяните или Alt + ↑ ↓", "Drag, or Alt + ↑ ↓");

pub(super) const IF: Label = Label::new("Если", "If");
pub(super) const AND: Label = Label::new("и", "and");
pub(super) const OR: Label = Label::new("или", "or");
pub(super) const NOT_SO: Label = Label::new("наоборот", "not so");
pub(super) const A_FIELD: Label = Label::new("какое поле", "which field");
pub(super) const A_TAG: Label = Label::new("какой тег", "which tag");
pub(super) const ANY_SPAN: Label = Label::new("любое время", "any time");

pub(super) const CHOOSE: Label = Label::new("Выбрать…", "Choose…");
pub(super) const NOTHING: Label = Label::new("Не выбрано", "None");
pub(super) const NAME_EMPTY: Label = Label::new("Нужно название", "A name is needed");
pub(super) const NAME_TAKEN: Label = Label::new("Такое название уже есть", "There is such a name already");
pub(super) const NEW_FIELD: Label = Label::new("Новое поле…", "New field…");
pub(super) const NEW_TAG: Label = Label::new("Новый тег…", "New tag…");
pub(super) const CREATE: Label = Label::new("Создать", "Create");
pub(super) const OWN_FIELDS: Label = Label::new("Поля проекта", "Fields of the project");
pub(super) const PROFILE: Label = Label::new("Из профиля", "From the profile");
pub(super) const PICK_FILE: Label = Label::new("Выбрать файл…", "Choose a file…");
pub(super) const FILE_PATH: Label = Label::new("Путь к файлу на диске", "Path of a file on the disk");
pub(super) const NO_FILE: Label = Label::new("Файла нет в папке media", "Not in the folder media");
pub(super) const ATTACH: Label = Label::new("Прикрепить файл", "Attach a file");
pub(super) const DETACH: Label = Label::new("Убрать вложение", "Take the attachment off");

pub(super) const BAD_DURATION: Label =
    Label::new("Напишите, например: 30 с, 5 мин, 1 ч 30 мин, 2 д", "Write for example: 30s, 5m, 1h 30m, 2d");
pub(super) const BAD_TIME: Label = Label::new("Напишите время так: 10:00", "Write the time like 10:00");
pub(super) const BAD_DATE: Label =
    Label::new("Напишите дату так: 31.12.2026", "Write the date like 2026-12-31");
pub(super) const DATE_HINT: Label = Label::new("например, 31.12.2026", "e.g. 2026-12-31");
pub(super) const TIME_HINT: Label = Label::new("например, 10:00", "e.g. 10:00");
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

/// Shows where a field, tag or file is named.
pub(super) fn where_used(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("Где стоит «{name}»"),
        Lang::En => format!("Where “{name}” is used"),
    }
}

/// What stands before the words that are said in place of a value.
pub(super) fn unknown_value(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("«{name}» не известно —"),
        Lang::En => format!("“{name}” is not known —"),
    }
}

/// How many texts of a block a language lacks.
pub(super) fn untranslated(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("Без перевода: {count}"),
        Lang::En => format!("Not translated: {count}"),
    }
}

/// What a messenger counts by.
pub(super) fn unit(unit: LengthUnit, channel: &str) -> Words {
    let (ru, en) = match unit {
        LengthUnit::Utf16 => ("знаки; эмодзи — за два и больше", "characters; an emoji is two or more"),
        LengthUnit::Chars => ("знаки", "characters"),
        LengthUnit::Bytes => ("байты; русская буква — за два", "bytes; a Russian letter is two"),
        LengthUnit::Items => ("штуки", "items"),
    };
    Words::new(format!("{channel} считает {ru}"), format!("{channel} counts {en}"))
}

/// What stands before a word of a sentence.
pub(super) fn lead(form: &str, field: &str, what: &str, act: &str) -> Option<Label> {
    match (form, field, what, act) {
        ("rule", "within", "event", _) => Some(Label::new("за последние", "within the last")),
        ("action", "value", _, "set") => Some(Label::new("значение", "the value")),
        ("action", "formula", ..) => Some(Label::new("или формулу", "or the formula")),
        _ => None,
    }
}

/// What an empty word of a sentence shows.
pub(super) fn lead_hint(path: &str) -> Label {
    match path.rsplit('.').next() {
        Some("formula") => Label::new("score + 1", "score + 1"),
        _ => Label::new("значение", "value"),
    }
}

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
