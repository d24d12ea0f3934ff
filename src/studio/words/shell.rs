//! Bars, panels and dialogs around the canvas.

use crate::diag::Words;
use crate::model::Label;

const fn say(ru: &'static str, en: &'static str) -> Label {
    Label::new(ru, en)
}

// Files over the window.
pub(crate) const DROP_HINT: Label = say(
    "Отпустите: файл ляжет в блок или станет новым сообщением",
    "Let go: the file goes into the block or becomes a new message",
);

// The top bar.
pub(crate) const PRODUCT: Label = say("Воронка", "Voronka");
pub(crate) const UNTITLED: Label = say("Без названия", "Untitled");
pub(crate) const MENU: Label = say("Меню", "Menu");
pub(crate) const NEW: Label = say("новый", "new");
pub(crate) const SAVED: Label = say("сохранено", "saved");
pub(crate) const UNSAVED: Label = say("не сохранено", "not saved");
pub(crate) const SAVING: Label = say("сохраняется…", "saving…");
pub(crate) const UNDO: Label = say("Отменять нечего", "Nothing to undo");
pub(crate) const UNDO_STEP: Label = say("Отменить", "Undo");
pub(crate) const REDO: Label = say("Повторять нечего", "Nothing to redo");
pub(crate) const REDO_STEP: Label = say("Повторить", "Redo");
pub(crate) const WORKSPACES: Label = say("Разделы", "Workspaces");
pub(crate) const SCENARIO: Label = say("Сценарий", "Scenario");
pub(crate) const GROWTH: Label = say("Рост", "Growth");
pub(crate) const BROADCASTS: Label = say("Рассылки", "Broadcasts");
pub(crate) const DIALOGUES: Label = say("Диалоги", "Dialogues");
pub(crate) const ANALYTICS: Label = say("Аналитика", "Analytics");
pub(crate) const LATER: Label = say("Появится позже", "Comes later");
pub(crate) const PUBLISH: Label = say("Опубликовать", "Publish");
pub(crate) const RUN_TESTS: Label = say("Прогнать тесты", "Run tests");
pub(crate) const RUN_TESTS_TIP: Label =
    say("Сыграть разговоры из папки tests", "Play the conversations of the folder tests");
pub(crate) const TESTS_RUN: Label = say("Тесты идут…", "Tests run…");
pub(crate) const SEARCH: Label = say("Найти или выполнить", "Search or run");
pub(crate) const SEARCH_TIP: Label =
    say("Блоки, воронки и команды по имени", "Blocks, funnels and commands by name");

// The left panel.
pub(crate) const NEW_FUNNEL: Label = say("Новая воронка", "New funnel");
pub(crate) const FUNNEL_NAME: Label = say("Название воронки", "Name of the funnel");
pub(crate) const FUNNEL_TIP: Label = say("Двойной щелчок — переименовать", "Double-click to rename");
pub(crate) const RENAME: Label = say("Переименовать", "Rename");
pub(crate) const DELETE_FUNNEL: Label = say("Удалить воронку", "Delete funnel");
pub(crate) const PALETTE_TIP: Label =
    say("Перетащите на холст или щёлкните дважды", "Drag onto the canvas or double-click");

// The status bar.
pub(crate) const NO_FINDINGS: Label = say("Замечаний нет", "No findings");
pub(crate) const FINDINGS_TIP: Label = say("Показать замечания", "Show the findings");
pub(crate) const NO_TESTS: Label = say("Тестов ещё нет", "No tests yet");
pub(crate) const TESTS_TIP: Label = say("Показать, как прошли тесты", "Show how the tests went");
pub(crate) const COVERAGE: Label = say("Покрытие диалогами", "Covered by tests");
pub(crate) const COVERAGE_TIP: Label =
    say("Какую часть блоков проходят тесты", "Which share of the blocks the tests go through");
