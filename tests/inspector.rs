//! The card of a block, driven by the names that a person sees.
#![cfg(feature = "studio")]

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use voronka::blocks::{BLOCK_TYPES, BlockType, LIST_TYPES};
use voronka::diag::{Anchor, Diagnostic, Severity, Words};
use voronka::edit::History;
use voronka::model::{
    Block, BlockId, ChannelSetting, FieldDef, FieldId, FieldKind, Form, FormField, Lang, Project, Prop,
    Record, Shape, Table, TagDef, TagId, text_of,
};
use voronka::studio::chat::NoMedia;
use voronka::studio::command::{ChatCommand, Command, MediaPlace};
use voronka::studio::inspector::{InspectorInput, InspectorState, MediaFile, inspector_ui};
use voronka::studio::theme::Theme;

const ID: BlockId = BlockId(1);

struct World {
    project: Project,
    history: History,
    state: InspectorState,
    theme: Theme,
    lang: Lang,
    findings: Vec<Diagnostic>,
    media: Vec<MediaFile>,
    asked: Vec<Command>,
    dressed: bool,
}

impl World {
    fn new(block: Block) -> Self {
        let mut project = Project::new("Пример");
        project.channels.push(ChannelSetting { channel: "telegram".into(), address: "bot".into() });
        let field = |id, name: &str| FieldDef {
            id: FieldId(id),
            name: name.into(),
            kind: FieldKind::Text,
            default: None,
        };
        project.fields = vec![field(32, "город"), field(33, "бюджет")];
        project.tags = vec![TagDef { id: TagId(1), name: "лид".into() }];
        project.next_field = 34;
        project.next_tag = 2;
        project.funnels[0].blocks.insert(ID, block);
        let other = Block { title: "Другой блок".into(), ..Block::new("message") };
        project.funnels[0].blocks.insert(BlockId(2), other);
        project.next_block = 3;
        project.tables.push(Table { name: "goods".into(), ..Table::default() });
        for list in LIST_TYPES {
            let row = Record::from([("name".into(), text(&format!("Из списка {}", list.name)))]);
            project.lists.insert(list.name.into(), vec![row]);
        }
        Self {
            project,
            history: History::default(),
            state: InspectorState::default(),
            theme: Theme::new(false, true),
            lang: Lang::Ru,
            findings: Vec::new(),
            media: vec![MediaFile { path: "list.pdf".into(), bytes: 1_258_291 }],
            asked: Vec::new(),
            dressed: false,
        }
    }

    fn block(&self) -> &Block {
        self.project.block(ID).unwrap().1
    }
}

fn draw(ui: &mut egui::Ui, world: &mut World) {
    // Faces that are set in one frame are there in the next.
    if !std::mem::replace(&mut world.dressed, true) {
        Theme::install_fonts(ui.ctx());
        world.theme.install(ui.ctx());
        return;
    }
    let mut commands = Vec::new();
    let World { project, history, state, theme, lang, findings, media, asked, .. } = world;
    let input = InspectorInput {
        project,
        block_id: ID,
        theme,
        lang: *lang,
        findings,
        media,
        store: &NoMedia,
        emulator: None,
        revision: history.revision(),
    };
    inspector_ui(ui, &input, state, &mut commands);
    for command in commands {
        match command {
            Command::Edit(transaction) => history.apply(project, transaction).unwrap(),
            Command::Typing(transaction) => history.apply_typing(project, transaction).unwrap(),
            command => asked.push(command),
        }
    }
}

fn harness(world: World) -> Harness<'static, World> {
    let mut harness = Harness::builder().with_size(egui::vec2(310.0, 1600.0)).build_ui_state(draw, world);
    harness.run();
    harness
}

fn kind(kind: &str) -> World {
    World::new(Block::new(kind))
}

fn with(kind: &str, props: &[(&str, Prop)]) -> World {
    let mut block = Block::new(kind);
    block.props = props.iter().map(|(name, prop)| ((*name).to_owned(), prop.clone())).collect();
    World::new(block)
}

fn text(text: &str) -> Prop {
    Prop::Text(text.into())
}

