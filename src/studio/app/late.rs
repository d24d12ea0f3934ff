//! Tests of what comes late or in another order than usual: reports of jobs that overtake each other, answers after what
//! they were about is gone. Jobs run at once here and their reports wait until the test takes them.

#[cfg(test)]
mod tests {
    use super::super::jobs::{Progress, Report, Work};
    use super::super::outside::After;
    use super::super::toast::Tone;
    use super::super::{App, Opening, Settings};
    use crate::blocks::Registry;
    use crate::diag::Words;
    use crate::edit::build;
    use crate::folder;
    use crate::journal::{self, State};
    use crate::model::{Label, Lang, Project};
    use crate::studio::dialogs::{Answer, Dialog, ExportDialog, ExportStage, PublishDialog, Purpose, Then};
    use crate::translate::Exchange;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;
    use std::path::{Path, PathBuf};
    use std::sync::Arc;

    type Window = Harness<'static, App>;

    /// A folder with the data of the program and two projects, and a window on the first of them.
    struct World {
        root: tempfile::TempDir,
        window: Window,
    }

    impl World {
        fn new() -> Self {
            let root = tempfile::tempdir().unwrap();
            for name in ["a", "b"] {
                folder::create(&root.path().join(name), &Project::new(name), &Registry).unwrap();
            }
            let opening = Opening {
                lang: Lang::Ru,
                settings: Settings::default(),
                settings_folder: None,
                data_folder: Some(root.path().join("data")),
                program: None,
                path: Some(root.path().join("a")),
                beside: false,
                picture: None,
            };
            let window = Harness::builder().build_eframe(move |context| App::new(&context.egui_ctx, opening));
            let mut world = Self { root, window };
            settle(world.app());
            world
        }

        fn app(&mut self) -> &mut App {
            self.window.state_mut()
        }

        fn at(&self, name: &str) -> PathBuf {
            self.root.path().join(name)
        }

        /// The window ends without a word, as after a kill; gives what it leaves beside the project in that folder.
        fn left_beside(self, name: &str) -> Option<Project> {
            let (data, path) = (self.at("data"), self.at(name));
            drop(self.window);
            journal::take(&data, &path).unwrap().found.map(|found| found.ours)
        }
    }

    /// Takes every report that there is, and those that follow from it.
    fn settle(app: &mut App) {
        for _ in 0..10 {
            app.attend();
        }
    }

    fn reports(app: &App) -> Vec<Report> {
        std::iter::from_fn(|| app.jobs.next()).collect()
    }

    fn draw(app: &mut App) -> Project {
        let drawn = build::add_funnel(app.project().unwrap(), "Ещё").0;
        assert!(app.edit(drawn, false));
        app.project().unwrap().clone()
    }

    fn serial(app: &App) -> u64 {
        app.document.as_ref().unwrap().serial
    }

    fn on_disk(path: &Path) -> Project {
        folder::open(path, &Registry).unwrap().project
    }

    #[test]
    fn what_is_drawn_while_saving_elsewhere_is_kept_beside_the_new_folder() {
        let mut world = World::new();
        let to = world.at("c");
        let app = world.app();
        app.save_to(to, None);
        // The report of the new journal comes before that of the write into the old one.
        let drawn = draw(app);
        settle(app);
        assert!(app.is_kept());
        assert_eq!(world.left_beside("c"), Some(drawn));
    }

    #[test]
    fn a_journal_for_a_project_without_a_folder_does_not_take_the_place_of_that_of_its_folder() {
        let mut world = World::new();
        let (to, data) = (world.at("c"), world.at("data"));
        let app = world.app();
        app.begin();
        let late = reports(app);
        app.save_to(to, None);
        settle(app);
        for report in late {
            report(app);
        }
        let drawn = draw(app);
        settle(app);
        assert_eq!(world.left_beside("c"), Some(drawn));
        assert!(journal::left(&data).is_empty(), "it is not said to have never been saved");
    }

    #[test]
    fn a_path_chosen_for_one_project_does_nothing_to_another() {
        let mut world = World::new();
        let (own, other, to) = (world.at("a"), world.at("b"), world.at("c"));
        let app = world.app();
        let asked_for = Some(serial(app));
        app.open_path(other);
        settle(app);
        app.take_picked(asked_for, Purpose::Save, Some(to.clone()));
        settle(app);
        assert!(!to.exists() && app.desk.toasts.has(Tone::Bad));
        app.take_picked(asked_for, Purpose::Open, Some(own));
        settle(app);
        assert_eq!(app.project().unwrap().title, "a", "opening is about no project that was open");
    }

