//! How a bot lives: it polls Telegram, runs the engine over what subscribers do and sends what comes of it.
//!
//! Promises: everything that a batch of updates brings about (sessions, timers, unsent messages, pending calls,
//! the number of the next update) is one transaction on disk before anything is sent; a kill at any moment
//! loses nothing. A message may be sent twice only when the bot is killed between Telegram's taking it and the
//! note that it did, at most some 20 ms later. Within a chat the order never changes. Tokens come from the
//! environment or the keychain and never reach a log or an error.

mod bot;
mod calls;
mod client;
mod desk;
mod error;
mod layout;
mod live;
mod media;
mod memory;
mod publish;
mod sender;
mod shared;
mod store;
#[cfg(test)]
mod tests;
mod token;

pub use error::RunError;
pub use publish::{
    PublishEvent, PublishOptions, PublishReport, PublishWatch, Token, look_at_profile, publish,
    publish_watched,
};
pub use token::{keep_token, own_token, team_of_environment, token, token_of_environment};

use crate::compile::compile;
use crate::model::{Lang, Project};
use std::path::PathBuf;

/// What to run and with what.
#[derive(Clone, Debug, Default)]
pub struct RunOptions {
    /// The project.
    pub project: Project,
    /// Its folder; pictures and files are read from `media/` below it.
    pub folder: PathBuf,
    /// Another address of the Bot API than Telegram's own.
    pub api: Option<String>,
    /// The file of sessions and timers; `None` for one in the user's data folder, by project and bot.
    pub store: Option<PathBuf>,
    /// The chat of Telegram in which the team hears of its subscribers, by its number.
    pub team: Option<String>,
    /// The language of what is told while running.
    pub lang: Lang,
}

/// Runs a bot until it is interrupted or terminated. Tells what happens to the `tracing` subscriber.
///
/// # Errors
/// Everything that only the owner can put right. What passes by itself is waited for.
pub fn run(options: &RunOptions) -> Result<(), RunError> {
    let token = token("telegram", Some(&options.folder))?;
    let api = client::Api::new(options.api.as_deref().unwrap_or(client::OFFICIAL), &token)?;
    let team = options
        .team
        .as_deref()
        .map(|team| team.trim().parse::<i64>().map_err(|_| RunError::BadTeam(team.to_owned())));
    let team = team.transpose()?;
    let bot_id = token::bot_id(&token);
    let path = match &options.store {
        Some(path) => path.clone(),
        None => memory::of(&options.folder, bot_id)?,
    };
    // Looked for before the file of this run is made.
    let others = if options.store.is_none() { memory::left_elsewhere(&path, bot_id) } else { Vec::new() };
    let flow = compile(&options.project).flow;
    let runtime = runtime()?;
    let local = tokio::task::LocalSet::new();
    runtime.block_on(local.run_until(async {
        let username = publish::username(&mut client::Lane::new(&api)).await?;
        if let Some(warning) = publish::address_warning(&options.project, &username) {
            tracing::warn!("{}", warning.of(options.lang));
        }
        if let Some(warning) = memory::warning(&others) {
            tracing::warn!("{}", warning.of(options.lang));
        }
        if let Some(warning) = desk::warning(&flow, team) {
            tracing::warn!("{}", warning.of(options.lang));
        }
        let bot = bot::Bot::new(flow, store::Store::open(&path, bot_id)?, team)?;
        let stop = Box::pin(stop_signal()?);
        match options.lang {
            Lang::Ru => tracing::info!("@{username} отвечает подписчикам; память: {}", path.display()),
            Lang::En => tracing::info!("@{username} answers its subscribers; memory: {}", path.display()),
        }
        live::live(bot, api, options.folder.join("media"), stop).await
    }))
}

/// Writes what happens to a bot to standard error. `RUST_LOG` chooses how much; by default what its owner
/// needs to know.
pub fn log_to_stderr() {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("voronka=info"));
    let log =
        tracing_subscriber::fmt().with_writer(std::io::stderr).with_env_filter(filter).with_target(false);
    // A second call, as from a test, keeps the first log.
    let _ = log.try_init();
}

/// One thread: the work is waiting for the network and the disk.
fn runtime() -> Result<tokio::runtime::Runtime, RunError> {
    let built = tokio::runtime::Builder::new_current_thread().enable_all().build();
    built.map_err(|error| RunError::System(error.to_string()))
}

/// Ends when the process is asked to stop.
fn stop_signal() -> Result<impl Future<Output = ()>, RunError> {
    #[cfg(unix)]
    let mut terminate = {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate()).map_err(|error| RunError::System(error.to_string()))?
    };
    Ok(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
    })
}
