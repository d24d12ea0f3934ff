//! What the settings say, apart from the labels that the forms of lists bring along.

use crate::model::{Label, Lang};
use crate::studio::widgets::spoken::plural_ru;

const fn say(ru: &'static str, en: &'static str) -> Label {
    Label::new(ru, en)
}

pub(super) const SEGMENT_SIZE: Label = Label::new("Кто входит", "Who belongs");
pub(super) const NO_BASE: Label = Label::new(
    "Настоящих подписчиков студия не видит, поэтому размер сегмента неизвестен. Видно, входит ли в него собеседник из чата и сколько собеседников из записанных разговоров папки tests.",
    "The studio does not see real subscribers, so the size of a segment is not known. It shows whether the person in the chat belongs, and how many of those in the recorded conversations of the folder tests.",
);
pub(super) const SOMEBODY: Label = Label::new("Собеседник", "The person");
pub(super) const TITLE: Label = say("Настройки проекта", "Project settings");
pub(super) const CLOSE: Label = say("Закрыть настройки", "Close the settings");
pub(super) const OF_PROJECT: Label = say("Проект", "Project");
pub(super) const OF_PEOPLE: Label = say("Подписчики и файлы", "Subscribers and files");
pub(super) const LISTS: Label = say("Списки", "Lists");
pub(super) const TABLES: Label = say("Таблицы", "Tables");
pub(super) const GONE: Label = say("Такой таблицы больше нет", "There is no such table any more");
pub(super) const REMOVE: Label = say("Удалить", "Delete");
pub(super) const UP: Label = say("Выше", "Move up");
pub(super) const DOWN: Label = say("Ниже", "Move down");
pub(super) const ADD: Label = say("Добавить", "Add");

pub(super) const BOT: Label = say("Бот", "Bot");
pub(super) const CHANNELS: Label = say("Мессенджеры", "Messengers");
pub(super) const SCHEDULE: Label = say("Расписание", "Schedule");
pub(super) const LANGUAGES: Label = say("Языки", "Languages");
pub(super) const LEGAL: Label = say("Отписка и документы", "Unsubscribing and legal");
pub(super) const FIELDS: Label = say("Поля", "Fields");
pub(super) const TAGS: Label = say("Теги", "Tags");
pub(super) const MEDIA: Label = say("Файлы и ссылки", "Files and links");

pub(super) const BOT_HELP: Label = say(
    "Как называется проект и как бот представляется в мессенджерах.",
    "What the project is called and how the bot introduces itself.",
);
pub(super) const CHANNELS_HELP: Label = say(
    "Где живёт бот. Первый мессенджер — главный: его ссылка стоит первой на минилендинге.",
    "Where the bot lives. The first messenger is the main one: its link comes first on the minilanding.",
);
pub(super) const SCHEDULE_HELP: Label = say(
    "Когда бот может писать сам. На слова подписчика он отвечает всегда.",
    "When the bot may write by itself. It always answers what a subscriber says.",
);
pub(super) const LANGUAGES_HELP: Label = say(
    "Что бот говорит на других языках. Где перевода нет, звучит оригинал.",
    "What the bot says in other languages. Where a translation is missing, the original is said.",
);
pub(super) const LEGAL_HELP: Label = say(
    "Как отписаться, на что подписчик соглашается, что написано внизу минилендинга.",
    "How to unsubscribe, what people agree to, what stands at the foot of the minilanding.",
);
pub(super) const FIELDS_HELP: Label = say(
    "Что бот запоминает о подписчике. Новое имя поля встанет везде: в текстах, формулах, сегментах.",
    "What the bot remembers of a subscriber. A new name takes its place everywhere: in texts, formulas, segments.",
);
pub(super) const TAGS_HELP: Label = say(
    "Метки подписчиков. Новое имя тега встанет везде, где он ставится, снимается и проверяется.",
    "Marks of subscribers. A new name takes its place wherever the tag is put on, taken off or asked for.",
);
pub(super) const MEDIA_HELP: Label = say(
    "Файлы из папки media и ссылки, по которым приходят. Нажмите на число мест, чтобы увидеть, где они.",
    "Files of the folder media and links that people come by. Press the number of places to see where they are.",
);
pub(super) const SEGMENTS_HELP: Label =
    say("Кого выбирать в рассылках и условиях.", "Whom broadcasts and conditions choose.");
pub(super) const CALENDARS_HELP: Label =
    say("Часы, на которые записываются подписчики.", "Hours that subscribers book.");
pub(super) const TEAM_HELP: Label =
    say("Люди, которым бот передаёт разговор.", "People to whom the bot hands a conversation over.");
