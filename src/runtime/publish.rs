//! Publishing: asks what stands in the bot's profile and sets its name, descriptions, commands and menu. Both can be
//! followed line by line and stopped, even while the messenger keeps silent.

use super::client::{Api, Form, Lane, OFFICIAL, Verdict, backoff};
use super::{RunError, token::token};
use crate::channels::telegram::{ApiCall, ProfilePart, ProfileValue, profile_steps};
use crate::compile::compile;
use crate::diag::Words;
use crate::model::Project;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// What to publish and where.
#[derive(Clone, Debug, Default)]
pub struct PublishOptions {
    /// The project.
    pub project: Project,
    /// Another address of the Bot API than Telegram's own.
    pub api: Option<String>,
    /// Only list the calls: needs neither token nor network.
    pub dry_run: bool,
    /// The folder of the project, which the keychain may hold a token for.
    pub folder: Option<PathBuf>,
    /// The token; `None` for the one of the environment or the keychain.
    pub token: Option<Token>,
    /// Lines of the profile that stay as they are.
    pub skip: Vec<ProfilePart>,
}

/// A token that no log shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(pub String);

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

/// What happens while the profile is asked for or set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublishEvent {
    /// Nothing yet; told several times a second, so that it can be stopped.
    Waiting,
    /// The token belongs to the bot of that name.
    Bot(String),
    /// That is what stands in a line now.
    Stands(ProfilePart, ProfileValue),
    /// A line is being set.
    Begun(ProfilePart),
    /// A line is set.
    Done(ProfilePart),
}

/// Hears what happens and says whether to go on.
pub type PublishWatch<'w> = &'w mut dyn FnMut(PublishEvent) -> bool;

/// What was published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishReport {
    /// The calls in order, one JSON object a line: `{"method":"setMyName","parameters":{…}}`.
    pub calls: Vec<String>,
    /// The bot's name in the messenger; empty after a dry run.
    pub username: String,
    /// What the owner should know although everything went well.
    pub warnings: Vec<Words>,
}

/// Publishes a project to Telegram, or lists the calls that would do it.
///
/// # Errors
/// A profile that Telegram would refuse, a missing or wrong token, no connection, a refused call.
pub fn publish(options: &PublishOptions) -> Result<PublishReport, RunError> {
    publish_watched(options, &mut |_| true)
}

/// The same, followed and stopped. What was set before stopping stays set; setting it again does no harm.
///
/// # Errors
/// [`RunError::Stopped`] and those of [`publish`].
pub fn publish_watched(options: &PublishOptions, watch: PublishWatch<'_>) -> Result<PublishReport, RunError> {
    let flow = compile(&options.project).flow;
    let mut steps = profile_steps(&options.project, &flow).map_err(RunError::Profile)?;
    steps.retain(|step| !options.skip.contains(&step.part));
    let calls = steps.iter().map(|step| line_of(&step.call)).collect();
    let mut report = PublishReport { calls, ..PublishReport::default() };
    if options.dry_run {
        return Ok(report);
    }
    report.username = talk(options, async |lane| {
        let username = or_stopped(watch, username(lane)).await?;
        for step in steps {
            if !watch(PublishEvent::Begun(step.part)) {
                return Err(RunError::Stopped);
            }
            or_stopped(watch, insist(lane, step.call.method, step.call.body)).await?;
            watch(PublishEvent::Done(step.part));
        }
        Ok(username)
    })?;
    report.warnings.extend(address_warning(&options.project, &report.username));
    Ok(report)
}

/// Asks the messenger what stands in the profile, line by line; `watch` hears of each.
///
/// # Errors
/// [`RunError::Stopped`], a missing or wrong token, no connection.
pub fn look_at_profile(options: &PublishOptions, watch: PublishWatch<'_>) -> Result<(), RunError> {
    talk(options, async |lane| {
        let name = or_stopped(watch, username(lane)).await?;
        watch(PublishEvent::Bot(name));
        for part in ProfilePart::ALL {
            let answer = or_stopped(watch, insist(lane, part.query(), "{}".into())).await?;
            if let Some(value) = part.read(&answer) {
                watch(PublishEvent::Stands(part, value));
            }
        }
        Ok(())
    })
}

