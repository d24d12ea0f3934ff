//! Fields of subscribers: their ids, and those that every subscriber has.

use serde::{Deserialize, Serialize};

/// Names a field of a subscriber for the life of a project. Ids below [`FieldId::FIRST_OWN`] are the
/// system fields of [`SYSTEM_FIELDS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FieldId(pub u16);

impl FieldId {
    /// The first id that a project's own field may have.
    pub const FIRST_OWN: Self = Self(32);
    /// Given name, from the messenger's profile.
    pub const FIRST_NAME: Self = Self(1);
    /// Family name, from the messenger's profile.
    pub const LAST_NAME: Self = Self(2);
    /// Name in the messenger without `@`.
    pub const USERNAME: Self = Self(3);
    /// IETF language tag from the profile, such as `ru`.
    pub const LANGUAGE: Self = Self(4);
    /// IANA name of the subscriber's time zone; the project's zone when not set.
    pub const ZONE: Self = Self(5);
    /// Payload of the deep link that brought the subscriber last.
    pub const SOURCE: Self = Self(6);
    /// Name of the channel of the conversation, such as `telegram`.
    pub const CHANNEL: Self = Self(7);
    /// Telephone number that the subscriber shared.
    pub const PHONE: Self = Self(8);
    /// Kind of device, where a channel or a widget tells it: `mobile` or `desktop`.
    pub const DEVICE: Self = Self(9);
    /// Browser, where a widget tells it.
    pub const BROWSER: Self = Self(10);
    /// `utm_source` of the link or advertisement that brought the subscriber last.
    pub const UTM_SOURCE: Self = Self(11);
    /// `utm_medium` of it.
    pub const UTM_MEDIUM: Self = Self(12);
    /// `utm_campaign` of it.
    pub const UTM_CAMPAIGN: Self = Self(13);
    /// `utm_content` of it.
    pub const UTM_CONTENT: Self = Self(14);
    /// `utm_term` of it.
    pub const UTM_TERM: Self = Self(15);
    /// What the subscriber said last, as text.
    pub const LAST_TEXT: Self = Self(16);
    /// What came with the event that was taken last: a page, an amount, a name of an offer.
    pub const EVENT_VALUE: Self = Self(17);
    /// Which person of the project talks to the subscriber.
    pub const OPERATOR: Self = Self(18);
    /// Where the invoice that was made last is paid.
    pub const PAYMENT_LINK: Self = Self(19);
    /// What the latest event was about: a post, a page, an order.
    pub const EVENT_ABOUT: Self = Self(20);
    /// The first of the ids that blocks keep things of their own in: a list they offer, a day that was chosen.
    const FIRST_OF_BLOCKS: u16 = 0x8000;
    /// How many such places a block has.
    pub const PLACES_OF_BLOCK: u16 = 8;

    /// A place of a block's own that no form and no picker shows. A project has room for 4,096 block ids before
    /// two blocks share one.
    pub const fn of_block(block_id: super::BlockId, place: u16) -> Self {
        let at = (block_id.0 as u16).wrapping_mul(Self::PLACES_OF_BLOCK).wrapping_add(place);
        Self(Self::FIRST_OF_BLOCKS | (at & 0x7fff))
    }
}

/// A field that every subscriber has without being declared.
#[derive(Debug)]
pub struct SystemField {
    /// Its id, below [`FieldId::FIRST_OWN`].
    pub id: FieldId,
    /// Its name in templates and formulas.
    pub name: &'static str,
    /// Its Russian name, accepted everywhere as well.
    pub alias: &'static str,
}

/// The system fields in order of id.
pub const SYSTEM_FIELDS: &[SystemField] = &[
    SystemField { id: FieldId::FIRST_NAME, name: "first_name", alias: "имя" },
    SystemField { id: FieldId::LAST_NAME, name: "last_name", alias: "фамилия" },
    SystemField { id: FieldId::USERNAME, name: "username", alias: "ник" },
    SystemField { id: FieldId::LANGUAGE, name: "language", alias: "язык" },
    SystemField { id: FieldId::ZONE, name: "timezone", alias: "часовой_пояс" },
    SystemField { id: FieldId::SOURCE, name: "source", alias: "источник" },
    SystemField { id: FieldId::CHANNEL, name: "channel", alias: "канал" },
    SystemField { id: FieldId::PHONE, name: "phone_number", alias: "номер_телефона" },
    SystemField { id: FieldId::DEVICE, name: "device", alias: "устройство" },
    SystemField { id: FieldId::BROWSER, name: "browser", alias: "браузер" },
    SystemField { id: FieldId::UTM_SOURCE, name: "utm_source", alias: "utm_source" },
    SystemField { id: FieldId::UTM_MEDIUM, name: "utm_medium", alias: "utm_medium" },
    SystemField { id: FieldId::UTM_CAMPAIGN, name: "utm_campaign", alias: "utm_campaign" },
    SystemField { id: FieldId::UTM_CONTENT, name: "utm_content", alias: "utm_content" },
    SystemField { id: FieldId::UTM_TERM, name: "utm_term", alias: "utm_term" },
    SystemField { id: FieldId::LAST_TEXT, name: "last_text", alias: "последнее_сообщение" },
    SystemField { id: FieldId::EVENT_VALUE, name: "event_value", alias: "значение_события" },
    SystemField { id: FieldId::EVENT_ABOUT, name: "event_about", alias: "предмет_события" },
    SystemField { id: FieldId::OPERATOR, name: "operator", alias: "менеджер" },
    SystemField { id: FieldId::PAYMENT_LINK, name: "payment_link", alias: "ссылка_на_оплату" },
];
