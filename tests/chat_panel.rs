//! The chat, driven by the names that a person sees: buttons, quick replies, typing, the clock, requests.
#![cfg(feature = "studio")]

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use std::collections::BTreeMap;
use std::sync::Arc;
use voronka::compile::compile;
use voronka::emulator::{Emulator, Setup};
use voronka::engine::CallError;
use voronka::model::{
    Block, BlockId, ChannelSetting, Exit, Few, FieldDef, FieldId, FieldKind, Lang, Project, Prop, Record,
};
use voronka::studio::chat::{ChatInput, ChatState, MediaStore, NoMedia, PANEL_WIDTH, chat_ui};
use voronka::studio::command::{ChatCommand, Command, Own};
use voronka::studio::theme::Theme;

struct World {
    project: Project,
    emulator: Emulator,
    state: ChatState,
    theme: Theme,
    lang: Lang,
    asked: Vec<Command>,
    dressed: bool,
    media: &'static dyn MediaStore,
}

/// Every file is a picture wider than the panel.
struct Wide;

impl MediaStore for Wide {
    fn image(&self, _path: &str) -> Option<(egui::TextureId, egui::Vec2)> {
        Some((egui::TextureId::default(), egui::vec2(1200.0, 1000.0)))
    }

    fn bytes(&self, _path: &str) -> Option<u64> {
        None
    }
}

/// Obeys as the application does.
fn perform(emulator: &mut Emulator, command: &Command) {
    let command = match command {
        Command::Chat(command) => command,
        Command::FocusBlock(_) => return,
        other => panic!("the chat asked for {other:?}"),
    };
    match command.clone() {
        ChatCommand::Start => emulator.open("go"),
        ChatCommand::Say(text) => emulator.say(&text),
        ChatCommand::Press { entry, label } => emulator.press(entry, &label).unwrap(),
        ChatCommand::Next => assert!(emulator.to_next_event()),
        ChatCommand::Advance(millis) => emulator.advance(millis),
        ChatCommand::Reset => emulator.restart(),
        ChatCommand::Answer { status, body } => emulator.answer_call(status, &body).unwrap(),
        ChatCommand::Fail => emulator.fail_call(CallError::Timeout).unwrap(),
        ChatCommand::AnswerNamed { outcome, body } => emulator.answer_named(&outcome, &body).unwrap(),
        ChatCommand::Click { entry, label } => drop(emulator.click(entry, &label).unwrap()),
        ChatCommand::Send(Own::Media(kind, file)) => emulator.send_media(kind, &file),
        ChatCommand::Send(Own::Location(lat, lon)) => emulator.send_location(lat, lon),
        ChatCommand::Send(Own::Contact(phone)) => emulator.send_contact(&phone),
        ChatCommand::Happen { name, about, value } => emulator.happen(&name, &about, &value),
        ChatCommand::HumanDone => emulator.human_done(),
        ChatCommand::Block => emulator.block_bot(),
        ChatCommand::SetField(field_id, value) => emulator.set_field(field_id, value),
        ChatCommand::SetTag(tag_id, on) => emulator.set_tag(tag_id, on),
        ChatCommand::As { channel, language } => {
            let mut setup = emulator.setup().clone();
            setup.channel = channel.unwrap_or(setup.channel);
            setup.profile.extend(language.map(|code| (FieldId::LANGUAGE, code)));
            emulator.restart_as(setup);
            emulator.open("go");
        }
        ChatCommand::PlayFrom(_) | ChatCommand::PlayPause | ChatCommand::ToTest => {}
    }
}

fn harness(project: Project, lang: Lang) -> Harness<'static, World> {
    let flow = Arc::new(compile(&project).flow);
    // Monday, 10:00 in Moscow.
    let setup = Setup::new(1_763_967_600_000, voronka::zones::rules_of);
    let world = World {
        project,
        emulator: Emulator::new(flow, setup),
        state: ChatState::default(),
        theme: Theme::new(false, true),
        lang,
        asked: Vec::new(),
        dressed: false,
        media: &NoMedia,
    };
    let draw = |ui: &mut egui::Ui, world: &mut World| {
        // Faces that are set in one frame are there in the next.
        if !std::mem::replace(&mut world.dressed, true) {
            Theme::install_fonts(ui.ctx());
            world.theme.install(ui.ctx());
            return;
        }
        let mut commands = Vec::new();
        let World { project, emulator, state, theme, lang, asked, media, .. } = world;
        let input = ChatInput { emulator, project, theme, lang: *lang, media: *media, playing: false };
        chat_ui(ui, &input, state, &mut commands);
        for command in &commands {
            perform(emulator, command);
        }
        asked.extend(commands);
    };
    let size = egui::vec2(PANEL_WIDTH, 900.0);
    let builder = Harness::builder().with_size(size);
    let mut harness = builder.build_ui_state(draw, world);
    harness.run();
    harness
}

fn text(text: &str) -> Prop {
    Prop::Text(text.into())
}

fn record(props: &[(&str, Prop)]) -> Record {
    props.iter().map(|(name, prop)| ((*name).to_owned(), prop.clone())).collect()
}

