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
    Template {
        name: "broshennaya-korzina",
        goal: Goal::AbandonedCart,
        title: Label::new("Брошенная корзина", "Abandoned cart"),
        about: Label::new(
            "Через час после брошенной корзины напоминает, снимает возражения и замолкает, как только человек купил.",
            "Reminds an hour after a cart was left, answers doubts and falls silent as soon as the person buys.",
        ),
    },
    Template {
        name: "vozvrat",
        goal: Goal::Reactivation,
        title: Label::new("Возврат молчащих", "Winning back the silent"),
        about: Label::new(
            "Через месяц молчания зовёт обратно с подарком, спрашивает причину ухода и отписывает тех, кто ушёл.",
            "After a month of silence invites back with a gift, asks why people left and unsubscribes those who did.",
        ),
    },
    Template {
        name: "podderzhka",
        goal: Goal::Support,
        title: Label::new("Поддержка с ответами на вопросы", "Support that answers questions"),
        about: Label::new(
            "Отвечает на частые вопросы, узнаёт статус заказа, зовёт человека и спрашивает, помогли ли.",
            "Answers frequent questions, looks up an order, calls a person and asks whether it helped.",
        ),
    },
    Template {
        name: "vebinar",
        goal: Goal::Webinar,
        title: Label::new("Вебинар с напоминаниями", "Webinar with reminders"),
        about: Label::new(
            "Записывает на ближайший эфир, напоминает за день и за 15 минут, пришедшим и не дошедшим пишет разное.",
            "Signs up for the next session, reminds a day and 15 minutes before, writes differently to those who came.",
        ),
    },
    Template {
        name: "dostavka-cvetov",
        goal: Goal::Delivery,
        title: Label::new("Цветы: от букета до оплаты", "Flowers: from choice to payment"),
        about: Label::new(
            "Показывает букеты в наличии, собирает корзину, спрашивает адрес и день, берёт оплату и шлёт чек. По-русски и по-английски.",
            "Shows bouquets in stock, fills a cart, asks for address and day, takes the payment. In Russian and English.",
        ),
    },
    Template {
        name: "zdorovie-info",
        goal: Goal::Information,
        title: Label::new("Справочный бот", "Information bot"),
        about: Label::new(
            "Меню по номерам, ответы словами, дата обновления и новости раз в неделю. По-русски и по-английски.",
            "A numbered menu, answers to questions, the date of the update and weekly news. In Russian and English.",
        ),
    },
    Template {
        name: "beauty-zapis",
        goal: Goal::Booking,
        title: Label::new("Запись в ближайший салон", "Booking at the nearest salon"),
        about: Label::new(
            "По геопозиции находит студию, записывает на свободное время, напоминает, переносит и отменяет.",
            "Finds a studio by location, books free time, reminds, moves and cancels.",
        ),
    },
    Template {
        name: "gorod-qr",
        goal: Goal::Event,
        title: Label::new("Афиша: QR к трём мессенджерам", "City guide: a QR code to three messengers"),
        about: Label::new(
            "Код ведёт на страницу с тремя мессенджерами; воронка одна, источник помечен, подборка приходит по пятницам.",
            "The code leads to a page with three messengers; one funnel, the source is tagged, a list comes every Friday.",
        ),
    },
    Template {
        name: "zapis-na-uslugu",
        goal: Goal::Booking,
        title: Label::new("Запись на услугу", "Booking a service"),
        about: Label::new(
            "Показывает свободное время, записывает, сообщает мастеру, напоминает, переносит и отменяет; мест нет — лист ожидания.",
            "Shows free time, books it, tells the master, reminds, moves and cancels; a waiting list when all is taken.",
        ),
    },
    Template {
        name: "akcii",
        goal: Goal::Promotion,
        title: Label::new("Акции по интересам", "Promotions by interest"),
        about: Label::new(
            "Подписывает на акции по разделам, выдаёт личный код, шлёт рассылки не чаще двух раз в неделю; от акций можно отказаться отдельно.",
            "Subscribes to promotions by topic, gives a code of one's own, sends at most two broadcasts a week; promotions are refused separately.",
        ),
    },
    Template {
        name: "magazin",
        goal: Goal::Shop,
        title: Label::new("Магазин с корзиной", "Shop with a cart"),
        about: Label::new(
            "Товары по разделам с остатками, корзина, доставка, оплата и заказ в мастерскую; брошенное возвращается на полку.",
            "Goods by section and stock, a cart, delivery, payment and an order to the workshop; what is abandoned returns to the shelf.",
        ),
    },
    Template {
        name: "recepty",
        goal: Goal::Support,
        title: Label::new("Наборы с рецептами", "Meal kits"),
        about: Label::new(
            "Рецепт недели, ответы на вопросы, перенос доставки и продление подписки за три дня до конца.",
            "A recipe of the week, answers, moved deliveries and a renewal three days before the end.",
        ),
    },
    Template {
        name: "lid-magnit",
        goal: Goal::LeadMagnet,
        title: Label::new("Сбор лидов за чек-лист", "Leads for a checklist"),
        about: Label::new(
            "Отдаёт PDF, через день предлагает разбор, передаёт лида в CRM, а если она молчит, человеку.",
            "Hands out a PDF, offers a review after a day, sends the lead to the CRM or, when it is silent, to a person.",
        ),
    },
    Template {
        name: "kurs",
        goal: Goal::Course,
        title: Label::new("Мини-курс за пять дней", "Mini-course in five days"),
        about: Label::new(
            "Пять уроков по одному в день с видео, звуком и файлами, задания куратору, тест с баллами и сертификат.",
            "Five lessons, one a day, with video, sound and files, homework for a tutor, a scored quiz and a certificate.",
        ),
    },
    Template {
        name: "kviz-tovar",
        goal: Goal::LeadMagnet,
        title: Label::new("Квиз: подбор товара", "Quiz: choosing a product"),
        about: Label::new(
            "Три вопроса, таблица правил даёт товар на каждое сочетание ответов, заявка уходит в CRM, а если она молчит, человеку.",
            "Three questions, a table of rules gives a product for every set of answers, the lead goes to the CRM or to a person.",
        ),
    },
    Template {
        name: "meropriyatie",
        goal: Goal::Event,
        title: Label::new("Конференция: регистрация и билет", "Conference: registration and ticket"),
        about: Label::new(
            "Программа, места со счётчиком, билет с номером, напоминания накануне и утром, отмена и отзыв вечером.",
            "The programme, counted seats, a numbered ticket, reminders the day before and in the morning, cancelling and a review.",
        ),
    },
];
