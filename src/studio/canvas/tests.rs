//! The geometry that the canvas draws, counted: no block over another, no wire through a block.

#[cfg(test)]
use super::scene::Scene;
use super::{CanvasInput, CanvasState, Order, WalkedPath, canvas_ui};
use crate::blocks::Registry;
use crate::diag::Severity;
use crate::edit::build;
use crate::folder;
use crate::model::{Block, BlockId, Exit, FunnelName, Lang, Pos, Project};
use crate::studio::theme::Theme;
use egui::{Pos2, Rect, pos2};
use std::collections::BTreeMap;
use std::path::Path;

/// Every sample project by its name.
fn samples() -> Vec<(String, Project)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let open = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, folder::open(path, &Registry).unwrap().project)
    };
    paths.iter().map(open).collect()
}

/// Blocks over blocks and wires through blocks of a funnel.
fn count(scene: &Scene) -> (usize, Vec<BlockId>) {
    let rects: Vec<Rect> = scene.items.iter().map(|item| item.rect.shrink(0.5)).collect();
    let pairs = rects.iter().enumerate().flat_map(|(n, a)| rects[n + 1..].iter().map(move |b| (a, b)));
    let overlaps = pairs.filter(|(a, b)| a.intersects(**b)).count();
    let passes = |line: &[Pos2]| {
        let crossed = |rect: &&Rect| line.windows(2).any(|pair| crosses(rect, pair[0], pair[1]));
        rects.iter().any(|rect| crossed(&rect))
    };
    let lines = scene.wiring.lines.iter().zip(&scene.wires).zip(0..);
    let through =
        lines.filter(|((line, _), number)| passes(&scene.wiring.near(*number, 1.0)) || passes(line));
    (overlaps, through.map(|((_, wire), _)| scene.item(wire.from).id).collect())
}

/// Whether a straight piece enters a rectangle: looked at in small steps, unlike the way in which wires are led.
fn crosses(rect: &Rect, a: Pos2, b: Pos2) -> bool {
    if !rect.intersects(Rect::from_two_pos(a, b)) {
        return false;
    }
    let steps = (a.distance(b) / 0.5).ceil().max(1.0) as u32;
    (0..=steps).any(|step| rect.contains(a.lerp(b, step as f32 / steps as f32)))
}

/// A window with nothing but a canvas.
struct Window {
    ctx: egui::Context,
    theme: Theme,
    canvas: CanvasState,
    findings: BTreeMap<BlockId, Severity>,
    revision: u64,
}

impl Window {
    fn new() -> Self {
        let ctx = egui::Context::default();
        let theme = Theme::new(false, true);
        Theme::install_fonts(&ctx);
        theme.install(&ctx);
        Self { ctx, theme, canvas: CanvasState::default(), findings: BTreeMap::new(), revision: 0 }
    }

    /// Draws a frame; gives its shapes.
    fn show(&mut self, project: &Project, funnel: &FunnelName) -> Vec<egui::epaint::ClippedShape> {
        self.revision += 1;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, egui::vec2(1600.0, 900.0)));
        let raw = egui::RawInput { screen_rect, ..egui::RawInput::default() };
        let walked = WalkedPath::default();
        let input = CanvasInput {
            project,
            funnel,
            theme: &self.theme,
            lang: Lang::Ru,
            walked: &walked,
            findings: &self.findings,
            revision: self.revision,
            covered: None,
            keys: crate::studio::keyboard::Keys::Free,
        };
        let canvas = &mut self.canvas;
        let mut output = self.ctx.run_ui(raw, |ui| canvas_ui(ui, &input, canvas, &mut Vec::new()));
        output.textures_delta.clear();
        output.shapes
    }
}

#[test]
fn from_however_far_away_the_words_of_a_note_stay_on_it() {
    let mut project = Project::new("Проба");
    let funnel = project.funnels[0].name.clone();
    let text = "Заметка: длинный текст, которому не хватает места на такой заметке, сколько его ни сжимай"
        .to_owned();
    let note = crate::model::Note { funnel: funnel.clone(), size: Pos(220, 60), text, ..Default::default() };
    project.layout.notes.insert(crate::model::NoteId(1), note);
    let mut window = Window::new();
    window.show(&project, &funnel);
    let mut written = 0;
    for zoom in [1.0, 0.8, 0.6, 0.45, 0.34, 0.25, 0.15, 0.05] {
        window.canvas.camera.jump(super::View { center: pos2(110.0, 30.0), zoom });
        let shapes = window.show(&project, &funnel);
        let note = window.canvas.mark_screen_rect(crate::model::Mark::Note(crate::model::NoteId(1))).unwrap();
        let words = shapes.iter().filter_map(|clipped| match &clipped.shape {
            egui::Shape::Text(text) if text.galley.text().starts_with("Заметка:") => {
                Some(text.visual_bounding_rect())
            }
            _ => None,
        });
        for words in words {
            written += 1;
            assert!(note.expand(0.5).contains_rect(words), "{zoom}: {words:?} {note:?}");
        }
    }
    assert!((5..8).contains(&written), "{written}");
}