/// Entry `go` → a message with two buttons: one asks for a name, the other calls a site.
fn project() -> Project {
    let mut project = Project::new("Пример");
    project.channels.push(ChannelSetting { channel: "telegram".into(), address: "bot".into() });
    project.channels.push(ChannelSetting { channel: "viber".into(), address: "bot".into() });
    project.fields.push(FieldDef {
        id: FieldId(32),
        name: "город".into(),
        kind: FieldKind::Text,
        default: None,
    });
    project.next_field = 33;
    let button = |key: &str, label: &str| record(&[("key", text(key)), ("label", text(label))]);
    let exits = |exits: &[(&str, u32)]| -> Few<Exit, BlockId> {
        exits.iter().map(|(exit, to)| (Exit::new(*exit), BlockId(*to))).collect()
    };
    let buttons = Prop::List(vec![button("ask", "Рассказать о себе"), button("call", "Позвать менеджера")]);
    let quick = Prop::List(vec![button("yes", "Да, верно"), button("no", "Нет")]);
    let blocks = [
        ("entry", record(&[("links", Prop::Lines(vec!["go".into()]))]), exits(&[("next", 2)])),
        (
            "message",
            record(&[("text", text("Привет 👋 **Чем** помочь?")), ("buttons", buttons)]),
            exits(&[("ask", 3), ("call", 5)]),
        ),
        (
            "question",
            record(&[
                ("text", text("Из какого вы города?")),
                ("field", text("город")),
                ("timeout", text("1d")),
            ]),
            exits(&[("next", 4), ("timeout", 6)]),
        ),
        (
            "message",
            record(&[("text", text("{{ город }}, верно?")), ("quick_replies", quick)]),
            exits(&[("yes", 6), ("no", 3)]),
        ),
        ("http", record(&[("url", text("https://crm.example/lead"))]), exits(&[("next", 6), ("fail", 7)])),
        ("message", record(&[("text", text("Спасибо, ждите звонка"))]), exits(&[])),
        ("message", record(&[("text", text("Напишите нам на почту"))]), exits(&[])),
    ];
    for (index, (kind, props, exits)) in blocks.into_iter().enumerate() {
        let block =
            Block { kind: kind.into(), title: String::new(), props: props.into(), exits: exits.into() };
        project.funnels[0].blocks.insert(BlockId(index as u32 + 1), block);
    }
    project.next_block = 8;
    project
}

fn press(harness: &mut Harness<'_, World>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

#[test]
fn an_empty_chat_has_one_button_that_begins_the_conversation() {
    let mut harness = harness(project(), Lang::Ru);
    press(&mut harness, "Начать разговор");
    harness.get_by_label("Привет 👋 Чем помочь?");
    harness.get_by_label("Понедельник, 10:00 · вход по ссылке go");
    assert!(harness.query_by_label("Начать разговор").is_none());
}

#[test]
fn buttons_typing_and_quick_replies_lead_through_the_funnel() {
    let mut harness = harness(project(), Lang::Ru);
    press(&mut harness, "Начать разговор");
    press(&mut harness, "Рассказать о себе");
    harness.get_by_label("Из какого вы города?");
    harness.get_by_label("ждёт: Вопрос · ещё 1 д").click();
    harness.run();
    let question = harness.state().emulator.waiting_block().unwrap();
    assert_eq!(harness.state().asked.last(), Some(&Command::FocusBlock(question)), "the canvas shows it");
    harness.get_by_label("Сообщение").focus();
    harness.run();
    harness.get_by_label("Сообщение").type_text("Томск");
    harness.run();
    harness.key_press(egui::Key::Enter);
    harness.run();
    harness.get_by_label("город: Томск");
    press(&mut harness, "Да, верно");
    harness.get_by_label("Спасибо, ждите звонка");
    // Pressed quick replies are gone; what is left of that name is the subscriber's own bubble.
    let own = harness.get_by_label("Да, верно");
    assert_eq!(own.accesskit_node().role(), egui::accesskit::Role::Label);
}

#[test]
fn buttons_of_old_messages_stay_pressable() {
    let mut harness = harness(project(), Lang::Ru);
    press(&mut harness, "Начать разговор");
    press(&mut harness, "Рассказать о себе");
    let old = |harness: &Harness<'_, World>| {
        let buttons = harness.get_all_by_role_and_label(egui::accesskit::Role::Button, "Рассказать о себе");
        assert_eq!(buttons.count(), 1);
    };
    old(&harness);
    let button = egui::accesskit::Role::Button;
    harness.get_by_role_and_label(button, "Рассказать о себе").click();
    harness.run();
    let questions = harness.get_all_by_label("Из какого вы города?").count();
    assert_eq!(questions, 2, "the old button asks again");
    old(&harness);
}