pub(crate) const TO_LIGHT: Label = say("Светлая тема", "Light theme");
pub(crate) const TO_DARK: Label = say("Тёмная тема", "Dark theme");
pub(crate) const TO_ENGLISH: Label = say("Switch to English", "Switch to English");
pub(crate) const TO_RUSSIAN: Label = say("Переключить на русский", "Переключить на русский");

// Findings.
pub(crate) const FINDINGS: Label = say("Замечания", "Findings");
pub(crate) const CLOSE: Label = say("Закрыть", "Close");
pub(crate) const ALL_IS_WELL: Label = say(
    "Всё в порядке: подписчик дойдёт до конца по любой ветке.",
    "All is well: a subscriber gets to the end by every branch.",
);
pub(crate) const PROJECT: Label = say("Проект", "Project");

// Settings and where things are used.
pub(crate) const SETTINGS: Label = say("Настройки проекта", "Project settings");

// Search or run.
pub(crate) const BLOCKS_HINT: Label =
    Label::new("Название, текст или вид блока", "Title, text or kind of a block");
pub(crate) const PALETTE_HINT: Label = say("Команда, блок или воронка", "A command, block or funnel");
pub(crate) const COMMANDS_HINT: Label = say("Команда", "A command");
pub(crate) const NOTHING_FOUND: Label =
    say("Ничего не нашлось. Попробуйте другое слово.", "Nothing found. Try another word.");
pub(crate) const FUNNEL: Label = say("Воронка", "Funnel");

// Dialogs.
pub(crate) const SAVE: Label = say("Сохранить", "Save");
pub(crate) const DONT_SAVE: Label = say("Не сохранять", "Don’t save");
pub(crate) const CANCEL: Label = say("Отмена", "Cancel");
pub(crate) const STOPPING: Label = say("Останавливаю…", "Stopping…");
pub(crate) const GOT_IT: Label = say("Понятно", "Got it");
pub(crate) const OPEN: Label = say("Открыть", "Open");
pub(crate) const EXPORT: Label = say("Записать", "Write");
pub(crate) const SHOW_FOLDER: Label = say("Показать в папке", "Show in folder");
pub(crate) const UNSAVED_TITLE: Label = say("Сохранить изменения?", "Save the changes?");
pub(crate) const UNSAVED_TEXT: Label =
    say("В проекте есть изменения, которых нет на диске.", "The project has changes that are not on disk.");
pub(crate) const OPEN_TITLE: Label = say("Открыть проект", "Open a project");
pub(crate) const CHOOSING: Label = say("Открываю выбор файлов…", "Opening the choice of files…");
pub(crate) const SAVING_PROJECT: Label = say("Сохраняю проект…", "Saving the project…");
pub(crate) const BEGINNING_TALK: Label = say("Начинаю разговор…", "Beginning the conversation…");
pub(crate) const MERGING: Label =
    say("Свожу с изменениями на диске…", "Bringing together with the changes on the disk…");
pub(crate) const MAKING_PROJECT: Label = say("Создаю проект…", "Making the project…");
pub(crate) const COPYING_FILES: Label = say("Копирую файлы в проект…", "Copying files into the project…");
pub(crate) const DRAWING_PICTURE: Label = say("Рисую воронку…", "Drawing the funnel…");
pub(crate) const SAVE_STOPPED: Label = say(
    "Сохранение остановлено: на диске прежняя версия",
    "Saving was stopped: the disk has the earlier version",
);
pub(crate) const SAVE_TITLE: Label = say("Сохранить проект", "Save the project");
pub(crate) const EXPORT_TITLE: Label = say("Ссылки, QR и минилендинг", "Links, QR codes and minilanding");
pub(crate) const PICTURE_TITLE: Label = say("Рисунок воронки", "Picture of the funnel");
pub(crate) const MEDIA_TITLE: Label = say("Выбрать файл", "Choose a file");
pub(crate) const TEXTS_OUT_TITLE: Label = say("Тексты переводчику", "Texts for a translator");
pub(crate) const TEXTS_IN_TITLE: Label = say("Переводы из файла", "Translations from a file");
pub(crate) const PATH_NAME: Label = say("Путь на диске", "Path on the disk");
pub(crate) const PATH_TEXT: Label = say(
    "Впишите или вставьте путь. Выбрать его мышью нельзя: в системе не установлено окно выбора файлов (программа zenity).",
    "Type or paste the path. It cannot be chosen with the mouse: the system has no window for choosing files (the program zenity).",
);
pub(crate) const PATH_TAKEN: Label =
    say("Такой файл уже есть. Заменить его?", "There is such a file. Replace it?");
