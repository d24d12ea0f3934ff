//! Publishing: sets the bot's name, descriptions, commands and menu in the messenger.

use super::client::{Api, Form, Lane, OFFICIAL, Verdict, backoff};
use super::{RunError, token::token};
use crate::channels::telegram::{ApiCall, publish_calls};
use crate::compile::compile;
use crate::diag::Words;
use crate::model::Project;
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
}

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
    let flow = compile(&options.project).flow;
    let calls = publish_calls(&options.project, &flow).map_err(RunError::Profile)?;
    let mut report = PublishReport { calls: calls.iter().map(line_of).collect(), ..PublishReport::default() };
    if options.dry_run {
        return Ok(report);
    }
    let api = Api::new(options.api.as_deref().unwrap_or(OFFICIAL), &token("telegram")?)?;
    let runtime = super::runtime()?;
    let local = tokio::task::LocalSet::new();
    report.username = runtime.block_on(local.run_until(async {
        let mut lane = Lane::new(&api);
        let username = username(&mut lane).await?;
        for call in calls {
            insist(&mut lane, call.method, call.body).await?;
        }
        Ok::<_, RunError>(username)
    }))?;
    report.warnings.extend(address_warning(&options.project, &report.username));
    Ok(report)
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
