//! Every rule finds its mistake and keeps silent beside it; the manual is the registry in print.

use std::collections::BTreeSet;
use std::path::Path;
use voronka::blocks::{BLOCK_TYPES, LIST_TYPES};
use voronka::check::{Known, MediaSizes, RULES, check, manual};
use voronka::compile::compile;
use voronka::diag::{Anchor, Diagnostic, Severity};
use voronka::model::{
    Block, BlockId, ChannelSetting, Exit, FieldDef, FieldId, FieldKind, Form, FormField, Funnel, FunnelName,
    Layer, Project, Prop, Record, Shape, Table, TagDef, TagId, days_from_civil, print_of,
};
use voronka::zones;

/// A project, the files beside it.
struct Case {
    project: Project,
    media: MediaSizes,
}

impl Case {
    /// A small funnel that nothing is wrong with: entry 1 → message 2 with two buttons → question 3 → end 4.
    fn sound() -> Self {
        let mut project = Project::new("Проба");
        project.channels = vec![ChannelSetting { channel: "telegram".into(), address: "sever_bot".into() }];
        project.fields = vec![FieldDef {
            id: FieldId::FIRST_OWN,
            name: "email".into(),
            kind: FieldKind::Text,
            default: None,
        }];
        let mut case = Self { project, media: MediaSizes::new() };
        case.put(1, "entry", &[("next", 2)]);
        case.lines(1, "links", &["checklist"]);
        case.put(2, "message", &[("yes", 3), ("no", 4)]);
        case.text(2, "text", "Прислать чек-лист, {{ имя | друг }}?");
        case.rows(2, "buttons", &[&[("key", "yes"), ("label", "Да")], &[("key", "no"), ("label", "Нет")]]);
        case.put(3, "question", &[("next", 4), ("fail", 4)]);
        case.text(3, "text", "Куда прислать?");
        case.text(3, "answer", "email");
        case.text(3, "field", "email");
        case.put(4, "end", &[]);
        case.put(90, "entry", &[("next", 4)]);
        case.flag(90, "default");
        case
    }

    fn funnel(&mut self) -> &mut Funnel {
        &mut self.project.funnels[0]
    }

    fn block(&mut self, id: u32) -> &mut Block {
        self.project
            .funnels
            .iter_mut()
            .find_map(|funnel| funnel.blocks.get_mut(&BlockId(id)))
            .expect("a block")
    }

    fn put(&mut self, id: u32, kind: &str, exits: &[(&str, u32)]) {
        let mut block = Block::new(kind);
        block.exits = exits.iter().map(|(exit, to)| (Exit::new(*exit), BlockId(*to))).collect();
        self.funnel().blocks.insert(BlockId(id), block);
    }

    fn remove(&mut self, id: u32) {
        self.funnel().blocks.remove(&BlockId(id));
    }

    fn wire(&mut self, id: u32, exit: &str, to: u32) {
        self.block(id).exits.insert(Exit::new(exit), BlockId(to));
    }

    fn unwire(&mut self, id: u32, exit: &str) {
        self.block(id).exits.remove(&Exit::new(exit));
    }

    fn text(&mut self, id: u32, prop: &str, text: &str) {
        self.block(id).props.insert(prop.into(), Prop::Text(text.into()));
    }

    fn int(&mut self, id: u32, prop: &str, int: i64) {
        self.block(id).props.insert(prop.into(), Prop::Int(int));
    }

    fn flag(&mut self, id: u32, prop: &str) {
        self.block(id).props.insert(prop.into(), Prop::Flag(true));
    }

    fn lines(&mut self, id: u32, prop: &str, lines: &[&str]) {
        let lines = lines.iter().map(|line| (*line).to_owned()).collect();
        self.block(id).props.insert(prop.into(), Prop::Lines(lines));
    }

    fn rows(&mut self, id: u32, prop: &str, rows: &[&[(&str, &str)]]) {
        let record = |row: &&[(&str, &str)]| -> Record {
            row.iter().map(|(name, text)| ((*name).to_owned(), Prop::Text((*text).into()))).collect()
        };
        self.block(id).props.insert(prop.into(), Prop::List(rows.iter().map(record).collect()));
    }

    fn arms(&mut self, id: u32, weights: &[i64]) {
        let arm = |(at, weight): (usize, &i64)| -> Record {
            let text = |text: &str| Prop::Text(format!("{text}{at}"));
            [("key".to_owned(), text("k")), ("label".to_owned(), text("Вариант "))]
                .into_iter()
                .chain([("weight".to_owned(), Prop::Int(*weight))])
                .collect()
        };
        let arms = weights.iter().enumerate().map(arm).collect();
        self.block(id).props.insert("arms".into(), Prop::List(arms));
    }

    /// Message 2 becomes a plain one that leads on.
    fn plain(&mut self, to: u32) {
        self.put(2, "message", &[("next", to)]);
        self.text(2, "text", "Привет");
    }

    /// When the first calendar is open.
    fn open(&mut self, hours: &str) {
        let rows = self.project.lists.get_mut("calendars").expect("calendars");
        rows[0].insert("hours".into(), Prop::Text(hours.into()));
    }

    /// A row of a list of the project.
    fn list(&mut self, list: &str, row: &[(&str, &str)]) {
        self.project.lists.entry(list.into()).or_default().push(record(row));
    }

    fn many_buttons(&mut self, count: usize, label: &str) {
        let keys: Vec<_> = (0..count).map(|at| format!("k{at}")).collect();
        let rows: Vec<[(&str, &str); 2]> =
            keys.iter().map(|key| [("key", key.as_str()), ("label", label)]).collect();
        let rows: Vec<&[(&str, &str)]> = rows.iter().map(|row| row.as_slice()).collect();
        self.rows(2, "buttons", &rows);
        self.block(2).exits = keys.iter().map(|key| (Exit::new(key.clone()), BlockId(3))).collect();
    }

    /// What another language says.
    fn translate(&mut self, layer: &str, texts: &[(&str, &str)]) {
        let texts = texts.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
        self.project.layers.push(Layer { name: layer.to_owned(), texts, ..Layer::default() });
    }

    /// What the project said when a text of a layer was written.
    fn written_to(&mut self, layer: &str, key: &str, original: &str) {
        let layer = self.project.layers.iter_mut().find(|other| other.name == layer).expect("a layer");
        layer.originals.insert(key.into(), print_of(original));
    }

    fn use_channel(&mut self, channel: &str, address: &str) {
        self.project.channels = vec![ChannelSetting { channel: channel.into(), address: address.into() }];
    }

    fn findings(&self) -> Vec<Diagnostic> {
        let known = Known {
            media: Some(&self.media),
            is_zone: Some(zones::is_known),
            today: Some(days_from_civil(2026, 11, 22)),
            ..Known::default()
        };
        check(&self.project, &compile(&self.project), known)
    }
}

/// A whole translation of the sound case.
const WHOLE: &[(&str, &str)] = &[
    ("2.text", "Shall I send the checklist, {{ first_name | friend }}?"),
    ("2.buttons.yes.label", "Yes"),
    ("2.buttons.no.label", "No"),
    ("3.text", "Where to?"),
];