pub(crate) const REPLACE_FILE: Label = say("Заменить", "Replace");
pub(crate) const EXPORT_DONE: Label = say("Готово: файлы записаны.", "Done: the files are written.");
pub(crate) const EXPORT_STOPPED: Label =
    say("Остановлено. Записано то, что успели сделать.", "Stopped. What was made by then is written.");
pub(crate) const EXPORT_NOTHING: Label = say("Записать пока нечего.", "There is nothing to write yet.");
pub(crate) const TESTS_TITLE: Label = say("Тесты", "Tests");
pub(crate) const TESTS_NONE: Label = say(
    "В проекте ещё нет разговоров-тестов. Поговорите с ботом в чате и нажмите «В тест».",
    "The project has no test conversations yet. Talk to the bot in the chat and press “To test”.",
);
pub(crate) const TESTS_FAILED: Label = say("Не сошлось", "Different");
pub(crate) const TESTS_PASSED: Label = say("сошлось", "as written");
pub(crate) const TESTS_MORE: Label = say("и ещё мест", "more places");
pub(crate) const TEST_EXPECTED: Label = say("Ждали", "Expected");
pub(crate) const TEST_CAME: Label = say("Пришло", "Got");
pub(crate) const WHOLE_TEXT: Label = say("Показать целиком", "Show the whole text");
pub(crate) const SHORT_TEXT: Label = say("Показать коротко", "Show less");
pub(crate) const TEST_NOTHING: Label = say("ничего", "nothing");
pub(crate) const TEST_SHOW: Label = say("Показать на холсте", "Show on the canvas");
pub(crate) const TEST_ACCEPT: Label = say("Принять новый ответ", "Accept the new answer");
pub(crate) const PUBLISH_TITLE: Label = say("Опубликовать в Telegram", "Publish to Telegram");
pub(crate) const PUBLISH_TEXT: Label = say(
    "Так бот представится подписчикам в Telegram. Меняется только то, что отличается.",
    "This is how the bot introduces itself in Telegram. Only what differs is changed.",
);
pub(crate) const UNDO_THEIRS: Label = say(
    "Дальше — изменения с диска: их сделали не здесь. Нажмите отмену ещё раз, чтобы убрать и их",
    "Next come the changes from the disk, which were not made here. Press undo once more to take those back, too",
);
pub(crate) const TOKEN_ASK: Label = say(
    "У этого проекта ещё нет токена бота. Получите его у @BotFather и вставьте сюда:",
    "This project has no bot’s token yet. Get it from @BotFather and paste it here:",
);
pub(crate) const TOKEN_ANOTHER: Label = say("Вставьте сюда действующий токен:", "Paste a valid token here:");
#[cfg(any(test, feature = "live"))]
pub(crate) const TOKEN_SPOILED: Label = say(
    "В переменной VORONKA_TELEGRAM_TOKEN не токен: токен — это цифры, двоеточие, буквы, без кавычек и пробелов. Исправьте её или уберите и запустите программу снова.",
    "The variable VORONKA_TELEGRAM_TOKEN holds no token: a token is digits, a colon, letters, without quotes and spaces. Mend or remove it and start the program again.",
);
#[cfg(any(test, feature = "live"))]
pub(crate) const TOKEN_UNSAVED: Label = say(
    "Токен бота хранится для каждого проекта отдельно. Сначала сохраните проект (Ctrl+S), потом публикуйте.",
    "Each project has a bot’s token of its own. Save the project first (Ctrl+S), then publish it.",
);
pub(crate) const TOKEN_LOCKED: Label = say(
    "Связка ключей закрыта, и токен бота из неё не прочитать. Откройте её и спросите ещё раз.",
    "The keychain is locked, and the bot’s token cannot be read from it. Unlock it and ask again.",
);
pub(crate) const TOKEN_AGAIN: Label = say("Спросить ещё раз", "Ask again");
pub(crate) const TOKEN_OTHER_BOT: Label = say("Другой бот…", "Another bot…");
pub(crate) const TOKEN_FIELD: Label = say("Токен бота", "Token of the bot");
pub(crate) const TOKEN_KEEP: Label = say("Запомнить", "Remember");
pub(crate) const TOKEN_KEEPING: Label = say("Запоминаю…", "Remembering…");
pub(crate) const TOKEN_WHERE: Label = say(
    "Он останется в связке ключей системы и не попадёт в файлы проекта. Другой путь — переменная VORONKA_TELEGRAM_TOKEN перед запуском.",
    "It stays in the system’s keychain and never gets into the project’s files. Another way is the variable VORONKA_TELEGRAM_TOKEN before starting.",
);
pub(crate) const PUBLISH_NOW: Label = say("Сейчас", "Now");
pub(crate) const PUBLISH_NEW: Label = say("Станет", "Will be");
pub(crate) const PUBLISH_ASKING: Label = say("узнаём…", "asking…");
pub(crate) const PUBLISH_UNKNOWN: Label = say("пока неизвестно", "not known yet");
pub(crate) const PUBLISH_EMPTY: Label = say("пусто", "empty");
pub(crate) const PUBLISH_KEPT: Label = say("в проекте не задано", "not set in the project");
pub(crate) const PUBLISH_NO_COMMANDS: Label = say("команд нет", "no commands");
pub(crate) const PUBLISH_MENU: Label = say("открывает команды", "opens the commands");
pub(crate) const PUBLISH_NO_MENU: Label = say("обычная", "the usual one");
pub(crate) const LINE_WAITS: Label = say("изменится", "will change");
pub(crate) const LINE_SENT: Label = say("будет отправлено", "will be sent");
pub(crate) const LINE_SAME: Label = say("без изменений", "no change");
pub(crate) const LINE_KEPT: Label = say("останется как есть", "stays as it is");
pub(crate) const LINE_SENDING: Label = say("отправляю…", "sending…");
pub(crate) const LINE_DONE: Label = say("готово", "done");
pub(crate) const LINE_FAILED: Label = say("не принято", "not taken");
#[cfg(not(feature = "live"))]
pub(crate) const PUBLISH_UNABLE: Label =
    say("Эта сборка программы не умеет публиковать", "This build of the program cannot publish");
