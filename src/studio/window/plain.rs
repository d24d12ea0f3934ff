//! The window without OpenGL: the same program, its pixels made by the [`Painter`] and handed to the display.
//!
//! Promises what `eframe` promises of its own window: nothing is painted without cause, a window that nobody can see
//! goes on working without being painted, and closing asks the program first.

use super::error::{StudioError, loop_error};
use super::pixels::{finish_pictures, rect, refused};
use crate::studio::App;
use egui::{Event, FullOutput, LogicOutput, RawInput, TexturesDelta, ViewportBuilder, ViewportCommand};
use egui::{ViewportEvent, ViewportId, ViewportInfo};
use egui_winit::{ActionRequested, accesskit_winit};
use softbuffer::Surface;
use std::num::NonZeroU32;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};
use voronka_painter::{Area, Painter, Picture, Screen};
use winit::application::ApplicationHandler;
use winit::event::WindowEvent;
use winit::event_loop::{ActiveEventLoop, ControlFlow, EventLoop, EventLoopProxy, OwnedDisplayHandle};
use winit::raw_window_handle::{HasDisplayHandle, RawDisplayHandle};
use winit::window::{Window, WindowId};

/// Textures may be so wide and high; letters take a row of this width at a time.
const TEXTURE_SIDE: usize = 8_192;
/// A desktop may keep back the leave to paint from a window that is covered: work then goes on unpainted.
const PATIENCE: Duration = Duration::from_millis(250);

/// No frame comes sooner after another: no screen that lacks a graphics card shows more.
const PACE: Duration = Duration::from_millis(16);
/// The same while nobody can see the window.
const HIDDEN_PACE: Duration = Duration::from_millis(100);
/// A display that took no pixels so often in a row will not take them any more.
const REFUSALS_MAX: u32 = 20;

/// Makes the program once the window stands.
type Create = Box<dyn FnOnce(&egui::Context) -> App>;
type Pixels = Surface<OwnedDisplayHandle, Rc<Window>>;

/// Opens the window and returns when it is closed.
///
/// # Errors
/// The display does not answer or takes no pixels.
pub(super) fn run(viewport: ViewportBuilder, create: Create) -> Result<(), StudioError> {
    let events = EventLoop::with_user_event().build().map_err(|error| loop_error(&error))?;
    let mut plain =
        Plain { proxy: events.create_proxy(), viewport, create: Some(create), shown: None, failed: None };
    events.run_app(&mut plain).map_err(|error| loop_error(&error))?;
    plain.failed.map_or(Ok(()), Err)
}

/// What wakes the window up besides people.
enum Wake {
    /// The program wants to be painted.
    Paint { at: Instant, pass: u64 },
    /// A screen reader.
    Reader(accesskit_winit::Event),
}

impl From<accesskit_winit::Event> for Wake {
    fn from(event: accesskit_winit::Event) -> Self {
        Self::Reader(event)
    }
}

struct Plain {
    proxy: EventLoopProxy<Wake>,
    viewport: ViewportBuilder,
    create: Option<Create>,
    shown: Option<Shown>,
    failed: Option<StudioError>,
}

/// A window that stands.
struct Shown {
    ctx: egui::Context,
    app: App,
    window: Rc<Window>,
    pixels: Pixels,
    hands: egui_winit::State,
    info: ViewportInfo,
    actions: Vec<ActionRequested>,
    painter: Painter,
    /// What came while the window was not to be seen, for the next frame.
    waiting: RawInput,
    textures: TexturesDelta,
    paint_at: Option<Instant>,
    /// When the last frame began.
    painted: Option<Instant>,
    /// The desktop says when to paint; elsewhere it only says that pixels were lost.
    needs_leave: bool,
    /// When the leave to paint was asked for.
    asked: Option<Instant>,
    is_first: bool,
    /// The display lacks pixels of the last frame.
    is_lost: bool,
    /// How often in a row the display took none, and why the last time.
    refusals: u32,
    refusal: Option<StudioError>,
    /// The display has taken pixels at least once.
    was_seen: bool,
    leaves: bool,
}