/// A rule's code, the block that is blamed (0 for the project or a funnel), what makes the rule speak, and
/// what is close to that and right.
type Row = (&'static str, u32, fn(&mut Case), fn(&mut Case));

const ROWS: &[Row] = &[
    (
        "button-leads-nowhere",
        2,
        |c| c.unwire(2, "no"),
        |c| {
            c.rows(
                2,
                "buttons",
                &[
                    &[("key", "yes"), ("label", "Да")],
                    &[("key", "w"), ("label", "Сайт"), ("url", "https://a.ru")],
                ],
            );
        },
    ),
    ("button-leads-nowhere", 2, |c| c.wire(2, "no", 99), |_| {}),
    (
        "branch-leads-nowhere",
        3,
        |c| c.unwire(3, "fail"),
        |c| {
            c.unwire(3, "fail");
            c.block(3).props.insert("attempts".into(), Prop::Int(0));
        },
    ),
    (
        "timeout-leads-nowhere",
        2,
        |c| c.text(2, "timeout", "1d"),
        |c| {
            c.text(2, "timeout", "1d");
            c.wire(2, "timeout", 4);
        },
    ),
    ("entry-leads-nowhere", 1, |c| c.block(1).exits.clear(), |_| {}),
    ("delay-leads-nowhere", 5, |c| delay(c, &[]), |c| delay(c, &[("next", 4)])),
    (
        "unreachable-block",
        5,
        |c| {
            c.put(5, "message", &[("next", 4)]);
            c.text(5, "text", "Меня не видно");
        },
        |c| {
            c.put(5, "message", &[("next", 4)]);
            c.text(5, "text", "Меня видно");
            c.wire(2, "no", 5);
        },
    ),
    (
        "loop-without-wait",
        2,
        |c| {
            c.plain(5);
            c.put(5, "message", &[("next", 2)]);
            c.text(5, "text", "И снова");
        },
        |c| {
            c.plain(5);
            c.put(5, "message", &[("next", 6)]);
            c.text(5, "text", "До завтра");
            c.put(6, "delay", &[("next", 2)]);
            c.text(6, "duration", "1d");
        },
    ),
    (
        "loop-without-wait",
        2,
        |c| {
            c.plain(6);
            c.put(6, "delay", &[("next", 2)]);
        },
        |c| {
            c.wire(2, "no", 2);
        },
    ),
    (
        "no-entry",
        0,
        |c| {
            c.remove(1);
            c.remove(90);
        },
        |c| c.funnel().blocks.clear(),
    ),
    (
        "entry-never-starts",
        5,
        |c| second_entry(c, "main"),
        |c| {
            second_entry(c, "main");
            c.lines(5, "keywords", &["анкета"]);
        },
    ),
    (
        "entry-never-starts",
        5,
        |c| {
            begun_by(c, "event_entry");
            c.text(5, "what", "own");
        },
        |c| {
            begun_by(c, "event_entry");
            c.text(5, "what", "own");
            c.text(5, "name", "crm_won");
        },
    ),
    (
        "entry-never-starts",
        5,
        |c| begun_by(c, "time_entry"),
        |c| {
            begun_by(c, "time_entry");
            c.text(5, "when", "silence");
            c.text(5, "silence", "30d");
        },
    ),
    (
        "duplicate-trigger",
        7,
        |c| {
            begun_by(c, "comment_entry");
            c.put(7, "comment_entry", &[("next", 6)]);
        },
        |c| {
            begun_by(c, "comment_entry");
            c.put(7, "comment_entry", &[("next", 6)]);
            c.lines(7, "keywords", &["обман"]);
        },
    ),
    (
        "duplicate-trigger",
        5,
        |c| {
            second_entry(c, "main");
            c.lines(5, "links", &["checklist"]);
        },
        |c| {
            second_entry(c, "main");
            c.lines(5, "links", &["quiz"]);
        },
    ),
    (
        "duplicate-trigger",
        5,
        |c| {
            c.lines(1, "keywords", &["Чек-лист"]);
            second_entry(c, "main");
            c.lines(5, "keywords", &["анкета", "чек-лист!"]);
        },
        |c| {
            second_entry(c, "main");
            c.lines(5, "keywords", &["анкета", "чек-лист!"]);
        },
    ),
    (
        "duplicate-trigger",
        1,
        |c| c.lines(1, "keywords", &["Стоп"]),
        |c| c.lines(1, "keywords", &["Остановка"]),
    ),
    (
        "duplicate-trigger",
        5,
        |c| {
            c.remove(90);
            c.flag(1, "default");
            second_entry(c, "main");
            c.flag(5, "default");
        },
        |c| {
            c.remove(90);
            second_entry(c, "main");
            c.flag(5, "default");
        },
    ),
    (
        "empty-funnel",
        0,
        |c| c.project.funnels.push(funnel("later")),
        |c| {
            c.project.funnels.push(funnel("later"));
            second_entry(c, "later");
            c.lines(5, "commands", &["later"]);
        },
    ),
    (
        "empty-message",
        2,
        |c| c.text(2, "text", " \n"),
        |c| {
            c.text(2, "text", "");
            c.text(2, "media", "a.png");
            c.media.insert("a.png".into(), 1);
        },
    ),
    ("empty-message", 3, |c| c.text(3, "text", ""), |_| {}),
    (
        "empty-label",
        2,
        |c| {
            c.rows(2, "buttons", &[&[("key", "yes"), ("label", "Да")], &[("key", "no"), ("label", " ")]]);
        },
        |_| {},
    ),
    ("question-without-field", 3, |c| c.text(3, "field", ""), |_| {}),
    ("unfinished-block", 5, |c| send(c, "place", &["lat"]), |c| send(c, "place", &["lat", "lon"])),
    ("unfinished-block", 5, |c| send(c, "contact", &[]), |c| send(c, "contact", &["phone"])),
    ("unfinished-block", 5, |c| send(c, "magnet", &["url"]), |_| {}),
    ("unfinished-block", 5, |c| send(c, "cards", &[]), |_| {}),
    (
        "unfinished-button",
        2,
        |c| button(c, &[("key", "tel"), ("label", "Позвонить"), ("kind", "call")]),
        |c| button(c, &[("key", "tel"), ("label", "Позвонить"), ("kind", "call"), ("value", "+79990000000")]),
    ),
    (
        "broken-place",
        5,
        |c| {
            send(c, "place", &["lon"]);
            c.text(5, "lat", "91");
        },
        |c| send(c, "place", &["lat", "lon"]),
    ),
    (
        "odd-value",
        5,
        |c| changes(c, &[("act", "set"), ("field", "визит"), ("value", "31.02.2026")]),
        |c| changes(c, &[("act", "set"), ("field", "визит"), ("value", "28.02.2026")]),
    ),
    ("odd-value", 2, |c| compares(c, "баллы", "девять"), |c| compares(c, "баллы", "9")),
    (
        "odd-value",
        5,
        |c| changes(c, &[("act", "add"), ("field", "баллы"), ("value", "пять")]),
        |c| changes(c, &[("act", "add"), ("field", "email"), ("value", "пять")]),
    ),
    ("field-kind", 3, |c| keeps(c, "question", "field", "баллы"), |c| keeps(c, "question", "field", "email")),
    ("field-kind", 5, |c| keeps(c, "booking", "field", "визит"), |c| keeps(c, "booking", "field", "приём")),
    ("field-kind", 5, |c| keeps(c, "cart", "cart", "баллы"), |c| keeps(c, "cart", "cart", "корзина")),
    ("wrong-amount", 5, |c| sells(c, "4 990 ₽"), |c| sells(c, "4 990")),
    ("wrong-amount", 5, |c| sells(c, "0"), |c| sells(c, "0,5")),
    ("wrong-amount", 5, |c| sells(c, ""), |c| sells(c, "{{ баллы }}")),
    ("wrong-amount", 5, |c| puts_in_cart(c, ""), |c| puts_in_cart(c, "{{ баллы }}")),
    ("wrong-amount", 5, |c| puts_in_cart(c, "дёшево"), |c| puts_in_cart(c, "990")),
    ("list-too-long", 5, |c| offers(c, 301), |c| offers(c, 300)),
    ("empty-message", 3, |c| c.text(3, "text", ""), |c| keeps(c, "booking", "field", "приём")),
    ("loop-without-wait", 5, |c| calls_itself(c, "event"), |c| calls_itself(c, "set")),
    ("loop-without-wait", 5, |c| tags_itself(c, true), |c| tags_itself(c, false)),
    ("broken-time", 0, |c| calendar(c, "hours", "утром"), |c| calendar(c, "hours", "10:00-20:00")),
    ("broken-time", 0, |c| calendar(c, "slot", "0m"), |c| calendar(c, "slot", "30m")),
    (
        "broken-time",
        0,
        |c| (c.project.schedule.cap, c.project.schedule.cap_per) = (2, "чушь".into()),
        |c| (c.project.schedule.cap, c.project.schedule.cap_per) = (2, "7d".into()),
    ),
    (
        "broken-template",
        2,
        |c| c.text(2, "text", "Привет, {{ имя | {{ ник | друг }} }}!"),
        |c| c.text(2, "text", "Привет, {{ имя | друг }}!"),
    ),
    ("no-default-reply", 0, |c| c.remove(90), |_| ()),
    ("odd-cell", 5, |c| looked_up(c, "скоро"), |c| looked_up(c, "31.12.2026")),
    ("split-without-weights", 5, |c| split(c, &[0, 0]), |c| split(c, &[0, 1])),
    ("split-without-weights", 5, |c| split(c, &[]), |c| split(c, &[1])),
    ("split-without-weights", 5, |c| random(c, &[0, 0]), |c| random(c, &[0, 1])),
    ("unknown-exit", 2, |c| c.wire(2, "чушь", 4), |c| c.wire(2, "timeout", 4)),
    ("unknown-exit", 2, |c| c.wire(2, "past", 4), |c| c.wire(2, "all", 4)),
    ("unknown-exit", 5, |c| set_aside(c, "counter", "out"), |c| set_aside(c, "counter", "over")),
    ("unknown-exit", 5, |c| set_aside(c, "cart", "over"), |c| set_aside(c, "cart", "out")),
    ("unknown-exit", 5, |c| set_aside(c, "delay", "timeout"), |c| set_aside(c, "delay", "past")),
    ("unknown-exit", 5, |c| set_aside(c, "booking", "b1"), |c| set_aside(c, "booking", "absent")),
    ("min-over-max", 3, |c| bounds(c, "number", 10, 5), |c| bounds(c, "number", 10, 0)),
    ("min-over-max", 3, |c| bounds(c, "text", 10, 5), |c| bounds(c, "text", 5, 5)),
    ("min-over-max", 3, |c| bounds(c, "date", 30, 1), |c| bounds(c, "email", 30, 1)),
    ("min-over-max", 5, |c| ticks(c, 3, 2), |c| ticks(c, 2, 2)),
    ("min-over-max", 5, |c| ticks(c, 5, 0), |c| ticks(c, 4, 0)),
    ("min-over-max", 5, |c| rating(c, 3, 3), |c| rating(c, 3, 2)),
    ("collect-without-text", 3, |c| collects(c, "number"), |c| collects(c, "text")),
    ("number-out-of-range", 5, |c| limit(c, 25, "1d"), |c| limit(c, 25, "")),
    ("number-out-of-range", 0, |c| c.project.schedule.cap = 99, |c| c.project.schedule.cap = 20),
    (
        "windows-never-meet",
        5,
        |c| hours(c, "22:00-09:00", &[("window", "23:00-06:00")]),
        |c| hours(c, "22:00-09:00", &[("window", "21:00-23:00")]),
    ),
    (
        "windows-never-meet",
        5,
        |c| {
            hours(c, "", &[("days", "sat-sun")]);
            c.project.schedule.days = "mon-fri".into();
        },
        |c| {
            hours(c, "", &[("days", "fri-sun")]);
            c.project.schedule.days = "mon-fri".into();
        },
    ),
    (
        "windows-never-meet",
        0,
        |c| c.project.schedule.quiet = "00:00-24:00".into(),
        |c| c.project.schedule.quiet = "22:00-09:00".into(),
    ),
    (
        "windows-never-meet",
        0,
        |c| {
            calendar(c, "slot", "3h");
            c.open("10:00-12:00");
        },
        |c| {
            calendar(c, "slot", "2h");
            c.open("10:00-12:00");
        },
    ),
    (
        "broadcast-past",
        0,
        |c| c.list("broadcasts", &[("name", "Скидка"), ("date", "2026-11-21")]),
        |c| c.list("broadcasts", &[("name", "Скидка"), ("date", "2026-11-22")]),
    ),
    ("broken-phone", 5, |c| contact(c, "звоните"), |c| contact(c, "{{ имя }}")),
    (
        "broken-phone",
        2,
        |c| button(c, &[("key", "t"), ("label", "Звонок"), ("kind", "call"), ("value", "позвони")]),
        |c| {
            button(c, &[("key", "t"), ("label", "Звонок"), ("kind", "call"), ("value", "+7 (999) 000-00-00")])
        },
    ),
    (
        "no-fallback",
        2,
        |c| c.text(2, "text", "Привет, {{ имя }}!"),
        |c| c.text(2, "text", "Ваш адрес: {{ email }}"),
    ),
    (
        "no-fallback",
        2,
        |c| c.text(2, "text", "**{{ email }}**"),
        |c| c.text(2, "text", "{{ email | нет адреса }}"),
    ),
    (
        "no-fallback",
        3,
        |c| c.text(3, "text", "{{ имя }}, куда?"),
        |c| {
            c.text(3, "text", "{{ имя }}, куда?");
            c.text(3, "field", "имя");
        },
    ),
    ("rule-never-holds", 5, |c| branch(c, &[]), |c| branch(c, &[("what", "newcomer")])),
    (
        "rule-never-holds",
        5,
        |c| branch(c, &[("what", "channel"), ("value", "telegramm")]),
        |c| branch(c, &[("what", "channel"), ("value", "telegram")]),
    ),
    (
        "rule-never-holds",
        5,
        |c| branch(c, &[("what", "language"), ("value", "русский")]),
        |c| branch(c, &[("what", "language"), ("value", "en-GB")]),
    ),
    ("rule-never-holds", 0, |c| segments(c, "свои", "свои"), |c| segments(c, "свои", "новые")),
    (
        "rule-never-holds",
        5,
        |c| branch(c, &[("what", "field"), ("value", "9")]),
        |c| branch(c, &[("what", "field"), ("field", "email"), ("value", "9")]),
    ),
    (
        "rule-never-holds",
        5,
        |c| branch(c, &[("field", "email")]),
        |c| branch(c, &[("field", "email"), ("op", "is_set")]),
    ),
    (
        "rule-never-holds",
        5,
        |c| branch(c, &[("what", "channel")]),
        |c| branch(c, &[("what", "time"), ("days", "fri")]),
    ),
    ("rule-never-holds", 0, |c| segments(c, "свои", ""), |c| segments(c, "свои", "новые")),
    (
        "media-missing",
        2,
        |c| {
            c.text(2, "media", "пусто.pdf");
            c.media.insert("пусто.pdf".into(), 0);
        },
        |_| {},
    ),
    ("unfinished-block", 5, |c| send(c, "goal", &[]), |c| send(c, "goal", &["goal"])),
    ("unfinished-block", 5, |c| send(c, "notify", &[]), |c| send(c, "notify", &["text"])),
    ("unfinished-block", 5, |c| send(c, "wait_event", &[]), |c| send(c, "wait_event", &["name"])),
    (
        "unfinished-block",
        5,
        |c| send(c, "delay", &[]),
        |c| {
            send(c, "delay", &[]);
            c.text(5, "window", "10:00-20:00");
        },
    ),
    (
        "unfinished-block",
        5,
        |c| {
            send(c, "delay", &["duration"]);
            c.text(5, "until", "weekday");
        },
        |_| {},
    ),
    ("unfinished-block", 5, |c| send(c, "booking", &[]), |c| send(c, "booking", &["calendar"])),
    ("unfinished-block", 5, |c| send(c, "catalogue", &[]), |c| send(c, "catalogue", &["table"])),
    ("unfinished-block", 5, |c| cases(c, "", &["да"]), |c| cases(c, "email", &["да"])),
    ("unfinished-block", 5, |c| cases(c, "email", &[]), |c| cases(c, "email", &["да", "нет"])),
    ("unfinished-block", 5, |c| cases(c, "email", &["да", " "]), |_| {}),
    ("unfinished-block", 5, |c| send(c, "action", &[]), |c| act(c, "tag", "лид")),
    ("unfinished-block", 5, |c| act(c, "field", "email"), |_| {}),
    (
        "unfinished-block",
        5,
        |c| changes(c, &[("act", "clear"), ("tag", "лид")]),
        |c| changes(c, &[("act", "event"), ("value", "заявка")]),
    ),
    ("unfinished-block", 5, |c| answers(c, "цена", ""), |c| answers(c, "цена", "990")),
    ("unfinished-block", 5, |c| answers(c, "", "990"), |_| {}),
    ("text-too-long", 2, |c| c.text(2, "text", &"ж".repeat(4097)), |c| c.text(2, "text", &"ж".repeat(4096))),
    (
        "text-too-long",
        2,
        |c| c.text(2, "text", &"😀".repeat(2049)),
        |c| {
            c.text(2, "text", &format!("**{}**", "😀".repeat(2048)));
        },
    ),
    (
        "text-too-long",
        2,
        |c| {
            c.use_channel("whatsapp", "79991234567");
            c.text(2, "text", &"ж".repeat(1025));
        },
        |c| {
            c.use_channel("whatsapp", "79991234567");
            c.plain(3);
            c.text(2, "text", &"ж".repeat(1025));
        },
    ),
    ("caption-too-long", 2, |c| captioned(c, &"ж".repeat(1025)), |c| captioned(c, &"ж".repeat(1024))),
    (
        "caption-too-long",
        2,
        |c| captioned(c, &format!("{}{{{{ имя | друг }}}}", "ж".repeat(1021))),
        |c| {
            captioned(c, &format!("{}{{{{ имя | друг }}}}", "ж".repeat(1020)));
        },
    ),
    ("label-too-long", 2, |c| c.many_buttons(1, &"ж".repeat(40)), |c| c.many_buttons(1, &"ж".repeat(30))),
    (
        "too-many-buttons",
        2,
        |c| {
            c.use_channel("whatsapp", "79991234567");
            c.many_buttons(4, "Да");
        },
        |c| {
            c.use_channel("whatsapp", "79991234567");
            c.many_buttons(3, "Да");
        },
    ),
    (
        "media-missing",
        2,
        |c| c.text(2, "media", "нет.pdf"),
        |c| {
            c.text(2, "media", "есть.pdf");
            c.media.insert("есть.pdf".into(), 1);
        },
    ),
    ("media-format", 2, |c| sound(c, "viber"), |c| sound(c, "telegram")),
    (
        "media-format",
        2,
        |c| {
            c.text(2, "media", "a.webm");
            c.media.insert("a.webm".into(), 1);
        },
        |c| {
            c.text(2, "media", "a.mp4");
            c.media.insert("a.mp4".into(), 1);
        },
    ),
    (
        "media-too-big",
        2,
        |c| {
            c.text(2, "media", "a.png");
            c.media.insert("a.png".into(), 10 * 1024 * 1024 + 1);
        },
        |c| {
            c.text(2, "media", "a.pdf");
            c.media.insert("a.pdf".into(), 10 * 1024 * 1024 + 1);
        },
    ),
    ("no-receipts", 5, |c| receipt(c, "read", "telegram"), |c| receipt(c, "purchase", "telegram")),
    ("no-receipts", 5, |c| receipt(c, "clicked", "telegram"), |c| receipt(c, "own", "telegram")),
    ("no-receipts", 5, |c| receipt(c, "delivered", "vk"), |c| receipt(c, "delivered", "whatsapp")),
    (
        "unknown-variable",
        2,
        |c| c.text(2, "text", "Привет, {{ имяя }}"),
        |c| c.text(2, "text", "Привет, {{ имя }}"),
    ),
    (
        "unknown-tag",
        5,
        |c| act(c, "tag", "лид"),
        |c| {
            act(c, "tag", "лид");
            c.project
                .tags
                .push(voronka::model::TagDef { id: voronka::model::TagId(1), name: "лид".into() });
        },
    ),
    ("unknown-funnel", 5, |c| goto(c, "funnel", "later"), |c| goto(c, "funnel", "main")),
    ("unknown-step", 5, |c| goto(c, "block", "99"), |c| goto(c, "block", "2")),
    (
        "unknown-block",
        5,
        |c| {
            c.put(5, "teleport", &[]);
            c.wire(2, "no", 5);
        },
        |_| {},
    ),
    ("broken-template", 2, |c| c.text(2, "text", "Привет, {{ имя"), |c| c.text(2, "text", "Привет, { имя")),
    ("broken-formula", 5, |c| condition(c, "email ="), |c| condition(c, "email = \"a@b.ru\"")),
    (
        "broken-time",
        2,
        |c| {
            c.text(2, "timeout", "завтра");
            c.wire(2, "timeout", 4);
        },
        |c| {
            c.text(2, "timeout", "2h");
            c.wire(2, "timeout", 4);
        },
    ),
    (
        "missing-stop-word",
        0,
        |c| c.project.words.stop = vec![" ".into()],
        |c| {
            c.project.words.stop = vec!["хватит".into()];
            c.project.words.stop_reply.clear();
        },
    ),
    (
        "start-payload-invalid",
        1,
        |c| c.lines(1, "links", &["чек-лист"]),
        |c| c.lines(1, "links", &["check_list-1"]),
    ),
    (
        "start-payload-invalid",
        1,
        |c| c.lines(1, "links", &[&"x".repeat(65)]),
        |c| c.lines(1, "links", &[&"x".repeat(64)]),
    ),
    (
        "messages-in-a-row",
        10,
        |c| chain(c, 6),
        |c| {
            chain(c, 6);
            c.put(20, "delay", &[("next", 8)]);
            c.text(20, "duration", "5s");
            c.wire(7, "next", 20);
        },
    ),
    ("messages-in-a-row", 10, |c| chain(c, 12), |c| chain(c, 5)),
    (
        "messages-in-a-row",
        10,
        |c| {
            chain(c, 6);
            c.put(20, "http", &[("next", 8), ("fail", 8)]);
            c.text(20, "url", "https://crm.ru/lead");
            c.wire(7, "next", 20);
        },
        |c| {
            chain(c, 6);
            c.rows(7, "buttons", &[&[("key", "next"), ("label", "Дальше")]]);
        },
    ),
    ("late-first-message", 5, |c| first_delay(c, "duration", "6m"), |c| first_delay(c, "duration", "5m")),
    (
        "late-first-message",
        5,
        |c| first_delay(c, "at", "10:00"),
        |c| {
            first_delay(c, "at", "10:00");
            c.wire(1, "next", 2);
            c.wire(2, "no", 5);
        },
    ),
    (
        "late-first-message",
        6,
        |c| {
            first_delay(c, "duration", "3m");
            c.put(6, "delay", &[("next", 2)]);
            c.text(6, "duration", "3m");
            c.wire(5, "next", 6);
        },
        |c| {
            first_delay(c, "duration", "3m");
            c.put(6, "delay", &[("next", 4)]);
            c.text(6, "duration", "3m");
            c.wire(2, "no", 6);
        },
    ),
    (
        "duplicate-exit",
        2,
        |c| {
            c.rows(2, "buttons", &[&[("key", "yes"), ("label", "Да")], &[("key", "yes"), ("label", "Нет")]]);
        },
        |c| {
            c.rows(
                2,
                "buttons",
                &[
                    &[("key", "yes"), ("label", "Да")],
                    &[("key", "yes"), ("label", "Сайт"), ("url", "https://a.ru")],
                ],
            );
        },
    ),
    (
        "duplicate-exit",
        2,
        |c| {
            c.rows(2, "quick_replies", &[&[("key", "yes"), ("label", "Ага")]]);
        },
        |c| {
            c.rows(2, "quick_replies", &[&[("key", "sure"), ("label", "Ага")]]);
            c.wire(2, "sure", 3);
        },
    ),
    (
        "exit-without-name",
        2,
        |c| {
            c.rows(2, "buttons", &[&[("key", "yes"), ("label", "Да")], &[("label", "Нет")]]);
        },
        |_| {},
    ),
    (
        "invalid-command",
        1,
        |c| c.lines(1, "commands", &["start", "помощь"]),
        |c| c.lines(1, "commands", &["start", "/help_2"]),
    ),
    (
        "invalid-command",
        1,
        |c| c.lines(1, "commands", &[&"a".repeat(33)]),
        |c| c.lines(1, "commands", &[&"a".repeat(32)]),
    ),
    (
        "invalid-command",
        1,
        |c| c.lines(1, "keywords", &["/help-me"]),
        |c| c.lines(1, "keywords", &["помощь"]),
    ),
    ("broken-link", 2, |c| link(c, "https://a b.ru"), |c| link(c, "https://a.ru/{{ email }}?b=1")),
    ("broken-link", 2, |c| link(c, "сайт"), |c| link(c, "{{ email }}")),
    ("broken-link", 2, |c| link(c, "sever.ru/about"), |c| link(c, "tg://resolve?domain=sever")),
    ("broken-link", 2, |c| link(c, "mailto:a@b.ru"), |c| link(c, "https://{{ email }}.ru")),
    (
        "no-channel",
        0,
        |c| c.project.channels.clear(),
        |c| {
            c.project.channels.clear();
            c.funnel().blocks.clear();
        },
    ),
    ("profile-too-long", 0, |c| c.project.bot.name = "ж".repeat(65), |c| c.project.bot.name = "ж".repeat(64)),
    (
        "profile-too-long",
        0,
        |c| c.project.bot.about = "ж".repeat(121),
        |c| c.project.bot.about = "ж".repeat(120),
    ),
    (
        "profile-too-long",
        0,
        |c| c.project.bot.description = "ж".repeat(513),
        |c| {
            c.use_channel("vk", "sever");
            c.project.bot.description = "ж".repeat(513);
        },
    ),
    (
        "landing-link-unknown",
        0,
        |c| c.project.landing.link = "site".into(),
        |c| c.project.landing.link = "checklist".into(),
    ),
    (
        "landing-address-invalid",
        0,
        |c| c.project.landing.privacy_url = "sever.ru/privacy".into(),
        |c| c.project.landing.privacy_url = "https://sever.ru/privacy".into(),
    ),
    (
        "landing-without-consent",
        0,
        |c| c.project.landing.headline = "Чек-лист".into(),
        |c| {
            c.project.landing.headline = "Чек-лист".into();
            c.project.landing.consent_url = "https://sever.ru/consent".into();
        },
    ),
    (
        "unknown-zone",
        0,
        |c| c.project.schedule.zone = "Europe/Moscov".into(),
        |c| c.project.schedule.zone = "asia/Yekaterinburg".into(),
    ),
    ("unknown-zone", 0, |c| c.project.schedule.zone.clear(), |c| c.project.schedule.zone = "UTC".into()),
    (
        "mixed-you",
        3,
        |c| {
            c.text(2, "text", "Прислать вам чек-лист? Ваш бот.");
            c.text(3, "text", "Как ТЕБЯ зовут?");
        },
        |c| {
            c.text(2, "text", "Прислать вам чек-лист? Спросите: «Кто ты?» Выбор твёрд, перейдём на ты.");
            c.rows(
                2,
                "buttons",
                &[&[("key", "yes"), ("label", "Ты кто")], &[("key", "no"), ("label", "Нет")]],
            );
        },
    ),
    (
        "mixed-you",
        0,
        |c| {
            c.text(2, "text", "Прислать тебе чек-лист? И твоё имя?");
            c.project.words.stop_reply = "Больше вам не пишем.".into();
        },
        |c| {
            c.text(2, "text", "Прислать тебе чек-лист?");
            c.project.words.stop_reply = "Больше тебе не пишем.".into();
        },
    ),
    (
        "missing-translation",
        3,
        |c| c.translate("en", &WHOLE[..3]),
        |c| {
            c.translate("en", WHOLE);
            c.translate("@vk", &[("2.text", "Прислать чек-лист ВКонтакте, {{ имя | друг }}?")]);
        },
    ),
    (
        "idle-translation",
        0,
        |c| c.translate("@vk", &[("7.text", "Нет такого")]),
        |c| c.translate("en", WHOLE),
    ),
    (
        "translation-fields",
        2,
        |c| c.translate("@vk", &[("2.text", "Прислать чек-лист?")]),
        |c| c.translate("en", WHOLE),
    ),
    (
        "stale-translation",
        2,
        |c| {
            c.translate("en", WHOLE);
            c.written_to("en", "2.text", "Прислать список?");
        },
        |c| {
            c.translate("en", WHOLE);
            c.written_to("en", "2.text", " Прислать чек-лист, {{ имя | друг }}?\r\n");
        },
    ),
    ("tag-never-set", 5, |c| only_for_tagged(c, false), |c| only_for_tagged(c, true)),
    (
        "tag-unused",
        0,
        |c| c.project.tags = vec![TagDef { id: TagId(1), name: "лид".into() }],
        |c| only_for_tagged(c, true),
    ),
    (
        "ai-off",
        5,
        |c| ask_model(c),
        |c| {
            ask_model(c);
            c.project.ai = true;
        },
    ),
    (
        "consent-never-asked",
        0,
        |c| c.project.consent.required = true,
        |c| {
            c.project.consent.required = true;
            ask_consent(c, 2);
        },
    ),
    (
        "delay-without-consent",
        5,
        |c| {
            ask_consent(c, 2);
            c.wire(6, "refused", 5);
            delay(c, &[("next", 4)]);
        },
        |c| {
            ask_consent(c, 5);
            delay(c, &[("next", 2)]);
        },
    ),
    (
        "data-without-consent",
        3,
        |c| {
            ask_consent(c, 4);
            c.wire(1, "next", 3);
            c.wire(3, "next", 6);
        },
        |c| ask_consent(c, 3),
    ),
    (
        "text-too-long",
        2,
        |c| c.rows(2, "variants", &[&[("key", "v"), ("text", &*"ж".repeat(4_100))]]),
        |c| c.rows(2, "variants", &[&[("key", "v"), ("text", &*"ж".repeat(4_000))]]),
    ),
    (
        "text-too-long",
        2,
        |c| c.translate("en", &[("2.text", &*"j".repeat(4_100))]),
        // Nobody in Telegram reads what is said in VK.
        |c| c.translate("en@vk", &[("2.text", &*"j".repeat(4_100))]),
    ),
    ("caption-too-long", 5, |c| cards(c, 1_100, "Взять"), |c| cards(c, 900, "Взять")),
    ("label-too-long", 5, |c| cards(c, 90, &"ж".repeat(40)), |c| cards(c, 90, "Взять")),
    ("label-too-long", 5, |c| goods(c, &"ж".repeat(40)), |c| goods(c, "Роза")),
    (
        "label-too-long",
        2,
        |c| c.translate("en", &[("2.buttons.yes.label", &*"j".repeat(70))]),
        |c| c.translate("en", &[("2.buttons.yes.label", "Yes")]),
    ),
    ("unknown-channel", 0, |c| c.use_channel("icq", "123"), |_| {}),
    ("channel-without-address", 0, |c| c.use_channel("vk", ""), |c| c.use_channel("vk", "sever")),
    ("channel-address-invalid", 0, |c| c.use_channel("telegram", "@sever bot"), |_| {}),
];

/// Condition 5 behind the button «Нет» looks for a tag, which the button may put on.
fn only_for_tagged(case: &mut Case, is_set: bool) {
    case.project.tags = vec![TagDef { id: TagId(1), name: "лид".into() }];
    case.put(5, "condition", &[("k", 4), ("else", 4)]);
    case.rows(5, "branches", &[&[("key", "k"), ("formula", "has(\"лид\")")]]);
    case.wire(2, "no", if is_set { 6 } else { 5 });
    if is_set {
        case.put(6, "action", &[("next", 5)]);
        case.rows(6, "actions", &[&[("act", "add_tag"), ("tag", "лид")]]);
    }
}

/// Block 5 behind the button «Нет» asks a language model.
fn ask_model(case: &mut Case) {
    case.put(5, "ai", &[("next", 4), ("fail", 4)]);
    case.wire(2, "no", 5);
}

/// The project requires a consent, and block 6 right after the entry asks for it.
fn ask_consent(case: &mut Case, then: u32) {
    case.project.consent.required = true;
    case.put(6, "consent", &[("next", then), ("refused", 4), ("fail", 4)]);
    case.text(6, "text", "Согласны получать сообщения?");
    case.wire(1, "next", 6);
}

/// Block 5 shows a card with a picture, a text of so many letters and a button.
fn cards(case: &mut Case, letters: usize, label: &str) {
    case.put(5, "cards", &[("b7", 4)]);
    case.text(5, "text", "Тарифы");
    let text = "ж".repeat(letters);
    case.rows(
        5,
        "cards",
        &[&[("key", "c1"), ("title", "Старт"), ("text", text.as_str()), ("media", "a.png")]],
    );
    let button = [("key", "b7"), ("label", label)];
    let button: Record =
        button.into_iter().map(|(name, text)| (name.to_owned(), Prop::Text(text.into()))).collect();
    if let Some(Prop::List(rows)) = case.block(5).props.get_mut("cards") {
        rows[0].insert("buttons".into(), Prop::List(vec![button]));
    }
    case.wire(2, "no", 5);
}

/// Block 5 offers the goods of a table as buttons.
fn goods(case: &mut Case, title: &str) {
    case.project.tables = vec![Table {
        name: "goods".into(),
        columns: vec!["название".into()],
        rows: vec![vec!["Тюльпан".into()], vec![title.into()]],
    }];
    case.put(5, "catalogue", &[("next", 4), ("empty", 4)]);
    for (prop, text) in
        [("text", "Что возьмёте?"), ("table", "goods"), ("title_column", "название"), ("style", "buttons")]
    {
        case.text(5, prop, text);
    }
    case.wire(2, "no", 5);
}

fn funnel(name: &str) -> Funnel {
    Funnel { name: FunnelName(name.into()), ..Funnel::default() }
}

/// Entry 5 in a funnel, leading to message 6.
fn second_entry(case: &mut Case, funnel: &str) {
    case.put(5, "entry", &[("next", 6)]);
    case.put(6, "message", &[]);
    case.text(6, "text", "Второй вход");
    let moved: Vec<_> =
        [5, 6].map(BlockId).iter().filter_map(|id| case.funnel().blocks.remove_entry(id)).collect();
    let target = case.project.funnels.iter_mut().find(|other| other.name.0 == funnel).expect("a funnel");
    target.blocks.extend(moved);
}

/// Block 5 of a kind that begins funnels, and a message behind it.
fn begun_by(case: &mut Case, kind: &str) {
    second_entry(case, "main");
    case.put(5, kind, &[("next", 6)]);
}

/// Delay 5 behind the button «Нет».
/// Block 5 waits for something that message 2 has met with in that messenger.
fn puts_in_cart(c: &mut Case, price: &str) {
    fields(c);
    c.put(5, "cart", &[("next", 4)]);
    for (prop, text) in [("cart", "корзина"), ("item", "A1"), ("price", price), ("total", "баллы")]
    {
        c.text(5, prop, text);
    }
    c.wire(2, "no", 5);
}

fn offers(c: &mut Case, rows: usize) {
    c.put(5, "catalogue", &[("next", 4), ("empty", 4)]);
    for (prop, text) in [("table", "goods"), ("text", "Что взять?"), ("title_column", "название")]
    {
        c.text(5, prop, text);
    }
    c.project.tables.push(Table {
        name: "goods".into(),
        columns: vec!["название".into()],
        rows: (0..rows).map(|row| vec![format!("Товар {row}")]).collect(),
    });
    c.wire(2, "no", 5);
}

fn receipt(c: &mut Case, event: &str, channel: &str) {
    c.project.channels[0].channel = channel.into();
    if channel == "whatsapp" {
        c.project.channels[0].address = "79991234567".into();
    }
    c.put(5, "wait_event", &[("next", 4), ("timeout", 4)]);
    c.text(5, "event", event);
    c.text(5, "block", "2");
    c.text(5, "timeout", "1d");
    c.wire(2, "no", 5);
}

fn delay(case: &mut Case, exits: &[(&str, u32)]) {
    case.put(5, "delay", exits);
    case.text(5, "duration", "1h");
    case.wire(2, "no", 5);
}

/// A piece of music in a messenger.
fn sound(case: &mut Case, channel: &str) {
    case.use_channel(channel, "sever_bot");
    case.text(2, "media", "a.mp3");
    case.media.insert("a.mp3".into(), 1);
}

fn record(row: &[(&str, &str)]) -> Record {
    row.iter().map(|(name, text)| ((*name).to_owned(), Prop::Text((*text).into()))).collect()
}

fn random(case: &mut Case, weights: &[i64]) {
    case.put(5, "random", &[("k0", 4), ("k1", 4)]);
    case.arms(5, weights);
    case.wire(2, "no", 5);
}

/// Question 3 with an answer between two bounds.
fn bounds(case: &mut Case, answer: &str, min: i64, max: i64) {
    case.text(3, "answer", answer);
    case.int(3, "min", min);
    case.int(3, "max", max);
}

/// Question 3 with an answer in several messages.
fn collects(case: &mut Case, answer: &str) {
    case.text(3, "answer", answer);
    case.text(3, "collect", "10s");
}

/// Four options, so many of which must and may be ticked.
fn ticks(case: &mut Case, min: i64, max: i64) {
    case.put(5, "multi_choice", &[("next", 4), ("fail", 4)]);
    case.text(5, "text", "Что любите?");
    let rows = ["a", "b", "c", "d"].map(|key| [("key", key), ("label", key)]);
    let rows: Vec<&[(&str, &str)]> = rows.iter().map(|row| row.as_slice()).collect();
    case.rows(5, "options", &rows);
    case.int(5, "min", min);
    case.int(5, "max", max);
    case.wire(2, "no", 5);
}

fn rating(case: &mut Case, scale: i64, low: i64) {
    case.put(5, "rating", &[("next", 4), ("low", 4), ("fail", 4)]);
    case.text(5, "text", "Как вам?");
    case.int(5, "scale", scale);
    case.int(5, "low", low);
    case.wire(2, "no", 5);
}

fn limit(case: &mut Case, count: i64, per: &str) {
    case.put(5, "limit", &[("next", 4), ("over", 4)]);
    case.int(5, "count", count);
    case.text(5, "per", per);
    case.wire(2, "no", 5);
}

/// Delay 5 with hours and days of its own, in a project with quiet hours.
fn hours(case: &mut Case, quiet: &str, own: &[(&str, &str)]) {
    case.project.schedule.quiet = quiet.into();
    delay(case, &[("next", 4)]);
    for (name, text) in own {
        case.text(5, name, text);
    }
}

fn contact(case: &mut Case, phone: &str) {
    case.put(5, "contact", &[("next", 4)]);
    case.text(5, "phone", phone);
    case.wire(2, "no", 5);
}

/// Condition 5 with one branch of one rule, or of none.
fn branch(case: &mut Case, rule: &[(&str, &str)]) {
    case.put(5, "condition", &[("k", 4), ("else", 4)]);
    let rules = if rule.is_empty() { vec![] } else { vec![record(rule)] };
    let mut row = record(&[("key", "k")]);
    row.insert("rules".into(), Prop::List(rules));
    case.block(5).props.insert("branches".into(), Prop::List(vec![row]));
    case.wire(2, "no", 5);
}

/// A segment that asks for another, and one that does not.
fn segments(case: &mut Case, name: &str, asked: &str) {
    for (name, rule) in [
        (name, record(&[("what", "segment"), ("segment", asked)])),
        ("новые", record(&[("what", "newcomer")])),
    ] {
        let group = Record::from_iter([("rules".to_owned(), Prop::List(vec![rule]))]);
        let mut segment = record(&[("name", name)]);
        segment.insert("groups".into(), Prop::List(vec![group]));
        case.project.lists.entry("segments".into()).or_default().push(segment);
    }
}

/// Switch 5 by a field, with these values.
fn cases(case: &mut Case, field: &str, values: &[&str]) {
    case.put(5, "switch", &[("else", 4)]);
    case.text(5, "field", field);
    let keys: Vec<_> = (0..values.len()).map(|at| format!("k{at}")).collect();
    let rows = keys.iter().zip(values).map(|(key, value)| [("key", key.as_str()), ("value", *value)]);
    let rows: Vec<_> = rows.collect();
    let rows: Vec<&[(&str, &str)]> = rows.iter().map(|row| row.as_slice()).collect();
    case.rows(5, "cases", &rows);
    case.wire(2, "no", 5);
}

/// FAQ 5 with a question that is whole and another.
fn answers(case: &mut Case, phrases: &str, answer: &str) {
    case.put(5, "faq", &[("next", 4)]);
    let whole = [("key", "a"), ("phrases", "адрес"), ("answer", "Ленина, 1")];
    case.rows(5, "questions", &[&whole, &[("key", "b"), ("phrases", phrases), ("answer", answer)]]);
}

/// Split 5 behind the button «Нет», all arms to the end.
fn split(case: &mut Case, weights: &[i64]) {
    case.put(5, "split", &[("k0", 4), ("k1", 4)]);
    case.arms(5, weights);
    case.wire(2, "no", 5);
}

/// A block whose wire stayed when the setting that gave its exit was taken away.
fn set_aside(case: &mut Case, kind: &str, exit: &str) {
    case.put(5, kind, &[("next", 4), (exit, 4)]);
    case.wire(2, "no", 5);
}

/// Action 5 behind the button «Нет».
/// A block that sends something between the message and the end, with numbers in these properties.
fn send(case: &mut Case, kind: &str, filled: &[&str]) {
    case.put(5, kind, &[("next", 4)]);
    case.wire(2, "no", 5);
    for name in filled {
        case.text(5, name, "55.75");
    }
}

/// A date looked up in a table whose only cell is this.
fn looked_up(case: &mut Case, cell: &str) {
    let (name, columns) = ("days".to_owned(), vec!["day".to_owned()]);
    case.project.tables.push(Table { name, columns, rows: vec![vec![cell.to_owned()]] });
    let id = FieldId(FieldId::FIRST_OWN.0 + 1);
    case.project.fields.push(FieldDef { id, name: "день".into(), kind: FieldKind::Date, default: None });
    case.put(5, "lookup", &[("next", 4), ("none", 4)]);
    case.text(5, "table", "days");
    case.rows(5, "save", &[&[("column", "day"), ("field", "день")]]);
    case.wire(2, "no", 5);
}

/// One more button of the message.
fn button(case: &mut Case, button: &[(&str, &str)]) {
    let yes = [("key", "yes"), ("label", "Да")];
    let no = [("key", "no"), ("label", "Нет")];
    case.rows(2, "buttons", &[&yes, &no, button]);
}

fn act(case: &mut Case, prop: &str, value: &str) {
    case.put(5, "action", &[("next", 4)]);
    case.rows(5, "actions", &[&[("act", "add_tag"), (prop, value)]]);
    case.wire(2, "no", 5);
}

fn goto(case: &mut Case, prop: &str, place: &str) {
    case.put(5, "goto", &[]);
    case.text(5, prop, place);
    case.wire(2, "no", 5);
}

fn condition(case: &mut Case, formula: &str) {
    case.put(5, "condition", &[("k", 4), ("else", 4)]);
    case.rows(5, "branches", &[&[("key", "k"), ("formula", formula)]]);
    case.wire(2, "no", 5);
}

fn captioned(case: &mut Case, text: &str) {
    case.text(2, "text", text);
    case.text(2, "media", "a.png");
    case.media.insert("a.png".into(), 1);
}

/// As many messages in a row behind the button «Нет», the first of them block 5.
fn chain(case: &mut Case, count: u32) {
    for id in 5..5 + count {
        case.put(id, "message", &[("next", if id == 4 + count { 4 } else { id + 1 })]);
        case.text(id, "text", "И ещё одно");
    }
    case.wire(2, "no", 5);
}

/// Delay 5 between the entry and the first message.
fn first_delay(case: &mut Case, prop: &str, time: &str) {
    case.put(5, "delay", &[("next", 2)]);
    case.text(5, prop, time);
    case.wire(1, "next", 5);
}

/// A link button beside «Да» and «Нет».
fn link(case: &mut Case, url: &str) {
    let rows: [&[(&str, &str)]; 3] = [
        &[("key", "yes"), ("label", "Да")],
        &[("key", "no"), ("label", "Нет")],
        &[("key", "site"), ("label", "Сайт"), ("url", url)],
    ];
    case.rows(2, "buttons", &rows);
}

/// Fields of every kind beside the e-mail.
fn fields(case: &mut Case) {
    let kinds = [
        ("баллы", FieldKind::Number),
        ("визит", FieldKind::Date),
        ("приём", FieldKind::Moment),
        ("корзина", FieldKind::List),
    ];
    for (at, (name, kind)) in kinds.into_iter().enumerate() {
        let id = FieldId(FieldId::FIRST_OWN.0 + 1 + at as u16);
        case.project.fields.push(FieldDef { id, name: name.into(), kind, default: None });
    }
}

fn changes(case: &mut Case, action: &[(&str, &str)]) {
    fields(case);
    case.put(5, "action", &[("next", 3)]);
    case.rows(5, "actions", &[action]);
    case.wire(2, "yes", 5);
}

fn compares(case: &mut Case, field: &str, value: &str) {
    fields(case);
    case.put(2, "condition", &[("a", 3), ("else", 4)]);
    let branch = [("key", "a"), ("what", "field"), ("field", field), ("op", "ge"), ("value", value)];
    case.rows(2, "branches", &[&branch[..1]]);
    let rule: Record =
        branch[1..].iter().map(|(name, text)| ((*name).to_owned(), Prop::Text((*text).into()))).collect();
    if let Some(Prop::List(rows)) = case.block(2).props.get_mut("branches") {
        rows[0].insert("rules".into(), Prop::List(vec![rule]));
    }
}

fn keeps(case: &mut Case, kind: &str, prop: &str, field: &str) {
    fields(case);
    let id = if kind == "question" { 3 } else { 5 };
    if id == 5 {
        case.put(5, kind, &[("next", 3), ("none", 4)]);
        case.wire(2, "yes", 5);
    }
    case.text(id, prop, field);
}

/// An entry by an event, which the block after it fires itself.
fn calls_itself(case: &mut Case, act: &str) {
    case.put(5, "event_entry", &[("next", 6)]);
    case.text(5, "what", "own");
    case.text(5, "name", "петля");
    case.put(6, "action", &[("next", 4)]);
    case.rows(6, "actions", &[&[("act", act), ("field", "email"), ("value", "петля")]]);
}

/// An entry by a tag, after which the tag is put on again, taken off before or not.
fn tags_itself(case: &mut Case, taken_off: bool) {
    case.project.tags.push(TagDef { id: TagId(1), name: "лид".into() });
    case.put(5, "event_entry", &[("next", 6)]);
    case.text(5, "what", "tag");
    case.text(5, "tag", "лид");
    case.put(6, "action", &[("next", 4)]);
    let drops: &[(&str, &str)] = &[("act", if taken_off { "drop_tag" } else { "add_tag" }), ("tag", "лид")];
    case.rows(6, "actions", &[drops, &[("act", "add_tag"), ("tag", "лид")]]);
}

fn calendar(case: &mut Case, prop: &str, text: &str) {
    let pairs = [("name", "Стрижка"), (prop, text)];
    let row: Record =
        pairs.into_iter().map(|(name, text)| (name.to_owned(), Prop::Text(text.into()))).collect();
    case.project.lists.insert("calendars".into(), vec![row]);
}

fn sells(case: &mut Case, amount: &str) {
    fields(case);
    case.put(5, "payment", &[("paid", 3), ("failed", 4), ("expired", 4), ("fail", 4)]);
    case.text(5, "amount", amount);
    case.wire(2, "yes", 5);
}

fn of<'a>(findings: &'a [Diagnostic], code: &str) -> Vec<&'a Diagnostic> {
    findings.iter().filter(|finding| finding.code == code).collect()
}

