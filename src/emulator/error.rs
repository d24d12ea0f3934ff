//! What cannot be done in a conversation just now.

use crate::model::Lang;

/// Why a request to the emulator was refused; nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmulatorError {
    /// The entry of the log is not a message of the bot.
    #[error("this is not a message of the bot")]
    NotAMessage,
    /// The message has no button of that caption.
    #[error("the message has no button “{0}”")]
    NoButton(String),
    /// The button opens this address and never comes back to the bot.
    #[error("this button opens {0}; the bot does not hear of it")]
    OpensLink(String),
    /// No request waits for an answer.
    #[error("the bot asked nothing of the outside world")]
    NoCall,
    /// The request has no answer of that name; the names it has.
    #[error("this request has no answer “{0}”; it has: {1}")]
    NoOutcome(String, String),
}

impl EmulatorError {
    /// The reason in a language of the product.
    pub fn words(&self, lang: Lang) -> String {
        match (lang, self) {
            (Lang::En, _) => self.to_string(),
            (Lang::Ru, Self::NotAMessage) => "это не сообщение бота".into(),
            (Lang::Ru, Self::NoButton(label)) => format!("в сообщении нет кнопки «{label}»"),
            (Lang::Ru, Self::OpensLink(url)) => {
                format!("эта кнопка открывает {url}; бот о нажатии не узнает")
            }
            (Lang::Ru, Self::NoOutcome(name, known)) => {
                format!("у этого запроса нет ответа «{name}»; есть: {known}")
            }
            (Lang::Ru, Self::NoCall) => "бот ни о чём не спрашивал внешний сервис".into(),
        }
    }
}
