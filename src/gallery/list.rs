//! The templates. A new one is a folder in `projects/` and an entry here, at its place in the gallery.

use super::{Goal, Template};
use crate::model::Label;

/// Every template in the order of the gallery.
pub static TEMPLATES: &[Template] = &[
    Template {
        name: "checklist",
        goal: Goal::LeadMagnet,
        title: Label::new("Чек-лист по QR-коду", "Checklist by QR code"),
        about: Label::new(
            "Отдаёт файл по ссылке или QR-коду, через день зовёт на короткий квиз и передаёт горячие заявки в CRM.",
            "Hands out a file by link or QR code, invites to a short quiz after a day and sends hot leads to the CRM.",
        ),
    },
    Template {
        name: "pizza",
        goal: Goal::Delivery,
        title: Label::new("Пицца одним смайликом", "Pizza by one emoji"),
        about: Label::new(
            "Запоминает любимую пиццу, адрес и телефон, заказывает по одному 🍕 и спрашивает, понравилось ли.",
            "Remembers the favourite pizza, address and phone, orders by a single 🍕 and asks whether it was good.",
        ),
    },
    Template {
        name: "konkurs",
        goal: Goal::Contest,
        title: Label::new("Конкурс за комментарий", "Contest by comments"),
        about: Label::new(
            "Зовёт в личные за «хочу» под постом, выдаёт номер, напоминает об итогах и встречает недовольных заботой.",
            "Invites by a comment under a post, hands out a number, reminds of the draw and cares for the unhappy.",
        ),
    },
    Template {
        name: "ipoteka",
        goal: Goal::LeadMagnet,
        title: Label::new("Анкета: подбор ипотеки", "Form: choosing a mortgage"),
        about: Label::new(
            "Спрашивает по одному вопросу, проверяет ответы, оценивает готовность и передаёт заявку в CRM.",
            "Asks one question at a time, checks the answers, scores the lead and hands it to the CRM.",
        ),
    },
    Template {
        name: "opros-nps",
        goal: Goal::Survey,
        title: Label::new("Опрос с NPS", "Survey with NPS"),
        about: Label::new(
            "Через два часа после покупки спрашивает оценку от 0 до 10, благодарит и передаёт жалобы управляющему.",
            "Two hours after a purchase asks for 0 to 10, thanks and hands complaints to the manager.",
        ),
    },
];