#[test]
fn nothing_is_found_where_nothing_is_wrong() {
    assert_eq!(Case::sound().findings(), []);
}

#[test]
fn every_rule_finds_its_mistake_in_its_place_and_keeps_silent_beside_it() {
    for (code, block, wrong, right) in ROWS {
        let mut case = Case::sound();
        wrong(&mut case);
        let findings = case.findings();
        let found = of(&findings, code);
        assert_eq!(found.len(), 1, "{code}: {findings:#?}");
        let blamed = found[0].at.block().unwrap_or_default();
        assert_eq!(blamed, BlockId(*block), "{code}: {:?}", found[0].at);
        let mut case = Case::sound();
        right(&mut case);
        let findings = case.findings();
        assert!(of(&findings, code).is_empty(), "{code}: {findings:#?}");
    }
}

#[test]
fn every_rule_has_a_case() {
    let tested: BTreeSet<_> = ROWS.iter().map(|row| row.0).collect();
    let known: BTreeSet<_> = RULES.iter().map(|rule| rule.code).collect();
    assert_eq!(known.len(), RULES.len(), "a code comes twice");
    assert_eq!(tested, known);
}

#[test]
fn every_finding_speaks_two_languages_and_says_what_to_do() {
    let is_russian = |text: &str| text.chars().any(|c| matches!(c, 'а'..='я'));
    for (code, _, wrong, _) in ROWS {
        let mut case = Case::sound();
        wrong(&mut case);
        for finding in case.findings() {
            for words in [&finding.message, &finding.hint] {
                assert!(is_russian(&words.ru) && words.en.len() > 10, "{code}: {words:?}");
                assert!(!words.ru.ends_with(['!', '.']), "{code}: {words:?}");
            }
            assert!(
                finding.message.ru.contains(':') || finding.message.ru.contains('.'),
                "{code}: says no reason"
            );
        }
    }
    for rule in RULES {
        for label in [rule.label, rule.why, rule.fix] {
            assert!(is_russian(label.ru) && !is_russian(label.en) && !label.en.is_empty(), "{}", rule.code);
        }
    }
}

