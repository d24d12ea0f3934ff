//! How the bot lives (to be written).
