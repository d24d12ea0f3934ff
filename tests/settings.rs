//! The settings of a project, driven by the names that a person sees.
#![cfg(feature = "studio")]

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use voronka::blocks::Registry;
use voronka::edit::{History, build};
use voronka::model::{
    Block, FieldKind, FunnelName, Lang, Pos, Project, Prop, Record, Value, rows_of, text_of,
};
use voronka::studio::chat::NoMedia;
use voronka::studio::command::{Command, Looks};
use voronka::studio::keyboard::Keyboard;
use voronka::studio::settings::{SettingsInput, SettingsState, settings_ui};
use voronka::studio::theme::Theme;
use voronka::uses;

struct World {
    project: Project,
    history: History,
    state: SettingsState,
    theme: Theme,
    open: bool,
    dressed: bool,
    /// What was asked for beside edits.
    asked: Vec<Command>,
    keyboard: Keyboard,
}

fn draw(ui: &mut egui::Ui, world: &mut World) {
    // Faces that are set in one frame are there in the next.
    if !std::mem::replace(&mut world.dressed, true) {
        Theme::install_fonts(ui.ctx());
        world.theme.install(ui.ctx());
        return;
    }
    let mut commands = Vec::new();
    let World { project, history, state, theme, open, asked, keyboard, .. } = world;
    let uses = uses::all_named(project, &Registry);
    let input = SettingsInput {
        project,
        theme,
        lang: Lang::Ru,
        media: &[],
        store: &NoMedia,
        emulator: None,
        revision: history.revision(),
        uses: Some(&uses),
        people: &[],
        // 22 November 2026.
        now: 1_795_305_600_000,
        keys: keyboard.holder(ui.ctx(), false),
    };
    *open &= settings_ui(ui, &input, state, &mut commands);
    keyboard.follow(ui.ctx());
    for command in commands {
        match command {
            Command::Edit(transaction) => history.apply(project, transaction).unwrap(),
            Command::Typing(transaction) => history.apply_typing(project, transaction).unwrap(),
            Command::MergeTags { from, into } => {
                history.apply(project, build::merge_tags(project, &Registry, from, into)).unwrap();
            }
            Command::ShowSettings(section) => *state = SettingsState::at(&section),
            other => asked.push(other),
        }
    }
}

fn harness_of(project: Project, section: &str) -> Harness<'static, World> {
    let world = World {
        project,
        history: History::default(),
        state: SettingsState::at(section),
        theme: Theme::new(false, true),
        open: true,
        dressed: false,
        asked: Vec::new(),
        keyboard: Keyboard::default(),
    };
    let builder = Harness::builder().with_size(egui::vec2(1280.0, 1400.0));
    let mut harness = builder.build_ui_state(draw, world);
    harness.run();
    harness
}

fn harness(section: &str) -> Harness<'static, World> {
    harness_of(Project::new("Пример"), section)
}

fn click(harness: &mut Harness<'_, World>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

/// The field of that name, not the words above it.
fn field<'a>(harness: &'a Harness<'_, World>, label: &'a str) -> egui_kittest::Node<'a> {
    let line = harness.query_by_role_and_label(Role::TextInput, label);
    line.unwrap_or_else(|| harness.get_by_role_and_label(Role::MultilineTextInput, label))
}

/// Puts the cursor into a field with all of its text selected, and types.
fn write(harness: &mut Harness<'_, World>, label: &str, text: &str) {
    field(harness, label).focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    field(harness, label).type_text(text);
    harness.run();
}

fn press(harness: &mut Harness<'_, World>, key: Key) {
    harness.key_press(key);
    harness.run();
}

fn undo_all(harness: &mut Harness<'_, World>) -> usize {
    let World { project, history, .. } = harness.state_mut();
    let mut steps = 0;
    while history.undo(project).is_some() {
        steps += 1;
    }
    steps
}