#[test]
fn no_finding_quotes_what_nobody_has_written() {
    for kind in BLOCK_TYPES {
        let mut case = Case::sound();
        for list in LIST_TYPES {
            case.list(list.name, &[("date", "2026-11-21"), ("hours", "10:00-12:00"), ("slot", "3h")]);
        }
        case.put(5, kind.name, &[]);
        case.wire(2, "no", 5);
        let mut filled = vec![case.findings()];
        for blank in [Prop::Text(String::new()), Prop::Text(" ".into())] {
            case.block(5).props = blank_rows(kind.form, &blank).into();
            filled.push(case.findings());
        }
        for finding in filled.iter().flatten() {
            for said in [&finding.message, &finding.hint] {
                let says = |hole: &str| said.ru.contains(hole) || said.en.contains(hole);
                let hole = ["«»", "“”", "« ", "“ ", " »", " ”", "  "].into_iter().find(|hole| says(hole));
                assert_eq!(hole, None, "{}: {said:?}", kind.name);
            }
        }
    }
}

/// Two rows in every list of a form, with lists of their own, in which everything has its key alone.
fn blank_rows(form: &Form, blank: &Prop) -> Record {
    let rows = |inner: &Form, name: &str| -> Prop {
        let row = |at: usize| {
            let mut row = blank_rows(inner, blank);
            row.insert("key".into(), Prop::Text(format!("{name}{at}")));
            row
        };
        Prop::List(vec![row(1), row(2)])
    };
    let value = |field: &FormField| match field.shape {
        Shape::List(inner) => Some(rows(inner, field.name)),
        Shape::Line | Shape::Text => Some(blank.clone()),
        _ => None,
    };
    form.fields.iter().filter_map(|field| Some((field.name.to_owned(), value(field)?))).collect()
}