#[test]
fn no_sample_has_a_block_over_another_or_a_wire_through_a_block_as_it_is_tidied_or_laid_out_anew() {
    let mut complaints = Vec::new();
    let mut wires = 0;
    for (name, project) in samples() {
        for funnel in &project.funnels {
            for order in [None, Some(Order::Tidy), Some(Order::Anew)] {
                let mut window = Window::new();
                let mut project = project.clone();
                window.show(&project, &funnel.name);
                if let Some(order) = order {
                    let places = window.canvas.in_order(order);
                    project.layout.blocks.extend(places);
                    window.show(&project, &funnel.name);
                }
                wires += window.canvas.scene.wires.len();
                let (overlaps, through) = count(&window.canvas.scene);
                if overlaps > 0 || !through.is_empty() {
                    complaints.push(format!("{name} {:?} {order:?}: {overlaps} {through:?}", funnel.name));
                }
            }
        }
    }
    assert!(wires > 1_000, "only {wires} wires were looked at");
    assert_eq!(complaints, Vec::<String>::new());
}

#[test]
fn a_tangle_that_nobody_would_draw_is_tidied_as_cleanly() {
    let pool: Vec<Block> = samples()
        .iter()
        .flat_map(|(_, project)| project.blocks().map(|(_, _, block)| block.clone()))
        .collect();
    let mut complaints = Vec::new();
    for seed in 0..40_u64 {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut dice = move |sides: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % sides as u64) as usize
        };
        let mut project = Project::new("Проба");
        let funnel = project.funnels[0].name.clone();
        let size = 3 + dice(45);
        for id in 1..=size as u32 {
            let mut block = pool[dice(pool.len())].clone();
            let exits: Vec<Exit> = block.exits.keys().cloned().collect();
            for exit in exits {
                block.exits.insert(exit, BlockId(1 + dice(size) as u32));
            }
            project.funnels[0].blocks.insert(BlockId(id), block);
        }
        for order in [Order::Tidy, Order::Anew] {
            let mut window = Window::new();
            let mut project = project.clone();
            for id in 1..=size as u32 {
                project.layout.blocks.insert(BlockId(id), Pos(dice(3_000) as i32, dice(2_000) as i32));
            }
            window.show(&project, &funnel);
            let places = window.canvas.in_order(order);
            project.layout.blocks.extend(places);
            window.show(&project, &funnel);
            let (overlaps, through) = count(&window.canvas.scene);
            if overlaps > 0 || !through.is_empty() {
                complaints.push(format!("{seed} {order:?}, {size} blocks: {overlaps} {through:?}"));
            }
        }
    }
    assert_eq!(complaints, Vec::<String>::new());
}

#[test]
fn a_block_put_into_the_way_of_a_wire_is_led_around() {
    let mut project = Project::new("Проба");
    let blocks = &mut project.funnels[0].blocks;
    for id in 1..=3 {
        blocks.insert(BlockId(id), Block::new("delay"));
    }
    blocks.get_mut(&BlockId(1)).unwrap().exits.insert(Exit::next(), BlockId(2));
    let places = [(BlockId(1), Pos(0, 0)), (BlockId(2), Pos(900, 0)), (BlockId(3), Pos(450, 600))];
    project.layout.blocks.extend(places);
    let funnel = project.funnels[0].name.clone();
    let mut window = Window::new();
    window.show(&project, &funnel);
    assert_eq!(window.canvas.scene.wiring.near(0, 1.0).len(), 2, "a straight line");
    project.layout.blocks.insert(BlockId(3), Pos(450, -4));
    window.show(&project, &funnel);
    let from_near = |pixels| window.canvas.scene.wiring.near(0, pixels).len();
    assert!(from_near(1.0) > 8);
    assert!(from_near(6.0) > 2 * from_near(1.0), "no facets in 300 % on a screen of double density");
    assert_eq!(from_near(0.5), from_near(1.0), "no finer than at its size");
    assert_eq!(count(&window.canvas.scene), (0, Vec::new()));
    // The wire is found where it runs now, and not where it ran.
    let scene = &window.canvas.scene;
    assert!(scene.wire_at(pos2(560.0, 17.0), 5.0).is_none());
    let line = &scene.wiring.near(0, 1.0);
    assert!(scene.wire_at(line[line.len() / 2] + egui::vec2(0.0, 3.0), 5.0).is_some());
}

