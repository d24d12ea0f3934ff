//! The project's conversations, played beside the window.

use super::App;
use super::document::Tested;
use super::jobs::{Progress, Work};
use super::retold::{Retelling, name_of};
use super::toast::Tone;
use crate::compile::compile;
use crate::diag::Words;
use crate::emulator::transcript::{
    Ground, Transcript, TranscriptError, parse, play, play_reloaded, titles_of,
};
use crate::folder::{self, reason, write_whole};
use crate::model::{BlockId, Lang, Project};
use crate::studio::dialogs::{Dialog, TestFailure, TestOutcome, TestPlace, TestsDialog};
use crate::studio::settings::Person;
use crate::studio::status_bar::TestTally;
use crate::studio::words::shell as words;
use crate::zones;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Folder of the conversations inside the project.
pub(super) const FOLDER: &str = "tests";
/// Ending of their files.
pub(super) const ENDING: &str = "chat";

/// A test that was written anew.
pub(super) struct Accepted {
    path: PathBuf,
    before: String,
    after: String,
}

impl Accepted {
    fn write(&self) -> Result<(), Words> {
        let now = std::fs::read_to_string(&self.path);
        if now.as_ref().is_ok_and(|now| *now != self.before) {
            return Err(Words::new(
                "Файл теста успели изменить: тесты сыграны заново.",
                "The file of the test was changed meanwhile: the tests are played again.",
            ));
        }
        now.and_then(|_| write_whole(&self.path, self.after.as_bytes())).map_err(|error| {
            let (shown, why) = (self.path.display(), reason(&error));
            Words::new(
                format!("Файл {shown} не записан: {}.", why.ru),
                format!("The file {shown} was not written: {}.", why.en),
            )
        })
    }
}

impl App {
    /// Plays every conversation of the project's folder against the project as it is on the screen.
    pub(super) fn run_tests(&mut self) {
        let Some(document) = &mut self.document else { return };
        if document.testing {
            return;
        }
        document.testing = true;
        let (serial, project, path) = (document.serial, document.project.clone(), document.path.clone());
        let (revision, lang) = (document.history.revision(), self.lang);
        // The tests on the disk take the new names when the project is saved.
        let retelling = Retelling::of(document);
        self.jobs.watch(Work::Testing(serial), words::TESTS_RUN, None, move |progress| {
            let mut tested = play_all(&project, path.as_deref(), &retelling, progress);
            if let Some(tested) = &mut tested {
                tested.dialog.tell(lang);
            }
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
        } else {
            self.drop_dialogs(|dialog| matches!(dialog, Dialog::Tests(_)));
        }
        if let Some(document) = &mut self.document {
            document.tests = Some(tested);
        }
    }

    /// Writes a test anew with the answers that the bot gives now, and plays all of them again.
    pub(super) fn accept_test(&mut self, name: &str) {
        let Some(document) = &self.document else { return };
        if document.read_only {
            return self.refuse_to_change();
        }
        let tested = document.tests.as_ref().and_then(|tested| {
            let outcome = tested.dialog.outcomes.iter().find(|outcome| outcome.name == name)?;
            outcome.failure.as_ref()?.anew.clone()
        });
        let (Some((before, after)), Some(folder)) = (tested, &document.path) else { return };
        let path = folder.join(FOLDER).join(name).with_added_extension(ENDING);
        self.replace_test(Accepted { path, before, after }, |app, accepted| {
            let Some(root) = app.document.as_ref().and_then(|document| document.path.as_ref()) else {
                return;
            };
            let name = name_of(root, &accepted.path);
            let text = Words::new(
                format!("Новый ответ принят: {name}"),
                format!("The new answer is accepted: {name}"),
            );
            app.desk.toasts.drop_all(Tone::Accepted);
            app.desk.toasts.push(Tone::Accepted, text);
            if let Some(document) = &mut app.document {
                document.accepted = Some(accepted);
            }
        });
    }

    /// Puts the test back that was written anew last.
    pub(super) fn restore_test(&mut self) {
        let accepted = self.document.as_mut().and_then(|document| document.accepted.take());
        let Some(Accepted { path, before, after }) = accepted else { return };
        self.replace_test(Accepted { path, before: after, after: before }, |_, _| {});
    }

    /// Writes a test unless somebody else has changed it, then plays all of them again.
    fn replace_test(&mut self, test: Accepted, done: fn(&mut Self, Accepted)) {
        let Some(serial) = self.document.as_ref().map(|document| document.serial) else { return };
        self.jobs.start(Work::Other, move || {
            let written = test.write();
            Box::new(move |app| {
                if app.document.as_ref().is_none_or(|document| document.serial != serial) {
                    return;
                }
                match written {
                    Ok(()) => done(app, test),
                    Err(why) => app.desk.toasts.push(Tone::Bad, why),
                }
                app.run_tests();
            })
        });
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
        let inside = name_of(path.unwrap_or(Path::new("")), file);
        let retold = |text: &str| retelling.text(&inside, text);
        outcomes.push(play_file(file, name_below(&inside), &retold, &ground, &mut entered));
    }
    let all = project.blocks().count();
    let failed = outcomes.iter().filter(|outcome| outcome.failure.is_some()).count();
    let passed = outcomes.len() - failed;
    let known = project.blocks().filter(|(_, block_id, _)| entered.contains(block_id)).count();
    let coverage = (known * 100).checked_div(all).unwrap_or(0);
    Some(Tested { tally: TestTally { passed, failed, coverage }, dialog: TestsDialog { outcomes } })
}

/// The name of a test: where it lies below the folder of tests, without the ending.
fn name_below(inside: &str) -> String {
    let below = inside.strip_prefix(FOLDER).and_then(|rest| rest.strip_prefix('/')).unwrap_or(inside);
    below.strip_suffix(ENDING).and_then(|rest| rest.strip_suffix('.')).unwrap_or(below).to_owned()
}

fn play_file(
    file: &Path,
    name: String,
    retold: &dyn Fn(&str) -> Option<String>,
    ground: &Ground,
    entered: &mut BTreeSet<BlockId>,
) -> TestOutcome {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            let why = Words::new(format!("Файл не читается: {error}"), format!("Cannot be read: {error}"));
            let failure = TestFailure { why: Some(why), ..TestFailure::default() };
            return TestOutcome { name, title: String::new(), failure: Some(failure) };
        }
    };
    let with_names = retold(&text);
    let transcript = match parse(with_names.as_ref().unwrap_or(&text)) {
        Ok(transcript) => transcript,
        Err(error) => return TestOutcome { name, title: String::new(), failure: Some(broken(&error)) },
    };
    let failure = play_twice(&transcript, ground, entered).unwrap_or_else(|error| Some(broken(&error)));
    let failure = failure.map(|failure| match (failure.anew, with_names) {
        (Some((_, after)), None) => TestFailure { anew: Some((text, after)), ..failure },
        // The file has the names of the project as it is saved.
        (Some(_), Some(_)) => {
            let refused = Words::new(
                "Новый ответ можно будет принять, когда проект сохранён.",
                "The new answer can be accepted once the project is saved.",
            );
            TestFailure { anew: None, refused: Some(refused), ..failure }
        }
        (None, _) => TestFailure { anew: None, ..failure },
    });
    TestOutcome { name, title: transcript.title, failure }
}