impl Plain {
    fn stand(&mut self, events: &ActiveEventLoop) -> Result<(), StudioError> {
        let Some(create) = self.create.take() else { return Ok(()) };
        let ctx = egui::Context::default();
        let viewport = centered(&self.viewport, events).with_visible(false);
        let other = |error: &dyn std::fmt::Display| StudioError::Other(error.to_string());
        let window = egui_winit::create_window(&ctx, events, &viewport).map_err(|error| other(&error))?;
        let window = Rc::new(window);
        let screen =
            softbuffer::Context::new(events.owned_display_handle()).map_err(|error| refused(&error))?;
        let pixels = Surface::new(&screen, window.clone()).map_err(|error| refused(&error))?;
        let display = events.display_handle().map(|display| display.as_raw());
        let scale = window.scale_factor() as f32;
        let root = ViewportId::ROOT;
        let mut hands = egui_winit::State::new(
            ctx.clone(),
            root,
            events,
            Some(scale),
            window.theme(),
            Some(TEXTURE_SIDE),
        );
        hands.init_accesskit(events, &window, self.proxy.clone());
        let mut info = ViewportInfo::default();
        egui_winit::update_viewport_info(&mut info, &ctx, &window, true);
        self.wake_by(&ctx);
        let app = create(&ctx);
        self.shown = Some(Shown {
            ctx,
            app,
            window,
            pixels,
            hands,
            info,
            actions: Vec::new(),
            painter: Painter::default(),
            waiting: RawInput::default(),
            textures: TexturesDelta::default(),
            paint_at: Some(Instant::now()),
            painted: None,
            needs_leave: matches!(display, Ok(RawDisplayHandle::Wayland(_))),
            asked: None,
            is_first: true,
            is_lost: false,
            refusals: 0,
            refusal: None,
            was_seen: false,
            leaves: false,
        });
        Ok(())
    }

    /// Lets egui ask for frames, from any thread.
    fn wake_by(&self, ctx: &egui::Context) {
        let proxy = egui::mutex::Mutex::new(self.proxy.clone());
        ctx.set_request_repaint_callback(move |info| {
            // Later than a clock can tell is never.
            if let Some(at) = Instant::now().checked_add(info.delay) {
                // After the end of the window there is nobody to wake.
                let _ = proxy.lock().send_event(Wake::Paint { at, pass: info.current_cumulative_pass_nr });
            }
        });
    }

    /// After everything that has happened: paints what is due, sleeps until the next time, or goes.
    fn settle(&mut self, events: &ActiveEventLoop) {
        let Some(shown) = &mut self.shown else { return };
        let now = Instant::now();
        shown.paint_at = shown.paint_at.map(|at| shown.paced(at));
        if shown.paint_at.is_some_and(|at| at <= now) {
            shown.paint_at = None;
            if shown.needs_leave && !shown.is_first {
                shown.window.request_redraw();
                shown.asked.get_or_insert(now);
            } else {
                shown.frame(events);
            }
        }
        if shown.asked.is_some_and(|asked| asked + PATIENCE <= now) {
            shown.asked = None;
            shown.work(events);
        }
        // Work that is open is never thrown away for it: another size of the window may be taken again.
        if shown.refusals > REFUSALS_MAX && !shown.was_seen {
            self.failed = shown.refusal.take();
            return events.exit();
        }
        if shown.leaves {
            return events.exit();
        }
        let overdue = shown.asked.map(|asked| asked + PATIENCE);
        let next = [shown.paint_at, overdue].into_iter().flatten().min();
        events.set_control_flow(next.map_or(ControlFlow::Wait, ControlFlow::WaitUntil));
    }
}

impl ApplicationHandler<Wake> for Plain {
    fn resumed(&mut self, events: &ActiveEventLoop) {
        if let Err(error) = self.stand(events) {
            self.failed = Some(error);
            events.exit();
        }
    }

    fn about_to_wait(&mut self, events: &ActiveEventLoop) {
        self.settle(events);
    }

    fn user_event(&mut self, _: &ActiveEventLoop, wake: Wake) {
        if let Some(shown) = &mut self.shown {
            shown.wake(wake);
        }
    }

    fn window_event(&mut self, events: &ActiveEventLoop, _: WindowId, event: WindowEvent) {
        if let Some(shown) = &mut self.shown {
            shown.hear(events, &event);
        }
    }

    fn exiting(&mut self, _: &ActiveEventLoop) {
        if let Some(mut shown) = self.shown.take() {
            shown.ctx.on_exit();
            shown.app.bye();
            // Nothing will paint them any more.
            shown.textures.clear();
        }
    }
}

