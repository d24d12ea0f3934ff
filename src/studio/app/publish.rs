//! Publishing the bot's profile: the token comes from the environment or the keychain and never stays here.

use super::App;
use crate::diag::Words;
use crate::model::Project;
use crate::studio::dialogs::Dialog;

/// How to give the token, for a person who has none here yet.
pub(super) fn token_help() -> Words {
    Words::new(
        "Токена бота здесь нет. Получите его у @BotFather и задайте переменную VORONKA_TELEGRAM_TOKEN перед запуском. В файлы проекта токен не попадает.",
        "The bot’s token is not here. Get it from @BotFather and set the variable VORONKA_TELEGRAM_TOKEN before starting. The token never gets into the project’s files.",
    )
}

impl App {
    /// Looks beside the window whether there is a token: a keychain may ask to be unlocked.
    pub(super) fn look_for_token(&mut self) {
        self.jobs.start(|| {
            let found = has_token();
            Box::new(move |app| {
                if let Some(Dialog::Publish(publish)) = &mut app.desk.dialog {
                    publish.has_token = found;
                }
            })
        });
    }

    /// Publishes in earnest.
    pub(super) fn publish_now(&mut self) {
        let Some(document) = &self.document else { return };
        let Some(Dialog::Publish(publish)) = &mut self.desk.dialog else { return };
        publish.running = true;
        let project = document.project.clone();
        self.jobs.start(move || {
            let result = publish_project(project);
            Box::new(move |app| {
                if let Some(Dialog::Publish(publish)) = &mut app.desk.dialog {
                    publish.running = false;
                    publish.result = Some(result);
                }
            })
        });
    }
}

#[cfg(feature = "live")]
fn has_token() -> bool {
    crate::runtime::token("telegram").is_ok()
}

#[cfg(feature = "live")]
fn publish_project(project: Project) -> Result<Words, Words> {
    let options = crate::runtime::PublishOptions { project, ..Default::default() };
    let report = crate::runtime::publish(&options).map_err(|error| error.words())?;
    let name = &report.username;
    let mut words = Words::new(format!("Опубликовано: @{name}"), format!("Published: @{name}"));
    for warning in &report.warnings {
        words.ru = format!("{}. {}", words.ru, warning.ru);
        words.en = format!("{}. {}", words.en, warning.en);
    }
    Ok(words)
}

#[cfg(not(feature = "live"))]
fn has_token() -> bool {
    false
}

#[cfg(not(feature = "live"))]
fn publish_project(_: Project) -> Result<Words, Words> {
    Err(Words::new("Эта сборка не умеет публиковать", "This build cannot publish"))
}