fn click(harness: &mut Harness<'_, World>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

fn type_into(harness: &mut Harness<'_, World>, label: &str, text: &str) {
    harness.get_by_label(label).focus();
    harness.run();
    harness.get_by_label(label).type_text(text);
    harness.run();
}

fn undo(harness: &mut Harness<'_, World>) {
    let world = harness.state_mut();
    assert!(world.history.undo(&mut world.project).is_some(), "there is something to undo");
    harness.run();
}

/// Fillings of a block that may bring a hidden property to light: none, then each other property alone.
fn fillings(form: &'static Form, hidden: &'static str) -> impl Iterator<Item = Record> {
    let others = form.fields.iter().filter(move |field| field.name != hidden);
    let alone = others.flat_map(|field| {
        let props: Vec<Prop> = match field.shape {
            Shape::Choice(choices) => choices[1..].iter().map(|choice| text(choice.name)).collect(),
            Shape::Flag => vec![Prop::Flag(true)],
            Shape::List(_) => {
                let row = [("key".to_owned(), text("b1")), ("label".to_owned(), text("A"))];
                vec![Prop::List(vec![Record::from(row)])]
            }
            Shape::Table => vec![text("goods")],
            Shape::Text | Shape::Line => vec![text("A")],
            Shape::Duration => vec![text("1h")],
            Shape::Field => vec![text("город")],
            _ => Vec::new(),
        };
        props.into_iter().map(|prop| Record::from([(field.name.to_owned(), prop)]))
    });
    std::iter::once(Record::new()).chain(alone)
}

/// Shows the card of a block filled in so that the editor of a property is there.
///
/// One window serves all cards: making a window is what takes most of the time.
fn show_card(
    harness: &mut Harness<'_, World>,
    block_type: &'static BlockType,
    field: &'static FormField,
    lang: Lang,
) {
    let (label, more) = (field.label.of(lang), if lang == Lang::Ru { "Ещё" } else { "More" });
    for filling in fillings(block_type.form, field.name) {
        let mut world = kind(block_type.name);
        (world.lang, world.dressed) = (lang, true);
        world.project.funnels[0].blocks.get_mut(&ID).unwrap().props = filling.into();
        *harness.state_mut() = world;
        harness.run();
        let there =
            |harness: &Harness<'_, World>| harness.query_all_by_label_contains(label).next().is_some();
        if !there(harness) && harness.query_by_label(more).is_some() {
            click(harness, more);
        }
        if there(harness) {
            return;
        }
    }
    panic!("{}: no editor called «{label}»", block_type.name)
}

#[test]
fn every_kind_of_block_shows_a_named_editor_for_every_property() {
    let mut harness = harness(kind("end"));
    for block_type in BLOCK_TYPES {
        for field in block_type.form.fields {
            show_card(&mut harness, block_type, field, Lang::En);
        }
    }
}

/// Does to the editor of a property what its shape asks for.
fn touch(harness: &mut Harness<'_, World>, shape: Shape, label: &str) {
    match shape {
        Shape::Text | Shape::Line | Shape::Url | Shape::Formula => type_into(harness, label, "Привет"),
        Shape::Date => type_into(harness, label, "2026-12-31"),
        Shape::Table => {
            click(harness, label);
            click(harness, "goods");
        }
        Shape::Named(list) => {
            click(harness, label);
            click(harness, &format!("Из списка {list}"));
        }
        Shape::Block => {
            click(harness, label);
            click(harness, "Другой блок");
        }
        Shape::Int { min, max, default } => {
            harness.get_by_label(label).focus();
            harness.run();
            harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
            let other = if default == max { min } else { max };
            harness.get_by_label(label).type_text(&other.to_string());
            harness.run();
        }
        Shape::Duration => type_into(harness, label, "5m"),
        Shape::TimeOfDay => type_into(harness, label, "10:00"),
        Shape::Window => type_into(harness, &format!("{label}: с"), "10:00"),
        Shape::Weekdays => click(harness, &format!("{label}: Суббота")),
        Shape::Flag => click(harness, label),
        Shape::Lines => {
            type_into(harness, label, "слово");
            harness.key_press(egui::Key::Enter);
            harness.run();
        }
        Shape::Choice(choices) => {
            if harness.query_by_role_and_label(egui::accesskit::Role::ComboBox, label).is_some() {
                click(harness, label);
            }
            let second = choices[1].label.ru;
            harness.get_all_by_label(second).last().unwrap().click();
            harness.run();
        }
        Shape::Field => {
            click(harness, label);
            click(harness, "город");
        }
        Shape::Tag => {
            click(harness, label);
            click(harness, "лид");
        }
        Shape::Funnel => {
            click(harness, label);
            click(harness, "main");
        }
        Shape::Media => {
            click(harness, label);
            click(harness, "list.pdf");
        }
        Shape::List(_) => {
            let of_list = format!("({label})");
            let is_add = |button: &egui_kittest::Node<'_>| {
                button.accesskit_node().label().is_some_and(|name| name.starts_with("Добавить"))
            };
            harness.get_all_by_label_contains(&of_list).rfind(is_add).unwrap().click();
            harness.run();
        }
    }
}