#[test]
fn the_clock_goes_to_the_next_event_and_says_how_long_it_took() {
    let mut harness = harness(project(), Lang::Ru);
    press(&mut harness, "Начать разговор");
    press(&mut harness, "Рассказать о себе");
    press(&mut harness, "К следующему событию");
    harness.get_by_label("⏩ прошёл 1 день · вторник, 10:00");
    harness.get_by_label("Вт 10:00");
    harness.get_by_label("Спасибо, ждите звонка");
    assert!(harness.get_by_label("К следующему событию").accesskit_node().is_disabled());
}

#[test]
fn pulling_the_time_line_lets_part_of_the_time_pass() {
    let mut harness = harness(project(), Lang::Ru);
    press(&mut harness, "Начать разговор");
    press(&mut harness, "Рассказать о себе");
    let rail = harness.get_by_label("Время разговора").rect();
    harness.drag_at(egui::pos2(rail.left() + 8.0, rail.center().y));
    harness.step();
    harness.hover_at(rail.center());
    harness.step();
    harness.drop_at(rail.center());
    harness.run();
    let asked = harness.state().asked.last().cloned();
    let Some(Command::Chat(ChatCommand::Advance(millis))) = asked else { panic!("{asked:?}") };
    assert!((11 * 3_600_000..13 * 3_600_000).contains(&millis), "{millis}");
}

#[test]
fn the_author_answers_for_the_site_or_lets_it_be_silent() {
    for (answer, text) in [("Ответить", "Спасибо, ждите звонка"), ("Нет ответа", "Напишите нам на почту")]
    {
        let mut harness = harness(project(), Lang::Ru);
        press(&mut harness, "Начать разговор");
        press(&mut harness, "Позвать менеджера");
        harness.get_by_label("POST https://crm.example/lead");
        press(&mut harness, answer);
        harness.get_by_label(text);
        assert!(harness.query_by_label("Бот ждёт ответа сайта").is_none());
    }
}

#[test]
fn a_status_that_is_no_number_cannot_be_answered() {
    let mut harness = harness(project(), Lang::Ru);
    press(&mut harness, "Начать разговор");
    press(&mut harness, "Позвать менеджера");
    harness.get_by_label("Код ответа").focus();
    harness.run();
    harness.get_by_label("Код ответа").type_text("x");
    harness.run();
    harness.get_by_label("Число от 100 до 599");
    assert!(harness.get_by_label("Ответить").accesskit_node().is_disabled());
}

#[test]
fn another_messenger_begins_the_conversation_anew() {
    let mut harness = harness(project(), Lang::En);
    harness.get_by_label("город: not set");
    press(&mut harness, "Start talking");
    press(&mut harness, "Рассказать о себе");
    press(&mut harness, "Viber");
    assert_eq!(harness.state().emulator.setup().channel, "viber");
    assert!(harness.query_by_label("Из какого вы города?").is_none());
    harness.get_by_label("Привет 👋 Чем помочь?");
}

#[test]
fn the_time_line_says_when_nothing_lies_ahead() {
    let mut harness = harness(project(), Lang::Ru);
    harness.get_by_label("Время разговора").hover();
    harness.run_steps(60);
    harness.get_by_label("Впереди ничего не назначено. Назад — «Сначала»");
    press(&mut harness, "Начать разговор");
    press(&mut harness, "Рассказать о себе");
    harness.get_by_label("Время разговора").hover();
    harness.run_steps(60);
    harness.get_by_label("Потяните вперёд: время пройдёт. Назад — «Сначала»");
}

#[test]
fn starting_over_and_keeping_a_test_are_asked_for() {
    let mut harness = harness(project(), Lang::Ru);
    assert!(harness.get_by_label("В тест").accesskit_node().is_disabled());
    press(&mut harness, "Начать разговор");
    press(&mut harness, "В тест");
    press(&mut harness, "Сначала");
    assert!(harness.state().asked.contains(&Command::Chat(ChatCommand::ToTest)));
    assert!(harness.state().emulator.log().is_empty());
}

/// Entry `go` → these blocks one after the other.
fn line_of(blocks: Vec<(&str, Record)>) -> Project {
    let mut project = Project::new("Пример");
    project.channels.push(ChannelSetting { channel: "telegram".into(), address: "bot".into() });
    let entry = ("entry", record(&[("links", Prop::Lines(vec!["go".into()]))]));
    let count = blocks.len() as u32 + 1;
    for (index, (kind, props)) in std::iter::once(entry).chain(blocks).enumerate() {
        let id = index as u32 + 1;
        let next = (id < count).then(|| (Exit::next(), BlockId(id + 1)));
        let block = Block {
            kind: kind.into(),
            title: String::new(),
            props: props.into(),
            exits: next.into_iter().collect(),
        };
        project.funnels[0].blocks.insert(BlockId(id), block);
    }
    project.next_block = count + 1;
    project
}

