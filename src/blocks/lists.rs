//! Lists of a project: named things that blocks refer to. One form each, one line in [`LIST_TYPES`].

use super::parts::field;
use super::rules::{JOIN, RULE_FORM};
use crate::model::{Choice, Form, FormField, Label, Shape};

/// A list of a project.
#[derive(Debug)]
pub struct ListType {
    /// Name in the file, such as `segments`.
    pub name: &'static str,
    /// Name on the screen.
    pub label: Label,
    /// What a row is.
    pub form: &'static Form,
}

/// Every list, in the order of the settings.
pub static LIST_TYPES: &[&ListType] = &[&SEGMENTS, &CALENDARS, &TEAM, &BROADCASTS];

const NAME: FormField = field(
    "name",
    Label::new("Название", "Name"),
    Label::new("Как назвать; одно в своём списке", "What to call it; the only one of its list"),
    Shape::Line,
);

/// How the groups of a segment go together.
static JOIN_GROUPS: &[Choice] = &[
    Choice { name: "all", label: Label::new("Все группы", "All groups") },
    Choice { name: "any", label: Label::new("Любая группа", "Any group") },
];

static GROUP_FORM: Form = Form {
    name: "group",
    fields: &[
        field(
            "join",
            Label::new("Должны выполняться", "What must hold"),
            Label::new("Все условия группы или любое", "All rules of the group or any"),
            Shape::Choice(JOIN),
        ),
        field(
            "not",
            Label::new("Кроме таких", "All but these"),
            Label::new("Берёт всех, кому группа не подходит", "Takes everybody whom the group does not fit"),
            Shape::Flag,
        ),
        field(
            "rules",
            Label::new("Условия", "Rules"),
            Label::new("Условия группы", "Rules of the group"),
            Shape::List(&RULE_FORM),
        ),
    ],
};

static SEGMENTS: ListType = ListType {
    name: "segments",
    label: Label::new("Сегменты", "Segments"),
    form: &Form {
        name: "segment",
        fields: &[
            NAME,
            field(
                "join",
                Label::new("Должны подходить", "What must fit"),
                Label::new("Все группы или любая", "All groups or any"),
                Shape::Choice(JOIN_GROUPS),
            ),
            field(
                "groups",
                Label::new("Группы условий", "Groups of rules"),
                Label::new("Кого взять", "Whom to take"),
                Shape::List(&GROUP_FORM),
            ),
            field(
                "formula",
                Label::new("Формула", "Formula"),
                Label::new("Вместо групп", "Instead of groups"),
                Shape::Formula,
            ),
        ],
    },
};

static CALENDARS: ListType = ListType {
    name: "calendars",
    label: Label::new("Календари записи", "Booking calendars"),
    form: &Form {
        name: "calendar",
        fields: &[
            NAME,
            field(
                "hours",
                Label::new("Часы приёма", "Opening hours"),
                Label::new("10:00-20:00 по времени проекта", "10:00-20:00 on the project's clock"),
                Shape::Window,
            ),
            field(
                "days",
                Label::new("Дни приёма", "Opening days"),
                Label::new("mon-sat; пусто — каждый день", "mon-sat; empty for every day"),
                Shape::Weekdays,
            ),
            field(
                "slot",
                Label::new("Длина приёма", "Length of a slot"),
                Label::new("30m, 1h", "30m, 1h"),
                Shape::Duration,
            ),
            field(
                "places",
                Label::new("Мест на одно время", "Places in a slot"),
                Label::new("Сколько человек принять сразу", "How many people at a time"),
                Shape::Int { min: 1, max: 10_000, default: 1 },
            ),
            field(
                "ahead",
                Label::new("На сколько вперёд", "How far ahead"),
                Label::new("За сколько дней открыта запись: 14d", "How many days can be booked: 14d"),
                Shape::Duration,
            ),
            field(
                "notice",
                Label::new("Не позднее чем за", "At least before"),
                Label::new(
                    "За сколько до начала запись закрыта: 2h",
                    "How long before its start a slot closes: 2h",
                ),
                Shape::Duration,
            ),
        ],
    },
};

static TEAM: ListType = ListType {
    name: "team",
    label: Label::new("Команда", "Team"),
    form: &Form {
        name: "person",
        fields: &[
            NAME,
            field(
                "topics",
                Label::new("Темы", "Topics"),
                Label::new("Какие темы ведёт; пусто — любые", "Which topics; empty for any"),
                Shape::Lines,
            ),
            field(
                "languages",
                Label::new("Языки", "Languages"),
                Label::new("ru, en; пусто — любые", "ru, en; empty for any"),
                Shape::Lines,
            ),
            field(
                "hours",
                Label::new("Часы работы", "Working hours"),
                Label::new("09:00-18:00 по времени проекта", "09:00-18:00 on the project's clock"),
                Shape::Window,
            ),
            field(
                "days",
                Label::new("Дни работы", "Working days"),
                Label::new("mon-fri", "mon-fri"),
                Shape::Weekdays,
            ),
            field(
                "load",
                Label::new("Разговоров сразу", "Conversations at once"),
                Label::new(
                    "Больше не получит, пока не закончит; 0 — без предела",
                    "Gets no more before finishing one; 0 for no limit",
                ),
                Shape::Int { min: 0, max: 1_000, default: 0 },
            ),
        ],
    },
};

static BROADCASTS: ListType = ListType {
    name: "broadcasts",
    label: Label::new("Рассылки", "Broadcasts"),
    form: &Form {
        name: "broadcast",
        fields: &[
            NAME,
            field(
                "segment",
                Label::new("Кому", "To whom"),
                Label::new(
                    "Сегмент на момент отправки; пусто — всем подписанным",
                    "The segment when it is sent; empty for all subscribed",
                ),
                Shape::Named("segments"),
            ),
            field(
                "date",
                Label::new("Дата", "Date"),
                Label::new("День отправки; пусто — по команде", "The day it is sent; empty for when told to"),
                Shape::Date,
            ),
            field(
                "at",
                Label::new("Время", "Time"),
                Label::new("10:00 по времени подписчика", "10:00 on the subscriber's clock"),
                Shape::TimeOfDay,
            ),
        ],
    },
};

/// The list of that name.
pub fn list_type(name: &str) -> Option<&'static ListType> {
    LIST_TYPES.iter().find(|list| list.name == name).copied()
}