#[test]
fn every_property_of_every_block_can_be_edited_and_undone() {
    let mut harness = harness(kind("end"));
    for block_type in BLOCK_TYPES {
        for field in block_type.form.fields {
            show_card(&mut harness, block_type, field, Lang::Ru);
            let before = harness.state().project.clone();
            touch(&mut harness, field.shape, field.label.ru);
            let what = format!("{}.{}", block_type.name, field.name);
            assert_ne!(harness.state().project, before, "{what} did not change");
            assert!(harness.state().block().props.contains_key(field.name), "{what} was not set");
            while harness.state().history.can_undo().is_some() {
                undo(&mut harness);
            }
            assert_eq!(harness.state().project, before, "{what} was not undone");
        }
    }
}

#[test]
fn typing_is_one_step_of_undo_and_the_field_follows_it() {
    let mut harness = harness(kind("message"));
    for letter in ["Д", "а", "!"] {
        type_into(&mut harness, "Текст", letter);
    }
    assert_eq!(harness.state().block().text("text"), "Да!");
    assert!(harness.get_by_label("Текст").is_focused());
    undo(&mut harness);
    assert_eq!(harness.state().block().text("text"), "");
    assert_eq!(harness.get_by_label("Текст").value().unwrap_or_default(), "");
    assert!(harness.get_by_label("Текст").is_focused(), "undo leaves the cursor in the field");
}

#[test]
fn a_new_button_has_a_key_and_a_caption_ready_to_be_written_over() {
    let mut harness = harness(kind("message"));
    click(&mut harness, "Добавить кнопку (Кнопки)");
    assert!(harness.get_by_label("Надпись 1").is_focused());
    harness.get_by_label("Надпись 1").type_text("Купить");
    harness.run();
    let rows = harness.state().block().rows("buttons").to_vec();
    assert_eq!(text_of(&rows[0], "label"), "Купить");
    assert!(!text_of(&rows[0], "key").is_empty());
    click(&mut harness, "Добавить кнопку (Кнопки)");
    click(&mut harness, "Настроить 1");
    click(&mut harness, "Ниже 1");
    assert_eq!(text_of(&harness.state().block().rows("buttons")[1], "label"), "Купить");
    click(&mut harness, "Убрать 2");
    assert_eq!(harness.state().block().rows("buttons").len(), 1);
}

#[test]
fn enter_in_a_new_row_goes_on_to_the_next_and_an_untouched_one_ends_the_list() {
    let mut harness = harness(kind("message"));
    click(&mut harness, "Добавить кнопку (Кнопки)");
    for label in ["Да, хочу", "Нет"] {
        let focused = format!("Надпись {}", harness.state().block().rows("buttons").len());
        assert!(harness.get_by_label(&focused).is_focused(), "{label}");
        harness.get_by_label(&focused).type_text(label);
        harness.run();
        harness.key_press(egui::Key::Enter);
        harness.run();
    }
    assert_eq!(labels(&harness), "Да, хочуНетКнопка 3");
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert_eq!(labels(&harness), "Да, хочуНет");
    let keys =
        harness.state().block().rows("buttons").iter().map(|row| text_of(row, "key")).collect::<Vec<_>>();
    assert_eq!(keys, ["b1", "b2"]);
}

#[test]
fn a_new_row_comes_into_sight_also_when_something_is_found_out_above_it() {
    let size = egui::vec2(310.0, 420.0);
    let mut harness = Harness::builder().with_size(size).build_ui_state(draw, kind("message"));
    harness.run();
    let seen = |harness: &Harness<'_, World>, label: &str| {
        let rect = harness.get_by_label(label).rect();
        rect.top() > 60.0 && rect.bottom() < 400.0
    };
    click(&mut harness, "Добавить кнопку (Кнопки)");
    for number in 1..=4 {
        let label = format!("Надпись {number}");
        assert!(seen(&harness, &label), "{label}");
        harness.get_by_label(&label).type_text("Да");
        harness.run();
        harness.key_press(egui::Key::Enter);
        harness.run();
    }
    let found = |row| Diagnostic {
        severity: Severity::Error,
        code: "some.code",
        message: Words::new("Кнопка никуда не ведёт", "The button leads nowhere"),
        hint: Words::new("Проведите от неё связь", "Draw a wire from it"),
        at: Anchor::Prop { block: ID, prop: "buttons.label".into(), row: Some(row) },
        span: None,
    };
    harness.state_mut().findings = (0..4).map(found).collect();
    harness.run();
    assert!(seen(&harness, "Надпись 5"));
}

#[test]
fn enter_in_a_row_that_was_there_before_adds_nothing() {
    let mut harness = harness(three_buttons());
    type_into(&mut harness, "Надпись 3", "!");
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert_eq!(harness.state().block().rows("buttons").len(), 3);
}