#[test]
fn a_press_on_a_link_is_heard_where_the_project_looks_at_clicks() {
    let link = [
        ("key", text("b1")),
        ("label", text("Сайт")),
        ("kind", text("link")),
        ("url", text("https://shop.example")),
        ("track", Prop::Flag(true)),
    ];
    let props = record(&[("text", text("Загляните")), ("buttons", Prop::List(vec![record(&link)]))]);
    let mut project = line_of(vec![("message", props)]);
    let reacts = record(&[("event", text("own")), ("name", text("clicked:2.b1"))]);
    project.funnels[0].blocks.insert(BlockId(3), Block { props: reacts.into(), ..Block::new("wait_event") });
    let mut harness = harness(project, Lang::Ru);
    press(&mut harness, "Начать разговор");
    press(&mut harness, "Сайт");
    let emulator = &harness.state().emulator;
    let heard = emulator.log().iter().any(
        |entry| matches!(&entry.kind, voronka::emulator::EntryKind::Pressed { label, .. } if label == "Сайт"),
    );
    assert!(heard, "the click is in the log");
    let written = emulator.transcript();
    assert!(written.contains("> [Сайт]"), "{written}");
    let ground = voronka::emulator::transcript::Ground {
        flow: emulator.flow().clone(),
        titles: BTreeMap::new(),
        zone_of: voronka::zones::rules_of,
    };
    let transcript = voronka::emulator::transcript::parse(&written).unwrap();
    let played = voronka::emulator::transcript::play(&transcript, &ground).unwrap();
    assert!(played.error.is_none(), "a click is played again: {:?}", played.error);
    assert_eq!(played.emulator.session(), emulator.session());
}

#[test]
fn a_person_talks_until_the_bot_is_called_back() {
    let hand = record(&[("text", text("Передаю менеджеру"))]);
    let after = record(&[("text", text("Снова я"))]);
    let mut project = line_of(vec![("handover", hand), ("message", after)]);
    project.funnels[0].blocks.get_mut(&BlockId(2)).unwrap().exits.insert(Exit::new("done"), BlockId(3));
    let mut harness = harness(project, Lang::Ru);
    press(&mut harness, "Начать разговор");
    harness.get_by_label("Передаю менеджеру");
    harness.get_by_label("Разговор ведёт менеджер");
    press(&mut harness, "Вернуть боту");
    harness.get_by_label("Снова я");
    assert!(harness.query_by_label("Разговор ведёт менеджер").is_none());
}

#[test]
fn all_that_a_subscriber_can_do_is_behind_the_plus() {
    let mut harness = harness(project(), Lang::Ru);
    let choose = |harness: &mut Harness<'_, World>, label: &str| {
        press(harness, "Сделать за подписчика");
        press(harness, label);
    };
    choose(&mut harness, "Голосовое сообщение");
    choose(&mut harness, "Место на карте…");
    press(&mut harness, "Готово");
    choose(&mut harness, "Контакт…");
    press(&mut harness, "Готово");
    choose(&mut harness, "Событие…");
    harness.get_by_label("Что случилось").type_text("purchase");
    harness.run();
    harness.key_press(egui::Key::Enter);
    harness.run();
    choose(&mut harness, "Заблокировать бота");
    let written = harness.state().emulator.transcript();
    for line in [
        "> {voice voice.ogg}",
        "> {location 55.7558, 37.6173}",
        "> {contact +79991234567}",
        "* purchase",
        "> {blocked}",
    ] {
        assert!(written.contains(line), "no {line} in\n{written}");
    }
}

#[test]
fn a_form_opens_whole_esc_closes_it_and_the_talk_is_followed_after_it() {
    let lines = (0..30).map(|at| ("message", record(&[("text", text(&format!("Строка {at}")))])));
    let mut harness = harness(line_of(lines.collect()), Lang::Ru);
    press(&mut harness, "Начать разговор");
    read_back(&mut harness, "Строка 29");
    press(&mut harness, "Сделать за подписчика");
    press(&mut harness, "Событие…");
    harness.run();
    let foot = |harness: &Harness<'_, World>| harness.get_by_label("Сделать за подписчика").rect().top();
    let cancel = harness.get_by_label("Отмена").rect();
    assert!(cancel.bottom() <= foot(&harness), "the form lies under the field to write in: {cancel:?}");
    harness.key_press(egui::Key::Escape);
    harness.run();
    assert!(harness.query_by_label("Отмена").is_none(), "Esc closes the form");
    let mut last = "Строка 29";
    for word in ["раз", "два", "три", "четыре"] {
        read_back(&mut harness, last);
        harness.state_mut().emulator.say(word);
        harness.run();
        let said = harness.get_by_label(word).rect();
        assert!(said.bottom() <= foot(&harness), "«{word}» lies out of sight: {said:?}");
        last = word;
    }
}

/// Somebody turns the wheel to read what was said before `last`.
fn read_back(harness: &mut Harness<'_, World>, last: &str) {
    let before = harness.get_by_label(last).rect();
    wheel(harness, before.center());
    let after = harness.get_by_label(last).rect();
    assert!(after.top() > before.top() + 100.0, "«{last}» did not go down: {before:?} {after:?}");
}

fn wheel(harness: &mut Harness<'_, World>, at: egui::Pos2) {
    harness.hover_at(at);
    harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, 150.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: egui::Modifiers::NONE,
    });
    harness.run();
}

