//! What a hand can do on the canvas, driven without a window.
#![cfg(feature = "studio")]

use egui::{Key, Pos2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::collections::BTreeMap;
use voronka::diag::Severity;
use voronka::edit::{History, build};
use voronka::model::{Block, BlockId, Exit, FunnelName, Lang, Pos, Project, Prop, Record};
use voronka::studio::canvas::{CanvasInput, CanvasState, PaletteDrag, WalkedPath, canvas_ui};
use voronka::studio::command::Command;
use voronka::studio::keyboard::Keyboard;
use voronka::studio::theme::Theme;

/// A window with nothing but the canvas, obeying as the studio does.
struct App {
    project: Project,
    history: History,
    canvas: CanvasState,
    theme: Theme,
    funnel: FunnelName,
    seen: Vec<Command>,
    keyboard: Keyboard,
}

const HELLO: BlockId = BlockId(1);
const BYE: BlockId = BlockId(2);

fn message(title: &str, buttons: &[(&str, &str)]) -> Block {
    let mut block = Block::new("message");
    block.title = title.to_owned();
    block.props.insert("text".to_owned(), Prop::Text("Привет, {{ имя }}! 👋".to_owned()));
    let row = |(key, label): &(&str, &str)| {
        let text = |text: &str| Prop::Text(text.to_owned());
        Record::from([("key".to_owned(), text(key)), ("label".to_owned(), text(label))])
    };
    block.props.insert("buttons".to_owned(), Prop::List(buttons.iter().map(row).collect()));
    block
}

fn two_blocks() -> Project {
    let mut project = Project::new("Проба");
    let blocks = &mut project.funnels[0].blocks;
    blocks.insert(HELLO, message("Приветствие", &[("b1", "Получить чек-лист"), ("b2", "Позже")]));
    blocks.insert(BYE, message("Прощание", &[]));
    project.layout.blocks.extend([(HELLO, Pos(0, 0)), (BYE, Pos(420, 60))]);
    project.next_block = 3;
    project
}

fn open(project: Project) -> Harness<'static, App> {
    let funnel = project.funnels[0].name.clone();
    let theme = Theme::new(false, true);
    let looks = theme.clone();
    let mut canvas = CanvasState::default();
    canvas.look_at(Pos(320, 120), 0.9);
    let (history, keyboard) = (History::default(), Keyboard::default());
    let app = App { project, history, canvas, theme, funnel, seen: Vec::new(), keyboard };
    let mut harness = Harness::builder()
        .with_size(vec2(1000.0, 700.0))
        .with_step_dt(1.0 / 60.0)
        .with_context_setup(move |ctx| {
            Theme::install_fonts(ctx);
            looks.install(ctx);
        })
        .build_ui_state(frame, app);
    harness.run();
    harness
}

fn frame(ui: &mut egui::Ui, app: &mut App) {
    let mut commands = Vec::new();
    let (walked, findings) = (WalkedPath::default(), BTreeMap::from([(BYE, Severity::Warning)]));
    let input = CanvasInput {
        project: &app.project,
        funnel: &app.funnel,
        theme: &app.theme,
        lang: Lang::Ru,
        walked: &walked,
        findings: &findings,
        revision: app.history.revision(),
        covered: None,
        keys: app.keyboard.holder(ui.ctx(), false),
    };
    canvas_ui(ui, &input, &mut app.canvas, &mut commands);
    app.keyboard.follow(ui.ctx());
    for command in commands {
        app.obey(&command);
        app.seen.push(command);
    }
}

impl App {
    fn obey(&mut self, command: &Command) {
        match command {
            Command::Edit(transaction) | Command::Typing(transaction) => {
                self.history.apply(&mut self.project, transaction.clone()).unwrap();
            }
            Command::AddBlock { kind, at, from } => {
                let block = Block::new(kind.clone());
                let at = at.unwrap_or_default();
                let (transaction, added) = build::add_block(&self.project, &self.funnel, block, at);
                self.history.apply(&mut self.project, transaction).unwrap();
                if let Some((block_id, exit)) = from {
                    let wire = build::connect(*block_id, exit.clone(), Some(added));
                    self.history.apply(&mut self.project, wire).unwrap();
                }
            }
            Command::Select(block_ids) => self.canvas.select(block_ids.iter().copied()),
            Command::DeleteSelection => {
                let transaction = build::delete_blocks(&self.project, &self.canvas.selection());
                self.history.apply(&mut self.project, transaction).unwrap();
            }
            other => assert!(matches!(other, Command::DuplicateSelection | Command::SelectAll), "{other:?}"),
        }
    }
}

