//! Where a token comes from: the environment, else the system's keychain. Nowhere else.
//!
//! The keychain holds a token for each project, under service `voronka` and the account `telegram <folder>`: another
//! project never gets at its bot by itself. The account `telegram` is for the command line, which names the project
//! that it is used for.

use super::RunError;
use std::path::Path;

const SERVICE: &str = "voronka";

/// The token of a project's channel: `VORONKA_TELEGRAM_TOKEN` and the like, else what the keychain holds for the project,
/// else what it holds for the command line.
///
/// # Errors
/// [`RunError::NoToken`] where there is none, [`RunError::TokenMalformed`] for what cannot be a token,
/// [`RunError::KeychainLocked`].
pub fn token(channel: &str, folder: Option<&Path>) -> Result<String, RunError> {
    match folder.map_or(Err(RunError::NoToken), |folder| own_token(channel, folder)) {
        Err(RunError::NoToken) => {}
        found => return found,
    }
    let given = token_of_environment(channel);
    checked(match given {
        Some(token) => Some(token),
        None => kept(channel)?,
    })
}

/// The token of a project's channel: that of the environment, else the one that was kept for this very project.
///
/// # Errors
/// Those of [`token`].
pub fn own_token(channel: &str, folder: &Path) -> Result<String, RunError> {
    let given = token_of_environment(channel);
    checked(match given {
        Some(token) => Some(token),
        None => kept(&account(channel, Some(folder)))?,
    })
}

fn checked(token: Option<String>) -> Result<String, RunError> {
    let token = token.ok_or(RunError::NoToken)?;
    let token = token.trim();
    if is_well_formed(token) { Ok(token.to_owned()) } else { Err(RunError::TokenMalformed) }
}

/// What the keychain holds; a system without one holds nothing.
fn kept(account: &str) -> Result<Option<String>, RunError> {
    match keyring::Entry::new(SERVICE, account).and_then(|entry| entry.get_password()) {
        Ok(token) => Ok(Some(token)),
        Err(keyring::Error::NoStorageAccess(_)) => Err(RunError::KeychainLocked),
        Err(_) => Ok(None),
    }
}

/// The name in the keychain, which its owner can read there.
fn account(channel: &str, folder: Option<&Path>) -> String {
    let Some(folder) = folder else { return channel.to_owned() };
    // The same folder by whichever way it was named.
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    format!("{channel} {}", folder.display())
}

/// The token of a channel in the environment, which goes before the keychain.
pub fn token_of_environment(channel: &str) -> Option<String> {
    let variable = format!("VORONKA_{}_TOKEN", channel.to_uppercase());
    std::env::var(variable).ok().filter(|token| !token.trim().is_empty())
}

/// The chat of the team in the environment: `VORONKA_TELEGRAM_TEAM`.
pub fn team_of_environment() -> Option<String> {
    std::env::var("VORONKA_TELEGRAM_TEAM").ok().filter(|team| !team.trim().is_empty())
}

/// Keeps a token in the system's keychain: for the project of a folder, or for the command line without one.
///
/// # Errors
/// [`RunError::TokenMalformed`], [`RunError::KeychainLocked`], or [`RunError::NoKeychain`] where the system has none.
pub fn keep_token(channel: &str, folder: Option<&Path>, token: &str) -> Result<(), RunError> {
    let token = token.trim();
    if !is_well_formed(token) {
        return Err(RunError::TokenMalformed);
    }
    let entry = keyring::Entry::new(SERVICE, &account(channel, folder));
    entry.and_then(|entry| entry.set_password(token)).map_err(|error| match error {
        keyring::Error::NoDefaultStore => RunError::NoKeychain(String::new()),
        keyring::Error::NoStorageAccess(_) => RunError::KeychainLocked,
        other => RunError::NoKeychain(format!(" ({other})")),
    })
}

/// Digits, a colon, letters, digits, `_` and `-`.
fn is_well_formed(token: &str) -> bool {
    token.split_once(':').is_some_and(|(bot, secret)| {
        let digits = !bot.is_empty() && bot.len() <= 18 && bot.bytes().all(|c| c.is_ascii_digit());
        let letters = secret.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-'));
        digits && letters && !secret.is_empty()
    })
}

/// The number of the bot, which is no secret.
pub(super) fn bot_id(token: &str) -> i64 {
    token.split(':').next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_looks_like_a_token_is_taken() {
        for token in ["1:T", "123456789:AAE_x-9"] {
            assert!(is_well_formed(token), "{token}");
        }
        for token in ["", "1:", ":T", "a:T", "1:T/../x", "1:T x", "1:я"] {
            assert!(!is_well_formed(token), "{token}");
        }
        assert_eq!(bot_id("123:abc"), 123);
    }

    #[test]
    fn a_token_is_kept_for_a_folder_by_whichever_way_it_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("a"), folder.path().join("b"));
        std::fs::create_dir_all(&a).unwrap();
        let of = |path: &Path| account("telegram", Some(path));
        assert_eq!(of(&a), of(&a.join("../a")));
        assert_ne!(of(&a), of(&b));
        assert_eq!(account("telegram", None), "telegram", "of the command line");
    }
}