/// A project with a tag and a field that stand in a message and a segment.
fn talkative() -> Project {
    let mut project = Project::new("Пример");
    let apply = |project: &mut Project, transaction: voronka::edit::Transaction| {
        transaction.apply(project).unwrap();
    };
    for name in ["лид", "лишний"] {
        let transaction = build::add_tag(&project, name).0;
        apply(&mut project, transaction);
    }
    let transaction = build::add_field(&project, "балл", FieldKind::Number).0;
    apply(&mut project, transaction);
    let mut message = Block::new("message");
    message.props.insert("text".into(), Prop::Text("Ваш балл {{ балл }}".into()));
    let mut branch = Block::new("condition");
    branch.props.insert("formula".into(), Prop::Text("has(\"лид\") and балл > 3".into()));
    for block in [message, branch] {
        let transaction = build::add_block(&project, &FunnelName("main".into()), block, Pos(0, 0)).0;
        apply(&mut project, transaction);
    }
    let rule = [("what", "tag"), ("tag", "лид")].map(|(name, text)| (name.into(), Prop::Text(text.into())));
    let group = [("rules".to_owned(), Prop::List(vec![rule.into_iter().collect()]))];
    let segment = [
        ("name".to_owned(), Prop::Text("Тёплые".into())),
        ("groups".to_owned(), Prop::List(vec![group.into_iter().collect()])),
    ];
    project.lists.insert("segments".into(), vec![segment.into_iter().collect()]);
    project
}

#[test]
fn a_tag_gets_another_name_everywhere_in_one_step() {
    let mut harness = harness_of(talkative(), "tags");
    let places = uses::of_tag(&harness.state().project, &Registry, "лид").len();
    assert!(places >= 1);
    write(&mut harness, "Имя: лид", "тёплый лид");
    assert!(
        harness.query_by_label_contains("Enter — изменится").is_some(),
        "what would change is said first"
    );
    assert!(harness.state().project.tag("лид").is_some(), "nothing changes while it is typed");
    press(&mut harness, Key::Enter);
    let project = &harness.state().project;
    assert!(project.tag("лид").is_none());
    assert_eq!(uses::of_tag(project, &Registry, "тёплый лид").len(), places);
    assert_eq!(undo_all(&mut harness), 1);
    assert!(harness.state().project.tag("лид").is_some());
}

#[test]
fn a_name_that_is_taken_or_escaped_stays_as_it_was() {
    let mut harness = harness_of(talkative(), "tags");
    write(&mut harness, "Имя: лид", "лишний");
    assert!(harness.query_by_label_contains("Такой тег уже есть").is_some());
    press(&mut harness, Key::Enter);
    let last_refused = |harness: &Harness<'_, World>| match harness.state().asked.last() {
        Some(Command::Looks(Looks::Refuse(why))) => why.ru,
        _ => "",
    };
    assert!(last_refused(&harness).contains("Такой тег уже есть"), "said after Enter too");
    write(&mut harness, "Имя: лид", " ");
    press(&mut harness, Key::Enter);
    assert!(last_refused(&harness).contains("не может быть пустым"));
    let said = harness.state().asked.len();
    write(&mut harness, "Имя: лид", "другой");
    press(&mut harness, Key::Escape);
    assert_eq!(harness.state().asked.len(), said, "Esc is no mistake");
    assert!(harness.state().project.tag("лид").is_some());
    assert_eq!(undo_all(&mut harness), 0);
    assert!(harness.state().open, "Esc left the field and not the page");
}

#[test]
fn a_name_is_kept_when_another_section_is_opened_over_it() {
    let mut harness = harness_of(talkative(), "tags");
    write(&mut harness, "Имя: лид", "покупатель");
    click(&mut harness, "Поля");
    assert!(harness.state().project.tag("покупатель").is_some());
    assert!(harness.query_by_label("Имя: балл").is_some(), "the other section is shown");
}