/// A conversation that cannot be read or played on.
fn broken(error: &TranscriptError) -> TestFailure {
    let said = |lang: Lang| error.problem.words(lang);
    let why = Words::new(
        format!("строка {}: {}", error.line, said(Lang::Ru)),
        format!("line {}: {}", error.line, said(Lang::En)),
    );
    TestFailure { why: Some(why), ..TestFailure::default() }
}

/// Plays a conversation straight and again over saved sessions; gives what differs. The text that it would be now
/// stands in [`TestFailure::anew`] alone.
fn play_twice(
    transcript: &Transcript,
    ground: &Ground,
    entered: &mut BTreeSet<BlockId>,
) -> Result<Option<TestFailure>, TranscriptError> {
    let (straight, reloaded) = (play(transcript, ground)?, play_reloaded(transcript, ground)?);
    for played in [&straight, &reloaded] {
        entered.extend(played.emulator.path().iter().map(|step| step.block));
    }
    let Some(played) = [&straight, &reloaded].into_iter().find(|played| !played.passed(transcript)) else {
        return Ok(None);
    };
    let mut failure = played.error.as_ref().map(broken).unwrap_or_default();
    failure.places = played.differences(transcript).into_iter().map(TestPlace::new).collect();
    match straight.wrong_check(transcript) {
        _ if played.error.is_some() || straight.turns != reloaded.turns => {}
        Some(line) => {
            failure.refused = Some(Words::new(
                format!(
                    "Строка {line} проверяет подписчика: что в ней ждать, решает автор, и меняют её в файле."
                ),
                format!(
                    "Line {line} checks the subscriber: what it expects is the author’s word, change it in the file."
                ),
            ));
        }
        None => failure.anew = Some((String::new(), straight.rewritten(transcript))),
    }
    Ok(Some(failure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conversations_in_folders_of_the_same_name_are_two() {
        let names = ["tests/a.chat", "tests/sub/a.chat", "tests/a.b.chat"].map(name_below);
        assert_eq!(names, ["a", "sub/a", "a.b"]);
        let path = Path::new("p").join(FOLDER).join(&names[1]).with_added_extension(ENDING);
        assert_eq!(name_of(Path::new("p"), &path), "tests/sub/a.chat");
    }
}
