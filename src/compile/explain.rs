//! Problems of the lowering as findings for the author.

use crate::blocks::{Problem, ProblemKind};
use crate::diag::{Anchor, Diagnostic, Severity, Words};
use crate::flow::{TemplateError, parse_date, parse_template, parse_weekdays, parse_window};
use crate::model::{BlockId, FieldKind, Label, Project, SYSTEM_FIELDS};

/// A problem of a block as a finding.
pub(super) fn problem(project: &Project, block: BlockId, problem: Problem) -> Diagnostic {
    let (code, message, hint) = words(project, &problem.kind);
    let at = if problem.prop.is_empty() {
        Anchor::Block(block)
    } else {
        Anchor::Prop { block, prop: problem.prop, row: problem.row }
    };
    let finding = Diagnostic::new(code, Severity::Error, at, message, hint);
    match problem.span {
        Some(span) => finding.with_span(span),
        None => finding,
    }
}

/// Code, message and hint.
type Said = (&'static str, Words, Words);

fn words(project: &Project, kind: &ProblemKind) -> Said {
    match kind {
        ProblemKind::UnknownField(name) => (
            "unknown-variable",
            Words::new(
                format!("Поля «{name}» нет в проекте: подписчик не увидит значения"),
                format!("The project has no field “{name}”: the subscriber will not see a value"),
            ),
            near(project, name),
        ),
        ProblemKind::UnknownTag(name) => (
            "unknown-tag",
            Words::new(
                format!("Тега «{name}» нет в проекте: он не поставится и не проверится"),
                format!("The project has no tag “{name}”: it is neither put on nor looked at"),
            ),
            Words::new("Выберите тег из списка или создайте его", "Choose a tag from the list or create it"),
        ),
        ProblemKind::UnknownFilter(name) => unknown_filter(name),
        ProblemKind::UnknownTable(name) => unknown_table(name),
        ProblemKind::UnknownColumn(name) => unknown_column(name),
        ProblemKind::UnknownListed(list, name) => unknown_listed(list, name),
        ProblemKind::BrokenPlace(text) => broken_place(text),
        ProblemKind::UnknownFunnel(name) => (
            "unknown-funnel",
            Words::new(
                format!("Воронки «{name}» нет или в ней нет блоков: разговор здесь оборвётся"),
                format!("There is no funnel “{name}”, or it has no blocks: the conversation ends here"),
            ),
            Words::new("Выберите воронку из списка", "Choose a funnel from the list"),
        ),
        ProblemKind::UnknownBlock(name) => (
            "unknown-step",
            Words::new(
                format!("Блока № {name} нет в проекте: сюда не прийти и отсюда ничего не узнать"),
                format!("The project has no block no. {name}: it can be neither gone to nor looked at"),
            ),
            Words::new("Выберите другой блок", "Choose another block"),
        ),
        ProblemKind::UnknownKind(name) => (
            "unknown-block",
            Words::new(
                format!("Вид блока «{name}» неизвестен: разговор здесь оборвётся"),
                format!("The kind of block “{name}” is unknown: the conversation ends here"),
            ),
            Words::new("Обновите программу или замените блок", "Update the program or replace the block"),
        ),
        ProblemKind::BrokenTemplate => (
            "broken-template",
            Words::new(
                "Скобки {{ }} не закрыты, пусты или стоят одни в других: подписчик не увидит значения",
                "The braces {{ }} are not closed, are empty or stand inside others: the subscriber will not see a value",
            ),
            Words::new("Напишите так: {{ имя | друг }}", "Write it so: {{ first_name | friend }}"),
        ),
        ProblemKind::BrokenFormula(expected) => broken_formula(expected),
        ProblemKind::BrokenTime(text) => broken_time(text),
        ProblemKind::OddCell(text, kind) => odd_cell(text, *kind),
        ProblemKind::OddValue(text, kind) => odd_value(text, *kind),
    }
}

/// A formula that does not read.
fn broken_formula(expected: &str) -> Said {
    let wanted = match expected {
        "value" => "значение",
        "number" => "число",
        "date" => "дата, например 31.12.2026",
        "time" => "время, например 10:30",
        "operator" => "знак действия",
        "closing quote" => "закрывающая кавычка",
        "closing bracket" => "закрывающая скобка ]",
        "tag name" => "имя тега",
        "event name" => "имя события",
        "end of formula" => "конец формулы",
        "fewer parentheses" => "меньше скобок",
        sign => sign,
    };
    (
        "broken-formula",
        Words::new(
            format!("Формула не читается, здесь нужно: {wanted}. Условие никогда не выполнится"),
            format!("The formula does not read, expected here: {expected}. The condition never holds"),
        ),
        Words::new("Пример: score >= 12 and has(\"лид\")", "Example: score >= 12 and has(\"lead\")"),
    )
}

/// A span or time that does not read.
fn broken_time(text: &str) -> Said {
    (
        "broken-time",
        Words::new(
            format!("«{text}» не читается как время: бот поступит так, будто здесь пусто"),
            format!("“{text}” does not read as a time: the bot acts as if nothing stood here"),
        ),
        Words::new(
            "Срок: 30m, 1h, 2d. Время: 10:00. Часы: 10:00-20:00. Дни: mon-fri. Дата: 2026-12-31",
            "Span: 30m, 1h, 2d. Time: 10:00. Hours: 10:00-20:00. Days: mon-fri. Date: 2026-12-31",
        ),
    )
}

/// A cell that its field cannot keep.
fn odd_cell(text: &str, kind: FieldKind) -> Said {
    let (what, sample) = held(kind);
    (
        "odd-cell",
        Words::new(
            format!("В столбце есть «{text}», а поле хранит {}: у этой строки оно останется пустым", what.ru),
            format!("The column has “{text}” and the field holds {}: for that row it stays empty", what.en),
        ),
        Words::new(
            format!("Исправьте ячейку ({sample}) или выберите поле с текстом"),
            format!("Mend the cell ({sample}) or choose a field that holds text"),
        ),
    )
}

/// A value that its field cannot keep or be compared with.
fn odd_value(text: &str, kind: FieldKind) -> Said {
    let (what, sample) = held(kind);
    (
        "odd-value",
        Words::new(
            format!("Здесь «{text}», а поле хранит {}: сравнить или посчитать его не выйдет", what.ru),
            format!(
                "“{text}” stands here and the field holds {}: it can be neither compared nor reckoned with",
                what.en
            ),
        ),
        Words::new(
            format!("Напишите по образцу: {sample}, или выберите поле с текстом"),
            format!("Write it like this: {sample}, or choose a field that holds text"),
        ),
    )
}

/// What a field of a kind holds, and how that is written.
fn held(kind: FieldKind) -> (Label, &'static str) {
    match kind {
        FieldKind::Number => (Label::new("число", "a number"), "1990, 12,5"),
        FieldKind::Flag => (Label::new("да или нет", "yes or no"), "да, нет, yes, no"),
        FieldKind::Date => (Label::new("дата", "a date"), "31.12.2026, 2026-12-31"),
        FieldKind::Time => (Label::new("время", "a time of day"), "10:30"),
        FieldKind::Moment => (Label::new("момент", "a moment"), "2026-12-31T07:00Z"),
        FieldKind::Text | FieldKind::List => (Label::new("текст", "a text"), "S, M"),
    }
}

/// Degrees that do not read.
fn broken_place(text: &str) -> Said {
    (
        "broken-place",
        Words::new(
            format!("«{text}» не читается как градусы: вместо карты подписчик получит адрес словами"),
            format!("“{text}” does not read as degrees: the subscriber gets the address in words, no map"),
        ),
        Words::new(
            "Скопируйте координаты с карты: 55.751244 и 37.618423",
            "Copy the coordinates from a map: 55.751244 and 37.618423",
        ),
    )
}

/// A way of showing a value that there is not.
fn unknown_filter(name: &str) -> Said {
    (
        "unknown-filter",
        Words::new(
            format!("Показать значение как «{name}» нельзя: подписчик увидит его как есть"),
            format!("A value cannot be shown as “{name}”: the subscriber sees it as it is"),
        ),
        Words::new(
            "Можно: дата, полная_дата, день_недели, время, деньги, с_большой, склонение(день, дня, дней)",
            "There are: date, full_date, weekday, time, money, capital, plural(day, days)",
        ),
    )
}

/// A table that the project does not have.
fn unknown_table(name: &str) -> Said {
    (
        "unknown-table",
        Words::new(
            format!("Таблицы «{name}» нет в проекте: блок ничего не найдёт"),
            format!("The project has no table “{name}”: the block will find nothing"),
        ),
        Words::new(
            format!("Положите файл tables/{name}.csv в папку проекта или выберите другую"),
            format!("Put a file tables/{name}.csv into the project folder or choose another"),
        ),
    )
}

/// A column that the table does not have.
fn unknown_column(name: &str) -> Said {
    (
        "unknown-column",
        Words::new(
            format!("В таблице нет столбца «{name}»: его значения не найдутся"),
            format!("The table has no column “{name}”: its values will not be found"),
        ),
        Words::new("Проверьте первую строку таблицы", "Look at the first line of the table"),
    )
}

/// A row that a list of the project does not have.
fn unknown_listed(list: &str, name: &str) -> Said {
    (
        "unknown-name",
        Words::new(
            format!("«{name}» нет в настройках проекта ({list}): блок не сработает"),
            format!("“{name}” is not in the project's settings ({list}): the block will not work"),
        ),
        Words::new(
            "Выберите из списка или добавьте в настройках",
            "Choose from the list or add it in the settings",
        ),
    )
}

/// Names the field that the author may have meant.
fn near(project: &Project, name: &str) -> Words {
    let own = project.fields.iter().map(|field| field.name.as_str());
    let known = own.chain(SYSTEM_FIELDS.iter().flat_map(|field| [field.name, field.alias]));
    // Another case is the same word; of two or three letters hardly any other is.
    let lowered = name.to_lowercase();
    let nearest = known.map(|known| (distance(&lowered, &known.to_lowercase()), known)).min();
    let most = match lowered.chars().count() {
        0..=2 => 0,
        3 => 1,
        letters => 1 + letters / 3,
    };
    match nearest {
        Some((far, known)) if far <= most => Words::new(
            format!("Возможно, вы имели в виду «{known}». Или создайте поле «{name}»"),
            format!("Did you mean “{known}”? Or create the field “{name}”"),
        ),
        Some(_) | None => Words::new(
            format!("Создайте поле «{name}» или выберите другое"),
            format!("Create the field “{name}” or choose another"),
        ),
    }
}

/// Levenshtein distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let substituted = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = substituted.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

/// What cannot be understood in the project's schedule and in its stop and start replies.
pub(super) fn schedule(project: &Project) -> Vec<Diagnostic> {
    let schedule = &project.schedule;
    let mut broken: Vec<&str> = Vec::new();
    if !schedule.quiet.trim().is_empty() && parse_window(&schedule.quiet).is_none() {
        broken.push(&schedule.quiet);
    }
    if !schedule.days.trim().is_empty() && parse_weekdays(&schedule.days).is_none() {
        broken.push(&schedule.days);
    }
    broken.extend(schedule.holidays.iter().filter(|date| parse_date(date).is_none()).map(String::as_str));
    let times = broken.into_iter().map(|text| ProblemKind::BrokenTime(text.to_owned()));
    let replies = [&project.words.stop_reply, &project.words.start_reply];
    let errors = replies
        .into_iter()
        .flat_map(|reply| parse_template(reply, |name| project.field(name).map(|f| f.0)).1);
    let templates = errors.map(|error| match error {
        TemplateError::UnknownField(name, _) => ProblemKind::UnknownField(name),
        TemplateError::UnknownFilter(name, _) => ProblemKind::UnknownFilter(name),
        TemplateError::Unclosed(_) | TemplateError::Nested(_) | TemplateError::Empty(_) => {
            ProblemKind::BrokenTemplate
        }
    });
    let found = times.chain(templates).map(|kind| {
        let (code, message, hint) = words(project, &kind);
        Diagnostic::new(code, Severity::Error, Anchor::Project, message, hint)
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FieldDef, FieldId};

    #[test]
    fn a_hint_names_a_field_that_may_have_been_meant_and_no_stranger() {
        let mut project = Project::new("п");
        for (at, name) in ["n", "b", "имя2", "город"].into_iter().enumerate() {
            let id = FieldId(FieldId::FIRST_OWN.0 + at as u16);
            project.fields.push(FieldDef { id, name: name.into(), kind: FieldKind::Text, default: None });
        }
        for (written, meant) in [
            ("N", Some("n")),
            ("ИМЯ2", Some("имя2")),
            ("горд", Some("город")),
            ("Имя", Some("имя")),
            ("нет", None),
            ("x", None),
            ("доставка", None),
        ] {
            let hint = near(&project, written).ru;
            let said =
                hint.split_once("в виду «").and_then(|rest| rest.1.split_once('»')).map(|named| named.0);
            assert_eq!(said, meant, "{written}: {hint}");
        }
    }
}