#[test]
fn all_of_a_funnel_is_shown_with_the_wires_that_run_around_it() {
    let mut unseen = Vec::new();
    for (name, project) in samples() {
        for funnel in &project.funnels {
            let mut window = Window::new();
            window.canvas.fit_all();
            window.show(&project, &funnel.name);
            let screen = window.canvas.screen().unwrap();
            let projection = window.canvas.camera.goal().projection(screen, 1.0);
            let points = window.canvas.scene.wiring.lines.iter().flatten();
            let out = points.filter(|point| !screen.contains(projection.screen_from_world(**point))).count();
            if out > 0 {
                unseen.push(format!("{name} {:?}: {out}", funnel.name));
            }
        }
    }
    assert_eq!(unseen, Vec::<String>::new());
}

#[test]
fn a_new_block_is_put_where_it_covers_no_other() {
    for (name, project) in samples() {
        let funnel = &project.funnels[0];
        let mut window = Window::new();
        window.show(&project, &funnel.name);
        let rects: Vec<Rect> = window.canvas.scene.items.iter().map(|item| item.rect).collect();
        for rect in &rects {
            let wished = Pos(rect.right() as i32 + 40, rect.top() as i32);
            let Pos(x, y) = window.canvas.free_place(wished);
            let card = Rect::from_min_size(pos2(x as f32, y as f32), egui::vec2(236.0, 120.0));
            assert!(rects.iter().all(|other| !other.intersects(card)), "{name}: {wished:?} {card:?}");
            assert!(x >= wished.0 && y.abs_diff(wished.1) < 1_500, "{name}: far away at {card:?}");
        }
    }
    let alone = CanvasState::default();
    assert_eq!(alone.free_place(Pos(7, -9)), Pos(7, -9), "an empty canvas has room everywhere");
}

#[test]
fn a_block_put_into_any_wire_covers_no_other_and_a_tidied_funnel_goes_on_to_the_right() {
    let mut complaints = Vec::new();
    let mut wires = 0;
    for (name, project) in samples() {
        let funnel = project.funnels[0].name.clone();
        let mut window = Window::new();
        window.show(&project, &funnel);
        let before = count(&window.canvas.scene).0;
        let ends: Vec<_> = window
            .canvas
            .scene
            .wires
            .iter()
            .map(|wire| (*wire, window.canvas.scene.exit_of(*wire)))
            .collect();
        for (wire, end) in ends.into_iter().step_by(3) {
            let [from, to] = [wire.from, wire.to].map(|number| window.canvas.scene.item(number));
            let (to, is_onward) = (to.id, to.rect.left() >= from.rect.right());
            let middle = window.canvas.scene.item(wire.to).rect.left_top() - egui::vec2(120.0, 0.0);
            let (at, room) = window.canvas.room_in_wire(&project, &end, super::pos_of(middle));
            let mut after = project.clone();
            let (mut added, block_id) = build::add_block(&project, &funnel, Block::new("message"), at);
            added.edits.extend(build::insert_between(&project, end, block_id, Some(Exit::next())).edits);
            added.edits.extend(room);
            added.apply(&mut after).unwrap();
            let mut seen = Window::new();
            seen.show(&after, &funnel);
            let scene = &seen.canvas.scene;
            let rect = |id: BlockId| scene.item_of(id).unwrap().1.rect;
            let goes_on = !is_onward || rect(block_id).right() < rect(to).left();
            if count(scene).0 > before || !goes_on {
                complaints.push(format!("{name}: {at:?} before {to:?}"));
            }
            wires += 1;
        }
    }
    assert!(wires > 60, "only {wires}");
    assert_eq!(complaints, Vec::<String>::new());
}