#[test]
fn a_name_that_is_cut_is_read_whole_on_hover_and_one_that_fits_is_not_said_twice() {
    let mut project = project();
    let long = "день, когда человек оставил первую заявку на сайте";
    project.fields.push(FieldDef { id: FieldId(33), name: long.into(), ..project.fields[0].clone() });
    let mut harness = harness(project, Lang::Ru);
    for (name, is_cut) in [(long, true), ("город", false)] {
        harness.get_by_label(&format!("{name}: не задано")).hover();
        for _ in 0..60 {
            harness.step();
        }
        let tips: Vec<_> = harness.query_all_by_label_contains("Нажмите,").collect();
        let said = tips.iter().filter_map(|node| node.accesskit_node().label().or(node.value()));
        let said = said.collect::<Vec<_>>();
        assert!(said.iter().any(|said| said.contains(name) == is_cut), "{name}: {said:?}");
    }
}

#[test]
fn fields_and_tags_are_set_by_hand() {
    let mut project = project();
    project.tags.push(voronka::model::TagDef { id: voronka::model::TagId(1), name: "лид".into() });
    let mut harness = harness(project, Lang::Ru);
    press(&mut harness, "город: не задано");
    harness.get_by_label("Значение").type_text("Омск");
    harness.run();
    press(&mut harness, "Записать");
    let said = harness.get_all_by_label("город: Омск").count();
    assert_eq!(said, 2, "as a remark in the chat and as a fact below it");
    press(&mut harness, "Поставить тег");
    press(&mut harness, "лид");
    assert_eq!(harness.state().emulator.session().tags.len(), 1);
    press(&mut harness, "лид");
    assert!(harness.state().emulator.session().tags.is_empty());
}

#[test]
fn services_answer_by_the_names_of_their_answers() {
    let pay = record(&[("amount", text("990")), ("title", text("Курс"))]);
    let mut harness = harness(line_of(vec![("payment", pay)]), Lang::Ru);
    press(&mut harness, "Начать разговор");
    harness.get_by_label("Бот просит выставить счёт");
    press(&mut harness, "Получилось");
    assert!(harness.query_by_label("Бот просит выставить счёт").is_none());
    let asked = harness.state().asked.last().cloned();
    assert!(matches!(asked, Some(Command::Chat(ChatCommand::AnswerNamed { .. }))), "{asked:?}");
}

#[test]
fn where_there_is_only_text_numbers_stand_for_buttons() {
    let mut harness = harness(project(), Lang::Ru);
    press(&mut harness, "Начать разговор");
    press(&mut harness, "Язык и вид");
    press(&mut harness, "Только текст, как SMS");
    harness.get_by_label_contains("1. Рассказать о себе");
    assert!(harness.query_by_label("Рассказать о себе").is_none());
    harness.get_by_label("Сообщение").focus();
    harness.run();
    harness.get_by_label("Сообщение").type_text("1");
    harness.run();
    harness.key_press(egui::Key::Enter);
    harness.run();
    harness.get_by_label("Из какого вы города?");
}

/// Two cards with a price and a picture.
fn two_cups() -> [Record; 2] {
    ["Красная", "Синяя"].map(|name| {
        record(&[
            ("key", text(name)),
            ("label", text(name)),
            ("text", text("590 ₽")),
            ("media", text("a.png")),
        ])
    })
}

#[test]
fn cards_albums_places_and_people_are_shown_with_their_names() {
    let options = two_cups();
    let album = Prop::List(vec![record(&[("media", text("b.mp4"))]), record(&[("media", text("c.pdf"))])]);
    let first = record(&[("text", text("Смотрите")), ("media", text("a.mp3")), ("album", album)]);
    let cards = record(&[("text", text("Какая?")), ("options", Prop::List(options.to_vec()))]);
    let mut harness = harness(line_of(vec![("message", first), ("choice", cards)]), Lang::Ru);
    harness.get_by_label("Начать разговор").click();
    // Cards that scroll sideways take some frames to find their place.
    harness.run_steps(8);
    harness.get_by_label("Смотрите");
    harness.get_by_label("Карточка Красная: 590 ₽");
    let button = egui::accesskit::Role::Button;
    harness.get_by_role_and_label(button, "Красная").click();
    harness.run_steps(8);
    let labels = harness.get_all_by_label("Красная").count();
    assert_eq!(labels, 2, "the button and the bubble of its press");
}

/// A message of so many buttons and quick replies, after which each leads to «Вы выбрали».
fn choice_in(channel: &str, buttons: &[&str], quick: &[&str]) -> Project {
    let rows = |labels: &[&str]| {
        let row = |label: &&str| record(&[("key", text(label)), ("label", text(label))]);
        Prop::List(labels.iter().map(row).collect())
    };
    let asks =
        record(&[("text", text("Что везём?")), ("buttons", rows(buttons)), ("quick_replies", rows(quick))]);
    let done = record(&[("text", text("Вы выбрали"))]);
    let mut project = line_of(vec![("message", asks), ("message", done)]);
    project.channels = vec![ChannelSetting { channel: channel.into(), address: "bot".into() }];
    let block = project.funnels[0].blocks.get_mut(&BlockId(2)).unwrap();
    block.exits = buttons.iter().chain(quick).map(|key| (Exit::new(*key), BlockId(3))).collect();
    project
}