#[test]
fn the_schedule_is_a_sentence_that_is_changed_word_by_word() {
    let mut harness = harness("schedule");
    let say = |harness: &Harness<'_, World>, said: &str| {
        assert!(harness.query_by_label(said).is_some(), "the page does not say: {said}");
    };
    say(&harness, "Сам бот пишет каждый день, в любое время суток.");
    click(&mut harness, "+ предел сообщений");
    click(&mut harness, "не больше 2");
    click(&mut harness, "каждый день");
    // The editor of the card is below, that of the sentence over it.
    let sundays = harness.query_all_by_label("Дни отправки: Воскресенье").last().map(|day| day.click());
    assert!(sundays.is_some());
    harness.run();
    press(&mut harness, Key::Escape);
    say(
        &harness,
        "Сам бот пишет по дням: пн, вт, ср, чт, пт, сб, в любое время суток, не больше 2 сообщений за 1 день.",
    );
    click(&mut harness, "+ когда отвечают люди");
    let from = harness.query_all_by_label("Рабочие часы: с").last().expect("the editor of the sentence");
    from.focus();
    harness.run();
    harness.query_all_by_label("Рабочие часы: с").last().expect("the editor").type_text("09:00");
    harness.run();
    harness.query_all_by_label("Рабочие часы: до").last().expect("the editor").focus();
    harness.run();
    harness.query_all_by_label("Рабочие часы: до").last().expect("the editor").type_text("18:00");
    harness.run();
    assert_eq!(harness.state().project.schedule.work, "09:00-18:00");
    assert!(harness.query_by_label_contains("Люди отвечают каждый день с 09:00 до 18:00.").is_some());
    assert_eq!(harness.state().project.schedule.cap, 2);
}

#[test]
fn dates_that_cannot_be_read_stay_until_somebody_takes_them_off() {
    let mut project = Project::new("Пример");
    project.schedule.holidays = vec!["31.13.2026".into(), "2026-11-24".into()];
    let mut harness = harness_of(project, "schedule");
    assert!(harness.query_by_label("Не дата: 31.13.2026").is_some());
    click(&mut harness, "23.11.2026");
    let held = |harness: &Harness<'_, World>| harness.state().project.schedule.holidays.clone();
    assert_eq!(held(&harness), ["2026-11-23", "2026-11-24", "31.13.2026"]);
    click(&mut harness, "Убрать «31.13.2026»");
    assert_eq!(held(&harness), ["2026-11-23", "2026-11-24"]);
}

#[test]
fn tags_are_shown_where_they_stand_merged_and_cleared_away() {
    let mut harness = harness_of(talkative(), "tags");
    assert!(harness.query_by_label("лишний: нигде").is_some());
    let label = uses::all_named(&harness.state().project, &Registry);
    let count = label[&(uses::Thing::Tag, "лид".to_owned())];
    harness.get_by_label_contains("лид: ").click();
    harness.run();
    harness.get_by_label_contains("Сегменты: Тёплые").click();
    harness.run();
    assert!(
        matches!(&harness.state().asked[..], [Command::GoTo(hit)] if hit.place.listed.is_some()),
        "{count}"
    );
    click(&mut harness, "Объединить с другим тегом: лид");
    click(&mut harness, "лишний");
    let project = &harness.state().project;
    assert_eq!(project.tags.len(), 1);
    assert_eq!(uses::of_name(project, &Registry, uses::Thing::Tag, "лишний").len(), count);
    assert_eq!(undo_all(&mut harness), 1);
    harness.run();
    click(&mut harness, "Удалить лишние теги и поля");
    let tags: Vec<_> = harness.state().project.tags.iter().map(|tag| tag.name.clone()).collect();
    assert_eq!(tags, ["лид"]);
}

#[test]
fn a_field_is_made_filled_and_renamed_in_texts_and_formulas() {
    let mut harness = harness_of(talkative(), "fields");
    write(&mut harness, "Новое поле", "город");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().project.fields[1].name, "город");
    write(&mut harness, "У новых подписчиков: балл", "семь");
    assert_eq!(harness.state().project.fields[0].default, None, "no number, no value");
    write(&mut harness, "У новых подписчиков: балл", "7");
    assert!(matches!(harness.state().project.fields[0].default, Some(Value::Number(_))));
    write(&mut harness, "Имя: балл", "очки");
    press(&mut harness, Key::Enter);
    let project = &harness.state().project;
    let text = project.blocks().map(|(_, _, block)| block.text("text")).find(|text| !text.is_empty());
    assert_eq!(text, Some("Ваш балл {{ очки }}"));
    assert!(project.fields[0].default.is_some(), "the value stays");
}

