//! Publishing the bot's profile: what changes line by line, then the change itself. The token comes from the environment
//! or the keychain and never stays here.

use super::App;
use super::jobs::{Progress, Work};
use crate::channels::telegram::{ProfileFault, ProfilePart, profile_steps};
use crate::diag::{Anchor, Diagnostic, Severity, Words};
use crate::studio::dialogs::{Dialog, Held, LineState, PublishDialog, PublishLine, TokenField};
use crate::studio::words::shell as words;
use std::path::PathBuf;

impl App {
    /// Shows what publishing would change.
    pub(super) fn show_publish(&mut self) {
        let Some(document) = &self.document else { return };
        let lines = profile_steps(&document.project, &document.flow).map(|steps| {
            let line = |part| {
                let step = steps.iter().find(|step| step.part == part);
                PublishLine {
                    part,
                    now: None,
                    new: step.map(|step| step.value.clone()),
                    state: LineState::Waits,
                }
            };
            let calls = steps.iter().map(|step| format!("{} {}", step.call.method, step.call.body)).collect();
            (ProfilePart::ALL.map(line).to_vec(), calls)
        });
        let (lines, calls) = match lines {
            Ok((lines, calls)) => (Ok(lines), calls),
            Err(faults) => (Err(faults.iter().map(finding).collect()), Vec::new()),
        };
        self.show_dialog(Dialog::Publish(PublishDialog::new(lines, calls)));
        self.look_at_profile();
    }

    /// Looks beside the window whether there is a token, which a keychain may have to be unlocked for, and what the
    /// messenger has now.
    pub(super) fn look_at_profile(&mut self) {
        let progress = self.publishing();
        let sender = self.jobs.sender();
        let folder = self.folder();
        self.change_publishing(PublishDialog::look);
        self.jobs.start(Work::Publishing(progress.clone()), move || {
            let (held, useless) = match live::held_token(folder.as_deref()) {
                Ok(held) => (held, None),
                Err(why) => (Held::Nowhere, Some(why)),
            };
            let found = held != Held::Nowhere;
            let heard = progress.clone();
            let known = move |app: &mut Self| {
                app.told_of_publishing(&heard, |publish| {
                    (publish.held, publish.token.useless) = (held, useless);
                });
            };
            // Nobody listens once the window is closed.
            let _ = sender.send(Box::new(known));
            progress.wake();
            if found {
                let failed = live::look(folder, &sender, &progress);
                return Box::new(move |app| {
                    app.told_of_publishing(&progress, |publish| {
                        publish.looking = false;
                        publish.token.is_refused = failed.as_ref().is_some_and(|failed| failed.1);
                        publish.result = failed.map(|(why, _)| Err(why));
                    });
                });
            }
            Box::new(move |app| app.told_of_publishing(&progress, |publish| publish.looking = false))
        });
    }

    /// Puts the token that was typed into the keychain of the system, beside the window: it may have to be unlocked
    /// first. Then asks the messenger.
    pub(super) fn keep_token(&mut self) {
        let progress = self.publishing();
        let mut typed = String::new();
        self.change_publishing(|publish| {
            typed.clone_from(&publish.token.text);
            (publish.token.is_going, publish.token.why) = (true, None);
        });
        let Some(folder) = self.folder() else { return };
        self.jobs.start(Work::Publishing(progress.clone()), move || {
            let kept = live::keep(&folder, &typed);
            Box::new(move |app| {
                let is_kept = kept.is_ok();
                app.told_of_publishing(&progress, |publish| {
                    publish.token.is_going = false;
                    match kept {
                        Ok(()) => publish.token = TokenField::default(),
                        Err(why) => publish.token.why = Some(why),
                    }
                });
                if is_kept && app.desk.publishing.as_ref().is_some_and(|wanted| wanted.is(&progress)) {
                    app.look_at_profile();
                }
            })
        });
    }