/// The panel of such a project in its messenger, with the conversation begun.
fn begun(channel: &str, buttons: &[&str], quick: &[&str]) -> Harness<'static, World> {
    let mut harness = harness(choice_in(channel, buttons, quick), Lang::Ru);
    let mut setup = harness.state().emulator.setup().clone();
    setup.channel = channel.into();
    harness.state_mut().emulator.restart_as(setup);
    harness.state_mut().emulator.open("go");
    harness.run_steps(4);
    harness
}

const MESSENGERS: [&str; 6] = ["telegram", "vk", "max", "whatsapp", "viber", "messenger"];

#[test]
fn a_press_works_in_every_messenger_and_none_is_shown_as_another() {
    for (buttons, quick) in [(&["Пицца", "Роллы"][..], &[][..]), (&[][..], &["Пицца", "Роллы"][..])]
    {
        for channel in MESSENGERS {
            let mut harness = begun(channel, buttons, quick);
            assert!(harness.query_by_label_contains("показан как").is_none());
            harness.get_by_role_and_label(egui::accesskit::Role::Button, "Роллы").click();
            harness.run_steps(4);
            assert!(harness.query_by_label("Вы выбрали").is_some(), "{channel}");
        }
    }
}

#[test]
fn keyboards_stand_under_the_field_where_the_messenger_has_them_there() {
    for (channel, inline_below, quick_below) in [
        ("telegram", false, true),
        ("vk", false, true),
        ("max", false, false),
        ("whatsapp", false, false),
        ("viber", true, true),
    ] {
        let harness = begun(channel, &["Пицца"], &["Позже"]);
        let field = harness.get_by_label("Сообщение").rect();
        let is_below = |label: &str| harness.get_by_label(label).rect().top() >= field.bottom();
        assert_eq!((is_below("Пицца"), is_below("Позже")), (inline_below, quick_below), "{channel}");
    }
    let harness = begun("messenger", &["Пицца"], &["Позже"]);
    let (field, chip) = (harness.get_by_label("Сообщение").rect(), harness.get_by_label("Позже").rect());
    let said = harness.get_by_label("Пицца").rect();
    assert!(said.bottom() <= chip.top() && chip.bottom() <= field.top(), "chips stand over the field");
}

#[test]
fn quick_replies_vanish_after_a_press_and_where_the_messenger_is_brief_after_any_word() {
    let role = egui::accesskit::Role::Button;
    for channel in ["telegram", "vk", "viber", "messenger"] {
        let mut harness = begun(channel, &[], &["Позже", "Сейчас"]);
        harness.get_by_role_and_label(role, "Позже").click();
        harness.run_steps(4);
        assert!(harness.query_by_role_and_label(role, "Сейчас").is_none(), "{channel}");
    }
    for (channel, stays) in [("telegram", true), ("vk", false), ("viber", false), ("messenger", false)] {
        let mut harness = begun(channel, &[], &["Позже", "Сейчас"]);
        harness.state_mut().emulator.say("а сколько стоит");
        harness.run_steps(4);
        assert_eq!(harness.query_by_role_and_label(role, "Сейчас").is_some(), stays, "{channel}");
    }
}

#[test]
fn five_options_in_whatsapp_are_a_list_that_opens_and_is_driven_by_keys() {
    let options = ["Пицца", "Роллы", "Суп", "Салат", "Сок"];
    let mut harness = begun("whatsapp", &options, &[]);
    harness.get_by_label("В WhatsApp больше 3 кнопок не помещается: подписчик выбирает из списка");
    assert!(harness.query_by_label("Суп").is_none(), "the options are behind the button");
    harness.get_by_label("Выбрать").click();
    harness.run_steps(4);
    for option in options {
        harness.get_by_role_and_label(egui::accesskit::Role::MenuItem, option);
    }
    harness.key_press(egui::Key::Escape);
    harness.run_steps(4);
    assert!(harness.query_by_label("Суп").is_none(), "Esc closes the list");
    // The focus is back on the button, which opens it again.
    harness.key_press(egui::Key::Enter);
    harness.run_steps(4);
    harness.key_press(egui::Key::Tab);
    harness.run_steps(2);
    harness.key_press(egui::Key::Enter);
    harness.run_steps(4);
    harness.get_by_label("Вы выбрали");
    harness.get_by_role_and_label(egui::accesskit::Role::Label, "Роллы");
    assert!(harness.query_by_role(egui::accesskit::Role::MenuItem).is_none());
}