pub(crate) const PUBLISH_STOPPED: Label = say(
    "Остановлено. Строки с пометкой «готово» уже изменены, остальные — как были.",
    "Stopped. The lines marked “done” are changed, the others are as they were.",
);
pub(crate) const DETAILS: Label = say("Подробности", "Details");
pub(crate) const DETAILS_TEXT: Label = say("Запросы к Telegram Bot API:", "Calls of the Telegram Bot API:");
pub(crate) const PUBLISHING: Label = say("Публикую…", "Publishing…");

// The start screen.
pub(crate) const NEW_PROJECT: Label = say("Новый проект", "New project");
pub(crate) const OPEN_PROJECT: Label = say("Открыть…", "Open…");
pub(crate) const RECENT: Label = say("Недавние", "Recent");
pub(crate) const OPENING: Label = say("Открываю проект…", "Opening the project…");
pub(crate) const START_TEXT: Label = say(
    "Нарисуйте воронку, поговорите с ботом, отдайте ссылку подписчикам.",
    "Draw a funnel, talk to the bot, hand the link to your subscribers.",
);

pub(crate) const NEVER_SAVED: Label = say("Не сохранены", "Not saved");
pub(crate) const NEVER_SAVED_TEXT: Label = say(
    "Эти проекты не успели сохранить. Откройте, чтобы продолжить с того же места.",
    "There was no time to save these projects. Open one to go on from where you were.",
);
pub(crate) const FORGET: Label = say("Удалить", "Delete");
pub(crate) const GONE: Label = say("папки нет", "folder is gone");
pub(crate) const UNREADABLE: Label = say("не читается", "cannot be read");
pub(crate) const FEWER: Label = say("Свернуть", "Show fewer");
pub(crate) const CARD_MENU: Label = say("Меню проекта", "Project menu");
pub(crate) const OFF_THE_LIST: Label = say("Убрать из списка", "Take off the list");
pub(crate) const TEMPLATES: Label = say("Шаблоны", "Templates");
pub(crate) const FIND_TEMPLATE: Label = say("Найти шаблон", "Find a template");
pub(crate) const NO_TEMPLATE: Label = say(
    "Такого шаблона нет. Попробуйте другое слово или начните с чистого листа.",
    "There is no such template. Try another word or begin empty.",
);
pub(crate) const ALL_GOALS: Label = say("Все", "All");
pub(crate) const MAKE_TITLE: Label = say("Проект из шаблона", "Project from a template");
pub(crate) const MAKE_NAME: Label = say("Название проекта", "Name of the project");
pub(crate) const MAKE_PLACE: Label = say("Папка проекта", "Folder of the project");
pub(crate) const MAKE: Label = say("Создать", "Create");
pub(crate) const MAKE_FAILED: Label = say("Проект не создан", "The project was not made");
pub(crate) const SHOW_REPORT: Label = say("Показать папку", "Show the folder");