pub(super) const BROADCASTS_HELP: Label =
    say("Что, кому и когда бот пишет сам.", "What the bot writes by itself, to whom and when.");
pub(super) const LIST_HELP: Label =
    say("Список, из которого выбирают блоки.", "A list that blocks choose from.");
pub(super) const TABLE_HELP: Label = say(
    "Строки, из которых блоки берут товары, адреса, ответы.",
    "Rows that blocks take goods, addresses, answers from.",
);

pub(super) const PROJECT_TITLE: Label = say("Название проекта", "Title of the project");
pub(super) const PROJECT_TITLE_HINT: Label = say("Видно только вам", "Seen by you alone");
pub(super) const PROFILE: Label = say("Профиль бота", "Profile of the bot");
pub(super) const BOT_NAME: Label = say("Имя бота", "Name of the bot");
pub(super) const BOT_ABOUT: Label = say("О боте", "About the bot");
pub(super) const BOT_ABOUT_HINT: Label = say("Строка в профиле", "A line of the profile");
pub(super) const BOT_DESCRIPTION: Label = say("Описание", "Description");
pub(super) const BOT_DESCRIPTION_HINT: Label =
    say("Видно в пустом чате над кнопкой «Начать»", "Seen in an empty chat over the button Start");
pub(super) const AI: Label = say("Нейросеть", "Language model");
pub(super) const AI_SWITCH: Label =
    say("Блокам можно спрашивать нейросеть", "Blocks may ask a language model");
pub(super) const AI_HELP: Label = say(
    "Слова подписчика уходят в сервис нейросети, который подключён у вас.",
    "What a subscriber says goes to the service that you have connected.",
);

pub(super) const ADDRESS: Label = say("Адрес", "Address");
pub(super) const ADD_CHANNEL: Label = say("Добавить мессенджер", "Add a messenger");
pub(super) const NO_CHANNELS: Label = say(
    "Мессенджеров ещё нет. Добавьте хотя бы один, чтобы получить ссылку на бота.",
    "No messengers yet. Add one to get a link to the bot.",
);
pub(super) const UNKNOWN_CHANNEL: Label =
    say("Эта версия программы не знает такого мессенджера", "This version does not know this messenger");
pub(super) const BAD_ADDRESS: Label =
    say("С таким адресом ссылка не получится", "No link can be made with this address");
pub(super) const NO_BUTTONS: Label = say("без кнопок", "no buttons");
pub(super) const NO_QUICK: Label = say("без быстрых ответов", "no quick replies");
pub(super) const TELLS_READ: Label = say("сообщает о прочтении", "tells what was read");
pub(super) const TELLS_NOTHING: Label = say("о прочтении не сообщает", "does not tell what was read");
pub(super) const OWN_WORDS: Label = say("Свои слова для мессенджера", "Own words for a messenger");

/// How long a text may be.
pub(super) fn text_up_to(max: usize, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("текст до {max}"),
        Lang::En => format!("text up to {max}"),
    }
}

/// How many buttons a message may have.
pub(super) fn buttons_up_to(max: usize, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("кнопок до {max}"),
        Lang::En => format!("up to {max} buttons"),
    }
}

/// How many quick replies a message may have.
pub(super) fn quick_up_to(max: usize, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("быстрых ответов до {max}"),
        Lang::En => format!("up to {max} quick replies"),
    }
}

/// How many texts are said otherwise in a messenger.
pub(super) fn own_words(count: usize, lang: Lang) -> String {
    match (count, lang) {
        (0, Lang::Ru) => "Свои слова".to_owned(),
        (0, Lang::En) => "Own words".to_owned(),
        (count, Lang::Ru) => format!("Свои слова: {count}"),
        (count, Lang::En) => format!("Own words: {count}"),
    }
}

pub(super) const STOP_WORDS: Label = say("Стоп-слова", "Stop words");
pub(super) const STOP: Label = say("Отписывают слова", "Words that unsubscribe");
pub(super) const START: Label = say("Подписывают снова слова", "Words that subscribe again");
pub(super) const STOP_REPLY: Label = say("Ответ на стоп-слово", "Answer to a stop word");
pub(super) const STOP_REPLY_HINT: Label =
    say("Вы отписались. Напишите «старт», чтобы вернуться", "You are unsubscribed. Write “start” to return");
pub(super) const START_REPLY: Label = say("Ответ на слово подписки", "Answer to a start word");
pub(super) const START_REPLY_HINT: Label = say("Снова на связи", "In touch again");
pub(super) const CONSENT: Label = say("Согласие", "Consent");
pub(super) const CONSENT_SWITCH: Label =
    say("Писать первым только тем, кто согласился", "Write first only to those who have agreed");