    #[test]
    fn one_path_is_chosen_at_a_time() {
        let mut world = World::new();
        let app = world.app();
        (app.native_dialogs, app.dialogs_known, app.choosing) = (true, true, true);
        app.ask_path(Purpose::Export);
        assert!(app.jobs.next().is_none() && app.desk.toasts.has(Tone::Bad));
        app.take_picked(None, Purpose::Open, None);
        assert!(!app.choosing, "who closes the dialog may open the next");
    }

    #[test]
    fn results_of_tests_are_those_of_what_is_drawn_now() {
        let mut world = World::new();
        let app = world.app();
        app.run_tests();
        draw(app);
        let tested = app.jobs.next().unwrap();
        tested(app);
        let document = app.document.as_ref().unwrap();
        assert!(document.testing && document.tests.is_none(), "they run again");
        settle(app);
        let document = app.document.as_ref().unwrap();
        assert!(!document.testing && document.tests.is_some());
    }

    #[test]
    fn a_job_that_breaks_takes_nothing_from_the_others() {
        let mut world = World::new();
        let app = world.app();
        let number = serial(app);
        let export = Progress::new(app.jobs.window().clone());
        app.desk.export = Some(export.clone());
        let (folder, stage) = (PathBuf::new(), ExportStage::Running(0.0));
        app.show_dialog(Dialog::Export(ExportDialog { folder, stage }));
        let document = app.document.as_mut().unwrap();
        (document.testing, document.saving) = (true, Some(7));
        let breaks = |app: &mut App, work: Work| {
            app.jobs.start(work, || panic!("a job of this test"));
            settle(app);
        };
        breaks(app, Work::Picture(number, "a.png".into()));
        assert!(!app.desk.toasts.has(Tone::Bad), "a file that is no picture is no news");
        breaks(app, Work::Testing(number));
        let document = app.document.as_ref().unwrap();
        assert!(!document.testing && document.saving.is_some() && app.desk.export.is_some());
        breaks(app, Work::Exporting(export));
        assert!(app.desk.export.is_none() && app.desk.dialog.is_none(), "nobody waits for the export");
        breaks(app, Work::Saving(number + 1));
        assert!(app.document.as_ref().unwrap().saving.is_some(), "another project is being saved");
        breaks(app, Work::Saving(number));
        assert!(app.document.as_ref().unwrap().saving.is_none());
    }

    #[test]
    fn what_comes_while_a_dialog_is_open_waits_for_its_turn() {
        let mut world = World::new();
        let ctx = world.window.ctx.clone();
        let app = world.app();
        draw(app);
        app.ask_path(Purpose::Save);
        let is_typed =
            |app: &App| matches!(&app.desk.dialog, Some(Dialog::Path(path)) if path.text == "/нач");
        if let Some(Dialog::Path(path)) = &mut app.desk.dialog {
            path.text = "/нач".into();
        }
        app.fail(Label::new("а", "a"), Words::default());
        app.fail(Label::new("б", "b"), Words::default());
        settle(app);
        assert!(is_typed(app));
        app.leave_for(&ctx, Then::Quit);
        assert!(
            matches!(app.desk.dialog, Some(Dialog::Unsaved(_))),
            "the window's own button is answered now"
        );
        app.answer(&ctx, Answer::Close);
        settle(app);
        assert!(is_typed(app), "nothing that was typed is lost");
        for title in ["а", "б"] {
            app.answer(&ctx, Answer::Close);
            settle(app);
            assert!(matches!(&app.desk.dialog, Some(Dialog::Failure(failure)) if failure.title.ru == title));
        }
        app.answer(&ctx, Answer::Close);
        settle(app);
        assert!(app.desk.dialog.is_none());
    }

    #[test]
    fn what_is_wanted_while_saving_follows_once_the_newest_is_saved() {
        let mut world = World::new();
        let path = world.at("a");
        let app = world.app();
        draw(app);
        app.save(None);
        let drawn = draw(app);
        app.save(Some(Then::Home));
        settle(app);
        assert!(
            app.document.is_none() && app.desk.dialog.is_none(),
            "it was saved and left without a question"
        );
        assert_eq!(on_disk(&path), drawn);
    }