// Short news.
pub(crate) const BRING_BACK: Label = say("Вернуть", "Bring back");
pub(crate) const NEW_TITLE: Label = say("Новый проект", "New project");
pub(crate) const CHANGED_TITLE: Label = say("Файлы изменил кто-то ещё", "Somebody else changed the files");
pub(crate) const CHANGED_TEXT: Label = say(
    "То, что теперь на диске, не читается, поэтому объединить его с тем, что на экране, нельзя. На экране всё цело: сохраните это в другую папку или запишите поверх. Если файлы на диске уже исправлены, их можно открыть вместо того, что на экране.",
    "What is on the disk now cannot be read, so it cannot be merged with what is on the screen. The screen has everything: save it to another folder or write it over. Once the files on the disk are mended, they can be opened in place of what is on the screen.",
);
pub(crate) const LEFT_EDGE: Label = say("Ширина левой колонки", "Width of the left column");
pub(crate) const RIGHT_EDGE: Label = say("Ширина правой колонки", "Width of the right column");
pub(crate) const FOLDER_GONE: Label = say(
    "Папки проекта больше нет на месте: её перенесли, переименовали или удалили. Воронки и настройки остались на экране, а файлы media и тесты были только в ней. Верните папку или сохраните проект в другую.",
    "The folder of the project is gone: it was moved, renamed or deleted. Funnels and settings are still on the screen; media files and tests were only there. Bring the folder back or save the project to another.",
);
pub(crate) const RELOAD: Label = say("Открыть с диска", "Open from disk");
pub(crate) const OVERWRITE: Label = say("Записать поверх", "Write over");
pub(crate) const OPEN_FAILED: Label = say("Проект не открылся", "The project did not open");
pub(crate) const SAVE_FAILED: Label = say("Проект не сохранён", "The project was not saved");

pub(crate) const MERGE_TITLE: Label =
    say("Изменено и здесь, и на диске", "Changed both here and on the disk");
pub(crate) const MERGE_TEXT: Label = say(
    "Остальные правки объединены. Выберите, что оставить в этих местах; отменить можно одним шагом.",
    "The other changes are brought together. Choose what to keep in these places; it is one step to undo.",
);
pub(crate) const MERGE: Label = say("Объединить", "Bring together");
pub(crate) const MINE: Label = say("Моё", "Mine");
pub(crate) const THEIRS: Label = say("С диска", "From disk");
pub(crate) const NOTHING_THERE: Label = say("нет", "none");
pub(crate) const TWICE_TITLE: Label =
    say("Проект открыт в другом окне", "Another window has the project open");
