//! Everything a hand and a keyboard can do on the canvas, in the whole window.
#![cfg(feature = "studio")]

#[path = "support/hands.rs"]
mod hands;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use hands::{opening, window_of};
use voronka::blocks::{BLOCK_TYPES, Family, Registry};
use voronka::edit::{Edit, Transaction, build};
use voronka::file;
use voronka::folder;
use voronka::model::*;
use voronka::studio::command::ThemeChoice;
use voronka::studio::{App, Opening, Settings};

const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;
const NONE: Modifiers = Modifiers::NONE;
const START: BlockId = BlockId(1);
const HELLO: BlockId = BlockId(2);
const WAIT: BlockId = BlockId(3);
const LOOSE: BlockId = BlockId(4);

/// An entry, a greeting, a delay behind one another, and a message that nothing leads to.
fn sample() -> Project {
    let mut project = Project::new("Проба");
    let named = |kind: &str, title: &str| Block { title: title.into(), ..Block::new(kind) };
    let mut hello = named("message", "Привет");
    hello.props.insert("text".into(), Prop::Text("Здравствуйте, {{ бюджет }}".into()));
    let blocks = &mut project.funnels[0].blocks;
    blocks.insert(START, named("entry", "Старт"));
    blocks.insert(HELLO, hello);
    blocks.insert(WAIT, named("delay", "Пауза"));
    blocks.insert(LOOSE, named("message", "Запас"));
    blocks.get_mut(&START).unwrap().exits.insert(Exit::next(), HELLO);
    blocks.get_mut(&HELLO).unwrap().exits.insert(Exit::next(), WAIT);
    let places = [(START, Pos(0, 0)), (HELLO, Pos(330, 0)), (WAIT, Pos(660, 40)), (LOOSE, Pos(330, 300))];
    project.layout.blocks.extend(places);
    project.next_block = 5;
    build::add_field(&project, "бюджет", FieldKind::Number).0.apply(&mut project).unwrap();
    project
}

struct Window {
    harness: Harness<'static, App>,
    _folder: tempfile::TempDir,
}

fn open(project: &Project) -> Window {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("p");
    folder::create(&path, project, &Registry).unwrap();
    let settings = Settings { theme: ThemeChoice::Light, right_open: false, ..Settings::default() };
    let harness = window_of(Opening { settings, ..opening(Some(path)) }, vec2(1800.0, 1000.0));
    Window { harness, _folder: place }
}

impl Window {
    fn project(&self) -> &Project {
        self.harness.state().project().unwrap()
    }

    fn at(&self, block_id: BlockId) -> Pos {
        self.project().layout.blocks[&block_id]
    }

    fn leads(&self, block_id: BlockId) -> Option<BlockId> {
        self.project().block(block_id)?.1.exits.get(&Exit::next()).copied()
    }

    fn rect(&self, label: &str) -> Rect {
        self.harness.get_by_label(label).rect()
    }

    /// A place on a block below its title.
    fn body(&self, label: &str) -> Pos2 {
        let rect = self.rect(label);
        pos2(rect.center().x, rect.bottom() - 6.0)
    }

    fn sees(&self, label: &str) -> bool {
        self.harness.query_by_label(label).is_some()
    }

    fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.harness.run();
    }

    fn click_at(&mut self, pos: Pos2, modifiers: Modifiers) {
        self.button(pos, PointerButton::Primary, modifiers);
    }

    fn button(&mut self, pos: Pos2, button: PointerButton, modifiers: Modifiers) {
        self.harness.hover_at(pos);
        self.harness.step();
        for pressed in [true, false] {
            let press = Event::PointerButton { pos, button, pressed, modifiers };
            self.harness.event_modifiers(press, modifiers);
            self.harness.step();
        }
        self.harness.run();
    }

    fn drag(&mut self, from: Pos2, to: Pos2, modifiers: Modifiers) {
        self.harness.hover_at(from);
        self.harness.step();
        self.harness.event(Event::ModifiersChanged(modifiers));
        self.harness.event(Event::PointerButton {
            pos: from,
            button: PointerButton::Primary,
            pressed: true,
            modifiers,
        });
        self.harness.step();
        for share in [0.2, 0.5, 0.8, 1.0] {
            self.harness.hover_at(from.lerp(to, share));
            self.harness.step();
        }
        self.harness.step();
        self.harness.event(Event::PointerButton {
            pos: to,
            button: PointerButton::Primary,
            pressed: false,
            modifiers,
        });
        self.harness.step();
        self.harness.event(Event::ModifiersChanged(NONE));
        self.harness.run();
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run();
    }

    fn event(&mut self, event: Event) {
        self.harness.event(event);
        self.harness.step();
    }

    /// What the window has put into the clipboard in the last frame.
    fn copied(&self) -> Option<String> {
        let commands = &self.harness.output().platform_output.commands;
        commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    }

    /// Points on the screen for one canvas unit.
    fn zoom(&self) -> f32 {
        let apart = self.rect("Блок: Привет").left() - self.rect("Блок: Старт").left();
        apart / (self.at(HELLO).0 - self.at(START).0) as f32
    }
}

#[test]
fn shift_adds_ctrl_turns_over_and_esc_lets_go() {
    let mut window = open(&sample());
    window.click("Блок: Старт");
    let hello = window.body("Блок: Привет");
    window.click_at(hello, SHIFT);
    window.click_at(hello, SHIFT);
    window.press(NONE, Key::ArrowDown);
    assert_eq!((window.at(START), window.at(HELLO)), (Pos(0, 11), Pos(330, 11)), "both go along");
    window.click_at(window.body("Блок: Привет"), CTRL);
    window.press(SHIFT, Key::ArrowDown);
    assert_eq!((window.at(START), window.at(HELLO)), (Pos(0, 66), Pos(330, 11)), "one was taken out");
    window.press(NONE, Key::Escape);
    window.press(NONE, Key::Delete);
    assert_eq!(window.project().blocks().count(), 4, "nothing is selected");
}

