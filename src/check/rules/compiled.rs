//! What the compiler could not understand, with the reasons for the manual.

use crate::check::lists::broken_times;
use crate::check::{Reads, Rule};
use crate::model::Label;

/// Why names matter that nothing answers to.
const NO_VALUE: Label = Label::new(
    "Вместо значения подписчик увидит запасной текст или пустое место.",
    "In place of the value the subscriber sees the fallback or nothing.",
);
const NO_WAY: Label = Label::new(
    "Разговор оборвётся: подписчик не получит следующего сообщения.",
    "The conversation breaks off: the subscriber gets no further message.",
);

pub(super) static UNKNOWN_VARIABLE: Rule = Rule {
    code: "unknown-variable",
    label: Label::new("Неизвестное поле в тексте или формуле", "An unknown field in a text or formula"),
    why: NO_VALUE,
    fix: Label::new("Исправьте имя или создайте поле.", "Correct the name, or create the field."),
    reads: Reads::Project,
    check: |context| context.compiled(UNKNOWN_VARIABLE.code),
};

pub(super) static UNKNOWN_TAG: Rule = Rule {
    code: "unknown-tag",
    label: Label::new("Неизвестный тег", "An unknown tag"),
    why: Label::new(
        "Тег не поставится, условие с ним не выполнится: подписчик пойдёт не той дорогой.",
        "The tag is not put on and a condition on it never holds: the subscriber goes the wrong way.",
    ),
    fix: Label::new("Выберите тег из списка или создайте его.", "Choose a tag from the list, or create it."),
    reads: Reads::Project,
    check: |context| context.compiled(UNKNOWN_TAG.code),
};

pub(super) static UNKNOWN_FUNNEL: Rule = Rule {
    code: "unknown-funnel",
    label: Label::new("Переход в воронку, которой нет", "Going to a funnel that is not there"),
    why: NO_WAY,
    fix: Label::new("Выберите воронку, в которой есть блоки.", "Choose a funnel that has blocks."),
    reads: Reads::Project,
    check: |context| context.compiled(UNKNOWN_FUNNEL.code),
};

pub(super) static UNKNOWN_STEP: Rule = Rule {
    code: "unknown-step",
    label: Label::new("Назван блок, которого нет", "A block is named that is not there"),
    why: Label::new(
        "Переход оборвёт разговор, а ожидание события не закончится.",
        "A transition breaks the conversation off, and the wait for an event does not end.",
    ),
    fix: Label::new("Выберите другой блок.", "Choose another block."),
    reads: Reads::Project,
    check: |context| context.compiled(UNKNOWN_STEP.code),
};

pub(super) static UNKNOWN_BLOCK: Rule = Rule {
    code: "unknown-block",
    label: Label::new("Неизвестный вид блока", "An unknown kind of block"),
    why: NO_WAY,
    fix: Label::new("Обновите программу или замените блок.", "Update the program, or replace the block."),
    reads: Reads::Project,
    check: |context| context.compiled(UNKNOWN_BLOCK.code),
};

pub(super) static BROKEN_TEMPLATE: Rule = Rule {
    code: "broken-template",
    label: Label::new("Скобки {{ }} не закрыты или пусты", "Braces {{ }} are not closed or empty"),
    why: NO_VALUE,
    fix: Label::new("Напишите так: {{ имя | друг }}.", "Write it so: {{ first_name | friend }}."),
    reads: Reads::Project,
    check: |context| context.compiled(BROKEN_TEMPLATE.code),
};

pub(super) static BROKEN_FORMULA: Rule = Rule {
    code: "broken-formula",
    label: Label::new("Формула не читается", "A formula does not read"),
    why: Label::new(
        "Условие никогда не выполнится, значение не посчитается: подписчик пойдёт не той дорогой.",
        "The condition never holds and the value is not computed: the subscriber goes the wrong way.",
    ),
    fix: Label::new("Пример: score >= 12 and has(\"лид\").", "Example: score >= 12 and has(\"lead\")."),
    reads: Reads::Project,
    check: |context| context.compiled(BROKEN_FORMULA.code),
};

pub(super) static BROKEN_TIME: Rule = Rule {
    code: "broken-time",
    label: Label::new("Время не читается", "A time does not read"),
    why: Label::new(
        "Бот поступит так, будто время не указано: напишет сразу, возможно ночью, или запишет на нерабочий час.",
        "The bot acts as if no time were given: it writes at once, perhaps at night, or books an hour off work.",
    ),
    fix: Label::new(
        "Срок: 30m, 1h, 2d. Время: 10:00. Часы: 10:00-20:00. Дни: mon-fri. Дата: 2026-12-31.",
        "Span: 30m, 1h, 2d. Time: 10:00. Hours: 10:00-20:00. Days: mon-fri. Date: 2026-12-31.",
    ),
    reads: Reads::Project,
    check: |context| {
        let mut found = context.compiled(BROKEN_TIME.code);
        found.extend(broken_times(context.project, BROKEN_TIME.code));
        found
    },
};

pub(super) static ODD_CELL: Rule = Rule {
    code: "odd-cell",
    label: Label::new("Ячейка не подходит полю", "A cell does not fit its field"),
    why: Label::new(
        "Поле подписчика останется пустым: ни даты, ни суммы бот не узнает и не покажет.",
        "The subscriber's field stays empty: the bot neither knows nor shows the date or the sum.",
    ),
    fix: Label::new(
        "Исправьте ячейку таблицы или выберите поле другого вида.",
        "Mend the cell of the table or choose a field of another kind.",
    ),
    reads: Reads::Project,
    check: |context| context.compiled(ODD_CELL.code),
};

pub(super) static ODD_VALUE: Rule = Rule {
    code: "odd-value",
    label: Label::new("Значение не подходит полю", "A value does not fit its field"),
    why: Label::new(
        "Условие не выполнится, сумма не сложится, а подписчик увидит не то, что задумано.",
        "The condition does not hold, the sum does not add up, and the subscriber sees something else.",
    ),
    fix: Label::new(
        "Напишите значение того вида, который хранит поле, или выберите другое поле.",
        "Write a value of the kind that the field holds, or choose another field.",
    ),
    reads: Reads::Project,
    check: |context| context.compiled(ODD_VALUE.code),
};

pub(super) static BROKEN_PLACE: Rule = Rule {
    code: "broken-place",
    label: Label::new("Координаты не читаются", "Coordinates do not read"),
    why: Label::new(
        "Подписчик получит адрес словами и не откроет маршрут.",
        "The subscriber gets the address in words and cannot open a route.",
    ),
    fix: Label::new(
        "Скопируйте координаты с карты: 55.751244 и 37.618423.",
        "Copy the coordinates from a map: 55.751244 and 37.618423.",
    ),
    reads: Reads::Project,
    check: |context| context.compiled(BROKEN_PLACE.code),
};