impl Shown {
    fn wake(&mut self, wake: Wake) {
        match wake {
            Wake::Paint { at, pass } => {
                let now = self.ctx.cumulative_pass_nr_for(ViewportId::ROOT);
                // An older wish was fulfilled by a frame since.
                if now == pass || now == pass + 1 {
                    self.paint_at = Some(self.paint_at.map_or(at, |before| before.min(at)));
                }
            }
            Wake::Reader(event) => match event.window_event {
                accesskit_winit::WindowEvent::InitialTreeRequested => {
                    self.ctx.enable_accesskit();
                    self.paint_at = Some(Instant::now());
                }
                accesskit_winit::WindowEvent::ActionRequested(request) => {
                    self.hands.on_accesskit_action_request(request);
                    self.paint_at = Some(Instant::now());
                }
                accesskit_winit::WindowEvent::AccessibilityDeactivated => self.ctx.disable_accesskit(),
            },
        }
    }

    fn hear(&mut self, events: &ActiveEventLoop, event: &WindowEvent) {
        match event {
            WindowEvent::RedrawRequested if self.needs_leave => {
                // What nobody asked for has to be handed over as well: the title bar waits for it.
                self.is_lost |= self.asked.take().is_none();
                return self.frame(events);
            }
            // Nobody asks for leave there: a part of the window was covered, and the pixels of it are lost.
            WindowEvent::RedrawRequested => {
                self.is_lost = true;
                self.paint_at = Some(Instant::now());
                return;
            }
            WindowEvent::CloseRequested => {
                self.info.events.push(ViewportEvent::Close);
                self.paint_at = Some(Instant::now());
            }
            WindowEvent::Occluded(is_occluded) => self.info.occluded = Some(*is_occluded),
            _ => {}
        }
        if self.hands.on_window_event(&self.window, event).repaint {
            self.paint_at = Some(Instant::now());
        }
    }

    /// The time of a frame that is wanted then, not too soon after the last one.
    fn paced(&self, at: Instant) -> Instant {
        let pace = if self.info.visible() == Some(false) { HIDDEN_PACE } else { PACE };
        self.painted.map_or(at, |before| at.max(before + pace))
    }

    /// What people and the system did since the last frame.
    fn input(&mut self) -> RawInput {
        egui_winit::update_viewport_info(&mut self.info, &self.ctx, &self.window, false);
        let mut input = std::mem::take(&mut self.waiting);
        input.append(self.hands.take_egui_input(&self.window));
        input.viewports = std::iter::once((ViewportId::ROOT, self.info.clone())).collect();
        input
    }

    /// A frame, or only the work of one when nobody can see it.
    fn frame(&mut self, events: &ActiveEventLoop) {
        self.painted = Some(Instant::now());
        egui_winit::update_viewport_info(&mut self.info, &self.ctx, &self.window, false);
        let is_wanted = self.actions.iter().any(ActionRequested::wants_paint);
        if self.info.visible() == Some(false) && !is_wanted && !self.is_first && !self.is_lost {
            return self.work(events);
        }
        let input = self.input();
        let closes = input.viewport().close_requested();
        let (ctx, app) = (&self.ctx, &mut self.app);
        let output = ctx.run_ui(input, |ui| {
            app.work(ui.ctx());
            app.screen(ui);
        });
        self.info.events.clear();
        let FullOutput { platform_output, textures_delta, shapes, pixels_per_point, mut viewport_output } =
            output;
        self.hands.handle_platform_output_with_event_loop(&self.window, events, platform_output);
        self.textures.append(textures_delta);
        let primitives = self.ctx.tessellate(shapes, pixels_per_point);
        let picture = Picture { primitives: &primitives, scale: pixels_per_point, ground: self.app.ground() };
        match self.show(&picture) {
            Ok(()) => (self.refusals, self.was_seen) = (0, true),
            Err(error) => {
                // It may take them again: then it gets all of them.
                (self.is_lost, self.refusals) = (true, self.refusals + 1);
                self.refusal = Some(refused(&error));
                self.paint_at = Some(Instant::now() + PATIENCE);
            }
        }
        self.act();
        if std::mem::take(&mut self.is_first) {
            self.window.set_visible(true);
        }
        let commands = viewport_output.remove(&ViewportId::ROOT).map(|root| root.commands);
        self.obey(commands.unwrap_or_default(), closes);
    }