#[test]
fn everything_that_follows_is_selected_at_once() {
    let mut window = open(&sample());
    window.click("Блок: Привет");
    window.press(CTRL | SHIFT, Key::A);
    window.press(NONE, Key::Delete);
    let left: Vec<_> = window.project().blocks().map(|(_, id, _)| id).collect();
    assert_eq!(left, [START, LOOSE]);
}

#[test]
fn a_block_comes_to_rest_in_line_with_its_neighbour_unless_alt_is_held() {
    let mut window = open(&sample());
    let zoom = window.zoom();
    let from = window.body("Блок: Пауза");
    window.drag(from, from + vec2(0.0, -37.0 * zoom), NONE);
    assert_eq!(window.at(WAIT), Pos(660, 0), "in line with the tops of its neighbours");
    let from = window.body("Блок: Пауза");
    window.drag(from, from + vec2(0.0, 16.0 * zoom), Modifiers::ALT);
    assert!((15..=17).contains(&window.at(WAIT).1), "free: {:?}", window.at(WAIT));
}

#[test]
fn selected_blocks_are_aligned_from_the_bar_in_one_step() {
    let mut window = open(&sample());
    window.press(CTRL, Key::A);
    window.click("Выровнять по верхнему краю");
    assert!([START, HELLO, WAIT, LOOSE].iter().all(|id| window.at(*id).1 == 0));
    window.press(CTRL, Key::Z);
    assert_eq!(window.project().layout, sample().layout);
    window.click("Распределить по вертикали");
    assert_eq!(window.at(LOOSE), Pos(330, 300), "the last one stays");
    assert!(window.at(WAIT).1 > 0);
}

#[test]
fn a_block_dropped_on_a_wire_is_put_into_it() {
    let mut window = open(&sample());
    let (start, hello) = (window.rect("Блок: Старт"), window.rect("Блок: Привет"));
    let wire = pos2((start.right() + hello.left()) / 2.0, start.top() + 17.0 * window.zoom());
    let entry = window.harness.get_by_role_and_label(Role::Button, "Сообщение").rect().center();
    window.drag(entry, wire, NONE);
    let added = window.leads(START).unwrap();
    assert_eq!((added, window.leads(added)), (BlockId(5), Some(HELLO)));
    window.press(CTRL, Key::Z);
    assert_eq!(window.leads(START), Some(HELLO));

    let loose = window.rect("Блок: Запас");
    let grip = loose.min + vec2(60.0, 12.0);
    let wire =
        pos2((hello.right() + window.rect("Блок: Пауза").left()) / 2.0, hello.top() + 30.0 * window.zoom());
    window.drag(grip, wire, Modifiers::ALT);
    assert_eq!((window.leads(HELLO), window.leads(LOOSE)), (Some(LOOSE), Some(WAIT)));
    window.press(CTRL, Key::Z);
    assert_eq!(window.project().layout, sample().layout, "moved and put in by one step");
}

#[test]
fn a_block_with_wires_says_why_it_does_not_go_into_another_and_goes_with_shift() {
    let mut project = sample();
    let last = BlockId(5);
    project.funnels[0].blocks.insert(last, Block::new("message"));
    project.funnels[0].blocks.get_mut(&LOOSE).unwrap().exits.insert(Exit::next(), last);
    project.layout.blocks.insert(last, Pos(860, 300));
    project.next_block = 6;
    let mut window = open(&project);
    let (from, to) = (window.rect("Блок: Запас"), window.rect("Блок: Сообщение"));
    let wire = pos2((from.right() + to.left()) / 2.0, from.top() + 17.0 * window.zoom());
    let hint =
        "У блока есть связи. С клавишей Shift он встанет в эту связь, а его соседи соединятся между собой";
    for shift in [Modifiers::NONE, Modifiers::SHIFT] {
        let grip = window.rect("Блок: Привет").min + vec2(60.0, 12.0);
        let button = |pos, pressed, modifiers| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers,
        };
        window.harness.hover_at(grip);
        window.event(button(grip, true, NONE));
        for share in [0.3, 0.7, 1.0, 1.0] {
            window.harness.hover_at(grip.lerp(wire, share));
            window.harness.step();
        }
        assert!(window.harness.query_by_label(hint).is_some(), "the hint stands beside the hand");
        window.event(Event::ModifiersChanged(shift));
        window.event(button(wire, false, shift));
        window.event(Event::ModifiersChanged(NONE));
        window.harness.run();
        let leads = [START, HELLO, LOOSE].map(|block_id| window.leads(block_id).unwrap());
        let goes = shift == Modifiers::SHIFT;
        assert_eq!(leads, if goes { [WAIT, last, HELLO] } else { [HELLO, WAIT, last] });
        window.press(CTRL, Key::Z);
        assert_eq!(window.project().layout, project.layout, "moved and put in by one step");
        assert_eq!(window.leads(START), Some(HELLO));
    }
}

#[test]
fn a_wire_is_turned_by_its_head_and_deleted_when_selected() {
    let mut window = open(&sample());
    let hello = window.rect("Блок: Привет");
    let head = hello.min + vec2(-3.0, 17.0 * window.zoom());
    let loose = window.body("Блок: Запас");
    window.drag(head, loose, NONE);
    assert_eq!(window.leads(START), Some(LOOSE));
    window.press(CTRL, Key::Z);
    let start = window.rect("Блок: Старт");
    let middle = pos2((start.right() + hello.left()) / 2.0, start.top() + 17.0 * window.zoom());
    window.click_at(middle, NONE);
    window.press(NONE, Key::Delete);
    assert_eq!(window.leads(START), None);
    assert_eq!(window.project().blocks().count(), 4);
}