#[test]
fn what_a_block_lacks_is_shown_at_its_field() {
    let places = |code: &str, wrong: fn(&mut Case)| {
        let mut case = Case::sound();
        wrong(&mut case);
        let findings = case.findings();
        let place = |found: &&Diagnostic| match &found.at {
            Anchor::Prop { prop, row, .. } => (prop.clone(), *row),
            at => panic!("{code}: {at:?}"),
        };
        of(&findings, code).iter().map(place).collect::<Vec<_>>()
    };
    let at = |prop: &str, row: Option<usize>| vec![(prop.to_owned(), row)];
    assert_eq!(places("unfinished-block", |c| send(c, "booking", &[])), at("calendar", None));
    assert_eq!(places("unfinished-block", |c| send(c, "catalogue", &[])), at("table", None));
    assert_eq!(places("unfinished-block", |c| cases(c, "", &["да"])), at("field", None));
    assert_eq!(places("unfinished-block", |c| cases(c, "email", &[])), at("cases", None));
    assert_eq!(places("unfinished-block", |c| cases(c, "email", &["да", ""])), at("cases.value", Some(1)));
    assert_eq!(places("unfinished-block", |c| send(c, "action", &[])), at("actions", None));
    assert_eq!(
        places("rule-never-holds", |c| branch(c, &[("op", "ge")])),
        at("branches.rules.field", Some(0))
    );
    for kind in ["question", "choice", "multi_choice", "rating", "nps", "consent", "message"] {
        let mut case = Case::sound();
        case.put(5, kind, &[]);
        case.wire(2, "no", 5);
        let findings = case.findings();
        let found = of(&findings, "empty-message");
        let at = Anchor::Prop { block: BlockId(5), prop: "text".into(), row: None };
        assert_eq!(found.iter().map(|found| &found.at).collect::<Vec<_>>(), [&at], "{kind}");
    }
}