pub(super) const CONSENT_HELP: Label = say(
    "Отложенные сообщения и рассылки ждут согласия из блока «Согласие».",
    "Delayed messages and broadcasts wait for a consent from the block Consent.",
);
pub(super) const CONSENT_VERSION: Label = say("Версия текста согласия", "Version of the consent text");
pub(super) const PAGE: Label = say("Минилендинг и документы", "Minilanding and documents");
pub(super) const CONSENT_URL: Label = say("Согласие на обработку данных", "Consent to data processing");
pub(super) const PRIVACY_URL: Label = say("Политика конфиденциальности", "Privacy policy");
pub(super) const LEGAL_LINE: Label = say("Юридическая строка", "Legal line");
pub(super) const LEGAL_LINE_HINT: Label =
    say("ООО «Ромашка», ИНН, адрес, маркировка рекламы", "Company, tax number, address, advertising mark");
pub(super) const BAD_URL: Label =
    say("Адрес страницы начинается с https://", "The address of a page begins with https://");

pub(super) const NAME: Label = say("Имя", "Name");
pub(super) const KIND: Label = say("Что хранит", "What it holds");
pub(super) const DEFAULT: Label = say("У новых подписчиков", "For new ones");
pub(super) const DEFAULT_HINT: Label = say("пусто", "empty");
pub(super) const NEW_FIELD: Label = say("Новое поле", "New field");
pub(super) const NEW_TAG: Label = say("Новый тег", "New tag");
pub(super) const NO_FIELDS: Label = say("Полей ещё нет", "No fields yet");
pub(super) const NO_TAGS: Label = say("Тегов ещё нет", "No tags yet");
pub(super) const FIND_NAME: Label = say("Найти в списке", "Find in the list");
pub(super) const SYSTEM: Label = say("Из профиля подписчика", "From the subscriber’s profile");
pub(super) const SYSTEM_HELP: Label =
    say("Эти поля есть у каждого, их имена заняты.", "Everybody has these fields, their names are taken.");
pub(super) const KIND_TEXT: Label = say("Текст", "Text");
pub(super) const KIND_NUMBER: Label = say("Число", "Number");
pub(super) const KIND_FLAG: Label = say("Да или нет", "Yes or no");
pub(super) const KIND_DATE: Label = say("Дата", "Date");
pub(super) const KIND_TIME: Label = say("Время", "Time");
pub(super) const KIND_MOMENT: Label = say("Момент", "Moment");
pub(super) const KIND_LIST: Label = say("Список", "List");
pub(super) const MERGE: Label = say("Объединить с другим тегом", "Merge with another tag");
pub(super) const MERGE_INTO: Label = say("Останется тег", "The tag that stays");
pub(super) const EMPTY_NAME: Label = say("Имя не может быть пустым", "A name cannot be empty");
pub(super) const TAG_TAKEN: Label = say(
    "Такой тег уже есть. Чтобы слить два тега, нажмите «Объединить»",
    "There is such a tag already. To make one of two press “Merge”",
);
pub(super) const TAG_THERE: Label = say("Такой тег уже есть", "There is such a tag already");
pub(super) const FIELD_TAKEN: Label =
    say("Такое имя занято или содержит { } | : [ ]", "This name is taken or has { } | : [ ] in it");
pub(super) const REMOVE_UNUSED: Label = say("Удалить лишние теги и поля", "Delete unused tags and fields");
pub(super) const UNUSED_HELP: Label = say(
    "Лишние — те, что не стоят ни в одном блоке, тексте и сегменте.",
    "Unused are those that no block, text or segment names.",
);

/// How many places there are.
pub(super) fn places(count: usize, lang: Lang) -> String {
    match (count, lang) {
        (0, Lang::Ru) => "нигде".to_owned(),
        (0, Lang::En) => "nowhere".to_owned(),
        (count, Lang::Ru) => format!("{count} {}", plural_ru(count as u64, "место", "места", "мест")),
        (1, Lang::En) => "1 place".to_owned(),
        (count, Lang::En) => format!("{count} places"),
    }
}

/// How many places are not shown.
pub(super) fn more_places(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("Ещё {} — показать в поиске", places(count, lang)),
        Lang::En => format!("{} more — show in the search", places(count, lang)),
    }
}

/// What a new name would change.
pub(super) fn will_change(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Ru => {
            format!("Enter — изменится: {}. Тесты получат новое имя при сохранении", places(count, lang))
        }
        Lang::En => format!(
            "Enter changes: {}. Tests take the new name when the project is saved",
            places(count, lang)
        ),
    }
}