#[test]
fn a_wire_has_a_menu_that_leads_along_it_and_puts_a_block_in() {
    let mut window = open(&sample());
    let (start, hello) = (window.rect("Блок: Старт"), window.rect("Блок: Привет"));
    let middle = pos2((start.right() + hello.left()) / 2.0, start.top() + 17.0 * window.zoom());
    window.button(middle, PointerButton::Secondary, NONE);
    for label in ["К началу связи", "К блоку, куда ведёт", "Убрать связь"]
    {
        assert!(window.sees(label), "{label}");
    }
    window.click("Вставить блок в связь");
    window.harness.get_by_label("Найти блок").type_text("вопрос");
    window.harness.run();
    window.press(NONE, Key::Enter);
    let added = window.leads(START).unwrap();
    assert_eq!(window.project().block(added).unwrap().1.kind, "question");
    assert!(window.project().block(added).unwrap().1.exits.values().any(|to| *to == HELLO));
}

#[test]
fn a_kind_of_block_is_found_by_the_words_that_people_have_for_it() {
    for (word, kind) in
        [("пауза", "delay"), ("если", "condition"), ("опрос", "question"), ("survey", "question")]
    {
        let mut window = open(&sample());
        let (start, hello) = (window.rect("Блок: Старт"), window.rect("Блок: Привет"));
        let middle = pos2((start.right() + hello.left()) / 2.0, start.top() + 17.0 * window.zoom());
        window.button(middle, PointerButton::Secondary, NONE);
        window.click("Вставить блок в связь");
        window.harness.get_by_label("Найти блок").type_text("ъ");
        window.press(NONE, Key::Enter);
        assert!(window.sees("Такого блока нет"));
        window.press(NONE, Key::Backspace);
        window.event(Event::Text(word.into()));
        window.press(NONE, Key::Enter);
        let added = window.leads(START).unwrap();
        assert_eq!(window.project().block(added).unwrap().1.kind, kind, "{word}");
    }
}

#[test]
fn blocks_travel_through_the_clipboard_to_another_window() {
    let mut window = open(&sample());
    window.click("Блок: Привет");
    window.click_at(window.body("Блок: Пауза"), SHIFT);
    window.event(Event::Copy);
    let text = window.copied().expect("something was copied");
    assert!(file::is_fragment(&text));

    let mut other = open(&Project::new("Другой"));
    other.harness.hover_at(pos2(600.0, 400.0));
    other.harness.run();
    other.event(Event::Paste(text));
    other.harness.run();
    let titles: Vec<_> = other.project().blocks().map(|(_, _, block)| block.title.clone()).collect();
    assert_eq!(titles, ["Привет", "Пауза"]);
    assert_eq!(other.leads(BlockId(1)), Some(BlockId(2)));
    assert!(other.project().field("бюджет").is_some(), "the field that a text names came along");
    other.press(CTRL, Key::Z);
    assert_eq!(other.project().blocks().count(), 0);
    assert!(other.project().field("бюджет").is_none());
}

#[test]
fn cutting_takes_away_plain_text_becomes_a_message_and_damage_is_said() {
    let mut window = open(&sample());
    window.click("Блок: Запас");
    window.event(Event::Cut);
    assert!(window.copied().is_some());
    window.harness.run();
    assert!(window.project().block(LOOSE).is_none());
    window.event(Event::Paste("Просто слова".into()));
    window.harness.run();
    let (_, _, block) = window.project().blocks().last().unwrap();
    assert_eq!((block.kind.as_str(), block.text("text")), ("message", "Просто слова"));
    let before = window.project().clone();
    window.event(Event::Paste("// voronka fragment 1\n(blocks: {1: mesage()})".into()));
    window.harness.run();
    assert!(window.harness.query_by_label_contains("Скопированное повреждено в строке 2").is_some());
    assert_eq!(window.project(), &before);
}

#[test]
fn a_frame_is_put_around_blocks_titled_moved_and_folded() {
    let mut window = open(&sample());
    window.click("Блок: Привет");
    window.click_at(window.body("Блок: Пауза"), SHIFT);
    window.press(CTRL | SHIFT, Key::G);
    window.harness.get_by_label("Название рамки").type_text("Прогрев");
    window.harness.run();
    window.press(NONE, Key::Enter);
    let frame = window.project().layout.frames.values().next().unwrap().clone();
    assert_eq!(frame.title, "Прогрев");

    let strip = window.rect("Рамка: Прогрев");
    let grip = strip.center();
    window.drag(grip, grip + vec2(0.0, 110.0 * window.zoom()), Modifiers::ALT);
    let moved = window.at(HELLO).1;
    assert!((108..=112).contains(&moved), "{moved}");
    assert_eq!(window.at(WAIT).1 - moved, 40);
    assert_eq!(window.at(START), Pos(0, 0));

    window.click("Свернуть рамку Прогрев");
    assert!(!window.sees("Блок: Привет") && window.sees("Блок: Старт"));
    let card = window.rect("Рамка: Прогрев");
    window.drag(card.center(), card.center() + vec2(0.0, 60.0), Modifiers::ALT);
    assert_ne!(window.at(HELLO).1, moved, "what is folded goes along");
    window.click("Развернуть рамку Прогрев");
    assert!(window.sees("Блок: Привет"));
    for _ in 0..5 {
        window.press(CTRL, Key::Z);
    }
    window.press(CTRL, Key::Z);
    assert_eq!(window.project(), &sample());
}

/// A greeting in a frame, beside it a note; around both and the delay another frame.
fn framed() -> Project {
    let mut project = sample();
    let main = FunnelName("main".into());
    let outer =
        Frame { at: Pos(280, -100), size: Pos(900, 380), title: "Воронка".into(), ..Frame::default() };
    let inner =
        Frame { at: Pos(300, -60), size: Pos(320, 280), title: "Прогрев".into(), ..Frame::default() };
    let note = Note { at: Pos(900, 120), size: Pos(220, 110), text: "Юрист".into(), ..Note::default() };
    for frame in [outer, inner] {
        build::add_frame(&project, Frame { funnel: main.clone(), ..frame }).0.apply(&mut project).unwrap();
    }
    build::add_note(&project, Note { funnel: main, ..note }).0.apply(&mut project).unwrap();
    project
}