#[test]
fn an_exit_that_nobody_has_named_is_called_by_its_place() {
    let messages = |kind: &str, list: &str, rows: &[&[(&str, &str)]]| {
        let mut case = Case::sound();
        case.put(5, kind, &[("else", 4)]);
        case.rows(5, list, rows);
        case.wire(2, "no", 5);
        let findings = case.findings();
        let open = findings.iter().filter(|finding| finding.code.ends_with("leads-nowhere"));
        let said = open.map(|finding| (finding.message.ru.clone(), finding.message.en.clone()));
        said.map(|(ru, en)| [ru, en].map(|text| text.split(':').next().unwrap_or_default().to_owned()))
            .collect::<Vec<_>>()
    };
    let rows: [&[(&str, &str)]; 2] = [&[("key", "a"), ("value", "да")], &[("key", "b")]];
    assert_eq!(
        messages("switch", "cases", &rows)[1],
        [
            "Выход «Значение 2» блока «Переключатель» никуда не ведёт",
            "The exit “Value 2” of “Switch” leads nowhere"
        ]
    );
    assert_eq!(
        messages("condition", "branches", &rows)[0],
        [
            "Выход «Ветка 1» блока «Условие» никуда не ведёт",
            "The exit “Branch 1” of “Condition” leads nowhere"
        ]
    );
    assert_eq!(
        messages("split", "arms", &rows)[1],
        [
            "Выход «Вариант 2 · 50 %» блока «А/Б-сплит» никуда не ведёт",
            "The exit “Variant 2 · 50 %” of “A/B split” leads nowhere"
        ]
    );
    assert_eq!(
        messages("message", "buttons", &rows)[1],
        ["Кнопка № 2 никуда не ведёт", "The button no. 2 leads nowhere"]
    );
}