#[test]
fn the_counter_counts_in_the_messengers_unit_and_warns_when_over() {
    let mut harness = harness(with("message", &[("text", text("Да 👋"))]));
    let said = |harness: &Harness<'_, World>| {
        harness.get_by_label("5 / 4096");
    };
    said(&harness);
    let long = "ы".repeat(1025);
    let block = harness.state_mut().project.funnels[0].blocks.get_mut(&ID).unwrap();
    block.props.insert("text".into(), text(&long));
    block.props.insert("media".into(), text("list.pdf"));
    harness.run();
    harness.get_by_label("1025 / 1024");
}

#[test]
fn tools_put_marks_around_the_text_and_fields_at_the_cursor() {
    let mut harness = harness(kind("message"));
    type_into(&mut harness, "Текст", "Привет, ");
    click(&mut harness, "Вставить поле подписчика (Текст)");
    click(&mut harness, "имя");
    assert_eq!(harness.state().block().text("text"), "Привет, {{ имя | друг }}");
    click(&mut harness, "Вставить эмодзи (Текст)");
    click(&mut harness, "🎁");
    assert!(harness.state().block().text("text").contains("🎁"));
}

/// Clicks with a pointer: press and release in frames of their own, or both between two frames.
fn click_by_hand(harness: &mut Harness<'_, World>, label: &str, quick: bool) {
    let pos = harness.get_by_label(label).rect().center();
    let button = |pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: egui::Modifiers::NONE,
    };
    harness.input_mut().events.push(egui::Event::PointerMoved(pos));
    harness.step();
    harness.input_mut().events.push(button(true));
    if !quick {
        harness.step();
    }
    harness.input_mut().events.push(button(false));
    harness.step();
    harness.run();
}

#[test]
fn after_a_tool_was_clicked_one_goes_on_writing() {
    for quick in [false, true] {
        let mut harness = harness(kind("message"));
        type_into(&mut harness, "Текст", "Привет, ");
        let field = |harness: &Harness<'_, World>| harness.get_by_label("Текст").is_focused();
        click_by_hand(&mut harness, "Вставить поле подписчика (Текст)", quick);
        click_by_hand(&mut harness, "имя", quick);
        assert!(field(&harness), "a field, quick: {quick}");
        click_by_hand(&mut harness, "Вставить эмодзи (Текст)", quick);
        click_by_hand(&mut harness, "🎁", quick);
        assert!(field(&harness), "an emoji, quick: {quick}");
        click_by_hand(&mut harness, "Жирный (Текст)", quick);
        assert!(field(&harness), "bold, quick: {quick}");
        harness.get_by_label("Текст").type_text("да");
        harness.run();
        let written = harness.state().block().text("text").to_owned();
        assert!(written.contains("{{ имя | друг }}🎁**да**"), "{written}, quick: {quick}");
        // Nothing is selected of the word in which the cursor stands: it would be written over.
        click_by_hand(&mut harness, "Жирный (Текст)", quick);
        harness.get_by_label("Текст").type_text("!");
        harness.run();
        let written = harness.state().block().text("text");
        assert!(written.contains("да!"), "{written}, quick: {quick}");
    }
}

#[test]
fn a_field_that_is_made_in_the_list_is_one_step_of_undo_with_its_choice() {
    let mut harness = harness(kind("question"));
    click(&mut harness, "Сохранить в поле");
    type_into(&mut harness, "Новое поле…", "рост");
    click(&mut harness, "Создать");
    assert_eq!(harness.state().block().text("field"), "рост");
    assert!(harness.state().project.field("рост").is_some());
    undo(&mut harness);
    assert!(harness.state().project.field("рост").is_none());
    assert_eq!(harness.state().block().text("field"), "");
}

#[test]
fn enter_takes_the_field_that_is_there_and_makes_one_only_when_none_is_called_so() {
    let mut harness = harness(kind("question"));
    for (typed, chosen, fields) in [("бюдж", "бюджет", 2), ("цена", "цена", 3)] {
        click(&mut harness, "Сохранить в поле");
        assert!(harness.get_by_label("Новое поле…").is_focused());
        harness.get_by_label("Новое поле…").type_text(typed);
        harness.run();
        harness.key_press(egui::Key::Enter);
        harness.run();
        let world = harness.state();
        assert_eq!((world.block().text("field"), world.project.fields.len()), (chosen, fields));
    }
}