#[test]
fn a_choice_of_a_list_that_asks_for_a_number_opens_the_form_and_says_nothing() {
    let options = ["Пицца", "Роллы", "Суп", "Мой номер"];
    let mut harness = begun("whatsapp", &options, &[]);
    let mut setup = harness.state().emulator.setup().clone();
    setup.channel = "whatsapp".into();
    let mut flow = compile(&harness.state().project).flow;
    let buttons = flow.replies.iter_mut().flat_map(|reply| &mut reply.rows).flatten();
    buttons
        .filter(|button| button.key.as_str() == "Мой номер")
        .for_each(|button| button.request = Some(voronka::flow::Request::Contact));
    harness.state_mut().emulator = Emulator::new(Arc::new(flow), setup);
    harness.state_mut().emulator.open("go");
    harness.run_steps(4);
    harness.get_by_label("Выбрать").click();
    harness.run_steps(4);
    harness.get_by_role_and_label(egui::accesskit::Role::MenuItem, "Мой номер").click();
    harness.run_steps(4);
    assert!(harness.query_by_role(egui::accesskit::Role::MenuItem).is_none(), "the list is closed");
    let asked = &harness.state().asked;
    assert!(asked.iter().all(|command| !matches!(command, Command::Chat(ChatCommand::Press { .. }))));
    press(&mut harness, "Готово");
    let sent = |command: &Command| matches!(command, Command::Chat(ChatCommand::Send(Own::Contact(_))));
    assert!(harness.state().asked.iter().any(sent), "the number is sent");
}

#[test]
fn no_choice_of_a_list_looks_chosen_before_it_is_pressed_and_the_ring_has_room_in_the_phone() {
    let mut harness = begun("whatsapp", &["Пицца", "Роллы", "Суп", "Салат"], &[]);
    harness.get_by_label("Выбрать").click();
    harness.run_steps(4);
    let row = |harness: &Harness<'_, World>, label: &str| {
        harness.get_by_role_and_label(egui::accesskit::Role::MenuItem, label).rect()
    };
    let (first, second) = (row(&harness, "Пицца"), row(&harness, "Роллы"));
    harness.hover_at(second.center());
    harness.run_steps(4);
    let circles = || {
        let shapes = harness.output().shapes.iter().filter_map(|shape| match &shape.shape {
            egui::Shape::Circle(circle) if first.union(second).contains(circle.center) => Some(circle.fill),
            _ => None,
        });
        shapes.collect::<Vec<_>>()
    };
    assert_eq!(circles(), [egui::Color32::TRANSPARENT; 2], "one has the focus, the other the pointer");
    let mut scrim = harness.output().shapes.iter().filter_map(|shape| match &shape.shape {
        egui::Shape::Rect(rect) if rect.rect.contains_rect(first.union(second)) => Some(rect.rect),
        _ => None,
    });
    let phone = scrim.next_back().unwrap();
    assert!(phone.left() + 3.0 <= first.left() && first.right() + 3.0 <= phone.right(), "{phone} {first}");
}

#[test]
fn a_list_leaves_escape_to_whatever_else_has_the_keyboard() {
    let mut harness = begun("whatsapp", &["Пицца", "Роллы", "Суп", "Салат"], &[]);
    harness.get_by_label("Выбрать").click();
    harness.run_steps(4);
    let lies_open = |harness: &Harness<'_, World>| harness.query_by_label("Роллы").is_some();
    harness.get_by_label("Сообщение").focus();
    harness.run_steps(2);
    harness.key_press(egui::Key::Escape);
    harness.run_steps(2);
    assert!(lies_open(&harness), "the line had the keyboard");
    harness.key_press(egui::Key::Escape);
    harness.run_steps(2);
    assert!(!lies_open(&harness), "nothing has it but the list");
}

#[test]
fn the_wheel_over_a_list_does_not_move_the_talk_below() {
    let mut harness = begun("whatsapp", &["Пицца", "Роллы", "Суп", "Салат"], &[]);
    harness.get_by_label("Выбрать").click();
    harness.run_steps(4);
    for words in ["да"; 40].into_iter().chain(["а доставка?"]) {
        harness.state_mut().emulator.say(words);
    }
    harness.run_steps(6);
    let before = harness.get_by_label("а доставка?").rect();
    let over = harness.get_by_label("Суп").rect().center();
    wheel(&mut harness, over);
    assert_eq!(harness.get_by_label("а доставка?").rect(), before);
    harness.key_press(egui::Key::Escape);
    harness.run_steps(4);
    read_back(&mut harness, "а доставка?");
}

#[test]
fn what_does_not_fit_is_named_in_one_line() {
    let harness = begun("messenger", &["Пицца", "Роллы", "Суп", "Салат"], &[]);
    harness.get_by_label("В Messenger помещается 3. Подписчик не увидит: Салат");
    let button = egui::accesskit::Role::Button;
    assert!(harness.query_by_role_and_label(button, "Салат").is_none());
    harness.get_by_role_and_label(button, "Суп");
}