#[test]
fn what_lies_in_a_frame_folds_moves_and_comes_back_with_it() {
    let mut window = open(&framed());
    let zoom = window.zoom();
    window.click("Свернуть рамку Воронка");
    for hidden in ["Блок: Привет", "Блок: Пауза", "Рамка: Прогрев", "Заметка: Юрист"]
    {
        assert!(!window.sees(hidden), "{hidden}");
    }
    assert!(window.sees("Блок: Запас"));
    let card = window.rect("Рамка: Воронка").center();
    window.drag(card, card + vec2(0.0, 110.0) * zoom, Modifiers::ALT);
    window.press(NONE, Key::ArrowRight);
    window.click("Развернуть рамку Воронка");
    let (was, is) = (framed().layout, &window.project().layout);
    let apart = |a: Pos, b: Pos| Pos(a.0 - b.0, a.1 - b.1);
    let by = apart(is.frames[&FrameId(1)].at, was.frames[&FrameId(1)].at);
    assert!(by.0 > 0 && (108..=112).contains(&by.1), "{by:?}");
    assert_eq!(apart(is.frames[&FrameId(2)].at, was.frames[&FrameId(2)].at), by);
    assert_eq!(apart(is.notes[&NoteId(1)].at, was.notes[&NoteId(1)].at), by);
    for block_id in [HELLO, WAIT] {
        assert_eq!(apart(is.blocks[&block_id], was.blocks[&block_id]), by);
    }
    assert!(window.sees("Блок: Привет") && window.sees("Заметка: Юрист"));
    for _ in 0..4 {
        window.press(CTRL, Key::Z);
    }
    assert_eq!(window.project(), &framed());
}

#[test]
fn a_frame_folded_inside_another_keeps_its_own_blocks() {
    let mut window = open(&framed());
    window.click("Свернуть рамку Прогрев");
    window.click("Свернуть рамку Воронка");
    let frames = &window.project().layout.frames;
    assert_eq!(frames[&FrameId(1)].folded, [WAIT].into());
    assert_eq!(frames[&FrameId(2)].folded, [HELLO].into());
    assert!(!window.sees("Рамка: Прогрев"));
    // The wire into the inner frame arrives at the card that is seen.
    let head = window.rect("Рамка: Воронка").left_center();
    window.drag(head + vec2(-4.0, 0.0), window.body("Блок: Запас"), NONE);
    assert_eq!(window.leads(START), Some(LOOSE));
    window.click("Рамка: Воронка");
    window.press(NONE, Key::Delete);
    assert!(window.sees("Рамка: Прогрев") && window.sees("Заметка: Юрист"), "what was inside is there");
    assert!(!window.sees("Блок: Привет") && window.sees("Блок: Пауза"));
    assert!(window.project().layout.frames[&FrameId(2)].is_folded());
}

#[test]
fn a_copy_of_a_folded_frame_holds_copies_of_what_lies_in_it() {
    let mut window = open(&framed());
    window.click("Свернуть рамку Прогрев");
    window.click("Свернуть рамку Воронка");
    window.click("Рамка: Воронка");
    window.press(CTRL, Key::D);
    let layout = &window.project().layout;
    assert_eq!((layout.frames.len(), layout.notes.len()), (4, 2));
    assert_eq!(
        layout.frames[&FrameId(3)].folded_marks,
        [Mark::Note(NoteId(2)), Mark::Frame(FrameId(4))].into()
    );
    assert_eq!(window.harness.query_all_by_label("Рамка: Воронка").count(), 2);
    assert!(!window.sees("Рамка: Прогрев") && !window.sees("Заметка: Юрист"));
}

#[test]
fn a_frame_is_sized_by_its_edges() {
    let mut project = sample();
    let frame =
        Frame { funnel: FunnelName("main".into()), at: Pos(0, 330), size: Pos(220, 110), ..Frame::default() };
    build::add_frame(&project, frame).0.apply(&mut project).unwrap();
    let mut window = open(&project);
    let rect = window.rect("Рамка:");
    let zoom = window.zoom();
    let corner = rect.min + vec2(220.0, 110.0) * zoom;
    window.drag(corner, corner + vec2(44.0, 44.0) * zoom, NONE);
    let frame = &window.project().layout.frames[&FrameId(1)];
    assert_eq!((frame.at, frame.size), (Pos(0, 330), Pos(264, 154)));
}

/// Puts a note down and writes on it.
fn begin_note(window: &mut Window) {
    window.click("Заметка");
    let spot = window.rect("Блок: Запас").right_bottom() + vec2(60.0, 40.0);
    window.click_at(spot, NONE);
    window.harness.get_by_label("Текст заметки").type_text("Спросить юриста");
    window.harness.run();
}

#[test]
fn a_note_is_put_down_written_and_taken_away() {
    let mut window = open(&sample());
    begin_note(&mut window);
    window.press(CTRL, Key::Enter);
    let note = window.project().layout.notes.values().next().unwrap();
    assert_eq!(note.text, "Спросить юриста");
    window.click("Заметка: Спросить юриста");
    window.click("Зелёный");
    assert_eq!(window.project().layout.notes[&NoteId(1)].hue, Hue::Green);
    window.press(NONE, Key::Delete);
    assert!(window.project().layout.notes.is_empty());
    assert_eq!(window.project().blocks().count(), 4);
}

#[test]
fn the_field_of_a_note_is_the_note() {
    let mut window = open(&framed());
    let note = window.rect("Заметка: Юрист");
    window.click("Заметка: Юрист");
    window.press(NONE, Key::F2);
    let field = window.rect("Текст заметки");
    assert!(
        (field.min - note.min).length() < 1.0 && (field.max - note.max).length() < 1.0,
        "{field:?} {note:?}"
    );
}

