//! What the window waits for: a small card under the top bar with how far it is and a way to stop it. It comes only when
//! the wait is longer than a moment.

use super::App;
use super::jobs::Progress;
use crate::model::{Label, Lang};
use crate::studio::controls::{Weight, button};
use crate::studio::theme::{self, BODY, SPACE, Theme};
use crate::studio::widgets::{elided, icon_at};
use crate::studio::words::shell as words;
use crate::studio::{dialogs, top_bar};
use egui::accesskit::Role;
use egui::{Align2, Area, Id, Order, Rect, Sense, Ui, WidgetInfo, vec2};
use std::time::Duration;

/// Width of the card, points.
const WIDTH: f32 = 340.0;
/// How often a bar without a measure moves on.
const MOVE_EVERY: Duration = Duration::from_millis(40);

impl App {
    /// Draws what is waited for, and stops what shall stop.
    pub(super) fn busy_ui(&mut self, ctx: &egui::Context) {
        // Asked for in every frame, which each forget what the one before asked for: where nothing moves, nothing else
        // brings the card.
        if let Some(rest) = self.jobs.next_shown() {
            ctx.request_repaint_after(rest);
        }
        let shown: Vec<(Label, Progress)> =
            self.jobs.shown().map(|watched| (watched.what, watched.progress.clone())).collect();
        if shown.is_empty() {
            return;
        }
        let screen = ctx.content_rect();
        let at = screen.center_top() + vec2(0.0, top_bar::HEIGHT + SPACE[2]);
        let mut stopped = None;
        Area::new(Id::unique("busy")).order(Order::Foreground).fixed_pos(at).pivot(Align2::CENTER_TOP).show(
            ctx,
            |ui| {
                for (what, progress) in &shown {
                    if job_ui(ui, &self.theme, self.lang, *what, progress) {
                        stopped = Some(progress.clone());
                    }
                }
            },
        );
        if let Some(give_up) = stopped.and_then(|progress| self.jobs.stop(&progress)) {
            give_up(self);
            ctx.request_repaint();
        }
    }
}

/// Gives whether it shall stop.
fn job_ui(ui: &mut Ui, theme: &Theme, lang: Lang, what: Label, progress: &Progress) -> bool {
    let tokens = &theme.tokens;
    let stopping = progress.is_cancelled();
    let what = what.of(lang);
    let frame = theme.card().inner_margin(egui::Margin { left: 14, right: 8, top: 8, bottom: 12 });
    let stop = frame.show(ui, |ui| {
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 6.0;
        let (row, response) = ui.allocate_exact_size(vec2(WIDTH, 32.0), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Status, true, what));
        let icon = Rect::from_min_size(row.min, vec2(16.0, row.height()));
        icon_at(ui, icon, "loader", 15.0, tokens.accent);
        let text = if stopping { words::STOPPING.of(lang) } else { what };
        let galley = elided(ui, text, theme::medium(BODY), tokens.ink, WIDTH - 130.0);
        let top = (row.center().y - galley.size().y / 2.0).round();
        ui.painter().galley(egui::pos2(row.left() + 24.0, top), galley, tokens.ink);
        let right =
            egui::UiBuilder::new().max_rect(row).layout(egui::Layout::right_to_left(egui::Align::Center));
        let pressed = ui.scope_builder(right, |ui| {
            let name = format!("{}: {what}", words::CANCEL.of(lang));
            let cancel = |ui: &mut Ui| button(ui, theme, Weight::Quiet, "", words::CANCEL.of(lang), &name);
            ui.add_enabled_ui(!stopping, cancel).inner.clicked()
        });
        ui.allocate_ui(vec2(WIDTH - 6.0, 6.0), |ui| {
            if progress.is_measured() {
                dialogs::bar_ui(ui, theme, progress.share());
            } else {
                unmeasured_ui(ui, theme);
            }
        });
        pressed.inner
    });
    stop.inner
}

/// A bar of which nobody knows how long it is.
fn unmeasured_ui(ui: &mut Ui, theme: &Theme) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 6.0), Sense::hover());
    ui.painter().rect_filled(rect, 3, theme.tokens.line);
    let length = rect.width() * 0.3;
    let along = if theme.reduced_motion {
        0.5
    } else {
        ui.ctx().request_repaint_after(MOVE_EVERY);
        let turn = ui.input(|input| input.time) as f32 * 0.9;
        (1.0 - (turn * std::f32::consts::PI).cos()) / 2.0
    };
    let left = rect.left() + (rect.width() - length) * along;
    let part = Rect::from_min_size(egui::pos2(left, rect.top()), vec2(length, rect.height()));
    ui.painter().rect_filled(part, 3, theme.tokens.accent);
}