fn center(harness: &Harness<'_, App>, label: &str) -> Pos2 {
    harness.get_by_label(label).rect().center()
}

/// Somewhere on a block that is neither its title nor a port.
fn body(harness: &Harness<'_, App>, block_id: BlockId) -> Pos2 {
    harness.state().canvas.block_rect(block_id).unwrap().center()
}

fn drag(harness: &mut Harness<'_, App>, from: Pos2, to: Pos2) {
    take(harness, from, to);
    harness.drop_at(to);
    harness.run();
}

/// Everything of a drag but letting go.
fn take(harness: &mut Harness<'_, App>, from: Pos2, to: Pos2) {
    harness.hover_at(from);
    harness.step();
    harness.drag_at(from);
    harness.step();
    for share in [0.3, 0.6, 1.0] {
        harness.hover_at(from.lerp(to, share));
        harness.step();
    }
}

fn wire(harness: &Harness<'_, App>, block_id: BlockId, exit: &str) -> Option<BlockId> {
    harness.state().project.block(block_id).unwrap().1.exits.get(&Exit::new(exit)).copied()
}

#[test]
fn a_click_selects_a_block_and_a_click_on_nothing_selects_none() {
    let mut harness = open(two_blocks());
    harness.get_by_label("Блок: Прощание").click();
    harness.run();
    assert_eq!(harness.state().canvas.selection(), [BYE]);
    harness.get_by_label("Блок: Приветствие").click_modifiers(egui::Modifiers::SHIFT);
    harness.run();
    assert_eq!(harness.state().canvas.selection(), [HELLO, BYE]);
    let empty = pos2(500.0, 90.0);
    harness.hover_at(empty);
    harness.drag_at(empty);
    harness.drop_at(empty);
    harness.run();
    assert_eq!(harness.state().canvas.selection(), []);
}

#[test]
fn moving_a_block_is_one_step_of_undo() {
    let mut harness = open(two_blocks());
    let from = body(&harness, BYE);
    drag(&mut harness, from, from + vec2(90.0, -45.0));
    let app = harness.state_mut();
    assert_eq!(app.project.layout.blocks[&BYE], Pos(517, 11), "on the grid");
    assert_eq!(app.project.layout.blocks[&HELLO], Pos(0, 0));
    app.history.undo(&mut app.project);
    assert_eq!(app.project, two_blocks());
    assert_eq!(app.history.can_undo(), None);
}

#[test]
fn esc_puts_a_block_back_that_is_being_moved() {
    let mut harness = open(two_blocks());
    let from = body(&harness, BYE);
    take(&mut harness, from, from + vec2(90.0, 90.0));
    harness.key_press(Key::Escape);
    harness.step();
    harness.drop_at(from + vec2(90.0, 90.0));
    harness.run();
    assert_eq!(harness.state().project, two_blocks());
}

#[test]
fn a_wire_is_pulled_from_a_port_to_a_block() {
    let mut harness = open(two_blocks());
    let port = center(&harness, "Выход: Получить чек-лист (Приветствие)");
    let target = body(&harness, BYE);
    drag(&mut harness, port, target);
    assert_eq!(wire(&harness, HELLO, "b1"), Some(BYE));
    assert_eq!(wire(&harness, HELLO, "b2"), None);
}

#[test]
fn a_quick_pull_from_a_port_draws_a_wire_also_from_half_out() {
    let mut harness = open(two_blocks());
    let hello = harness.get_by_label("Блок: Приветствие").rect();
    harness.hover_at(hello.center());
    harness.step();
    harness.event(egui::Event::Zoom(0.45));
    harness.run();
    let hello = harness.get_by_label("Блок: Приветствие").rect();
    harness.hover_at(hello.right_center());
    harness.run();
    let port = center(&harness, "Выход: Получить чек-лист (Приветствие)");
    harness.hover_at(port);
    harness.step();
    harness.drag_at(port);
    harness.step();
    // The hand is far away before the drag is known for one.
    let target = harness.get_by_label("Блок: Прощание").rect().center();
    harness.hover_at(target);
    harness.step();
    harness.drop_at(target);
    harness.run();
    assert_eq!(wire(&harness, HELLO, "b1"), Some(BYE));
}

