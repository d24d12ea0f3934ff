//! The bot's profile: which lines it has, which calls set them, and how to ask what stands there now.

use super::{ApiCall, CAPS};
use crate::channels::command_fits;
use crate::flow::Flow;
use crate::model::{BotProfile, Label, Project};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// A reason why a profile cannot be set as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileFault {
    /// What it is about: the name, a description, a command as written.
    pub what: String,
    /// What is wrong and what to do.
    pub why: Label,
}

/// A line of the profile that people see in the messenger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProfilePart {
    /// What the bot is called.
    Name,
    /// What an empty chat says.
    Description,
    /// The short line of the bot's page.
    About,
    /// What can be written after a slash.
    Commands,
    /// The button beside the field for messages.
    Menu,
}

/// What stands in a line of the profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileValue {
    /// Words; empty where nobody has written any.
    Text(String),
    /// Each command with what it is for.
    Commands(Vec<(String, String)>),
    /// Whether the button opens the list of commands.
    Menu(bool),
}

/// A line of the profile with what is to stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileStep {
    /// Which line.
    pub part: ProfilePart,
    /// What is to stand there.
    pub value: ProfileValue,
    /// The call that puts it there.
    pub call: ApiCall,
}

impl ProfilePart {
    /// Every line, in the order in which they are set.
    pub const ALL: [Self; 5] = [Self::Name, Self::Description, Self::About, Self::Commands, Self::Menu];

    /// What the owner of the bot calls it.
    pub fn label(self) -> Label {
        match self {
            Self::Name => Label::new("Имя бота", "Name of the bot"),
            Self::Description => Label::new("Описание", "Description"),
            Self::About => Label::new("О боте", "About the bot"),
            Self::Commands => Label::new("Команды", "Commands"),
            Self::Menu => Label::new("Кнопка меню", "Menu button"),
        }
    }

    /// Where people see it.
    pub fn place(self) -> Label {
        match self {
            Self::Name => Label::new("в списке чатов", "in the list of chats"),
            Self::Description => Label::new("в пустом чате", "in an empty chat"),
            Self::About => Label::new("на странице бота", "on the bot's page"),
            Self::Commands => Label::new("после знака /", "after a slash"),
            Self::Menu => Label::new("у поля сообщения", "beside the message field"),
        }
    }

    /// The call that asks what stands there.
    pub fn query(self) -> &'static str {
        match self {
            Self::Name => "getMyName",
            Self::Description => "getMyDescription",
            Self::About => "getMyShortDescription",
            Self::Commands => "getMyCommands",
            Self::Menu => "getChatMenuButton",
        }
    }

    /// Reads the answer to [`query`](Self::query); `None` for an answer that says something else.
    pub fn read(self, answer: &[u8]) -> Option<ProfileValue> {
        let answer: Value = serde_json::from_slice(answer).ok()?;
        let result = answer.get("result")?;
        let text = |key: &str| Some(ProfileValue::Text(result.get(key)?.as_str()?.to_owned()));
        match self {
            Self::Name => text("name"),
            Self::Description => text("description"),
            Self::About => text("short_description"),
            Self::Commands => {
                let word = |row: &Value, key: &str| row.get(key)?.as_str().map(str::to_owned);
                let rows = result.as_array()?.iter();
                let rows: Option<Vec<_>> =
                    rows.map(|row| word(row, "command").zip(word(row, "description"))).collect();
                rows.map(ProfileValue::Commands)
            }
            Self::Menu => Some(ProfileValue::Menu(result.get("type")?.as_str()? == "commands")),
        }
    }
}

/// What sets the profile of the project's bot, line by line. Texts that the author left empty stay as they
/// are; commands are those that the flow listens to, described by the titles of their entry blocks.
///
/// # Errors
/// Every text or command that Telegram would refuse.
pub fn profile_steps(project: &Project, flow: &Flow) -> Result<Vec<ProfileStep>, Vec<ProfileFault>> {
    let mut faults = Vec::new();
    let mut steps = text_steps(&project.bot, &mut faults);
    let commands = commands_of(project, flow, &mut faults);
    let has_commands = !commands.is_empty();
    let shown = commands.iter().map(|row| (row.command.clone(), row.description.clone())).collect();
    steps.push(ProfileStep {
        part: ProfilePart::Commands,
        value: ProfileValue::Commands(shown),
        call: ApiCall::new("setMyCommands", &Commands { commands }),
    });
    let kind = if has_commands { "commands" } else { "default" };
    steps.push(ProfileStep {
        part: ProfilePart::Menu,
        value: ProfileValue::Menu(has_commands),
        call: ApiCall::new("setChatMenuButton", &MenuButton { menu_button: MenuKind { kind } }),
    });
    if faults.is_empty() { Ok(steps) } else { Err(faults) }
}

/// The calls of [`profile_steps`] alone.
///
/// # Errors
/// Every text or command that Telegram would refuse.
pub fn publish_calls(project: &Project, flow: &Flow) -> Result<Vec<ApiCall>, Vec<ProfileFault>> {
    profile_steps(project, flow).map(|steps| steps.into_iter().map(|step| step.call).collect())
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

fn text_steps(bot: &BotProfile, faults: &mut Vec<ProfileFault>) -> Vec<ProfileStep> {
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
    let about = ApiCall::new("setMyShortDescription", &ShortDescription { short_description });
    let steps = [
        (ProfilePart::Name, name, ApiCall::new("setMyName", &Name { name })),
        (
            ProfilePart::Description,
            description,
            ApiCall::new("setMyDescription", &Description { description }),
        ),
        (ProfilePart::About, short_description, about),
    ];
    let written = steps.into_iter().filter(|(_, text, _)| !text.is_empty());
    written
        .map(|(part, text, call)| ProfileStep { part, value: ProfileValue::Text(text.to_owned()), call })
        .collect()
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