    /// Publishes in earnest: the lines that differ from what the messenger has.
    pub(super) fn publish_now(&mut self) {
        if self.sending.is_some() {
            let text = Words::new(
                "Прошлая отправка ещё не закончилась. Повторите через несколько секунд.",
                "What was sent before has not ended yet. Repeat in a few seconds.",
            );
            return self.change_publishing(|publish| publish.result = Some(Err(text)));
        }
        let progress = self.publishing();
        let Some(document) = &self.document else { return };
        let Some(Dialog::Publish(publish)) = &mut self.desk.dialog else { return };
        let skip = publish.begin();
        let (project, sender) = (document.project.clone(), self.jobs.sender());
        let folder = document.path.clone();
        self.sending = Some(progress.clone());
        self.jobs.start(Work::Publishing(progress.clone()), move || {
            let result = live::publish(project, folder, skip, &sender, &progress);
            Box::new(move |app| {
                app.sending = None;
                app.told_of_publishing(&progress, |publish| publish.end(result));
            })
        });
    }

    /// Stops what is asked of the messenger or told it.
    pub(super) fn stop_publishing(&mut self) {
        if let Some(progress) = self.desk.publishing.take() {
            progress.cancel();
        }
        let stopped = Words::new(words::PUBLISH_STOPPED.ru, words::PUBLISH_STOPPED.en);
        self.change_publishing(|publish| publish.end(Err(stopped)));
    }

    /// What was asked or told broke.
    pub(super) fn publishing_broke(&mut self, from: &Progress, why: &Words) {
        self.sending.take_if(|sending| sending.is(from));
        self.told_of_publishing(from, |publish| publish.end(Err(why.clone())));
    }

    /// Where the project lies, which its token is kept for.
    fn folder(&self) -> Option<PathBuf> {
        self.document.as_ref()?.path.clone()
    }

    /// What is asked or told next; what was before is stopped.
    fn publishing(&mut self) -> Progress {
        let progress = Progress::new(self.jobs.window().clone());
        if let Some(before) = self.desk.publishing.replace(progress.clone()) {
            before.cancel();
        }
        progress
    }

    /// Changes the dialog by news of a conversation with the messenger that is still wanted.
    pub(super) fn told_of_publishing(&mut self, from: &Progress, change: impl FnOnce(&mut PublishDialog)) {
        if self.desk.publishing.as_ref().is_some_and(|wanted| wanted.is(from)) {
            self.change_publishing(change);
        }
    }

    fn change_publishing(&mut self, change: impl FnOnce(&mut PublishDialog)) {
        let publish = self.dialogs().find_map(|dialog| match dialog {
            Dialog::Publish(publish) => Some(publish),
            _ => None,
        });
        if let Some(publish) = publish {
            change(publish);
        }
    }
}

fn finding(fault: &ProfileFault) -> Diagnostic {
    let message =
        Words::new(format!("{}: {}", fault.what, fault.why.ru), format!("{}: {}", fault.what, fault.why.en));
    Diagnostic::new("profile", Severity::Error, Anchor::Project, message, Words::default())
}

#[cfg(feature = "live")]
mod live {
    use super::{App, Progress};
    use crate::channels::telegram::ProfilePart;
    use crate::diag::Words;
    use crate::model::{Label, Project};
    use crate::runtime::{self, PublishEvent, PublishOptions, RunError, Token};
    use crate::studio::app::jobs::Report;
    use crate::studio::dialogs::Held;
    use crate::studio::words::shell as words;
    use std::path::{Path, PathBuf};
    use std::sync::mpsc::Sender;

    /// Who holds the token of the project in that folder, or why none that is typed would help.
    pub fn held_token(folder: Option<&Path>) -> Result<Held, Label> {
        let is_given = runtime::token_of_environment("telegram").is_some();
        let found = match folder {
            Some(folder) => runtime::own_token("telegram", folder),
            None if is_given => runtime::token("telegram", None),
            None => return Err(words::TOKEN_UNSAVED),
        };
        match found {
            // The environment goes before what is kept.
            Ok(_) if is_given => Ok(Held::Environment),
            Ok(_) => Ok(Held::Keychain),
            Err(RunError::TokenMalformed) if is_given => Err(words::TOKEN_SPOILED),
            Err(RunError::KeychainLocked) => Err(words::TOKEN_LOCKED),
            Err(_) => Ok(Held::Nowhere),
        }
    }