#[test]
fn inputs_of_a_rule_that_do_not_apply_are_hidden() {
    let rule = Record::from([("field".into(), text("город")), ("op".into(), text("is_set"))]);
    let branch = Record::from([("key".into(), text("a")), ("rules".into(), Prop::List(vec![rule]))]);
    let mut harness = harness(with("condition", &[("branches", Prop::List(vec![branch]))]));
    harness.get_by_label("Сравнение 1.1");
    assert!(harness.query_by_label("Значение 1.1").is_none());
    assert!(harness.query_by_label("Тег 1.1").is_none());
    click(&mut harness, "Сравнение 1.1");
    click(&mut harness, "не меньше");
    type_into(&mut harness, "Значение 1.1", "12");
    let shows = |harness: &mut Harness<'_, World>, what: &str, names: &[&str]| {
        click(harness, "Что проверить 1.1");
        click(harness, what);
        for name in ["Тег 1.1", "Сравнение 1.1", "Значение 1.1", "Сегмент 1.1", "Не раньше чем 1.1"]
        {
            assert_eq!(harness.query_by_label(name).is_some(), names.contains(&name), "{what}: {name}");
        }
    };
    shows(&mut harness, "Есть тег", &["Тег 1.1"]);
    shows(&mut harness, "В сегменте", &["Сегмент 1.1"]);
    shows(&mut harness, "Мессенджер", &["Значение 1.1"]);
    shows(&mut harness, "Пришёл впервые", &[]);
}

#[test]
fn what_is_wrong_is_said_at_its_field() {
    let mut world = with("delay", &[("duration", text("скоро"))]);
    world.findings = vec![
        Diagnostic::new(
            "test",
            Severity::Error,
            Anchor::Prop { block: ID, prop: "at".into(), row: None },
            Words::new("Время не читается", "The time cannot be read"),
            Words::new("Напишите 10:00", "Write 10:00"),
        ),
        Diagnostic::new(
            "test",
            Severity::Warning,
            Anchor::Block(ID),
            Words::new("До блока не дойти", "The block cannot be reached"),
            Words::new("Проведите связь", "Connect it"),
        ),
    ];
    let mut harness = harness(world);
    harness.get_by_label("Время не читается");
    harness.get_by_label("До блока не дойти");
    harness.get_by_label_contains("Напишите, например");
    assert!(harness.query_by_label("Подходит всем мессенджерам").is_none());
    harness.state_mut().findings.clear();
    harness.run();
    harness.get_by_label("Подходит всем мессенджерам");
}

#[test]
fn the_title_is_edited_in_place_and_the_menu_asks_for_the_rest() {
    let mut harness = harness(kind("message"));
    type_into(&mut harness, "Название блока", "Чек-лист");
    assert_eq!(harness.state().block().title, "Чек-лист");
    for label in ["Начать разговор отсюда", "Дублировать", "Удалить"] {
        click(&mut harness, "Действия с блоком");
        click(&mut harness, label);
    }
    let asked = &harness.state().asked;
    assert!(asked.contains(&Command::Chat(ChatCommand::PlayFrom(ID))));
    assert!(asked.contains(&Command::DuplicateSelection));
    assert!(asked.contains(&Command::DeleteSelection));
}

#[test]
fn a_file_from_the_disk_is_asked_for() {
    let mut harness = harness(kind("message"));
    click(&mut harness, "Вложение");
    click(&mut harness, "Выбрать файл…");
    let wanted = Command::PickMedia(MediaPlace { block: ID, prop: "media".into(), row: None });
    assert_eq!(harness.state().asked, [wanted]);
}

#[test]
fn a_block_of_an_unknown_kind_has_a_card_that_says_so() {
    let harness = harness(kind("hologram"));
    harness.get_by_label_contains("не знает таких блоков");
}

#[test]
fn a_variable_is_one_thing_with_a_fallback_of_its_own() {
    let mut harness = harness(with("message", &[("text", text("Привет, {{ имя | друг }}"))]));
    harness.get_by_label("Текст").focus();
    harness.run();
    harness.key_press(egui::Key::End);
    harness.run();
    harness.get_by_label("Если значения нет (Текст)").focus();
    harness.run();
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    harness.get_by_label("Если значения нет (Текст)").type_text("гость");
    harness.run();
    assert_eq!(harness.state().block().text("text"), "Привет, {{ имя | гость }}");
    harness.get_by_label("Текст").focus();
    harness.run();
    harness.key_press(egui::Key::End);
    harness.run();
    harness.key_press(egui::Key::Backspace);
    harness.run();
    assert_eq!(harness.state().block().text("text"), "Привет, ", "it is deleted as a whole");
    undo(&mut harness);
    assert!(harness.state().block().text("text").starts_with("Привет, {{"));
}

#[test]
fn keys_form_what_is_selected_and_an_emoji_is_found_by_its_word() {
    let mut harness = harness(with("message", &[("text", text("Да"))]));
    harness.get_by_label("Текст").focus();
    harness.run();
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    harness.run();
    for (key, formed) in [(egui::Key::B, "**Да**"), (egui::Key::I, "**__Да__**"), (egui::Key::I, "**Да**")]
    {
        harness.key_press_modifiers(egui::Modifiers::COMMAND, key);
        harness.run();
        assert_eq!(harness.state().block().text("text"), formed);
    }
    click(&mut harness, "Вставить эмодзи (Текст)");
    type_into(&mut harness, "Найти эмодзи", "пиц");
    click(&mut harness, "🍕");
    assert!(harness.state().block().text("text").contains("🍕"));
    click(&mut harness, "Вставить эмодзи (Текст)");
    harness.get_by_label("Недавние");
}