#[test]
fn a_note_grows_with_what_is_written_on_it() {
    let mut window = open(&sample());
    begin_note(&mut window);
    window.press(NONE, Key::Escape);
    let note_id = NoteId(1);
    let before = window.project().layout.notes[&note_id].clone();
    window.click("Заметка: Спросить юриста");
    window.press(NONE, Key::Enter);
    window.event(Event::Text(" об оферте и о согласии".repeat(20)));
    let after = window.project().layout.notes[&note_id].size;
    assert!(after.1 > before.size.1 + 60 && after.0 == before.size.0, "{before:?} {after:?}");
    window.press(NONE, Key::Escape);
    window.press(CTRL, Key::Z);
    assert_eq!(window.project().layout.notes[&note_id], before, "one step of undo");
}

#[test]
fn what_is_written_from_far_away_has_room_and_stays_off_the_tools() {
    let mut window = open(&sample());
    for _ in 0..5 {
        window.click("Отдалить");
    }
    assert!(window.zoom() < 0.3, "{}", window.zoom());
    window.click("Заметка");
    let [canvas, zoom, map] = ["Холст", "Масштаб", "Карта воронки"].map(|name| window.rect(name));
    window.click_at(zoom.right_top() + vec2(-4.0, -12.0), NONE);
    let field = window.rect("Текст заметки");
    assert!(field.width() >= 220.0 && canvas.contains_rect(field), "{field:?}");
    assert!(!field.intersects(zoom) && !field.intersects(map), "{field:?}");
    window.harness.get_by_label("Текст заметки").type_text("Спросить юриста");
    window.harness.run();
    window.press(CTRL, Key::Enter);
    window.click("Блок: Привет");
    window.press(NONE, Key::F2);
    let mut titles = window.harness.get_all_by_label("Название блока");
    assert!(titles.any(|field| field.is_focused() && field.rect().width() >= 220.0));
}

#[test]
fn a_key_leads_from_a_block_without_a_text_into_its_card() {
    let mut window = open(&sample());
    window.click("Блок: Пауза");
    window.press(CTRL, Key::Enter);
    assert!(window.harness.get_by_label("Название блока").is_focused());
}

#[test]
fn the_keyboard_alone_walks_names_and_adds() {
    let mut window = open(&sample());
    window.press(NONE, Key::ArrowRight);
    window.press(NONE, Key::Escape);
    window.click("Холст");
    window.press(NONE, Key::Tab);
    window.press(Modifiers::ALT, Key::ArrowRight);
    window.press(Modifiers::ALT, Key::ArrowRight);
    window.press(NONE, Key::F2);
    // The card of the block has such a field too; the one on the canvas has the keyboard.
    window.event(Event::Text(" минута".into()));
    window.press(NONE, Key::Enter);
    assert_eq!(window.project().block(WAIT).unwrap().1.title, "Пауза минута");
    window.press(NONE, Key::Space);
    window.harness.get_by_label("Найти блок").type_text("конец");
    window.harness.run();
    assert!(window.sees("Что дальше?"));
    window.press(NONE, Key::Escape);
    window.press(NONE, Key::Space);
    window.harness.get_by_label("Найти блок").type_text("вопрос");
    window.harness.run();
    window.press(NONE, Key::Enter);
    let added = window.leads(WAIT).unwrap();
    assert_eq!(window.project().block(added).unwrap().1.kind, "question");
}

#[test]
fn the_keyboard_alone_reaches_notes_frames_and_what_they_hide() {
    let mut window = open(&framed());
    window.click("Холст");
    // Tab reads the columns: the entry, both frames with the blocks in them, the delay, the note.
    window.press(NONE, Key::Tab);
    window.press(NONE, Key::Tab);
    window.press(NONE, Key::F2);
    window.event(Event::Text(" А".into()));
    window.press(NONE, Key::Enter);
    assert_eq!(window.project().layout.frames[&FrameId(1)].title, "Воронка А");
    window.click("Свернуть рамку Прогрев");
    window.click("Блок: Старт");
    // Along the wire stands the card, and not the block that it hides.
    window.press(Modifiers::ALT, Key::ArrowRight);
    window.press(NONE, Key::F2);
    window.event(Event::Text(" Б".into()));
    window.press(NONE, Key::Enter);
    assert_eq!(window.project().layout.frames[&FrameId(2)].title, "Прогрев Б");
    assert_eq!(window.project().block(HELLO).unwrap().1.title, "Привет");
    window.press(NONE, Key::Enter);
    assert!(window.sees("Блок: Привет") && window.sees("Свернуть рамку Прогрев Б"), "the card is unfolded");
    window.press(SHIFT, Key::Tab);
    window.press(SHIFT, Key::Tab);
    window.press(NONE, Key::F2);
    window.event(Event::Text("!".into()));
    window.press(NONE, Key::Enter);
    assert_eq!(window.project().block(START).unwrap().1.title, "Старт!");
    for _ in 0..6 {
        window.press(NONE, Key::Tab);
    }
    window.press(NONE, Key::Enter);
    window.event(Event::Text(" Ольга".into()));
    window.press(CTRL, Key::Enter);
    assert_eq!(window.project().layout.notes[&NoteId(1)].text, "Юрист Ольга");
}

#[test]
fn what_comes_next_may_be_a_block_that_is_there() {
    let mut window = open(&sample());
    let count = window.project().blocks().count();
    window.click("Блок: Пауза");
    window.press(NONE, Key::Space);
    window.harness.get_by_label("Найти блок").type_text("прив");
    window.harness.run();
    window.press(NONE, Key::Enter);
    assert_eq!(window.leads(WAIT), Some(HELLO));
    assert_eq!(window.project().blocks().count(), count);
}