    #[test]
    fn who_leaves_while_everything_is_being_saved_is_not_asked() {
        let mut world = World::new();
        let (path, ctx) = (world.at("a"), world.window.ctx.clone());
        let app = world.app();
        let drawn = draw(app);
        app.save(None);
        app.leave_for(&ctx, Then::Home);
        assert!(app.document.is_some() && app.desk.dialog.is_none(), "it waits for the disk");
        settle(app);
        assert!(app.document.is_none() && app.desk.dialog.is_none());
        assert_eq!(on_disk(&path), drawn);
    }

    #[test]
    fn who_draws_on_after_saving_is_asked_before_leaving() {
        let mut world = World::new();
        let ctx = world.window.ctx.clone();
        let app = world.app();
        let is_asked = |app: &App| matches!(app.desk.dialog, Some(Dialog::Unsaved(Then::Home)));
        draw(app);
        app.save(None);
        draw(app);
        app.leave_for(&ctx, Then::Home);
        assert!(is_asked(app), "drawn before leaving");
        settle(app);
        app.answer(&ctx, Answer::Close);
        app.save(None);
        app.leave_for(&ctx, Then::Home);
        draw(app);
        settle(app);
        assert!(is_asked(app), "drawn while it waited");
    }

    #[test]
    fn who_leaves_while_saving_fails_stays_and_can_save_elsewhere_on_the_way() {
        let mut world = World::new();
        let (nowhere, ctx) =
            (world.at("a").join(crate::file::PROJECT_FILE).join("deeper"), world.window.ctx.clone());
        let app = world.app();
        draw(app);
        app.save_to(nowhere, None);
        app.leave_for(&ctx, Then::Quit);
        settle(app);
        assert!(app.document.as_ref().unwrap().is_dirty() && !app.leaving);
        assert!(matches!(
            &app.desk.dialog,
            Some(Dialog::Failure(failure)) if failure.elsewhere == Some(Some(Then::Quit))
        ));
    }

    #[test]
    fn a_project_pressed_twice_is_opened_once() {
        let mut world = World::new();
        let path = world.at("b");
        let app = world.app();
        app.open_path(path.clone());
        app.open_path(path);
        settle(app);
        assert!(app.desk.dialog.is_none(), "this window is no other window");
        assert_eq!(app.project().unwrap().title, "b");
        assert!(app.opening.is_none());
    }

    #[test]
    fn a_project_that_this_window_has_just_left_is_open_in_no_other() {
        let mut world = World::new();
        let path = world.at("a");
        let app = world.app();
        draw(app);
        settle(app);
        // The job that empties the journal has not come to it yet.
        let emptied_late = app.document.as_mut().unwrap().keeping.journal().unwrap();
        app.let_go = Arc::downgrade(&emptied_late);
        app.document = None;
        app.open_path(path);
        settle(app);
        assert!(app.desk.dialog.is_none(), "nobody else has it");
        assert!(!app.document.as_ref().unwrap().is_dirty(), "what was left is not brought back");
        drop(emptied_late);
    }

    #[test]
    fn an_export_of_one_project_is_not_told_of_over_another() {
        let mut world = World::new();
        let (other, to) = (world.at("b"), world.at("out"));
        let app = world.app();
        app.export_to(to);
        let told = reports(app);
        app.open_path(other);
        settle(app);
        let export = Progress::new(app.jobs.window().clone());
        app.desk.export = Some(export);
        for report in told {
            report(app);
        }
        assert!(app.desk.dialog.is_none() && app.desk.export.is_some());
    }

    #[test]
    fn who_wants_what_is_on_the_disk_has_it_though_it_is_being_saved() {
        let mut world = World::new();
        let path = world.at("a");
        let app = world.app();
        draw(app);
        let theirs = Project::new("их");
        let saved = folder::save(&path, &theirs, &Registry, None);
        assert!(saved.is_ok());
        app.look_outside(After::TakeTheirs);
        app.save(None);
        settle(app);
        assert_eq!(app.project().unwrap(), &theirs);
        assert!(!app.document.as_ref().unwrap().is_dirty());
    }

