//! What a rendered reply lost on the way into the messenger, in words.

use crate::model::Label;

/// A way in which a rendered reply differs from what the author meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    /// Neither text nor media: nothing is sent, not even the buttons.
    Empty,
    /// The text went out as several messages.
    TextCut,
    /// The text went out as a message of its own below the picture or file.
    CaptionApart,
    /// The buttons of an album went out with a message of their own.
    ButtonsApart,
    /// Attachments of different kinds went out as several messages.
    AlbumSplit,
    /// Cards went out one below the other.
    CardsBelow,
    /// Quick replies became inline buttons, because the message has inline buttons already.
    QuickAsButtons,
    /// A button that asks for a telephone number or a place cannot stand under a message: it is missing.
    RequestRefused,
    /// Too many buttons in a row: the row was broken.
    RowBroken,
    /// More buttons than a message holds: the last ones are missing.
    ButtonsDropped,
    /// A caption was empty or very long and was changed.
    LabelChanged,
    /// A button that dials became a line with the number, which can be tapped.
    CallAsText,
    /// A text to be copied is empty or too long: its button is missing.
    CopyRefused,
    /// An address that Telegram refuses: its button is missing.
    UrlRefused,
    /// An address that Telegram refuses: the words of the link stand there as plain text.
    LinkRefused,
}

impl Loss {
    /// What happened, in one sentence.
    pub const fn label(self) -> Label {
        match self {
            Self::Empty => Label::new(
                "Нет ни текста, ни вложения: сообщение не отправлено",
                "Neither text nor attachment: the message is not sent",
            ),
            Self::TextCut => {
                Label::new("Длинный текст разбит на части", "The long text is sent in several messages")
            }
            Self::CaptionApart => Label::new(
                "Длинная подпись ушла отдельным сообщением",
                "The long caption is sent as a message of its own",
            ),
            Self::ButtonsApart => Label::new(
                "Под альбомом кнопок не бывает: они ушли отдельным сообщением",
                "An album has no buttons: they are sent with a message of their own",
            ),
            Self::AlbumSplit => Label::new(
                "Вложения разного вида ушли несколькими сообщениями",
                "Attachments of different kinds are sent in several messages",
            ),
            Self::CardsBelow => Label::new(
                "Карусели нет: карточки показаны одна под другой",
                "There is no carousel: the cards are shown one below the other",
            ),
            Self::QuickAsButtons => Label::new(
                "Быстрые ответы показаны кнопками под сообщением",
                "Quick replies are shown as buttons under the message",
            ),
            Self::RequestRefused => Label::new(
                "Кнопка «поделиться телефоном или местом» рядом с кнопками под сообщением не показана",
                "A button that shares a number or a place is not shown beside buttons under the message",
            ),
            Self::RowBroken => Label::new("Длинный ряд кнопок разбит", "A long row of buttons is broken"),
            Self::ButtonsDropped => {
                Label::new("Лишние кнопки не показаны", "Buttons beyond the limit are not shown")
            }
            Self::LabelChanged => Label::new(
                "Пустая или очень длинная надпись кнопки изменена",
                "An empty or very long caption is changed",
            ),
            Self::CallAsText => Label::new(
                "Кнопка не звонит: номер дописан в текст, его можно нажать",
                "A button cannot dial: the number stands in the text and can be tapped",
            ),
            Self::CopyRefused => Label::new(
                "Кнопка копирует от 1 до 256 знаков: эта не показана",
                "A button copies 1 to 256 characters: this one is not shown",
            ),
            Self::UrlRefused => Label::new(
                "Кнопка с неверным адресом не показана",
                "A button with a wrong address is not shown",
            ),
            Self::LinkRefused => Label::new(
                "Ссылка с неверным адресом осталась простым текстом",
                "A link with a wrong address is left as plain text",
            ),
        }
    }
}
