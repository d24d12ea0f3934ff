//! HTTP request: asks the outside world and goes on by success or failure.

use super::outside::{members, saves};
use super::parts::field;
use super::{BlockType, Caption, ExitKind, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{CallPlan, Method, Op, Service};
use crate::model::{Block, Choice, Exit, Form, Label, Shape};

/// How long a request may take when the author does not say: long enough for a slow CRM.
const TIMEOUT_MS: u32 = 10_000;

static METHODS: &[Choice] = &[
    Choice { name: "post", label: Label::new("POST", "POST") },
    Choice { name: "get", label: Label::new("GET", "GET") },
    Choice { name: "put", label: Label::new("PUT", "PUT") },
    Choice { name: "patch", label: Label::new("PATCH", "PATCH") },
    Choice { name: "delete", label: Label::new("DELETE", "DELETE") },
];

/// A name and a value.
pub(super) static PAIR_FORM: Form = Form {
    name: "pair",
    fields: &[
        field(
            "name",
            Label::new("Имя", "Name"),
            Label::new("Имя заголовка или поля", "Name of the header or member"),
            Shape::Line,
        ),
        field(
            "value",
            Label::new("Значение", "Value"),
            Label::new("Можно с полями в {{ }}", "May hold fields in {{ }}"),
            Shape::Line,
        ),
    ],
};

/// A value of an answer and the field that keeps it.
pub(super) static SAVE_FORM: Form = Form {
    name: "saved value",
    fields: &[
        field(
            "path",
            Label::new("Что взять", "What to take"),
            Label::new("Путь в ответе: data.items.0.id", "Path in the answer: data.items.0.id"),
            Shape::Line,
        ),
        field(
            "field",
            Label::new("Сохранить в поле", "Keep in field"),
            Label::new("Куда записать", "Where to keep it"),
            Shape::Field,
        ),
    ],
};

static FORM: Form = Form {
    name: "block http",
    fields: &[
        field(
            "method",
            Label::new("Метод", "Method"),
            Label::new("Что сделать по адресу", "What to do at the address"),
            Shape::Choice(METHODS),
        ),
        field(
            "url",
            Label::new("Адрес", "Address"),
            Label::new("Куда отправить запрос", "Where the request goes"),
            Shape::Url,
        ),
        field(
            "headers",
            Label::new("Заголовки", "Headers"),
            Label::new(
                "Без секретов: они хранятся не в проекте",
                "Without secrets: those are not kept in a project",
            ),
            Shape::List(&PAIR_FORM),
        ),
        field(
            "body",
            Label::new("Тело", "Body"),
            Label::new("Поля объекта JSON", "Members of a JSON object"),
            Shape::List(&PAIR_FORM),
        ),
        field(
            "save",
            Label::new("Что сохранить из ответа", "What to keep of the answer"),
            Label::new("Значения ответа в полях подписчика", "Values of the answer in fields"),
            Shape::List(&SAVE_FORM),
        ),
        field(
            "timeout",
            Label::new("Сколько ждать ответа", "How long to wait"),
            Label::new("По умолчанию 10s", "10s by default"),
            Shape::Duration,
        ),
    ],
};

/// Asks the outside world.
pub(super) static HTTP: BlockType = BlockType {
    name: "http",
    family: Family::Action,
    icon: "webhook",
    label: Label::new("Запрос / вебхук", "Request / webhook"),
    summary: Label::new(
        "Отправляет данные на сайт или в CRM и ждёт ответ",
        "Sends data to a site or CRM and waits for the answer",
    ),
    also: Label::new(
        "API, интеграция, внешний сервис, webhook",
        "API, integration, external service, webhook",
    ),
    form: &FORM,
    exits: |_| {
        let exit = |name, label| ExitSpec {
            exit: Exit::new(name),
            caption: Caption::Fixed(label),
            kind: ExitKind::Branch,
        };
        vec![
            exit("next", Label::new("Получилось", "Success")),
            exit("fail", Label::new("Не получилось", "Failure")),
        ]
    },
    preview: |block: &Block| {
        vec![PreviewLine::Muted(
            Label::new(method(block).name(), method(block).name()),
            block.text("url").to_owned(),
        )]
    },
    lower,
};

fn method(block: &Block) -> Method {
    match block.text("method") {
        "get" => Method::Get,
        "put" => Method::Put,
        "patch" => Method::Patch,
        "delete" => Method::Delete,
        _ => Method::Post,
    }
}

fn lower(lower: &mut Lower<'_>) {
    let block = lower.block;
    let ok = lower.exit(&Exit::next(), true);
    let fail = lower.exit(&Exit::new("fail"), true);
    lower.begin();
    lower.reading("url", None);
    let url = lower.plain(block.text("url").trim());
    let (headers, body) = (members(lower, "headers"), members(lower, "body"));
    let save = saves(lower, "save");
    let timeout_ms = match lower.millis("timeout") {
        0 => TIMEOUT_MS,
        millis => millis,
    };
    let plan = CallPlan {
        service: Service::Http,
        act: String::new(),
        method: method(block),
        url,
        headers,
        body,
        timeout_ms,
        save,
        ok,
        outcomes: Vec::new(),
        fail,
    };
    lower.flow().calls.push(plan);
    let call = lower.flow().calls.len() - 1;
    lower.op(Op::Call(call as u32));
}