#[test]
fn a_wire_dropped_on_nothing_asks_what_comes_next() {
    let mut harness = open(two_blocks());
    let port = center(&harness, "Выход: Позже (Приветствие)");
    drag(&mut harness, port, pos2(520.0, 520.0));
    assert!(harness.query_by_label("Вход").is_none(), "nothing can lead to an entry");
    harness.get_by_label("Найти блок").type_text("задер");
    harness.run();
    harness.get_by_label("Задержка").click();
    harness.run();
    let added = wire(&harness, HELLO, "b2").unwrap();
    let project = &harness.state().project;
    assert_eq!(project.block(added).unwrap().1.kind, "delay");
    assert!(harness.query_by_label("Задержка").is_none(), "the popup is gone");
    let port = harness.get_by_label("Выход: Позже (Приветствие)").rect().center();
    assert!(port.y < harness.state().canvas.block_rect(added).unwrap().top());
}

#[test]
fn a_wire_is_taken_off_with_alt_and_from_the_menu() {
    let mut project = two_blocks();
    let blocks = &mut project.funnels[0].blocks;
    blocks.get_mut(&HELLO).unwrap().exits.insert(Exit::new("b1"), BYE);
    let mut harness = open(project.clone());
    harness.get_by_label("Выход: Получить чек-лист (Приветствие)").click_secondary();
    harness.run();
    harness.get_by_label("Убрать связь").click();
    harness.run();
    assert_eq!(wire(&harness, HELLO, "b1"), None);

    let mut harness = open(project);
    let port = center(&harness, "Выход: Получить чек-лист (Приветствие)");
    let alt = egui::Modifiers::ALT;
    take(&mut harness, port, pos2(520.0, 520.0));
    harness.event(egui::Event::ModifiersChanged(alt));
    let pos = pos2(520.0, 520.0);
    let button = egui::PointerButton::Primary;
    harness.event(egui::Event::PointerButton { pos, button, pressed: false, modifiers: alt });
    harness.run();
    assert_eq!(wire(&harness, HELLO, "b1"), None);
    assert!(harness.query_by_label("Задержка").is_none(), "no popup asks what comes next");
}

#[test]
fn the_delete_key_asks_to_delete_the_selection() {
    let mut harness = open(two_blocks());
    harness.key_press(Key::Delete);
    harness.run();
    assert_eq!(harness.state().project, two_blocks(), "nothing is selected");
    harness.get_by_label("Блок: Прощание").click();
    harness.run();
    harness.key_press(Key::Delete);
    harness.run();
    assert!(harness.state().project.block(BYE).is_none());
    assert_eq!(harness.state().canvas.selection(), []);
}

#[test]
fn a_frame_drawn_around_blocks_selects_them() {
    let mut harness = open(two_blocks());
    let blocks = [HELLO, BYE].map(|id| harness.state().canvas.block_rect(id).unwrap());
    let around = blocks[0].union(blocks[1]).expand(12.0);
    drag(&mut harness, around.left_top(), around.right_bottom());
    assert_eq!(harness.state().canvas.selection(), [HELLO, BYE]);
    let only = blocks[1].expand(9.0);
    drag(&mut harness, only.right_top(), only.left_bottom());
    assert_eq!(harness.state().canvas.selection(), [BYE]);
}

#[test]
fn zooming_keeps_what_lies_under_the_pointer() {
    let mut harness = open(two_blocks());
    let before = harness.state().canvas.block_rect(BYE).unwrap();
    let pointer = before.left_top() + vec2(60.0, 20.0);
    harness.hover_at(pointer);
    harness.step();
    harness.event(egui::Event::Zoom(1.6));
    harness.run();
    let after = harness.state().canvas.block_rect(BYE).unwrap();
    assert!((after.width() / before.width() - 1.6).abs() < 0.02, "{before} {after}");
    let share = |rect: egui::Rect| (pointer - rect.min) / rect.width();
    assert!((share(after) - share(before)).length() < 0.02, "{before} {after}");
}