#[test]
fn a_list_that_looks_for_something_has_the_keyboard_and_enter_takes_the_first() {
    let mut harness = harness(three_buttons());
    click(&mut harness, "ведёт в… (А)");
    assert!(harness.get_by_label("Найти блок").is_focused());
    harness.get_by_label("Найти блок").type_text("другой");
    harness.run();
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert_eq!(harness.state().block().exits.get(&voronka::model::Exit("b1".into())), Some(&BlockId(2)));
    click(&mut harness, "ведёт в… (Б)");
    assert_eq!(harness.get_by_label("Найти блок").value().unwrap_or_default(), "", "a list begins anew");
}

#[test]
fn selected_words_become_a_link_whose_address_is_changed_and_taken_off_at_the_cursor() {
    let mut harness = harness(with("message", &[("text", text("Прайс"))]));
    harness.get_by_label("Текст").focus();
    harness.run();
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    harness.run();
    click(&mut harness, "Ссылка (Текст)");
    type_into(&mut harness, "Адрес ссылки (Текст)", "https://sever.ru");
    click(&mut harness, "Сделать ссылкой");
    let said = |harness: &Harness<'_, World>| harness.state().block().text("text").to_owned();
    assert_eq!(said(&harness), "[Прайс](https://sever.ru)");
    harness.get_by_label("5 / 4096");
    type_into(&mut harness, "Адрес ссылки (Текст)", "/price");
    assert_eq!(said(&harness), "[Прайс](https://sever.ru/price)");
    click(&mut harness, "Убрать ссылку, слова оставить (Текст)");
    assert_eq!(said(&harness), "Прайс");
    click(&mut harness, "Другое оформление (Текст)");
    click(&mut harness, "Подчёркнутый");
    assert_eq!(said(&harness), "++Прайс++");
}

#[test]
fn a_sentence_of_time_is_changed_part_by_part_in_its_place() {
    let mut harness = harness(with("delay", &[("duration", text("1d")), ("days", text("mon-fri"))]));
    harness.get_by_label("Ждать 1 день. Писать только пн–пт");
    click(&mut harness, "1 день");
    click(&mut harness, "Сколько ждать: 1 ч");
    assert_eq!(harness.state().block().text("duration"), "1h");
    harness.key_press(egui::Key::Escape);
    harness.run();
    click(&mut harness, "+ часы");
    type_into(&mut harness, "Только в часы: с", "10:00");
    assert_eq!(harness.state().block().text("window"), "10:00-");
    harness.key_press(egui::Key::Escape);
    harness.run();
    click(&mut harness, "Ждать");
    click(&mut harness, "До даты");
    assert_eq!(harness.state().block().text("until"), "date");
}

#[test]
fn what_a_messenger_does_not_show_of_a_text_is_said_under_it() {
    let mut world = with("message", &[("text", text("**Вот** `КОД` [тут](https://a.ru)"))]);
    for channel in ["vk", "whatsapp", "max"] {
        world.project.channels.push(ChannelSetting { channel: channel.into(), address: String::new() });
    }
    let harness = harness(world);
    harness.get_by_label("VK: без жирного и моноширинного, адрес ссылки встанет в скобках");
    harness.get_by_label("WhatsApp: адрес ссылки встанет в скобках");
    harness.get_by_label("VK 26/4096");
    harness.get_by_label("MAX 11/4000");
}

#[test]
fn every_messenger_has_a_counter_of_its_own() {
    let mut world = with("message", &[("text", text("Да 👋"))]);
    world.project.channels.push(ChannelSetting { channel: "whatsapp".into(), address: String::new() });
    let harness = harness(world);
    harness.get_by_label("Telegram 5/4096");
    harness.get_by_label("WhatsApp 4/4096");
}