#[test]
fn room_in_a_wire_moves_what_follows_and_what_is_in_its_way_alone() {
    let mut project = Project::new("Проба");
    let funnel = project.funnels[0].name.clone();
    // 1 → 2 → 3 in a row, then back to 4 → 5 in the row below; 6 stands on its own beside 3, 7 far below.
    let places = [
        (1, (0, 0)),
        (2, (300, 0)),
        (3, (600, 0)),
        (4, (0, 400)),
        (5, (300, 400)),
        (6, (880, 20)),
        (7, (600, 900)),
    ];
    for (id, (x, y)) in places {
        project.funnels[0].blocks.insert(BlockId(id), Block::new("delay"));
        project.layout.blocks.insert(BlockId(id), Pos(x, y));
    }
    for (from, to) in [(1, 2), (2, 3), (3, 4), (4, 5)] {
        let block = project.funnels[0].blocks.get_mut(&BlockId(from)).unwrap();
        block.exits.insert(Exit::next(), BlockId(to));
    }
    let note = |at| crate::model::Note {
        funnel: funnel.clone(),
        at,
        size: Pos(200, 60),
        text: "О блоке".to_owned(),
        hue: crate::model::Hue::Amber,
    };
    project.layout.notes.insert(crate::model::NoteId(1), note(Pos(620, -80)));
    project.layout.notes.insert(crate::model::NoteId(2), note(Pos(620, 820)));
    let mut window = Window::new();
    window.show(&project, &funnel);
    let wire = (BlockId(1), Exit::next());
    let (at, room) = window.canvas.room_in_wire(&project, &wire, Pos(250, 0));
    let mut after = project.clone();
    crate::edit::Transaction::new(crate::model::Label::new("", ""), room).apply(&mut after).unwrap();
    assert_eq!(at, Pos(260, 0));
    let moved = after.layout.blocks.iter().filter(|(id, at)| project.layout.blocks[id] != **at);
    assert_eq!(moved.map(|(id, _)| id.0).collect::<Vec<_>>(), [2, 3, 6]);
    let notes = after.layout.notes.iter().filter(|(id, note)| project.layout.notes[id].at != note.at);
    assert_eq!(notes.map(|(id, _)| id.0).collect::<Vec<_>>(), [1], "a note stays with its block");
}

#[test]
fn room_in_a_wire_moves_a_folded_frame_with_all_that_it_hides() {
    use crate::model::{Frame, FrameId, Mark, Note, NoteId};
    let mut project = Project::new("Проба");
    let funnel = project.funnels[0].name.clone();
    for (id, x) in [(1, 0), (2, 300), (3, 620)] {
        project.funnels[0].blocks.insert(BlockId(id), Block::new("delay"));
        project.layout.blocks.insert(BlockId(id), Pos(x, 0));
    }
    for (from, to) in [(1, 2), (2, 3)] {
        build::connect(BlockId(from), Exit::next(), Some(BlockId(to))).apply(&mut project).unwrap();
    }
    let inner = Frame { funnel: funnel.clone(), at: Pos(600, -40), size: Pos(300, 200), ..Frame::default() };
    let inner = Frame { folded: [BlockId(3)].into(), ..inner };
    let outer = Frame { at: Pos(580, -80), size: Pos(500, 400), folded: [].into(), ..inner.clone() };
    let outer = Frame { folded_marks: [Mark::Note(NoteId(1)), Mark::Frame(FrameId(2))].into(), ..outer };
    project.layout.frames = [(FrameId(1), outer), (FrameId(2), inner)].into();
    let note = Note { funnel: funnel.clone(), at: Pos(600, 200), size: Note::SIZE_NEW, ..Note::default() };
    project.layout.notes.insert(NoteId(1), note);
    let mut window = Window::new();
    window.show(&project, &funnel);
    let (_, room) = window.canvas.room_in_wire(&project, &(BlockId(1), Exit::next()), Pos(250, 0));
    let mut after = project.clone();
    crate::edit::Transaction::new(crate::model::Label::new("", ""), room).apply(&mut after).unwrap();
    let (was, is) = (&project.layout, &after.layout);
    let by = is.blocks[&BlockId(2)].0 - was.blocks[&BlockId(2)].0;
    assert!(by > 0);
    assert_eq!(is.blocks[&BlockId(3)].0 - was.blocks[&BlockId(3)].0, by);
    assert_eq!(is.notes[&NoteId(1)].at.0 - was.notes[&NoteId(1)].at.0, by);
    for frame_id in [FrameId(1), FrameId(2)] {
        assert_eq!(is.frames[&frame_id].at.0 - was.frames[&frame_id].at.0, by, "{frame_id:?}");
    }
}