#[test]
fn an_invoice_without_a_time_of_its_own_is_not_said_to_have_one() {
    let mut case = Case::sound();
    sells(&mut case, "990");
    case.unwire(5, "expired");
    let said = |case: &Case| of(&case.findings(), "timeout-leads-nowhere")[0].message.ru.clone();
    assert!(said(&case).starts_with("Если платёжная система закроет счёт"), "{}", said(&case));
    case.text(5, "timeout", "1d");
    assert!(said(&case).starts_with("Через 1d бот перестанет ждать оплату"), "{}", said(&case));
}

#[test]
fn a_length_is_told_with_its_unit_and_its_excess() {
    let mut case = Case::sound();
    captioned(&mut case, &format!("{}{{{{ имя | друг }}}}", "😀".repeat(600)));
    let findings = case.findings();
    let found = of(&findings, "caption-too-long");
    assert_eq!(
        found[0].message.ru,
        "Для Telegram подпись под вложением слишком длинная: не меньше 1204 знаков (эмодзи — за два) вместо 1024, \
         на 180 больше. Подписчик получит её отдельным сообщением"
    );
    assert_eq!(found[0].severity, Severity::Error);
}

#[test]
fn what_is_too_long_is_shown_in_its_field_with_its_language_or_its_row() {
    let place = |code: &str, wrong: fn(&mut Case)| {
        let mut case = Case::sound();
        wrong(&mut case);
        let findings = case.findings();
        let found = of(&findings, code)[0];
        let Anchor::Prop { prop, row, .. } = &found.at else { panic!("{:?}", found.at) };
        (prop.clone(), *row, found.message.ru.clone())
    };
    let (prop, row, _) = place("caption-too-long", |c| cards(c, 1_100, "Взять"));
    assert_eq!((prop.as_str(), row), ("cards.text", Some(0)));
    let (prop, row, _) = place("label-too-long", |c| cards(c, 90, &"ж".repeat(40)));
    assert_eq!((prop.as_str(), row), ("cards.buttons.b7.label", Some(0)));
    let (prop, _, message) = place("label-too-long", |c| goods(c, &"ж".repeat(40)));
    assert_eq!(prop, "title_column");
    assert!(message.contains("(таблица «goods», строка 2)"), "{message}");
    let (prop, row, message) =
        place("label-too-long", |c| c.translate("en", &[("2.buttons.no.label", &*"j".repeat(70))]));
    assert_eq!((prop.as_str(), row), ("buttons.label", Some(1)));
    assert!(message.contains("(перевод «en»)"), "{message}");
}