#[test]
fn a_block_added_by_keys_covers_no_other_and_is_in_sight() {
    let mut window = open(&sample());
    window.click("Блок: Пауза");
    for _ in 0..3 {
        window.press(NONE, Key::Space);
        window.harness.get_by_label("Найти блок").type_text("сообщение");
        window.harness.run();
        window.press(NONE, Key::Enter);
    }
    let rects: Vec<Rect> =
        window.harness.query_all_by_label_contains("Блок: ").map(|block| block.rect()).collect();
    for (at, rect) in rects.iter().enumerate() {
        assert!(rects[at + 1..].iter().all(|other| !other.intersects(*rect)), "{rects:?}");
    }
    let canvas = window.rect("Холст");
    assert!(canvas.contains_rect(*rects.last().unwrap()), "{rects:?}");
}

#[test]
fn a_menu_opens_by_key_and_says_its_shortcuts() {
    let mut window = open(&sample());
    window.click("Блок: Привет");
    window.press(SHIFT, Key::F10);
    for label in ["Копировать", "Дублировать", "Выделить всё дальше", "Играть отсюда"]
    {
        assert!(window.sees(label), "{label}");
    }
    window.press(NONE, Key::Escape);
    assert!(!window.sees("Играть отсюда"));
}

#[test]
fn a_menu_opened_with_the_mouse_is_walked_with_the_arrows() {
    let mut window = open(&sample());
    let spot = window.rect("Блок: Запас").right_bottom() + vec2(60.0, 40.0);
    let mut walked = |keys: &[Key]| {
        window.button(spot, PointerButton::Secondary, NONE);
        keys.iter().for_each(|key| window.press(NONE, *key));
        let marked = ["Добавить блок", "Добавить заметку"]
            .into_iter()
            .find(|label| window.harness.query_all_by_label(label).any(|row| row.is_focused()));
        window.press(NONE, Key::Escape);
        marked
    };
    assert_eq!(walked(&[]), None);
    assert_eq!(walked(&[Key::ArrowDown]), Some("Добавить блок"));
    assert_eq!(walked(&[Key::ArrowDown, Key::ArrowDown]), Some("Добавить заметку"));
    window.button(spot, PointerButton::Secondary, NONE);
    for key in [Key::ArrowDown, Key::ArrowDown, Key::Enter] {
        window.press(NONE, key);
    }
    assert_eq!(window.project().layout.notes.len(), 1);
}

#[test]
fn a_block_is_found_by_its_kind_and_shown() {
    let mut window = open(&sample());
    window.press(CTRL, Key::G);
    window.harness.get_by_role_and_label(Role::TextInput, "Найти или выполнить").type_text("задержка");
    window.harness.run();
    window.press(NONE, Key::Enter);
    window.press(NONE, Key::Delete);
    assert!(window.project().block(WAIT).is_none());
}

#[test]
fn ctrl_and_the_wheel_zoom_and_shift_and_the_wheel_go_sideways() {
    let mut window = open(&sample());
    let before = window.rect("Блок: Привет");
    let wheel = |modifiers: Modifiers| Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, 40.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers,
    };
    window.harness.hover_at(before.center());
    window.harness.run();
    window.event(wheel(NONE));
    window.harness.run();
    let down = window.rect("Блок: Привет");
    assert!(down.top() > before.top() && (down.left() - before.left()).abs() < 1.0);
    window.event(wheel(SHIFT));
    window.harness.run();
    let aside = window.rect("Блок: Привет");
    assert!((aside.left() - down.left()).abs() > 10.0 && (aside.top() - down.top()).abs() < 1.0);
    window.event(wheel(CTRL));
    window.harness.run();
    assert!(window.rect("Блок: Привет").width() > aside.width() * 1.02);
}

#[test]
fn a_folded_frame_goes_on_showing_where_its_wires_lead() {
    let mut project = sample();
    let main = FunnelName("main".into());
    let frame = Frame {
        funnel: main,
        at: Pos(330, -60),
        size: Pos(700, 300),
        title: "Два".into(),
        folded: [HELLO, WAIT].into(),
        ..Frame::default()
    };
    let edit = Edit::SetFrame { frame_id: FrameId(1), frame: Some(Box::new(frame)) };
    Transaction::new(Label::new("р", "f"), vec![edit]).apply(&mut project).unwrap();
    let mut window = open(&project);
    let card = window.rect("Рамка: Два");
    let head = card.left_center();
    let loose = window.body("Блок: Запас");
    // The wire from the entry arrives at the card: its head can be taken there and turned.
    window.drag(head + vec2(-4.0, 0.0), loose, NONE);
    assert_eq!(window.leads(START), Some(LOOSE));
    // Let go on the card, a wire leads to the block where the conversation comes in.
    let (port, card) = (window.rect("Выход: Дальше (Старт)").center(), window.rect("Рамка: Два"));
    window.drag(port, card.center(), NONE);
    assert_eq!(window.leads(START), Some(HELLO));
}

#[test]
fn a_frame_keeps_its_blocks_when_the_funnel_is_laid_out_anew() {
    let mut project = sample();
    let main = FunnelName("main".into());
    let frame = Frame { funnel: main, at: Pos(300, 260), size: Pos(320, 200), ..Frame::default() };
    build::add_frame(&project, frame).0.apply(&mut project).unwrap();
    let mut window = open(&project);
    window.press(CTRL | SHIFT, Key::K);
    let (pos, frame) = (window.at(LOOSE), &window.project().layout.frames[&FrameId(1)]);
    assert_ne!(pos, Pos(330, 300), "it was laid out anew");
    let holds = |at: i32, low: i32, size: i32| low < at && at < low + size;
    assert!(
        holds(pos.0, frame.at.0, frame.size.0) && holds(pos.1, frame.at.1, frame.size.1),
        "{pos:?} {frame:?}"
    );
    window.press(CTRL, Key::Z);
    assert_eq!(window.project(), &project);
}

