//! The bot's profile: which calls set its name, descriptions, commands and menu.

use super::{ApiCall, CAPS};
use crate::channels::command_fits;
use crate::flow::Flow;
use crate::model::{BotProfile, Label, Project};
use serde::Serialize;
use std::collections::BTreeSet;

/// A reason why a profile cannot be set as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileFault {
    /// What it is about: the name, a description, a command as written.
    pub what: String,
    /// What is wrong and what to do.
    pub why: Label,
}

/// Calls that set the profile of the project's bot, in order. Texts that the author left empty stay as they
/// are; commands are those that the flow listens to, described by the titles of their entry blocks.
///
/// # Errors
/// Every text or command that Telegram would refuse.
pub fn publish_calls(project: &Project, flow: &Flow) -> Result<Vec<ApiCall>, Vec<ProfileFault>> {
    let mut faults = Vec::new();
    let mut calls = text_calls(&project.bot, &mut faults);
    let commands = commands_of(project, flow, &mut faults);
    let kind = if commands.is_empty() { "default" } else { "commands" };
    calls.push(ApiCall::new("setMyCommands", &Commands { commands }));
    calls.push(ApiCall::new("setChatMenuButton", &MenuButton { menu_button: MenuKind { kind } }));
    if faults.is_empty() { Ok(calls) } else { Err(faults) }
}

#[derive(Serialize)]
struct Name<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Description<'a> {
    description: &'a str,
}

#[derive(Serialize)]
struct ShortDescription<'a> {
    short_description: &'a str,
}

#[derive(Serialize)]
struct Commands {
    commands: Vec<Command>,
}

#[derive(Serialize)]
struct Command {
    command: String,
    description: String,
}

#[derive(Serialize)]
struct MenuButton {
    menu_button: MenuKind,
}

#[derive(Serialize)]
struct MenuKind {
    #[serde(rename = "type")]
    kind: &'static str,
}

fn text_calls(bot: &BotProfile, faults: &mut Vec<ProfileFault>) -> Vec<ApiCall> {
    let profile = CAPS.profile;
    let texts = [
        (bot.name.trim(), profile.name, LONG_NAME),
        (bot.description.trim(), profile.description, LONG_DESCRIPTION),
        (bot.about.trim(), profile.about, LONG_ABOUT),
    ];
    for (text, limit, why) in texts {
        if limit.is_some_and(|limit| !limit.takes(text)) {
            faults.push(ProfileFault { what: text.to_owned(), why });
        }
    }
    let [(name, ..), (description, ..), (short_description, ..)] = texts;
    let calls = [
        (name, ApiCall::new("setMyName", &Name { name })),
        (description, ApiCall::new("setMyDescription", &Description { description })),
        (short_description, ApiCall::new("setMyShortDescription", &ShortDescription { short_description })),
    ];
    calls.into_iter().filter(|(text, _)| !text.is_empty()).map(|(_, call)| call).collect()
}

fn commands_of(project: &Project, flow: &Flow, faults: &mut Vec<ProfileFault>) -> Vec<Command> {
    let profile = CAPS.profile;
    let text_max = profile.command_text.map_or(usize::MAX, |limit| limit.max);
    let mut seen = BTreeSet::new();
    let mut commands = Vec::new();
    for (name, target) in &flow.triggers.commands {
        if !seen.insert(name.as_str()) {
            continue;
        }
        if profile.command.is_some_and(|limit| !command_fits(name, limit)) {
            faults.push(ProfileFault { what: format!("/{name}"), why: BAD_COMMAND });
        }
        let title = project.block(target.block).map_or("", |(funnel, block)| match block.title.trim() {
            "" => funnel.title.trim(),
            title => title,
        });
        let shown = if title.is_empty() { name } else { title };
        let description = shown.chars().take(text_max).collect();
        commands.push(Command { command: name.clone(), description });
    }
    if profile.commands.is_some_and(|limit| commands.len() > limit.max) {
        faults.push(ProfileFault { what: commands.len().to_string(), why: MANY_COMMANDS });
    }
    commands
}

const LONG_NAME: Label = Label::new(
    "Имя бота длиннее 64 знаков. Сократите его в настройках проекта.",
    "The bot's name is longer than 64 characters. Shorten it in the project settings.",
);
const LONG_DESCRIPTION: Label = Label::new(
    "Описание пустого чата длиннее 512 знаков. Сократите его в настройках проекта.",
    "The description of the empty chat is longer than 512 characters. Shorten it in the project settings.",
);
const LONG_ABOUT: Label = Label::new(
    "Строка «О боте» длиннее 120 знаков. Сократите её в настройках проекта.",
    "The line about the bot is longer than 120 characters. Shorten it in the project settings.",
);
const BAD_COMMAND: Label = Label::new(
    "Команда может состоять только из латинских букв, цифр и «_», до 32 знаков. Переименуйте её.",
    "A command consists of Latin letters, digits and “_”, up to 32 characters. Rename it.",
);
const MANY_COMMANDS: Label = Label::new(
    "Команд больше 100, Telegram столько не примет. Уберите лишние.",
    "There are more than 100 commands, Telegram does not take so many. Remove some.",
);
