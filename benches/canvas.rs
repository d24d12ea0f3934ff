//! The canvas: CPU time of a frame, layout and tessellation together, at 1,000 and 10,000 blocks in four views.
//!
//! Prints median and 95th percentile beside the targets, for the project of `benches/generated`. Both are taken by the
//! clock on the wall; on a machine with other work the mean of the processor's time beside them says more. What it
//! takes the processor to paint such a frame on a machine without a graphics card stands apart.

#[path = "generated/mod.rs"]
mod generated;

use generated::{PITCH, columns, grid};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};
use voronka::model::{Lang, Pos, Project};
use voronka::studio::canvas::{CanvasInput, CanvasState, WalkedPath, canvas_ui};
use voronka::studio::keyboard::Keys;
use voronka::studio::theme::Theme;
use voronka_painter::{Painter, Picture, Screen};

const SCREEN: egui::Vec2 = egui::vec2(1920.0, 1080.0);
const FRAMES: u32 = 300;
/// Frames that are not counted.
const WARM: u32 = 20;

/// What a view does with the canvas in a frame.
struct View {
    name: &'static str,
    /// Target at 10,000 blocks, milliseconds; the last view is judged by its 95th percentile.
    target: f64,
    by_p95: bool,
    /// Centre and zoom in frame `n`, for a funnel of that width and height.
    look: fn(u32, (i32, i32)) -> (Pos, f32),
}

const VIEWS: [View; 4] = [
    View { name: "panning at work zoom", target: 1.0, by_p95: false, look: |n, size| (along(n, size), 0.85) },
    View { name: "half out", target: 1.5, by_p95: false, look: |n, size| (along(n, size), 0.42) },
    View { name: "zoom to fit", target: 4.0, by_p95: false, look: |_, size| (middle(size), fit(size)) },
    View {
        name: "sweep through all zooms",
        target: 6.0,
        by_p95: true,
        look: |n, size| {
            let share = n as f32 / FRAMES as f32;
            (middle(size), fit(size) * (2.0 / fit(size)).powf(share))
        },
    },
];

fn main() {
    println!("canvas: a frame, ms (median / p95, mean of CPU, target)");
    for blocks in [1_000, 10_000] {
        let project = grid(blocks);
        let size = size_of(blocks);
        let opened = Instant::now();
        let mut bench = Bench::new(&project);
        bench.frame((middle(size), 0.85));
        println!("{blocks:>6} blocks: first frame {:.1}", millis(opened.elapsed()));
        for view in &VIEWS {
            // The first frames fill the glyph atlas once for the life of a window.
            for n in 0..WARM {
                bench.frame((view.look)(n, size));
            }
            let before = cpu();
            let mut times: Vec<Duration> =
                (WARM..FRAMES).map(|n| bench.frame((view.look)(n, size))).collect();
            let mean = cpu().zip(before).map(|(after, before)| (after - before) / f64::from(FRAMES - WARM));
            times.sort_unstable();
            let (median, p95) = (times[times.len() / 2], times[times.len() * 95 / 100]);
            bench.paints = true;
            let mut painted: Vec<Duration> = (WARM..FRAMES)
                .step_by(7)
                .map(|n| {
                    bench.frame((view.look)(n, size));
                    bench.painted
                })
                .collect();
            bench.paints = false;
            painted.sort_unstable();
            let judged = millis(if view.by_p95 { p95 } else { median });
            let verdict = if judged <= view.target { "met" } else { "MISSED" };
            let kind = if view.by_p95 { "p95 ≤" } else { "≤" };
            println!(
                "{blocks:>6} {:<24} {:>6.2} / {:>6.2}   CPU {:>6.2}   target {kind} {} {verdict}   painted {:.1}",
                view.name,
                millis(median),
                millis(p95),
                mean.unwrap_or(f64::NAN),
                view.target,
                millis(painted[painted.len() / 2])
            );
        }
    }
}

struct Bench<'a> {
    ctx: egui::Context,
    project: &'a Project,
    theme: Theme,
    state: CanvasState,
    walked: WalkedPath,
    frames: u32,
    /// Whether frames are painted too.
    paints: bool,
    painter: Painter,
    pixels: Vec<u32>,
    painted: Duration,
}

impl<'a> Bench<'a> {
    fn new(project: &'a Project) -> Self {
        let ctx = egui::Context::default();
        let theme = Theme::new(false, true);
        Theme::install_fonts(&ctx);
        theme.install(&ctx);
        let (state, walked) = (CanvasState::default(), WalkedPath::default());
        let (painter, pixels) = (Painter::default(), vec![0; (SCREEN.x * SCREEN.y) as usize]);
        Self {
            ctx,
            project,
            theme,
            state,
            walked,
            frames: 0,
            paints: false,
            painter,
            pixels,
            painted: Duration::ZERO,
        }
    }

    /// Draws one frame and gives the time it took, without a screen.
    fn frame(&mut self, (center, zoom): (Pos, f32)) -> Duration {
        self.frames += 1;
        let screen_rect = Some(egui::Rect::from_min_size(egui::Pos2::ZERO, SCREEN));
        let time = Some(f64::from(self.frames) / 60.0);
        let input = egui::RawInput { screen_rect, time, ..egui::RawInput::default() };
        self.state.look_at(center, zoom);
        let start = Instant::now();
        let findings = BTreeMap::new();
        let mut commands = Vec::new();
        let (project, theme, state, walked) = (self.project, &self.theme, &mut self.state, &self.walked);
        let mut output = self.ctx.run_ui(input, |ui| {
            let funnel = &project.funnels[0].name;
            let (findings, lang, revision, keys) = (&findings, Lang::Ru, 0, Keys::Free);
            let input =
                CanvasInput { project, funnel, theme, lang, walked, findings, revision, covered: None, keys };
            canvas_ui(ui, &input, state, &mut commands);
        });
        let shapes = std::mem::take(&mut output.shapes);
        let primitives = black_box(self.ctx.tessellate(shapes, output.pixels_per_point));
        let took = start.elapsed();
        self.paint(&primitives, &mut output.textures_delta);
        took
    }

    fn paint(&mut self, primitives: &[egui::ClippedPrimitive], textures: &mut egui::TexturesDelta) {
        // Textures have to be taken over anyway.
        let primitives = if self.paints { primitives } else { &[] };
        let (width, height) = (SCREEN.x as usize, SCREEN.y as usize);
        let mut screen = Screen { pixels: &mut self.pixels, width, height, age: 1 };
        let picture = Picture { primitives, scale: 1.0, ground: self.theme.tokens.canvas };
        let start = Instant::now();
        black_box(self.painter.paint(&mut screen, &picture, textures));
        self.painted = start.elapsed();
    }
}

/// Milliseconds that this thread has worked, where the system tells.
fn cpu() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse::<f64>().ok().map(|nanos| nanos / 1e6)
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn size_of(blocks: u32) -> (i32, i32) {
    (columns(blocks) as i32 * PITCH.0, blocks.div_ceil(columns(blocks)) as i32 * PITCH.1)
}

fn middle(size: (i32, i32)) -> Pos {
    Pos(size.0 / 2, size.1 / 2)
}

fn fit(size: (i32, i32)) -> f32 {
    (SCREEN.x * 0.94 / size.0 as f32).min(SCREEN.y * 0.9 / size.1 as f32)
}

/// A point that walks through the funnel, 17 units a frame.
fn along(n: u32, size: (i32, i32)) -> Pos {
    let center = middle(size);
    Pos(center.0 / 2 + n as i32 * 16, center.1 / 2 + n as i32 * 6)
}
