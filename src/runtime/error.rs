//! Why a bot cannot run or be published, in words for its owner. No text here ever holds a token.

use crate::channels::telegram::ProfileFault;
use crate::diag::Words;
use std::fmt;
use std::path::PathBuf;

/// Why a bot cannot run or be published.
#[derive(Debug)]
pub enum RunError {
    /// No token in the environment and none in the keychain.
    NoToken,
    /// What was given as a token cannot be one.
    TokenMalformed,
    /// The messenger does not know the token.
    TokenRefused,
    /// The address of the API is not one.
    BadApi(String),
    /// What was given as the chat of the team is no number of a chat.
    BadTeam(String),
    /// The messenger cannot be reached.
    Network(String),
    /// Someone else polls with the same token.
    OtherPoller,
    /// A webhook is set, so that polling gives nothing.
    Webhook,
    /// The messenger refused a call.
    Refused {
        /// The call.
        method: String,
        /// Its number for the reason.
        code: u16,
        /// Its words.
        reason: String,
    },
    /// Somebody stopped it.
    Stopped,
    /// The profile does not fit the messenger.
    Profile(Vec<ProfileFault>),
    /// The store cannot be opened, read or written.
    Store {
        /// The file.
        path: PathBuf,
        /// What the database says.
        reason: String,
    },
    /// Another process runs with this store.
    StoreBusy(PathBuf),
    /// The store was written by another version of the program.
    StoreVersion(PathBuf),
    /// The store belongs to another bot.
    StoreForeign(PathBuf),
    /// The system gives no folder for data.
    NoDataFolder,
    /// The system's keychain is locked, and nobody unlocked it.
    KeychainLocked,
    /// The system has no keychain, or it is locked: what it said, in brackets.
    NoKeychain(String),
    /// The system refuses what every program needs: threads, sockets, signals.
    System(String),
}

impl RunError {
    /// What happened and what to do.
    pub fn words(&self) -> Words {
        match self {
            Self::NoToken | Self::TokenMalformed | Self::TokenRefused => self.token_words(),
            Self::BadTeam(team) => Words::new(
                format!(
                    "«{team}» — не номер чата. Добавьте бота в группу команды и напишите там /team: он ответит номером"
                ),
                format!(
                    "“{team}” is no number of a chat. Add the bot to the team's group and write /team there: it \
                     answers with the number"
                ),
            ),
            Self::BadApi(api) => Words::new(
                format!("«{api}» не похоже на адрес API. Нужен адрес вида https://api.telegram.org."),
                format!("“{api}” is not an address of the API. It looks like https://api.telegram.org."),
            ),
            Self::Network(reason) => Words::new(
                format!(
                    "Нет связи с Telegram ({reason}). Проверьте интернет; если api.telegram.org закрыт, \
                     укажите прокси в переменной HTTPS_PROXY или другой адрес в --api."
                ),
                format!(
                    "Telegram cannot be reached ({reason}). Check the connection; where api.telegram.org is \
                     closed, name a proxy in HTTPS_PROXY or another address with --api."
                ),
            ),
            Self::OtherPoller => Words::new(
                "Этот бот уже запущен в другом месте (ошибка 409). Остановите ту копию и запустите снова.",
                "This bot already runs somewhere else (error 409). Stop the other copy and start again.",
            ),
            Self::Webhook => Words::new(
                "У бота включён вебхук другого сервиса, и новые сообщения уходят туда (ошибка 409). Отключите \
                 бота в том сервисе или вызовите deleteWebhook.",
                "A webhook of another service takes the bot's messages (error 409). Disconnect the bot there or \
                 call deleteWebhook.",
            ),
            Self::Refused { method, code, reason } => refused_words(method, *code, reason),
            Self::Stopped => Words::new("Остановлено", "Stopped"),
            Self::Profile(faults) => profile_words(faults),
            Self::Store { .. } | Self::StoreBusy(_) | Self::StoreVersion(_) | Self::StoreForeign(_) => {
                self.store_words()
            }
            Self::NoDataFolder => Words::new(
                "Не нашлось папки для данных бота. Укажите файл: --store bot.sqlite.",
                "There is no folder for the bot's data. Name a file: --store bot.sqlite.",
            ),
            Self::KeychainLocked => Words::new(
                "Связка ключей закрыта. Откройте её и повторите или задайте переменную VORONKA_TELEGRAM_TOKEN перед \
                 запуском.",
                "The keychain is locked. Unlock it and try again, or set the variable VORONKA_TELEGRAM_TOKEN before \
                 starting.",
            ),
            Self::NoKeychain(reason) => Words::new(
                format!(
                    "Хранить токен негде: связки ключей в системе нет{reason}. Задайте переменную VORONKA_TELEGRAM_TOKEN перед запуском."
                ),
                format!(
                    "There is no place for the token: the system has no keychain{reason}. Set the variable VORONKA_TELEGRAM_TOKEN before starting."
                ),
            ),
            Self::System(reason) => {
                Words::new(format!("Система отказала: {reason}."), format!("The system refuses: {reason}."))
            }
        }
    }