#[test]
fn a_language_is_added_and_its_texts_are_written_over_the_originals() {
    let button = Record::from([("key".into(), text("b1")), ("label".into(), text("Купить"))]);
    let props = [("text", text("Привет, {{ имя }}")), ("buttons", Prop::List(vec![button]))];
    let mut harness = harness(with("message", &props));
    click(&mut harness, "Добавить язык или мессенджер");
    click(&mut harness, "English");
    assert_eq!(harness.state().project.layers[0].name, "en");
    assert_eq!(harness.query_all_by_label("не переведено").count(), 2);
    assert!(harness.query_by_label("Вложение").is_none(), "only texts are shown");
    type_into(&mut harness, "Текст (English)", "Hello");
    type_into(&mut harness, "Кнопки 1 · Надпись (English)", "Buy");
    let said = |harness: &Harness<'_, World>| harness.state().project.layers[0].texts.clone();
    assert_eq!(said(&harness).into_values().collect::<Vec<_>>(), ["Buy", "Hello"]);
    assert_eq!(harness.query_all_by_label("не переведено").count(), 0);
    assert_eq!(harness.state().block().text("text"), "Привет, {{ имя }}", "the original stays");
    undo(&mut harness);
    assert_eq!(said(&harness).len(), 1);
    click(&mut harness, "Русский");
    harness.get_by_label("Вложение");
}

#[test]
fn the_preview_shows_the_message_with_values_and_buttons() {
    let button = Record::from([("key".into(), text("b1")), ("label".into(), text("Купить"))]);
    let props = [("text", text("Привет, {{ имя }}! {{ город }}")), ("buttons", Prop::List(vec![button]))];
    let mut harness = harness(with("message", &props));
    assert!(harness.query_by_label("Привет, Анна! город").is_none());
    click(&mut harness, "Как увидит подписчик");
    harness.get_by_label("Привет, Анна! город");
    harness.get_by_role_and_label(egui::accesskit::Role::Button, "Купить");
    type_into(&mut harness, "Текст", " Да");
    harness.get_by_label("Привет, Анна! город Да");
}

fn three_buttons() -> World {
    let button =
        |key: &str, label: &str| Record::from([("key".into(), text(key)), ("label".into(), text(label))]);
    let rows = vec![button("b1", "А"), button("b2", "Б"), button("b3", "В")];
    with("message", &[("text", text("?")), ("buttons", Prop::List(rows))])
}

fn labels(harness: &Harness<'_, World>) -> String {
    harness.state().block().rows("buttons").iter().map(|row| text_of(row, "label")).collect()
}

#[test]
fn rows_are_put_in_order_by_keys_and_by_hand() {
    let mut harness = harness(three_buttons());
    harness.get_by_label("Надпись 1").focus();
    harness.run();
    harness.key_press_modifiers(egui::Modifiers::ALT, egui::Key::ArrowDown);
    harness.run();
    assert_eq!(labels(&harness), "БАВ");
    assert!(harness.get_by_label("Надпись 2").is_focused(), "the focus goes along");
    harness.key_press_modifiers(egui::Modifiers::ALT, egui::Key::ArrowUp);
    harness.run();
    assert_eq!(labels(&harness), "АБВ");
    let from = harness.get_by_label("Передвинуть 1").rect().center();
    let to = harness.get_by_label("Надпись 3").rect().center() + egui::vec2(0.0, 30.0);
    harness.hover_at(from);
    harness.step();
    harness.drag_at(from);
    harness.step();
    for share in [0.3, 0.7, 1.0] {
        harness.hover_at(from.lerp(to, share));
        harness.step();
    }
    harness.drop_at(to);
    harness.run();
    assert_eq!(labels(&harness), "БВА");
    undo(&mut harness);
    assert_eq!(labels(&harness), "АБВ");
}

#[test]
fn a_button_is_led_to_a_block_to_a_new_one_and_nowhere() {
    let mut harness = harness(three_buttons());
    click(&mut harness, "ведёт в… (А)");
    type_into(&mut harness, "Найти блок", "другой");
    click(&mut harness, "Другой блок");
    assert_eq!(harness.state().block().exits[&voronka::model::Exit::new("b1")], BlockId(2));
    click(&mut harness, "А → Другой блок");
    assert_eq!(harness.state().asked, [Command::FocusBlock(BlockId(2))]);
    click(&mut harness, "Вести в другое место: А");
    click(&mut harness, "Убрать связь");
    assert!(harness.state().block().exits.is_empty());
    click(&mut harness, "ведёт в… (Б)");
    type_into(&mut harness, "Найти блок", "вопрос");
    click(&mut harness, "+ Вопрос");
    let asked = harness.state().asked.last().cloned();
    let Some(Command::AddBlock { kind, from, .. }) = asked else { panic!("{asked:?}") };
    assert_eq!(kind, "question");
    assert_eq!(from.map(|from| from.1.0), Some("b2".to_owned()));
}

#[test]
fn rules_read_as_a_sentence() {
    let rule = |tag: &str| Record::from([("what".into(), text("tag")), ("tag".into(), text(tag))]);
    let branch = |join: &str| {
        let rules = Prop::List(vec![rule("лид"), rule("VIP")]);
        Record::from([("key".into(), text("a")), ("join".into(), text(join)), ("rules".into(), rules)])
    };
    let mut harness = harness(with("condition", &[("branches", Prop::List(vec![branch("any")]))]));
    harness.get_by_label("Если");
    harness.get_by_label("или");
    click(&mut harness, "Наоборот 1.1");
    let rows = harness.state().block().rows("branches").to_vec();
    assert!(voronka::model::flag_of(&voronka::model::rows_of(&rows[0], "rules")[0], "not"));
    click(&mut harness, "Все условия");
    harness.get_by_label("и");
}