#[test]
fn every_score_of_a_scale_can_be_pressed_in_every_messenger_that_holds_it() {
    let role = egui::accesskit::Role::Button;
    for channel in ["telegram", "vk", "max", "viber", "messenger"] {
        let nps = record(&[("text", text("Порекомендуете нас?"))]);
        let mut harness = harness(line_of(vec![("nps", nps)]), Lang::Ru);
        let setup = Setup { channel: channel.into(), ..harness.state().emulator.setup().clone() };
        harness.state_mut().emulator.restart_as(setup);
        harness.state_mut().emulator.open("go");
        harness.run_steps(8);
        assert!(harness.query_by_label_contains("не увидит").is_none(), "{channel}");
        // Another try leaves them there.
        harness.state_mut().emulator.say("не знаю");
        harness.run_steps(4);
        for score in 0..=10 {
            assert!(harness.query_by_role_and_label(role, &score.to_string()).is_some(), "{channel} {score}");
        }
        if channel == "vk" {
            let top = |label: &str| harness.get_by_role_and_label(role, label).rect().top();
            assert!(top("0") > harness.get_by_label("Сообщение").rect().bottom());
            assert_eq!((top("0"), top("8")), (top("3"), top("10")), "rows of four, four and three");
        }
        harness.get_by_role_and_label(role, "10").scroll_to_me();
        harness.run_steps(4);
        harness.get_by_role_and_label(role, "10").click();
        harness.run_steps(4);
        let gone = harness.query_by_role_and_label(role, "3").is_none();
        assert_eq!(gone, matches!(channel, "vk" | "messenger"), "{channel}");
    }
}

#[test]
fn cards_stand_one_below_the_other_where_there_is_no_carousel() {
    let options = two_cups();
    for (channel, is_below) in [("max", true), ("vk", false)] {
        let cards = record(&[("text", text("Какая?")), ("options", Prop::List(options.to_vec()))]);
        let mut harness = harness(line_of(vec![("choice", cards)]), Lang::Ru);
        let setup = Setup { channel: channel.into(), ..harness.state().emulator.setup().clone() };
        harness.state_mut().emulator.restart_as(setup);
        harness.state_mut().emulator.open("go");
        harness.run_steps(8);
        let card = |label: &str| harness.get_by_label(label).rect();
        let (red, blue) = (card("Карточка Красная: 590 ₽"), card("Карточка Синяя: 590 ₽"));
        assert_eq!(blue.top() >= red.bottom(), is_below, "{channel}");
    }
}

#[test]
fn a_picture_that_comes_late_and_a_phone_that_gets_lower_leave_the_end_in_view() {
    let shown = |words: &str| ("message", record(&[("text", text(words)), ("media", text("a.png"))]));
    for talk in [vec![shown("Конец")], vec![shown("Раз"), shown("Два"), shown("Три"), shown("Конец")]]
    {
        let mut harness = harness(line_of(talk), Lang::Ru);
        let is_seen = |harness: &Harness<'_, World>| {
            let foot = harness.get_by_label("Сделать за подписчика").rect().top();
            let end = harness.get_by_label("Конец").rect();
            assert!(end.bottom() <= foot, "{end:?} lies under {foot}");
        };
        harness.set_size(egui::vec2(PANEL_WIDTH, 700.0));
        harness.state_mut().emulator.open("go");
        harness.run();
        is_seen(&harness);
        harness.state_mut().media = &Wide;
        harness.run();
        is_seen(&harness);
        harness.set_size(egui::vec2(PANEL_WIDTH, 560.0));
        harness.run();
        is_seen(&harness);
    }
}

#[test]
fn in_a_low_window_facts_scroll_and_the_buttons_below_them_stay() {
    let mut project = line_of(vec![("message", record(&[("text", text("Привет"))]))]);
    let field = |id: u16| FieldDef {
        id: FieldId(FieldId::FIRST_OWN.0 + id),
        name: format!("поле {id}"),
        kind: FieldKind::Text,
        default: None,
    };
    project.fields.extend((0..9).map(field));
    let mut harness = harness(project, Lang::Ru);
    harness.state_mut().emulator.open("go");
    // As large as 853×533 and 640×400 points leave it: 1280×800 at 150 % and at 200 %.
    for height in [452.0, 330.0] {
        harness.set_size(egui::vec2(PANEL_WIDTH, height));
        harness.run();
        let button = harness.get_by_label("В тест").rect();
        assert!(button.bottom() <= height, "at {height} points: {button:?}");
    }
}

#[test]
fn a_chat_comes_to_rest_at_any_height_whether_its_talk_fits_or_scrolls() {
    let shown = |words: &str| ("message", record(&[("text", text(words)), ("media", text("a.png"))]));
    let mut harness = harness(line_of(vec![shown("Раз"), shown("Два")]), Lang::Ru);
    harness.state_mut().media = &Wide;
    harness.state_mut().emulator.open("go");
    let (mut fits, mut scrolls) = (false, false);
    for height in 720..960 {
        harness.set_size(egui::vec2(PANEL_WIDTH, height as f32));
        // Longer than a bar needs to appear.
        harness.run_steps(6);
        for _ in 0..4 {
            harness.step();
            let rest = harness.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
            let causes = harness.ctx.repaint_causes();
            assert_eq!(rest, std::time::Duration::MAX, "at {height} points: {causes:?}");
        }
        let bar = harness.query_all_by_role(egui::accesskit::Role::ScrollBar).count() > 0;
        (fits, scrolls) = (fits || !bar, scrolls || bar);
    }
    assert!(fits && scrolls, "the heights are both sides of where the talk fits");
}