    fn token_words(&self) -> Words {
        match self {
            Self::TokenMalformed => Words::new(
                "Это не похоже на токен. Токен от @BotFather выглядит так: цифры, двоеточие, буквы.",
                "This is not a token. A token of @BotFather is digits, a colon, letters.",
            ),
            Self::TokenRefused => Words::new(
                "Telegram не узнаёт токен (ошибка 401). Возьмите действующий у @BotFather: /mybots → API Token.",
                "Telegram does not know the token (error 401). Take the current one from @BotFather: /mybots → \
                 API Token.",
            ),
            _ => Words::new(
                "Нет токена бота. Возьмите его у @BotFather и передайте в переменной VORONKA_TELEGRAM_TOKEN или \
                 сохраните в связке ключей: voronka token telegram ПАПКА.",
                "There is no bot token. Take it from @BotFather and pass it in VORONKA_TELEGRAM_TOKEN or keep it \
                 in the keychain: voronka token telegram FOLDER.",
            ),
        }
    }

    fn store_words(&self) -> Words {
        match self {
            Self::StoreBusy(path) => Words::new(
                format!("Файл {} занят: бот уже запущен. Остановите ту копию.", path.display()),
                format!("{} is in use: the bot already runs. Stop the other copy.", path.display()),
            ),
            Self::StoreVersion(path) => Words::new(
                format!(
                    "Файл {} записан другой версией Воронки. Запустите ту версию или укажите новый файл в --store.",
                    path.display()
                ),
                format!(
                    "{} was written by another version of Voronka. Run that version or name a new file with \
                     --store.",
                    path.display()
                ),
            ),
            Self::StoreForeign(path) => Words::new(
                format!("Файл {} принадлежит другому боту. Укажите свой файл в --store.", path.display()),
                format!("{} belongs to another bot. Name a file of its own with --store.", path.display()),
            ),
            Self::Store { path, reason } => Words::new(
                format!(
                    "Не получается работать с файлом {}: {reason}. Проверьте место на диске и права.",
                    path.display()
                ),
                format!("{} cannot be used: {reason}. Check free space and permissions.", path.display()),
            ),
            _ => Words::default(),
        }
    }
}

fn refused_words(method: &str, code: u16, reason: &str) -> Words {
    let (ru, en) = match code {
        429 => ("Слишком много запросов, подождите и повторите.", "Too many requests, wait and try again."),
        403 => ("У бота нет на это права.", "The bot has no right to do it."),
        500.. => ("Telegram занят, повторите позже.", "Telegram is busy, try later."),
        _ => ("Проверьте настройки проекта.", "Check the project settings."),
    };
    Words::new(
        format!("Telegram отказал в {method} (ошибка {code}: {reason}). {ru}"),
        format!("Telegram refused {method} (error {code}: {reason}). {en}"),
    )
}

fn profile_words(faults: &[ProfileFault]) -> Words {
    let list = |of: fn(&ProfileFault) -> &'static str| {
        faults.iter().map(|fault| format!("«{}»: {}", fault.what, of(fault))).collect::<Vec<_>>().join("\n")
    };
    Words::new(list(|fault| fault.why.ru), list(|fault| fault.why.en))
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words().en)
    }
}

impl std::error::Error for RunError {}