    /// Keeps the token of the project in that folder for the next time, too.
    pub fn keep(folder: &Path, token: &str) -> Result<(), Words> {
        runtime::keep_token("telegram", Some(folder), token).map_err(|error| error.words())
    }

    /// What is asked or sent with the token of the project in that folder, and with no other.
    fn options(folder: Option<PathBuf>) -> Result<PublishOptions, RunError> {
        let token = match &folder {
            Some(folder) => runtime::own_token("telegram", folder),
            None => runtime::token_of_environment("telegram").ok_or(RunError::NoToken),
        };
        Ok(PublishOptions { folder, token: Some(Token(token?)), ..PublishOptions::default() })
    }

    /// Tells the dialog what the messenger has; gives why it could not, and whether another token would help.
    pub fn look(
        folder: Option<PathBuf>,
        sender: &Sender<Report>,
        progress: &Progress,
    ) -> Option<(Words, bool)> {
        let watch = &mut |event| tell(sender, progress, event);
        match options(folder).and_then(|options| runtime::look_at_profile(&options, watch)) {
            Ok(()) | Err(RunError::Stopped) => None,
            Err(error) => {
                // What is in the environment goes before what is kept.
                let is_kept = runtime::token_of_environment("telegram").is_none();
                let helps = matches!(error, RunError::TokenRefused | RunError::TokenMalformed);
                Some((error.words(), is_kept && helps))
            }
        }
    }

    pub fn publish(
        project: Project,
        folder: Option<PathBuf>,
        skip: Vec<ProfilePart>,
        sender: &Sender<Report>,
        progress: &Progress,
    ) -> Result<Words, Words> {
        let options = options(folder).map_err(|error| error.words())?;
        let options = PublishOptions { project, skip, ..options };
        let watch = &mut |event| tell(sender, progress, event);
        let report = runtime::publish_watched(&options, watch).map_err(|error| error.words())?;
        let name = &report.username;
        let mut words = Words::new(format!("Опубликовано: @{name}"), format!("Published: @{name}"));
        for warning in &report.warnings {
            words.ru = format!("{}. {}", words.ru, warning.ru);
            words.en = format!("{}. {}", words.en, warning.en);
        }
        Ok(words)
    }

    fn tell(sender: &Sender<Report>, progress: &Progress, event: PublishEvent) -> bool {
        if !matches!(event, PublishEvent::Waiting) {
            let from = progress.clone();
            let told = move |app: &mut App| {
                app.told_of_publishing(&from, |publish| match event {
                    PublishEvent::Waiting => {}
                    PublishEvent::Bot(name) => publish.bot = name,
                    PublishEvent::Stands(part, value) => publish.stands(part, value),
                    PublishEvent::Begun(part) => publish.begun(part),
                    PublishEvent::Done(part) => publish.done(part),
                });
            };
            // Nobody listens once the window is closed.
            let _ = sender.send(Box::new(told));
            progress.wake();
        }
        !progress.is_cancelled()
    }
}

#[cfg(not(feature = "live"))]
mod live {
    use super::Progress;
    use crate::channels::telegram::ProfilePart;
    use crate::diag::Words;
    use crate::model::{Label, Project};
    use crate::studio::app::jobs::Report;
    use crate::studio::dialogs::Held;
    use crate::studio::words::shell as words;
    use std::path::{Path, PathBuf};
    use std::sync::mpsc::Sender;

    pub fn held_token(_: Option<&Path>) -> Result<Held, Label> {
        Err(words::PUBLISH_UNABLE)
    }

    pub fn keep(_: &Path, _: &str) -> Result<(), Words> {
        Err(Words::new(words::PUBLISH_UNABLE.ru, words::PUBLISH_UNABLE.en))
    }

    pub fn look(_: Option<PathBuf>, _: &Sender<Report>, _: &Progress) -> Option<(Words, bool)> {
        None
    }

    pub fn publish(
        _: Project,
        _: Option<PathBuf>,
        _: Vec<ProfilePart>,
        _: &Sender<Report>,
        _: &Progress,
    ) -> Result<Words, Words> {
        Err(Words::new(words::PUBLISH_UNABLE.ru, words::PUBLISH_UNABLE.en))
    }
}
