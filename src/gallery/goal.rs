//! What a marketer wants to achieve: the shelves of the gallery.

use crate::model::Label;

/// A goal of a funnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Goal {
    /// Contacts in exchange for something useful.
    LeadMagnet,
    /// Visitors of a webinar, before and after it.
    Webinar,
    /// Lessons on schedule.
    Course,
    /// Things chosen and bought in the chat.
    Shop,
    /// A time and a place reserved.
    Booking,
    /// Food and things brought home.
    Delivery,
    /// Questions answered, people called in.
    Support,
    /// Opinions asked for.
    Survey,
    /// Guests of an event.
    Event,
    /// A game with a prize.
    Contest,
    /// A purchase that was broken off.
    AbandonedCart,
    /// People who have fallen silent.
    Reactivation,
    /// News and reference on request.
    Information,
    /// A discount or an offer for a time.
    Promotion,
}

impl Goal {
    /// Every goal in the order of the gallery.
    pub const ALL: &'static [Self] = &[
        Self::LeadMagnet,
        Self::Webinar,
        Self::Course,
        Self::Shop,
        Self::Booking,
        Self::Delivery,
        Self::Support,
        Self::Survey,
        Self::Event,
        Self::Contest,
        Self::AbandonedCart,
        Self::Reactivation,
        Self::Information,
        Self::Promotion,
    ];

    /// Its name over the shelf.
    pub const fn label(self) -> Label {
        match self {
            Self::LeadMagnet => Label::new("Лид-магнит", "Lead magnet"),
            Self::Webinar => Label::new("Вебинар", "Webinar"),
            Self::Course => Label::new("Курс", "Course"),
            Self::Shop => Label::new("Магазин", "Shop"),
            Self::Booking => Label::new("Запись", "Booking"),
            Self::Delivery => Label::new("Доставка", "Delivery"),
            Self::Support => Label::new("Поддержка", "Support"),
            Self::Survey => Label::new("Опрос", "Survey"),
            Self::Event => Label::new("Мероприятие", "Event"),
            Self::Contest => Label::new("Конкурс", "Contest"),
            Self::AbandonedCart => Label::new("Брошенная корзина", "Abandoned cart"),
            Self::Reactivation => Label::new("Возвращение подписчиков", "Reactivation"),
            Self::Information => Label::new("Справка и новости", "Information"),
            Self::Promotion => Label::new("Акция", "Promotion"),
        }
    }
}