#[test]
fn buttons_that_become_a_list_are_a_warning_and_those_that_nobody_sees_a_mistake() {
    for (count, found) in
        [(3, None), (4, Some(Severity::Warning)), (10, Some(Severity::Warning)), (11, Some(Severity::Error))]
    {
        let mut case = Case::sound();
        case.use_channel("whatsapp", "79991234567");
        case.many_buttons(count, "Да");
        let findings = case.findings();
        let found_now = of(&findings, "too-many-buttons").first().map(|finding| finding.severity);
        assert_eq!(found_now, found, "{count}");
    }
}

#[test]
fn answers_that_a_messenger_cannot_show_are_told_and_those_that_it_shows_elsewhere_are_not() {
    let asks = |kind: &str, options: usize, channel: &str, address: &str| {
        let mut case = Case::sound();
        case.use_channel(channel, address);
        case.put(5, kind, &[("next", 3), ("promoter", 3), ("passive", 3), ("detractor", 3)]);
        case.text(5, "text", "Порекомендуете нас?");
        let keys: Vec<_> = (0..options).map(|at| format!("k{at}")).collect();
        let rows: Vec<[(&str, &str); 2]> =
            keys.iter().map(|key| [("key", key.as_str()), ("label", key.as_str())]).collect();
        let rows: Vec<&[(&str, &str)]> = rows.iter().map(|row| row.as_slice()).collect();
        if options > 0 {
            case.rows(5, "options", &rows);
        }
        let findings = case.findings();
        of(&findings, "too-many-buttons").iter().map(|found| found.message.ru.clone()).collect::<Vec<_>>()
    };
    for (kind, options, channel, address, unseen) in [
        ("nps", 0, "vk", "sever", None),
        ("nps", 0, "messenger", "sever", None),
        ("nps", 0, "whatsapp", "79991234567", Some("последнюю подписчик")),
        ("choice", 40, "vk", "sever", None),
        ("choice", 42, "vk", "sever", Some("последние 2 ")),
        ("choice", 13, "messenger", "sever", None),
        ("choice", 14, "messenger", "sever", Some("последнюю подписчик")),
        // With the button that ends the choice.
        ("multi_choice", 13, "messenger", "sever", Some("последнюю подписчик")),
    ] {
        let found = asks(kind, options, channel, address);
        let is_told = unseen.map_or(found.is_empty(), |unseen| found.len() == 1 && found[0].contains(unseen));
        assert!(is_told, "{kind} of {options} in {channel}: {found:?}");
    }
}

#[test]
fn a_loop_names_its_blocks_and_one_that_counts_is_only_a_warning() {
    let mut case = Case::sound();
    case.plain(5);
    case.put(5, "action", &[("next", 2)]);
    case.block(5).title = "Плюс один".into();
    case.rows(5, "actions", &[&[("act", "add"), ("field", "email"), ("value", "1")]]);
    let findings = case.findings();
    let found = of(&findings, "loop-without-wait");
    assert!(
        found[0].message.ru.contains("«Сообщение» → «Плюс один» → «Сообщение»"),
        "{:?}",
        found[0].message
    );
    assert_eq!(found[0].severity, Severity::Error);
    case.put(6, "condition", &[("k", 4), ("else", 2)]);
    case.rows(6, "branches", &[&[("key", "k"), ("formula", "email > 5")]]);
    case.wire(5, "next", 6);
    let findings = case.findings();
    assert_eq!(of(&findings, "loop-without-wait")[0].severity, Severity::Warning);
}

#[test]
fn an_unknown_variable_is_shown_to_the_letter_with_the_name_that_was_meant() {
    let mut case = Case::sound();
    case.text(2, "text", "Привет, {{ имяя }}");
    let findings = case.findings();
    let found = of(&findings, "unknown-variable")[0];
    let span = found.span.clone().expect("a span");
    let meant: String = "Привет, {{ имяя }}".chars().skip(span.start).take(span.len()).collect();
    assert!(meant.contains("имяя"), "{meant}");
    assert!(matches!(&found.at, Anchor::Prop { prop, .. } if prop == "text"));
    assert!(found.hint.ru.contains("«имя»"), "{}", found.hint.ru);
}

#[test]
fn a_slip_in_address_is_marked_to_the_letter_and_both_places_are_named() {
    let mut case = Case::sound();
    case.text(2, "text", "Прислать вам чек-лист для вашего бота?");
    case.text(3, "text", "{{ имя | друг }}, куда **тебе** прислать?");
    let findings = case.findings();
    let found = of(&findings, "mixed-you")[0];
    assert_eq!(found.span, Some(25..29));
    assert!(
        found.message.ru.contains("«тебе» («Вопрос», блок 3), и «вам» («Сообщение», блок 2)"),
        "{}",
        found.message.ru
    );
}

#[test]
fn findings_come_gravest_first_and_always_in_one_order() {
    let mut case = Case::sound();
    case.text(3, "field", "");
    case.block(2).exits.clear();
    case.project.words.stop.clear();
    let findings = case.findings();
    let places: Vec<_> = findings.iter().map(|finding| (finding.severity, finding.code)).collect();
    let (error, warning) = (Severity::Error, Severity::Warning);
    assert_eq!(
        places,
        [
            (error, "missing-stop-word"),
            (error, "button-leads-nowhere"),
            (error, "button-leads-nowhere"),
            (warning, "unreachable-block"),
            (warning, "question-without-field"),
        ]
    );
    assert_eq!(case.findings(), findings);
}

#[test]
fn files_and_zones_are_judged_only_when_somebody_looked_for_them() {
    let mut case = Case::sound();
    case.project.schedule.zone = "Европа/Москва".into();
    case.text(2, "media", "нет.pdf");
    assert_eq!(check(&case.project, &compile(&case.project), Known::default()), []);
}

#[test]
fn a_funnel_of_ten_thousand_blocks_in_one_circle_is_checked_without_running_out_of_stack() {
    let mut case = Case::sound();
    case.plain(10);
    for id in 10..10_010 {
        case.put(id, "action", &[("next", if id == 10_009 { 2 } else { id + 1 })]);
    }
    let findings = case.findings();
    let found = of(&findings, "loop-without-wait");
    assert!(found[0].message.ru.contains("→ ещё 9995 → «Сообщение»"), "{}", found[0].message.ru);
}

#[test]
fn the_manual_of_rules_is_the_registry_in_print() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(&file, manual()).expect("written");
    }
    let printed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(printed == manual(), "docs/rules.md is old; run UPDATE_DOCS=1 cargo test --test rules");
}