#[test]
fn a_value_that_is_typed_for_new_subscribers_is_one_step_of_undo() {
    let mut harness = harness_of(talkative(), "fields");
    let name = "У новых подписчиков: балл";
    field(&harness, name).focus();
    harness.run();
    for letter in ["1", "5", "0"] {
        field(&harness, name).type_text(letter);
        harness.run();
    }
    let default = harness.state().project.fields[0].default.as_ref().map(ToString::to_string);
    assert_eq!(default.as_deref(), Some("150"));
    assert_eq!(undo_all(&mut harness), 1);
}

#[test]
fn arrows_in_a_list_go_on_from_what_is_chosen() {
    let mut harness = harness_of(talkative(), "fields");
    assert_eq!(harness.state().project.fields[0].kind, FieldKind::Number);
    click(&mut harness, "Что хранит: балл");
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().project.fields[0].kind, FieldKind::Flag, "the one after the number");
    harness.get_by_label("Что хранит: балл").focus();
    harness.run();
    for key in [Key::Enter, Key::ArrowUp, Key::Enter] {
        press(&mut harness, key);
    }
    assert_eq!(harness.state().project.fields[0].kind, FieldKind::Number, "the one before the flag");
}

#[test]
fn the_schedule_reads_as_a_sentence_and_takes_pressed_and_pasted_days() {
    let mut harness = harness("schedule");
    click(&mut harness, "23.11.2026");
    write(&mut harness, "Вставить список дат", "01.01.2027 и 2027-01-02");
    assert!(harness.query_by_label("Не дата: и").is_some());
    click(&mut harness, "Добавить даты");
    assert_eq!(harness.state().project.schedule.holidays, ["2026-11-23", "2027-01-01", "2027-01-02"]);
    write(&mut harness, "Тихие часы: с", "22:00");
    write(&mut harness, "Тихие часы: до", "09:00");
    assert!(harness.query_by_label_contains("молчит с 22:00 до 09:00").is_some());
    assert!(harness.query_by_label_contains("кроме 3 праздничных дней").is_some());
    harness.get_by_role_and_label(Role::ComboBox, "Часовой пояс").click();
    harness.run();
    write(&mut harness, "Город или пояс", "якутск");
    harness.get_by_label_contains("Asia/Yakutsk").click();
    harness.run();
    assert_eq!(harness.state().project.schedule.zone, "Asia/Yakutsk");
    undo_all(&mut harness);
    assert_eq!(harness.state().project.schedule, Project::new("").schedule);
}

#[test]
fn missing_texts_are_translated_one_after_another() {
    let mut project = talkative();
    let mut second = Block::new("message");
    second.props.insert("text".into(), Prop::Text("До встречи".into()));
    let added = build::add_block(&project, &FunnelName("main".into()), second, Pos(0, 200)).0;
    added.apply(&mut project).unwrap();
    build::set_layer(&project, "en", Default::default()).apply(&mut project).unwrap();
    let mut harness = harness_of(project, "languages");
    assert!(harness.query_by_label_contains("English: Готово 0 из 2").is_some());
    write(&mut harness, "English: Ваш балл {{ балл }}", "Your score");
    assert!(harness.query_by_label_contains("English: Готово 1 из 2").is_some());
    assert!(
        harness.query_by_label("English: Ваш балл {{ балл }}").is_some(),
        "the row stays under the cursor"
    );
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run();
    harness.get_by_label("English: До встречи").type_text("See you");
    harness.run();
    let texts = &harness.state().project.layers[0].texts;
    assert_eq!(texts.values().collect::<Vec<_>>(), ["Your score", "See you"]);
    let text = Some(Prop::Text("Пока".into()));
    let block_id = voronka::model::BlockId(3);
    let World { project, history, .. } = harness.state_mut();
    let changed = build::set_prop(project, block_id, "text", text);
    history.apply(project, changed).unwrap();
    harness.run();
    click(&mut harness, "Устарело 1");
    harness.get_by_label_contains("Перевод подходит").click();
    harness.run();
    assert!(harness.query_by_label("Устарело 0").is_some());
    harness.get_by_label("Отдать переводчику CSV").click();
    harness.run();
    assert!(matches!(&harness.state().asked[..], [Command::ExportTexts(layer, _)] if layer == "en"));
}