#[test]
fn notes_and_folded_frames_go_along_when_the_funnel_is_laid_out_anew() {
    let mut project = framed();
    let main = FunnelName("main".into());
    let below = Note { at: Pos(330, 130), size: Pos(220, 66), text: "Тон".into(), ..Note::default() };
    let beside = Note { at: Pos(330, 420), size: Pos(220, 66), text: "Потом".into(), ..Note::default() };
    for note in [below, beside] {
        build::add_note(&project, Note { funnel: main.clone(), ..note }).0.apply(&mut project).unwrap();
    }
    let mut window = open(&project);
    let rects = |window: &Window, labels: [&str; 2]| labels.map(|label| window.rect(label));
    window.press(CTRL | SHIFT, Key::K);
    window.press(CTRL, Key::Num0);
    let [frame, note] = rects(&window, ["Рамка: Прогрев", "Заметка: Тон"]);
    assert!(frame.left() < note.left() && note.right() < frame.right(), "{frame:?} {note:?}");
    let apart = |project: &Project| {
        let (note, block) = (project.layout.notes[&NoteId(3)].at, project.layout.blocks[&LOOSE]);
        (note.0 - block.0, note.1 - block.1)
    };
    assert_ne!(window.at(LOOSE), Pos(330, 300), "it was laid out anew");
    assert_eq!(apart(window.project()), apart(&project));
    window.press(CTRL, Key::Z);
    assert_eq!(window.project(), &project);

    let zoom = window.zoom();
    window.click("Свернуть рамку Воронка");
    let card = window.rect("Рамка: Воронка").center();
    window.drag(card, card + vec2(400.0, 220.0) * zoom, Modifiers::ALT);
    let before = window.project().clone();
    window.press(CTRL | SHIFT, Key::K);
    let (was, is) = (&before.layout, &window.project().layout);
    let by = |a: Pos, b: Pos| (a.0 - b.0, a.1 - b.1);
    let moved = by(is.frames[&FrameId(1)].at, was.frames[&FrameId(1)].at);
    assert_ne!(moved, (0, 0), "the card came back to the others");
    assert_eq!(by(is.frames[&FrameId(2)].at, was.frames[&FrameId(2)].at), moved);
    assert_eq!(by(is.notes[&NoteId(1)].at, was.notes[&NoteId(1)].at), moved);
    assert_eq!(by(is.blocks[&HELLO], was.blocks[&HELLO]), moved);
    let (card, start) = (is.frames[&FrameId(1)].at, is.blocks[&START]);
    assert!(card.0 > start.0 && card.0 - start.0 < 600, "{card:?} {start:?}");
}

#[test]
fn a_wire_let_go_on_a_folded_frame_asks_which_of_its_blocks_it_leads_to() {
    let mut project = sample();
    build::connect(START, Exit::next(), None).apply(&mut project).unwrap();
    let (funnel, title) = (FunnelName("main".into()), "Два".into());
    let folded = [HELLO, LOOSE].into();
    let frame = Frame { funnel, at: Pos(330, -60), size: Pos(700, 500), title, folded, ..Frame::default() };
    build::add_frame(&project, frame).0.apply(&mut project).unwrap();
    let mut window = open(&project);
    let (port, card) = (window.rect("Выход: Дальше (Старт)").center(), window.rect("Рамка: Два").center());
    window.drag(port, card, NONE);
    assert!(window.sees("Что дальше?") && window.sees("→ Привет") && !window.sees("Найти блок"));
    assert!(!window.sees("→ Пауза"), "it is not in the frame");
    window.press(NONE, Key::Escape);
    assert_eq!(window.leads(START), None);
    window.drag(port, card, NONE);
    window.click("→ Запас");
    assert_eq!(window.leads(START), Some(LOOSE));
    // Where the conversation comes in already there is one clear way.
    window.drag(window.rect("Выход: Дальше (Пауза)").center(), card, NONE);
    assert_eq!(window.leads(WAIT), Some(LOOSE));
}

#[test]
fn a_wire_over_its_own_block_says_that_it_does_not_lead_there() {
    let mut window = open(&sample());
    let (port, body) =
        (window.rect("Выход: Дальше (Привет)").center(), window.rect("Блок: Привет").left_top());
    let says = "К самому себе блок не ведёт. Чтобы повторить его, вернитесь к нему через другой блок";
    window.harness.hover_at(port);
    window.harness.step();
    window.harness.drag_at(port);
    window.harness.step();
    window.harness.hover_at(port + vec2(60.0, 20.0));
    window.harness.run_steps(3);
    assert!(!window.sees(says));
    window.harness.hover_at(body + vec2(30.0, 30.0));
    window.harness.run_steps(3);
    assert!(window.sees(says));
    window.harness.drop_at(body + vec2(30.0, 30.0));
    window.harness.run();
    assert!(!window.sees(says) && !window.sees("Что дальше?"));
    assert_eq!(window.project(), &sample());
}

#[test]
fn what_a_kind_of_block_is_for_is_said_beside_the_list_of_kinds() {
    let mut window = open(&sample());
    window.click("Блок: Пауза");
    window.press(NONE, Key::Space);
    let kind = |nth: usize| BLOCK_TYPES.iter().filter(|kind| kind.family != Family::Entry).nth(nth).unwrap();
    let rows = |window: &Window, nth: usize| {
        let rows = window.harness.get_all_by_label(kind(nth).label.ru);
        rows.map(|row| row.rect()).max_by(|a, b| a.left().total_cmp(&b.left())).unwrap()
    };
    window.harness.hover_at(rows(&window, 0).center());
    window.harness.run_steps(60);
    let tip = window.rect(kind(0).summary.ru);
    for nth in 0..6 {
        assert!(!tip.intersects(rows(&window, nth)), "{tip:?} {nth}");
    }
}

/// Presses and is elsewhere by the time the window looks.
fn snatch(window: &mut Window, from: Pos2, to: Pos2) {
    window.harness.hover_at(from);
    window.harness.step();
    window.harness.drag_at(from);
    window.harness.hover_at(from.lerp(to, 0.3));
    window.harness.step();
    window.harness.hover_at(to);
    window.harness.step();
    window.harness.drop_at(to);
    window.harness.run();
}