#[test]
fn what_is_selected_stays_where_it_is_while_the_zoom_changes_by_keys() {
    let mut harness = open(two_blocks());
    let state = harness.state_mut();
    state.canvas.look_at(Pos(700, 400), 0.4);
    state.canvas.select([BYE]);
    harness.run();
    let before = harness.state().canvas.block_rect(BYE).unwrap();
    let stays = |harness: &Harness<'static, App>| {
        let after = harness.state().canvas.block_rect(BYE).unwrap();
        assert!((after.center() - before.center()).length() < 2.0, "{before} {after}");
        after.width()
    };
    harness.state_mut().canvas.zoom_reset();
    harness.run();
    assert!(stays(&harness) > 2.0 * before.width());
    harness.state_mut().canvas.zoom_out();
    harness.run();
    stays(&harness);
}

#[test]
fn the_middle_button_pans() {
    let mut harness = open(two_blocks());
    let before = harness.state().canvas.block_rect(BYE).unwrap();
    let button = egui::PointerButton::Middle;
    let (from, by) = (pos2(500.0, 500.0), vec2(-80.0, 30.0));
    harness.hover_at(from);
    harness.step();
    for (pos, pressed) in [(from, true), (from + by, false)] {
        harness.hover_at(pos);
        harness.step();
        harness.event(egui::Event::PointerButton { pos, button, pressed, modifiers: Default::default() });
        harness.step();
    }
    harness.run();
    let moved = harness.state().canvas.block_rect(BYE).unwrap().min - before.min;
    assert!((moved - by).length() < 1.5, "{moved}");
    assert_eq!(harness.state().project, two_blocks());
}

#[test]
fn an_arrow_key_moves_the_selection_half_a_cell_and_shift_five_times_that() {
    let mut harness = open(two_blocks());
    harness.get_by_label("Блок: Прощание").click();
    harness.run();
    harness.key_press(Key::ArrowRight);
    harness.run();
    harness.key_press_modifiers(egui::Modifiers::SHIFT, Key::ArrowDown);
    harness.run();
    assert_eq!(harness.state().project.layout.blocks[&BYE], Pos(431, 115));
}

#[test]
fn a_title_is_written_where_it_stands() {
    let mut harness = open(two_blocks());
    for _ in 0..2 {
        harness.get_by_label("Блок: Прощание").click();
    }
    harness.run();
    let field = harness.get_by_label("Название блока");
    field.type_text("!");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().project.block(BYE).unwrap().1.title, "Прощание!");
    assert!(harness.query_by_label("Название блока").is_none());
}

#[test]
fn a_block_from_the_palette_lands_under_the_pointer() {
    let mut harness = open(two_blocks());
    let at = pos2(700.0, 520.0);
    egui::DragAndDrop::set_payload(&harness.ctx, PaletteDrag("question"));
    take(&mut harness, pos2(690.0, 500.0), at);
    harness.drop_at(at);
    harness.run();
    let app = harness.state();
    let (_, added, block) = app.project.blocks().last().unwrap();
    assert_eq!(block.kind, "question");
    assert!(app.canvas.block_rect(added).unwrap().contains(at));
}

#[test]
fn an_empty_funnel_teaches_the_first_step() {
    let mut harness = open(Project::new("Пусто"));
    harness.get_by_label("Нарисуйте первый блок").click();
    harness.run();
    let project = &harness.state().project;
    assert_eq!(project.blocks().map(|(_, _, block)| block.kind.as_str()).collect::<Vec<_>>(), ["entry"]);
    assert!(harness.query_by_label("Нарисуйте первый блок").is_none());
}

#[test]
fn a_press_on_the_map_goes_there() {
    let mut harness = open(two_blocks());
    harness.state_mut().canvas.look_at(Pos(5000, 5000), 1.0);
    harness.run();
    assert!(harness.query_by_label("Блок: Прощание").is_none(), "out of sight");
    harness.get_by_label("Карта воронки").click();
    harness.run();
    assert!(harness.query_by_label("Блок: Прощание").is_some());
}

#[test]
fn blocks_without_a_place_are_laid_out_and_nothing_moves_by_itself() {
    let mut project = two_blocks();
    project.layout.blocks.clear();
    project.funnels[0].blocks.get_mut(&HELLO).unwrap().exits.insert(Exit::new("b1"), BYE);
    let mut harness = open(project);
    harness.state_mut().canvas.fit_all();
    harness.run();
    let [hello, bye] = [HELLO, BYE].map(|id| harness.state().canvas.block_rect(id).unwrap());
    assert!(hello.right() < bye.left());
    let window = egui::Rect::from_min_size(Pos2::ZERO, vec2(1000.0, 700.0));
    assert!(window.contains_rect(hello.union(bye)));
}