/// Talks to the messenger on one connection.
fn talk<T>(
    options: &PublishOptions,
    work: impl AsyncFnOnce(&mut Lane) -> Result<T, RunError>,
) -> Result<T, RunError> {
    let given = options.token.as_ref().map(|token| token.0.clone());
    let token = given.map_or_else(|| token("telegram", options.folder.as_deref()), Ok)?;
    let api = Api::new(options.api.as_deref().unwrap_or(OFFICIAL), &token)?;
    let runtime = super::runtime()?;
    let local = tokio::task::LocalSet::new();
    runtime.block_on(local.run_until(async {
        let mut lane = Lane::new(&api);
        work(&mut lane).await
    }))
}

/// Work that ends early when `watch` says so.
async fn or_stopped<T>(
    watch: &mut dyn FnMut(PublishEvent) -> bool,
    work: impl Future<Output = Result<T, RunError>>,
) -> Result<T, RunError> {
    let mut work = std::pin::pin!(work);
    let mut tick = tokio::time::interval(LISTEN_EVERY);
    loop {
        tokio::select! {
            done = &mut work => return done,
            _ = tick.tick() => if !watch(PublishEvent::Waiting) {
                return Err(RunError::Stopped);
            },
        }
    }
}

fn line_of(call: &ApiCall) -> String {
    format!(r#"{{"method":"{}","parameters":{}}}"#, call.method, call.body)
}

/// Warns when the project's links lead to another bot than the token's.
pub(super) fn address_warning(project: &Project, username: &str) -> Option<Words> {
    let setting = project.channels.iter().find(|setting| setting.channel == "telegram")?;
    let address = setting.address.trim().trim_start_matches('@');
    (!username.is_empty() && !address.eq_ignore_ascii_case(username)).then(|| match address {
        "" => Words::new(
            format!("В проекте не указан адрес бота, ссылок не будет. Токен принадлежит @{username}."),
            format!("The project names no bot, so it has no links. The token belongs to @{username}."),
        ),
        address => Words::new(
            format!("Ссылки проекта ведут на @{address}, а токен принадлежит @{username}."),
            format!("The links of the project lead to @{address}, but the token belongs to @{username}."),
        ),
    })
}

/// Asks the messenger who the token belongs to.
pub(super) async fn username(lane: &mut Lane) -> Result<String, RunError> {
    let answer = insist(lane, "getMe", "{}".into()).await?;
    let answer: serde_json::Value = serde_json::from_slice(&answer).unwrap_or_default();
    Ok(answer["result"]["username"].as_str().unwrap_or_default().to_owned())
}

/// How soon a wish to stop is heard.
const LISTEN_EVERY: Duration = Duration::from_millis(50);
const PATIENCE: Duration = Duration::from_secs(30);
const TRIES_MAX: u32 = 3;

/// Makes a call and tries a few times when the network or the server fails.
async fn insist(lane: &mut Lane, method: &str, body: String) -> Result<Vec<u8>, RunError> {
    let form = Form::json(body);
    for tries in 0.. {
        let failure = match lane.call(method, form.clone(), PATIENCE).await {
            Err(reason) => RunError::Network(reason.0),
            Ok(answer) => match answer.verdict() {
                Verdict::Done => return Ok(answer.body.to_vec()),
                Verdict::Unauthorized => return Err(RunError::TokenRefused),
                // An unknown token of a wrong shape is "not found" to Telegram.
                Verdict::Refused { code: 404, .. } if method == "getMe" => {
                    return Err(RunError::TokenRefused);
                }
                Verdict::Refused { code, reason } => return Err(refused(method, code, reason)),
                Verdict::Blocked => return Err(refused(method, 403, String::new())),
                Verdict::Later(pause) if pause > PATIENCE => {
                    return Err(refused(method, 429, format!("{} s", pause.as_secs())));
                }
                Verdict::Later(pause) => {
                    tokio::time::sleep(pause).await;
                    continue;
                }
                Verdict::Unwell => refused(method, answer.status, String::new()),
            },
        };
        if tries + 1 >= TRIES_MAX {
            return Err(failure);
        }
        tokio::time::sleep(backoff(tries)).await;
    }
    Err(RunError::Network(String::new()))
}

fn refused(method: &str, code: u16, reason: String) -> RunError {
    RunError::Refused { method: method.to_owned(), code, reason }
}