#[test]
fn messengers_are_added_ordered_and_addressed() {
    let mut harness = harness("channels");
    for name in ["Telegram", "ВКонтакте"] {
        click(&mut harness, "Добавить мессенджер");
        click(&mut harness, name);
    }
    write(&mut harness, "Telegram: Адрес", "testo_bot");
    assert!(harness.query_by_label_contains("@testo_bot · https://t.me/testo_bot").is_some());
    click(&mut harness, "Ниже: Telegram");
    let channels = &harness.state().project.channels;
    let names: Vec<_> = channels.iter().map(|setting| setting.channel.as_str()).collect();
    assert_eq!(names, ["vk", "telegram"]);
    assert_eq!(channels[1].address, "testo_bot");
    click(&mut harness, "Свои слова: Telegram");
    assert_eq!(harness.state().project.layers[0].name, "@telegram");
}

#[test]
fn the_bot_and_the_words_of_leaving_are_written() {
    let mut harness = harness("bot");
    write(&mut harness, "Имя бота", "Тесто");
    click(&mut harness, "Отписка и документы");
    write(&mut harness, "Отписывают слова", "хватит");
    press(&mut harness, Key::Enter);
    click(&mut harness, "Писать первым только тем, кто согласился");
    write(&mut harness, "Политика конфиденциальности", "testo.example");
    assert!(harness.query_by_label("Адрес страницы начинается с https://").is_some());
    let project = &harness.state().project;
    assert_eq!(project.bot.name, "Тесто");
    assert_eq!(project.words.stop, ["стоп", "stop", "хватит"]);
    assert!(project.consent.required);
}

#[test]
fn a_segment_is_made_of_groups_of_rules_and_undone_step_by_step() {
    let mut harness = harness("segments");
    click(&mut harness, "Добавить сегмент (Сегменты)");
    click(&mut harness, "Добавить группу (Группы условий 1)");
    click(&mut harness, "Настроить 1");
    harness.get_by_label("Пока никого: добавьте условие");
    harness.get_by_label_contains("Настоящих подписчиков студия не видит");
    let segments = harness.state().project.lists["segments"].clone();
    assert_eq!(text_of(&segments[0], "name"), "Сегмент 1");
    assert_eq!(rows_of(&segments[0], "groups").len(), 1);
    undo_all(&mut harness);
    assert!(harness.state().project.lists.is_empty());
}

#[test]
fn a_row_of_a_list_gets_another_name_everywhere_once_its_field_is_left() {
    let mut project = talkative();
    let text = |text: &str| Prop::Text(text.into());
    let rule = Record::from([("what".into(), text("segment")), ("segment".into(), text("Тёплые"))]);
    let group = Record::from([("rules".to_owned(), Prop::List(vec![rule]))]);
    let hot =
        Record::from([("name".to_owned(), text("Горячие")), ("groups".to_owned(), Prop::List(vec![group]))]);
    project.lists.get_mut("segments").unwrap().push(hot);
    let news = Record::from([("name".into(), text("Новости")), ("segment".into(), text("Тёплые"))]);
    project.lists.insert("broadcasts".into(), vec![news]);
    let uses = |project: &Project, name: &str| uses::of_listed(project, &Registry, "segments", name).len();
    assert_eq!(uses(&project, "Тёплые"), 2);
    let mut harness = harness_of(project, "segments");
    let name = |harness: &Harness<'_, World>, row: usize| {
        text_of(&harness.state().project.lists["segments"][row], "name").to_owned()
    };
    write(&mut harness, "Название 1", "Горячие");
    harness.get_by_label("Такое название уже есть");
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert_eq!(name(&harness, 0), "Тёплые", "two of one name could not be told apart");
    write(&mut harness, "Название 1", "Подписчики");
    assert_eq!(name(&harness, 0), "Тёплые", "a name changes as a whole");
    harness.key_press(egui::Key::Enter);
    harness.run();
    let project = &harness.state().project;
    assert_eq!((name(&harness, 0).as_str(), project.lists["segments"].len()), ("Подписчики", 2));
    assert_eq!((uses(project, "Подписчики"), uses(project, "Тёплые")), (2, 0));
    assert_eq!(text_of(&project.lists["broadcasts"][0], "segment"), "Подписчики");
    undo_all(&mut harness);
    assert_eq!(uses(&harness.state().project, "Тёплые"), 2);
}