#[cfg(test)]
mod tests {
    use super::super::jobs::Work;
    use super::super::{Opening, Settings};
    use super::*;
    use crate::edit::build;
    use crate::studio::dialogs::{Dialog, Then};
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;
    use std::path::PathBuf;
    use std::sync::mpsc::channel;

    fn window() -> Harness<'static, App> {
        let opening = Opening {
            lang: Lang::Ru,
            settings: Settings::default(),
            settings_folder: None,
            data_folder: None,
            program: None,
            path: None,
            beside: true,
            picture: None,
        };
        let mut window = Harness::builder().build_eframe(move |context| App::new(&context.egui_ctx, opening));
        window.step();
        window
    }

    fn click(window: &mut Harness<'_, App>, label: &str) {
        window.get_by_label(label).click();
        window.step();
        window.step();
    }

    #[test]
    fn who_waits_longer_than_a_moment_sees_how_far_it_is_and_can_stop_it() {
        let mut window = window();
        let ((began, begun), (go, wait), (told, heard)) = (channel(), channel::<()>(), channel());
        window.state_mut().jobs.watch(Work::Saving(0), words::SAVING_PROJECT, None, move |progress| {
            progress.set(1, 4);
            began.send(()).unwrap();
            wait.recv().unwrap();
            told.send(progress.set(2, 4)).unwrap();
            Box::new(|_| {})
        });
        begun.recv().unwrap();
        window.step();
        assert!(window.query_by_label("Сохраняю проект…").is_none(), "a short wait is not worth a word");
        window.state_mut().jobs.age();
        // The first frame of a card only measures it.
        window.run_steps(2);
        window.get_by_label("Сохраняю проект…");
        window.get_by_label("25 %");
        click(&mut window, "Отмена: Сохраняю проект…");
        window.get_by_label("Сохраняю проект…");
        go.send(()).unwrap();
        assert!(!heard.recv().unwrap(), "the job is told to stop");
        while window.state().jobs.is_waited_for() {
            std::thread::yield_now();
        }
        window.step();
        assert!(window.query_by_label("Сохраняю проект…").is_none());
    }

    #[test]
    fn the_card_comes_by_itself_while_nothing_moves() {
        let mut window = window();
        let (go, wait) = channel::<()>();
        window.run_steps(12);
        let rest = |window: &Harness<'_, App>| {
            window.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay
        };
        window.state_mut().jobs.watch(Work::Saving(0), words::SAVING_PROJECT, None, move |_| {
            wait.recv().unwrap();
            Box::new(|_| {})
        });
        window.run_steps(2);
        assert!(rest(&window) <= std::time::Duration::from_millis(300), "{:?}", rest(&window));
        go.send(()).unwrap();
    }

    #[test]
    fn who_gives_up_opening_goes_on_at_once_and_nothing_opens_later() {
        let mut window = window();
        let (go, wait) = channel::<()>();
        window.state_mut().opening = Some(PathBuf::new());
        window.state_mut().jobs.watch(
            Work::Opening(PathBuf::new()),
            words::OPENING,
            Some(App::give_up_opening),
            move |_| {
                wait.recv().unwrap();
                Box::new(|app| app.begin())
            },
        );
        window.state_mut().jobs.age();
        // The first frame of a card only measures it.
        window.run_steps(2);
        click(&mut window, "Отмена: Открываю проект…");
        assert!(
            window.state().opening.is_none() && window.query_by_label("Отмена: Открываю проект…").is_none()
        );
        go.send(()).unwrap();
        // Its report comes and is not taken.
        let (end, ended) = channel();
        window.state().jobs.start(Work::Other, move || {
            end.send(()).unwrap();
            Box::new(|_| {})
        });
        ended.recv().unwrap();
        window.step();
        assert!(window.state().project().is_none());
    }

    #[test]
    fn who_leaves_again_while_saving_takes_long_is_asked() {
        let mut window = window();
        let (go, wait) = channel::<()>();
        let ctx = window.ctx.clone();
        let app = window.state_mut();
        app.begin();
        let drawn = build::add_funnel(app.project().unwrap(), "Ещё").0;
        assert!(app.edit(drawn, false));
        let written = app.moment().map(|(_, revision)| revision);
        app.document.as_mut().unwrap().saving = written;
        app.jobs.watch(Work::Saving(0), words::SAVING_PROJECT, None, move |_| {
            // Nobody says go when the test fails.
            let _ = wait.recv();
            Box::new(|_| {})
        });
        for _ in 0..2 {
            app.leave_for(&ctx, Then::Quit);
            assert!(app.desk.dialog.is_none(), "a disk that takes a moment is waited for");
        }
        app.jobs.age();
        app.leave_for(&ctx, Then::Quit);
        assert!(matches!(app.desk.dialog, Some(Dialog::Unsaved(Then::Quit))));
        go.send(()).unwrap();
    }
}
