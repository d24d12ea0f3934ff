//! Where a token comes from: the environment, else the system's keychain. Nowhere else.

use super::RunError;

const SERVICE: &str = "voronka";

/// The token of a channel: `VORONKA_TELEGRAM_TOKEN` and the like, else the keychain entry of service
/// `voronka` named after the channel.
///
/// # Errors
/// [`RunError::NoToken`] where there is neither, [`RunError::TokenMalformed`] for what cannot be a token.
pub fn token(channel: &str) -> Result<String, RunError> {
    let given = token_of_environment(channel);
    // A keychain that is locked or missing is the same to the owner as an empty one: say what to do.
    let kept = || keyring::Entry::new(SERVICE, channel).ok()?.get_password().ok();
    let token = given.or_else(kept).ok_or(RunError::NoToken)?;
    let token = token.trim();
    if is_well_formed(token) { Ok(token.to_owned()) } else { Err(RunError::TokenMalformed) }
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

/// Keeps a token in the system's keychain.
///
/// # Errors
/// [`RunError::TokenMalformed`], or [`RunError::NoKeychain`] where the system has no keychain or it is locked.
pub fn keep_token(channel: &str, token: &str) -> Result<(), RunError> {
    let token = token.trim();
    if !is_well_formed(token) {
        return Err(RunError::TokenMalformed);
    }
    let entry = keyring::Entry::new(SERVICE, channel);
    entry.and_then(|entry| entry.set_password(token)).map_err(|error| match error {
        keyring::Error::NoDefaultStore => RunError::NoKeychain(String::new()),
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
}
