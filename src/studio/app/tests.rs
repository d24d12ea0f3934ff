//! The project's conversations, played beside the window.

use super::App;
use super::document::Tested;
use super::jobs::{Progress, Work};
use super::retold::{Retelling, name_of};
use crate::compile::compile;
use crate::diag::Words;
use crate::emulator::transcript::{Ground, TranscriptError, parse, play, play_reloaded, titles_of};
use crate::folder;
use crate::model::{BlockId, Lang, Project};
use crate::studio::dialogs::{Dialog, TestOutcome, TestsDialog};
use crate::studio::settings::Person;
use crate::studio::status_bar::TestTally;
use crate::studio::words::shell as words;
use crate::zones;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// Folder of the conversations inside the project.
pub(super) const FOLDER: &str = "tests";
/// Ending of their files.
pub(super) const ENDING: &str = "chat";

impl App {
    /// Plays every conversation of the project's folder against the project as it is on the screen.
    pub(super) fn run_tests(&mut self) {
        let Some(document) = &mut self.document else { return };
        if document.testing {
            return;
        }
        document.testing = true;
        let (serial, project, path) = (document.serial, document.project.clone(), document.path.clone());
        let revision = document.history.revision();
        // The tests on the disk take the new names when the project is saved.
        let retelling = Retelling::of(document);
        self.jobs.watch(Work::Testing(serial), words::TESTS_RUN, None, move |progress| {
            let tested = play_all(&project, path.as_deref(), &retelling, progress);
            Box::new(move |app| app.tested((serial, revision), tested))
        });
    }

    /// Plays the recorded conversations once for whoever counts the people in them.
    pub(super) fn meet_people(&mut self) {
        let Some(document) = &mut self.document else { return };
        let Some(path) = document.path.clone().filter(|_| document.people.is_none()) else { return };
        // Asked for once: nobody is met until the job has come back.
        document.people = Some(Vec::new());
        let (serial, project) = (document.serial, document.project.clone());
        let retelling = Retelling::of(document);
        self.jobs.start(Work::Other, move || {
            let people = people_of(&project, &path, &retelling);
            Box::new(move |app| {
                let document = app.document.as_mut().filter(|document| document.serial == serial);
                if let Some(document) = document {
                    document.people = Some(people);
                }
            })
        });
    }

    /// Takes the results; of tests that were stopped there are none, and the earlier ones stay. Those of a project that
    /// has changed meanwhile say nothing: it is tested again as it is now.
    pub(super) fn tested(&mut self, (serial, revision): (u64, u64), tested: Option<Tested>) {
        let Some(document) = self.document.as_mut().filter(|document| document.serial == serial) else {
            return;
        };
        document.testing = false;
        let Some(tested) = tested else { return };
        if document.history.revision() != revision {
            return self.run_tests();
        }
        // What went well needs no window; what did not is why somebody pressed the button.
        if tested.tally.failed > 0 || tested.tally.passed == 0 {
            self.show_dialog(Dialog::Tests(tested.dialog.clone()));
        }
        if let Some(document) = &mut self.document {
            document.tests = Some(tested);
        }
    }

    /// Shows how the tests went.
    pub(super) fn show_tests(&mut self) {
        let tested = self.document.as_ref().and_then(|document| document.tests.as_ref());
        if let Some(dialog) = tested.map(|tested| tested.dialog.clone()) {
            self.show_dialog(Dialog::Tests(dialog));
        }
    }
}

/// Those who talk in the conversations of a project, as they are at the end.
fn people_of(project: &Project, path: &Path, retelling: &Retelling) -> Vec<Person> {
    let flow = Arc::new(compile(project).flow);
    let ground = Ground { flow, titles: titles_of(project), zone_of: zones::rules_of };
    let files = folder::tests(path).unwrap_or_default();
    let talks = files.iter().filter_map(|file| {
        let text = std::fs::read_to_string(file).ok()?;
        let text = retelling.text(&name_of(path, file), &text).unwrap_or(text);
        let emulator = play(&parse(&text).ok()?, &ground).ok()?.emulator;
        let (session, now, zone) = (emulator.session().clone(), emulator.now(), emulator.zone().clone());
        Some(Person { session, now, zone })
    });
    talks.collect()
}

fn play_all(
    project: &Project,
    path: Option<&Path>,
    retelling: &Retelling,
    progress: &Progress,
) -> Option<Tested> {
    let flow = Arc::new(compile(project).flow);
    let ground = Ground { flow, titles: titles_of(project), zone_of: zones::rules_of };
    let files = path.and_then(|path| folder::tests(path).ok()).unwrap_or_default();
    let mut entered = BTreeSet::new();
    let mut outcomes = Vec::new();
    for (done, file) in files.iter().enumerate() {
        if !progress.set(done, files.len()) {
            return None;
        }
        let retold = |text: &str| retelling.text(&name_of(path.unwrap_or(Path::new("")), file), text);
        outcomes.push(play_file(file, &retold, &ground, &mut entered));
    }
    let all = project.blocks().count();
    let failed = outcomes.iter().filter(|outcome| outcome.differs.is_some()).count();
    let passed = outcomes.len() - failed;
    let known = project.blocks().filter(|(_, block_id, _)| entered.contains(block_id)).count();
    let coverage = (known * 100).checked_div(all).unwrap_or(0);
    Some(Tested { tally: TestTally { passed, failed, coverage }, dialog: TestsDialog { outcomes } })
}

fn play_file(
    file: &Path,
    retold: &dyn Fn(&str) -> Option<String>,
    ground: &Ground,
    entered: &mut BTreeSet<BlockId>,
) -> TestOutcome {
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let differs = match std::fs::read_to_string(file) {
        Err(error) => {
            Some(Words::new(format!("Файл не читается: {error}"), format!("Cannot be read: {error}")))
        }
        Ok(text) => play_text(&retold(&text).unwrap_or(text), ground, entered).unwrap_or_else(|error| {
            let said = |lang: Lang| error.problem.words(lang);
            Some(Words::new(
                format!("строка {}: {}", error.line, said(Lang::Ru)),
                format!("line {}: {}", error.line, said(Lang::En)),
            ))
        }),
    };
    TestOutcome { name, differs }
}

/// Plays a conversation straight and again over saved sessions; gives what differs.
fn play_text(
    text: &str,
    ground: &Ground,
    entered: &mut BTreeSet<BlockId>,
) -> Result<Option<Words>, TranscriptError> {
    let transcript = parse(text)?;
    for played in [play(&transcript, ground)?, play_reloaded(&transcript, ground)?] {
        entered.extend(played.emulator.path().iter().map(|step| step.block));
        if !played.passed(&transcript) {
            let diff = |lang| played.diff(&transcript, lang);
            return Ok(Some(Words::new(diff(Lang::Ru), diff(Lang::En))));
        }
    }
    Ok(None)
}