pub(crate) const TWICE_TEXT: Label = say(
    "Если править в обоих окнах, Воронка объединит правки при сохранении и спросит о том, что изменено в обоих.",
    "If you change it in both windows, Voronka brings the changes together on saving and asks about what both changed.",
);
pub(crate) const LOOK_ONLY: Label = say("Только смотреть", "Only look");
pub(crate) const EDIT_TOO: Label = say("Править и здесь", "Change it here too");
pub(crate) const KEEP_RECOVERED: Label = say("Оставить", "Keep");
pub(crate) const DROP_RECOVERED: Label = say("Вернуть сохранённое", "Back to the saved");
pub(crate) const LOOKED_AT: Label = say(
    "Только просмотр: проект открыт в другом окне. Правки оттуда появятся здесь после сохранения.",
    "Only to look at: another window has the project open. Its changes come here once they are saved.",
);

// The workspace Growth.
pub(crate) const MESSENGERS: Label = say("Мессенджеры", "Messengers");
pub(crate) const MESSENGERS_HELP: Label = say(
    "Куда ведут ссылки и кнопки минилендинга.",
    "Where the links and the buttons of the minilanding lead.",
);
pub(crate) const ADD_MESSENGER: Label = say("Добавить в настройках…", "Add in the settings…");
pub(crate) const SET_IN_SETTINGS: Label = say("Изменить в настройках…", "Change in the settings…");
pub(crate) const LENT_ADDRESSES: Label =
    say("Взято из шаблона, впишите свои адреса:", "From the template, write your own addresses:");
pub(crate) const NO_ADDRESS: Label = say("адрес не указан", "no address");
pub(crate) const LANDING: Label = say("Минилендинг", "Minilanding");
pub(crate) const LANDING_HELP: Label = say(
    "Страница в один экран: что получит подписчик и кнопки мессенджеров.",
    "A page of one screen: what the subscriber gets, and the messenger buttons.",
);
pub(crate) const HEADLINE: Label = say("Заголовок", "Headline");
pub(crate) const PROMISE: Label = say("Зачем это подписчику", "Why take it");
pub(crate) const TICKS: Label = say("Польза, по одной в строке", "Benefits, one a line");
pub(crate) const AUTHOR: Label = say("Автор", "Author");
pub(crate) const ROLE: Label = say("Кто это", "Who that is");
pub(crate) const QUESTION: Label = say("Вопрос над кнопками", "Question over the buttons");
pub(crate) const LANDING_LINK: Label = say("Метка ссылок страницы", "Link that the page leads by");
pub(crate) const FIRST_LINK: Label = say("Первая из блоков «Вход»", "The first of the entries");
pub(crate) const QR_TITLE: Label = say("Надпись у QR-кода", "Caption of the QR code");
pub(crate) const QR_TEXT: Label = say("Пояснение у QR-кода", "Note at the QR code");
pub(crate) const LEGAL: Label = say("Юридическая строка", "Legal line");
pub(crate) const NO_LEGAL: Label = say("не заполнена", "not filled in");
pub(crate) const LINKS: Label = say("Ссылки и QR-коды", "Links and QR codes");
pub(crate) const LINKS_HELP: Label =
    say("Метки ссылок задаются в блоке «Вход»", "The payloads of links are set in the block “Entry”");
pub(crate) const EXPORT_BUTTON: Label = say("Записать файлы…", "Write the files…");
pub(crate) const PLAIN_LINK: Label = say("без метки", "no payload");
pub(crate) const COPY_LINK: Label = say("Скопировать", "Copy");
pub(crate) const OPEN_LINK: Label = say("Открыть в браузере", "Open in the browser");

/// How many projects more there are.
pub(crate) fn more_projects(count: usize) -> Words {
    Words::new(format!("Ещё {count}"), format!("{count} more"))
}