#[test]
fn every_list_adds_a_row() {
    let mut harness = harness("segments");
    for list in voronka::blocks::LIST_TYPES {
        let label = list.label.ru;
        if list.name != "segments" {
            click(&mut harness, label);
        }
        let of_list = format!("({label})");
        harness.get_by_label_contains(&of_list).click();
        harness.run();
        assert_eq!(harness.state().project.lists[list.name].len(), 1, "{label}");
    }
}

#[test]
fn a_table_gets_columns_rows_and_cells() {
    let mut harness = harness("");
    write(&mut harness, "Новая таблица: tovary", "goods");
    click(&mut harness, "Создать таблицу");
    click(&mut harness, "Добавить столбец");
    click(&mut harness, "Добавить строку");
    write(&mut harness, "название 1", "Кружка");
    let table = harness.state().project.table("goods").unwrap().clone();
    assert_eq!(table.columns, ["название", "название 2"]);
    assert_eq!(table.rows, [["Кружка", ""]]);
    click(&mut harness, "Убрать столбец 2");
    click(&mut harness, "Убрать строку 1");
    assert!(harness.state().project.table("goods").unwrap().rows.is_empty());
    click(&mut harness, "Удалить таблицу");
    assert!(harness.state().project.tables.is_empty());
}

#[test]
fn columns_are_as_wide_as_their_text_and_as_a_hand_pulls_them() {
    let mut project = Project::new("Пример");
    let about = "Чашка ручной работы с глазурью цвета моря, подходит для посудомоечной машины. ".repeat(3);
    let columns = ["цена", "описание"].map(str::to_owned).to_vec();
    let rows = vec![vec!["590".to_owned(), about.clone()]];
    project.tables.push(voronka::model::Table { name: "goods".into(), columns, rows });
    let mut harness = harness_of(project, "tables/goods");
    let width = |harness: &Harness<'_, World>, name: &str| field(harness, name).rect().width();
    assert!(width(&harness, "описание 1") > width(&harness, "цена 1") + 100.0);
    field(&harness, "описание 1").hover();
    harness.run_steps(60);
    assert!(harness.query_by_label(&about).is_some(), "the whole text is told");
    let before = width(&harness, "описание 1");
    let border = harness.get_by_label("Ширина столбца 1").rect().center();
    let end = border - egui::vec2(60.0, 0.0);
    harness.drag_at(border);
    harness.run();
    for at in [border.lerp(end, 0.5), end] {
        harness.hover_at(at);
        harness.run();
    }
    harness.drop_at(end);
    harness.run();
    let middle = harness.get_by_label("Ширина столбца 1").rect().center();
    assert!((middle.x - end.x).abs() < 2.0, "{middle:?} is not at {end:?}");
    assert_eq!(width(&harness, "описание 1"), before, "the others stay");
}

#[test]
fn a_table_whose_name_is_no_file_name_is_not_made_and_the_page_closes() {
    let mut harness = harness("");
    write(&mut harness, "Новая таблица: tovary", "Товары!");
    click(&mut harness, "Создать таблицу");
    assert!(harness.state().project.tables.is_empty());
    click(&mut harness, "Закрыть настройки");
    assert!(!harness.state().open);
}

#[test]
fn a_section_stands_in_the_middle_of_a_wide_window_and_uses_all_of_a_narrow_one() {
    for (width, fills) in [(2560.0, false), (800.0, true)] {
        let mut harness = harness("bot");
        harness.set_size(egui::vec2(width, 900.0));
        harness.run();
        let line = field(&harness, "Название проекта").rect();
        let names = harness.get_by_label("Мессенджеры").rect();
        let (left, right) = (line.left() - names.right(), width - line.right());
        assert!((left - right).abs() < 20.0, "{left} {right} at {width}");
        assert_eq!(left < 80.0, fills, "{left} at {width}");
    }
}

#[test]
fn a_new_tag_is_written_in_a_line_as_wide_as_the_names_below_it() {
    let harness = harness_of(talkative(), "tags");
    let name = harness.state().project.tags[0].name.clone();
    let (new, held) = (field(&harness, "Новый тег").rect(), format!("Имя: {name}"));
    assert_eq!(new.x_range(), field(&harness, &held).rect().x_range());
}