/// The button that takes away what nothing names.
pub(super) fn remove_unused(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("Удалить лишние теги и поля: здесь {count}"),
        Lang::En => format!("Delete unused tags and fields: {count} here"),
    }
}

pub(super) const FILES: Label = say("Файлы", "Files");
pub(super) const NO_FILES: Label = say(
    "В папке media пока пусто. Перетащите файл на блок или выберите его в карточке блока.",
    "The folder media is empty. Drop a file on a block or choose one on its card.",
);
pub(super) const LINKS: Label = say("Ссылки", "Links");
pub(super) const NO_LINKS: Label = say(
    "Ссылок с меткой ещё нет. Их имена пишут в блоке «Вход».",
    "No links with a payload yet. Their names are written in the block Entry.",
);

pub(super) const ZONE: Label = say("Часовой пояс", "Time zone");
pub(super) const ZONE_HELP: Label = say(
    "Для тех, чей пояс не известен, и для часов вашей команды.",
    "For those whose zone is not known, and for the hours of your team.",
);
pub(super) const NO_ZONE: Label = say("Выберите пояс", "Choose a zone");
pub(super) const FIND_ZONE: Label = say("Город или пояс", "A city or a zone");
pub(super) const NO_SUCH_ZONE: Label = say("Такого пояса нет", "There is no such zone");
pub(super) const BAD_ZONE: Label = say(
    "Такого пояса нет: бот будет считать время по Гринвичу",
    "There is no such zone: the bot will reckon in UTC",
);
pub(super) const WRITES: Label = say("Когда бот пишет сам", "When the bot writes by itself");
pub(super) const QUIET: Label = say("Тихие часы", "Quiet hours");
pub(super) const DAYS: Label = say("Дни отправки", "Days of sending");
pub(super) const CAP: Label =
    say("Сколько сообщений можно прислать самому", "How many messages may come unasked");
pub(super) const CAP_PER: Label = say("За какое время", "In which time");
pub(super) const HOLIDAYS: Label = say("Праздники", "Holidays");
pub(super) const NO_HOLIDAYS: Label =
    say("Нажмите на дни, когда бот молчит", "Press the days on which the bot keeps silent");
pub(super) const ADD_HOLIDAY: Label = say("Добавить дату", "Add a date");
pub(super) const EARLIER: Label = say("Месяц назад", "A month earlier");
pub(super) const LATER: Label = say("Месяц вперёд", "A month later");
pub(super) const PASTE: Label = say("Вставить список дат", "Paste a list of dates");
pub(super) const PASTE_HINT: Label = say("01.01.2027, 02.01.2027 …", "2027-01-01, 2027-01-02 …");
pub(super) const ADD_DATES: Label = say("Добавить даты", "Add the dates");
pub(super) const WORK: Label = say("Когда отвечают люди", "When people answer");
pub(super) const WORK_HOURS: Label = say("Рабочие часы", "Working hours");
pub(super) const WORK_DAYS: Label = say("Рабочие дни", "Working days");
pub(super) const MONTHS: [Label; 12] = [
    say("Январь", "January"),
    say("Февраль", "February"),
    say("Март", "March"),
    say("Апрель", "April"),
    say("Май", "May"),
    say("Июнь", "June"),
    say("Июль", "July"),
    say("Август", "August"),
    say("Сентябрь", "September"),
    say("Октябрь", "October"),
    say("Ноябрь", "November"),
    say("Декабрь", "December"),
];

/// A limit of messages.
pub(super) fn cap(count: u32, lang: Lang) -> String {
    match (count, lang) {
        (0, Lang::Ru) => "сколько угодно".to_owned(),
        (0, Lang::En) => "any number".to_owned(),
        (count, Lang::Ru) => format!("не больше {count}"),
        (count, Lang::En) => format!("no more than {count}"),
    }
}

/// Adds the public holidays of a year.
pub(super) fn russian_holidays(year: i32, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("Праздники России {year}"),
        Lang::En => format!("Holidays of Russia {year}"),
    }
}

/// Adds so many dates.
pub(super) fn add_dates(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("Добавить: {count} {}", plural_ru(count as u64, "дата", "даты", "дат")),
        Lang::En if count == 1 => "Add 1 date".to_owned(),
        Lang::En => format!("Add {count} dates"),
    }
}

/// What does not read as a date.
pub(super) fn unread_dates(words: &str, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("Не дата: {words}"),
        Lang::En => format!("Not a date: {words}"),
    }
}