#[test]
fn a_file_is_attached_by_its_path_also_in_a_row() {
    let row = Record::from([("media".into(), text("list.pdf"))]);
    let mut harness = harness(with("message", &[("album", Prop::List(vec![row]))]));
    click(&mut harness, "Вложение 1");
    type_into(&mut harness, "Путь к файлу на диске", "/tmp/скидки.png");
    harness.key_press(egui::Key::Enter);
    harness.run();
    let place = MediaPlace { block: ID, prop: "album.media".into(), row: Some(0) };
    assert_eq!(harness.state().asked, [Command::AttachFile(place, "/tmp/скидки.png".into())]);
}

#[test]
fn a_finding_is_mended_by_the_button_below_it() {
    let mut world = with("message", &[("text", text("Ваш {{ размер }}"))]);
    let compiled = voronka::compile::compile(&world.project);
    world.findings = voronka::check::check(&world.project, &compiled, voronka::check::Known::default());
    let mut harness = harness(world);
    click(&mut harness, "Создать поле «размер»");
    assert!(harness.state().project.field("размер").is_some());
    undo(&mut harness);
    assert!(harness.state().project.field("размер").is_none());
}

#[test]
fn a_date_is_written_as_the_language_writes_dates_and_held_in_one_way() {
    let mut harness = harness(with("delay", &[("until", text("date"))]));
    let date = |harness: &Harness<'_, World>| harness.state().block().text("date").to_owned();
    click(&mut harness, "Ещё");
    type_into(&mut harness, "Дата", "1.2.2027");
    assert_eq!(date(&harness), "2027-02-01", "whoever saves now saves a date");
    assert_eq!(harness.get_by_label("Дата").value().as_deref(), Some("1.2.2027"));
    harness.get_by_label("Название блока").focus();
    harness.run();
    assert_eq!(date(&harness), "2027-02-01");
    assert_eq!(harness.get_by_label("Дата").value().as_deref(), Some("01.02.2027"));
    harness.state_mut().lang = Lang::En;
    harness.run();
    assert_eq!(harness.get_by_label("Date").value().as_deref(), Some("2027-02-01"));
}

#[test]
fn a_card_that_scrolls_is_laid_out_as_one_that_does_not() {
    let widths = [1600.0, 300.0].map(|height| {
        let world = kind("message");
        let size = egui::vec2(310.0, height);
        let mut harness = Harness::builder().with_size(size).build_ui_state(draw, world);
        harness.run();
        harness.get_by_label("Текст").rect().x_range()
    });
    assert_eq!(widths[0], widths[1]);
}

#[test]
fn what_a_step_of_undo_changed_comes_into_sight_when_it_is_outside() {
    let button = |key: &str| Record::from([("key".into(), text(key)), ("label".into(), text(key))]);
    let mut world = with("message", &[("buttons", Prop::List(["а", "б", "в", "г", "д"].map(button).into()))]);
    world.dressed = false;
    let mut harness = Harness::builder().with_size(egui::vec2(310.0, 420.0)).build_ui_state(draw, world);
    harness.run();
    let seen = |harness: &Harness<'_, World>, label: &str| {
        let rect = harness.get_by_label(label).rect();
        rect.top() > 60.0 && rect.bottom() < 400.0
    };
    assert!(!seen(&harness, "Надпись 5"), "the last button is below");
    let world = harness.state_mut();
    let mut rows = world.block().rows("buttons").to_vec();
    rows[4].insert("label".into(), text("Последняя"));
    let edit = voronka::edit::build::set_prop(&world.project, ID, "buttons", Some(Prop::List(rows)));
    world.history.apply(&mut world.project, edit).unwrap();
    harness.run();
    assert!(!seen(&harness, "Надпись 5"), "an edit scrolls nothing");
    let step = |harness: &mut Harness<'_, World>, back: bool| {
        let World { project, history, state, .. } = harness.state_mut();
        let before = state.before_step(project).unwrap();
        let step = if back { history.undo(project) } else { history.redo(project) };
        assert!(step.is_some());
        state.after_step(&before, project);
        harness.run();
    };
    step(&mut harness, true);
    assert!(seen(&harness, "Надпись 5"));
    let at = harness.get_by_label("Надпись 5").rect();
    step(&mut harness, false);
    assert_eq!(harness.get_by_label("Надпись 5").rect(), at, "what is in sight stays where it is");
}