    /// Goes on with everything that does not need to be seen.
    fn work(&mut self, events: &ActiveEventLoop) {
        let input = self.input();
        let closes = input.viewport().close_requested();
        let app = &mut self.app;
        let output = self.ctx.run_logic(&input, |ctx| app.work(ctx));
        self.info.events.clear();
        self.waiting = input;
        let LogicOutput { platform_output, mut viewport_commands } = output;
        self.hands.handle_platform_output_with_event_loop(&self.window, events, platform_output);
        self.obey(viewport_commands.remove(&ViewportId::ROOT).unwrap_or_default(), closes);
    }

    /// Does what the program asked of its window.
    fn obey(&mut self, commands: Vec<ViewportCommand>, closes: bool) {
        self.leaves |= closes && !commands.contains(&ViewportCommand::CancelClose);
        let (info, actions) = (&mut self.info, &mut self.actions);
        egui_winit::process_viewport_commands(&self.ctx, info, commands, &self.window, actions);
    }

    /// Paints and hands the pixels over.
    fn show(&mut self, picture: &Picture<'_>) -> Result<(), softbuffer::SoftBufferError> {
        let size = self.window.inner_size();
        let (Some(width), Some(height)) = (NonZeroU32::new(size.width), NonZeroU32::new(size.height)) else {
            // A minimized window of some systems.
            return Ok(());
        };
        self.pixels.resize(width, height)?;
        let mut buffer = self.pixels.buffer_mut()?;
        let age = buffer.age();
        let (width, height) = (size.width as usize, size.height as usize);
        let mut screen = Screen { pixels: &mut buffer, width, height, age };
        let changed = self.painter.paint(&mut screen, picture, &mut self.textures);
        finish_pictures(&mut self.actions, &buffer, width);
        let is_lost = std::mem::take(&mut self.is_lost) || age == 0;
        let changed = if is_lost { vec![Area::of_size(width, height)] } else { changed };
        let damage: Vec<softbuffer::Rect> = changed.iter().filter_map(rect).collect();
        if !damage.is_empty() {
            self.window.pre_present_notify();
            buffer.present_with_damage(&damage)?;
        }
        Ok(())
    }

    /// Cut, copy and paste as the menus of the program ask for them.
    fn act(&mut self) {
        for action in std::mem::take(&mut self.actions) {
            match action {
                ActionRequested::Cut => self.hands.egui_input_mut().events.push(Event::Cut),
                ActionRequested::Copy => self.hands.egui_input_mut().events.push(Event::Copy),
                ActionRequested::Paste => self.paste(),
                ActionRequested::PaintWhileHidden => {}
                ActionRequested::Screenshot(_) => self.actions.push(action),
            }
        }
    }

    fn paste(&mut self) {
        let text = self.hands.clipboard_text().map(|text| text.replace("\r\n", "\n"));
        let event = match text {
            Some(text) if text.is_empty() => return,
            Some(text) => Event::Paste(text),
            None => match self.hands.clipboard_image() {
                Some(image) => Event::PasteImage(Arc::new(image)),
                None => return,
            },
        };
        self.hands.egui_input_mut().events.push(event);
        self.paint_at = Some(Instant::now());
    }
}

/// The window in the middle of the screen and no bigger than it.
fn centered(viewport: &ViewportBuilder, events: &ActiveEventLoop) -> ViewportBuilder {
    let screens =
        events.available_monitors().map(|screen| screen.size().to_logical::<f32>(screen.scale_factor()));
    let biggest = screens.fold(egui::Vec2::ZERO, |most, size| most.max(egui::vec2(size.width, size.height)));
    let mut viewport = viewport.clone();
    if biggest == egui::Vec2::ZERO {
        return viewport;
    }
    viewport.inner_size = viewport.inner_size.map(|size| size.min(biggest));
    let first = events.primary_monitor().or_else(|| events.available_monitors().next());
    if let (Some(screen), Some(size)) = (first, viewport.inner_size) {
        let room = screen.size().to_logical::<f32>(screen.scale_factor());
        viewport = viewport.with_position([(room.width - size.x) / 2.0, (room.height - size.y) / 2.0]);
    }
    viewport
}