pub(super) const OWN_LANGUAGE: Label = say("Язык воронок", "Language of the funnels");
pub(super) const ADD_LANGUAGE: Label = say("Добавить язык или мессенджер", "Add a language or messenger");
pub(super) const NO_LANGUAGES: Label = say("Других языков ещё нет.", "No other languages yet.");
pub(super) const IMPORT: Label = say("Внести переводы", "Bring translations in");
pub(super) const EXPORT: Label = say("Отдать переводчику", "Hand to a translator");
pub(super) const WHICH: Label = say("Какие тексты", "Which texts");
pub(super) const MISSING: Label = say("Не переведено", "Not translated");
pub(super) const AS_ELSEWHERE: Label = say("Как везде", "As elsewhere");
pub(super) const STALE: Label = say("Устарело", "Out of date");
pub(super) const ALL: Label = say("Все", "All");
pub(super) const NEXT_HELP: Label = say("Ctrl + Enter — к следующему", "Ctrl + Enter goes to the next");
pub(super) const ALL_TRANSLATED: Label = say("Всё переведено", "Everything is translated");
pub(super) const NOTHING_STALE: Label = say("Устаревших переводов нет", "No translation is out of date");
pub(super) const NO_TEXTS: Label = say("Бот ещё ничего не говорит", "The bot says nothing yet");
pub(super) const IS_STALE: Label = say("Оригинал изменился", "The original has changed");
pub(super) const STILL_GOOD: Label = say("Перевод подходит", "The translation still holds");
pub(super) const TRANSLATION: Label = say("Перевод", "Translation");

/// «Готово 34 из 40, устарело 2».
pub(super) fn done(done: usize, all: usize, stale: usize, lang: Lang) -> String {
    let mut text = match lang {
        Lang::Ru => format!("Готово {done} из {all}"),
        Lang::En => format!("{done} of {all} done"),
    };
    if stale > 0 {
        text.push_str(&match lang {
            Lang::Ru => format!(", устарело {stale}"),
            Lang::En => format!(", {stale} out of date"),
        });
    }
    text
}

/// How many texts are not drawn yet.
pub(super) fn more_texts(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("Показать ещё: осталось {count}"),
        Lang::En => format!("Show more: {count} left"),
    }
}

pub(super) const NEW_TABLE: Label = say("Новая таблица: tovary", "New table: products");
pub(super) const CREATE_TABLE: Label = say("Создать таблицу", "Create the table");
pub(super) const BAD_TABLE_NAME: Label = say(
    "Имя файла: свободное, из латинских букв, цифр, - и _",
    "A free file name of small Latin letters, digits, - and _",
);
pub(super) const COLUMN: Label = say("Столбец", "Column");
pub(super) const COLUMN_NAME: Label = say("название", "title");
pub(super) const COLUMN_BORDER: Label = Label::new("Ширина столбца", "Width of the column");
pub(super) const REMOVE_COLUMN: Label = say("Убрать столбец", "Remove column");
pub(super) const REMOVE_ROW: Label = say("Убрать строку", "Remove row");
pub(super) const ADD_ROW: Label = say("Добавить строку", "Add a row");
pub(super) const ADD_COLUMN: Label = say("Добавить столбец", "Add a column");
pub(super) const REMOVE_TABLE: Label = say("Удалить таблицу", "Delete the table");

/// Why not every row of a table is here.
pub(super) fn long_table(name: &str, shown: usize, all: usize, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!(
            "Показано строк: {shown} из {all}. Остальные — в файле tables/{name}.csv, его открывает любая программа для таблиц"
        ),
        Lang::En => format!(
            "{shown} of {all} rows are shown. The rest is in tables/{name}.csv, which any spreadsheet opens"
        ),
    }
}

/// How many of those in the recorded conversations belong to a segment.
pub(super) fn among(segment: &str, count: usize, all: usize) -> crate::diag::Words {
    let talks =
        plural_ru(all as u64, "записанного разговора", "записанных разговоров", "записанных разговоров");
    let en = if all == 1 { "recorded conversation" } else { "recorded conversations" };
    crate::diag::Words::new(
        format!("{segment}: из {all} {talks} входят {count}"),
        format!("{segment}: {count} of {all} {en}"),
    )
}

/// Whether somebody belongs to a segment.
pub(super) fn belongs(segment: &str, person: &str, belongs: bool) -> crate::diag::Words {
    let (ru, en) = if belongs {
        ("входит", "belongs to it")
    } else {
        ("не входит", "does not belong to it")
    };
    crate::diag::Words::new(format!("{segment}: {person} {ru}"), format!("{segment}: {person} {en}"))
}