#[test]
fn tidying_leaves_a_folded_frame_the_room_that_it_takes_unfolded() {
    let mut project = Project::new("Проба");
    let funnel = project.funnels[0].name.clone();
    for (id, at) in [(1, Pos(40, 60)), (2, Pos(400, 60)), (3, Pos(360, 90)), (4, Pos(365, 240))] {
        project.funnels[0].blocks.insert(BlockId(id), Block::new("delay"));
        project.layout.blocks.insert(BlockId(id), at);
    }
    let frame = crate::model::Frame {
        funnel: funnel.clone(),
        at: Pos(0, 0),
        size: Pos(700, 300),
        folded: [BlockId(1), BlockId(2)].into(),
        ..Default::default()
    };
    project.layout.frames.insert(crate::model::FrameId(1), frame);
    let mut window = Window::new();
    window.show(&project, &funnel);
    project.layout.blocks.extend(window.canvas.in_order(Order::Tidy));
    project.layout.frames.values_mut().for_each(|frame| frame.folded.clear());
    window.show(&project, &funnel);
    assert_eq!(count(&window.canvas.scene), (0, Vec::new()));
    let frame = window.canvas.scene.marks[0].rect;
    let inside = window.canvas.scene.items.iter().filter(|item| frame.intersects(item.rect));
    assert_eq!(inside.map(|item| item.id.0).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn the_card_of_a_folded_frame_carries_the_worst_finding_of_what_it_hides() {
    let mut project = Project::new("Проба");
    let funnel = project.funnels[0].name.clone();
    for id in 1..=2 {
        project.funnels[0].blocks.insert(BlockId(id), Block::new("delay"));
    }
    let folded = [BlockId(1), BlockId(2)].into();
    let frame = crate::model::Frame { funnel: funnel.clone(), folded, ..Default::default() };
    project.layout.frames.insert(crate::model::FrameId(1), frame);
    let mut window = Window::new();
    let mut badges = |findings: &[(BlockId, Severity)]| {
        window.findings = findings.iter().copied().collect();
        let shapes = window.show(&project, &funnel);
        let tokens = &window.theme.tokens;
        [tokens.error, tokens.badge].map(|color| {
            let is_one =
                |shape: &egui::Shape| matches!(shape, egui::Shape::Circle(disc) if disc.fill == color);
            shapes.iter().filter(|clipped| is_one(&clipped.shape)).count()
        })
    };
    assert_eq!(badges(&[]), [0, 0]);
    assert_eq!(badges(&[(BlockId(2), Severity::Warning)]), [0, 1]);
    assert_eq!(badges(&[(BlockId(1), Severity::Error), (BlockId(2), Severity::Warning)]), [1, 0]);
}

#[test]
fn all_of_a_funnel_is_shown_beside_the_minimap_and_not_under_it() {
    let screen = Rect::from_min_size(Pos2::ZERO, egui::vec2(1600.0, 900.0));
    for (columns, rows) in [(40, 25), (6, 60), (90, 4), (12, 12), (3, 2)] {
        let mut project = Project::new("Проба");
        let funnel = project.funnels[0].name.clone();
        for id in 0..columns * rows {
            let at = Pos(id % columns * 300, id / columns * 200);
            project.funnels[0].blocks.insert(BlockId(id as u32 + 1), Block::new("delay"));
            project.layout.blocks.insert(BlockId(id as u32 + 1), at);
        }
        let mut window = Window::new();
        window.canvas.fit_all();
        window.show(&project, &funnel);
        let view = window.canvas.camera.goal().projection(screen, 1.0);
        let map = super::minimap::place(screen);
        for item in &window.canvas.scene.items {
            let rect = view.screen_rect(item.rect);
            assert!(screen.contains_rect(rect) && !map.intersects(rect), "{columns}x{rows}: {rect:?}");
        }
    }
}

#[test]
fn the_copy_of_a_frame_stands_clear_of_the_frame() {
    let mut project = Project::new("Проба");
    let funnel = project.funnels[0].name.clone();
    project.funnels[0].blocks.insert(BlockId(1), Block::new("delay"));
    project.layout.blocks.insert(BlockId(1), Pos(40, 60));
    // With much room below what lies in it, where a copy must not go either.
    let frame = crate::model::Frame {
        funnel: funnel.clone(),
        at: Pos(0, 0),
        size: Pos(700, 1_200),
        ..crate::model::Frame::default()
    };
    let mark = crate::model::Mark::Frame(crate::model::FrameId(1));
    project.layout.frames.insert(crate::model::FrameId(1), frame);
    let mut window = Window::new();
    window.show(&project, &funnel);
    let fragment = build::copy(&project, &Registry, &[BlockId(1)], &[mark]);
    let Pos(x, y) = window.canvas.free_for(&fragment, Pos(44, 44));
    let copy = Rect::from_min_size(pos2(x as f32, y as f32), egui::vec2(700.0, 1_200.0));
    let frame = &window.canvas.scene.marks[0];
    assert!(!copy.intersects(frame.rect), "{copy:?}");
    // From afar its title stands over it, and is what one takes it by.
    for (zoom, over) in [(1.0, false), (0.3, true)] {
        let rect = Rect::from_min_size(pos2(100.0, 100.0), frame.rect.size() * zoom);
        assert_eq!(frame.grip(rect, zoom).contains(rect.left_top() + egui::vec2(20.0, -8.0)), over, "{zoom}");
    }
}

#[test]
fn what_is_selected_lies_over_the_others() {
    let (_, project) = samples().into_iter().find(|(name, _)| name == "pizza").unwrap();
    let funnel = project.funnels[0].name.clone();
    let mut window = Window::new();
    window.canvas.fit_all();
    window.show(&project, &funnel);
    let order = |canvas: &CanvasState| -> Vec<BlockId> {
        let seen = super::visible_blocks(&canvas.scene, Rect::EVERYTHING, super::Detail::Near, canvas);
        seen.iter().map(|number| canvas.scene.item(*number).id).collect()
    };
    let before = order(&window.canvas);
    window.canvas.select([before[0]]);
    let after = order(&window.canvas);
    assert_eq!(after.last(), before.first());
    assert_eq!(after[..before.len() - 1], before[1..], "the others lie as before");
}

#[test]
fn a_place_that_the_canvas_found_stays_when_a_text_grows() {
    let (_, mut project) = samples().into_iter().find(|(name, _)| name == "pizza").unwrap();
    project.layout.blocks.clear();
    let funnel = project.funnels[0].name.clone();
    let mut window = Window::new();
    window.show(&project, &funnel);
    let corners = |window: &Window| -> Vec<Pos2> {
        window.canvas.scene.items.iter().map(|item| item.rect.min).collect()
    };
    let before = corners(&window);
    for block in project.funnels[0].blocks.values_mut() {
        block.props.insert("text".to_owned(), crate::model::Prop::Text("Длинно. ".repeat(40)));
    }
    window.show(&project, &funnel);
    assert_eq!(corners(&window), before);
}

#[test]
fn a_block_is_painted_once_while_one_pans_and_anew_when_it_says_something_else() {
    let (_, mut project) = samples().into_iter().find(|(name, _)| name == "kurs").unwrap();
    let funnel = project.funnels[0].name.clone();
    let mut window = Window::new();
    window.canvas.look_at(Pos(400, 200), 0.8);
    window.show(&project, &funnel);
    window.show(&project, &funnel);
    let before = window.canvas.stamps.seen();
    assert!(before.len() > 2, "only {} blocks are seen", before.len());
    let said = *before.keys().next().unwrap();
    project.funnels[0].blocks.get_mut(&said).unwrap().title = "Иначе".to_owned();
    window.canvas.look_at(Pos(407, 193), 0.8);
    window.show(&project, &funnel);
    let after = window.canvas.stamps.seen();
    let anew = before.iter().filter(|(id, stamp)| after.get(id) != Some(stamp)).map(|(id, _)| *id);
    assert_eq!(anew.collect::<Vec<_>>(), [said]);
}

#[test]
fn blocks_are_stretched_while_one_zooms_and_sharp_when_one_rests() {
    let (_, project) = samples().into_iter().find(|(name, _)| name == "kurs").unwrap();
    let funnel = project.funnels[0].name.clone();
    let mut window = Window::new();
    let zooms = |window: &Window| -> Vec<f32> {
        window.canvas.stamps.seen().values().map(|(_, zoom)| *zoom).collect()
    };
    for step in 0..20 {
        window.canvas.look_at(Pos(400, 200), 0.7 + 0.02 * step as f32);
        window.show(&project, &funnel);
        let near = |made: &f32| (0.85..1.18).contains(&(window.canvas.zoom() / made));
        assert!(zooms(&window).iter().all(near), "{:?} at {}", zooms(&window), window.canvas.zoom());
    }
    let made: std::collections::BTreeSet<u32> = zooms(&window).into_iter().map(f32::to_bits).collect();
    assert!(made.len() < 4, "every zoom was painted: {made:?}");
    window.show(&project, &funnel);
    assert!(zooms(&window).iter().all(|zoom| *zoom == window.canvas.zoom()));
}