    #[test]
    fn what_is_on_the_disk_is_taken_at_once_when_saving_failed_and_never_later() {
        let mut world = World::new();
        let (path, nowhere) = (world.at("a"), world.at("a").join(crate::file::PROJECT_FILE).join("deeper"));
        let app = world.app();
        draw(app);
        let theirs = Project::new("их");
        let saved = folder::save(&path, &theirs, &Registry, None);
        assert!(saved.is_ok());
        app.save_to(nowhere, None);
        app.look_outside(After::TakeTheirs);
        settle(app);
        assert!(matches!(app.desk.dialog, Some(Dialog::Failure(_))));
        assert_eq!(app.project().unwrap(), &theirs);

        let document = app.document.as_mut().unwrap();
        (document.saving, document.reload_next) = (Some(7), true);
        let number = serial(app);
        app.jobs.start(Work::Saving(number), || panic!("a job of this test"));
        settle(app);
        assert!(
            !app.document.as_ref().unwrap().reload_next,
            "a later save would take the disk over what is drawn"
        );
    }

    #[test]
    fn the_recent_projects_are_those_of_the_last_write() {
        let mut world = World::new();
        let folder = world.at("settings");
        let app = world.app();
        app.settings_folder = Some(folder);
        let (a, b) = (PathBuf::from("/a"), PathBuf::from("/b"));
        for path in [a.clone(), b.clone()] {
            app.remember_recent(move |settings| settings.remember(&path));
        }
        for report in reports(app).into_iter().rev() {
            report(app);
        }
        assert_eq!(app.settings.recent, [b, a]);
    }

    #[test]
    fn what_the_messenger_says_of_one_project_is_not_told_of_another() {
        let mut world = World::new();
        let path = world.at("b");
        let app = world.app();
        app.show_publish();
        let earlier = app.desk.publishing.clone().unwrap();
        app.open_path(path);
        settle(app);
        assert!(earlier.is_cancelled(), "nobody waits for it");
        app.show_publish();
        app.told_of_publishing(&earlier, |publish| publish.bot = "first".into());
        assert!(matches!(&app.desk.dialog, Some(Dialog::Publish(publish)) if publish.bot.is_empty()));
    }

    #[test]
    fn what_cannot_be_a_token_is_refused_in_the_dialog_and_kept_nowhere() {
        let mut world = World::new();
        let app = world.app();
        let mut dialog = PublishDialog::new(Ok(Vec::new()), Vec::new());
        dialog.token.text = "просто слова".into();
        app.show_dialog(Dialog::Publish(dialog));
        app.keep_token();
        let going = |app: &mut App| match app.desk.dialog.as_ref() {
            Some(Dialog::Publish(publish)) => (publish.token.is_going, publish.token.why.clone()),
            _ => panic!("the dialog stays"),
        };
        assert_eq!(going(app), (true, None), "a keychain that takes its time is waited for");
        settle(app);
        let (is_going, why) = going(app);
        assert!(!is_going && why.is_some());
    }

    #[test]
    fn what_was_drawn_while_a_forgotten_project_was_read_is_asked_about() {
        let mut world = World::new();
        let (forgotten, data) = (Project::new("Забытый"), world.at("data"));
        let mut journal = journal::take_new(&data).unwrap();
        let (base, now) = (&Project::default(), &forgotten);
        journal.keep(&State { base, serial: 1, now, at: 1, turn: 1, saving: false }).unwrap();
        drop(journal);
        let name = journal::left(&data)[0].0.clone();
        let app = world.app();
        app.open_left(name.clone());
        let drawn = draw(app);
        settle(app);
        assert!(matches!(&app.desk.dialog, Some(Dialog::Unsaved(Then::OpenLeft(left))) if *left == name));
        assert_eq!(app.project(), Some(&drawn));
    }

    #[test]
    fn texts_for_a_translator_do_not_become_a_table_of_the_project() {
        let mut world = World::new();
        let file = world.at("a").join("tables/en.csv");
        let app = world.app();
        app.texts_out("en".into(), Exchange::Csv, file.clone());
        settle(app);
        assert!(matches!(app.desk.dialog, Some(Dialog::Failure(_))) && !file.exists());
    }

    #[test]
    fn the_window_says_what_became_of_a_project() {
        let mut world = World::new();
        let path = world.at("a");
        draw(world.app());
        let mut theirs = on_disk(&path);
        theirs.title = "Их".into();
        folder::save(&path, &theirs, &Registry, None).unwrap();
        world.app().look_outside(After::TakeTheirs);
        settle(world.app());
        world.window.run_steps(3);
        world.window.get_by_label_contains("Ваши правки вернёт отмена");
        world.app().begin();
        world.window.run_steps(3);
        world.window.get_by_label("новый");
        draw(world.app());
        world.window.run_steps(3);
        world.window.get_by_label("не сохранено");
    }
}