#[test]
fn a_lively_hand_takes_what_it_pressed() {
    let mut window = open(&sample());
    let port = window.rect("Выход: Дальше (Пауза)").center();
    let loose = window.body("Блок: Запас");
    snatch(&mut window, port, loose);
    assert_eq!(window.leads(WAIT), Some(LOOSE));
    let before = window.at(LOOSE);
    snatch(&mut window, loose, loose + vec2(300.0, 120.0));
    assert_ne!(window.at(LOOSE), before, "the block was moved and nothing selected by a box");
}

#[test]
fn a_wire_is_pulled_out_of_the_card_onto_a_block() {
    let mut window = open(&sample());
    window.click("Блок: Пауза");
    let dot = window.rect("Протяните к блоку на холсте: Дальше").center();
    let loose = window.body("Блок: Запас");
    window.drag(dot, loose, NONE);
    assert_eq!(window.leads(WAIT), Some(LOOSE));
}

#[test]
fn arrows_choose_what_comes_next() {
    let mut window = open(&sample());
    window.click("Блок: Пауза");
    window.press(NONE, Key::Space);
    window.press(NONE, Key::Enter);
    assert_eq!(window.leads(WAIT), None, "nothing is marked at first");
    for key in [Key::ArrowDown, Key::ArrowDown, Key::ArrowUp, Key::ArrowDown, Key::Enter] {
        window.press(NONE, key);
    }
    let added = window.leads(WAIT).unwrap();
    let listed = BLOCK_TYPES.iter().filter(|kind| kind.family != Family::Entry);
    let second = listed.map(|kind| kind.name).nth(1).unwrap();
    assert_eq!(window.project().block(added).unwrap().1.kind, second);
}

#[test]
fn keys_alone_open_find_and_write_a_block() {
    let mut window = open(&sample());
    window.press(CTRL, Key::G);
    window.harness.get_by_role_and_label(Role::TextInput, "Найти или выполнить").type_text("привет");
    window.harness.run();
    window.press(NONE, Key::Enter);
    window.press(NONE, Key::Tab);
    window.press(SHIFT, Key::Tab);
    window.press(CTRL, Key::Enter);
    window.harness.run_steps(6);
    window.event(Event::Text(" Рады вам".into()));
    window.harness.run();
    let said = window.project().block(HELLO).unwrap().1.text("text");
    assert_eq!(said, "Здравствуйте, {{ бюджет }} Рады вам");
}

#[test]
fn what_lies_folded_is_shown_by_its_card_and_nothing_is_changed() {
    let mut window = open(&sample());
    window.click("Блок: Привет");
    window.press(CTRL | SHIFT, Key::G);
    window.harness.get_by_label("Название рамки").type_text("Прогрев");
    window.harness.run();
    window.press(NONE, Key::Enter);
    let frame_id = *window.project().layout.frames.keys().next().unwrap();
    window.click("Свернуть рамку Прогрев");
    assert!(!window.sees("Блок: Привет"));
    window.press(CTRL, Key::G);
    window.harness.get_by_role_and_label(Role::TextInput, "Найти или выполнить").type_text("привет");
    window.harness.run();
    window.press(NONE, Key::Enter);
    assert!(window.sees("Текст"), "its card lies open");
    let screen = window.harness.ctx.content_rect();
    assert!(screen.contains_rect(window.rect("Рамка: Прогрев")));
    assert!(window.project().layout.frames[&frame_id].is_folded());
    window.press(CTRL, Key::Z);
    assert!(!window.project().layout.frames[&frame_id].is_folded(), "looking was no step");
}

#[test]
fn a_port_has_a_menu_of_its_own() {
    let mut window = open(&sample());
    let port = window.rect("Выход: Дальше (Старт)").center();
    window.button(port, PointerButton::Secondary, NONE);
    assert!(window.sees("Что дальше?") && window.sees("К блоку, куда ведёт"));
    window.click("Убрать связь");
    assert_eq!(window.leads(START), None);
}

#[test]
fn a_hand_that_the_window_loses_sight_of_lets_go_of_nothing() {
    let mut window = open(&sample());
    let from = window.body("Блок: Пауза");
    window.harness.hover_at(from);
    window.harness.step();
    window.harness.drag_at(from);
    window.harness.step();
    window.harness.hover_at(from + vec2(80.0, 60.0));
    window.harness.step();
    window.event(Event::WindowFocused(false));
    window.event(Event::WindowFocused(true));
    window.harness.drop_at(from + vec2(80.0, 60.0));
    window.harness.run();
    assert_eq!(window.project(), &sample());
}

#[test]
fn folded_blocks_without_a_place_do_not_come_to_lie_on_one_another() {
    let mut project = sample();
    let frame = Frame {
        funnel: FunnelName("main".into()),
        at: Pos(330, -60),
        size: Pos(700, 300),
        folded: [HELLO, WAIT].into(),
        ..Frame::default()
    };
    let edit = Edit::SetFrame { frame_id: FrameId(1), frame: Some(Box::new(frame)) };
    Transaction::new(Label::new("р", "f"), vec![edit]).apply(&mut project).unwrap();
    project.layout.blocks.retain(|id, _| ![HELLO, WAIT].contains(id));
    let mut window = open(&project);
    window.click("Блок: Запас");
    window.press(NONE, Key::ArrowDown);
    assert_ne!(window.at(HELLO), window.at(WAIT));
}

#[test]
fn a_long_funnel_without_places_opens_where_it_begins_and_can_be_read() {
    let mut project = sample();
    project.layout.blocks.clear();
    for id in 5..45 {
        project.funnels[0].blocks.insert(BlockId(id), Block::new("delay"));
        build::connect(BlockId(if id == 5 { WAIT.0 } else { id - 1 }), Exit::next(), Some(BlockId(id)))
            .apply(&mut project)
            .unwrap();
    }
    project.next_block = 45;
    let window = open(&project);
    let start = window.rect("Блок: Старт");
    assert!(start.width() >= 0.6 * 200.0, "{start}");
    assert!(window.harness.ctx.content_rect().contains_rect(start));
}
